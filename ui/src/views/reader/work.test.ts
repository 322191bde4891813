import { expect, test } from 'vitest';

import { columnAfter, rowsAfter, workOf } from './work';

test('a column is laid out once all of it is built, and the next one begins after that', () => {
  const [sentences, renditions] = [3, 1];
  const seen = [];
  for (let done = 0; done <= workOf(sentences, renditions); done++)
    seen.push([0, 1].map((column) => columnAfter(done, sentences, column)));
  const built = seen.map((columns) => columns.map((column) => Math.min(column.built, sentences)));
  expect(built.map(([original]) => original)).toEqual([0, 1, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3]);
  expect(built.map(([, rendition]) => rendition)).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 3, 3, 3]);
  expect(seen.findIndex(([original]) => original?.laidOut)).toBe(6);
  expect(seen.findIndex(([, rendition]) => rendition?.laidOut)).toBe(12);
});

test('rows come one after the other, each with all its versions', () => {
  expect([0, 9, 10, 19, 20].map((done) => rowsAfter(done, 4))).toEqual([0, 0, 1, 1, 2]);
});

test('a block that is not drawn in steps is drawn whole, however many sentences it has by then', () => {
  for (const sentences of [0, 1, 40]) {
    expect(columnAfter(Infinity, sentences, 4)).toEqual({ built: Infinity, laidOut: true });
    expect(rowsAfter(Infinity, 4)).toBe(Infinity);
  }
});
