//! How an engine is reached, and how hard it may be pressed: what every kind's settings may say.

use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Capabilities, Pace, PaceCost};

/// The way to a server: the table `network` of an engine's settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Network {
    /// `http://…`, `https://…`, `socks5://…` or `socks5h://…`; `none` for a direct connection. When it is not set, the
    /// system's settings hold (`HTTPS_PROXY` and its kin).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy: Option<String>,
    /// A file of certificates (PEM) to be trusted besides the usual ones: for servers with a private authority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<PathBuf>,
    /// Seconds to connect, name look-up and TLS included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connect_seconds: Option<u64>,
    /// Seconds for one request, from its beginning to the last byte of the reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_seconds: Option<u64>,
}

/// What the reader knows of an engine's limits better than we do: the table `limits` of its settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Texts in one request, at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub texts_per_request: Option<usize>,
    /// Characters in one request, at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub characters_per_request: Option<usize>,
    /// Requests in flight at once, at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concurrent_requests: Option<usize>,
    /// Requests in a minute, at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests_per_minute: Option<u32>,
}

impl Limits {
    /// A kind's own limits, with the reader's in their place. A request never grows beyond what the kind takes.
    #[must_use]
    pub fn apply(&self, mut of_kind: Capabilities) -> Capabilities {
        if let Some(texts) = self.texts_per_request {
            of_kind.texts_per_request = of_kind.texts_per_request.min(texts.max(1));
        }
        if let Some(characters) = self.characters_per_request {
            of_kind.characters_per_request = of_kind.characters_per_request.min(characters.max(1));
            of_kind.characters_per_text = of_kind.characters_per_text.min(of_kind.characters_per_request);
        }
        if let Some(requests) = self.concurrent_requests {
            of_kind.concurrent_requests = requests.clamp(1, 64);
        }
        if let Some(requests) = self.requests_per_minute {
            let known = of_kind.pace.take();
            of_kind.pace = Some(Pace {
                window: Duration::from_mins(1),
                requests: Some(requests.max(1)),
                // A minute's characters stay what they were when the kind counts by the minute as well.
                characters: known
                    .as_ref()
                    .filter(|pace| pace.window.as_secs() == 60)
                    .and_then(|pace| pace.characters),
                cost: known.map_or(PaceCost::Request, |pace| pace.cost),
            });
        }
        of_kind
    }
}
