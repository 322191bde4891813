/**
 * Inline markup as a tree: marks of the text and spans of the layers over it come as UTF-16 ranges that may touch, nest
 * or even cross; elements can only nest.
 */
import type { MarkDto } from '$ipc/generated';

import type { Span } from './layers';

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'caret' }
  | { readonly kind: 'span'; readonly span: Span; readonly children: readonly Inline[] }
  | { readonly kind: MarkDto['kind']; readonly url: string | null; readonly children: readonly Inline[] };

/** A mark or a span, or the half of one that crossed another. */
interface Range {
  readonly start: number;
  readonly end: number;
  readonly of: MarkDto | Span;
}

/**
 * Cuts `shown` along its marks and spans. Inside code the text is taken from `stored`, because nobody sets spaces in
 * code; both have the same length, so one range fits both. A range that crosses another is cut in two where they cross.
 */
export function inline(
  shown: string,
  marks: readonly MarkDto[],
  stored = shown,
  spans: readonly Span[] = [],
): Inline[] {
  const sound = [...marks, ...spans]
    .map((of): Range => ({ of, start: Math.max(0, of.start), end: Math.min(shown.length, of.end) }))
    .filter((range) => range.start < range.end)
    .sort(byStart);
  return cut(shown, sound, stored, 0, shown.length);
}

/** In reading order, and of two that begin together the longer first: it holds the other. */
const byStart = (one: Range, other: Range) => one.start - other.start || other.end - one.end;

const isMark = (of: MarkDto | Span): of is MarkDto => 'url' in of;

function cut(shown: string, ranges: readonly Range[], stored: string, from: number, to: number): Inline[] {
  const nodes: Inline[] = [];
  const rest = [...ranges];
  let at = from;
  for (let range = rest.shift(); range; range = rest.shift()) {
    const { start, end, of } = range;
    if (start > at) nodes.push({ kind: 'text', text: shown.slice(at, start) });
    const within: Range[] = [];
    for (let next = rest[0]; next && next.start < end; next = rest[0]) {
      rest.shift();
      within.push({ ...next, end: Math.min(next.end, end) });
      if (next.end > end) insert(rest, { ...next, start: end });
    }
    if (isMark(of)) {
      const text = of.kind === 'code' ? stored : shown;
      nodes.push({ kind: of.kind, url: of.url, children: cut(text, within, stored, start, end) });
    } else nodes.push({ kind: 'span', span: of, children: cut(shown, within, stored, start, end) });
    at = end;
  }
  if (at < to) nodes.push({ kind: 'text', text: shown.slice(at, to) });
  return nodes;
}

/** Puts the second half of a crossing range where its start belongs among those that follow. */
function insert(ranges: Range[], range: Range): void {
  const place = ranges.findIndex((other) => byStart(other, range) > 0);
  ranges.splice(place < 0 ? ranges.length : place, 0, range);
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
