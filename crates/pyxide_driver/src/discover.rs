//! From the paths on the command line to the source files to work on.

use crate::failure::{Failure, cannot_read, failure};
use pyxide_diagnostics::codes;
use std::fs;
use std::path::{Path, PathBuf};

/// Files are taken as they are; of a folder, every `.pyx` below it, sorted. Hidden folders, caches, virtual
/// environments and `node_modules` are passed over, and files that another one includes, which are parts of it. Each file
/// comes once. A folder without any is an error: it is most likely not the one that is meant.
pub fn source_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        let metadata = fs::metadata(path).map_err(|error| cannot_read(path, &error))?;
        if metadata.is_dir() {
            let mut found = Vec::new();
            walk(path, &mut found)?;
            found.sort();
            let included: std::collections::HashSet<PathBuf> =
                found.iter().flat_map(|f| includes(f)).collect();
            found.retain(|f| !f.canonicalize().is_ok_and(|f| included.contains(&f)));
            if found.is_empty() {
                return Err(failure(codes::USAGE, format!("there is no .pyx file in {}", path.display()))
                    .help("name the files themselves: a .py file is compiled when it is named")
                    .into());
            }
            files.extend(found);
        } else {
            files.push(path.clone());
        }
    }
    let mut seen = std::collections::HashSet::new();
    files.retain(|file| seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())));
    Ok(files)
}

/// The files beside a source file that its lines `include "…"` name.
fn includes(file: &Path) -> Vec<PathBuf> {
    let text = fs::read(file).unwrap_or_default();
    let folder = file.parent().unwrap_or(Path::new(""));
    String::from_utf8_lossy(&text)
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("include")?.trim().split(['"', '\'']).nth(1))
        .filter_map(|name| folder.join(name).canonicalize().ok())
        .collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    for entry in fs::read_dir(folder).map_err(|error| cannot_read(folder, &error))? {
        let path = entry.map_err(|error| cannot_read(folder, &error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // A linked folder may lead back up; a linked file is an ordinary one.
        let linked = path.is_symlink();
        if path.is_dir() {
            let skipped = name.starts_with('.')
                || matches!(&*name, "__pycache__" | "node_modules")
                || path.join("pyvenv.cfg").exists();
            if !skipped && !linked {
                walk(&path, files)?;
            }
        } else if path.extension().is_some_and(|e| e == "pyx") {
            // `.` as the given folder would only make every path longer.
            files.push(path.strip_prefix(".").map(Path::to_path_buf).unwrap_or(path));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::source_files;
    use std::fs;

    #[test]
    fn walks_folders_and_keeps_files() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for path in ["b/x.pyx", "a.pyx", "n.py", ".git/h.pyx", "env/pyvenv.cfg", "env/l.pyx", "b/y.pxd"] {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        fs::write(root.join("a.pyx"), "include 'b/part.pyx'\n").unwrap();
        fs::write(root.join("b/part.pyx"), "").unwrap();
        let found = source_files(&[root.to_path_buf(), root.join("n.py"), root.join("a.pyx")]).unwrap();
        let names: Vec<_> = found.iter().map(|f| f.strip_prefix(root).unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["a.pyx", "b/x.pyx", "n.py"]);
        let missing = source_files(&[root.join("none.pyx")]).unwrap_err();
        assert!(missing.message.contains("no such file"), "{}", missing.message);
    }
}
