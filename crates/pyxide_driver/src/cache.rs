//! The cache folder: where built modules, the compiled runtime and answers of interpreters are kept.
//!
//! Layout: `KIND/KEY/…`, one folder per entry, where KEY hashes everything that the entry was made from. An entry
//! is made in a temporary folder and renamed into place, so a reader sees all of it or nothing, whether builds run
//! side by side or are interrupted. An entry's time of last use is the modification time of its `used` file; the
//! least recently used entries go when the cache grows over its limit.
//!
//! ```
//! use pyxide_driver::cache::Cache;
//! let folder = tempfile::tempdir().unwrap();
//! let cache = Cache::at(folder.path().to_path_buf());
//! let entry = cache.store("modules", "k1", |dir| std::fs::write(dir.join("x"), "1")).unwrap();
//! assert_eq!(cache.lookup("modules", "k1").as_deref(), Some(entry.as_path()));
//! ```

use crate::failure::{Failure, cannot_write, failure};
use pyxide_diagnostics::codes;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

const DEFAULT_LIMIT: u64 = 1 << 30;
/// Sizes are added up at most this often: walking a large cache costs more than a small build.
const SWEEP_INTERVAL: Duration = Duration::from_secs(3600);
/// A temporary folder older than this belongs to a build that died.
const ABANDONED: Duration = Duration::from_secs(24 * 3600);
const USED: &str = "used";
/// The kinds of entries. Whatever else lies in the folder is not pyxide's and is left alone.
const KINDS: &[&str] = &["modules", "python", "runtime"];
const WORKING: &[&str] = &["tmp", "locks"];
const SWEPT: &str = "swept";

/// A cache folder. Nothing is created before the first entry is stored.
#[derive(Clone, Debug)]
pub struct Cache {
    root: PathBuf,
    limit: u64,
}

/// What [`Cache::size`] counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CacheSize {
    pub entries: u64,
    pub bytes: u64,
    pub limit: u64,
}

impl Cache {
    /// The user's cache: `PYXIDE_CACHE`, else `pyxide` in the platform's cache folder. `PYXIDE_CACHE_SIZE` sets the
    /// limit in bytes, with an optional suffix K, M or G.
    pub fn from_env() -> Result<Cache, Failure> {
        let variable = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
        let root = variable("PYXIDE_CACHE")
            .or_else(|| variable("XDG_CACHE_HOME").filter(|p| p.is_absolute()).map(|p| p.join("pyxide")))
            .or_else(|| {
                let folder = if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" };
                variable("HOME").map(|home| home.join(folder).join("pyxide"))
            })
            .or_else(|| variable("LOCALAPPDATA").map(|p| p.join("pyxide").join("cache")))
            .ok_or_else(|| {
                Failure::from(
                    failure(codes::CANNOT_WRITE, "there is no folder for the cache: HOME is not set")
                        .help("set PYXIDE_CACHE to a folder"),
                )
            })?;
        let mut cache = Cache::at(std::path::absolute(&root).unwrap_or(root));
        if let Some(limit) = std::env::var("PYXIDE_CACHE_SIZE").ok().as_deref().and_then(parse_size) {
            cache.limit = limit;
        }
        Ok(cache)
    }

    /// A cache in the given folder with the default limit.
    pub fn at(root: PathBuf) -> Cache {
        Cache { root, limit: DEFAULT_LIMIT }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of an entry, if it exists; marks it as used.
    pub fn lookup(&self, kind: &str, key: &str) -> Option<PathBuf> {
        let folder = self.root.join(kind).join(key);
        let used = folder.join(USED);
        // A read-only cache still serves; it only ages.
        match File::options().write(true).open(&used) {
            Ok(file) => drop(file.set_modified(SystemTime::now())),
            Err(_) if used.exists() => {}
            Err(_) => return None,
        }
        Some(folder)
    }

    /// Makes an entry: `fill` writes into a fresh folder, which then takes its place. An entry that was there is
    /// replaced.
    pub fn store(
        &self,
        kind: &str,
        key: &str,
        fill: impl FnOnce(&Path) -> io::Result<()>,
    ) -> Result<PathBuf, Failure> {
        let folder = self.temporary()?;
        self.place(kind, key, folder.path(), fill)
    }

    /// A folder inside the cache, on the same file system as the entries, that is removed when dropped.
    pub fn temporary(&self) -> Result<tempfile::TempDir, Failure> {
        let parent = self.root.join("tmp");
        fs::create_dir_all(&parent)
            .and_then(|()| tempfile::Builder::new().prefix("t").tempdir_in(&parent))
            .map_err(|error| {
                cannot_write(&parent, &error).help("set PYXIDE_CACHE to a folder that can be written").into()
            })
    }

    fn place(
        &self,
        kind: &str,
        key: &str,
        temporary: &Path,
        fill: impl FnOnce(&Path) -> io::Result<()>,
    ) -> Result<PathBuf, Failure> {
        let entry = temporary.join("entry");
        let target = self.root.join(kind).join(key);
        let moved = fs::create_dir(&entry)
            .and_then(|()| fill(&entry))
            .and_then(|()| fs::write(entry.join(USED), ""))
            .and_then(|()| fs::create_dir_all(self.root.join(kind)))
            .and_then(|()| {
                // Two tries: another build may put its own entry there between the two renames. Entries of one key
                // are equal, so whichever stays is right.
                for attempt in 0.. {
                    match fs::rename(&entry, &target) {
                        Ok(()) => return Ok(()),
                        Err(error) if attempt == 2 => return Err(error),
                        Err(_) => {
                            let _ = fs::rename(&target, temporary.join(format!("old{attempt}")));
                        }
                    }
                }
                Ok(())
            });
        moved.map_err(|error| cannot_write(&target, &error))?;
        self.sweep_if_due();
        Ok(target)
    }

    /// Runs `work` while no other process does so for the same entry.
    pub fn locked<T>(
        &self,
        kind: &str,
        key: &str,
        work: impl FnOnce() -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let folder = self.root.join("locks");
        let path = folder.join(format!("{kind}-{key}"));
        let file = fs::create_dir_all(&folder)
            .and_then(|()| File::options().create(true).truncate(false).write(true).open(&path))
            .map_err(|error| cannot_write(&path, &error))?;
        // Without working locks (some network file systems) the work is done twice, which is only slower.
        let _ = file.lock();
        let result = work();
        let _ = file.unlock();
        result
    }

    /// Removes everything. The number of bytes that were freed.
    pub fn clear(&self) -> Result<u64, Failure> {
        let size = self.size().bytes;
        for name in KINDS.iter().chain(WORKING) {
            let folder = self.root.join(name);
            match fs::remove_dir_all(&folder) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(cannot_write(&folder, &error));
                }
                _ => {}
            }
        }
        let _ = fs::remove_file(self.root.join(SWEPT));
        // Fails, and shall, when there is something else in it.
        let _ = fs::remove_dir(&self.root);
        Ok(size)
    }

    /// Adds up the entries.
    pub fn size(&self) -> CacheSize {
        let entries = self.entries();
        let bytes = entries.iter().map(|e| e.bytes).sum();
        CacheSize { entries: entries.len() as u64, bytes, limit: self.limit }
    }

    fn sweep_if_due(&self) {
        let marker = self.root.join(SWEPT);
        let age = fs::metadata(&marker).and_then(|m| m.modified()).ok().and_then(|t| t.elapsed().ok());
        // With a limit of one's own the cache is presumably small, or the limit is being tried out.
        if age.is_some_and(|age| age < SWEEP_INTERVAL) && self.limit >= DEFAULT_LIMIT {
            return;
        }
        let _ = fs::write(&marker, "");
        self.sweep();
    }

    /// Removes abandoned temporary folders, and the least recently used entries until the rest takes nine tenths of
    /// the limit. Failing to remove something is not an error: another process may be faster.
    fn sweep(&self) {
        for entry in read_dir(&self.root.join("tmp")) {
            let age = entry.metadata().and_then(|m| m.modified()).ok().and_then(|t| t.elapsed().ok());
            if age.is_some_and(|age| age > ABANDONED) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        let mut entries = self.entries();
        let mut bytes: u64 = entries.iter().map(|e| e.bytes).sum();
        if bytes <= self.limit {
            return;
        }
        entries.sort_by_key(|e| e.used);
        // The newest stays: it is what the caller is about to use.
        entries.pop();
        for entry in entries {
            if bytes <= self.limit / 10 * 9 {
                break;
            }
            if fs::remove_dir_all(&entry.path).is_ok() {
                bytes -= entry.bytes;
            }
        }
    }

    fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        for kind in KINDS {
            for entry in read_dir(&self.root.join(kind)) {
                let path = entry.path();
                let used = fs::metadata(path.join(USED)).and_then(|m| m.modified());
                entries.push(Entry {
                    bytes: folder_size(&path),
                    used: used.unwrap_or(SystemTime::UNIX_EPOCH),
                    path,
                });
            }
        }
        entries
    }
}

struct Entry {
    path: PathBuf,
    bytes: u64,
    used: SystemTime,
}

fn read_dir(path: &Path) -> impl Iterator<Item = fs::DirEntry> + use<> {
    fs::read_dir(path).into_iter().flatten().flatten()
}

fn folder_size(path: &Path) -> u64 {
    read_dir(path)
        .map(|entry| match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => folder_size(&entry.path()),
            Ok(metadata) => metadata.len(),
            Err(_) => 0,
        })
        .sum()
}

fn parse_size(text: &str) -> Option<u64> {
    let text = text.trim();
    let (number, shift) = match text.char_indices().last()? {
        (at, 'k' | 'K') => (&text[..at], 10),
        (at, 'm' | 'M') => (&text[..at], 20),
        (at, 'g' | 'G') => (&text[..at], 30),
        _ => (text, 0),
    };
    number.trim().parse::<u64>().ok()?.checked_shl(shift)
}

#[cfg(test)]
mod tests {
    use super::{Cache, parse_size};
    use std::fs;

    fn fill(bytes: usize) -> impl FnOnce(&std::path::Path) -> std::io::Result<()> {
        move |dir| fs::write(dir.join("data"), vec![0; bytes])
    }

    #[test]
    fn evicts_the_least_recently_used() {
        let folder = tempfile::tempdir().unwrap();
        let mut cache = Cache::at(folder.path().join("c"));
        cache.limit = 2500;
        for key in ["a", "b"] {
            cache.store("modules", key, fill(1000)).unwrap();
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        assert!(cache.lookup("modules", "a").is_some());
        std::thread::sleep(std::time::Duration::from_millis(20));
        cache.store("modules", "c", fill(1000)).unwrap();
        assert!(cache.lookup("modules", "b").is_none(), "b was used least recently");
        assert!(cache.lookup("modules", "a").is_some() && cache.lookup("modules", "c").is_some());
        assert_eq!(cache.size().entries, 2);
        fs::write(folder.path().join("c/mine"), "").unwrap();
        assert_eq!(cache.clear().unwrap(), 2000);
        assert!(folder.path().join("c/mine").exists(), "files of others stay");
        assert_eq!(cache.size().bytes, 0);
    }

    #[test]
    fn replaces_entries_and_leaves_nothing_half_made() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path().to_path_buf());
        cache.store("modules", "k", fill(1)).unwrap();
        let entry = cache.store("modules", "k", fill(2)).unwrap();
        assert_eq!(fs::read(entry.join("data")).unwrap().len(), 2);
        let failed = cache.store("modules", "broken", |_| Err(std::io::Error::other("disk full")));
        assert!(failed.unwrap_err().message.contains("disk full"));
        assert!(cache.lookup("modules", "broken").is_none());
        assert_eq!(fs::read_dir(folder.path().join("tmp")).unwrap().count(), 0);
    }

    #[test]
    fn concurrent_stores_of_one_key_all_succeed() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path().to_path_buf());
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..20 {
                        cache.store("modules", "k", fill(10)).unwrap();
                    }
                });
            }
        });
        assert_eq!(fs::read(cache.lookup("modules", "k").unwrap().join("data")).unwrap().len(), 10);
    }

    #[test]
    fn sizes_have_suffixes() {
        assert_eq!(parse_size("10"), Some(10));
        assert_eq!(parse_size("2K"), Some(2048));
        assert_eq!(parse_size("1g"), Some(1 << 30));
        assert_eq!(parse_size("lots"), None);
    }
}
