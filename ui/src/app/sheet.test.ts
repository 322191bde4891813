/** The list of keys against what the keys do. */
import { expect, test } from 'vitest';

import { compareVerbOf } from '$views/compare/keys';

import { verbOf } from './keys';
import { sheet } from './sheet';

const lines = sheet('Ctrl').flatMap((group) => group.lines);
const bare = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const page = { mac: false, inField: false, inMenu: false };
const NAMES: Readonly<Record<string, string>> = {
  '↓': 'ArrowDown',
  '↑': 'ArrowUp',
  '←': 'ArrowLeft',
  '→': 'ArrowRight',
  Esc: 'Escape',
  Space: ' ',
  '−': '-',
};

function pressed(way: readonly string[]) {
  const name = way.at(-1) ?? '';
  const shiftKey = way.includes('⇧');
  const key = NAMES[name] ?? (name.length === 1 && !shiftKey ? name.toLowerCase() : name);
  return { ...bare, key, shiftKey, ctrlKey: way.includes('Ctrl') };
}

test('each key is listed once', () => {
  const ways = lines.flatMap((line) => line.ways.map((way) => way.join(' ')));
  expect(ways.filter((way, at) => ways.indexOf(way) !== at)).toEqual([]);
});

test.each(lines.map((line) => [line.ways.map((way) => way.join(' ')).join(', '), line] as const))('%s', (_, line) => {
  for (const way of line.ways) {
    const key = pressed(way);
    const comparing = compareVerbOf(key, true);
    expect(verbOf(key, page) ?? compareVerbOf(key, false) ?? comparing).not.toBeNull();
    // A key that means two things says both; one that means the same in both states says it once.
    const other = comparing !== null && verbOf(key, page) !== null;
    expect(line.comparing !== null).toBe(other);
  }
});

test('every letter that means something is in the list', () => {
  const listed = new Set(lines.flatMap((line) => line.ways.map((way) => JSON.stringify(pressed(way)))));
  const missing = Array.from('abcdefghijklmnopqrstuvwxyz').filter((letter) => {
    const key = { ...bare, key: letter };
    const means = verbOf(key, page) ?? compareVerbOf(key, true);
    return means !== null && !listed.has(JSON.stringify(key));
  });
  expect(missing).toEqual([]);
});
