//! Runs the `visavis` program as a script does.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

/// The program, which `scripts/test` builds before it runs the tests.
pub(crate) fn program() -> PathBuf {
    let mut folder = std::env::current_exe().unwrap();
    // target/debug/deps/it-… → target/debug
    folder.pop();
    folder.pop();
    let program = folder.join(format!("visavis{}", std::env::consts::EXE_SUFFIX));
    assert!(
        program.is_file(),
        "{} is missing; build it first: cargo build -p visavis-cli",
        program.display()
    );
    program
}

/// A run to be made.
pub(crate) struct Call {
    command: Command,
    input: Vec<u8>,
}

/// A run that was made.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A call of `visavis` with these arguments.
pub(crate) fn visavis<S: AsRef<OsStr>>(arguments: &[S]) -> Call {
    let mut command = Command::new(program());
    command.args(arguments).env_remove("VISAVIS_LOG");
    Call {
        command,
        input: Vec::new(),
    }
}

impl Call {
    pub(crate) fn stdin(self, text: &str) -> Self {
        self.stdin_bytes(text.as_bytes())
    }

    pub(crate) fn stdin_bytes(mut self, bytes: &[u8]) -> Self {
        bytes.clone_into(&mut self.input);
        self
    }

    pub(crate) fn library(mut self, folder: &Path) -> Self {
        self.command.arg("--data-dir").arg(folder);
        self
    }

    pub(crate) fn environment(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Starts it and leaves it running.
    pub(crate) fn start(mut self) -> Child {
        let streams = self
            .command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = streams.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // On its own thread: a program that answers before it has read everything must not block us both. One that
        // refuses its arguments does not read at all, and that is its right.
        thread::spawn(move || stdin.write_all(&self.input).ok());
        child
    }

    /// Runs it to its end.
    pub(crate) fn run(self) -> Run {
        let output = self.start().wait_with_output().unwrap();
        Run {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Run {
    pub(crate) fn ended_with(&self, code: i32) {
        assert_eq!(
            self.code,
            Some(code),
            "stdout:\n{}\nstderr:\n{}",
            self.stdout,
            self.stderr
        );
    }
}
