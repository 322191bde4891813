// Starts the packaged app under WebDriver, on a library folder of its own, and ends it.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Builder, Capabilities, type WebDriver } from "selenium-webdriver";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const target = process.env["CARGO_TARGET_DIR"] ?? path.join(root, "target");
/** Which build is driven: the tests take the one that is quick to make, measurements the one that is given away. */
const profile = process.env["VISAVIS_PROFILE"] ?? "debug";

/** A file built or installed by scripts/test; a missing one is an error, not a reason to skip. */
export function built(...parts: string[]): string {
  const file = path.join(target, ...parts);
  if (!existsSync(file)) throw new Error(`${file} is missing: scripts/test builds it`);
  return file;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === "object") resolve(address.port);
        else reject(new Error("no port"));
      });
    });
  });
}

async function until<T>(what: string, milliseconds: number, probe: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${milliseconds} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** A folder for library and settings. With settings in it, a start is not a first start and nothing is welcomed. */
export function newLibrary(settings: string | null = "text_size = 100\n"): string {
  const folder = mkdtempSync(path.join(tmpdir(), "visavis-e2e-"));
  if (settings !== null) writeFileSync(path.join(folder, "settings.toml"), settings);
  return folder;
}

export class App {
  private constructor(
    readonly driver: WebDriver,
    private readonly proxy: ChildProcess,
  ) {}

  /** Opens the window; `more` are arguments beside the library folder. */
  static async start(library: string, ...more: string[]): Promise<App> {
    const [port, nativePort] = [await freePort(), await freePort()];
    const proxy = spawn(built("tools", "bin", "tauri-driver"), ["--port", `${port}`, "--native-port", `${nativePort}`], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    const url = `http://127.0.0.1:${port}`;
    try {
      await until("tauri-driver", 20_000, async () => {
        if (proxy.exitCode !== null) throw new Error(`tauri-driver ended with ${proxy.exitCode}`);
        return fetch(`${url}/status`).then(
          (answer) => (answer.ok ? true : undefined),
          () => undefined,
        );
      });
      const capabilities = new Capabilities({
        browserName: "wry",
        "tauri:options": {
          application: built(profile, "visavis-desktop"),
          args: ["--data-dir", library, ...more],
        },
      });
      const driver = await new Builder().withCapabilities(capabilities).usingServer(url).build();
      return new App(driver, proxy);
    } catch (error) {
      proxy.kill();
      throw error;
    }
  }

  /** Closes the window as a reader would, and waits for everything to be gone. */
  async stop(): Promise<void> {
    try {
      await this.driver.quit();
    } finally {
      this.proxy.kill();
    }
  }
}

/** The contract server: a LibreTranslate-compatible engine of ours that can be told to be slow or to fail. */
export class ContractServer {
  private constructor(
    readonly url: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(...flags: string[]): Promise<ContractServer> {
    const child = spawn(built("debug", "contract-server"), ["--port", "0", ...flags], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let printed = "";
    child.stdout.on("data", (data: Buffer) => (printed += data.toString()));
    const url = await until("the contract server's address", 10_000, () => {
      if (child.exitCode !== null) throw new Error(`contract-server ended with ${child.exitCode}`);
      return Promise.resolve(/http:\/\/\S+/.exec(printed)?.[0]);
    });
    return new ContractServer(url, child);
  }

  stop(): void {
    this.process.kill();
  }
}

/** A settings file that knows one engine: the contract server, by this name. */
export function settingsWith(server: ContractServer, name = "Contract server"): string {
  return [
    "text_size = 100",
    "",
    "[[engines]]",
    'id = "contract"',
    `name = "${name}"`,
    'kind = "libretranslate"',
    `url = "${server.url}"`,
    "",
  ].join("\n");
}
