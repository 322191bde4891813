//! A thousand sentences through each kind, a tenth of the replies faulty in turn.

use visavis_contract_server::{Behaviour, ContractServer, Dialect, Fault, When};
use visavis_core::engine::Billing;
use visavis_core::translate::job::REQUESTS_PER_SENTENCE;

use crate::job::{faults_of_contents, most_often_asked, run};
use crate::subject::engine;

const SENTENCES: usize = 1_000;

/// The first, second, third… of every so many requests at fault, one request in ten.
fn a_tenth_faulty(dialect: Dialect) -> Behaviour {
    let at_once = |status| Fault::Status {
        status,
        retry_after: Some("0".to_owned()),
    };
    let mut faults = faults_of_contents(dialect);
    faults.extend([429, 500, 503, 400, 413].map(at_once));
    let round = faults.len() * 10;
    let mut behaviour = Behaviour::of(dialect);
    for (index, fault) in faults.into_iter().enumerate() {
        // A service's notice stops a job that knows it for what it is.
        if dialect == Dialect::MyMemory && matches!(fault, Fault::Notice) {
            continue;
        }
        behaviour = behaviour.with(When::Nth(index * 10 + 5, round), fault);
    }
    behaviour
}

async fn check(dialect: Dialect) {
    let name = dialect.name();
    let server = ContractServer::start(a_tenth_faulty(dialect)).await;
    let engine = engine(dialect, &server);
    let billing = engine.capabilities().billing;
    let done = run(engine, SENTENCES).await;
    let (right, failed) = done.counts(name);
    assert_eq!(right + failed, SENTENCES, "{name}: {:?}", done.outcome);
    assert!(failed <= SENTENCES / 50, "{name}: {failed} sentences failed");
    let most = most_often_asked(&server);
    assert!(
        most <= REQUESTS_PER_SENTENCE as usize,
        "{name}: a sentence was asked for {most} times"
    );
    let requests = server.requests();
    let billed: u64 = requests.iter().map(|asked| asked.billed).sum();
    let told = match billing {
        Billing::Nothing => return,
        Billing::Characters => done.spent.characters.unwrap_or(0),
        Billing::Tokens => done.spent.input_tokens.unwrap_or(0) + done.spent.output_tokens.unwrap_or(0),
    };
    assert_eq!(told, billed, "{name}: what was billed and what we say was billed");
}

macro_rules! thousand {
    ($($name:ident: $dialect:ident,)*) => {
        $(#[tokio::test(flavor = "multi_thread")]
        async fn $name() {
            check(Dialect::$dialect).await;
        })*
    };
}

thousand! {
    through_libretranslate: LibreTranslate,
    through_deepl: DeepL,
    through_google: Google,
    through_microsoft: Microsoft,
    through_openai: OpenAi,
    through_ollama: Ollama,
    through_anthropic: Anthropic,
    through_apertium_apy: Apy,
    through_mymemory: MyMemory,
    through_custom: Custom,
}
