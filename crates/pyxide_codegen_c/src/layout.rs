//! Which temporaries are printed in place of their one use.
//!
//! A temporary is folded when it is set once by a computation without effects, read once, later in the same block,
//! and nothing in between changes what the computation reads; or by a call whose result the next operation passes on. The result is a C expression tree instead of a list of
//! three-address statements.
//!
//! ```text
//! t1 = n * 8; t2 = malloc(t1);      →      t2 = malloc(n * 8);
//! ```

use pyxide_diagnostics::Span;
use pyxide_mir::{Function, Module, OpKind, Operand, Proj, Reg, RegKind, Rvalue, Storage, Terminator};
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

/// Expression trees that grow beyond this many operations are not folded further.
const MAX_WEIGHT: u32 = 24;

/// Where each folded register's defining operation is: `(block, index)`.
#[derive(Default)]
pub struct Folds {
    at: FxHashMap<Reg, (usize, usize)>,
    /// Those whose computation calls something.
    calling: FxHashSet<Reg>,
}

impl Folds {
    pub fn get(&self, r: Reg) -> Option<(usize, usize)> {
        self.at.get(&r).copied()
    }

    pub fn is_folded(&self, r: Reg) -> bool {
        self.at.contains_key(&r)
    }

    /// Whether the computation of a folded register calls something.
    pub fn calls(&self, r: Reg) -> bool {
        self.calling.contains(&r)
    }

    /// `line`: the line of a span.
    pub fn of(module: &Module, f: &Function, line: &dyn Fn(Span) -> u32) -> Folds {
        let mut defs = vec![0u32; f.regs.len()];
        let mut reads = vec![0u32; f.regs.len()];
        for data in &f.blocks {
            for op in &data.ops {
                op.kind.defs(&mut |r| defs[r.index()] += 1);
                op.kind.uses(&mut |r| reads[r.index()] += 1);
                // An address keeps its register a variable.
                if let OpKind::Assign { value: Rvalue::AddrOf(p), .. } = &op.kind
                    && let Some(r) = p.base_reg()
                {
                    reads[r.index()] += 2;
                }
            }
            for o in data.term.operands() {
                if let Operand::Reg(r) = o {
                    reads[r.index()] += 1;
                }
            }
            if let Terminator::Yield { sent: Some(r), .. } = data.term {
                defs[r.index()] += 1;
            }
        }
        let mut folds = Folds::default();
        let mut weight: FxHashMap<Reg, u32> = FxHashMap::default();
        for (b, data) in f.blocks.iter().enumerate() {
            // Pending candidates of this block: register, what its computation reads, whether it reads memory.
            let mut pending: Vec<(Reg, usize, SmallVec<[Reg; 4]>, bool)> = Vec::new();
            // A call whose result the next operation may take.
            let mut called: Option<(Reg, usize)> = None;
            let raises = matches!(data.term, Terminator::Fallible { .. });
            for (i, op) in data.ops.iter().enumerate() {
                // Reads first: a candidate used here is folded here.
                let mut used: SmallVec<[Reg; 8]> = SmallVec::new();
                op.kind.uses(&mut |r| used.push(r));
                settle(&mut pending, &used, &mut folds, b);
                let takes_call = called.take().filter(|&(r, k)| {
                    takes(&op.kind, r)
                        && line(op.span) == line(data.ops[k].span)
                        && !(raises && i + 1 == data.ops.len())
                });
                if let Some((r, k)) = takes_call {
                    folds.at.insert(r, (b, k));
                    folds.calling.insert(r);
                }
                if !pending.is_empty() {
                    let mut set: SmallVec<[Reg; 4]> = SmallVec::new();
                    op.kind.defs(&mut |r| set.push(r));
                    pending.retain(|(_, _, inputs, _)| !inputs.iter().any(|r| set.contains(r)));
                }
                if !pending.is_empty() && has_effects(&op.kind) {
                    pending.retain(|(_, _, _, memory)| !memory);
                }
                let (dst, value) = match &op.kind {
                    OpKind::Assign { dst, value } => (dst, Some(value)),
                    OpKind::Call { dst: Some(dst), outs, .. }
                        if outs.is_empty() && !(raises && i + 1 == data.ops.len()) =>
                    {
                        (dst, None)
                    }
                    _ => continue,
                };
                let data = f.reg(*dst);
                if data.kind != RegKind::Temp
                    || data.storage != Storage::Local
                    || defs[dst.index()] != 1
                    || reads[dst.index()] != 1
                    || module.types.is_object(data.ty)
                    || matches!(value, Some(Rvalue::Aggregate(_)))
                    || is_array(module, data.ty)
                {
                    continue;
                }
                let mut w = 1;
                for r in &used {
                    w += weight.get(r).copied().filter(|_| folds.is_folded(*r)).unwrap_or(0);
                }
                if w > MAX_WEIGHT {
                    continue;
                }
                weight.insert(*dst, w);
                if value.is_none() || takes_call.is_some() {
                    called = Some((*dst, i));
                    continue;
                }
                // What folded inputs read counts as read by this computation.
                let mut inputs = SmallVec::new();
                let mut memory = false;
                collect_inputs(f, &folds, &op.kind, &mut inputs, &mut memory);
                pending.push((*dst, i, inputs, memory));
            }
            let used: SmallVec<[Reg; 2]> = data.term.operands().filter_map(Operand::reg).collect();
            settle(&mut pending, &used, &mut folds, b);
            let decides = match data.term {
                Terminator::Branch { then, otherwise, .. } => then != otherwise,
                Terminator::Return(_) | Terminator::Switch { .. } => true,
                _ => false,
            };
            if let Some((r, k)) = called
                && decides
                && used.contains(&r)
                && line(data.term_span) == line(data.ops[k].span)
            {
                folds.at.insert(r, (b, k));
                folds.calling.insert(r);
            }
        }
        folds
    }
}

fn settle(
    pending: &mut Vec<(Reg, usize, SmallVec<[Reg; 4]>, bool)>,
    used: &[Reg],
    folds: &mut Folds,
    block: usize,
) {
    pending.retain(|(r, i, _, _)| {
        let here = used.contains(r);
        if here {
            folds.at.insert(*r, (block, *i));
        }
        !here
    });
}

fn collect_inputs(
    f: &Function,
    folds: &Folds,
    op: &OpKind,
    inputs: &mut SmallVec<[Reg; 4]>,
    memory: &mut bool,
) {
    if let OpKind::Assign { value: Rvalue::Load(_), .. } = op {
        *memory = true;
    }
    op.uses(&mut |r| match folds.get(r) {
        Some((b, i)) => collect_inputs(f, folds, &f.blocks[b].ops[i].kind, inputs, memory),
        None => inputs.push(r),
    });
}

/// Whether the operation only passes the register on, so that a call in its place is still made before anything else.
fn takes(op: &OpKind, r: Reg) -> bool {
    let is = |o: &Operand| o.reg() == Some(r);
    let constant = |o: &Operand| matches!(o, Operand::Const(_));
    match op {
        OpKind::Assign { value, .. } => match value {
            Rvalue::Use(o) | Rvalue::Cast(o) | Rvalue::Unary(_, o) => is(o),
            Rvalue::Binary(_, a, b) => is(a) && constant(b) || constant(a) && is(b),
            _ => false,
        },
        OpKind::Store { place, value, .. } => {
            is(value)
                && place.path.iter().enumerate().all(|(i, p)| match p {
                    Proj::Field(..) | Proj::TupleItem(_) => true,
                    Proj::Deref | Proj::ClassField(..) | Proj::ScopeField(..) => i == 0,
                    Proj::Index(_) => false,
                })
        }
        _ => false,
    }
}

/// Whether the operation may change memory that a pending load reads.
fn has_effects(op: &OpKind) -> bool {
    match op {
        OpKind::Assign { .. } => false,
        OpKind::Call { callee: pyxide_mir::Callee::Prim(p), .. } => !p.info().has("pure"),
        _ => true,
    }
}

fn is_array(module: &Module, ty: pyxide_types::TypeId) -> bool {
    matches!(module.types.kind(ty), pyxide_types::Type::Array(..))
}
