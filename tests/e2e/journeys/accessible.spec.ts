// Every room of the real window, looked through by axe: names, roles, order, and what needs a layout, contrast and sizes,
// in each theme and with letters twice as large.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Key } from "selenium-webdriver";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Window } from "../pages/window.js";
import { App, newLibrary } from "../support/app.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let app: App;
let window: Window;

beforeAll(async () => {
  app = await App.start(newLibrary(), "--sample");
  window = new Window(app.driver);
  await window.ready();
  await window.element("segment");
  await app.driver.executeScript(AXE);
});
afterAll(async () => app.stop());

beforeEach(async () => {
  // Out of whatever the room before left open.
  for (let step = 0; step < 3; step++) await window.press(Key.ESCAPE);
});

async function check(room: string): Promise<void> {
  const violations = await app.driver.executeAsyncScript<string[]>(
    `const done = arguments[arguments.length - 1];
     axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(
       ({ violations }) => done(violations.map(({ id, nodes }) =>
         id + ": " + nodes.slice(0, 4).map((node) => node.html + " " + (node.any[0]?.message ?? "")).join(" | "))),
       (error) => done([String(error)]),
     );`,
  );
  expect(violations, room).toEqual([]);
}

async function set(theme: string): Promise<void> {
  await window.chord(",");
  await window.click(`theme-${theme}`);
  await window.chord(",");
}

test.each(["light", "dark", "sepia"])("the reader, the inspector and the palette in %s", async (theme) => {
  await set(theme);
  await window.press("j");
  if (!(await window.shows("inspector"))) await window.press(Key.ENTER);
  await window.element("version-text");
  await window.press("d");
  await window.element("margin-mark");
  await check(`reader and inspector, ${theme}`);
  await window.press("/");
  await window.press("port");
  await window.until("places", async () => / of /u.test(await window.text("find-told")));
  await check(`find, ${theme}`);
  await window.press(Key.ESCAPE);
  await window.chord("k");
  await window.element("palette-item");
  await check(`palette, ${theme}`);
});

test.each(["rows", "interlinear", "reveal", "pages"])("the reader in %s", async (layout) => {
  await window.click(`layout-${layout}`);
  await window.until(layout, async () => app.driver.executeScript(
    `return document.querySelector('[data-layout="${layout}"] .segment') !== null;`,
  ));
  await check(layout);
});

test("a sentence being edited, other engines to ask, a search of the library", async () => {
  await window.press("j");
  await window.press("e");
  await window.element("editor");
  await check("editor");
  await window.press(Key.ESCAPE);
  if (!(await window.shows("inspector"))) await window.press(Key.ENTER);
  await window.click("ask-other");
  await window.element("ask-engine");
  await check("engines to ask");
  await window.press(Key.ESCAPE);
  // Beside the inspector there is no room for it.
  if (!(await window.shows("library-search"))) await window.click("library-toggle");
  await window.fill("library-search", "port");
  await window.element("library-hit");
  await check("search of the library");
  await (await window.element("library-search")).clear();
});

test("settings, export, keys, paste, engines", async () => {
  for (const [room, open, shown] of [
    ["settings", () => window.chord(","), "ui-language"],
    ["export", () => window.chord("e"), "export-path"],
    ["keys", () => window.press("?"), "keys"],
    ["paste", () => window.chord("v"), "paste-text"],
  ] as const) {
    await open();
    await window.element(shown);
    await check(room);
    await window.press(Key.ESCAPE);
  }
  await window.chord("t");
  await window.element("engine-option");
  await check("engines");
});

test("with letters twice as large nothing is wrong either", async () => {
  await app.driver.executeScript(`document.documentElement.style.fontSize = "200%";`);
  const [wide, room] = await app.driver.executeScript<number[]>(
    `return [document.documentElement.scrollWidth, document.documentElement.clientWidth];`,
  );
  // Nothing runs out of the window to the side: what has no room beside goes below.
  expect(wide).toBeLessThanOrEqual(room!);
  await check("200 %");
  await app.driver.executeScript(`document.documentElement.style.fontSize = "";`);
});
