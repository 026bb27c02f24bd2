//! Live registers at block starts, found per register by walking back from its uses.
//!
//! The cost is the total length of live ranges, so a module body with many thousand short-lived temporaries stays
//! linear. Variables are kept until the function ends; where they take part, each block has a bit for each of them.
//! Needs explicit error edges.

use crate::bits::Bits;
use crate::cfg::Predecessors;
use pyxide_mir::{Block, Function, Module, OpKind, Operand, Proj, Reg, RegKind, Rvalue, Terminator};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// Registers live at the start of each block, in no order.
pub struct Liveness {
    live_in: Vec<Vec<Reg>>,
    variables: Variables,
    held: FxHashMap<Block, Vec<Reg>>,
}

/// Liveness of the registers that have a bit.
#[derive(Default)]
struct Variables {
    /// The bit of each register; empty when none has one.
    bit: Vec<Option<u32>>,
    live_in: Vec<Bits>,
}

impl Variables {
    fn of(f: &Function, wanted: impl Fn(Reg) -> bool) -> Variables {
        let mut count = 0;
        let bit = |(i, data): (usize, &pyxide_mir::RegData)| {
            (data.kind != RegKind::Temp && wanted(Reg(i as u32))).then(|| {
                count += 1;
                count - 1
            })
        };
        let bit = f.regs.iter().enumerate().map(bit).collect();
        Variables { bit, live_in: vec![Bits::empty(count as usize); f.blocks.len()] }
    }

    fn bit(&self, r: Reg) -> Option<usize> {
        self.bit.get(r.index()).copied().flatten().map(|i| i as usize)
    }
}

impl Liveness {
    /// Computes liveness of the registers that `wanted` selects.
    pub fn of(f: &Function, wanted: impl Fn(Reg) -> bool) -> Liveness {
        Liveness::plain(f, wanted, Variables::default())
    }

    /// The same, with a bit for each variable: [`Liveness::live_in`] leaves these out.
    pub fn with_variables_apart(f: &Function, wanted: impl Fn(Reg) -> bool) -> Liveness {
        let variables = Variables::of(f, &wanted);
        Liveness::plain(f, wanted, variables)
    }

    fn plain(f: &Function, wanted: impl Fn(Reg) -> bool, variables: Variables) -> Liveness {
        let Walk { live_in, variables, .. } = Walk::done(f, wanted, &Holds::default(), variables);
        Liveness { live_in, variables, held: FxHashMap::default() }
    }

    /// The same for registers that must be released where they die, which the GIL is needed for.
    pub fn of_references(f: &Function, wanted: impl Fn(Reg) -> bool, holds: &Holds) -> Liveness {
        let mut walk = Walk::done(f, wanted, holds, Variables::default());
        let held = walk.hold_without_gil();
        Liveness { live_in: walk.live_in, variables: walk.variables, held }
    }

    pub fn live_in(&self, b: Block) -> &[Reg] {
        &self.live_in[b.index()]
    }

    pub fn is_live_in(&self, b: Block, r: Reg) -> bool {
        match self.variables.bit(r) {
            Some(bit) => self.variables.live_in[b.index()].has(bit),
            None => self.live_in[b.index()].contains(&r),
        }
    }

    /// Registers that are live at the start of `b` only because the GIL comes back there: nothing reads them any more.
    pub fn held_until(&self, b: Block) -> &[Reg] {
        self.held.get(&b).map_or(&[], |regs| regs)
    }

    /// Adds the variables that are live at the start of `b` to a set of bits.
    pub fn add_variables(&self, b: Block, to: &mut Bits) {
        to.union(&self.variables.live_in[b.index()]);
    }

    /// The bit of a variable, if it has one.
    pub fn variable(&self, r: Reg) -> Option<usize> {
        self.variables.bit(r)
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

/// The computation of [`Liveness`].
struct Walk<'f> {
    f: &'f Function,
    preds: Predecessors,
    /// Registers set in a block, and on entry of an edge by the terminator (yield); sorted.
    kills: Vec<SmallVec<[Reg; 4]>>,
    live_in: Vec<Vec<Reg>>,
    variables: Variables,
}

impl Walk<'_> {
    /// Plain liveness.
    fn done<'f>(
        f: &'f Function,
        wanted: impl Fn(Reg) -> bool,
        holds: &Holds,
        variables: Variables,
    ) -> Walk<'f> {
        let kills = f.block_ids().map(|b| killed(f, b)).collect();
        let live_in = vec![Vec::new(); f.blocks.len()];
        let mut walk = Walk { f, preds: Predecessors::of(f), kills, live_in, variables };
        let mut seen = vec![u32::MAX; f.regs.len()];
        for b in f.block_ids() {
            for reg in upward_exposed(f, b, holds, &mut seen) {
                if wanted(reg) {
                    walk.live_at(b, reg);
                }
            }
        }
        walk
    }

    /// The register is live at the start of `b`, and so on every way there from where it is set.
    fn live_at(&mut self, b: Block, reg: Reg) {
        let mut stack: SmallVec<[Block; 8]> = SmallVec::new();
        stack.push(b);
        while let Some(at) = stack.pop() {
            match self.variables.bit(reg) {
                Some(bit) => {
                    if !self.variables.live_in[at.index()].add(bit) {
                        continue;
                    }
                }
                None => {
                    let live = &mut self.live_in[at.index()];
                    if live.last() == Some(&reg) || live.contains(&reg) {
                        continue;
                    }
                    live.push(reg);
                }
            }
            for &p in self.preds.to(at) {
                // Where the last operation of `p` sets the register only on its success edge, the error edge still has the
                // earlier value.
                if self.kills[p.index()].binary_search(&reg).is_err()
                    || !defined_on_edge(self.f, p, at, reg) && exposed_before_last(self.f, p, reg)
                {
                    stack.push(p);
                }
            }
        }
    }

    /// What is live somewhere in a stretch of blocks without the GIL stays so until the GIL is back: nothing can be
    /// released in between.
    fn hold_without_gil(&mut self) -> FxHashMap<Block, Vec<Reg>> {
        let mut until: FxHashMap<Block, Vec<Reg>> = FxHashMap::default();
        let mut seen = vec![false; self.f.blocks.len()];
        for start in self.f.block_ids() {
            if !self.f.block(start).nogil || seen[start.index()] {
                continue;
            }
            let (mut stretch, mut ends) = (vec![start], Vec::new());
            seen[start.index()] = true;
            let mut at = 0;
            while let Some(&b) = stretch.get(at) {
                at += 1;
                let successors = self.f.block(b).term.successors();
                for next in successors.into_iter().chain(self.preds.to(b).iter().copied()) {
                    if !self.f.block(next).nogil {
                        continue;
                    }
                    if !std::mem::replace(&mut seen[next.index()], true) {
                        stretch.push(next);
                    }
                }
                ends.extend(self.f.block(b).term.successors().filter(|&s| !self.f.block(s).nogil));
            }
            let mut held: Vec<Reg> = stretch.iter().flat_map(|b| self.live_in[b.index()].clone()).collect();
            held.sort_unstable();
            held.dedup();
            for end in ends {
                for &reg in &held {
                    if !self.live_in[end.index()].contains(&reg) {
                        until.entry(end).or_default().push(reg);
                        self.live_at(end, reg);
                    }
                }
            }
        }
        until
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

fn killed(f: &Function, b: Block) -> SmallVec<[Reg; 4]> {
    let mut out = SmallVec::new();
    for op in &f.block(b).ops {
        op.kind.defs(&mut |r| out.push(r));
    }
    if let Terminator::Yield { sent: Some(r), .. } = f.block(b).term {
        out.push(r);
    }
    out.sort_unstable();
    out
}

/// Registers read in a block before the block sets them. `seen`: the last block that reads or sets each register.
fn upward_exposed(f: &Function, b: Block, holds: &Holds, seen: &mut [u32]) -> SmallVec<[Reg; 8]> {
    let mut out = SmallVec::new();
    let mut is_new = |r: Reg| std::mem::replace(&mut seen[r.index()], b.0) != b.0;
    let data = f.block(b);
    for op in &data.ops {
        holds.uses(&op.kind, &mut |r| {
            if is_new(r) {
                out.push(r);
            }
        });
        op.kind.defs(&mut |r| {
            is_new(r);
        });
    }
    out.extend(data.term.operands().filter_map(Operand::reg).filter(|&r| is_new(r)));
    out
}

/// Objects that C values hold uncounted: structs, as the optional arguments of a C function, and pointers to attributes of an
/// object. Who reads the struct, or follows a pointer to it or to the attribute, needs them.
#[derive(Default)]
pub struct Holds {
    by_holder: FxHashMap<Reg, Vec<Reg>>,
}

impl Holds {
    pub fn of(module: &Module, f: &Function) -> Holds {
        let mut by_holder: FxHashMap<Reg, Vec<Reg>> = FxHashMap::default();
        for op in f.blocks.iter().flat_map(|data| &data.ops) {
            let OpKind::Assign { dst, value } = &op.kind else { continue };
            let held = match value {
                Rvalue::Aggregate(items) => items
                    .iter()
                    .flatten()
                    .filter_map(Operand::reg)
                    .filter(|r| module.types.is_object(f.reg(*r).ty))
                    .collect(),
                Rvalue::AddrOf(place) if place.path.is_empty() => {
                    place.base_reg().and_then(|r| by_holder.get(&r)).cloned().unwrap_or_default()
                }
                // Memory inside of an object lives as long as that.
                Rvalue::AddrOf(place) if matches!(place.path[0], Proj::ClassField(..)) => {
                    place.base_reg().into_iter().collect()
                }
                Rvalue::Cast(Operand::Reg(r)) => by_holder.get(r).cloned().unwrap_or_default(),
                _ => Vec::new(),
            };
            if !held.is_empty() {
                by_holder.entry(*dst).or_default().extend(held);
            }
        }
        Holds { by_holder }
    }

    /// Registers that an operation reads or needs alive.
    pub fn uses(&self, op: &OpKind, f: &mut impl FnMut(Reg)) {
        uses(op, &mut |r| {
            f(r);
            self.by_holder.get(&r).into_iter().flatten().for_each(|held| f(*held));
        });
    }
}

/// Registers an operation reads. `del x` reads nothing for liveness: it only releases.
pub fn uses(op: &OpKind, f: &mut impl FnMut(Reg)) {
    if !matches!(op, OpKind::Unbind { .. }) {
        op.uses(f);
    }
}
