//! Operators: on objects by primitives, on C values by [`crate::arith`].
//!
//! `x + 1` with an object `x` takes the primitive for a small constant; operands of unknown type take the primitives
//! that try `int` and `float` first.

use crate::cx::FnCx;
use num_traits::ToPrimitive;
use pyxide_hir::{self as h, ArithFlags, BinOp, Expr, ExprKind as E, UnOp};
use pyxide_mir::{Const, Operand, Rvalue};
use pyxide_types::{Prim, TypeId, Types};

impl<'a> FnCx<'a, '_> {
    pub fn unary(&mut self, op: UnOp, a: &'a Expr, flags: ArithFlags, ty: TypeId) -> Operand {
        let v = self.expr(a);
        if self.is_object(ty) {
            let v = self.to_object(v, a.ty, Types::OBJECT);
            let prim = match op {
                UnOp::Real | UnOp::Imag => unreachable!("only C complex numbers have parts"),
                UnOp::Neg => Prim::Neg,
                UnOp::Pos => Prim::Pos,
                UnOp::Invert => Prim::Invert,
            };
            return self.prim_object(prim, vec![v], ty);
        }
        if let UnOp::Real | UnOp::Imag = op {
            let op = if op == UnOp::Real { pyxide_mir::UnOp::Real } else { pyxide_mir::UnOp::Imag };
            return self.b.value(ty, Rvalue::Unary(op, v)).into();
        }
        let v = self.cast(v, ty);
        match op {
            UnOp::Real | UnOp::Imag => v,
            UnOp::Pos => v,
            UnOp::Neg => {
                let signed = self.types().int_kind(ty).is_some_and(pyxide_types::IntKind::is_signed);
                if flags.overflowcheck && signed {
                    return self.c_binary(BinOp::Sub, Operand::int(0, ty), v, flags, ty);
                }
                match v {
                    Operand::Const(Const::Int(n, ty)) => Const::Int(-n, ty).into(),
                    Operand::Const(Const::Float(n, ty)) => Const::Float(-n, ty).into(),
                    v => self.b.value(ty, Rvalue::Unary(pyxide_mir::UnOp::Neg, v)).into(),
                }
            }
            UnOp::Invert => self.b.value(ty, Rvalue::Unary(pyxide_mir::UnOp::Invert, v)).into(),
        }
    }

    pub fn binary(&mut self, op: BinOp, a: &'a Expr, b: &'a Expr, flags: ArithFlags, ty: TypeId) -> Operand {
        if self.is_object(ty) {
            if let Some((prim, small)) = self.constant_operation(op, a.ty, b) {
                let left = self.object(a);
                return self.with_constant(prim, left, small, false);
            }
            let left = self.object_before(a, &[b]);
            let right = self.object(b);
            let plain = self.maybe_number(a.ty) && self.maybe_number(b.ty);
            if plain
                && (is_intermediate(a) || is_intermediate(b))
                && let Some(prim) = intermediate_operation(op)
            {
                return self.prim_object(prim, vec![left, right], ty);
            }
            return self.object_binary(op, left, right, ty, a.ty, plain);
        }
        let left = self.expr_before(a, &[b]);
        let right = self.expr(b);
        self.c_binary(op, left, right, flags, ty)
    }

    /// The operation on two objects. `numbers`: neither is known to be something else than a number.
    pub fn object_binary(
        &mut self,
        op: BinOp,
        left: Operand,
        right: Operand,
        ty: TypeId,
        left_ty: TypeId,
        numbers: bool,
    ) -> Operand {
        if numbers && let Some(prim) = number_operation(op) {
            return self.prim_object(prim, vec![left, right, Operand::int(0, Types::INT)], ty);
        }
        let prim = match op {
            BinOp::Add if ty == Types::STR && left_ty == Types::STR => Prim::StrConcat,
            BinOp::Mod if left_ty == Types::STR => Prim::StrMod,
            BinOp::Add => Prim::Add,
            BinOp::Sub => Prim::Sub,
            BinOp::Mul => Prim::Mul,
            BinOp::TrueDiv | BinOp::ClassicDiv => Prim::TrueDiv,
            BinOp::FloorDiv => Prim::FloorDiv,
            BinOp::Mod => Prim::Mod,
            BinOp::Pow => Prim::Pow,
            BinOp::MatMul => Prim::MatMul,
            BinOp::LShift => Prim::LShift,
            BinOp::RShift => Prim::RShift,
            BinOp::And => Prim::BitAnd,
            BinOp::Or => Prim::BitOr,
            BinOp::Xor => Prim::BitXor,
        };
        self.prim_object(prim, vec![left, right], ty)
    }

    /// `left op= right` on objects. `numbers`: neither is known to be something else than a number.
    pub fn object_inplace(
        &mut self,
        op: BinOp,
        left: Operand,
        right: Operand,
        ty: TypeId,
        numbers: bool,
    ) -> Operand {
        if numbers && let Some(prim) = number_operation(op) {
            return self.prim_object(prim, vec![left, right, Operand::int(1, Types::INT)], ty);
        }
        let prim = match op {
            BinOp::Add => Prim::IAdd,
            BinOp::Sub => Prim::ISub,
            BinOp::Mul => Prim::IMul,
            BinOp::TrueDiv | BinOp::ClassicDiv => Prim::ITrueDiv,
            BinOp::FloorDiv => Prim::IFloorDiv,
            BinOp::Mod => Prim::IMod,
            BinOp::Pow => Prim::IPow,
            BinOp::MatMul => Prim::IMatMul,
            BinOp::LShift => Prim::ILShift,
            BinOp::RShift => Prim::IRShift,
            BinOp::And => Prim::IBitAnd,
            BinOp::Or => Prim::IBitOr,
            BinOp::Xor => Prim::IBitXor,
        };
        self.prim_object(prim, vec![left, right], ty)
    }

    /// The primitive for `left op right` where the right side is a small integer constant, and its value.
    pub fn constant_operation(&self, op: BinOp, left_ty: TypeId, right: &Expr) -> Option<(Prim, i64)> {
        let small = self.small_int(right)?;
        let prim = match op {
            BinOp::Add => Prim::AddLong,
            BinOp::Sub => Prim::SubLong,
            BinOp::FloorDiv if small != 0 => Prim::FloorDivByLong,
            BinOp::Mod if small != 0 => Prim::ModByLong,
            BinOp::And => Prim::AndLong,
            BinOp::Or => Prim::OrLong,
            BinOp::Xor => Prim::XorLong,
            BinOp::LShift if small >= 0 => Prim::LShiftByLong,
            BinOp::RShift if small >= 0 => Prim::RShiftByLong,
            _ => return None,
        };
        self.maybe_number(left_ty).then_some((prim, small))
    }

    /// `left op small` with a constant.
    pub fn with_constant(&mut self, prim: Prim, left: Operand, small: i64, inplace: bool) -> Operand {
        let object = self.cx.int(small);
        let (small, inplace) =
            (Operand::int(small, Types::LONG), Operand::int(i64::from(inplace), Types::INT));
        self.prim(prim, vec![left, object, small, inplace])
    }

    /// An object that may be a number: unknown, or known to be `int` or `float`.
    pub fn maybe_number(&self, ty: TypeId) -> bool {
        matches!(ty, Types::OBJECT | Types::PY_INT | Types::PY_FLOAT) || !self.is_object(ty)
    }

    /// The value of a small integer constant, seen through its conversion to an object.
    pub fn small_int(&self, e: &Expr) -> Option<i64> {
        match &e.kind {
            E::Int(v) => v.to_i32().map(i64::from),
            E::Coerce(h::Coercion::ToObject | h::Coercion::Reinterpret, inner)
                if self.types().is_int(inner.ty) || self.is_object(inner.ty) =>
            {
                self.small_int(inner)
            }
            E::Unary(UnOp::Neg, inner, _) => self.small_int(inner).map(|v| -v),
            _ => None,
        }
    }
}

/// The primitive that tries `int` and `float` first.
fn number_operation(op: BinOp) -> Option<Prim> {
    Some(match op {
        BinOp::Add => Prim::AddFast,
        BinOp::Sub => Prim::SubFast,
        BinOp::Mul => Prim::MulFast,
        BinOp::TrueDiv | BinOp::ClassicDiv => Prim::TrueDivFast,
        _ => return None,
    })
}

/// The primitive that takes its operands over, to put a float result into one that nothing else refers to.
fn intermediate_operation(op: BinOp) -> Option<Prim> {
    Some(match op {
        BinOp::Add => Prim::AddTemps,
        BinOp::Sub => Prim::SubTemps,
        BinOp::Mul => Prim::MulTemps,
        BinOp::TrueDiv | BinOp::ClassicDiv => Prim::TrueDivTemps,
        _ => return None,
    })
}

/// The result of an operation, which only the expression around it sees.
fn is_intermediate(e: &Expr) -> bool {
    matches!(&e.kind, E::Binary(op, ..) if number_operation(*op).is_some())
}
