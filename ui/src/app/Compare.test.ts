// @vitest-environment jsdom
/** Comparing in the window over the in-memory backend, by keys alone. */
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { startScene } from '$ipc/memory';
import { Session } from '$parts/session/session.svelte';

import '../test-setup';
import Window from './Window.svelte';

async function open(scene: string) {
  startScene(scene);
  const session = await Session.start();
  render(Window, { session });
  await waitFor(() => {
    expect(session.article?.complete ?? true).toBe(true);
  });
  return session;
}

const press = (key: string, modifiers: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...modifiers });
const differing = (column: number) =>
  document.querySelectorAll(`[data-column="${String(column)}"] [data-said="differs"]`).length;

test('c marks what differs in both columns, and Escape takes it away', async () => {
  await open('scene=reading&columns=2&pace=0');
  expect(differing(1)).toBe(0);
  await press('c');
  await waitFor(() => {
    expect(differing(1)).toBeGreaterThan(0);
    expect(differing(2)).toBeGreaterThan(0);
  });
  expect(screen.getByTestId('along').querySelectorAll('rect').length).toBeGreaterThan(10);
  await press('Escape');
  await waitFor(() => {
    expect(differing(1)).toBe(0);
  });
});

test('numbers change the base, n and p go through the differences', async () => {
  const session = await open('scene=reading&columns=2&pace=0');
  await press('c');
  await screen.findByTestId('along');
  await press('2');
  await waitFor(() => {
    expect(screen.getByTestId('compare').dataset['base']).toBe('2');
  });
  const before = session.article?.selected;
  await press('n');
  const after = session.article?.selected;
  expect(after).not.toBe(before);
  await press('n');
  await press('p');
  expect(session.article?.selected).toBe(after);
});

test('a and b take the sentence into a version of the reader’s own', async () => {
  const session = await open('scene=reading&columns=2&pace=0');
  await press('c');
  await screen.findByTestId('along');
  await press('n');
  const segment = session.article?.selected ?? 0;
  const text = (column: number) =>
    document.querySelector(`[data-segment="${String(segment)}"][data-column="${String(column)}"]`)?.textContent;
  await press('a');
  await waitFor(() => {
    expect(session.article?.columns).toEqual([1, 2, 3]);
    expect(text(3)).toBe(text(1));
  });
  await press('b');
  await waitFor(() => {
    expect(text(3)).toBe(text(2));
  });
  expect(session.article?.rendition(3)?.human).toBe(true);
  // What is taken into is not offered to itself, by button or by key.
  expect(screen.getAllByTestId('take-sentence')).toHaveLength(2);
  const before = session.article?.sentence(segment)?.cell(3).now;
  await press('c');
  expect(session.article?.sentence(segment)?.cell(3).now).toBe(before);
  expect(screen.getByTestId('compare')).toBeVisible();
});

test('with one column there is nothing to compare, and engines are offered', async () => {
  await open('scene=reading&columns=1&pace=0');
  await press('c');
  await screen.findByTestId('compare');
  expect(screen.queryByTestId('along')).toBeNull();
  expect(screen.getAllByTestId('compare-engine').length).toBeGreaterThan(0);
});
