/** The language of the window, and everything that is said or counted in it. */
import type { UiLanguage } from '$ipc/generated';

import type { Catalogue, PlainKey, PluralKey } from './catalogue';
import { en } from './en';
import { fr } from './fr';

export type Locale = 'en' | 'fr';
export type Values = Readonly<Record<string, string | number>>;

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
  const form = forms[new Intl.PluralRules(current).select(count)] ?? forms.other;
  return say(form, { count, ...values });
}

function say(sentence: string, values: Values): string {
  return sentence.replace(/\{(\w+)\}/gu, (slot, name: string) => {
    const value = values[name];
    return value === undefined ? slot : typeof value === 'number' ? number(value) : value;
  });
}

export const number = (value: number): string => new Intl.NumberFormat(current).format(value);

export const date = (value: string | Date): string =>
  new Intl.DateTimeFormat(current, { dateStyle: 'long' }).format(new Date(value));

/** A time of day, with its date unless it is today's. */
export function moment(value: string | Date): string {
  const at = new Date(value);
  const today = at.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(current, { timeStyle: 'short', ...(today ? {} : { dateStyle: 'medium' }) }).format(at);
}

/** A language by the name it has in the window's language; the tag itself where that is not known. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(current, { type: 'language' }).of(tag) ?? tag;
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
    return new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
