import { beforeEach, expect, test } from 'vitest';

import messages from '$messages';
import contract from '$ipc/generated?raw';
import type { ErrorCode } from '$ipc/generated';

import { failure } from './failure';
import { setLocale } from './locale.svelte';

const codes = [...(/type ErrorCode =([^;]+);/u.exec(contract)?.[1] ?? '').matchAll(/"([a-z-]+)"/gu)].map(
  ([, code]) => code as ErrorCode,
);

beforeEach(() => {
  setLocale('en', 'en');
});

test('the contract has codes, and the table has exactly those', () => {
  expect(codes.length).toBeGreaterThan(30);
  expect(Object.keys(messages).sort()).toEqual([...codes].sort());
});

test.each(codes)('%s says what happened and what to do, in both languages', (code) => {
  for (const language of ['en', 'fr'] as const) {
    const { message, action } = messages[code][language];
    for (const sentence of [message, action]) {
      expect(sentence).toMatch(/^\p{Lu}.*[.]$/u);
      expect(sentence.replaceAll('{detail}', '')).not.toMatch(/[{}'"]/u);
    }
    if (language === 'fr') expect(message + action).not.toMatch(/ [;:!?»]|« /u);
  }
});

test('speaks the language of the window', () => {
  expect(failure({ code: 'engine-timed-out' }).message).toBe(messages['engine-timed-out'].en.message);
  setLocale('fr', 'en');
  expect(failure({ code: 'engine-timed-out' }).message).toBe(messages['engine-timed-out'].fr.message);
});

test('a code of a newer host is still told', () => {
  expect(failure({ code: 'moon-fell-down' as ErrorCode }).message).toBe(messages['library-failed'].en.message);
});
