/**
 * Blocks of sentences as the window holds them, and one small state for each cell, so that an answer redraws the one
 * sentence it belongs to and nothing else.
 */
import type { BlockKind, BlockOutline, CellDto, MarkDto } from '$ipc/generated';

const WAITING: CellDto = { state: 'waiting' };

/** One sentence in one rendition. */
export class Cell {
  /** As last heard of, by a page or by a job. */
  now = $state.raw<CellDto>(WAITING);
  /** When that was, on the clock of the open article: a page asked for earlier must not undo it. */
  heard = 0;

  hear(now: CellDto, at: number): void {
    this.now = now;
    this.heard = at;
  }
}

/** One sentence, with its cells by rendition. */
export class Sentence {
  private readonly cells = new Map<number, Cell>();
  /** From 1, in reading order: it changes when a sentence before it is split or joined. */
  number: number;
  /** Where it would be split, while the reader chooses: in UTF-16 code units of its text. */
  place = $state.raw<number | null>(null);
  /** The rendition in which it is being edited. */
  editing = $state.raw<number | null>(null);
  /** What is written there so far; it outlives the element it is written in. */
  draft = '';

  constructor(
    readonly id: number,
    number: number,
    readonly text: string,
    readonly marks: readonly MarkDto[],
    /** Index of the block it stands in: it changes when sentences before it in a very long one are split or joined. */
    public block: number,
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

const NONE: readonly Sentence[] = [];

/**
 * A paragraph-level unit, or part of one that is too long to be read and drawn at once. How long it is, is known before
 * its sentences are read.
 */
export class Block {
  readonly kind: BlockKind;
  readonly level: number;
  /** Whether it goes on with the one before it: both are parts of one paragraph. */
  readonly continues: boolean;
  /** Number of Unicode characters. */
  readonly characters: number;
  /** How many sentences it has. */
  count: number;
  private held = $state.raw<readonly Sentence[] | null>(null);

  constructor(
    readonly index: number,
    { kind, level, continues, characters, segments }: BlockOutline,
  ) {
    this.kind = kind;
    this.level = level;
    this.continues = continues;
    this.characters = characters;
    this.count = segments;
  }

  /** Its sentences; none before they are read. */
  get sentences(): readonly Sentence[] {
    return this.held ?? NONE;
  }

  /** Whether they are. */
  get read(): boolean {
    return this.held !== null;
  }

  hold(sentences: readonly Sentence[]): void {
    this.held = sentences;
    this.count = sentences.length;
  }

  letGo(): void {
    this.held = null;
  }
}
