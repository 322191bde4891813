// Generated from src-tauri/src/contract.rs; do not edit. Renew with:
//   UPDATE_CONTRACT=1 cargo test -p visavis-desktop contract
// Offsets are UTF-16 code units; times are RFC 3339 in UTC.

export type ErrorCode =
  | "import-empty"
  | "import-binary"
  | "import-too-large"
  | "import-undecodable"
  | "import-unreadable"
  | "import-language-unknown"
  | "engine-not-installed"
  | "engine-pair-not-offered"
  | "engine-none"
  | "engine-unknown"
  | "engine-unreachable"
  | "engine-timed-out"
  | "engine-key-missing"
  | "engine-key-refused"
  | "engine-rate-limited"
  | "engine-quota-exhausted"
  | "engine-banned"
  | "engine-too-long"
  | "engine-server-fault"
  | "engine-refused"
  | "engine-unreadable-reply"
  | "engine-program-failed"
  | "engine-misconfigured"
  | "pair-unproven"
  | "pair-empty"
  | "cancelled"
  | "article-unknown"
  | "rendition-unknown"
  | "segment-unknown"
  | "segment-unchanged"
  | "job-elsewhere"
  | "library-newer"
  | "library-failed"
  | "settings-failed"
  | "glossary-format-unknown"
  | "glossary-unreadable"
  | "glossary-empty"
  | "key-not-kept"
  | "keychain-unavailable"
  | "job-cap-reached"
  | "export-format-unknown"
  | "export-failed"
  | "export-exists"
  | "export-empty"
  | "export-scope-unreadable"
  | "export-one-language"
  | "import-not-pairs"
  | "import-damaged";

/**
 * What every command rejects with.
 */
export type IpcError = { 
/**
 * The key into the table of messages.
 */
code: ErrorCode, 
/**
 * Particulars for the curious, in English.
 */
detail: string | null, };

/**
 * Where the work on a rendition stands.
 */
export type RenditionStatus = "running" | "paused" | "finished";

/**
 * A rendition with its counts.
 */
export type RenditionSummary = { 
/**
 * Its number.
 */
id: number, 
/**
 * The article it renders.
 */
article: number, 
/**
 * The language it is in (BCP 47).
 */
language: string, 
/**
 * Who made it.
 */
name: string, 
/**
 * Id of the engine in the settings; null for a human rendition.
 */
engine: string | null, 
/**
 * The way the engine took.
 */
route: string | null, 
/**
 * Whether the engine gives the gist only.
 */
rough: boolean, 
/**
 * Whether a person made it.
 */
human: boolean, 
/**
 * When it was begun.
 */
begun: string, 
/**
 * Where the work on it stands.
 */
status: RenditionStatus, 
/**
 * Segments that have text.
 */
done: number, 
/**
 * Segments that failed.
 */
failed: number, 
/**
 * Segments of the article.
 */
total: number, };

/**
 * One segment in one rendition.
 */
export type CellDto = { "state": "waiting" } | { "state": "done", 
/**
 * The translation.
 */
text: string, 
/**
 * Where it came from; null for a human rendition.
 */
provenance: ProvenanceDto | null, } | { "state": "edited", 
/**
 * The reader's text.
 */
text: string, 
/**
 * What stood there before.
 */
original: string | null, } | { "state": "failed", 
/**
 * The reason.
 */
code: ErrorCode, 
/**
 * Particulars, in English.
 */
detail: string | null, };

/**
 * How a translation came to be.
 */
export type ProvenanceDto = { 
/**
 * The engine's name.
 */
engine: string, 
/**
 * The model or the way taken.
 */
route: string | null, 
/**
 * When it arrived.
 */
at: string, 
/**
 * Milliseconds its request took.
 */
tookMs: number, 
/**
 * Characters billed, where the engine says.
 */
billedCharacters: number | null, 
/**
 * Requests it took.
 */
requests: number, };

/**
 * An article as a list shows it.
 */
export type ArticleSummary = { 
/**
 * Its number.
 */
id: number, 
/**
 * Its title.
 */
title: string, 
/**
 * Where it came from.
 */
source: string | null, 
/**
 * Who wrote it.
 */
byline: string | null, 
/**
 * When it was published, as the text says it.
 */
published: string | null, 
/**
 * The language it is written in (BCP 47).
 */
language: string, 
/**
 * When it entered the library.
 */
added: string, 
/**
 * Number of blocks.
 */
blocks: number, 
/**
 * Number of segments.
 */
segments: number, 
/**
 * Number of words.
 */
words: number, 
/**
 * Number of Unicode characters.
 */
characters: number, 
/**
 * Its renditions, oldest first.
 */
renditions: Array<RenditionSummary>, };

/**
 * An article opened for reading.
 */
export type ArticleHead = { 
/**
 * What a list shows of it.
 */
summary: ArticleSummary, 
/**
 * Every block without its text: how long the page is.
 */
outline: Array<BlockOutline>, 
/**
 * Number of Unicode characters.
 */
characters: number, 
/**
 * How it was last looked at.
 */
view: ArticleView, 
/**
 * Index of the block the reader was at.
 */
at: number, };

/**
 * A block without its text.
 */
export type BlockOutline = { 
/**
 * What it is.
 */
kind: BlockKind, 
/**
 * Heading level or list depth.
 */
level: number, 
/**
 * Number of Unicode characters.
 */
characters: number, 
/**
 * Number of sentences.
 */
segments: number, };

/**
 * How an article was last looked at; the window's own words, kept by the core unread.
 */
export type ArticleView = { 
/**
 * Renditions shown, in order; empty before the reader has chosen.
 */
columns: Array<number>, 
/**
 * The selected segment.
 */
segment: number | null, 
/**
 * The segment at the top of the page.
 */
top: number | null, 
/**
 * How its columns are laid out; null before the reader has chosen for this article.
 */
layout: Layout | null, 
/**
 * Shares of the width, the original's first; empty when all are equal.
 */
widths: Array<number>, };

/**
 * What became of a text.
 */
export type Imported = { 
/**
 * The article's number.
 */
article: number, 
/**
 * Whether the very same text was in the library before.
 */
alreadyThere: boolean, leftOut: number, };

/**
 * Some blocks of an article.
 */
export type BlockPage = { 
/**
 * Index of the first one.
 */
from: number, 
/**
 * The blocks, in order.
 */
blocks: Array<BlockDto>, };

/**
 * A paragraph-level unit.
 */
export type BlockDto = { 
/**
 * Its index in the article, from 0.
 */
index: number, 
/**
 * What it is.
 */
kind: BlockKind, 
/**
 * Heading level or list depth.
 */
level: number, 
/**
 * Its sentences.
 */
segments: Array<SegmentDto>, };

/**
 * What a block is.
 */
export type BlockKind = "title" | "heading" | "paragraph" | "quote" | "list-item" | "caption" | "code" | "separator";

/**
 * One sentence with what each rendition has for it.
 */
export type SegmentDto = { 
/**
 * Its number in the library.
 */
id: number, 
/**
 * Its number in the article, from 1.
 */
number: number, 
/**
 * The original's text.
 */
text: string, 
/**
 * Inline markup of the original.
 */
marks: Array<MarkDto>, 
/**
 * One for each rendition asked for, in that order.
 */
cells: Array<CellDto>, };

/**
 * Inline markup, in UTF-16 code units from the segment's start.
 */
export type MarkDto = { 
/**
 * Where it begins.
 */
start: number, 
/**
 * Where it ends.
 */
end: number, 
/**
 * What it says.
 */
kind: MarkKind, 
/**
 * Where a link points.
 */
url: string | null, };

/**
 * The inline markup there is.
 */
export type MarkKind = "emphasis" | "strong" | "code" | "link";

/**
 * A configured engine.
 */
export type EngineSummary = { 
/**
 * Its id in the settings.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Whether it gives the gist only.
 */
rough: boolean, 
/**
 * Whether text stays on this machine.
 */
local: boolean, 
/**
 * Whether translating costs nothing.
 */
free: boolean, 
/**
 * Whether it comes with the program and cannot be removed.
 */
builtIn: boolean, };

/**
 * Whether an engine can do a pair now, and how.
 */
export type EngineOffer = { 
/**
 * The engine.
 */
engine: EngineSummary, 
/**
 * The way it would take.
 */
route: string | null, 
/**
 * Why it cannot.
 */
error: IpcError | null, };

/**
 * A LibreTranslate server to add.
 */
export type NewEngine = { 
/**
 * Its id: lower-case letters, digits, hyphens.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Address of the server.
 */
url: string, 
/**
 * Name of the environment variable that holds the key; null when the server needs none.
 */
keyVariable: string | null, };

/**
 * One segment's new state.
 */
export type CellChange = { 
/**
 * The segment.
 */
segment: number, 
/**
 * What it has now.
 */
cell: CellDto, };

/**
 * What a job says. Every job of the process speaks through the one channel of `watch_jobs`.
 */
export type JobEvent = { "type": "progress", 
/**
 * The rendition with its counts after it.
 */
rendition: RenditionSummary, 
/**
 * What changed.
 */
cells: Array<CellChange>, } | { "type": "ended", 
/**
 * The rendition as it stands.
 */
rendition: RenditionSummary, 
/**
 * Why it stopped before its end, if it did.
 */
error: IpcError | null, };

/**
 * A format the window offers.
 */
export type ExportFormat = "html" | "markdown" | "docx" | "epub" | "tmx" | "xliff" | "xlsx" | "csv" | "tsv" | "jsonl" | "moses" | "anki";

/**
 * What to write where.
 */
export type ExportLayout = "table" | "interleaved";
export type ExportChoice = { format: ExportFormat, layout: ExportLayout, provenance: boolean, notes: boolean, flags: boolean, byteOrderMark: boolean, };
export type ExportContent = { article: number, columns: Array<number>, scope: string, };
export type ExportRequest = { content: ExportContent, choice: ExportChoice, interface: string, path: string, overwrite: boolean, };
export type ExportPreview = { number: number, source: string, texts: Array<string | null>, };

/**
 * What was written.
 */
export type Exported = { 
/**
 * The file.
 */
path: string, 
/**
 * Sentences with a translation in at least one column.
 */
pairs: number, 
/**
 * Sentences without any.
 */
missing: number, };

/**
 * Colours.
 */
export type Theme = "system" | "light" | "dark" | "sepia";

/**
 * Layout of articles.
 */
export type Layout = "pages" | "rows" | "interlinear" | "reveal";

/**
 * Language of the interface.
 */
export type UiLanguage = "system" | "en" | "fr";

/**
 * A text after which no sentence ends.
 */
export type Exception = { 
/**
 * The language it holds for: a primary subtag.
 */
language: string, 
/**
 * The text, with its stop.
 */
text: string, };

/**
 * What the reader can set in the window. Engines are set by commands of their own.
 */
export type Settings = { 
/**
 * Colours.
 */
theme: Theme, 
/**
 * Language of the interface.
 */
uiLanguage: UiLanguage, 
/**
 * Size of reading text, in per cent.
 */
textSize: number, 
/**
 * Layout of articles.
 */
layout: Layout, 
/**
 * Whether the list of articles is shown.
 */
libraryOpen: boolean, 
/**
 * Language translated into (BCP 47).
 */
defaultTarget: string, 
/**
 * Texts after which no sentence ends; changed by `never_break_after` alone.
 */
neverBreakAfter: Array<Exception>, };

/**
 * What the window needs for its first paint.
 */
export type Startup = { 
/**
 * Version of the program.
 */
version: string, 
/**
 * Operating system, in Rust's words (`linux`, `macos`, `windows`).
 */
platform: string, 
/**
 * Language of the system (BCP 47), English where it says none.
 */
systemLanguage: string, 
/**
 * Folder of library and settings.
 */
dataDir: string, 
/**
 * The settings.
 */
settings: Settings, 
/**
 * Every article, newest first.
 */
articles: Array<ArticleSummary>, 
/**
 * The engines at hand, in the order of preference.
 */
engines: Array<EngineSummary>, 
/**
 * The article to open, if one was asked for at start.
 */
open: number | null, 
/**
 * Why the article asked for at start could not be opened.
 */
openError: IpcError | null, };

/** Every command: its arguments and its result. `watch_jobs` takes a channel and stands apart. */
export type CommandMap = {
  startup: [Record<string, never>, Startup];
  save_settings: [{ settings: Settings }, null];
  list_articles: [Record<string, never>, Array<ArticleSummary>];
  open_article: [{ article: number }, ArticleHead];
  read_blocks: [{ article: number, from: number, count: number, renditions: Array<number> }, BlockPage];
  block_of: [{ segment: number }, number];
  import_text: [{ text: string, language: string | null }, Imported];
  import_file: [{ path: string, language: string | null }, Imported];
  import_sample: [Record<string, never>, Imported];
  choose_article: [Record<string, never>, string | null];
  remove_article: [{ article: number }, null];
  save_view: [{ article: number, view: ArticleView }, null];
  split_segment: [{ segment: number, at: number }, null];
  join_segment: [{ segment: number }, null];
  never_break_after: [{ exception: Exception, keep: boolean }, Settings];
  list_engines: [{ from: string, to: string }, Array<EngineOffer>];
  add_engine: [{ engine: NewEngine }, Array<EngineSummary>];
  remove_engine: [{ engine: string }, Array<EngineSummary>];
  translate: [{ article: number, engine: string, to: string }, RenditionSummary];
  resume: [{ rendition: number }, RenditionSummary];
  cancel: [{ rendition: number }, null];
  retry: [{ rendition: number, segments: Array<number> }, RenditionSummary];
  list_failed: [{ rendition: number }, Array<number>];
  remove_rendition: [{ rendition: number }, null];
  suggest_export_path: [{ article: number, format: ExportFormat }, string];
  choose_export_path: [{ suggested: string }, string | null];
  last_export: [Record<string, never>, ExportChoice];
  preview_export: [{ content: ExportContent }, Array<ExportPreview>];
  export_article: [{ request: ExportRequest }, Exported];
};
