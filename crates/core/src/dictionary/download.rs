//! Fetching the dictionary from FreeDict: its list of releases, then the sources of the French-English one, checked against
//! the SHA-512 the list gives.
//!
//! Source: the FreeDict API, <https://github.com/freedict/fd-dictionaries/wiki/FreeDict-API>.

use std::time::Duration;

use reqwest::{Client, Url};
use serde::Deserialize;
use sha2::{Digest, Sha512};

use super::Error;

/// The address of FreeDict's list.
pub const FREEDICT: &str = "https://freedict.org/freedict-database.json";
/// FreeDict's name of the dictionary.
const NAME: &str = "fra-eng";
/// Bytes fetched at most, packed.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// Seconds for each of the two requests as a whole.
const SECONDS: u64 = 120;

/// One item of the list; the last one tells of software and has no name.
#[derive(Deserialize)]
struct Listed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    releases: Vec<Release>,
}

#[derive(Deserialize)]
struct Release {
    #[serde(rename = "URL", default)]
    url: String,
    #[serde(default)]
    platform: String,
    #[serde(default)]
    checksum: String,
}

/// The name and the bytes of the archive.
pub(super) async fn fetch(list: &str) -> Result<(String, Vec<u8>), Error> {
    let unreachable = |reason: String| Error::Unreachable { reason };
    // Once for the process; every later call finds it done, which is all that is asked.
    rustls::crypto::ring::default_provider().install_default().ok();
    let client = Client::builder()
        .user_agent(concat!("vis-a-vis/", env!("CARGO_PKG_VERSION")))
        .timeout(Duration::from_secs(SECONDS))
        .referer(false)
        .build()
        .map_err(|error| unreachable(error.to_string()))?;
    let listed: Vec<Listed> = serde_json::from_slice(&get(&client, list).await?)
        .map_err(|_| unreachable("its list cannot be read".to_owned()))?;
    let release = listed
        .into_iter()
        .filter(|one| one.name == NAME)
        .flat_map(|one| one.releases)
        .find(|release| release.platform == "src" && !release.checksum.is_empty())
        .ok_or_else(|| unreachable(format!("its list has no sources of {NAME}")))?;
    let url = Url::parse(list)
        .and_then(|base| base.join(&release.url))
        .map_err(|_| unreachable("its list has no readable address".to_owned()))?;
    let name = url
        .path_segments()
        .and_then(|mut segments| segments.next_back())
        .unwrap_or_default()
        .to_owned();
    let bytes = get(&client, url.as_str()).await?;
    let sum = Sha512::digest(&bytes)
        .iter()
        .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    if !sum.eq_ignore_ascii_case(release.checksum.trim()) {
        return Err(Error::Checksum);
    }
    Ok((name, bytes))
}

async fn get(client: &Client, url: &str) -> Result<Vec<u8>, Error> {
    // The address may hold what somebody else wrote; without it the reason stands alone.
    let failed = |error: reqwest::Error| Error::Unreachable {
        reason: error.without_url().to_string(),
    };
    let mut response = client.get(url).send().await.map_err(failed)?;
    if !response.status().is_success() {
        return Err(Error::Unreachable {
            reason: format!("it answered with status {}", response.status().as_u16()),
        });
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        if bytes.len() + chunk.len() > MOST_BYTES {
            return Err(Error::Unreachable {
                reason: format!("it sent more than {} MB", MOST_BYTES / 1024 / 1024),
            });
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
