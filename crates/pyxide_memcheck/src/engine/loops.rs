//! Natural loops of a function: what they contain, which registers they set, and which of those count by one.
//!
//! A register that a loop only ever increases by one takes every value up to the loop's bound. That makes an access at
//! the bound certain, which no other symbol does.

use crate::allocators::{self, Role};
use pyxide_mir::{BinOp, Block, Callee, Const, Function, Module, OpKind, Operand, Place, Reg, Rvalue};
use rustc_hash::FxHashMap;

/// One loop, by its header.
#[derive(Default)]
pub struct Loop {
    pub body: Vec<Block>,
    /// Registers that the loop sets.
    pub set: Vec<Reg>,
    /// Those of them whose only change is an increase by one.
    pub counters: Vec<Reg>,
    /// Variables whose elements or members the loop uses.
    pub bases: Vec<Reg>,
    /// Its body releases blocks, or may do so through a function of the module.
    pub releases: bool,
}

/// The loops of `f`. Blocks stand in reverse postorder: an edge backwards closes a loop.
pub fn find(f: &Function, module: &Module) -> FxHashMap<Block, Loop> {
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
        for op in l.body.iter().flat_map(|x| &f.block(*x).ops) {
            let place = match &op.kind {
                OpKind::Assign { value, .. } => value.place(),
                OpKind::Store { place, .. } => Some(place),
                _ => None,
            };
            l.bases.extend(place.filter(|p| !p.path.is_empty()).and_then(Place::base_reg));
            l.releases |= matches!(&op.kind, OpKind::Call { callee, .. } if may_release(module, callee));
        }
        l.bases.sort_unstable();
        l.bases.dedup();
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

/// Whether a loop has a turn that passes `without` by.
pub fn goes_round(f: &Function, header: Block, body: &[Block], without: Block) -> bool {
    let mut seen = vec![header];
    let mut work = vec![header];
    while let Some(b) = work.pop() {
        for s in f.block(b).term.successors().filter(|s| body.contains(s) && *s != without) {
            if s == header {
                return true;
            }
            if !seen.contains(&s) {
                seen.push(s);
                work.push(s);
            }
        }
    }
    false
}

/// Functions that release blocks, and those of the module, which may.
fn may_release(module: &Module, callee: &Callee) -> bool {
    match callee {
        Callee::CFunc(c) => {
            let decl = &module.cfuncs[c.index()];
            decl.func.is_some()
                || matches!(allocators::by_name(&decl.cname).map(|e| e.role), Some(Role::Free { .. }))
        }
        Callee::Func(_) | Callee::Method(..) | Callee::Virtual(..) => true,
        _ => false,
    }
}
