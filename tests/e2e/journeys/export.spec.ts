// Exporting in the real window: every format, which sentences, what is remembered, and a file that is there already.
import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Window } from "../pages/window.js";
import { App, newLibrary } from "../support/app.js";

const FORMATS = {
  html: "html",
  markdown: "md",
  docx: "docx",
  epub: "epub",
  pdf: "pdf",
  tmx: "tmx",
  xliff: "xlf",
  xlsx: "xlsx",
  csv: "csv",
  tsv: "tsv",
  anki: "anki.txt",
  jsonl: "jsonl",
  moses: "moses.zip",
};
const folder = mkdtempSync(path.join(tmpdir(), "visavis-export-"));

let app: App;
let window: Window;
let library: string;
let reference = "";

async function start(): Promise<void> {
  app = await App.start(library);
  window = new Window(app.driver);
  await window.ready();
}

beforeAll(async () => {
  library = newLibrary(null);
  await start();
  const columns = await window.until("the sample's renditions", async () => {
    const columns = await window.columns();
    return columns.length === 2 ? columns : null;
  });
  const sentences = (await window.sentences("original")).length;
  for (const column of columns ?? []) {
    await window.until("every sentence translated", async () => (await window.stateCounts(column))["done"] === sentences);
  }
  reference = columns![0]!;
});
afterAll(async () => app.stop());

/** How the panel stands after an export: `written`, or the code of what went wrong. */
async function outcome(): Promise<string> {
  const told = await window.until("an outcome", async () => {
    const result = await app.driver.executeScript<string | null>(
      `return document.querySelector('[data-testid="export-result"]')?.dataset.outcome ?? null;`,
    );
    return result === null || result === "" ? null : result;
  });
  return told as string;
}

async function previewed(): Promise<string[]> {
  return app.driver.executeScript(
    `return [...document.querySelectorAll('[data-testid="export-preview"] li')].map((pair) => pair.querySelector("p").textContent);`,
  );
}

async function writeTo(file: string): Promise<string> {
  await window.fill("export-path", file);
  await window.click("export-submit");
  return outcome();
}

describe("the export panel", () => {
  test("shows the first pairs as they stand on the page", async () => {
    await window.click("export");
    const plain = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
    const shown = await window.until("a preview", async () => {
      const shown = await previewed();
      return shown.length === 3 ? shown : null;
    });
    const page = (await window.sentences("original")).slice(0, 3).map((sentence) => plain(sentence.text));
    expect(shown?.map(plain)).toEqual(page);
  });

  test.each(Object.entries(FORMATS))("writes %s", async (format, ending) => {
    await window.click(`export-format-${format}`);
    // XLIFF has one language; both translations are English.
    const file = path.join(folder, `article.${ending}`);
    expect(await writeTo(file)).toBe("written");
    expect(statSync(file).size).toBeGreaterThan(1000);
    expect(await window.text("export-result")).toContain(file);
  });

  test("asks before it replaces a file", async () => {
    await window.click("export-format-tsv");
    const file = path.join(folder, "article.tsv");
    const before = readFileSync(file, "utf8");
    await window.click("export-scope-numbers");
    await window.fill("export-numbers", "2-3");
    expect(await writeTo(file)).toBe("export-exists");
    expect(readFileSync(file, "utf8")).toBe(before);
    await window.click("export-overwrite");
    await window.until("the new file", async () => (await outcome()) === "written");
    const rows = readFileSync(file, "utf8").trim().split("\n").slice(1);
    expect(rows.map((row) => row.split("\t")[0])).toEqual(["2", "3"]);
  });

  test("says so when no sentence is approved", async () => {
    await window.click("export-scope-approved");
    await window.element("export-nothing");
    expect(await (await window.element("export-submit")).isEnabled()).toBe(false);
    await window.press("\uE00C");
  });

  test("takes the approved sentences alone, with the reasons to look twice where asked for", async () => {
    const second = (await window.sentences(reference))[1]!;
    await window.select(second.segment, reference);
    await window.press("a");
    await window.element("margin-mark", '[data-kind="approved"]');
    await window.click("export");
    await window.click("export-scope-approved");
    await window.until("the approved sentence", async () => (await previewed()).length === 1);
    await window.click("export-format-jsonl");
    await window.click("export-flags");
    const file = path.join(folder, "approved.jsonl");
    expect(await writeTo(file)).toBe("written");
    const lines = readFileSync(file, "utf8").trim().split("\n");
    const rows = lines.map((line) => JSON.parse(line)).filter((row) => row.type === "sentence");
    expect(rows.map((row) => row.number)).toEqual([2]);
  });

  test("remembers format and what goes in, over a restart", async () => {
    await app.stop();
    await start();
    await window.until("the page", async () => (await window.sentences(reference)).length > 0);
    await window.click("export");
    await window.until("the last format", async () => {
      const format = await (await window.element("export-format")).getAttribute("data-format");
      return format === "jsonl";
    });
    expect(await (await window.element("export-flags")).isSelected()).toBe(true);
  });
});
