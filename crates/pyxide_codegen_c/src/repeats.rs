//! What functions do again and again: it decides how they ask for exceptions, and for what they are compiled.
//!
//! Calls in a loop of functions that say nothing by their results are followed by the question whether an exception is
//! set. There it is a look at the thread's state, which is fetched once; elsewhere it is a call.
//!
//! ```text
//! PyThreadState *thread = PyThreadState_Get();
//! L3:
//!     t5 = shape->vtab->area(shape);
//!     if (pyx_raised(thread)) goto L9;
//! ```
//!
//! A module body without a loop runs through once, so it is compiled for size (`PYX_RARE`).

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
    let mut next: Vec<Block> = f.block(start).term.successors().collect();
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

/// Whether any block can be reached from itself.
pub fn has_loop(f: &Function) -> bool {
    // Blocks on the present path, and blocks that lead to no loop.
    let mut state = vec![(false, false); f.blocks.len()];
    let mut path: Vec<(Block, usize)> = vec![(Block(0), 0)];
    state[0].0 = true;
    while let Some((b, next)) = path.pop() {
        let Some(successor) = f.block(b).term.successors().nth(next) else {
            state[b.index()] = (false, true);
            continue;
        };
        path.push((b, next + 1));
        match state[successor.index()] {
            (true, _) => return true,
            (_, true) => {}
            _ => {
                state[successor.index()].0 = true;
                path.push((successor, 0));
            }
        }
    }
    false
}
