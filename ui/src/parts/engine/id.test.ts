import { expect, test } from 'vitest';

import { idFor } from './id';

test.each([
  ['LibreTranslate', [], 'libretranslate'],
  ['Serveur d’Inès', [], 'serveur-d-ines'],
  ['Home', ['home', 'home-2'], 'home-3'],
  ['家', [], 'server'],
])('%s', (name, taken, id) => {
  expect(idFor(name, taken)).toBe(id);
});
