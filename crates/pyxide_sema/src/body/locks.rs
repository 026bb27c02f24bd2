//! Locks and critical sections: `with lock:`, the methods of locks, `cython.critical_section`, and the lives of local locks.
//!
//! A lock is C memory that is never copied: everything works on its address. `with lock:` is a guard, whose exit runs on
//! every way out and cannot fail. What the lock is part of is evaluated once and kept as long as the body runs.
//!
//! ```text
//! with o.lock: body   →   t = o; guard(acquire(&t.lock, 1), release(&t.lock)): body
//! ```
//!
//! Locals are made at the start of their function and freed at its end. Those that nested functions use, or that live in
//! generators, are in the function's scope object, whose memory of zeros is a lock already, and which frees them.
//!
//! Modules run with the GIL, which makes every block a critical section: only its arguments are evaluated.

use super::{Body, mk, mk_stmt};
use crate::context::Cx;
use pyxide_diagnostics::{Span, codes};
use pyxide_hir::visit::{Node, walk_stmts};
use pyxide_hir::{
    Coercion, Expr, ExprKind, FieldRef, Flavour, FuncId, FunctionKind, LocalId, LocalKind, Stmt, StmtKind,
};
use pyxide_syntax::ast;
use pyxide_types::{LockKind, LockPlace, LockStep, Origin, Type, TypeId, Types};

const NO_ARGUMENTS: &str = "critical_section directive accepts one or two positional arguments";
const NOT_AN_OBJECT: &str =
    "Arguments to cython.critical_section must be Python objects, pymutex, or pymutex*.";
const NEEDS_GIL: &str = "Critical sections require the GIL";

impl<'ast> Body<'_, 'ast, '_> {
    /// The lock that a `with` item is, if it is one.
    pub(super) fn lock_manager(&mut self, e: &'ast ast::Expr) -> Option<LockKind> {
        let any = self.types().structs.iter().any(|s| LockKind::ALL.iter().any(|k| k.name() == s.name));
        let place = matches!(
            e.kind,
            ast::ExprKind::Name(_) | ast::ExprKind::Attribute { .. } | ast::ExprKind::Subscript { .. }
        );
        if !any || !place {
            return None;
        }
        let value = self.dry_run(|b| b.expr(e)).0;
        self.types().lock_kind(value.ty)
    }

    /// `with lock:`
    pub(super) fn lock_block(
        &mut self,
        span: Span,
        kind: LockKind,
        lock: &'ast ast::Expr,
        body: impl FnOnce(&mut Self) -> Vec<Stmt>,
    ) -> Vec<Stmt> {
        let lock = self.expr(lock);
        let mut stmts = Vec::new();
        let lock = self.kept(lock, &mut stmts);
        let address = self.lock_address(lock);
        let enter = self.acquire(span, kind, address.clone());
        let exit = mk(span, Types::VOID, ExprKind::Prim(kind.release(), vec![address]));
        let body = body(self);
        stmts.push(mk_stmt(span, StmtKind::Guard { enter, exit, body }));
        stmts
    }

    /// The same place, from values that nothing changes any more.
    fn kept(&mut self, e: Expr, stmts: &mut Vec<Stmt>) -> Expr {
        let Expr { span, ty, kind } = e;
        let mut fixed = |b: &mut Self, e: Box<Expr>| -> Box<Expr> {
            // Without the GIL no reference can be taken.
            if b.nogil && b.types().is_object(e.ty) || b.is_self(&e) {
                return e;
            }
            Box::new(b.held(*e, stmts))
        };
        let kind = match kind {
            ExprKind::Field { base, field: field @ FieldRef::Class(..), nonecheck } => {
                ExprKind::Field { base: fixed(self, base), field, nonecheck }
            }
            ExprKind::Field { base, field, nonecheck } if self.types().is_pointer(base.ty) => {
                ExprKind::Field { base: fixed(self, base), field, nonecheck }
            }
            ExprKind::Field { base, field, nonecheck } => {
                ExprKind::Field { base: Box::new(self.kept(*base, stmts)), field, nonecheck }
            }
            ExprKind::Deref(p) => ExprKind::Deref(fixed(self, p)),
            ExprKind::CIndex(base, index) => {
                let index = fixed(self, index);
                let base = if self.types().is_pointer(base.ty) {
                    self.held(*base, stmts)
                } else {
                    self.kept(*base, stmts)
                };
                ExprKind::CIndex(Box::new(base), index)
            }
            other => other,
        };
        mk(span, ty, kind)
    }

    /// The value in a temporary.
    fn held(&mut self, e: Expr, stmts: &mut Vec<Stmt>) -> Expr {
        let (stmt, value) = self.in_temp(e);
        stmts.push(stmt);
        value
    }

    fn lock_address(&mut self, lock: Expr) -> Expr {
        lock_address(&mut self.cx.types, lock)
    }

    fn acquire(&mut self, span: Span, kind: LockKind, address: Expr) -> Expr {
        let gil = match (self.nogil, self.in_gil_block) {
            (false, _) => 1,
            (true, true) => 0,
            // A function that may be called either way.
            (true, false) => -1,
        };
        let gil = mk(span, Types::INT, ExprKind::Int(gil.into()));
        mk(span, Types::VOID, ExprKind::Prim(kind.acquire(), vec![address, gil]))
    }

    /// `lock.acquire()` and its like.
    pub(super) fn lock_method(
        &mut self,
        span: Span,
        kind: LockKind,
        lock: Expr,
        attr: &ast::Ident,
        args: &[ast::Arg],
    ) -> Expr {
        let known = ["acquire", "release", "locked", "can_check_locked"];
        if !known.contains(&attr.name.as_str()) {
            let message = format!("Object of type '{}' has no attribute '{}'", kind.name(), attr.name);
            self.error(codes::INVALID_OPERATION, attr.span, message);
            return self.error_expr(span);
        }
        if !args.is_empty() {
            let message = format!("Call with wrong number of arguments (expected 0, got {})", args.len());
            self.error(codes::INVALID_CALL, span, message);
            return self.error_expr(span);
        }
        let address = self.lock_address(lock);
        match attr.name.as_str() {
            "acquire" => self.acquire(span, kind, address),
            "release" => mk(span, Types::VOID, ExprKind::Prim(kind.release(), vec![address])),
            "locked" => mk(span, Types::BINT, ExprKind::Prim(kind.locked(), vec![address])),
            _ => mk(span, Types::BINT, ExprKind::Bool(true)),
        }
    }

    /// Reports the copy of a lock.
    pub(super) fn refuse_copied_lock(&mut self, e: &Expr) {
        if let Some(kind) = self.types().lock_kind(e.ty) {
            let message = format!("{} cannot be copied", kind.name());
            self.error(codes::TYPE_MISMATCH, e.span, message);
        }
    }

    /// `with cython.critical_section(…):`
    pub(super) fn critical_section(
        &mut self,
        span: Span,
        item: &'ast ast::Expr,
        body: impl FnOnce(&mut Self) -> Vec<Stmt>,
    ) -> Vec<Stmt> {
        let args: &'ast [ast::Arg] = match &item.kind {
            ast::ExprKind::Call { args, .. } => args,
            _ => &[],
        };
        let positional = args.iter().all(|a| matches!(a, ast::Arg::Positional(_)));
        if !matches!(args.len(), 1 | 2) || !positional {
            self.error(codes::INVALID_CALL, item.span, NO_ARGUMENTS);
        }
        if self.nogil {
            self.error(codes::GIL_REQUIRED, item.span, NEEDS_GIL);
        }
        let mut out = Vec::new();
        let mut mutexes = 0;
        for arg in args {
            let value = self.expr(arg.value());
            let protected = self.protected(value.ty);
            match protected {
                Some(is_mutex) => mutexes += usize::from(is_mutex),
                None => self.error(codes::TYPE_MISMATCH, value.span, NOT_AN_OBJECT),
            }
            if self.types().lock_kind(value.ty).is_none() && protected.is_some() {
                out.push(self.discard(value));
            }
        }
        if mutexes != 0 && mutexes != args.len() {
            let message = "Arguments to cython.critical_section must not mix objects and pymutexes.";
            self.error(codes::TYPE_MISMATCH, span, message);
        }
        let body = body(self);
        if suspends(&body) {
            let message = "Cannot yield while in a cython.critical_section.";
            self.error(codes::INVALID_OPERATION, item.span, message);
        }
        out.extend(body);
        out
    }

    /// What a critical section can be of: an object (`false`), or a mutex or a pointer to one (`true`).
    fn protected(&self, ty: TypeId) -> Option<bool> {
        let t = self.types();
        if t.is_object(ty) || ty == Types::ERROR {
            return Some(false);
        }
        let mutex = t.pointee(ty).unwrap_or(ty);
        (t.lock_kind(mutex) == Some(LockKind::Mutex)).then_some(true)
    }

    /// `@cython.critical_section`: the first argument is what is protected.
    pub(super) fn check_critical_function(&mut self, decorators: &'ast [ast::Decorator]) {
        for d in decorators {
            let (path, called) = match &d.expr.kind {
                ast::ExprKind::Call { func, .. } => (&**func, true),
                _ => (&d.expr, false),
            };
            let Some(crate::scope::SymbolKind::Cython(path)) = self.symbol_of(path) else { continue };
            if path.last().is_none_or(|p| p != "critical_section") {
                continue;
            }
            if called {
                let message = "critical_section decorator does not take arguments";
                self.error(codes::INVALID_CALL, d.span, message);
                continue;
            }
            let f = self.cx.func(self.func);
            let nogil = f.nogil && !f.with_gil;
            use pyxide_hir::ParamKind::{Normal, PositionalOnly};
            let first = f.params.first().filter(|p| matches!(p.kind, Normal | PositionalOnly)).map(|p| p.ty);
            let Some(first) = first else {
                let message = "critical_section directive can only be applied to a function with one or more positional arguments";
                self.error(codes::INVALID_DECLARATION, d.span, message);
                continue;
            };
            if self.protected(first).is_none() {
                self.error(codes::TYPE_MISMATCH, d.span, NOT_AN_OBJECT);
            }
            if nogil {
                self.error(codes::GIL_REQUIRED, d.span, NEEDS_GIL);
            }
        }
    }

    /// A target of `with lock as …`.
    pub(super) fn refuse_lock_target(&mut self, target: &ast::Expr, ty: LockKind) {
        let message = format!("'{}' has no value to bind in a with statement", ty.name());
        self.error(codes::INVALID_OPERATION, target.span, message);
    }
}

/// Whether statements give control away before they end.
fn suspends(body: &[Stmt]) -> bool {
    let mut found = false;
    walk_stmts(body, &mut |n| {
        found |= match n {
            Node::Expr(e) => {
                matches!(e.kind, ExprKind::Yield(_) | ExprKind::YieldFrom(_) | ExprKind::Await(_))
            }
            Node::Stmt(s) => {
                matches!(s.kind, StmtKind::For { is_async: true, .. } | StmtKind::With { is_async: true, .. })
            }
            Node::Target(_) => false,
        }
    });
    found
}

fn lock_address(types: &mut Types, lock: Expr) -> Expr {
    let span = lock.span;
    let ptr = types.ptr(lock.ty);
    let address = mk(span, ptr, ExprKind::AddrOf(Box::new(lock)));
    mk(span, Types::VOID_PTR, ExprKind::Coerce(Coercion::CCast, Box::new(address)))
}

/// The address of a lock inside of a variable.
fn address_in(types: &mut Types, variable: Expr, path: &[LockStep]) -> Expr {
    let span = variable.span;
    let mut at = variable;
    for step in path {
        at = match *step {
            LockStep::Field(s, i) => {
                let ty = types.structs[s.index()].fields.as_ref().map_or(Types::ERROR, |f| f[i].ty);
                let field = FieldRef::Struct(s, i);
                mk(span, ty, ExprKind::Field { base: Box::new(at), field, nonecheck: false })
            }
            LockStep::Item(i) => {
                let elem = match types.kind(at.ty) {
                    Type::Array(elem, _) => *elem,
                    _ => Types::ERROR,
                };
                let index = mk(span, Types::SSIZE, ExprKind::Int(i.into()));
                mk(span, elem, ExprKind::CIndex(Box::new(at), Box::new(index)))
            }
        };
    }
    lock_address(types, at)
}

/// Makes and frees the locks of variables, when all bodies are known.
pub(crate) fn place_locks(cx: &mut Cx<'_, '_>) {
    if !LockKind::ALL.iter().any(|k| cx.types.structs.iter().any(|s| s.name == k.name())) {
        return;
    }
    for i in 0..cx.functions.len() {
        let id = FuncId(i as u32);
        local_locks(cx, id);
        if cx.func(id).kind == FunctionKind::ModuleInit {
            global_locks(cx, id);
        }
    }
}

/// The locks of C variables are zeros at the start: one that others take by itself has to be made.
fn global_locks(cx: &mut Cx<'_, '_>, init: FuncId) {
    let mut start = Vec::new();
    for i in 0..cx.cvars.len() {
        let (ty, span) = (cx.cvars[i].ty, cx.cvars[i].span.unwrap_or_default());
        if cx.cvars[i].origin != Origin::Here {
            continue;
        }
        let locks: Vec<LockPlace> = cx.types.locks_in(ty);
        for (path, kind) in locks {
            let variable = mk(span, ty, ExprKind::CVar(pyxide_hir::CVarId(i as u32)));
            let address = address_in(&mut cx.types, variable, &path);
            let ready = mk(span, Types::VOID, ExprKind::Prim(kind.ready(), vec![address]));
            start.push(mk_stmt(span, StmtKind::Expr(ready)));
        }
    }
    let body = &mut cx.func_mut(init).body;
    start.append(body);
    *body = start;
}

fn local_locks(cx: &mut Cx<'_, '_>, id: FuncId) {
    let f = cx.func(id);
    let in_scope = f.flavour != Flavour::Plain || f.kind == FunctionKind::GenExpr;
    let locals: Vec<(usize, TypeId, Span)> = f
        .locals
        .iter()
        .enumerate()
        .filter(|(_, l)| l.kind == LocalKind::Var && !l.captured)
        .map(|(i, l)| (i, l.ty, l.span))
        .collect();
    for (i, ty, span) in locals {
        let locks: Vec<LockPlace> = cx.types.locks_in(ty);
        if in_scope {
            cx.func_mut(id).locals[i].captured |= !locks.is_empty();
            continue;
        }
        for (path, kind) in locks {
            let variable = mk(span, ty, ExprKind::Local(LocalId(i as u32)));
            let address = address_in(&mut cx.types, variable, &path);
            let call = |prim| mk(span, Types::VOID, ExprKind::Prim(prim, vec![address.clone()]));
            let (enter, exit) = (call(kind.init()), call(kind.free()));
            let body = std::mem::take(&mut cx.func_mut(id).body);
            cx.func_mut(id).body = vec![mk_stmt(span, StmtKind::Guard { enter, exit, body })];
        }
    }
}
