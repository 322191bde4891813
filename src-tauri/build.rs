//! Generates what tauri needs at compile time: the window's permissions and the embedded UI.

fn main() {
    tauri_build::build();
}
