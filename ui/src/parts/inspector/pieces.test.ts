import { expect, test } from 'vitest';

import type { Hunk } from '$ipc/generated';
import { diff } from '$ipc/memory/diff';

import { differences, pieces } from './pieces';

const BASE = 'It has, however, paid only 18,000 euros.';
const OTHER = 'However, it has paid 80,000 euros.';

test('the pieces of a side are its text, whatever differs', () => {
  const hunks = diff(BASE, OTHER);
  for (const [text, side] of [
    [BASE, 'left'],
    [OTHER, 'right'],
  ] as const)
    expect(
      pieces(text, hunks, side)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
});

test('a number that changed is marked, the space behind it is not', () => {
  const hunks = diff('paid 18,000 euros', 'paid 80,000 euros');
  expect(pieces('paid 80,000 euros', hunks, 'right')).toEqual([
    { text: 'paid ', kind: 'same' },
    { text: '80,000', kind: 'changed' },
    { text: ' ', kind: 'same' },
    { text: 'euros', kind: 'same' },
  ]);
  expect(differences(hunks)).toBe(1);
});

test('what stands on one side alone is marked there and nowhere else', () => {
  const hunks: Hunk[] = [
    { kind: 'equal', left: { start: 0, end: 2 }, right: { start: 0, end: 2 } },
    { kind: 'only-left', left: { start: 2, end: 5 }, right: { start: 2, end: 2 } },
  ];
  expect(pieces('a only', hunks, 'left').map((piece) => piece.kind)).toEqual(['same', 'only']);
  expect(pieces('a ', hunks, 'right').map((piece) => piece.kind)).toEqual(['same']);
});
