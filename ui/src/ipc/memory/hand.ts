/** The stand-in for what the reader does by hand: edits, notes, verdicts, other answers, and the history of it all. */
import type {
  Alternative,
  CellDto,
  Change,
  CommandMap,
  Inspection,
  Marked,
  RenditionSummary,
  Rewritten,
  Verdict,
} from '../generated';
import { diff } from './diff';

/** What of the library this needs. */
export interface Desk {
  /** The article of a sentence; fails where no sentence has that number. */
  articleOf: (segment: number) => number;
  /** The renditions of an article, oldest first. */
  renditionsOf: (article: number) => readonly RenditionSummary[];
  /** Fails where there is none. */
  rendition: (id: number) => RenditionSummary;
  cell: (rendition: number, segment: number) => CellDto;
  put: (rendition: number, segment: number, cell: CellDto) => void;
  /** What an engine says to a sentence; fails as it would. */
  ask: (segment: number, engine: string, to: string) => Omit<Alternative, 'id'>;
  fail: (code: 'edit-empty' | 'verdict-empty') => never;
}

/** A change with what is needed to undo it. */
interface Kept extends Change {
  readonly article: number;
  readonly from: unknown;
  readonly to: unknown;
}

type Handlers = Pick<
  { [K in keyof CommandMap]: (args: CommandMap[K][0]) => CommandMap[K][1] },
  | 'inspect_sentence'
  | 'compare_texts'
  | 'edit_sentence'
  | 'restore_sentence'
  | 'set_note'
  | 'set_verdict'
  | 'list_marked'
  | 'undo_change'
  | 'redo_change'
  | 'ask_alternative'
  | 'forget_alternative'
>;

const textOf = (cell: CellDto) => (cell.state === 'done' || cell.state === 'edited' ? cell.text : null);
const key = (rendition: number, segment: number) => `${rendition} ${segment}`;

export function byHand(desk: Desk): Handlers {
  const notes = new Map<number, string>();
  const verdicts = new Map<string, { verdict: Verdict; text: string }>();
  const alternatives = new Map<number, Alternative & { segment: number }>();
  /** What the reader's text replaced, with its provenance. */
  const replaced = new Map<string, CellDto>();
  const changes: Kept[] = [];
  let next = 1;

  const verdictOn = (rendition: number, segment: number): Verdict | null => {
    const held = verdicts.get(key(rendition, segment));
    if (!held) return null;
    return held.text === textOf(desk.cell(rendition, segment)) ? held.verdict : null;
  };

  function make(change: Pick<Kept, 'segment' | 'rendition' | 'kind' | 'before' | 'after' | 'from' | 'to'>): void {
    const article = desk.articleOf(change.segment);
    for (const [at, one] of changes.entries())
      if (one.article === article && one.state === 'undone') changes[at] = { ...one, state: 'dropped' };
    write(change, change.to);
    changes.push({ ...change, id: next++, article, at: new Date().toISOString(), state: 'done' });
  }

  function write({ segment, rendition, kind }: Pick<Kept, 'segment' | 'rendition' | 'kind'>, value: unknown): void {
    if (kind === 'note') {
      if (typeof value === 'string') notes.set(segment, value);
      else notes.delete(segment);
    } else if (rendition !== null && kind === 'verdict') {
      if (value) verdicts.set(key(rendition, segment), value as { verdict: Verdict; text: string });
      else verdicts.delete(key(rendition, segment));
    } else if (rendition !== null) desk.put(rendition, segment, value as CellDto);
  }

  function rewrite(rendition: number, segment: number, to: CellDto): Rewritten {
    desk.articleOf(segment);
    const from = desk.cell(rendition, segment);
    if (JSON.stringify(from) !== JSON.stringify(to))
      make({ segment, rendition, kind: 'text', before: textOf(from), after: textOf(to), from, to });
    return told(segment, rendition, null);
  }

  const told = (segment: number, rendition: number | null, change: Change | null): Rewritten => ({
    segment,
    rendition: rendition === null ? null : desk.rendition(rendition),
    cell: rendition === null ? null : desk.cell(rendition, segment),
    change,
  });

  const plain = ({ id, segment, rendition, kind, before, after, at, state }: Kept): Change => ({
    ...{ id, segment, rendition, kind, before, after, at, state },
  });

  function step(article: number, state: 'done' | 'undone'): Rewritten | null {
    const of = (one: Kept) => one.article === article && one.state === state;
    const at = state === 'done' ? changes.findLastIndex(of) : changes.findIndex(of);
    const found = changes[at];
    if (!found) return null;
    write(found, state === 'done' ? found.from : found.to);
    const stepped: Kept = { ...found, state: state === 'done' ? 'undone' : 'done' };
    changes[at] = stepped;
    return told(found.segment, found.rendition, plain(stepped));
  }

  function inspect(segment: number): Inspection {
    const article = desk.articleOf(segment);
    const has = (state: Change['state']) => changes.some((one) => one.article === article && one.state === state);
    return {
      segment,
      versions: desk.renditionsOf(article).map(({ id }) => ({
        rendition: id,
        cell: desk.cell(id, segment),
        verdict: verdictOn(id, segment),
      })),
      alternatives: [...alternatives.values()].filter((one) => one.segment === segment),
      note: notes.get(segment) ?? null,
      history: changes
        .filter((one) => one.segment === segment)
        .reverse()
        .map(plain),
      undo: has('done'),
      redo: has('undone'),
    };
  }

  return {
    inspect_sentence: ({ segment }) => inspect(segment),
    compare_texts: ({ base, others }) => others.map((other) => diff(base, other)),
    edit_sentence: ({ rendition, segment, text }) => {
      const line = text.trim().replace(/\s*\n\s*/gu, ' ');
      if (line === '') desk.fail('edit-empty');
      const from = desk.cell(rendition, segment);
      const machine = from.state === 'edited' ? (replaced.get(key(rendition, segment)) ?? null) : from;
      if (from.state !== 'edited') replaced.set(key(rendition, segment), from);
      if (machine && textOf(machine) === line) return rewrite(rendition, segment, machine);
      return rewrite(rendition, segment, { state: 'edited', text: line, original: machine && textOf(machine) });
    },
    restore_sentence: ({ rendition, segment }) => {
      const from = desk.cell(rendition, segment);
      if (from.state !== 'edited') return rewrite(rendition, segment, from);
      const machine = replaced.get(key(rendition, segment));
      return rewrite(rendition, segment, machine && textOf(machine) !== null ? machine : { state: 'waiting' });
    },
    set_note: ({ segment, text }) => {
      const [before, after] = [notes.get(segment) ?? null, text.trim() === '' ? null : text.trim()];
      desk.articleOf(segment);
      if (before !== after) make({ segment, rendition: null, kind: 'note', before, after, from: before, to: after });
      return null;
    },
    set_verdict: ({ rendition, segment, verdict }) => {
      const text = textOf(desk.cell(rendition, segment)) ?? desk.fail('verdict-empty');
      const from = verdicts.get(key(rendition, segment)) ?? null;
      const to = verdict && { verdict, text };
      make({ segment, rendition, kind: 'verdict', before: from?.verdict ?? null, after: verdict, from, to });
      return null;
    },
    list_marked: ({ article }) => {
      const judged = [...verdicts.keys()].flatMap((place): Marked[] => {
        const [rendition = 0, segment = 0] = place.split(' ').map(Number);
        if (desk.rendition(rendition).article !== article) return [];
        const verdict = verdictOn(rendition, segment);
        return verdict ? [{ segment, rendition, verdict }] : [];
      });
      const noted = [...notes.keys()].filter((segment) => desk.articleOf(segment) === article);
      return [...judged, ...noted.map((segment) => ({ segment, rendition: null, verdict: null }))];
    },
    undo_change: ({ article }) => step(article, 'done'),
    redo_change: ({ article }) => step(article, 'undone'),
    ask_alternative: ({ segment, engine, to }) => {
      const answer = desk.ask(segment, engine, to);
      const known = [...alternatives.values()].find(
        (one) => one.segment === segment && one.engine === engine && one.language === to,
      );
      const id = known?.id ?? next++;
      alternatives.set(id, { ...answer, id, segment });
      return inspect(segment);
    },
    forget_alternative: ({ alternative }) => {
      alternatives.delete(alternative);
      return null;
    },
  };
}
