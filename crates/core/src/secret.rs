//! Keys and passwords, in a type that cannot be printed or stored by accident.

use std::fmt;

/// A key. Its `Debug` shows nothing of it, it has no `Display`, and it cannot be serialised.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a key; white space around it (a line end, usually) is no part of it. An empty one is none.
    pub fn new(key: &str) -> Option<Self> {
        let key = key.trim();
        (!key.is_empty()).then(|| Self(key.to_owned()))
    }

    /// The key that an environment variable holds, if it is set.
    pub fn from_variable(name: &str) -> Option<Self> {
        std::env::var(name).ok().and_then(|key| Self::new(&key))
    }

    /// The key itself: for the one line that sends it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_trimmed_and_never_shown() {
        let secret = Secret::new(" k-123\n");
        assert_eq!(secret.as_ref().map(Secret::expose), Some("k-123"));
        assert_eq!(format!("{secret:?}"), "Some(Secret(…))");
        assert_eq!(Secret::new(" \n"), None);
    }
}
