/**
 * The in-memory backend: the same contract without a host, for the browser, the tests and the screenshots.
 *
 * The page's address chooses a scene: `?scene=reading` (default), `translating`, `failed`, `empty`,
 * `book` (of `?sentences=10000`, with `?columns=4`; `?paragraphs=one`); `?pace=200` is the
 * time a batch takes in milliseconds (0: nothing moves by itself); `?theme=`, `?language=`, `?layout=`, `?columns=`,
 * `?inspector=open`, `?dictionary=installed` set what the settings would. Vite replaces this file by `tauri.ts` in the product.
 */
import type { Backend } from './backend';
import type {
  ArticleSummary,
  ArticleView,
  BlockDto,
  CellDto,
  CommandMap,
  EngineCard,
  EngineRoom,
  ErrorCode,
  ExportContent,
  ExportPreview,
  JobEvent,
  MarkDto,
  RenditionSummary,
  SegmentDto,
  Settings,
} from './generated';
import { marked, others, springs, type Passage } from './memory/article';
import { book } from './memory/book';
import { card, cards, paid, room, tried } from './memory/engines';
import { Glossaries } from './memory/glossaries';
import { compareIn } from './memory/compare';
import { collecting } from './memory/collections';
import { dictionary } from './memory/dictionary';
import { cut, marksIn, portion, type Range } from './memory/cut';
import { ENDINGS, FIRST_CHOICE, scopeOf } from './memory/exporting';
import { find, search, type Passage as Found } from './memory/find';
import { byHand, type Desk } from './memory/hand';
import { opened } from './memory/opening';
import { stretches, stretchOf } from './memory/stretches';

type Command = keyof CommandMap;
type Handlers = { [K in Command]: (args: CommandMap[K][0]) => CommandMap[K][1] | Promise<CommandMap[K][1]> };

type StoredSegment = Omit<SegmentDto, 'cells'> & Range;

interface StoredBlock {
  index: number;
  kind: BlockDto['kind'];
  level: number;
  text: string;
  marks: MarkDto[];
  starts: number[];
  corrections: Map<number, boolean>;
  segments: StoredSegment[];
  /** Every sentence there ever was, by its range: one that comes back has its number and its translations again. */
  ever: Map<string, StoredSegment>;
}

interface StoredArticle {
  summary: ArticleSummary;
  blocks: StoredBlock[];
  view: ArticleView;
}

interface StoredRendition {
  summary: RenditionSummary;
  cells: Map<number, CellDto>;
  /** What the engine will answer, by segment. */
  answers: Map<number, string>;
}

const DAY = 86_400_000;
const copy = <T>(value: T): T => structuredClone(value);

function fail(code: ErrorCode, detail: string | null = null): never {
  // The host rejects with plain data, not with an Error; so does its stand-in.
  // eslint-disable-next-line @typescript-eslint/only-throw-error
  throw { code, detail };
}

/** Builds a library of its own; nothing is shared between two of them. */
export function createMemory(scene: URLSearchParams): Backend {
  const pace = Number(scene.get('pace') ?? 240);
  const settings: Settings = {
    theme: (scene.get('theme') ?? 'system') as Settings['theme'],
    uiLanguage: (scene.get('language') ?? 'en') as Settings['uiLanguage'],
    textSize: Number(scene.get('size') ?? 100),
    layout: (scene.get('layout') ?? 'pages') as Settings['layout'],
    libraryOpen: scene.get('library') !== 'closed',
    inspectorOpen: scene.get('inspector') === 'open',
    defaultTarget: 'en',
    neverBreakAfter: [],
  };
  const articles = new Map<number, StoredArticle>();
  const renditions = new Map<number, StoredRendition>();
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  const files = new Set<string>();
  const engines: EngineCard[] = cards();
  const glossaries = new Glossaries();
  const own: Omit<EngineRoom, 'engines' | 'kinds'> = {
    ...{ keychain: scene.get('keychain') !== 'none', preferred: [], formality: 'default', sendContext: true },
    ...{ capCharacters: null, memory: 128 },
  };
  const now = Date.now();
  const listeners = new Set<(event: JobEvent) => void>();
  let nextArticle = 1;
  let nextSegment = 1;
  let nextRendition = 1;

  const emit = (event: JobEvent) => {
    for (const listener of listeners) listener(copy(event));
  };
  let exportChoice = FIRST_CHOICE;
  const article = (id: number) => articles.get(id) ?? fail('article-unknown');
  const rendition = (id: number) => renditions.get(id) ?? fail('rendition-unknown');

  /** The sentences of an export, as the host would write them. */
  function exported({ article: id, columns, scope }: ExportContent): ExportPreview[] {
    const takes = scopeOf(scope) ?? fail('export-scope-unreadable');
    const segments = article(id).blocks.flatMap((block) => block.segments);
    return segments
      .filter((segment) => takes(segment.number))
      .map((segment) => ({
        number: segment.number,
        source: segment.text,
        texts: columns.map((one) => {
          const cell = rendition(one).cells.get(segment.id);
          return cell !== undefined && 'text' in cell ? cell.text : null;
        }),
      }));
  }

  function addArticle(
    head: { title: string; source: string | null; byline: string | null; published: string | null },
    passages: readonly Passage[],
    days = 0,
    words?: number,
  ): StoredArticle {
    const id = nextArticle++;
    const blocks = passages.map(({ kind, level, lines }, index): StoredBlock => {
      const block: StoredBlock = {
        ...{ index, kind, level, text: '', marks: [], starts: [], segments: [] },
        ...{ corrections: new Map(), ever: new Map() },
      };
      for (const line of lines) {
        const { text, marks } = marked(line.french);
        if (block.text) block.text += ' ';
        const from = block.text.length;
        block.starts.push(from);
        block.marks.push(...marks.map((mark) => ({ ...mark, start: from + mark.start, end: from + mark.end })));
        block.text += text;
      }
      return block;
    });
    const text = blocks.map((block) => block.text).join(' ');
    const stored: StoredArticle = {
      summary: {
        id,
        ...head,
        language: 'fr',
        added: new Date(now - days * DAY - id * 1000).toISOString(),
        blocks: blocks.length,
        segments: 0,
        characters: text.length,
        words: words ?? text.split(/\s+/u).length,
        renditions: [],
      },
      blocks,
      view: { columns: [], segment: null, top: null, below: 0, base: null, layout: null, widths: [] },
    };
    articles.set(id, stored);
    findSentences(stored);
    return stored;
  }

  /** Finds the sentences of an article, again when the reader taught something. */
  function findSentences(stored: StoredArticle) {
    const exceptions = settings.neverBreakAfter.filter(({ language }) => language === stored.summary.language);
    let number = 0;
    for (const block of stored.blocks) {
      const before = block.segments;
      const ranges = cut(
        block,
        exceptions.map((exception) => exception.text),
      );
      block.segments = ranges.map((range) => {
        const key = `${range.start}-${range.end}`;
        const known = block.ever.get(key);
        const segment = known ?? {
          ...{ id: nextSegment++, number: 0, ...range },
          ...{ text: block.text.slice(range.start, range.end), marks: marksIn(block.marks, range) },
        };
        block.ever.set(key, segment);
        if (!known) inherit(stored, segment, before);
        segment.number = ++number;
        return segment;
      });
    }
    stored.summary.segments = number;
    for (const one of renditions.values()) if (one.summary.article === stored.summary.id) count(one);
  }

  /** What a new sentence has of those it was made of: engines are asked again, a person's texts are joined. */
  function inherit(stored: StoredArticle, segment: StoredSegment, before: readonly StoredSegment[]) {
    const from = before.filter((one) => one.start < segment.end && segment.start < one.end);
    if (from.length === 0) return;
    for (const one of renditions.values()) {
      if (one.summary.article !== stored.summary.id) continue;
      const parts = from.map((part) => portion(one.answers.get(part.id) ?? '', part, segment));
      const text = parts.filter((part) => part !== '').join(' ');
      one.answers.set(segment.id, text);
      const whole = from.every((part) => segment.start <= part.start && part.end <= segment.end);
      const texts = from.every((part) => one.cells.get(part.id)?.state === 'done');
      if (one.summary.human && whole && texts) one.cells.set(segment.id, { state: 'done', text, provenance: null });
    }
  }

  /** The block a sentence stands in, and its place there. */
  function place(id: number): { stored: StoredArticle; block: StoredBlock; at: number } {
    for (const stored of articles.values())
      for (const block of stored.blocks) {
        const at = block.segments.findIndex((segment) => segment.id === id);
        if (at >= 0) return { stored, block, at };
      }
    return fail('segment-unknown');
  }

  function summarise(stored: StoredArticle): ArticleSummary {
    const own = [...renditions.values()].filter((one) => one.summary.article === stored.summary.id);
    return copy({ ...stored.summary, renditions: own.map((one) => one.summary) });
  }

  function addRendition(
    to: StoredArticle,
    head: Pick<RenditionSummary, 'name' | 'engine' | 'route' | 'rough' | 'human' | 'language'>,
    answers: Map<number, string>,
  ): StoredRendition {
    const stored: StoredRendition = {
      summary: {
        id: nextRendition++,
        article: to.summary.id,
        begun: new Date().toISOString(),
        status: 'paused',
        done: 0,
        failed: 0,
        total: to.summary.segments,
        ...{ billedCharacters: null, billedTokens: null, assembled: false },
        ...head,
      },
      cells: new Map(),
      answers,
    };
    renditions.set(stored.summary.id, stored);
    return stored;
  }

  const answered = (stored: StoredArticle, passages: readonly Passage[], pick: 'reference' | 'rough') => {
    const answers = new Map<number, string>();
    for (const block of stored.blocks)
      block.segments.forEach((segment, at) => {
        const line = passages[block.index]?.lines[at];
        if (line) answers.set(segment.id, line[pick]);
      });
    return answers;
  };

  function settle(stored: StoredRendition, segment: number, cell: CellDto) {
    stored.cells.set(segment, cell);
    count(stored);
  }

  function count(stored: StoredRendition) {
    const segments = segmentsOf(article(stored.summary.article));
    const cells = segments.flatMap((segment) => stored.cells.get(segment) ?? []);
    stored.summary.total = segments.length;
    stored.summary.done = cells.filter((one) => one.state === 'done' || one.state === 'edited').length;
    stored.summary.failed = cells.filter((one) => one.state === 'failed').length;
  }

  function answer(stored: StoredRendition, segment: number): CellDto {
    const text = stored.answers.get(segment);
    if (text === undefined) return { state: 'failed', code: 'pair-unproven', detail: null };
    const provenance = stored.summary.human
      ? null
      : {
          engine: stored.summary.name,
          route: stored.summary.route,
          at: new Date().toISOString(),
          tookMs: 40,
          billedCharacters: null,
          requests: 1,
          billedTokens: null,
          reused: null,
        };
    return { state: 'done', text, provenance };
  }

  function work(stored: StoredRendition, segments: number[]) {
    const summary = stored.summary;
    summary.status = 'running';
    emit({ type: 'progress', rendition: summary, cells: [] });
    const step = () => {
      const batch = segments.splice(0, 3);
      const cells = batch.map((segment) => ({ segment, cell: answer(stored, segment) }));
      for (const { segment, cell } of cells) settle(stored, segment, cell);
      emit({ type: 'progress', rendition: summary, cells });
      if (segments.length > 0) timers.set(summary.id, setTimeout(step, pace));
      else {
        timers.delete(summary.id);
        summary.status = 'finished';
        emit({ type: 'ended', rendition: summary, error: null });
      }
    };
    if (pace > 0) timers.set(summary.id, setTimeout(step, pace));
  }

  const segmentsOf = (stored: StoredArticle) =>
    stored.blocks.flatMap((block) => block.segments.map((segment) => segment.id));
  const waiting = (stored: StoredRendition) =>
    segmentsOf(article(stored.summary.article)).filter((segment) => !stored.cells.has(segment));

  function addSprings(): StoredArticle {
    const { passages, ...head } = springs;
    const stored = addArticle(head, passages);
    const reference = addRendition(
      stored,
      { name: 'Reference translation', engine: null, route: null, rough: false, human: true, language: 'en' },
      answered(stored, passages, 'reference'),
    );
    for (const segment of segmentsOf(stored)) settle(reference, segment, answer(reference, segment));
    reference.summary.status = 'finished';
    stored.view.columns = [reference.summary.id];
    return stored;
  }

  const APERTIUM = {
    name: 'Apertium',
    engine: 'apertium',
    route: 'fr → es → en',
    rough: true,
    human: false,
    language: 'en',
  };

  function addBook(sentences: number, columns: number) {
    const passages = book(sentences, scene.get('paragraphs') === 'one');
    const stored = addArticle({ title: 'Un livre', source: null, byline: null, published: null }, passages);
    for (let column = 0; column < columns; column++) {
      const answers = answered(stored, passages, column % 2 === 0 ? 'reference' : 'rough');
      const one = addRendition(stored, { ...APERTIUM, name: `Version ${column + 1}`, route: null }, answers);
      for (const segment of answers.keys()) one.cells.set(segment, answer(one, segment));
      count(one);
      one.summary.status = 'finished';
      stored.view.columns.push(one.summary.id);
    }
  }

  function setScene(name: string) {
    if (name === 'empty') return;
    if (name === 'book') {
      addBook(Number(scene.get('sentences') ?? 10_000), Number(scene.get('columns') ?? 4));
      return;
    }
    if (name === 'engines') engines.unshift(...paid());
    const first = addSprings();
    for (const { text, days, words, ...head } of others)
      addArticle(
        head,
        [
          { kind: 'title', level: 1, lines: [{ french: head.title, reference: '', rough: '' }] },
          { kind: 'paragraph', level: 0, lines: [{ french: text, reference: '', rough: '' }] },
        ],
        days,
        words,
      );
    const machine = addRendition(first, APERTIUM, answered(first, springs.passages, 'rough'));
    const segments = segmentsOf(first);
    const upTo = name === 'translating' ? Math.ceil(segments.length * 0.55) : segments.length;
    segments.slice(0, upTo).forEach((segment, at) => {
      const failed = name === 'failed' || name === 'translating';
      const cell: CellDto =
        failed && at === 5
          ? { state: 'failed', code: 'engine-timed-out', detail: 'no answer within 20 seconds' }
          : failed && at === 13
            ? { state: 'failed', code: 'pair-unproven', detail: null }
            : answer(machine, segment);
      settle(machine, segment, cell);
    });
    machine.summary.status = name === 'translating' ? 'running' : 'finished';
    if (name === 'translating' && pace > 0) work(machine, waiting(machine));
    const reference = first.view.columns;
    const wanted = scene.get('columns') ?? (name === 'reading' ? '1' : 'machine');
    first.view.columns =
      wanted === '2' ? [...reference, machine.summary.id] : wanted === '1' ? reference : [machine.summary.id];
    first.view.segment = segments[4] ?? null;
  }

  const comparing = compareIn({
    sentences: (id) => article(id).blocks.flatMap((block) => block.segments),
    cell: (one, segment) => rendition(one).cells.get(segment),
    rendition: (one) => copy(rendition(one).summary),
    begin: (id, name, language) => {
      const head = { name, engine: null, route: null, rough: false, human: true, language };
      const begun = addRendition(article(id), head, new Map());
      Object.assign(begun.summary, { status: 'finished', assembled: true });
      return begun.summary.id;
    },
    settle: (one, segment, cell) => {
      settle(rendition(one), segment, cell);
    },
    fail,
  });
  const renditionsOf = (stored: StoredArticle) =>
    [...renditions.values()].filter((one) => one.summary.article === stored.summary.id);

  /** What is searched of an article, in reading order. */
  function passagesOf(stored: StoredArticle, among: readonly StoredRendition[]): Found[] {
    return stored.blocks.flatMap((block) =>
      block.segments.flatMap((segment): Found[] => {
        const place = { article: stored.summary.id, segment: segment.id };
        const translated = among.flatMap(({ summary, cells }): Found[] => {
          const cell = cells.get(segment.id);
          const text = cell?.state === 'done' || cell?.state === 'edited' ? cell.text : null;
          return text === null ? [] : [{ ...place, rendition: summary.id, text }];
        });
        return [{ ...place, rendition: null, text: segment.text }, ...translated];
      }),
    );
  }

  const desk: Desk = {
    articleOf: (segment) => place(segment).stored.summary.id,
    renditionsOf: (id) => renditionsOf(article(id)).map((one) => one.summary),
    rendition: (id) => rendition(id).summary,
    cell: (id, segment) => rendition(id).cells.get(segment) ?? { state: 'waiting' },
    put: (id, segment, cell) => {
      const stored = rendition(id);
      if (cell.state === 'waiting') stored.cells.delete(segment);
      else stored.cells.set(segment, cell);
      count(stored);
    },
    ask: (segment, engine, to) => {
      const used = engines.find((one) => one.id === engine) ?? fail('engine-unknown');
      if (!used.builtIn) fail('engine-unreachable', 'connection refused');
      const { stored, block, at } = place(segment);
      const line = stored.summary.title === springs.title ? springs.passages[block.index]?.lines[at] : undefined;
      const provenance = { engine: used.name, route: null, at: new Date().toISOString() };
      return {
        ...{ engine, language: to, text: line?.rough ?? `[${to}] …` },
        provenance: {
          ...provenance,
          tookMs: 40,
          billedCharacters: null,
          requests: 1,
          billedTokens: null,
          reused: null,
        },
      };
    },
    fail,
  };

  const handlers: Handlers = {
    ...comparing,
    startup: () => ({
      version: '0.1.0',
      platform: 'linux',
      systemLanguage: 'en',
      dataDir: '~/.local/share/vis-a-vis',
      settings: copy(settings),
      articles: handlers.list_articles({}) as ArticleSummary[],
      engines: copy(engines),
      open: opened(articles.keys().next().value, handlers),
      openError: null,
    }),
    list_articles: () => [...articles.values()].map(summarise),
    open_article: ({ article: id }) => {
      const stored = article(id);
      const { view } = stored;
      const parts = stretches(stored.blocks);
      return {
        summary: summarise(stored),
        outline: parts.map(({ block: { kind, level, text, segments: all }, continues, segments }) => ({
          ...{ kind, level, continues, segments: segments.length },
          characters: Math.round((text.length * segments.length) / (all.length || 1)),
        })),
        characters: stored.summary.characters,
        view: copy(view),
        at: [view.top, view.segment].map((one) => stretchOf(stored.blocks, one)).find((index) => index >= 0) ?? 0,
      };
    },
    read_blocks: ({ article: id, from, count, renditions: wanted }) => ({
      from,
      blocks: stretches(article(id).blocks)
        .slice(from, from + count)
        .map(({ block: { kind, level }, segments }, at) => ({
          ...{ index: from + at, kind, level },
          segments: segments.map(({ id: segment, number, text, marks }) => ({
            ...copy({ id: segment, number, text, marks }),
            cells: wanted.map((one) => copy(rendition(one).cells.get(segment) ?? { state: 'waiting' })),
          })),
        })),
    }),
    block_of: ({ segment }) => stretchOf(place(segment).stored.blocks, segment),
    import_text: ({ text }) => {
      const lines = text.split(/\n+/u).map((line) => line.trim());
      const kept = lines.filter((line) => line !== '');
      const [title] = kept;
      if (title === undefined) fail('import-empty');
      const known = [...articles.values()].find((one) => one.summary.title === title);
      if (known) return { article: known.summary.id, alreadyThere: true, leftOut: 0 };
      const passages = kept.map((line, at): Passage => ({
        kind: at === 0 && kept.length > 1 ? 'title' : 'paragraph',
        level: at === 0 ? 1 : 0,
        lines: line.split(/(?<=[.!?…])\s+(?=\p{Lu})/u).map((french) => ({ french, reference: '', rough: '' })),
      }));
      const stored = addArticle({ title, source: null, byline: null, published: null }, passages);
      return { article: stored.summary.id, alreadyThere: false, leftOut: 0 };
    },
    import_file: ({ path }) => {
      if (path.endsWith('.png')) fail('import-binary');
      return handlers.import_text({ text: `Un fichier ouvert\n\nIl vient de ${path}.`, language: null });
    },
    import_sample: () => {
      const known = [...articles.values()].find((one) => one.summary.title === springs.title);
      return { article: (known ?? addSprings()).summary.id, alreadyThere: known !== undefined, leftOut: 0 };
    },
    choose_article: () => 'article.txt',
    remove_article: ({ article: id }) => {
      article(id);
      articles.delete(id);
      return null;
    },
    save_view: ({ article: id, view }) => {
      article(id).view = copy(view);
      return null;
    },
    ...byHand(desk),
    ...dictionary(scene.get('dictionary') === 'installed'),
    ...collecting(fail, (id) => articles.has(id)),
    copy_text: () => null,
    copy_column: ({ article: id, rendition: column }) =>
      column === null ? 0 : segmentsOf(article(id)).length - rendition(column).summary.done,
    search_library: ({ query, from, count: most }) =>
      search(
        [...articles.values()].flatMap((stored) => passagesOf(stored, renditionsOf(stored))),
        ...([query, from, most] as const),
      ),
    find_in_article: ({ article: id, text, renditions: wanted, here, from, count: most }) =>
      find(passagesOf(article(id), wanted.map(rendition)), text, here, from, most),
    split_segment: ({ segment, at: offset }) => {
      const { stored, block, at } = place(segment);
      const { start = 0, text = '' } = block.segments[at] ?? {};
      const begins = offset + (text.slice(offset).length - text.slice(offset).trimStart().length);
      if (text.slice(0, offset).trim() === '' || begins >= text.length) fail('segment-unchanged');
      block.corrections.set(start + begins, true);
      findSentences(stored);
      return null;
    },
    join_segment: ({ segment }) => {
      const { stored, block, at } = place(segment);
      const next = block.segments[at + 1] ?? fail('segment-unchanged');
      block.corrections.set(next.start, false);
      findSentences(stored);
      return null;
    },
    never_break_after: ({ exception, keep }) => {
      const rest = settings.neverBreakAfter.filter(
        ({ language, text }) => language !== exception.language || text !== exception.text,
      );
      settings.neverBreakAfter = keep ? [...rest, exception] : rest;
      for (const stored of articles.values()) findSentences(stored);
      return copy(settings);
    },
    list_engines: ({ to }) =>
      engines.map((engine) =>
        engine.builtIn
          ? {
              engine: copy(engine),
              route: ['en', 'es', 'ca'].includes(to) ? (to === 'en' ? 'fr → es → en' : `fr → ${to}`) : null,
              error: ['en', 'es', 'ca'].includes(to) ? null : { code: 'engine-pair-not-offered', detail: null },
            }
          : {
              ...{ engine: copy(engine), route: null },
              error: engine.id === 'home' ? { code: 'engine-unreachable', detail: 'connection refused' } : null,
            },
      ),
    engine_room: () => copy(room(engines, own)),
    save_engine: ({ draft }) => {
      const url = draft.options['url'];
      if (typeof url === 'string' && !/^(https?:\/\/)?[\w.-]/u.test(url)) fail('engine-misconfigured', 'no address');
      const saved = card(
        draft,
        engines.map((one) => one.id),
      );
      const at = engines.findIndex((one) => one.id === saved.id);
      const before = engines[at];
      if (before && draft.key === null) saved.keyThere = before.keyThere;
      engines.splice(at < 0 ? engines.length : at, at < 0 ? 0 : 1, saved);
      return copy(room(engines, own));
    },
    remove_engine: ({ engine }) => {
      const at = engines.findIndex((one) => one.id === engine);
      if (at < 0) fail('engine-unknown');
      engines.splice(at, 1);
      own.preferred = own.preferred.filter((one) => one.engine !== engine);
      return copy(room(engines, own));
    },
    test_engine: ({ engine }) => {
      const one = engines.find((known) => known.id === engine) ?? fail('engine-unknown');
      if (one.keyPlace !== 'none' && !one.keyThere) fail('engine-key-missing');
      if (one.id === 'home') fail('engine-unreachable', 'no connection to translate.home: connection refused');
      return tried(one);
    },
    order_engines: ({ engines: order }) => {
      engines.sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id));
      return copy(room(engines, own));
    },
    prefer_engine: ({ from, to, engine }) => {
      own.preferred = own.preferred.filter((one) => one.from !== from || one.to !== to);
      if (engine !== null) own.preferred.push({ from, to, engine });
      return copy(room(engines, own));
    },
    set_wishes: ({ formality, context }) => {
      Object.assign(own, { formality, sendContext: context });
      return copy(room(engines, own));
    },
    choose_engine_file: () => null,
    import_engine: () => fail('import-unreadable'),
    export_engine: ({ path }) => path,
    similar_sentences: ({ segment }) => {
      const { text } = place(segment).block.segments[place(segment).at] ?? fail('segment-unknown');
      const [first = '', ...rest] = text.split(/(?<= )/u);
      return [
        {
          ...{ likeness: 88, target: 'Every Saturday, at half past seven.', origin: 'reader', name: null },
          source: [
            { text: first.toUpperCase(), same: false },
            { text: rest.join(''), same: true },
          ],
          at: new Date(now - 12 * DAY).toISOString(),
        },
      ];
    },
    translate_again: ({ rendition: id, segments }) => {
      const stored = rendition(id);
      const wanted = segments ?? segmentsOf(article(stored.summary.article));
      work(
        stored,
        wanted.filter((segment) => stored.cells.get(segment)?.state !== 'edited'),
      );
      return copy(stored.summary);
    },
    forget_memory: () => {
      own.memory = 0;
      return copy(room(engines, own));
    },
    list_glossaries: () => glossaries.list(),
    glossary_terms: ({ from, to }) => copy(glossaries.terms(from, to)),
    keep_term: ({ from, to, term }) => {
      if (!/[\p{L}\p{N}]/u.test(term.source) || !/[\p{L}\p{N}]/u.test(term.target)) fail('glossary-empty');
      glossaries.keep(from, to, term);
      return null;
    },
    remove_term: ({ from, to, source }) => {
      glossaries.remove(from, to, source);
      return null;
    },
    remove_glossary: ({ from, to }) => {
      glossaries.clear(from, to);
      return null;
    },
    choose_glossary: () => null,
    import_glossary: () => fail('glossary-unreadable'),
    export_glossary: ({ from, to }) => glossaries.terms(from, to).length,
    estimate: ({ article: id, engine }) => {
      const one = engines.find((known) => known.id === engine) ?? fail('engine-unknown');
      const stored = article(id);
      const texts = stored.blocks.flatMap((block) => block.segments.map((segment) => segment.text));
      const [sentences, characters] = [texts.length, texts.join('').length];
      const price = one.price && { currency: one.price.currency, least: 0, most: 0 };
      if (price && one.price) price.least = price.most = (characters * one.price.least) / 1e6;
      const tokens = {
        input: [Math.round(characters / 4), characters] as [number, number],
        output: [900, 2400] as [number, number],
      };
      return {
        ...{ costs: one.costs, sentences, remembered: 0, characters, price, capCharacters: own.capCharacters },
        tokens: one.billing === 'tokens' ? tokens : null,
        usage: tried(one).usage,
      };
    },
    set_cap: ({ characters }) => {
      own.capCharacters = characters;
      return copy(room(engines, own));
    },
    set_price: ({ engine, price }) => {
      for (const one of engines) if (one.id === engine) one.price = price;
      return copy(room(engines, own));
    },
    translate: ({ article: id, engine, to }) => {
      const used = engines.find((one) => one.id === engine) ?? fail('engine-unknown');
      const stored = article(id);
      const known = [...renditions.values()].find(
        ({ summary }) => summary.article === id && summary.engine === engine && summary.language === to,
      );
      const own = stored.summary.title === springs.title;
      const answers = own
        ? answered(stored, springs.passages, 'rough')
        : new Map(segmentsOf(stored).map((segment) => [segment, `[${to}] …`]));
      const target = known ?? addRendition(stored, { ...APERTIUM, name: used.name, engine, language: to }, answers);
      work(target, waiting(target));
      return copy(target.summary);
    },
    resume: ({ rendition: id }) => {
      const stored = rendition(id);
      work(stored, waiting(stored));
      return copy(stored.summary);
    },
    cancel: ({ rendition: id }) => {
      const stored = rendition(id);
      clearTimeout(timers.get(id));
      timers.delete(id);
      stored.summary.status = 'paused';
      emit({ type: 'ended', rendition: stored.summary, error: { code: 'cancelled', detail: null } });
      return null;
    },
    retry: ({ rendition: id, segments }) => {
      const stored = rendition(id);
      for (const segment of segments) {
        stored.cells.delete(segment);
        stored.summary.failed -= 1;
        emit({ type: 'progress', rendition: stored.summary, cells: [{ segment, cell: { state: 'waiting' } }] });
      }
      work(stored, [...segments]);
      return copy(stored.summary);
    },
    list_failed: ({ rendition: id }) => {
      const { summary, cells } = rendition(id);
      return segmentsOf(article(summary.article)).filter((segment) => cells.get(segment)?.state === 'failed');
    },
    remove_rendition: ({ rendition: id }) => {
      rendition(id);
      clearTimeout(timers.get(id));
      renditions.delete(id);
      return null;
    },
    suggest_export_path: ({ format }) => `~/Documents/la-carte-des-sources-oubliees.${ENDINGS[format]}`,
    choose_export_path: ({ suggested }) => suggested,
    export_article: ({ request }) => {
      const format = Object.entries(ENDINGS).find(([, ending]) => request.path.endsWith(`.${ending}`))?.[0];
      if (format === undefined) fail('export-format-unknown');
      if (files.has(request.path) && !request.overwrite) fail('export-exists');
      const rows = exported(request.content);
      const languages = new Set(request.content.columns.map((one) => rendition(one).summary.language));
      if (format === 'xliff' && languages.size > 1) fail('export-one-language');
      if (rows.length === 0) fail('export-empty');
      files.add(request.path);
      exportChoice = request.choice;
      const pairs = rows.filter((row) => row.texts.some((text) => text !== null)).length;
      return { path: request.path, pairs, missing: rows.length - pairs };
    },
    last_export: () => exportChoice,
    preview_export: ({ content }) => exported(content).slice(0, 3),
    save_settings: ({ settings: next }) => {
      // Exceptions have a command of their own.
      Object.assign(settings, { ...next, neverBreakAfter: settings.neverBreakAfter });
      return null;
    },
  };

  setScene(scene.get('scene') ?? 'reading');

  return {
    // A host answers later, never at once; so does its stand-in.
    invoke: async (command, args) => {
      await Promise.resolve();
      return copy(await handlers[command](args));
    },
    watchJobs: (listener) => {
      listeners.add(listener);
      return Promise.resolve();
    },
    watchDrops: () => Promise.resolve(),
  };
}

// A test without a document has no address either.
let current = createMemory(new URLSearchParams(typeof location === 'undefined' ? '' : location.search));

/** Starts over with another scene; for tests. */
export function startScene(scene: string): void {
  current = createMemory(new URLSearchParams(scene));
}

export const backend: Backend = {
  invoke: (command, args) => current.invoke(command, args),
  watchJobs: (listener) => current.watchJobs(listener),
  watchDrops: (listener) => current.watchDrops(listener),
};
