/**
 * The open article as the window holds it: blocks of sentences, and one small state for each cell, so that an answer
 * redraws the one sentence it belongs to and nothing else.
 */
import { call } from '$ipc/call';
import type {
  ArticleHead,
  ArticleSummary,
  BlockDto,
  BlockKind,
  CellDto,
  MarkDto,
  RenditionSummary,
} from '$ipc/generated';

import type { Layer } from '$parts/segment/layers';

import type { Changes } from './jobs';

/** Blocks asked for at once: a few screens, so that the first page stands before the second is read. */
const PAGE = 60;
/** Columns the reader can show beside the original: more would leave no measure to read in. */
export const MOST_COLUMNS = 4;

const WAITING: CellDto = { state: 'waiting' };

/** One sentence in one rendition. */
export class Cell {
  /** As last heard of, by a page or by a job. */
  now = $state.raw<CellDto>(WAITING);
  /** When that was, on the clock of {@link OpenArticle}: a page asked for earlier must not undo it. */
  heard = 0;
}

/** One sentence, with its cells by rendition. */
export class Sentence {
  private readonly cells = new Map<number, Cell>();
  /** From 1, in reading order: it changes when a sentence before it is split or joined. */
  number: number;
  /** Where it would be split, while the reader chooses: in UTF-16 code units of its text. */
  place = $state.raw<number | null>(null);

  constructor(
    readonly id: number,
    number: number,
    readonly text: string,
    readonly marks: readonly MarkDto[],
  ) {
    this.number = $state.raw(number);
  }

  cell(rendition: number): Cell {
    let cell = this.cells.get(rendition);
    if (!cell) {
      cell = new Cell();
      this.cells.set(rendition, cell);
    }
    return cell;
  }

  forget(rendition: number): void {
    this.cells.delete(rendition);
  }
}

function hear(cell: Cell, now: CellDto, at: number): void {
  cell.now = now;
  cell.heard = at;
}

export interface Block {
  readonly index: number;
  readonly kind: BlockKind;
  readonly level: number;
  readonly sentences: readonly Sentence[];
}

export class OpenArticle {
  /** Everything known of the article but its text; `renditions` is the live list. */
  summary: ArticleSummary;
  readonly blockCount: number;
  readonly characters: number;
  /** The blocks read so far, in order. */
  blocks = $state.raw<readonly Block[]>([]);
  /** Renditions shown, in order. */
  columns = $state.raw<readonly number[]>([]);
  /** The selected segment. */
  selected = $state.raw<number | null>(null);
  /** What other rooms say about its sentences; each puts its own layer here and takes it away. */
  layers = $state.raw<readonly Layer[]>([]);

  private readonly sentences = new Map<number, Sentence>();
  private order: readonly number[] = [];
  private clock = 0;
  /** When each rendition's summary was heard of, on the same clock. */
  private readonly heard = new Map<number, number>();
  /** What is being read now: the next waits for it, so that no page straddles two states of the article. */
  private turn = Promise.resolve<unknown>(undefined);
  private closed = false;

  constructor(head: ArticleHead) {
    this.summary = $state.raw(head.summary);
    this.blockCount = head.blocks;
    this.characters = head.characters;
    const known = new Set(head.summary.renditions.map((rendition) => rendition.id));
    this.columns = head.view.columns.filter((id) => known.has(id)).slice(0, MOST_COLUMNS);
    this.selected = head.view.segment;
  }

  get id(): number {
    return this.summary.id;
  }

  get language(): string {
    return this.summary.language;
  }

  get renditions(): readonly RenditionSummary[] {
    return this.summary.renditions;
  }

  /** The renditions shown, in order. */
  get shown(): readonly RenditionSummary[] {
    return this.columns.flatMap((id) => this.rendition(id) ?? []);
  }

  get hidden(): readonly RenditionSummary[] {
    return this.renditions.filter((rendition) => !this.columns.includes(rendition.id));
  }

  rendition(id: number): RenditionSummary | undefined {
    return this.renditions.find((rendition) => rendition.id === id);
  }

  sentence(id: number): Sentence | undefined {
    return this.sentences.get(id);
  }

  /** The selected sentence. */
  get sentenceSelected(): Sentence | undefined {
    return this.selected === null ? undefined : this.sentences.get(this.selected);
  }

  /** Where the selected sentence would be split, while the reader chooses. */
  get place(): number | null {
    return this.sentenceSelected?.place ?? null;
  }

  /** Chooses where the selected sentence would be split, or lets go of it. */
  choosePlace(place: number | null): void {
    const sentence = this.sentenceSelected;
    if (sentence) sentence.place = place;
  }

  /** Segment ids read so far, in reading order. */
  get reading(): readonly number[] {
    return this.order;
  }

  /** Opens an article and reads its first page. */
  static async open(id: number): Promise<OpenArticle> {
    const article = new OpenArticle(await call('open_article', { article: id }));
    await article.readNext();
    return article;
  }

  get complete(): boolean {
    return this.blocks.length >= this.blockCount;
  }

  /** Reads what is left, a page at a time, whenever there is nothing better to do. */
  async readRest(idle: () => Promise<void>): Promise<void> {
    while (!this.complete && !this.closed) {
      await idle();
      if (!(await this.readNext())) return;
    }
  }

  /** Lays something over the sentences. Returns what takes it away. */
  overlay(layer: Layer): () => void {
    this.layers = [...this.layers, layer];
    return () => {
      this.layers = this.layers.filter((one) => one !== layer);
    };
  }

  /** Stops reading: the reader turned to another article. */
  close(): void {
    this.closed = true;
  }

  private inTurn<T>(read: () => Promise<T>): Promise<T> {
    const result = this.turn.then(read);
    this.turn = result.catch(() => undefined);
    return result;
  }

  private readNext(): Promise<boolean> {
    return this.inTurn(() => this.readOn());
  }

  private async readOn(): Promise<boolean> {
    const from = this.blocks.length;
    const renditions = [...this.columns];
    const blocks = await this.readPage(from, PAGE, renditions);
    this.lay([...this.blocks, ...blocks]);
    // A column shown while this page was on its way is missing in it.
    const late = this.columns.filter((column) => !renditions.includes(column));
    if (late.length > 0) await this.readPage(from, blocks.length, late);
    return blocks.length > 0;
  }

  private lay(blocks: readonly Block[]): void {
    this.blocks = blocks;
    this.order = blocks.flatMap((block) => block.sentences.map((sentence) => sentence.id));
  }

  /**
   * Reads again what was read, after sentences were split or joined, and shows it all at once. Sentences that stayed the
   * same stay the same objects, with their translations; the selection stays at its place in the text.
   */
  reread(): Promise<void> {
    return this.inTurn(async () => {
      const asked = ++this.clock;
      const head = await call('open_article', { article: this.id });
      const until = this.blocks.length;
      const renditions = [...this.columns];
      const blocks: Block[] = [];
      for (let from = 0; from < until; from += PAGE)
        blocks.push(...(await this.readPage(from, Math.min(PAGE, until - from), renditions)));
      const where = this.selected === null ? null : whereabouts(this.blocks, this.selected);
      this.summary = {
        ...head.summary,
        renditions: head.summary.renditions.map((rendition) => {
          const known = this.rendition(rendition.id);
          return known && (this.heard.get(rendition.id) ?? 0) > asked ? known : rendition;
        }),
      };
      this.lay(blocks);
      this.choosePlace(null);
      const kept = new Set(this.order);
      for (const id of [...this.sentences.keys()]) if (!kept.has(id)) this.sentences.delete(id);
      if (where) this.selected = sentenceAt(blocks, where)?.id ?? null;
    });
  }

  /** The sentence that follows one in its block; joining needs one. */
  after(id: number): Sentence | undefined {
    for (const { sentences } of this.blocks) {
      const at = sentences.findIndex((sentence) => sentence.id === id);
      if (at >= 0) return sentences[at + 1];
    }
    return undefined;
  }

  private async readPage(from: number, count: number, renditions: readonly number[]): Promise<Block[]> {
    const asked = ++this.clock;
    const page = await call('read_blocks', { article: this.id, from, count, renditions: [...renditions] });
    return page.blocks.map((block) => this.take(block, renditions, asked));
  }

  private take(dto: BlockDto, renditions: readonly number[], asked: number): Block {
    const sentences = dto.segments.map((segment) => {
      const sentence =
        this.sentences.get(segment.id) ?? new Sentence(segment.id, segment.number, segment.text, segment.marks);
      this.sentences.set(segment.id, sentence);
      sentence.number = segment.number;
      renditions.forEach((rendition, at) => {
        const cell = sentence.cell(rendition);
        const now = segment.cells[at];
        if (now && cell.heard < asked) hear(cell, now, asked);
      });
      return sentence;
    });
    return { index: dto.index, kind: dto.kind, level: dto.level, sentences };
  }

  /** Takes in what the jobs did since the last frame. */
  apply(changes: Changes): void {
    const own = [...changes.renditions.values()].filter((rendition) => rendition.article === this.id);
    if (own.length === 0) return;
    const heard = ++this.clock;
    for (const rendition of own) {
      this.know(rendition);
      this.heard.set(rendition.id, heard);
      for (const [segment, cell] of changes.cells.get(rendition.id) ?? []) {
        const sentence = this.sentences.get(segment);
        if (sentence) hear(sentence.cell(rendition.id), cell, heard);
      }
    }
  }

  /** Takes a rendition's latest summary, new or known. */
  know(rendition: RenditionSummary): void {
    const at = this.renditions.findIndex((one) => one.id === rendition.id);
    const renditions = at < 0 ? [...this.renditions, rendition] : this.renditions.with(at, rendition);
    this.summary = { ...this.summary, renditions };
  }

  /** Shows a rendition as the last column, and reads its cells. */
  async show(id: number): Promise<void> {
    if (this.columns.includes(id)) return;
    this.columns = [...this.columns.slice(0, MOST_COLUMNS - 1), id];
    const until = this.blocks.length;
    for (let from = 0; from < until && this.columns.includes(id); from += PAGE) {
      await this.inTurn(() => this.readPage(from, Math.min(PAGE, until - from), [id]));
    }
  }

  hide(id: number): void {
    this.columns = this.columns.filter((column) => column !== id);
  }

  /** Forgets a rendition that was removed. */
  drop(id: number): void {
    this.hide(id);
    this.summary = { ...this.summary, renditions: this.renditions.filter((rendition) => rendition.id !== id) };
    for (const sentence of this.sentences.values()) sentence.forget(id);
  }
}

/** A place in the text that outlives its sentence: the block, and how many characters but white space come before. */
interface Whereabouts {
  readonly block: number;
  readonly before: number;
}

const inked = (sentence: Sentence) => sentence.text.replace(/\s+/gu, '').length;

function whereabouts(blocks: readonly Block[], id: number): Whereabouts | null {
  for (const { index, sentences } of blocks) {
    const at = sentences.findIndex((sentence) => sentence.id === id);
    if (at >= 0) return { block: index, before: sentences.slice(0, at).reduce((sum, one) => sum + inked(one), 0) };
  }
  return null;
}

/** The sentence in which that place lies now. */
function sentenceAt(blocks: readonly Block[], { block, before }: Whereabouts): Sentence | undefined {
  let sum = 0;
  return blocks
    .find(({ index }) => index === block)
    ?.sentences.find((sentence) => {
      sum += inked(sentence);
      return sum > before;
    });
}
