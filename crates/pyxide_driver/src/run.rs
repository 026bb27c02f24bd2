//! `run`: build a module into the cache and hand the process over to Python.

use crate::failure::{Failure, cannot_read, failure, reason};
use crate::python::Python;
use pyxide_diagnostics::codes;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

const BOOTSTRAP: &str = include_str!("run_module.py");

/// What the program is to be.
#[derive(Clone, Copy, Debug)]
pub struct Program<'a> {
    /// The source file; `sys.argv[0]`, and its folder is where imports start.
    pub source: &'a Path,
    /// The built extension module.
    pub module: &'a Path,
    /// The full name that it was built as.
    pub module_name: &'a str,
    /// The folder that holds the module's outermost package.
    pub root: &'a Path,
    /// Python code to run with the module's names in scope, instead of the module as the main program.
    pub code: Option<&'a str>,
    pub arguments: &'a [OsString],
}

/// Runs the program. On Unix the process becomes Python and this returns only on failure; elsewhere the exit status
/// of Python is returned.
pub fn run(python: &Python, program: &Program) -> Result<i32, Failure> {
    let absolute = |path: &Path| std::path::absolute(path).map_err(|error| cannot_read(path, &error));
    let mut command = Command::new(&python.executable);
    command
        .args(["-c", BOOTSTRAP])
        .arg(std::env::current_exe().unwrap_or_else(|_| "pyxide".into()))
        .arg(absolute(program.module)?)
        .arg(program.module_name)
        .arg(absolute(program.root)?)
        .arg(if program.code.is_some() { "code" } else { "main" })
        .arg(program.code.unwrap_or_default())
        .arg(program.source)
        .args(program.arguments);
    let cannot = |error: &std::io::Error| {
        failure(
            codes::PYTHON_NOT_FOUND,
            format!("cannot start {}: {}", python.executable.display(), reason(error)),
        )
    };
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        Err(cannot(&command.exec()))
    }
    #[cfg(not(unix))]
    {
        let status = command.status().map_err(|error| cannot(&error))?;
        Ok(status.code().unwrap_or(1))
    }
}
