/**
 * Where the stand-in's sentences part: what the passages say, then the reader's exceptions, then the reader's own
 * corrections. Offsets are UTF-16 code units of the block.
 */
import type { MarkDto } from '../generated';

export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Cuttable {
  readonly text: string;
  /** Where sentences begin before anybody taught otherwise. */
  readonly starts: readonly number[];
  /** The reader's word on single places: whether a sentence begins there. */
  readonly corrections: ReadonlyMap<number, boolean>;
}

export function cut({ text, starts, corrections }: Cuttable, exceptions: readonly string[]): Range[] {
  const excepted = (start: number) => exceptions.some((exception) => endsWith(text.slice(0, start), exception));
  const begins = new Set(starts.filter((start) => start === 0 || !excepted(start)));
  for (const [at, wanted] of corrections)
    if (wanted) begins.add(at);
    else if (at > 0) begins.delete(at);
  const sorted = [...begins].sort((one, other) => one - other);
  return sorted.map((start, at) => ({
    start,
    end: start + text.slice(start, sorted[at + 1] ?? text.length).trimEnd().length,
  }));
}

function endsWith(text: string, exception: string): boolean {
  const before = text.trimEnd().replace(/\s+/gu, ' ');
  const at = before.length - exception.length;
  return before.endsWith(exception) && !/[\p{L}\d]$/u.test(before.slice(0, at));
}

/** The marks of a block that fall on one sentence of it, counted from its start. */
export const marksIn = (marks: readonly MarkDto[], { start, end }: Range): MarkDto[] =>
  marks
    .map((mark) => ({ ...mark, start: Math.max(mark.start, start) - start, end: Math.min(mark.end, end) - start }))
    .filter((mark) => mark.start < mark.end);

/** The part of a translation that faces a part of its sentence, about: as long in proportion, cut between words. */
export function portion(text: string, whole: Range, part: Range): string {
  const length = whole.end - whole.start;
  const at = (offset: number) => {
    if (offset <= whole.start) return 0;
    if (offset >= whole.end) return text.length;
    const near = Math.round((text.length * (offset - whole.start)) / length);
    const space = text.indexOf(' ', near);
    return space < 0 ? text.length : space + 1;
  };
  return text.slice(at(part.start), at(part.end)).trim();
}
