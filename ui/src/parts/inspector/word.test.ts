import { expect, test } from 'vitest';

import { wordAt, wordFrom, wordsOf } from './word';

test.each([
  ['L’accueil a surpris l’équipage.', ['L’', 'accueil', 'a', 'surpris', 'l’', 'équipage']],
  ['Aujourd’hui, dit-elle : « Qu’y a-t-il ? »', ['Aujourd’hui', 'dit-elle', 'Qu’', 'y', 'a-t-il']],
  ['En 2023, 18 000 euros.', ['En', 'euros']],
])('%s', (sentence, words) => {
  expect(wordsOf(sentence).map((word) => word.text)).toEqual(words);
});

test('the caret is in a word, at its end, or in none', () => {
  const sentence = 'Il neige.';
  expect(wordAt(sentence, 4)?.text).toBe('neige');
  expect(wordAt(sentence, 2)?.text).toBe('Il');
  expect(wordAt(sentence, 8)?.text).toBe('neige');
  expect(wordAt(sentence, 9)).toBeNull();
});

test('from word to word, and not beyond the ends', () => {
  const first = wordFrom('Il neige.', null, 1);
  expect(first?.text).toBe('Il');
  expect(wordFrom('Il neige.', first, 1)?.text).toBe('neige');
  expect(wordFrom('Il neige.', first, -1)?.text).toBe('Il');
  expect(wordFrom('…', null, 1)).toBeNull();
});
