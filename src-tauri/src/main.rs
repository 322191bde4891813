//! The desktop program.

// No console window behind the real one.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use std::process::ExitCode;

use visavis_desktop::{Start, Usage};

#[expect(
    clippy::print_stderr,
    reason = "without a window, the terminal is all there is to speak to"
)]
fn main() -> ExitCode {
    match Start::from_arguments(std::env::args_os().skip(1)) {
        Ok(start) => match visavis_desktop::run(start) {
            Ok(()) => ExitCode::SUCCESS,
            Err(sentence) => {
                eprintln!("visavis-desktop: {sentence}");
                ExitCode::FAILURE
            }
        },
        Err(Usage(sentence)) => {
            eprintln!("visavis-desktop: {sentence}\nUsage: visavis-desktop [ARTICLE] [--sample] [--data-dir DIR]");
            ExitCode::from(2)
        }
    }
}
