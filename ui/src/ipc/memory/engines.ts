/** Engines of the in-memory backend: kinds, cards, trials, prices. */
import type { EngineCard, EngineDraft, EngineField, EngineKind, EngineRoom, EngineTest } from '../generated';

const field = (name: string, input: EngineField['input'], example: string, required = false): EngineField => ({
  ...{ name, input, choices: [], required, example },
});

export const KINDS: EngineKind[] = [
  {
    ...{ name: 'deepl', label: 'DeepL', key: 'required', page: 'https://www.deepl.com/your-account/keys' },
    fields: [
      field('url', 'address', 'https://api-free.deepl.com'),
      { ...field('model', 'choice', ''), choices: ['quality_optimized', 'latency_optimized'] },
    ],
  },
  {
    ...{ name: 'openai', label: 'OpenAI-compatible', key: 'optional', page: 'https://platform.openai.com/api-keys' },
    fields: [
      field('url', 'address', 'https://api.openai.com/v1', true),
      field('model', 'text', 'gpt-5-mini', true),
      field('temperature', 'decimal', '0'),
    ],
  },
  {
    ...{ name: 'libretranslate', label: 'LibreTranslate', key: 'optional', page: 'https://docs.libretranslate.com' },
    fields: [field('url', 'address', 'http://localhost:5000', true)],
  },
];

const PLAIN: EngineCard = {
  ...{ id: '', name: '', kind: '', kindLabel: '', options: {}, keyPlace: 'none', keyName: null, keyThere: false },
  ...{ host: null, context: 'none', rough: false, local: false, costs: false, billing: 'nothing', price: null },
  ...{ builtIn: false, error: null },
};

/** The engines a scene begins with. */
export const cards = (): EngineCard[] => [
  {
    ...PLAIN,
    ...{ id: 'apertium', name: 'Apertium', kind: 'apertium', kindLabel: 'Apertium' },
    ...{ rough: true, local: true, builtIn: true },
  },
  {
    ...PLAIN,
    ...{ id: 'home', name: 'Home server', kind: 'libretranslate', kindLabel: 'LibreTranslate' },
    ...{ options: { url: 'http://translate.home' }, host: 'translate.home' },
  },
];

/** More of them, for the scene `engines`. */
export const paid = (): EngineCard[] => [
  {
    ...PLAIN,
    ...{ id: 'deepl', name: 'DeepL', kind: 'deepl', kindLabel: 'DeepL', keyPlace: 'keychain', keyThere: true },
    ...{ context: 'passage', costs: true, billing: 'characters' },
    price: { currency: 'EUR', per: 'characters', least: 20, most: 20 },
  },
  {
    ...PLAIN,
    ...{ id: 'mistral', name: 'Mistral', kind: 'openai', kindLabel: 'OpenAI-compatible' },
    ...{ options: { url: 'https://api.mistral.ai/v1', model: 'mistral-medium' }, host: 'api.mistral.ai' },
    ...{ keyPlace: 'variable', keyName: 'MISTRAL_KEY', context: 'neighbours', costs: true, billing: 'tokens' },
  },
];

/** What a draft becomes. */
export function card(draft: EngineDraft, taken: readonly string[]): EngineCard {
  const kind = KINDS.find((one) => one.name === draft.kind);
  const base = draft.name.toLowerCase().replace(/[^a-z0-9]+/gu, '-') || 'engine';
  let id = draft.id ?? base;
  for (let count = 2; draft.id === null && taken.includes(id); count += 1) id = `${base}-${String(count)}`;
  const url = typeof draft.options['url'] === 'string' ? draft.options['url'] : null;
  const host = url?.replace(/^https?:\/\//u, '').split('/')[0] ?? null;
  return {
    ...PLAIN,
    ...{ id, name: draft.name, kind: draft.kind, kindLabel: kind?.label ?? draft.kind, options: draft.options },
    ...{ keyPlace: draft.keyPlace, keyName: draft.keyName, keyThere: draft.key !== null, host },
    local: host !== null && /^(localhost|127\.)/u.test(host),
    ...(draft.kind === 'deepl' && ({ costs: true, billing: 'characters', context: 'passage' } as const)),
  };
}

export const room = (engines: readonly EngineCard[], more: Omit<EngineRoom, 'engines' | 'kinds'>): EngineRoom => ({
  ...{ engines: [...engines], kinds: KINDS },
  ...more,
});

/** One sentence, translated. */
export const tried = (engine: EngineCard): EngineTest => ({
  ...{ original: 'La mer est calme ce matin.', from: 'fr', to: 'en', milliseconds: 184, route: null },
  translation: 'The sea is calm this morning.',
  ...{ languagesFrom: 36, languagesInto: 38 },
  usage: engine.costs ? { unit: 'characters', used: 112_430, limit: 500_000, renews: null } : null,
});
