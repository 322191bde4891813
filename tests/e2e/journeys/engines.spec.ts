// An engine is added by the form, tried, used; what it billed is told; its key is nowhere but where the reader said.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Window } from "../pages/window.js";
import { App, ContractServer, newLibrary } from "../support/app.js";

const KEY = "k-4711-secret:fx";
const ARTICLE = "Un vent neuf souffle.\nLe port dort encore.\nPersonne ne bouge.";
const CHARACTERS = ARTICLE.replaceAll("\n", "").length;

let app: App;
let window: Window;
let server: ContractServer;
let library: string;

beforeAll(async () => {
  server = await ContractServer.start("--dialect", "deepl", "--key", KEY);
  library = newLibrary();
  app = await App.start(library);
  window = new Window(app.driver);
  await window.ready();
});
afterAll(async () => {
  await app.stop();
  server.stop();
});

async function write(key: string): Promise<void> {
  await window.choose("engine-key-place", "session");
  await window.fill("engine-key", key);
}

test("an engine is added with its key, and tried at once", async () => {
  await window.chord(",");
  await window.click("settings-engines");
  await window.click("engine-add");
  await window.choose("engine-kind", "deepl");
  await window.fill("engine-field", server.url, '[data-field="url"]');
  await write("k-wrong");
  await window.click("engine-save");
  expect(await window.text("engine-fails")).toContain("refused the key");
});

test("with the right key it translates a sentence and tells its quota", async () => {
  await window.click("engine-edit");
  await window.click("engine-key-replace");
  await window.fill("engine-key", KEY);
  await window.click("engine-save");
  expect(await window.text("engine-sample")).not.toBe("");
  expect(await window.text("engine-usage")).toMatch(/characters/);
  await window.press("\uE00C");
});

test("before it costs anything, the window says how much", async () => {
  await window.paste(ARTICLE);
  await window.until("the article", async () => (await window.sentences("original")).length === 3);
  await window.translateWith("deepl");
  expect(await window.text("confirm-characters")).toBe(`${CHARACTERS} characters`);
  await window.click("confirm-yes");
  const column = (await window.until("a rendition", async () => (await window.columns()).at(-1))) as string;
  await window.until("all of it", async () => (await window.stateCounts(column))["done"] === 3);
  expect(await window.text("billed")).toBe(`${CHARACTERS} characters billed`);
});

test("the key is in no file", () => {
  const files = readdirSync(library, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(1);
  for (const file of files) {
    const text = readFileSync(path.join(file.parentPath, file.name)).toString("latin1");
    expect(text.includes("4711"), file.name).toBe(false);
  }
});
