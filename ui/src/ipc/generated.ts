// Generated from src-tauri/src/contract.rs; do not edit. Renew with:
//   UPDATE_CONTRACT=1 cargo test -p visavis-desktop contract
// Offsets are UTF-16 code units; times are RFC 3339 in UTC.

export type ErrorCode =
  | "import-empty"
  | "import-binary"
  | "import-too-large"
  | "import-undecodable"
  | "import-unreadable"
  | "import-not-pairs"
  | "import-damaged"
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
  | "engine-cut-off"
  | "engine-declined"
  | "engine-untrusted"
  | "engine-program-failed"
  | "engine-misconfigured"
  | "pair-unproven"
  | "pair-empty"
  | "pair-echo"
  | "pair-notice"
  | "pair-markup"
  | "pair-length"
  | "cancelled"
  | "article-unknown"
  | "rendition-unknown"
  | "segment-unknown"
  | "segment-unchanged"
  | "collection-unknown"
  | "collection-name"
  | "edit-empty"
  | "verdict-empty"
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
  | "export-one-original"
  | "export-font-missing"
  | "dictionary-unreadable"
  | "dictionary-unreachable"
  | "dictionary-checksum"
  | "clipboard-failed";

/** What a flag is about. */
export type FlagKind =
  | "echo"
  | "repetition"
  | "length"
  | "prompt"
  | "markup"
  | "number"
  | "date"
  | "unit"
  | "currency"
  | "name"
  | "acronym"
  | "quotation"
  | "negation"
  | "bracket"
  | "hedge"
  | "profanity"
  | "glossary";

/** Why a flag was raised. */
export type FlagReason =
  | "unchanged"
  | "wrong-language"
  | "loop"
  | "too-long"
  | "too-short"
  | "broken-off"
  | "notice"
  | "tag"
  | "entity"
  | "number-changed"
  | "number-lost"
  | "number-new"
  | "date-changed"
  | "date-lost"
  | "weekday-changed"
  | "unit-changed"
  | "currency-changed"
  | "currency-lost"
  | "name-lost"
  | "acronym-lost"
  | "quotation-lost"
  | "negation-lost"
  | "negation-new"
  | "bracket-unbalanced"
  | "quote-unbalanced"
  | "hedge-lost"
  | "profanity-lost"
  | "term-missing";

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
 * Whether it is the reader's own, put together from others.
 */
assembled: boolean, 
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
total: number, 
/**
 * Characters billed so far, as the engine reported them; replies that were refused are in it.
 */
billedCharacters: number | null, 
/**
 * Tokens billed so far, in and out together.
 */
billedTokens: number | null, };

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
requests: number, 
/**
 * Tokens billed, in and out together, where the engine says.
 */
billedTokens: number | null, 
/**
 * When it was taken from the memory, for nothing; the rest says how it came to be then.
 */
reused: string | null, };

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
 * Every block without its text, very long ones in several: how long the page is.
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
 * Index in the outline of the block the reader was at.
 */
at: number, };

/**
 * An article opened with the text that is seen first, so that a window that starts need not ask for it.
 */
export type OpenedArticle = { 
/**
 * The article.
 */
head: ArticleHead, 
/**
 * The blocks around the place the reader was at. Null while a job is at work on the article: what it did before
 * anybody listened would never be heard of, and all of this must be read again then.
 */
page: BlockPage | null, 
/**
 * The renditions whose cells that page has, in order.
 */
renditions: Array<number>, };

/**
 * A block without its text, or part of one too long to be read at once. Its index among them is how the window calls it.
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
 * Whether it goes on with the block of the one before it.
 */
continues: boolean, 
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
 * How far below the column heads that segment begins, in em of the page's text; negative where it begins above.
 */
below: number, 
/**
 * The rendition the others are held against; null before the reader has chosen one.
 */
base: number | null, 
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
alreadyThere: boolean, 
/**
 * Units of a file of pairs that had no original, and so found no place.
 */
leftOut: number, };

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
 * Its index in the outline, from 0.
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
 * What the reader thinks of a translation.
 */
export type Verdict = "doubtful" | "approved";

/**
 * One sentence in one rendition.
 */
export type Version = { 
/**
 * The rendition.
 */
rendition: number, 
/**
 * What it has for the sentence.
 */
cell: CellDto, 
/**
 * What the reader thinks of it.
 */
verdict: Verdict | null, };

/**
 * An engine's answer to the sentence that is in no rendition.
 */
export type Alternative = { 
/**
 * Its number.
 */
id: number, 
/**
 * The language it is in (BCP 47).
 */
language: string, 
/**
 * The engine's id in the settings.
 */
engine: string, 
/**
 * The answer.
 */
text: string, 
/**
 * How it came to be.
 */
provenance: ProvenanceDto, };

/**
 * What a change was of.
 */
export type ChangeKind = "text" | "note" | "verdict";

/**
 * Whether a change holds.
 */
export type ChangeState = "done" | "undone" | "dropped";

/**
 * Something the reader did to a sentence by hand.
 */
export type Change = { 
/**
 * Its number.
 */
id: number, 
/**
 * The sentence.
 */
segment: number, 
/**
 * The rendition; null for a note.
 */
rendition: number | null, 
/**
 * What it was of.
 */
kind: ChangeKind, 
/**
 * The text, note or verdict before.
 */
before: string | null, 
/**
 * The text, note or verdict after.
 */
after: string | null, 
/**
 * When.
 */
at: string, 
/**
 * Whether it holds.
 */
state: ChangeState, };

/**
 * A sentence in a rendition as it stands after a change by hand.
 */
export type Rewritten = { 
/**
 * The sentence.
 */
segment: number, 
/**
 * The rendition with its counts; null when none was touched.
 */
rendition: RenditionSummary | null, 
/**
 * What the rendition has for the sentence now.
 */
cell: CellDto | null, 
/**
 * For undo and redo: what was undone or done again.
 */
change: Change | null, };

/**
 * A sentence the reader has marked or written a note on.
 */
export type Marked = { 
/**
 * The sentence.
 */
segment: number, 
/**
 * The rendition the verdict is on; null for a note.
 */
rendition: number | null, 
/**
 * The verdict; null for a note.
 */
verdict: Verdict | null, };

/**
 * What is known about a sentence.
 */
export type Inspection = { 
/**
 * The sentence.
 */
segment: number, 
/**
 * What every rendition of its article has for it.
 */
versions: Array<Version>, 
/**
 * Answers the reader asked other engines for.
 */
alternatives: Array<Alternative>, 
/**
 * The reader's note.
 */
note: string | null, 
/**
 * What was done to it by hand, the latest first.
 */
history: Array<Change>, 
/**
 * Whether the last change of the article can be undone.
 */
undo: boolean, 
/**
 * Whether one can be done again.
 */
redo: boolean, };

/**
 * A piece of the base, on the left, and what became of it on the right.
 */
export type Hunk = { 
/**
 * How the two relate.
 */
kind: HunkKind, 
/**
 * Where in the base; empty for what is on the right alone.
 */
left: Span, 
/**
 * Where in the other text; empty for what is in the base alone.
 */
right: Span, };

/**
 * How two pieces of text relate.
 */
export type HunkKind = "equal" | "changed" | "only-left" | "only-right" | "moved";

/**
 * Part of a text, in UTF-16 code units.
 */
export type Span = { 
/**
 * Where it begins.
 */
start: number, 
/**
 * Where it ends.
 */
end: number, };

/**
 * Articles under a name.
 */
export type Collection = { 
/**
 * Its number.
 */
id: number, 
/**
 * Its name.
 */
name: string, 
/**
 * Its articles, newest first.
 */
articles: Array<number>, };

/**
 * What is installed.
 */
export type Dictionary = { 
/**
 * Its title.
 */
title: string, 
/**
 * Its edition, where it says one.
 */
edition: string | null, 
/**
 * Under which terms it is given, in its own words.
 */
licence: string, 
/**
 * Number of entries.
 */
entries: number, };

/**
 * One entry of the dictionary.
 */
export type Entry = { 
/**
 * The headword.
 */
headword: string, 
/**
 * How it is pronounced, in IPA.
 */
pronunciation: string | null, 
/**
 * Word class and gender, in the dictionary's abbreviations.
 */
grammar: string | null, 
/**
 * Its senses, each with its translations.
 */
senses: Array<Array<string>>, };

/**
 * A passage that was found in the library.
 */
export type Hit = { 
/**
 * The article.
 */
article: number, 
/**
 * The sentence.
 */
segment: number, 
/**
 * The rendition; null for the original.
 */
rendition: number | null, 
/**
 * The passage, or part of it.
 */
snippet: string, 
/**
 * Whether something of the passage stands before the snippet.
 */
cutBefore: boolean, 
/**
 * Whether something of it stands behind.
 */
cutBehind: boolean, 
/**
 * What of the snippet was searched for.
 */
found: Array<Span>, };

/**
 * Part of what was found in the library.
 */
export type Hits = { 
/**
 * How many passages were found in all.
 */
total: number, 
/**
 * Those asked for, the best first.
 */
hits: Array<Hit>, };

/**
 * One place in an article where a text stands.
 */
export type Occurrence = { 
/**
 * The sentence.
 */
segment: number, 
/**
 * The rendition; null for the original.
 */
rendition: number | null, 
/**
 * The place in the sentence's text.
 */
at: Span, };

/**
 * Part of the places where a text stands in an article.
 */
export type Occurrences = { 
/**
 * How many there are in all.
 */
total: number, 
/**
 * The first one at the sentence the reader is in or after it, from 0.
 */
near: number, 
/**
 * Those asked for, in reading order.
 */
places: Array<Occurrence>, };

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
 * Whether translating costs something: then the window asks first.
 */
costs: boolean, 
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
 * Whether a kind wants a key.
 */
export type KeyNeed = "never" | "optional" | "required";

/**
 * What is written in a field.
 */
export type FieldInput = "text" | "long-text" | "address" | "number" | "decimal" | "flag" | "choice" | "table";

/**
 * Where a key is.
 */
export type KeyPlace = "none" | "keychain" | "file" | "session" | "variable";

/**
 * What an engine is sent besides the sentences.
 */
export type ContextSent = "none" | "passage" | "neighbours";

/**
 * What an engine counts to bill it.
 */
export type Billing = "nothing" | "characters" | "tokens";

/**
 * The tone of translations.
 */
export type Formality = "default" | "more" | "less";

/**
 * What a quota counts.
 */
export type Unit = "characters" | "tokens";

/**
 * A field of a kind's settings.
 */
export type EngineField = { 
/**
 * Its name in the settings.
 */
name: string, 
/**
 * What is written there.
 */
input: FieldInput, 
/**
 * The words to choose from.
 */
choices: Array<string>, 
/**
 * Whether it must be there.
 */
required: boolean, 
/**
 * What stands there when nothing is written, or an example.
 */
example: string, };

/**
 * A kind of engine, as a form for it is made.
 */
export type EngineKind = { 
/**
 * Its name in the settings.
 */
name: string, 
/**
 * Its name for the reader, the same in every language.
 */
label: string, 
/**
 * Whether it wants a key.
 */
key: KeyNeed, 
/**
 * Where a reader gets a key or learns to set it up.
 */
page: string, 
/**
 * Its fields, in the order of a form.
 */
fields: Array<EngineField>, };

/**
 * A price for a million of something. Of tokens, `least` is for those of requests and `most` for those of replies.
 */
export type Price = { 
/**
 * Currency (ISO 4217).
 */
currency: string, 
/**
 * A million of what.
 */
per: Unit, 
/**
 * The lowest price, or the price of tokens in.
 */
least: number, 
/**
 * The highest price, or the price of tokens out.
 */
most: number, };

/**
 * An engine as its card shows it.
 */
export type EngineCard = { 
/**
 * Its id in the settings.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its kind's name in the settings.
 */
kind: string, 
/**
 * Its kind's name for the reader.
 */
kindLabel: string, 
/**
 * What its kind wants to know, by the fields' names.
 */
options: Record<string, unknown>, 
/**
 * Where its key is.
 */
keyPlace: KeyPlace, 
/**
 * The variable or the file its key is in.
 */
keyName: string | null, 
/**
 * Whether the key is there now.
 */
keyThere: boolean, 
/**
 * The host text goes to; null where it stays here or the settings do not say.
 */
host: string | null, 
/**
 * What is sent besides the sentences.
 */
context: ContextSent, 
/**
 * Whether it gives the gist only.
 */
rough: boolean, 
/**
 * Whether text stays on this machine.
 */
local: boolean, 
/**
 * Whether translating costs something.
 */
costs: boolean, 
/**
 * What it counts to bill it.
 */
billing: Billing, 
/**
 * What it costs, as far as is known.
 */
price: Price | null, 
/**
 * Whether it comes with the program and cannot be removed.
 */
builtIn: boolean, 
/**
 * Why it cannot be used as it is set up.
 */
error: IpcError | null, };

/**
 * The first choice for a pair of languages.
 */
export type Preferred = { 
/**
 * Language of the original: a primary subtag.
 */
from: string, 
/**
 * Language of the translation: a primary subtag.
 */
to: string, 
/**
 * The engine's id.
 */
engine: string, };

/**
 * Everything the settings say about engines.
 */
export type EngineRoom = { 
/**
 * The engines, in the order of preference.
 */
engines: Array<EngineCard>, 
/**
 * The kinds that can be added.
 */
kinds: Array<EngineKind>, 
/**
 * Whether a key can be kept in the system's keychain now.
 */
keychain: boolean, 
/**
 * First choices for pairs of languages.
 */
preferred: Array<Preferred>, 
/**
 * The tone wanted.
 */
formality: Formality, 
/**
 * Whether the text around sentences is sent along to engines that read it.
 */
sendContext: boolean, 
/**
 * Characters one job may send to an engine that costs something.
 */
capCharacters: number | null, 
/**
 * Pairs the translation memory holds.
 */
memory: number, };

/**
 * An engine to add or to change.
 */
export type EngineDraft = { 
/**
 * Its id; null for a new one.
 */
id: string | null, 
/**
 * Its name.
 */
name: string, 
/**
 * Its kind's name in the settings.
 */
kind: string, 
/**
 * What its kind wants to know, by the fields' names.
 */
options: Record<string, unknown>, 
/**
 * Where its key is to be.
 */
keyPlace: KeyPlace, 
/**
 * The variable, or a file of the reader's own.
 */
keyName: string | null, 
/**
 * The key, if it is to be kept or replaced.
 */
key: string | null, };

/**
 * What of an engine's allowance is used up.
 */
export type Usage = { 
/**
 * What is counted.
 */
unit: Unit, 
/**
 * How many are used.
 */
used: number, 
/**
 * How many there are; null for no limit.
 */
limit: number | null, 
/**
 * When counting begins anew.
 */
renews: string | null, };

/**
 * One sentence, translated to see that an engine works.
 */
export type EngineTest = { 
/**
 * The sentence.
 */
original: string, 
/**
 * Its language.
 */
from: string, 
/**
 * What came back.
 */
translation: string, 
/**
 * The language it is in.
 */
to: string, 
/**
 * Milliseconds it took.
 */
milliseconds: number, 
/**
 * The model or the way taken.
 */
route: string | null, 
/**
 * Languages it translates from, where it says.
 */
languagesFrom: number | null, 
/**
 * Languages it translates into, where it says.
 */
languagesInto: number | null, 
/**
 * What of its allowance is used up, where it says.
 */
usage: Usage | null, };

/**
 * Tokens of a job: at least and at most.
 */
export type EstimatedTokens = { 
/**
 * Of the requests.
 */
input: [number, number], 
/**
 * Of the replies.
 */
output: [number, number], };

/**
 * A price: at least and at most.
 */
export type EstimatedPrice = { 
/**
 * Currency (ISO 4217).
 */
currency: string, 
/**
 * At least.
 */
least: number, 
/**
 * At most.
 */
most: number, };

/**
 * What a translation will take.
 */
export type Estimate = { 
/**
 * Whether it costs anything.
 */
costs: boolean, 
/**
 * Sentences that will be sent.
 */
sentences: number, 
/**
 * Sentences that the memory has.
 */
remembered: number, 
/**
 * Unicode characters that will be sent.
 */
characters: number, 
/**
 * Tokens, estimated, where they are what is billed.
 */
tokens: EstimatedTokens | null, 
/**
 * What of the engine's allowance is used up.
 */
usage: Usage | null, 
/**
 * What it will cost, by the table of prices.
 */
price: EstimatedPrice | null, 
/**
 * Characters after which the job stops.
 */
capCharacters: number | null, };

/**
 * Where a pair of the memory comes from.
 */
export type MemoryOrigin = "engine" | "import" | "reader";

/**
 * A piece of an original.
 */
export type MatchPiece = { 
/**
 * The text.
 */
text: string, 
/**
 * Whether the sentence has it in the same place.
 */
same: boolean, };

/**
 * A pair whose original is like a sentence.
 */
export type MemoryMatch = { 
/**
 * How alike the originals are, in per cent.
 */
likeness: number, 
/**
 * The original that was found, in pieces that are in the sentence as well or are not.
 */
source: Array<MatchPiece>, 
/**
 * Its translation.
 */
target: string, 
/**
 * Where it comes from.
 */
origin: MemoryOrigin, 
/**
 * The engine's name, or the imported file's.
 */
name: string | null, 
/**
 * When it was kept.
 */
at: string, };

/**
 * A glossary as a list shows it.
 */
export type GlossarySummary = { 
/**
 * Language of its terms: a primary subtag.
 */
from: string, 
/**
 * Language of what they become: a primary subtag.
 */
to: string, 
/**
 * How many terms it has.
 */
terms: number, };

/**
 * A term and what it is to become.
 */
export type GlossaryTerm = { 
/**
 * In the language of the original.
 */
source: string, 
/**
 * In the language of the translation.
 */
target: string, 
/**
 * What the reader wants to remember about it.
 */
note: string | null, };

/**
 * What became of an imported glossary.
 */
export type TermsImported = { 
/**
 * Terms in the file.
 */
read: number, 
/**
 * Of them, those that were not in the glossary.
 */
added: number, 
/**
 * Rows or concepts left out.
 */
leftOut: number, };

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
export type ExportFormat = "html" | "markdown" | "docx" | "epub" | "pdf" | "tmx" | "xliff" | "xlsx" | "csv" | "tsv" | "jsonl" | "moses" | "anki";

/**
 * How a text for reading stands on the page.
 */
export type ExportLayout = "table" | "interleaved";

/**
 * What the reader chooses about a file; the last choice is the next one's beginning.
 */
export type ExportChoice = { 
/**
 * The format.
 */
format: ExportFormat, 
/**
 * For formats that have both layouts.
 */
layout: ExportLayout, 
/**
 * Whether engines, ways and times go in.
 */
provenance: boolean, 
/**
 * Whether the reader's notes go in.
 */
notes: boolean, 
/**
 * Whether reasons to look twice go in.
 */
flags: boolean, 
/**
 * Whether CSV begins with a byte-order mark.
 */
byteOrderMark: boolean, };

/**
 * What goes into a file.
 */
export type ExportContent = { 
/**
 * The article.
 */
article: number, 
/**
 * Renditions beside the original, in order.
 */
columns: Array<number>, 
/**
 * Which sentences: `article`, `flagged`, `approved`, `collection:NAME`, or numbers (`3,7-12`).
 */
scope: string, };

/**
 * What to write where.
 */
export type ExportRequest = { 
/**
 * What goes in.
 */
content: ExportContent, 
/**
 * How.
 */
choice: ExportChoice, 
/**
 * Language of the interface (BCP 47), for what a page says of itself.
 */
interface: string, 
/**
 * The file; its ending says the format.
 */
path: string, 
/**
 * Whether a file of that name may be replaced.
 */
overwrite: boolean, };

/**
 * A sentence as it would go into a file.
 */
export type ExportPreview = { 
/**
 * Its number in the article, from 1.
 */
number: number, 
/**
 * The original.
 */
source: string, 
/**
 * What each column has for it.
 */
texts: Array<string | null>, };

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
 * A stretch of a text, in UTF-16 code units.
 */
export type TextRange = { 
/**
 * Where it starts.
 */
start: number, 
/**
 * Where it ends.
 */
end: number, };

/**
 * What to compare.
 */
export type CompareRequest = { 
/**
 * The article.
 */
article: number, 
/**
 * Its renditions to compare.
 */
renditions: Array<number>, 
/**
 * Which of them the others are held against.
 */
base: number, 
/**
 * No difference of capital letters.
 */
ignoreCase: boolean, 
/**
 * No difference of punctuation.
 */
ignorePunctuation: boolean, 
/**
 * No difference of quotation marks, apostrophes, dashes, spaces, ligatures.
 */
ignoreTypography: boolean, };

/**
 * Renditions held against one of them.
 */
export type Comparison = { 
/**
 * The rendition that the others are held against.
 */
base: number, 
/**
 * The renditions, in the order asked for.
 */
renditions: Array<ComparedRendition>, 
/**
 * Every sentence, in reading order.
 */
sentences: Array<ComparedSentence>, 
/**
 * Sentences in which the renditions do not say the same, the most divergent first.
 */
mostDivergent: Array<number>, };

/**
 * A rendition's scores against the base.
 */
export type ComparedRendition = { 
/**
 * The rendition.
 */
rendition: number, 
/**
 * Scores over the sentences that both have; null for the base.
 */
scores: Scores | null, };

/**
 * Scores of a whole rendition.
 */
export type Scores = { 
/**
 * chrF++, 0 to 100.
 */
chrf: number, 
/**
 * BLEU, 0 to 100.
 */
bleu: number, 
/**
 * Edits for each hundred words.
 */
ter: number, };

/**
 * A sentence in every rendition compared.
 */
export type ComparedSentence = { 
/**
 * The sentence.
 */
segment: number, 
/**
 * Its number in the article, from 1.
 */
number: number, 
/**
 * How far the renditions agree where they agree least, 0 to 100; null where nothing can be compared.
 */
agreement: number | null, 
/**
 * One for each rendition, in their order.
 */
cells: Array<ComparedCell>, };

/**
 * A sentence in one rendition.
 */
export type ComparedCell = { 
/**
 * chrF++ against the base; null for the base itself, and where either has no text.
 */
agreement: number | null, 
/**
 * What differs from the base.
 */
differences: Array<Difference>, };

/**
 * How a stretch differs.
 */
export type DifferenceKind = "changed" | "only-base" | "only-here" | "moved";

/**
 * A difference, in UTF-16 code units of both texts.
 */
export type Difference = { 
/**
 * How it differs.
 */
kind: DifferenceKind, 
/**
 * In the base's text.
 */
base: TextRange, 
/**
 * In this text.
 */
here: TextRange, };

/**
 * The flags of some renditions.
 */
export type Flags = { 
/**
 * Kinds that the reader has muted; their flags are left out.
 */
muted: FlagKind[], 
/**
 * In the order asked for.
 */
renditions: Array<RenditionFlags>, };

/**
 * The flags of one rendition.
 */
export type RenditionFlags = { 
/**
 * The rendition.
 */
rendition: number, 
/**
 * Its flags, in reading order.
 */
flags: Array<FlagDto>, };

/**
 * A reason to look twice at a sentence.
 */
export type FlagDto = { 
/**
 * The sentence.
 */
segment: number, 
/**
 * Its number in the article, from 1.
 */
number: number, 
/**
 * What it is about.
 */
kind: FlagKind, 
/**
 * Why it was raised.
 */
reason: FlagReason, 
/**
 * The words of the original that it speaks of.
 */
source: Array<TextRange>, 
/**
 * The words of the translation.
 */
target: Array<TextRange>, 
/**
 * Those of the original, as text.
 */
sourceText: string, 
/**
 * Those of the translation, as text.
 */
targetText: string, 
/**
 * Whether the reader has waved it away.
 */
dismissed: boolean, };

/**
 * A flag to wave away, or to take back.
 */
export type Dismissal = { 
/**
 * The rendition.
 */
rendition: number, 
/**
 * The sentence.
 */
segment: number, 
/**
 * Why it was raised.
 */
reason: FlagReason, 
/**
 * The words of the original that it speaks of.
 */
sourceText: string, 
/**
 * The words of the translation.
 */
targetText: string, 
/**
 * Whether it is waved away.
 */
dismissed: boolean, };

/**
 * What to take into the reader's own rendition.
 */
export type PickRequest = { 
/**
 * The rendition to take from.
 */
rendition: number, 
/**
 * The sentence.
 */
segment: number, 
/**
 * The part of its text; null for all of it.
 */
part: TextRange | null, 
/**
 * What the reader's rendition is called, if it has to be begun.
 */
name: string, };

/**
 * What a pick made.
 */
export type Picked = { 
/**
 * The reader's rendition as it stands now.
 */
rendition: RenditionSummary, 
/**
 * What it has for the sentence now.
 */
cell: CellDto, 
/**
 * Where its words came from.
 */
pieces: Array<PieceDto>, };

/**
 * Words of a text that was put together, and where they came from.
 */
export type PieceDto = { 
/**
 * The words.
 */
range: TextRange, 
/**
 * The rendition they were taken from; null for the reader's own words.
 */
rendition: number | null, 
/**
 * What it was called.
 */
name: string | null, 
/**
 * How it came by the sentence.
 */
provenance: ProvenanceDto | null, };

/**
 * The formats of a report.
 */
export type ReportFormat = "html" | "markdown" | "json";

/**
 * A report to write.
 */
export type ReportRequest = { 
/**
 * The article.
 */
article: number, 
/**
 * Its renditions to compare.
 */
renditions: Array<number>, 
/**
 * Which of them the others are held against.
 */
base: number, 
/**
 * The format.
 */
format: ReportFormat, 
/**
 * The language of the window (BCP 47).
 */
language: string, 
/**
 * Where to write it.
 */
path: string, 
/**
 * Whether a file of that name gives way.
 */
overwrite: boolean, };

/**
 * Two words that face each other.
 */
export type WordLink = { 
/**
 * In the original.
 */
source: TextRange, 
/**
 * In the rendition.
 */
target: TextRange, };

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
 * Whether everything about the selected sentence is shown beside the page.
 */
inspectorOpen: boolean, 
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
 * The article to show first, if there is one.
 */
open: OpenedArticle | null, 
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
  inspect_sentence: [{ segment: number }, Inspection];
  compare_texts: [{ base: string, others: Array<string> }, Array<Array<Hunk>>];
  edit_sentence: [{ rendition: number, segment: number, text: string }, Rewritten];
  restore_sentence: [{ rendition: number, segment: number }, Rewritten];
  set_note: [{ segment: number, text: string }, null];
  set_verdict: [{ rendition: number, segment: number, verdict: Verdict | null }, null];
  list_marked: [{ article: number }, Array<Marked>];
  undo_change: [{ article: number }, Rewritten | null];
  redo_change: [{ article: number }, Rewritten | null];
  ask_alternative: [{ segment: number, engine: string, to: string }, Inspection];
  forget_alternative: [{ alternative: number }, null];
  list_collections: [Record<string, never>, Array<Collection>];
  add_collection: [{ name: string }, Array<Collection>];
  rename_collection: [{ collection: number, name: string }, Array<Collection>];
  remove_collection: [{ collection: number }, Array<Collection>];
  collect_article: [{ article: number, collection: number | null }, Array<Collection>];
  read_dictionary: [Record<string, never>, Dictionary | null];
  install_dictionary: [Record<string, never>, Dictionary | null];
  download_dictionary: [Record<string, never>, Dictionary];
  remove_dictionary: [Record<string, never>, null];
  look_up: [{ word: string }, Array<Entry>];
  copy_text: [{ text: string }, null];
  copy_column: [{ article: number, rendition: number | null }, number];
  search_library: [{ query: string, from: number, count: number }, Hits];
  find_in_article: [{ article: number, text: string, renditions: Array<number>, here: number | null, from: number, count: number }, Occurrences];
  split_segment: [{ segment: number, at: number }, null];
  join_segment: [{ segment: number }, null];
  never_break_after: [{ exception: Exception, keep: boolean }, Settings];
  list_engines: [{ from: string, to: string }, Array<EngineOffer>];
  engine_room: [Record<string, never>, EngineRoom];
  save_engine: [{ draft: EngineDraft }, EngineRoom];
  remove_engine: [{ engine: string }, EngineRoom];
  test_engine: [{ engine: string, to: string }, EngineTest];
  order_engines: [{ engines: Array<string> }, EngineRoom];
  prefer_engine: [{ from: string, to: string, engine: string | null }, EngineRoom];
  set_wishes: [{ formality: Formality, context: boolean }, EngineRoom];
  choose_engine_file: [Record<string, never>, string | null];
  import_engine: [{ path: string }, EngineRoom];
  export_engine: [{ engine: string, path: string }, string];
  similar_sentences: [{ segment: number, to: string }, Array<MemoryMatch>];
  translate_again: [{ rendition: number, segments: Array<number> | null }, RenditionSummary];
  forget_memory: [Record<string, never>, EngineRoom];
  list_glossaries: [Record<string, never>, Array<GlossarySummary>];
  glossary_terms: [{ from: string, to: string }, Array<GlossaryTerm>];
  keep_term: [{ from: string, to: string, term: GlossaryTerm }, null];
  remove_term: [{ from: string, to: string, source: string }, null];
  remove_glossary: [{ from: string, to: string }, null];
  choose_glossary: [Record<string, never>, string | null];
  import_glossary: [{ path: string, from: string, to: string }, TermsImported];
  export_glossary: [{ path: string, from: string, to: string }, number];
  estimate: [{ article: number, engine: string, to: string }, Estimate];
  set_cap: [{ characters: number | null }, EngineRoom];
  set_price: [{ engine: string, price: Price | null }, EngineRoom];
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
  compare: [{ request: CompareRequest }, Comparison];
  read_flags: [{ article: number, renditions: Array<number>, segments: Array<number> | null }, Flags];
  dismiss_flag: [{ dismissal: Dismissal }, null];
  mute_flags: [{ kind: string, muted: boolean }, Array<string>];
  pick: [{ request: PickRequest }, Picked];
  read_pieces: [{ rendition: number, segment: number }, Array<PieceDto>];
  suggest_report_path: [{ article: number, format: ReportFormat }, string];
  export_report: [{ request: ReportRequest }, null];
  link_words: [{ rendition: number, segment: number }, Array<WordLink>];
};
