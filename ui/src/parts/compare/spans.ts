/** Differences and flags as stretches of a sentence to be drawn. */
import type { ComparedCell, DifferenceKind, FlagDto, TextRange } from '$ipc/generated';
import type { Span } from '$parts/segment/layers';

/** What the pointer at rest is told, by kind of difference. */
export type Titles = Readonly<Record<DifferenceKind, string>>;

const inside = ({ start, end }: TextRange, text: string) => start < end && end <= text.length;

/** The range without white space at its ends, for a line under a space says nothing; none where nothing is left. */
function words({ start, end }: TextRange, text: string): readonly TextRange[] {
  if (!inside({ start, end }, text)) return [];
  const said = text.slice(start, end);
  const trimmed = { start: end - said.trimStart().length, end: start + said.trimEnd().length };
  return inside(trimmed, text) ? [trimmed] : [];
}

const kindOf = (kind: DifferenceKind): Span['kind'] => (kind === 'moved' ? 'moved' : 'differs');

/** What a rendition's sentence has that the base's has not. */
export function differencesHere(cell: ComparedCell, text: string, titles: Titles): Span[] {
  return cell.differences.flatMap(({ kind, here }) =>
    words(here, text).map((range) => ({ ...range, kind: kindOf(kind), title: titles[kind] })),
  );
}

/** What the base's sentence has that some other's has not: each word once, however many versions differ in it. */
export function differencesOfBase(cells: readonly ComparedCell[], text: string, titles: Titles): Span[] {
  const all = cells
    .flatMap((cell) => cell.differences)
    .flatMap(({ kind, base }) =>
      words(base, text).map((range): Span => ({ ...range, kind: kindOf(kind), title: titles[kind] })),
    )
    .sort((one, two) => one.start - two.start || two.end - one.end);
  const spans: Span[] = [];
  for (const span of all) {
    const last = spans.at(-1);
    const start = Math.max(span.start, last?.end ?? 0);
    if (start < span.end) spans.push({ ...span, start });
  }
  return spans;
}

/** The words of a sentence that flags speak of. */
export function flaggedWords(
  flags: readonly FlagDto[],
  side: 'source' | 'target',
  text: string,
  title: (flag: FlagDto) => string,
): Span[] {
  return flags.flatMap((flag) =>
    flag[side]
      // A flag on the whole sentence says so in the margin; a line under all of it would say nothing more.
      .filter((range) => inside(range, text) && range.end - range.start < text.length)
      .map((range): Span => ({ ...range, kind: 'flagged', title: title(flag) })),
  );
}
