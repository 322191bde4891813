import { expect, test } from 'vitest';

import { facingIn } from './facing.svelte';

const range = (start: number, end: number) => ({ start, end });
const links = new Map([
  ['1', [{ source: range(0, 5), target: range(4, 8) }]],
  [
    '2',
    [
      { source: range(0, 5), target: range(2, 6) },
      { source: range(6, 9), target: range(10, 12) },
    ],
  ],
]);

test('a word of the original shows what faces it in each column', () => {
  const pointed = { column: 'original', at: 3 };
  expect(facingIn('1', pointed, links)).toEqual([range(4, 8)]);
  expect(facingIn('2', pointed, links)).toEqual([range(2, 6)]);
  expect(facingIn('original', pointed, links)).toEqual([range(0, 5)]);
});

test('a word of a rendition shows its original, and through it the other rendition', () => {
  const pointed = { column: '1', at: 4 };
  expect(facingIn('original', pointed, links)).toEqual([range(0, 5)]);
  expect(facingIn('2', pointed, links)).toEqual([range(2, 6)]);
  expect(facingIn('1', pointed, links)).toEqual([range(4, 8)]);
});

test('a word without a link shows nothing', () => {
  for (const column of ['original', '1', '2']) expect(facingIn(column, { column: '1', at: 0 }, links)).toEqual([]);
});
