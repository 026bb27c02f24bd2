//! Warnings from the flow of control: variables that are read before they have a value, and statements that are never
//! reached.
//!
//! A walk over the finished HIR of a function that knows of each local variable whether it may be without a value and
//! whether it may have one. A read of one that never has a value there is reported, of one that may lack it only under
//! `warn.maybe_uninitialized`. Nothing is refused: at run time the read of an object raises.
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
use pyxide_diagnostics::{Diagnostic, Span, codes};
use pyxide_hir::{Expr, ExprKind, FuncId, Handler, LocalId, LocalKind, Stmt, StmtKind, Target, TargetKind};
use std::rc::Rc;

/// Loops in loops beyond this are left alone: each level is walked several times.
const DEPTH_LIMIT: usize = 6;

/// Which variables may be without a value, and which may have one.
#[derive(Clone, PartialEq)]
struct State {
    unset: Vec<u64>,
    set: Vec<u64>,
}

impl State {
    fn entry(locals: usize, is_param: impl Fn(usize) -> bool) -> State {
        let words = locals.div_ceil(64);
        let mut state = State { unset: vec![0; words], set: vec![0; words] };
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

    fn merge(&mut self, other: &State) {
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
    let is_param = |i: usize| f.locals[i].kind != LocalKind::Var;
    let mut check = Check {
        cx,
        func,
        maybe: dirs.is_on(Directive::WarnMaybeUninitialized),
        unreachable: dirs.is_on(Directive::WarnUnreachable),
        state: Some(State::entry(f.locals.len(), is_param)),
        frames: Vec::new(),
        depth: 0,
        quiet: 0,
        found: Vec::new(),
    };
    check.list(&f.body);
    let mut found = std::mem::take(&mut check.found);
    found.dedup();
    for (span, message, unreachable) in found {
        let code = if unreachable { codes::UNREACHABLE_CODE } else { codes::UNASSIGNED };
        cx.sink.push(Diagnostic::new(code, message).at(span));
    }
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
    found: Vec<(Span, String, bool)>,
}

impl Check<'_, '_, '_> {
    fn list(&mut self, stmts: &[Stmt]) {
        for s in stmts {
            if self.state.is_none() && !matches!(s.kind, StmtKind::Pass) {
                if self.unreachable && self.quiet == 0 {
                    self.found.push((s.span, "Unreachable code".into(), true));
                }
                return;
            }
            self.statement(s);
        }
    }

    fn read(&mut self, local: LocalId, span: Span) {
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
        self.found.push((span, message, false));
    }

    fn put(&mut self, local: LocalId, has_value: bool) {
        self.remember();
        if let Some(state) = &mut self.state {
            state.put(local, has_value);
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

    fn try_statement(&mut self, body: &[Stmt], handlers: &[Handler], orelse: &[Stmt], finally: &[Stmt]) {
        if !finally.is_empty() {
            self.frames.push(Frame::Finally(Rc::from(finally.to_vec())));
            self.frames.push(Frame::Try(None));
            self.remember();
        }
        if handlers.is_empty() {
            self.list(body);
            self.list(orelse);
        } else {
            self.frames.push(Frame::Try(None));
            self.remember();
            self.list(body);
            let seen = match self.frames.pop() {
                Some(Frame::Try(seen)) => seen,
                _ => None,
            };
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
            let seen = match self.frames.pop() {
                Some(Frame::Try(seen)) => seen,
                _ => None,
            };
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
            StmtKind::With { manager, target, body, .. } => {
                self.expr(manager);
                if let Some(t) = target {
                    self.target(t);
                }
                // The manager may swallow an exception.
                self.frames.push(Frame::Try(None));
                self.remember();
                self.list(body);
                let seen = match self.frames.pop() {
                    Some(Frame::Try(seen)) => seen,
                    _ => None,
                };
                if self.state.is_none() {
                    self.state = seen;
                }
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
                    let before = self.state.clone();
                    walk::pattern(self, &case.pattern);
                    if let Some(guard) = &case.guard {
                        self.expr(guard);
                    }
                    self.list(&case.body);
                    merge(&mut end, &self.state);
                    self.state = before;
                }
                merge(&mut self.state, &end);
            }
            StmtKind::Delete(targets) => {
                for t in targets {
                    if let TargetKind::Local(local) = t.kind {
                        self.read(local, t.span);
                        self.put(local, false);
                    } else {
                        walk::target(self, t);
                    }
                }
            }
            StmtKind::AugAssign { target, value, .. } => {
                if let TargetKind::Local(local) = target.kind {
                    self.read(local, target.span);
                    self.expr(value);
                    self.put(local, true);
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
                ExprKind::Local(local) => self.put(local, true),
                _ => self.expr(inner),
            },
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
            TargetKind::Local(local) => self.put(local, true),
            _ => walk::target(self, t),
        }
    }
}
