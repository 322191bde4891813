import { expect, test } from 'vitest';

import type { ComparedCell, FlagDto } from '$ipc/generated';

import { differencesHere, differencesOfBase, flaggedWords } from './spans';

const titles = { changed: 'changed', 'only-base': 'left out', 'only-here': 'added', moved: 'moved' };

const cell = (...differences: ComparedCell['differences']): ComparedCell => ({ agreement: 50, differences });

test('what is here alone is marked here, and what is missing is marked in the base', () => {
  const version = cell(
    { kind: 'changed', base: { start: 0, end: 3 }, here: { start: 0, end: 5 } },
    { kind: 'only-base', base: { start: 4, end: 8 }, here: { start: 6, end: 6 } },
    { kind: 'moved', base: { start: 9, end: 12 }, here: { start: 7, end: 10 } },
  );
  expect(differencesHere(version, 'abcde fghi', titles)).toEqual([
    { start: 0, end: 5, kind: 'differs', title: 'changed' },
    { start: 7, end: 10, kind: 'moved', title: 'moved' },
  ]);
  expect(differencesOfBase([version], 'abc defg hij', titles).map(({ start, end }) => [start, end])).toEqual([
    [0, 3],
    [4, 8],
    [9, 12],
  ]);
});

test('no line is drawn under the space behind a word, nor under one alone', () => {
  const version = cell(
    { kind: 'changed', base: { start: 0, end: 4 }, here: { start: 0, end: 4 } },
    { kind: 'only-here', base: { start: 4, end: 4 }, here: { start: 7, end: 8 } },
  );
  expect(differencesHere(version, 'abc def ghi', titles)).toEqual([
    { start: 0, end: 3, kind: 'differs', title: 'changed' },
  ]);
});

test('two versions that differ in the same words mark them once', () => {
  const one = cell({ kind: 'changed', base: { start: 0, end: 6 }, here: { start: 0, end: 1 } });
  const two = cell({ kind: 'changed', base: { start: 4, end: 9 }, here: { start: 0, end: 1 } });
  const spans = differencesOfBase([one, two], 'abcdefghi', titles);
  expect(spans.map(({ start, end }) => [start, end])).toEqual([
    [0, 6],
    [6, 9],
  ]);
});

test('a difference of a text that is no longer there marks nothing', () => {
  const stale = cell({ kind: 'changed', base: { start: 0, end: 60 }, here: { start: 0, end: 50 } });
  expect(differencesHere(stale, 'short', titles)).toEqual([]);
  expect(differencesOfBase([stale], 'short', titles)).toEqual([]);
});

test('a flag on the whole sentence draws no line under it', () => {
  const flag = (start: number, end: number) =>
    ({ source: [], target: [{ start, end }] }) as Pick<FlagDto, 'source' | 'target'> as FlagDto;
  expect(flaggedWords([flag(0, 5), flag(1, 3)], 'target', 'abcde', () => 'why')).toEqual([
    { start: 1, end: 3, kind: 'flagged', title: 'why' },
  ]);
});
