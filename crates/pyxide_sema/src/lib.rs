//! Semantic analysis: syntax trees to typed HIR.
//!
//! Two halves share the [`context::Cx`]:
//! - [`declare`] reads declarations: it loads declaration files, fills scopes with symbols, resolves C types and
//!   signatures, lays out extension classes, and makes one [`context::BodyJob`] per function body.
//! - [`body`] analyses the bodies: locals, inference, expressions, statements, conversions; it fills
//!   `Function::locals` and `Function::body`.
//!
//! Guarantees: no I/O (files come from a [`SourceLoader`]); every problem becomes a diagnostic with a span; a module
//! with errors gives no HIR.

pub mod body;
pub mod context;
pub mod declare;
pub mod directives;
pub mod hints;
pub mod scope;

use pyxide_diagnostics::{FileId, Sink, SourceMap};
use std::sync::Arc;

/// What sema reads besides the main file.
pub trait SourceLoader {
    /// The declaration file of dotted module `name` (`a.b` → `a/b.pxd` or `a/b/__init__.pxd`), searched as Cython does.
    /// `None` when there is none. The file is added to the source map.
    fn load_pxd(&mut self, name: &str) -> Option<LoadedFile>;
    /// The declaration file of the main module: only beside it and in the folders that the user names, for a file of
    /// the same name elsewhere belongs to another module.
    fn load_own_pxd(&mut self, name: &str) -> Option<LoadedFile> {
        self.load_pxd(name)
    }
    /// The declaration file of a module that the file `from` names with dots: in the folders of that file's package and
    /// those that the user names.
    fn load_relative_pxd(&mut self, name: &str, from: FileId) -> Option<LoadedFile> {
        let _ = from;
        self.load_pxd(name)
    }
    /// An included file, relative to the including one.
    fn load_include(&mut self, path: &str, from: FileId) -> Option<LoadedFile>;
    /// The implementation file of a module (`cimport_from_pyx`).
    fn load_pyx(&mut self, name: &str) -> Option<LoadedFile>;
    fn sources(&self) -> &SourceMap;
}

#[derive(Debug, Clone)]
pub struct LoadedFile {
    pub file: FileId,
    pub text: Arc<str>,
    /// The declaration file is a package's `__init__.pxd`.
    pub is_package: bool,
}

/// The main file and the options of the compilation.
#[derive(Debug, Clone)]
pub struct Input {
    pub module_name: String,
    pub is_package: bool,
    /// Path as tracebacks show it.
    pub path: String,
    pub module: pyxide_syntax::ast::Module,
    pub file: FileId,
    /// `-X name=value`, in order.
    pub directives: Vec<(String, String)>,
    /// `-E NAME=VALUE`.
    pub compile_time_env: Vec<(String, String)>,
    pub cplus: bool,
    /// `check` mode: a declaration file that cannot be found makes its names unknown objects, and an unsupported
    /// construct becomes an opaque operation.
    pub lenient: bool,
    /// A name that nothing defines is looked up at run time instead of being an error.
    pub allow_unknown_names: bool,
}

/// Analyses a module. `None` when errors were reported.
pub fn analyze(input: &Input, loader: &mut dyn SourceLoader, sink: &mut Sink) -> Option<pyxide_hir::Module> {
    declare::analyze(input, loader, sink)
}
