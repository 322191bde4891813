//! The contract between window and core, declared once: every command with its arguments and its result.
//!
//! The list makes the tauri commands, the handler that serves them and, in a test, the TypeScript `CommandMap` of the
//! UI; `ui/src/ipc/generated.ts` is compared with it, so the build breaks when the two drift apart.

use tauri::{AppHandle, State};

use crate::dto::IpcError;
use crate::dto::article::{ArticleHead, ArticleSummary, ArticleView, BlockPage, Imported};
use crate::dto::collection::Collection;
use crate::dto::compare::{
    CompareRequest, Comparison, Dismissal, Flags, PickRequest, Picked, Piece, ReportFormat, ReportRequest, WordLink,
};
use crate::dto::dictionary::{Dictionary, Entry};
use crate::dto::engine::{EngineDraft, EngineOffer, EngineRoom, EngineTest, Estimate, Formality, Price};
use crate::dto::export::{ExportChoice, ExportContent, ExportFormat, ExportPreview, ExportRequest, Exported};
use crate::dto::inspect::{Hunk, Inspection, Marked, Rewritten, Verdict};
use crate::dto::memory::{GlossarySummary, GlossaryTerm, MemoryMatch, TermsImported};
use crate::dto::rendition::RenditionSummary;
use crate::dto::search::{Hits, Occurrences};
use crate::dto::settings::{Exception, Settings, Startup};
use crate::state::AppState;

macro_rules! contract {
    ($($module:ident::$name:ident($($argument:ident: $type:ty),*) -> $result:ty;)*) => {
        $(
            #[tauri::command]
            #[allow(clippy::too_many_arguments, reason = "a command has the arguments of its contract")]
            async fn $name(
                app: AppHandle,
                state: State<'_, AppState>,
                $($argument: $type),*
            ) -> Result<$result, IpcError> {
                let work = crate::commands::$module::$name(&app, state.session()?, $($argument),*);
                // The core reads the disk and looks at whole books without a pause. The runtime has as many threads as the
                // machine has cores: two such commands would hold up every other one, were they not given threads of their own.
                tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(work))
            }
        )*

        /// Serves every command of the contract.
        pub(crate) fn handler() -> impl Fn(tauri::ipc::Invoke) -> bool + Send + Sync + 'static {
            tauri::generate_handler![crate::commands::translate::watch_jobs, $($name),*]
        }

        #[cfg(test)]
        fn command_map(config: &ts_rs::Config) -> String {
            use ts_rs::TS;
            let mut map = String::new();
            $({
                let arguments: Vec<String> = vec![
                    $(format!("{}: {}", stringify!($argument), <$type as TS>::name(config))),*
                ];
                let arguments = if arguments.is_empty() {
                    "Record<string, never>".to_owned()
                } else {
                    format!("{{ {} }}", arguments.join(", "))
                };
                map += &format!("  {}: [{arguments}, {}];\n", stringify!($name), <$result as TS>::name(config));
            })*
            map
        }
    };
}

contract! {
    settings::startup() -> Startup;
    settings::save_settings(settings: Settings) -> ();
    article::list_articles() -> Vec<ArticleSummary>;
    article::open_article(article: i64) -> ArticleHead;
    article::read_blocks(article: i64, from: usize, count: usize, renditions: Vec<i64>) -> BlockPage;
    article::block_of(segment: i64) -> usize;
    article::import_text(text: String, language: Option<String>) -> Imported;
    article::import_file(path: String, language: Option<String>) -> Imported;
    article::import_sample() -> Imported;
    article::choose_article() -> Option<String>;
    article::remove_article(article: i64) -> ();
    article::save_view(article: i64, view: ArticleView) -> ();
    inspect::inspect_sentence(segment: i64) -> Inspection;
    inspect::compare_texts(base: String, others: Vec<String>) -> Vec<Vec<Hunk>>;
    edit::edit_sentence(rendition: i64, segment: i64, text: String) -> Rewritten;
    edit::restore_sentence(rendition: i64, segment: i64) -> Rewritten;
    edit::set_note(segment: i64, text: String) -> ();
    edit::set_verdict(rendition: i64, segment: i64, verdict: Option<Verdict>) -> ();
    edit::list_marked(article: i64) -> Vec<Marked>;
    edit::undo_change(article: i64) -> Option<Rewritten>;
    edit::redo_change(article: i64) -> Option<Rewritten>;
    edit::ask_alternative(segment: i64, engine: String, to: String) -> Inspection;
    edit::forget_alternative(alternative: i64) -> ();
    collection::list_collections() -> Vec<Collection>;
    collection::add_collection(name: String) -> Vec<Collection>;
    collection::rename_collection(collection: i64, name: String) -> Vec<Collection>;
    collection::remove_collection(collection: i64) -> Vec<Collection>;
    collection::collect_article(article: i64, collection: Option<i64>) -> Vec<Collection>;
    dictionary::read_dictionary() -> Option<Dictionary>;
    dictionary::install_dictionary() -> Option<Dictionary>;
    dictionary::download_dictionary() -> Dictionary;
    dictionary::remove_dictionary() -> ();
    dictionary::look_up(word: String) -> Vec<Entry>;
    clipboard::copy_text(text: String) -> ();
    clipboard::copy_column(article: i64, rendition: Option<i64>) -> usize;
    search::search_library(query: String, from: usize, count: usize) -> Hits;
    search::find_in_article(
        article: i64,
        text: String,
        renditions: Vec<i64>,
        here: Option<i64>,
        from: usize,
        count: usize
    ) -> Occurrences;
    segment::split_segment(segment: i64, at: usize) -> ();
    segment::join_segment(segment: i64) -> ();
    segment::never_break_after(exception: Exception, keep: bool) -> Settings;
    engine::list_engines(from: String, to: String) -> Vec<EngineOffer>;
    engine::engine_room() -> EngineRoom;
    engine::save_engine(draft: EngineDraft) -> EngineRoom;
    engine::remove_engine(engine: String) -> EngineRoom;
    engine::test_engine(engine: String, to: String) -> EngineTest;
    engine::order_engines(engines: Vec<String>) -> EngineRoom;
    engine::prefer_engine(from: String, to: String, engine: Option<String>) -> EngineRoom;
    engine::set_wishes(formality: Formality, context: bool) -> EngineRoom;
    engine::choose_engine_file() -> Option<String>;
    engine::import_engine(path: String) -> EngineRoom;
    engine::export_engine(engine: String, path: String) -> String;
    memory::similar_sentences(segment: i64, to: String) -> Vec<MemoryMatch>;
    memory::translate_again(rendition: i64, segments: Option<Vec<i64>>) -> RenditionSummary;
    memory::forget_memory() -> EngineRoom;
    memory::list_glossaries() -> Vec<GlossarySummary>;
    memory::glossary_terms(from: String, to: String) -> Vec<GlossaryTerm>;
    memory::keep_term(from: String, to: String, term: GlossaryTerm) -> ();
    memory::remove_term(from: String, to: String, source: String) -> ();
    memory::remove_glossary(from: String, to: String) -> ();
    memory::choose_glossary() -> Option<String>;
    memory::import_glossary(path: String, from: String, to: String) -> TermsImported;
    memory::export_glossary(path: String, from: String, to: String) -> usize;
    memory::estimate(article: i64, engine: String, to: String) -> Estimate;
    memory::set_cap(characters: Option<f64>) -> EngineRoom;
    memory::set_price(engine: String, price: Option<Price>) -> EngineRoom;
    translate::translate(article: i64, engine: String, to: String) -> RenditionSummary;
    translate::resume(rendition: i64) -> RenditionSummary;
    translate::cancel(rendition: i64) -> ();
    translate::retry(rendition: i64, segments: Vec<i64>) -> RenditionSummary;
    translate::list_failed(rendition: i64) -> Vec<i64>;
    translate::remove_rendition(rendition: i64) -> ();
    export::suggest_export_path(article: i64, format: ExportFormat) -> String;
    export::choose_export_path(suggested: String) -> Option<String>;
    export::last_export() -> ExportChoice;
    export::preview_export(content: ExportContent) -> Vec<ExportPreview>;
    export::export_article(request: ExportRequest) -> Exported;
    compare::compare(request: CompareRequest) -> Comparison;
    compare::read_flags(article: i64, renditions: Vec<i64>, segments: Option<Vec<i64>>) -> Flags;
    compare::dismiss_flag(dismissal: Dismissal) -> ();
    compare::mute_flags(kind: String, muted: bool) -> Vec<String>;
    compare::pick(request: PickRequest) -> Picked;
    compare::read_pieces(rendition: i64, segment: i64) -> Vec<Piece>;
    compare::suggest_report_path(article: i64, format: ReportFormat) -> String;
    compare::export_report(request: ReportRequest) -> ();
    compare::link_words(rendition: i64, segment: i64) -> Vec<WordLink>;
}

#[cfg(test)]
mod tests {
    use ts_rs::{Config, TS};
    use visavis_core::ErrorCode;
    use visavis_core::compare::{FlagKind, Reason};

    use crate::dto::{
        IpcError, article, collection, compare, dictionary, engine, export, inspect, job, memory, rendition, search,
        settings,
    };

    #[expect(clippy::too_many_lines, reason = "most of them are a list of types")]
    fn typescript() -> String {
        // Numbers of articles and segments are far below 2^53.
        let config = Config::new().with_large_int("number");
        let codes: Vec<String> = ErrorCode::ALL
            .iter()
            .map(|code| format!("\n  | \"{}\"", code.as_str()))
            .collect();
        let mut out = String::from(
            "// Generated from src-tauri/src/contract.rs; do not edit. Renew with:\n\
             //   UPDATE_CONTRACT=1 cargo test -p visavis-desktop contract\n\
             // Offsets are UTF-16 code units; times are RFC 3339 in UTC.\n\n",
        );
        out.extend(["export type ErrorCode =", &codes.concat(), ";\n"]);
        let union = |words: Vec<&str>| {
            let word = |union: String, word: &&str| union + "\n  | \"" + word + "\"";
            words.iter().fold(String::new(), word)
        };
        let kinds = FlagKind::ALL.iter().map(|kind| kind.as_str()).collect();
        let reasons = Reason::ALL.iter().map(|reason| reason.as_str()).collect();
        out.extend([
            "\n/** What a flag is about. */\nexport type FlagKind =",
            &union(kinds),
            ";\n",
        ]);
        out.extend([
            "\n/** Why a flag was raised. */\nexport type FlagReason =",
            &union(reasons),
            ";\n",
        ]);
        macro_rules! declare {
            ($($type:ty),* $(,)?) => {
                $(
                    if let Some(docs) = <$type as TS>::docs() {
                        out += "\n";
                        out += docs.trim_end();
                    }
                    out += &format!("\nexport {}\n", <$type as TS>::decl(&config));
                )*
            };
        }
        declare!(
            IpcError,
            rendition::RenditionStatus,
            rendition::RenditionSummary,
            rendition::Cell,
            rendition::Provenance,
            article::ArticleSummary,
            article::ArticleHead,
            article::OpenedArticle,
            article::BlockOutline,
            article::ArticleView,
            article::Imported,
            article::BlockPage,
            article::Block,
            article::BlockKind,
            article::Segment,
            article::Mark,
            article::MarkKind,
            inspect::Verdict,
            inspect::Version,
            inspect::Alternative,
            inspect::ChangeKind,
            inspect::ChangeState,
            inspect::Change,
            inspect::Rewritten,
            inspect::Marked,
            inspect::Inspection,
            inspect::Hunk,
            inspect::HunkKind,
            inspect::Span,
            collection::Collection,
            dictionary::Dictionary,
            dictionary::Entry,
            search::Hit,
            search::Hits,
            search::Occurrence,
            search::Occurrences,
            engine::EngineSummary,
            engine::EngineOffer,
            engine::KeyNeed,
            engine::FieldInput,
            engine::KeyPlace,
            engine::ContextSent,
            engine::Billing,
            engine::Formality,
            engine::Unit,
            engine::EngineField,
            engine::EngineKind,
            engine::Price,
            engine::EngineCard,
            engine::Preferred,
            engine::EngineRoom,
            engine::EngineDraft,
            engine::Usage,
            engine::EngineTest,
            engine::EstimatedTokens,
            engine::EstimatedPrice,
            engine::Estimate,
            memory::MemoryOrigin,
            memory::MatchPiece,
            memory::MemoryMatch,
            memory::GlossarySummary,
            memory::GlossaryTerm,
            memory::TermsImported,
            job::CellChange,
            job::JobEvent,
            export::ExportFormat,
            export::ExportLayout,
            export::ExportChoice,
            export::ExportContent,
            export::ExportRequest,
            export::ExportPreview,
            export::Exported,
            compare::TextRange,
            compare::CompareRequest,
            compare::Comparison,
            compare::ComparedRendition,
            compare::Scores,
            compare::ComparedSentence,
            compare::ComparedCell,
            compare::DifferenceKind,
            compare::Difference,
            compare::Flags,
            compare::RenditionFlags,
            compare::Flag,
            compare::Dismissal,
            compare::PickRequest,
            compare::Picked,
            compare::Piece,
            compare::ReportFormat,
            compare::ReportRequest,
            compare::WordLink,
            settings::Theme,
            settings::Layout,
            settings::UiLanguage,
            settings::Exception,
            settings::Settings,
            settings::Startup,
        );
        out += "\n/** Every command: its arguments and its result. `watch_jobs` takes a channel and stands apart. */\n";
        out.extend(["export type CommandMap = {\n", &super::command_map(&config), "};\n"]);
        out
    }

    #[test]
    fn contract_of_the_window_is_up_to_date() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/ipc/generated.ts");
        let expected = typescript();
        if std::env::var_os("UPDATE_CONTRACT").is_some() {
            std::fs::write(path, &expected).unwrap();
        }
        let found = std::fs::read_to_string(path).unwrap();
        assert!(
            found == expected,
            "ui/src/ipc/generated.ts is stale: run the command in its head"
        );
    }
}
