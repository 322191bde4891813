import { expect, test } from 'vitest';

import { moved, shares, tracks } from './widths';

test('columns are equal until the reader says otherwise', () => {
  expect(shares([], 4)).toEqual([0.25, 0.25, 0.25, 0.25]);
  expect(shares([3, 1], 2)).toEqual([0.75, 0.25]);
  // Kept for other columns, or nonsense.
  expect(shares([3, 1], 3)).toEqual([1 / 3, 1 / 3, 1 / 3]);
  expect(shares([0, 1], 2)).toEqual([0.5, 0.5]);
  expect(shares([NaN, 1], 2)).toEqual([0.5, 0.5]);
});

test('what one column gives, its neighbour takes', () => {
  expect(moved([0.5, 0.5], 0, 0.1)).toEqual([0.6, 0.4]);
  expect(moved([0.4, 0.3, 0.3], 1, -0.1)).toEqual([0.4, expect.closeTo(0.2), expect.closeTo(0.4)]);
});

test('no column vanishes', () => {
  expect(moved([0.5, 0.5], 0, 9)).toEqual([0.75, 0.25]);
  expect(moved([0.5, 0.5], 0, -9)).toEqual([0.25, 0.75]);
});

test('tracks of a grid', () => {
  expect(tracks([0.5, 0.5])).toBe('minmax(0, 1.0000fr) minmax(0, 1.0000fr)');
});
