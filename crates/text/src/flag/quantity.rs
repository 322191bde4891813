//! Numbers of a text, written in digits or spelled out, with what they count.
//!
//! "1,200" is twelve hundred in English and one and a fifth in French, "14 h" is 2 p.m., "the 1970s" are "les années 70":
//! a quantity keeps every reading that it may have, and two quantities agree when they share one.

use std::ops::Range;

use super::lexicon::Lexicon;
use super::word::Word;

/// A number with its readings.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Quantity {
    /// Its bytes, the word for a million behind it included.
    pub(super) range: Range<usize>,
    /// What it may mean, the likeliest first.
    pub(super) readings: Vec<f64>,
    /// Whether it is written in words.
    pub(super) spelled: bool,
    /// Whether it must come back as a number: not so the number in "A4", "once", or the minutes of "11 h 00".
    pub(super) firm: bool,
    /// Whether it is a day or a year beside the name of a month.
    pub(super) of_date: bool,
    /// The unit behind it, with the bytes of both.
    pub(super) unit: Option<&'static str>,
    /// The currency before or behind it.
    pub(super) currency: Option<&'static str>,
}

impl Quantity {
    /// Whether the two may be the same number.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        self.readings.iter().any(|one| {
            other
                .readings
                .iter()
                .any(|two| (one - two).abs() <= 1e-9 * one.abs().max(1.0))
        })
    }
}

/// Ordinal endings and other letters that may stand right behind digits without making a code of them.
const ENDINGS: [&str; 16] = [
    "e", "er", "re", "ère", "ème", "eme", "è", "ᵉ", "ᵉʳ", "th", "st", "nd", "rd", "am", "pm", "h",
];

/// The numbers of a text in their order.
pub(super) fn quantities(text: &str, words: &[Word], lexicon: &Lexicon) -> Vec<Quantity> {
    let mut found = digits(text);
    found.extend(spelled(words, lexicon));
    found.extend(roman(text, words));
    found.sort_by_key(|quantity| quantity.range.start);
    // "3 millions" is found as 3 and as a million.
    let mut merged: Vec<Quantity> = Vec::new();
    let mut scales: Vec<(usize, f64)> = Vec::new();
    for quantity in found {
        if let Some(last) = merged.last_mut()
            && !last.spelled
            && quantity.spelled
            && quantity.firm
            && last.readings.len() <= 2
            && text
                .get(last.range.end..quantity.range.start)
                .is_some_and(|between| between.chars().all(|c| c.is_whitespace() || c == '-'))
            && text
                .get(quantity.range.clone())
                .is_some_and(|word| lexicon.scales.contains_key(word.to_lowercase().as_str()))
            && let Some(scale) = quantity.readings.first()
        {
            for reading in &mut last.readings {
                *reading *= scale;
            }
            last.range.end = quantity.range.end;
            scales.push((merged.len() - 1, *scale));
            continue;
        }
        if let Some(scale) = scale_of(text, &quantity, lexicon) {
            scales.push((merged.len(), scale));
        }
        merged.push(quantity);
    }
    // "two to three million" may be "two million to three million".
    let scaled: Vec<usize> = scales.iter().map(|(index, _)| *index).collect();
    for (index, scale) in scales {
        let is_scaled = index.checked_sub(1).is_some_and(|ahead| scaled.contains(&ahead));
        let ahead = index
            .checked_sub(1)
            .and_then(|ahead| merged.get(ahead).zip(merged.get(index)));
        let shares = ahead.is_some_and(|(one, two)| {
            let between = text.get(one.range.end..two.range.start).unwrap_or_default().trim();
            !is_scaled && matches!(between, "à" | "ou" | "et" | "to" | "or" | "and" | "-" | "–")
        });
        if let Some(one) = index
            .checked_sub(1)
            .and_then(|ahead| merged.get_mut(ahead))
            .filter(|_| shares)
        {
            let scaled: Vec<_> = one.readings.iter().map(|reading| reading * scale).collect();
            one.readings.extend(scaled);
        }
    }
    for index in 0..merged.len() {
        let before = index.checked_sub(1).and_then(|before| merged.get(before)).cloned();
        if let Some(quantity) = merged.get_mut(index) {
            describe(quantity, before.as_ref(), text, words, lexicon);
        }
    }
    merged
}

/// The million at the end of a number in words.
fn scale_of(text: &str, quantity: &Quantity, lexicon: &Lexicon) -> Option<f64> {
    let written = text.get(quantity.range.clone()).filter(|_| quantity.spelled)?;
    let last = written.split(|c: char| !c.is_alphabetic()).next_back()?.to_lowercase();
    lexicon.scales.get(last.as_str()).copied()
}

/// The numbers in digits.
fn digits(text: &str) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut at = 0;
    while let Some(start) = text
        .get(at..)
        .and_then(|rest| rest.find(|character: char| character.is_ascii_digit()))
        .map(|offset| at + offset)
    {
        let (end, mut readings) = number_at(text, start);
        at = end;
        let before = text.get(..start).unwrap_or_default();
        let after = text.get(end..).unwrap_or_default();
        let letters: String = after
            .chars()
            .take_while(|c| c.is_alphabetic())
            .flat_map(char::to_lowercase)
            .collect();
        let mut firm = !before.ends_with(char::is_alphabetic)
            && !before.ends_with(['#', '⟦', '{'])
            && !(before.ends_with(['-', '‑', '+']) && before.chars().rev().nth(1).is_some_and(char::is_alphabetic));
        let plain = readings.first().copied().unwrap_or_default();
        // "1" is "one", and "one" is anything.
        firm &= plain != 1.0;
        if letters == "s" || letters == "k" || letters == "m" || letters == "bn" {
            let more = match letters.as_str() {
                "s" if plain < 100.0 => 1900.0 + plain,
                "s" => plain % 100.0,
                "k" => plain * 1e3,
                "m" => plain * 1e6,
                _ => plain * 1e9,
            };
            readings.push(more);
        } else if !letters.is_empty() && !ENDINGS.contains(&letters.as_str()) && letters.chars().count() > 3 {
            firm = false;
        }
        if is_hour(after, &letters) && plain <= 24.0 {
            readings.push(if plain > 12.0 { plain - 12.0 } else { plain + 12.0 });
        }
        if let Some(previous) = found.last() {
            let between = text.get(previous.range.end..start).unwrap_or_default();
            let hour = previous.readings.first().copied().unwrap_or_default();
            // The second year of "1995-96".
            if matches!(between, "-" | "–" | "/" | "‑") && (1000.0..2200.0).contains(&hour) && plain < 100.0 {
                readings.push(hour - hour % 100.0 + plain);
            }
            if matches!(between.trim(), ":" | "h" | "H") && plain == 0.0 {
                firm = false;
            }
        }
        let length = text
            .get(end..)
            .unwrap_or_default()
            .chars()
            .take_while(|c| c.is_alphabetic())
            .map(char::len_utf8);
        let end = end
            + if ENDINGS.contains(&letters.as_str()) {
                length.sum::<usize>()
            } else {
                0
            };
        found.push(Quantity {
            range: start..end,
            readings,
            spelled: false,
            firm,
            of_date: false,
            unit: None,
            currency: None,
        });
    }
    found
}

fn is_hour(after: &str, letters: &str) -> bool {
    if matches!(letters, "h" | "am" | "pm") {
        return true;
    }
    let mut rest = after.chars();
    if rest.next() == Some(':') && rest.next().is_some_and(|c| c.is_ascii_digit()) {
        return true;
    }
    let word = after.trim_start().to_lowercase();
    [
        "h ",
        "h\u{a0}",
        "h.",
        "h,",
        "heure",
        "a.m",
        "p.m",
        "am ",
        "am.",
        "pm",
        "o'clock",
        "o’clock",
    ]
    .iter()
    .any(|hour| word.starts_with(hour))
        || word == "h"
}

/// The end of the number that begins at `start`, and what it may mean.
fn number_at(text: &str, start: usize) -> (usize, Vec<f64>) {
    let run = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        from + rest.chars().take_while(char::is_ascii_digit).count()
    };
    let mut parts: Vec<(char, Range<usize>)> = vec![('\0', start..run(start))];
    let mut end = run(start);
    // The rest of "12.10.2026".
    let mut before = text.get(..start).unwrap_or_default().chars().rev();
    if matches!(before.next(), Some('.' | ',')) && before.next().is_some_and(|c| c.is_ascii_digit()) {
        return (
            end,
            text.get(start..end)
                .and_then(|one| one.parse().ok())
                .into_iter()
                .collect(),
        );
    }
    while let Some(mark) = text.get(end..).and_then(|rest| rest.chars().next()) {
        let from = end + mark.len_utf8();
        let next = from..run(from);
        let first_is_short = parts.first().is_some_and(|(_, first)| first.len() <= 3);
        let is_group = next.len() == 3 && first_is_short;
        let taken = match mark {
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' => is_group,
            '.' | ',' => !next.is_empty(),
            _ => false,
        };
        if !taken {
            break;
        }
        end = next.end;
        parts.push((mark, next));
    }
    // "11.20 a.m." is a time.
    if let [(_, hour), ('.', minute)] = parts.as_slice()
        && hour.len() <= 2
        && minute.len() == 2
        && is_hour(text.get(end..).unwrap_or_default(), "")
    {
        let hour = hour.clone();
        return (
            hour.end,
            text.get(hour).and_then(|hour| hour.parse().ok()).into_iter().collect(),
        );
    }
    let digits = |parts: &[(char, Range<usize>)]| -> String {
        parts.iter().filter_map(|(_, range)| text.get(range.clone())).collect()
    };
    let whole = |parts: &[(char, Range<usize>)]| digits(parts).parse::<f64>().ok();
    let decimal = |parts: &[(char, Range<usize>)]| {
        let (last, first) = parts.split_last()?;
        format!("{}.{}", digits(first), digits(std::slice::from_ref(last)))
            .parse::<f64>()
            .ok()
    };
    let marks: Vec<char> = parts.iter().skip(1).map(|(mark, _)| *mark).collect();
    let groups = parts.iter().skip(1).all(|(_, range)| range.len() == 3);
    let is_point = |mark: &char| matches!(mark, '.' | ',');
    let readings = match marks.as_slice() {
        [] => vec![whole(&parts)],
        // "12.10.2026" or "1, 2,3": the first alone, the rest is read next.
        [first, .., last] if is_point(last) && first == last && !groups => {
            let alone = parts.first().map_or(start, |(_, range)| range.end);
            return (
                alone,
                text.get(start..alone)
                    .and_then(|one| one.parse().ok())
                    .into_iter()
                    .collect(),
            );
        }
        [mark] if is_point(mark) && groups && parts.first().is_some_and(|(_, first)| first.len() <= 3) => {
            vec![whole(&parts), decimal(&parts)]
        }
        [.., mark] if is_point(mark) && !(groups && marks.iter().all(|other| other == mark)) => vec![decimal(&parts)],
        _ => vec![whole(&parts)],
    };
    (end, readings.into_iter().flatten().collect())
}

/// The numbers in words.
fn spelled(words: &[Word], lexicon: &Lexicon) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut index = 0;
    while let Some(word) = words.get(index) {
        let (length, value) = cardinal_at(words, index, lexicon);
        let last = index + length.max(1) - 1;
        let (readings, firm) = match (value, lexicon.loose_numbers.get(word.lower.as_str())) {
            (Some(value), _) => (vec![value], true),
            (None, Some(value)) => (vec![*value], false),
            (None, None) => {
                index += 1;
                continue;
            }
        };
        let end = words.get(last).map_or(word.range.end, |last| last.range.end);
        found.push(Quantity {
            range: word.range.start..end,
            readings,
            spelled: true,
            firm,
            of_date: false,
            unit: None,
            currency: None,
        });
        index = last + 1;
    }
    found
}

/// How many words the cardinal at `start` takes, and its value.
fn cardinal_at(words: &[Word], start: usize, lexicon: &Lexicon) -> (usize, Option<f64>) {
    let (mut total, mut current) = (0.0, 0.0);
    let mut length = 0;
    let mut index = start;
    while let Some(word) = words.get(index) {
        if index > start && !word.joined {
            break;
        }
        let lower = word.lower.as_str();
        if let Some(value) = lexicon.numbers.get(lower) {
            if !fits(current, *value) {
                break;
            }
            current = if current % 100.0 == 4.0 && *value == 20.0 {
                current + 76.0
            } else {
                current + value
            };
        } else if lexicon.hundreds.contains_key(lower) {
            if current > 9.0 {
                break;
            }
            current = current.max(1.0) * 100.0;
        } else if let Some(scale) = lexicon.scales.get(lower) {
            if current == 0.0 && total > 0.0 {
                break;
            }
            total += current.max(1.0) * scale;
            current = 0.0;
        } else if let Some(value) = lexicon.loose_numbers.get(lower)
            && matches!(lower, "un" | "une" | "one" | "neuf")
            && (current >= 10.0 && fits(current, *value) || before_hundred(words, index, lexicon))
        {
            current += value;
        } else if lexicon.joining.contains(lower) && length > 0 && current >= 20.0 {
            // "vingt et un", "one hundred and five"; not "vingt et trente".
            let continues = words.get(index + 1).is_some_and(|next| {
                let next_value = lexicon.numbers.get(next.lower.as_str()).copied();
                let one = matches!(next.lower.as_str(), "un" | "une" | "one");
                next.joined && (one || next_value.is_some_and(|value| value < 20.0 && fits(current, value)))
            });
            if !continues {
                break;
            }
            index += 1;
            continue;
        } else {
            break;
        }
        index += 1;
        length = index - start;
    }
    (length, (length > 0).then_some(total + current))
}

/// Whether a word that may mean something else is a number here: "neuf cents".
fn before_hundred(words: &[Word], index: usize, lexicon: &Lexicon) -> bool {
    words
        .get(index + 1)
        .is_some_and(|next| next.joined && lexicon.hundreds.contains_key(next.lower.as_str()))
}

/// Whether a cardinal below a hundred may follow what has been read.
fn fits(current: f64, value: f64) -> bool {
    let rest = current % 100.0;
    match value {
        value if value < 10.0 => {
            rest == 0.0 || rest >= 20.0 && rest % 10.0 == 0.0 || rest == 10.0 || rest == 70.0 || rest == 90.0
        }
        value if value < 20.0 => rest == 0.0 || rest == 60.0 || rest == 80.0,
        20.0 => rest == 0.0 || rest == 4.0,
        _ => rest == 0.0,
    }
}

/// Roman numerals, which may come back as digits.
fn roman(text: &str, words: &[Word]) -> Vec<Quantity> {
    let numerals = words.iter().filter_map(|word| {
        let written = text.get(word.range.clone())?;
        let numeral = written.trim_end_matches(|c: char| !c.is_uppercase());
        let value = roman_value(numeral)?;
        // "Le" and "De" are no fifty and no five hundred.
        let ordinal = written.get(numeral.len()..).unwrap_or_default();
        let is_numeral = matches!(ordinal, "" | "e" | "er" | "ère" | "ème" | "è" | "ᵉ")
            && (numeral.len() > 1 || matches!(numeral, "I" | "V" | "X"));
        if !is_numeral {
            return None;
        }
        Some(Quantity {
            range: word.range.clone(),
            readings: vec![value],
            spelled: true,
            firm: false,
            of_date: false,
            unit: None,
            currency: None,
        })
    });
    numerals.collect()
}

/// The value of a Roman numeral in capitals.
pub(super) fn roman_value(numeral: &str) -> Option<f64> {
    let digit = |character| {
        Some(match character {
            'I' => 1.0,
            'V' => 5.0,
            'X' => 10.0,
            'L' => 50.0,
            'C' => 100.0,
            'D' => 500.0,
            'M' => 1000.0,
            _ => return None,
        })
    };
    let digits = numeral.chars().map(digit).collect::<Option<Vec<f64>>>()?;
    if digits.is_empty() {
        return None;
    }
    let next = digits.iter().skip(1).copied().chain([0.0]);
    Some(
        digits
            .iter()
            .zip(next)
            .map(|(one, next)| if *one < next { -one } else { *one })
            .sum(),
    )
}

/// Adds what stands around a number: month, unit, currency.
fn describe(quantity: &mut Quantity, before: Option<&Quantity>, text: &str, words: &[Word], lexicon: &Lexicon) {
    let is_month = |word: Option<&Word>| {
        word.is_some_and(|word| {
            let lower = word.lower.as_str();
            lexicon.months.contains_key(lower) || lexicon.loose_months.contains_key(lower)
        })
    };
    if !quantity.spelled {
        let links = |word: &&Word| !matches!(word.lower.as_str(), "of" | "the" | "de" | "th" | "st" | "nd" | "rd");
        let follows = words
            .iter()
            .filter(links)
            .find(|word| word.range.start >= quantity.range.end);
        let precedes = words
            .iter()
            .rev()
            .filter(links)
            .find(|word| word.range.end <= quantity.range.start);
        let is_year = quantity
            .readings
            .first()
            .is_some_and(|value| (1000.0..2200.0).contains(value));
        let year = before.is_some_and(|day| {
            is_year
                && day.of_date
                && text
                    .get(day.range.end..quantity.range.start)
                    .is_some_and(|between| between.trim().len() <= 1)
        });
        let near = |word: Option<&Word>| {
            word.filter(|word| {
                let gap = if word.range.start >= quantity.range.end {
                    text.get(quantity.range.end..word.range.start)
                } else {
                    text.get(word.range.end..quantity.range.start)
                };
                gap.is_some_and(|gap| gap.chars().count() <= 5 && !gap.contains([';', ':', '(', ')']))
            })
            .is_some()
        };
        quantity.of_date = near(follows) && is_month(follows) || near(precedes) && is_month(precedes) || year;
    }
    let ahead = text.get(..quantity.range.start).unwrap_or_default().trim_end();
    let mut after = text.get(quantity.range.end..).unwrap_or_default();
    after = after.trim_start_matches(|c: char| c.is_whitespace() || c == '-');
    for link in ["de ", "d'", "d’", "of "] {
        after = after.strip_prefix(link).unwrap_or(after);
    }
    let behind = |forms: &[(&'static str, &'static str)]| {
        forms
            .iter()
            .find(|(form, _)| begins_with(after, form))
            .map(|(_, name)| *name)
    };
    let symbol = lexicon
        .currencies
        .iter()
        .find(|(form, _)| form.chars().all(|c| !c.is_alphanumeric()) && ahead.ends_with(form));
    quantity.currency = symbol.map(|(_, name)| *name).or_else(|| behind(&lexicon.currencies));
    quantity.unit = behind(&lexicon.units).filter(|_| quantity.currency.is_none());
}

/// Whether `text` begins with a form, whatever its case, and the form is a word of its own there.
fn begins_with(text: &str, form: &str) -> bool {
    let mut characters = text.chars();
    let mut wanted = form.chars();
    loop {
        let Some(expected) = wanted.next() else {
            let next = characters.next();
            let letters = form.ends_with(char::is_alphanumeric);
            return !(letters && next.is_some_and(|c| c.is_alphanumeric() || c == '-'));
        };
        if !characters.next().is_some_and(|c| c.to_lowercase().eq([expected])) {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::lexicon;
    use super::super::word::words;
    use super::*;
    use crate::Language;

    fn check(language: &Language, text: &str, expected: &[&[f64]]) {
        let found = quantities(text, &words(text), lexicon(language));
        let found: Vec<_> = found
            .iter()
            .filter(|quantity| quantity.firm)
            .map(|q| q.readings.as_slice())
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn digits_are_read_as_both_languages_write_them() {
        let french = &Language::FRENCH;
        check(
            french,
            "9\u{202f}000 ans, 1 300 wagons, 2,5 kg",
            &[&[9000.0], &[1300.0], &[2.5]],
        );
        check(french, "1,5 million et 10 milliards d'euros", &[&[1.5e6], &[1e10]]);
        let english = &Language::ENGLISH;
        check(english, "9,000 years, $2.3 billion", &[&[9000.0, 9.0], &[2.3e9]]);
        check(english, "5,000,000 visitors in the 1970s", &[&[5e6], &[1970.0, 70.0]]);
        check(english, "12.10.2026", &[&[12.0], &[10.0], &[2026.0]]);
    }

    #[test]
    fn words_are_added_up_as_the_language_counts() {
        let french = &Language::FRENCH;
        check(french, "quatre-vingt-quinze ans", &[&[95.0]]);
        check(french, "soixante et onze quartiers", &[&[71.0]]);
        check(french, "deux cent mille hommes", &[&[200_000.0]]);
        check(french, "vingt et un, trente", &[&[21.0], &[30.0]]);
        check(french, "quatre-vingt-dix-sept", &[&[97.0]]);
        check(french, "mille neuf cent", &[&[1900.0]]);
        let english = &Language::ENGLISH;
        check(
            english,
            "ninety-five years, three hundred and five",
            &[&[95.0], &[305.0]],
        );
        check(english, "twenty-one of two million", &[&[21.0], &[2e6]]);
    }

    #[test]
    fn an_hour_may_be_told_on_two_dials() {
        let french = Language::FRENCH;
        let text = "14 h 30";
        let found = quantities(text, &words(text), lexicon(&french));
        assert_eq!(found[0].readings, [14.0, 2.0]);
        let text = "at 2:30 p.m.";
        let english = quantities(text, &words(text), lexicon(&Language::ENGLISH));
        assert!(found[0].agrees(&english[0]) && found[1].agrees(&english[1]));
    }

    #[test]
    fn what_surrounds_a_number_is_known() {
        let text = "Le 12 octobre 2026, 30 km pour 5 millions d’euros";
        let found = quantities(text, &words(text), lexicon(&Language::FRENCH));
        let kinds: Vec<_> = found.iter().map(|q| (q.of_date, q.unit, q.currency)).collect();
        assert_eq!(
            kinds,
            [
                (true, None, None),
                (true, None, None),
                (false, Some("kilometre"), None),
                (false, None, Some("euro"))
            ]
        );
    }
}
