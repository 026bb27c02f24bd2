//! Explores the paths of one function.
//!
//! A worklist of (block, state). Branches on conditions that the path has decided already are followed one way only,
//! so that a flag that guards an allocation also guards its release. A state that differs from an earlier one at the
//! same block in nothing that matters for memory is dropped; loops are taken a few times. When a limit is reached the
//! rest is silently left out: the checker rather misses a finding than invents one.
//!
//! | file | does |
//! | --- | --- |
//! | [`loops`] | loops and their counters |
//! | [`places`] | operands, places, what an access says |
//! | [`ops`] | operations other than calls |
//! | [`outcomes`] | what own functions do, by the way they end |
//! | [`opaque`] | memoryviews and C++ objects |
//! | [`calls`] | calls: own functions, C functions, primitives |
//! | [`failing`] | what can raise, and what is true then |
//! | [`blocks`] | allocation, release |
//! | [`sizes`] | sizes and bounds |
//! | [`references`] | reference counts held by hand |
//! | [`leaving`] | what a function leaves behind |

mod blocks;
mod calls;
mod failing;
mod leaving;
mod loops;
mod opaque;
mod ops;
mod outcomes;
mod places;
mod references;
mod sizes;

use crate::allocators::Family;
use crate::declared::Declared;
use crate::report::{Findings, finding};
use crate::state::{Fill, Gift, Nullness, Object, State, Status};
use crate::summary::{AttributeEffect, ParamEffect, Summary};
use crate::value::{Kind, Val, ValKind, Values};
use loops::Loop;
use pyxide_diagnostics::{Span, codes};
use pyxide_mir::{BinOp, Block, CVarId, Function, Module, Op, Operand, Reg, RegKind, Terminator};
use pyxide_types::{BuiltinType, ClassId, Type, TypeId};
use rustc_hash::{FxHashMap, FxHashSet};

/// Steps per function, and turns per block on one path.
const MAX_STEPS: usize = 4000;
const MAX_TURNS: u8 = 3;

/// What the analysis of a function knows beside the function.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub module: &'a Module,
    /// By MIR function.
    pub summaries: &'a [Summary],
    /// Families of blocks that attributes own, and whether `__dealloc__` releases them.
    pub attributes: &'a FxHashMap<(ClassId, usize), Owned>,
    /// `module.functions` of the C methods: `(class, method)` to function.
    pub methods: &'a FxHashMap<(ClassId, usize), usize>,
    pub declared: &'a Declared,
    /// Methods that nothing but `__dealloc__` calls.
    pub final_only: &'a [bool],
    /// Some function gives back references that it finds in attributes.
    pub gives_back_stored: bool,
    /// Some function takes references by hand, which it may leave in containers.
    pub takes_stored: bool,
    /// Module-level C variables that only the module's body sets.
    pub constants: &'a FxHashSet<CVarId>,
    /// Some function gives back references that it finds, and so ends what others take for longer than their call.
    pub gives_back_found: bool,
}

/// A comparison of a value with a constant.
#[derive(Clone, Copy)]
enum Test {
    Below(i128),
    Above(i128),
    Equal(i128),
}

/// What is known of an attribute that holds blocks.
#[derive(Clone, Copy, Debug)]
pub struct Owned {
    pub family: Family,
    /// `__dealloc__` of the class (or of a subclass of it) releases it on every path.
    pub released: bool,
    /// No other state of the object keeps it from that.
    pub always: bool,
    /// Another attribute may point to the same block.
    pub shared: bool,
    /// Where a block is made for it.
    pub at: Span,
    /// `__cinit__` or `__init__` makes one, so that other methods find it filled.
    pub from_the_start: bool,
}

/// The role of a function in its class.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MethodRole {
    None,
    Cinit,
    Init,
    Dealloc,
    Other,
}

pub struct Engine<'a> {
    cx: &'a Context<'a>,
    f: &'a Function,
    role: MethodRole,
    values: Values,
    findings: Option<&'a mut Findings>,
    seen: FxHashSet<u64>,
    summary: Summary,
    /// The family by which each parameter was released.
    freed: Vec<Option<Family>>,
    /// The exploration met a limit.
    cut_short: bool,
    /// Exceptions that calls of their classes made.
    exceptions: FxHashMap<Val, BuiltinType>,
    attributes: FxHashMap<(ClassId, usize), (AttributeEffect, Span)>,
    zero: Val,
    loops: FxHashMap<Block, Loop>,
    /// Values of loop counters.
    counters: FxHashSet<Val>,
    /// Products that were computed in 32 bits or less, and values cut to 16 bits or less.
    narrow: FxHashMap<Val, (Val, Val)>,
    /// Objects that an expression made and that nothing else holds by itself.
    fresh: FxHashSet<Val>,
    /// Objects that functions of C or of this module returned.
    returned: FxHashSet<Val>,
    /// Values of attributes of `self`.
    own_state: FxHashSet<Val>,
    /// Items of C++ containers, and the containers.
    items: FxHashMap<Val, Val>,
    /// Objects that came as C pointers: who holds them is not known.
    raw: FxHashSet<Val>,
    /// How often the function was left, and how often with each attribute released or NULL.
    exits: u32,
    empty_attributes: FxHashMap<(ClassId, usize), u32>,
    /// Objects that are in containers: put there, or found there.
    put_away: FxHashSet<Val>,
    found: FxHashSet<Val>,
    /// The least value of counters.
    least: FxHashMap<Val, i128>,
    /// References to parameters that an exit still holds, and parameters that another exit gave back.
    /// Blocks that exits left to an unknown function, and those that a regular exit had released after such a call.
    lent: Vec<(Span, Span, State, bool, Span)>,
    taken_back: FxHashSet<(Span, Span)>,
    held: Vec<(usize, crate::state::Reference, State)>,
    balanced: FxHashSet<usize>,
    /// The operation that is looked at.
    at: Span,
    /// The block that is looked at.
    here: Block,
    /// The index that is followed is written as a number.
    literal_index: bool,
    /// The value that is being stored.
    stored: Option<Val>,
}

/// Explores `f`. Findings are reported when `findings` is given; the summary always comes back.
pub fn explore(cx: &Context, f: &Function, role: MethodRole, findings: Option<&mut Findings>) -> Summary {
    let mut values = Values::default();
    let zero = values.int(0);
    let params = f.params.len();
    let mut engine = Engine {
        cx,
        f,
        role,
        values,
        findings,
        seen: FxHashSet::default(),
        summary: Summary { params: vec![ParamEffect::default(); params], ..Summary::default() },
        freed: vec![None; params],
        cut_short: false,
        exceptions: FxHashMap::default(),
        attributes: FxHashMap::default(),
        zero,
        loops: loops::find(f, cx.module),
        counters: FxHashSet::default(),
        narrow: FxHashMap::default(),
        fresh: FxHashSet::default(),
        raw: FxHashSet::default(),
        items: FxHashMap::default(),
        own_state: FxHashSet::default(),
        returned: FxHashSet::default(),
        exits: 0,
        empty_attributes: FxHashMap::default(),
        put_away: FxHashSet::default(),
        found: FxHashSet::default(),
        least: FxHashMap::default(),
        held: vec![],
        lent: vec![],
        taken_back: FxHashSet::default(),
        balanced: FxHashSet::default(),
        at: f.span,
        here: Block(0),
        literal_index: false,
        stored: None,
    };
    engine.run();
    engine.finish()
}

/// Where an operation leaves the path: some fork.
type Next = smallvec::SmallVec<[State; 2]>;

impl Engine<'_> {
    fn run(&mut self) {
        let mut state = State {
            regs: vec![None; self.f.regs.len()],
            memory: vec![],
            objects: vec![],
            assumed: vec![],
            trace: None,
            visits: vec![],
            references: vec![],
            kept: vec![],
            stores: vec![],
            attribute_stores: vec![],
            turn: 0,
            loose: false,
            raising: None,
            after_failure: false,
            calls: 0,
            foreign: vec![],
            released: vec![],
        };
        for (i, &p) in self.f.params.iter().enumerate() {
            let ty = self.f.reg(p).ty;
            let v = if self.is_c_pointer(ty) {
                let o = state.add(self.object(Kind::Param(i), self.f.span));
                self.values.make(ValKind::Ptr(o, self.zero))
            } else {
                self.values.symbol()
            };
            state.regs[p.index()] = Some(v);
        }
        let mut work = vec![(Block(0), state)];
        let mut steps = 0;
        while let Some((b, state)) = work.pop() {
            steps += 1;
            if steps > MAX_STEPS {
                self.cut_short = true;
                return;
            }
            self.block(b, state, &mut work);
        }
    }

    fn object(&self, kind: Kind, at: Span) -> Object {
        let fill = if matches!(kind, Kind::Heap(_)) { Fill::None } else { Fill::All };
        Object {
            kind,
            status: Status::Live,
            null: Nullness::Maybe,
            at,
            size: None,
            zeroed: false,
            text: None,
            resize_failed: None,
            reported: false,
            by_method: false,
            calls: 0,
            fill,
            typed: false,
            given: false,
            gift: Gift::Kept,
            holder: None,
        }
    }

    fn is_c_pointer(&self, ty: TypeId) -> bool {
        let t = &self.cx.module.types;
        t.is_pointer(ty) && !t.is_object(ty)
    }

    fn is_aggregate(&self, ty: TypeId) -> bool {
        matches!(self.cx.module.types.kind(ty), Type::Array(..) | Type::Struct(_))
    }

    /// Whether the state was seen at the block, or the block was entered often enough on this path.
    fn is_repeated(&mut self, b: Block, state: &mut State) -> bool {
        if self.loops.contains_key(&b) {
            state.turn = state.assumed.len();
        }
        match state.visits.iter_mut().find(|(x, _)| *x == b) {
            Some((_, n)) => {
                *n += 1;
                if *n > MAX_TURNS {
                    return true;
                }
                // From the second turn on, counters have any value.
                if let Some(l) = self.loops.get(&b) {
                    state.loose = true;
                    for &r in &l.set {
                        // Pointers into an object move along with it.
                        if let Some(v) = state.regs[r.index()]
                            && !state.objects.iter().any(|o| o.kind == Kind::Interior(v))
                            && self.values.ptr(v).is_none()
                            && !self.is_c_pointer(self.f.reg(r).ty)
                        {
                            let any = self.values.symbol();
                            if l.counters.contains(&r) {
                                self.counters.insert(any);
                                // It only grows.
                                let sum = self.values.linear(v);
                                let known =
                                    sum.terms.iter().all(|t| t.1 > 0 && self.least.contains_key(&t.0));
                                if known {
                                    let from: i128 = sum.terms.iter().map(|t| t.1 * self.least[&t.0]).sum();
                                    let least = self.values.int(from + sum.constant);
                                    self.least.insert(any, from + sum.constant);
                                    let below = self.values.binary(BinOp::Lt, any, least);
                                    state.assumed.push((below, false));
                                }
                            }
                            state.regs[r.index()] = Some(any);
                        }
                    }
                }
            }
            None => state.visits.push((b, 1)),
        }
        use std::hash::{Hash, Hasher};
        let mut h = rustc_hash::FxHasher::default();
        (b, state.loose).hash(&mut h);
        for o in &state.objects {
            (&o.kind, o.status, o.null, o.given, o.gift, o.holder, o.at, o.fill).hash(&mut h);
        }
        for (i, r) in state.regs.iter().enumerate() {
            let variable = self.f.regs[i].kind == RegKind::User;
            // Pointers to known objects, small constants (flags, NULL) of variables, and whether one was set at all.
            match r {
                Some(v)
                    if self.values.ptr(*v).is_some()
                        || variable && self.values.as_int(*v).is_some_and(|n| (-1..=1).contains(&n)) =>
                {
                    (i, v).hash(&mut h);
                }
                None if variable => i.hash(&mut h),
                _ => {}
            }
        }
        for (l, v) in &state.memory {
            if self.values.ptr(*v).is_some() || *v == self.zero {
                (l, v).hash(&mut h);
            }
        }
        for r in &state.references {
            (r.value, r.count).hash(&mut h);
        }
        !self.seen.insert(h.finish())
    }

    fn block(&mut self, b: Block, mut state: State, work: &mut Vec<(Block, State)>) {
        if self.is_repeated(b, &mut state) {
            return;
        }
        self.here = b;
        let f = self.f;
        let data = f.block(b);
        let nogil = data.nogil;
        let mut states: Vec<State> = vec![state];
        let fallible = matches!(data.term, Terminator::Fallible { .. });
        let (last, rest) = match data.ops.split_last() {
            Some((last, rest)) if fallible => (Some(last), rest),
            _ => (None, &data.ops[..]),
        };
        for op in rest {
            let mut next = Vec::with_capacity(states.len());
            for s in states {
                next.extend(self.op(s, &op.kind, op.span, nogil));
            }
            states = next;
        }
        for s in states {
            self.end(b, s, last, nogil, work);
        }
    }

    /// The last operation of a block, and where it goes from there.
    fn end(&mut self, b: Block, s: State, last: Option<&Op>, nogil: bool, work: &mut Vec<(Block, State)>) {
        let f = self.f;
        let data = f.block(b);
        let failing = last.filter(|op| self.can_fail(&s, &op.kind)).map(|_| s.clone());
        let done: Next = match last {
            Some(op) => self.op(s, &op.kind, op.span, nogil),
            None => smallvec::smallvec![s],
        };
        self.at = data.term_span;
        match &data.term {
            Terminator::Goto(to) => work.extend(done.into_iter().map(|s| (*to, s))),
            Terminator::Fallible { ok, err } => {
                if let (Some(mut failing), Some(op)) = (failing, last) {
                    failing.after_failure = true;
                    self.failing_call(&mut failing, &op.kind);
                    if failing.has_live_blocks() {
                        failing.note(op.span, "this can raise, and the exception leaves here");
                    }
                    work.push((*err, failing));
                }
                if ok != err {
                    work.extend(done.into_iter().map(|s| (*ok, s)));
                }
            }
            Terminator::Branch { cond, then, otherwise, .. } => {
                for s in done {
                    for (mut s, truth) in self.decide(s, cond) {
                        if s.has_live_blocks() && data.ops.len() < 40 {
                            s.note(
                                data.term_span,
                                if truth { "the condition is true" } else { "the condition is false" },
                            );
                        }
                        let to = if truth { *then } else { *otherwise };
                        self.leave_loop(b, to, &mut s);
                        work.push((to, s));
                    }
                }
            }
            Terminator::Switch { value, cases, default } => {
                for mut s in done {
                    let v = self.operand(&mut s, value);
                    match self.values.as_int(v) {
                        Some(n) => {
                            let to =
                                cases.iter().find(|(c, _)| *c as i128 == n).map_or(*default, |(_, b)| *b);
                            work.push((to, s));
                        }
                        None => {
                            for (_, to) in cases {
                                work.push((*to, s.clone()));
                            }
                            work.push((*default, s));
                        }
                    }
                }
            }
            Terminator::Return(value) => {
                for s in done {
                    for s in self.decide_result(s, value.as_ref()) {
                        self.leave(s, value.as_ref(), true, data.term_span);
                    }
                }
            }
            Terminator::Unwind => {
                for s in done {
                    self.leave(s, None, false, data.term_span);
                }
            }
            Terminator::Yield { sent, resume, err, .. } => {
                for mut s in done {
                    if let Some(e) = err {
                        let mut dropped = s.clone();
                        if dropped.has_live_blocks() {
                            dropped.note(data.term_span, "the generator may be dropped while it waits here");
                        }
                        work.push((*e, dropped));
                    }
                    if let Some(r) = sent {
                        let v = self.values.symbol();
                        s.regs[r.index()] = Some(v);
                    }
                    work.push((*resume, s));
                }
            }
            Terminator::Unreachable => {}
        }
    }

    /// A path that leaves a loop may have taken more turns than were followed: what they write is taken as written.
    fn leave_loop(&mut self, from: Block, to: Block, state: &mut State) {
        let left: Vec<&Loop> =
            self.loops.values().filter(|l| l.body.contains(&from) && !l.body.contains(&to)).collect();
        if left.is_empty() {
            return;
        }
        for &r in left.iter().flat_map(|l| &l.set) {
            if state.regs[r.index()].is_none() {
                state.regs[r.index()] = Some(self.values.symbol());
            }
        }
        let bases: Vec<(Reg, bool)> =
            left.iter().flat_map(|l| l.bases.iter().map(|&r| (r, l.releases))).collect();
        for (r, releases) in bases {
            if self.is_aggregate(self.f.reg(r).ty) {
                self.stack_object(state, r);
            }
            // The loop releases what the elements point to: all of them, in the turns that it takes.
            let held = state.regs[r.index()].and_then(|v| self.values.ptr(v)).map(|(o, _)| o);
            for o in state.objects.iter_mut().filter(|o| releases && held.is_some() && o.holder == held) {
                o.given = true;
            }
        }
        for o in &mut state.objects {
            o.fill = Fill::All;
        }
    }

    /// Follows a condition both ways, or the one way that the path allows.
    fn decide(&mut self, mut state: State, cond: &Operand) -> Vec<(State, bool)> {
        let v = self.operand(&mut state, cond);
        self.decide_value(state, v)
    }

    /// `return p != NULL` says which it is.
    fn decide_result(&mut self, state: State, value: Option<&Operand>) -> Vec<State> {
        let Some(r) = value.and_then(Operand::reg) else { return vec![state] };
        let Some(v) = state.regs[r.index()] else { return vec![state] };
        let compared = match *self.values.get(v) {
            ValKind::Bin(BinOp::Eq | BinOp::Ne, a, b) if a == self.zero => b,
            ValKind::Bin(BinOp::Eq | BinOp::Ne, a, b) if b == self.zero => a,
            _ => return vec![state],
        };
        if self.values.ptr(compared).is_none() {
            return vec![state];
        }
        let decided = self.decide_value(state, v);
        let with_result = |(mut s, truth): (State, bool)| {
            s.regs[r.index()] = Some(self.values.int(truth as i128));
            s
        };
        decided.into_iter().map(with_result).collect()
    }

    fn decide_value(&mut self, state: State, v: Val) -> Vec<(State, bool)> {
        if let ValKind::Not(inner) = *self.values.get(v) {
            return self.decide_value(state, inner).into_iter().map(|(s, b)| (s, !b)).collect();
        }
        if let Some(n) = self.values.as_int(v) {
            return vec![(state, n != 0)];
        }
        // A pointer, or its comparison with NULL.
        let (pointer, equal) = match *self.values.get(v) {
            ValKind::Bin(op @ (BinOp::Eq | BinOp::Ne), a, b) if a == self.zero => (b, op == BinOp::Eq),
            ValKind::Bin(op @ (BinOp::Eq | BinOp::Ne), a, b) if b == self.zero => (a, op == BinOp::Eq),
            _ => (v, false),
        };
        if let Some((o, _)) = self.values.ptr(pointer) {
            return match state.object(o).null {
                Nullness::NonNull => vec![(state, !equal)],
                Nullness::Null => vec![(state, equal)],
                Nullness::Failed => {
                    let mut state = state;
                    state.object_mut(o).null = Nullness::Null;
                    vec![(state, equal)]
                }
                Nullness::Maybe => {
                    let mut null = state.clone();
                    null.object_mut(o).null = Nullness::Null;
                    null.object_mut(o).calls = null.calls;
                    null.after_failure = true;
                    let mut set = state;
                    set.object_mut(o).null = Nullness::NonNull;
                    vec![(null, equal), (set, !equal)]
                }
            };
        }
        // `a == b` and `a != b` are one condition.
        let (key, positive) = match *self.values.get(v) {
            ValKind::Bin(BinOp::Ne, a, b) => (self.values.make(ValKind::Bin(BinOp::Eq, a, b)), false),
            ValKind::Bin(BinOp::Le, a, b) => (self.values.make(ValKind::Bin(BinOp::Lt, b, a)), false),
            _ => (v, true),
        };
        // The truth of a value is whether it differs from zero.
        let (key, positive) = match self.values.get(key) {
            ValKind::Symbol(_) | ValKind::IsA(..) => {
                let (a, b) = if key < self.zero { (key, self.zero) } else { (self.zero, key) };
                (self.values.make(ValKind::Bin(BinOp::Eq, a, b)), !positive)
            }
            _ => (key, positive),
        };
        if let Some(known) = state.assumption(key).or_else(|| self.implied(&state, key)) {
            return vec![(state, known == positive)];
        }
        let mut yes = state.clone();
        let mut no = state;
        yes.assumed.push((key, positive));
        no.assumed.push((key, !positive));
        // There is no reference where there is no object.
        let null = if equal { &mut yes } else { &mut no };
        null.references.retain(|r| r.value != pointer);
        vec![(yes, true), (no, false)]
    }

    /// What earlier comparisons with constants say of a comparison with a constant.
    fn implied(&self, state: &State, key: Val) -> Option<bool> {
        let (x, test) = self.against_constant(key)?;
        let (mut low, mut high) = (i128::MIN, i128::MAX);
        for &(c, truth) in &state.assumed {
            let Some((y, t)) = self.against_constant(c) else { continue };
            if y != x {
                continue;
            }
            match (t, truth) {
                (Test::Below(n), true) => high = high.min(n - 1),
                (Test::Below(n), false) => low = low.max(n),
                (Test::Above(n), true) => low = low.max(n + 1),
                (Test::Above(n), false) => high = high.min(n),
                (Test::Equal(n), true) => (low, high) = (n, n),
                (Test::Equal(_), false) => {}
            }
        }
        match test {
            Test::Below(n) if high < n => Some(true),
            Test::Below(n) if low >= n => Some(false),
            Test::Above(n) if low > n => Some(true),
            Test::Above(n) if high <= n => Some(false),
            Test::Equal(n) if n < low || n > high => Some(false),
            Test::Equal(n) if low == high && low == n => Some(true),
            _ => None,
        }
    }

    fn against_constant(&self, condition: Val) -> Option<(Val, Test)> {
        let ValKind::Bin(op, a, b) = *self.values.get(condition) else { return None };
        match (op, self.values.as_int(a), self.values.as_int(b)) {
            (BinOp::Lt, None, Some(n)) => Some((a, Test::Below(n))),
            (BinOp::Lt, Some(n), None) => Some((b, Test::Above(n))),
            (BinOp::Eq, None, Some(n)) => Some((a, Test::Equal(n))),
            (BinOp::Eq, Some(n), None) => Some((b, Test::Equal(n))),
            _ => None,
        }
    }

    fn report(
        &mut self,
        state: &State,
        code: pyxide_diagnostics::Code,
        span: Span,
        origin: Span,
        message: &str,
        more: impl FnOnce(pyxide_diagnostics::Diagnostic) -> pyxide_diagnostics::Diagnostic,
    ) {
        if let Some(findings) = &mut self.findings {
            let once = [codes::UNCHECKED_ALLOCATION, codes::UNINITIALIZED, codes::LEAK];
            findings.add(more(finding(code, span, message)), origin, once.contains(&code), state);
        }
    }
}
