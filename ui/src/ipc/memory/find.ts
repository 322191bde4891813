/** The stand-in's search: every passage is looked at, with case, diacritics and typography folded. */
import type { Hit, Hits, Occurrence, Occurrences, Span } from '../generated';

export interface Passage {
  readonly article: number;
  readonly segment: number;
  /** Null for the original. */
  readonly rendition: number | null;
  readonly text: string;
}

/** The folded text, and for each unit of it the place in the source it was made of. */
function fold(source: string): { text: string; from: number[]; to: number[] } {
  let text = '';
  const [from, to]: [number[], number[]] = [[], []];
  for (const { 0: cluster, index } of source.matchAll(/\P{M}\p{M}*|\p{M}/gu)) {
    const plain = cluster
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace('œ', 'oe')
      .replace('æ', 'ae')
      .replace(/[’‘]/u, "'")
      .replace(/[«»“”]/u, '"')
      .replace(/\s/u, ' ');
    for (const unit of plain) {
      text += unit;
      from.push(index);
      to.push(index + cluster.length);
    }
  }
  return { text, from, to };
}

function places(source: string, needle: string, wholeStart: boolean): Span[] {
  const [folded, wanted] = [fold(source), fold(needle).text.trim()];
  const found: Span[] = [];
  for (
    let at = folded.text.indexOf(wanted);
    wanted !== '' && at >= 0;
    at = folded.text.indexOf(wanted, at + wanted.length)
  ) {
    if (wholeStart && /[\p{L}\p{N}]/u.test(folded.text.charAt(at - 1))) continue;
    found.push({ start: folded.from[at] ?? 0, end: folded.to[at + wanted.length - 1] ?? source.length });
  }
  return found;
}

export function search(passages: readonly Passage[], query: string, from: number, count: number): Hits {
  const words = query.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => word !== '');
  const hits = passages.flatMap((passage): Hit[] => {
    const found = words.map((word) => places(passage.text, word, true));
    if (words.length === 0 || found.some((one) => one.length === 0)) return [];
    const { article, segment, rendition, text } = passage;
    const sorted = found.flat().sort((one, other) => one.start - other.start);
    return [{ article, segment, rendition, snippet: text, cutBefore: false, cutBehind: false, found: sorted }];
  });
  return { total: hits.length, hits: hits.slice(from, from + count) };
}

export function find(
  passages: readonly Passage[],
  text: string,
  here: number | null,
  from: number,
  count: number,
): Occurrences {
  const found = passages.flatMap(({ segment, rendition, text: whole }): Occurrence[] =>
    places(whole, text, false).map((at) => ({ segment, rendition, at })),
  );
  // Passages come in reading order: what follows the first one of the sentence follows the sentence.
  const start = passages.findIndex((one) => one.segment === here);
  const before = new Set(passages.slice(0, Math.max(0, start)).map((one) => one.segment));
  const near =
    start < 0
      ? 0
      : Math.max(
          0,
          found.findIndex((one) => !before.has(one.segment)),
        );
  return { total: found.length, near, places: found.slice(from, from + count) };
}
