//! The syntax of Cython and Python: tokens, tree, parser.
//!
//! Turns text into an [`ast::Module`]. Does no I/O, resolves no names, and knows no types beyond their spelling.
//! Needs [`pyxide_diagnostics`] for spans and the sink, and nothing else of the compiler.
//!
//! ```
//! use pyxide_diagnostics::{FileId, Sink};
//! use pyxide_syntax::{ParseOptions, ast::printer, parse};
//! let mut sink = Sink::default();
//! let module = parse(FileId(0), "cdef int x = 1\n", &ParseOptions::default(), &mut sink);
//! assert!(!sink.has_errors());
//! assert!(printer::print(&module).contains("CVarDef"));
//! ```

pub mod ast;
mod docstrings;
mod fold;
mod header;
mod lexer;
mod parser;

use ast::{LanguageLevel, Module, SourceKind};
use pyxide_diagnostics::{FileId, Sink};

pub use docstrings::drop_docstrings;
pub use fold::drop_dead;
pub use parser::limits;

/// How to read a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParseOptions {
    /// The sort of file; an included file is read as the one that includes it.
    pub kind: SourceKind,
    /// Used unless the file's own header sets a level.
    pub language_level: LanguageLevel,
}

impl ParseOptions {
    /// The options for a file of this name at this level.
    pub fn for_path(path: &str, language_level: LanguageLevel) -> ParseOptions {
        let kind = match path.rsplit('.').next() {
            Some("pxd") => SourceKind::Pxd,
            Some("py") => SourceKind::Py,
            _ => SourceKind::Pyx,
        };
        ParseOptions { kind, language_level }
    }
}

/// Parses a file. Always returns a tree; what could not be read is in `sink` and is an `Error` node in the tree.
pub fn parse(file: FileId, text: &str, options: &ParseOptions, sink: &mut Sink) -> Module {
    parser::parse(file, text, 0, options, sink)
}

/// Parses the part of a text from `start` on, which is not looked at before that; positions count from its beginning.
pub fn parse_from(file: FileId, text: &str, start: usize, options: &ParseOptions, sink: &mut Sink) -> Module {
    parser::parse(file, text, start, options, sink)
}
