/** The words of a sentence, as a dictionary is asked for them: pure. Offsets are UTF-16 code units. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

// What is elided before another word is a word of its own: « l’accueil » is two, « aujourd’hui » one.
const WORDS =
  /(?:(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\p{L}))|\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*/giu;

export const wordsOf = (sentence: string): Word[] =>
  [...sentence.matchAll(WORDS)].map((found) => ({
    text: found[0],
    start: found.index,
    end: found.index + found[0].length,
  }));

/** The word a caret stands in or at the end of. */
export const wordAt = (sentence: string, offset: number): Word | null =>
  wordsOf(sentence).find(({ start, end }) => start <= offset && offset < end) ??
  wordsOf(sentence).find(({ end }) => end === offset) ??
  null;

/** The word so many on from another; from none, the first. Stops at both ends. */
export function wordFrom(sentence: string, now: Word | null, by: 1 | -1): Word | null {
  const words = wordsOf(sentence);
  const at = now ? words.findIndex(({ start }) => start === now.start) : -1;
  return words[Math.min(words.length - 1, Math.max(0, at + by))] ?? null;
}
