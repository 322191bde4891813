//! Plain text to blocks.
//!
//! A line is a block, unless the text is hard-wrapped; then blank lines divide, and the lines between them are joined
//! by one space. Nothing else is altered: of a text, only white space around lines and the ornaments that part it
//! (`* * *`) do not end up in a block.
//!
//! Lines end at LF, CR, CRLF, VT, NEL and U+2028; U+2029 ends a paragraph (the mandatory breaks of UAX #14, but for
//! the form feed, which printers put in the middle of paragraphs and which counts as white space here).
//!
//! # When is a text hard-wrapped?
//!
//! A *joint* is a pair of lines without a blank line between. The text is wrapped if there are enough of them, the
//! width (the longest line) is one that people wrap at, and the joints look as a wrapping program leaves them:
//!
//! - **Filled**: the first word of the next line would not have fitted any more. True of nearly all joints of a wrapped
//!   text, of few in verse or a list, whose lines end where the author ends them.
//! - **Running on**: the line does not end as a sentence does. False of most joints where a line is a paragraph.
//! - **In lower case**: the next line goes on with a small letter. False in verse that begins each line with a capital,
//!   even where its lines are nearly as long as each other.
//!
//! # Incomplete support
//!
//! A word hyphenated at a line's end keeps its hyphen and gets a space: whether `porte-` has to lose it cannot be told
//! from the text alone. Lists and headings in plain text are paragraphs. One decision is taken for the whole text.

use crate::article::{Block, BlockKind};

/// Widths a text is wrapped at, in characters.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 40..=100;

/// Fewer joints than this prove nothing.
const LEAST_JOINTS: usize = 2;

/// A title is no longer than this, in characters.
const LONGEST_TITLE: usize = 100;

/// The text a title stands over is at least this long, in characters.
const SHORTEST_BODY: usize = 80;

/// The blocks of a text, in order; none if it is white space.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let paragraphs = if is_hard_wrapped(&lines) {
        unwrap_lines(&lines)
    } else {
        lines
            .iter()
            .filter(|line| !line.text.is_empty())
            .map(|line| line.text.to_owned())
            .collect()
    };
    let mut blocks: Vec<Block> = paragraphs
        .into_iter()
        .map(|text| {
            if is_ornament(&text) {
                Block {
                    kind: BlockKind::Separator,
                    ..Block::paragraph("")
                }
            } else {
                Block::paragraph(text)
            }
        })
        .collect();
    if has_title(&blocks) {
        blocks[0].kind = BlockKind::Title;
    }
    blocks
}

/// A line without the white space around it, its indentation and its length, both in characters.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    indent: usize,
    length: usize,
}

impl<'a> Line<'a> {
    fn new(raw: &'a str) -> Self {
        let raw = raw.trim_end();
        let text = raw.trim_start();
        Self {
            text,
            indent: raw[..raw.len() - text.len()].chars().count(),
            length: text.chars().count(),
        }
    }

    /// Whether the first word of `next` would have made this line longer than `width`.
    fn is_filled(&self, next: &Self, width: usize) -> bool {
        let first_word = next.text.split_whitespace().next().unwrap_or_default();
        self.indent + self.length + 1 + first_word.chars().count() > width
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut rest = text;
    loop {
        let Some(at) = rest.find(['\n', '\r', '\u{b}', '\u{85}', '\u{2028}', '\u{2029}']) else {
            lines.push(Line::new(rest));
            return lines;
        };
        let (line, end) = rest.split_at(at);
        lines.push(Line::new(line));
        rest = if let Some(after) = end.strip_prefix("\r\n") {
            after
        } else {
            let mut after = end.chars();
            if after.next() == Some('\u{2029}') {
                lines.push(Line::new(""));
            }
            after.as_str()
        };
    }
}

fn is_hard_wrapped(lines: &[Line<'_>]) -> bool {
    // A web address longer than the width stands out; it does not count.
    let width = lines
        .iter()
        .filter(|line| line.text.contains(char::is_whitespace))
        .map(|line| line.indent + line.length)
        .max();
    let Some(width) = width.filter(|width| WRAP_WIDTHS.contains(width)) else {
        return false;
    };
    let (mut joints, mut filled, mut running_on, mut in_lower_case) = (0, 0, 0, 0);
    for pair in lines.windows(2) {
        let (line, next) = (&pair[0], &pair[1]);
        if line.text.is_empty() || next.text.is_empty() {
            continue;
        }
        joints += 1;
        filled += usize::from(line.is_filled(next, width));
        running_on += usize::from(!ends_a_sentence(line.text));
        in_lower_case += usize::from(next.text.starts_with(char::is_lowercase));
    }
    joints >= LEAST_JOINTS
        && filled * 4 >= joints * 3
        && running_on * 5 >= joints * 3
        && in_lower_case * 10 >= joints * 3
}

/// The paragraphs of a hard-wrapped text. Besides blank lines, a line that was left when its successor's first word
/// had ample room ends a paragraph: a wrapping program never does that. So a heading over its text and paragraphs
/// without blank lines between them stay apart. So do those that are told by an indented first line.
fn unwrap_lines(lines: &[Line<'_>]) -> Vec<String> {
    // Room for a word that a person, not a program, moved to the next line.
    const AMPLE: usize = 8;
    let width = lines
        .iter()
        .filter(|line| line.text.contains(char::is_whitespace))
        .map(|line| line.indent + line.length)
        .max()
        .unwrap_or_default();
    let mut paragraphs: Vec<String> = Vec::new();
    let mut previous: Option<&Line<'_>> = None;
    for line in lines {
        if line.text.is_empty() {
            previous = None;
            continue;
        }
        let goes_on = previous.is_some_and(|previous| {
            let left_early = !previous.is_filled(line, width.saturating_sub(AMPLE));
            let may_end = ends_a_sentence(previous.text);
            let begins =
                begins_an_item(line.text) && (may_end || left_early) || line.indent > previous.indent && may_end;
            let ends = left_early && !line.text.starts_with(char::is_lowercase);
            !begins && !ends && !is_ornament(line.text) && !is_ornament(previous.text)
        });
        match paragraphs.last_mut().filter(|_| goes_on) {
            Some(paragraph) => {
                paragraph.push(' ');
                paragraph.push_str(line.text);
            }
            None => paragraphs.push(line.text.to_owned()),
        }
        previous = Some(line);
    }
    paragraphs
}

/// Whether the last character, closers apart, is a full stop, its kin or a colon.
fn ends_a_sentence(text: &str) -> bool {
    let closers = ['»', '”', '"', '’', '\'', ')', ']', '›', '*', '_'];
    text.trim_end_matches(|c: char| c.is_whitespace() || closers.contains(&c))
        .ends_with(['.', '!', '?', '…', ':', ';'])
}

/// Whether a line begins as a list item or a line of dialogue does: a dash, a bullet, a number with its point.
fn begins_an_item(text: &str) -> bool {
    let mark = text.split_whitespace().next().unwrap_or_default();
    let number = mark.trim_end_matches(['.', ')']);
    matches!(mark, "-" | "–" | "—" | "*" | "•" | "·" | "+")
        || text.starts_with('—')
        || (number.len() < mark.len() && number.len() <= 3 && !number.is_empty() && is_digits(number))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a line is there to part a text: three or more ornaments and nothing else, or an asterism.
fn is_ornament(text: &str) -> bool {
    let mut marks = 0;
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        match c {
            '*' | '-' | '_' | '=' | '~' | '#' | '•' | '·' | '–' | '—' => marks += 1,
            '⁂' | '❦' | '❧' => marks += 3,
            _ => return false,
        }
    }
    marks >= 3
}

/// Whether the first block is a title: short, not ended as a sentence or a verse is, and near to running text that is
/// much longer. Where in doubt it is a paragraph; a headline that asks a question stays one.
fn has_title(blocks: &[Block]) -> bool {
    let Some((first, rest)) = blocks.split_first() else {
        return false;
    };
    let length = |block: &Block| block.text.chars().count();
    let of_first = length(first);
    let starts = first.text.chars().next();
    if first.kind != BlockKind::Paragraph
        || of_first > LONGEST_TITLE
        || ends_a_sentence(&first.text)
        || first.text.ends_with(',')
        || begins_an_item(&first.text)
        || starts.is_none_or(char::is_lowercase)
    {
        return false;
    }
    // A line or two may come between: by whom, when, where.
    rest.iter()
        .take(3)
        .take_while(|block| block.kind == BlockKind::Paragraph)
        .any(|block| length(block) >= SHORTEST_BODY.max(2 * of_first) && block.text.contains(['.', '!', '?', '…']))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks of `text`, one a line; a title begins with `# `, a separator is `--`.
    fn check(text: &str, expected: &[&str]) {
        let read: Vec<String> = blocks(text)
            .into_iter()
            .map(|block| match block.kind {
                BlockKind::Title => format!("# {}", block.text),
                BlockKind::Separator => "--".to_owned(),
                _ => block.text,
            })
            .collect();
        assert_eq!(read, expected);
    }

    fn count(text: &str) -> usize {
        blocks(text).len()
    }

    /// `text` wrapped greedily at `width`, as `fmt` does.
    fn wrapped(text: &str, width: usize) -> String {
        let (mut out, mut column) = (String::new(), 0);
        for word in text.split(' ') {
            let length = word.chars().count();
            if column > 0 && column + 1 + length > width {
                out.push('\n');
                column = 0;
            } else if column > 0 {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += length;
        }
        out
    }

    const FIRST: &str = "La péniche a quitté le port mardi, à 14 h 30, avec 6 200 volumes à son bord. Personne n’y \
        croyait plus : le conseil avait suspendu sa subvention, et le moteur, qui a cinquante et un ans, n’avait pas \
        tourné depuis l’automne. Sur le quai, une trentaine d’enfants attendaient sous la pluie, leurs cartes de \
        lecteur à la main.";
    const SECOND: &str = "« Nous ferons avec ! », dit Mme Le Goff, qui tient la barre et le catalogue. Le reste, \
        assure-t-elle, suivra, pourvu que la crue ne vienne pas trop tôt cette année et que les écluses soient \
        ouvertes à temps.";

    #[test]
    fn a_line_is_a_block() {
        check(
            "Un.\nDeux.\r\nTrois.\rQuatre.\u{2028}Cinq.\u{2029}Six.",
            &["Un.", "Deux.", "Trois.", "Quatre.", "Cinq.", "Six."],
        );
        check("\n\n  Un.  \n\n\n\tDeux.\n", &["Un.", "Deux."]);
    }

    #[test]
    fn newspaper_text_of_one_paragraph_a_line_is_not_joined() {
        check(&format!("{FIRST}\n{SECOND}\n{FIRST}\n"), &[FIRST, SECOND, FIRST]);
        check(&format!("{FIRST}\n\n{SECOND}"), &[FIRST, SECOND]);
    }

    #[test]
    fn short_paragraphs_of_one_sentence_a_line_are_not_joined() {
        let lines = [
            "La péniche a quitté le port mardi, à 14 h 30, par grand vent.",
            "Personne n’y croyait plus, pas même ceux qui l’avaient armée.",
            "Sur le quai, une trentaine d’enfants attendaient sous la pluie.",
            "Le moteur, lui, n’avait pas tourné depuis le dernier automne.",
        ];
        check(&lines.join("\n"), &lines);
    }

    #[test]
    fn text_wrapped_at_the_usual_widths_is_joined() {
        for width in [50, 60, 65, 72, 78, 80, 90] {
            let text = format!("{}\n\n{}\n", wrapped(FIRST, width), wrapped(SECOND, width));
            check(&text, &[FIRST, SECOND]);
        }
    }

    #[test]
    fn one_wrapped_paragraph_is_enough() {
        check(&wrapped(SECOND, 72), &[SECOND]);
    }

    #[test]
    fn wrapped_paragraphs_without_blank_lines_part_where_a_line_was_left_early() {
        let text = format!("{}\n{}", wrapped(FIRST, 72), wrapped(SECOND, 72));
        check(&text, &[FIRST, SECOND]);
    }

    #[test]
    fn wrapped_paragraphs_part_where_a_line_is_indented() {
        // The first paragraph ends with a full line, so that the indentation alone tells.
        let text = "   Le conseil municipal a voté hier soir le budget de la ville, et les\n\
            habitants, qui l’attendaient depuis un an, en ont pris connaissance hier.\n   \
            Il prévoit une hausse des impôts, mais aussi la réfection du quai des\nSalines et l’achat d’un moteur.";
        let read = blocks(text);
        assert_eq!(read.len(), 2);
        assert!(read[1].text.starts_with("Il prévoit"));
    }

    #[test]
    fn a_wrapped_text_keeps_title_items_and_dialogue_apart() {
        let text = format!(
            "La bibliothèque flottante reprend le large\n\n{}\n\n* * *\n\n— {}\n— Ah.\n",
            wrapped(FIRST, 72),
            wrapped(SECOND, 70)
        );
        check(
            &text,
            &[
                "# La bibliothèque flottante reprend le large",
                FIRST,
                "--",
                &format!("— {SECOND}"),
                "— Ah.",
            ],
        );
    }

    #[test]
    fn a_hyphen_at_the_end_of_a_line_is_left_as_it_is() {
        let text = "Le conseil municipal a délibéré longtemps sur les gardes des porte-\n\
            avions, qui ne relèvent pas de lui, puis sur le stationnement dans la\n\
            ville haute, qui en relève, avant de lever la séance à minuit passé.";
        assert_eq!(count(text), 1);
        assert!(blocks(text)[0].text.contains("porte- avions"));
    }

    #[test]
    fn verse_stays_in_lines() {
        let verse = [
            "Demain, dès l’aube, à l’heure où blanchit la campagne,",
            "Je partirai. Vois-tu, je sais que tu m’attends.",
            "J’irai par la forêt, j’irai par la montagne.",
            "Je ne puis demeurer loin de toi plus longtemps.",
        ];
        check(&verse.join("\n"), &verse);
        let short = ["Les sanglots longs", "Des violons", "De l’automne", "Blessent mon cœur"];
        check(&short.join("\n"), &short);
        let without_capitals = [
            "sous le pont",
            "la rivière emporte",
            "les feuilles et le nom",
            "des bateaux",
        ];
        check(&without_capitals.join("\n"), &without_capitals);
    }

    #[test]
    fn a_list_stays_in_lines() {
        let list = [
            "un kilo de pommes de terre à chair ferme",
            "trois oignons",
            "deux gousses d’ail",
            "une cuillerée de graisse d’oie",
            "sel, poivre, persil",
        ];
        check(&list.join("\n"), &list);
    }

    #[test]
    fn dialogue_stays_in_lines() {
        let dialogue = [
            "— Tu viens ?",
            "— Non, répondit-il en posant son livre sur la table.",
            "— Pourquoi ?",
            "— Parce que.",
        ];
        check(&dialogue.join("\n"), &dialogue);
    }

    #[test]
    fn a_short_first_line_without_a_stop_over_longer_text_is_a_title() {
        let titled = |title: &str| blocks(&format!("{title}\n{FIRST}"))[0].kind == BlockKind::Title;
        assert!(titled("La bibliothèque flottante reprend le large"));
        assert!(titled("« Colibri » reprend le large"));
        assert!(!titled("La bibliothèque flottante reprend le large."));
        assert!(!titled("La bibliothèque flottante a-t-elle un avenir ?"));
        assert!(!titled("la bibliothèque flottante"));
        assert!(!titled("— La bibliothèque flottante"));
        assert!(!titled(&"Très long titre ".repeat(10)));
        assert_eq!(
            blocks(&format!("Titre\nPar É. Marchais\n{FIRST}"))[0].kind,
            BlockKind::Title
        );
        assert_eq!(blocks("Titre\nsans texte")[0].kind, BlockKind::Paragraph);
    }

    #[test]
    fn ornaments_part_the_text() {
        check(
            "Un.\n***\nDeux.\n* * *\nTrois.\n⁂\nQuatre.\n-----\n--\n...",
            &["Un.", "--", "Deux.", "--", "Trois.", "--", "Quatre.", "--", "--", "..."].map(|line| line),
        );
    }

    /// All characters but white space and the lines that are ornaments.
    fn ink(text: &str) -> String {
        lines(text)
            .iter()
            .filter(|line| !is_ornament(line.text))
            .flat_map(|line| line.text.chars())
            .filter(|c| !c.is_whitespace())
            .collect()
    }

    fn check_ink(text: &str) -> Result<(), proptest::test_runner::TestCaseError> {
        let read: String = blocks(text)
            .iter()
            .flat_map(|block| block.text.chars())
            .filter(|c| !c.is_whitespace())
            .collect();
        proptest::prop_assert_eq!(read, ink(text));
        Ok(())
    }

    proptest::proptest! {
        #[test]
        fn no_character_is_lost_or_moved(text in "\\PC*([\\n\\r\u{b}\u{85}\u{2028}\u{2029}]\\PC*){0,8}") {
            check_ink(&text)?;
        }

        #[test]
        fn no_character_is_lost_where_lines_are_joined(words in proptest::collection::vec("[a-zé]{1,12}[.,*]?|—|\\* \\* \\*", 10..60), width in 40_usize..90) {
            check_ink(&wrapped(&words.join(" "), width))?;
        }

        #[test]
        fn no_block_is_empty_or_surrounded_by_white_space(text in "(\\PC|\\s){0,60}") {
            for block in blocks(&text) {
                proptest::prop_assert_eq!(block.text.trim(), block.text.as_str());
                proptest::prop_assert_eq!(block.text.is_empty(), block.kind == BlockKind::Separator);
            }
        }
    }
}
