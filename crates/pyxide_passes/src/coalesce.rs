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

use crate::bits::Bits;
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
    of: Vec<Reg>,
    /// Of the classes of several registers.
    members: FxHashMap<Reg, Vec<Reg>>,
}

impl Classes {
    fn of(f: &Function) -> Classes {
        Classes { of: (0..f.regs.len() as u32).map(Reg).collect(), members: FxHashMap::default() }
    }

    fn find(&self, r: Reg) -> Reg {
        self.of[r.index()]
    }

    fn members<'a>(&'a self, r: &'a Reg) -> &'a [Reg] {
        self.members.get(r).map_or(std::slice::from_ref(r), |members| members)
    }

    fn join(&mut self, into: Reg, other: Reg) {
        let joined = self.members.remove(&other).unwrap_or_else(|| vec![other]);
        for m in &joined {
            self.of[m.index()] = into;
        }
        self.members.entry(into).or_insert_with(|| vec![into]).extend(joined);
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
        .filter(|&(d, s)| is_temp(f, d) || is_temp(f, s))
        .filter(|&(d, s)| same_c_type(module, f.reg(d).ty, f.reg(s).ty))
        .collect();
    if copies.is_empty() {
        return;
    }
    let conflicts = Conflicts::of(f, &copies);
    let sources = sources(f, &copies);
    let mut classes = Classes::of(f);
    for (d, s) in copies {
        let (a, b) = (classes.find(d), classes.find(s));
        if a == b {
            continue;
        }
        let named = |r: Reg| !is_temp(f, r);
        let apart = || {
            let (few, other) =
                if classes.members(&a).len() < classes.members(&b).len() { (a, b) } else { (b, a) };
            classes.members(&few).iter().any(|&m| conflicts.with(m).iter().any(|&y| classes.find(y) == other))
        };
        // A variable takes over what is computed for it, but is not used up for something else.
        let own = |temp: Reg, variable: Reg| {
            let from = |s: Reg| [variable, temp].contains(&classes.find(s));
            named(temp)
                || !named(variable)
                || classes.members(&temp).iter().all(|m| sources[m].iter().all(|s| s.is_some_and(from)))
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
fn sources(f: &Function, copies: &[(Reg, Reg)]) -> FxHashMap<Reg, Vec<Option<Reg>>> {
    let mut out: FxHashMap<Reg, Vec<Option<Reg>>> =
        copies.iter().flat_map(|&(d, s)| [d, s]).map(|r| (r, Vec::new())).collect();
    for data in &f.blocks {
        for op in &data.ops {
            let source = copy(&op.kind).map(|(_, s)| s);
            op.kind.defs(&mut |r| {
                if let Some(sources) = out.get_mut(&r) {
                    sources.push(source);
                }
            });
        }
        if let Terminator::Yield { sent: Some(r), .. } = data.term
            && let Some(sources) = out.get_mut(&r)
        {
            sources.push(None);
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

fn is_temp(f: &Function, r: Reg) -> bool {
    f.reg(r).kind == RegKind::Temp
}

/// Registers of which one is set while the other one holds a value that is still needed. Only those that copies connect
/// are ever asked about, and of these never two variables.
struct Conflicts {
    /// The group of registers that copies connect, by any of them; of others their own.
    group: Vec<Reg>,
    wanted: Vec<bool>,
    with: FxHashMap<Reg, Vec<Reg>>,
    seen: FxHashSet<(Reg, Reg)>,
}

/// Wanted registers that are live at some point.
struct Live {
    temps: Vec<Reg>,
    variables: Bits,
}

impl Conflicts {
    fn of(f: &Function, copies: &[(Reg, Reg)]) -> Conflicts {
        let mut this = Conflicts {
            group: (0..f.regs.len() as u32).map(Reg).collect(),
            wanted: vec![false; f.regs.len()],
            with: FxHashMap::default(),
            seen: FxHashSet::default(),
        };
        for &(d, s) in copies {
            (this.wanted[d.index()], this.wanted[s.index()]) = (true, true);
            let (a, b) = (this.root(d), this.root(s));
            this.group[a.index()] = b;
        }
        for r in 0..f.regs.len() as u32 {
            this.root(Reg(r));
        }
        this.find(f);
        this
    }

    fn with(&self, r: Reg) -> &[Reg] {
        self.with.get(&r).map_or(&[], |others| others)
    }

    fn root(&mut self, r: Reg) -> Reg {
        let mut root = r;
        while self.group[root.index()] != root {
            root = self.group[root.index()];
        }
        let mut at = r;
        while at != root {
            at = std::mem::replace(&mut self.group[at.index()], root);
        }
        root
    }

    fn is_wanted(&self, r: Reg) -> bool {
        self.wanted[r.index()]
    }

    fn find(&mut self, f: &Function) {
        let liveness = Liveness::with_variables_apart(f, |r| self.is_wanted(r));
        let mut variables: FxHashMap<Reg, Vec<(Reg, usize)>> = FxHashMap::default();
        let mut count = 0;
        for r in (0..f.regs.len() as u32).map(Reg) {
            if let Some(bit) = liveness.variable(r) {
                variables.entry(self.group[r.index()]).or_default().push((r, bit));
                count += 1;
            }
        }
        for b in f.block_ids() {
            let data = f.block(b);
            let mut live = Live { temps: Vec::new(), variables: Bits::empty(count) };
            for s in data.term.successors() {
                for &r in liveness.live_in(s) {
                    live.add(&liveness, r);
                }
                liveness.add_variables(s, &mut live.variables);
            }
            if let Terminator::Yield { sent: Some(r), .. } = data.term {
                self.set(r, None, &live, &variables);
            }
            for r in data.term.operands().filter_map(Operand::reg).filter(|&r| self.is_wanted(r)) {
                live.add(&liveness, r);
            }
            let mut defs: Vec<Reg> = Vec::new();
            for op in data.ops.iter().rev() {
                let source = copy(&op.kind).map(|(_, s)| s);
                defs.clear();
                op.kind.defs(&mut |r| defs.push(r));
                if let OpKind::DecRef { reg, clear: true, .. } = op.kind {
                    self.set(reg, None, &live, &variables);
                }
                for (i, &r) in defs.iter().enumerate() {
                    self.set(r, source, &live, &variables);
                    // What one operation sets are different values.
                    for &other in &defs[..i] {
                        self.add(f, r, other);
                    }
                }
                for &r in defs.iter().filter(|&&r| self.is_wanted(r)) {
                    // The old value may be needed where a fallible operation did not set the register.
                    let stays = match data.term {
                        Terminator::Fallible { err, .. } => {
                            is_last(&data.ops, op) && liveness.is_live_in(err, r)
                        }
                        _ => false,
                    };
                    if !stays {
                        live.remove(&liveness, r);
                    }
                }
                crate::liveness::uses(&op.kind, &mut |r| {
                    if self.is_wanted(r) {
                        live.add(&liveness, r);
                    }
                });
            }
        }
        // Parameters and object variables have values from the start.
        let mut start = Live { temps: liveness.live_in(Block(0)).to_vec(), variables: Bits::empty(count) };
        liveness.add_variables(Block(0), &mut start.variables);
        for &r in f.params.iter().filter(|&&r| self.is_wanted(r)) {
            start.add(&liveness, r);
        }
        for &r in &start.temps {
            self.set(r, None, &start, &variables);
        }
    }

    /// The register is set where those of `live` hold values; `source` holds the same.
    fn set(
        &mut self,
        r: Reg,
        source: Option<Reg>,
        live: &Live,
        variables: &FxHashMap<Reg, Vec<(Reg, usize)>>,
    ) {
        if !self.is_wanted(r) {
            return;
        }
        let group = self.group[r.index()];
        for &o in live.temps.iter().filter(|&&o| Some(o) != source) {
            if self.group[o.index()] == group {
                self.put(r, o);
            }
        }
        let of_group = variables.get(&group).map_or(&[][..], |all| all);
        if of_group.iter().all(|&(v, _)| v != r) {
            for &(v, bit) in of_group.iter().filter(|&&(v, _)| Some(v) != source) {
                if live.variables.has(bit) {
                    self.put(r, v);
                }
            }
        }
    }

    fn add(&mut self, f: &Function, a: Reg, b: Reg) {
        let connected = self.group[a.index()] == self.group[b.index()];
        if connected && (is_temp(f, a) || is_temp(f, b)) {
            self.put(a, b);
        }
    }

    fn put(&mut self, a: Reg, b: Reg) {
        if a != b && self.seen.insert((a.min(b), a.max(b))) {
            self.with.entry(a).or_default().push(b);
            self.with.entry(b).or_default().push(a);
        }
    }
}

impl Live {
    fn add(&mut self, liveness: &Liveness, r: Reg) {
        match liveness.variable(r) {
            Some(bit) => self.variables.insert(bit),
            None if self.temps.contains(&r) => {}
            None => self.temps.push(r),
        }
    }

    fn remove(&mut self, liveness: &Liveness, r: Reg) {
        match liveness.variable(r) {
            Some(bit) => self.variables.remove(bit),
            None => self.temps.retain(|&o| o != r),
        }
    }
}

fn is_last(ops: &[Op], op: &Op) -> bool {
    ops.last().is_some_and(|last| std::ptr::eq(last, op))
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
    if !ops.iter().any(|op| matches!(op.kind, OpKind::IncRef { .. })) {
        return;
    }
    let mut gone = vec![false; ops.len()];
    // The operations so far that read or set a register.
    let mut touched: FxHashMap<Reg, Vec<usize>> = FxHashMap::default();
    for (i, op) in ops.iter().enumerate() {
        if let OpKind::DecRef { reg, clear: false, nullable } = op.kind
            && local(reg)
            && let Some(before) = touched.get_mut(&reg)
            && let Some(&j) = before.last()
            && let OpKind::IncRef { value: Operand::Reg(r), nullable: n } = ops[j].kind
            && r == reg
            && (nullable || !n)
        {
            (gone[i], gone[j]) = (true, true);
            before.pop();
            continue;
        }
        let mut touch = |r: Reg| touched.entry(r).or_default().push(i);
        op.kind.uses(&mut touch);
        op.kind.defs(&mut touch);
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
