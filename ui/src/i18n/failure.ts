/** What went wrong, in words: the one table of messages that the window and the core share. */
import messages from '$messages';

import type { ErrorCode, IpcError } from '$ipc/generated';

import { locale, type Locale } from './locale.svelte';

/** What happened, and what to do about it. */
export interface Failure {
  readonly message: string;
  readonly action: string;
}

// The table must hold every code in every language: a code without a sentence does not compile.
const TABLE: Readonly<Record<ErrorCode, Readonly<Record<Locale, Failure>>>> = messages;

export function failure(error: Pick<IpcError, 'code'> & { detail?: string | null }): Failure {
  // A newer host may know a code this window does not: it is told as a fault of the library, with its particulars.
  const known: Partial<typeof TABLE> = TABLE;
  const { message, action } = (known[error.code] ?? TABLE['library-failed'])[locale()];
  const fill = (sentence: string) => sentence.replaceAll('{detail}', error.detail ?? '').trim();
  return { message: fill(message), action: fill(action) };
}
