//! C back end: prints counted MIR as one C file against the runtime's headers.
//!
//! The text reads as a person would write it: the user's names, expressions instead of temporaries where that is
//! safe, error exits as one ladder at the end of each function, `#line` to the source.
//!
//! Needs: every function at [`pyxide_mir::Stage::Counted`]. Guarantees: no I/O; the same module gives the same text.

mod body;
mod call;
mod class;
mod consts;
mod cpp;
mod cx;
mod expr;
mod func;
mod graph;
mod headers;
mod layout;
mod loops;
mod module;
mod names;
mod nanny;
mod pyfunc;
mod repeats;
mod scopes;
mod share;
mod slots;
mod stmt;
mod structure;
mod types;
mod values;

use pyxide_diagnostics::SourceMap;
use pyxide_mir::Module;

pub use module::init_name;

/// What the text depends on beside the module.
pub struct EmitOptions<'a> {
    /// For `#line` and traceback lines.
    pub sources: &'a SourceMap,
    /// Print `#line` directives.
    pub line_directives: bool,
    /// Print the reference nanny's accounts (`runtime/refnanny.h`).
    pub refnanny: bool,
    /// First line of the file, a comment without delimiters.
    pub banner: &'a str,
}

/// The C file, in two parts so that the driver can put the runtime between them.
#[derive(Debug, Clone)]
pub struct Output {
    /// Everything; expects `#include "pyxide.h"` to have been seen, or the runtime's text in its place.
    pub text: String,
    /// Runtime units whose functions the text calls, sorted.
    pub units: Vec<&'static str>,
    pub headers: Headers,
}

/// Headers for C code that uses the module, when it has anything `public` or `api`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers {
    /// `m.h`
    pub public: Option<String>,
    /// `m_api.h`
    pub api: Option<String>,
}

/// Prints the module.
pub fn emit(module: &Module, options: &EmitOptions) -> Output {
    module::emit(module, options)
}
