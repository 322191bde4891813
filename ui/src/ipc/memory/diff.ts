/** The stand-in's word differences: the longest common run of words, nothing about what moved. */
import type { Hunk } from '../generated';

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Words and marks, each with the white space behind it. */
function wordsOf(text: string): Word[] {
  const found = [...text.matchAll(/[\p{L}\p{N}]+(?:[.,][\p{N}]+)*|[^\s\p{L}\p{N}]/gu)];
  return found.map((match, at) => ({
    text: match[0],
    start: at === 0 ? 0 : match.index,
    end: found[at + 1]?.index ?? text.length,
  }));
}

export function diff(left: string, right: string): Hunk[] {
  const [one, other] = [wordsOf(left), wordsOf(right)];
  // Lengths of the longest common run from each pair of places to the ends.
  const lengths = Array.from({ length: one.length + 1 }, () => new Array<number>(other.length + 1).fill(0));
  const length = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = one.length - 1; i >= 0; i--)
    for (let j = other.length - 1; j >= 0; j--) {
      const row = lengths[i];
      if (row)
        row[j] =
          one[i]?.text === other[j]?.text ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));
    }
  const hunks: Hunk[] = [];
  let [i, j] = [0, 0];
  const startOf = (words: readonly Word[], at: number, text: string) => words[at]?.start ?? text.length;
  const push = (kind: Hunk['kind'], toI: number, toJ: number) => {
    hunks.push({
      kind,
      left: { start: startOf(one, i, left), end: startOf(one, toI, left) },
      right: { start: startOf(other, j, right), end: startOf(other, toJ, right) },
    });
    [i, j] = [toI, toJ];
  };
  while (i < one.length || j < other.length) {
    let [a, b] = [i, j];
    while (a < one.length && b < other.length && one[a]?.text === other[b]?.text) [a, b] = [a + 1, b + 1];
    if (a > i) push('equal', a, b);
    [a, b] = [i, j];
    while (
      (a < one.length || b < other.length) &&
      !(a < one.length && b < other.length && one[a]?.text === other[b]?.text)
    )
      if (b >= other.length || (a < one.length && length(a + 1, b) >= length(a, b + 1))) a++;
      else b++;
    if (a > i && b > j) push('changed', a, b);
    else if (a > i) push('only-left', a, b);
    else if (b > j) push('only-right', a, b);
  }
  return hunks;
}
