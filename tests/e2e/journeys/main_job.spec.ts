// The main job in the real window: paste, translate, link, cancel, resume, fail visibly, export, find all of it again.
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Window } from "../pages/window.js";
import { App, ContractServer, newLibrary, settingsWith } from "../support/app.js";

const sample = readFileSync(new URL("../../../crates/core/sample/article.fr.md", import.meta.url), "utf8");
const sentences = readFileSync(new URL("../../../crates/core/sample/sentences.fr.txt", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line.trim() !== "");
/** The window sets French spaces as French typography asks; for comparing, every space is one. */
const plain = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

let app: App;
let window: Window;
let server: ContractServer;
let library: string;

async function start(): Promise<void> {
  app = await App.start(library);
  window = new Window(app.driver);
  await window.ready();
}

beforeAll(async () => {
  // Slow enough to be stopped in the middle, and one sentence always fails.
  server = await ContractServer.start("--delay-ms", "400", "--fail-text", "cartes postales=400");
  library = newLibrary(settingsWith(server));
  await start();
});
afterAll(async () => {
  await app.stop();
  server.stop();
});

async function newestColumn(): Promise<string> {
  return window.until("a rendition", async () => (await window.columns()).at(-1)) as Promise<string>;
}

let apertium = "";
let remote = "";

describe("an article", () => {
  test("pasted, it opens with its sentences found", async () => {
    await window.paste(sample);
    const shown = await window.until("the article", async () => {
      const shown = await window.sentences("original");
      return shown.length === sentences.length ? shown : null;
    });
    expect(shown?.map((sentence) => plain(sentence.text))).toEqual(sentences.map(plain));
  });

  test("translated with Apertium, every sentence has its partner", async () => {
    await window.translateWith("apertium");
    apertium = await newestColumn();
    await window.until("the rendition complete", async () => {
      return (await window.stateCounts(apertium))["done"] === sentences.length;
    });
    const originals = (await window.sentences("original")).map((sentence) => sentence.segment);
    const partners = (await window.sentences(apertium)).map((sentence) => sentence.segment);
    expect(partners).toEqual(originals);
  });
});

describe.each(["layout-pages", "layout-rows"])("linking in %s", (layout) => {
  test("a hovered sentence and its partner take the same tint, and no other does", async () => {
    await window.click(layout);
    await window.leave();
    const [first, second] = await window.sentences("original");
    const one = await window.sentence(first!.segment, "original");
    const partner = await window.sentence(first!.segment, apertium);
    const other = await window.sentence(second!.segment, apertium);
    const still = await window.background(other);
    await window.hover(one);
    await window.until("the tint", async () => (await window.background(one)) !== still);
    expect(await window.background(partner)).toBe(await window.background(one));
    expect(await window.background(other)).toBe(still);
  });

  test("the keyboard moves the selection through the article", async () => {
    await window.leave();
    const [first, second] = await window.sentences("original");
    await (await window.sentence(first!.segment, "original")).click();
    await window.press("j");
    const chosen = await window.sentence(second!.segment, "original");
    const partner = await window.sentence(second!.segment, apertium);
    const left = await window.sentence(first!.segment, apertium);
    await window.leave();
    await window.until("the selection moved", async () => {
      const tint = await window.background(chosen);
      return tint === (await window.background(partner)) && tint !== (await window.background(left));
    });
  });
});

describe("a job", () => {
  test("cancelled, it stops at once and keeps what it has", async () => {
    await window.click("layout-pages");
    await window.translateWith("contract");
    remote = await window.until("its column", async () => {
      const newest = (await window.columns()).at(-1);
      return newest !== apertium ? newest : null;
    }) as string;
    await window.until("the first sentences", async () => ((await window.stateCounts(remote))["done"] ?? 0) > 0);
    await window.click("cancel");
    await window.element("resume");
    const kept = await window.stateCounts(remote);
    expect(kept["done"]).toBeGreaterThan(0);
    expect(kept["waiting"]).toBeGreaterThan(0);
  });

  test("resumed, it goes on to the end, and the sentence that fails says so", async () => {
    await window.click("resume");
    await window.until("all answered", async () => ((await window.stateCounts(remote))["waiting"] ?? 0) === 0);
    const counts = await window.stateCounts(remote);
    const failing = sentences.filter((sentence) => sentence.includes("cartes postales")).length;
    expect(failing).toBeGreaterThan(0);
    expect(counts).toEqual({ done: sentences.length - failing, failed: failing });
    expect(await window.text("failure")).not.toBe("");
    await window.element("retry");
  });
});

describe("an export", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "visavis-export-"));

  test.each(["tmx", "html", "csv", "tsv"])("as %s, it holds every pair", async (format) => {
    const file = path.join(folder, `article.${format}`);
    await window.click("export");
    await window.click(`export-format-${format}`);
    await window.fill("export-path", file);
    await window.click("export-submit");
    await window.until("the result", async () => (await window.text("export-result")).includes(`article.${format}`));
    expect(existsSync(file)).toBe(true);
    const written = plain(readFileSync(file, "utf8"));
    if (format === "tmx") expect(written.split("<tu ").length - 1).toBeGreaterThanOrEqual(sentences.length);
    await window.press("\uE00C");
  });
});

describe("a restart", () => {
  test("finds everything again, and nothing is asked again", async () => {
    const before = await window.sentences();
    await app.stop();
    await start();
    const after = await window.until("the article as it was", async () => {
      const after = await window.sentences();
      return after.length === before.length ? after : null;
    });
    expect(after).toEqual(before);
  });

  test("in the middle of a job, the job goes on by itself", async () => {
    await window.paste("Un vent neuf souffle.\nLe port dort encore.\nPersonne ne bouge.\nLa mer monte.\nLe phare tourne.\nUn chien aboie.");
    await window.until("the new article", async () => (await window.sentences("original")).length === 6);
    await window.translateWith("contract");
    const column = await newestColumn();
    await window.until("the first sentences", async () => ((await window.stateCounts(column))["done"] ?? 0) > 0);
    await app.stop();
    await start();
    await window.until("the rest", async () => (await window.stateCounts(column))["done"] === 6);
  });
});
