/**
 * Expectations are taken from the norm, not from the code: Imprimerie nationale, « Lexique des règles typographiques en
 * usage à l’Imprimerie nationale ». In them · stands for a no-break space and ¦ for a narrow no-break one.
 */
import { describe, expect, test } from 'vitest';

import { typeset } from './typography';

const written = (text: string) => text.replaceAll('·', '\u00A0').replaceAll('¦', '\u202F');

function check(typed: string, norm: string, language = 'fr') {
  const shown = typeset(typed, language);
  expect(shown).toBe(written(norm));
  expect(shown).toHaveLength(typed.length);
}

describe('punctuation', () => {
  test.each([
    ['Vraiment ? Oui !', 'Vraiment¦? Oui¦!'],
    ['L’un dort ; l’autre veille.', 'L’un dort¦; l’autre veille.'],
    ['Il dit : non.', 'Il dit·: non.'],
    ['« Bien sûr », dit-il.', '«·Bien sûr·», dit-il.'],
    ['« Nous ferons avec ! »', '«·Nous ferons avec¦!·»'],
    ['‹ Ici ›', '‹·Ici·›'],
    ['Quoi ?! Non…', 'Quoi¦?! Non…'],
    ['— Entrez, dit-elle.', '—·Entrez, dit-elle.'],
  ])('%s', check);

  test('a space an author already fixed takes the width of the norm', () => {
    check('Vraiment\u00A0? Il dit\u202F: «\u202FNon\u202F».', 'Vraiment¦? Il dit·: «·Non·».');
  });

  test('a space that is missing is not added', () => {
    check('Vraiment? «Non» dit-il: rien!', 'Vraiment? «Non» dit-il: rien!');
  });

  test('a colon inside an address or an hour is no punctuation', () => {
    check('Voir https://exemple.fr : la page.', 'Voir https://exemple.fr·: la page.');
    check('Dès 7:30 demain', 'Dès 7:30 demain');
  });
});

describe('numbers', () => {
  test.each([
    ['avec 6 200 volumes', 'avec 6¦200 volumes'],
    ['1 250 000 habitants', '1¦250¦000 habitants'],
    ['à 14 h 30, mardi', 'à 14·h·30, mardi'],
    ['à 7 h du matin', 'à 7·h du matin'],
    ['45 000 euros, soit 12 %', '45¦000·euros, soit 12·%'],
    ['1,5 million', '1,5·million'],
    ['9,4 °C et 3 l/min', '9,4·°C et 3·l/min'],
    ['au XIXe siècle', 'au XIXe·siècle'],
  ])('%s', check);

  test.each([['en 2019 300 personnes'], ['le 01 23 45 67 89'], ['de 1914 à 1918'], ['les 3 grands livres']])(
    'not a group of thousands or a unit: %s',
    (typed) => {
      check(typed, typed);
    },
  );
});

describe('what stays together', () => {
  test.each([
    ['sourit Mme Le Goff', 'sourit Mme·Le Goff'],
    ['M. Le Bihan', 'M.·Le Bihan'],
    ['un roman de G. Sand', 'un roman de G.·Sand'],
    ['M. J. Le Bihan', 'M.·J.·Le Bihan'],
    ['l’art. 3 et la p. 12', 'l’art.·3 et la p.·12'],
    ['le n° 7', 'le n°·7'],
    ['p. ex. ceci', 'p.·ex. ceci'],
  ])('%s', check);
});

describe('other languages are left alone', () => {
  test.each([['en'], ['es'], ['frr'], ['']])('%s', (language) => {
    check('“Really ?” he asked : 6 200 « books ».', '“Really ?” he asked : 6 200 « books ».', language);
  });

  test('French of any country is French', () => {
    check('Vraiment ?', 'Vraiment¦?', 'fr-CA');
    check('Vraiment ?', 'Vraiment¦?', 'FR');
  });
});

test('no UTF-16 offset shifts, whatever the text', () => {
  const text = '👩🏽‍🔬 « 1 000 000 » : é\u0301 ! 𝄞 ? M. É. Zola ; p. 3\u2009% …';
  const shown = typeset(text, 'fr');
  expect(shown).toHaveLength(text.length);
  for (let at = 0; at < text.length; at += 1)
    if (!/\s/u.test(text.charAt(at))) expect(shown.charAt(at)).toBe(text.charAt(at));
});
