import { expect, test } from 'vitest';

import { stepTo } from './order';

const places = [7, 2, 5].map((number) => ({ segment: number * 10, number }));

test.each([
  [null, 1, 2],
  [null, -1, 7],
  [2, 1, 5],
  [3, 1, 5],
  [5, -1, 2],
  [7, 1, 2],
  [2, -1, 7],
] as const)('from %j by %i to %i', (at, by, expected) => {
  expect(stepTo(places, at, by)?.number).toBe(expected);
});

test('nowhere to go', () => {
  expect(stepTo([], 3, 1)).toBeNull();
});
