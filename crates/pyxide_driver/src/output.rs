//! Writing results to the paths that users name.
//!
//! A file is replaced as a whole: a reader sees the old content or the new, and a process that has the old module
//! loaded keeps it. What is no regular file stays what it is: a device or a pipe is written to, the target of a
//! symbolic link is replaced and not the link.
//!
//! ```
//! # use pyxide_driver::output::write_output;
//! let folder = tempfile::tempdir().unwrap();
//! let path = folder.path().join("made/fib.c");
//! write_output(&path, "int x;\n").unwrap();
//! assert_eq!(std::fs::read_to_string(&path).unwrap(), "int x;\n");
//! ```

use crate::failure::{Failure, cannot_write};
use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::Path;

/// Writes text to a file, and makes the folders above it.
pub fn write_output(target: &Path, text: &str) -> Result<(), Failure> {
    replace(target, |path| fs::write(path, text))
}

/// Lets `write` make the content of a file.
pub(crate) fn replace(target: &Path, write: impl FnOnce(&Path) -> io::Result<()>) -> Result<(), Failure> {
    let written = if is_special(target) { write(target) } else { rename_over(target, write) };
    written.map_err(|error| cannot_write(target, &error))
}

/// Whether the path names a device, a pipe or the like: something to write to, beside which no file belongs.
pub(crate) fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

fn rename_over(target: &Path, write: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
    let target = fs::canonicalize(target).map_or(Cow::Borrowed(target), Cow::Owned);
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    // Beside the target, because renaming works only within one file system.
    let temporary = tempfile::Builder::new().prefix(".pyxide").tempdir_in(folder)?;
    let path = temporary.path().join("file");
    write(&path)?;
    fs::rename(&path, &target)
}
