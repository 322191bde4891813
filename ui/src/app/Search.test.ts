// @vitest-environment jsdom
/** Finding: in the open article, in the library, and everything by the palette. */
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';

import { startScene } from '$ipc/memory';
import { Session } from '$parts/session/session.svelte';

import '../test-setup';
import { matching } from './commands';
import Window from './Window.svelte';

async function open(scene = 'scene=reading&columns=2&pace=0') {
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
const type = (id: string, value: string) => fireEvent.input(screen.getByTestId(id), { target: { value } });
const told = (text: string) =>
  waitFor(() => {
    expect(screen.getByTestId('find-told')).toHaveTextContent(text);
  });

test('/ finds in all columns, from the sentence the reader is in, and goes round', async () => {
  const session = await open();
  session.select(1);
  await press('/');
  await type('find-text', 'SOURCES');
  await told('1 of');
  expect(session.article?.selected).toBe(1);
  const [now] = document.querySelectorAll('[data-said="found-now"]');
  expect(now).toHaveTextContent('sources');
  expect(document.querySelectorAll('[data-said="found"]').length).toBeGreaterThan(0);
  await press('Enter', { shiftKey: true });
  const total = session.finding.total ?? 0;
  expect(total).toBeGreaterThan(2);
  await told(`${total} of ${total}`);
  await press('Enter');
  await told(`1 of ${total}`);
  await press('Escape');
  expect(screen.queryByTestId('find')).toBeNull();
  expect(document.querySelectorAll('[data-said]')).toHaveLength(0);
});

test('what is not there is said not to be', async () => {
  await open();
  await press('f', { ctrlKey: true });
  await type('find-text', 'zyx');
  await told('Not found');
});

test('the library is searched without accents, and a hit opens its article at its sentence', async () => {
  const session = await open();
  await type('library-search', 'greffe');
  await waitFor(() => {
    expect(screen.queryAllByTestId('library-item')).toHaveLength(0);
  });
  await type('library-search', 'forgotten');
  const hits = await screen.findAllByTestId('library-hit');
  expect(hits[0]?.querySelector('mark')).toHaveTextContent('forgotten');
  session.select(9);
  await fireEvent.click(hits[0] ?? document.body);
  await waitFor(() => {
    expect(session.article?.selected).toBe(1);
  });
  expect(session.column).not.toBe('original');
});

describe('the palette', () => {
  test('does what is chosen by arrows and Enter, and gives the focus back', async () => {
    const session = await open();
    await press('k', { ctrlKey: true });
    await type('palette-text', 'theme sep');
    await press('Enter');
    await waitFor(() => {
      expect(session.settings.theme).toBe('sepia');
    });
    expect(screen.queryByTestId('palette')).toBeNull();
  });

  test('finds articles and texts, and goes to a sentence by its number', async () => {
    const session = await open();
    await press('k', { ctrlKey: true });
    await type('palette-text', '12');
    await press('Enter');
    await waitFor(() => {
      expect(session.article?.selected).toBe(12);
    });
    await press('k', { ctrlKey: true });
    await type('palette-text', 'trois marches');
    await press('Enter');
    await waitFor(() => {
      expect(session.article?.summary.title).toBe('Trois marchés, trois saisons');
    });
  });

  test('Escape closes it and nothing else', async () => {
    const session = await open();
    await press('k', { ctrlKey: true });
    await press('Escape');
    expect(screen.queryByTestId('palette')).toBeNull();
    expect(session.article?.selected).toBe(5);
  });
});

test('a name is matched by the beginnings of its words, without accents', () => {
  const named = ['Copier la phrase', 'Thème : sépia', 'Rétablir', 'Phrase suivante'].map((title) => ({ title }));
  const check = (query: string, titles: string[]) => {
    expect(matching(named, query).map((one) => one.title)).toEqual(titles);
  };
  check('theme se', ['Thème : sépia']);
  check('phr', ['Phrase suivante', 'Copier la phrase']);
  check('retab', ['Rétablir']);
  check('table', []);
});
