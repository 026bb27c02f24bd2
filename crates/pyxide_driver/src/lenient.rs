//! What `check` shows of the problems that the earlier stages met.
//!
//! The checker is lenient where the compiler is strict: it runs on files whose declaration files are missing and on
//! constructs that pyxide does not compile yet. What sema says of names and types is then often a consequence of what
//! is missing, so it is shown only when everything was there and understood, and then as a note: whether a file compiles is
//! for the compiler to say. Text that is not Cython is an error here too.
//!
//! ```
//! use pyxide_diagnostics::{Diagnostic, codes};
//! let mut found = vec![
//!     Diagnostic::new(codes::NOT_SUPPORTED, "memoryviews"),
//!     Diagnostic::new(codes::TYPE_MISMATCH, "Cannot convert"),
//!     Diagnostic::new(codes::LEAK, "lost"),
//! ];
//! pyxide_driver::lenient::filter(&mut found, &Default::default());
//! assert_eq!(found.len(), 1);
//! ```

use pyxide_diagnostics::{Code, Diagnostic, Severity, SourceMap, codes};

/// Problems of the language that come from what names and types are.
const OF_MEANING: &[Code] = &[
    codes::UNDECLARED_NAME,
    codes::REDECLARED,
    codes::TYPE_MISMATCH,
    codes::INVALID_DECLARATION,
    codes::INVALID_OPERATION,
    codes::INVALID_CALL,
    codes::INVALID_TARGET,
    codes::GIL_REQUIRED,
];

/// What the compiler warns of, and what is no memory error.
const OF_STYLE: &[Code] = &[codes::UNASSIGNED, codes::UNREACHABLE_CODE, codes::UNKNOWN_DIRECTIVE];

/// Keeps what a reader of `check`'s findings can rely on.
pub fn filter(diagnostics: &mut Vec<Diagnostic>, sources: &SourceMap) {
    // An included file that is not there is like a declaration file that is not there.
    for d in diagnostics.iter_mut().filter(|d| d.code == codes::CANNOT_READ && d.span.is_some()) {
        d.severity = Severity::Note;
    }
    let unknown_types = diagnostics
        .iter()
        .filter(|d| d.code == codes::UNDECLARED_NAME && d.message.ends_with("is not a type identifier"))
        .count();
    // Many unknown types are one file that was to declare them, and no mistakes of spelling.
    let partial = unknown_types > 3
        || diagnostics.iter().any(|d| {
            [codes::CIMPORT_NOT_FOUND, codes::NOT_SUPPORTED].contains(&d.code)
                || d.code == codes::CANNOT_READ && d.severity == Severity::Note
        });
    let line = |d: &Diagnostic| {
        let span = d.span?;
        Some((span.file, sources.get(span.file)?.line_index(span.start)))
    };
    // The memory checker says more of an allocator that needs the GIL than the language does.
    let found: Vec<_> =
        diagnostics.iter().filter(|d| d.severity == Severity::Warning).map(|d| (d.code, line(d))).collect();
    diagnostics.retain(|d| {
        let of_meaning = d.severity == Severity::Error && OF_MEANING.contains(&d.code);
        d.code != codes::NOT_SUPPORTED && !(of_meaning && (partial || found.contains(&(d.code, line(d)))))
    });
    for d in diagnostics.iter_mut() {
        if d.severity == Severity::Error && OF_MEANING.contains(&d.code) || OF_STYLE.contains(&d.code) {
            d.severity = Severity::Note;
        }
    }
    // The memory checker follows paths, which says more of a variable than its first use does.
    let unset: Vec<_> = diagnostics.iter().filter(|d| d.code == codes::UNINITIALIZED).map(line).collect();
    diagnostics.retain(|d| d.code != codes::UNASSIGNED || !partial && !unset.contains(&line(d)));
    // Inline functions of the standard declaration files are no code of the user.
    let standard = |d: &Diagnostic| {
        d.span.and_then(|s| sources.get(s.file)).is_some_and(|f| f.path.starts_with("<pyxide>"))
    };
    diagnostics.retain(|d| d.severity == Severity::Error || !standard(d));
    // One finding where two stages see the same, and one note for each missing file.
    let mut seen = Vec::new();
    diagnostics.retain(|d| {
        let key = if d.code == codes::CIMPORT_NOT_FOUND {
            (d.code, None, d.message.clone())
        } else if d.code == codes::OUT_OF_BOUNDS {
            (d.code, line(d), String::new())
        } else {
            return true;
        };
        let new = !seen.contains(&key);
        if new {
            seen.push(key);
        }
        new
    });
}
