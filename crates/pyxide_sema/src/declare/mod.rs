//! Declarations: from trees to symbols, types, signatures and body jobs.
//!
//! What the body half calls:
//! - `types::{resolve, declarator, type_name, expr_as_type}`: written types to ids, in a [`crate::context::Env`].
//! - `consteval::eval`: compile-time values.
//! - `functions::def`: the header of a `def` wherever it stands; it looks in [`crate::context::Cx::declared`] first.
//! - `cimports::statement`: a `cimport` inside a function.
//! - `decorators::directives_of`: directives that decorators or `with` items set.

pub mod consteval;

use crate::{Input, SourceLoader};
use pyxide_diagnostics::Sink;

pub fn analyze(
    _input: &Input,
    _loader: &mut dyn SourceLoader,
    _sink: &mut Sink,
) -> Option<pyxide_hir::Module> {
    None
}
