import { expect, test } from 'vitest';

import type { CellDto, JobEvent, RenditionSummary } from '$ipc/generated';

import { perFrame, type Changes } from './jobs';

const rendition = (id: number, change: Partial<RenditionSummary> = {}): RenditionSummary => ({
  id,
  article: 1,
  language: 'en',
  name: 'Apertium',
  engine: 'apertium',
  route: null,
  rough: true,
  assembled: false,
  human: false,
  begun: '2026-11-14T08:00:00Z',
  status: 'running',
  done: 0,
  failed: 0,
  total: 9,
  billedCharacters: null,
  billedTokens: null,
  ...change,
});
const done = (text: string): CellDto => ({ state: 'done', text, provenance: null });
const progress = (id: number, count: number, ...cells: [number, CellDto][]): JobEvent => ({
  type: 'progress',
  rendition: rendition(id, { done: count }),
  cells: cells.map(([segment, cell]) => ({ segment, cell })),
});

function listening() {
  const applied: Changes[] = [];
  const frames: (() => void)[] = [];
  const hear = perFrame(
    (changes) => applied.push(changes),
    (run) => frames.push(run),
  );
  return { applied, frames, hear, frame: () => frames.splice(0).forEach((run) => run()) };
}

test('all events of one frame are applied at once', () => {
  const { applied, frames, hear, frame } = listening();
  hear(progress(7, 1, [11, done('one')]));
  hear(progress(7, 2, [12, done('two')]));
  hear(progress(8, 1, [11, done('uno')]));
  expect(frames).toHaveLength(1);
  expect(applied).toHaveLength(0);
  frame();
  expect(applied).toHaveLength(1);
  const [changes] = applied;
  expect(changes?.renditions.get(7)?.done).toBe(2);
  expect([...(changes?.cells.get(7) ?? [])]).toEqual([
    [11, done('one')],
    [12, done('two')],
  ]);
  expect(changes?.cells.get(8)?.get(11)).toEqual(done('uno'));
});

test('the latest state of a sentence wins', () => {
  const { applied, hear, frame } = listening();
  hear(progress(7, 0, [11, { state: 'waiting' }]));
  hear(progress(7, 1, [11, done('at last')]));
  frame();
  expect(applied[0]?.cells.get(7)?.get(11)).toEqual(done('at last'));
});

test('each frame starts afresh', () => {
  const { applied, hear, frame } = listening();
  hear(progress(7, 1, [11, done('one')]));
  frame();
  hear(progress(7, 2, [12, done('two')]));
  frame();
  expect(applied).toHaveLength(2);
  expect([...(applied[1]?.cells.get(7)?.keys() ?? [])]).toEqual([12]);
});

test('an end carries its reason', () => {
  const { applied, hear, frame } = listening();
  const error = { code: 'engine-unreachable', detail: null } as const;
  hear({ type: 'ended', rendition: rendition(7, { status: 'paused' }), error });
  frame();
  expect(applied[0]?.ended.get(7)).toEqual(error);
  expect(applied[0]?.renditions.get(7)?.status).toBe('paused');
});

test('a job resumed within the frame it ended in has not ended', () => {
  const { applied, hear, frame } = listening();
  hear({ type: 'ended', rendition: rendition(7, { status: 'paused' }), error: { code: 'cancelled', detail: null } });
  hear(progress(7, 3));
  frame();
  expect(applied[0]?.ended.has(7)).toBe(false);
});
