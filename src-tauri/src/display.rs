//! Whether a window can be opened here, and what the system's web view needs for it.

#[cfg(not(target_os = "linux"))]
pub(crate) fn prepare() -> Result<(), String> {
    Ok(())
}

/// Says so when there is no display, and has `WebKitGTK` paint with the processor where its DMA-BUF renderer is no good:
/// with NVIDIA's own driver the window stays blank, and without a graphics card, as in virtual machines and on remote
/// desktops, OpenGL runs on the processor, which takes 100 MB more and twice as long for a frame. Without a card it is
/// not left to look for one either, for which this process would load OpenGL and a compiler before the page's is started.
#[cfg(target_os = "linux")]
pub(crate) fn prepare() -> Result<(), String> {
    use std::env;
    use std::path::Path;

    /// Where the first card would be.
    const CARD: &str = "/dev/dri/renderD128";

    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    if !set("DISPLAY") && !set("WAYLAND_DISPLAY") {
        return Err(
            "There is no display to open a window on. In a terminal, use: visavis translate ARTICLE".to_owned(),
        );
    }
    let card = has_graphics_card(Path::new("/dev/dri"));
    // This is the program's first act: no other thread runs yet that could read the environment meanwhile. What the reader
    // has set stays.
    let by_default = |name: &str, value: &str| glib::setenv(name, value, false).map_err(|error| error.to_string());
    if !card || Path::new("/proc/driver/nvidia/version").exists() {
        by_default("WEBKIT_DISABLE_DMABUF_RENDERER", "1")?;
    }
    if !card {
        by_default("WEBKIT_WEB_RENDER_DEVICE_FILE", CARD)?;
    }
    Ok(())
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
