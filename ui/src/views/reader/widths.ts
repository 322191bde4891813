/** Widths of the columns: pure. Shares of the width of the page, which add up to one. */

/** No column gets narrower than so much of an equal share. */
const LEAST = 0.5;

/** Shares for so many columns: those kept, where they are for as many, else equal ones. */
export function shares(kept: readonly number[], columns: number): readonly number[] {
  const sound = kept.length === columns && kept.every((share) => Number.isFinite(share) && share > 0);
  const all = sound ? kept : Array.from({ length: columns }, () => 1);
  const sum = all.reduce((total, share) => total + share, 0);
  return all.map((share) => share / sum);
}

/** The column edge after `at` moved by a share of the width: two neighbours give and take, the others stay. */
export function moved(widths: readonly number[], at: number, by: number): readonly number[] {
  const [one = 0, other = 0] = [widths[at], widths[at + 1]];
  const least = Math.min(LEAST / widths.length, one, other);
  const step = Math.min(other - least, Math.max(least - one, by));
  return widths.with(at, one + step).with(at + 1, other - step);
}

/** The shares as a list of grid tracks. */
export const tracks = (widths: readonly number[]): string =>
  widths.map((share) => `minmax(0, ${(share * widths.length).toFixed(4)}fr)`).join(' ');
