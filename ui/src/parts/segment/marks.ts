/** Inline markup as a tree: marks come as UTF-16 ranges that may touch, nest or even cross; elements can only nest. */
import type { MarkDto } from '$ipc/generated';

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'caret' }
  | { readonly kind: MarkDto['kind']; readonly url: string | null; readonly children: readonly Inline[] };

/**
 * Cuts `shown` along its marks. Inside code the text is taken from `stored`, because nobody sets spaces in code; both
 * have the same length, so one range fits both. A mark that crosses another is cut in two where they cross.
 */
export function inline(shown: string, marks: readonly MarkDto[], stored = shown): Inline[] {
  const sound = marks
    .map((mark) => ({ ...mark, start: Math.max(0, mark.start), end: Math.min(shown.length, mark.end) }))
    .filter((mark) => mark.start < mark.end)
    .sort(byStart);
  return cut(shown, sound, stored, 0, shown.length);
}

/** In reading order, and of two that begin together the longer first: it holds the other. */
const byStart = (one: MarkDto, other: MarkDto) => one.start - other.start || other.end - one.end;

function cut(shown: string, marks: readonly MarkDto[], stored: string, from: number, to: number): Inline[] {
  const nodes: Inline[] = [];
  const rest = [...marks];
  let at = from;
  for (let mark = rest.shift(); mark; mark = rest.shift()) {
    const { start, end } = mark;
    if (start > at) nodes.push({ kind: 'text', text: shown.slice(at, start) });
    const within: MarkDto[] = [];
    for (let next = rest[0]; next && next.start < end; next = rest[0]) {
      rest.shift();
      within.push({ ...next, end: Math.min(next.end, end) });
      if (next.end > end) insert(rest, { ...next, start: end });
    }
    const text = mark.kind === 'code' ? stored : shown;
    nodes.push({ kind: mark.kind, url: mark.url, children: cut(text, within, stored, start, end) });
    at = end;
  }
  if (at < to) nodes.push({ kind: 'text', text: shown.slice(at, to) });
  return nodes;
}

/** Puts the second half of a crossing mark where its start belongs among those that follow. */
function insert(marks: MarkDto[], mark: MarkDto): void {
  const place = marks.findIndex((other) => byStart(other, mark) > 0);
  marks.splice(place < 0 ? marks.length : place, 0, mark);
}

/** Puts a caret into the tree, at an offset of the text; it has no width and no text. */
export function withCaret(nodes: readonly Inline[], at: number): Inline[] {
  let before = 0;
  return nodes.flatMap((node): Inline[] => {
    const from = before;
    before += lengthOf(node);
    if (at < from || at >= before) return [node];
    if (node.kind === 'caret') return [node];
    if (node.kind !== 'text') return [{ ...node, children: withCaret(node.children, at - from) }];
    const parts: Inline[] = [
      { kind: 'text', text: node.text.slice(0, at - from) },
      { kind: 'caret' },
      { kind: 'text', text: node.text.slice(at - from) },
    ];
    return parts.filter((part) => part.kind !== 'text' || part.text !== '');
  });
}

function lengthOf(node: Inline): number {
  if (node.kind === 'text') return node.text.length;
  return node.kind === 'caret' ? 0 : node.children.reduce((sum, child) => sum + lengthOf(child), 0);
}
