//! Whether a window can be opened here, and what the system's web view needs for it.

#[cfg(not(target_os = "linux"))]
pub(crate) fn prepare() -> Result<(), String> {
    Ok(())
}

/// Says so when there is no display, and works around the blank window of `WebKitGTK` on NVIDIA's own driver.
#[cfg(target_os = "linux")]
pub(crate) fn prepare() -> Result<(), String> {
    use std::env;
    use std::os::unix::process::CommandExt as _;
    use std::path::Path;

    const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    if !set("DISPLAY") && !set("WAYLAND_DISPLAY") {
        return Err(
            "There is no display to open a window on. In a terminal, use: visavis translate ARTICLE".to_owned(),
        );
    }
    // WebKitGTK's DMA-BUF renderer shows nothing with this driver. The variable must stand before the first thread
    // starts, and setting one's own environment is unsound, so the program starts itself once more with it.
    if Path::new("/proc/driver/nvidia/version").exists() && env::var_os(VARIABLE).is_none() {
        let program = env::current_exe().map_err(|error| error.to_string())?;
        let error = std::process::Command::new(program)
            .args(env::args_os().skip(1))
            .env(VARIABLE, "1")
            .exec();
        return Err(error.to_string());
    }
    Ok(())
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn without_graphics_card(_: &tauri::WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Has the page painted by the processor where there is no graphics card: in virtual machines and on remote desktops.
/// `WebKitGTK` would run OpenGL on the processor, which takes longer to start, 100 MB more, and twice as long for a frame.
/// Set before the page begins to load: the web process reads it when it is told of the page.
#[cfg(target_os = "linux")]
pub(crate) fn without_graphics_card(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt as _, WebViewExt as _};

    if has_graphics_card(std::path::Path::new("/dev/dri")) {
        return Ok(());
    }
    window.with_webview(|view| {
        if let Some(settings) = view.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

/// Whether Linux offers a card that can render: `renderD128` and so on, in its folder of devices.
#[cfg(target_os = "linux")]
fn has_graphics_card(devices: &std::path::Path) -> bool {
    std::fs::read_dir(devices).is_ok_and(|entries| {
        entries
            .flatten()
            .any(|entry| entry.file_name().as_encoded_bytes().starts_with(b"render"))
    })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::has_graphics_card;

    #[test]
    fn a_card_is_a_device_that_renders() {
        let folder = std::env::temp_dir().join(format!("visavis-dri-{}", std::process::id()));
        assert!(!has_graphics_card(&folder), "there is no such folder");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("card0"), "").unwrap();
        let shows_only = has_graphics_card(&folder);
        std::fs::write(folder.join("renderD128"), "").unwrap();
        let renders = has_graphics_card(&folder);
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(!shows_only, "a card that shows a picture need not render");
        assert!(renders);
    }
}
