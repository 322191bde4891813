//! Bytes to text: UTF-8, UTF-16 and the eight-bit encodings, told apart by the bytes alone.
//!
//! In this order: a byte-order mark decides; the beginnings of well-known binary formats are refused; UTF-16 without a
//! mark is seen by its NULs; what is valid UTF-8 is UTF-8; the rest is an eight-bit or East Asian encoding guessed by
//! chardetng, which is told that the text is French (so that a few accents are enough for Windows-1252).
//!
//! # Incomplete support
//!
//! ISO 8859-15 cannot be told from Windows-1252: its `œ`, `Œ`, `Ÿ` and `€` come out as `½`, `¼`, `¾` and `¤`. Mac OS Roman is not
//! known. UTF-32 is refused.
//!
//! # Errors
//!
//! Nothing is ever replaced: where a decoder would write U+FFFD, the whole text is [`Error::Undecodable`]. That
//! includes UTF-8 with a damaged byte, which another decoder would take for Windows-1252 and fill with `Ã©`.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{Error, MAX_BYTES};

/// How binary formats begin, and what to call them. Only beginnings no text has.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (or a DOCX, ODT or EPUB file)"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
];

const UNNAMED: Error = Error::Binary { what: "binary data" };

/// The text in `bytes`, without its byte-order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::TooLarge { limit_bytes: MAX_BYTES });
    }
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) || bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return Err(Error::Undecodable); // UTF-32.
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strictly(encoding, &bytes[mark..]);
    }
    if let Some((_, what)) = MAGIC.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(Error::Binary { what });
    }
    if bytes.contains(&0) {
        return match utf16_without_mark(bytes) {
            Some(encoding) => strictly(encoding, bytes).map_err(|_| UNNAMED),
            None => Err(UNNAMED),
        };
    }
    if std::str::from_utf8(bytes).is_ok() {
        return strictly(UTF_8, bytes);
    }
    if is_damaged_utf8(bytes) {
        return Err(Error::Undecodable);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    strictly(detector.guess(Some(b"fr"), Utf8Detection::Deny), bytes)
}

/// `text` as it is, when it can be taken: what was decoded elsewhere meets the same conditions.
pub(super) fn check(text: &str) -> Result<&str, Error> {
    if text.len() > MAX_BYTES {
        return Err(Error::TooLarge { limit_bytes: MAX_BYTES });
    }
    if is_binary(text) {
        return Err(UNNAMED);
    }
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn strictly<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, Error> {
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or(Error::Undecodable)?;
    // Windows-1252 leaves five bytes without a character. The standard decodes them as control characters; a text that
    // has them is in another encoding.
    let holes = ['\u{81}', '\u{8d}', '\u{8f}', '\u{90}', '\u{9d}'];
    if encoding == WINDOWS_1252 && text.contains(holes) {
        return Err(Error::Undecodable);
    }
    if is_binary(&text) {
        return Err(UNNAMED);
    }
    Ok(text)
}

/// Whether the text is none: a NUL anywhere, or more than one control character in a hundred characters. A stray
/// control character (a printer's form feed, the end mark of DOS) is still text.
fn is_binary(text: &str) -> bool {
    let (mut characters, mut controls) = (0_usize, 0_usize);
    for c in text.chars() {
        characters += 1;
        match c {
            '\0' => return true,
            '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' => {}
            c if c.is_control() => controls += 1,
            _ => {}
        }
    }
    controls * 100 > characters
}

/// UTF-16 of a text in Latin letters: almost every second byte is NUL, and almost none of the others.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(64 * 1024)];
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let pairs = sample.len() / 2;
    let first_nul = sample.chunks_exact(2).filter(|pair| pair[0] == 0).count();
    let second_nul = sample.chunks_exact(2).filter(|pair| pair[1] == 0).count();
    let (most, hardly_any) = (pairs * 7 / 10, pairs / 100);
    if second_nul >= most && first_nul <= hardly_any {
        Some(UTF_16LE)
    } else if first_nul >= most && second_nul <= hardly_any {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether this is UTF-8 with damaged places: more of its non-ASCII is sound UTF-8 than is not. In eight-bit text a
/// sound sequence is an accident (`Ã` before `©`).
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound >= broken
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "L’été dernier, « l’œuvre » du maître a coûté 3 000 € : ça, c’est sûr…\n";

    fn check_decoded(bytes: &[u8]) {
        assert_eq!(decode(bytes).unwrap(), TEXT);
    }

    fn utf16(bytes_of: fn(u16) -> [u8; 2], text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn unicode_is_read_with_and_without_a_mark() {
        check_decoded(TEXT.as_bytes());
        check_decoded(format!("\u{feff}{TEXT}").as_bytes());
        let marked = format!("\u{feff}{TEXT}");
        check_decoded(&utf16(u16::to_le_bytes, &marked));
        check_decoded(&utf16(u16::to_be_bytes, &marked));
        check_decoded(&utf16(u16::to_le_bytes, TEXT));
        check_decoded(&utf16(u16::to_be_bytes, TEXT));
    }

    #[test]
    fn windows_1252_is_recognised() {
        // 0x92 ’ · 0xE9 é · 0xAB « · 0x9C œ · 0xBB » · 0x80 € · 0x85 …
        check_decoded(
            b"L\x92\xe9t\xe9 dernier, \xab l\x92\x9cuvre \xbb du ma\xeetre a co\xfbt\xe9 3 000 \x80 : \xe7a, c\x92est s\xfbr\x85\n",
        );
    }

    #[test]
    fn one_accent_is_enough_for_windows_1252() {
        for (bytes, text) in [
            (&b"Un \xe9t\xe9 sans pluie"[..], "Un été sans pluie"),
            (b"O\xf9 est-il ?", "Où est-il ?"),
            (b"L\x92eau monte.", "L’eau monte."),
            (b"le p\xe8re No\xebl", "le père Noël"),
            (b"D\xe8s l\x92aube, \xe0 Gen\xe8ve", "Dès l’aube, à Genève"),
        ] {
            assert_eq!(decode(bytes).unwrap(), text);
        }
    }

    #[test]
    fn other_encodings_are_recognised_by_their_letters() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("Правительство объявило о новых мерах поддержки.");
        assert_eq!(
            decode(&bytes).unwrap(),
            "Правительство объявило о новых мерах поддержки."
        );
    }

    #[test]
    fn damaged_text_is_refused_and_never_mended() {
        let refused = |bytes: &[u8]| assert!(matches!(decode(bytes), Err(Error::Undecodable)), "{bytes:?}");
        // UTF-8 cut in the middle of a character, and with a byte lost.
        refused(&TEXT.as_bytes()[..TEXT.len() - 2]);
        refused(b"caf\xc3\xa9, th\xc3, \xc3\xa9t\xc3\xa9");
        // A lone surrogate, and half a code unit.
        refused(&[0xff, 0xfe, 0x41, 0x00, 0x00, 0xd8, 0x42, 0x00]);
        refused(&[0xff, 0xfe, 0x41, 0x00, 0x42]);
        // UTF-32.
        refused(&[0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]);
    }

    #[test]
    fn what_is_not_text_is_refused_by_name_where_it_has_one() {
        let what = |bytes: &[u8]| match decode(bytes) {
            Err(Error::Binary { what }) => what,
            other => panic!("{other:?}"),
        };
        assert_eq!(what(b"%PDF-1.4\n%\xe2\xe3"), "a PDF file");
        assert_eq!(what(b"PK\x03\x04rest"), "a ZIP archive (or a DOCX, ODT or EPUB file)");
        assert_eq!(what(b"\x89PNG\r\n\x1a\n"), "a PNG picture");
        assert_eq!(what(b"text\0with a NUL"), "binary data");
        assert_eq!(what(b"\x01\x02\x03\x04 some"), "binary data");
        assert_eq!(what(&[0, 1, 2, 3, 4, 5, 6, 7]), "binary data");
    }

    #[test]
    fn a_stray_control_character_is_still_text() {
        let page = format!("{}\u{c}{}\u{1a}", TEXT.repeat(3), TEXT.repeat(3));
        assert_eq!(decode(page.as_bytes()).unwrap(), page);
    }

    #[test]
    fn pasted_text_meets_the_same_conditions() {
        assert_eq!(check("\u{feff}abc").unwrap(), "abc");
        assert!(matches!(check("a\0c"), Err(Error::Binary { .. })));
    }

    proptest::proptest! {
        #[test]
        fn every_unicode_text_comes_back(text in "[^\\p{Cc}\u{feff}]{1,80}") {
            let marked = format!("\u{feff}{text}");
            let bytes = [text.clone().into_bytes(), utf16(u16::to_le_bytes, &marked), utf16(u16::to_be_bytes, &marked)];
            for bytes in &bytes {
                proptest::prop_assert_eq!(decode(bytes).unwrap(), text.as_str());
            }
        }

        #[test]
        fn no_bytes_make_it_panic_or_put_replacements_in(bytes in proptest::collection::vec(0_u8.., 0..200)) {
            if let Ok(text) = decode(&bytes) && std::str::from_utf8(&bytes).is_err() {
                let replaced = text.contains('\u{fffd}');
                proptest::prop_assert!(!replaced);
            }
        }
    }
}
