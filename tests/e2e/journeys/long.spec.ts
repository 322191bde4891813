// A long text in the real window: only what is near is drawn, and the sentence one reads stays where it is, whatever
// happens around it.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Window } from "../pages/window.js";
import { App, ContractServer, newLibrary, settingsWith } from "../support/app.js";

/** Paragraphs of one to seven sentences, of four to some forty words; no two sentences are alike. */
function book(sentences: number): string {
  const words = "le vent du large tourne vers le port où les bateaux attendent la marée depuis que la pluie a cessé".split(" ");
  const paragraphs: string[] = [];
  for (let at = 1; at <= sentences; ) {
    const own: string[] = [];
    for (const last = at + (at * 5) % 7; at <= Math.min(last, sentences); at++) {
      const length = 4 + ((at * 11) % 37);
      own.push(`Voici ${at} ${Array.from({ length }, (_, word) => words[(at + word) % words.length]).join(" ")}.`);
    }
    paragraphs.push(own.join(" "));
  }
  return paragraphs.join("\n\n");
}

const SENTENCES = 1500;
/** A line of text is some 27 pixels high, and a page scrolls by whole pixels: what has moved by less has not moved. */
const STILL = 5;

let app: App;
let window: Window;
let server: ContractServer;
let library: string;

async function start(...more: string[]): Promise<void> {
  app = await App.start(library, ...more);
  window = new Window(app.driver);
  await window.ready();
  await window.resize(1280, 800);
}

beforeAll(async () => {
  server = await ContractServer.start();
  library = newLibrary(settingsWith(server));
  const file = path.join(library, "long.txt");
  writeFileSync(file, book(SENTENCES));
  await start(file);
  await window.until("the article", async () => (await window.sentences("original")).length > 0);
});
afterAll(async () => {
  await app.stop();
  server.stop();
});

const drawn = async (): Promise<number> => (await window.sentences()).length;

/** Scrolls as far as that share of the whole, and waits until text stands there. */
async function scrollTo(share: number): Promise<void> {
  await app.driver.executeScript(
    `const page = document.querySelector(".scroller"); page.scrollTop = arguments[0] * page.scrollHeight;`,
    share,
  );
  await window.until("text", async () => (await topmost()) !== null);
  // The place is kept when the reader rests.
  await new Promise((resolve) => setTimeout(resolve, 1000));
}

/** The first sentence that is wholly below the heads, and where. */
async function topmost(): Promise<{ segment: string; top: number } | null> {
  return app.driver.executeScript(
    `const edge = document.querySelector(".heads").getBoundingClientRect().bottom;
     for (const span of document.querySelectorAll('.segment[data-column="original"]')) {
       const { top } = span.getBoundingClientRect();
       if (top >= edge && top < innerHeight) return { segment: span.dataset.segment, top };
     }
     return null;`,
  );
}

async function topOf(segment: string): Promise<number | null> {
  return app.driver.executeScript(
    `return document.querySelector('.segment[data-column="original"][data-segment="' + arguments[0] + '"]')
       ?.getBoundingClientRect().top ?? null;`,
    segment,
  );
}

/** Selects a sentence and waits until the page has made room for what can be done with it. */
async function select(segment: string): Promise<void> {
  await (await window.sentence(segment, "original")).click();
  await window.leave();
  await window.element("sentence-tools");
  let before: number | null = null;
  await window.until("rest", async () => {
    const [was, now] = [before, await topOf(segment)];
    before = now;
    return now !== null && was === now;
  });
}

test("only the neighbourhood is drawn, and all of it can be reached", async () => {
  expect(await drawn()).toBeLessThan(SENTENCES / 4);
  await scrollTo(0.5);
  expect(await drawn()).toBeLessThan(SENTENCES / 4);
  // What was never drawn has an estimated height: the end may move away once from who jumps there.
  await window.until("the last sentence", async () => {
    await scrollTo(1);
    return (await window.sentences("original")).at(-1)?.text.startsWith(`Voici ${SENTENCES} `);
  });
});

test("a translation that comes in does not move what is being read", async () => {
  await scrollTo(0.4);
  const read = (await topmost())!;
  await select(read.segment);
  const before = (await topOf(read.segment))!;
  await window.translateWith("contract");
  const column = (await window.until("a rendition", async () => (await window.columns()).at(-1))) as string;
  await window.until("its sentences here", async () => {
    const counts = await window.stateCounts(column);
    return (counts["done"] ?? 0) > 0 && (counts["waiting"] ?? 0) === 0;
  });
  expect(Math.abs((await topOf(read.segment))! - before)).toBeLessThan(STILL);
});

test("the selected sentence stays in its place in every layout", async () => {
  const read = (await topmost())!;
  await select(read.segment);
  const before = (await topOf(read.segment))!;
  for (const layout of ["rows", "interlinear", "reveal", "pages"]) {
    await window.click(`layout-${layout}`);
    await window.until(`${layout}`, async () => {
      const now = await topOf(read.segment);
      return now !== null && Math.abs(now - before) < STILL;
    });
  }
});

test("a selection that is far away is still there, and the next key goes on from it", async () => {
  const { segment } = (await topmost())!;
  await select(segment);
  const [chosen, next] = (await window.sentences("original")).filter(
    (sentence, at, all) => sentence.segment === segment || all[at - 1]?.segment === segment,
  );
  expect(chosen?.segment).toBe(segment);
  await scrollTo(0);
  expect((await window.sentences()).some((sentence) => sentence.segment === segment)).toBe(true);
  await window.press("j");
  await window.until("the next one in view", async () => {
    const top = await topOf(next!.segment);
    return top !== null && top > 0 && top < 800;
  });
});

test("what is drawn step by step on its way into view stands whole where it is seen, in every layout", async () => {
  for (const layout of ["rows", "interlinear", "pages"]) {
    await window.click(`layout-${layout}`);
    await scrollTo(0.2);
    // As fast as a wheel turns, and back: each frame is looked at.
    const found = await app.driver.executeAsyncScript<{ stepwise: number; torn: string[] }>(
      `const done = arguments[arguments.length - 1];
       const page = document.querySelector(".scroller");
       const torn = [];
       let [frame, stepwise] = [0, 0];
       const look = () => {
         const view = page.getBoundingClientRect();
         for (const unit of document.querySelectorAll(".unit")) {
           const box = unit.getBoundingClientRect();
           if (unit.matches(".unfinished")) stepwise++;
           if (box.bottom <= view.top || box.top >= view.bottom || unit.querySelector(".unread")) continue;
           const cells = (column) => unit.querySelectorAll('.segment[data-column' + column + ']').length;
           const own = cells('="original"');
           if (own === 0 || cells("") % own !== 0 || unit.matches(".unfinished") || unit.querySelector(".building"))
             torn.push(unit.dataset.block + ": " + own + " of " + cells(""));
         }
         page.scrollTop += frame++ < 60 ? 40 : -40;
         if (frame < 120) requestAnimationFrame(look);
         else done({ stepwise, torn });
       };
       requestAnimationFrame(look);`,
    );
    expect(found.torn, layout).toEqual([]);
    expect(found.stepwise, layout).toBeGreaterThan(0);
    await window.until("all of it", async () =>
      app.driver.executeScript<boolean>(`return document.querySelector(".unfinished, .building") === null`),
    );
  }
});

test("who goes from sentence to sentence as fast as keys repeat sees each of them", async () => {
  await scrollTo(0.3);
  const { segment } = (await topmost())!;
  await select(segment);
  const unseen = await app.driver.executeAsyncScript<string[]>(
    `const done = arguments[arguments.length - 1];
     const unseen = [];
     let left = 80;
     const next = () => {
       const view = document.querySelector(".scroller").getBoundingClientRect();
       const spans = [...document.querySelectorAll(".segment[data-selected]")];
       const boxes = spans.map((span) => span.getBoundingClientRect());
       if (spans.length < 2 || boxes.some((box) => box.height === 0 || box.bottom <= view.top || box.top >= view.bottom))
         unseen.push(spans[0]?.dataset.segment + ": " + boxes.map((box) => Math.round(box.top) + "+" + Math.round(box.height)));
       if (left-- === 0) return done(unseen);
       document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true, cancelable: true }));
       requestAnimationFrame(() => setTimeout(next));
     };
     next();`,
  );
  expect(unseen).toEqual([]);
});

test("a restart opens the article at the same line, in the same layout", async () => {
  await window.click("layout-rows");
  await scrollTo(0.7);
  const read = (await topmost())!;
  await app.stop();
  await start();
  await window.until("the same line", async () => {
    const top = await topOf(read.segment);
    return top !== null && Math.abs(top - read.top) < STILL;
  });
  await window.element("segment", `[data-segment="${read.segment}"][data-column="original"]`);
});

test("a book in one paragraph is drawn in part as well, and all of it can be reached", async () => {
  const file = path.join(library, "one.txt");
  writeFileSync(file, book(SENTENCES).replaceAll("\n\n", " "));
  await app.stop();
  await start(file);
  await window.until("the article", async () => (await window.sentences("original")).length > 0);
  expect(await drawn()).toBeLessThan(SENTENCES / 4);
  await window.until("the last sentence", async () => {
    await scrollTo(1);
    return (await window.sentences("original")).at(-1)?.text.startsWith(`Voici ${SENTENCES} `);
  });
  expect(await drawn()).toBeLessThan(SENTENCES / 4);
});
