//! Warnings of names that nothing reads: variables (`warn.unused`), parameters (`warn.unused_arg`) and assigned values
//! (`warn.unused_result`). All are off unless asked for.
//!
//! ```text
//! def f(a, b):        b is never read
//!     x = 1           this value is never read
//!     x = a
//!     return x
//! ```
//! Functions inside may read a variable too, so this runs when all bodies are analysed.

use super::unassigned;
use super::walk::{self, Visit};
use crate::context::Cx;
use crate::directives::{Directive, Directives};
use pyxide_diagnostics::{Code, Diagnostic, codes};
use pyxide_hir::{
    Expr, ExprKind, FuncId, FunctionKind, LocalId, LocalKind, Stmt, StmtKind, Target, TargetKind,
};
use rustc_hash::FxHashSet;
use std::rc::Rc;

/// Remembers a function where its directives ask for one of the warnings.
pub(super) fn note_function(cx: &mut Cx<'_, '_>, func: FuncId, dirs: &Rc<Directives>) {
    let asked = [Directive::WarnUnused, Directive::WarnUnusedArg, Directive::WarnUnusedResult];
    let f = cx.func(func);
    let written = f.kind != FunctionKind::ModuleInit && !f.name.starts_with('<') && cx.is_written(f.span);
    if written && asked.into_iter().any(|d| dirs.is_on(d)) {
        cx.unused_checks.push((func, Rc::clone(dirs)));
    }
}

/// Reports the unused names of the functions that were remembered.
pub(crate) fn warn_unused(cx: &mut Cx<'_, '_>) {
    let checks = std::mem::take(&mut cx.unused_checks);
    if checks.is_empty() {
        return;
    }
    let mut reads = Reads { func: FuncId(0), read: FxHashSet::default() };
    for (i, f) in cx.functions.iter().enumerate() {
        reads.func = FuncId(i as u32);
        f.body.iter().for_each(|s| reads.stmt(s));
    }
    let mut found = Vec::new();
    for (func, dirs) in checks {
        let f = cx.func(func);
        let is_read = |local: LocalId| reads.read.contains(&(func, local));
        let mut warn =
            |code: Code, span, message: String| found.push(Diagnostic::new(code, message).at(span));
        for (i, l) in f.locals.iter().enumerate() {
            let local = LocalId(i as u32);
            let meant = l.name == "_" || l.name.starts_with("unused") || l.name.starts_with('<');
            if meant || is_read(local) {
                continue;
            }
            let is_self = f.class.is_some() && i == 0;
            match l.kind {
                LocalKind::Var if dirs.is_on(Directive::WarnUnused) => {
                    warn(codes::UNUSED_VARIABLE, l.span, format!("'{}' is never read", l.name));
                }
                LocalKind::Param if dirs.is_on(Directive::WarnUnusedArg) && !is_self => {
                    warn(codes::UNUSED_ARGUMENT, l.span, format!("the parameter '{}' is never read", l.name));
                }
                _ => {}
            }
        }
        if dirs.is_on(Directive::WarnUnusedResult) {
            for (local, span) in unassigned::unread_values(cx, func) {
                let l = &f.locals[local.index()];
                if is_read(local) && !l.captured && l.kind != LocalKind::Temp {
                    warn(
                        codes::UNUSED_RESULT,
                        span,
                        format!("the value that '{}' gets here is never read", l.name),
                    );
                }
            }
        }
    }
    found.into_iter().for_each(|d| cx.sink.push(d));
}

/// The variables that any function reads, with the function that they belong to.
struct Reads {
    func: FuncId,
    read: FxHashSet<(FuncId, LocalId)>,
}

impl Reads {
    fn place(&mut self, t: &Target) {
        match t.kind {
            TargetKind::Local(local) => drop(self.read.insert((self.func, local))),
            TargetKind::Outer(owner, local) => drop(self.read.insert((owner, local))),
            _ => {}
        }
    }
}

impl Visit for Reads {
    fn stmt(&mut self, s: &Stmt) {
        match &s.kind {
            StmtKind::AugAssign { target, .. } => self.place(target),
            StmtKind::Delete(targets) => targets.iter().for_each(|t| self.place(t)),
            _ => {}
        }
        walk::stmt(self, s);
    }

    fn expr(&mut self, e: &Expr) {
        match e.kind {
            ExprKind::Local(local) => drop(self.read.insert((self.func, local))),
            ExprKind::Outer(owner, local) => drop(self.read.insert((owner, local))),
            _ => {}
        }
        walk::expr(self, e);
    }
}
