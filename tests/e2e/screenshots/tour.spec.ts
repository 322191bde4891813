// The pictures of the documentation, taken in the real window: docs/screenshots, or the folder VISAVIS_PICTURES names.
// Two engines beside the reference: Apertium, and a server that gives prepared answers (answers.en.txt), four of them
// wrong on purpose, so that there is something to look at twice.
import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Key } from "selenium-webdriver";
import { afterAll, beforeAll, test } from "vitest";
import { Window } from "../pages/window.js";
import { App, built, ContractServer, newLibrary, settingsWith } from "../support/app.js";

// A WebKit that paints without OpenGL, as the program has it do where there is no graphics card, never gives WebDriver the
// picture of a page at rest.
process.env["WEBKIT_DISABLE_DMABUF_RENDERER"] ??= "0";

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const folder = process.env["VISAVIS_PICTURES"] ?? here("../../../docs/screenshots");
const SAMPLE = here("../../../crates/core/sample/sentences.fr.txt");
const NORMAL = [1280, 800] as const;
const LARGE = [1920, 1080] as const;
const SMALL = [800, 600] as const;
/** Sentences of the sample by their place in it. */
const THREE_WEEKS = 3;
const NO_JOKE = 16;
const VIEWS = 31;

let app: App;
let window: Window;
let server: ContractServer;
let library: string;
let columns: string[];

beforeAll(async () => {
  const answers = `${SAMPLE}=${here("answers.en.txt")}`;
  server = await ContractServer.start("--delay-ms", "350", "--answers", answers, "--fail-text", "cartes postales=400");
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
  // The page moved under the pointer: only a pointer that moves lets go of what it was over.
  await window.clickAt(width / 2, 6);
  await window.leave();
  await settled();
  await window.picture(path.join(folder, `${name}.png`));
}

async function start(settings: string): Promise<void> {
  library = newLibrary(settings);
  await open();
}

async function open(): Promise<void> {
  app = await App.start(library);
  window = new Window(app.driver);
  await window.ready();
  await window.resize(...NORMAL);
}

/** The palette does what the settings would, without a panel in the picture. */
async function command(words: string): Promise<void> {
  await window.chord("k");
  await window.element("palette-text");
  await window.press(words);
  await window.element("palette-item");
  await window.press(Key.ENTER);
  await window.until("the palette closed", async () => !(await window.shows("palette-text")));
}

const theme = async (name: "Light" | "Dark" | "Sepia"): Promise<void> => command(`theme ${name}`);

async function complete(column: string): Promise<void> {
  await window.until(
    `rendition ${column} complete`,
    async () => ((await window.stateCounts(column))["waiting"] ?? 0) === 0,
    60_000,
  );
}

async function choose(at: number, column = "original", top = true): Promise<void> {
  const { segment } = (await window.sentences("original"))[at]!;
  // A second press on the selected sentence would choose a place to split it at.
  if (!(await window.shows("segment", `[data-segment="${segment}"][data-selected]`))) {
    await window.select(segment, column);
  }
  await window.leave();
  if (top) await app.driver.executeScript('document.querySelector(".scroller").scrollTop = 0;');
}

/** Shows these columns beside the original, in this order. */
async function show(...wanted: string[]): Promise<void> {
  for (const column of await window.columns()) {
    if (wanted.includes(column)) continue;
    await window.click("column-menu", `:is([data-rendition="${column}"] *)`);
    await window.press(Key.ENTER);
    await window.until("it is hidden", async () => !(await window.columns()).includes(column));
  }
  for (const column of wanted) {
    if ((await window.columns()).includes(column)) continue;
    await window.click("add-column");
    await window.click("show-column", `[data-rendition="${column}"]`);
    await window.until("it is shown", async () => (await window.columns()).includes(column));
  }
}

test("an empty library", async () => {
  await start(`theme = "light"\n${settingsWith(server, "Home server")}`);
  await take("empty");
  await theme("Dark");
  await take("empty-dark");
  await theme("Light");
});

test("the sample being translated, and a library of a few articles", async () => {
  await window.click("import-sample");
  await window.until("the sample", async () => (await window.sentences("original")).length > 40);
  // The server is on this machine, so that it begins at once.
  const [reference, remote] = (await window.until("the server's column", async () => {
    const columns = await window.columns();
    return columns.length === 2 ? columns : null;
  })) as [string, string];
  await window.until("half of it", async () => ((await window.stateCounts(remote))["done"] ?? 0) > 12);
  await take("translating", LARGE);
  await complete(remote);
  await app.stop();
  for (const file of ["lettre.md", "marche.md", "phare.md"]) {
    const article = here(`shelf/${file}`);
    execFileSync(built("debug", "visavis"), ["--data-dir", library, "translate", article, "--engine", "apertium"]);
  }
  await open();
  await window.click("library-item", '[data-article="1"]');
  await window.until("the sample", async () => (await window.columns()).includes(reference));
  await window.translateWith("apertium");
  const rough = (await window.until("its column", async () =>
    (await window.columns()).find((column) => column !== reference && column !== remote),
  )) as string;
  await complete(rough);
  columns = [reference, rough, remote];
});

test("every layout, in every colour", async () => {
  const [reference] = columns as [string, string, string];
  await show(reference);
  await choose(THREE_WEEKS);
  for (const layout of ["pages", "rows", "interlinear"]) {
    await window.click(`layout-${layout}`);
    for (const colours of ["Light", "Dark", "Sepia"] as const) {
      await theme(colours);
      await take(`${layout}-${colours.toLowerCase()}`);
    }
    await theme("Light");
  }
  await window.click("layout-reveal");
  await choose(THREE_WEEKS + 1);
  await window.press(" ");
  await take("reveal");
  await window.click("layout-pages");
  await take("pages-small", SMALL);
  await take("pages-large", LARGE);
  await window.resize(...NORMAL);
});

test("two engines beside the reference, and the sentence that failed", async () => {
  await show(...columns);
  await choose(THREE_WEEKS);
  await take("versions-large", LARGE);
  await window.click("layout-rows");
  await take("versions-rows-large", LARGE);
  await window.click("layout-pages");
  await theme("Dark");
  await take("versions-dark-large", LARGE);
  await theme("Light");
  await window.resize(...NORMAL);
  const [reference, , remote] = columns as [string, string, string];
  await show(reference, remote);
  const failed = await window.until("a sentence that failed", async () =>
    (await window.sentences(remote)).find((sentence) => sentence.state === "failed"),
  );
  if (!failed) throw new Error("no sentence failed");
  await window.select(failed.segment, "original");
  await take("failed");
  await theme("Dark");
  await take("failed-dark");
  await theme("Light");
});

test("everything about one sentence", async () => {
  const [, , remote] = columns as [string, string, string];
  await choose(VIEWS, remote, false);
  await window.press(Key.ENTER);
  await window.element("flag");
  await take("inspector");
  await theme("Dark");
  await take("inspector-dark");
  await theme("Light");
  await take("inspector-large", LARGE);
  await take("inspector-small", SMALL);
  await window.resize(...NORMAL);
  await choose(VIEWS, remote, false);
  await window.press("r");
  await window.element("translate-again");
  await take("inspector-ask");
  await window.press(Key.ESCAPE);
  await window.click("inspector-close");
});

test("versions compared, picked from, and reported on", async () => {
  await choose(THREE_WEEKS);
  await window.press("c");
  await window.element("along");
  await take("compare");
  await theme("Dark");
  await take("compare-dark");
  await theme("Sepia");
  await take("compare-sepia");
  await theme("Light");
  await take("compare-large", LARGE);
  await window.resize(...NORMAL);
  await window.capital("J");
  await window.capital("J");
  await app.driver.executeScript(`document.querySelector('[data-testid="flags"]').scrollIntoView();`);
  await take("compare-flags");
  await choose(NO_JOKE, "original", false);
  await window.press("a");
  await window.until("the reader's own version", async () => (await window.columns()).length === 3);
  await app.driver.executeScript(`document.querySelector('[data-testid="take"]').scrollIntoView({ block: "center" });`);
  await take("compare-pick", LARGE);
  await window.resize(...NORMAL);
  await window.until("a place is suggested", async () =>
    ((await (await window.element("report-path")).getAttribute("value")) ?? "").endsWith(".html"),
  );
  await window.fill("report-path", path.join(mkdtempSync(path.join(tmpdir(), "visavis-report-")), "comparison.html"));
  await window.click("report-submit");
  await window.element("report-result", '[data-outcome="written"]');
  await app.driver.executeScript(`document.querySelector('[data-testid="report-result"]').scrollIntoView();`);
  await take("compare-report");
  await window.press(Key.ESCAPE, Key.ESCAPE);
  await window.until("the comparison closed", async () => !(await window.shows("compare")));
  await show(columns[0]!);
});

test("finding, the palette, the keys, and the panels", async () => {
  await choose(THREE_WEEKS);
  await window.press("/");
  await window.element("find-text");
  await window.press("sept minutes");
  await window.press(Key.ENTER);
  await take("find");
  await window.press(Key.ESCAPE);
  await window.fill("library-search", "minutes");
  await window.element("library-hit");
  await take("search");
  await (await window.element("library-search")).clear();
  await choose(THREE_WEEKS);
  await window.chord("k");
  await window.element("palette-text");
  await window.press("co");
  await take("palette");
  await window.press(Key.ESCAPE);
  await window.press("?");
  await take("keys");
  await window.press(Key.ESCAPE);
  await window.click("translate");
  await window.element("engine-option", '[data-engine="apertium"]');
  await take("engines");
  await window.press(Key.ESCAPE);
  await window.click("export");
  await window.element("export-submit");
  await take("export");
  await window.press(Key.ESCAPE);
  await window.click("settings");
  for (const room of ["reading", "engines", "glossaries", "privacy"]) {
    await window.click(`settings-${room}`);
    await take(`settings-${room}`);
  }
  await window.click("settings-reading");
  await take("settings-small", SMALL);
  await window.resize(...NORMAL);
});

test("the window in French", async () => {
  await window.choose("ui-language", "fr");
  await take("french-settings");
  await window.press(Key.ESCAPE);
  const [reference, , remote] = columns as [string, string, string];
  await show(reference, remote);
  await choose(VIEWS, remote, false);
  await window.press("c");
  await window.element("along");
  await take("french-compare");
  await window.press(Key.ESCAPE);
  await window.press(Key.ENTER);
  await window.element("flag");
  await take("french");
});
