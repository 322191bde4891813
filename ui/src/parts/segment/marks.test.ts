import { expect, test } from 'vitest';

import type { MarkDto } from '$ipc/generated';

import type { Span } from './layers';
import { inline, withCaret, type Inline } from './marks';

const mark = (start: number, end: number, kind: MarkDto['kind'], url: string | null = null) => ({
  start,
  end,
  kind,
  url,
});

/** A tree as one line: `a[em b[strong c]]`. */
const drawn = (nodes: readonly Inline[]): string =>
  nodes
    .map((node) =>
      node.kind === 'text'
        ? node.text
        : node.kind === 'caret'
          ? '|'
          : `[${node.kind === 'span' ? node.span.kind : node.kind} ${drawn(node.children)}]`,
    )
    .join('');

function check(text: string, marks: MarkDto[], expected: string) {
  expect(drawn(inline(text, marks))).toBe(expected);
}

test('no marks', () => {
  check('Rien', [], 'Rien');
});

test('marks side by side, at both ends', () => {
  check('un deux', [mark(0, 2, 'emphasis'), mark(3, 7, 'strong')], '[emphasis un] [strong deux]');
});

test('a mark within a mark', () => {
  check('un deux trois', [mark(3, 7, 'strong'), mark(0, 13, 'link')], '[link un [strong deux] trois]');
});

test('two marks over the same words', () => {
  check('mot', [mark(0, 3, 'emphasis'), mark(0, 3, 'strong')], '[emphasis [strong mot]]');
});

test('marks that cross are cut where they cross, and no word is lost', () => {
  check('abcdef', [mark(0, 4, 'emphasis'), mark(2, 6, 'strong')], '[emphasis ab[strong cd]][strong ef]');
});

test('the second half of a crossing mark finds its place among those that follow', () => {
  check(
    'abcdefgh',
    [mark(0, 4, 'emphasis'), mark(2, 6, 'strong'), mark(4, 5, 'code'), mark(7, 8, 'link')],
    '[emphasis ab[strong cd]][strong [code e]f]g[link h]',
  );
});

test('offsets count UTF-16 code units', () => {
  check('🌊🌊 eau', [mark(2, 4, 'emphasis'), mark(5, 8, 'strong')], '🌊[emphasis 🌊] [strong eau]');
});

test('empty marks and marks beyond the text do no harm', () => {
  check('mot', [mark(1, 1, 'strong'), mark(2, 99, 'emphasis'), mark(50, 60, 'link')], 'mo[emphasis t]');
});

test('code keeps the spaces it was written with', () => {
  const nodes = inline('a\u202F; b\u202F;', [mark(5, 8, 'code')], 'a ; b ;');
  expect(drawn(nodes)).toBe('a\u202F; b[code  ;]');
});

test.each([
  [0, '|un [strong deux [emphasis trois]]'],
  [3, 'un [strong |deux [emphasis trois]]'],
  [8, 'un [strong deux [emphasis |trois]]'],
  [10, 'un [strong deux [emphasis tr|ois]]'],
  [99, 'un [strong deux [emphasis trois]]'],
])('a caret at %i', (at, expected) => {
  const nodes = inline('un deux trois', [mark(3, 13, 'strong'), mark(8, 13, 'emphasis')]);
  expect(drawn(withCaret(nodes, at))).toBe(expected);
});

const span = (start: number, end: number, kind: Span['kind']): Span => ({ start, end, kind });

test.each([
  ['a span', [], [span(3, 7, 'differs')], 'un [differs deux] trois'],
  ['within a mark', [mark(3, 13, 'emphasis')], [span(3, 7, 'found')], 'un [emphasis [found deux] trois]'],
  ['across a mark', [mark(0, 5, 'strong')], [span(3, 13, 'flagged')], '[strong un [flagged de]][flagged ux trois]'],
  ['across another', [], [span(0, 7, 'differs'), span(3, 13, 'found')], '[differs un [found deux]][found  trois]'],
  ['beyond the text', [], [span(8, 99, 'facing')], 'un deux [facing trois]'],
])('spans of the layers: %s', (_, marks, spans, expected) => {
  expect(drawn(inline('un deux trois', marks, undefined, spans))).toBe(expected);
});

test('a span over code leaves its spaces alone', () => {
  const nodes = inline('a\u202F; b\u202F;', [mark(5, 8, 'code')], 'a ; b ;', [span(0, 8, 'found')]);
  expect(drawn(nodes)).toBe('[found a\u202F; b[code  ;]]');
});
