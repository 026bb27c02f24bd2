//! Live registers at block starts, found per register by walking back from its uses.
//!
//! The cost is the total length of live ranges, so a module body with many thousand short-lived temporaries stays
//! linear. Needs explicit error edges.

use crate::cfg::predecessors;
use pyxide_mir::{Block, Function, OpKind, Operand, Reg, Terminator};

/// Registers live at the start of each block, in no order.
pub struct Liveness {
    live_in: Vec<Vec<Reg>>,
}

impl Liveness {
    /// Computes liveness of the registers that `wanted` selects.
    pub fn of(f: &Function, wanted: impl Fn(Reg) -> bool) -> Liveness {
        let preds = predecessors(f);
        let mut live_in: Vec<Vec<Reg>> = vec![Vec::new(); f.blocks.len()];
        // Registers set in a block, and on entry of an edge by the terminator (yield).
        let kills: Vec<Vec<Reg>> = f.block_ids().map(|b| killed(f, b)).collect();
        let mut stack = Vec::new();
        for b in f.block_ids() {
            for reg in upward_exposed(f, b) {
                if !wanted(reg) {
                    continue;
                }
                stack.push(b);
                while let Some(at) = stack.pop() {
                    if live_in[at.index()].last() == Some(&reg) || live_in[at.index()].contains(&reg) {
                        continue;
                    }
                    live_in[at.index()].push(reg);
                    for &p in &preds[at.index()] {
                        if !kills[p.index()].contains(&reg) {
                            stack.push(p);
                        } else if !defined_on_edge(f, p, at, reg) && exposed_before_last(f, p, reg) {
                            // The last operation of `p` sets the register only on its success edge: on the error edge the
                            // earlier value is still there.
                            stack.push(p);
                        }
                    }
                }
            }
        }
        Liveness { live_in }
    }

    pub fn live_in(&self, b: Block) -> &[Reg] {
        &self.live_in[b.index()]
    }

    pub fn is_live_in(&self, b: Block, r: Reg) -> bool {
        self.live_in[b.index()].contains(&r)
    }

    /// Registers live when the terminator of `b` is done, on some edge.
    pub fn live_out(&self, f: &Function, b: Block) -> Vec<Reg> {
        let mut out: Vec<Reg> = Vec::new();
        for s in f.block(b).term.successors() {
            for &r in self.live_in(s) {
                if !out.contains(&r) {
                    out.push(r);
                }
            }
        }
        out
    }
}

/// Whether the edge from `p` to `to` carries the register as set by the last operation of `p`.
fn defined_on_edge(f: &Function, p: Block, to: Block, reg: Reg) -> bool {
    let data = f.block(p);
    let Terminator::Fallible { err, ok } = data.term else { return true };
    if to != err || ok == err {
        return true;
    }
    let Some(last) = data.ops.last() else { return true };
    let mut sets = false;
    last.kind.defs(&mut |r| sets |= r == reg);
    // Set by an earlier operation of the block: defined either way.
    !sets
        || data.ops[..data.ops.len() - 1].iter().any(|op| {
            let mut d = false;
            op.kind.defs(&mut |r| d |= r == reg);
            d
        })
}

fn exposed_before_last(f: &Function, p: Block, reg: Reg) -> bool {
    let ops = &f.block(p).ops;
    !ops[..ops.len() - 1].iter().any(|op| {
        let mut d = false;
        op.kind.defs(&mut |r| d |= r == reg);
        d
    })
}

fn killed(f: &Function, b: Block) -> Vec<Reg> {
    let mut out = Vec::new();
    for op in &f.block(b).ops {
        op.kind.defs(&mut |r| out.push(r));
    }
    if let Terminator::Yield { sent: Some(r), .. } = f.block(b).term {
        out.push(r);
    }
    out
}

/// Registers read in a block before the block sets them.
fn upward_exposed(f: &Function, b: Block) -> Vec<Reg> {
    let mut set: Vec<Reg> = Vec::new();
    let mut out: Vec<Reg> = Vec::new();
    let data = f.block(b);
    for op in &data.ops {
        uses(&op.kind, &mut |r| {
            if !set.contains(&r) && !out.contains(&r) {
                out.push(r);
            }
        });
        op.kind.defs(&mut |r| set.push(r));
    }
    for o in data.term.operands() {
        if let Operand::Reg(r) = o
            && !set.contains(r)
            && !out.contains(r)
        {
            out.push(*r);
        }
    }
    out
}

/// Registers an operation reads. `del x` reads nothing for liveness: it only releases.
pub fn uses(op: &OpKind, f: &mut impl FnMut(Reg)) {
    if !matches!(op, OpKind::Unbind { .. }) {
        op.uses(f);
    }
}
