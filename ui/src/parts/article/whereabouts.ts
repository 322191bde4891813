/** A place in the text that outlives its sentence: a block, and how many characters but white space come before. */
import type { Block, Sentence } from './sentence.svelte';

export interface Whereabouts {
  readonly block: number;
  readonly before: number;
}

const inked = (sentence: Sentence) => sentence.text.replace(/\s+/gu, '').length;

export function whereabouts(blocks: readonly Block[], id: number): Whereabouts | null {
  for (const { index, sentences } of blocks) {
    const at = sentences.findIndex((sentence) => sentence.id === id);
    if (at < 0) continue;
    // Counted from as far back in its paragraph as is read: the parts of a very long one may be others afterwards.
    let block = index;
    while (blocks[block]?.continues && blocks[block - 1]?.read) block -= 1;
    const before = [...blocks.slice(block, index).flatMap((one) => one.sentences), ...sentences.slice(0, at)];
    return { block, before: before.reduce((sum, one) => sum + inked(one), 0) };
  }
  return null;
}

/** The sentence in which that place lies now. */
export function sentenceAt(blocks: readonly Block[], { block, before }: Whereabouts): Sentence | undefined {
  let sum = 0;
  for (let index = block; index === block || blocks[index]?.continues; index++) {
    const found = blocks[index]?.sentences.find((sentence) => {
      sum += inked(sentence);
      return sum > before;
    });
    if (found) return found;
  }
  return undefined;
}
