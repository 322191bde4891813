/** The languages an article can be translated into, those read most beside French first. Tags are BCP 47. */
export const TARGETS = [
  'en',
  'es',
  'de',
  'it',
  'pt',
  'ca',
  'nl',
  'pl',
  'ro',
  'ru',
  'uk',
  'ar',
  'zh',
  'ja',
  'fr',
] as const;

/** The primary subtag of a language: French of any country is French. */
export const primary = (tag: string): string => tag.split('-', 1)[0]?.toLowerCase() ?? tag;

/** The languages a text may be said to be in when it cannot be told from the text. */
export const SOURCES = ['fr', 'en', 'es', 'de', 'it', 'pt', 'ca', 'nl'] as const;
