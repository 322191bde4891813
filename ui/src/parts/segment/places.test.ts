import { expect, test } from 'vitest';

import { lastWord, likeliest, nearest, places, stepped } from './places';
import { typeset } from './typography';

/** Every place drawn as a bar in the text. */
const drawn = (text: string) =>
  places(text).reduceRight((line, place) => `${line.slice(0, place)}|${line.slice(place)}`, text);

test.each([
  ['Un deux trois.', 'Un |deux |trois.'],
  // A space that belongs to its sign parts nothing.
  ['« Bien sûr », dit-il : oui !', '« Bien |sûr », |dit-il : |oui !'],
  ['Vraiment ? Oui ; peut-être.', 'Vraiment ? |Oui ; |peut-être.'],
  ['Un (deux trois) quatre', 'Un |(deux |trois) |quatre'],
  ['— Entrez, dit-elle.', '— Entrez, |dit-elle.'],
  // The space that was forgotten.
  ['C’est la fin.Ensuite vint 1.5.', 'C’est |la |fin.|Ensuite |vint |1.5.'],
  ['J.-L. Le Bihan', 'J.-L. |Le |Bihan'],
  ['Seul', 'Seul'],
  ['', ''],
])('places of %s', (text, expected) => {
  expect(drawn(text)).toBe(expected);
});

test('offsets count UTF-16 code units', () => {
  expect(places('👩🏽‍🔬 dit 𝄞 oui')).toEqual([8, 12, 15]);
});

test('a place on the screen is a place in the text, however its spaces are shown', () => {
  const text = 'Il dit : « 1 000 euros ? » Puis M. É. Zola partit ; enfin 👋 !';
  const shown = typeset(text, 'fr');
  expect(shown).not.toBe(text);
  for (const place of places(text))
    expect(shown.slice(place, place + 2)).toBe(typeset(text, 'fr').slice(place, place + 2));
  expect(places(shown)).toEqual(places(text));
});

test.each([
  [[3, 8, 14], 0, 3],
  [[3, 8, 14], 9, 8],
  [[4, 8], 6, 4],
  [[3, 8, 14], 99, 14],
  [[], 5, null],
])('in %j nearest to %i is %s', (among, offset, expected) => {
  expect(nearest(among, offset)).toBe(expected);
});

test.each([
  ['Il partit. elle resta, longtemps, à la fenêtre.', 'Il partit. |elle resta, longtemps, à la fenêtre.'],
  ['Elle resta longtemps ; il partit, seul.', 'Elle resta longtemps ; |il partit, seul.'],
  ['Elle resta à la fenêtre, il partit.', 'Elle resta à la fenêtre, |il partit.'],
  ['Un deux trois quatre', 'Un deux |trois quatre'],
])('likeliest in %s', (text, expected) => {
  const place = likeliest(text) ?? 0;
  expect(`${text.slice(0, place)}|${text.slice(place)}`).toBe(expected);
});

test('steps by word and stops at both ends', () => {
  expect(stepped('Un deux trois', 3, 1)).toBe(8);
  expect(stepped('Un deux trois', 8, 1)).toBe(8);
  expect(stepped('Un deux trois', 3, -1)).toBe(3);
  expect(likeliest('Seul')).toBeNull();
});

test.each([
  ['Voir la Bibl.', 'Bibl.'],
  ['Voir (Bibl.', 'Bibl.'],
  ['selon l’art.', 'art.'],
  ['lorsqu’éd.', 'éd.'],
  ['c’est aujourd’hui.', 'aujourd’hui.'],
  ['Vers 50 av. J.-C. ', 'J.-C.'],
  ['Chez Yahoo!', 'Yahoo!'],
  ['« Nous en sommes à 312. »', ''],
  ['', ''],
])('%s ends with', (text, expected) => {
  expect(lastWord(text)).toBe(expected);
});
