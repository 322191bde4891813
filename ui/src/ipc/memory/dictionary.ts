/** The stand-in's dictionary: none at first, a handful of words once one is installed. */
import type { CommandMap, Dictionary, Entry } from '../generated';

type Handlers = Pick<
  { [K in keyof CommandMap]: (args: CommandMap[K][0]) => CommandMap[K][1] },
  'read_dictionary' | 'install_dictionary' | 'download_dictionary' | 'remove_dictionary' | 'look_up'
>;

const entry = (headword: string, pronunciation: string, grammar: string, ...senses: string[][]): Entry => ({
  ...{ headword, pronunciation, grammar, senses },
});

const ENTRIES: readonly Entry[] = [
  entry('croire', 'kʁwaʁ', 'v', ['to believe'], ['to think', 'to reckon']),
  entry('trouver', 'tʁuve', 'v', ['to find']),
  entry('vingtaine', 'vɛ̃tɛn', 'n, f', ['about twenty', 'a score']),
  entry('retraite', 'ʁətʁɛt', 'n, f', ['retirement'], ['retreat']),
];

/** The words of the stand-in's article that are no headwords. */
const FORMS: Readonly<Record<string, string>> = { croyait: 'croire', trouvait: 'trouver' };

const DICTIONARY: Dictionary = {
  title: 'French-English word list',
  edition: '1.0',
  licence: 'Available under the MIT licence.',
  entries: ENTRIES.length,
};

export function dictionary(present: boolean): Handlers {
  let installed = present;
  const install = () => {
    installed = true;
    return DICTIONARY;
  };
  return {
    read_dictionary: () => (installed ? DICTIONARY : null),
    install_dictionary: install,
    download_dictionary: install,
    remove_dictionary: () => {
      installed = false;
      return null;
    },
    look_up: ({ word }) => {
      const asked = word.toLowerCase();
      return installed ? ENTRIES.filter((one) => one.headword === (FORMS[asked] ?? asked)) : [];
    },
  };
}
