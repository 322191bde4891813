// How quick and how small the window is: start beside an empty window of the same Tauri, a book of 10,000 sentences in
// five columns opened, scrolled and weighed. Prints a table; scripts/bench-window builds what it needs.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync, readdirSync, readlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { Window } from "../pages/window.js";
import { App, built, newLibrary } from "../support/app.js";

const RUNS = 10;
const SENTENCES = 10_000;
const profile = process.env["VISAVIS_PROFILE"] ?? "release";
const results: [what: string, value: string][] = [];
const told = (what: string, value: string): void => void results.push([what, value]);
afterAll(() => {
  for (const [what, value] of results) console.log(`${what.padEnd(58)} ${value}`);
});

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const sorted = (values: number[]): number[] => values.toSorted((one, other) => one - other);
const median = (values: number[]): number => sorted(values)[Math.floor(values.length / 2)] ?? NaN;
const ms = (value: number): string => `${Math.round(value)} ms`;

function book(): string {
  const prose = readFileSync(new URL("../../../bench/segment/prose.txt", import.meta.url), "utf8");
  const sentences = prose.split(/(?<=[.!?…])\s+/u).filter((sentence) => /^\p{Lu}.*\p{Ll}[.!?…]$/u.test(sentence));
  const paragraphs: string[] = [];
  for (let at = 0; at < SENTENCES; ) {
    const length = Math.min(1 + ((paragraphs.length * 7) % 6), SENTENCES - at);
    const own = Array.from({ length }, (_, next) => sentences[(at + next * 3) % sentences.length]);
    paragraphs.push(own.join(" "));
    at += length;
  }
  return paragraphs.join("\n\n");
}

/** Whether a window of the size both programs ask for can be seen, with such a title where it matters. */
function visible(title = ""): boolean {
  const windows = execFileSync("xwininfo", ["-root", "-children"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return windows
    .split("\n")
    .filter((line) => /\b1280x800\b/.test(line) && line.includes(title))
    .some((line) => {
      const id = /0x[0-9a-f]+/.exec(line)?.[0];
      try {
        return id !== undefined && execFileSync("xwininfo", ["-id", id], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).includes("IsViewable");
      } catch {
        return false;
      }
    });
}

async function untilVisible(program?: ChildProcess, title?: string): Promise<number> {
  const end = Date.now() + 30_000;
  while (!visible(title)) {
    if (program && program.exitCode !== null) throw new Error(`the program ended with ${program.exitCode}`);
    if (Date.now() > end) throw new Error("no window within 30 s");
    await sleep(5);
  }
  return Date.now();
}

/** Proportional memory of a process and its children's, in MiB, by the program's name. */
function memory(pid: number): Map<string, number> {
  const found = new Map<string, number>();
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // It ended meanwhile.
    }
  }
  const belongs = (one: number): boolean => one === pid || (one > 1 && belongs(parents.get(one) ?? 0));
  for (const one of parents.keys()) {
    if (!belongs(one)) continue;
    try {
      const pss = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${one}/smaps_rollup`, "utf8"))?.[1];
      const name = path.basename(readlinkSync(`/proc/${one}/exe`));
      found.set(name, (found.get(name) ?? 0) + Number(pss ?? 0) / 1024);
    } catch {
      // It ended meanwhile.
    }
  }
  return found;
}

const web = (processes: Map<string, number>): number => processes.get("WebKitWebProcess") ?? NaN;
const weighed = (processes: Map<string, number>): string =>
  `${Math.round(web(processes))} MiB of ${Math.round([...processes.values()].reduce((sum, one) => sum + one, 0))} in all`;

async function stop(program: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => program.once("exit", resolve));
  program.kill();
  await ended;
}

const library = newLibrary();
const article = fileURLToPath(new URL("../../../crates/core/sample/article.fr.md", import.meta.url));

test("start, beside an empty window", async () => {
  const ours = ["--data-dir", library, article];
  const programs = { empty: [built(profile, "empty-window")], ours: [built(profile, "visavis-desktop"), ...ours] };
  const times: Record<keyof typeof programs, number[]> = { empty: [], ours: [] };
  // The window has its page's title when the page is there: ours when its article is laid out, a frame before it is painted.
  const titles: Record<keyof typeof programs, string> = { empty: "There", ours: " – Vis-à-vis" };
  const readable: Record<keyof typeof programs, number[]> = { empty: [], ours: [] };
  // The first start of each warms the machine and fills the library.
  for (let run = -1; run < RUNS; run++) {
    for (const [name, [program, ...args]] of Object.entries(programs)) {
      const began = Date.now();
      const child = spawn(program!, args, { stdio: "ignore" });
      const seen = await untilVisible(child);
      const there = await untilVisible(child, titles[name as keyof typeof programs]);
      if (run >= 0) {
        times[name as keyof typeof programs].push(seen - began);
        readable[name as keyof typeof programs].push(there - seen);
      }
      await sleep(1500);
      if (run === RUNS - 1) told(`memory of the web process, ${name === "ours" ? "an article" : "empty window"}`, weighed(memory(child.pid!)));
      await stop(child);
      // Its web process ends after it, and must not be at work while the next one starts.
      await sleep(1000);
    }
  }
  const [empty, own] = [median(times.empty), median(times.ours)];
  told(`empty window visible (median of ${RUNS})`, ms(empty));
  told(`Vis-à-vis visible (median of ${RUNS})`, `${ms(own)}, ${(own / empty).toFixed(2)} times that`);
  told(`empty page there after that (median of ${RUNS})`, ms(median(readable.empty)));
  const [word, text] = [median(readable.empty), median(readable.ours)];
  told(`our article there after that (median of ${RUNS})`, `${ms(text)}, ${ms(text - word)} more`);
}, 300_000);

test("a book opened, scrolled and weighed", async () => {
  let app: App, window: Window;
  const timesDrawn = async (): Promise<number> =>
    app.driver.executeScript<number>(`return performance.getEntriesByName("article-drawn").length;`);
  const readable = async (what: string, stays: boolean): Promise<void> => {
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const starting = App.start(library);
      const seen = await untilVisible();
      app = await starting;
      window = new Window(app.driver);
      await window.until(what, async () => (await timesDrawn()) > 0);
      const drawn = await app.driver.executeScript<number>(
        `return performance.timeOrigin + performance.getEntriesByName("article-drawn").at(-1).startTime;`,
      );
      times.push(drawn - seen);
      if (!stays || run < RUNS - 1) await app.stop();
    }
    told(`${what} drawn after the window is visible, under WebDriver`, ms(median(times)));
  };

  app = await App.start(library, article);
  window = new Window(app.driver);
  await window.until("the article", async () => (await window.sentences("original")).length > 0);
  await sleep(2000);
  await app.stop();
  await readable("an article", false);

  const file = path.join(library, "book.txt");
  writeFileSync(file, book());
  app = await App.start(library, file);
  window = new Window(app.driver);
  await window.until("the book", async () => (await window.sentences("original")).length > 0, 120_000);
  await app.stop();
  const script = fileURLToPath(new URL("../../../bench/window/library.py", import.meta.url));
  const data = path.join(library, "library.sqlite");
  told("the book", execFileSync("python3", [script, data], { encoding: "utf8" }).trim());
  // As it is the first time: with every column there is.
  execFileSync("python3", ["-c", `import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute("UPDATE article SET view=NULL"); c.commit()`, data]);

  await readable("the book", true);

  await window.resize(1280, 800);
  const opened: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    for (const item of [1, 0]) {
      const before = await timesDrawn();
      await app.driver.executeScript(`document.querySelectorAll('[data-testid="library-item"]')[arguments[0]].click();`, item);
      await window.until("drawn", async () => (await timesDrawn()) > before);
      if (item === 0) {
        opened.push(await app.driver.executeScript<number>(
          `const last = (name) => performance.getEntriesByName(name).at(-1).startTime;
           return last("article-drawn") - last("article-read");`,
        ));
      }
    }
  }
  expect((await window.columns()).length).toBe(4);
  told(`drawn after its text is there (median of ${RUNS}, worst)`, `${ms(median(opened))}, ${ms(Math.max(...opened))}`);

  const scrolled = async (what: string, on: string): Promise<void> => {
    const frames = await app.driver.executeAsyncScript<number[]>(
      `const done = arguments[arguments.length - 1];
       const page = document.querySelector(".scroller");
       const frames = [];
       let before = null;
       const end = performance.now() + 8000;
       const step = (now) => {
         if (before !== null) frames.push(now - before);
         before = now;
         ${on};
         if (now < end) requestAnimationFrame(step);
         else done(frames);
       };
       requestAnimationFrame(step);`,
    );
    const all = sorted(frames);
    const late = frames.filter((frame) => frame > 25).length;
    told(
      `frames while ${what}: median, 95 %, longest; late`,
      `${[0.5, 0.95, 1].map((part) => all[Math.min(all.length - 1, Math.floor(part * all.length))]!.toFixed(1)).join(", ")} ms; ${late} of ${frames.length}`,
    );
  };
  for (const layout of ["pages", "rows", "interlinear"]) {
    await window.click(`layout-${layout}`);
    await sleep(1000);
    await scrolled(`${layout} scroll`, "page.scrollTop += 40");
  }
  // WebDriver starts the program itself: the youngest of them is the one that is open.
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number).filter((one) => {
    try {
      return readlinkSync(`/proc/${one}/exe`) === built(profile, "visavis-desktop");
    } catch {
      return false;
    }
  });
  const pid = Math.max(...pids);
  expect(existsSync(`/proc/${pid}`)).toBe(true);
  told("memory of the web process, the book after scrolling", weighed(memory(pid)));

  // What the web view and the display need for as much text with no program behind it: no page scrolls better than this.
  await window.click("layout-pages");
  await sleep(1000);
  await app.driver.executeScript(
    `const page = document.querySelector(".scroller"); const copy = page.cloneNode(true); page.replaceWith(copy); copy.scrollTop = 0;`,
  );
  await scrolled("a dead copy of the pages scrolls", "page.scrollTop = (page.scrollTop + 40) % 1200");
  await scrolled("nothing moves", "");
  await app.stop();
}, 600_000);
