/** Blocks as they are read: whole, or a very long one in parts. The core cuts them the same way (`library/outline.rs`). */
const WHOLE = 36;
const PART = 12;

interface Cut {
  readonly segments: readonly unknown[];
}

export interface Stretch<B extends Cut> {
  readonly block: B;
  /** Whether it goes on with the block of the one before it. */
  readonly continues: boolean;
  readonly segments: B['segments'];
}

export function stretches<B extends Cut>(blocks: readonly B[]): Stretch<B>[] {
  return blocks.flatMap((block): Stretch<B>[] => {
    const { segments } = block;
    if (segments.length <= WHOLE) return [{ block, continues: false, segments }];
    return Array.from({ length: Math.ceil(segments.length / PART) }, (_, at) => ({
      block,
      continues: at > 0,
      segments: segments.slice(at * PART, (at + 1) * PART),
    }));
  });
}

/** Index of the one a sentence stands in; -1 where it stands in none. */
export function stretchOf(
  blocks: readonly { readonly segments: readonly { readonly id: number }[] }[],
  id: number | null,
) {
  return stretches(blocks).findIndex(({ segments }) => segments.some((segment) => segment.id === id));
}
