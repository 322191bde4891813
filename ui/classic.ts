import { Script } from 'node:vm';

import type { Plugin } from 'vite';

/** A node of the syntax tree (ESTree), as far as it matters here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly kind?: string;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

/** Where `var` stands outside every function: there it would make a name of the window's. */
function* loose(node: Node): Generator<number> {
  if (/Function|ClassBody/u.test(node.type)) return;
  if (node.type === 'VariableDeclaration' && node.kind === 'var') yield node.start;
  for (const child of Object.values(node).flat()) if (isNode(child)) yield* loose(child);
}

/**
 * Turns the one module that is built into a classic script in ASCII. WebKit reads a module twice before it runs it, and text
 * with letters beyond Latin-1 in sixteen bits. A block keeps its names to itself, as a module does, but for those that `var`
 * declares.
 */
export const classic: Plugin = {
  name: 'classic-script',
  apply: 'build',
  enforce: 'post',
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
    if (chunks.length !== 1) this.error('a script in several parts cannot be a classic one');
    for (const chunk of chunks) {
      let code = chunk.code;
      for (const at of [...loose(this.parse(code))].sort((one, other) => other - one))
        code = `${code.slice(0, at)}let${code.slice(at + 3)}`;
      const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
      chunk.code = `'use strict';{${code.replace(/[^\0-\x7f]/g, escaped)}}`;
      // What only a module can say, and a name declared twice, fail here and not in the window.
      new Script(chunk.code);
    }
  },
  transformIndexHtml: (html) => html.replace('<script type="module" crossorigin', '<script defer'),
};
