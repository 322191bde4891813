//! What every engine behind HTTP needs: a client, addresses, bounded replies, and errors read from statuses.
//!
//! # Errors
//!
//! A server's words never reach an [`Error`]: they may quote the article, and they come in the server's language. What
//! an error means is read from status and headers, and where these leave it open, from what the engine's own file
//! knows.

use std::net::IpAddr;
use std::time::{Duration, SystemTime};

use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::redirect::{Attempt, Policy};
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url};
use serde::de::DeserializeOwned;

use super::{Error, Network};

/// Bytes of a reply, unpacked, that are read at most. A batch is some kilobytes.
pub(super) const REPLY_BYTES: usize = 16 * 1024 * 1024;

/// Seconds to connect, name look-up and TLS included.
const CONNECT_SECONDS: u64 = 15;

/// Redirects followed one after another.
const REDIRECTS: usize = 3;

/// Name and version under which servers see us.
const USER_AGENT: &str = concat!("vis-a-vis/", env!("CARGO_PKG_VERSION"));

/// A server's address, shown as host and port only.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Base {
    url: Url,
    host: String,
}

impl Base {
    /// Reads the address of a server as people write it: with or without scheme, slash at the end, or one of the
    /// `endings` (`translate`) that belong to its methods. Without a scheme, this machine is asked by `http` and any
    /// other by `https`.
    pub(super) fn parse(address: &str, endings: &[&str]) -> Result<Self, Error> {
        let refused = |reason: &str| Error::Misconfigured {
            reason: reason.to_owned(),
        };
        let address = address.trim();
        let mut url = if address.contains("://") {
            Url::parse(address)
        } else {
            Url::parse(&format!("http://{address}"))
        }
        .map_err(|_| refused("its address is no web address"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(refused("its address does not begin with http:// or https://"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refused("its address holds a user name or password"));
        }
        let Some(host) = url.host_str().map(str::to_owned) else {
            return Err(refused("its address names no host"));
        };
        if !address.contains("://") && !is_this_machine(&host) {
            url.set_scheme("https")
                .map_err(|()| refused("its address is no web address"))?;
        }
        url.set_query(None);
        url.set_fragment(None);
        let mut path = url.path().trim_end_matches('/');
        for ending in endings {
            if let Some(prefix) = path.strip_suffix(ending).and_then(|prefix| prefix.strip_suffix('/')) {
                path = prefix.trim_end_matches('/');
                break;
            }
        }
        let path = path.to_owned();
        url.set_path(&path);
        let host = match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host,
        };
        Ok(Self { url, host })
    }

    /// The address of one of the server's methods, by its path from the base (`translate`); without a path, the base.
    pub(super) fn method(&self, path: &str) -> Url {
        let mut url = self.url.clone();
        if !path.is_empty() {
            url.set_path(&format!("{}/{path}", self.url.path().trim_end_matches('/')));
        }
        url
    }

    /// The same address, with this path where it has none.
    #[must_use]
    pub(super) fn or_path(mut self, path: &str) -> Self {
        if self.url.path().trim_matches('/').is_empty() {
            self.url.set_path(path);
        }
        self
    }

    /// An address that was put together from other parts, when it is on this host.
    pub(super) fn same_host(&self, address: &str) -> Result<Url, Error> {
        let refused = || Error::Misconfigured {
            reason: "its address does not stay on one host".to_owned(),
        };
        let url = if address.contains("://") {
            Url::parse(address)
        } else {
            Url::parse(&format!("{}://{address}", self.url.scheme()))
        }
        .map_err(|_| refused())?;
        if url.origin() == self.url.origin() && url.username().is_empty() {
            Ok(url)
        } else {
            Err(refused())
        }
    }

    /// Whether the server runs on this machine.
    pub(super) fn is_local(&self) -> bool {
        self.url.host_str().is_some_and(is_this_machine)
    }
}

impl std::fmt::Debug for Base {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Base").field(&self.host).finish()
    }
}

fn is_this_machine(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.ends_with(".localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// A connection pool to one server.
#[derive(Debug, Clone)]
pub(super) struct Server {
    client: Client,
    base: Base,
    /// Time for one request, from its beginning to the last byte of the reply.
    limit: Duration,
}

/// What came back: a status, and a body that was read whole.
#[derive(Debug)]
pub(super) struct Answer {
    /// HTTP status.
    pub(super) status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Server {
    /// A client for one server; `limit` is the time for one request as a whole, where the reader sets no other.
    pub(super) fn new(base: Base, network: &Network, limit: Duration) -> Result<Self, Error> {
        let limit = network
            .request_seconds
            .map_or(limit, |seconds| Duration::from_secs(seconds.max(1)));
        let connect = network.connect_seconds.unwrap_or(CONNECT_SECONDS).max(1);
        // Once for the process; every later call finds it done, which is all that is asked.
        rustls::crypto::ring::default_provider().install_default().ok();
        let mut builder = Client::builder()
            .user_agent(USER_AGENT)
            .connect_timeout(Duration::from_secs(connect))
            .timeout(limit)
            .redirect(Policy::custom(redirect))
            .referer(false);
        builder = match network.proxy.as_deref().map(str::trim) {
            None => builder,
            Some("none") => builder.no_proxy(),
            Some(address) => builder.proxy(proxy(address)?),
        };
        if let Some(path) = &network.ca_file {
            builder = builder.tls_certs_merge(certificates(path)?);
        }
        // Fails when the system's certificates cannot be read.
        let client = builder.build().map_err(|error| Error::Misconfigured {
            reason: innermost(&error),
        })?;
        Ok(Self { client, base, limit })
    }

    /// The address of one of the server's methods.
    pub(super) fn address(&self, path: &str) -> Url {
        self.base.method(path)
    }

    /// Begins a request to any address of this server.
    pub(super) fn request(&self, method: reqwest::Method, url: Url) -> RequestBuilder {
        self.client.request(method, url)
    }

    /// Begins a `GET` of one of the server's methods.
    pub(super) fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(self.base.method(path))
    }

    /// Begins a `POST` to one of the server's methods.
    pub(super) fn post(&self, path: &str) -> RequestBuilder {
        self.client.post(self.base.method(path))
    }

    /// Sends a request and reads the whole answer, up to [`REPLY_BYTES`].
    pub(super) async fn send(&self, request: RequestBuilder) -> Result<Answer, Error> {
        let response = request.send().await.map_err(|error| self.error(&error))?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = self.body(response).await?;
        Ok(Answer { status, headers, body })
    }

    async fn body(&self, mut response: Response) -> Result<Vec<u8>, Error> {
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| self.error(&error))? {
            if body.len() + chunk.len() > REPLY_BYTES {
                return Err(Error::UnreadableReply {
                    reason: format!("longer than {} MB", REPLY_BYTES / 1024 / 1024),
                });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    fn error(&self, error: &reqwest::Error) -> Error {
        if error.is_timeout() && !error.is_connect() {
            Error::TimedOut {
                seconds: self.limit.as_secs(),
            }
        } else if error.is_decode() {
            Error::UnreadableReply {
                reason: "its packing is broken".to_owned(),
            }
        } else if let Some(reason) = distrust(error) {
            Error::Untrusted {
                host: self.base.host.clone(),
                reason,
            }
        } else {
            Error::Unreachable {
                host: self.base.host.clone(),
                reason: innermost(error),
            }
        }
    }
}

/// A header that holds a key: never shown, and never kept by HTTP/2 for comparison.
pub(super) fn sensitive(value: &str) -> Result<reqwest::header::HeaderValue, Error> {
    // No service gives keys with line ends or the like in them.
    let mut value = reqwest::header::HeaderValue::from_str(value).map_err(|_| Error::KeyRefused)?;
    value.set_sensitive(true);
    Ok(value)
}

/// A proxy as the reader names it. Its user name and password would be a secret in the settings, so they are refused.
fn proxy(address: &str) -> Result<reqwest::Proxy, Error> {
    let refused = |reason: &str| Error::Misconfigured {
        reason: reason.to_owned(),
    };
    let url = Url::parse(address).map_err(|_| refused("its proxy is no address"))?;
    if !matches!(url.scheme(), "http" | "https" | "socks5" | "socks5h") {
        return Err(refused(
            "its proxy does not begin with http://, https://, socks5:// or socks5h://",
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refused("its proxy holds a user name or password"));
    }
    reqwest::Proxy::all(url).map_err(|_| refused("its proxy is no address"))
}

/// The certificates of a file that the reader trusts.
fn certificates(path: &std::path::Path) -> Result<Vec<reqwest::Certificate>, Error> {
    let refused = |reason: String| Error::Misconfigured {
        reason: format!("the certificates in {} {reason}", path.display()),
    };
    let pem = std::fs::read(path).map_err(|error| refused(format!("cannot be read: {error}")))?;
    let found = reqwest::Certificate::from_pem_bundle(&pem).map_err(|_| refused("are no PEM".to_owned()))?;
    if found.is_empty() {
        return Err(refused("are none: the file has no PEM certificate".to_owned()));
    }
    Ok(found)
}

/// What is wrong with the server's certificate, if that is why there is no connection.
fn distrust(error: &reqwest::Error) -> Option<String> {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        if let Some(rustls::Error::InvalidCertificate(reason)) = tls_error(error) {
            return Some(reason.to_string());
        }
        cause = error.source();
    }
    None
}

/// The TLS error that `error` is, or carries: one travels inside an error of the stream, or two of them, which do not
/// name it as their source.
fn tls_error<'a>(mut error: &'a (dyn std::error::Error + 'static)) -> Option<&'a rustls::Error> {
    loop {
        if let Some(tls) = error.downcast_ref::<rustls::Error>() {
            return Some(tls);
        }
        error = error.downcast_ref::<std::io::Error>()?.get_ref()?;
    }
}

impl Answer {
    /// The reply as JSON. What is wrong is told by place, never by content.
    pub(super) fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_slice(&self.body).map_err(|error| {
            let what = match error.classify() {
                serde_json::error::Category::Data => "not of the expected shape",
                serde_json::error::Category::Eof => "cut short",
                serde_json::error::Category::Io | serde_json::error::Category::Syntax => "not JSON",
            };
            Error::UnreadableReply {
                reason: format!("{what}, at line {} column {}", error.line(), error.column()),
            }
        })
    }

    /// What the status means for most servers; `None` for success.
    pub(super) fn error(&self) -> Option<Error> {
        meaning(self.status.as_u16(), self.retry_after())
    }

    /// The reply, or what its status means.
    pub(super) fn success(self) -> Result<Self, Error> {
        match self.error() {
            None => Ok(self),
            Some(error) => Err(error),
        }
    }

    /// How long the server asks us to wait.
    pub(super) fn retry_after(&self) -> Option<Duration> {
        retry_after(&self.headers, SystemTime::now())
    }

    /// A header, where it is text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// What a status means for most servers; `None` for success.
pub(super) fn meaning(status: u16, retry_after: Option<Duration>) -> Option<Error> {
    match status {
        200..=299 => None,
        401 | 403 => Some(Error::KeyRefused),
        402 | 456 => Some(Error::QuotaExhausted),
        413 | 414 => Some(Error::TooLong),
        429 => Some(Error::RateLimited { retry_after }),
        408 | 425 | 500..=599 => Some(Error::ServerFault { status, retry_after }),
        _ => Some(Error::Refused { status }),
    }
}

/// How long a server asks us to wait: `Retry-After` in seconds or as a date (RFC 9110, 10.2.3).
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    // A date that has passed asks for no wait.
    Some(date.duration_since(now).unwrap_or_default())
}

/// Redirects are followed to the same host only, and only those that keep the method: a key never goes to a server the
/// reader did not name, and a request never turns into another one. The status of any other is the answer.
fn redirect(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    let keeps_method = matches!(
        attempt.status(),
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT
    );
    let same_place = attempt.previous().last().is_some_and(|from| {
        let to = attempt.url();
        let same_port = from.port_or_known_default() == to.port_or_known_default();
        let made_safe =
            from.scheme() == "http" && to.scheme() == "https" && from.port().is_none() && to.port().is_none();
        from.host() == to.host() && ((from.scheme() == to.scheme() && same_port) || made_safe)
    });
    if keeps_method && same_place && attempt.previous().len() <= REDIRECTS {
        attempt.follow()
    } else {
        attempt.stop()
    }
}

/// The cause at the bottom of an error: what the network said, without the address that the layers above put in front.
fn innermost(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    if std::ptr::eq(cause, error) {
        // The outermost layer names the address, query and all.
        return "the connection failed".to_owned();
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_base(address: &str, method: Option<&str>) {
        let base = Base::parse(address, &["translate", "languages"]);
        assert_eq!(
            base.ok().map(|base| base.method("translate").to_string()).as_deref(),
            method,
            "{address}"
        );
    }

    #[test]
    fn addresses_are_taken_as_people_write_them() {
        for address in [
            "https://mt.example",
            "https://mt.example/",
            " mt.example ",
            "mt.example/",
            "https://mt.example/translate",
            "https://mt.example/translate/",
            "https://mt.example/?q=a#b",
        ] {
            check_base(address, Some("https://mt.example/translate"));
        }
        check_base("https://example.org/mt/", Some("https://example.org/mt/translate"));
        check_base(
            "https://example.org/mt/translate",
            Some("https://example.org/mt/translate"),
        );
        check_base(
            "https://example.org/pretranslate",
            Some("https://example.org/pretranslate/translate"),
        );
        check_base("localhost:5000", Some("http://localhost:5000/translate"));
        check_base("[::1]:5000", Some("http://[::1]:5000/translate"));
        check_base("http://127.0.0.1:5000//", Some("http://127.0.0.1:5000/translate"));
        for address in [
            "",
            "ftp://mt.example",
            "https://",
            "https://me:secret@mt.example",
            "file:///etc/passwd",
            "a b",
        ] {
            check_base(address, None);
        }
    }

    #[test]
    fn an_address_is_shown_as_host_only() {
        let base = Base::parse("https://mt.example:8443/secret-path", &[]);
        assert_eq!(format!("{base:?}"), r#"Ok(Base("mt.example:8443"))"#);
    }

    #[test]
    fn waits_are_read_in_seconds_and_as_dates() {
        // The example date of RFC 9110, one minute before.
        let now = httpdate::parse_http_date("Fri, 31 Dec 1999 23:58:59 GMT").unwrap_or(SystemTime::UNIX_EPOCH);
        for (value, seconds) in [
            ("120", Some(120)),
            ("Fri, 31 Dec 1999 23:59:59 GMT", Some(60)),
            ("Friday, 31-Dec-99 23:59:59 GMT", Some(60)),
            ("Fri, 31 Dec 1999 00:00:00 GMT", Some(0)),
            ("soon", None),
            ("-5", None),
        ] {
            let mut headers = HeaderMap::new();
            if let Ok(value) = value.parse() {
                headers.insert(RETRY_AFTER, value);
            }
            assert_eq!(retry_after(&headers, now), seconds.map(Duration::from_secs), "{value}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
    }
}
