// Comparing two versions of the sample with the keyboard alone, from the first key to the report: nothing moves the pointer.
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Key } from "selenium-webdriver";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Window } from "../pages/window.js";
import { App, newLibrary } from "../support/app.js";

let app: App;
let window: Window;

const press = async (...keys: string[]): Promise<void> => app.driver.actions().sendKeys(...keys).perform();

async function ask<T>(script: string): Promise<T> {
  return app.driver.executeScript<T>(script);
}

/** The sentence the reader is at. */
const selected = async (): Promise<string | undefined> =>
  ask(`return document.querySelector('[data-testid="segment"][data-column="original"][data-selected]')?.dataset.segment;`);

beforeAll(async () => {
  app = await App.start(newLibrary(null));
  window = new Window(app.driver);
  await window.ready();
  await window.until("two versions, complete", async () => {
    const columns = await window.columns();
    if (columns.length !== 2) return false;
    const originals = await window.sentences("original");
    const counts = await Promise.all(columns.map(async (column) => window.stateCounts(column)));
    return originals.length > 30 && counts.every((count) => count["done"] === originals.length);
  });
});
afterAll(async () => app.stop());

test("c marks what differs, in both columns, and tells how far they agree", async () => {
  await press("c");
  await window.element("compare");
  await window.element("along");
  const score = await window.text("score-chrf");
  expect(Number(score)).toBeGreaterThan(5);
  expect(Number(score)).toBeLessThan(95);
  for (const column of await window.columns()) {
    const marked = await ask<number>(
      `return document.querySelectorAll('[data-column="${column}"] [data-said="differs"]').length;`,
    );
    expect(marked).toBeGreaterThan(10);
  }
});

test("n and p go through the differences, the numbers change what the others are held against", async () => {
  await press("n");
  const first = await window.until("a sentence in which they differ", async () => selected());
  await press("n");
  await window.until("another one", async () => (await selected()) !== first);
  await press("p");
  await window.until("the first again", async () => (await selected()) === first);

  const [one, two] = await window.columns();
  expect(await ask(`return document.querySelector('[data-testid="compare"]').dataset.base;`)).toBe(one);
  await press("2");
  await window.until("the other base", async () =>
    ask<boolean>(`return document.querySelector('[data-testid="compare"]').dataset.base === "${two}";`),
  );
});

test("a takes the sentence of the first column into a version of the reader's own", async () => {
  const [one, two] = await window.columns();
  await press("a");
  const own = await window.until("a third column", async () => (await window.columns())[2]);
  const chosen = await window.until("what was taken", async () =>
    ask<string | undefined>(
      `return document.querySelector('[data-column="${own}"][data-state="edited"]')?.dataset.segment;`,
    ),
  );
  const text = async (column: string | undefined): Promise<string> =>
    ask(`return document.querySelector('[data-segment="${chosen}"][data-column="${column}"]').textContent.trim();`);
  await window.until("the sentence in it", async () => (await text(own)) === (await text(one)));
  await press("b");
  await window.until("the other version's instead", async () => (await text(own)) === (await text(two)));
});

test("a report is written with all of it", async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "visavis-report-")), "report.json");
  await window.tabTo("report-json");
  await press(Key.ENTER);
  // The place suggested comes from the host, and would undo what was typed before it.
  await window.until("a place is suggested", async () =>
    ((await (await window.element("report-path")).getAttribute("value")) ?? "").endsWith(".json"),
  );
  await window.tabTo("report-path");
  await window.retype(file);
  await window.tabTo("report-submit");
  await press(Key.ENTER);
  await window.element("report-result", '[data-outcome="written"]');
  expect(existsSync(file)).toBe(true);
  const report = JSON.parse(readFileSync(file, "utf8")) as { sentences: { versions: unknown[] }[] };
  expect(report.sentences.length).toBe((await window.sentences("original")).length);
  expect(report.sentences[0]?.versions.length).toBe(3);
});

test("a flag is gone to, waved away, and taken back", async () => {
  const count = async (): Promise<number> =>
    ask(`return Number(document.querySelector('[data-testid="flags"]').dataset.count);`);
  const raised = await count();
  expect(raised).toBeGreaterThan(0);
  await press("J");
  await window.until("a sentence with a flag", async () =>
    ask<boolean>(
      `const here = document.querySelector('[data-testid="segment"][data-selected]')?.dataset.segment;
       return document.querySelector('[data-testid="margin-mark"][data-beside="' + here + '"]') !== null;`,
    ),
  );
  await press("x");
  await window.until("one flag less", async () => (await count()) === raised - 1);
  await window.chord("z");
  await window.until("all of them again", async () => (await count()) === raised);
});

test("what is held against what outlives the comparison: the inspector has the same base", async () => {
  const [, two] = await window.columns();
  await press(Key.ESCAPE, Key.ENTER);
  await window.element("inspector");
  await window.until("the same base", async () =>
    ask<boolean>(
      `return document.querySelector('[data-testid="version"][data-rendition="${two}"] [data-testid="version-base"]')
         ?.getAttribute("aria-pressed") === "true";`,
    ),
  );
  await press("1");
  await press("c");
  const [one] = await window.columns();
  await window.until("the base chosen there", async () =>
    ask<boolean>(`return document.querySelector('[data-testid="compare"]')?.dataset.base === "${one}";`),
  );
});

test("Escape ends it, and the page is as it was", async () => {
  await press(Key.ESCAPE);
  await window.until("no marks", async () =>
    ask<boolean>(`return document.querySelectorAll('[data-said="differs"]').length === 0;`),
  );
  expect(await window.shows("compare")).toBe(false);
});
