//! Proves of counted MIR that references balance on every path, error paths that no test takes included.
//!
//! An object register owns `n` references through itself, or is NULL, or is dead. The analysis follows operations and
//! meets paths where they join; it says where a reference is lost (overwritten, or owned where the function is left),
//! where one is given up that is not owned, and where a register is read that holds nothing any longer.
//!
//! ```text
//! r1 = call GetAttr(r0, k0)      r1 owns 1
//! r2 = call Call(r1)             r2 owns 1, r1 owns 1
//! return r2                      r1 owns 1 where the function is left: it leaks
//! ```
//!
//! Needs what the counting pass knew (roles of registers, which may be NULL where). It shares nothing else with it.

use crate::count::{Facts, Role};
use crate::liveness::Holds;
use crate::nullness::null_test;
use pyxide_mir::{
    Block, Callee, Const, Function, Module, OpKind, Operand, ParamKind, Place, Reg, RegKind, Rvalue, Storage,
    Terminator,
};
use pyxide_types::ErrorProtocol;
use pyxide_types::prims::ParamMode;

/// What a register holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Held {
    /// Nothing was put in yet: C's garbage.
    Unset,
    Null,
    /// An object, of which the register owns that many references. A borrowed one: none.
    Object(i32),
    /// NULL, or that.
    Maybe(i32),
    /// An object that the register does not keep alive any longer.
    Dead,
    /// Paths disagree.
    Torn,
}

use Held::*;

impl Held {
    fn owns(self) -> bool {
        matches!(self, Object(1..) | Maybe(1..) | Torn)
    }

    fn meet(self, other: Held) -> Held {
        match (self, other) {
            (a, b) if a == b => a,
            (Null, Object(n) | Maybe(n)) | (Object(n) | Maybe(n), Null) => Maybe(n),
            (Object(a) | Maybe(a), Object(b) | Maybe(b)) if a == b => Maybe(a),
            (a, b) if a.owns() || b.owns() => Torn,
            (Unset, _) | (_, Unset) => Unset,
            _ => Dead,
        }
    }
}

#[derive(Clone, PartialEq)]
struct State {
    regs: Vec<Held>,
    /// References to constants, counted up and not given up.
    constants: i32,
}

/// What is wrong with the function's references; empty: nothing.
pub fn check(module: &Module, f: &Function, facts: &Facts) -> Vec<String> {
    let mut this = Balance { module, f, facts, holds: Holds::of(module, f), problems: None };
    let mut entry: Vec<Option<State>> = vec![None; f.blocks.len()];
    let mut start = State { regs: vec![Unset; f.regs.len()], constants: 0 };
    for (i, data) in f.regs.iter().enumerate() {
        let variable = data.kind != RegKind::Temp || data.storage != Storage::Local;
        if f.params.contains(&Reg(i as u32)) {
            start.regs[i] = Object(0);
        } else if variable && !matches!(data.storage, Storage::Arg(_)) {
            start.regs[i] = Null;
        }
    }
    entry[0] = Some(start);
    let mut work = vec![Block(0)];
    while let Some(b) = work.pop() {
        let Some(state) = entry[b.index()].clone() else { continue };
        for (to, out) in this.block(b, state) {
            let slot = &mut entry[to.index()];
            let met = match slot {
                None => out,
                Some(old) => State {
                    regs: old.regs.iter().zip(&out.regs).map(|(a, b)| a.meet(*b)).collect(),
                    constants: old.constants.max(out.constants),
                },
            };
            if slot.as_ref() != Some(&met) {
                *slot = Some(met);
                work.push(to);
            }
        }
    }
    this.problems = Some(Vec::new());
    for b in f.block_ids() {
        if let Some(state) = entry[b.index()].clone() {
            this.block(b, state);
        }
    }
    let mut problems = this.problems.unwrap_or_default();
    problems.dedup();
    problems
}

struct Balance<'a> {
    module: &'a Module,
    f: &'a Function,
    facts: &'a Facts,
    holds: Holds,
    /// Filled in the last round, when the states are final.
    problems: Option<Vec<String>>,
}

impl Balance<'_> {
    fn problem(&mut self, b: Block, r: Option<Reg>, what: &str) {
        if let Some(list) = &mut self.problems {
            let reg = r.map_or("a constant".to_string(), |r| match &self.f.reg(r).name {
                Some(name) => format!("r{} ({name})", r.0),
                None => format!("r{}", r.0),
            });
            list.push(format!("{}: b{}: {reg} {what}", self.f.name, b.0));
        }
    }

    fn is_object(&self, r: Reg) -> bool {
        self.module.types.is_object(self.f.reg(r).ty)
    }

    fn role(&self, r: Reg) -> Role {
        self.facts.roles[r.index()]
    }

    /// The states on the edges out of a block.
    fn block(&mut self, b: Block, mut state: State) -> Vec<(Block, State)> {
        self.refine(b, &mut state);
        let data = self.f.block(b);
        let fallible = match data.term {
            Terminator::Fallible { ok, err } => Some((ok, err)),
            _ => None,
        };
        let count = data.ops.len();
        for (i, op) in data.ops.iter().enumerate() {
            self.reads(b, &op.kind, &state);
            if let (Some((ok, err)), true) = (fallible, i + 1 == count) {
                let mut failed = state.clone();
                self.step(b, &op.kind, &mut failed, true);
                if ok == err {
                    return vec![(err, failed)];
                }
                // Of a register that is known, a check takes one way.
                let bound = match op.kind {
                    OpKind::CheckBound { reg, .. } => Some(state.regs[reg.index()]),
                    _ => None,
                };
                self.step(b, &op.kind, &mut state, false);
                return match bound {
                    Some(Null) => vec![(err, failed)],
                    Some(Object(_)) => vec![(ok, state)],
                    _ => vec![(ok, state), (err, failed)],
                };
            }
            self.step(b, &op.kind, &mut state, false);
        }
        match &data.term {
            Terminator::Return(value) => {
                if let Some(v) = value
                    && self.module.types.is_object(self.f.ret)
                {
                    self.take(b, v, &mut state);
                }
                self.leave(b, &state);
                vec![]
            }
            Terminator::Unwind => {
                self.leave(b, &state);
                vec![]
            }
            Terminator::Yield { value, sent, resume, err } => {
                self.take(b, value, &mut state);
                self.leave(b, &state);
                for (i, held) in state.regs.iter_mut().enumerate() {
                    if self.f.regs[i].storage == Storage::Local && !self.f.params.contains(&Reg(i as u32)) {
                        *held = Unset;
                    }
                }
                let mut out: Vec<(Block, State)> = err.iter().map(|e| (*e, state.clone())).collect();
                if let Some(r) = sent {
                    self.put(b, *r, Object(1), &mut state);
                }
                out.push((*resume, state));
                out
            }
            other => {
                let test = null_test(self.f, b);
                let on_edge = |to: Block| {
                    let mut state = state.clone();
                    if let Some((r, null)) = test
                        && let Maybe(n) = state.regs[r.index()]
                    {
                        state.regs[r.index()] = if to == null { Null } else { Object(n) };
                    }
                    (to, state)
                };
                other.successors().map(on_edge).collect()
            }
        }
    }

    /// Tests against NULL on the way to a block say more of a register.
    fn refine(&self, b: Block, state: &mut State) {
        let Some(known) = self.facts.nullness.at(b) else { return };
        for (i, held) in state.regs.iter_mut().enumerate() {
            let r = Reg(i as u32);
            if let Maybe(n) = *held {
                if !self.facts.nullness.may_be_set(&known, r) {
                    *held = Null;
                } else if !self.facts.nullness.may_be_null(&known, r) {
                    *held = Object(n);
                }
            }
        }
    }

    /// What an operation reads must be there.
    fn reads(&mut self, b: Block, op: &OpKind, state: &State) {
        if matches!(op, OpKind::SetNull { .. } | OpKind::DecRef { .. }) {
            return;
        }
        let mut read = Vec::new();
        self.holds.uses(op, &mut |r| read.push(r));
        for r in read {
            if self.is_object(r) && matches!(state.regs[r.index()], Unset | Dead) {
                self.problem(b, Some(r), "is read and holds nothing");
            }
        }
    }

    fn step(&mut self, b: Block, op: &OpKind, state: &mut State, failed: bool) {
        let m = self.module;
        match op {
            OpKind::IncRef { value: Operand::Reg(r), .. } => {
                let held = &mut state.regs[r.index()];
                *held = match *held {
                    Object(n) => Object(n + 1),
                    Maybe(n) => Maybe(n + 1),
                    other => other,
                };
            }
            OpKind::IncRef { .. } => state.constants += 1,
            OpKind::DecRef { reg, nullable, clear } => {
                self.release(b, *reg, *nullable, state);
                if *clear {
                    state.regs[reg.index()] = Null;
                }
            }
            OpKind::SetNull { reg } | OpKind::Unbind { reg } => self.put(b, *reg, Null, state),
            OpKind::Assign { dst, value } if self.is_object(*dst) => {
                let taken = match value {
                    Rvalue::Use(o) | Rvalue::Cast(o) if m.types.is_object(m.operand_type(self.f, o)) => {
                        if self.role(*dst) == Role::Free {
                            if matches!(o, Operand::Const(Const::Null(_))) { Null } else { Object(0) }
                        } else {
                            self.take(b, o, state)
                        }
                    }
                    _ => Maybe(0),
                };
                self.put(b, *dst, taken, state);
            }
            OpKind::Store { place, value, init } if m.types.is_object(m.place_type(self.f, place)) => {
                let taken = self.take(b, value, state);
                if let Some(r) = whole_register(place) {
                    if !init {
                        self.release(b, r, true, state);
                        state.regs[r.index()] = Null;
                    }
                    self.put(b, r, taken, state);
                }
            }
            OpKind::Call { dst, outs, callee, args } => {
                if let Callee::Prim(p) = callee {
                    for (i, a) in args.iter().enumerate() {
                        if matches!(p.info().param(i).1, ParamMode::Stolen | ParamMode::StolenArray) {
                            self.take(b, a, state);
                        }
                    }
                }
                let may_be_null = !matches!(m.callee_error(callee), ErrorProtocol::Null);
                for &r in dst.iter().chain(outs).filter(|&&r| m.types.is_object(self.f.reg(r).ty)) {
                    let owned = i32::from(Some(r) != *dst || m.new_reference(callee).is_some());
                    let held = match (failed, may_be_null || outs.contains(&r)) {
                        // A failed call sets its result to NULL, and leaves what else it would have set.
                        (true, _) if outs.contains(&r) && state.regs[r.index()] == Unset => Unset,
                        (true, _) => Null,
                        (false, true) => Maybe(owned),
                        (false, false) => Object(owned),
                    };
                    self.put(b, r, held, state);
                }
            }
            OpKind::ParseArgs { pyfunc, outs } if !failed => {
                for (p, &o) in m.pyfuncs[pyfunc.index()].params.iter().zip(outs) {
                    let star = matches!(p.kind, ParamKind::VarPositional | ParamKind::VarKeyword);
                    let held = match (star, p.required) {
                        (true, _) => Object(1),
                        (false, true) => Object(0),
                        (false, false) => Maybe(0),
                    };
                    self.put(b, o, held, state);
                }
            }
            OpKind::CheckBound { reg, .. } => {
                let held = &mut state.regs[reg.index()];
                *held = match (*held, failed) {
                    (Maybe(n), false) => Object(n),
                    (Maybe(_), true) => Null,
                    (other, _) => other,
                };
            }
            _ => {}
        }
    }

    /// Takes a reference from an operand; gives what its new owner holds.
    fn take(&mut self, b: Block, o: &Operand, state: &mut State) -> Held {
        let Operand::Reg(r) = o else {
            if matches!(o, Operand::Const(Const::Null(_))) {
                return Null;
            }
            state.constants -= 1;
            return if matches!(o, Operand::Const(Const::Static(_))) { Maybe(1) } else { Object(1) };
        };
        if !self.is_object(*r) {
            return Object(1);
        }
        let held = state.regs[r.index()];
        match held {
            Null => Null,
            Object(1..) | Maybe(1..) => {
                self.release(b, *r, true, state);
                if matches!(held, Object(_)) { Object(1) } else { Maybe(1) }
            }
            _ => {
                self.problem(b, Some(*r), "is given up and not owned");
                Object(1)
            }
        }
    }

    fn release(&mut self, b: Block, r: Reg, nullable: bool, state: &mut State) {
        let borrowed = self.role(r) == Role::Free;
        let held = state.regs[r.index()];
        let after = match held {
            Null if nullable => Null,
            Object(1) if !borrowed => Dead,
            Maybe(1) if !borrowed => Dead,
            Object(n @ 1..) => Object(n - 1),
            Maybe(n @ 1..) => Maybe(n - 1),
            _ => {
                self.problem(b, Some(r), "is released and not owned");
                Dead
            }
        };
        state.regs[r.index()] = after;
    }

    /// Sets a register, which must not own anything.
    fn put(&mut self, b: Block, r: Reg, held: Held, state: &mut State) {
        if state.regs[r.index()].owns() {
            self.problem(b, Some(r), "is overwritten and leaks");
        }
        state.regs[r.index()] = held;
    }

    /// Nothing may be owned where the function is left, but what the scope object of a generator holds.
    fn leave(&mut self, b: Block, state: &State) {
        for (i, held) in state.regs.iter().enumerate() {
            let r = Reg(i as u32);
            if held.owns() && !matches!(self.f.reg(r).storage, Storage::Frame(_)) {
                self.problem(b, Some(r), "leaks");
            }
        }
        if state.constants != 0 {
            self.problem(b, None, "is counted and not given up");
        }
    }
}

fn whole_register(place: &Place) -> Option<Reg> {
    place.base_reg().filter(|_| place.path.is_empty())
}
