import { beforeEach, describe, expect, test } from 'vitest';

import { en } from './en';
import { fr } from './fr';
import { languageTitle, locale, number, setLocale, t, tn } from './locale.svelte';

type Entry = string | Readonly<Record<string, string>>;
const catalogues: Readonly<Record<string, Readonly<Record<string, Entry>>>> = { en, fr };
const sentences = (entry: Entry) => (typeof entry === 'string' ? [entry] : Object.values(entry));
const slots = (entry: Entry) => [...new Set(sentences(entry).flatMap((one) => one.match(/\{\w+\}/gu) ?? []))].sort();

beforeEach(() => {
  setLocale('en', 'en');
});

describe('catalogues', () => {
  test('every key is there in both, and filled in', () => {
    expect(Object.keys(fr)).toEqual(Object.keys(en));
    for (const catalogue of Object.values(catalogues))
      for (const entry of Object.values(catalogue)) for (const one of sentences(entry)) expect(one.trim()).not.toBe('');
  });

  test.each(Object.keys(en))('%s takes the same values in both', (key) => {
    expect(slots(catalogues['fr']?.[key] ?? '')).toEqual(slots(catalogues['en']?.[key] ?? ''));
  });

  test('every plural says what it says for all other numbers', () => {
    for (const catalogue of Object.values(catalogues))
      for (const entry of Object.values(catalogue)) if (typeof entry !== 'string') expect(entry['other']).toBeDefined();
  });

  test('French is set as French is set', () => {
    for (const [key, entry] of Object.entries(fr))
      for (const one of sentences(entry)) {
        expect(one, key).not.toMatch(/ [;:!?»]|« |'/u);
      }
  });

  test('English uses real quotation marks and apostrophes', () => {
    for (const [key, entry] of Object.entries(en))
      for (const one of sentences(entry)) expect(one, key).not.toMatch(/['"]/u);
  });
});

describe('plurals', () => {
  test('English has none for zero', () => {
    expect(tn('column.sentences', 0)).toBe('0 sentences');
    expect(tn('column.sentences', 1)).toBe('1 sentence');
    expect(tn('column.sentences', 2)).toBe('2 sentences');
  });

  test('French counts zero as one, and has a form for millions that is the usual one here', () => {
    setLocale('fr', 'en');
    expect(tn('column.sentences', 0)).toBe('0 phrase');
    expect(tn('column.sentences', 1)).toBe('1 phrase');
    expect(tn('column.sentences', 2)).toBe('2 phrases');
    expect(tn('column.sentences', 1_000_000)).toMatch(/phrases$/u);
  });
});

test('small numbers need no formatter, and are counted and written as it would', () => {
  for (const language of ['en', 'fr'] as const) {
    setLocale(language, language);
    const [rules, format] = [new Intl.PluralRules(language), new Intl.NumberFormat(language)];
    const forms: Readonly<Record<string, string>> = (language === 'en' ? en : fr)['column.sentences'];
    for (let value = 0; value < 1100; value++) {
      expect(number(value)).toBe(format.format(value));
      expect(tn('column.sentences', value)).toBe(forms[rules.select(value)]?.replace('{count}', format.format(value)));
    }
  }
});

test('numbers are written as the language writes them', () => {
  expect(number(6200)).toBe('6,200');
  expect(t('foot.progress', { done: 6200, total: 9000 })).toBe('6,200 of 9,000 sentences');
  setLocale('fr', 'en');
  expect(number(6200)).toBe('6\u202F200');
});

test('the system decides when the reader did not, as far as we speak its language', () => {
  setLocale('system', 'fr-CA');
  expect(locale()).toBe('fr');
  setLocale('system', 'de-AT');
  expect(locale()).toBe('en');
  setLocale('en', 'fr-FR');
  expect(locale()).toBe('en');
});

test('languages have names, and unknown ones at least their tag', () => {
  expect(languageTitle('fr')).toBe('French');
  setLocale('fr', 'en');
  expect(languageTitle('en')).toBe('Anglais');
  expect(languageTitle('not a tag')).toBe('Not a tag');
});
