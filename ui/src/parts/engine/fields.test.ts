import { expect, test } from 'vitest';

import type { EngineField } from '$ipc/generated';

import { choiceLabel, fieldLabel, shown, written } from './fields';

const field = (input: EngineField['input']): EngineField => ({
  name: 'own_field',
  input,
  choices: [],
  required: false,
  example: '',
});

test.each([
  ['text', ' a b ', 'a b', 'a b'],
  ['text', '  ', undefined, ''],
  ['number', '1024', 1024, '1024'],
  ['decimal', '0,3', 0.3, '0.3'],
  ['flag', true, true, true],
  ['flag', false, undefined, false],
  ['long-text', '{ "q": 1 }\n', '{ "q": 1 }\n', '{ "q": 1 }\n'],
  ['table', 'X-One: 1\nX-Two: a: b', { 'X-One': '1', 'X-Two': 'a: b' }, 'X-One: 1\nX-Two: a: b'],
  ['table', '[{"status":456,"means":"quota"}]', [{ status: 456, means: 'quota' }], '[{"status":456,"means":"quota"}]'],
] as const)('%s %s', (input, text, value, again) => {
  expect(written(field(input), text)).toEqual(value);
  expect(shown(field(input), value)).toEqual(again);
});

test('a number that is none is refused', () => {
  expect(() => written(field('number'), 'many')).toThrow();
  expect(() => written(field('table'), '[{')).toThrow();
});

test('a field without a name of ours is called as it is written', () => {
  expect(fieldLabel(field('text'))).toBe('Own field');
  expect(fieldLabel({ name: 'url' })).toBe('Address');
  expect(choiceLabel(field('choice'), 'x')).toBe('x');
});
