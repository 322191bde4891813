//! The numbered invariants of ARCHITECTURE.md that a reader of files can check.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every file that is ours: tracked by git, or new and not ignored.
fn files() -> Vec<PathBuf> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git lists the files of the project");
    assert!(listed.status.success(), "git ls-files failed");
    let listed = String::from_utf8(listed.stdout).unwrap();
    let files: Vec<_> = listed
        .lines()
        .map(PathBuf::from)
        .filter(|file| root().join(file).is_file())
        .collect();
    assert!(
        files.len() > 50,
        "only {} files found: this test looks in the wrong place",
        files.len()
    );
    files
}

fn under(folder: &str, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let found: Vec<_> = files()
        .into_iter()
        .filter(|file| file.starts_with(folder))
        .filter(|file| {
            file.extension()
                .is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted))
        })
        .map(|file| {
            let text = fs::read_to_string(root().join(&file)).unwrap();
            (file, text)
        })
        .collect();
    assert!(
        !found.is_empty(),
        "no {endings:?} under {folder}: this test looks in the wrong place"
    );
    found
}

/// The names a crate's manifest depends on, for building and running it.
fn dependencies(manifest: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(manifest)).unwrap();
    let table: toml::Table = text.parse().unwrap();
    let names = table
        .get("dependencies")
        .and_then(toml::Value::as_table)
        .expect("a manifest has dependencies");
    names.keys().cloned().collect()
}

fn check_forbidden(manifest: &str, forbidden: &[&str]) {
    for name in dependencies(manifest) {
        let hit = forbidden
            .iter()
            .find(|start| name == **start || name.starts_with(&format!("{start}-")));
        assert!(hit.is_none(), "{manifest} depends on {name}");
    }
}

#[test]
fn invariant_1_text_does_no_io() {
    check_forbidden(
        "crates/text/Cargo.toml",
        &["tokio", "reqwest", "rusqlite", "tempfile", "jiff", "visavis"],
    );
}

#[test]
fn invariant_2_core_knows_no_host() {
    check_forbidden(
        "crates/core/Cargo.toml",
        &["tauri", "clap", "visavis-cli", "visavis-desktop"],
    );
}

#[test]
fn invariant_3_hosts_stay_thin() {
    check_forbidden("crates/cli/Cargo.toml", &["tauri", "reqwest", "rusqlite"]);
    check_forbidden("src-tauri/Cargo.toml", &["clap", "reqwest", "rusqlite", "visavis-text"]);
}

#[test]
fn invariant_4_one_door_and_a_kit_of_its_own() {
    for (file, text) in under("ui/src", &["ts", "svelte"]) {
        if !file.starts_with("ui/src/ipc") {
            assert!(!text.contains("@tauri-apps"), "{} goes past ui/src/ipc", file.display());
        }
        if file.starts_with("ui/src/kit") {
            for room in ["/app/", "/views/", "/parts/", "/ipc/", "/i18n/"] {
                let import = text
                    .lines()
                    .find(|line| line.contains("from \"") && line.contains(room));
                assert!(import.is_none(), "{}: {}", file.display(), import.unwrap_or_default());
            }
        }
    }
}

#[test]
fn invariant_10_files_can_be_read_in_one_sitting() {
    let source = ["rs", "ts", "svelte", "css", "sh"];
    for file in files() {
        let is_source = file
            .extension()
            .is_some_and(|ending| source.iter().any(|wanted| ending == *wanted));
        if !is_source || file.ends_with("generated.ts") {
            continue;
        }
        let lines = fs::read_to_string(root().join(&file)).unwrap().lines().count();
        assert!(lines <= 800, "{} has {lines} lines", file.display());
    }
}

#[test]
fn invariant_11_every_room_has_a_name() {
    for file in files() {
        for part in &file {
            let stem = part.to_string_lossy();
            let stem = stem.split('.').next().unwrap_or_default().to_lowercase();
            let nameless = ["util", "utils", "helper", "helpers", "common", "misc", "manager"];
            assert!(
                !nameless.contains(&stem.as_str()),
                "{} is not called after what it is",
                file.display()
            );
        }
    }
}

#[test]
fn invariant_13_no_foreign_markup_and_no_connection() {
    for (file, text) in under("ui/src", &["ts", "svelte"]) {
        for forbidden in ["{@html", "innerHTML", "outerHTML", "insertAdjacentHTML", "eval("] {
            assert!(!text.contains(forbidden), "{} uses {forbidden}", file.display());
        }
    }
    let configuration = fs::read_to_string(root().join("src-tauri/tauri.conf.json")).unwrap();
    let configuration: serde_json::Value = serde_json::from_str(&configuration).unwrap();
    let policy = configuration["app"]["security"]["csp"]
        .as_str()
        .expect("a content security policy");
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    for forbidden in ["unsafe-inline", "unsafe-eval", "https:", "*"] {
        assert!(!policy.contains(forbidden), "the policy allows {forbidden}");
    }
}

#[test]
fn invariant_14_capabilities_are_single_permissions() {
    for (file, text) in under("src-tauri/capabilities", &["json"]) {
        let capability: serde_json::Value = serde_json::from_str(&text).unwrap();
        for permission in capability["permissions"].as_array().expect("a list of permissions") {
            let permission = permission.as_str().expect("a permission by name");
            let broad =
                permission.ends_with(":default") || permission.ends_with("-all") || permission.starts_with("fs:");
            assert!(!broad, "{} grants {permission}", file.display());
        }
    }
}
