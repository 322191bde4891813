/**
 * Which sentences face each other, on screen. Hovering and selecting mark every span of a segment by an attribute, by
 * delegation from the article's root: no component is drawn again, however many columns there are.
 */
export const spans = (root: ParentNode, segment: number) =>
  root.querySelectorAll<HTMLElement>(`[data-segment="${String(segment)}"]`);

const hit = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-segment]') : null;

export const segmentOf = (element: HTMLElement): number => Number(element.dataset['segment']);
export const columnOf = (element: HTMLElement): string => element.dataset['column'] ?? 'original';

export interface Hands {
  /** A sentence was chosen with the pointer, or the focus came to it. */
  onselect: (segment: number, column: string) => void;
  /** A place was pointed at in the original of the sentence that was selected before: so many UTF-16 units in. */
  onplace: (offset: number | null) => void;
  /** A sentence was pressed whose translations are hidden. */
  onunveil: (segment: number) => void;
}

/** Listens on the root of an article. Returns what stops it. */
export function link(root: HTMLElement, hands: Hands): () => void {
  let hovered: number | null = null;
  const stop = new AbortController();
  const { signal } = stop;

  const hover = (segment: number | null) => {
    if (segment === hovered) return;
    if (hovered !== null) for (const span of spans(root, hovered)) delete span.dataset['hovered'];
    hovered = segment;
    if (segment !== null) for (const span of spans(root, segment)) span.dataset['hovered'] = '';
  };

  root.addEventListener(
    'pointerover',
    (event) => {
      const span = hit(event.target);
      hover(span ? segmentOf(span) : null);
    },
    { signal },
  );
  root.addEventListener(
    'pointerleave',
    () => {
      hover(null);
    },
    { signal },
  );
  // Pressing moves the focus, and with it the selection: what was selected before is known only now.
  let again: HTMLElement | null = null;
  root.addEventListener(
    'pointerdown',
    (event) => {
      const span = hit(event.target);
      again = span?.dataset['selected'] === undefined ? null : span;
    },
    { signal },
  );
  root.addEventListener(
    'click',
    (event) => {
      const beside = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-beside]') : null;
      if (beside) {
        hands.onselect(Number(beside.dataset['beside']), columnOf(beside));
        return;
      }
      const span = hit(event.target);
      // Someone who has just marked words to copy them did not mean to choose a sentence.
      if (!span || !(getSelection()?.isCollapsed ?? true)) return;
      hands.onselect(segmentOf(span), columnOf(span));
      if (span.querySelector('.veil')) hands.onunveil(segmentOf(span));
      if (span === again) hands.onplace(columnOf(span) === 'original' ? offsetIn(span) : null);
    },
    { signal },
  );
  root.addEventListener(
    'focusin',
    (event) => {
      if (event.target instanceof HTMLElement && event.target.dataset['segment'] !== undefined)
        hands.onselect(segmentOf(event.target), columnOf(event.target));
    },
    { signal },
  );
  return () => {
    hover(null);
    stop.abort();
  };
}

/** Where in a sentence the pointer put the caret: what is shown has the length of what is stored. */
function offsetIn(span: HTMLElement): number | null {
  const { focusNode = null, focusOffset = 0 } = getSelection() ?? {};
  if (!focusNode || !span.contains(focusNode)) return null;
  const range = document.createRange();
  range.setStart(span, 0);
  range.setEnd(focusNode, focusOffset);
  return range.toString().length;
}

/**
 * Marks the selected segment in every column. One span of it, in the column the reader is in, is where Tab enters the
 * article; with nothing selected that is the first sentence.
 */
export function mark(root: HTMLElement, selected: number | null, column: string): HTMLElement | null {
  for (const span of root.querySelectorAll<HTMLElement>('[data-selected]')) {
    delete span.dataset['selected'];
    span.removeAttribute('aria-current');
  }
  for (const span of root.querySelectorAll<HTMLElement>('.segment[tabindex="0"]')) span.tabIndex = -1;
  const partners = selected === null ? [] : [...spans(root, selected)];
  for (const span of partners) {
    span.dataset['selected'] = '';
    span.setAttribute('aria-current', 'true');
  }
  const entry =
    partners.find((span) => columnOf(span) === column) ?? partners[0] ?? root.querySelector<HTMLElement>('.segment');
  if (entry) entry.tabIndex = 0;
  return partners.length > 0 ? entry : null;
}

/**
 * Scrolls just enough to show a segment in all its columns, below the heads and with a line of air. One that is higher
 * than the window shows its beginning, unless it was chosen where the reader is.
 */
export function keepInView(
  scroller: HTMLElement,
  root: HTMLElement,
  segment: number,
  covered: number,
  air: number,
  here = false,
): void {
  const boxes = [...spans(root, segment)].map((span) => span.getBoundingClientRect());
  if (boxes.length === 0) return;
  const view = scroller.getBoundingClientRect();
  const top = Math.min(...boxes.map((box) => box.top)) - view.top - covered - air;
  const bottom = Math.max(...boxes.map((box) => box.bottom)) - view.top + air - scroller.clientHeight;
  const high = bottom - top > scroller.clientHeight;
  if (high && here) return;
  if (top < 0 || high) scroller.scrollTop += top;
  else if (bottom > 0) scroller.scrollTop += Math.min(bottom, top);
}

/** The lower edge of the column heads, which cover the text: on screen, like every rectangle here. */
export function headsBottom(root: HTMLElement, otherwise: number): number {
  return root.querySelector('.heads')?.getBoundingClientRect().bottom ?? otherwise;
}
