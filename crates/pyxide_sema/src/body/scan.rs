//! One walk over a body before anything is analysed: which names it binds and from what, which it declares `global` or
//! `nonlocal`, whether it yields, and which names take part in arithmetic that may overflow a C integer.
//!
//! ```text
//! def f(n):            bound: i, x          assigned: i from Value(0), Value(n); x from Value(i * 2)
//!     for i in range(n):                    overflowing: i
//!         x = i * 2
//! ```
//!
//! Bodies of nested functions are only searched for `nonlocal` and `global`; comprehension variables
//! belong to the comprehension and are not collected (except lists at language level 2).

use indexmap::IndexMap;
use pyxide_diagnostics::Span;
use pyxide_syntax::ast::visit::{Visitor, Walk};
use pyxide_syntax::ast::{self, BinaryOp, ExprKind, StmtKind};
use pyxide_types::{TypeId, Types};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::rc::Rc;

/// Where an assigned value comes from, as far as its type goes.
#[derive(Clone)]
pub(super) enum Source<'ast> {
    Value(&'ast ast::Expr),
    /// An element of the iterable.
    Item(&'ast ast::Expr),
    /// The element at an index of the source's value.
    Part(Rc<Source<'ast>>, usize),
    /// The result of an operation: augmented assignment, or start + step of a range.
    Binary(&'ast ast::Expr, BinaryOp, &'ast ast::Expr),
    Type(TypeId),
    /// The number that `enumerate` gives an element of a variable. Known only of builtin types.
    Count(&'ast ast::Expr),
    /// What the context manager's `__enter__` gives.
    Entered(&'ast ast::Expr),
    /// What a deleted variable held.
    Deleted(&'ast ast::Expr),
    /// An exception that the pattern of a handler let through.
    Caught(&'ast ast::Expr),
}

impl<'ast> Source<'ast> {
    /// Whether the value depends on a name that `is` accepts.
    pub fn reads(&self, is: &dyn Fn(&SmolStr) -> bool) -> bool {
        struct Find<'f>(&'f dyn Fn(&SmolStr) -> bool, bool);
        impl<'a> Visitor<'a> for Find<'_> {
            fn visit_expr(&mut self, e: &'a ast::Expr) {
                self.1 |= e.as_name().is_some_and(self.0);
                e.walk(self);
            }
        }
        let in_expr = |e: &'ast ast::Expr| {
            let mut find = Find(is, false);
            find.visit_expr(e);
            find.1
        };
        match self {
            Source::Value(e)
            | Source::Item(e)
            | Source::Count(e)
            | Source::Deleted(e)
            | Source::Entered(e)
            | Source::Caught(e) => in_expr(e),
            Source::Part(inner, _) => inner.reads(is),
            Source::Binary(a, _, b) => in_expr(a) || in_expr(b),
            Source::Type(_) => false,
        }
    }
}

#[derive(Default)]
pub(super) struct Scan<'ast> {
    /// Names that the body binds, with the place of the first binding.
    pub bound: IndexMap<SmolStr, Span, FxBuildHasher>,
    pub globals: IndexMap<SmolStr, Span, FxBuildHasher>,
    pub nonlocals: IndexMap<SmolStr, Span, FxBuildHasher>,
    /// Names that are bound before they are declared `nonlocal`, and where each is bound.
    pub bound_too_early: FxHashMap<SmolStr, Span>,
    /// Names that assignments and loops bind.
    pub assigned: FxHashSet<SmolStr>,
    /// Name, place of the target, and value.
    pub assignments: Vec<(SmolStr, Span, Source<'ast>)>,
    pub overflowing: FxHashSet<SmolStr>,
    /// What nested functions assign through `nonlocal`.
    pub inner_assignments: Vec<(SmolStr, Source<'ast>)>,
    /// Names that functions in nested classes bind through `nonlocal`.
    pub inner_nonlocals: FxHashSet<SmolStr>,
    /// Names that nested functions bind through `global`.
    pub inner_globals: IndexMap<SmolStr, Span, FxBuildHasher>,
    pub has_yield: bool,
    /// `from m import *` is in the body.
    pub import_star: bool,
}

/// Statements that `declare` put in the place of an `include` or a compile-time `IF`.
pub(super) trait Substitute<'ast> {
    fn substitute(&self, stmt: &ast::Stmt) -> Option<&'ast [ast::Stmt]>;
}

/// Scans the statements of a function or module body.
pub(super) fn statements<'ast>(body: &'ast [ast::Stmt], py2: bool, sub: &dyn Substitute<'ast>) -> Scan<'ast> {
    let mut v =
        Walker { scan: Scan::default(), danger: false, nested: 0, functions: 0, walrus: true, py2, sub };
    for stmt in body {
        v.visit_stmt(stmt);
    }
    v.scan
}

/// Scans an expression that is a body of its own (of a lambda).
pub(super) fn expression<'ast>(body: &'ast ast::Expr, py2: bool, sub: &dyn Substitute<'ast>) -> Scan<'ast> {
    let mut v =
        Walker { scan: Scan::default(), danger: false, nested: 0, functions: 0, walrus: true, py2, sub };
    v.visit_expr(body);
    v.scan
}

struct Walker<'ast, 's> {
    scan: Scan<'ast>,
    /// The current expression is an operand of arithmetic.
    danger: bool,
    /// Depth of nested functions and class bodies.
    nested: u32,
    /// Depth of nested functions.
    functions: u32,
    /// `:=` binds here; in the clauses of a comprehension it binds in the function around it.
    walrus: bool,
    py2: bool,
    sub: &'s dyn Substitute<'ast>,
}

impl<'ast> Walker<'ast, '_> {
    fn bind(&mut self, name: &SmolStr, span: Span, source: Source<'ast>) {
        if self.nested == 0 {
            self.scan.assigned.insert(name.clone());
            self.bind_from(name, span, source);
        }
    }

    fn bind_from(&mut self, name: &SmolStr, span: Span, source: Source<'ast>) {
        if self.nested > 0 {
            return;
        }
        self.scan.bound.entry(name.clone()).or_insert(span);
        self.scan.assignments.push((name.clone(), span, source));
    }

    /// A name that an import, a definition or a pattern binds.
    fn bind_object(&mut self, name: &SmolStr, span: Span) {
        self.bind_from(name, span, Source::Type(Types::OBJECT));
    }

    fn target(&mut self, target: &'ast ast::Expr, source: Source<'ast>) {
        match &target.kind {
            ExprKind::Name(name) => self.bind(name, target.span, source),
            ExprKind::Tuple { elements, .. } | ExprKind::List(elements) => {
                let values = match &source {
                    Source::Value(v) => match &v.kind {
                        ExprKind::Tuple { elements: values, .. } | ExprKind::List(values)
                            if values.len() == elements.len()
                                && !values.iter().chain(elements).any(is_starred) =>
                        {
                            Some(values)
                        }
                        _ => None,
                    },
                    _ => None,
                };
                let starred = elements.iter().any(is_starred);
                let source = Rc::new(source);
                for (i, element) in elements.iter().enumerate() {
                    let part = match values {
                        Some(values) => Source::Value(&values[i]),
                        None if starred => Source::Type(Types::OBJECT),
                        None => Source::Part(source.clone(), i),
                    };
                    self.target(element, part);
                }
            }
            ExprKind::Starred(inner) => self.target(inner, Source::Type(Types::LIST)),
            _ => self.visit_expr(target),
        }
    }

    fn iteration(&mut self, iteration: &'ast ast::Iteration) {
        match iteration {
            ast::Iteration::In { target, iter } => {
                self.loop_target(target, iter);
                self.visit_expr(iter);
            }
            ast::Iteration::From(range) => {
                self.target(&range.target, Source::Value(&range.lower));
                if let Some(step) = &range.step {
                    self.target(&range.target, Source::Binary(&range.lower, BinaryOp::Add, step));
                }
                range.walk(self);
            }
        }
    }

    /// The variable of a loop over `range` takes the types of its arguments, any other those of the elements.
    fn loop_target(&mut self, target: &'ast ast::Expr, iter: &'ast ast::Expr) {
        let mut iter = iter;
        if let Some(("reversed", [ast::Arg::Positional(inner)])) = call_by_name(iter) {
            iter = inner;
        } else if let Some(("enumerate", [ast::Arg::Positional(inner)])) = call_by_name(iter)
            && let ExprKind::Tuple { elements, .. } = &target.kind
            && let [index, item] = elements.as_slice()
            && matches!(inner.kind, ExprKind::Name(_))
        {
            self.target(index, Source::Count(inner));
            self.target(item, Source::Type(Types::OBJECT));
            return;
        }
        // `prange` may be reached through a module.
        let prange = match &iter.kind {
            ExprKind::Call { func, args } => match &func.kind {
                ExprKind::Name(n) if n == "prange" => Some(args.as_slice()),
                ExprKind::Attribute { attr, .. } if attr.name == "prange" => Some(args.as_slice()),
                _ => None,
            },
            _ => None,
        };
        let range = match call_by_name(iter) {
            Some(("range" | "xrange", args)) => Some(args),
            _ => prange,
        };
        if let Some(args) = range {
            let values: Vec<&ast::Expr> = args
                .iter()
                .filter_map(|a| if let ast::Arg::Positional(v) = a { Some(v) } else { None })
                .collect();
            for value in values.iter().take(2) {
                self.target(target, Source::Value(value));
            }
            if let [start, _, step] = values[..] {
                self.target(target, Source::Binary(start, BinaryOp::Add, step));
            }
            if !values.is_empty() {
                return;
            }
        }
        self.target(target, Source::Item(iter));
    }

    fn import_names(&mut self, from: &'ast ast::ImportFrom) {
        match &from.names {
            ast::ImportNames::Star(_) => self.scan.import_star = true,
            ast::ImportNames::Names(names) => {
                for n in names {
                    let name = n.asname.as_ref().unwrap_or(&n.name);
                    self.bind_object(&name.name, name.span);
                }
            }
        }
    }

    /// Notes what a nested function assigns to variables of this one.
    fn outer_assignments(&mut self, def: &'ast ast::FunctionDef) {
        let inner = statements(&def.body, self.py2, self.sub);
        let is_outer = |name: &SmolStr| inner.nonlocals.contains_key(name) || !inner.bound.contains_key(name);
        let own = |name: &SmolStr| {
            inner.bound.contains_key(name)
                || def.params.iter().any(|p| p.name().is_some_and(|n| n.name == *name))
        };
        let own_assignments = inner.assignments.iter().map(|(name, _, source)| (name, source));
        let deeper = inner.inner_assignments.iter().map(|(name, source)| (name, source));
        for (name, source) in own_assignments.chain(deeper) {
            if inner.nonlocals.contains_key(name) || is_outer(name) {
                // What depends on variables of the nested function is not known here.
                let source = if source.reads(&own) { Source::Type(Types::OBJECT) } else { source.clone() };
                self.scan.inner_assignments.push((name.clone(), source));
            }
        }
        self.scan.inner_nonlocals.extend(inner.inner_nonlocals.iter().filter(|n| is_outer(n)).cloned());
    }

    fn nested_function(&mut self, params: &'ast ast::Params, body: impl FnOnce(&mut Self)) {
        for p in params.iter() {
            if let ast::ParamDefault::Value(value) = &p.default {
                self.visit_expr(value);
            }
        }
        let danger = std::mem::replace(&mut self.danger, false);
        self.nested += 1;
        self.functions += 1;
        body(self);
        self.functions -= 1;
        self.nested -= 1;
        self.danger = danger;
    }

    fn generators(&mut self, generators: &'ast [ast::CompFor], leaks: bool) {
        for g in generators {
            match &g.iteration {
                ast::Iteration::In { target, iter } => {
                    if leaks {
                        self.loop_target(target, iter);
                    }
                    self.visit_expr(iter);
                }
                ast::Iteration::From(range) => {
                    if leaks {
                        self.target(&range.target, Source::Value(&range.lower));
                    }
                    range.walk(self);
                }
            }
            for c in &g.conditions {
                self.visit_expr(c);
            }
        }
    }
}

fn is_starred(e: &ast::Expr) -> bool {
    matches!(e.kind, ExprKind::Starred(_))
}

/// `name(args)`.
pub(super) fn call_by_name(e: &ast::Expr) -> Option<(&str, &[ast::Arg])> {
    match &e.kind {
        ExprKind::Call { func, args } => Some((func.as_name()?.as_str(), args.as_slice())),
        _ => None,
    }
}

impl<'ast> Visitor<'ast> for Walker<'ast, '_> {
    fn visit_stmt(&mut self, stmt: &'ast ast::Stmt) {
        self.danger = false;
        if let Some(stmts) = self.sub.substitute(stmt) {
            for s in stmts {
                self.visit_stmt(s);
            }
            return;
        }
        match &stmt.kind {
            StmtKind::Assign { targets, value } => {
                self.visit_expr(value);
                for t in targets {
                    self.target(t, Source::Value(value));
                }
            }
            StmtKind::AugAssign { target, op, value } => {
                self.danger = true;
                self.visit_expr(value);
                self.danger = true;
                self.visit_expr(target);
                if let ExprKind::Name(name) = &target.kind {
                    self.bind(name, target.span, Source::Binary(target, *op, value));
                }
            }
            StmtKind::AnnAssign { target, value, .. } => {
                if let Some(value) = value {
                    self.visit_expr(value);
                }
                match (&target.kind, value) {
                    (ExprKind::Name(name), Some(value)) => self.bind(name, target.span, Source::Value(value)),
                    (ExprKind::Name(name), None) => {
                        if self.nested == 0 {
                            self.scan.bound.entry(name.clone()).or_insert(target.span);
                        }
                    }
                    _ => self.visit_expr(target),
                }
            }
            StmtKind::Global(names) => {
                for n in names {
                    if self.nested == 0 {
                        self.scan.globals.entry(n.name.clone()).or_insert(n.span);
                    } else {
                        self.scan.inner_globals.entry(n.name.clone()).or_insert(n.span);
                    }
                }
            }
            StmtKind::Nonlocal(names) => {
                for n in names {
                    if self.nested == 0 {
                        if let Some(&span) = self.scan.bound.get(&n.name) {
                            self.scan.bound_too_early.insert(n.name.clone(), span);
                        }
                        self.scan.nonlocals.entry(n.name.clone()).or_insert(n.span);
                    } else {
                        self.scan.inner_nonlocals.insert(n.name.clone());
                    }
                }
            }
            StmtKind::Del(targets) => {
                for t in targets {
                    self.delete(t);
                }
            }
            StmtKind::Import(names) => {
                for n in names {
                    let name = n.asname.as_ref().unwrap_or(&n.path[0]);
                    self.bind_object(&name.name, name.span);
                }
            }
            StmtKind::ImportFrom(from) => self.import_names(from),
            StmtKind::For(f) => {
                self.iteration(&f.iteration);
                f.body.walk(self);
                f.orelse.walk(self);
            }
            StmtKind::Try(t) => {
                t.body.walk(self);
                for h in &t.handlers {
                    if let Some(e) = &h.exception {
                        self.visit_expr(e);
                    }
                    if let Some(target) = &h.target {
                        let source = match &h.exception {
                            Some(pattern) if !t.is_star => Source::Caught(pattern),
                            _ => Source::Type(Types::OBJECT),
                        };
                        self.target(target, source);
                    }
                    h.body.walk(self);
                }
                t.orelse.walk(self);
                t.finalbody.walk(self);
            }
            StmtKind::With { items, body, is_async } => {
                for item in items {
                    match item {
                        ast::WithItem::Context { expr, target } => {
                            self.visit_expr(expr);
                            if let Some(t) = target {
                                let entered = Source::Entered(expr);
                                self.target(t, if *is_async { Source::Type(Types::OBJECT) } else { entered });
                            }
                        }
                        ast::WithItem::Gil { condition, .. } => condition.walk(self),
                    }
                }
                body.walk(self);
            }
            StmtKind::FunctionDef(def) => {
                self.bind_object(&def.name.name, def.name.span);
                for d in &def.decorators {
                    self.visit_expr(&d.expr);
                }
                if self.nested > 0 {
                    self.nested_function(&def.params, |v| def.body.walk(v));
                    return;
                }
                let forced = self.scan.inner_nonlocals.clone();
                self.nested_function(&def.params, |v| def.body.walk(v));
                if self.scan.inner_nonlocals.len() > forced.len() {
                    self.scan.inner_nonlocals = forced;
                    self.outer_assignments(def);
                }
            }
            StmtKind::ClassDef(class) => {
                self.bind_object(&class.name.name, class.name.span);
                for d in &class.decorators {
                    self.visit_expr(&d.expr);
                }
                class.args.walk(self);
                self.nested += 1;
                class.body.walk(self);
                self.nested -= 1;
            }
            StmtKind::CClassDef(class) => {
                self.nested += 1;
                class.body.walk(self);
                self.nested -= 1;
            }
            StmtKind::CFuncDef(def) => {
                self.nested += 1;
                def.body.walk(self);
                self.nested -= 1;
            }
            StmtKind::TypeAlias { name, .. } => self.bind_object(&name.name, name.span),
            StmtKind::CVarDef(def) => {
                for d in &def.declarators {
                    if let Some(init) = &d.init {
                        self.visit_expr(init);
                    }
                }
            }
            StmtKind::CdefBlock(body) => body.walk(self),
            // Declarations without code.
            StmtKind::CdefExtern(_)
            | StmtKind::CStructDef(_)
            | StmtKind::CEnumDef(_)
            | StmtKind::CppClassDef(_)
            | StmtKind::CTypedef(_)
            | StmtKind::FusedDef(_)
            | StmtKind::CImport(_)
            | StmtKind::CImportFrom(_)
            | StmtKind::Def { .. } => {}
            _ => stmt.walk(self),
        }
    }

    fn visit_expr(&mut self, e: &'ast ast::Expr) {
        let danger = self.danger;
        match &e.kind {
            ExprKind::Name(name) => {
                if danger && self.functions == 0 {
                    self.scan.overflowing.insert(name.clone());
                }
            }
            ExprKind::Binary { op, left, right } => {
                let neutral = matches!(op, BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor);
                for operand in [left, right] {
                    self.danger = danger || !neutral;
                    self.visit_expr(operand);
                }
            }
            ExprKind::Unary { op, operand } => {
                self.danger = danger || *op == ast::UnaryOp::Minus;
                self.visit_expr(operand);
            }
            ExprKind::Call { func, args } => {
                self.danger = danger || func.as_name().is_some_and(|n| n == "abs");
                let inner = self.danger;
                self.visit_expr(func);
                for a in args {
                    self.danger = inner;
                    self.visit_expr(a.value());
                }
            }
            ExprKind::Named { target, value } => {
                self.danger = false;
                self.visit_expr(value);
                if self.walrus {
                    self.bind(&target.name, target.span, Source::Value(value));
                }
            }
            ExprKind::Yield(_) | ExprKind::YieldFrom(_) => {
                if self.nested == 0 {
                    self.scan.has_yield = true;
                }
                self.danger = false;
                e.walk(self);
            }
            ExprKind::Lambda { params, body } => {
                self.nested_function(params, |v| v.visit_expr(body));
            }
            ExprKind::ListComp(comp) => {
                self.danger = false;
                self.generators(&comp.generators, self.py2 && self.nested == 0);
                self.visit_expr(&comp.element);
            }
            ExprKind::SetComp(comp) | ExprKind::GeneratorExp(comp) => {
                let is_function = matches!(e.kind, ExprKind::GeneratorExp(_)) as u32;
                self.danger = false;
                // The outermost iterable is evaluated outside.
                let (first, rest) = comp.generators.split_at(1.min(comp.generators.len()));
                if let [ast::CompFor { iteration: ast::Iteration::In { iter, .. }, .. }] = first {
                    self.visit_expr(iter);
                }
                let saved = self.scan.has_yield;
                self.functions += is_function;
                for g in first {
                    g.conditions.walk(self);
                }
                self.generators(rest, false);
                self.visit_expr(&comp.element);
                self.functions -= is_function;
                self.scan.has_yield = saved;
            }
            ExprKind::DictComp { key, value, generators } => {
                self.danger = false;
                self.generators(generators, false);
                self.visit_expr(key);
                self.visit_expr(value);
            }
            _ => {
                self.danger = false;
                e.walk(self);
            }
        }
        self.danger = danger;
    }

    fn visit_pattern(&mut self, p: &'ast ast::Pattern) {
        match &p.kind {
            ast::PatternKind::Capture(name) | ast::PatternKind::Star(Some(name)) => {
                self.bind_object(&name.name, name.span)
            }
            ast::PatternKind::As { name, .. } => self.bind_object(&name.name, name.span),
            ast::PatternKind::Mapping { rest: Some(name), .. } => self.bind_object(&name.name, name.span),
            _ => {}
        }
        p.walk(self);
    }
}

impl<'ast> Walker<'ast, '_> {
    fn delete(&mut self, target: &'ast ast::Expr) {
        match &target.kind {
            ExprKind::Name(name) => self.bind(name, target.span, Source::Deleted(target)),
            ExprKind::Tuple { elements, .. } | ExprKind::List(elements) => {
                for e in elements {
                    self.delete(e);
                }
            }
            _ => self.visit_expr(target),
        }
    }
}

/// Collects the variables of a comprehension's loops.
pub(super) fn comprehension<'ast>(
    generators: &'ast [ast::CompFor],
    sub: &dyn Substitute<'ast>,
) -> Scan<'ast> {
    let mut v = Walker {
        scan: Scan::default(),
        danger: false,
        nested: 0,
        functions: 0,
        walrus: false,
        py2: false,
        sub,
    };
    v.generators(generators, true);
    v.scan
}

impl<'ast> Substitute<'ast> for crate::context::Cx<'ast, '_> {
    fn substitute(&self, stmt: &ast::Stmt) -> Option<&'ast [ast::Stmt]> {
        match &stmt.kind {
            StmtKind::Include(path) => self.includes_at.get(&path.span).map(|&(_, body)| body),
            StmtKind::CompileIf { .. } => self.chosen.get(&stmt.span).copied(),
            _ => None,
        }
    }
}
