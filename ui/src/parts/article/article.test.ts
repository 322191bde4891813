import { beforeEach, expect, test, vi } from 'vitest';

import { backend, startScene } from '$ipc/memory';
import type { CellDto, JobEvent } from '$ipc/generated';

import { OpenArticle } from './article.svelte';
import { gather, noChanges } from './jobs';

beforeEach(() => {
  startScene('scene=failed&pace=0');
});

const idle = () => Promise.resolve();
const done = (text: string): CellDto => ({ state: 'done', text, provenance: null });

async function opened() {
  const article = await OpenArticle.open(1);
  await article.readRest(idle);
  return article;
}

function progress(article: OpenArticle, segment: number, cell: CellDto): JobEvent {
  const rendition = article.renditions.at(-1);
  if (!rendition) throw new Error('the scene has a rendition');
  return { type: 'progress', rendition: { ...rendition, done: 29 }, cells: [{ segment, cell }] };
}

test('opens where the reader left off', async () => {
  const article = await opened();
  expect(article.complete).toBe(true);
  expect(article.reading).toHaveLength(article.summary.segments);
  expect(article.columns).toEqual([2]);
  expect(article.selected).toBe(5);
});

test('columns of renditions that are gone are not shown', async () => {
  await backend.invoke('remove_rendition', { rendition: 2 });
  expect((await opened()).columns).toEqual([]);
});

test('an answer changes its own cell and no other', async () => {
  const article = await opened();
  const before = article.reading.map((id) => article.sentence(id)?.cell(2).now);
  article.apply(gather(noChanges(), progress(article, 6, done('At last.'))));
  const after = article.reading.map((id) => article.sentence(id)?.cell(2).now);
  const changed = article.reading.filter((_, at) => before[at] !== after[at]);
  expect(changed).toEqual([6]);
  expect(article.rendition(2)?.done).toBe(29);
});

test('a page asked for before an answer does not undo it', async () => {
  const article = await opened();
  article.hide(2);
  let let_through: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (let_through = resolve));
  const { invoke } = backend;
  const asking = vi.spyOn(backend, 'invoke').mockImplementation(async (command, args) => {
    const answer = await invoke(command, args);
    if (command === 'read_blocks') await held;
    return answer;
  });
  const showing = article.show(2);
  await vi.waitFor(() => {
    expect(asking).toHaveBeenCalled();
  });
  article.apply(gather(noChanges(), progress(article, 6, done('At last.'))));
  let_through();
  await showing;
  vi.restoreAllMocks();
  expect(article.sentence(6)?.cell(2).now).toEqual(done('At last.'));
  expect(article.sentence(7)?.cell(2).now.state).toBe('done');
});

test('events of other articles are not ours', async () => {
  const article = await opened();
  const event = progress(article, 6, done('Elsewhere.'));
  article.apply(gather(noChanges(), { ...event, rendition: { ...event.rendition, article: 99 } }));
  expect(article.sentence(6)?.cell(2).now.state).toBe('failed');
});

test('a removed rendition leaves nothing behind', async () => {
  const article = await opened();
  article.drop(2);
  expect(article.columns).toEqual([]);
  expect(article.rendition(2)).toBeUndefined();
  expect(article.sentence(6)?.cell(2).now.state).toBe('waiting');
});
