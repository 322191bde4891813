// @vitest-environment jsdom
/**
 * Scenes that a journey does not come by easily, looked through by axe for roles, names, states and labels. Every room is
 * looked through in the real window, where there are colours and sizes too, by `tests/e2e/journeys/accessible.spec.ts`.
 */
import { render, waitFor } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test } from 'vitest';

import { startScene } from '$ipc/memory';
import { Session } from '$parts/session/session.svelte';

import '../test-setup';
import Window from './Window.svelte';

const SCENES = {
  'the welcome': 'scene=empty',
  'a translation at work, with failures': 'scene=translating&pace=0',
};

test.each(Object.entries(SCENES))('%s', async (_, scene) => {
  document.title = 'Vis-à-vis';
  document.documentElement.lang = 'en';
  startScene(scene);
  const session = await Session.start();
  render(Window, { session });
  await waitFor(() => {
    expect(session.article?.complete ?? true).toBe(true);
  });
  const { violations } = await axe.run(document, {
    resultTypes: ['violations'],
    // Without a layout nothing has a colour or a size.
    rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } },
  });
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n')}`);
  expect(found).toEqual([]);
});
