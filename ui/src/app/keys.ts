/** What a key means in the window: pure, so that the list of keys and their effect can be tested together. */
export type Verb =
  | 'next'
  | 'previous'
  | 'across'
  | 'back'
  | 'reveal'
  | 'print'
  | 'split'
  | 'join'
  | 'take'
  | 'inspect'
  | 'find'
  | 'palette'
  | 'library'
  | 'edit'
  | 'retry'
  | 'approve'
  | 'doubt'
  | 'note'
  | 'redo'
  | 'base1'
  | 'base2'
  | 'base3'
  | 'base4'
  | 'undo'
  | 'open'
  | 'paste'
  | 'translate'
  | 'compare'
  | 'export'
  | 'settings'
  | 'keys'
  | 'larger'
  | 'smaller'
  | 'usual'
  | 'close';

export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const PLAIN: Readonly<Record<string, Verb>> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  ArrowRight: 'across',
  ArrowLeft: 'back',
  ' ': 'reveal',
  s: 'split',
  m: 'join',
  Enter: 'take',
  c: 'compare',
  '/': 'find',
  '1': 'base1',
  '2': 'base2',
  '3': 'base3',
  '4': 'base4',
  i: 'inspect',
  e: 'edit',
  r: 'retry',
  a: 'approve',
  d: 'doubt',
  n: 'note',
  ',': 'settings',
  '?': 'keys',
  Escape: 'close',
};

const COMMAND: Readonly<Record<string, Verb>> = {
  o: 'open',
  f: 'find',
  k: 'palette',
  v: 'paste',
  z: 'undo',
  y: 'redo',
  p: 'print',
  t: 'translate',
  e: 'export',
  ',': 'settings',
  '+': 'larger',
  // The same key as +, on keyboards where + needs Shift.
  '=': 'larger',
  '-': 'smaller',
  '0': 'usual',
};

/** Keys that mean something in the window even while a field has the focus. */
const EVERYWHERE: ReadonlySet<Verb> = new Set<Verb>(['open', 'palette', 'larger', 'smaller', 'usual', 'close']);

/**
 * The verb of a key, if it has one here. `mac` says which key is the command key; `inField` that text is being typed,
 * `inMenu` that arrows belong to a menu.
 */
export function verbOf(pressed: Pressed, where: { mac: boolean; inField: boolean; inMenu: boolean }): Verb | null {
  if (pressed.altKey) return null;
  const command = where.mac ? pressed.metaKey : pressed.ctrlKey;
  const other = where.mac ? pressed.ctrlKey : pressed.metaKey;
  if (other) return null;
  const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key;
  if (pressed.shiftKey && !command && /^[a-z]$|^Arrow/u.test(key)) return null;
  const verb = command && pressed.shiftKey && key === 'z' ? 'redo' : ((command ? COMMAND : PLAIN)[key] ?? null);
  if (verb && where.inField && !EVERYWHERE.has(verb)) return null;
  if (verb && where.inMenu && !command && verb !== 'close') return null;
  return verb;
}

/** The name of a command key on this machine: `Ctrl O` or `⌘ O`. */
export const keysOf = (key: string, mac: boolean): string => (mac ? `⌘\u00A0${key}` : `Ctrl\u00A0${key}`);
