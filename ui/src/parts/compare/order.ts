/** Steps through a list of places in an article. */

/** A place: a sentence by its number in the article. */
export interface Place {
  readonly segment: number;
  readonly number: number;
}

/**
 * The place after (`by` 1) or before (-1) the sentence with that number; from the end it goes on at the beginning. `at` is
 * null when nothing is selected.
 */
export function stepTo<P extends Place>(places: readonly P[], at: number | null, by: 1 | -1): P | null {
  const sorted = [...places].sort((one, two) => one.number - two.number);
  const beyond =
    at === null
      ? undefined
      : by > 0
        ? sorted.find((place) => place.number > at)
        : sorted.findLast((place) => place.number < at);
  return beyond ?? (by > 0 ? sorted[0] : sorted.at(-1)) ?? null;
}
