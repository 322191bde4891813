import type { BlockKind } from '$ipc/generated';

/** The element a block is set in. A heading of the article never outranks its title. */
export function elementOf(kind: BlockKind, level: number): string {
  switch (kind) {
    case 'title':
      return 'h1';
    case 'heading':
      return `h${String(Math.min(6, Math.max(2, level)))}`;
    case 'code':
      return 'pre';
    case 'quote':
      return 'blockquote';
    default:
      return 'p';
  }
}
