// The pictures of the documentation, taken in the real window: docs/screenshots.
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Window } from "../pages/window.js";
import { App, ContractServer, newLibrary, settingsWith } from "../support/app.js";

const folder = fileURLToPath(new URL("../../../docs/screenshots", import.meta.url));
const picture = (name: string): string => path.join(folder, `${name}.png`);
const sample = readFileSync(new URL("../../../crates/core/sample/article.fr.md", import.meta.url), "utf8");
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

test("a first start", async () => {
  library = newLibrary(null);
  app = await App.start(library);
  window = new Window(app.driver);
  await window.ready();
  await window.resize(...NORMAL);
  const columns = (await window.until("two renditions", async () => {
    const columns = await window.columns();
    return columns.length === 2 ? columns : null;
  })) as string[];
  for (const column of columns) {
    await window.until("complete", async () => ((await window.stateCounts(column))["waiting"] ?? 0) === 0);
  }
  const [, , , fourth] = await window.sentences("original");
  await (await window.sentence(fourth!.segment, "original")).click();
  await window.leave();
  for (const layout of ["pages", "rows"]) {
    await window.click(`layout-${layout}`);
    for (const colours of ["light", "dark", "sepia"]) {
      await theme(colours);
      await take(`${layout}-${colours}`);
      await take(`${layout}-${colours}-large`, LARGE);
    }
  }
  await theme("light");
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
  await window.press("\uE00C");
  await app.stop();
});

test("a job at work, and what failed in it", async () => {
  library = newLibrary(`theme = "light"\n${settingsWith(server)}`);
  app = await App.start(library);
  window = new Window(app.driver);
  await window.ready();
  await take("empty");
  await window.paste(sample);
  await window.until("the article", async () => (await window.sentences("original")).length > 40);
  await window.translateWith("apertium");
  const local = (await window.until("its column", async () => (await window.columns())[0])) as string;
  await window.until("complete", async () => ((await window.stateCounts(local))["waiting"] ?? 0) === 0);
  await window.translateWith("contract");
  const remote = (await window.until("its column", async () => (await window.columns())[1])) as string;
  await window.until("half of it", async () => ((await window.stateCounts(remote))["done"] ?? 0) > 12);
  await take("translating");
  await window.until("all answered", async () => ((await window.stateCounts(remote))["waiting"] ?? 0) === 0);
  const failed = (await window.sentences(remote)).find((sentence) => sentence.state === "failed");
  expect(failed).toBeDefined();
  await window.select(failed!.segment, "original");
  await window.leave();
  await take("failed");
  await theme("dark");
  await take("failed-dark");
});
