//! One run of the program: fed and read at the same time, watched, and ended with everything it started.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command};

use crate::engine::Error;

/// Bytes of messages that are kept to be looked through.
const KEPT_MESSAGES: u64 = 16 * 1024;

/// Seconds the program may take to end after its output has.
const SECONDS_TO_END: u64 = 5;

/// Beginnings of messages that tell what is wrong with the installation. Any other message may quote the article
/// (`cg-proc` names the word it stopped at) and is never shown.
const HARMLESS_MESSAGES: [&str; 5] = [
    "Error: Mode ",
    "Error: Directory ",
    "Error: Install ",
    "Error: Cannot open file ",
    "Error: can't open file ",
];

/// A running program.
pub(super) struct Run {
    // Fields are dropped in this order: the group is killed while its leader still holds its number.
    group: Group,
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: Option<ChildStdout>,
    program: String,
    /// The program makes a file there that it removes when it ends by itself; killed, it cannot.
    _scratch: TempDir,
}

impl Run {
    /// Starts the program in a process group of its own.
    pub(super) fn start(program: &Path, arguments: &[&OsStr]) -> Result<Self, Error> {
        let name = program
            .file_name()
            .unwrap_or(program.as_os_str())
            .to_string_lossy()
            .into_owned();
        let failed = |error: &std::io::Error| Error::ProgramFailed {
            program: name.clone(),
            reason: error.kind().to_string(),
        };
        let scratch = tempfile::Builder::new()
            .prefix("vis-a-vis-")
            .tempdir()
            .map_err(|error| failed(&error))?;
        let mut command = Command::new(program);
        command
            .args(arguments)
            .env("LC_ALL", "C.UTF-8")
            .env("TMPDIR", scratch.path())
            // Would put words of someone's choice into the stream.
            .env_remove("AP_SETVAR")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        #[cfg(unix)]
        command.process_group(0);
        let mut child = command.spawn().map_err(|error| {
            if error.kind() == std::io::ErrorKind::NotFound {
                Error::NotInstalled { program: name.clone() }
            } else {
                failed(&error)
            }
        })?;
        Ok(Self {
            group: Group::of(&child),
            stdin: child.stdin.take(),
            stdout: child.stdout.take(),
            child,
            program: name,
            _scratch: scratch,
        })
    }

    /// Feeds the program, reads all it answers and waits for its end. At most `most` bytes of answer are taken, and
    /// `limit` is the time for all of it. Dropping the future ends the program and all it started.
    pub(super) async fn exchange(mut self, input: &[u8], most: u64, limit: Duration) -> Result<Vec<u8>, Error> {
        tokio::time::timeout(limit, self.talk(input, most))
            .await
            .unwrap_or(Err(Error::TimedOut {
                seconds: limit.as_secs(),
            }))
    }

    async fn talk(&mut self, input: &[u8], most: u64) -> Result<Vec<u8>, Error> {
        let feed = feed(self.stdin.take(), input);
        let output = read(self.stdout.take(), most);
        let messages = messages(self.child.stderr.take());
        // `try_join` lets go of the other two when the output is too long; the caller then drops the whole run.
        let ((), output, messages) = tokio::try_join!(feed, output, messages)
            .map_err(|TooMuch| self.failed("it answers without end".to_owned()))?;
        let status = tokio::time::timeout(Duration::from_secs(SECONDS_TO_END), self.child.wait())
            .await
            .map_err(|_| Error::TimedOut {
                seconds: SECONDS_TO_END,
            })?
            .map_err(|error| self.failed(error.kind().to_string()))?;
        self.group.ended();
        if status.success() {
            Ok(output)
        } else {
            let mut reason = status.to_string();
            if let Some(message) = harmless(&messages) {
                reason.push_str(": ");
                reason.push_str(message);
            }
            Err(self.failed(reason))
        }
    }

    fn failed(&self, reason: String) -> Error {
        Error::ProgramFailed {
            program: self.program.clone(),
            reason,
        }
    }
}

/// The program wrote more than is taken.
struct TooMuch;

async fn feed(stdin: Option<ChildStdin>, input: &[u8]) -> Result<(), TooMuch> {
    if let Some(mut stdin) = stdin {
        // A program that stops reading has ended; its status and its missing answers tell.
        let _ = stdin.write_all(input).await;
        let _ = stdin.shutdown().await;
    }
    Ok(())
}

async fn read(stdout: Option<ChildStdout>, most: u64) -> Result<Vec<u8>, TooMuch> {
    let mut output = Vec::new();
    if let Some(stdout) = stdout {
        // One byte more than is taken shows that there was more. A broken pipe ends the output like its end does.
        let _ = stdout.take(most.saturating_add(1)).read_to_end(&mut output).await;
    }
    if output.len() as u64 > most {
        Err(TooMuch)
    } else {
        Ok(output)
    }
}

async fn messages(stderr: Option<ChildStderr>) -> Result<Vec<u8>, TooMuch> {
    let mut kept = Vec::new();
    if let Some(mut stderr) = stderr {
        let _ = (&mut stderr).take(KEPT_MESSAGES).read_to_end(&mut kept).await;
        // Read on, or a talkative program would wait for us for ever.
        let _ = tokio::io::copy(&mut stderr, &mut tokio::io::sink()).await;
    }
    Ok(kept)
}

/// The first message that is known to hold nothing of the article.
fn harmless(messages: &[u8]) -> Option<&str> {
    messages
        .split(|byte| *byte == b'\n')
        .filter_map(|line| std::str::from_utf8(line).ok())
        .map(str::trim)
        .find(|line| HARMLESS_MESSAGES.iter().any(|beginning| line.starts_with(beginning)))
}

/// A process group that is killed when it is dropped.
///
/// `apertium` is a shell script around a pipeline: killing the script alone would leave some ten programs behind.
struct Group {
    #[cfg(unix)]
    leader: Option<rustix::process::Pid>,
}

impl Group {
    #[cfg(unix)]
    fn of(child: &Child) -> Self {
        let leader = child
            .id()
            .and_then(|id| i32::try_from(id).ok())
            .and_then(rustix::process::Pid::from_raw);
        Self { leader }
    }

    #[cfg(not(unix))]
    fn of(_: &Child) -> Self {
        Self {}
    }

    /// The leader has been waited for: its number may soon be another's.
    fn ended(&mut self) {
        #[cfg(unix)]
        {
            self.leader = None;
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(leader) = self.leader {
            // It may have ended by itself just now.
            let _ = rustix::process::kill_process_group(leader, rustix::process::Signal::KILL);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_messages_about_the_installation_are_told() {
        let quoting = b"Warning: Hard limit of 500 cohorts reached at cohort \"<secret>\" (#656)\n";
        assert_eq!(harmless(quoting), None);
        assert_eq!(
            harmless(b"noise\nError: Mode xx-yy does not exist. Try one of:\n"),
            Some("Error: Mode xx-yy does not exist. Try one of:")
        );
    }
}
