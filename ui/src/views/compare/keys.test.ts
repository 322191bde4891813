import { expect, test } from 'vitest';

import { compareVerbOf } from './keys';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  ...{ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  ...held,
});

test.each([
  ['n', { verb: 'divergence', by: 1 }],
  ['p', { verb: 'divergence', by: -1 }],
  ['a', { verb: 'take', column: 0 }],
  ['b', { verb: 'take', column: 1 }],
  // The base is chosen by the window's own keys, whether the reader compares or not.
  ['1', null],
  ['j', null],
  ['e', null],
] as const)('%s while comparing', (key, expected) => {
  expect(compareVerbOf(press(key), true)).toEqual(expected);
  expect(compareVerbOf(press(key), false)).toBeNull();
});

test('flags are a key away wherever the reader is', () => {
  for (const on of [true, false]) {
    expect(compareVerbOf(press('J', { shiftKey: true }), on)).toEqual({ verb: 'flag', by: 1 });
    expect(compareVerbOf(press('K', { shiftKey: true }), on)).toEqual({ verb: 'flag', by: -1 });
  }
});

test('a flag is dismissed wherever the reader is', () => {
  for (const on of [true, false]) expect(compareVerbOf(press('x'), on)).toEqual({ verb: 'dismiss' });
});

test('a key with a command is none of these', () => {
  expect(compareVerbOf(press('a', { ctrlKey: true }), true)).toBeNull();
  expect(compareVerbOf(press('1', { altKey: true }), true)).toBeNull();
});
