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

test("the narrow space of French is the bundled one in every face, a sixth of an em wide", async () => {
  const widths = await app.driver.executeAsyncScript<Record<string, number>>(
    `const done = arguments[arguments.length - 1];
     const faces = ["400 1000px Literata", "640 1000px Literata", "italic 400 1000px Literata", "600 1000px Inter"];
     const span = document.createElement("span");
     Object.assign(span.style, { position: "absolute", whiteSpace: "pre" });
     document.body.append(span);
     const width = (text) => { span.textContent = text; return span.getBoundingClientRect().width; };
     Promise.all(faces.map((face) => document.fonts.load(face, "a\u202f"))).then(() => {
       const found = faces.map((face) => { span.style.font = face; return [face, Math.round(width("a\u202fa") - width("aa"))]; });
       span.remove();
       done(Object.fromEntries(found));
     });`,
  );
  for (const [face, width] of Object.entries(widths)) expect(Math.abs(width - 170), face).toBeLessThan(5);
});

test.each(["pages", "rows"])("facing texts begin on one baseline in %s", async (layout) => {
  await window.click(`layout-${layout}`);
  // Letters of one face and size have one height, so their tops meet where their baselines do.
  const apart = await window.until("rows of text", () =>
    app.driver.executeScript<{ rows: number; farthest: number } | null>(
      `const rows = [...document.querySelectorAll(".unit .row")].map((row) =>
         [...row.querySelectorAll(":scope > .text")].flatMap((text) => {
           const words = document.createTreeWalker(text, NodeFilter.SHOW_TEXT, (node) =>
             node.data.trim() !== "" && getComputedStyle(node.parentElement).fontSize === getComputedStyle(text).fontSize
               ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP).nextNode();
           if (!words) return [];
           const range = document.createRange();
           range.selectNodeContents(words);
           return [range.getClientRects()[0].top];
         })).filter((tops) => tops.length > 1);
       return rows.length > 0 && { rows: rows.length, farthest: Math.max(...rows.map((tops) => Math.max(...tops) - Math.min(...tops))) };`,
    ),
  );
  expect(apart?.rows).toBeGreaterThan(5);
  expect(apart?.farthest).toBeLessThan(0.5);
});
