//! Drops statements that can never run, before anything is declared.
//!
//! `if` and `while` whose test is a constant (`False`, `0`, `not cython.compiled`, `a and b` of constants) keep only
//! what can run. What is dropped declares nothing: a function may have one definition for compiled code and another
//! for the interpreter, and a name that only a dead branch assigns is no local variable.
//!
//! ```text
//! if cython.compiled:          @cython.cfunc
//!     @cython.cfunc            def f(x: cython.int): ...
//!     def f(x: cython.int): ...
//! else:
//!     def f(x): ...
//! ```
//!
//! A branch that yields stays: it makes its function a generator even if it never runs.

use crate::ast::visit::{Visitor, Walk};
use crate::ast::{self, BoolOp, Expr, ExprKind, Ident, ImportNames, Module, Stmt, StmtKind, UnaryOp};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

/// Drops what cannot run from a module.
pub fn drop_dead(module: &mut Module) {
    let mut names = CythonNames::default();
    for stmt in &module.body {
        names.visit_stmt(stmt);
    }
    names.block(&mut module.body);
}

/// What the module calls `cython` and `cython.compiled`.
#[derive(Default)]
struct CythonNames {
    module: FxHashSet<SmolStr>,
    compiled: FxHashSet<SmolStr>,
}

impl<'a> Visitor<'a> for CythonNames {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match &stmt.kind {
            StmtKind::Import(names) | StmtKind::CImport(names) => {
                for n in names.iter().filter(|n| n.path[0].name == "cython") {
                    match &n.asname {
                        Some(alias) if n.path.len() == 1 => self.module.insert(alias.name.clone()),
                        Some(_) => false,
                        None => self.module.insert(n.path[0].name.clone()),
                    };
                }
            }
            StmtKind::ImportFrom(from) | StmtKind::CImportFrom(from) => {
                let whole = from.level == 0 && matches!(from.module.as_slice(), [m] if m.name == "cython");
                if let (true, ImportNames::Names(names)) = (whole, &from.names) {
                    for n in names.iter().filter(|n| n.name.name == "compiled") {
                        let bound: &Ident = n.asname.as_ref().unwrap_or(&n.name);
                        self.compiled.insert(bound.name.clone());
                    }
                }
            }
            _ => stmt.walk(self),
        }
    }

    // No expression imports anything.
    fn visit_expr(&mut self, _: &'a Expr) {}
}

impl CythonNames {
    /// The truth of a constant expression.
    fn truth(&self, e: &Expr) -> Option<bool> {
        match &e.kind {
            ExprKind::True => Some(true),
            ExprKind::False | ExprKind::None => Some(false),
            ExprKind::Int(n) => Some(n.value.as_u64() != Some(0)),
            ExprKind::Name(name) => self.compiled.contains(name).then_some(true),
            ExprKind::Attribute { value, attr } => {
                let of_cython = value.as_name().is_some_and(|n| self.module.contains(n));
                (of_cython && attr.name == "compiled").then_some(true)
            }
            ExprKind::Unary { op: UnaryOp::Not, operand } => self.truth(operand).map(|b| !b),
            ExprKind::BoolOp { op, values } => {
                let decides = *op == BoolOp::Or;
                for v in values {
                    match self.truth(v)? {
                        b if b == decides => return Some(b),
                        _ => {}
                    }
                }
                Some(!decides)
            }
            _ => None,
        }
    }

    fn block(&self, body: &mut Vec<Stmt>) {
        for mut stmt in std::mem::take(body) {
            match &mut stmt.kind {
                StmtKind::If { branches, orelse } => {
                    let mut live = Vec::new();
                    for b in std::mem::take(branches) {
                        match self.truth(&b.test) {
                            Some(false) if !yields(&b.body) => continue,
                            Some(true) if !yields(orelse) => {
                                *orelse = b.body;
                                break;
                            }
                            _ => live.push(b),
                        }
                    }
                    if live.is_empty() {
                        // A text that now comes first is no docstring.
                        body.push(Stmt { span: stmt.span, kind: StmtKind::Pass });
                        self.block(orelse);
                        body.append(orelse);
                        continue;
                    }
                    *branches = live;
                }
                StmtKind::While { test, body: inner, orelse }
                    if self.truth(test) == Some(false) && !yields(inner) =>
                {
                    body.push(Stmt { span: stmt.span, kind: StmtKind::Pass });
                    self.block(orelse);
                    body.append(orelse);
                    continue;
                }
                _ => {}
            }
            self.inside(&mut stmt.kind);
            body.push(stmt);
        }
    }

    fn inside(&self, kind: &mut StmtKind) {
        each_block(kind, &mut |block| self.block(block));
    }
}

/// Calls `work` with each block of statements in a statement.
pub(crate) fn each_block(kind: &mut StmtKind, work: &mut dyn FnMut(&mut Vec<Stmt>)) {
    match kind {
        StmtKind::If { branches, orelse } | StmtKind::CompileIf { branches, orelse } => {
            for b in branches {
                work(&mut b.body);
            }
            work(orelse);
        }
        StmtKind::While { body, orelse, .. } => {
            work(body);
            work(orelse);
        }
        StmtKind::For(f) => {
            work(&mut f.body);
            work(&mut f.orelse);
        }
        StmtKind::Try(t) => {
            work(&mut t.body);
            for h in &mut t.handlers {
                work(&mut h.body);
            }
            work(&mut t.orelse);
            work(&mut t.finalbody);
        }
        StmtKind::With { body, .. } | StmtKind::CdefBlock(body) | StmtKind::Property { body, .. } => {
            work(body)
        }
        StmtKind::FunctionDef(def) => work(&mut def.body),
        StmtKind::ClassDef(class) => work(&mut class.body),
        StmtKind::CFuncDef(def) => work(&mut def.body),
        StmtKind::CClassDef(class) => {
            if let Some(body) = &mut class.body {
                work(body);
            }
        }
        StmtKind::Match { cases, .. } => {
            for case in cases {
                work(&mut case.body);
            }
        }
        _ => {}
    }
}

/// Whether a body yields, nested functions aside.
fn yields(body: &[Stmt]) -> bool {
    #[derive(Default)]
    struct Find(bool);
    impl<'a> Visitor<'a> for Find {
        fn visit_stmt(&mut self, stmt: &'a Stmt) {
            if !matches!(stmt.kind, StmtKind::FunctionDef(_) | StmtKind::ClassDef(_)) {
                stmt.walk(self);
            }
        }
        fn visit_expr(&mut self, e: &'a Expr) {
            match &e.kind {
                ast::ExprKind::Yield(_) | ast::ExprKind::YieldFrom(_) => self.0 = true,
                ast::ExprKind::Lambda { .. } => {}
                _ => e.walk(self),
            }
        }
    }
    let mut find = Find::default();
    body.iter().for_each(|s| find.visit_stmt(s));
    find.0
}
