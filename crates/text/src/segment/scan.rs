//! Finding the few bytes that can matter, sixteen at a time.
//!
//! Nearly every byte of running text is of no interest, so the search only asks whether a run of bytes holds one that
//! is: a question the compiler answers with vector instructions, without `unsafe` here.

/// The bytes looked at in one step.
const STEP: usize = 16;

/// The offset of the first byte at or after `from` that is `wanted`.
#[inline]
pub(super) fn find(bytes: &[u8], from: usize, wanted: impl Fn(u8) -> bool + Copy) -> Option<usize> {
    let (steps, tail) = bytes.get(from..)?.as_chunks::<STEP>();
    for (index, step) in steps.iter().enumerate() {
        // One byte of ones for each hit: the number of zero bits before it tells its place. (Asking for any hit first
        // and for its place after was three times slower.)
        let mut hits = [0_u8; STEP];
        for (hit, &byte) in hits.iter_mut().zip(step) {
            *hit = u8::from(wanted(byte)).wrapping_neg();
        }
        let hits = u128::from_le_bytes(hits);
        if hits != 0 {
            return Some(from + index * STEP + hits.trailing_zeros() as usize / 8);
        }
    }
    let within = tail.iter().position(|&byte| wanted(byte))?;
    Some(from + steps.len() * STEP + within)
}

/// Whether `byte` may be part of a mark that ends a sentence.
///
/// Above ASCII the test is of one byte of the mark, chosen to be rare in the languages with rules: A6 for `…`
/// (E2 80 A6), 81 for `⁇⁈⁉` (E2 81 87–89), BC for `‼` (E2 80 BC), BD for `‽` (E2 80 BD), and everything from E3 on for emoji and for the
/// stops of East Asia.
#[inline]
#[expect(
    clippy::needless_bitwise_bool,
    reason = "a lazy operator is a branch, and branches keep the compiler from vectors"
)]
pub(super) fn may_end_a_sentence(byte: u8) -> bool {
    (byte == b'.')
        | (byte == b'!')
        | (byte == b'?')
        | (byte == b'\n')
        | (byte == 0xA6)
        | (byte == 0x81)
        | (byte == 0xBC)
        | (byte == 0xBD)
        | (byte >= 0xE3)
}

/// Whether `byte` opens or closes a bracket, or is a quotation mark that does not tell which.
#[inline]
#[expect(clippy::needless_bitwise_bool, reason = "as above")]
pub(super) fn nests(byte: u8) -> bool {
    (byte == b'(') | (byte == b')') | (byte == b'[') | (byte == b']') | (byte == b'"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_offset_is_found_whatever_the_step_it_falls_in() {
        for length in 0..100 {
            for place in 0..length {
                let mut bytes = vec![b'a'; length];
                bytes[place] = b'.';
                for from in 0..length {
                    let expected = (from <= place).then_some(place);
                    assert_eq!(
                        find(&bytes, from, may_end_a_sentence),
                        expected,
                        "{length} {place} {from}"
                    );
                }
            }
        }
    }
}
