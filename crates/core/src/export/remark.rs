//! Verdicts and flags in words, for formats that have room for notes alone.

use super::words::Words;
use super::{Unit, Verdict};

/// Whether there is anything to tell of a sentence's translations.
pub(super) fn are_in(unit: &Unit<'_>) -> bool {
    unit.rendered
        .iter()
        .any(|rendered| rendered.verdict.is_some() || !rendered.flags.is_empty())
}

/// Puts what is to be told behind the reader's notes, each with its column where there are several.
pub(super) fn add_to_notes(unit: &mut Unit<'_>, labels: &[String], words: &Words) {
    let has_several = labels.len() > 1;
    let mut remarks = Vec::new();
    for (rendered, label) in unit.rendered.iter().zip(labels) {
        let mut tell = |remark: &str| {
            remarks.push(if has_several {
                format!("{label}{} {remark}", words.colon)
            } else {
                remark.to_owned()
            });
        };
        match rendered.verdict {
            Some(Verdict::Approved) => tell(words.approved),
            Some(Verdict::Doubtful) => tell(words.doubtful),
            None => {}
        }
        rendered.flags.iter().for_each(|flag| tell(flag));
    }
    unit.notes.extend(remarks.into_iter().map(Into::into));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BlockKind;
    use crate::export::Rendered;

    #[test]
    fn what_is_told_names_its_column_where_there_are_several() {
        let rendered = Rendered {
            text: Some("No."),
            failure: None,
            edited: false,
            verdict: Some(Verdict::Doubtful),
            flags: vec!["a number is missing".into()],
            provenance: None,
        };
        let unit = Unit {
            number: 1,
            block: 0,
            kind: BlockKind::Paragraph,
            level: 0,
            source: "Non.",
            marks: Vec::new(),
            notes: vec!["mine".into()],
            rendered: vec![rendered],
        };
        let told = |labels: &[&str]| {
            let mut unit = unit.clone();
            unit.rendered.resize(labels.len(), unit.rendered[0].clone());
            let labels: Vec<String> = labels.iter().map(ToString::to_string).collect();
            add_to_notes(&mut unit, &labels, Words::of(None));
            unit.notes.join(" | ")
        };
        assert_eq!(told(&["A"]), "mine | doubtful | a number is missing");
        assert_eq!(
            told(&["A", "B"]),
            "mine | A: doubtful | A: a number is missing | B: doubtful | B: a number is missing"
        );
    }
}
