//! Comparisons: chains with single evaluation, each pair compared as objects or as C values.

use crate::cx::FnCx;
use pyxide_hir::{CmpOp, Comparison, Expr};
use pyxide_mir::{self as m, Block, Operand, Rvalue};
use pyxide_types::{BuiltinType, Prim, Type, TypeId, Types};

impl<'a> FnCx<'a, '_> {
    pub fn compare(&mut self, first: &'a Expr, rest: &'a [Comparison], ty: TypeId) -> Operand {
        if let [only] = rest {
            return self.compare_pair_exprs(first, only, ty);
        }
        // a < b < c: the result of the first false comparison, or of the last one.
        let result = self.b.temp(ty);
        let done = self.b.new_block();
        let rights: Vec<&Expr> = rest.iter().map(|c| &c.right).collect();
        let mut left = self.expr_before(first, &rights);
        let mut left_ty = first.ty;
        for (i, c) in rest.iter().enumerate() {
            let last = i + 1 == rest.len();
            let right = self.expr_before(&c.right, &rights[i + 1..]);
            let right = if last || !self.is_user_reg(&right) { right } else { self.copy(right).into() };
            let v = self.compare_values(c, left, left_ty, right.clone(), ty);
            self.b.assign(result, Rvalue::Use(v));
            if last {
                self.b.goto(done);
            } else {
                let next = self.b.new_block();
                let t = self.truth(result.into(), ty);
                self.b.branch(t, next, done);
                self.b.start(next);
            }
            left = right;
            left_ty = c.right.ty;
        }
        self.b.start(done);
        result.into()
    }

    /// A chain as a condition: no result is kept.
    pub fn compare_chain_branch(
        &mut self,
        first: &'a Expr,
        rest: &'a [Comparison],
        then: Block,
        otherwise: Block,
    ) {
        let rights: Vec<&Expr> = rest.iter().map(|c| &c.right).collect();
        let mut left = self.expr_before(first, &rights);
        let mut left_ty = first.ty;
        for (i, c) in rest.iter().enumerate() {
            let right = self.expr_before(&c.right, &rights[i + 1..]);
            let v = self.compare_values(c, left, left_ty, right.clone(), Types::BINT);
            let last = i + 1 == rest.len();
            let next = if last { then } else { self.b.new_block() };
            self.b.branch(v, next, otherwise);
            if !last {
                self.b.start(next);
            }
            left = right;
            left_ty = c.right.ty;
        }
    }

    fn compare_pair_exprs(&mut self, first: &'a Expr, c: &'a Comparison, ty: TypeId) -> Operand {
        let richcmp = rich_op(c.op);
        if let (true, false, Some(op), Some(small)) =
            (self.is_object(c.ty), self.is_object(ty), richcmp, self.small_int(&c.right))
            && self.maybe_number(first.ty)
            && matches!(c.op, CmpOp::Eq | CmpOp::Ne | CmpOp::Lt | CmpOp::Le | CmpOp::Gt | CmpOp::Ge)
        {
            let left = self.object(first);
            let args = vec![left, Operand::int(small, Types::LONG), Operand::int(op, Types::INT)];
            let v = self.prim(Prim::CompareLong, args);
            return self.cast(v, ty);
        }
        let left = self.expr_before(first, &[&c.right]);
        let right = self.expr(&c.right);
        self.compare_values(c, left, first.ty, right, ty)
    }

    fn compare_values(
        &mut self,
        c: &Comparison,
        left: Operand,
        left_ty: TypeId,
        right: Operand,
        ty: TypeId,
    ) -> Operand {
        let left = match c.left_coerce {
            Some(k) => self.coerce(k, left, left_ty, c.ty),
            None => self.fit(left, left_ty, c.ty),
        };
        let right_ty = c.right.ty;
        let right = match c.right_coerce {
            Some(k) => self.coerce(k, right, right_ty, c.ty),
            None if matches!(c.op, CmpOp::In | CmpOp::NotIn) => {
                self.to_object(right, right_ty, Types::OBJECT)
            }
            None => self.fit(right, right_ty, c.ty),
        };
        if self.is_object(c.ty) || matches!(c.op, CmpOp::In | CmpOp::NotIn) {
            self.compare_objects(c.op, left, left_ty, right, right_ty, ty)
        } else {
            let v = self.compare_c(c.op, left, right, c.ty);
            if self.is_object(ty) { self.to_object(v, Types::BINT, ty) } else { self.cast(v, ty) }
        }
    }

    fn compare_c(&mut self, op: CmpOp, left: Operand, right: Operand, ty: TypeId) -> Operand {
        if let Type::CTuple(_) | Type::Struct(_) = self.types().kind(ty) {
            let span = self.b.span;
            return self.unsupported_value(span, "comparing C structs", Types::BINT);
        }
        let op = match op {
            CmpOp::Lt => m::BinOp::Lt,
            CmpOp::Le => m::BinOp::Le,
            CmpOp::Eq | CmpOp::Is => m::BinOp::Eq,
            CmpOp::Ne | CmpOp::IsNot => m::BinOp::Ne,
            CmpOp::Gt => m::BinOp::Gt,
            CmpOp::Ge => m::BinOp::Ge,
            CmpOp::In | CmpOp::NotIn => unreachable!("membership is compared as objects"),
        };
        self.b.value(Types::BINT, Rvalue::Binary(op, left, right)).into()
    }

    fn compare_objects(
        &mut self,
        op: CmpOp,
        left: Operand,
        left_ty: TypeId,
        right: Operand,
        right_ty: TypeId,
        ty: TypeId,
    ) -> Operand {
        let as_object = self.is_object(ty);
        let status = match op {
            CmpOp::Is | CmpOp::IsNot => {
                let c = if op == CmpOp::Is { m::BinOp::Eq } else { m::BinOp::Ne };
                self.b.value(Types::BINT, Rvalue::Binary(c, left, right)).into()
            }
            CmpOp::In | CmpOp::NotIn => {
                // Operands are evaluated item first; the primitives take the container first.
                let prim = match self.types().kind(right_ty) {
                    Type::Builtin(BuiltinType::Dict | BuiltinType::FrozenDict) => Prim::DictContains,
                    Type::Builtin(BuiltinType::Set | BuiltinType::FrozenSet) => Prim::SetContains,
                    _ => Prim::ContainsArg,
                };
                let args = if prim == Prim::ContainsArg { vec![left, right] } else { vec![right, left] };
                let v = self.prim(prim, args);
                if op == CmpOp::NotIn {
                    self.b.value(Types::BINT, Rvalue::Unary(m::UnOp::Not, v)).into()
                } else {
                    v
                }
            }
            _ => {
                let code = rich_op(op).unwrap_or(2);
                let both = |b| {
                    *self.types().kind(left_ty) == Type::Builtin(b)
                        && *self.types().kind(right_ty) == Type::Builtin(b)
                };
                let equality = matches!(op, CmpOp::Eq | CmpOp::Ne);
                let fast = if equality && both(BuiltinType::Str) {
                    Some(Prim::StrEq)
                } else if equality && both(BuiltinType::Bytes) {
                    Some(Prim::BytesEq)
                } else {
                    None
                };
                match fast {
                    Some(prim) => {
                        let v = self.prim(prim, vec![left, right]);
                        if op == CmpOp::Ne {
                            self.b.value(Types::BINT, Rvalue::Unary(m::UnOp::Not, v)).into()
                        } else {
                            v
                        }
                    }
                    None if as_object => {
                        return self
                            .prim(Prim::RichCompare, vec![left, right, Operand::int(code, Types::INT)]);
                    }
                    None => self.prim(Prim::CompareBool, vec![left, right, Operand::int(code, Types::INT)]),
                }
            }
        };
        if as_object { self.to_object(status, Types::BINT, ty) } else { self.cast(status, ty) }
    }

    /// Compares two objects for equality as a C truth value.
    pub fn objects_equal(&mut self, a: Operand, b: Operand) -> Operand {
        self.prim(Prim::CompareBool, vec![a, b, Operand::int(2, Types::INT)])
    }
}

/// CPython's number of a rich comparison.
fn rich_op(op: CmpOp) -> Option<i64> {
    match op {
        CmpOp::Lt => Some(0),
        CmpOp::Le => Some(1),
        CmpOp::Eq => Some(2),
        CmpOp::Ne => Some(3),
        CmpOp::Gt => Some(4),
        CmpOp::Ge => Some(5),
        _ => None,
    }
}
