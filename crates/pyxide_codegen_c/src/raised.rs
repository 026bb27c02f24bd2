//! How a function asks whether an exception is set.
//!
//! Calls in a loop of functions that say nothing by their results are followed by that question. There it is a look at
//! the thread's state, which is fetched once; elsewhere it is a call.
//!
//! ```text
//! PyThreadState *thread = PyThreadState_Get();
//! L3:
//!     t5 = shape->vtab->area(shape);
//!     if (pyx_raised(thread)) goto L9;
//! ```

use pyxide_mir::{Block, Convention, Function, Module, OpKind, Terminator};
use pyxide_types::ErrorProtocol;

/// A function with more such calls is not looked into.
const MANY: usize = 64;

/// Whether the function keeps the thread's state in a variable: it asks after a call in a loop. The state is the
/// same throughout, because the function holds the GIL all the time and is not left in between.
pub fn keeps_thread_state(module: &Module, f: &Function) -> bool {
    if f.convention == Convention::Generator || f.blocks.iter().any(|b| b.nogil) {
        return false;
    }
    let asking: Vec<Block> = f.block_ids().filter(|&b| asks_always(module, f, b)).collect();
    asking.len() <= MANY && asking.into_iter().any(|b| is_in_loop(f, b))
}

/// The block ends with a call after which nothing but the question tells.
fn asks_always(module: &Module, f: &Function, b: Block) -> bool {
    let data = f.block(b);
    matches!(data.term, Terminator::Fallible { .. })
        && data.ops.last().is_some_and(|op| match &op.kind {
            OpKind::Call { callee, .. } => module.callee_error(callee) == ErrorProtocol::Always,
            _ => false,
        })
}

fn is_in_loop(f: &Function, start: Block) -> bool {
    let mut seen = vec![false; f.blocks.len()];
    let mut next: Vec<Block> = f.block(start).term.successors().into_iter().collect();
    while let Some(b) = next.pop() {
        if b == start {
            return true;
        }
        if !std::mem::replace(&mut seen[b.index()], true) {
            next.extend(f.block(b).term.successors());
        }
    }
    false
}
