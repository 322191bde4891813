import { beforeEach, expect, test, vi } from 'vitest';

import { Voice } from './voice.svelte';

const voice = (lang: string, localService = true) => ({ lang, localService, default: false, name: lang });

function speech(voices: readonly object[]) {
  return { getVoices: () => voices, addEventListener: vi.fn(), speak: vi.fn(), cancel: vi.fn() };
}
const of = (one: ReturnType<typeof speech>) => new Voice(one as unknown as SpeechSynthesis);

beforeEach(() => {
  vi.stubGlobal(
    'SpeechSynthesisUtterance',
    class {
      constructor(readonly text: string) {}
    },
  );
});

test('only voices of this machine count, whatever their region', () => {
  const reader = of(speech([voice('fr-CA'), voice('en-US', false)]));
  expect(reader.speaks('fr')).toBe(true);
  expect(reader.speaks('fr-FR')).toBe(true);
  expect(reader.speaks('en')).toBe(false);
});

test('a system without speech reads nothing and says so', () => {
  const reader = new Voice(undefined);
  expect(reader.speaks('fr')).toBe(false);
  reader.read('original', 'Bonjour.', 'fr');
  expect(reader.reading).toBeNull();
});

test('reading the same again falls silent', () => {
  const heard = speech([voice('fr-FR')]);
  const reader = of(heard);
  reader.read('original', 'Bonjour.', 'fr');
  expect(reader.reading).toBe('original');
  expect(heard.speak).toHaveBeenCalledWith(expect.objectContaining({ text: 'Bonjour.', lang: 'fr' }));
  reader.read('original', 'Bonjour.', 'fr');
  expect(reader.reading).toBeNull();
  expect(heard.speak).toHaveBeenCalledTimes(1);
});
