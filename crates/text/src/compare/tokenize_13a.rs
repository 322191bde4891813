//! The tokenizer "13a" of BLEU: marks of ASCII stand alone, full stops and commas unless they are between digits.
//!
//! It follows the tokenizer of the same name in sacreBLEU (Post 2018), which follows NIST's mteval-v13a, quirks included:
//! of two full stops in a row only the first is looked at together with what precedes it, and apostrophes, hyphens,
//! and every mark outside ASCII stay in their word.

use std::borrow::Cow;

use super::ngram;

/// A line made ready for BLEU: its tokens, each between white space.
pub(super) fn tokenize(line: &str) -> String {
    let line = clean(line.trim_end_matches(ngram::is_space));
    // Each rule reads what the rule before it wrote, and goes on after what it has replaced, as one regular expression
    // substituted after another does. Every byte a rule names is ASCII, so a rule may look at bytes instead of
    // characters: the last byte of a character stands for "not a digit" as the character does.
    let mut alone = Vec::with_capacity(line.len() * 2);
    alone.push(b' ');
    for &byte in line.as_bytes() {
        // A space is one of them, but more spaces around it would change nothing.
        if is_alone(byte) && byte != b' ' {
            alone.extend_from_slice(&[b' ', byte, b' ']);
        } else {
            alone.push(byte);
        }
    }
    alone.push(b' ');
    let mut spaced = Vec::with_capacity(alone.len() + 32);
    replace_pairs(&alone, &mut spaced, |first, second| {
        (!first.is_ascii_digit() && is_point(second)).then_some(Gap::AroundSecond)
    });
    alone.clear();
    replace_pairs(&spaced, &mut alone, |first, second| {
        (is_point(first) && !second.is_ascii_digit()).then_some(Gap::AroundFirst)
    });
    spaced.clear();
    replace_pairs(&alone, &mut spaced, |first, second| {
        (first.is_ascii_digit() && second == b'-').then_some(Gap::AroundSecond)
    });
    // Only whole ASCII bytes were added between characters, so nothing is lost here.
    String::from_utf8(spaced).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Takes out what mteval takes out: a mark of skipped segments, hyphens at the end of a line, entities.
fn clean(line: &str) -> Cow<'_, str> {
    let mut line = Cow::Borrowed(line);
    let mut replace = |from: &str, to: &str| {
        if line.contains(from) {
            line = Cow::Owned(line.replace(from, to));
        }
    };
    replace("<skipped>", "");
    replace("-\n", "");
    replace("\n", " ");
    replace("&quot;", "\"");
    replace("&amp;", "&");
    replace("&lt;", "<");
    replace("&gt;", ">");
    line
}

#[derive(Clone, Copy)]
enum Gap {
    AroundFirst,
    AroundSecond,
}

/// Puts spaces around one of two bytes wherever the rule says so, and goes on behind them.
fn replace_pairs(from: &[u8], to: &mut Vec<u8>, gap: impl Fn(u8, u8) -> Option<Gap>) {
    let rule = |pair: &[u8]| match *pair {
        [first, second] => Some((first, second, gap(first, second)?)),
        _ => None,
    };
    let mut rest = from;
    // Nearly all bytes are copied in runs: byte by byte, this took a third of BLEU's time.
    while let Some(at) = rest.windows(2).position(|pair| rule(pair).is_some()) {
        let (kept, found) = rest.split_at(at);
        let (pair, after) = found.split_at(2);
        to.extend_from_slice(kept);
        match rule(pair) {
            Some((first, second, Gap::AroundFirst)) => to.extend_from_slice(&[b' ', first, b' ', second]),
            Some((first, second, Gap::AroundSecond)) => to.extend_from_slice(&[first, b' ', second, b' ']),
            None => to.extend_from_slice(pair),
        }
        rest = after;
    }
    to.extend_from_slice(rest);
}

const fn is_point(byte: u8) -> bool {
    matches!(byte, b'.' | b',')
}

const fn is_alone(byte: u8) -> bool {
    matches!(byte, b'{'..=b'~' | b'['..=b'`' | b' '..=b'&' | b'('..=b'+' | b':'..=b'@' | b'/')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected tokens: sacreBLEU 2.6.0, `Tokenizer13a()(line.rstrip())`.
    #[track_caller]
    fn check(line: &str, expected: &str) {
        assert_eq!(ngram::split(&tokenize(line)).collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn marks_stand_alone() {
        check("Hello, world!", "Hello , world !");
        check("(a) [b] {c} <d>", "( a ) [ b ] { c } < d >");
        check("a/b\\c_d~e", "a / b \\ c _ d ~ e");
        check("x@y.fr #1 50% $3", "x @ y . fr # 1 50 % $ 3");
        check("\"Quoted\" `tick` a|b", "\" Quoted \" ` tick ` a | b");
    }

    #[test]
    fn points_between_digits_stay() {
        check("1,000.50", "1,000.50");
        check(".5 5. a.5 5.a", ". 5 5 . a . 5 5 . a");
        check("...", ". . .");
        check("a..b", "a . . b");
        check("a.,.b,,", "a . , . b , ,");
        check("3.14.", "3.14 .");
        check("1.,2", "1 . , 2");
        check(", .", ", .");
    }

    #[test]
    fn hyphens_after_digits_stand_alone() {
        check("3-4 a-b 2000-", "3 - 4 a-b 2000 -");
        check("-5 5--6", "-5 5 - -6");
    }

    #[test]
    fn apostrophes_and_foreign_marks_stay() {
        check("l'homme l’homme don't", "l'homme l’homme don't");
        check("« Où ? » — …", "« Où ? » — …");
        check("10 000,5\u{202f}€", "10 000,5 €");
        check("¿Qué?", "¿Qué ?");
        check("日本語。", "日本語。");
    }

    #[test]
    fn entities_and_skipped_segments() {
        check("&quot;a&quot; &amp; &lt;b&gt;", "\" a \" & < b >");
        check("&amp;lt;", "<");
        check("a<skipped>b", "ab");
        check("end-\nof line\nhere", "endof line here");
        check("\u{a0} ", "");
    }
}
