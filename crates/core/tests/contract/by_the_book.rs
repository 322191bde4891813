//! What is asked when nothing goes wrong.

use tokio_util::sync::CancellationToken;
use visavis_contract_server::{Behaviour, ContractServer, Dialect, original};
use visavis_core::Language;
use visavis_core::engine::{Billing, Context, Engine, Formality, KINDS, Reply, Request, Term};

use crate::subject::{KEY, engine};

static FRENCH: Language = Language::FRENCH;
static ENGLISH: Language = Language::ENGLISH;

const TEXTS: [&str; 3] = [
    "Un « chat » noir & blanc : 3 < 4 ?",
    "L’été, \"Jean\" l'a vu \\ là.",
    "À 9 h 30 😀, rien ne bouge.",
];

async fn ask(engine: &dyn Engine, texts: &[&str]) -> Reply {
    let request = Request::new(&FRENCH, &ENGLISH, texts);
    engine.translate(request, &CancellationToken::new()).await.unwrap()
}

#[test]
fn every_kind_has_a_server_here() {
    for kind in KINDS.iter().filter(|kind| kind.name != "apertium") {
        assert!(
            Dialect::ALL.iter().any(|dialect| dialect.name() == kind.name),
            "{} has no contract server",
            kind.name
        );
    }
}

#[tokio::test]
async fn requests_are_by_the_book() {
    for dialect in Dialect::ALL {
        let name = dialect.name();
        let server = ContractServer::start(Behaviour {
            key: Some(KEY.to_owned()).filter(|_| !matches!(dialect, Dialect::Ollama | Dialect::Apy)),
            ..Behaviour::of(dialect)
        })
        .await;
        let engine = engine(dialect, &server);
        assert!(engine.pairs().await.unwrap().offers(&FRENCH, &ENGLISH), "{name}");
        let limits = engine.limits().await.unwrap();
        let mut answered = 0;
        for batch in TEXTS.chunks(limits.texts_per_request) {
            let reply = ask(engine.as_ref(), batch).await;
            assert_eq!(reply.answers.len(), batch.len(), "{name}");
            for (answer, text) in reply.answers.iter().zip(batch) {
                assert_eq!(original(&answer.text, "fr", "en"), *text, "{name}");
                answered += 1;
            }
            if limits.billing == Billing::Tokens {
                assert!(
                    reply.spent.input_tokens.is_some() && reply.spent.output_tokens.is_some(),
                    "{name}"
                );
            }
        }
        assert_eq!((answered, server.refused()), (TEXTS.len(), 0), "{name}");
        for asked in server.requests() {
            assert_eq!((asked.source.as_str(), asked.target.as_str()), ("fr", "en"), "{name}");
            assert!(
                asked.user_agent.starts_with("vis-a-vis/"),
                "{name}: {}",
                asked.user_agent
            );
        }
        // An empty batch is answered without asking.
        let before = server.requests().len();
        assert_eq!(ask(engine.as_ref(), &[]).await, Reply::default(), "{name}");
        assert_eq!(server.requests().len(), before, "{name}");
    }
}

#[tokio::test]
async fn wishes_reach_the_engines_that_take_them() {
    let context = Context {
        title: Some("Le titre".to_owned()),
        before: vec!["Ce qui précède.".to_owned()],
        after: vec!["Ce qui suit.".to_owned()],
        ..Context::NONE
    };
    let glossary = [Term {
        source: "chat".to_owned(),
        target: "cat".to_owned(),
    }];
    for dialect in [Dialect::DeepL, Dialect::OpenAi, Dialect::Ollama, Dialect::Anthropic] {
        let server = ContractServer::start(Behaviour::of(dialect)).await;
        let engine = engine(dialect, &server);
        let request = Request {
            context: &context,
            glossary: &glossary,
            formality: Formality::More,
            ..Request::new(&FRENCH, &ENGLISH, &TEXTS[..1])
        };
        let reply = engine.translate(request, &CancellationToken::new()).await.unwrap();
        assert_eq!(original(&reply.answers[0].text, "fr", "en"), TEXTS[0]);
        let asked = server.requests().pop().unwrap();
        assert_eq!(
            asked.texts,
            TEXTS[..1],
            "{}: context is not to be translated",
            dialect.name()
        );
        for words in ["Ce qui précède.", "Ce qui suit."] {
            assert!(
                asked.context.contains(words),
                "{}: {words} is not in {}",
                dialect.name(),
                asked.context
            );
        }
    }
}

#[tokio::test]
async fn what_services_tell_besides_is_kept() {
    let server = ContractServer::start(Behaviour::of(Dialect::DeepL)).await;
    let engine_of = |dialect| engine(dialect, &server);
    let deepl = engine_of(Dialect::DeepL);
    let usage = deepl.usage().await.unwrap().unwrap();
    assert_eq!((usage.used, usage.limit), (180_118, Some(1_250_000)));
    let reply = ask(deepl.as_ref(), &["Dix lettre"]).await;
    assert_eq!(reply.answers[0].billed_characters, Some(10));

    server.behave(Behaviour::of(Dialect::Microsoft));
    let reply = ask(engine_of(Dialect::Microsoft).as_ref(), &["L’été 😀 !"]).await;
    assert_eq!(reply.spent.characters, Some(9));
    let link = &reply.answers[0].alignment[0];
    assert_eq!(
        (link.source.clone(), link.target.clone()),
        (0.."L’été 😀 !".len(), 0..reply.answers[0].text.len())
    );
}

#[tokio::test]
async fn servers_of_models_are_asked_as_they_like_it() {
    for fields in [
        &["json_schema"][..],
        &["json_schema", "schema"],
        &["response_format"],
        &["max_tokens"],
        &["max_tokens", "max_completion_tokens"],
        &["temperature"],
        &["system role"],
        &["response_format", "temperature", "max_tokens"],
    ] {
        let server = ContractServer::start(Behaviour {
            refuses_fields: fields.iter().map(|field| (*field).to_owned()).collect(),
            ..Behaviour::of(Dialect::OpenAi)
        })
        .await;
        let engine = engine(Dialect::OpenAi, &server);
        for _ in 0..2 {
            let reply = ask(engine.as_ref(), &TEXTS).await;
            let texts: Vec<String> = reply
                .texts()
                .into_iter()
                .map(|text| original(text, "fr", "en"))
                .collect();
            assert_eq!(texts, TEXTS, "{fields:?}");
        }
        let refused = server.refused();
        ask(engine.as_ref(), &TEXTS).await;
        assert_eq!(
            server.refused(),
            refused,
            "{fields:?}: what was refused once is not asked again"
        );
    }
    let server = ContractServer::start(Behaviour {
        refuses_fields: vec!["think".to_owned()],
        ..Behaviour::of(Dialect::Ollama)
    })
    .await;
    let engine = engine(Dialect::Ollama, &server);
    assert_eq!(ask(engine.as_ref(), &TEXTS).await.answers.len(), 3);
}

#[tokio::test]
async fn addresses_are_forgiven() {
    for (dialect, endings) in [
        (Dialect::OpenAi, &["", "/", "/v1", "/v1/", "/v1/chat/completions"][..]),
        (Dialect::DeepL, &["", "/", "/v2", "/v2/translate"]),
        (Dialect::Ollama, &["", "/", "/api", "/api/chat", "/v1"]),
        (Dialect::Anthropic, &["", "/v1", "/v1/messages"]),
        (Dialect::LibreTranslate, &["", "/", "/translate"]),
        (Dialect::Microsoft, &["", "/", "/translate"]),
    ] {
        let server = ContractServer::start(Behaviour::of(dialect)).await;
        for ending in endings {
            let config =
                crate::subject::config(dialect, &server.url()).with("url", format!("{}{ending}", server.url()));
            let engine = visavis_core::engine::build(&config, &crate::subject::Given(KEY)).unwrap();
            assert_eq!(
                ask(engine.as_ref(), &TEXTS[..1]).await.answers.len(),
                1,
                "{} {ending}",
                dialect.name()
            );
        }
    }
}
