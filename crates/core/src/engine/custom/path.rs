//! Places in a reply: JSON pointers (RFC 6901) and JSONPaths (RFC 9535).

use serde_json::Value;
use serde_json_path::JsonPath;

/// A place, or several.
#[derive(Debug)]
pub(super) enum Path {
    /// A single place.
    Pointer(String),
    /// All places that fit.
    Query(JsonPath),
}

impl Path {
    /// Reads a pointer (`/a/0`, or nothing for the whole) or a path (`$.a[*].b`).
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.starts_with('$') {
            return JsonPath::parse(text).ok().map(Self::Query);
        }
        (text.is_empty() || text.starts_with('/')).then(|| Self::Pointer(text.to_owned()))
    }

    /// What is there, in the order of the reply.
    pub(super) fn find<'a>(&self, value: &'a Value) -> Vec<&'a Value> {
        match self {
            Self::Pointer(pointer) => value.pointer(pointer).into_iter().collect(),
            Self::Query(path) => path.query(value).all(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(path: &str, expected: &Value) {
        let value = json!({ "data": [{ "text": "a" }, { "text": "b" }], "texts": ["a", "b"] });
        let found = Path::parse(path).map(|path| json!(path.find(&value)));
        assert_eq!(found.as_ref(), Some(expected), "{path}");
    }

    #[test]
    fn pointers_and_paths_find_what_they_name() {
        check("/data/1/text", &json!(["b"]));
        check("/texts", &json!([["a", "b"]]));
        check("$.data[*].text", &json!(["a", "b"]));
        check("$.texts[*]", &json!(["a", "b"]));
        check("/nothing", &json!([]));
        check("$.nothing[*]", &json!([]));
        assert!(Path::parse("data.text").is_none() && Path::parse("$[").is_none());
    }
}
