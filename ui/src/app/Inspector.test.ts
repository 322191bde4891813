// @vitest-environment jsdom
/** What stands beside the page about the selected sentence. */
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';

import { reasonOf } from '$i18n/flags';
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

test('there is one base, in the inspector and in the comparison, and the article keeps it', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const session = await open('scene=reading&columns=2&pace=0&inspector=open');
  await versions();
  await press('2');
  await press('c');
  await waitFor(() => {
    expect(screen.getByTestId('compare').dataset['base']).toBe('2');
  });
  await press('1');
  await waitFor(() => {
    expect(screen.getByTestId('compare').dataset['base']).toBe('1');
  });
  await press('2');
  await press('Escape');
  await waitFor(() => {
    expect(screen.getAllByTestId('version-base')[1]).toHaveAttribute('aria-pressed', 'true');
  });
  session.flush();
  vi.useRealTimers();
  const id = session.article?.id ?? 0;
  await session.open(id);
  expect(session.article?.base).toBe(2);
});

test('a hidden version can be the base, and the columns are compared with it', async () => {
  const session = await open('scene=reading&columns=1&pace=0');
  session.holdAgainst(2);
  await press('c');
  await waitFor(() => {
    expect(screen.getAllByTestId('compare-base')).toHaveLength(2);
    expect(document.querySelectorAll('[data-column="1"] [data-said="differs"]').length).toBeGreaterThan(0);
  });
});

test('flags of the sentence stand in it with their reason, and can be dismissed and muted', async () => {
  const session = await open('scene=reading&columns=2&pace=0&inspector=open');
  const echo = async (segment: number) => {
    await session.hand.write(2, segment, session.article?.sentence(segment)?.text ?? '');
  };
  await echo(5);
  await echo(6);
  const inspector = within(screen.getByTestId('inspector'));
  const flag = await inspector.findByTestId('flag');
  expect(flag).toHaveTextContent('Apertium');
  expect(screen.getByTestId('to-look-at')).toHaveTextContent('2 to look at twice');
  await fireEvent.click(screen.getByTestId('to-look-at'));
  expect(session.article?.selected).toBe(6);
  session.select(5);
  expect(flag).toHaveTextContent(reasonOf({ reason: 'unchanged', sourceText: '', targetText: '' }));
  await press('x');
  await waitFor(() => {
    expect(inspector.queryByTestId('flag')).toBeNull();
    expect(session.notice?.text).toMatch(/^Dismissed in sentence 5/u);
  });
  session.undo();
  await fireEvent.click(within(await inspector.findByTestId('flag')).getByTestId('dismiss'));
  await waitFor(() => {
    expect(inspector.queryByTestId('flag')).toBeNull();
  });
  session.select(6);
  await fireEvent.click(within(await inspector.findByTestId('flag')).getByTestId('mute'));
  await waitFor(() => {
    expect(session.comparing?.muted).toEqual(['echo']);
    expect(inspector.queryByTestId('flag')).toBeNull();
  });
});

test('a version is taken into the reader’s own, which is not offered to itself', async () => {
  const session = await open('scene=reading&columns=2&pace=0&inspector=open');
  await versions();
  const takes = screen.getAllByTestId('take-version');
  expect(takes).toHaveLength(2);
  await fireEvent.click(takes[1] ?? document.body);
  await waitFor(() => {
    expect(session.article?.columns).toEqual([1, 2, 3]);
    expect(screen.getAllByTestId('version')).toHaveLength(3);
  });
  expect(screen.getAllByTestId('take-version')).toHaveLength(2);
  const own = screen.getAllByTestId('version-text')[2];
  expect(own?.textContent).toBe(screen.getAllByTestId('version-text')[1]?.textContent);
});

test('what was translated before and is alike stands there with the difference marked', async () => {
  await open('scene=reading&columns=2&pace=0&inspector=open');
  const match = await screen.findByTestId('similar-match');
  expect(match).toHaveTextContent('88% alike');
  expect(match.querySelectorAll('mark')).toHaveLength(1);
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
