// @vitest-environment jsdom
/**
 * Every room, looked through by axe for what the eye does not miss: roles, names, states, labels, order of headings. What
 * needs a layout (contrast, sizes) is looked at in the real window, by `tests/e2e/journeys/accessible.spec.ts`.
 */
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test } from 'vitest';

import { startScene } from '$ipc/memory';
import { Session } from '$parts/session/session.svelte';

import '../test-setup';
import Window from './Window.svelte';

const press = (key: string, modifiers: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...modifiers });

type Room = readonly [name: string, scene: string, go?: () => Promise<unknown>];

const READING = 'scene=failed&columns=2&pace=0';
const ROOMS: readonly Room[] = [
  ['the welcome', 'scene=empty'],
  ['pages', READING],
  ['rows', `${READING}&layout=rows`],
  ['a translation at work', 'scene=translating&pace=0'],
  ['the inspector', `${READING}&inspector=open`, () => screen.findByTestId('note')],
  [
    'a sentence being edited',
    READING,
    async () => {
      await press('e');
      return screen.findByTestId('editor');
    },
  ],
  [
    'engines to ask',
    `${READING}&inspector=open`,
    async () => {
      await screen.findByTestId('ask-other');
      await press('r');
      return screen.findAllByTestId('ask-engine');
    },
  ],
  [
    'find',
    READING,
    async () => {
      await press('/');
      await fireEvent.input(await screen.findByTestId('find-text'), { target: { value: 'source' } });
      await waitFor(() => {
        expect(screen.getByTestId('find-told')).toHaveTextContent(/of/u);
      });
    },
  ],
  [
    'a search of the library',
    READING,
    async () => {
      await fireEvent.input(screen.getByTestId('library-search'), { target: { value: 'eau' } });
      return screen.findAllByTestId('library-hit');
    },
  ],
  [
    'the palette',
    READING,
    async () => {
      await press('k', { ctrlKey: true });
      return screen.findAllByTestId('palette-item');
    },
  ],
  ['export', READING, () => press('e', { ctrlKey: true })],
  ['settings', READING, () => press(',', { ctrlKey: true })],
  ['the keys', READING, () => press('?')],
  ['engines', READING, () => press('t', { ctrlKey: true })],
  ['paste', READING, () => press('v', { ctrlKey: true })],
];

test.each(ROOMS.map(([name, scene, go]) => ({ name, scene, go })))('$name', async ({ scene, go }) => {
  document.title = 'Vis-à-vis';
  document.documentElement.lang = 'en';
  startScene(scene);
  const session = await Session.start();
  render(Window, { session });
  await waitFor(() => {
    expect(session.article?.complete ?? true).toBe(true);
  });
  await go?.();
  const { violations } = await axe.run(document, {
    resultTypes: ['violations'],
    // Without a layout nothing has a colour or a size.
    rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } },
  });
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n')}`);
  expect(found).toEqual([]);
});
