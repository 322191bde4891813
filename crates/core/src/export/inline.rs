//! Marks over a text as properly nested markup, whatever way they overlap.

use std::ops::Range;

/// One step through a marked text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step<'a, M> {
    /// A mark begins.
    Open(&'a M),
    /// The mark opened last ends.
    Close(&'a M),
    /// A piece of the text.
    Text(&'a str),
}

/// Walks `text` with its marks (byte ranges). Marks that overlap without nesting are closed and opened again; what a
/// mark covers beyond the text or inside a character is left aside.
pub(super) fn walk<'a, M>(text: &'a str, marks: &'a [(Range<usize>, &'a M)], mut step: impl FnMut(Step<'a, M>)) {
    let valid = |range: &Range<usize>| range.start < range.end && text.get(range.clone()).is_some();
    if !marks.iter().any(|(range, _)| valid(range)) {
        step(Step::Text(text));
        return;
    }
    let mut edges: Vec<usize> = marks
        .iter()
        .filter(|(range, _)| valid(range))
        .flat_map(|(range, _)| [range.start, range.end])
        .chain([0, text.len()])
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let mut open: Vec<&'a (Range<usize>, &'a M)> = Vec::new();
    for pair in edges.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        // Close down to the outermost mark that ends here, then open again what had to be closed on the way.
        let keep = open
            .iter()
            .position(|(range, _)| range.end <= from)
            .unwrap_or(open.len());
        let mut again = Vec::new();
        while open.len() > keep {
            if let Some(mark) = open.pop() {
                step(Step::Close(mark.1));
                if mark.0.end > from {
                    again.push(mark);
                }
            }
        }
        again.reverse();
        let mut begin: Vec<_> = marks
            .iter()
            .filter(|(range, _)| range.start == from && valid(range))
            .collect();
        begin.sort_by_key(|(range, _)| std::cmp::Reverse(range.end));
        for mark in again.into_iter().chain(begin) {
            step(Step::Open(mark.1));
            open.push(mark);
        }
        step(Step::Text(&text[from..to]));
    }
    while let Some(mark) = open.pop() {
        step(Step::Close(mark.1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, marks: &[(Range<usize>, &char)], expected: &str) {
        let mut shown = String::new();
        walk(text, marks, |step| match step {
            Step::Open(mark) => shown.extend(['<', *mark, '>']),
            Step::Close(mark) => shown.extend(['<', '/', *mark, '>']),
            Step::Text(text) => shown.push_str(text),
        });
        assert_eq!(shown, expected);
    }

    #[test]
    fn marks_nest_whatever_way_they_overlap() {
        check("abc", &[], "abc");
        check("abcd", &[(0..4, &'x'), (1..3, &'y')], "<x>a<y>bc</y>d</x>");
        check("abcd", &[(0..3, &'x'), (1..4, &'y')], "<x>a<y>bc</y></x><y>d</y>");
        check("ab", &[(0..2, &'x'), (0..2, &'y')], "<x><y>ab</y></x>");
        check("abc", &[(0..1, &'x'), (2..3, &'y')], "<x>a</x>b<y>c</y>");
        check("abc", &[(0..2, &'x'), (0..3, &'y')], "<y><x>ab</x>c</y>");
    }

    #[test]
    fn marks_beyond_the_text_are_left_aside() {
        check("é", &[(0..1, &'x'), (1..9, &'y')], "é");
        check("", &[(0..1, &'x')], "");
    }
}
