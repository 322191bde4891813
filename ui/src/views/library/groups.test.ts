import { expect, test } from 'vitest';

import type { ArticleSummary } from '$ipc/generated';

import { byAge, minutes } from './groups';

const now = new Date(2026, 10, 14, 9, 0);
const added = (id: number, at: Date) => ({ id, added: at.toISOString() }) as ArticleSummary;

test('today is today, not the last 24 hours', () => {
  const groups = byAge([added(1, new Date(2026, 10, 14, 0, 1)), added(2, new Date(2026, 10, 13, 23, 59))], now);
  expect(groups.map(([age, articles]) => [age, articles.map(({ id }) => id)])).toEqual([
    ['today', [1]],
    ['week', [2]],
  ]);
});

test('a week is seven days, older is earlier, and newest comes first', () => {
  const days = [8, 1, 7, 30].map((ago) => added(ago, new Date(2026, 10, 14 - ago, 12)));
  expect(byAge(days, now).map(([age, articles]) => [age, articles.map(({ id }) => id)])).toEqual([
    ['week', [1, 7]],
    ['earlier', [8, 30]],
  ]);
});

test('no group stands empty', () => {
  expect(byAge([], now)).toEqual([]);
});

test('nothing takes no time to read', () => {
  expect(minutes(3)).toBe(1);
  expect(minutes(2200)).toBe(10);
});
