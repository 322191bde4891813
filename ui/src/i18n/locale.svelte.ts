/** The language of the window, and everything that is said or counted in it. */
import type { UiLanguage } from '$ipc/generated';

import type { Catalogue, PlainKey, PluralKey } from './catalogue';
import { en } from './en';
import { fr } from './fr';

export type Locale = 'en' | 'fr';
export type Values = Readonly<Record<string, string | number>>;

/** Formatters take long to make, and a list asks for them in every line: there is one of each for a language. */
function once<T>(make: (locale: string) => T): (locale: string) => T {
  const made = new Map<string, T>();
  return (locale) => {
    let one = made.get(locale);
    if (one === undefined) made.set(locale, (one = make(locale)));
    return one;
  };
}
/** Below it our languages write whole numbers as they are, and count them alike: the first formatter takes 10 ms to make. */
const SMALL = 1000;
const small = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < SMALL;
const plurals = once((locale) => new Intl.PluralRules(locale));
const numbers = once((locale) => new Intl.NumberFormat(locale));
const dates = once((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long' }));
const times = once((locale) => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }));
const moments = once((locale) => new Intl.DateTimeFormat(locale, { timeStyle: 'short', dateStyle: 'medium' }));
const languages = once((locale) => new Intl.DisplayNames(locale, { type: 'language' }));

const CATALOGUES: Readonly<Record<Locale, Catalogue>> = { en, fr };

let current = $state<Locale>('en');

export const locale = (): Locale => current;

/** Follows the settings, and with `system` the system as far as it speaks one of our languages. */
export function setLocale(wanted: UiLanguage, system: string): void {
  const tag = wanted === 'system' ? system : wanted;
  current = tag.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

/** The sentence of that key. */
export const t = (key: PlainKey, values: Values = {}): string => say(CATALOGUES[current][key], values);

/** The sentence of that key for so many; `{count}` in it is the number, written as the language writes numbers. */
export function tn(key: PluralKey, count: number, values: Values = {}): string {
  const forms = CATALOGUES[current][key];
  // In French nothing is one as well (CLDR).
  const one = current === 'fr' ? count < 2 : count === 1;
  const form = forms[small(count) ? (one ? 'one' : 'other') : plurals(current).select(count)] ?? forms.other;
  return say(form, { count, ...values });
}

function say(sentence: string, values: Values): string {
  return sentence.replace(/\{(\w+)\}/gu, (slot, name: string) => {
    const value = values[name];
    return value === undefined ? slot : typeof value === 'number' ? number(value) : value;
  });
}

export const number = (value: number): string => (small(value) ? String(value) : numbers(current).format(value));

export const date = (value: string | Date): string => dates(current).format(new Date(value));

/** A time of day, with its date unless it is today's. */
export function moment(value: string | Date): string {
  const at = new Date(value);
  const today = at.toDateString() === new Date().toDateString();
  return (today ? times : moments)(current).format(at);
}

/** A language by the name it has in the window's language; the tag itself where that is not known. */
export function languageName(tag: string): string {
  try {
    return languages(current).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** The same with a capital, for a list to choose from: French writes its languages small. */
export function languageTitle(tag: string): string {
  const name = languageName(tag);
  return name.charAt(0).toLocaleUpperCase(current) + name.slice(1);
}

/** A language by the name it gives itself: what stands at the head of a text in that language. */
export function ownName(tag: string): string {
  try {
    return languages(tag).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
