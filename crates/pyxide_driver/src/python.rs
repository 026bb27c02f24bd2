//! The target Python: finding it, and knowing its ABI, headers and search path.
//!
//! Order: the path that the user names, the active virtual environment (`VIRTUAL_ENV`), `python3` and `python` on
//! `PATH`. The interpreter is asked once; its answer is cached under its path and the identity of its file, and
//! thrown away when a folder of its search path changes, so a warm run starts no Python. A start-up script that
//! chooses between interpreters (pyenv's shims) is resolved to what it would choose.

use crate::cache::Cache;
use crate::failure::{Failure, failure, reason};
use pyxide_diagnostics::codes;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::UNIX_EPOCH;

const QUERY: &str = include_str!("query_python.py");
const OLDEST: (u32, u32) = (3, 8);

/// What an interpreter says about itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Debug)]
pub struct Python {
    pub executable: PathBuf,
    pub implementation: String,
    pub version: (u32, u32, u32),
    pub hexversion: u32,
    /// The end of an extension module's file name, such as `.cpython-312-x86_64-linux-gnu.so`.
    pub ext_suffix: String,
    pub debug: bool,
    pub free_threaded: bool,
    pub include_dirs: Vec<PathBuf>,
    /// C compiler flags that the ABI needs.
    pub abi_flags: Vec<String>,
    /// Absolute folders of `sys.path`.
    pub search_path: Vec<PathBuf>,
}

/// An answer with the state of the files that it depends on.
#[derive(Serialize, Deserialize)]
struct Answer {
    stamps: Vec<(PathBuf, u128)>,
    python: Python,
}

impl Python {
    /// What distinguishes the modules that are built for this interpreter from those for others.
    pub fn abi_key(&self) -> String {
        format!("{:?}|{:x}|{}|{:?}", self.include_dirs, self.hexversion, self.ext_suffix, self.abi_flags)
    }

    /// The folder with `Python.h`, or what to install for it.
    pub fn check_headers(&self) -> Result<(), Failure> {
        if self.include_dirs.iter().any(|dir| dir.join("Python.h").is_file()) {
            return Ok(());
        }
        let (major, minor, _) = self.version;
        let dirs: Vec<_> = self.include_dirs.iter().map(|d| d.display().to_string()).collect();
        Err(failure(
            codes::PYTHON_NOT_FOUND,
            format!(
                "the C headers of {} are not installed: no Python.h in {}",
                self.executable.display(),
                dirs.join(", ")
            ),
        )
        .help(format!(
            "install them: `apt-get install python{major}.{minor}-dev` (or python3-dev) on Debian and Ubuntu, \
             `dnf install python3-devel` on Fedora; or choose another Python with --python PATH"
        ))
        .into())
    }
}

/// Finds the target Python. `explicit` is what `--python` names: a file, a folder of a virtual environment, or a
/// command.
pub fn find(explicit: Option<&Path>, cache: &Cache) -> Result<Python, Failure> {
    let candidate = match explicit {
        Some(path) => explicit_candidate(path)?,
        None => default_candidate().ok_or_else(|| {
            Failure::from(failure(codes::PYTHON_NOT_FOUND, "there is no Python: no python3 on PATH").help(
                "install one (`apt-get install python3 python3-dev`), activate a virtual environment, or name one \
                 with --python PATH",
            ))
        })?,
    };
    let (path, stable) = resolve(&candidate);
    let python = if stable { cached(&path, cache)? } else { query(&path)? };
    let (major, minor, _) = python.version;
    if python.implementation != "cpython" || (major, minor) < OLDEST {
        return Err(failure(
            codes::PYTHON_NOT_FOUND,
            format!("{} is {} {major}.{minor}", path.display(), python.implementation),
        )
        .help(format!("pyxide builds for CPython {}.{} and later", OLDEST.0, OLDEST.1))
        .into());
    }
    Ok(python)
}

fn explicit_candidate(path: &Path) -> Result<PathBuf, Failure> {
    if path.is_dir() {
        for name in ["bin/python3", "bin/python", "Scripts/python.exe"] {
            if path.join(name).is_file() {
                return Ok(path.join(name));
            }
        }
    }
    if path.is_file() {
        return Ok(path.to_path_buf());
    }
    let found = (path.components().count() == 1).then(|| path.to_str().and_then(on_path)).flatten();
    found.ok_or_else(|| {
        failure(codes::PYTHON_NOT_FOUND, format!("there is no Python at {}", path.display()))
            .help("--python takes the path of an interpreter, the folder of a virtual environment, or a command")
            .into()
    })
}

fn default_candidate() -> Option<PathBuf> {
    let environment = std::env::var_os("VIRTUAL_ENV").map(PathBuf::from).and_then(|root| {
        ["bin/python3", "bin/python", "Scripts/python.exe"]
            .iter()
            .map(|name| root.join(name))
            .find(|path| path.is_file())
    });
    environment.or_else(|| on_path("python3")).or_else(|| on_path("python"))
}

/// The first executable file of that name in a folder of `PATH`.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    on_path_from(name, 0).map(|(_, path)| path)
}

fn on_path_from(name: &str, skip: usize) -> Option<(usize, PathBuf)> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .enumerate()
        .skip(skip)
        .map(|(i, dir)| (i, dir.join(name)))
        .find(|(_, file)| is_executable(file))
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|m| m.is_file() && m.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(path: &Path) -> bool {
    path.is_file()
}

/// The interpreter behind a candidate, and whether that answer holds as long as its file does. Scripts that choose
/// at run time are not stable.
fn resolve(candidate: &Path) -> (PathBuf, bool) {
    if !is_script(candidate) {
        return (candidate.to_path_buf(), true);
    }
    match pyenv_choice(candidate) {
        Some(path) if !is_script(&path) => (path, true),
        _ => (candidate.to_path_buf(), false),
    }
}

fn is_script(path: &Path) -> bool {
    use std::io::Read;
    let mut start = [0; 2];
    fs::File::open(path).and_then(|mut f| f.read_exact(&mut start)).is_ok() && start == *b"#!"
}

/// What a pyenv shim starts: the first version named by `PYENV_VERSION`, a `.python-version` file here or above, or
/// pyenv's global `version` file. `None` when it is not a shim or not that simple.
fn pyenv_choice(shim: &Path) -> Option<PathBuf> {
    let folder = shim.parent()?;
    let root = folder.parent()?;
    if folder.file_name()? != "shims" || !root.join("versions").is_dir() {
        return None;
    }
    let named = std::env::var("PYENV_VERSION").ok().filter(|v| !v.is_empty());
    let named = named.or_else(|| {
        let here = std::env::current_dir().ok()?;
        here.ancestors().find_map(|dir| fs::read_to_string(dir.join(".python-version")).ok())
    });
    let named = named.or_else(|| fs::read_to_string(root.join("version")).ok());
    let name = shim.file_name()?.to_str()?;
    let version = match &named {
        Some(text) => text.split([':', '\n', ' ']).map(str::trim).find(|v| !v.is_empty())?,
        None => "system",
    };
    if version == "system" {
        let at = std::env::split_paths(&std::env::var_os("PATH")?).position(|dir| dir == folder)?;
        return on_path_from(name, at + 1).map(|(_, path)| path);
    }
    let exact = root.join("versions").join(version).join("bin").join(name);
    exact.is_file().then_some(exact)
}

fn cached(path: &Path, cache: &Cache) -> Result<Python, Failure> {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut hasher = blake3::Hasher::new();
    for part in [
        QUERY.as_bytes(),
        absolute.as_os_str().as_encoded_bytes(),
        file_identity(&absolute).as_bytes(),
        std::env::var_os("PYTHONPATH").unwrap_or_default().as_encoded_bytes(),
        std::env::var_os("PYTHONHOME").unwrap_or_default().as_encoded_bytes(),
    ] {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
    }
    let key = hasher.finalize().to_hex();
    if let Some(answer) = cache
        .lookup("python", &key)
        .and_then(|entry| fs::read(entry.join("answer.json")).ok())
        .and_then(|text| serde_json::from_slice::<Answer>(&text).ok())
        && answer.stamps.iter().all(|(path, stamp)| modified(path) == *stamp)
    {
        return Ok(answer.python);
    }
    let python = query(path)?;
    let stamps = python.search_path.iter().map(|dir| (dir.clone(), modified(dir))).collect();
    let answer = Answer { stamps, python };
    // An answer that cannot be kept is asked for again.
    if let Ok(text) = serde_json::to_vec(&answer) {
        let _ = cache.store("python", &key, |dir| fs::write(dir.join("answer.json"), text));
    }
    Ok(answer.python)
}

/// Resolved path, size and modification time: changes whenever the file is another one.
pub(crate) fn file_identity(path: &Path) -> String {
    let resolved = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let size = fs::metadata(&resolved).map_or(0, |m| m.len());
    format!("{}|{size}|{}", resolved.display(), modified(&resolved))
}

fn modified(path: &Path) -> u128 {
    let time = fs::metadata(path).and_then(|m| m.modified()).ok();
    time.and_then(|t| t.duration_since(UNIX_EPOCH).ok()).map_or(0, |d| d.as_nanos())
}

fn query(path: &Path) -> Result<Python, Failure> {
    let broken = |why: String| {
        Failure::from(
            failure(codes::PYTHON_NOT_FOUND, format!("{} is no usable Python", path.display())).note(why),
        )
    };
    let output = Command::new(path)
        .args(["-c", QUERY])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| broken(reason(&error)))?;
    if !output.status.success() {
        return Err(broken(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
    }
    serde_json::from_slice(&output.stdout)
        .map_err(|error| broken(format!("its answer is unreadable: {error}")))
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::cache::Cache;
    use std::path::Path;

    #[test]
    fn the_default_python_is_asked_once() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path().to_path_buf());
        let python = find(None, &cache).unwrap();
        assert_eq!(python.version.0, 3);
        assert!(python.ext_suffix.ends_with(".so") || python.ext_suffix.ends_with(".pyd"));
        assert_eq!(find(None, &cache).unwrap(), python);
        assert!(cache.size().entries <= 1);
    }

    #[test]
    fn what_is_no_python_is_said_to_be_none() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path().to_path_buf());
        for path in ["/nonexistent/python", "no-such-python-command"] {
            let error = find(Some(Path::new(path)), &cache).unwrap_err();
            assert!(error.message.contains(path), "{}", error.message);
        }
        let error = find(Some(Path::new("/bin/false")), &cache).unwrap_err();
        assert!(error.message.contains("no usable Python"), "{}", error.message);
    }
}
