//! Warnings from the flow of control: variables that are read before they have a value, and statements that are never
//! reached.
//!
//! A walk over the finished HIR of a function that knows of each local variable whether it may be without a value and
//! whether it may have one. A read of one that never has a value there is reported, of one that may lack it only under
//! `warn.maybe_uninitialized`. The read of an object that has no value on any path is refused: it would always raise.
//!
//! ```text
//! if c:
//!     x = 1        x: set
//! print(x)         x: set or not       (reported only when asked for)
//! del x            x: not set
//! print(x)         reported
//! ```
//!
//! A loop is walked until nothing changes at its head, then once more to report. An exception may come anywhere in a
//! `try`: what holds in its handlers is all that ever held in its body.

use super::walk::{self, Visit};
use crate::context::Cx;
use crate::directives::{Directive, Directives};
use pyxide_diagnostics::{Diagnostic, Severity, Span, codes};
use pyxide_hir::{Expr, ExprKind, FuncId, Handler, LocalId, LocalKind, Stmt, StmtKind, Target, TargetKind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

/// Loops in loops beyond this are left alone: each level is walked several times.
const DEPTH_LIMIT: usize = 6;

/// Which variables may be without a value, and which may have one.
#[derive(Clone, PartialEq)]
struct State {
    unset: Vec<u64>,
    set: Vec<u64>,
    /// The assignments whose values may still be there, by their numbers in [`Values`].
    values: Vec<u64>,
}

/// The assignments of a function, for [`unread_values`].
#[derive(Default)]
struct Values {
    numbers: FxHashMap<(LocalId, Span), usize>,
    of_local: FxHashMap<LocalId, Vec<usize>>,
    read: FxHashSet<usize>,
    /// Variables whose address is taken.
    addressed: FxHashSet<LocalId>,
}

impl Values {
    fn number(&mut self, local: LocalId, span: Span) -> usize {
        let next = self.numbers.len();
        let number = *self.numbers.entry((local, span)).or_insert(next);
        if number == next {
            self.of_local.entry(local).or_default().push(number);
        }
        number
    }
}

impl State {
    fn entry(locals: usize, is_param: impl Fn(usize) -> bool) -> State {
        let words = locals.div_ceil(64);
        let mut state = State { unset: vec![0; words], set: vec![0; words], values: Vec::new() };
        for i in 0..locals {
            let side = if is_param(i) { &mut state.set } else { &mut state.unset };
            side[i / 64] |= 1 << (i % 64);
        }
        state
    }

    fn put(&mut self, local: LocalId, has_value: bool) {
        let (word, bit) = (local.index() / 64, 1u64 << (local.index() % 64));
        let (to, from) =
            if has_value { (&mut self.set, &mut self.unset) } else { (&mut self.unset, &mut self.set) };
        to[word] |= bit;
        from[word] &= !bit;
    }

    fn get(&self, local: LocalId) -> (bool, bool) {
        let (word, bit) = (local.index() / 64, 1u64 << (local.index() % 64));
        (self.unset[word] & bit != 0, self.set[word] & bit != 0)
    }

    /// Whether the value of an assignment may still be there; sets that it is, or is not.
    fn holds(&self, number: usize) -> bool {
        self.values.get(number / 64).is_some_and(|word| word >> (number % 64) & 1 != 0)
    }

    fn hold(&mut self, number: usize, is_there: bool) {
        if self.values.len() <= number / 64 {
            self.values.resize(number / 64 + 1, 0);
        }
        let bit = 1 << (number % 64);
        let word = &mut self.values[number / 64];
        *word = if is_there { *word | bit } else { *word & !bit };
    }

    fn merge(&mut self, other: &State) {
        if self.values.len() < other.values.len() {
            self.values.resize(other.values.len(), 0);
        }
        for (a, b) in self.values.iter_mut().zip(&other.values) {
            *a |= b;
        }
        for (a, b) in self.unset.iter_mut().zip(&other.unset) {
            *a |= b;
        }
        for (a, b) in self.set.iter_mut().zip(&other.set) {
            *a |= b;
        }
    }
}

fn merge(into: &mut Option<State>, other: &Option<State>) {
    match (into.as_mut(), other) {
        (Some(a), Some(b)) => a.merge(b),
        (None, Some(b)) => *into = Some(b.clone()),
        (_, None) => {}
    }
}

/// What a jump or an exception meets on its way out.
enum Frame {
    Loop {
        breaks: Option<State>,
        continues: Option<State>,
    },
    /// All that held anywhere in the body of a `try`.
    Try(Option<State>),
    Finally(Rc<[Stmt]>),
}

pub(super) fn check_function(cx: &mut Cx<'_, '_>, func: FuncId, dirs: &Directives) {
    let f = &cx.functions[func.index()];
    let mut check = Check::new(cx, func);
    check.maybe = dirs.is_on(Directive::WarnMaybeUninitialized);
    check.unreachable = dirs.is_on(Directive::WarnUnreachable);
    check.list(&f.body);
    let mut found = std::mem::take(&mut check.found);
    found.dedup();
    for d in found {
        cx.sink.push(d);
    }
}

/// The assignments to local variables whose value nothing reads: the variable and the place.
pub(super) fn unread_values(cx: &Cx<'_, '_>, func: FuncId) -> Vec<(LocalId, Span)> {
    let f = &cx.functions[func.index()];
    let mut check = Check::new(cx, func);
    check.values = Some(Values::default());
    for p in &f.params {
        check.put(p.local, p.span, true);
    }
    check.list(&f.body);
    let values = check.values.take().unwrap_or_default();
    let unread = values
        .numbers
        .into_iter()
        .filter(|((local, _), number)| !values.read.contains(number) && !values.addressed.contains(local));
    let mut unread: Vec<_> = unread.map(|(place, _)| place).collect();
    unread.sort_by_key(|(_, span)| span.start);
    unread
}

struct Check<'c, 'ast, 'l> {
    cx: &'c Cx<'ast, 'l>,
    func: FuncId,
    maybe: bool,
    unreachable: bool,
    /// `None` where control never comes.
    state: Option<State>,
    frames: Vec<Frame>,
    depth: usize,
    quiet: u32,
    found: Vec<Diagnostic>,
    values: Option<Values>,
    /// In the body of a Python class, whose metaclass may give it names of its own.
    in_class: bool,
}

impl<'c, 'ast, 'l> Check<'c, 'ast, 'l> {
    fn new(cx: &'c Cx<'ast, 'l>, func: FuncId) -> Self {
        let f = &cx.functions[func.index()];
        let is_param = |i: usize| f.locals[i].kind != LocalKind::Var;
        let state = Some(State::entry(f.locals.len(), is_param));
        let (frames, found) = (Vec::new(), Vec::new());
        Check {
            cx,
            func,
            maybe: false,
            unreachable: false,
            state,
            frames,
            depth: 0,
            quiet: 0,
            found,
            values: None,
            in_class: false,
        }
    }
}

impl Check<'_, '_, '_> {
    fn list(&mut self, stmts: &[Stmt]) {
        for s in stmts {
            if self.state.is_none() && !matches!(s.kind, StmtKind::Pass) {
                if self.unreachable && self.quiet == 0 {
                    self.found.push(Diagnostic::new(codes::UNREACHABLE_CODE, "Unreachable code").at(s.span));
                }
                return;
            }
            self.statement(s);
        }
    }

    fn read(&mut self, local: LocalId, span: Span) {
        if let (Some(values), Some(state)) = (&mut self.values, &self.state) {
            let there = values.of_local.get(&local).into_iter().flatten().filter(|&&n| state.holds(n));
            values.read.extend(there);
            return;
        }
        let l = &self.cx.functions[self.func.index()].locals[local.index()];
        if self.quiet > 0 || l.kind == LocalKind::Temp || l.captured {
            return;
        }
        let object = self.cx.types.is_object(l.ty);
        // Of a complex number one part may be set alone; arrays, structs and pointers are filled in other ways too.
        if !object && !self.cx.types.is_int(l.ty) && !self.cx.types.is_float(l.ty) {
            return;
        }
        let Some(state) = &self.state else { return };
        let verb = match state.get(local) {
            (true, false) => "referenced",
            (true, true) if self.maybe => "might be referenced",
            _ => return,
        };
        let message = format!("local variable '{}' {verb} before assignment", l.name);
        let mut d = Diagnostic::new(codes::UNASSIGNED, message).at(span);
        // An object that can have no value here always raises.
        if object && verb == "referenced" && !self.in_class {
            d = d.severity(Severity::Error);
        }
        self.found.push(d);
    }

    fn put(&mut self, local: LocalId, span: Span, has_value: bool) {
        self.remember();
        if let Some(state) = &mut self.state {
            state.put(local, has_value);
            if let Some(values) = &mut self.values {
                for &number in values.of_local.get(&local).into_iter().flatten() {
                    state.hold(number, false);
                }
                if has_value {
                    state.hold(values.number(local, span), true);
                }
            }
        }
        self.remember();
    }

    /// Whatever holds now may hold when an exception is caught.
    fn remember(&mut self) {
        for frame in &mut self.frames {
            if let Frame::Try(seen) = frame {
                merge(seen, &self.state);
            }
        }
    }

    /// A jump out of the innermost loop, through what runs on the way.
    fn jump(&mut self, is_break: bool) {
        let mut at = self.frames.len();
        while at > 0 {
            at -= 1;
            match &self.frames[at] {
                Frame::Finally(body) => {
                    let body = Rc::clone(body);
                    let inner = self.frames.split_off(at);
                    self.quiet += 1;
                    self.list(&body);
                    self.quiet -= 1;
                    self.frames.extend(inner);
                }
                Frame::Loop { .. } => {
                    let state = self.state.take();
                    if let Frame::Loop { breaks, continues } = &mut self.frames[at] {
                        merge(if is_break { breaks } else { continues }, &state);
                    }
                    return;
                }
                Frame::Try(_) => {}
            }
        }
        self.state = None;
    }

    /// A loop; `head` is what happens before each turn and before the loop ends. `endless`: it only ends by `break`.
    fn repeat(
        &mut self,
        head: &mut dyn FnMut(&mut Self),
        target: Option<&Target>,
        body: &[Stmt],
        orelse: &[Stmt],
        endless: bool,
    ) {
        if self.depth >= DEPTH_LIMIT {
            // Nothing is known behind it, so nothing is reported.
            if let Some(state) = &mut self.state {
                let all = state.clone();
                state.set.iter_mut().zip(&all.unset).for_each(|(a, b)| *a |= b);
                state.unset.iter_mut().zip(&all.set).for_each(|(a, b)| *a |= b);
            }
            return;
        }
        self.depth += 1;
        let mut entry = self.state.clone();
        self.quiet += 1;
        loop {
            let before = entry.clone();
            let (end, _, _) = self.turn(head, target, body, &entry);
            merge(&mut entry, &end);
            if entry == before {
                break;
            }
        }
        self.quiet -= 1;
        let (_, exit, breaks) = self.turn(head, target, body, &entry);
        self.state = if endless { None } else { exit };
        if !(endless && orelse.is_empty()) {
            self.list(orelse);
        }
        merge(&mut self.state, &breaks);
        self.depth -= 1;
    }

    /// One turn: what holds at its end, where the loop ends, and at its breaks.
    fn turn(
        &mut self,
        head: &mut dyn FnMut(&mut Self),
        target: Option<&Target>,
        body: &[Stmt],
        entry: &Option<State>,
    ) -> (Option<State>, Option<State>, Option<State>) {
        self.state = entry.clone();
        head(self);
        let exit = self.state.clone();
        if let Some(t) = target {
            self.target(t);
        }
        self.frames.push(Frame::Loop { breaks: None, continues: None });
        self.list(body);
        let mut end = self.state.take();
        let mut breaks = None;
        if let Some(Frame::Loop { breaks: b, continues }) = self.frames.pop() {
            merge(&mut end, &continues);
            breaks = b;
        }
        (end, exit, breaks)
    }

    /// From here to `leave_try`, exceptions are caught.
    fn enter_try(&mut self) {
        self.frames.push(Frame::Try(None));
        self.remember();
    }

    /// What is known where an exception was caught.
    fn leave_try(&mut self) -> Option<State> {
        match self.frames.pop() {
            Some(Frame::Try(seen)) => seen,
            _ => None,
        }
    }

    fn try_statement(&mut self, body: &[Stmt], handlers: &[Handler], orelse: &[Stmt], finally: &[Stmt]) {
        if !finally.is_empty() {
            self.frames.push(Frame::Finally(Rc::from(finally.to_vec())));
            self.enter_try();
        }
        if handlers.is_empty() {
            self.list(body);
            self.list(orelse);
        } else {
            self.enter_try();
            self.list(body);
            let seen = self.leave_try();
            if !orelse.is_empty() {
                self.list(orelse);
            }
            let mut end = self.state.take();
            for h in handlers {
                self.state = seen.clone();
                if let Some(p) = &h.pattern {
                    self.expr(p);
                }
                if let Some(t) = &h.target {
                    self.target(t);
                }
                self.list(&h.body);
                merge(&mut end, &self.state);
            }
            self.state = end;
        }
        if !finally.is_empty() {
            let seen = self.leave_try();
            self.frames.pop();
            let normal = self.state.clone();
            merge(&mut self.state, &seen);
            self.list(finally);
            let ends = self.state.is_some();
            self.quiet += 1;
            self.state = normal;
            if self.state.is_some() {
                self.list(finally);
            }
            self.quiet -= 1;
            if !ends {
                self.state = None;
            }
        }
    }

    fn statement(&mut self, s: &Stmt) {
        match &s.kind {
            StmtKind::If { arms, orelse } => {
                let mut end = None;
                for (test, body) in arms {
                    self.expr(test);
                    let before = self.state.clone();
                    self.list(body);
                    merge(&mut end, &self.state);
                    self.state = before;
                }
                self.list(orelse);
                merge(&mut self.state, &end);
            }
            StmtKind::While { test, body, orelse } => {
                let endless = matches!(test.kind, ExprKind::Bool(true));
                self.repeat(&mut |c| c.expr(test), None, body, orelse, endless);
            }
            StmtKind::For { target, iter, body, orelse, .. } => {
                walk::for_iter(self, iter);
                self.repeat(&mut |_| {}, Some(target), body, orelse, false);
            }
            StmtKind::Break => self.jump(true),
            StmtKind::Continue => self.jump(false),
            StmtKind::Return(value) => {
                if let Some(v) = value {
                    self.expr(v);
                }
                self.remember();
                self.state = None;
            }
            StmtKind::Raise { .. } => {
                walk::stmt(self, s);
                self.remember();
                self.state = None;
            }
            StmtKind::Try { body, handlers, orelse, finally }
            | StmtKind::TryStar { body, handlers, orelse, finally } => {
                self.try_statement(body, handlers, orelse, finally);
            }
            StmtKind::With { manager, enter, target, body, .. } => {
                self.expr(manager);
                if let Some(enter) = enter {
                    self.expr(enter);
                }
                if let Some(t) = target {
                    self.target(t);
                }
                // The manager may swallow an exception.
                self.enter_try();
                self.list(body);
                let seen = self.leave_try();
                if self.state.is_none() {
                    self.state = seen;
                }
            }
            StmtKind::PyClass(_) => {
                let saved = std::mem::replace(&mut self.in_class, true);
                walk::stmt(self, s);
                self.in_class = saved;
            }
            StmtKind::Gil { body, .. } | StmtKind::Block(body) | StmtKind::ExtClass { body, .. } => {
                self.list(body)
            }
            StmtKind::Guard { enter, body, .. } => {
                self.expr(enter);
                self.list(body);
            }
            StmtKind::Match { subject, cases } => {
                self.expr(subject);
                let mut end = None;
                for case in cases {
                    let mut missed = self.state.clone();
                    walk::pattern(self, &case.pattern);
                    if let Some(guard) = &case.guard {
                        self.expr(guard);
                        // The names of a pattern keep their values when its guard says no.
                        merge(&mut missed, &self.state);
                    }
                    self.list(&case.body);
                    merge(&mut end, &self.state);
                    self.state = missed;
                }
                merge(&mut self.state, &end);
            }
            StmtKind::Delete(targets) => {
                for t in targets {
                    if let TargetKind::Local(local) = t.kind {
                        self.read(local, t.span);
                        self.put(local, t.span, false);
                    } else {
                        walk::target(self, t);
                    }
                }
            }
            StmtKind::AugAssign { target, value, .. } => {
                if let TargetKind::Local(local) = target.kind {
                    self.read(local, target.span);
                    self.expr(value);
                    self.put(local, target.span, true);
                } else {
                    walk::stmt(self, s);
                }
            }
            _ => walk::stmt(self, s),
        }
    }
}

impl Visit for Check<'_, '_, '_> {
    fn stmt(&mut self, s: &Stmt) {
        if self.state.is_some() {
            self.statement(s);
        }
    }

    fn expr(&mut self, e: &Expr) {
        match &e.kind {
            ExprKind::Local(local) => self.read(*local, e.span),
            // What takes the address of a variable may set it.
            ExprKind::AddrOf(inner) => match inner.kind {
                ExprKind::Local(local) => {
                    self.put(local, inner.span, true);
                    // Whoever has the address may read it at any time.
                    if let Some(values) = &mut self.values {
                        values.addressed.insert(local);
                    }
                }
                _ => self.expr(inner),
            },
            // The body of a class may have the name itself.
            ExprKind::ClassName(..) if self.values.is_none() => {}
            ExprKind::BoolOp { items, .. } => {
                for (i, item) in items.iter().enumerate() {
                    let before = self.state.clone();
                    self.expr(item);
                    if i > 0 {
                        merge(&mut self.state, &before);
                    }
                }
            }
            ExprKind::Conditional { test, then, orelse } => {
                self.expr(test);
                let before = self.state.clone();
                self.expr(then);
                let end = std::mem::replace(&mut self.state, before);
                self.expr(orelse);
                merge(&mut self.state, &end);
            }
            _ => walk::expr(self, e),
        }
    }

    fn target(&mut self, t: &Target) {
        match t.kind {
            TargetKind::Local(local) => self.put(local, t.span, true),
            _ => walk::target(self, t),
        }
    }
}
