// @vitest-environment jsdom
/** Engines, glossaries and money in the settings: what a reader does, and what stands on screen then. */
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, test } from 'vitest';

import { startScene } from '$ipc/memory';
import { Session } from '$parts/session/session.svelte';

import '../test-setup';
import Window from './Window.svelte';

async function open(scene: string): Promise<void> {
  startScene(`pace=0&${scene}`);
  render(Window, { session: await Session.start() });
}

async function engines(scene: string): Promise<void> {
  await open(scene);
  await fireEvent.keyDown(document.body, { key: ',', ctrlKey: true });
  await fireEvent.click(await screen.findByTestId('settings-engines'));
  await screen.findAllByTestId('engine-card');
}

const card = (engine: string): HTMLElement => {
  const found = screen.getAllByTestId('engine-card').find((one) => one.dataset['engine'] === engine);
  if (!found) throw new Error(`no card of ${engine}`);
  return found;
};
const order = () => screen.getAllByTestId('engine-card').map((one) => one.dataset['engine']);

describe('the engines in the settings', () => {
  beforeEach(() => engines('scene=engines'));

  test('one is added with its key and tried at once', async () => {
    await fireEvent.click(screen.getByTestId('engine-add'));
    expect(screen.getByTestId('engine-kind')).toHaveValue('deepl');
    expect(screen.getByTestId('engine-key-place')).toHaveValue('keychain');
    await fireEvent.input(screen.getByTestId('engine-key'), { target: { value: 'k-secret' } });
    await fireEvent.submit(screen.getByTestId('engine-form'));
    await waitFor(() => expect(order()).toContain('deepl-2'));
    const added = card('deepl-2');
    expect(await within(added).findByTestId('engine-sample')).toHaveTextContent('The sea is calm this morning.');
    expect(within(added).getByTestId('engine-usage')).toHaveTextContent('112,430 of 500,000');
    expect(document.body).not.toHaveTextContent('k-secret');
    expect(document.querySelector('[value*="k-secret"]')).toBeNull();
  });

  test('one that does not work says why and what to do', async () => {
    await fireEvent.click(within(card('home')).getByTestId('engine-test'));
    const told = await within(card('home')).findByTestId('engine-fails');
    expect(told).toHaveTextContent(/could not be reached.*Check the connection.*connection refused/u);
  });

  test('a key that is not there is told on the card', () => {
    expect(within(card('mistral')).getByTestId('engine-key-state')).toHaveTextContent('$MISTRAL_KEY is not set');
  });

  test('the arrow keys change the order, and the focus stays', async () => {
    const before = order();
    await fireEvent.keyDown(within(card('mistral')).getByTestId('engine-grip'), { key: 'ArrowUp' });
    await waitFor(() => expect(order()).toEqual(['mistral', 'deepl', ...before.slice(2)]));
    await waitFor(() => expect(within(card('mistral')).getByTestId('engine-grip')).toHaveFocus());
    expect(await screen.findByText('Mistral is now number 1 of 4.')).toBeInTheDocument();
  });

  test('fields come from the description of the kind, and what is written there is kept', async () => {
    await fireEvent.click(screen.getByTestId('engine-add'));
    await fireEvent.change(screen.getByTestId('engine-kind'), { target: { value: 'openai' } });
    const fields = () => screen.getAllByTestId('engine-field');
    await waitFor(() => expect(fields().map((one) => one.dataset['field'])).toEqual(['url', 'model', 'temperature']));
    const values = ['http://localhost:8000', 'tiny', 'warm'];
    for (const [at, value] of values.entries()) {
      const field = fields()[at];
      if (field) await fireEvent.input(field, { target: { value } });
    }
    await fireEvent.submit(screen.getByTestId('engine-form'));
    expect(await screen.findByText('This cannot be read.')).toBeInTheDocument();
    const temperature = fields()[2];
    if (temperature) await fireEvent.input(temperature, { target: { value: '0,5' } });
    await fireEvent.submit(screen.getByTestId('engine-form'));
    await waitFor(() => expect(order()).toContain('openai-compatible'));
    await fireEvent.click(within(card('openai-compatible')).getByTestId('engine-edit'));
    expect(fields().map((one) => (one as HTMLInputElement).value)).toEqual(['http://localhost:8000', 'tiny', '0.5']);
  });

  test('where text goes, and with what, stands under privacy', async () => {
    await fireEvent.click(screen.getByTestId('settings-privacy'));
    const told = await screen.findAllByTestId('privacy-engine');
    expect(told).toHaveLength(3);
    expect(told[1]).toHaveTextContent(/go to api\.mistral\.ai.*sentences around them.*\$MISTRAL_KEY/u);
  });
});

describe('before money is spent', () => {
  test('the window says how much, and only then asks', async () => {
    await open('scene=engines');
    await fireEvent.click(await screen.findByTestId('translate'));
    const option = (engine: string) =>
      screen.getAllByTestId('engine-option').find((one) => one.dataset['engine'] === engine);
    await waitFor(() => expect(option('deepl')).toBeDefined());
    const deepl = option('deepl');
    if (deepl) await fireEvent.click(deepl);
    expect(await screen.findByTestId('confirm-characters')).toHaveTextContent('1,986 characters');
    expect(screen.getByTestId('confirm-price')).toHaveTextContent('About 0.04 EUR');
    expect(screen.getAllByTestId('column-head')).toHaveLength(2);
    await fireEvent.click(screen.getByTestId('confirm-yes'));
    await waitFor(() => expect(screen.getAllByTestId('column-head')).toHaveLength(3));
    expect(screen.queryByTestId('confirm')).toBeNull();
  });

  test('what is free is translated at once', async () => {
    await open('scene=engines');
    await fireEvent.click(await screen.findByTestId('translate'));
    const apertium = await waitFor(() => {
      const found = screen.getAllByTestId('engine-option').find((one) => one.dataset['engine'] === 'apertium');
      expect(found).toBeDefined();
      return found;
    });
    if (apertium) await fireEvent.click(apertium);
    await waitFor(() => expect(screen.queryByTestId('engine-option')).toBeNull());
    expect(screen.queryByTestId('confirm')).toBeNull();
  });
});

test('without a keychain the reader chooses where the key is', async () => {
  await engines('scene=engines&keychain=none');
  await fireEvent.click(screen.getByTestId('engine-add'));
  const place = screen.getByTestId('engine-key-place');
  expect(within(place).queryByText('In this system’s keychain')).toBeNull();
  expect(place).toHaveValue('session');
  expect(screen.getByText(/No keychain runs here/u)).toBeInTheDocument();
  await fireEvent.change(place, { target: { value: 'variable' } });
  expect(await screen.findByTestId('engine-key-name')).toBeRequired();
  expect(screen.queryByTestId('engine-key')).toBeNull();
});

test('terms are kept, shown and removed', async () => {
  await engines('scene=reading');
  await fireEvent.click(screen.getByTestId('settings-glossaries'));
  await screen.findByTestId('glossary-empty');
  for (const [source, target] of [
    ['nappe phréatique', 'water table'],
    ['bac', 'ferry'],
  ] as const) {
    await fireEvent.input(screen.getByTestId('term-source'), { target: { value: source } });
    await fireEvent.input(screen.getByTestId('term-target'), { target: { value: target } });
    await fireEvent.click(screen.getByTestId('term-add'));
    await screen.findByText(source);
  }
  expect(screen.getAllByTestId('term').map((one) => one.textContent.trim())).toEqual([
    expect.stringContaining('bac'),
    expect.stringContaining('nappe phréatique'),
  ]);
  const [first] = screen.getAllByTestId('term-remove');
  if (first) await fireEvent.click(first);
  await waitFor(() => expect(screen.queryByText('ferry')).toBeNull());
});
