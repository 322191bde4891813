//! Fields of forms and addresses (`application/x-www-form-urlencoded`).

/// The fields in their order. What is badly encoded stays as it is.
pub(crate) fn read(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, more @ ..] = rest {
        rest = more;
        let hex = |digits: &[u8]| {
            let digits = std::str::from_utf8(digits).ok()?;
            u8::from_str_radix(digits, 16).ok()
        };
        match first {
            b'+' => bytes.push(b' '),
            b'%' if more.len() >= 2 && hex(&more[..2]).is_some() => {
                bytes.extend(hex(&more[..2]));
                rest = &more[2..];
            }
            other => bytes.push(*other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_decoded() {
        let pairs =
            [("q", "Été à 9 h + 5 %"), ("to", "fr|en")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(read("q=%C3%89t%C3%A9+%C3%A0+9%20h+%2B+5+%25&to=fr%7Cen"), pairs);
    }
}
