/** A text with what was found in it: pure. */
import type { Span } from '$ipc/generated';

export interface Part {
  readonly text: string;
  readonly found: boolean;
}

/** The parts of a text, those found and those between; spans in order, and they may not cross. */
export function marked(text: string, spans: readonly Span[]): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    if (start > at) parts.push({ text: text.slice(at, start), found: false });
    if (end > Math.max(at, start)) parts.push({ text: text.slice(Math.max(at, start), end), found: true });
    at = Math.max(at, end);
  }
  if (at < text.length) parts.push({ text: text.slice(at), found: false });
  return parts;
}
