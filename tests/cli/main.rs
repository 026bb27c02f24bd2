//! The command `pyxide` as users meet it: exit status, what goes to which stream, files, the cache.
//!
//! Each test works in a folder of its own. The cache is shared (and kept between runs of the tests), because filling it
//! compiles the C runtime; tests that look into the cache use their own.

mod building;
mod cache;
mod messages;
mod running;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder to work in.
struct Folder {
    dir: tempfile::TempDir,
    cache: PathBuf,
    env: Vec<(String, String)>,
}

impl Folder {
    fn new() -> Folder {
        let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pyxide-cache");
        Folder { dir: tempfile::tempdir().unwrap(), cache, env: Vec::new() }
    }

    /// With a cache of its own, except for the compiled runtimes, which take long to make.
    fn with_own_cache() -> Folder {
        let mut folder = Folder::new();
        let runtimes = folder.cache.join("runtime");
        folder.cache = folder.path("own-cache");
        std::fs::create_dir_all(&runtimes).unwrap();
        std::fs::create_dir(&folder.cache).unwrap();
        std::os::unix::fs::symlink(runtimes, folder.cache.join("runtime")).unwrap();
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    fn set(&mut self, name: &str, value: &str) {
        self.env.push((name.to_owned(), value.to_owned()));
    }

    fn run(&self, arguments: &[&str]) -> Done {
        Done::from(self.command(arguments).output().unwrap())
    }

    /// Runs with the standard output going elsewhere.
    fn run_into(&self, arguments: &[&str], out: std::process::Stdio) -> Done {
        Done::from(self.command(arguments).stdout(out).output().unwrap())
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pyxide"));
        command.current_dir(self.dir.path()).args(arguments).env("PYXIDE_CACHE", &self.cache);
        for name in ["CC", "CXX", "CFLAGS", "LDFLAGS", "CPPFLAGS", "NO_COLOR", "PYXIDE_CACHE_SIZE"] {
            command.env_remove(name);
        }
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        command
    }

    /// The files in the folder itself with the given end.
    fn files(&self, end: &str) -> Vec<String> {
        let mut names: Vec<_> = std::fs::read_dir(self.dir.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(end))
            .collect();
        names.sort();
        names
    }
}

/// What a command gave.
#[derive(Debug)]
struct Done {
    status: i32,
    out: String,
    err: String,
}

impl From<Output> for Done {
    fn from(output: Output) -> Done {
        Done {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Done {
    #[track_caller]
    fn expect(self, status: i32) -> Done {
        assert_eq!(self.status, status, "\nstdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }
}
