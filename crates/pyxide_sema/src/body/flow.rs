//! Which assignments reach each read of a variable, before anything has a type.
//!
//! ```text
//! x = 1            #0
//! y = x            reads #0
//! while c:
//!     z = x        reads #0 and #1
//!     x = "a"      #1
//! ```
//!
//! The walk goes over the statements in order and keeps, of each variable with more than one assignment, the set of those
//! that may be the last. Loops are walked twice: what the first round leaves comes in at the top of the second. Whatever
//! is too involved is answered with more assignments than can reach the place, never with fewer.

use super::scan::{Scan, Substitute};
use pyxide_diagnostics::Span;
use pyxide_syntax::ast::visit::{Visitor, Walk};
use pyxide_syntax::ast::{self, ExprKind, StmtKind};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// A set of assignments to one variable by their number; what comes after the last bit shares that.
pub(super) type Assignments = u128;

/// The bit of the assignment with this number.
pub(super) fn bit(number: usize) -> Assignments {
    1 << number.min(Assignments::BITS as usize - 1)
}

/// Loops deeper than this are not walked twice.
const MAX_DEPTH: u32 = 5;

/// What may be the last assignment, by variable.
type State = Vec<Assignments>;

#[derive(Default)]
pub(super) struct Flow {
    /// The variables with more than one assignment.
    index: FxHashMap<SmolStr, usize>,
    /// By the place of the read: the variable, and what reaches it.
    reads: FxHashMap<Span, (usize, Assignments)>,
}

impl Flow {
    /// Follows the variables that a body assigns to more than once.
    pub fn of_statements<'ast>(
        body: &'ast [ast::Stmt],
        scan: &Scan<'ast>,
        sub: &dyn Substitute<'ast>,
    ) -> Flow {
        let mut counts: FxHashMap<&SmolStr, usize> = FxHashMap::default();
        for (name, _, _) in &scan.assignments {
            *counts.entry(name).or_default() += 1;
        }
        let mut flow = Flow::default();
        for (name, _, _) in &scan.assignments {
            if counts[name] > 1 && !flow.index.contains_key(name) {
                flow.index.insert(name.clone(), flow.index.len());
            }
        }
        if flow.index.is_empty() {
            return flow;
        }
        let mut places: FxHashMap<Span, (usize, Assignments)> = FxHashMap::default();
        let mut numbers = vec![0usize; flow.index.len()];
        for (name, span, _) in &scan.assignments {
            let Some(&var) = flow.index.get(name) else { continue };
            places.entry(*span).or_insert((var, 0)).1 |= bit(numbers[var]);
            numbers[var] += 1;
        }
        let count = flow.index.len();
        let mut walker = Walker {
            index: &flow.index,
            places,
            state: Some(vec![0; count]),
            loops: Vec::new(),
            raised: Vec::new(),
            reads: FxHashMap::default(),
            depth: 0,
            sub,
        };
        walker.block(body);
        flow.reads = walker.reads;
        flow
    }

    /// The assignments to `name` that reach its read at a place; `None` when the walk did not come by.
    pub fn reaching(&self, name: &str, at: Span) -> Option<Assignments> {
        let var = self.index.get(name)?;
        self.reads.get(&at).filter(|(v, _)| v == var).map(|(_, set)| *set)
    }
}

/// Where jumps out of a loop arrive.
struct Loop {
    breaks: Option<State>,
    continues: Option<State>,
}

struct Walker<'a, 's, 'ast> {
    index: &'a FxHashMap<SmolStr, usize>,
    /// Assignments by the place of their target.
    places: FxHashMap<Span, (usize, Assignments)>,
    /// `None` where nothing arrives.
    state: Option<State>,
    loops: Vec<Loop>,
    /// What may be assigned when the enclosing `try` bodies raise.
    raised: Vec<State>,
    reads: FxHashMap<Span, (usize, Assignments)>,
    depth: u32,
    sub: &'s dyn Substitute<'ast>,
}

fn merge(a: Option<State>, b: Option<State>) -> Option<State> {
    match (a, b) {
        (Some(mut a), Some(b)) => {
            a.iter_mut().zip(b).for_each(|(x, y)| *x |= y);
            Some(a)
        }
        (a, b) => a.or(b),
    }
}

impl<'ast> Walker<'_, '_, 'ast> {
    fn block(&mut self, body: &'ast [ast::Stmt]) {
        for s in body {
            self.visit_stmt(s);
        }
    }

    fn bind(&mut self, span: Span) {
        let Some(&(var, set)) = self.places.get(&span) else { return };
        if let Some(state) = &mut self.state {
            state[var] = set;
        }
        for raised in &mut self.raised {
            raised[var] |= set;
        }
    }

    fn unset(&mut self, name: &str) {
        if let Some(&var) = self.index.get(name)
            && let Some(state) = &mut self.state
        {
            state[var] = 0;
        }
    }

    fn target(&mut self, target: &'ast ast::Expr) {
        match &target.kind {
            ExprKind::Name(_) => self.bind(target.span),
            ExprKind::Tuple { elements, .. } | ExprKind::List(elements) => {
                elements.iter().for_each(|e| self.target(e));
            }
            ExprKind::Starred(inner) => self.target(inner),
            _ => self.visit_expr(target),
        }
    }

    fn read(&mut self, name: &str, at: Span) {
        let Some(&var) = self.index.get(name) else { return };
        let set = self.state.as_ref().map_or(0, |s| s[var]);
        self.reads.entry(at).or_insert((var, 0)).1 |= set;
    }

    /// One round of a loop from the current state; gives the states at its end and at `break`s.
    fn round(&mut self, start: &mut dyn FnMut(&mut Self), body: &'ast [ast::Stmt]) -> Loop {
        self.loops.push(Loop { breaks: None, continues: None });
        start(self);
        self.block(body);
        let Some(mut frame) = self.loops.pop() else { return Loop { breaks: None, continues: None } };
        frame.continues = merge(self.state.take(), frame.continues);
        frame
    }

    /// A loop: `test` is evaluated before each round, `start` binds what a round runs with.
    fn looped(
        &mut self,
        test: &mut dyn FnMut(&mut Self),
        start: &mut dyn FnMut(&mut Self),
        body: &'ast [ast::Stmt],
        orelse: &'ast [ast::Stmt],
    ) {
        self.depth += 1;
        let entry = self.state.clone();
        if self.depth <= MAX_DEPTH {
            test(self);
            let first = self.round(start, body);
            self.state = merge(entry, first.continues);
        } else {
            self.state = entry.map(|s| vec![Assignments::MAX; s.len()]);
        }
        let head = self.state.clone();
        test(self);
        let tested = self.state.clone();
        let second = self.round(start, body);
        self.depth -= 1;
        self.state = merge(merge(head, tested), second.continues);
        self.block(orelse);
        self.state = merge(self.state.take(), second.breaks);
    }

    fn try_stmt(&mut self, t: &'ast ast::Try) {
        let finally = !t.finalbody.is_empty();
        let empty = vec![0; self.index.len()];
        let at_start = self.state.clone().unwrap_or_else(|| empty.clone());
        if finally {
            self.raised.push(at_start.clone());
        }
        self.raised.push(at_start);
        self.block(&t.body);
        let raised = self.raised.pop().unwrap_or_else(|| empty.clone());
        self.block(&t.orelse);
        let mut out = self.state.take();
        for h in &t.handlers {
            self.state = Some(raised.clone());
            if let Some(e) = &h.exception {
                self.visit_expr(e);
            }
            if let Some(target) = &h.target {
                self.target(target);
            }
            self.block(&h.body);
            if let Some(name) = h.target.as_ref().and_then(|t| t.as_name()) {
                self.unset(name);
            }
            out = merge(out, self.state.take());
        }
        if finally {
            let on_error = self.raised.pop().unwrap_or(empty);
            // Once for what comes from anywhere, once for what goes on behind it.
            self.state = merge(out.clone(), Some(on_error));
            self.block(&t.finalbody);
            if let Some(out) = out {
                self.state = Some(out);
                self.block(&t.finalbody);
            } else {
                self.state = None;
            }
        } else {
            self.state = out;
        }
    }

    fn jump(&mut self, breaks: bool) {
        let state = self.state.take();
        if let Some(frame) = self.loops.last_mut() {
            let into = if breaks { &mut frame.breaks } else { &mut frame.continues };
            *into = merge(into.take(), state);
        }
    }
}

impl<'ast> Visitor<'ast> for Walker<'_, '_, 'ast> {
    fn visit_stmt(&mut self, stmt: &'ast ast::Stmt) {
        if let Some(stmts) = self.sub.substitute(stmt) {
            self.block(stmts);
            return;
        }
        match &stmt.kind {
            StmtKind::Assign { targets, value } => {
                self.visit_expr(value);
                targets.iter().for_each(|t| self.target(t));
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.visit_expr(target);
                self.visit_expr(value);
                self.target(target);
            }
            StmtKind::AnnAssign { target, value, .. } => {
                if let Some(value) = value {
                    self.visit_expr(value);
                    self.target(target);
                }
            }
            StmtKind::Del(targets) => {
                for t in targets {
                    self.visit_expr(t);
                    t.as_name().iter().for_each(|name| self.unset(name));
                }
            }
            StmtKind::Break => self.jump(true),
            StmtKind::Continue => self.jump(false),
            StmtKind::Return(_) | StmtKind::Raise(_) => {
                stmt.walk(self);
                self.state = None;
            }
            StmtKind::If { branches, orelse } => {
                let mut out = None;
                for b in branches {
                    self.visit_expr(&b.test);
                    let other = self.state.clone();
                    self.block(&b.body);
                    out = merge(out, self.state.take());
                    self.state = other;
                }
                self.block(orelse);
                self.state = merge(out, self.state.take());
            }
            StmtKind::While { test, body, orelse } => {
                self.looped(&mut |w| w.visit_expr(test), &mut |_| (), body, orelse);
            }
            StmtKind::For(f) => match &f.iteration {
                ast::Iteration::In { target, iter } => {
                    self.visit_expr(iter);
                    self.looped(&mut |_| (), &mut |w| w.target(target), &f.body, &f.orelse);
                }
                ast::Iteration::From(range) => {
                    range.lower.accept(self);
                    range.upper.accept(self);
                    range.step.walk(self);
                    self.target(&range.target);
                    self.looped(&mut |_| (), &mut |w| w.target(&range.target), &f.body, &f.orelse);
                }
            },
            StmtKind::Try(t) => self.try_stmt(t),
            StmtKind::With { items, body, .. } => {
                let at_start = self.state.clone().unwrap_or_else(|| vec![0; self.index.len()]);
                for item in items {
                    match item {
                        ast::WithItem::Context { expr, target } => {
                            self.visit_expr(expr);
                            if let Some(t) = target {
                                self.target(t);
                            }
                        }
                        ast::WithItem::Gil { condition, .. } => condition.walk(self),
                    }
                }
                // A context manager may swallow an exception.
                self.raised.push(at_start);
                self.block(body);
                let raised = self.raised.pop();
                self.state = merge(self.state.take(), raised);
            }
            StmtKind::Match { subject, cases } => {
                self.visit_expr(subject);
                let mut out = None;
                for case in cases {
                    let other = self.state.clone();
                    case.walk(self);
                    out = merge(out, self.state.take());
                    self.state = merge(other, out.clone());
                }
                self.state = merge(out, self.state.take());
            }
            StmtKind::Import(names) => {
                for n in names {
                    self.bind(n.asname.as_ref().unwrap_or(&n.path[0]).span);
                }
            }
            StmtKind::ImportFrom(from) => {
                if let ast::ImportNames::Names(names) = &from.names {
                    for n in names {
                        self.bind(n.asname.as_ref().unwrap_or(&n.name).span);
                    }
                }
            }
            // The bodies of functions run at another time.
            StmtKind::FunctionDef(def) => {
                def.decorators.iter().for_each(|d| self.visit_expr(&d.expr));
                self.bind(def.name.span);
            }
            StmtKind::ClassDef(class) => {
                class.decorators.iter().for_each(|d| self.visit_expr(&d.expr));
                class.args.walk(self);
                class.body.walk(self);
                self.bind(class.name.span);
            }
            StmtKind::TypeAlias { name, .. } => self.bind(name.span),
            StmtKind::CFuncDef(_) | StmtKind::CClassDef(_) => {}
            _ => stmt.walk(self),
        }
    }

    fn visit_expr(&mut self, e: &'ast ast::Expr) {
        match &e.kind {
            ExprKind::Name(name) => self.read(name, e.span),
            ExprKind::Named { target, value } => {
                self.visit_expr(value);
                self.bind(target.span);
            }
            ExprKind::Lambda { .. } => {}
            ExprKind::IfExp { test, body, orelse } => {
                self.visit_expr(test);
                let other = self.state.clone();
                self.visit_expr(body);
                let then = std::mem::replace(&mut self.state, other);
                self.visit_expr(orelse);
                self.state = merge(then, self.state.take());
            }
            ExprKind::BoolOp { values, .. } => {
                let mut out = None;
                for v in values {
                    self.visit_expr(v);
                    out = merge(out, self.state.clone());
                }
                self.state = out;
            }
            ExprKind::ListComp(_)
            | ExprKind::SetComp(_)
            | ExprKind::GeneratorExp(_)
            | ExprKind::DictComp { .. }
            | ExprKind::DictUnpackComp { .. } => {
                // What a comprehension binds, it may bind or not.
                let before = self.state.clone();
                e.walk(self);
                self.state = merge(before, self.state.take());
            }
            _ => e.walk(self),
        }
    }

    fn visit_pattern(&mut self, p: &'ast ast::Pattern) {
        p.walk(self);
        match &p.kind {
            ast::PatternKind::Capture(name) | ast::PatternKind::Star(Some(name)) => self.bind(name.span),
            ast::PatternKind::As { name, .. } => self.bind(name.span),
            ast::PatternKind::Mapping { rest: Some(name), .. } => self.bind(name.span),
            _ => {}
        }
    }
}
