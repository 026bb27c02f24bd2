//! C complex numbers: their parts as values and as targets.
//!
//! ```text
//! z.real          Unary(Real, z) : the type of the parts
//! z.imag = x      z = MakeComplex(Unary(Real, z), x)
//! z.imag += x     the same with Binary(Add, Unary(Imag, z), x)
//! ```

use super::types::{self, display};
use super::{Body, mk, mk_stmt};
use pyxide_diagnostics::{Span, codes};
use pyxide_hir::{Expr, ExprKind, Stmt, StmtKind, UnOp};
use pyxide_syntax::ast;
use pyxide_types::{ComplexKind, FloatKind, Prim, Type, Types};

/// The part that an attribute of a complex number names.
fn part_named(name: &str) -> Option<UnOp> {
    match name {
        "real" => Some(UnOp::Real),
        "imag" => Some(UnOp::Imag),
        _ => None,
    }
}

impl<'ast> Body<'_, 'ast, '_> {
    /// `z.real`, `z.imag`.
    pub(super) fn complex_part(&mut self, span: Span, base: Expr, attr: &ast::Ident) -> Expr {
        let Some(op) = part_named(attr.as_str()) else {
            let ty = display(self.types(), base.ty);
            let message = format!("Object of type '{ty}' has no attribute '{attr}'", attr = attr.as_str());
            self.error(codes::INVALID_OPERATION, span, message);
            return self.error_expr(span);
        };
        self.part(span, op, base)
    }

    /// A part of a complex number.
    pub(super) fn part(&mut self, span: Span, op: UnOp, whole: Expr) -> Expr {
        let ty = types::part(&mut self.cx.types, whole.ty);
        let flags = self.arith_flags();
        mk(span, ty, ExprKind::Unary(op, Box::new(whole), flags))
    }

    /// `z.real = x` and `z.real op= x`: the whole number is stored again. `None`: another kind of target.
    pub(super) fn assign_complex_part(
        &mut self,
        span: Span,
        target: &'ast ast::Expr,
        op: Option<ast::BinaryOp>,
        value: &'ast ast::Expr,
    ) -> Option<Vec<Stmt>> {
        let ast::ExprKind::Attribute { value: whole, attr } = &target.kind else { return None };
        let changed = part_named(attr.as_str())?;
        let (ty, _) = self.dry_run(|b| b.expr(whole).ty);
        if !types::is_complex(self.types(), ty) {
            return None;
        }
        let (make, made) = match self.types().kind(ty) {
            Type::Complex(ComplexKind::Int(_)) => (Prim::MakeIntComplex, Types::LONG_COMPLEX),
            Type::Complex(ComplexKind::Float(FloatKind::LongDouble)) => {
                (Prim::MakeLongComplex, Types::LONG_DOUBLE_COMPLEX)
            }
            _ => (Prim::MakeComplex, Types::DOUBLE_COMPLEX),
        };
        let part_ty = types::part(&mut self.cx.types, ty);
        let new = match op {
            None => self.expr_as(value, part_ty),
            Some(op) => {
                let old = self.expr(target);
                let right = self.expr(value);
                let new = self.binary(span, op, old, right);
                self.coerce(new, part_ty)
            }
        };
        let (set, new) = self.in_temp(new);
        let read = self.expr(whole);
        let parts = match changed {
            UnOp::Imag => [self.part(span, UnOp::Real, read), new],
            _ => [new, self.part(span, UnOp::Imag, read)],
        };
        let made_part = make.info().param(0).0;
        let parts = parts.map(|p| self.coerce(p, made_part)).to_vec();
        let value = mk(span, made, ExprKind::Prim(make, parts));
        let place = self.target(whole);
        // A C cast even where assignment would refuse it: the parts have the right type already.
        let value = mk(
            span,
            self.types().unqualified(place.ty),
            ExprKind::Coerce(pyxide_hir::Coercion::CCast, Box::new(value)),
        );
        Some(vec![set, mk_stmt(span, StmtKind::Assign { targets: vec![place], value })])
    }
}
