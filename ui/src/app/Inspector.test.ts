// @vitest-environment jsdom
/** What stands beside the page about the selected sentence. */
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
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

const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
const versions = async () => {
  await screen.findAllByTestId('version-text');
  return screen.getAllByTestId('version');
};
const markedIn = (version: HTMLElement | undefined) =>
  [...(version ?? document.body).querySelectorAll('mark')].map((mark) => mark.textContent);

test('Enter opens it, it follows the selection, and it is remembered', async () => {
  const session = await open('scene=failed&columns=2&pace=0');
  expect(screen.queryByTestId('inspector')).toBeNull();
  await press('Enter');
  expect(screen.getByTestId('inspected')).toHaveTextContent('On croyait en trouver une vingtaine');
  expect(session.settings.inspectorOpen).toBe(true);
  await press('j');
  await waitFor(() => {
    expect(screen.getByTestId('inspected')).toHaveTextContent('Certaines ne donnent plus qu’un filet');
  });
});

test('a version says how it differs from the base, and the base changes with 1 to 4', async () => {
  await open('scene=reading&columns=2&pace=0&inspector=open');
  const [reference, machine] = await versions();
  expect(within(reference ?? document.body).getByTestId('version-base')).toHaveAttribute('aria-pressed', 'true');
  expect(markedIn(machine)).toContain('a score');
  expect(machine).toHaveTextContent(/\d+ differences/u);
  expect(reference).not.toHaveTextContent(/\d+ differences/u);
  await press('2');
  await waitFor(() => {
    expect(screen.getAllByTestId('version')[0]).toHaveTextContent(/\d+ differences/u);
  });
  expect(screen.getAllByTestId('version-base')[1]).toHaveAttribute('aria-pressed', 'true');
});

test('a sentence that failed says why, and is compared with nothing', async () => {
  const session = await open('scene=failed&columns=2&pace=0&inspector=open');
  session.select(6);
  await waitFor(() => {
    const [, machine] = screen.getAllByTestId('version');
    expect(machine).toHaveTextContent('Not translated. The engine did not answer in time.');
    expect(markedIn(machine)).toEqual([]);
  });
});

test('Escape inside gives the focus back to the sentence, a second Enter takes it', async () => {
  await open('scene=reading&columns=2&pace=0&inspector=open');
  await press('j');
  const sentence = document.activeElement;
  expect(sentence).toHaveAttribute('data-segment');
  await press('Enter');
  expect(document.activeElement).toBe(screen.getByTestId('inspector'));
  await press('Escape');
  expect(document.activeElement).toBe(sentence);
});
