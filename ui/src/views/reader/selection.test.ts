import { expect, test } from 'vitest';

import { across } from './selection';

test.each([
  ['original', 1, '7'],
  ['7', -1, 'original'],
  ['8', 1, '8'],
  ['original', -1, 'original'],
  // The column was hidden meanwhile.
  ['9', 1, '7'],
])('across from %s by %i: %s', (from, by, expected) => {
  expect(across(['original', '7', '8'], from, by)).toBe(expected);
});
