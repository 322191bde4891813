/** What the host knows of the selected sentence, read again whenever the reader or a job changes something in it. */
import { asIpcError, call, type CallError } from '$ipc/call';
import type { CellDto, Hunk, Inspection, RenditionSummary } from '$ipc/generated';
import type { OpenArticle } from '$parts/article/article.svelte';

/** One rendition of the sentence, and how it differs from the base. */
export interface Version {
  readonly rendition: RenditionSummary;
  readonly cell: CellDto;
  /** Its text, when it has one. */
  readonly text: string | null;
  /** Against the base, which is on the left; null where there is nothing to compare. */
  readonly hunks: readonly Hunk[] | null;
}

export const textOf = (cell: CellDto): string | null =>
  cell.state === 'done' || cell.state === 'edited' ? cell.text : null;

export class InspectionOf {
  /** What was read last; it may be of another sentence while the next is on its way. */
  read = $state.raw<Inspection | null>(null);
  error = $state.raw<CallError | null>(null);
  /** Differences of the texts of {@link read}, by rendition. */
  private hunks = $state.raw<ReadonlyMap<number, readonly Hunk[]>>(new Map());
  private asked = 0;

  /** Reads a sentence, and compares its versions with the base. */
  async of(segment: number, base: number | null): Promise<void> {
    const asked = ++this.asked;
    try {
      const read = await call('inspect_sentence', { segment });
      const held = read.versions.find((one) => one.rendition === base);
      const left = held ? textOf(held.cell) : null;
      const others = read.versions.flatMap((one) => {
        const text = one.rendition === base ? null : textOf(one.cell);
        return text === null ? [] : [{ rendition: one.rendition, text }];
      });
      const compared =
        left === null || others.length === 0
          ? []
          : await call('compare_texts', { base: left, others: others.map((one) => one.text) });
      if (asked !== this.asked) return;
      this.hunks = new Map(compared.map((hunks, at) => [others[at]?.rendition ?? 0, hunks]));
      this.read = read;
      this.error = null;
    } catch (thrown) {
      if (asked === this.asked) this.error = asIpcError(thrown);
    }
  }

  /** The versions, those shown as columns first and in their order. */
  versions(article: OpenArticle): Version[] {
    const order = [...article.columns, ...article.hidden.map((one) => one.id)];
    return order.flatMap((id): Version[] => {
      const rendition = article.rendition(id);
      const cell = this.read?.versions.find((one) => one.rendition === id)?.cell;
      if (!rendition || !cell) return [];
      return [{ rendition, cell, text: textOf(cell), hunks: this.hunks.get(id) ?? null }];
    });
  }
}
