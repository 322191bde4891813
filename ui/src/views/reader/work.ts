/**
 * A block is drawn in steps, so that none takes longer than a frame. The work is counted in cells, a sentence in a column:
 * one for building it, one for laying it out. Pure.
 */

/** All there is to do for so many sentences beside so many renditions. */
export const workOf = (sentences: number, renditions: number): number => 2 * sentences * (1 + renditions);

/**
 * In columns, each a text of its own: how many sentences of a column are built (or more, when all are), and whether it is
 * laid out, which is done once, when it is whole.
 */
export function columnAfter(done: number, sentences: number, column: number): { built: number; laidOut: boolean } {
  const own = done - 2 * sentences * column;
  return { built: Math.max(0, own), laidOut: own >= 2 * sentences };
}

/** In rows, each of which is laid out by itself: how many of them stand. */
export const rowsAfter = (done: number, renditions: number): number => Math.floor(done / workOf(1, renditions));
