#![cfg(target_os = "linux")]
//! The system's own keychain, where one can be started for the occasion: GNOME's, on a session bus of its own.
//!
//! `scripts/setup --test` installs it on Debian and Ubuntu; without it these tests fail. The keychains of macOS and Windows
//! cannot be had without touching the developer's own, so that there are no tests of them.

#![expect(clippy::unwrap_used, reason = "in a test, an unwrap is the assertion")]

use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use visavis_core::ErrorCode;
use visavis_core::engine::{EngineId, KeySource};
use visavis_core::keys::Keys;
use visavis_core::secret::Secret;

const INSIDE: &str = "VISAVIS_TEST_KEYCHAIN";
const NAME: &str = "a_key_goes_into_the_keychain_and_is_found_by_another_process";

#[test]
fn a_key_goes_into_the_keychain_and_is_found_by_another_process() {
    if let Ok(step) = std::env::var(INSIDE) {
        inside(&step);
        return;
    }
    let home = tempfile::tempdir().unwrap();
    for folder in ["data", "run"] {
        let folder = home.path().join(folder);
        std::fs::create_dir(&folder).unwrap();
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700)).unwrap();
    }
    let this = std::env::current_exe().unwrap();
    let script = format!(
        "set -e
         printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null
         for step in keep find forget; do {INSIDE}=$step '{}' --exact {NAME} --nocapture; done",
        this.display()
    );
    let run = Command::new("dbus-run-session")
        .args(["--", "bash", "-c", &script])
        .env("XDG_DATA_HOME", home.path().join("data"))
        .env("XDG_RUNTIME_DIR", home.path().join("run"))
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .output()
        .unwrap();
    let printed = [run.stdout, run.stderr].concat();
    let printed = String::from_utf8_lossy(&printed);
    assert!(run.status.success(), "{printed}");
    assert!(!printed.contains("k-0123-secret"), "{printed}");
}

fn inside(step: &str) {
    let folder = tempfile::tempdir().unwrap();
    let keys = Keys::new(folder.path());
    let id = EngineId("one".to_owned());
    let secret = Secret::new("k-0123-secret").unwrap();
    keys.keychain_state().unwrap();
    match step {
        "keep" => keys.keep(&id, &KeySource::Keychain, &secret).unwrap(),
        "find" => assert_eq!(keys.find(&id, &KeySource::Keychain).unwrap(), Some(secret)),
        "forget" => {
            keys.forget(&id, &KeySource::Keychain).unwrap();
            assert_eq!(keys.find(&id, &KeySource::Keychain).unwrap(), None);
        }
        other => panic!("{other}"),
    }
}

#[test]
fn without_a_session_bus_it_is_told_and_nothing_hangs() {
    const BARE: &str = "VISAVIS_TEST_NO_KEYCHAIN";
    if std::env::var_os(BARE).is_some() {
        let folder = tempfile::tempdir().unwrap();
        let error = Keys::new(folder.path()).keychain_state().unwrap_err();
        assert_eq!(error.code(), ErrorCode::KeychainUnavailable);
        return;
    }
    let run = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "without_a_session_bus_it_is_told_and_nothing_hangs"])
        .env(BARE, "1")
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
        .env("XDG_RUNTIME_DIR", "/nonexistent")
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stdout));
}
