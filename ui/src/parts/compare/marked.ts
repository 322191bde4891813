/** What the reader has marked on the page, as a part of a sentence. */
import type { TextRange } from '$ipc/generated';

/**
 * The part of a rendition's sentence that is marked, in UTF-16 code units of its text; null when nothing of it is, or all
 * of it. The page shows every character of the text and no other, so that lengths are the same on the page.
 */
export function partMarked(segment: number, rendition: number): TextRange | null {
  const marked = document.getSelection();
  const sentence = document.querySelector(`[data-segment="${String(segment)}"][data-column="${String(rendition)}"]`);
  if (!marked || marked.isCollapsed || marked.rangeCount === 0 || !sentence) return null;
  const range = marked.getRangeAt(0);
  if (!sentence.contains(range.startContainer) || !sentence.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(sentence);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  const end = start + range.toString().length;
  const whole = sentence.textContent.length;
  return start >= end || (start === 0 && end === whole) ? null : { start, end };
}
