//! Finds C functions that never raise, so that their callers do not ask.
//!
//! A function whose signature lets it raise does not when none of its operations can; calls of such functions count as
//! operations that cannot. Calls by pointer or through a vtable still ask: they may reach another function.
//!
//! ```text
//! func f(x: int) -> int ? -1         func f(x: int) -> int
//!   return x                     →     return x
//! ```
//!
//! Needs functions as they are built. Guarantees: functions whose error value is an ordinary result, never NULL, only.

use pyxide_mir::{BlockData, Convention, Function, Module, Terminator};
use pyxide_types::ErrorProtocol;

pub fn run(module: &mut Module) {
    // What one round finds may quieten callers in the next.
    loop {
        let found: Vec<usize> =
            (0..module.functions.len()).filter(|&i| is_quiet(module, &module.functions[i])).collect();
        if found.is_empty() {
            return;
        }
        for i in found {
            module.functions[i].error = ErrorProtocol::Never;
        }
    }
}

fn is_quiet(module: &Module, f: &Function) -> bool {
    matches!(f.error, ErrorProtocol::SentinelCheck(_) | ErrorProtocol::Always)
        && f.convention == Convention::C
        && !module.types.is_object(f.ret)
        && !f.blocks.is_empty()
        && f.blocks.iter().all(|b| is_quiet_block(module, b))
}

fn is_quiet_block(module: &Module, block: &BlockData) -> bool {
    let quiet = block.ops.iter().all(|op| !module.can_raise(&op.kind));
    quiet
        && matches!(
            block.term,
            Terminator::Goto(_)
                | Terminator::Branch { .. }
                | Terminator::Switch { .. }
                | Terminator::Return(_)
                | Terminator::Unreachable
        )
}
