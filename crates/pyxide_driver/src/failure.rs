//! Failures of the surroundings as diagnostics: files, interpreters, compilers.

use pyxide_diagnostics::{Code, Diagnostic, codes};
use std::io;
use std::path::Path;

/// A diagnostic that ends what was asked for. Boxed, because results that carry it are passed up many levels.
pub type Failure = Box<Diagnostic>;

pub(crate) fn failure(code: Code, message: impl Into<String>) -> Failure {
    Box::new(Diagnostic::new(code, message))
}

pub(crate) fn cannot_read(path: &Path, error: &io::Error) -> Failure {
    failure(codes::CANNOT_READ, format!("cannot read {}: {}", path.display(), reason(error)))
}

pub(crate) fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    failure(codes::CANNOT_WRITE, format!("cannot write {}: {}", path.display(), reason(error)))
}

/// The text of an I/O error without the number that Rust appends.
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_lowercase(),
        None => text,
    }
}
