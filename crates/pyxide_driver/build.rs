//! Embeds `runtime/` (the C runtime) and `include/` (the standard declarations) into the driver.
//!
//! Writes a sorted table of (path, text) per folder and one content hash per folder, so that nothing is hashed
//! when pyxide starts. A folder that does not exist embeds as empty.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let manifest_dir = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    let root = manifest_dir.join("../..");
    let mut code = String::new();
    for (name, folder, suffixes) in
        [("RUNTIME", "runtime", &["c", "h"][..]), ("DECLARATIONS", "include", &["pxd", "pxi"][..])]
    {
        let base = root.join(folder);
        println!("cargo::rerun-if-changed={}", base.display());
        let mut files = Vec::new();
        if base.is_dir() {
            collect(&base, suffixes, &mut files)?;
        }
        files.sort();
        let mut hasher = blake3::Hasher::new();
        let _ = writeln!(code, "pub const {name}: Tree = Tree::of(&[");
        for file in &files {
            let relative = file.strip_prefix(&base).unwrap_or(file).to_string_lossy().replace('\\', "/");
            let text = fs::read(file)?;
            hasher.update(&(relative.len() as u64).to_le_bytes()).update(relative.as_bytes());
            hasher.update(&(text.len() as u64).to_le_bytes()).update(&text);
            let _ = writeln!(code, "({relative:?}, include_str!({:?})),", file.canonicalize()?);
        }
        let _ = writeln!(code, "], {:?});", hasher.finalize().to_hex().as_str());
    }
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("embedded.rs"), code)
}

fn collect(folder: &Path, suffixes: &[&str], files: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, suffixes, files)?;
        } else if path.extension().is_some_and(|e| suffixes.iter().any(|s| e == *s)) {
            println!("cargo::rerun-if-changed={}", path.display());
            files.push(path);
        }
    }
    Ok(())
}
