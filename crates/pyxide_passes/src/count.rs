//! Reference counting, from liveness.
//!
//! Every object register is either *borrowed* (parameters that are never reassigned, constants) or *owns* its
//! reference. A temporary is released after its last use, on whichever edge that is; a variable is kept until the
//! function ends. An operation that takes a reference over gets the register's own when that dies there, else a new
//! one.
//!
//! ```text
//! r1 = call GetAttr(r0, k0)       r1 = call GetAttr(r0, k0)
//! r2 = call Call(r1)         →    r2 = call Call(r1)
//!                                 decref r1
//! return r2                       return r2
//! ```
//!
//! Needs explicit error edges. Guarantees: on every path each owned reference is given away or released exactly once.

use crate::borrow;
use crate::liveness::{Holds, Liveness};
use crate::nullness::{Nullness, Refinement, State};
use crate::split::is_immortal;
use pyxide_mir::{
    Block, Callee, Const, Function, Module, Op, OpKind, Operand, ParamKind, Place, PlaceBase, Reg, RegKind,
    Rvalue, Stage, Storage, Terminator,
};
use pyxide_types::prims::ParamMode;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// What the pass found out of the function's registers.
pub struct Facts {
    pub(crate) roles: Vec<Role>,
    /// Of the blocks that were there before; those that were made for edges are not in it.
    pub(crate) nullness: Nullness,
}

pub fn run(module: &Module, f: &mut Function) -> Facts {
    debug_assert_eq!(f.stage, Stage::Split);
    name_dropped_results(module, f);
    take_returned_out_of_frame(module, f);
    let roles = roles(module, f);
    let holds = Holds::of(module, f);
    let liveness = Liveness::of_references(f, |r| roles[r.index()] == Role::Temp, &holds);
    let nullness = Nullness::of(module, f, &read_unset(f, &liveness));
    let mut pass = Count {
        module,
        preds: pred_counts(f),
        out: vec![None; f.blocks.len()],
        edges: vec![],
        variables: (0..f.regs.len() as u32).map(Reg).filter(|r| roles[r.index()] == Role::User).collect(),
        roles,
        holds,
        liveness,
        nullness,
        f,
    };
    for b in pass.f.block_ids() {
        pass.block(b);
    }
    pass.finish()
}

/// How a register holds references.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    /// Not an object, or an object that something else keeps alive.
    Free,
    /// Owns; released after the last use.
    Temp,
    /// Owns; released when the function ends.
    User,
}

/// A call whose object result nobody wants still owns it.
fn name_dropped_results(module: &Module, f: &mut Function) {
    for b in 0..f.blocks.len() {
        for i in 0..f.blocks[b].ops.len() {
            let OpKind::Call { dst: None, callee, .. } = &f.blocks[b].ops[i].kind else { continue };
            let Some(ty) = module.new_reference(callee) else { continue };
            let temp = f.new_reg(ty, RegKind::Temp, None);
            if let OpKind::Call { dst, .. } = &mut f.blocks[b].ops[i].kind {
                *dst = Some(temp);
            }
        }
    }
}

/// A variable in a generator's frame is cleared before the body returns: its value is taken out first.
fn take_returned_out_of_frame(module: &Module, f: &mut Function) {
    for b in 0..f.blocks.len() {
        let Terminator::Return(Some(Operand::Reg(r))) = f.blocks[b].term else { continue };
        let ty = f.reg(r).ty;
        if f.reg(r).storage == Storage::Local || !module.types.is_object(ty) {
            continue;
        }
        let temp = f.new_reg(ty, RegKind::Temp, None);
        let span = f.blocks[b].term_span;
        let kind = OpKind::Assign { dst: temp, value: Rvalue::Use(r.into()) };
        f.blocks[b].ops.push(Op { span, kind });
        f.blocks[b].term = Terminator::Return(Some(temp.into()));
    }
}

/// Temporaries that some path may read without having set them, as it is with the value that a `return` computed
/// before a `finally` body that other paths run too: NULL stands for "not set".
fn read_unset(f: &Function, liveness: &Liveness) -> Vec<Reg> {
    let mut found = liveness.live_in(Block(0)).to_vec();
    for b in f.block_ids() {
        let data = f.block(b);
        if let (Terminator::Fallible { err, ok }, Some(op)) = (&data.term, data.ops.last())
            && err != ok
        {
            op.kind.defs(&mut |r| {
                if liveness.is_live_in(*err, r) {
                    found.push(r);
                }
            });
        }
    }
    found
}

fn roles(module: &Module, f: &Function) -> Vec<Role> {
    // Registers set by anything but the entry, and those only ever set to constants.
    let mut sets = vec![0u32; f.regs.len()];
    let mut constant_sets = vec![0u32; f.regs.len()];
    let mut borrowed_args = vec![false; f.regs.len()];
    for data in &f.blocks {
        for op in &data.ops {
            op.kind.defs(&mut |r| sets[r.index()] += 1);
            match &op.kind {
                OpKind::Assign { dst, value: Rvalue::Use(o) } if is_immortal(o) => {
                    constant_sets[dst.index()] += 1
                }
                OpKind::ParseArgs { pyfunc, outs } => {
                    for (p, o) in module.pyfuncs[pyfunc.index()].params.iter().zip(outs) {
                        borrowed_args[o.index()] = !is_star(p.kind);
                    }
                }
                _ => {}
            }
        }
        if let Terminator::Yield { sent: Some(r), .. } = data.term {
            sets[r.index()] += 1;
        }
    }
    let borrowed = borrow::borrowed(module, f);
    f.regs
        .iter()
        .enumerate()
        .map(|(i, r)| {
            if !module.types.is_object(r.ty) || borrowed[i] {
                Role::Free
            } else if f.params.contains(&Reg(i as u32)) {
                if sets[i] == 0 { Role::Free } else { Role::User }
            } else if r.storage == Storage::Local
                && (borrowed_args[i] && sets[i] == 1
                    || sets[i] == constant_sets[i] && r.kind == RegKind::Temp)
            {
                Role::Free
            } else if r.kind == RegKind::Temp {
                Role::Temp
            } else {
                Role::User
            }
        })
        .collect()
}

fn is_star(kind: ParamKind) -> bool {
    matches!(kind, ParamKind::VarPositional | ParamKind::VarKeyword)
}

fn pred_counts(f: &Function) -> Vec<u32> {
    let mut n = vec![0; f.blocks.len()];
    n[0] = 1;
    for b in f.block_ids() {
        for s in f.block(b).term.successors() {
            n[s.index()] += 1;
        }
    }
    n
}

struct Count<'a> {
    module: &'a Module,
    f: &'a mut Function,
    roles: Vec<Role>,
    /// Registers that are released when the function ends.
    variables: Vec<Reg>,
    holds: Holds,
    liveness: Liveness,
    nullness: Nullness,
    preds: Vec<u32>,
    /// Rewritten operations per block.
    out: Vec<Option<Vec<Op>>>,
    /// Work to do on an edge: `(from, to, error edge, operations)`.
    edges: Vec<(Block, Block, bool, Vec<OpKind>)>,
}

impl Count<'_> {
    fn role(&self, r: Reg) -> Role {
        self.roles[r.index()]
    }

    fn block(&mut self, b: Block) {
        let Some(mut state) = self.nullness.at(b) else { return };
        let refinement = Refinement::of(self.f, b);
        let data = self.f.block_mut(b);
        let ops = std::mem::take(&mut data.ops);
        let term = data.term.clone();
        let term_span = data.term_span;
        let dying = self.dying(b, &ops, &term);
        let mut owned: Vec<Reg> =
            self.liveness.live_in(b).iter().copied().filter(|&r| self.role(r) == Role::Temp).collect();
        let mut out: Vec<Op> = Vec::with_capacity(ops.len() * 2);
        if b == Block(0) {
            for p in self.f.params.clone() {
                if self.role(p) == Role::User {
                    out.push(Op {
                        span: self.f.span,
                        kind: OpKind::IncRef { value: Operand::Reg(p), nullable: false },
                    });
                }
            }
            // A temporary that some path reads before setting it starts as NULL.
            for &reg in &owned {
                out.push(Op { span: self.f.span, kind: OpKind::SetNull { reg } });
            }
        }
        for reg in self.liveness.held_until(b).to_vec() {
            owned.retain(|&o| o != reg);
            if self.may_hold(&state, reg) {
                out.push(Op { span: term_span, kind: self.release(reg, &state) });
            }
        }
        let fallible = matches!(term, Terminator::Fallible { .. });
        let count = ops.len();
        // Work after the last operation of a fallible block belongs on its success edge.
        let mut on_success: Vec<OpKind> = Vec::new();
        let mut defined_by_last: SmallVec<[Reg; 4]> = SmallVec::new();
        for (i, op) in ops.into_iter().enumerate() {
            let span = op.span;
            let last = fallible && i + 1 == count;
            let stolen = self.stolen(&op.kind);
            let mut all_uses: SmallVec<[Reg; 8]> = SmallVec::new();
            self.holds.uses(&op.kind, &mut |r| all_uses.push(r));
            for value in stolen {
                let moved = match value.reg() {
                    Some(r) => {
                        self.role(r) == Role::Temp
                            && dying[i].contains(&r)
                            && owned.contains(&r)
                            && self.f.reg(r).storage == Storage::Local
                            && all_uses.iter().filter(|&&u| u == r).count() == 1
                    }
                    None => matches!(value, Operand::Const(Const::Null(_))),
                };
                if moved {
                    if let Some(r) = value.reg() {
                        owned.retain(|&o| o != r);
                    }
                } else if !self.certainly_null(&state, &value) {
                    let nullable = self.may_be_null(&state, &value);
                    out.push(Op { span, kind: OpKind::IncRef { value, nullable } });
                }
            }
            let mut defs: SmallVec<[Reg; 4]> = SmallVec::new();
            op.kind.defs(&mut |r| defs.push(r));
            for &d in &defs {
                // Set on an earlier turn of a loop.
                if self.role(d) == Role::Temp
                    && owned.contains(&d)
                    && !all_uses.contains(&d)
                    && self.may_hold(&state, d)
                    && !matches!(op.kind, OpKind::Unbind { .. } | OpKind::SetNull { .. })
                {
                    out.push(Op { span, kind: self.release(d, &state) });
                }
            }
            let replaced = self.replaced(&op.kind, &state);
            self.nullness.step(self.module, self.f, &mut state, &op.kind);
            let mut after: Vec<OpKind> = Vec::new();
            if let Some(r) = self.borrows_result(&op.kind) {
                let nullable = self.nullness.may_be_null(&state, r);
                after.push(OpKind::IncRef { value: Operand::Reg(r), nullable });
            }
            if let OpKind::ParseArgs { pyfunc, outs } = &op.kind {
                for (p, &o) in self.module.pyfuncs[pyfunc.index()].params.iter().zip(outs) {
                    if self.role(o) != Role::Free && !is_star(p.kind) {
                        after.push(OpKind::IncRef { value: Operand::Reg(o), nullable: !p.required });
                    }
                }
            }
            if let Some(kind) = replaced.apply(op.kind) {
                out.push(Op { span, kind });
            }
            for &d in &defs {
                if self.role(d) == Role::Temp && !owned.contains(&d) {
                    owned.push(d);
                }
            }
            if last {
                defined_by_last = defs;
                on_success = after;
            } else {
                for &r in &dying[i] {
                    if owned.contains(&r) {
                        owned.retain(|&o| o != r);
                        after.push(self.release(r, &state));
                    }
                }
                out.extend(after.into_iter().map(|kind| Op { span, kind }));
            }
        }
        match &term {
            Terminator::Return(value) => {
                let mut kept = None;
                if let Some(v) = value
                    && self.module.types.is_object(self.f.ret)
                {
                    let movable = v.reg().filter(|&r| {
                        self.f.reg(r).storage == Storage::Local
                            && match self.role(r) {
                                Role::Temp => owned.contains(&r),
                                Role::User => true,
                                Role::Free => false,
                            }
                    });
                    match movable {
                        Some(r) => kept = Some(r),
                        None => out.push(Op {
                            span: term_span,
                            kind: OpKind::IncRef { value: v.clone(), nullable: self.may_be_null(&state, v) },
                        }),
                    }
                }
                self.release_all(&mut out, &owned, kept, &state, term_span);
            }
            Terminator::Unwind => self.release_all(&mut out, &owned, None, &state, term_span),
            Terminator::Yield { value, sent, resume, err } => {
                let moved = value.reg().filter(|&r| {
                    owned.contains(&r)
                        && self.f.reg(r).storage == Storage::Local
                        && !self.liveness.is_live_in(*resume, r)
                        && err.is_none_or(|e| !self.liveness.is_live_in(e, r))
                });
                match moved {
                    Some(r) => owned.retain(|&o| o != r),
                    None => out.push(Op {
                        span: term_span,
                        kind: OpKind::IncRef { value: value.clone(), nullable: false },
                    }),
                }
                let mut on_resume = owned.clone();
                if let Some(s) = sent
                    && self.role(*s) == Role::Temp
                {
                    on_resume.push(*s);
                }
                self.edge(b, *resume, false, &on_resume, vec![], &state);
                if let Some(e) = err {
                    self.edge(b, *e, true, &owned, vec![], &state);
                }
            }
            Terminator::Fallible { ok, err } => {
                if ok != err {
                    self.edge(b, *ok, false, &owned, on_success, &state);
                }
                owned.retain(|r| !defined_by_last.contains(r));
                let mut on_error = state.clone();
                self.nullness.fail(self.f, &mut on_error, &defined_by_last);
                self.nullness.refine(&refinement, *err, &mut on_error);
                self.edge(b, *err, true, &owned, vec![], &on_error);
            }
            other => {
                let mut successors: SmallVec<[Block; 4]> = other.successors().collect();
                successors.sort();
                successors.dedup();
                for s in successors {
                    let mut on_edge = state.clone();
                    self.nullness.refine(&refinement, s, &mut on_edge);
                    self.edge(b, s, false, &owned, vec![], &on_edge);
                }
            }
        }
        self.out[b.index()] = Some(out);
    }

    /// For each operation, the owning temporaries that are not needed after it.
    fn dying(&self, b: Block, ops: &[Op], term: &Terminator) -> Vec<SmallVec<[Reg; 4]>> {
        let mut live = self.liveness.live_out(self.f, b);
        for o in term.operands() {
            live.extend(o.reg());
        }
        let mut dying = vec![SmallVec::new(); ops.len()];
        for (i, op) in ops.iter().enumerate().rev() {
            let mut defs: SmallVec<[Reg; 4]> = SmallVec::new();
            op.kind.defs(&mut |r| defs.push(r));
            for &d in &defs {
                if self.role(d) == Role::Temp && !live.contains(&d) {
                    dying[i].push(d);
                }
            }
            live.retain(|r| !defs.contains(r));
            self.holds.uses(&op.kind, &mut |r| {
                if self.role(r) == Role::Temp && !live.contains(&r) {
                    if !defs.contains(&r) && !dying[i].contains(&r) {
                        dying[i].push(r);
                    }
                    live.push(r);
                }
            });
        }
        dying
    }

    /// Operands whose reference the operation takes over.
    fn stolen(&self, op: &OpKind) -> SmallVec<[Operand; 1]> {
        let mut out = SmallVec::new();
        match op {
            OpKind::Assign { dst, value } if self.role(*dst) != Role::Free => match value {
                Rvalue::Use(o) => out.push(o.clone()),
                Rvalue::Cast(o) if self.module.types.is_object(self.module.operand_type(self.f, o)) => {
                    out.push(o.clone());
                }
                _ => {}
            },
            OpKind::Store { place, value, .. }
                if self.module.types.is_object(self.module.place_type(self.f, place)) =>
            {
                out.push(value.clone());
            }
            OpKind::Call { callee: Callee::Prim(p), args, .. } => {
                let info = p.info();
                for (i, a) in args.iter().enumerate() {
                    if matches!(info.param(i).1, ParamMode::Stolen | ParamMode::StolenArray) {
                        out.push(a.clone());
                    }
                }
            }
            _ => {}
        }
        out
    }

    /// The owning register that an operation sets to a reference it does not own yet.
    fn borrows_result(&self, op: &OpKind) -> Option<Reg> {
        let dst = match op {
            OpKind::Assign { dst, value: Rvalue::Load(_) | Rvalue::Select(..) } => *dst,
            OpKind::Assign { dst, value: Rvalue::Cast(o) }
                if !self.module.types.is_object(self.module.operand_type(self.f, o)) =>
            {
                *dst
            }
            OpKind::Call { dst: Some(d), callee: Callee::Prim(p), .. } if p.info().returns_borrowed() => *d,
            _ => return None,
        };
        (self.role(dst) != Role::Free).then_some(dst)
    }

    /// Assigning to a variable that may hold something releases that; `del` releases.
    fn replaced(&self, op: &OpKind, before: &State) -> Replaced {
        match *op {
            OpKind::Assign { dst, value: Rvalue::Use(_) }
                if self.role(dst) == Role::User && self.may_hold(before, dst) =>
            {
                Replaced::Stored
            }
            OpKind::Unbind { reg } if self.role(reg) == Role::Free => {
                Replaced::By(Some(OpKind::SetNull { reg }))
            }
            OpKind::Unbind { reg } => Replaced::By(self.may_hold(before, reg).then(|| OpKind::DecRef {
                reg,
                nullable: self.nullness.may_be_null(before, reg),
                clear: true,
            })),
            _ => Replaced::Not,
        }
    }

    fn may_hold(&self, state: &State, r: Reg) -> bool {
        self.nullness.may_be_set(state, r)
    }

    fn may_be_null(&self, state: &State, o: &Operand) -> bool {
        match o {
            Operand::Reg(r) => self.nullness.may_be_null(state, *r),
            Operand::Const(c) => matches!(c, Const::Null(_) | Const::Static(_)),
        }
    }

    fn certainly_null(&self, state: &State, o: &Operand) -> bool {
        match o {
            Operand::Reg(r) => !self.nullness.may_be_set(state, *r),
            Operand::Const(c) => matches!(c, Const::Null(_)),
        }
    }

    fn release(&self, reg: Reg, state: &State) -> OpKind {
        OpKind::DecRef {
            reg,
            nullable: self.nullness.may_be_null(state, reg),
            clear: matches!(self.f.reg(reg).storage, Storage::Frame(_)),
        }
    }

    /// Releases temporaries and variables where the function is left, except the value that is returned.
    fn release_all(
        &self,
        out: &mut Vec<Op>,
        owned: &[Reg],
        kept: Option<Reg>,
        state: &State,
        span: pyxide_diagnostics::Span,
    ) {
        for r in owned.iter().chain(&self.variables).copied() {
            if Some(r) != kept && self.may_hold(state, r) {
                out.push(Op { span, kind: self.release(r, state) });
            }
        }
    }

    /// Releases, on an edge, what its target does not need.
    fn edge(
        &mut self,
        from: Block,
        to: Block,
        err: bool,
        owned: &[Reg],
        mut first: Vec<OpKind>,
        state: &State,
    ) {
        let mut dead: Vec<Reg> = owned
            .iter()
            .copied()
            .filter(|&r| !self.liveness.is_live_in(to, r) && self.may_hold(state, r))
            .collect();
        // Oldest last, so that clean-up sequences share their ends.
        dead.sort_by(|a, b| b.cmp(a));
        first.extend(dead.into_iter().map(|r| self.release(r, state)));
        if !first.is_empty() {
            self.edges.push((from, to, err, first));
        }
    }

    /// Installs the rewritten blocks and the work on edges.
    fn finish(self) -> Facts {
        let Count { f, out, edges, preds, roles, nullness, .. } = self;
        for (data, ops) in f.blocks.iter_mut().zip(out) {
            if let Some(ops) = ops {
                data.ops = ops;
            }
        }
        let mut shared: FxHashMap<(Step, Block, bool), Block> = FxHashMap::default();
        for (from, to, err, kinds) in edges {
            let (span, nogil) = (f.block(from).term_span, f.block(from).nogil);
            if preds[to.index()] == 1 && to != Block(0) {
                let ops = kinds.into_iter().map(|kind| Op { span, kind });
                f.block_mut(to).ops.splice(0..0, ops);
                continue;
            }
            let mut target = to;
            for kind in kinds.into_iter().rev() {
                let key = (Step::of(&kind), target, nogil);
                target = *shared.entry(key).or_insert_with(|| {
                    let b = f.new_block(None, nogil, span);
                    let data = f.block_mut(b);
                    data.ops.push(Op { span, kind });
                    data.term = Terminator::Goto(target);
                    data.term_span = span;
                    b
                });
            }
            match &mut f.block_mut(from).term {
                Terminator::Fallible { ok, err: e } if ok == e => (*ok, *e) = (target, target),
                Terminator::Fallible { ok, err: e } => *(if err { e } else { ok }) = target,
                Terminator::Yield { resume, err: e, .. } => {
                    if err {
                        *e = Some(target);
                    } else {
                        *resume = target;
                    }
                }
                term => term.map_successors(|s| if s == to { target } else { s }),
            }
        }
        f.stage = Stage::Counted;
        Facts { roles, nullness }
    }
}

/// What becomes of an operation.
enum Replaced {
    Not,
    /// An assignment that releases what the variable holds.
    Stored,
    By(Option<OpKind>),
}

impl Replaced {
    fn apply(self, op: OpKind) -> Option<OpKind> {
        match (self, op) {
            (Replaced::Stored, OpKind::Assign { dst, value: Rvalue::Use(value) }) => {
                Some(OpKind::Store { place: Place::reg(dst), value, init: false })
            }
            (Replaced::By(other), _) => other,
            (_, op) => Some(op),
        }
    }
}

/// The work of a block made for edges, which those with the same work share.
#[derive(PartialEq, Eq, Hash)]
enum Step {
    Release {
        reg: Reg,
        nullable: bool,
        clear: bool,
    },
    Hold {
        reg: Reg,
        nullable: bool,
    },
    /// Anything else, by its text.
    Other(String),
}

impl Step {
    fn of(kind: &OpKind) -> Step {
        match *kind {
            OpKind::DecRef { reg, nullable, clear } => Step::Release { reg, nullable, clear },
            OpKind::IncRef { value: Operand::Reg(reg), nullable } => Step::Hold { reg, nullable },
            ref other => Step::Other(format!("{other:?}")),
        }
    }
}

/// Whether a place is a whole register.
pub fn is_register(place: &Place) -> bool {
    matches!(place.base, PlaceBase::Reg(_)) && place.path.is_empty()
}
