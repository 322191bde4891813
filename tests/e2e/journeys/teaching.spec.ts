// The reader teaches where sentences part, in the real window: by key and by click, and takes it back.
import { Key } from "selenium-webdriver";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Window } from "../pages/window.js";
import { App, newLibrary } from "../support/app.js";

const TEXT = "On consulta longtemps la Bibl. Elle garde toujours ce livre. Il partit, puis il revint.";
const CUT = ["On consulta longtemps la Bibl.", "Elle garde toujours ce livre.", "Il partit, puis il revint."];

let app: App;
let window: Window;
let column: string;

beforeAll(async () => {
  app = await App.start(newLibrary());
  window = new Window(app.driver);
  await window.ready();
  await window.paste(TEXT);
  await window.until("three sentences", async () => (await originals()).length === 3);
  await window.translateWith("apertium");
  column = (await window.until("a rendition", async () => (await window.columns()).at(-1))) as string;
  await window.until("all of it", async () => (await window.stateCounts(column))["done"] === 3);
});
afterAll(async () => app.stop());

const originals = async (): Promise<string[]> => (await window.sentences("original")).map((one) => one.text);
const translations = async (): Promise<Record<string, string>> =>
  Object.fromEntries((await window.sentences(column)).map((one) => [one.segment, one.text]));

async function select(at: number): Promise<void> {
  const sentence = (await window.sentences("original"))[at];
  await window.select(sentence!.segment, "original");
}

test("joined by key, the sentence waits, the others keep their translations, and undo brings it all back", async () => {
  const before = await translations();
  await select(0);
  await window.press("m");
  await window.until("two sentences", async () => (await originals()).length === 2);
  expect(await originals()).toEqual([`${CUT[0]} ${CUT[1]}`, CUT[2]]);
  expect(await window.stateCounts(column)).toEqual({ waiting: 1, done: 1 });
  await window.element("resume");
  await window.click("notice-undo");
  await window.until("three sentences", async () => (await originals()).length === 3);
  expect(await originals()).toEqual(CUT);
  expect(await translations()).toEqual(before);
});

test("split at a place chosen by keys", async () => {
  await select(2);
  await window.press("s");
  await window.mark("split-place");
  // From the beginning of the sentence, word by word, until the caret stands before "puis".
  for (let step = 0; step < 12; step++) {
    const after = await app.driver.executeScript<string>(
      `const caret = document.querySelector('[data-testid="split-place"]');
       const range = document.createRange();
       range.setStartAfter(caret);
       range.setEndAfter(caret.closest('[data-testid="segment"]').lastChild);
       return range.toString().trim();`,
    );
    if (after.startsWith("puis")) break;
    await window.press(after.length > "puis il revint.".length ? Key.ARROW_RIGHT : Key.ARROW_LEFT);
  }
  await window.press(Key.ENTER);
  await window.until("four sentences", async () => (await originals()).length === 4);
  expect((await originals()).slice(2)).toEqual(["Il partit,", "puis il revint."]);
  await window.chord("z");
  await window.until("three sentences", async () => (await originals()).length === 3);
});

test("split at a place chosen by a click", async () => {
  await select(2);
  const place = await app.driver.executeScript<{ x: number; y: number }>(
    `const all = [...document.querySelectorAll('[data-testid="segment"][data-column="original"]')];
     const walker = document.createTreeWalker(all.at(-1), NodeFilter.SHOW_TEXT);
     for (let node = walker.nextNode(); node; node = walker.nextNode()) {
       const at = node.data.indexOf("puis");
       if (at < 0) continue;
       const range = document.createRange();
       range.setStart(node, at);
       range.setEnd(node, at + 1);
       const box = range.getBoundingClientRect();
       return { x: Math.round(box.left + 1), y: Math.round(box.top + box.height / 2) };
     }`,
  );
  await window.clickAt(place.x, place.y);
  await window.mark("split-place");
  await window.click("segment-split");
  await window.until("four sentences", async () => (await originals()).length === 4);
  expect((await originals()).slice(2)).toEqual(["Il partit,", "puis il revint."]);
  await window.chord("z");
  await window.until("three sentences", async () => (await originals()).length === 3);
});

test("an exception is kept, listed, and taken back", async () => {
  await select(0);
  await window.press("m");
  await window.until("two sentences", async () => (await originals()).length === 2);
  await window.click("never-break");
  expect(await (await window.element("never-break-text")).getAttribute("value")).toBe("Bibl.");
  await window.click("never-break-keep");
  await window.until("still two sentences", async () => (await originals()).length === 2);
  await window.click("settings");
  await window.element("exception", '[data-text="Bibl."]');
  const drawer = await app.driver.executeScript<[number, number]>(
    `let box = document.querySelector('[data-testid="exception"]');
     while (box && getComputedStyle(box).overflowY !== "auto") box = box.parentElement;
     return [box.scrollWidth, box.clientWidth];`,
  );
  expect(drawer[0], "the drawer is wider than its window").toBe(drawer[1]);
  await window.click("exception-remove");
  await window.until("no exception", async () => !(await window.shows("exception")));
});
