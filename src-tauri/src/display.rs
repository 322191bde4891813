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
