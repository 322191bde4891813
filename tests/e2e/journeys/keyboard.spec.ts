// A whole session by keyboard alone, in the real window: paste, translate, read, compare, edit, judge, note, find, search,
// undo. Nothing here moves the pointer; whatever a reader needs can be had without one.
import { Key } from "selenium-webdriver";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Window } from "../pages/window.js";
import { App, newLibrary } from "../support/app.js";

const TEXT = "Il neige sur le port. La péniche attend. Personne ne sait quand elle partira.";

let app: App;
let window: Window;
let column: string;

beforeAll(async () => {
  app = await App.start(newLibrary());
  window = new Window(app.driver);
  await window.ready();
});
afterAll(async () => app.stop());

const focused = async (): Promise<string | null> => window.focused();
const tabTo = async (id: string): Promise<void> => window.tabTo(id);

const selected = async (): Promise<{ segment: string; column: string } | null> =>
  app.driver.executeScript(
    `const focus = document.activeElement;
     return focus?.dataset?.segment ? { segment: focus.dataset.segment, column: focus.dataset.column } : null;`,
  );

async function cell(at: number): Promise<{ state: string; text: string }> {
  const { state, text } = (await window.sentences(column))[at]!;
  return { state, text };
}

test("an article is pasted and translated", async () => {
  await window.chord("v");
  await window.element("paste-text");
  expect(await focused()).toBe("paste-text");
  await window.press(TEXT);
  await tabTo("paste-submit");
  await window.press(Key.ENTER);
  await window.until("three sentences", async () => (await window.sentences("original")).length === 3);
  await window.chord("t");
  await window.element("engine-option");
  await window.until("the first engine has the focus", async () => (await focused()) === "engine-option");
  await window.press(Key.ENTER);
  column = (await window.until("a rendition", async () => (await window.columns()).at(-1))) as string;
  await window.until("all of it", async () => (await window.stateCounts(column))["done"] === 3);
});

test("sentences are walked through, down and across, and back from the inspector", async () => {
  await window.press("j");
  await window.press("j");
  await window.press(Key.ARROW_RIGHT);
  const at = await selected();
  expect(at?.column).toBe(column);
  expect(at?.segment).toBe((await window.sentences("original"))[1]!.segment);
  await window.press(Key.ENTER);
  await window.element("inspector");
  expect(await window.text("inspected")).toContain("péniche");
  await window.press(Key.ENTER);
  await window.until("the focus is inside", async () => (await focused()) === "inspector");
  await window.press(Key.ESCAPE);
  expect(await selected()).toEqual(at);
});

test("a sentence is edited where it stands, approved, noted on, and all of it undone", async () => {
  const before = await cell(1);
  await window.press("e");
  await window.until("an editor", async () => (await focused()) === "editor");
  await app.driver.actions().keyDown(Key.CONTROL).sendKeys("a").keyUp(Key.CONTROL).perform();
  await window.press("The barge is waiting.");
  await window.press(Key.ENTER);
  await window.until("the edit is kept", async () => (await cell(1)).state === "edited");
  expect((await cell(1)).text).toBe("The barge is waiting.");
  await window.until("the focus is back", async () => (await selected())?.column === column);
  await window.press("a");
  await window.element("margin-mark", '[data-kind="approved"]');
  await window.press("n");
  await window.until("the note has the focus", async () => (await focused()) === "note");
  await window.press("barge or boat?");
  await app.driver.actions().keyDown(Key.CONTROL).sendKeys(Key.ENTER).keyUp(Key.CONTROL).perform();
  await window.element("margin-mark", '[data-kind="note"]');
  await window.until("the focus is back", async () => (await selected()) !== null);
  for (let step = 0; step < 3; step++) await window.chord("z");
  await window.until("everything is undone", async () => (await cell(1)).state === "done");
  expect(await cell(1)).toEqual(before);
  expect(await window.shows("margin-mark")).toBe(false);
  await window.chord("y");
  await window.until("the edit is there again", async () => (await cell(1)).state === "edited");
});

test("a sentence is translated again by its own engine; its text stays until the new one is there", async () => {
  await window.press("k");
  await window.until("the first sentence", async () => (await selected())?.segment === (await window.sentences("original"))[0]!.segment);
  const before = await cell(0);
  await window.press("r");
  await window.until("its engine comes first", async () => (await focused()) === "translate-again");
  await window.press(Key.ENTER);
  await window.until("it is told", async () => (await window.text("notice")).includes("Translated again with Apertium"));
  expect(await cell(0)).toEqual(before);
  await window.press(Key.ESCAPE);
});

test("a word is found without its accent, in the article and in the library", async () => {
  await window.press("/");
  await window.until("the field has the focus", async () => (await focused()) === "find-text");
  await window.press("peniche");
  await window.until("one place", async () => (await window.text("find-told")) === "1 of 1");
  await window.press(Key.ESCAPE);
  await window.until("no field", async () => !(await window.shows("find")));
  await window.chord("k");
  await window.until("the palette has the focus", async () => (await focused()) === "palette-text");
  await window.press("barge");
  await window.until("a passage", async () => window.shows("palette-item", '[data-item^="hit-"]'));
  await window.press(Key.ENTER);
  await window.until("the palette is gone", async () => !(await window.shows("palette")));
});

test("everything that can be pressed has a name and a place for Tab, and the focus is always seen", async () => {
  const seen = new Set<string>();
  for (let step = 0; step < 80; step++) {
    await window.press(Key.TAB);
    const stop = await app.driver.executeScript<{ name: string; shown: boolean } | null>(
      `const focus = document.activeElement;
       if (!focus || focus === document.body) return null;
       const style = getComputedStyle(focus);
       const around = getComputedStyle(focus.parentElement);
       const ring = (one) => one.outlineStyle !== "none" || one.boxShadow !== "none";
       const name = focus.getAttribute("aria-label") || focus.innerText || focus.getAttribute("placeholder") || focus.title || "";
       return { name: name.trim(), shown: ring(style) || ring(around) };`,
    );
    if (!stop) continue;
    expect(stop.name, "a stop of Tab without a name").not.toBe("");
    expect(stop.shown, `the focus on “${stop.name}” cannot be seen`).toBe(true);
    if (seen.has(stop.name) && seen.size > 10) break;
    seen.add(stop.name);
  }
  expect(seen.size).toBeGreaterThan(10);
});
