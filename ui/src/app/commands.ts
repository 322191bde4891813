/** Everything the window can do, by name: what the palette offers. Pure but for what running one does. */
import { t } from '$i18n/locale.svelte';
import type { Session } from '$parts/session/session.svelte';

import { keysOf, type Verb } from './keys';

export interface Command {
  readonly id: string;
  readonly title: string;
  /** The keys that do the same, for the eye. */
  readonly keys: string;
  readonly run: () => void;
}

export function commands(session: Session, verbs: Readonly<Record<Verb, () => void>>): Command[] {
  const { article, hand } = session;
  const selected = article?.sentenceSelected !== undefined;
  const on = (key: string) => keysOf(key, session.isMac);
  const verb = (id: Verb, title: string, keys = '', when = true): Command[] =>
    when ? [{ id, title, keys, run: verbs[id] }] : [];
  const act = (id: string, title: string, run: () => void, when = true): Command[] =>
    when ? [{ id, title, keys: '', run }] : [];
  const open = article !== null;
  return [
    ...verb('translate', t('bar.translate'), on('T'), open),
    ...verb('find', t('find.title'), '/', open),
    ...verb('inspect', t('keys.inspect'), 'Enter', open),
    ...verb('edit', t('keys.edit'), 'E', selected),
    ...verb('retry', t('keys.retry'), 'R', selected),
    ...verb('approve', t('keys.approve'), 'A', selected),
    ...verb('doubt', t('keys.doubt'), 'D', selected),
    ...verb('note', t('keys.note'), 'N', selected),
    ...verb('undo', t('history.undo'), on('Z'), open),
    ...verb('redo', t('keys.redo'), on('Y'), open),
    ...verb('split', t('keys.split'), 'S', selected),
    ...verb('join', t('keys.join'), 'M', selected),
    ...act('copy-sentence', t('palette.copySentence'), () => void hand.copySentence(), selected),
    ...act('copy-pair', t('copy.pair'), () => void hand.copyPair(), selected),
    ...act(
      'read-aloud',
      t('inspector.readAloud'),
      () => {
        hand.readAloud();
      },
      hand.aloud !== null && session.voice.speaks(hand.aloud.language),
    ),
    ...(article
      ? [
          ...act(
            'copy-original',
            t('palette.copyColumn', { name: t('column.original') }),
            () => void hand.copyColumn(null),
          ),
          ...article.shown.flatMap(({ id, name }) => [
            ...act(`copy-${id}`, t('palette.copyColumn', { name }), () => void hand.copyColumn(id)),
            ...act(`hold-${id}`, t('palette.hold', { name }), () => {
              session.holdAgainst(id);
            }),
            ...act(`hide-${id}`, t('palette.hide', { name }), () => {
              session.hide(id);
            }),
          ]),
          ...article.hidden.flatMap(({ id, name }) =>
            act(`show-${id}`, t('palette.show', { name }), () => void session.show(id)),
          ),
        ]
      : []),
    ...verb('open', t('keys.open'), on('O')),
    ...verb('paste', t('keys.paste'), on('V')),
    ...verb('export', t('bar.export'), on('E'), open),
    ...verb('settings', t('settings.title'), on(',')),
    ...verb('keys', t('keys.title'), '?'),
    ...verb('larger', t('settings.larger'), on('+')),
    ...verb('smaller', t('settings.smaller'), on('−')),
    ...verb('usual', t('settings.usual'), on('0')),
    ...verb('library', t('palette.library')),
    ...(['system', 'light', 'dark', 'sepia'] as const).flatMap((theme) =>
      act(`theme-${theme}`, t('palette.theme', { name: t(`settings.${theme}`) }), () => {
        session.change({ theme });
      }),
    ),
    ...(['pages', 'rows', 'interlinear', 'reveal'] as const).flatMap((layout) =>
      act(
        `layout-${layout}`,
        t('palette.layout', { name: t(`bar.${layout}`) }),
        () => {
          session.change({ layout });
        },
        open,
      ),
    ),
  ];
}

/** Letters and digits as they are searched: without case and diacritics. */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/œ/gu, 'oe');

/** Those whose name has every word of the query, by the beginning of its words; names that begin with the query first. */
export function matching<T extends { readonly title: string }>(among: readonly T[], query: string): T[] {
  const wanted = plain(query)
    .split(/\s+/u)
    .filter((word) => word !== '');
  const rank = (title: string) => (plain(title).startsWith(wanted.join(' ')) ? 0 : 1);
  const has = (title: string) => {
    const words = plain(title).split(/[^\p{L}\p{N}]+/u);
    return wanted.every((one) => words.some((word) => word.startsWith(one)));
  };
  return among.filter((one) => has(one.title)).sort((one, other) => rank(one.title) - rank(other.title));
}
