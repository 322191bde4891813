/** The words that face the word under the pointer, in the selected sentence. */
import { call } from '$ipc/call';
import type { TextRange, WordLink } from '$ipc/generated';
import type { OpenArticle } from '$parts/article/article.svelte';
import type { Layer, Span } from '$parts/segment/layers';

/** Where the pointer is: a column, and a place in its text. */
export interface Pointed {
  readonly column: string;
  readonly at: number;
}

const holds = ({ start, end }: TextRange, at: number) => start <= at && at < end;

/** The words of one column that face the word pointed at; that word too. */
export function facingIn(
  column: string,
  pointed: Pointed,
  links: ReadonlyMap<string, readonly WordLink[]>,
): TextRange[] {
  const original = pointed.column === 'original';
  const from = original ? null : (links.get(pointed.column) ?? []).filter(({ target }) => holds(target, pointed.at));
  if (column === pointed.column)
    return original
      ? [...links.values()]
          .flatMap((some) => some.filter(({ source }) => holds(source, pointed.at)).map((one) => one.source))
          .slice(0, 1)
      : (from ?? []).map(({ target }) => target);
  if (column === 'original') return (from ?? []).map(({ source }) => source);
  const starts = from === null ? [pointed.at] : from.map(({ source }) => source.start);
  return (links.get(column) ?? [])
    .filter(({ source }) => starts.some((at) => holds(source, at)))
    .map(({ target }) => target);
}

export class Facing {
  pointed = $state.raw<Pointed | null>(null);
  private links = $state.raw<ReadonlyMap<string, readonly WordLink[]>>(new Map());
  private segment = $state.raw<number | null>(null);
  private asked = 0;

  constructor(private readonly article: OpenArticle) {}

  /** Reads which words of a sentence face each other, in every column. What fails is not told: the page does without. */
  async read(segment: number | null): Promise<void> {
    const asked = ++this.asked;
    this.pointed = null;
    this.links = new Map();
    this.segment = segment;
    if (segment === null) return;
    const read = await Promise.all(
      this.article.columns.map(async (rendition) => {
        const links = await call('link_words', { rendition, segment }).catch(() => []);
        return [String(rendition), links] as const;
      }),
    );
    if (asked === this.asked) this.links = new Map(read);
  }

  /** Notes what the pointer is over. */
  point(pointed: Pointed | null): void {
    if (pointed?.column === this.pointed?.column && pointed?.at === this.pointed?.at) return;
    this.pointed = pointed;
  }

  readonly layer: Layer = {
    spans: (segment, column, text) => {
      const { pointed } = this;
      if (!pointed || segment !== this.segment) return [];
      return facingIn(column, pointed, this.links)
        .filter(({ end }) => end <= text.length)
        .map((range): Span => ({ ...range, kind: 'facing' }));
    },
  };
}

/** The word of the selected sentence that the pointer is over. */
export function pointedAt({
  target,
  clientX,
  clientY,
}: Pick<PointerEvent, 'target' | 'clientX' | 'clientY'>): Pointed | null {
  const sentence = target instanceof Element ? target.closest<HTMLElement>('.segment[aria-current="true"]') : null;
  const column = sentence?.dataset['column'];
  if (!sentence || column === undefined) return null;
  const caret = caretAt(clientX, clientY);
  if (!caret || !sentence.contains(caret.node)) return null;
  const before = document.createRange();
  before.selectNodeContents(sentence);
  before.setEnd(caret.node, caret.offset);
  return { column, at: before.toString().length };
}

/** Web views name this in two ways; WebKit before 2.48 knows the older one alone. */
interface Carets {
  caretPositionFromPoint?: (x: number, y: number) => CaretPosition | null;
  caretRangeFromPoint?: (x: number, y: number) => Range | null;
}

function caretAt(x: number, y: number): { node: Node; offset: number } | null {
  const page: Carets = document;
  if (page.caretPositionFromPoint) {
    const position = page.caretPositionFromPoint(x, y);
    return position && { node: position.offsetNode, offset: position.offset };
  }
  const range = page.caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}
