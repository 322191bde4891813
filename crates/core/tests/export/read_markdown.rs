//! Markdown's table, read back by pulldown-cmark.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::read_back::Pair;

/// Reads the rows of the one table.
pub(crate) fn table(file: &str) -> Vec<Pair> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut in_table = false;
    for event in Parser::new_ext(file, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Table(_)) => in_table = true,
            Event::End(TagEnd::Table) => in_table = false,
            Event::Start(Tag::TableRow | Tag::TableHead) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => rows.last_mut().unwrap().push(Cell::default()),
            Event::Text(text) if in_table => cell(&mut rows).text.push_str(&text),
            Event::Code(text) if in_table => cell(&mut rows).text.push_str(&text),
            Event::InlineHtml(tag) if in_table => match &*tag {
                "<br>" => cell(&mut rows).text.push('\n'),
                "<em>" => cell(&mut rows).is_emphasised = true,
                _ => {}
            },
            Event::Start(Tag::Emphasis) if in_table => cell(&mut rows).is_emphasised = true,
            _ => {}
        }
    }
    let width = rows[0].len();
    rows.into_iter()
        .skip(1)
        .map(|row| {
            assert_eq!(row.len(), width);
            Pair {
                number: row[0].text.parse().unwrap(),
                source: row[1].text.clone(),
                // A translation has no emphasis of its own: what is emphasised says that there is none.
                texts: row[2..]
                    .iter()
                    .map(|cell| (!cell.is_emphasised).then(|| cell.text.clone()))
                    .collect(),
            }
        })
        .collect()
}

#[derive(Debug, Default)]
struct Cell {
    text: String,
    is_emphasised: bool,
}

fn cell(rows: &mut [Vec<Cell>]) -> &mut Cell {
    rows.last_mut().unwrap().last_mut().unwrap()
}
