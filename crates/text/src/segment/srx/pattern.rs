//! From the regular expressions of SRX (ICU's, in practice Java's) to those of the matcher here.

use regex::{Regex, RegexBuilder};

/// The most memory, in bytes, that one compiled pattern may take: long lists of abbreviations need it.
const LARGEST: usize = 64 << 20;

/// Compiles `pattern`.
pub(super) fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern)
        .size_limit(LARGEST)
        .dfa_size_limit(LARGEST)
        .build()
}

/// `pattern` in the syntax of the matcher: quotations `\Q…\E`, code units `\uXXXX`, white space `\h` and `\v`, and escaped
/// characters that have no meaning of their own.
pub(super) fn translated(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match rest.next() {
            Some('Q') => {
                let tail = rest.as_str();
                let end = tail.find("\\E").unwrap_or(tail.len());
                out.push_str(&regex::escape(&tail[..end]));
                rest = tail[end..].strip_prefix("\\E").unwrap_or_default().chars();
            }
            Some('u')
                if rest
                    .as_str()
                    .get(..4)
                    .is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit())) =>
            {
                let tail = rest.as_str();
                out.push_str("\\x{");
                out.push_str(&tail[..4]);
                out.push('}');
                rest = tail[4..].chars();
            }
            Some('h') => out.push_str(r"[\t\p{Zs}]"),
            Some('v') => out.push_str(r"[\n\x0B\f\r\x{85}\x{2028}\x{2029}]"),
            Some('Z') => out.push_str(r"\z"),
            Some(plain) if !plain.is_ascii() || matches!(plain, '<' | '>') => out.push(plain),
            Some(escaped) => {
                out.push('\\');
                out.push(escaped);
            }
            None => out.push('\\'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, text: &str, expected: bool) {
        let found = compile(&translated(pattern)).map(|regex| regex.is_match(text));
        assert_eq!(found.ok(), Some(expected), "{pattern} on {text}");
    }

    #[test]
    fn the_dialects_meet() {
        check(r"\Q.[\E", ".[", true);
        check(r"\u00AB\h", "«\u{a0}", true);
        check(r"[\h\v.]x", "\nx", true);
        check(r"\«\…", "«…", true);
        check(r"(?iu)ÉTÉ", "été", true);
        check(r"\<", "a", false);
    }

    #[test]
    fn what_cannot_run_is_refused() {
        assert!(compile(&translated(r"(?<!a)b")).is_err());
    }
}
