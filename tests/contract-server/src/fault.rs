//! What is answered: the right thing, or what a rule says instead.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::behaviour::{Behaviour, Fault, When};
use crate::dialect::{Dialect, Given};
use crate::{Asked, Said, json_body, translate};

const NOTICE: &str = "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY.";

/// An answer, and the way it goes out.
#[derive(Debug)]
pub(crate) enum Reply {
    /// As it should.
    Plain(Said),
    /// With another `Content-Type`, in another character set.
    As(Said, &'static str, bool),
    /// After this long.
    Late(Said, Duration),
    /// Byte by byte, in this time.
    Drip(Said, Duration),
    /// Only the beginning.
    Cut,
    /// This text.
    Text(&'static str, &'static str),
    /// 100 MB.
    Huge,
    /// To another place.
    Redirect(String),
}

/// Merges two answers and makes up the number with empty ones, numbered again, as a model would that has lost one on the
/// way.
fn pad(answers: &mut Vec<Given>, ids: &[usize]) {
    let count = answers.len();
    merge(answers);
    answers.resize(
        count,
        Given {
            id: 0,
            text: String::new(),
        },
    );
    for (answer, id) in answers.iter_mut().zip(ids) {
        answer.id = *id;
    }
}

/// A text whose first character is written as an HTML entity.
fn in_entities(text: &str) -> String {
    let mut rest = text.chars();
    let first = rest.next().map(|first| format!("&#{};", u32::from(first)));
    first.unwrap_or_default() + rest.as_str()
}

/// Turns the texts around, the numbers left where they are.
fn reorder(answers: &mut [Given]) {
    let mut texts: Vec<String> = answers.iter().map(|answer| answer.text.clone()).collect();
    texts.reverse();
    for (answer, text) in answers.iter_mut().zip(texts) {
        answer.text = text;
    }
}

/// What to answer to the request of this number.
pub(crate) fn reply(behaviour: &Behaviour, asked: &Asked, number: usize) -> Reply {
    let speaker = behaviour.dialect.speaker();
    let mut answers: Vec<Given> = asked
        .texts
        .iter()
        .zip(&asked.ids)
        .map(|(text, id)| Given {
            id: *id,
            text: match behaviour.answers.get(text) {
                Some(prepared) => prepared.clone(),
                None => translate(text, &asked.source, &asked.target),
            },
        })
        .collect();
    let right = |answers: &[Given]| speaker.answer(asked, answers, false, None);
    let next = asked.ids.iter().max().map_or(1, |id| id + 1);
    match fault(behaviour, asked, number) {
        None => {}
        Some(Fault::Status { status, retry_after }) => {
            let mut said = speaker.failure(status);
            said.headers.extend(retry_after.map(|value| ("retry-after", value)));
            return Reply::Plain(said);
        }
        Some(Fault::Quota) => {
            let said = speaker.quota().unwrap_or_else(|| speaker.failure(500));
            return Reply::Plain(said);
        }
        Some(Fault::BadKey) => {
            let said = speaker.bad_key().unwrap_or_else(|| speaker.failure(500));
            return Reply::Plain(said);
        }
        Some(Fault::Drop) => {
            answers.pop();
        }
        Some(Fault::Merge) => merge(&mut answers),
        Some(Fault::Pad) => pad(&mut answers, &asked.ids),
        Some(Fault::Split) => {
            let middle = answers[0].text.len() / 2;
            let text = &answers[0].text;
            let at = (middle..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let text = answers[0].text.split_off(at);
            answers.insert(1, Given { id: next, text });
        }
        Some(Fault::Extra) => answers.push(Given {
            id: next,
            text: "Ceterum censeo.".to_owned(),
        }),
        Some(Fault::Reorder) => reorder(&mut answers),
        Some(Fault::Empty) => every(&mut answers, |_| String::new()),
        Some(Fault::Echo) => {
            for (answer, text) in answers.iter_mut().zip(&asked.texts) {
                answer.text.clone_from(text);
            }
        }
        Some(Fault::EchoPrompt) => {
            for (answer, text) in answers.iter_mut().zip(&asked.texts) {
                answer.text = format!("{text} → {}", answer.text);
            }
        }
        Some(Fault::Notice) => every(&mut answers, |_| NOTICE.to_owned()),
        Some(Fault::Think) => {
            let thoughts = "<think>The user wants a translation of";
            match behaviour.dialect {
                Dialect::OpenAi | Dialect::Ollama | Dialect::Anthropic => {
                    return Reply::Plain(speaker.answer(asked, &answers, false, Some(thoughts)));
                }
                _ => every(&mut answers, |text| format!("{thoughts}</think>{text}")),
            }
        }
        Some(Fault::Truncate) => {
            every(&mut answers, |text| text.chars().take(5).collect());
            return Reply::Plain(speaker.answer(asked, &answers, true, None));
        }
        Some(Fault::Entities) => every(&mut answers, in_entities),
        Some(Fault::Emoji) => every(&mut answers, |_| "🤖".to_owned()),
        Some(Fault::Delay(time)) => return Reply::Late(right(&answers), time),
        Some(Fault::Drip(time)) => return Reply::Drip(right(&answers), time),
        Some(Fault::Cut) => return Reply::Cut,
        Some(Fault::InvalidJson) => return Reply::Text("application/json", r#"{"translatedText": ["#),
        Some(Fault::WebPage) => return Reply::Text("text/html", "<!doctype html><title>Sign in</title>"),
        Some(Fault::WrongContentType) => return Reply::As(right(&answers), "text/plain", false),
        Some(Fault::WrongCharset) => return Reply::As(right(&answers), "application/json", true),
        Some(Fault::Huge) => return Reply::Huge,
        Some(Fault::Redirect(to)) => return Reply::Redirect(to),
    }
    Reply::Plain(right(&answers))
}

fn every(answers: &mut [Given], change: impl Fn(&str) -> String) {
    for answer in answers {
        answer.text = change(&answer.text);
    }
}

/// The first two as one; a single text cannot be merged with another.
fn merge(answers: &mut Vec<Given>) {
    if answers.len() > 1 {
        let second = answers.remove(1).text;
        answers[0].text = format!("{} {second}", answers[0].text);
    }
}

fn fault(behaviour: &Behaviour, asked: &Asked, number: usize) -> Option<Fault> {
    let applies = |when: &When| match when {
        When::Always => true,
        When::TextContains(words) => asked.texts.iter().any(|text| text.contains(words.as_str())),
        When::Batch => asked.texts.len() > 1,
        When::First(count) => number <= *count,
        When::Every(count) => *count > 0 && number.is_multiple_of(*count),
        When::Nth(which, of) => *of > 0 && number % of == which % of,
    };
    behaviour
        .rules
        .iter()
        .find(|rule| applies(&rule.when))
        .map(|rule| rule.fault.clone())
}

impl Reply {
    /// The status it has.
    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::Plain(said) | Self::As(said, ..) | Self::Late(said, _) | Self::Drip(said, _) => said.status,
            Self::Redirect(_) => 307,
            Self::Cut | Self::Text(..) | Self::Huge => 200,
        }
    }

    /// What it says is billed, in characters or tokens, when a client can read it.
    pub(crate) fn billed(&self, dialect: Dialect) -> u64 {
        let (Self::Plain(said) | Self::As(said, _, false) | Self::Late(said, _) | Self::Drip(said, _)) = self else {
            return 0;
        };
        let number = |value: &serde_json::Value| value.as_u64().unwrap_or(0);
        let body = &said.body;
        match dialect {
            Dialect::DeepL => {
                let billed = body["translations"]
                    .as_array()
                    .map(|list| list.iter().map(|one| number(&one["billed_characters"])).sum());
                billed.unwrap_or(0)
            }
            Dialect::Microsoft => {
                let metered = said.headers.iter().find(|(name, _)| *name == "x-metered-usage");
                metered.and_then(|(_, value)| value.parse().ok()).unwrap_or(0)
            }
            Dialect::OpenAi => number(&body["usage"]["total_tokens"]),
            Dialect::Ollama => number(&body["prompt_eval_count"]) + number(&body["eval_count"]),
            Dialect::Anthropic => number(&body["usage"]["input_tokens"]) + number(&body["usage"]["output_tokens"]),
            _ => 0,
        }
    }

    /// Sends it.
    pub(crate) async fn send(self) -> Response {
        match self {
            Self::Plain(said) => said.into_response(),
            Self::As(said, kind, latin) => {
                let text = said.body.to_string();
                // Every character of ISO 8859-1 is its own number; the few others become question marks.
                let bytes = if latin {
                    text.chars()
                        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
                        .collect()
                } else {
                    text.into_bytes()
                };
                let mut response = Response::new(Body::from(bytes));
                response
                    .headers_mut()
                    .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
                response
            }
            Self::Late(said, time) => {
                tokio::time::sleep(time).await;
                said.into_response()
            }
            Self::Drip(said, time) => {
                let bytes = said.body.to_string().into_bytes();
                let pause = time / u32::try_from(bytes.len()).unwrap_or(u32::MAX).max(1);
                let parts = futures_util::stream::unfold(bytes.into_iter(), move |mut bytes| async move {
                    tokio::time::sleep(pause).await;
                    let byte = bytes.next()?;
                    Some((Ok::<_, std::io::Error>(Bytes::from(vec![byte])), bytes))
                });
                json_body(Body::from_stream(parts))
            }
            Self::Cut => {
                let parts = [
                    Ok(Bytes::from_static(br#"{"translatedText": ["half a sen"#)),
                    Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset)),
                ];
                json_body(Body::from_stream(futures_util::stream::iter(parts)))
            }
            Self::Text(kind, text) => ([(header::CONTENT_TYPE, kind)], text).into_response(),
            Self::Huge => {
                let part = Bytes::from(vec![b' '; 1024 * 1024]);
                let parts = (0..100).map(move |_| Ok::<_, std::io::Error>(part.clone()));
                json_body(Body::from_stream(futures_util::stream::iter(parts)))
            }
            Self::Redirect(to) => (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response(),
        }
    }
}
