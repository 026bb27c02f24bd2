//! What all files of one invocation share: the cache, the target Python, the compiled runtime.
//!
//! Each is looked for when it is first needed, so that `translate` and `check` need neither a Python nor a C
//! compiler.

use crate::cache::Cache;
use crate::failure::Failure;
use crate::python::{self, Python};
use crate::runtime_library::{self, RuntimeLibrary};
use crate::toolchain::{Compiler, Language};
use std::path::PathBuf;
use std::sync::OnceLock;

/// See the module's description.
#[derive(Debug)]
pub struct Environment {
    pub cache: Cache,
    python_choice: Option<PathBuf>,
    jobs: usize,
    python: OnceLock<Result<Python, Failure>>,
    runtime: OnceLock<Result<RuntimeLibrary, Failure>>,
}

impl Environment {
    /// `python` is what the user names as the target, if anything.
    pub fn new(cache: Cache, python: Option<PathBuf>, jobs: usize) -> Environment {
        Environment { cache, python_choice: python, jobs, python: OnceLock::new(), runtime: OnceLock::new() }
    }

    pub fn jobs(&self) -> usize {
        self.jobs
    }

    /// The target Python.
    pub fn python(&self) -> Result<&Python, Failure> {
        let found = self.python.get_or_init(|| python::find(self.python_choice.as_deref(), &self.cache));
        found.as_ref().map_err(Clone::clone)
    }

    /// The runtime, compiled for the target Python.
    pub fn runtime(&self) -> Result<&RuntimeLibrary, Failure> {
        let ensured = self.runtime.get_or_init(|| {
            let python = self.python()?;
            python.check_headers()?;
            runtime_library::ensure(&self.cache, python, &Compiler::find(Language::C)?, self.jobs)
        });
        ensured.as_ref().map_err(Clone::clone)
    }

    /// The folders of the target Python's `sys.path`; none without a Python. A build script says what its own is.
    pub fn search_path(&self) -> Vec<PathBuf> {
        if let Some(given) = std::env::var_os("PYXIDE_SEARCH_PATH") {
            return std::env::split_paths(&given).filter(|path| !path.as_os_str().is_empty()).collect();
        }
        self.python().map(|python| python.search_path.clone()).unwrap_or_default()
    }
}
