import type { en } from './en';

/** One sentence for each plural category a language has; `other` stands for those not named. */
export type Plural = { readonly other: string } & Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

export type Key = keyof typeof en;

/** A whole catalogue: a key too few does not compile, nor does a plural where a plain sentence is meant. */
export type Catalogue = { readonly [K in Key]: (typeof en)[K] extends string ? string : Plural };

export type PluralKey = { [K in Key]: (typeof en)[K] extends string ? never : K }[Key];
export type PlainKey = Exclude<Key, PluralKey>;
