// @vitest-environment jsdom
/** What the reader does to sentences by hand: edits, verdicts, notes, other answers; and takes back. */
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';

import { backend, startScene } from '$ipc/memory';
import { Session } from '$parts/session/session.svelte';

import '../test-setup';
import Window from './Window.svelte';

async function open(scene = 'scene=failed&columns=2&pace=0') {
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
const cell = (segment: number, column: number) =>
  document.querySelector<HTMLElement>(`[data-segment="${segment}"][data-column="${column}"]`) ?? document.body;
const mark = () => screen.queryAllByTestId('margin-mark').map((one) => one.dataset['kind']);

async function write(text: string): Promise<void> {
  const editor = await screen.findByTestId('editor');
  editor.textContent = text;
  await fireEvent.input(editor);
}

test('e edits the sentence where it stands, Enter keeps it, Ctrl Z and Ctrl Y go back and forth', async () => {
  await open();
  await fireEvent.click(cell(5, 2));
  cell(5, 2).focus();
  const before = cell(5, 2).textContent;
  await press('e');
  expect((await screen.findByTestId('editor')).textContent).toBe(before);
  await write('We thought there were twenty.');
  await press('Enter');
  await waitFor(() => {
    expect(cell(5, 2)).toHaveTextContent('We thought there were twenty.');
  });
  expect(cell(5, 2).dataset['state']).toBe('edited');
  await press('z', { ctrlKey: true });
  await waitFor(() => {
    expect(cell(5, 2).dataset['state']).toBe('done');
  });
  expect(cell(5, 2).textContent).toBe(before);
  expect(screen.getByTestId('notice')).toHaveTextContent('Undone: the text of sentence 5.');
  await press('y', { ctrlKey: true });
  await waitFor(() => {
    expect(cell(5, 2).dataset['state']).toBe('edited');
  });
  await press('z', { ctrlKey: true });
  await press('z', { ctrlKey: true });
  await waitFor(() => {
    expect(screen.getByTestId('notice')).toHaveTextContent('There is nothing to undo.');
  });
});

test('Escape leaves the sentence as it was, and letters typed are no commands', async () => {
  const invoke = vi.spyOn(backend, 'invoke');
  const session = await open();
  await press('e');
  await write('jk');
  await press('k');
  expect(session.article?.selected).toBe(5);
  await press('Escape');
  await waitFor(() => {
    expect(screen.queryByTestId('editor')).toBeNull();
  });
  expect(invoke).not.toHaveBeenCalledWith('edit_sentence', expect.anything());
});

test('what an engine failed to translate can be written', async () => {
  await open();
  await fireEvent.click(cell(6, 2));
  cell(6, 2).focus();
  await press('e');
  await write('Some give only a trickle.');
  await press('Enter');
  await waitFor(() => {
    expect(cell(6, 2).dataset['state']).toBe('edited');
  });
  expect(screen.getAllByTestId('failure')).toHaveLength(1);
});

test('a verdict stands in the margin, and goes when it is given once more', async () => {
  await open();
  cell(5, 2).focus();
  await press('a');
  await waitFor(() => {
    expect(mark()).toEqual(['approved']);
  });
  await press('d');
  await waitFor(() => {
    expect(mark()).toEqual(['doubtful']);
  });
  await press('d');
  await waitFor(() => {
    expect(mark()).toEqual([]);
  });
});

test('n writes a note, which is kept when the reader turns away', async () => {
  const session = await open('scene=reading&pace=0&inspector=open');
  await screen.findByTestId('note');
  await press('n');
  const note = screen.getByTestId('note');
  await waitFor(() => {
    expect(document.activeElement).toBe(note);
  });
  await fireEvent.input(note, { target: { value: 'present tense?' } });
  await fireEvent.blur(note);
  await waitFor(() => {
    expect(mark()).toEqual(['note']);
  });
  session.select(6);
  await waitFor(() => {
    expect(screen.getByTestId('note')).toHaveValue('');
  });
  session.select(5);
  await waitFor(() => {
    expect(screen.getByTestId('note')).toHaveValue('present tense?');
  });
});

test('another engine’s answer replaces nothing until it is taken, and taking it can be undone', async () => {
  await open('scene=reading&columns=1&pace=0&inspector=open');
  await screen.findByTestId('ask-other');
  const before = cell(5, 1).textContent;
  await press('r');
  const [local] = await screen.findAllByTestId('ask-engine');
  await fireEvent.click(local ?? document.body);
  const taken = await screen.findByTestId('take-alternative');
  expect(cell(5, 1).textContent).toBe(before);
  await fireEvent.click(taken);
  await waitFor(() => {
    expect(cell(5, 1)).toHaveTextContent('It believed to find a score');
  });
  expect(await screen.findAllByTestId('history-entry')).toHaveLength(1);
  await fireEvent.click(screen.getByTestId('undo'));
  await waitFor(() => {
    expect(cell(5, 1).textContent).toBe(before);
  });
});

test('r on a sentence that is there offers its own engine first, which is asked anew', async () => {
  const invoke = vi.spyOn(backend, 'invoke');
  const session = await open('scene=reading&columns=2&pace=1&inspector=open');
  await screen.findByTestId('ask-other');
  cell(5, 2).focus();
  await press('r');
  const again = await screen.findByTestId('translate-again');
  expect(document.activeElement).toBe(again);
  await fireEvent.click(again);
  expect(invoke).toHaveBeenCalledWith('translate_again', { rendition: 2, segments: [5] });
  expect(cell(5, 2)).toHaveAttribute('data-state', 'done');
  await waitFor(() => {
    expect(session.notice?.text).toBe('Translated again with Apertium.');
  });
});

test('nobody is asked anew for a person’s words', async () => {
  await open('scene=reading&columns=1&pace=0&inspector=open');
  await screen.findByTestId('ask-other');
  await press('r');
  await screen.findAllByTestId('ask-engine');
  expect(screen.queryByTestId('translate-again')).toBeNull();
});

test('a column is asked anew from its menu; where that costs, only when it is meant', async () => {
  const invoke = vi.spyOn(backend, 'invoke');
  const session = await open('scene=reading&columns=2&pace=0&inspector=open');
  const menu = () => screen.getAllByTestId('column-menu')[1] ?? document.body;
  await fireEvent.click(menu());
  await fireEvent.click(screen.getByTestId('column-again'));
  expect(invoke).toHaveBeenCalledWith('translate_again', { rendition: 2, segments: null });
  expect(screen.queryByTestId('column-again')).toBeNull();

  await session.cancel(2);
  invoke.mockClear();
  session.engines = session.engines.map((one) => ({ ...one, costs: true }));
  await fireEvent.click(menu());
  await fireEvent.click(await screen.findByTestId('column-again'));
  expect(screen.getByTestId('column-again')).toHaveTextContent(/Send [\d,]+ characters to Apertium again/u);
  expect(invoke).not.toHaveBeenCalledWith('translate_again', expect.anything());
  await fireEvent.click(screen.getByTestId('column-again'));
  expect(invoke).toHaveBeenCalledWith('translate_again', { rendition: 2, segments: null });
});

test('a new request that fails says that the old text was kept', async () => {
  const session = await open('scene=reading&columns=2&pace=0&inspector=open');
  const before = cell(5, 2).textContent;
  const rendition = session.article?.rendition(2);
  if (!rendition) throw new Error('no second column');
  await session.translateAgain(2, [5]);
  const error = { code: 'engine-timed-out', detail: null } as const;
  session.apply({ renditions: new Map([[2, rendition]]), cells: new Map(), ended: new Map([[2, error]]) });
  await waitFor(() => {
    expect(session.notice?.text).toMatch(/The text that was there has been kept\.$/u);
  });
  expect(cell(5, 2).textContent).toBe(before);
});

test('r on a sentence that failed asks its own engine again', async () => {
  const invoke = vi.spyOn(backend, 'invoke');
  await open('scene=failed&pace=1');
  await fireEvent.click(cell(6, 2));
  cell(6, 2).focus();
  await press('r');
  expect(invoke).toHaveBeenCalledWith('retry', { rendition: 2, segments: [6] });
});

test('a pair is copied one under the other', async () => {
  const invoke = vi.spyOn(backend, 'invoke');
  await open('scene=reading&pace=0&inspector=open');
  await fireEvent.click(await screen.findByTestId('copy-pair'));
  const copied = invoke.mock.calls.find(([command]) => command === 'copy_text')?.[1];
  expect(copied).toEqual({ text: expect.stringMatching(/^« On croyait.*\n“We thought/su) as string });
});
