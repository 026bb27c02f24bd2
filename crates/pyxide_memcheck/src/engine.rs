//! Explores the paths of one function.
//!
//! A worklist of (block, state). Branches on conditions that the path has decided already are followed one way only,
//! so that a flag that guards an allocation also guards its release. A state that differs from an earlier one at the
//! same block in nothing that matters for memory is dropped; loops are taken a few times. When a limit is reached the
//! rest is silently left out: the checker rather misses a finding than invents one.

use crate::allocators::{self, Effect, Family, Role};
use crate::report::{Findings, finding};
use crate::state::{Base, Elem, Loc, Nullness, Object, State, Status};
use crate::summary::{AttributeEffect, Frees, ParamEffect, ResultEffect, Summary};
use crate::value::{Kind, ObjId, Val, ValKind, Values};
use pyxide_diagnostics::{Span, codes};
use pyxide_mir::{
    BinOp, Block, Callee, Const, Function, Module, OpKind, Operand, Place, PlaceBase, Proj, Reg, RegKind,
    Rvalue, Terminator, UnOp,
};
use pyxide_types::{ClassId, Origin, Prim, Type, TypeId};
use rustc_hash::{FxHashMap, FxHashSet};

/// Steps per function, and turns per block on one path.
const MAX_STEPS: usize = 6000;
const MAX_TURNS: u8 = 3;

/// What the analysis of a function knows beside the function.
pub struct Context<'a> {
    pub module: &'a Module,
    /// By MIR function.
    pub summaries: &'a [Summary],
    /// Families of blocks that attributes own, and whether `__dealloc__` releases them.
    pub attributes: &'a FxHashMap<(ClassId, usize), Owned>,
    /// `module.functions` of the C methods: `(class, method)` to function.
    pub methods: &'a FxHashMap<(ClassId, usize), usize>,
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
}

/// The role of a function in its class.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MethodRole {
    None,
    Cinit,
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
    exits: u32,
    /// How often each parameter was released at a successful exit, and at how many such exits.
    freed: Vec<(u32, Option<Family>)>,
    ok_exits: u32,
    result: Option<ResultEffect>,
    attributes: FxHashMap<(ClassId, usize), AttributeEffect>,
    zero: Val,
    /// Registers that the loop sets whose header the block is.
    loops: FxHashMap<Block, Vec<Reg>>,
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
        exits: 0,
        freed: vec![(0, None); params],
        ok_exits: 0,
        result: None,
        attributes: FxHashMap::default(),
        zero,
        loops: loops(f),
    };
    engine.run();
    engine.finish()
}

/// Natural loops: header, and the registers that the loop sets.
fn loops(f: &Function) -> FxHashMap<Block, Vec<Reg>> {
    let mut preds: Vec<Vec<Block>> = vec![vec![]; f.blocks.len()];
    for b in f.block_ids() {
        for s in f.block(b).term.successors() {
            preds[s.index()].push(b);
        }
    }
    let mut out: FxHashMap<Block, Vec<Reg>> = FxHashMap::default();
    for b in f.block_ids() {
        // Blocks stand in reverse postorder: an edge backwards closes a loop.
        for header in f.block(b).term.successors().filter(|h| *h <= b) {
            // The loop of the edge `b -> header`: what reaches `b` without passing the header.
            let mut body = vec![header];
            let mut work = vec![b];
            while let Some(x) = work.pop() {
                if !body.contains(&x) {
                    body.push(x);
                    work.extend(&preds[x.index()]);
                }
            }
            let set = out.entry(header).or_default();
            for x in body {
                for op in &f.block(x).ops {
                    op.kind.defs(&mut |r| {
                        if !set.contains(&r) {
                            set.push(r);
                        }
                    });
                }
            }
        }
    }
    out
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
                return;
            }
            self.block(b, state, &mut work);
        }
    }

    fn object(&self, kind: Kind, at: Span) -> Object {
        let written = !matches!(kind, Kind::Heap(_));
        Object {
            kind,
            status: Status::Live,
            null: Nullness::Maybe,
            at,
            size: None,
            zeroed: false,
            written,
            given: false,
            holder: None,
        }
    }

    fn is_c_pointer(&self, ty: TypeId) -> bool {
        let t = &self.cx.module.types;
        t.is_pointer(ty) && !t.is_object(ty)
    }

    /// Whether the state was seen at the block, or the block was entered often enough on this path.
    fn is_repeated(&mut self, b: Block, state: &mut State) -> bool {
        match state.visits.iter_mut().find(|(x, _)| *x == b) {
            Some((_, n)) => {
                *n += 1;
                if *n > MAX_TURNS {
                    return true;
                }
                // From the second turn on, counters have any value.
                if let Some(set) = self.loops.get(&b) {
                    for &r in set {
                        if let Some(v) = state.regs[r.index()]
                            && self.values.ptr(v).is_none()
                            && !self.is_c_pointer(self.f.reg(r).ty)
                        {
                            state.regs[r.index()] = Some(self.values.symbol());
                        }
                    }
                }
            }
            None => state.visits.push((b, 1)),
        }
        use std::hash::{Hash, Hasher};
        let mut h = rustc_hash::FxHasher::default();
        b.hash(&mut h);
        for o in &state.objects {
            (&o.kind, o.status, o.null, o.given, o.holder, o.at, o.written).hash(&mut h);
        }
        for (i, r) in state.regs.iter().enumerate() {
            // Pointers to known objects, and small constants (flags, NULL) of variables.
            if let Some(v) = r
                && (self.values.ptr(*v).is_some()
                    || self.f.regs[i].kind == RegKind::User
                        && self.values.as_int(*v).is_some_and(|n| (-1..=1).contains(&n)))
            {
                (i, v).hash(&mut h);
            }
        }
        for (l, v) in &state.memory {
            if self.values.ptr(*v).is_some() || *v == self.zero {
                (l, v).hash(&mut h);
            }
        }
        !self.seen.insert(h.finish())
    }

    fn block(&mut self, b: Block, mut state: State, work: &mut Vec<(Block, State)>) {
        if self.is_repeated(b, &mut state) {
            return;
        }
        let data = self.f.block(b);
        let mut states: Vec<State> = vec![state];
        let fallible = matches!(data.term, Terminator::Fallible { .. });
        let (last, rest) = match data.ops.split_last() {
            Some((last, rest)) if fallible => (Some(last), rest),
            _ => (None, &data.ops[..]),
        };
        for op in rest {
            let mut next = Vec::with_capacity(states.len());
            for s in states {
                next.extend(self.op(s, &op.kind, op.span, data.nogil));
            }
            states = next;
        }
        for mut s in states {
            let failing = s.clone();
            let done: Next = match last {
                Some(op) => self.op(s, &op.kind, op.span, data.nogil),
                None => {
                    s.visits.truncate(64);
                    smallvec::smallvec![s]
                }
            };
            match &data.term {
                Terminator::Goto(to) => work.extend(done.into_iter().map(|s| (*to, s))),
                Terminator::Fallible { ok, err } => {
                    let op = last.expect("a fallible block ends in an operation");
                    if !never_fails(&op.kind) {
                        let mut failing = failing;
                        self.failing_call(&mut failing, &op.kind, op.span);
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
                            if s.has_live_blocks() && self.f.block(b).ops.len() < 40 {
                                s.note(
                                    data.term_span,
                                    if truth { "the condition is true" } else { "the condition is false" },
                                );
                            }
                            work.push((if truth { *then } else { *otherwise }, s));
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
                        self.leave(s, value.as_ref(), true, data.term_span);
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
                                dropped
                                    .note(data.term_span, "the generator may be dropped while it waits here");
                            }
                            work.push((*e, dropped));
                        }
                        if let Some(r) = sent {
                            s.regs[r.index()] = None;
                        }
                        work.push((*resume, s));
                    }
                }
                Terminator::Unreachable => {}
            }
        }
    }

    /// Follows a condition both ways, or the one way that the path allows.
    fn decide(&mut self, mut state: State, cond: &Operand) -> Vec<(State, bool)> {
        let v = self.operand(&mut state, cond);
        self.decide_value(state, v)
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
            ValKind::Ptr(..) => (Some(v), false),
            ValKind::Bin(op @ (BinOp::Eq | BinOp::Ne), a, b) if a == self.zero => (Some(b), op == BinOp::Eq),
            ValKind::Bin(op @ (BinOp::Eq | BinOp::Ne), a, b) if b == self.zero => (Some(a), op == BinOp::Eq),
            _ => (None, false),
        };
        if let Some((o, _)) = pointer.and_then(|p| self.values.ptr(p)) {
            return match state.object(o).null {
                Nullness::NonNull => vec![(state, !equal)],
                Nullness::Null => vec![(state, equal)],
                Nullness::Maybe => {
                    let mut null = state.clone();
                    null.object_mut(o).null = Nullness::Null;
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
        if let Some(known) = state.assumption(key).or_else(|| self.implied(&state, key)) {
            return vec![(state, known == positive)];
        }
        let mut yes = state.clone();
        let mut no = state;
        yes.assumed.push((key, positive));
        no.assumed.push((key, !positive));
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

    // ---- values

    fn operand(&mut self, state: &mut State, o: &Operand) -> Val {
        match o {
            // An array is the address of its first element.
            Operand::Reg(r) if self.is_array(*r) => {
                let o = self.stack_object(state, *r);
                self.values.make(ValKind::Ptr(o, self.zero))
            }
            Operand::Reg(r) => match state.regs[r.index()] {
                Some(v) => v,
                None => {
                    let v = self.values.symbol();
                    state.regs[r.index()] = Some(v);
                    v
                }
            },
            Operand::Const(c) => match c {
                Const::Int(n, _) => match i128::try_from(n.clone()) {
                    Ok(n) => self.values.int(n),
                    Err(_) => self.values.symbol(),
                },
                Const::Null(_) => self.zero,
                Const::True => self.values.int(1),
                Const::False => self.values.int(0),
                Const::SizeOf(ty) => match self.cx.module.types.layout(*ty) {
                    pyxide_types::Layout::Known { size, .. } => self.values.int(size as i128),
                    _ => self.values.make(ValKind::SizeOf(*ty)),
                },
                Const::CStr(_) => {
                    let at = self.f.span;
                    let mut object = self.object(Kind::Literal, at);
                    object.null = Nullness::NonNull;
                    let o = state.add(object);
                    self.values.make(ValKind::Ptr(o, self.zero))
                }
                _ => self.values.symbol(),
            },
        }
    }

    fn is_array(&self, r: Reg) -> bool {
        matches!(self.cx.module.types.kind(self.f.reg(r).ty), Type::Array(..))
    }

    /// The object that is a C variable of the function.
    fn stack_object(&mut self, state: &mut State, r: Reg) -> ObjId {
        match state.objects.iter().position(|o| o.kind == Kind::Stack(r)) {
            Some(i) => ObjId(i as u32),
            None => {
                let mut object = self.object(Kind::Stack(r), self.f.span);
                object.null = Nullness::NonNull;
                state.add(object)
            }
        }
    }

    /// The location of a place. Pointers that are followed on the way are checked.
    fn locate(&mut self, state: &mut State, place: &Place, span: Span, write: bool) -> Loc {
        let module = self.cx.module;
        let t = &module.types;
        let (base, mut ty) = match place.base {
            PlaceBase::Reg(r) => (Base::Reg(r), self.f.reg(r).ty),
            PlaceBase::CVar(v) => (Base::CVar(v), module.cvars[v.index()].ty),
            PlaceBase::Static(s) => (Base::Static(s), module.statics[s.index()].ty),
        };
        let mut loc = Loc { base, path: vec![] };
        for p in &place.path {
            match p {
                Proj::Deref => {
                    let v = self.load(state, &loc, ty);
                    self.access(state, v, span, write);
                    loc = self.behind(v, self.zero);
                    ty = t.pointee(ty).unwrap_or(pyxide_types::Types::ERROR);
                }
                Proj::Index(i) => {
                    let i = self.operand(state, i);
                    if matches!(t.kind(ty), Type::Array(..)) {
                        loc.path.push(Elem::Index(i));
                    } else {
                        let v = self.load(state, &loc, ty);
                        self.access(state, v, span, write);
                        loc = self.behind(v, i);
                    }
                    ty = t.pointee(ty).unwrap_or(pyxide_types::Types::ERROR);
                }
                Proj::Field(s, i) => {
                    loc.path.push(Elem::Field(s.0, *i));
                    ty =
                        t.structs[s.index()].fields.as_ref().map_or(pyxide_types::Types::ERROR, |f| f[*i].ty);
                }
                Proj::TupleItem(i) => {
                    loc.path.push(Elem::Item(*i));
                    ty = match t.kind(ty) {
                        Type::CTuple(items) => items[*i],
                        _ => pyxide_types::Types::ERROR,
                    };
                }
                Proj::ClassField(c, i) => {
                    let v = self.load(state, &loc, ty);
                    loc = Loc { base: Base::Value(v), path: vec![Elem::ClassField(*c, *i)] };
                    ty = t.classes[c.index()].fields[*i].ty;
                }
                Proj::ScopeField(s, i) => {
                    let v = self.load(state, &loc, ty);
                    loc = Loc { base: Base::Value(v), path: vec![Elem::Field(u32::MAX - s.0, *i)] };
                    ty = t.scopes[s.index()].fields[*i].ty;
                }
            }
        }
        loc
    }

    fn behind(&mut self, pointer: Val, index: Val) -> Loc {
        match self.values.ptr(pointer) {
            Some((o, off)) => {
                let at = self.values.binary(BinOp::Add, off, index);
                Loc { base: Base::Object(o), path: vec![Elem::Index(at)] }
            }
            None => Loc { base: Base::Value(pointer), path: vec![Elem::Index(index)] },
        }
    }

    fn load(&mut self, state: &mut State, loc: &Loc, ty: TypeId) -> Val {
        if let Some(v) = state.read(loc) {
            return v;
        }
        let zeroed = matches!(loc.base, Base::Object(o) if state.object(o).zeroed);
        let v = match (loc.base, loc.path.last()) {
            _ if zeroed => self.zero,
            // In `__cinit__`, attributes start as NULL.
            (Base::Value(_), Some(Elem::ClassField(..)))
                if self.role == MethodRole::Cinit && self.is_c_pointer(ty) && self.is_self(state, loc) =>
            {
                self.zero
            }
            (Base::Value(_), Some(&Elem::ClassField(c, i))) if self.is_c_pointer(ty) => {
                let o = state.add(self.object(Kind::Attribute(c, i), self.f.span));
                self.values.make(ValKind::Ptr(o, self.zero))
            }
            _ => self.values.symbol(),
        };
        state.write(loc.clone(), v);
        v
    }

    fn is_self(&self, state: &State, loc: &Loc) -> bool {
        match (loc.base, self.f.params.first()) {
            (Base::Value(v), Some(p)) => state.regs[p.index()] == Some(v),
            _ => false,
        }
    }

    /// A pointer is followed.
    fn access(&mut self, state: &mut State, v: Val, span: Span, write: bool) {
        let Some((o, _)) = self.values.ptr(v) else { return };
        let object = state.object(o);
        if let Kind::Param(i) = object.kind {
            self.summary.params[i].reads = true;
        }
        match object.status {
            Status::Freed(at) => {
                let origin = object.at;
                self.report(
                    state,
                    codes::USE_AFTER_FREE,
                    span,
                    origin,
                    "memory is used after it was released",
                    |d| {
                        d.label(at, "released here")
                            .help("use the memory before the release, or set the pointer to NULL after it")
                    },
                );
                return;
            }
            Status::Live if object.null == Nullness::Maybe && matches!(object.kind, Kind::Heap(_)) => {
                let origin = object.at;
                self.report(
                    state,
                    codes::UNCHECKED_ALLOCATION,
                    span,
                    origin,
                    "the result of an allocation is used before it was compared with NULL",
                    |d| {
                        d.label(origin, "allocated here")
                            .help("test the pointer and raise MemoryError() when it is NULL")
                    },
                );
                state.object_mut(o).null = Nullness::NonNull;
            }
            Status::Live => {}
        }
        let object = state.object_mut(o);
        if write {
            object.written = true;
        } else if !object.written && !object.zeroed && matches!(object.kind, Kind::Heap(_)) && !object.given {
            let origin = object.at;
            object.written = true;
            self.report(
                state,
                codes::UNINITIALIZED,
                span,
                origin,
                "memory is read that was never written",
                |d| {
                    d.label(origin, "allocated here, its content is arbitrary")
                        .help("write it first, or allocate with calloc")
                },
            );
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
            findings.add(more(finding(code, span, message)), origin, state);
        }
    }

    // ---- operations

    fn op(&mut self, mut state: State, op: &OpKind, span: Span, nogil: bool) -> Next {
        match op {
            OpKind::Assign { dst, value } => {
                let v = self.rvalue(&mut state, value, *dst, span);
                state.regs[dst.index()] = Some(v);
                self.check_element_size(&mut state, *dst, value, v, span);
            }
            OpKind::Store { place, value, .. } => {
                let v = self.operand(&mut state, value);
                let loc = self.locate(&mut state, place, span, true);
                self.store(&mut state, loc, v);
            }
            OpKind::Call { dst, outs, callee, args } => {
                return self.call(state, *dst, outs, callee, args, span, nogil);
            }
            OpKind::Opaque { dst, uses, .. } => {
                for u in uses {
                    let v = self.operand(&mut state, u);
                    self.give(&mut state, v);
                }
                if let Some(d) = dst {
                    state.regs[d.index()] = Some(self.values.symbol());
                }
            }
            OpKind::ParseArgs { outs, .. } => {
                for o in outs {
                    state.regs[o.index()] = Some(self.values.symbol());
                }
            }
            OpKind::Unbind { reg } | OpKind::SetNull { reg } => state.regs[reg.index()] = Some(self.zero),
            OpKind::CheckBound { .. } | OpKind::Traceback | OpKind::IncRef { .. } | OpKind::DecRef { .. } => {
            }
        }
        smallvec::smallvec![state]
    }

    fn rvalue(&mut self, state: &mut State, value: &Rvalue, dst: Reg, span: Span) -> Val {
        match value {
            Rvalue::Use(o) | Rvalue::Cast(o) => self.operand(state, o),
            Rvalue::Load(place) => {
                let loc = self.locate(state, place, span, false);
                let ty = self.cx.module.place_type(self.f, place);
                self.load(state, &loc, ty)
            }
            Rvalue::AddrOf(place) => {
                let followed = place
                    .path
                    .iter()
                    .any(|p| matches!(p, Proj::Deref | Proj::ClassField(..) | Proj::ScopeField(..)))
                    || matches!(place.path.first(), Some(Proj::Index(_)))
                        && place.base_reg().is_some_and(|r| !self.is_array(r));
                match place.base {
                    PlaceBase::Reg(r) if !followed => {
                        let o = self.stack_object(state, r);
                        let off = if place.path.is_empty() { self.zero } else { self.values.symbol() };
                        self.values.make(ValKind::Ptr(o, off))
                    }
                    PlaceBase::Reg(_) => {
                        let loc = self.locate(state, place, span, true);
                        match (loc.base, &loc.path[..]) {
                            (Base::Object(o), [Elem::Index(i)]) => self.values.make(ValKind::Ptr(o, *i)),
                            (Base::Object(o), _) => {
                                let off = self.values.symbol();
                                self.values.make(ValKind::Ptr(o, off))
                            }
                            _ => self.values.symbol(),
                        }
                    }
                    _ => self.values.symbol(),
                }
            }
            Rvalue::Unary(op, o) => {
                let v = self.operand(state, o);
                match (op, self.values.as_int(v)) {
                    (UnOp::Neg, Some(n)) => self.values.int(-n),
                    (UnOp::Neg, None) => self.values.make(ValKind::Neg(v)),
                    (UnOp::Not, Some(n)) => self.values.int((n == 0) as i128),
                    (UnOp::Not, None) => self.values.make(ValKind::Not(v)),
                    (UnOp::Invert, _) => self.values.symbol(),
                }
            }
            Rvalue::Binary(op, a, b) => {
                let float = self.cx.module.types.is_float(self.f.reg(dst).ty);
                let (a, b) = (self.operand(state, a), self.operand(state, b));
                if float { self.values.symbol() } else { self.values.binary(*op, a, b) }
            }
            Rvalue::Aggregate(items) => {
                for o in items.iter().flatten() {
                    let v = self.operand(state, o);
                    self.give(state, v);
                }
                self.values.symbol()
            }
            Rvalue::Select(c, a, b) => {
                let c = self.operand(state, c);
                let (a, b) = (self.operand(state, a), self.operand(state, b));
                match self.values.as_int(c) {
                    Some(0) => b,
                    Some(_) => a,
                    None => {
                        self.give(state, a);
                        self.give(state, b);
                        self.values.symbol()
                    }
                }
            }
        }
    }

    /// Stores a value. A pointer to a block that is stored where others can reach it is given away.
    fn store(&mut self, state: &mut State, loc: Loc, v: Val) {
        if let Some((o, _)) = self.values.ptr(v) {
            match loc.base {
                Base::Reg(_) => {}
                Base::Object(holder) => {
                    let h = state.object(holder);
                    let own = matches!(h.kind, Kind::Heap(_) | Kind::Stack(_)) && !h.given;
                    if own {
                        state.object_mut(o).holder = Some(holder);
                    } else {
                        if let (Kind::Param(p), Kind::Heap(family)) = (&h.kind, &state.object(o).kind)
                            && matches!(loc.path[..], [Elem::Index(i)] if i == self.zero)
                        {
                            let out = (*p, *family);
                            if !self.summary.outs.contains(&out) {
                                self.summary.outs.push(out);
                            }
                        }
                        self.give(state, v);
                    }
                }
                Base::Value(_) => {
                    // The attribute of an object: its owner is decided when the function is left.
                    let is_attribute = matches!(loc.path[..], [Elem::ClassField(..)]);
                    if !(is_attribute && self.is_self(state, &loc)) {
                        self.give(state, v);
                    }
                }
                Base::CVar(_) | Base::Static(_) => self.give(state, v),
            }
        }
        if let [Elem::ClassField(c, i)] = loc.path[..]
            && self.is_self(state, &loc)
            && state.read(&loc).is_none()
        {
            // Remember what was there: it may be lost.
            let ty = self.cx.module.types.classes[c.index()].fields[i].ty;
            self.load(state, &loc, ty);
        }
        state.write(loc, v);
    }

    /// Other code may keep the pointer from here on.
    fn give(&mut self, state: &mut State, v: Val) {
        let Some((o, _)) = self.values.ptr(v) else { return };
        if let Kind::Param(i) = state.object(o).kind {
            self.summary.params[i].keeps = true;
        }
        let object = state.object_mut(o);
        if object.given {
            return;
        }
        object.given = true;
        object.written = true;
        // What is stored in it goes along.
        let inside: Vec<Val> =
            state.memory.iter().filter(|(l, _)| l.base == Base::Object(o)).map(|(_, v)| *v).collect();
        for v in inside {
            self.give(state, v);
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn call(
        &mut self,
        mut state: State,
        dst: Option<Reg>,
        outs: &[Reg],
        callee: &Callee,
        args: &[Operand],
        span: Span,
        nogil: bool,
    ) -> Next {
        for o in outs {
            state.regs[o.index()] = Some(self.values.symbol());
        }
        let values: Vec<Val> = args.iter().map(|a| self.operand(&mut state, a)).collect();
        let module = self.cx.module;
        let own = match callee {
            Callee::CFunc(c) => module.cfuncs[c.index()].func.map(|f| f.index()),
            Callee::Func(f) => Some(f.index()),
            Callee::Method(c, m) | Callee::Virtual(c, m) => self.cx.methods.get(&(*c, *m)).copied(),
            _ => None,
        };
        if let Callee::CFunc(c) = callee {
            let decl = &module.cfuncs[c.index()];
            if let Some(entry) = allocators::by_name(&decl.cname)
                && decl.origin == Origin::Extern
            {
                if entry.needs_gil && nogil {
                    self.report(
                        &state,
                        codes::GIL_REQUIRED,
                        span,
                        span,
                        "this allocator needs the GIL, which is not held here",
                        |d| {
                            d.help(format!(
                                "use PyMem_Raw{} or take the GIL",
                                &decl.cname[decl.cname.find('_').map_or(0, |i| i + 1)..]
                            ))
                        },
                    );
                }
                return self.allocator(state, dst, entry.role, &values, span);
            }
        }
        if let Some(f) = own {
            let summary = self.cx.summaries[f].clone();
            return self.apply(state, dst, &summary, &values, span);
        }
        let mut result = None;
        if let (Callee::Prim(Prim::ExcMatches), Some(pattern)) = (callee, args.get(1))
            && catches_all(pattern)
        {
            result = Some(self.values.int(1));
        }
        match callee {
            Callee::Prim(_) | Callee::NewScope(_) | Callee::NewObject(_) | Callee::ReadyClass(_) => {}
            _ => {
                let name = match callee {
                    Callee::CFunc(c) => module.cfuncs[c.index()].cname.as_str(),
                    _ => "",
                };
                let effect = allocators::effect(name);
                for (i, &v) in values.iter().enumerate() {
                    let Some((o, _)) = self.values.ptr(v) else { continue };
                    if !matches!(state.object(o).null, Nullness::Null) {
                        let checked = effect.is_some();
                        if checked || matches!(state.object(o).status, Status::Freed(_)) {
                            self.access(&mut state, v, span, true);
                        }
                    }
                    state.object_mut(o).written = true;
                    if let Kind::Stack(r) = state.object(o).kind {
                        // An out parameter.
                        state.regs[r.index()] = None;
                        state.forget(Base::Reg(r));
                    }
                    match effect {
                        Some(Effect::KeepsFirst) if i == 0 => self.give(&mut state, v),
                        Some(_) => {}
                        None => self.give(&mut state, v),
                    }
                }
                if effect == Some(Effect::ReturnsFirst) {
                    result = values.first().copied();
                }
                if matches!(name, "strlen" | "wcslen")
                    && let Some(&s) = values.first()
                {
                    result = Some(self.values.make(ValKind::Length(s)));
                }
            }
        }
        if let Some(d) = dst {
            state.regs[d.index()] = Some(result.unwrap_or_else(|| self.values.symbol()));
        }
        smallvec::smallvec![state]
    }

    /// What a call that raises has done before.
    fn failing_call(&mut self, state: &mut State, op: &OpKind, span: Span) {
        let OpKind::Call { callee, args, .. } = op else { return };
        let f = match callee {
            Callee::CFunc(c) => self.cx.module.cfuncs[c.index()].func.map(|f| f.index()),
            Callee::Func(f) => Some(f.index()),
            Callee::Method(c, m) | Callee::Virtual(c, m) => self.cx.methods.get(&(*c, *m)).copied(),
            _ => None,
        };
        let values: Vec<Val> = args.iter().map(|a| self.operand(state, a)).collect();
        match f {
            // It may have released or kept its arguments before it failed: nothing is sure.
            Some(f) => {
                for (i, &v) in values.iter().enumerate() {
                    let effect = self.cx.summaries[f].params.get(i).copied().unwrap_or_default();
                    if effect.keeps || effect.frees != Frees::Never {
                        self.give(state, v);
                    }
                }
            }
            None => {
                if !matches!(callee, Callee::Prim(_)) {
                    values.iter().for_each(|&v| self.give(state, v));
                }
            }
        }
        let _ = span;
    }

    fn new_block(&mut self, state: &mut State, family: Family, span: Span) -> ObjId {
        let o = state.add(self.object(Kind::Heap(family), span));
        state.note(span, "allocated here");
        o
    }

    fn allocator(
        &mut self,
        mut state: State,
        dst: Option<Reg>,
        role: Role,
        args: &[Val],
        span: Span,
    ) -> Next {
        let product = |this: &mut Self, size: &[usize]| {
            let mut total = this.values.int(1);
            for &i in size {
                let &v = args.get(i)?;
                total = this.values.binary(BinOp::Mul, total, v);
            }
            Some(total)
        };
        match role {
            Role::Allocate { family, size, zeroed } => {
                let size = product(self, size);
                let o = self.new_block(&mut state, family, span);
                let object = state.object_mut(o);
                object.size = size;
                object.zeroed = zeroed;
                let v = self.values.make(ValKind::Ptr(o, self.zero));
                self.set(&mut state, dst, v);
                smallvec::smallvec![state]
            }
            Role::Duplicate { family } => {
                if let Some(&s) = args.first() {
                    self.access(&mut state, s, span, false);
                }
                let o = self.new_block(&mut state, family, span);
                state.object_mut(o).written = true;
                let v = self.values.make(ValKind::Ptr(o, self.zero));
                self.set(&mut state, dst, v);
                smallvec::smallvec![state]
            }
            Role::Reallocate { family, size } => {
                let size = product(self, size);
                let old = args.first().copied();
                let mut failed = state.clone();
                self.set(&mut failed, dst, self.zero);
                failed.note(span, "the reallocation fails and leaves the old block");
                let mut content = false;
                if let Some(old) = old {
                    content = true;
                    self.release(&mut state, old, family, span, "reallocated");
                }
                let o = self.new_block(&mut state, family, span);
                let object = state.object_mut(o);
                object.size = size;
                object.null = Nullness::NonNull;
                object.written = content;
                let v = self.values.make(ValKind::Ptr(o, self.zero));
                self.set(&mut state, dst, v);
                smallvec::smallvec![state, failed]
            }
            Role::Free { family } => {
                if let Some(&p) = args.first() {
                    self.release(&mut state, p, family, span, "released");
                }
                smallvec::smallvec![state]
            }
            Role::AllocateOut { family, size } => {
                let size = product(self, size);
                let mut failed = state.clone();
                let code = self.values.symbol();
                self.set(&mut failed, dst, code);
                failed.assumed.push((code, true));
                let o = self.new_block(&mut state, family, span);
                let object = state.object_mut(o);
                object.size = size;
                object.null = Nullness::NonNull;
                let v = self.values.make(ValKind::Ptr(o, self.zero));
                if let Some((target, _)) = args.first().and_then(|&p| self.values.ptr(p)) {
                    match state.object(target).kind {
                        Kind::Stack(r) => state.regs[r.index()] = Some(v),
                        _ => {
                            let loc = Loc { base: Base::Object(target), path: vec![Elem::Index(self.zero)] };
                            self.store(&mut state, loc, v);
                        }
                    }
                } else {
                    self.give(&mut state, v);
                }
                let ok = self.values.int(0);
                self.set(&mut state, dst, ok);
                smallvec::smallvec![state, failed]
            }
        }
    }

    fn set(&mut self, state: &mut State, dst: Option<Reg>, v: Val) {
        if let Some(d) = dst {
            state.regs[d.index()] = Some(v);
        }
    }

    /// A block is released by a function of `family`.
    fn release(&mut self, state: &mut State, v: Val, family: Family, span: Span, how: &'static str) {
        let Some((o, off)) = self.values.ptr(v) else { return };
        let object = state.object(o).clone();
        if object.null == Nullness::Null {
            return;
        }
        let bad = match object.kind {
            Kind::Stack(_) => Some("a C variable is released as if it were a block of the heap"),
            Kind::Literal => Some("a string literal is released as if it were a block of the heap"),
            _ if self.values.as_int(off).is_some_and(|n| n != 0) => {
                Some("a pointer into the middle of a block is released")
            }
            _ => None,
        };
        if let Some(message) = bad {
            self.report(state, codes::BAD_FREE, span, object.at, message, |d| {
                d.help("release only what an allocation function returned, as it returned it")
            });
            return;
        }
        if let Status::Freed(at) = object.status {
            self.report(
                state,
                codes::DOUBLE_FREE,
                span,
                object.at,
                "a block is released a second time",
                |d| {
                    d.label(at, "released here first").help("set the pointer to NULL after the first release")
                },
            );
            return;
        }
        let own = match object.kind {
            Kind::Heap(own) => Some(own),
            Kind::Attribute(c, i) => self.cx.attributes.get(&(c, i)).map(|o| o.family),
            _ => None,
        };
        if let Some(own) = own
            && own != family
        {
            let message = format!("a block of {} is {how} with {}", own.name(), family.release());
            self.report(state, codes::MISMATCHED_FREE, span, object.at, &message, |d| {
                let d = if matches!(object.kind, Kind::Heap(_)) {
                    d.label(object.at, "allocated here")
                } else {
                    d
                };
                d.help(format!("release it with {}", own.release()))
            });
        }
        if let Kind::Param(p) = object.kind {
            self.freed[p].1 = Some(family);
        }
        state.object_mut(o).status = Status::Freed(span);
    }

    /// Applies what is known of one of our own functions.
    fn apply(
        &mut self,
        mut state: State,
        dst: Option<Reg>,
        summary: &Summary,
        args: &[Val],
        span: Span,
    ) -> Next {
        for (i, &v) in args.iter().enumerate() {
            let Some((o, _)) = self.values.ptr(v) else { continue };
            let effect = summary.params.get(i).copied().unwrap_or_default();
            if effect.reads && state.object(o).null != Nullness::Null {
                self.access(&mut state, v, span, true);
            }
            match effect.frees {
                Frees::Always(Some(family)) => self.release(&mut state, v, family, span, "released"),
                Frees::Never => {}
                _ => self.give(&mut state, v),
            }
            if effect.keeps {
                self.give(&mut state, v);
            }
            state.object_mut(o).written = true;
            if let Kind::Stack(r) = state.object(o).kind {
                state.regs[r.index()] = None;
                state.forget(Base::Reg(r));
                if let Some((_, family)) = summary.outs.iter().find(|(p, _)| *p == i) {
                    let block = self.new_block(&mut state, *family, span);
                    state.object_mut(block).written = true;
                    let v = self.values.make(ValKind::Ptr(block, self.zero));
                    state.regs[r.index()] = Some(v);
                }
            }
        }
        // What a method leaves in the attributes of its object.
        if let Some(&object) = args.first() {
            for (c, i, effect) in &summary.attributes {
                let loc = Loc { base: Base::Value(object), path: vec![Elem::ClassField(*c, *i)] };
                let before = state.read(&loc);
                match effect {
                    AttributeEffect::Dangling | AttributeEffect::Released => {
                        if let Some((o, _)) = before.and_then(|v| self.values.ptr(v)) {
                            state.object_mut(o).status = Status::Freed(span);
                        }
                        if *effect == AttributeEffect::Released {
                            state.memory.retain(|(l, _)| *l != loc);
                        }
                    }
                    AttributeEffect::Fresh(_) => state.memory.retain(|(l, _)| *l != loc),
                }
            }
        }
        let result = match summary.result {
            ResultEffect::Fresh { family, may_be_null } => {
                let o = self.new_block(&mut state, family, span);
                let object = state.object_mut(o);
                object.written = true;
                if !may_be_null {
                    object.null = Nullness::NonNull;
                }
                self.values.make(ValKind::Ptr(o, self.zero))
            }
            ResultEffect::Param(i) => args.get(i).copied().unwrap_or(self.zero),
            ResultEffect::Unknown => self.values.symbol(),
        };
        self.set(&mut state, dst, result);
        smallvec::smallvec![state]
    }

    /// `<T *>malloc(n * sizeof(U))`: the sizes must fit.
    fn check_element_size(&mut self, state: &mut State, dst: Reg, value: &Rvalue, v: Val, span: Span) {
        if !matches!(value, Rvalue::Cast(_)) {
            return;
        }
        let t = &self.cx.module.types;
        let Some(elem) = t.pointee(self.f.reg(dst).ty) else { return };
        let pyxide_types::Layout::Known { size: want, .. } = t.layout(elem) else { return };
        let Some((o, off)) = self.values.ptr(v) else { return };
        let object = state.object(o);
        if off != self.zero || want <= 1 || !matches!(object.kind, Kind::Heap(_)) {
            return;
        }
        // The first cast says what the block is for.
        let Some(size) = state.object_mut(o).size.take() else { return };
        let wrong = match self.values.get(size) {
            ValKind::Int(n) => *n > 0 && *n % want as i128 != 0,
            ValKind::Symbol(_) => true,
            ValKind::Bin(BinOp::Mul, a, b) => match (self.values.as_int(*a), self.values.as_int(*b)) {
                (Some(n), None) | (None, Some(n)) => n % want as i128 != 0,
                _ => false,
            },
            _ => false,
        };
        // A size that comes in as one number may be in bytes already; only a parameter or variable that counts
        // something else says so, and that is not known.
        if wrong && !matches!(self.values.get(size), ValKind::Symbol(_)) {
            let message = format!(
                "the block's size is not a multiple of the {want} bytes of one `{}`",
                pyxide_types::cdecl::type_name(t, elem)
            );
            self.report(state, codes::ALLOCATION_SIZE, span, span, &message, |d| {
                d.help(format!("multiply the count by sizeof({})", pyxide_types::cdecl::type_name(t, elem)))
            });
        }
    }

    // ---- leaving

    fn leave(&mut self, mut state: State, value: Option<&Operand>, ok: bool, span: Span) {
        self.exits += 1;
        let result = value.map(|v| self.operand(&mut state, v));
        let failed = !ok || self.is_failure(result);
        if !failed {
            self.ok_exits += 1;
        }
        let mut returned = ResultEffect::Unknown;
        if let Some(v) = result
            && let Some((o, off)) = self.values.ptr(v)
        {
            let object = state.object(o).clone();
            match object.kind {
                Kind::Heap(family) if object.null != Nullness::Null && off == self.zero && !object.given => {
                    returned = ResultEffect::Fresh { family, may_be_null: object.null == Nullness::Maybe };
                }
                Kind::Param(i) if off == self.zero => returned = ResultEffect::Param(i),
                Kind::Stack(r) if self.f.reg(r).kind != RegKind::Temp || ok => {
                    self.report(
                        &state,
                        codes::DANGLING_POINTER,
                        span,
                        object.at,
                        "the address of a local variable is returned",
                        |d| d.help("allocate the memory, or let the caller pass it in"),
                    );
                }
                _ => {}
            }
            if let Status::Freed(at) = object.status {
                self.report(
                    &state,
                    codes::USE_AFTER_FREE,
                    span,
                    object.at,
                    "a released block is returned",
                    |d| d.label(at, "released here"),
                );
            }
            self.give(&mut state, v);
        }
        if !failed {
            self.result = match (self.result, returned) {
                (None, r) => Some(r),
                (Some(a), b) if a == b => Some(a),
                (Some(ResultEffect::Fresh { family, .. }), ResultEffect::Fresh { family: g, .. })
                    if family == g =>
                {
                    Some(ResultEffect::Fresh { family, may_be_null: true })
                }
                _ => Some(ResultEffect::Unknown),
            };
        } else if let Some(ResultEffect::Fresh { may_be_null, .. }) = &mut self.result
            && ok
        {
            *may_be_null = true;
        }
        self.attributes_at_exit(&mut state, failed, span);
        for i in 0..state.objects.len() {
            let o = state.objects[i].clone();
            if let (Kind::Param(p), Status::Freed(_)) = (&o.kind, o.status)
                && !failed
            {
                self.freed[*p].0 += 1;
            }
            let Kind::Heap(family) = o.kind else { continue };
            if o.status != Status::Live || o.given || o.null == Nullness::Null {
                continue;
            }
            // Held by another block: the holder is what leaks, unless it was released.
            if let Some(h) = o.holder
                && matches!(state.object(h).status, Status::Live)
                && !matches!(state.object(h).kind, Kind::Stack(_))
            {
                continue;
            }
            let message = if ok {
                "a block is not released on a path that returns"
            } else {
                "a block is not released when an exception leaves the function"
            };
            self.report(&state, codes::LEAK, o.at, o.at, message, |d| {
                d.label(span, "leaves the function without release").help(format!(
                    "release it with {} on every path, for example in a `finally:`",
                    family.release()
                ))
            });
        }
    }

    /// The function's way of saying that it failed: NULL or the error value.
    fn is_failure(&self, result: Option<Val>) -> bool {
        let Some(v) = result else { return false };
        match self.values.as_int(v) {
            Some(0) => self.is_c_pointer(self.f.ret),
            Some(-1) => self.cx.module.types.is_int(self.f.ret),
            _ => false,
        }
    }

    /// What the attributes of `self` hold, compared with what they held.
    fn attributes_at_exit(&mut self, state: &mut State, failed: bool, span: Span) {
        let Some(&this) = self.f.params.first() else { return };
        let Some(this) = state.regs[this.index()] else { return };
        let held: Vec<((ClassId, usize), Val)> = state
            .memory
            .iter()
            .filter_map(|(l, v)| match (l.base, &l.path[..]) {
                (Base::Value(b), [Elem::ClassField(c, i)]) if b == this => Some(((*c, *i), *v)),
                _ => None,
            })
            .collect();
        for (key, v) in held {
            let now = self.values.ptr(v).map(|(o, _)| o);
            if let Some(o) = now {
                let object = state.object(o).clone();
                match (&object.kind, object.status) {
                    (Kind::Heap(family), Status::Live) => {
                        if !failed || self.role == MethodRole::Cinit {
                            self.attributes.insert(key, AttributeEffect::Fresh(*family));
                        }
                        state.object_mut(o).given = true;
                    }
                    (_, Status::Freed(at)) if self.role != MethodRole::Dealloc => {
                        self.attributes.entry(key).or_insert(AttributeEffect::Dangling);
                        let released = self.cx.attributes.get(&key).is_some_and(|a| a.released);
                        if released && object.null != Nullness::Null {
                            self.report(
                                state,
                                codes::DOUBLE_FREE,
                                at,
                                at,
                                "an attribute is released here and still points there; __dealloc__ releases it again",
                                |d| d.help("set the attribute to NULL after the release"),
                            );
                        }
                    }
                    (_, Status::Freed(_)) => {
                        self.attributes.entry(key).or_insert(AttributeEffect::Released);
                    }
                    _ => {}
                }
            }
            // What it held before and nobody released or kept.
            for i in 0..state.objects.len() {
                let old = state.objects[i].clone();
                let id = ObjId(i as u32);
                if old.kind != Kind::Attribute(key.0, key.1) || now == Some(id) {
                    continue;
                }
                match old.status {
                    Status::Freed(_) => {
                        self.attributes.entry(key).or_insert(AttributeEffect::Released);
                    }
                    Status::Live => {
                        let owned = self.cx.attributes.get(&key).is_some_and(|a| a.released);
                        let replaced = now.is_some_and(|o| matches!(state.object(o).kind, Kind::Heap(_)));
                        if owned
                            && replaced
                            && !old.given
                            && old.null != Nullness::Null
                            && !matches!(self.role, MethodRole::Cinit | MethodRole::Dealloc)
                        {
                            let at = now.map_or(span, |o| state.object(o).at);
                            self.report(
                                state,
                                codes::LEAK,
                                at,
                                at,
                                "an attribute gets a new block, and the block that it may hold already is lost",
                                |d| d.help("release the old block first: __init__ and methods may run more than once"),
                            );
                        }
                    }
                }
            }
        }
    }

    fn finish(mut self) -> Summary {
        for (i, (n, family)) in self.freed.iter().enumerate() {
            self.summary.params[i].frees = match *n {
                0 => Frees::Never,
                n if n >= self.ok_exits => Frees::Always(*family),
                _ => Frees::Sometimes,
            };
        }
        self.summary.result = self.result.unwrap_or_default();
        self.summary.attributes = self.attributes.into_iter().map(|((c, i), e)| (c, i, e)).collect();
        self.summary.attributes.sort_by_key(|(c, i, _)| (*c, *i));
        self.summary
    }
}

/// `except BaseException`.
fn catches_all(pattern: &Operand) -> bool {
    match pattern {
        Operand::Const(Const::BuiltinType(b)) => *b == pyxide_types::BuiltinType::BaseException,
        Operand::Const(Const::Api(name)) => name == "PyExc_BaseException",
        _ => false,
    }
}

/// Matching an exception against a builtin class cannot fail.
fn never_fails(op: &OpKind) -> bool {
    let OpKind::Call { callee: Callee::Prim(Prim::ExcMatches), args, .. } = op else { return false };
    matches!(args.get(1), Some(Operand::Const(Const::BuiltinType(_) | Const::Api(_))))
}
