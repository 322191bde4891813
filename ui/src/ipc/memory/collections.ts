/** The stand-in's collections. */
import type { Collection, CommandMap } from '../generated';

type Handlers = Pick<
  { [K in keyof CommandMap]: (args: CommandMap[K][0]) => CommandMap[K][1] },
  'list_collections' | 'add_collection' | 'rename_collection' | 'remove_collection' | 'collect_article'
>;

export function collecting(
  fail: (code: 'collection-name' | 'collection-unknown') => never,
  known: (article: number) => boolean,
): Handlers {
  let all: readonly Collection[] = [];
  let next = 1;

  const list = () => (all = all.map((one) => ({ ...one, articles: one.articles.filter(known) }))).slice();
  const fit = (name: string, own: number | null) => {
    const trimmed = name.trim();
    const taken = all.some((one) => one.id !== own && one.name.toLowerCase() === trimmed.toLowerCase());
    return trimmed === '' || taken ? fail('collection-name') : trimmed;
  };
  const there = (id: number) => all.find((one) => one.id === id) ?? fail('collection-unknown');

  return {
    list_collections: list,
    add_collection: ({ name }) => {
      all = [...all, { id: next++, name: fit(name, null), articles: [] }];
      return list();
    },
    rename_collection: ({ collection, name }) => {
      const renamed = { ...there(collection), name: fit(name, collection) };
      all = all.map((one) => (one.id === collection ? renamed : one));
      return list();
    },
    remove_collection: ({ collection }) => {
      there(collection);
      all = all.filter((one) => one.id !== collection);
      return list();
    },
    collect_article: ({ article, collection }) => {
      if (collection !== null) there(collection);
      all = all.map((one) => {
        const others = one.articles.filter((id) => id !== article);
        return { ...one, articles: one.id === collection ? [article, ...others] : others };
      });
      return list();
    },
  };
}
