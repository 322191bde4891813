// @vitest-environment jsdom
/** The reader teaches where sentences part: split, join, never break after, and back again. */
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';

import { backend, startScene } from '$ipc/memory';
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

const original = (id: number | null | undefined) =>
  document.querySelector<HTMLElement>(`[data-segment="${String(id)}"][data-column="original"]`) ?? document.body;
const rendered = (id: number | null | undefined, rendition: number) =>
  document.querySelector<HTMLElement>(`[data-segment="${String(id)}"][data-column="${rendition}"]`) ?? document.body;
const press = (key: string, modifiers: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...modifiers });
const texts = (session: Session) => session.article?.reading.map((id) => session.article?.sentence(id)?.text) ?? [];
const told = (words: string) =>
  waitFor(() => {
    expect(screen.getByTestId('notice')).toHaveTextContent(words);
  });
const isSelected = (session: Session, text: RegExp) =>
  waitFor(() => {
    expect(session.article?.sentenceSelected?.text).toMatch(text);
  });

/** A click puts the caret of the page where it lands. */
async function clickAt(span: HTMLElement, words: string) {
  const walker = document.createTreeWalker(span, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.textContent?.indexOf(words) ?? -1;
    if (at >= 0) getSelection()?.collapse(node, at + 1);
  }
  await fireEvent.pointerDown(span);
  await fireEvent.click(span);
}

test('a click inside the selected sentence sets the place, and the button splits there', async () => {
  const invoke = vi.spyOn(backend, 'invoke');
  const session = await open('scene=reading&columns=2&pace=0');
  await clickAt(original(4), 'celle que');
  expect(screen.queryByTestId('split-place')).toBeNull();
  const before = texts(session);
  const text = before[3] ?? '';
  // Shown with a no-break space before the colon: the offset is the stored text's all the same.
  await clickAt(original(4), 'celle que');
  expect(screen.getByTestId('split-place')).toBeInTheDocument();
  expect(original(4).textContent).toHaveLength(text.length);
  await fireEvent.click(screen.getByTestId('segment-split'));
  await told('Sentence 4 is now 4 and 5.');
  expect(invoke).toHaveBeenCalledWith('split_segment', { segment: 4, at: text.indexOf('celle que') });
  expect(texts(session)).toHaveLength(before.length + 1);
  expect(session.article?.sentenceSelected?.text).toBe(text.slice(0, text.indexOf('celle que')).trim());
  expect(session.article?.sentence(5)?.number).toBe(6);
  vi.restoreAllMocks();
});

test('what was split waits in the machine’s column, and is said to be missing in a person’s', async () => {
  const session = await open('scene=reading&columns=2&pace=1');
  expect(screen.queryByTestId('resume')).toBeNull();
  session.select(5);
  await press('s');
  await press('Enter');
  await told('is now');
  const id = session.article?.selected;
  expect(rendered(id, 1)).toHaveTextContent('No translation of this sentence here');
  expect(rendered(id, 2)).toHaveTextContent('not translated yet');
  // What did not change keeps what it has.
  expect(rendered(4, 2).dataset['state']).toBe('done');
  const [, human, machine] = screen.getAllByTestId('column-head');
  expect(human).toHaveTextContent('29 of 31');
  expect(machine).toHaveTextContent('2 sentences to translate');
  expect(machine?.dataset['status']).toBe('finished');
  await fireEvent.click(screen.getByTestId('resume'));
  await waitFor(() => {
    expect(rendered(id, 2).dataset['state']).toBe('done');
  });
  expect(screen.queryByTestId('resume')).toBeNull();
});

test('undo after a split brings the sentence back with its translations', async () => {
  const session = await open('scene=reading&columns=2&pace=0');
  const before = texts(session);
  session.select(5);
  await press('s');
  await press('Enter');
  await told('is now');
  await fireEvent.click(screen.getByTestId('notice-undo'));
  await waitFor(() => {
    expect(texts(session)).toEqual(before);
  });
  expect(session.article?.selected).toBe(5);
  expect(rendered(5, 2).dataset['state']).toBe('done');
  expect(screen.queryByTestId('notice')).toBeNull();
});

test('by keyboard: s, arrows by word, Enter; Escape leaves the sentence whole and selected', async () => {
  const session = await open('scene=reading&pace=0');
  session.select(7);
  await press('s');
  const place = session.article?.place ?? 0;
  const text = session.article?.sentenceSelected?.text ?? '';
  expect(text.slice(place)).toMatch(/^que l’on/u);
  await press('ArrowLeft');
  expect(text.slice(session.article?.place ?? 0)).toMatch(/^nom,/u);
  await press('ArrowRight');
  await press('ArrowRight');
  expect(text.slice(session.article?.place ?? 0)).toMatch(/^l’on/u);
  await press('Escape');
  expect(session.article?.place).toBeNull();
  expect(session.article?.selected).toBe(7);
  await press('s');
  await press('j');
  expect(screen.queryByTestId('split-place')).toBeNull();
});

test('m joins with the next, a person’s texts are joined with it, Ctrl Z parts them again', async () => {
  const session = await open('scene=reading&columns=2&pace=0');
  const before = texts(session);
  session.select(5);
  await press('m');
  await told('Sentences 5 and 6 are one now.');
  const id = session.article?.selected;
  expect(texts(session)).toHaveLength(before.length - 1);
  expect(rendered(id, 1)).toHaveTextContent(/at 312.” Some are down/u);
  expect(rendered(id, 2).dataset['state']).toBe('waiting');
  await press('z', { ctrlKey: true });
  await waitFor(() => {
    expect(texts(session)).toEqual(before);
  });
  expect(session.article?.selected).toBe(5);
  expect(rendered(6, 2).dataset['state']).toBe('done');
});

test('the last sentence of a paragraph has none to be joined with', async () => {
  const session = await open('scene=reading&pace=0');
  session.select(1);
  await waitFor(() => {
    expect(screen.getByTestId('segment-join')).toHaveAttribute('aria-disabled', 'true');
  });
  await press('m');
  await told('There is nothing to part or to join here.');
});

test('never break after: offered when a sentence is joined, worded by the reader, kept, listed, forgotten', async () => {
  const invoke = vi.spyOn(backend, 'invoke');
  const session = await open('scene=empty');
  await session.importText('Titre\nIl va à la Bibl. Nationale. Il revient.\nLa Bibl. Nationale ferme.', null);
  await waitFor(() => {
    expect(texts(session)).toHaveLength(6);
  });
  session.select(session.article?.reading[1] ?? null);
  await press('m');
  await isSelected(session, /^Il va à la Bibl\. Nationale\.$/u);
  const offer = await screen.findByTestId('never-break');
  expect(offer).toHaveTextContent('Never break after “Bibl.”');
  await fireEvent.click(offer);
  expect(screen.getByTestId('never-break-text')).toHaveValue('Bibl.');
  expect(document.activeElement).toBe(screen.getByTestId('never-break-text'));
  await fireEvent.click(screen.getByTestId('never-break-keep'));
  await told('Kept: in French no sentence ends after “Bibl.”.');
  expect(invoke).toHaveBeenCalledWith('never_break_after', {
    exception: { language: 'fr', text: 'Bibl.' },
    keep: true,
  });
  expect(texts(session)).toEqual(['Titre', 'Il va à la Bibl. Nationale.', 'Il revient.', 'La Bibl. Nationale ferme.']);
  expect(session.articles[0]?.segments).toBe(4);

  await press(',');
  const kept = screen.getByTestId('exception');
  expect(kept.dataset['text']).toBe('Bibl.');
  await fireEvent.click(screen.getByTestId('exception-remove'));
  await screen.findByTestId('exceptions-empty');
  // The reader's own word on the one place stands.
  await waitFor(() => {
    expect(texts(session)).toHaveLength(5);
  });
  await told('Forgotten');
  await fireEvent.click(screen.getByTestId('notice-undo'));
  await screen.findByTestId('exception');
  vi.restoreAllMocks();
});

test('an exception is added by hand, and saving other settings does not lose it', async () => {
  const session = await open('scene=reading&pace=0');
  await press(',');
  expect(screen.getByTestId('exceptions-empty')).toHaveTextContent('Join two sentences');
  await fireEvent.input(screen.getByTestId('exception-text'), { target: { value: '  av.   J.-C. ' } });
  await fireEvent.click(screen.getByTestId('exception-add'));
  await waitFor(() => {
    expect(screen.getByTestId('exception').dataset['text']).toBe('av. J.-C.');
  });
  await fireEvent.click(screen.getByTestId('theme-sepia'));
  expect(session.settings.neverBreakAfter).toEqual([{ language: 'fr', text: 'av. J.-C.' }]);
});
