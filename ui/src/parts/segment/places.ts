/**
 * Where a sentence can be split: pure, over the stored text. Offsets are UTF-16 code units of the segment's text; what is
 * shown has the same length ({@link typeset} sees to that), so a place on screen is a place in the text.
 */

/** White space that parts two words, none of which clings to what closes or opens beside it: « un », oui ? */
const BETWEEN = /(?<![«‹([{“¿¡—–]\s*)(?<=\S)\s+(?=\S)(?![»›)\]}”:;!?…%])/gu;
/** A stop with the next sentence hard upon it, its space forgotten: « fin.Ensuite ». */
const HARD_UPON = /(?<=[\p{Ll}\d)»”][.!?…])(?=[\p{Lu}«“])/gu;

/** Every place, in order: the offset at which the second sentence would begin. */
export function places(text: string): number[] {
  const between = [...text.matchAll(BETWEEN)].map((found) => found.index + found[0].length);
  const hardUpon = [...text.matchAll(HARD_UPON)].map((found) => found.index);
  return [...new Set([...between, ...hardUpon])].sort((one, other) => one - other);
}

/** The place nearest to an offset; of two as near the earlier. */
export function nearest(among: readonly number[], offset: number): number | null {
  return among.reduce<number | null>(
    (best, place) => (best === null || Math.abs(place - offset) < Math.abs(best - offset) ? place : best),
    null,
  );
}

// What a second sentence would most likely follow, the likeliest first.
const LIKELY = [/[.!?…]["”»’)\]]*\s*$/u, /[;:]\s*$/u, /[—–]\s*$/u, /,\s*$/u];

/** Where a reader who has not pointed anywhere most likely means: after a stop, else nearest to the middle. */
export function likeliest(text: string): number | null {
  const all = places(text);
  const middle = text.length / 2;
  for (const sign of LIKELY) {
    const after = all.filter((place) => sign.test(text.slice(0, place)));
    if (after.length > 0) return nearest(after, middle);
  }
  return nearest(all, middle);
}

/** The place so many words on. Stops at both ends. */
export function stepped(text: string, place: number, by: number): number {
  const all = places(text);
  const at = all.indexOf(place);
  return all[Math.min(all.length - 1, Math.max(0, at + by))] ?? place;
}

/**
 * What a sentence ends with, as an exception would name it: its last word with its stop, without what opens before the
 * word and without an elided article (« l’art. » is `art.`). Empty where it ends with no word, as with a guillemet that
 * stands apart: nobody would name that.
 */
export function lastWord(text: string): string {
  const word = /\S+$/u.exec(text.trimEnd())?.[0] ?? '';
  if (!/[\p{L}\d]/u.test(word)) return '';
  return word.replace(/^[«‹([{“"'’]+/u, '').replace(/^(?:\p{L}|\p{L}*qu)['’](?=[\p{L}\d])/iu, '');
}
