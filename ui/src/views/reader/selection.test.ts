import { expect, test } from 'vitest';

import { across, step } from './selection';

const order = [11, 12, 13];

test.each([
  [null, 1, 11],
  [null, -1, 13],
  [11, 1, 12],
  [12, -1, 11],
  [13, 1, 13],
  [11, -1, 11],
  [11, 5, 13],
  // A segment that is no longer there: the reader starts over.
  [99, 1, 11],
])('from %s by %i: %s', (selected, by, expected) => {
  expect(step(order, selected, by)).toBe(expected);
});

test('an article without sentences has nothing to select', () => {
  expect(step([], null, 1)).toBeNull();
});

test.each([
  ['original', 1, '7'],
  ['7', -1, 'original'],
  ['8', 1, '8'],
  ['original', -1, 'original'],
  // The column was hidden meanwhile.
  ['9', 1, '7'],
])('across from %s by %i: %s', (from, by, expected) => {
  expect(across(['original', '7', '8'], from, by)).toBe(expected);
});
