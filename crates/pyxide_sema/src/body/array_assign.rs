//! Assignment to C arrays and to slices of C memory, element by element.
//!
//! ```text
//! a[:] = [1, 2, 3]        a[0] = 1; a[1] = 2; a[2] = 3
//! a[:n] = b[:n]           for i in range(n): a[i] = b[i]
//! ```
//! Lengths that are known must agree; others are compared when the program runs.

use super::{Body, mk, mk_stmt};
use pyxide_diagnostics::{Span, codes};
use pyxide_hir::{Expr, ExprKind, ForIter, RangeStep, Stmt, StmtKind, Target, TargetKind};
use pyxide_syntax::ast;
use pyxide_types::{ArrayLen, Type, TypeId, Types};

impl<'ast> Body<'_, 'ast, '_> {
    /// How many elements an array or a slice with an end has, where the assignment can tell.
    fn source_length(&mut self, value: &'ast ast::Expr, ty: TypeId) -> Option<Expr> {
        let known = match self.types().kind(ty) {
            Type::Array(_, ArrayLen::Known(n)) => Some(*n),
            _ => None,
        };
        let span = value.span;
        let int = |n: u64| mk(span, Types::SSIZE, ExprKind::Int(n.into()));
        let ast::ExprKind::Subscript { index, .. } = &value.kind else { return known.map(int) };
        let ast::ExprKind::Slice { lower, upper, .. } = &index.kind else { return known.map(int) };
        let stop = match upper {
            Some(u) => self.expr_as(u, Types::SSIZE),
            None => int(known?),
        };
        let Some(l) = lower else { return Some(stop) };
        let start = self.expr_as(l, Types::SSIZE);
        let flags = pyxide_hir::ArithFlags::default();
        Some(mk(
            span,
            Types::SSIZE,
            ExprKind::Binary(pyxide_hir::BinOp::Sub, Box::new(stop), Box::new(start), flags),
        ))
    }

    /// Assignment to a C array or a slice of C memory, element by element.
    pub(super) fn assign_array(
        &mut self,
        span: Span,
        target: &'ast ast::Expr,
        value: &'ast ast::Expr,
    ) -> Option<Vec<Stmt>> {
        let (base, lower, upper, is_slice) = match &target.kind {
            ast::ExprKind::Subscript { value: base, index } => match &index.kind {
                ast::ExprKind::Slice { lower, upper, step: None } => {
                    (&**base, lower.as_deref(), upper.as_deref(), true)
                }
                _ => return None,
            },
            ast::ExprKind::Name(_) | ast::ExprKind::Attribute { .. } => (target, None, None, false),
            _ => return None,
        };
        let (ty, _) = self.dry_run(|b| if is_slice { b.expr(base).ty } else { b.target(base).ty });
        let (elem, len) = match self.types().kind(ty).clone() {
            Type::Array(elem, ArrayLen::Known(n)) => (elem, Some(n)),
            Type::Array(elem, _) if is_slice => (elem, None),
            Type::Ptr(elem) if is_slice => (elem, None),
            _ => return None,
        };
        let constant = |body: &mut Self, e: Option<&'ast ast::Expr>| {
            e.and_then(|e| match body.dry_run(|b| b.expr(e)).0.kind {
                ExprKind::Int(n) => num_traits::ToPrimitive::to_i64(&n),
                _ => None,
            })
        };
        let from = if lower.is_some() { constant(self, lower) } else { Some(0) };
        let to = if upper.is_some() { constant(self, upper) } else { len.map(|n| n as i64) };
        let mut stmts = Vec::new();
        let base_expr = self.expr(base);
        // Elements written out.
        if let ast::ExprKind::List(elements) | ast::ExprKind::Tuple { elements, .. } = &value.kind
            && !super::expr::has_star(elements)
        {
            if let (Some(from), Some(to)) = (from, to)
                && to - from != elements.len() as i64
            {
                let message = format!(
                    "Assignment to slice of wrong length, expected {}, got {}",
                    to - from,
                    elements.len()
                );
                self.error(codes::TYPE_MISMATCH, span, message);
                return Some(vec![]);
            }
            let mut held = Vec::new();
            for e in elements {
                let v = self.expr_as(e, elem);
                if v.is_constant()
                    || !matches!(self.types().kind(v.ty), Type::Int(_) | Type::Float(_) | Type::Ptr(_))
                {
                    held.push(v);
                } else {
                    let (stmt, v) = self.in_temp(v);
                    stmts.push(stmt);
                    held.push(v);
                }
            }
            let flags = pyxide_hir::ArithFlags::default();
            let int = |n: i64| mk(span, Types::SSIZE, ExprKind::Int(n.into()));
            let start = match (from, lower) {
                (None, Some(lower)) => {
                    let start = self.expr_as(lower, Types::SSIZE);
                    let (stmt, start) = self.reuse(start);
                    stmts.extend(stmt);
                    Some(start)
                }
                _ => None,
            };
            let stop = match (to, upper) {
                (None, Some(upper)) => Some(self.expr_as(upper, Types::SSIZE)),
                (Some(to), _) => Some(int(to)),
                _ => None,
            };
            if (from.is_none() || to.is_none())
                && let Some(stop) = stop
            {
                let from = start.clone().unwrap_or_else(|| int(from.unwrap_or(0)));
                let size = ExprKind::Binary(pyxide_hir::BinOp::Sub, Box::new(stop), Box::new(from), flags);
                let args = vec![int(held.len() as i64), mk(span, Types::SSIZE, size)];
                let check = ExprKind::Prim(pyxide_types::Prim::CheckSliceLength, args);
                stmts.push(mk_stmt(span, StmtKind::Expr(mk(span, Types::INT, check))));
            }
            for (i, v) in held.into_iter().enumerate() {
                let i = i as i64;
                let index = match &start {
                    Some(start) => {
                        let add = pyxide_hir::BinOp::Add;
                        let sum = ExprKind::Binary(add, Box::new(start.clone()), Box::new(int(i)), flags);
                        mk(span, Types::SSIZE, sum)
                    }
                    None => int(from.unwrap_or(0) + i),
                };
                stmts.push(self.set_element(span, &base_expr, elem, index, v));
            }
            return Some(stmts);
        }
        // Another array or pointer slice.
        let (source_ty, _) = self.dry_run(|b| match &value.kind {
            ast::ExprKind::Subscript { value: inner, index }
                if matches!(index.kind, ast::ExprKind::Slice { .. }) =>
            {
                b.expr(inner).ty
            }
            _ => b.expr(value).ty,
        });
        if !self.types().is_pointer(source_ty) || source_ty == Types::NULL {
            if is_slice && self.types().is_object(source_ty) {
                let (Some(from), Some(to)) = (from, to) else {
                    let what = "assignment of a Python object to a slice with bounds that are not constant";
                    self.unsupported(span, what);
                    return Some(vec![]);
                };
                let array = Type::Array(elem, ArrayLen::Known((to - from).max(0) as u64));
                let array = self.cx.types.intern(array);
                let value = self.expr(value);
                let value = self.coerce(value, array);
                let (stmt, value) = self.in_temp(value);
                stmts.push(stmt);
                for i in 0..to - from {
                    let at = |i: i64| Box::new(mk(span, Types::SSIZE, ExprKind::Int(i.into())));
                    let item = mk(span, elem, ExprKind::CIndex(Box::new(value.clone()), at(i)));
                    stmts.push(self.set_element(span, &base_expr, elem, *at(from + i), item));
                }
                return Some(stmts);
            }
            return None;
        }
        let (source, source_from) = match &value.kind {
            ast::ExprKind::Subscript { value: inner, index } => match &index.kind {
                ast::ExprKind::Slice { lower, .. } => {
                    let from = match lower {
                        Some(l) => self.expr_as(l, Types::SSIZE),
                        None => mk(span, Types::SSIZE, ExprKind::Int(0.into())),
                    };
                    (self.expr(inner), from)
                }
                _ => (self.expr(value), mk(span, Types::SSIZE, ExprKind::Int(0.into()))),
            },
            _ => (self.expr(value), mk(span, Types::SSIZE, ExprKind::Int(0.into()))),
        };
        let start = match lower {
            Some(l) => self.expr_as(l, Types::SSIZE),
            None => mk(span, Types::SSIZE, ExprKind::Int(0.into())),
        };
        let (stmt, start) = self.reuse(start);
        stmts.extend(stmt);
        let stop = match (upper, len) {
            (Some(u), _) => self.expr_as(u, Types::SSIZE),
            (None, Some(n)) => mk(span, Types::SSIZE, ExprKind::Int(n.into())),
            (None, None) => {
                self.error(codes::INVALID_OPERATION, span, "slice assignment to a pointer needs an end");
                return Some(vec![]);
            }
        };
        let (stmt, stop) = self.reuse(stop);
        stmts.extend(stmt);
        if let Some(got) = self.source_length(value, source_ty) {
            // Lengths that are known to differ raise, too: where one is a named constant, that may be meant.
            let wanted = self.coerce(got, Types::SSIZE);
            let difference = mk(
                span,
                Types::SSIZE,
                ExprKind::Binary(
                    pyxide_hir::BinOp::Sub,
                    Box::new(stop.clone()),
                    Box::new(start.clone()),
                    pyxide_hir::ArithFlags::default(),
                ),
            );
            let check = mk(
                span,
                Types::INT,
                ExprKind::Prim(pyxide_types::Prim::CheckSliceLength, vec![wanted, difference]),
            );
            stmts.push(mk_stmt(span, StmtKind::Expr(check)));
        }
        let index = self.temp(Types::SSIZE, span);
        let at = self.local_expr(span, index);
        let flags = pyxide_hir::ArithFlags::default();
        let binary = |op, a: Expr, b: Expr| {
            mk(span, Types::SSIZE, ExprKind::Binary(op, Box::new(a), Box::new(b), flags))
        };
        let offset = binary(pyxide_hir::BinOp::Sub, at.clone(), start.clone());
        let source_index = binary(pyxide_hir::BinOp::Add, offset, source_from);
        let source_elem = self.types().pointee(source.ty).unwrap_or(elem);
        let item = mk(span, source_elem, ExprKind::CIndex(Box::new(source), Box::new(source_index)));
        let item = self.coerce(item, elem);
        let body = vec![self.set_element(span, &base_expr, elem, at, item)];
        let iter =
            ForIter::Range { start, stop, step: RangeStep::Const(1), ty: Types::SSIZE, inclusive: false };
        let target = Target { span, ty: Types::SSIZE, kind: TargetKind::Local(index), coerce: None };
        stmts.push(mk_stmt(span, StmtKind::For { target, iter, body, orelse: vec![], is_async: false }));
        Some(stmts)
    }

    fn set_element(&self, span: Span, base: &Expr, elem: TypeId, index: Expr, value: Expr) -> Stmt {
        let place = mk(span, elem, ExprKind::CIndex(Box::new(base.clone()), Box::new(index)));
        let target = Target { span, ty: elem, kind: TargetKind::Memory(place), coerce: None };
        mk_stmt(span, StmtKind::Assign { targets: vec![target], value })
    }
}
