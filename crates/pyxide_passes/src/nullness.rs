//! Which object registers may be NULL, and which may hold a reference, at each block start.
//!
//! Variables start out unbound (NULL), some primitives give NULL without an error, `del` unbinds. The analysis goes
//! forward over the graph with explicit error edges and uses tests against NULL that end a block.

use crate::bits::Bits;
use crate::cfg::reverse_postorder;
use pyxide_mir::{
    BinOp, Block, Callee, Const, Function, Module, OpKind, Operand, ParamKind, Place, PlaceBase, Proj, Reg,
    RegKind, Rvalue, Terminator,
};
use pyxide_types::ErrorProtocol;
use smallvec::SmallVec;

/// What may be true of each tracked register.
#[derive(Clone, PartialEq, Debug)]
pub struct State {
    may_be_null: Bits,
    may_be_set: Bits,
}

impl State {
    /// `false`: certainly holds a reference.
    pub fn may_be_null(&self, r: Reg) -> bool {
        self.may_be_null.has(r.index())
    }

    /// `false`: certainly NULL.
    pub fn may_be_set(&self, r: Reg) -> bool {
        self.may_be_set.has(r.index())
    }

    fn put(&mut self, r: Reg, null: bool, set: bool) {
        self.may_be_null.set(r.index(), null);
        self.may_be_set.set(r.index(), set);
    }

    fn merge(&mut self, other: &State) -> bool {
        let a = self.may_be_null.union(&other.may_be_null);
        let b = self.may_be_set.union(&other.may_be_set);
        a || b
    }
}

/// The state at the start of every reachable block.
pub struct Nullness {
    entry: Vec<Option<State>>,
    /// Dense index of each tracked register; registers outside it are never NULL.
    map: Vec<Option<u32>>,
}

impl Nullness {
    /// `seeds` are temporaries to follow that no operation sets to NULL in so many words.
    pub fn of(module: &Module, f: &Function, seeds: &[Reg]) -> Nullness {
        let map = tracked(module, f, seeds);
        let len = map.iter().flatten().count();
        let mut this = Nullness { entry: vec![None; f.blocks.len()], map };
        let mut start = State { may_be_null: Bits::full(len.max(1)), may_be_set: Bits::empty(len.max(1)) };
        for &p in &f.params {
            if let Some(i) = this.index(p) {
                start.put(i, false, true);
            }
        }
        this.entry[0] = Some(start);
        let order = reverse_postorder(f);
        let mut dirty = vec![false; f.blocks.len()];
        dirty[0] = true;
        loop {
            let mut changed = false;
            for &b in &order {
                if !std::mem::take(&mut dirty[b.index()]) {
                    continue;
                }
                let Some(mut state) = this.entry[b.index()].clone() else { continue };
                let data = f.block(b);
                let fallible = matches!(data.term, Terminator::Fallible { .. });
                let (last, rest) = match data.ops.split_last() {
                    Some((last, rest)) if fallible => (Some(last), rest),
                    _ => (None, &data.ops[..]),
                };
                for op in rest {
                    this.step(module, f, &mut state, &op.kind);
                }
                let before_last = last.map(|_| state.clone());
                if let Some(op) = last {
                    this.step(module, f, &mut state, &op.kind);
                }
                let passes = match (last.map(|op| &op.kind), &before_last) {
                    (Some(OpKind::CheckBound { reg, .. }), Some(before)) => !this.may_be_null(before, *reg),
                    _ => false,
                };
                let refinement = Refinement::of(f, b);
                for s in data.term.successors() {
                    // A check of what is certainly set does not fail: the error edge tells nothing.
                    if passes
                        && matches!(data.term, Terminator::Fallible { err, ok } if s == err && ok != err)
                    {
                        continue;
                    }
                    let mut out = match (&data.term, last, &before_last) {
                        (&Terminator::Fallible { err, ok }, Some(op), Some(before))
                            if s == err && ok != err =>
                        {
                            let mut defs: SmallVec<[Reg; 4]> = SmallVec::new();
                            op.kind.defs(&mut |r| defs.push(r));
                            let mut failed = before.clone();
                            this.fail(f, &mut failed, &defs);
                            failed
                        }
                        _ => state.clone(),
                    };
                    this.refine(&refinement, s, &mut out);
                    if let Terminator::Yield { sent: Some(r), resume, .. } = data.term
                        && s == resume
                        && let Some(i) = this.index(r)
                    {
                        out.put(i, false, true);
                    }
                    let slot = &mut this.entry[s.index()];
                    let grew = match slot {
                        Some(old) => old.merge(&out),
                        None => {
                            *slot = Some(out);
                            true
                        }
                    };
                    if grew {
                        dirty[s.index()] = true;
                        changed = true;
                    }
                }
            }
            if !changed {
                return this;
            }
        }
    }

    fn index(&self, r: Reg) -> Option<Reg> {
        self.map.get(r.index()).copied().flatten().map(Reg)
    }

    /// A cursor at the start of `b`; `None` for unreachable blocks.
    pub fn at(&self, b: Block) -> Option<State> {
        self.entry.get(b.index())?.clone()
    }

    pub fn may_be_null(&self, state: &State, r: Reg) -> bool {
        self.index(r).is_some_and(|i| state.may_be_null(i))
    }

    pub fn may_be_set(&self, state: &State, r: Reg) -> bool {
        self.index(r).is_none_or(|i| state.may_be_set(i))
    }

    fn operand_may_be_null(&self, state: &State, o: &Operand) -> bool {
        match o {
            Operand::Reg(r) => self.may_be_null(state, *r),
            Operand::Const(c) => matches!(c, Const::Null(_) | Const::Static(_)),
        }
    }

    /// Applies one operation as it succeeds.
    pub fn step(&self, module: &Module, f: &Function, state: &mut State, op: &OpKind) {
        let put = |state: &mut State, r: Reg, null: bool, set: bool| {
            if let Some(i) = self.index(r) {
                state.put(i, null, set);
            }
        };
        match op {
            OpKind::Assign { dst, value } => {
                let (null, set) = match value {
                    Rvalue::Use(Operand::Const(Const::Null(_))) => (true, false),
                    Rvalue::Use(o) => {
                        let set = o.reg().is_none_or(|r| self.may_be_set(state, r));
                        (self.operand_may_be_null(state, o), set)
                    }
                    Rvalue::Load(p) => (load_may_be_null(p), true),
                    Rvalue::Cast(o) => (self.operand_may_be_null(state, o) || !is_object(module, f, o), true),
                    Rvalue::Select(_, a, b) => {
                        (self.operand_may_be_null(state, a) || self.operand_may_be_null(state, b), true)
                    }
                    _ => (false, true),
                };
                put(state, *dst, null, set);
            }
            OpKind::Store { place, value, .. } if place.path.is_empty() => {
                if let Some(dst) = place.base_reg() {
                    put(state, dst, self.operand_may_be_null(state, value), true);
                }
            }
            OpKind::Call { dst, outs, callee, .. } => {
                if let Some(d) = dst {
                    put(state, *d, result_may_be_null(module, callee), true);
                }
                for &o in outs {
                    put(state, o, true, true);
                }
            }
            OpKind::ParseArgs { pyfunc, outs } => {
                for (p, &o) in module.pyfuncs[pyfunc.index()].params.iter().zip(outs) {
                    let star = matches!(p.kind, ParamKind::VarPositional | ParamKind::VarKeyword);
                    put(state, o, !p.required && !star, true);
                }
            }
            OpKind::CheckBound { reg, .. } => put(state, *reg, false, true),
            OpKind::Unbind { reg } | OpKind::SetNull { reg } => put(state, *reg, true, false),
            _ => {}
        }
    }

    /// Applies an operation that failed: the temporaries for its results, of those that it sets, are NULL then.
    pub fn fail(&self, f: &Function, state: &mut State, defs: &[Reg]) {
        for &r in defs {
            if f.reg(r).kind == RegKind::Temp
                && let Some(i) = self.index(r)
            {
                state.put(i, true, false);
            }
        }
    }

    /// Applies what the way to `to` tells.
    pub fn refine(&self, refinement: &Refinement, to: Block, state: &mut State) {
        let (reg, is_null) = match *refinement {
            Refinement::Unbound { reg, err } if to == err => (reg, true),
            Refinement::Null { reg, null } => (reg, to == null),
            _ => return,
        };
        if let Some(i) = self.index(reg) {
            state.put(i, is_null, !is_null);
        }
    }
}

/// What the edges out of a block tell of a register: a branch on a comparison with NULL, and a failed check.
pub enum Refinement {
    None,
    Unbound { reg: Reg, err: Block },
    Null { reg: Reg, null: Block },
}

impl Refinement {
    pub fn of(f: &Function, b: Block) -> Refinement {
        let data = f.block(b);
        match (&data.term, data.ops.last().map(|op| &op.kind)) {
            (&Terminator::Fallible { ok, err }, Some(&OpKind::CheckBound { reg, .. })) if ok != err => {
                Refinement::Unbound { reg, err }
            }
            (Terminator::Branch { .. }, _) => match null_test(f, b) {
                Some((reg, null)) => Refinement::Null { reg, null },
                None => Refinement::None,
            },
            _ => Refinement::None,
        }
    }
}

/// The register that the branch at the end of a block compares with NULL, and where the branch goes if it is.
pub fn null_test(f: &Function, b: Block) -> Option<(Reg, Block)> {
    let data = f.block(b);
    let Terminator::Branch { cond: Operand::Reg(c), then, otherwise, .. } = &data.term else { return None };
    if then == otherwise {
        return None;
    }
    let sets_cond = |kind: &OpKind| {
        let mut sets = false;
        kind.defs(&mut |r| sets |= r == *c);
        sets
    };
    let op = data.ops.iter().rev().find(|op| sets_cond(&op.kind))?;
    let OpKind::Assign { dst, value: Rvalue::Binary(cmp @ (BinOp::Eq | BinOp::Ne), a, z) } = &op.kind else {
        return None;
    };
    if dst != c {
        return None;
    }
    match (a, z) {
        (Operand::Reg(r), Operand::Const(Const::Null(_)))
        | (Operand::Const(Const::Null(_)), Operand::Reg(r)) => {
            Some((*r, if *cmp == BinOp::Eq { *then } else { *otherwise }))
        }
        _ => None,
    }
}

fn is_object(module: &Module, f: &Function, o: &Operand) -> bool {
    module.types.is_object(module.operand_type(f, o))
}

fn result_may_be_null(module: &Module, callee: &Callee) -> bool {
    match module.callee_error(callee) {
        ErrorProtocol::NullOrStop => true,
        ErrorProtocol::Never => matches!(callee, Callee::Prim(_)),
        ErrorProtocol::Null => false,
        _ => true,
    }
}

/// Attributes of extension classes are never NULL while the object lives; other memory may be.
fn load_may_be_null(place: &Place) -> bool {
    match place.path.last() {
        Some(Proj::ClassField(..)) => false,
        Some(_) => true,
        None => !matches!(place.base, PlaceBase::CVar(_)),
    }
}

/// Registers whose NULL state is followed: variables, and temporaries that some operation may set to NULL.
fn tracked(module: &Module, f: &Function, seeds: &[Reg]) -> Vec<Option<u32>> {
    let mut wanted: Vec<bool> =
        f.regs.iter().map(|r| r.kind != RegKind::Temp && module.types.is_object(r.ty)).collect();
    for r in seeds {
        wanted[r.index()] = true;
    }
    let temps_too = |r: Reg| module.types.is_object(f.reg(r).ty);
    // Copies spread possible NULLs between temporaries; repeat until nothing is added.
    loop {
        let mut grew = false;
        for data in &f.blocks {
            for op in &data.ops {
                let mut add = |r: Reg| {
                    if !wanted[r.index()] && temps_too(r) {
                        wanted[r.index()] = true;
                        grew = true;
                    }
                };
                match &op.kind {
                    OpKind::Assign { dst, value } => {
                        let mut null = match value {
                            Rvalue::Load(p) => load_may_be_null(p),
                            Rvalue::Cast(o) => !is_object(module, f, o),
                            _ => false,
                        };
                        value.for_each_operand(&mut |o| match o {
                            Operand::Reg(r) => null |= wanted[r.index()] && value.place().is_none(),
                            Operand::Const(c) => null |= matches!(c, Const::Null(_) | Const::Static(_)),
                        });
                        if null && !wanted[dst.index()] && temps_too(*dst) {
                            wanted[dst.index()] = true;
                            grew = true;
                        }
                    }
                    OpKind::Call { dst, outs, callee, .. } => {
                        outs.iter().for_each(|&o| add(o));
                        if let Some(d) = dst
                            && result_may_be_null(module, callee)
                        {
                            add(*d);
                        }
                    }
                    OpKind::ParseArgs { outs, .. } => outs.iter().for_each(|&o| add(o)),
                    OpKind::Unbind { reg } | OpKind::SetNull { reg } | OpKind::CheckBound { reg, .. } => {
                        add(*reg)
                    }
                    _ => {}
                }
            }
        }
        if !grew {
            break;
        }
    }
    let mut next = 0;
    wanted
        .into_iter()
        .map(|w| {
            w.then(|| {
                next += 1;
                next - 1
            })
        })
        .collect()
}
