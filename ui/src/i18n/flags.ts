/** Flags in words: the one table that the window and the core share. */
import table from '$flags';

import type { FlagDto, FlagKind, FlagReason } from '$ipc/generated';

import { locale, type Locale } from './locale.svelte';

type Words = Readonly<Record<Locale, string>>;

// The table must hold every kind and reason in every language: one without words does not compile.
const KINDS: Readonly<Record<FlagKind, Words>> = table.kinds;
const REASONS: Readonly<Record<FlagReason, Words>> = table.reasons;

export const kindName = (kind: FlagKind): string => KINDS[kind][locale()];

/** The reason of a flag as a sentence, with the words it speaks of. */
export function reasonOf(flag: Pick<FlagDto, 'reason' | 'sourceText' | 'targetText'>): string {
  return REASONS[flag.reason][locale()].replace(/\{(source|target)\}/gu, (_, side: string) =>
    side === 'source' ? flag.sourceText : flag.targetText,
  );
}
