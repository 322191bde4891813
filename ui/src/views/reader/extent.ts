/**
 * How high each block of the page is, in CSS pixels: measured where it has been drawn, estimated from its text where not.
 * Pure. The page itself (Blocks.svelte) draws the blocks around the window and leaves gaps of the right height for the
 * rest.
 *
 * A kept list library was weighed first. Those there are place each item absolutely, hide it until it is measured, know
 * one estimate for all and hold the top of an item in place; the page must flow (to be selected across, to be printed),
 * its blocks differ tenfold in length, which is known beforehand, and what must not move is a sentence.
 */
export interface Outline {
  readonly characters: number;
  readonly count: number;
  readonly kind: string;
}

/** What an estimate starts from. */
export interface Setting {
  /** Width of the text of one column. */
  readonly width: number;
  /** Size of the text and height of its lines. */
  readonly size: number;
  readonly lead: number;
  /** Texts that stand beside one another, the longest of which counts. */
  readonly beside: number;
  /** Texts that stand under one another. */
  readonly under: number;
  /** Whether each sentence begins a line of its own. */
  readonly apart: boolean;
}

/** Em of an average letter of Literata. */
const LETTER = 0.49;
/** Of several versions side by side the longest decides: about so much longer than the original. */
const LONGEST = 1.12;
/** Room between two blocks, in lines. */
const BETWEEN = 0.6;

/** About how high a block will be. */
export function estimate({ characters, count, kind }: Outline, setting: Setting): number {
  const { width, size, lead, beside, under, apart } = setting;
  if (kind === 'separator') return 2.5 * size;
  const perLine = Math.max(8, width / (size * LETTER));
  const length = characters * (beside > 1 ? LONGEST : 1);
  // A last line is half full on the average.
  const lines = apart ? Math.max(count, length / perLine + count / 2) : Math.max(1, length / perLine + 0.5);
  return (lines * under + BETWEEN * (apart ? count : 1)) * lead;
}

export class Extent {
  private readonly estimates: Float64Array;
  private readonly measured: Float64Array;
  private readonly tops: Float64Array;
  private dirty = true;

  constructor(estimates: readonly number[]) {
    this.estimates = Float64Array.from(estimates);
    this.measured = new Float64Array(estimates.length).fill(NaN);
    this.tops = new Float64Array(estimates.length + 1);
  }

  get length(): number {
    return this.estimates.length;
  }

  /** Takes a measure; whether it is news. */
  measure(index: number, height: number): boolean {
    const before = this.measured[index];
    if (before === undefined || Math.abs(before - height) < 0.25) return false;
    this.measured[index] = height;
    this.dirty = true;
    return true;
  }

  /** Whether a block was measured. */
  known(index: number): boolean {
    return !Number.isNaN(this.measured[index] ?? 0);
  }

  height(index: number): number {
    return this.top(index + 1) - this.top(index);
  }

  /** Where a block begins; after the last one, the height of all. */
  top(index: number): number {
    if (this.dirty) this.sum();
    return this.tops[Math.min(Math.max(0, index), this.length)] ?? 0;
  }

  get total(): number {
    return this.top(this.length);
  }

  /** The block at a height; the first or the last one beyond the ends. */
  at(height: number): number {
    let low = 0;
    let high = this.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.top(middle) <= height) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** What has been measured says how far off the estimates are. */
  private sum(): void {
    let found = 0;
    let guessed = 0;
    this.measured.forEach((height, index) => {
      if (Number.isNaN(height)) return;
      found += height;
      guessed += this.estimates[index] ?? 0;
    });
    const scale = guessed > 0 ? found / guessed : 1;
    let top = 0;
    this.estimates.forEach((guess, index) => {
      this.tops[index] = top;
      const height = this.measured[index] ?? NaN;
      top += Number.isNaN(height) ? guess * scale : height;
    });
    this.tops[this.length] = top;
    this.dirty = false;
  }
}

/** The blocks to draw, in order: those in a stretch of the page and those that must not go, each once. */
export function drawn(extent: Extent, from: number, to: number, kept: Iterable<number> = []): number[] {
  const indices = new Set<number>();
  if (extent.length > 0) for (let index = extent.at(from); index <= extent.at(to); index++) indices.add(index);
  for (const index of kept) if (index >= 0 && index < extent.length) indices.add(index);
  return [...indices].sort((one, other) => one - other);
}
