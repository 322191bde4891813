/**
 * Keeps the text still while the page around it changes: translations that stream in, blocks that turn out higher than
 * they were thought, columns dragged, another layout. What is held is the line on which a sentence begins: that of the
 * selected one while it is in view, else of the first one below the heads.
 */
import { columnOf, headsBottom, segmentOf, spans } from './links';

export interface Anchor {
  /** Remembers what is where; to be called whenever the reader has scrolled. */
  readonly take: () => void;
  /** Does so if nothing was there to be remembered when the reader came here: it is drawn now. */
  readonly makeUp: () => void;
  /** Puts it back there. False where it is not drawn any more. */
  readonly hold: () => boolean;
  /** The segment held; null at the very top of the page. */
  readonly segment: () => number | null;
}

interface Held {
  readonly segment: number;
  readonly column: string;
  readonly top: number;
}

export function anchored(scroller: HTMLElement, root: HTMLElement, selected: () => number | null): Anchor {
  let held: Held | null = null;

  const lineOf = (segment: number, column: string) => {
    const all = [...spans(root, segment)];
    return (all.find((span) => columnOf(span) === column) ?? all[0])?.getClientRects()[0]?.top;
  };

  function first(): Held | null {
    const view = scroller.getBoundingClientRect();
    const edge = headsBottom(root, view.top);
    const chosen = selected();
    if (chosen !== null) {
      const top = lineOf(chosen, 'original');
      if (top !== undefined && top >= edge && top < view.bottom) return { segment: chosen, column: 'original', top };
    }
    return topmost(root, edge, view.bottom);
  }

  const take = () => {
    held = scroller.scrollTop <= 1 ? null : first();
  };

  return {
    take,
    makeUp: () => {
      if (held === null) take();
    },
    hold: () => {
      if (held === null) return true;
      const top = lineOf(held.segment, held.column);
      if (top === undefined) return false;
      // Whole pixels: WebKit cuts off the rest, and the text would creep.
      const off = Math.round(top - held.top);
      if (off !== 0) scroller.scrollTop = Math.round(scroller.scrollTop) + off;
      return true;
    },
    segment: () => held?.segment ?? null,
  };
}

/** The first sentence of the original in view: that reaches below one edge and begins above the other. */
export function topmost(root: HTMLElement, edge: number, end: number): Held | null {
  const below = (element: Element) => element.getBoundingClientRect().bottom > edge;
  for (const unit of root.querySelectorAll<HTMLElement>('.unit')) {
    if (!below(unit)) continue;
    const spans = unit.querySelectorAll<HTMLElement>('.segment[data-column="original"]');
    // Each sentence ends where the next one begins, or below: most of them need not be asked.
    let [low, high] = [0, spans.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const span = spans[middle];
      if (span && below(span)) high = middle;
      else low = middle + 1;
    }
    for (const span of [...spans].slice(low)) {
      const top = span.getClientRects()[0]?.top;
      if (top !== undefined && top >= end) return null;
      if (top !== undefined) return { segment: segmentOf(span), column: 'original', top };
    }
  }
  return null;
}
