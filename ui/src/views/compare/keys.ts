/** What keys mean while the reader compares. They come before the window's own. */
type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

export type CompareVerb =
  | { readonly verb: 'flag' | 'divergence'; readonly by: 1 | -1 }
  | { readonly verb: 'take'; readonly column: number }
  | { readonly verb: 'dismiss' };

/** The letters of columns, by place. */
export const LETTERS = ['A', 'B', 'C', 'D'] as const;

/** The verb of a key; `on` says that the panel is open, for most keys mean something else without it. */
export function compareVerbOf(pressed: Pressed, on: boolean): CompareVerb | null {
  if (pressed.altKey || pressed.ctrlKey || pressed.metaKey) return null;
  const { key, shiftKey } = pressed;
  // J and K with Shift go from flag to flag, wherever the reader is.
  if (shiftKey && (key === 'J' || key === 'K')) return { verb: 'flag', by: key === 'J' ? 1 : -1 };
  const lower = key.toLowerCase();
  if (!shiftKey && lower === 'x') return { verb: 'dismiss' };
  if (!on || shiftKey) return null;
  if (lower === 'n') return { verb: 'divergence', by: 1 };
  if (lower === 'p') return { verb: 'divergence', by: -1 };
  const column = LETTERS.findIndex((letter) => letter.toLowerCase() === lower);
  return column < 0 ? null : { verb: 'take', column };
}
