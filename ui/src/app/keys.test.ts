import { expect, test } from 'vitest';

import { verbOf, type Pressed, type Verb } from './keys';

const BARE = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const page = { mac: false, inField: false, inMenu: false };

function check(pressed: Partial<Pressed> & { key: string }, verb: Verb | null, where = page) {
  expect(verbOf({ ...BARE, ...pressed }, where)).toBe(verb);
}

test.each([
  ['j', 'next'],
  ['ArrowDown', 'next'],
  ['k', 'previous'],
  ['ArrowUp', 'previous'],
  ['ArrowRight', 'across'],
  [' ', 'reveal'],
  ['s', 'split'],
  ['m', 'join'],
  ['Enter', 'take'],
  ['e', 'edit'],
  ['r', 'retry'],
  ['a', 'approve'],
  ['d', 'doubt'],
  ['n', 'note'],
  ['1', 'base1'],
  ['4', 'base4'],
  ['/', 'find'],
  ['t', null],
  [',', 'settings'],
  ['?', 'keys'],
  ['Escape', 'close'],
  ['x', null],
] as const)('%s', (key, verb) => {
  check({ key }, verb);
});

test('the command key is Ctrl, or Cmd on a Mac, never the other', () => {
  check({ key: 'o', ctrlKey: true }, 'open');
  check({ key: 'o', metaKey: true }, null);
  check({ key: 'o', metaKey: true }, 'open', { ...page, mac: true });
  check({ key: 'o', ctrlKey: true }, null, { ...page, mac: true });
  check({ key: 'v', ctrlKey: true }, 'paste');
  check({ key: 'p', ctrlKey: true }, 'print');
  check({ key: 'p' }, null);
  check({ key: 'z', ctrlKey: true }, 'undo');
  check({ key: 'Z', ctrlKey: true, shiftKey: true }, 'redo');
  check({ key: 'y', ctrlKey: true }, 'redo');
  check({ key: 'k', ctrlKey: true }, 'palette');
  check({ key: 't', ctrlKey: true }, 'translate');
  check({ key: 'e', ctrlKey: true }, 'export');
  check({ key: ',', ctrlKey: true }, 'settings');
  check({ key: '=', ctrlKey: true }, 'larger');
  check({ key: '+', ctrlKey: true, shiftKey: true }, 'larger');
  check({ key: '-', ctrlKey: true }, 'smaller');
  check({ key: '0', ctrlKey: true }, 'usual');
});

test('a question mark needs Shift on most keyboards, letters mean something else with it', () => {
  check({ key: '?', shiftKey: true }, 'keys');
  check({ key: 'J', shiftKey: true }, null);
  check({ key: 'ArrowDown', shiftKey: true }, null);
});

test('while text is typed only what cannot be text counts', () => {
  const field = { ...page, inField: true };
  check({ key: 'j' }, null, field);
  check({ key: 'v', ctrlKey: true }, null, field);
  check({ key: 'Enter' }, null, field);
  check({ key: 'z', ctrlKey: true }, null, field);
  check({ key: 'Escape' }, 'close', field);
  check({ key: 'o', ctrlKey: true }, 'open', field);
});

test('arrows belong to the menu that is open', () => {
  check({ key: 'ArrowDown' }, null, { ...page, inMenu: true });
});
