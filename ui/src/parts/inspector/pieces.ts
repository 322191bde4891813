/** Word differences as they are drawn: the hunks of two texts, cut into pieces of one of them. Pure. */
import type { Hunk } from '$ipc/generated';

export interface Piece {
  readonly text: string;
  /** `changed`: another thing stands there in the other text; `only`: nothing does; `moved`: it stands elsewhere. */
  readonly kind: 'same' | 'changed' | 'only' | 'moved';
}

const KINDS: Readonly<Record<Hunk['kind'], Piece['kind']>> = {
  equal: 'same',
  changed: 'changed',
  'only-left': 'only',
  'only-right': 'only',
  moved: 'moved',
};

/**
 * The pieces of one side, which together are its text. White space at the end of a difference is not marked with it: it
 * parts two words and belongs to neither.
 */
export function pieces(text: string, hunks: readonly Hunk[], side: 'left' | 'right'): Piece[] {
  const sorted = hunks
    .filter((hunk) => hunk[side].start < hunk[side].end)
    .toSorted((one, other) => one[side].start - other[side].start);
  const cut = sorted.flatMap((hunk): Piece[] => {
    const whole = text.slice(hunk[side].start, hunk[side].end);
    const kind = KINDS[hunk.kind];
    const words = kind === 'same' ? whole : whole.trimEnd();
    return [
      { text: words, kind },
      { text: whole.slice(words.length), kind: 'same' },
    ];
  });
  return cut.filter((piece) => piece.text !== '');
}

/** How many places differ; what moved counts once. */
export const differences = (hunks: readonly Hunk[]): number => hunks.filter((hunk) => hunk.kind !== 'equal').length;
