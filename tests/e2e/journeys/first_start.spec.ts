// A first start without any network: a complete bilingual page, and what the local engine makes of it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { Window } from "../pages/window.js";
import { App, newLibrary } from "../support/app.js";

let app: App;
let window: Window;

beforeAll(async () => {
  app = await App.start(newLibrary(null));
  window = new Window(app.driver);
  await window.ready();
});
afterAll(async () => app.stop());

test("the sample stands beside its reference translation and the local engine's", async () => {
  const columns = await window.until("two renditions", async () => {
    const columns = await window.columns();
    return columns.length === 2 ? columns : null;
  });
  const originals = await window.sentences("original");
  expect(originals.length).toBeGreaterThan(30);
  for (const column of columns ?? []) {
    await window.until(`rendition ${column} complete`, async () => {
      const counts = await window.stateCounts(column);
      return counts["done"] === originals.length;
    });
  }
});

test("the local engine is said to be rough, and nothing to leave this computer", async () => {
  const heads = await app.driver.executeScript<string>(
    `return [...document.querySelectorAll('[data-testid="column-head"]')].map((head) => head.textContent).join("\\n");`,
  );
  expect(heads).toMatch(/rough/i);
  expect(await window.text("app")).toMatch(/Nothing leaves this computer/i);
});
