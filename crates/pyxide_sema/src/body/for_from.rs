//! `for i from a <= i < b by s`: the loop in which the variable itself counts.
//!
//! ```text
//! for i from 0 <= i < n:          (int i)       Range { 0, n, step 1, in int }, then i is the first value outside
//! for x from 0 <= x < 1 by 0.25:  (double x)    While, the step added in front of each turn but the first
//! ```

use super::types;
use super::{Body, mk, mk_stmt};
use num_traits::Signed;
use pyxide_diagnostics::{Span, codes};
use pyxide_hir::{
    BinOp, CmpOp, Comparison, Expr, ExprKind, ForIter, RangeStep, Stmt, StmtKind, Target, TargetKind,
};
use pyxide_syntax::ast::{self, RangeRelation};
use pyxide_types::{Type, TypeId, Types};

impl<'ast> Body<'_, 'ast, '_> {
    /// `for i from a <= i < b by s`: C's loop; the variable ends at the first value outside.
    pub(super) fn for_from(
        &mut self,
        span: Span,
        range: &'ast ast::ForFrom,
        assigned: bool,
        make: impl FnOnce(&mut Self) -> Vec<Stmt>,
    ) -> Stmt {
        let target = self.target(&range.target);
        let up = matches!(range.lower_relation, RangeRelation::Less | RangeRelation::LessEqual);
        let upper_up = matches!(range.upper_relation, RangeRelation::Less | RangeRelation::LessEqual);
        if up != upper_up {
            self.error(codes::SYNTAX_ERROR, range.span, "Relation directions in for-from do not match");
        }
        let t = self.types();
        if !t.is_numeric(target.ty) && !t.is_object(target.ty) {
            self.error(
                codes::TYPE_MISMATCH,
                range.target.span,
                "for-from loop variable must be c numeric type or Python object",
            );
            return mk_stmt(span, StmtKind::Pass);
        }
        let unit = match &range.step {
            None => true,
            Some(e) => matches!(&self.dry_run(|b| b.expr(e)).0.kind, ExprKind::Int(n) if n.abs() == 1.into()),
        };
        if !is_plain_counter(self.types(), &target) || !unit || assigned {
            return self.counting_loop(span, target, range, up, make);
        }
        let lower = self.expr(&range.lower);
        let upper = self.expr(&range.upper);
        let mut ty = self.types().unqualified(target.ty);
        for e in [&lower, &upper] {
            if !e.is_constant() && self.types().is_int(e.ty) {
                ty = types::widest(&mut self.cx.types, ty, e.ty);
            }
        }
        if matches!(self.types().kind(ty), Type::Enum(_)) {
            ty = Types::INT;
        }
        let delta = if up { 1 } else { -1 };
        let flags = pyxide_hir::ArithFlags::default();
        let shifted = |e: Expr| match &e.kind {
            ExprKind::Int(n) => mk(e.span, ty, ExprKind::Int(n + delta)),
            _ => {
                let at = e.span;
                let one = mk(at, ty, ExprKind::Int(delta.into()));
                mk(at, ty, ExprKind::Binary(BinOp::Add, Box::new(e), Box::new(one), flags))
            }
        };
        let mut start = self.coerce(lower, ty);
        let stop = self.coerce(upper, ty);
        if matches!(range.lower_relation, RangeRelation::Less | RangeRelation::Greater) {
            start = shifted(start);
        }
        let inclusive =
            matches!(range.upper_relation, RangeRelation::LessEqual | RangeRelation::GreaterEqual);
        // After the loop the variable holds the value that ended it: the bound, or the start of a loop that never ran.
        let mut stmts = Vec::new();
        let (set_start, start) = self.reuse(start);
        let (set_stop, stop) = self.reuse_always(stop);
        stmts.extend(set_start);
        stmts.extend(set_stop);
        let end = if inclusive { shifted(stop.clone()) } else { stop.clone() };
        let test = c_compare(span, if up { CmpOp::Lt } else { CmpOp::Gt }, start.clone(), end.clone(), ty);
        let value = ExprKind::Conditional {
            test: Box::new(test),
            then: Box::new(end),
            orelse: Box::new(start.clone()),
        };
        let value = mk(span, ty, value);
        let value = self.coerce(value, target.ty);
        let after = vec![mk_stmt(span, StmtKind::Assign { targets: vec![target.clone()], value })];
        let mut target = target;
        target.coerce = self.target_coercion(span, ty, target.ty);
        let body = make(self);
        let iter = ForIter::Range { start, stop, step: RangeStep::Const(delta), ty, inclusive };
        stmts.push(mk_stmt(span, StmtKind::For { target, iter, body, orelse: after, is_async: false }));
        mk_stmt(span, StmtKind::Block(stmts))
    }

    /// The loop in which the variable itself counts: the body may change it, and it ends at the first value outside.
    pub(super) fn counting_loop(
        &mut self,
        span: Span,
        target: Target,
        range: &'ast ast::ForFrom,
        up: bool,
        make: impl FnOnce(&mut Self) -> Vec<Stmt>,
    ) -> Stmt {
        let ty = target.ty;
        let read = match &target.kind {
            TargetKind::Local(id) => ExprKind::Local(*id),
            TargetKind::Outer(f, id) => ExprKind::Outer(*f, *id),
            TargetKind::CVar(id) => ExprKind::CVar(*id),
            TargetKind::Global(name) => ExprKind::Global(name.clone()),
            TargetKind::Memory(place) => place.kind.clone(),
            TargetKind::Attr(base, name) => ExprKind::Attr(Box::new(base.clone()), name.clone()),
            TargetKind::ClassName(name) => {
                let fallback = mk(span, Types::OBJECT, ExprKind::Global(name.clone()));
                ExprKind::ClassName(name.clone(), Box::new(fallback))
            }
            _ => {
                self.unsupported(span, "a for-from loop over such a target");
                return mk_stmt(span, StmtKind::Pass);
            }
        };
        let read = mk(span, ty, read);
        let strict = matches!(range.lower_relation, RangeRelation::Less | RangeRelation::Greater);
        let op = if up { ast::BinaryOp::Add } else { ast::BinaryOp::Sub };
        let mut start = self.expr(&range.lower);
        if strict {
            let one = mk(span, Types::LONG, ExprKind::Int(1.into()));
            start = self.binary(span, op, start, one);
        }
        // An object variable takes the type of the whole range.
        let bounds = [Some(&range.upper), range.step.as_ref()];
        let float = bounds.into_iter().flatten().any(|e| {
            let (ty, _) = self.dry_run(|b| b.expr(e).ty);
            self.types().is_float(ty)
        });
        if float && !self.types().is_float(start.ty) {
            start = self.coerce(start, Types::DOUBLE);
        }
        let start = self.coerce(start, ty);
        let held = |body: &mut Self, e: &'ast ast::Expr| {
            let value = body.expr(e);
            let object = body.types().is_object(value.ty) || body.types().is_object(ty);
            let value = if object { body.coerce(value, ty) } else { value };
            body.reuse_always(value)
        };
        let (set_stop, stop) = held(self, &range.upper);
        let (set_step, step) = match &range.step {
            Some(s) => held(self, s),
            None => (None, mk(span, Types::LONG, ExprKind::Int(1.into()))),
        };
        // Counting happens before the test, so that `continue` counts too; the first round does not count.
        let first = self.temp(Types::BINT, span);
        let flag = |b: bool| mk(span, Types::BINT, ExprKind::Bool(b));
        let next = self.binary(span, op, read.clone(), step);
        let next = self.coerce(next, ty);
        let count = vec![mk_stmt(span, StmtKind::Assign { targets: vec![target.clone()], value: next })];
        let skip = vec![super::assign_local(span, first, Types::BINT, flag(false))];
        let first_expr = mk(span, Types::BINT, ExprKind::Local(first));
        let advance = mk_stmt(span, StmtKind::If { arms: vec![(first_expr, skip)], orelse: count });
        let cmp = match range.upper_relation {
            RangeRelation::Less => CmpOp::Lt,
            RangeRelation::LessEqual => CmpOp::Le,
            RangeRelation::Greater => CmpOp::Gt,
            RangeRelation::GreaterEqual => CmpOp::Ge,
        };
        let test = self.pair(span, cmp, read, stop);
        let test = self.truth(test);
        let test = mk(span, Types::BINT, ExprKind::Sequence(vec![advance], Box::new(test)));
        let body = make(self);
        let mut stmts = vec![mk_stmt(span, StmtKind::Assign { targets: vec![target], value: start })];
        stmts.extend(set_stop);
        stmts.extend(set_step);
        stmts.push(super::assign_local(span, first, Types::BINT, flag(true)));
        stmts.push(mk_stmt(span, StmtKind::While { test, body, orelse: vec![] }));
        mk_stmt(span, StmtKind::Block(stmts))
    }

    /// Holds a value in a temporary unless it is a constant: a variable may change meanwhile.
    pub(super) fn reuse_always(&mut self, e: Expr) -> (Option<Stmt>, Expr) {
        if e.is_constant() {
            return (None, e);
        }
        let (stmt, value) = self.in_temp(e);
        (Some(stmt), value)
    }
}

fn c_compare(span: Span, op: CmpOp, left: Expr, right: Expr, ty: TypeId) -> Expr {
    let rest = vec![Comparison { op, right, ty, left_coerce: None, right_coerce: None }];
    mk(span, Types::BINT, ExprKind::Compare { first: Box::new(left), rest })
}

/// A local C integer.
fn is_plain_counter(types: &pyxide_types::Types, target: &Target) -> bool {
    matches!(target.kind, TargetKind::Local(_))
        && types.is_int(target.ty)
        && !types::is_bint(types, target.ty)
}
