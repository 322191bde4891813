// The pictures of the documentation, taken in the real window: docs/screenshots.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Window } from "../pages/window.js";
import { App, ContractServer, newLibrary, settingsWith } from "../support/app.js";

const folder = fileURLToPath(new URL("../../../docs/screenshots", import.meta.url));
const picture = (name: string): string => path.join(folder, `${name}.png`);
const NORMAL = [1280, 800] as const;
const LARGE = [1920, 1080] as const;

let app: App;
let window: Window;
let server: ContractServer;
let library: string;

beforeAll(async () => {
  server = await ContractServer.start("--delay-ms", "700", "--fail-text", "cartes postales=400");
});
afterAll(async () => {
  await app.stop();
  server.stop();
});

/** Waits until the fonts stand and nothing moves any more. */
async function settled(): Promise<void> {
  await app.driver.executeAsyncScript(
    "const done = arguments[arguments.length - 1]; document.fonts.ready.then(() => setTimeout(done, 300));",
  );
}

async function take(name: string, [width, height]: readonly [number, number] = NORMAL): Promise<void> {
  await window.resize(width, height);
  await settled();
  await window.picture(picture(name));
}

async function theme(name: string): Promise<void> {
  await window.chord(",");
  await window.click(`theme-${name}`);
  await window.press("\uE00C");
}

async function complete(column: string): Promise<void> {
  await window.until(`rendition ${column} complete`, async () => ((await window.stateCounts(column))["waiting"] ?? 0) === 0, 60_000);
}

async function choose(at: number): Promise<void> {
  const sentence = (await window.sentences("original"))[at];
  await window.select(sentence!.segment, "original");
  await window.leave();
  await app.driver.executeScript('document.querySelector(".scroller").scrollTop = 0;');
}

test("a first start: the sample in every layout", async () => {
  library = newLibrary(null);
  app = await App.start(library);
  window = new Window(app.driver);
  await window.ready();
  await window.resize(...NORMAL);
  const columns = (await window.until("two renditions", async () => {
    const columns = await window.columns();
    return columns.length === 2 ? columns : null;
  })) as string[];
  for (const column of columns) await complete(column);
  await choose(3);
  for (const layout of ["pages", "rows", "interlinear"]) {
    await window.click(`layout-${layout}`);
    for (const colours of ["light", "dark", "sepia"]) {
      await theme(colours);
      await take(`${layout}-${colours}`);
    }
    await theme(layout === "rows" ? "dark" : "light");
    await take(`${layout}-large`, LARGE);
  }
  await window.resize(...NORMAL);
  await theme("light");
  await window.click("layout-reveal");
  await choose(3);
  await window.press(" ");
  await take("reveal");
  await window.click("layout-pages");
  await take("pages-narrow", [800, 600]);
  await window.resize(...NORMAL);
  await window.click("translate");
  await window.element("engine-option", '[data-engine="apertium"]');
  await take("engines");
  await window.press("\uE00C");
  await window.click("export");
  await window.element("export-submit");
  await take("export");
  await window.press("\uE00C");
  await window.click("settings");
  await take("settings");
  await app.driver.executeScript(
    `const list = document.querySelector('[data-testid="ui-language"]');
     list.value = "fr";
     list.dispatchEvent(new Event("change", { bubbles: true }));`,
  );
  await take("french");
  await app.stop();
});

test("two engines beside the reference, at work, and what failed", async () => {
  library = newLibrary(`theme = "light"\n${settingsWith(server)}`);
  app = await App.start(library);
  window = new Window(app.driver);
  await window.ready();
  await take("empty");
  await window.click("import-sample");
  await window.until("the sample", async () => (await window.sentences("original")).length > 40);
  await window.translateWith("apertium");
  await window.until("its column", async () => (await window.columns()).length === 2);
  const local = await window.columns();
  for (const column of local) await complete(column);
  await window.translateWith("contract");
  const remote = (await window.until("its column", async () =>
    (await window.columns()).find((column) => !local.includes(column)),
  )) as string;
  await window.until("half of it", async () => ((await window.stateCounts(remote))["done"] ?? 0) > 12);
  await take("translating", LARGE);
  const failed = await window.until("a sentence that failed", async () =>
    (await window.sentences(remote)).find((sentence) => sentence.state === "failed"),
  );
  await complete(remote);
  expect(failed).toBeDefined();
  await window.select(failed!.segment, "original");
  await window.leave();
  await take("failed");
  await theme("dark");
  await take("failed-dark");
});
