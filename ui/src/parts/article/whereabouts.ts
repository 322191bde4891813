/** A place in the text that outlives its sentence: the block, and how many characters but white space come before. */
import type { Block, Sentence } from './sentence.svelte';

export interface Whereabouts {
  readonly block: number;
  readonly before: number;
}

const inked = (sentence: Sentence) => sentence.text.replace(/\s+/gu, '').length;

export function whereabouts(blocks: readonly Block[], id: number): Whereabouts | null {
  for (const { index, sentences } of blocks) {
    const at = sentences.findIndex((sentence) => sentence.id === id);
    if (at >= 0) return { block: index, before: sentences.slice(0, at).reduce((sum, one) => sum + inked(one), 0) };
  }
  return null;
}

/** The sentence in which that place lies now. */
export function sentenceAt(blocks: readonly Block[], { block, before }: Whereabouts): Sentence | undefined {
  let sum = 0;
  return blocks[block]?.sentences.find((sentence) => {
    sum += inked(sentence);
    return sum > before;
  });
}
