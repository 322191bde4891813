/**
 * Comparing in memory: small stand-ins of the core's science, true enough to read by. Differences are those of the
 * longest common run of words; agreement is the share of words in common, not chrF++; only three kinds of flags are
 * raised. The core's own tests hold the real ones.
 */
import type {
  CellDto,
  CommandMap,
  ComparedCell,
  Difference,
  FlagDto,
  FlagKind,
  PieceDto,
  RenditionSummary,
} from '../generated';

/** What comparing needs to know of the library. */
export interface Shelf {
  /** The sentences of an article, in order. */
  readonly sentences: (article: number) => readonly { id: number; number: number; text: string }[];
  readonly cell: (rendition: number, segment: number) => CellDto | undefined;
  readonly rendition: (rendition: number) => RenditionSummary;
  /** Begins a rendition by hand. */
  readonly begin: (article: number, name: string, language: string) => number;
  readonly settle: (rendition: number, segment: number, cell: CellDto) => void;
  readonly fail: (code: 'export-exists' | 'segment-unknown') => never;
}

type Verbs =
  | 'compare'
  | 'read_flags'
  | 'dismiss_flag'
  | 'mute_flags'
  | 'pick'
  | 'read_pieces'
  | 'suggest_report_path'
  | 'export_report'
  | 'link_words';
type Handlers = { [K in Verbs]: (args: CommandMap[K][0]) => CommandMap[K][1] };

const textOf = (cell: CellDto | undefined): string | null =>
  cell?.state === 'done' || cell?.state === 'edited' ? cell.text : null;

interface Word {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const words = (text: string): Word[] =>
  [...text.matchAll(/[\p{L}\p{N}]+|[^\p{L}\p{N}\s]/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }));

/** Pairs of places of the longest common run of words. */
function common(one: readonly Word[], two: readonly Word[]): [number, number][] {
  const table = Array.from({ length: one.length + 1 }, () => new Array<number>(two.length + 1).fill(0));
  const at = (row: number, column: number) => table[row]?.[column] ?? 0;
  for (let row = one.length - 1; row >= 0; row--)
    for (let column = two.length - 1; column >= 0; column--) {
      const line = table[row];
      if (line)
        line[column] =
          one[row]?.text === two[column]?.text
            ? at(row + 1, column + 1) + 1
            : Math.max(at(row + 1, column), at(row, column + 1));
    }
  const pairs: [number, number][] = [];
  let [row, column] = [0, 0];
  while (row < one.length && column < two.length) {
    if (one[row]?.text === two[column]?.text) pairs.push([row++, column++]);
    else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return pairs;
}

function compareTexts(base: string, here: string): ComparedCell {
  const [one, two] = [words(base), words(here)];
  const pairs = common(one, two);
  const differences: Difference[] = [];
  const range = (list: readonly Word[], from: number, to: number, length: number) => ({
    start: list[from]?.start ?? length,
    end: from < to ? (list[to - 1]?.end ?? length) : (list[from]?.start ?? length),
  });
  let [row, column] = [0, 0];
  for (const [r, c] of [...pairs, [one.length, two.length] as const]) {
    if (r > row || c > column)
      differences.push({
        kind: r > row ? (c > column ? 'changed' : 'only-base') : 'only-here',
        base: range(one, row, r, base.length),
        here: range(two, column, c, here.length),
      });
    [row, column] = [r + 1, c + 1];
  }
  const total = one.length + two.length;
  return { agreement: total === 0 ? 100 : (200 * pairs.length) / total, differences };
}

/** A number in digits, wherever it stands; spaces and commas between thousands do not count. */
const numbers = (text: string): { value: string; start: number; end: number }[] =>
  [...text.matchAll(/\d+(?:[\u00A0\u202F ,]\d{3})*/gu)].map((match) => ({
    value: match[0].replace(/\D/gu, ''),
    start: match.index,
    end: match.index + match[0].length,
  }));

function flagsOf(segment: number, number: number, source: string, target: string): Omit<FlagDto, 'dismissed'>[] {
  const flag = (kind: FlagKind, rest: Pick<FlagDto, 'reason'> & Partial<FlagDto>) => {
    const all = { source: [], target: [], ...rest };
    const texts = (ranges: FlagDto['source'], text: string) =>
      ranges.map(({ start, end }) => text.slice(start, end)).join(', ');
    return {
      ...{ segment, number, kind, ...all },
      ...{ sourceText: texts(all.source, source), targetText: texts(all.target, target) },
    };
  };
  if (source === target && words(source).length > 2)
    return [flag('echo', { reason: 'unchanged', target: [{ start: 0, end: target.length }] })];
  const lost = numbers(source).filter(({ value }) => !numbers(target).some((other) => other.value === value));
  const added = numbers(target).filter(({ value }) => !numbers(source).some((other) => other.value === value));
  const range = ({ start, end }: { start: number; end: number }) => ({ start, end });
  const found: Omit<FlagDto, 'dismissed'>[] = [];
  if (lost.length > 0 && added.length > 0)
    found.push(flag('number', { reason: 'number-changed', source: lost.map(range), target: added.map(range) }));
  // "Ne … plus que" restricts.
  const denies = /\bn[e’'].*?\b(?:pas|jamais|plus(?! qu))\b/u;
  if (denies.test(source) && !/\b(?:not|nor?|never|nothing)\b|n[’']t/iu.test(target)) {
    const denial = denies.exec(source);
    const start = denial?.index ?? 0;
    const words = [{ start, end: start + (denial?.[0].length ?? 0) }];
    found.push(flag('negation', { reason: 'negation-lost', source: words }));
  }
  return found;
}

/** The commands of comparing, over a library. */
export function compareIn(shelf: Shelf): Handlers {
  const dismissed = new Set<string>();
  const muted = new Set<FlagKind>();
  const reports = new Set<string>();
  const pieces = new Map<string, PieceDto[]>();
  /** The reader's own versions, by article and language. */
  const own = new Map<string, number>();
  const key = (...parts: (string | number)[]) => parts.join('\u001f');

  return {
    compare: ({ request: { article, renditions, base } }) => {
      const sentences = shelf.sentences(article).map(({ id, number }) => {
        const left = textOf(shelf.cell(base, id));
        const cells = renditions.map((rendition): ComparedCell => {
          const here = textOf(shelf.cell(rendition, id));
          if (rendition === base || left === null || here === null) return { agreement: null, differences: [] };
          return compareTexts(left, here);
        });
        const known = cells.flatMap((cell) => cell.agreement ?? []);
        return { segment: id, number, agreement: known.length > 0 ? Math.min(...known) : null, cells };
      });
      const unlike = sentences.filter((one) => one.agreement !== null && one.agreement < 100);
      return {
        base,
        renditions: renditions.map((rendition, at) => {
          const known = sentences.flatMap((sentence) => sentence.cells[at]?.agreement ?? []);
          const mean = known.reduce((sum, one) => sum + one, 0) / Math.max(1, known.length);
          const scores = { chrf: mean, bleu: mean, ter: 100 - mean };
          return { rendition, scores: rendition === base || known.length === 0 ? null : scores };
        }),
        sentences,
        mostDivergent: unlike
          .sort((one, two) => (one.agreement ?? 0) - (two.agreement ?? 0))
          .map((sentence) => sentence.segment),
      };
    },
    read_flags: ({ article, renditions, segments }) => ({
      muted: [...muted],
      renditions: renditions.map((rendition) => ({
        rendition,
        flags: shelf.sentences(article).flatMap(({ id, number, text }) => {
          if (segments && !segments.includes(id)) return [];
          const target = textOf(shelf.cell(rendition, id));
          return (target === null ? [] : flagsOf(id, number, text, target))
            .filter((flag) => !muted.has(flag.kind))
            .map((flag) => ({
              ...flag,
              dismissed: dismissed.has(key(rendition, id, flag.reason, flag.sourceText, flag.targetText)),
            }));
        }),
      })),
    }),
    dismiss_flag: ({ dismissal: { rendition, segment, reason, sourceText, targetText, dismissed: away } }) => {
      const flag = key(rendition, segment, reason, sourceText, targetText);
      if (away) dismissed.add(flag);
      else dismissed.delete(flag);
      return null;
    },
    mute_flags: ({ kind, muted: silent }) => {
      if (silent) muted.add(kind as FlagKind);
      else muted.delete(kind as FlagKind);
      return [...muted];
    },
    pick: ({ request: { rendition, segment, part, name } }) => {
      const from = shelf.rendition(rendition);
      const cell = shelf.cell(rendition, segment);
      const whole = textOf(cell) ?? shelf.fail('segment-unknown');
      const place = key(from.article, from.language);
      const into = own.get(place) ?? shelf.begin(from.article, name, from.language);
      own.set(place, into);
      const before = textOf(shelf.cell(into, segment));
      const provenance = cell?.state === 'done' ? cell.provenance : null;
      // A part gives way with the whole of what it faces; here that is the whole sentence, unless there is none yet.
      const text = part && before !== null ? replaced(before, whole, part) : whole;
      const now: CellDto = { state: 'edited', text, original: before };
      shelf.settle(into, segment, now);
      const origin = { rendition, name: from.name, provenance };
      const told = [{ range: { start: 0, end: text.length }, ...origin }];
      pieces.set(key(into, segment), told);
      return { rendition: shelf.rendition(into), cell: now, pieces: told };
    },
    read_pieces: ({ rendition, segment }) => pieces.get(key(rendition, segment)) ?? [],
    // Numbers and words that are the same on both sides; the core finds more.
    link_words: ({ rendition, segment }) => {
      const source = shelf.sentences(shelf.rendition(rendition).article).find((one) => one.id === segment)?.text ?? '';
      const target = textOf(shelf.cell(rendition, segment)) ?? '';
      const range = ({ start, end }: Word) => ({ start, end });
      return words(source)
        .filter((word) => /[\p{L}\p{N}]{2}/u.test(word.text))
        .flatMap((word) => {
          const same = words(target).filter((other) => other.text === word.text);
          return same[0] && same.length === 1 ? [{ source: range(word), target: range(same[0]) }] : [];
        });
    },
    suggest_report_path: ({ format }) =>
      `~/Documents/la-carte-des-sources-oubliees-comparison.${format === 'markdown' ? 'md' : format}`,
    export_report: ({ request: { path, overwrite } }) => {
      if (reports.has(path) && !overwrite) shelf.fail('export-exists');
      reports.add(path);
      return null;
    },
  };
}

/** The text with a part of another one in the place of the difference that it lies in. */
function replaced(before: string, from: string, part: { start: number; end: number }): string {
  const found = compareTexts(before, from).differences.find(
    ({ here }) => here.start < part.end && part.start < Math.max(here.end, here.start + 1),
  );
  if (!found) return from;
  return (
    before.slice(0, found.base.start) + from.slice(found.here.start, found.here.end) + before.slice(found.base.end)
  );
}
