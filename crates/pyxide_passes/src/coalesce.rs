//! Gives one register to values that are copies of each other, so that no copy is left to print.
//!
//! A register and its copy become one when neither is set while the other one is still needed; of several only one may be a
//! variable or parameter. So the counter of a `range` loop is the loop variable itself, unless the body changes the variable
//! or it is read behind the loop. References that are only counted up and down again go as well.
//!
//! ```text
//! r7 = call AsInt(r6)            r1 = call AsInt(r6)
//! r1 = use r7              →
//! incref r1; decref r1
//! ```
//!
//! Needs explicit counting, with balanced references. Guarantees: C types of registers stay.

use crate::liveness::Liveness;
use pyxide_mir::{
    Block, Function, Module, Op, OpKind, Operand, Place, PlaceBase, Proj, Reg, RegKind, Rvalue, Storage,
    Terminator,
};
use pyxide_types::{Type, TypeId};
use rustc_hash::{FxHashMap, FxHashSet};

pub fn run(module: &Module, f: &mut Function) {
    merge_copies(module, f);
    let Function { blocks, regs, .. } = f;
    for data in blocks {
        drop_pairs(&mut data.ops, |r| regs[r.index()].storage == Storage::Local);
    }
}

/// Registers that are one, by their representative.
struct Classes {
    of: FxHashMap<Reg, Reg>,
    members: FxHashMap<Reg, Vec<Reg>>,
}

impl Classes {
    fn find(&self, r: Reg) -> Reg {
        self.of.get(&r).copied().unwrap_or(r)
    }

    fn members(&self, r: Reg) -> Vec<Reg> {
        self.members.get(&r).cloned().unwrap_or_else(|| vec![r])
    }

    fn join(&mut self, into: Reg, other: Reg) {
        let mut all = self.members(into);
        for m in self.members.remove(&other).unwrap_or_else(|| vec![other]) {
            self.of.insert(m, into);
            all.push(m);
        }
        self.members.insert(into, all);
    }
}

fn merge_copies(module: &Module, f: &mut Function) {
    let fixed = fixed_registers(f);
    let copies: Vec<(Reg, Reg)> = f
        .blocks
        .iter()
        .flat_map(|data| &data.ops)
        .filter_map(|op| copy(&op.kind))
        .filter(|&(d, s)| d != s && !fixed.contains(&d) && !fixed.contains(&s))
        .filter(|&(d, s)| same_c_type(module, f.reg(d).ty, f.reg(s).ty))
        .collect();
    if copies.is_empty() {
        return;
    }
    let wanted: FxHashSet<Reg> = copies.iter().flat_map(|&(d, s)| [d, s]).collect();
    let conflicts = conflicts(f, &wanted);
    let conflict = |a: Reg, b: Reg| conflicts.contains(&(a.min(b), a.max(b)));
    let sources = sources(f, &wanted);
    let mut classes = Classes { of: FxHashMap::default(), members: FxHashMap::default() };
    for (d, s) in copies {
        let (a, b) = (classes.find(d), classes.find(s));
        if a == b {
            continue;
        }
        let named = |r: Reg| f.reg(r).kind != RegKind::Temp;
        let apart = || {
            let others = classes.members(b);
            classes.members(a).into_iter().any(|x| others.iter().any(|&y| conflict(x, y)))
        };
        // A variable takes over what is computed for it, but is not used up for something else.
        let own = |temp: Reg, variable: Reg| {
            let members = classes.members(temp);
            let from = |s: Reg| classes.find(s) == variable || members.contains(&s);
            named(temp)
                || !named(variable)
                || members.iter().all(|m| sources[m].iter().all(|s| s.is_some_and(from)))
        };
        if named(a) && named(b) || !own(a, b) || apart() {
            continue;
        }
        if named(b) { classes.join(b, a) } else { classes.join(a, b) }
    }
    let map = |r: &mut Reg| *r = classes.find(*r);
    for data in &mut f.blocks {
        for op in &mut data.ops {
            rename(&mut op.kind, map);
        }
        data.ops.retain(|op| copy(&op.kind).is_none_or(|(d, s)| d != s));
        rename_term(&mut data.term, map);
    }
}

/// `d = s`, or a cast that may be one: the registers.
fn copy(op: &OpKind) -> Option<(Reg, Reg)> {
    match op {
        OpKind::Assign { dst, value: Rvalue::Use(Operand::Reg(s)) | Rvalue::Cast(Operand::Reg(s)) } => {
            Some((*dst, *s))
        }
        _ => None,
    }
}

/// What each register is set to: the register that is copied, or `None` for anything else.
fn sources(f: &Function, wanted: &FxHashSet<Reg>) -> FxHashMap<Reg, Vec<Option<Reg>>> {
    let mut out: FxHashMap<Reg, Vec<Option<Reg>>> = wanted.iter().map(|&r| (r, Vec::new())).collect();
    for data in &f.blocks {
        for op in &data.ops {
            let source = copy(&op.kind).map(|(_, s)| s);
            op.kind.defs(&mut |r| out.entry(r).or_default().push(source));
        }
        if let Terminator::Yield { sent: Some(r), .. } = data.term {
            out.entry(r).or_default().push(None);
        }
    }
    out
}

/// Registers that are more than a C variable of their own: in memory, an element of an array, or with an address.
fn fixed_registers(f: &Function) -> FxHashSet<Reg> {
    let mut fixed: FxHashSet<Reg> = FxHashSet::default();
    for (i, data) in f.regs.iter().enumerate() {
        if data.storage != Storage::Local {
            fixed.insert(Reg(i as u32));
        }
    }
    for op in f.blocks.iter().flat_map(|data| &data.ops) {
        match &op.kind {
            OpKind::ParseArgs { outs, .. } => fixed.extend(outs),
            OpKind::Assign { value: Rvalue::AddrOf(place), .. }
                if place.path.first() != Some(&Proj::Deref) =>
            {
                fixed.extend(place.base_reg());
            }
            _ => {}
        }
    }
    fixed
}

/// Whether variables of the types are declared alike in C. Values that C passes in parts have registers of their own.
fn same_c_type(module: &Module, a: TypeId, b: TypeId) -> bool {
    let t = &module.types;
    let (a, b) = (t.unqualified(a), t.unqualified(b));
    let plain = |ty: TypeId| matches!(t.kind(ty), Type::Object | Type::Builtin(_));
    match t.kind(a) {
        Type::Struct(_) | Type::CTuple(_) | Type::Array(..) => false,
        _ => a == b || plain(a) && plain(b),
    }
}

/// Pairs of registers (the smaller first) of which one is set while the other one holds a value that is still needed.
fn conflicts(f: &Function, wanted: &FxHashSet<Reg>) -> FxHashSet<(Reg, Reg)> {
    let liveness = Liveness::of(f, |r| wanted.contains(&r));
    let mut out = FxHashSet::default();
    for b in f.block_ids() {
        let data = f.block(b);
        let mut live: FxHashSet<Reg> = FxHashSet::default();
        for s in data.term.successors() {
            live.extend(liveness.live_in(s));
        }
        if let Terminator::Yield { sent: Some(r), .. } = data.term {
            set(r, None, &live, wanted, &mut out);
        }
        live.extend(data.term.operands().filter_map(Operand::reg).filter(|r| wanted.contains(r)));
        for op in data.ops.iter().rev() {
            let source = copy(&op.kind).map(|(_, s)| s);
            let mut defs: Vec<Reg> = Vec::new();
            op.kind.defs(&mut |r| defs.push(r));
            if let OpKind::DecRef { reg, clear: true, .. } = op.kind {
                set(reg, None, &live, wanted, &mut out);
            }
            for (i, &r) in defs.iter().enumerate() {
                set(r, source, &live, wanted, &mut out);
                // What one operation sets are different values.
                let others: FxHashSet<Reg> = defs[..i].iter().copied().collect();
                set(r, None, &others, wanted, &mut out);
            }
            // The old value may be needed where a fallible operation did not set the register.
            let stays = |r: &Reg| match data.term {
                Terminator::Fallible { err, .. } => is_last(&data.ops, op) && liveness.is_live_in(err, *r),
                _ => false,
            };
            live.retain(|r| !defs.contains(r) || stays(r));
            crate::liveness::uses(&op.kind, &mut |r| {
                if wanted.contains(&r) {
                    live.insert(r);
                }
            });
        }
    }
    // Parameters and object variables have values from the start.
    let mut start: FxHashSet<Reg> = liveness.live_in(Block(0)).iter().copied().collect();
    start.extend(f.params.iter().filter(|r| wanted.contains(r)));
    for &r in &start {
        set(r, None, &start, wanted, &mut out);
    }
    out
}

fn is_last(ops: &[Op], op: &Op) -> bool {
    ops.last().is_some_and(|last| std::ptr::eq(last, op))
}

fn set(
    r: Reg,
    source: Option<Reg>,
    live: &FxHashSet<Reg>,
    wanted: &FxHashSet<Reg>,
    out: &mut FxHashSet<(Reg, Reg)>,
) {
    if wanted.contains(&r) {
        let others = live.iter().filter(|&&o| o != r && Some(o) != source);
        out.extend(others.map(|&o| (r.min(o), r.max(o))));
    }
}

fn rename(op: &mut OpKind, map: impl Fn(&mut Reg) + Copy) {
    let operand = |o: &mut Operand| {
        if let Operand::Reg(r) = o {
            map(r);
        }
    };
    match op {
        OpKind::Assign { dst, value } => {
            map(dst);
            match value {
                Rvalue::Use(a) | Rvalue::Unary(_, a) | Rvalue::Cast(a) | Rvalue::Method(a, ..) => operand(a),
                Rvalue::Binary(_, a, b) => [a, b].into_iter().for_each(operand),
                Rvalue::Select(c, a, b) => [c, a, b].into_iter().for_each(operand),
                Rvalue::Aggregate(items) => items.iter_mut().flatten().for_each(operand),
                Rvalue::Load(p) | Rvalue::AddrOf(p) => rename_place(p, map),
            }
        }
        OpKind::Store { place, value, .. } => {
            rename_place(place, map);
            operand(value);
        }
        OpKind::Call { dst, outs, callee, args } => {
            dst.iter_mut().chain(outs).for_each(map);
            args.iter_mut().for_each(operand);
            if let pyxide_mir::Callee::Ptr(p, _) = callee {
                operand(p);
            }
        }
        OpKind::ParseArgs { outs, .. } => outs.iter_mut().for_each(map),
        OpKind::Opaque { dst, uses, .. } => {
            dst.iter_mut().for_each(map);
            uses.iter_mut().for_each(operand);
        }
        OpKind::IncRef { value, .. } => operand(value),
        OpKind::CheckBound { reg, .. }
        | OpKind::Unbind { reg }
        | OpKind::DecRef { reg, .. }
        | OpKind::SetNull { reg } => map(reg),
        OpKind::Traceback => {}
    }
}

fn rename_place(place: &mut Place, map: impl Fn(&mut Reg)) {
    if let PlaceBase::Reg(r) = &mut place.base {
        map(r);
    }
    for p in &mut place.path {
        if let Proj::Index(Operand::Reg(r)) = p {
            map(r);
        }
    }
}

fn rename_term(term: &mut Terminator, map: impl Fn(&mut Reg)) {
    match term {
        Terminator::Branch { cond: o, .. }
        | Terminator::Switch { value: o, .. }
        | Terminator::Return(Some(o)) => {
            if let Operand::Reg(r) = o {
                map(r);
            }
        }
        Terminator::Yield { value, sent, .. } => {
            if let Operand::Reg(r) = value {
                map(r);
            }
            sent.iter_mut().for_each(map);
        }
        _ => {}
    }
}

/// `incref r` and a later `decref r`, with `r` unchanged between them: whoever held the reference before holds it on.
fn drop_pairs(ops: &mut Vec<Op>, local: impl Fn(Reg) -> bool) {
    let mut gone = vec![false; ops.len()];
    for i in 0..ops.len() {
        let OpKind::DecRef { reg, clear: false, nullable } = ops[i].kind else { continue };
        if !local(reg) {
            continue;
        }
        for j in (0..i).rev().filter(|&j| !gone[j]) {
            match &ops[j].kind {
                OpKind::IncRef { value: Operand::Reg(r), nullable: n } if *r == reg => {
                    if nullable || !n {
                        (gone[i], gone[j]) = (true, true);
                    }
                    break;
                }
                op => {
                    let mut touched = false;
                    op.uses(&mut |r| touched |= r == reg);
                    op.defs(&mut |r| touched |= r == reg);
                    if touched {
                        break;
                    }
                }
            }
        }
    }
    let mut gone = gone.into_iter();
    ops.retain(|_| !gone.next().expect("one for each operation"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use pyxide_mir::{FuncId, parser, printer};

    #[track_caller]
    fn check(before: &str, after: &str) {
        let mut module = parser::empty_module("m");
        let head = "func f0 \"f\" \"f\" static c (r0) -> int ! never counted\n  let r0 n: int param\n";
        let mut f = parser::parse_function(&mut module, &format!("{head}{before}"), parser::no_span())
            .unwrap_or_else(|e| panic!("line {}: {}", e.line, e.message));
        run(&module, &mut f);
        module.functions.push(f);
        let text = printer::print_function(&module, FuncId(0));
        let plain = |text: &str| -> Vec<String> {
            text.lines().map(|l| l.split("  ;").next().unwrap_or(l).trim_end().to_string()).collect()
        };
        assert_eq!(plain(&text), plain(&format!("{head}{after}")));
    }

    #[test]
    fn a_counter_is_the_loop_variable() {
        check(
            "  let r1 i: int user\nb0:\n  r2: int = use r0\n  r3: int = use 0:int\n  goto b1\nb1:\n  \
             r4: bint = lt r3, r2\n  branch r4 ? b2 : b3\nb2:\n  r1 = use r3\n  r3: int = add r3, 1:int\n  goto b1\n\
             b3:\n  return r0\n",
            "  let r1 i: int user\n  let r2: int\n  let r3: int\nb0:\n  r1 = use 0:int\n  goto b1\nb1:\n  \
             r4: bint = lt r1, r0\n  branch r4 ? b2 : b3\nb2:\n  r1 = add r1, 1:int\n  goto b1\n\
             b3:\n  return r0\n",
        );
    }

    #[test]
    fn a_variable_read_behind_the_loop_keeps_its_value() {
        let text = "  let r1 i: int user\nb0:\n  r1 = use 5:int\n  r2: int = use 0:int\n  goto b1\nb1:\n  \
                    r3: bint = lt r2, r0\n  branch r3 ? b2 : b3\nb2:\n  r1 = use r2\n  r2: int = add r2, 1:int\n  \
                    goto b1\nb3:\n  return r1\n";
        check(text, text);
    }

    #[test]
    fn a_variable_is_not_used_up_for_another_value() {
        let text = "b0:\n  branch r0 ? b1 : b2\nb1:\n  r1: int = use r0\n  goto b3\nb2:\n  r1: int = use 3:int\n  \
                    goto b3\nb3:\n  return r1\n";
        check(text, text);
    }
}
