/**
 * The open article. How long each block is, is known at once; its sentences are read a page of blocks at a time, where
 * the reader is. Of a book no more is held than lies around that place; what is let go is read again when it is needed.
 */
import { SvelteSet } from 'svelte/reactivity';

import { call } from '$ipc/call';
import type {
  ArticleHead,
  ArticleSummary,
  ArticleView,
  BlockDto,
  BlockOutline,
  BlockPage,
  CellDto,
  Layout,
  OpenedArticle,
  RenditionSummary,
} from '$ipc/generated';
import type { Layer } from '$parts/segment/layers';

import type { Changes } from './jobs';
import { Block, Sentence } from './sentence.svelte';
import { sentenceAt, whereabouts } from './whereabouts';

export { Block, Sentence };

/** Blocks read at once: a few screens. */
const PAGE = 40;
/** Sentences held at most, about: an article that has no more is read whole and stays so. */
const HELD = 2400;
/** Columns the reader can show beside the original: more would leave no measure to read in. */
export const MOST_COLUMNS = 4;

/** Where a step from one sentence leads: to another, to a block that must be read first, or nowhere. */
export type Step = { readonly segment: number } | { readonly block: number } | null;

export class OpenArticle {
  /** Everything known of the article but its text; `renditions` is the live list. */
  summary: ArticleSummary;
  readonly characters: number;
  /** Every block, in order, very long ones in several. */
  blocks = $state.raw<readonly Block[]>([]);
  /** Renditions shown, in order. */
  columns = $state.raw<readonly number[]>([]);
  /** The rendition the reader chose to hold the others against; {@link base} says which it is until then. */
  private chosenBase = $state.raw<number | null>(null);
  /** The selected segment. */
  selected = $state.raw<number | null>(null);
  /** How this article is laid out; null while it follows the settings. */
  layout = $state.raw<Layout | null>(null);
  /** Shares of the width, the original's first; empty while all are equal. */
  widths = $state.raw<readonly number[]>([]);
  /** The segment at the top of the page. */
  top: number | null;
  /** How far below the column heads it begins, in em of the page's text; negative where it begins above. */
  below: number;
  /** Index of the block the reader was at when it was opened. */
  readonly at: number;
  /** Sentences whose translations the reader has asked for, in the layout that hides them. */
  readonly revealed = new SvelteSet<number>();
  /** What other rooms say about its sentences; each puts its own layer here and takes it away. */
  layers = $state.raw<readonly Layer[]>([]);
  /** Counts whatever changed which sentences stand in the blocks: reading, splitting, joining. */
  version = $state.raw(0);

  private readonly sentences = new Map<number, Sentence>();
  private clock = 0;
  /** When each rendition's summary was heard of, on the same clock. */
  private readonly heard = new Map<number, number>();
  /** Pages read or being read. */
  private readonly pages = new Map<number, Promise<void>>();
  /** What jobs said of sentences that were being read just then: the page may have been made before. */
  private readonly early = new Map<string, { cell: CellDto; heard: number }>();
  private underway = 0;
  /** What is being read now: the next waits for it, so that no page straddles two states of the article. */
  private turn = Promise.resolve<unknown>(undefined);
  private closed = false;

  constructor(head: ArticleHead) {
    this.summary = $state.raw(head.summary);
    this.blocks = head.outline.map((outline, index) => new Block(index, outline));
    this.characters = head.characters;
    const known = new Set(head.summary.renditions.map((rendition) => rendition.id));
    const { columns, segment, top, below, base, layout, widths } = head.view;
    this.columns = columns.filter((id) => known.has(id)).slice(0, MOST_COLUMNS);
    this.selected = segment;
    this.top = top;
    this.below = below;
    this.chosenBase = base;
    this.layout = layout;
    this.widths = widths;
    this.at = head.at;
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

  /** How it is looked at, to be kept. */
  get view(): ArticleView {
    const { columns, selected, top, below, chosenBase, layout, widths } = this;
    return { columns: [...columns], segment: selected, top, below, base: chosenBase, layout, widths: [...widths] };
  }

  /**
   * The rendition the others are held against, wherever they are compared: the one chosen; else a person's that stands
   * in a column, but not what the reader put together from the others; else the first column.
   */
  get base(): number | null {
    const { chosenBase, shown } = this;
    if (chosenBase !== null && this.rendition(chosenBase)) return chosenBase;
    const person = shown.find(({ human, assembled }) => human && !assembled);
    return (person ?? shown[0] ?? this.renditions[0])?.id ?? null;
  }

  /** Holds the others against this one from now on. */
  holdAgainst(rendition: number): void {
    this.chosenBase = rendition;
  }

  rendition(id: number): RenditionSummary | undefined {
    return this.renditions.find((rendition) => rendition.id === id);
  }

  /** A sentence, where it is read. {@link find} reads it. */
  sentence(id: number): Sentence | undefined {
    return this.sentences.get(id);
  }

  /** The selected sentence. */
  get sentenceSelected(): Sentence | undefined {
    void this.version;
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

  /** Segment ids read so far, in reading order; of a book these are not all there are. */
  get reading(): readonly number[] {
    return this.blocks.flatMap((block) => block.sentences.map((sentence) => sentence.id));
  }

  /** Opens an article and reads the page the reader was at. */
  static async open(id: number): Promise<OpenArticle> {
    return OpenArticle.begin(new OpenArticle(await call('open_article', { article: id })));
  }

  /** The same of one that came with the text around the reader's place. */
  static async opened({ head, page, renditions }: OpenedArticle): Promise<OpenArticle> {
    const article = new OpenArticle(head);
    if (page) article.accept(page, renditions);
    return OpenArticle.begin(article);
  }

  private static async begin(article: OpenArticle): Promise<OpenArticle> {
    await article.need(article.at, article.at + PAGE / 2);
    // With the one that Reader.svelte makes: how long the page takes once its text is there (scripts/bench-window).
    performance.mark('article-read');
    return article;
  }

  get complete(): boolean {
    return this.blocks.every((block) => block.read);
  }

  /** Reads what is left of an article that is held whole, a page at a time, whenever there is nothing better to do. */
  async readRest(idle: () => Promise<void>): Promise<void> {
    if (this.summary.segments > HELD) return;
    for (let from = 0; from < this.blocks.length && !this.closed; from += PAGE) {
      if (this.blocks[from]?.read) continue;
      await idle();
      await this.need(from, from + 1);
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

  /** Sees to it that some blocks are read. */
  async need(from: number, to: number): Promise<void> {
    const last = Math.min(to, this.blocks.length);
    const pages: number[] = [];
    for (let page = Math.floor(Math.max(0, from) / PAGE); page * PAGE < last; page++) pages.push(page);
    await Promise.all(pages.map((page) => this.page(page)));
    this.letGo((from + last) / 2 / PAGE, pages);
  }

  /** Everything, for the printer. */
  async needAll(): Promise<void> {
    await Promise.all(Array.from({ length: Math.ceil(this.blocks.length / PAGE) }, (_, page) => this.page(page)));
  }

  /** Reads a sentence wherever it stands; undefined when there is no such sentence any more. */
  async find(id: number): Promise<Sentence | undefined> {
    if (!this.sentences.has(id)) {
      const block = await call('block_of', { segment: id });
      await this.need(block, block + 1);
    }
    return this.sentences.get(id);
  }

  /** Reads the sentence of a number, counted from 1. */
  async numbered(number: number): Promise<Sentence | undefined> {
    let before = 0;
    for (const block of this.blocks) {
      if (number > before && number <= before + block.count) {
        await this.need(block.index, block.index + 1);
        return block.sentences[number - before - 1];
      }
      before += block.count;
    }
    return undefined;
  }

  /** Where a step back or forth leads from a sentence; from none, to the first or the last one. */
  step(from: number | null, by: 1 | -1): Step {
    const sentence = from === null ? undefined : this.sentences.get(from);
    if (from !== null && !sentence) return null;
    let index = sentence?.block ?? (by > 0 ? 0 : this.blocks.length - 1);
    if (sentence) {
      const own = this.blocks[index]?.sentences ?? [];
      const next = own[own.indexOf(sentence) + by];
      if (next) return { segment: next.id };
      index += by;
    }
    for (let block = this.blocks[index]; block; block = this.blocks[(index += by)]) {
      if (block.count === 0) continue;
      const next = block.sentences.at(by > 0 ? 0 : -1);
      return next ? { segment: next.id } : { block: index };
    }
    return sentence ? { segment: sentence.id } : null;
  }

  private inTurn<T>(read: () => Promise<T>): Promise<T> {
    const result = this.turn.then(read);
    this.turn = result.catch(() => undefined);
    return result;
  }

  private page(page: number): Promise<void> {
    let reading = this.pages.get(page);
    if (!reading) {
      reading = this.inTurn(async () => {
        const renditions = [...this.columns];
        this.lay(await this.readPage(page, renditions));
        // A column shown while this page was on its way is missing in it.
        const late = this.columns.filter((column) => !renditions.includes(column));
        if (late.length > 0) await this.readPage(page, late);
      });
      this.pages.set(page, reading);
      reading.catch(() => this.pages.delete(page));
    }
    return reading;
  }

  /** Takes in how long the blocks are now. Of a very long one there may be more parts than before, or fewer. */
  private outline(outline: readonly BlockOutline[]): void {
    const same =
      outline.length === this.blocks.length &&
      outline.every(({ continues }, index) => this.blocks[index]?.continues === continues);
    if (!same) this.blocks = outline.map((one, index) => new Block(index, one));
    else
      outline.forEach(({ segments }, index) => {
        const block = this.blocks[index];
        if (block) block.count = segments;
      });
  }

  private lay(dtos: readonly { readonly index: number; readonly sentences: readonly Sentence[] }[]): void {
    for (const { index, sentences } of dtos) {
      const block = this.blocks[index];
      if (!block) continue;
      block.hold(sentences);
    }
    this.version += 1;
  }

  /** Lets go of the pages farthest from the place the reader is at, but of none that is needed there. */
  private letGo(around: number, needed: readonly number[]): void {
    if (this.summary.segments <= HELD) return;
    const kept = this.sentenceSelected ? Math.floor(this.sentenceSelected.block / PAGE) : -1;
    const read = [...this.pages.keys()]
      .filter((page) => this.blocks[page * PAGE]?.read)
      .sort((one, other) => Math.abs(one - around) - Math.abs(other - around));
    let held = 0;
    for (const page of read) {
      const blocks = this.blocks.slice(page * PAGE, (page + 1) * PAGE);
      held += blocks.reduce((sum, block) => sum + block.count, 0);
      if (held <= HELD || page === kept || needed.includes(page)) continue;
      this.pages.delete(page);
      for (const block of blocks) {
        for (const { id } of block.sentences) this.sentences.delete(id);
        block.letGo();
      }
    }
  }

  /**
   * Reads again what was read, after sentences were split or joined, and shows it all at once. Sentences that stayed the
   * same stay the same objects, with their translations; the selection stays at its place in the text.
   */
  reread(): Promise<void> {
    return this.inTurn(async () => {
      const asked = ++this.clock;
      const head = await call('open_article', { article: this.id });
      const renditions = [...this.columns];
      const pages = [...this.pages.keys()].filter((page) => this.blocks[page * PAGE]?.read);
      const read = [];
      for (const page of pages) read.push(...(await this.readPage(page, renditions)));
      const where = this.selected === null ? null : whereabouts(this.blocks, this.selected);
      this.summary = {
        ...head.summary,
        renditions: head.summary.renditions.map((rendition) => {
          const known = this.rendition(rendition.id);
          return known && (this.heard.get(rendition.id) ?? 0) > asked ? known : rendition;
        }),
      };
      this.choosePlace(null);
      this.outline(head.outline);
      this.lay(read);
      const kept = new Set(this.reading);
      for (const id of [...this.sentences.keys()]) if (!kept.has(id)) this.sentences.delete(id);
      if (where) this.selected = sentenceAt(this.blocks, where)?.id ?? null;
    });
  }

  /** Whether a sentence is the last one of its paragraph: joining needs a next one. */
  isLast(id: number): boolean {
    const sentence = this.sentences.get(id);
    if (!sentence) return true;
    return this.blocks[sentence.block]?.sentences.at(-1) === sentence && !this.blocks[sentence.block + 1]?.continues;
  }

  /** The sentence that follows one in its paragraph, where it is read. */
  after(id: number): Sentence | undefined {
    const sentence = this.sentences.get(id);
    if (!sentence || this.isLast(id)) return undefined;
    const own = this.blocks[sentence.block]?.sentences ?? [];
    return own[own.indexOf(sentence) + 1] ?? this.blocks[sentence.block + 1]?.sentences[0];
  }

  /** Takes in whole pages that were read by somebody else, with the columns shown; what else there is, is left. */
  private accept({ from, blocks }: BlockPage, renditions: readonly number[]): void {
    if (renditions.join() !== this.columns.join()) return;
    const asked = ++this.clock;
    const end = from + blocks.length;
    for (let page = Math.ceil(from / PAGE); page * PAGE < end; page++) {
      const next = Math.min((page + 1) * PAGE, this.blocks.length);
      if (next > end) break;
      const own = blocks.slice(page * PAGE - from, next - from);
      this.lay(own.map((block) => ({ index: block.index, sentences: this.take(block, renditions, asked) })));
      this.pages.set(page, Promise.resolve());
    }
  }

  private async readPage(
    page: number,
    renditions: readonly number[],
  ): Promise<{ index: number; sentences: Sentence[] }[]> {
    const asked = ++this.clock;
    this.underway += 1;
    try {
      const from = page * PAGE;
      const read = await call('read_blocks', { article: this.id, from, count: PAGE, renditions: [...renditions] });
      return read.blocks.map((block) => ({ index: block.index, sentences: this.take(block, renditions, asked) }));
    } finally {
      this.underway -= 1;
      if (this.underway === 0) this.early.clear();
    }
  }

  private take(dto: BlockDto, renditions: readonly number[], asked: number): Sentence[] {
    return dto.segments.map(({ id, number, text, marks, cells }) => {
      const sentence = this.sentences.get(id) ?? new Sentence(id, number, text, marks, dto.index);
      this.sentences.set(id, sentence);
      sentence.number = number;
      sentence.block = dto.index;
      renditions.forEach((rendition, at) => {
        const cell = sentence.cell(rendition);
        const now = cells[at];
        if (now && cell.heard < asked) cell.hear(now, asked);
        const early = this.early.get(`${String(rendition)}:${String(id)}`);
        if (early && cell.heard < early.heard) cell.hear(early.cell, early.heard);
      });
      return sentence;
    });
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
        if (sentence) sentence.cell(rendition.id).hear(cell, heard);
        else if (this.underway > 0) this.early.set(`${String(rendition.id)}:${String(segment)}`, { cell, heard });
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
    this.widths = [];
    for (const page of [...this.pages.keys()]) {
      if (!this.columns.includes(id)) return;
      await this.inTurn(() => this.readPage(page, [id]));
    }
  }

  hide(id: number): void {
    this.columns = this.columns.filter((column) => column !== id);
    this.widths = [];
  }

  /** Forgets a rendition that was removed. */
  drop(id: number): void {
    this.hide(id);
    this.summary = { ...this.summary, renditions: this.renditions.filter((rendition) => rendition.id !== id) };
    for (const sentence of this.sentences.values()) sentence.forget(id);
  }
}
