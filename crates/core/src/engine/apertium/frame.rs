//! How a sentence travels through an Apertium pipeline and is known again when it comes out.
//!
//! Apertium's tools read and write one long stream, so the border between two sentences is ours to keep. Three framings
//! were measured on French news text:
//!
//! - *One sentence a line* (`-f line`): multiwords join across the line break, the space after a full stop wanders to
//!   the next line, and a lost line shifts all the others without a sign. Refused.
//! - *Null-flush alone* (`-f none -z`, one answer for each NUL): every tool starts afresh at each NUL, which also
//!   translates better (chrF++ 47.0 against 46.1). But at the end of the stream every tool adds a NUL of its own, so an
//!   answer lost in the middle is made good by an empty one at the end, and the count looks right. Not enough.
//! - *Null-flush with a numbered label at either end*, which is what stands here: `[17]…[/17]` are superblanks, which
//!   the tools hand through untouched. An answer is taken only when both its labels are there and agree, and nothing
//!   else that is not text stands between them; so a swallowed NUL costs the sentences it joined and never moves one.
//!
//! Characters with a meaning in the stream are escaped as the stream format says. Some cannot be trusted to escaping:
//! a `^` before a label makes `lrx-proc` swallow a NUL, and `#`, `*`, `@`, `<`, `>` could not be told from the marks
//! Apertium leaves on words it could not translate. These travel as private-use characters that the text does not
//! contain, which no dictionary knows either, and are put back afterwards. What is then left of `#`, `*`, `@` and
//! `<tag>` is Apertium's own and is taken out.

use std::fmt::Write as _;

/// Characters that go through as stand-ins, in the order of their private-use characters.
const STOOD_IN: [char; 7] = ['^', '~', '#', '*', '@', '<', '>'];

/// Characters with a meaning in Apertium's stream format, from its documentation, that escaping carries safely.
const ESCAPED: [char; 8] = ['$', '/', '\\', '[', ']', '{', '}', '@'];

/// One sentence made ready for the pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sent {
    /// The sentence with its stand-ins, before escaping.
    text: String,
    /// First of the private-use characters that stand in.
    base: u32,
}

impl Sent {
    /// Makes a sentence ready.
    ///
    /// Soft hyphens are left out, since they hide words from the dictionaries; NUL, which ends a sentence in the
    /// stream, becomes U+FFFD.
    pub(super) fn new(sentence: &str) -> Self {
        let base = free_base(sentence);
        let mut text = String::with_capacity(sentence.len());
        let mut before = None;
        let mut characters = sentence.chars().peekable();
        let mut in_address = 0_usize;
        for (at, character) in sentence.char_indices() {
            characters.next();
            if !character.is_whitespace() && before.is_none_or(char::is_whitespace) {
                in_address = address_length(&sentence[at..]).map_or(0, |length| at + length);
            }
            let within_word = before.is_some_and(char::is_alphanumeric)
                && characters.peek().copied().is_some_and(char::is_alphanumeric);
            match character {
                '\0' => text.push('\u{fffd}'),
                '\u{ad}' => {}
                // In an address these belong to one word of Apertium's; elsewhere they are marks or signs.
                '#' | '~' | '*' | '@' if at < in_address => text.push(character),
                '@' if within_word => text.push(character),
                _ => text.push(stand_in(character, base).unwrap_or(character)),
            }
            before = Some(character);
        }
        Self { text, base }
    }

    /// Appends the sentence to the stream: labels, escapes and the NUL that ends it.
    pub(super) fn write(&self, number: usize, stream: &mut String) {
        // Writing to a string cannot fail.
        let _ = write!(stream, "[{number}]");
        for character in self.text.chars() {
            if character == '~' {
                // Only in addresses, where the stand-in was not wanted; the way the deformatter of `-f txt` does it.
                stream.push_str("[~]");
                continue;
            }
            if ESCAPED.contains(&character) {
                stream.push('\\');
            }
            stream.push(character);
        }
        let _ = write!(stream, "[/{number}]");
        stream.push('\0');
    }

    /// What the pipeline made of it, in the reader's characters and without Apertium's marks.
    fn restore(&self, answer: &str) -> String {
        let cleaned = without_marks(answer, &self.text);
        let restored: String = cleaned
            .chars()
            .map(|character| self.stood_in(character).unwrap_or(character))
            .collect();
        // `d'` becomes `de ` and the like: a space at the edge is the engine's, unless the sentence had one.
        let restored = if self.text.starts_with(char::is_whitespace) {
            restored.as_str()
        } else {
            restored.trim_start()
        };
        let restored = if self.text.ends_with(char::is_whitespace) {
            restored
        } else {
            restored.trim_end()
        };
        restored.to_owned()
    }

    fn stood_in(&self, character: char) -> Option<char> {
        let index = u32::from(character).checked_sub(self.base)?;
        STOOD_IN.get(usize::try_from(index).ok()?).copied()
    }
}

/// The answers of a pipeline's whole output: for each sentence sent, what came back, or nothing where no answer is
/// proven to be its.
pub(super) fn answers(output: &[u8], sent: &[Option<Sent>]) -> Vec<Option<String>> {
    let mut answers = vec![None; sent.len()];
    let mut seen = vec![false; sent.len()];
    for frame in output.split(|byte| *byte == 0) {
        let Some((number, text)) = std::str::from_utf8(frame).ok().and_then(open) else {
            continue;
        };
        if let (Some(answer), Some(Some(sent)), Some(seen)) =
            (answers.get_mut(number), sent.get(number), seen.get_mut(number))
        {
            // A number that comes twice proves nothing; it cannot happen unless the program is broken.
            *answer = if *seen { None } else { Some(sent.restore(&text)) };
            *seen = true;
        }
    }
    answers
}

/// The number and the unescaped text of one answer, if its labels are whole and nothing foreign is between them.
fn open(frame: &str) -> Option<(usize, String)> {
    let (label, rest) = frame.strip_prefix('[')?.split_once(']')?;
    let number: usize = label.parse().ok()?;
    let body = rest.strip_suffix(&format!("[/{number}]"))?;
    let mut text = String::with_capacity(body.len());
    let mut characters = body.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => text.push(characters.next()?),
            '[' => {
                if characters.next()? != '~' || characters.next()? != ']' {
                    return None;
                }
                text.push('~');
            }
            ']' => return None,
            _ => text.push(character),
        }
    }
    Some((number, text))
}

/// Takes Apertium's own marks out of an answer; `sent` is what it was asked, with stand-ins.
///
/// `-u` removes the marks of unknown words, but pairs that generate through `cg-proc` (French → Catalan) leave `#` on
/// forms they could not build, and a transfer rule may leave a bare `<prn>` behind. Pieces that were sent as they stand
/// (an address with `#` in it) are not touched.
fn without_marks(answer: &str, sent: &str) -> String {
    let mut text = String::with_capacity(answer.len());
    for piece in answer.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end_matches(char::is_whitespace);
        if !word.contains(['#', '*', '@', '<']) || sent.contains(word) {
            text.push_str(piece);
            continue;
        }
        let cleaned = without_marks_in_word(word);
        if !cleaned.is_empty() {
            text.push_str(&cleaned);
            text.push_str(&piece[word.len()..]);
        }
    }
    text
}

fn without_marks_in_word(word: &str) -> String {
    let mut text = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        match character {
            '<' => match rest.split_once('>') {
                Some((tag, after)) if is_tag(tag) => rest = after,
                _ => text.push(character),
            },
            '#' | '*' | '@' => {
                let word_follows = rest.starts_with(char::is_alphanumeric);
                if text.ends_with(char::is_alphanumeric) && word_follows {
                    if character == '@' {
                        text.push('@');
                    } else {
                        text.push(' ');
                    }
                }
            }
            _ => text.push(character),
        }
    }
    text
}

fn is_tag(tag: &str) -> bool {
    !tag.is_empty()
        && tag
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':'))
}

/// Length in bytes of the web or e-mail address a text begins with, if it does.
fn address_length(text: &str) -> Option<usize> {
    let word = text.split(char::is_whitespace).next()?;
    (word.contains("://") || word.starts_with("www.")).then_some(word.len())
}

fn stand_in(character: char, base: u32) -> Option<char> {
    let index = STOOD_IN.iter().position(|stood_in| *stood_in == character)?;
    char::from_u32(base + u32::try_from(index).ok()?)
}

/// The first run of private-use characters of which the sentence holds none. A sentence can occupy at most as many runs
/// as it has characters, and the supplementary plane alone has 9,362.
fn free_base(sentence: &str) -> u32 {
    let width = 7;
    let private = |range: std::ops::Range<u32>| range.step_by(width);
    private(0xe000..0xf8f0)
        .chain(private(0xf_0000..0xf_fff0))
        .find(|base| {
            !sentence
                .chars()
                .any(|character| (*base..*base + 7).contains(&u32::from(character)))
        })
        .unwrap_or(0xe000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(texts: &[&str]) -> (Vec<Option<Sent>>, String) {
        let sent: Vec<_> = texts.iter().map(|text| Some(Sent::new(text))).collect();
        let mut stream = String::new();
        for (number, sentence) in sent.iter().flatten().enumerate() {
            sentence.write(number, &mut stream);
        }
        (sent, stream)
    }

    /// What a pipeline that changes nothing would give back.
    fn check_round_trip(text: &str) {
        let (sent, stream) = stream(&[text]);
        assert_eq!(answers(stream.as_bytes(), &sent), [Some(text.to_owned())], "{text}");
    }

    #[test]
    fn every_character_survives_the_stream() {
        for text in [
            "Il dort.",
            r"a\b [c] {d} ^e$ <f> @g *h #i ~j /k +l",
            "[0]faux[/0]",
            r"\",
            "^",
            "http://exemple.fr/~moi?a=b#fin et #mot",
            "moi@exemple.fr et @moi",
            "\u{e000} privé \u{e007} ^",
            " bordé d’espaces ",
            "«\u{a0}Oui\u{a0}»\u{202f}!",
            "👩‍👩‍👧 שלום \u{202e}x\u{202c}",
            "",
        ] {
            check_round_trip(text);
        }
    }

    #[test]
    fn nothing_of_the_text_can_look_like_a_label_or_a_mark() {
        let (_, stream) = stream(&["^[1]#x*y@z<prn>~"]);
        let inside = stream
            .strip_prefix("[0]")
            .and_then(|rest| rest.strip_suffix("[/0]\0"))
            .unwrap_or_default();
        assert!(!inside.contains(['^', '#', '*', '<', '>', '~']), "{inside}");
        assert!(inside.contains(r"\[1\]"), "{inside}");
    }

    #[test]
    fn nul_and_soft_hyphens_do_not_travel() {
        let (sent, stream) = stream(&["a\0b mot\u{ad}coupé"]);
        assert_eq!(stream.matches('\0').count(), 1);
        assert_eq!(
            answers(stream.as_bytes(), &sent),
            [Some("a\u{fffd}b motcoupé".to_owned())]
        );
    }

    #[test]
    fn a_swallowed_nul_costs_only_the_sentences_it_joined() {
        let (sent, stream) = stream(&["un", "deux", "trois", "quatre"]);
        let output = stream.replacen("[/1]\0", "", 1);
        assert_eq!(
            answers(output.as_bytes(), &sent),
            [Some("un".to_owned()), None, None, Some("quatre".to_owned())]
        );
    }

    #[test]
    fn lost_and_doubled_answers_are_not_made_up_for() {
        let (sent, _) = stream(&["un", "deux", "trois"]);
        let output = b"[0]one[/0]\0[2]three[/2]\0[2]three[/2]\0[7]x[/7]\0\0\0";
        assert_eq!(answers(output, &sent), [Some("one".to_owned()), None, None]);
        assert_eq!(answers(b"", &sent), [None, None, None]);
        assert_eq!(answers(b"[0]\xff[/0]\0", &sent), [None, None, None]);
    }

    #[test]
    fn marks_of_apertium_go_and_signs_of_the_text_stay() {
        let (sent, _) = stream(&["Le #1 est-il basé ?"]);
        let sign = stand_in('#', 0xe000).unwrap_or_default();
        let output = format!("[0]The {sign}1 has#to# be *based @at \\<prn\\> end[/0]\0");
        assert_eq!(
            answers(output.as_bytes(), &sent),
            [Some("The #1 has to be based at end".to_owned())]
        );
    }
}
