// Generated from src-tauri/src/dto; do not edit. Renew with: UPDATE_IPC=1 cargo test -p visavis-desktop
// Offsets are UTF-16 code units; times are RFC 3339 in UTC.

export type ErrorCode = "import-empty" | "import-binary" | "import-too-large" | "import-undecodable" | "import-unreadable" | "import-language-unknown" | "engine-not-installed" | "engine-pair-not-offered" | "engine-none" | "engine-unknown" | "engine-unreachable" | "engine-timed-out" | "engine-key-missing" | "engine-key-refused" | "engine-rate-limited" | "engine-quota-exhausted" | "engine-banned" | "engine-too-long" | "engine-server-fault" | "engine-refused" | "engine-unreadable-reply" | "engine-program-failed" | "engine-misconfigured" | "pair-unproven" | "pair-empty" | "cancelled" | "article-unknown" | "rendition-unknown" | "job-elsewhere" | "library-newer" | "library-failed" | "settings-failed" | "export-format-unknown" | "export-failed" | "export-exists" | "export-empty";

/** What every command rejects with. `detail` are particulars for the curious, in English, possibly null. */
export type IpcError = { code: ErrorCode, detail: string | null, };

export type BlockKind = "title" | "heading" | "paragraph" | "quote" | "list-item" | "caption" | "code" | "separator";
export type RenditionStatus = "running" | "paused" | "finished";
export type Theme = "system" | "light" | "dark" | "sepia";
export type Layout = "pages" | "rows";
export type UiLanguage = "system" | "en" | "fr";
export type ExportFormat = "tmx" | "html" | "csv" | "tsv";

export type Settings = { theme: Theme, uiLanguage: UiLanguage, textSize: number, layout: Layout, libraryOpen: boolean, defaultTarget: string, };

/** What the window needs for its first paint. */
export type Startup = { version: string, platform: string, systemLanguage: string, dataDir: string, settings: Settings, articles: Array<ArticleSummary>, engines: Array<EngineSummary>, open: number | null, 
/** Why the article named at start could not be opened. */
openError: IpcError | null, };

export type ArticleSummary = { id: number, title: string, source: string | null, byline: string | null, published: string | null, language: string, added: string, segments: number, words: number, renditions: Array<RenditionSummary>, };

export type RenditionSummary = { id: number, article: number, language: string, 
/** "Apertium", "reference translation". */
name: string, 
/** Id of the engine in the settings; null for a human rendition. */
engine: string | null, route: string | null, rough: boolean, human: boolean, begun: string, status: RenditionStatus, done: number, failed: number, total: number, };

export type ArticleHead = { summary: ArticleSummary, blocks: number, characters: number, view: ArticleView, };

/** How this article was last looked at. `columns` are rendition ids in the order shown. */
export type ArticleView = { columns: Array<number>, segment: number | null, };

export type BlockPage = { from: number, blocks: Array<BlockDto>, };
export type BlockDto = { index: number, kind: BlockKind, level: number, segments: Array<SegmentDto>, };
export type SegmentDto = { id: number, 
/** From 1, in reading order. */
number: number, text: string, marks: Array<MarkDto>, 
/** One for each rendition asked for, in that order. */
cells: Array<CellDto>, };
export type MarkDto = { start: number, end: number, kind: "emphasis" | "strong" | "code" | "link", url: string | null, };
export type CellDto = { state: "waiting" } | { state: "done", text: string, provenance: ProvenanceDto | null } | { state: "edited", text: string, original: string | null } | { state: "failed", code: ErrorCode, detail: string | null };
export type ProvenanceDto = { engine: string, route: string | null, at: string, tookMs: number, billedCharacters: number | null, requests: number, };

export type EngineSummary = { id: string, name: string, kind: "apertium" | "libretranslate", rough: boolean, local: boolean, free: boolean, builtIn: boolean, };
/** Whether an engine can do a pair now, and how. */
export type EngineOffer = { engine: EngineSummary, route: string | null, error: IpcError | null, };
export type NewEngine = { id: string, name: string, kind: "libretranslate", url: string, 
/** Name of the environment variable that holds the key; null when the server needs none. */
keyVariable: string | null, };

export type Imported = { article: number, alreadyThere: boolean, };

/** What a job says while it works; every job of the app speaks through the one channel of `watch_jobs`. */
export type JobEvent = { type: "progress", rendition: RenditionSummary, cells: Array<{ segment: number, cell: CellDto }> } | { type: "ended", rendition: RenditionSummary, 
/** Why the job stopped before its end, if it did. */
error: IpcError | null };

export type ExportRequest = { article: number, columns: Array<number>, path: string, overwrite: boolean, };
export type Exported = { path: string, pairs: number, missing: number, };

/** Every command: arguments and result. `watch_jobs` takes a Tauri Channel named `channel`. */
export type CommandMap = {
  startup: [Record<string, never>, Startup];
  list_articles: [Record<string, never>, Array<ArticleSummary>];
  open_article: [{ article: number }, ArticleHead];
  read_blocks: [{ article: number, from: number, count: number, renditions: Array<number> }, BlockPage];
  import_text: [{ text: string, language: string | null }, Imported];
  import_file: [{ path: string, language: string | null }, Imported];
  import_sample: [Record<string, never>, Imported];
  choose_article: [Record<string, never>, string | null];
  remove_article: [{ article: number }, null];
  save_view: [{ article: number, view: ArticleView }, null];
  list_engines: [{ from: string, to: string }, Array<EngineOffer>];
  add_engine: [{ engine: NewEngine }, Array<EngineSummary>];
  remove_engine: [{ engine: string }, Array<EngineSummary>];
  translate: [{ article: number, engine: string, to: string }, RenditionSummary];
  resume: [{ rendition: number }, RenditionSummary];
  cancel: [{ rendition: number }, null];
  retry: [{ rendition: number, segments: Array<number> }, RenditionSummary];
  remove_rendition: [{ rendition: number }, null];
  suggest_export_path: [{ article: number, format: ExportFormat }, string];
  choose_export_path: [{ suggested: string }, string | null];
  export_article: [{ request: ExportRequest }, Exported];
  save_settings: [{ settings: Settings }, null];
};
