import { expect, test } from 'vitest';

import { drawn, estimate, Extent, type Setting } from './extent';

const setting: Setting = { width: 490, size: 20, lead: 32, beside: 1, under: 1, apart: false };

test('a block begins where the one before it ends', () => {
  const extent = new Extent([10, 20, 30]);
  expect([0, 1, 2, 3].map((index) => extent.top(index))).toEqual([0, 10, 30, 60]);
  expect(extent.total).toBe(60);
});

test('what is measured corrects what is not', () => {
  const extent = new Extent([10, 20, 30]);
  expect(extent.measure(0, 20)).toBe(true);
  expect(extent.measure(0, 20.1)).toBe(false);
  expect(extent.height(0)).toBe(20);
  expect(extent.height(1)).toBe(40);
  expect(extent.total).toBe(120);
});

test.each([
  [-5, 0],
  [0, 0],
  [9.9, 0],
  [10, 1],
  [29, 1],
  [30, 2],
  [999, 2],
])('at %i pixels stands block %i', (height, index) => {
  expect(new Extent([10, 20, 30]).at(height)).toBe(index);
});

test('blocks that must stay are drawn where they stand, once', () => {
  const extent = new Extent(Array.from({ length: 100 }, () => 10));
  expect(drawn(extent, 205, 235)).toEqual([20, 21, 22, 23]);
  expect(drawn(extent, 205, 225, [90, 21, 3, -1, 100])).toEqual([3, 20, 21, 22, 90]);
  expect(drawn(new Extent([]), 0, 100)).toEqual([]);
});

test('longer texts, narrower columns and sentences apart take more room', () => {
  const block = { characters: 400, count: 4, kind: 'paragraph' };
  const usual = estimate(block, setting);
  // 50 letters a line: 8 lines and a half, and the room to the next block.
  expect(usual).toBeCloseTo((8.5 + 0.6) * 32, 0);
  expect(estimate({ ...block, characters: 800 }, setting)).toBeGreaterThan(usual);
  expect(estimate(block, { ...setting, width: 245 })).toBeGreaterThan(usual);
  expect(estimate(block, { ...setting, apart: true })).toBeGreaterThan(usual);
  expect(estimate(block, { ...setting, under: 3 })).toBeGreaterThan(2 * usual);
});
