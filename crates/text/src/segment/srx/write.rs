//! Writing SRX, and our own lexicons as SRX rules.

use std::fmt::Write;

use super::super::rules::After;
use super::super::{Method, Segmenter};
use super::{SrxDocument, SrxList, SrxMapping, SrxRule};

impl SrxDocument {
    /// This document as an SRX 2.0 file.
    pub fn to_xml(&self) -> String {
        let mut xml = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<srx xmlns=\"http://www.lisa.org/srx20\" version=\"2.0\">\n",
        );
        let cascade = if self.cascade { "yes" } else { "no" };
        // Writing to a string cannot fail.
        let _ = write!(
            xml,
            "<header segmentsubflows=\"yes\" cascade=\"{cascade}\">\n<formathandle type=\"start\" include=\"no\"/>\n\
             <formathandle type=\"end\" include=\"yes\"/>\n<formathandle type=\"isolated\" include=\"no\"/>\n</header>\n\
             <body>\n<languagerules>\n"
        );
        for list in &self.lists {
            let _ = writeln!(xml, "<languagerule languagerulename=\"{}\">", escaped(&list.name));
            for rule in &list.rules {
                let breaks = if rule.breaks { "yes" } else { "no" };
                let (before, after) = (escaped(&rule.before), escaped(&rule.after));
                let _ = writeln!(
                    xml,
                    "<rule break=\"{breaks}\"><beforebreak>{before}</beforebreak><afterbreak>{after}</afterbreak></rule>"
                );
            }
            xml.push_str("</languagerule>\n");
        }
        xml.push_str("</languagerules>\n<maprules>\n");
        for mapping in &self.map {
            let (pattern, list) = (escaped(&mapping.pattern), escaped(&mapping.list));
            let _ = writeln!(
                xml,
                "<languagemap languagepattern=\"{pattern}\" languagerulename=\"{list}\"/>"
            );
        }
        xml.push_str("</maprules>\n</body>\n</srx>\n");
        xml
    }

    /// The rules of `segmenter`, as near as regular expressions come to them, the reader's exceptions first. Numbers in
    /// lists, brackets, straight quotation marks and missing spaces have no expression and are left out.
    pub fn of(segmenter: &Segmenter) -> Self {
        let mut rules: Vec<SrxRule> = segmenter
            .exceptions()
            .map(|exception| forbid(&format!(r"\b{}", phrase(exception)), r"\s"))
            .collect();
        if let Method::Lexicon(lexicon) = &segmenter.method {
            let openers: Vec<String> = lexicon.openers().into_iter().map(capitalised).collect();
            let openers = format!(r"\s+[«“(—–-]?\s*(?:{})", openers.join("|"));
            let list = |wanted: After| {
                let words: Vec<String> = lexicon
                    .abbreviations()
                    .into_iter()
                    .filter(|&(_, after)| after == wanted)
                    .map(|(word, _)| phrase(&word))
                    .collect();
                if words.is_empty() {
                    r"\z\A".to_owned()
                } else {
                    format!(r"\b(?:{})", words.join("|"))
                }
            };
            rules.extend([
                forbid(&list(After::Capital), r"\s*[^\s\p{Lu}«“(—–-]"),
                forbid(&list(After::Never), r"\s"),
                make(&list(After::Opener), &openers),
                forbid(&list(After::Opener), r"\s"),
                forbid(&list(After::NotNumber), r"\s+(?:[\p{N}\p{Ll}]|[IVXLC]+\b)"),
                make(r"\b(?:\p{Lu}\.-?)+", &openers),
                forbid(r"\b(?:\p{Lu}\.-?)+", r"\s"),
            ]);
        }
        rules.extend([
            // What is said before a small letter or a further mark goes on.
            forbid(
                r#"[.!?…]+(?:\s?[»”)\]"’])*"#,
                r"\s+(?:[\p{Ll},;:»)\]]|[«“—–-]\s*\p{Ll})",
            ),
            forbid(r"[.!?…]", r"\s?[.!?…»”)\]]"),
            make(r#"[.!?…]+(?:\s?[»”)\]])*["’]?"#, r"\s"),
            make(r"\n", ""),
        ]);
        let language = segmenter.language().primary().to_owned();
        Self {
            cascade: true,
            map: vec![SrxMapping {
                pattern: format!("(?i:{language}).*"),
                list: language.clone(),
            }],
            lists: vec![SrxList { name: language, rules }],
        }
    }
}

fn make(before: &str, after: &str) -> SrxRule {
    SrxRule {
        breaks: true,
        before: before.to_owned(),
        after: after.to_owned(),
    }
}

fn forbid(before: &str, after: &str) -> SrxRule {
    SrxRule {
        breaks: false,
        before: before.to_owned(),
        after: after.to_owned(),
    }
}

/// `words` as a pattern, any white space standing for a space.
fn phrase(words: &str) -> String {
    regex::escape(words).replace(' ', r"\s")
}

/// `opener` as a pattern: its first letter as a capital, and the end of the word unless it ends in an apostrophe.
fn capitalised(opener: &str) -> String {
    let mut letters = opener.chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    match letters.as_str().strip_suffix('\'') {
        Some(elided) => format!("{first}{}['’]", regex::escape(elided)),
        None => format!(r"{first}{}\b", regex::escape(letters.as_str())),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
