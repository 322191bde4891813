// @vitest-environment jsdom
/** The window over the in-memory backend: what a reader does, and what stands on screen then. */
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';

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

const segments = (id: number) => [
  ...document.querySelectorAll<HTMLElement>(`[data-testid="segment"][data-segment="${id}"]`),
];
const marked = (attribute: string) =>
  [...document.querySelectorAll<HTMLElement>(`[${attribute}]`)].map((span) => [
    Number(span.dataset['segment']),
    span.dataset['column'],
  ]);
const press = (key: string, modifiers: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...modifiers });

beforeEach(() => {
  vi.restoreAllMocks();
});

describe.each(['pages', 'rows', 'interlinear', 'reveal'])('linking in %s', (layout) => {
  const scene = `scene=failed&columns=2&pace=0&layout=${layout}`;

  test('hovering a sentence marks it and its partners, and nothing else', async () => {
    await open(scene);
    const [original] = segments(3);
    await fireEvent.pointerOver(original ?? document.body);
    expect(marked('data-hovered')).toEqual([
      [3, 'original'],
      [3, '1'],
      [3, '2'],
    ]);
    await fireEvent.pointerOver(segments(4)[2] ?? document.body);
    expect(marked('data-hovered').map(([segment]) => segment)).toEqual([4, 4, 4]);
    await fireEvent.pointerOver(document.querySelector('.heads') ?? document.body);
    expect(marked('data-hovered')).toEqual([]);
  });

  test('a click selects, j and k move on, Escape lets go', async () => {
    const session = await open(scene);
    await fireEvent.click(segments(3)[1] ?? document.body);
    expect(session.article?.selected).toBe(3);
    expect(marked('data-selected').map(([segment]) => segment)).toEqual([3, 3, 3]);
    await press('j');
    expect(session.article?.selected).toBe(4);
    expect(document.activeElement).toBe(segments(4)[1]);
    await press('ArrowRight');
    expect(document.activeElement).toBe(segments(4)[2]);
    await press('k');
    await press('k');
    expect(session.article?.selected).toBe(2);
    await press('Escape');
    expect(marked('data-selected')).toEqual([]);
  });

  test('exactly one sentence is a stop for Tab', async () => {
    const session = await open(scene);
    const stops = () => document.querySelectorAll('.segment[tabindex="0"]').length;
    expect(stops()).toBe(1);
    session.select(null);
    await waitFor(() => {
      expect(stops()).toBe(1);
    });
  });
});

test('the selection survives a change of layout, and is kept', async () => {
  const save = vi.spyOn(backend, 'invoke');
  const session = await open('scene=failed&pace=0');
  await fireEvent.click(segments(9)[0] ?? document.body);
  await fireEvent.click(screen.getByTestId('layout-rows'));
  await waitFor(() => {
    expect(document.querySelector('[data-layout="rows"]')).not.toBeNull();
  });
  expect(marked('data-selected').map(([segment]) => segment)).toEqual([9, 9]);
  session.flush();
  expect(save).toHaveBeenCalledWith('save_view', {
    article: 1,
    view: { columns: [2], segment: 9, top: null, below: 0, base: null, layout: 'rows', widths: [] },
  });
});

describe('revealing', () => {
  const hidden = () => document.querySelectorAll('.veil').length;

  test('translations are hidden until the space bar asks for one sentence, which hides it again', async () => {
    const session = await open('scene=reading&pace=0&layout=reveal');
    expect(hidden()).toBe(session.article?.summary.segments);
    expect(segments(3)[1]).toHaveTextContent('hidden: the space bar shows it');
    session.select(3);
    await press(' ');
    expect(segments(3)[1]?.querySelector('.veil')).toBeNull();
    expect(segments(4)[1]?.querySelector('.veil')).not.toBeNull();
    await press(' ');
    expect(segments(3)[1]?.querySelector('.veil')).not.toBeNull();
  });

  test('a press on a hidden sentence shows it', async () => {
    await open('scene=reading&pace=0&layout=reveal');
    await fireEvent.click(segments(7)[1]?.querySelector('.veil') ?? document.body);
    expect(segments(7)[1]?.querySelector('.veil')).toBeNull();
  });

  test('in other layouts the space bar is the page’s', async () => {
    const session = await open('scene=reading&pace=0');
    session.select(3);
    expect(await press(' ')).toBe(true);
    expect(hidden()).toBe(0);
  });
});

test('an article keeps its layout, and the next one opens like the last one read', async () => {
  const session = await open('scene=reading&pace=0');
  await fireEvent.click(screen.getByTestId('layout-interlinear'));
  await session.open(2);
  expect(session.layout).toBe('interlinear');
  await fireEvent.click(screen.getByTestId('layout-rows'));
  await session.open(1);
  expect(session.layout).toBe('interlinear');
});

test('a column is made wider by key, and all are equal again by Home', async () => {
  const session = await open('scene=failed&columns=2&pace=0');
  const [edge] = screen.getAllByRole('separator', { name: 'Width of the column Original' });
  expect(edge).toHaveAttribute('aria-valuenow', '33');
  await fireEvent.keyDown(edge ?? document.body, { key: 'ArrowRight' });
  expect(edge).toHaveAttribute('aria-valuenow', '35');
  const [original = 0, first = 0, second = 0] = session.article?.widths ?? [];
  expect(original + first).toBeCloseTo(2 / 3);
  expect(second).toBeCloseTo(1 / 3);
  await fireEvent.keyDown(edge ?? document.body, { key: 'Home' });
  expect(session.article?.widths).toEqual([]);
});

test('what a layer says stands in the sentence and beside it, and goes with the layer', async () => {
  const session = await open('scene=failed&columns=2&pace=0');
  const remove = session.article?.overlay({
    spans: (segment, column) => (segment === 3 && column === '1' ? [{ start: 0, end: 4, kind: 'differs' }] : []),
    margin: (segment, column) =>
      segment === 3 && column === '1' ? { kind: 'flag', label: 'Number changed', count: 2 } : null,
  });
  await waitFor(() => {
    expect(segments(3)[1]?.querySelector('[data-said="differs"]')?.textContent).toHaveLength(4);
  });
  expect(document.querySelectorAll('[data-said]')).toHaveLength(1);
  await fireEvent.click(screen.getByRole('button', { name: 'Number changed' }));
  expect(session.article?.selected).toBe(3);
  remove?.();
  await waitFor(() => {
    expect(document.querySelector('[data-said], [data-testid="margin-mark"]')).toBeNull();
  });
});

describe('a failed sentence', () => {
  test('says so in words where it would stand, and never looks like text', async () => {
    await open('scene=failed&pace=0');
    const [, cell] = segments(6);
    expect(cell?.dataset['state']).toBe('failed');
    const mark = within(cell ?? document.body).getByTestId('failure');
    expect(mark).toHaveTextContent('Not translated. The engine did not answer in time.');
    expect(mark.lang).toBe('en');
    expect(screen.queryByText(/choose another engine/u)).toBeNull();
    await fireEvent.click(cell ?? document.body);
    expect(screen.getByText(/choose another engine/u)).toBeInTheDocument();
  });

  test('is asked for again by its button, and only it', async () => {
    const invoke = vi.spyOn(backend, 'invoke');
    const session = await open('scene=failed&pace=1');
    await fireEvent.click(screen.getByRole('button', { name: 'Retry sentence 6' }));
    expect(invoke).toHaveBeenCalledWith('retry', { rendition: 2, segments: [6] });
    await waitFor(() => {
      expect(segments(6)[1]?.dataset['state']).toBe('done');
    });
    expect(session.article?.rendition(2)?.failed).toBe(1);
    expect(screen.getAllByTestId('failure')).toHaveLength(1);
  });

  test('speaks the language of the window', async () => {
    await open('scene=failed&pace=0&language=fr');
    expect(screen.getAllByTestId('failure')[0]).toHaveTextContent('Non traduite. Le moteur n’a pas répondu à temps.');
  });
});

describe('translating', () => {
  test('a new column fills in while it runs, and stops and goes on when told', async () => {
    const session = await open('scene=empty&pace=5');
    await fireEvent.click(screen.getByTestId('import-sample'));
    await screen.findByRole('heading', { level: 1, name: 'La carte des sources oubliées' });
    await press('t', { ctrlKey: true });
    await fireEvent.click(await screen.findByRole('button', { name: /Apertium/u }));
    await fireEvent.click(await screen.findByTestId('cancel'));
    const resume = await screen.findByTestId('resume');
    const { done = 0, total = 0 } = session.article?.shown.at(-1) ?? {};
    expect(done).toBeLessThan(total);
    await fireEvent.click(resume);
    await waitFor(() => {
      expect(session.article?.shown.at(-1)?.status).toBe('finished');
    });
    expect(document.querySelectorAll('[data-state="waiting"]')).toHaveLength(0);
    expect(screen.queryByTestId('cancel')).toBeNull();
  });

  test('an engine that cannot do it now says why, and what to do', async () => {
    await open('scene=reading&pace=0');
    await fireEvent.click(screen.getByTestId('translate'));
    const [, server] = await screen.findAllByTestId('engine-option');
    expect(server).toHaveTextContent('The translation server could not be reached. Check the connection');
    expect(server).toHaveAttribute('aria-disabled', 'true');
  });

  test('a waiting sentence is a quiet line that says so to those who cannot see it', async () => {
    await open('scene=translating&pace=0');
    const [waiting] = document.querySelectorAll('[data-state="waiting"]');
    expect(waiting).toHaveTextContent('not translated yet');
    expect(screen.getAllByRole('progressbar', { name: /Apertium/u })[0]).toHaveAttribute('aria-valuenow', '15');
  });
});

describe('import', () => {
  test('what is wrong with a text is said where it was pasted', async () => {
    await open('scene=empty');
    await fireEvent.click(screen.getByTestId('paste'));
    await fireEvent.click(screen.getByTestId('paste-submit'));
    await waitFor(() => {
      expect(screen.getByTestId('paste-error')).toHaveTextContent('There is no text here. Paste or open');
    });
  });

  test('Ctrl V opens the place to paste with the focus in it', async () => {
    await open('scene=reading&pace=0');
    await press('v', { ctrlKey: true });
    expect(document.activeElement).toBe(screen.getByTestId('paste-text'));
  });

  test('a text already in the library is opened, and that is said', async () => {
    const session = await open('scene=reading&pace=0');
    await session.importText('Trois marchés, trois saisons', null);
    await waitFor(() => {
      expect(screen.getByTestId('notice')).toHaveTextContent('This text was already in the library.');
    });
    expect(session.article?.summary.title).toBe('Trois marchés, trois saisons');
  });
});

test('removing an article asks in place, and keeps it unless told otherwise', async () => {
  const session = await open('scene=reading&pace=0');
  const [remove] = screen.getAllByTestId('library-remove');
  await fireEvent.click(remove ?? document.body);
  expect(session.articles).toHaveLength(5);
  await fireEvent.click(screen.getByTestId('library-remove-yes'));
  await waitFor(() => {
    expect(session.articles).toHaveLength(4);
  });
  expect(screen.getByTestId('welcome')).toBeInTheDocument();
});

test('a file that is there already is replaced only when the reader says so', async () => {
  await open('scene=failed&pace=0');
  await press('e', { ctrlKey: true });
  await waitFor(() => {
    expect(screen.getByTestId('export-path')).toHaveValue('~/Documents/la-carte-des-sources-oubliees.tmx');
  });
  const result = screen.getByTestId('export-result');
  await fireEvent.click(screen.getByTestId('export-submit'));
  await waitFor(() => {
    expect(result).toHaveTextContent('28 pairs written to ~/Documents/la-carte-des-sources-oubliees.tmx');
  });
  expect(result).toHaveTextContent('2 sentences without translation left out.');
  await fireEvent.click(screen.getByTestId('export-submit'));
  await fireEvent.click(await screen.findByTestId('export-overwrite'));
  await waitFor(() => {
    expect(result.dataset['outcome']).toBe('written');
  });
});

test('settings take effect at once', async () => {
  await open('scene=reading&pace=0');
  await press(',');
  await fireEvent.click(screen.getByTestId('theme-sepia'));
  expect(document.documentElement.dataset['theme']).toBe('sepia');
  await press('+', { ctrlKey: true });
  expect(document.documentElement.style.getPropertyValue('--reader-scale')).toBe('1.1');
  await fireEvent.change(screen.getByTestId('ui-language'), { target: { value: 'fr' } });
  expect(document.documentElement.lang).toBe('fr');
  expect(screen.getByTestId('translate')).toHaveTextContent('Traduire');
});
