/** The list of keys: what each does, once, and what it does instead while the reader compares. */
import { t } from '$i18n/locale.svelte';

/** Keys pressed together. */
type Way = readonly string[];

export interface KeyLine {
  /** Alternatives. */
  readonly ways: readonly Way[];
  readonly what: string;
  /** What the same key does while the reader compares, where that is something else. */
  readonly comparing: string | null;
}

export interface KeyGroup {
  readonly title: string;
  readonly lines: readonly KeyLine[];
}

/** Every key, with the command key of this machine by its name. */
export function sheet(command: string): readonly KeyGroup[] {
  const comparing = (what: string) => t('keys.whileComparing', { what });
  const line = (what: string, ways: readonly Way[], other?: string): KeyLine => ({
    ...{ what, ways },
    comparing: other === undefined ? null : comparing(other),
  });
  const takes = (column: string) => t('keys.take', { column });
  return [
    {
      title: t('keys.moving'),
      lines: [
        line(t('keys.next'), [['J'], ['↓']]),
        line(t('keys.previous'), [['K'], ['↑']]),
        line(t('keys.across'), [['←'], ['→']]),
        line(t('keys.flags'), [
          ['⇧', 'J'],
          ['⇧', 'K'],
        ]),
        line(t('keys.find'), [['/'], [command, 'F']]),
        line(t('keys.reveal'), [[t('keys.space')]]),
      ],
    },
    {
      title: t('keys.sentence'),
      lines: [
        line(t('keys.inspect'), [['Enter'], ['I']]),
        line(t('keys.edit'), [['E']]),
        line(t('keys.retry'), [['R']]),
        line(t('keys.approve'), [['A']], takes('A')),
        line(t('keys.doubt'), [['D']], takes('D')),
        line(t('keys.note'), [['N']], t('keys.nextDivergence')),
        line(t('keys.dismiss'), [['X']]),
        line(t('keys.split'), [['S']]),
        line(t('keys.join'), [['M']]),
        line(t('keys.undo'), [[command, 'Z']]),
        line(t('keys.redo'), [
          [command, '⇧', 'Z'],
          [command, 'Y'],
        ]),
      ],
    },
    {
      title: t('compare.title'),
      lines: [
        line(t('keys.compare'), [['C']], takes('C')),
        line(t('keys.base'), [['1'], ['2'], ['3'], ['4']]),
        line(comparing(takes('B')), [['B']]),
        line(comparing(t('keys.previousDivergence')), [['P']]),
      ],
    },
    {
      title: t('keys.window'),
      lines: [
        line(t('keys.palette'), [[command, 'K']]),
        line(t('keys.open'), [[command, 'O']]),
        line(t('keys.paste'), [[command, 'V']]),
        line(t('keys.translate'), [[command, 'T']]),
        line(t('keys.export'), [[command, 'E']]),
        line(t('keys.print'), [[command, 'P']]),
        line(t('keys.settings'), [[command, ',']]),
        line(t('keys.size'), [
          [command, '+'],
          [command, '−'],
          [command, '0'],
        ]),
        line(t('keys.close'), [['Esc']]),
        line(t('keys.help'), [['?']]),
      ],
    },
  ];
}
