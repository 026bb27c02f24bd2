//! Declarations: from trees to symbols, types, signatures and body jobs.

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
