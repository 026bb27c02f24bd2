//! `try`, `with`, and the blocks that change the GIL or directives.

use super::types::spanning;
use super::{Body, mk, mk_stmt};
use crate::declare;
use pyxide_diagnostics::{Span, codes};
use pyxide_hir::{Expr, ExprKind, GilState, Handler, Stmt, StmtKind, TargetKind};
use pyxide_syntax::ast;
use pyxide_types::{BuiltinType, ClassId, TypeId, Types};
use std::rc::Rc;

impl<'ast> Body<'_, 'ast, '_> {
    pub(super) fn try_stmt(&mut self, span: Span, t: &'ast ast::Try) -> Stmt {
        let body = self.block(&t.body);
        let handlers = t.handlers.iter().map(|h| self.handler(h, t.is_star)).collect();
        let orelse = self.block(&t.orelse);
        let finally = self.block(&t.finalbody);
        for (i, h) in t.handlers.iter().enumerate() {
            if h.exception.is_none() && i + 1 < t.handlers.len() {
                self.error(codes::SYNTAX_ERROR, h.span, "default 'except:' must be last");
            }
        }
        let kind = if t.is_star {
            StmtKind::TryStar { body, handlers, orelse, finally }
        } else {
            StmtKind::Try { body, handlers, orelse, finally }
        };
        mk_stmt(span, kind)
    }

    fn handler(&mut self, h: &'ast ast::ExceptHandler, is_star: bool) -> Handler {
        if is_star && let Some(span) = leaves(&h.body, false) {
            let message = "'break', 'continue' and 'return' cannot appear in an except* block";
            self.error(codes::SYNTAX_ERROR, span, message);
        }
        let pattern = h.exception.as_ref().map(|e| self.object_expr(e));
        let caught = match &h.exception {
            Some(pattern) if !is_star => self.caught_type(pattern),
            _ => Types::OBJECT,
        };
        let target = h.target.as_ref().map(|t| self.target_from(t, caught));
        let mut body = self.block(&h.body);
        // The name of the exception is gone after the handler.
        let name = h.target.as_ref().and_then(|t| t.as_name().map(|n| (n, t.span)));
        if let (Some((name, at)), false) = (name, self.py2()) {
            let fresh = |b: &mut Self| b.name_target(name, at, false);
            let target = fresh(self);
            if self.types().is_object(target.ty) && !matches!(target.kind, TargetKind::Discard) {
                let none = mk(at, target.ty, ExprKind::None);
                let clear = mk_stmt(at, StmtKind::Assign { targets: vec![target], value: none });
                let delete = mk_stmt(at, StmtKind::Delete(vec![fresh(self)]));
                body = vec![mk_stmt(
                    h.span,
                    StmtKind::Try { body, handlers: vec![], orelse: vec![], finally: vec![clear, delete] },
                )];
            }
        }
        Handler { pattern, target, body, span: h.span }
    }

    /// The type of the exceptions that a handler's pattern lets through, as far as builtin classes tell.
    pub(super) fn caught_type(&mut self, pattern: &'ast ast::Expr) -> TypeId {
        let single = std::slice::from_ref(pattern);
        let classes = match &pattern.kind {
            ast::ExprKind::Tuple { elements, .. } => elements.as_slice(),
            _ => single,
        };
        let mut spanned: Option<TypeId> = None;
        for class in classes {
            // Whatever else a handler names, only exceptions arrive.
            let known = match &class.kind {
                ast::ExprKind::Name(name) => BuiltinType::by_py_name(name)
                    .filter(|b| b.is_exception() && self.is_builtin_name(&self.mangle(name))),
                _ => None,
            };
            let known = known.unwrap_or(BuiltinType::BaseException);
            let ty = self.cx.types.builtin(known);
            spanned = Some(spanned.map_or(ty, |before| spanning(&mut self.cx.types, before, ty)));
        }
        spanned.unwrap_or(Types::OBJECT)
    }

    pub(super) fn with_stmt(
        &mut self,
        span: Span,
        is_async: bool,
        items: &'ast [ast::WithItem],
        body: &'ast [ast::Stmt],
    ) -> Vec<Stmt> {
        let Some((item, rest)) = items.split_first() else {
            return self.block(body);
        };
        match item {
            ast::WithItem::Gil { span: at, state, condition } => {
                self.gil_block(*at, *state, condition.as_ref(), |b| b.with_stmt(span, is_async, rest, body))
            }
            ast::WithItem::Context { expr, target } => {
                if let Some(stmts) = self.directive_block(span, is_async, expr, rest, body) {
                    return stmts;
                }
                if let (Some(kind), false) = (self.lock_manager(expr), is_async) {
                    if let Some(target) = target {
                        self.refuse_lock_target(target, kind);
                    }
                    return self.lock_block(span, kind, expr, |b| b.with_stmt(span, is_async, rest, body));
                }
                let manager = self.expr(expr);
                let mut out = Vec::new();
                let (manager, enter) = match self.c_enter(&manager, is_async) {
                    Some((class, owner, method)) => {
                        let (stmt, manager) = self.in_temp(manager);
                        out.push(stmt);
                        let call = self.c_method_call(expr.span, manager.clone(), class, owner, method, &[]);
                        (manager, Some(if is_async { self.to_object(call) } else { call }))
                    }
                    None => (manager, None),
                };
                let manager = self.to_object(manager);
                let entered = enter.as_ref().map_or(Types::OBJECT, |call| call.ty);
                let target = target.as_ref().map(|t| self.target_from(t, entered));
                let body = self.with_stmt(span, is_async, rest, body);
                out.push(mk_stmt(span, StmtKind::With { manager, enter, target, body, is_async }));
                out
            }
        }
    }

    /// The C method that enters the manager. How it is left is always found by its type.
    fn c_enter(&self, manager: &Expr, is_async: bool) -> Option<(ClassId, ClassId, usize)> {
        let class = self.types().class_of(manager.ty)?;
        let name = if is_async { "__aenter__" } else { "__enter__" };
        let (owner, method) = self.class_method(class, name)?;
        Some((class, owner, method))
    }

    /// `with nogil:` and `with gil:`; a constant condition decides now.
    fn gil_block(
        &mut self,
        span: Span,
        state: ast::GilState,
        condition: Option<&'ast ast::Expr>,
        inside: impl FnOnce(&mut Self) -> Vec<Stmt>,
    ) -> Vec<Stmt> {
        if let Some(condition) = condition {
            let value = self.dry_run(|b| b.truth_expr(condition)).0;
            match value.kind {
                ExprKind::Bool(true) => {}
                ExprKind::Bool(false) => return inside(self),
                _ => {
                    self.error(
                        codes::INVALID_OPERATION,
                        condition.span,
                        "Non-constant condition in a `with nogil(<condition>)` statement",
                    );
                    return inside(self);
                }
            }
        }
        let (state, nogil) = match state {
            ast::GilState::Nogil => (GilState::NoGil, true),
            ast::GilState::Gil => (GilState::WithGil, false),
        };
        // A `nogil` function may be called with the GIL, and releases it then.
        let may_be_held = nogil && !self.in_gil_block;
        if self.nogil == nogil && !may_be_held {
            let message = if nogil {
                "Trying to release the GIL while it was previously released."
            } else {
                "Trying to acquire the GIL while it is already held."
            };
            self.error(codes::GIL_REQUIRED, span, message);
            return inside(self);
        }
        let saved = (self.nogil, self.in_gil_block);
        (self.nogil, self.in_gil_block) = (nogil, true);
        let body = inside(self);
        (self.nogil, self.in_gil_block) = saved;
        vec![mk_stmt(span, StmtKind::Gil { state, body })]
    }

    /// `with cython.boundscheck(False):` and its like, and what needs OpenMP.
    fn directive_block(
        &mut self,
        span: Span,
        is_async: bool,
        expr: &'ast ast::Expr,
        rest: &'ast [ast::WithItem],
        body: &'ast [ast::Stmt],
    ) -> Option<Vec<Stmt>> {
        let path = match &expr.kind {
            ast::ExprKind::Call { func, .. } => func,
            _ => expr,
        };
        let Some(crate::scope::SymbolKind::Cython(path)) = self.symbol_of(path) else { return None };
        match path.last().map(|p| p.as_str()) {
            Some("nogil" | "gil") => {
                let state = if path.last().is_some_and(|p| p == "nogil") {
                    ast::GilState::Nogil
                } else {
                    ast::GilState::Gil
                };
                let condition = match &expr.kind {
                    ast::ExprKind::Call { args, .. } => match args.as_slice() {
                        [] => None,
                        [ast::Arg::Positional(condition)] => Some(condition),
                        _ => {
                            let message = "cython.nogil and cython.gil take one argument, a condition";
                            self.error(codes::INVALID_CALL, expr.span, message);
                            None
                        }
                    },
                    _ => None,
                };
                return Some(
                    self.gil_block(expr.span, state, condition, |b| b.with_stmt(span, is_async, rest, body)),
                );
            }
            Some("parallel") => {
                let args = match &expr.kind {
                    ast::ExprKind::Call { args, .. } => args.as_slice(),
                    _ => &[],
                };
                let threads = self.thread_count(args).is_some();
                let saved = self.in_parallel.replace(threads);
                // One thread runs the block.
                let body = self.with_stmt(span, is_async, rest, body);
                self.in_parallel = saved;
                return Some(body);
            }
            Some("critical_section") => {
                let out = self.critical_section(span, expr, |b| b.with_stmt(span, is_async, rest, body));
                return Some(vec![mk_stmt(span, StmtKind::Block(out))]);
            }
            _ => {}
        }
        let changes = declare::decorators::with_item(self.cx, self.scope, expr)?;
        let changed = Rc::new(self.dirs.with(changes));
        let saved = std::mem::replace(&mut self.dirs, changed);
        let inner = self.with_stmt(span, is_async, rest, body);
        self.dirs = saved;
        Some(vec![mk_stmt(span, StmtKind::Block(inner))])
    }
}

/// The first statement that leaves the block in another way than by an exception.
fn leaves(body: &[ast::Stmt], in_loop: bool) -> Option<Span> {
    use ast::StmtKind as K;
    body.iter().find_map(|stmt| match &stmt.kind {
        K::Return(_) => Some(stmt.span),
        K::Break | K::Continue => (!in_loop).then_some(stmt.span),
        K::If { branches, orelse } => {
            branches.iter().find_map(|b| leaves(&b.body, in_loop)).or_else(|| leaves(orelse, in_loop))
        }
        K::While { body, orelse, .. } => leaves(body, true).or_else(|| leaves(orelse, in_loop)),
        K::For(f) => leaves(&f.body, true).or_else(|| leaves(&f.orelse, in_loop)),
        K::With { body, .. } => leaves(body, in_loop),
        K::Match { cases, .. } => cases.iter().find_map(|c| leaves(&c.body, in_loop)),
        K::Try(t) => leaves(&t.body, in_loop)
            .or_else(|| t.handlers.iter().find_map(|h| leaves(&h.body, in_loop)))
            .or_else(|| leaves(&t.orelse, in_loop))
            .or_else(|| leaves(&t.finalbody, in_loop)),
        _ => None,
    })
}
