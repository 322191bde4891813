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

test('a page of a book is read where the reader is, and no more', async () => {
  startScene('scene=book&sentences=4000&columns=2');
  const asking = vi.spyOn(backend, 'invoke');
  const article = await OpenArticle.open(1);
  await article.readRest(idle);
  const read = () => article.blocks.filter((block) => block.read).length;
  expect(article.blocks.length).toBeGreaterThan(1000);
  expect(read()).toBe(40);
  await article.need(800, 810);
  expect(read()).toBe(80);
  expect(article.blocks[805]?.sentences).toHaveLength(article.blocks[805]?.count ?? -1);
  await article.need(800, 810);
  expect(asking.mock.calls.filter(([command]) => command === 'read_blocks')).toHaveLength(2);
  vi.restoreAllMocks();
});

/** What the window starts with. */
async function began() {
  const { open } = await backend.invoke('startup', {});
  if (!open?.page) throw new Error('no text came with the start');
  return { ...open, page: open.page };
}

test('an article that came with its text needs not be asked for, and is the same', async () => {
  startScene('scene=book&sentences=4000&columns=2');
  const start = await began();
  const asking = vi.spyOn(backend, 'invoke');
  const article = await OpenArticle.opened(start);
  expect(asking).not.toHaveBeenCalled();
  const asked = await OpenArticle.open(1);
  expect(article.reading).toEqual(asked.reading);
  expect(article.reading.length).toBeGreaterThan(40);
  for (const id of article.reading)
    for (const column of article.columns)
      expect(article.sentence(id)?.cell(column).now).toEqual(asked.sentence(id)?.cell(column).now);
  vi.restoreAllMocks();
});

test('text that came for other columns, or not as whole pages, is not taken for what is shown', async () => {
  startScene('scene=book&sentences=4000&columns=2');
  const { head, page, renditions } = await began();
  const { from, blocks } = page;
  for (const strange of [
    { head, page, renditions: renditions.toReversed() },
    { head, page: { from, blocks: blocks.slice(0, -1) }, renditions },
    { head, page: { from: from + 1, blocks: blocks.slice(1) }, renditions },
  ]) {
    const asking = vi.spyOn(backend, 'invoke');
    const article = await OpenArticle.opened(strange);
    expect(asking.mock.calls.map(([command]) => command)).toEqual(['read_blocks']);
    expect(article.blocks.slice(0, 40).every((block) => block.read)).toBe(true);
    vi.restoreAllMocks();
  }
});

test('while a job is at work on it no text comes with the article', async () => {
  startScene('scene=translating&pace=0');
  const { open: start } = await backend.invoke('startup', {});
  expect(start?.page).toBeNull();
});

test('of what is asked for together nothing is let go, however much it is', async () => {
  startScene('scene=book&sentences=4000&columns=1');
  const article = await OpenArticle.open(1);
  await article.need(100, 1000);
  expect(article.reading.length).toBeGreaterThan(2400 + 200);
  expect(article.blocks.slice(100, 1000).every((block) => block.read)).toBe(true);
});

test('of a book no more is held than lies around the reader, and the selected sentence', async () => {
  startScene('scene=book&sentences=4000&columns=1');
  const article = await OpenArticle.open(1);
  article.selected = article.blocks[0]?.sentences[0]?.id ?? null;
  for (let at = 0; at < article.blocks.length; at += 40) await article.need(at, at + 1);
  const read = article.blocks.filter((block) => block.read);
  // A page of forty blocks has some 140 sentences: the selected one's is held beside those that are near.
  expect(article.reading.length).toBeLessThan(2400 + 200);
  expect(article.reading.length).toBeGreaterThan(2000);
  expect(article.sentenceSelected).toBeDefined();
  expect(article.blocks.at(-1)?.read).toBe(true);
  expect(article.reading).toHaveLength(read.reduce((sum, block) => sum + block.sentences.length, 0));
});

test('a paragraph as long as a book is read in parts, and is one paragraph all the same', async () => {
  startScene('scene=book&sentences=4000&columns=1&paragraphs=one');
  const article = await OpenArticle.open(1);
  await article.readRest(idle);
  // The title, and the rest twelve sentences at a time.
  expect(article.blocks).toHaveLength(1 + Math.ceil(3999 / 12));
  expect(article.blocks.slice(0, 3).map(({ continues, count }) => [continues, count])).toEqual([
    [false, 1],
    [false, 12],
    [true, 12],
  ]);
  expect(article.reading.length).toBeLessThan(500);
  // The last sentence of a part has a next one to be joined with, the last one of the paragraph has none.
  const [, first, second] = article.blocks;
  const last = first?.sentences.at(-1)?.id ?? -1;
  expect(article.isLast(last)).toBe(false);
  expect(article.after(last)).toBe(second?.sentences[0]);
  expect(article.step(last, 1)).toEqual({ segment: second?.sentences[0]?.id });
  const end = await article.numbered(4000);
  expect(end?.block).toBe(article.blocks.length - 1);
  expect(article.isLast(end?.id ?? -1)).toBe(true);
  expect(article.isLast(article.blocks[0]?.sentences[0]?.id ?? -1)).toBe(true);
});

test('joining across two parts keeps the selection at its place in the text', async () => {
  startScene('scene=book&sentences=400&columns=1&paragraphs=one');
  const article = await OpenArticle.open(1);
  await article.readRest(idle);
  const texts = () => article.reading.map((id) => article.sentence(id)?.text);
  const before = texts();
  const [first, second] = [article.blocks[1]?.sentences.at(-1), article.blocks[2]?.sentences[0]];
  article.selected = second?.id ?? null;
  await backend.invoke('join_segment', { segment: first?.id ?? -1 });
  await article.reread();
  const joined = `${first?.text ?? ''} ${second?.text ?? ''}`;
  expect(texts()).toEqual([...before.slice(0, 12), joined, ...before.slice(14)]);
  expect(article.sentenceSelected?.text).toBe(joined);
  // Whoever stood behind it has moved into the part before.
  for (const { index, sentences } of article.blocks) expect(sentences.every(({ block }) => block === index)).toBe(true);
});

test('a step goes on in the next block, over separators, and says what must be read first', async () => {
  startScene('scene=book&sentences=4000&columns=0');
  const article = await OpenArticle.open(1);
  expect(article.step(null, 1)).toEqual({ segment: 1 });
  expect(article.step(1, -1)).toEqual({ segment: 1 });
  const end = article.blocks[39]?.sentences.at(-1)?.id ?? 0;
  expect(article.step(end, 1)).toEqual({ block: 40 });
  await article.need(40, 41);
  expect(article.step(end, 1)).toEqual({ segment: end + 1 });
  expect(article.step(null, -1)).toEqual({ block: article.blocks.length - 1 });
});

test('a sentence is found wherever it stands', async () => {
  startScene('scene=book&sentences=4000&columns=0');
  const article = await OpenArticle.open(1);
  expect(article.sentence(3500)).toBeUndefined();
  const found = await article.find(3500);
  expect(found?.number).toBe(3500);
  expect(article.blocks[found?.block ?? -1]?.read).toBe(true);
});

test('an answer that comes while its page is being read is not lost', async () => {
  startScene('scene=failed&pace=0');
  const { invoke } = backend;
  const article = new OpenArticle(await invoke('open_article', { article: 1 }));
  vi.spyOn(backend, 'invoke').mockImplementation(async (command, args) => {
    const answer = await invoke(command, args);
    // The page was made before the answer came, and arrives after it.
    if (command === 'read_blocks') article.apply(gather(noChanges(), progress(article, 6, done('At last.'))));
    return answer;
  });
  await article.need(0, 40);
  vi.restoreAllMocks();
  expect(article.sentence(6)?.cell(2).now).toEqual(done('At last.'));
});
