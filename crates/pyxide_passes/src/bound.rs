//! Drops checks of variables that are certainly assigned where they are read.
//!
//! ```text
//! r0 x = const 1
//! check_bound r0 x      →      (gone)
//! ```

use crate::nullness::Nullness;
use pyxide_mir::{Function, Module, OpKind, Terminator};

pub fn run(module: &Module, f: &mut Function) {
    let has_checks =
        f.blocks.iter().any(|b| b.ops.iter().any(|o| matches!(o.kind, OpKind::CheckBound { .. })));
    if !has_checks {
        return;
    }
    let nullness = Nullness::of(module, f, &[]);
    for b in f.block_ids() {
        let Some(mut state) = nullness.at(b) else { continue };
        let mut needed = Vec::with_capacity(f.block(b).ops.len());
        for op in &f.block(b).ops {
            needed.push(match &op.kind {
                OpKind::CheckBound { reg, .. } => nullness.may_be_null(&state, *reg),
                _ => true,
            });
            nullness.step(module, f, &mut state, &op.kind);
        }
        let data = f.block_mut(b);
        // A check that was the block's last operation had an error edge, which goes with it.
        if needed.last() == Some(&false)
            && let Terminator::Fallible { ok, .. } = data.term
        {
            data.term = Terminator::Goto(ok);
        }
        let mut keep = needed.into_iter();
        data.ops.retain(|_| keep.next().unwrap_or(true));
    }
}
