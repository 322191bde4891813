/**
 * What other rooms say about sentences, drawn inside them and beside them: differences, flags, words found. A layer is
 * asked for each sentence as it is drawn, and only for those that are, so that it may work its answer out there and then;
 * what it reads of reactive state makes the sentence follow. Layers lie on `OpenArticle.layers`, the first undermost.
 */

/** What is said about a stretch of a sentence. Its look stands in Text.svelte: never a colour alone. */
export type SpanKind = 'differs' | 'moved' | 'flagged' | 'found' | 'found-now' | 'facing';

/** A stretch of a sentence, in UTF-16 code units of its stored text. Spans may touch, nest, cross one another and marks. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly kind: SpanKind;
  /** In words, for the pointer at rest. */
  readonly title?: string;
}

/** A thin mark in the margin of a column, at the line where the sentence begins. Its icon stands in Margin.svelte. */
export interface MarginMark {
  readonly kind: 'flag' | 'note' | 'doubtful' | 'approved';
  /** In words, in the language of the window. */
  readonly label: string;
  /** How many, where there is more than one. */
  readonly count?: number;
  /** What pressing it does beside selecting the sentence. */
  readonly press?: () => void;
}

/** One speaker. `column` is `original` or the number of a rendition; `text` is stored text, not yet typeset. */
export interface Layer {
  readonly spans?: (segment: number, column: string, text: string) => readonly Span[];
  readonly margin?: (segment: number, column: string) => MarginMark | null;
}

/** All that is said within one sentence. */
export function spansOf(layers: readonly Layer[], segment: number, column: string, text: string): readonly Span[] {
  return layers.flatMap((layer) => layer.spans?.(segment, column, text) ?? []);
}

/** All that is said beside one sentence. */
export function marginOf(layers: readonly Layer[], segment: number, column: string): readonly MarginMark[] {
  return layers.flatMap((layer) => layer.margin?.(segment, column) ?? []);
}
