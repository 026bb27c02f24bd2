//! Natural loops of a function: what they contain, which registers they set, and which of those count by one.
//!
//! A register that a loop only ever increases by one takes every value up to the loop's bound. That makes an access at
//! the bound certain, which no other symbol does.

use pyxide_mir::{BinOp, Block, Const, Function, OpKind, Operand, Reg, Rvalue};
use rustc_hash::FxHashMap;

/// One loop, by its header.
#[derive(Default)]
pub struct Loop {
    pub body: Vec<Block>,
    /// Registers that the loop sets.
    pub set: Vec<Reg>,
    /// Those of them whose only change is an increase by one.
    pub counters: Vec<Reg>,
}

/// The loops of `f`. Blocks stand in reverse postorder: an edge backwards closes a loop.
pub fn find(f: &Function) -> FxHashMap<Block, Loop> {
    let mut preds: Vec<Vec<Block>> = vec![vec![]; f.blocks.len()];
    for b in f.block_ids() {
        for s in f.block(b).term.successors() {
            preds[s.index()].push(b);
        }
    }
    let mut out: FxHashMap<Block, Loop> = FxHashMap::default();
    for b in f.block_ids() {
        for header in f.block(b).term.successors().filter(|h| *h <= b) {
            // What reaches `b` without passing the header.
            let mut body = vec![header];
            let mut work = vec![b];
            while let Some(x) = work.pop() {
                if !body.contains(&x) {
                    body.push(x);
                    work.extend(&preds[x.index()]);
                }
            }
            let all = out.entry(header).or_default();
            for x in body {
                if !all.body.contains(&x) {
                    all.body.push(x);
                }
            }
        }
    }
    for l in out.values_mut() {
        let mut defs: FxHashMap<Reg, Vec<&OpKind>> = FxHashMap::default();
        for op in l.body.iter().flat_map(|x| &f.block(*x).ops) {
            op.kind.defs(&mut |r| {
                let list = defs.entry(r).or_default();
                if list.is_empty() {
                    l.set.push(r);
                }
                list.push(&op.kind);
            });
        }
        let single = |r: Reg| match defs.get(&r).map(Vec::as_slice) {
            Some([OpKind::Assign { value, .. }]) => Some(value),
            _ => None,
        };
        for &r in &l.set {
            let mut value = single(r);
            // `i = i + 1` through temporaries.
            for _ in 0..3 {
                match value {
                    Some(Rvalue::Use(Operand::Reg(t)) | Rvalue::Cast(Operand::Reg(t))) => value = single(*t),
                    _ => break,
                }
            }
            let reaches = |o: &Operand| {
                let mut at = o.reg();
                for _ in 0..3 {
                    if at == Some(r) {
                        return true;
                    }
                    at = match at.and_then(single) {
                        Some(Rvalue::Use(Operand::Reg(t)) | Rvalue::Cast(Operand::Reg(t))) => Some(*t),
                        _ => None,
                    };
                }
                false
            };
            if let Some(Rvalue::Binary(BinOp::Add, a, Operand::Const(Const::Int(n, _)))) = value
                && *n == 1.into()
                && reaches(a)
            {
                l.counters.push(r);
            }
        }
    }
    out
}
