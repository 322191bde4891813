//! Filling the templates of a described service.

use std::collections::BTreeMap;
use std::fmt;

use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value, context};

use crate::engine::{Error, Formality, Request};
use crate::secret::Secret;

/// Instructions that one template may take: a loop over a batch and its context is some thousands.
const FUEL: u64 = 200_000;

/// The templates of an engine.
pub(super) struct Templates {
    environment: Environment<'static>,
    headers: Vec<String>,
    has_body: bool,
    /// All of them, to be searched for the names of variables.
    source: String,
}

/// Templates filled for one request.
pub(super) struct Filled {
    pub(super) url: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Option<String>,
}

impl Templates {
    /// Reads the templates.
    pub(super) fn new(url: &str, body: Option<&str>, headers: &BTreeMap<String, String>) -> Result<Self, Error> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL));
        let mut source = String::new();
        let mut add = |name: String, text: &str| {
            source.push_str(text);
            source.push('\n');
            environment.add_template_owned(name, text.to_owned()).map_err(broken)
        };
        add("url".to_owned(), url.trim())?;
        if let Some(body) = body {
            add("body".to_owned(), body)?;
        }
        for (name, value) in headers {
            add(format!("header {name}"), value)?;
        }
        Ok(Self {
            environment,
            headers: headers.keys().cloned().collect(),
            has_body: body.is_some(),
            source,
        })
    }

    /// Whether a variable is named anywhere.
    pub(super) fn mention(&self, variable: &str) -> bool {
        self.source.contains(variable)
    }

    /// An address as it would be for some request: to learn the host.
    pub(super) fn sample_url(&self) -> Result<String, Error> {
        self.render("url", &sample())
    }

    /// The templates filled for a request.
    pub(super) fn fill(
        &self,
        request: &Request<'_>,
        (source, target): (&str, &str),
        key: Option<&Secret>,
    ) -> Result<Filled, Error> {
        let variables = variables(request, (source, target), key);
        let header = |name: &String| Ok((name.clone(), self.render(&format!("header {name}"), &variables)?));
        Ok(Filled {
            url: self.render("url", &variables)?,
            headers: self.headers.iter().map(header).collect::<Result<_, Error>>()?,
            body: self.has_body.then(|| self.render("body", &variables)).transpose()?,
        })
    }

    fn render(&self, name: &str, variables: &Value) -> Result<String, Error> {
        let template = self.environment.get_template(name).map_err(broken)?;
        template.render(variables).map_err(broken)
    }
}

impl fmt::Debug for Templates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Templates")
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}

fn variables(request: &Request<'_>, (source, target): (&str, &str), key: Option<&Secret>) -> Value {
    let formality = match request.formality {
        Formality::Default => "default",
        Formality::More => "more",
        Formality::Less => "less",
    };
    context! {
        texts => Value::from(Serde(request.texts)),
        text => request.texts.first().copied().unwrap_or_default(),
        source => source,
        target => target,
        key => key.map(Secret::expose).unwrap_or_default(),
        context => Value::from(Serde(request.context)),
        glossary => Value::from(Serde(request.glossary)),
        formality => formality,
    }
}

fn sample() -> Value {
    context! {
        texts => vec!["a"],
        text => "a",
        source => "fr",
        target => "en",
        key => "k",
        context => Value::from(Serde(crate::engine::Context::NONE)),
        glossary => Vec::<String>::new(),
        formality => "default",
    }
}

/// What is wrong with a template: its kind and line. The engine's own words may quote what it was filled with.
fn broken(error: minijinja::Error) -> Error {
    let name = error.name().unwrap_or("?").to_owned();
    let line = error.line().unwrap_or(1);
    let reason = format!("the template of {name}, line {line}: {}", error.kind());
    // Owned by value, as `map_err` gives it.
    drop(error);
    Error::Misconfigured { reason }
}

#[cfg(test)]
mod tests {
    use visavis_text::Language;

    use super::*;

    static FRENCH: Language = Language::FRENCH;
    static ENGLISH: Language = Language::ENGLISH;

    #[test]
    fn templates_are_filled_and_texts_encoded() {
        let headers = BTreeMap::from([("Authorization".to_owned(), "Bearer {{ key }}".to_owned())]);
        let templates = Templates::new(
            "https://mt.example/{{ source }}/{{ text | urlencode }}",
            Some("{\"q\": {{ texts | tojson }}, \"to\": {{ target | tojson }}}"),
            &headers,
        )
        .unwrap();
        let texts = ["Où \"ça\" / <là> ?", "Ici."];
        let request = Request::new(&FRENCH, &ENGLISH, &texts);
        let key = Secret::new("k-1").unwrap();
        let filled = templates.fill(&request, ("fr", "en-US"), Some(&key)).unwrap();
        assert_eq!(filled.headers, [("Authorization".to_owned(), "Bearer k-1".to_owned())]);
        assert!(
            filled.url.starts_with("https://mt.example/fr/O%C3%B9%20"),
            "{}",
            filled.url
        );
        let body: serde_json::Value = serde_json::from_str(filled.body.as_deref().unwrap()).unwrap();
        assert_eq!(body, serde_json::json!({ "q": texts, "to": "en-US" }));
    }

    #[test]
    fn a_broken_template_is_told_by_its_line_without_its_filling() {
        let templates = Templates::new("https://mt.example/{{ text.nothing.more }}", None, &BTreeMap::new()).unwrap();
        let texts = ["secret words"];
        let error = templates.fill(&Request::new(&FRENCH, &ENGLISH, &texts), ("fr", "en"), None);
        let error = error.err().expect("no such field").to_string();
        assert!(
            error.contains("template of url, line 1") && !error.contains("secret"),
            "{error}"
        );
    }
}
