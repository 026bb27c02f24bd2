//! C arithmetic: the operators on C numbers and pointers, with Python's division, zero checks and overflow checks.
//!
//! Pure computations stay single assignments, which the C back end folds into expressions. Checks are branches to cold
//! blocks that raise.

use crate::cx::FnCx;
use num_traits::ToPrimitive;
use pyxide_hir::{ArithFlags, BinOp};
use pyxide_mir::{self as m, Const, Hint, Operand, Rvalue, Terminator};
use pyxide_types::{ComplexKind, IntKind, Layout, Prim, Type, TypeId, Types};

impl FnCx<'_, '_> {
    /// The operation in the C type `ty`.
    pub fn c_binary(
        &mut self,
        op: BinOp,
        left: Operand,
        right: Operand,
        flags: ArithFlags,
        ty: TypeId,
    ) -> Operand {
        let kind = self.types().kind(ty).clone();
        match kind {
            Type::Float(_) => {
                let (l, r) = (self.cast(left, ty), self.cast(right, ty));
                self.float_binary(op, l, r, flags, ty)
            }
            Type::Complex(_) => {
                let (l, r) = (self.cast(left, ty), self.cast(right, ty));
                self.complex_binary(op, l, r, flags, ty)
            }
            Type::Ptr(_) | Type::Array(..) => {
                let op = if op == BinOp::Sub { m::BinOp::Sub } else { m::BinOp::Add };
                self.b.value(ty, Rvalue::Binary(op, left, right)).into()
            }
            _ => {
                let pointers = {
                    let (l, r) = (self.operand_type(&left), self.operand_type(&right));
                    self.types().is_pointer(l) && self.types().is_pointer(r)
                };
                if pointers {
                    return self.b.value(ty, Rvalue::Binary(m::BinOp::Sub, left, right)).into();
                }
                let left = self.cast(left, ty);
                let right =
                    if matches!(op, BinOp::LShift | BinOp::RShift) { right } else { self.cast(right, ty) };
                self.int_binary(op, left, right, flags, ty)
            }
        }
    }

    fn int_binary(&mut self, op: BinOp, l: Operand, r: Operand, flags: ArithFlags, ty: TypeId) -> Operand {
        let signed = self.types().int_kind(ty).is_none_or(IntKind::is_signed);
        let plain = |op| Rvalue::Binary(op, l.clone(), r.clone());
        let unknown_width = self.types().layout(ty) == Layout::Macro;
        if flags.overflowcheck && unknown_width {
            self.check_wide_overflow(op, &l, &r, ty);
        } else if flags.overflowcheck {
            let prim = match (op, signed) {
                (BinOp::Add, true) => Some(Prim::AddOverflows),
                (BinOp::Sub, true) => Some(Prim::SubOverflows),
                (BinOp::Mul, true) => Some(Prim::MulOverflows),
                (BinOp::LShift, true) => Some(Prim::ShlOverflows),
                (BinOp::Add, false) => Some(Prim::AddOverflowsU),
                (BinOp::Sub, false) => Some(Prim::SubOverflowsU),
                (BinOp::Mul, false) => Some(Prim::MulOverflowsU),
                (BinOp::LShift, false) => Some(Prim::ShlOverflowsU),
                _ => None,
            };
            if let Some(prim) = prim {
                let wide = if signed { Types::LONG_LONG } else { Types::ULONG_LONG };
                let (a, b) = (self.cast(l.clone(), wide), self.cast(r.clone(), wide));
                let overflows = self.prim(prim, vec![a, b, Const::SizeOf(ty).into()]);
                self.raise_if(overflows, Prim::RaiseOverflow, "value too large");
            }
        }
        let value = match op {
            BinOp::Add => plain(m::BinOp::Add),
            BinOp::Sub => plain(m::BinOp::Sub),
            BinOp::Mul => plain(m::BinOp::Mul),
            BinOp::And => plain(m::BinOp::And),
            BinOp::Or => plain(m::BinOp::Or),
            BinOp::Xor => plain(m::BinOp::Xor),
            BinOp::LShift => plain(m::BinOp::Shl),
            BinOp::RShift => plain(m::BinOp::Shr),
            BinOp::TrueDiv | BinOp::ClassicDiv | BinOp::FloorDiv | BinOp::Mod => {
                return self.int_division(op, l, r, flags, ty, signed);
            }
            BinOp::Pow if unknown_width => return self.wide_prim(Prim::PowWide, l, r, ty),
            BinOp::Pow => {
                let (prim, wide) = if signed {
                    (Prim::PowLLong, Types::LONG_LONG)
                } else {
                    (Prim::PowULLong, Types::ULONG_LONG)
                };
                let (a, b) = (self.cast(l, wide), self.cast(r, wide));
                let v = self.prim(prim, vec![a, b]);
                return self.cast(v, ty);
            }
            BinOp::MatMul => {
                let span = self.b.span;
                return self.unsupported_value(span, "`@` on C numbers", ty);
            }
        };
        self.b.value(ty, value).into()
    }

    fn int_division(
        &mut self,
        op: BinOp,
        l: Operand,
        r: Operand,
        flags: ArithFlags,
        ty: TypeId,
        signed: bool,
    ) -> Operand {
        let constant = match &r {
            Operand::Const(Const::Int(v, _)) => v.to_i64(),
            _ => None,
        };
        let is_mod = op == BinOp::Mod;
        let c_op = if is_mod { m::BinOp::Rem } else { m::BinOp::Div };
        if !flags.cdivision && constant.is_none_or(|v| v == 0) {
            let zero =
                self.b.value(Types::BINT, Rvalue::Binary(m::BinOp::Eq, r.clone(), Operand::int(0, ty)));
            self.raise_if(zero.into(), Prim::RaiseZeroDivision, "integer division or modulo by zero");
        }
        if !flags.cdivision && signed && !is_mod && constant.is_none_or(|v| v == -1) {
            self.check_min_division(&l, &r, ty);
        }
        // Truncation and floor agree for unsigned operands.
        if flags.cdivision || !signed {
            return self.b.value(ty, Rvalue::Binary(c_op, l, r)).into();
        }
        if self.types().layout(ty) == Layout::Macro {
            return self.wide_prim(if is_mod { Prim::ModWide } else { Prim::FloorDivWide }, l, r, ty);
        }
        let fits_long = matches!(self.types().layout(ty), Layout::Known { size, .. } if size <= 8)
            && !matches!(self.types().int_kind(ty), Some(IntKind::LongLong));
        let (prim, wide) = match (is_mod, fits_long) {
            (false, true) => (Prim::FloorDivLong, Types::LONG),
            (false, false) => (Prim::FloorDivLLong, Types::LONG_LONG),
            (true, true) => (Prim::ModLong, Types::LONG),
            (true, false) => (Prim::ModLLong, Types::LONG_LONG),
        };
        let (a, b) = (self.cast(l, wide), self.cast(r, wide));
        let v = self.prim(prim, vec![a, b]);
        self.cast(v, ty)
    }

    /// The smallest value divided by -1 does not fit.
    fn check_min_division(&mut self, l: &Operand, r: &Operand, ty: TypeId) {
        let Layout::Known { size, .. } = self.types().layout(ty) else {
            let (a, b) = (self.widened(l.clone(), ty), self.widened(r.clone(), ty));
            let overflows = self.prim(Prim::DivOverflowsWide, vec![a, b, Const::SizeOf(ty).into()]);
            self.raise_if(overflows, Prim::RaiseOverflow, "value too large to perform division");
            return;
        };
        if size < 4 {
            return;
        }
        let min = Const::Int(-(num_bigint::BigInt::from(1) << (8 * size - 1)), ty);
        let minus_one =
            self.b.value(Types::BINT, Rvalue::Binary(m::BinOp::Eq, r.clone(), Operand::int(-1, ty)));
        let is_min = self.b.value(Types::BINT, Rvalue::Binary(m::BinOp::Eq, l.clone(), min.into()));
        let both = self.b.value(Types::BINT, Rvalue::Binary(m::BinOp::And, minus_one.into(), is_min.into()));
        self.raise_if(both.into(), Prim::RaiseOverflow, "value too large to perform division");
    }

    /// An operation on a type whose width only C knows.
    fn wide_prim(&mut self, prim: Prim, l: Operand, r: Operand, ty: TypeId) -> Operand {
        let (a, b) = (self.widened(l, ty), self.widened(r, ty));
        let v = self.prim(prim, vec![a, b, Const::SizeOf(ty).into()]);
        self.b.value(ty, Rvalue::Cast(v)).into()
    }

    /// A value of a type whose width only C knows, as the widest integer. C may have computed it in a wider type.
    pub fn widened(&mut self, v: Operand, ty: TypeId) -> Operand {
        let computed = v.reg().is_some_and(|r| self.b.func.reg(r).kind == m::RegKind::Temp);
        let v = if computed { self.b.value(ty, Rvalue::Cast(v)).into() } else { v };
        self.cast(v, Types::WIDE)
    }

    fn check_wide_overflow(&mut self, op: BinOp, l: &Operand, r: &Operand, ty: TypeId) {
        let code = match op {
            BinOp::Add => 0,
            BinOp::Sub => 1,
            BinOp::Mul => 2,
            BinOp::LShift => 3,
            _ => return,
        };
        let unsigned = self.is_unsigned(ty);
        let (a, b) = (self.widened(l.clone(), ty), self.widened(r.clone(), ty));
        let args = vec![Operand::int(code, Types::INT), a, b, Const::SizeOf(ty).into(), unsigned];
        let overflows = self.prim(Prim::OverflowsWide, args);
        self.raise_if(overflows, Prim::RaiseOverflow, "value too large");
    }

    fn float_binary(&mut self, op: BinOp, l: Operand, r: Operand, flags: ArithFlags, ty: TypeId) -> Operand {
        let c_op = match op {
            BinOp::Add => m::BinOp::Add,
            BinOp::Sub => m::BinOp::Sub,
            BinOp::Mul => m::BinOp::Mul,
            BinOp::TrueDiv | BinOp::ClassicDiv => {
                self.float_zero_check(&r, ty, flags, "float division");
                m::BinOp::Div
            }
            BinOp::FloorDiv | BinOp::Mod => {
                let what = if op == BinOp::Mod { "float divmod()" } else { "float division" };
                self.float_zero_check(&r, ty, flags, what);
                if op == BinOp::Mod && flags.cdivision {
                    return self.b.value(ty, Rvalue::Binary(m::BinOp::Rem, l, r)).into();
                }
                let prim = if op == BinOp::Mod { Prim::ModDouble } else { Prim::FloorDivDouble };
                return self.double_prim(prim, l, r, ty);
            }
            BinOp::Pow => return self.double_prim(Prim::PowDouble, l, r, ty),
            _ => {
                let span = self.b.span;
                return self.unsupported_value(span, "this operator on C floats", ty);
            }
        };
        self.b.value(ty, Rvalue::Binary(c_op, l, r)).into()
    }

    fn double_prim(&mut self, prim: Prim, l: Operand, r: Operand, ty: TypeId) -> Operand {
        let (a, b) = (self.cast(l, Types::DOUBLE), self.cast(r, Types::DOUBLE));
        let v = self.prim(prim, vec![a, b]);
        self.cast(v, ty)
    }

    fn float_zero_check(&mut self, r: &Operand, ty: TypeId, flags: ArithFlags, what: &str) {
        if flags.cdivision || matches!(r, Operand::Const(Const::Float(v, _)) if *v != 0.0) {
            return;
        }
        let zero =
            self.b.value(Types::BINT, Rvalue::Binary(m::BinOp::Eq, r.clone(), Const::Float(0.0, ty).into()));
        self.raise_if(zero.into(), Prim::RaiseZeroDivision, what);
    }

    fn complex_binary(
        &mut self,
        op: BinOp,
        l: Operand,
        r: Operand,
        flags: ArithFlags,
        ty: TypeId,
    ) -> Operand {
        let c_op = match op {
            BinOp::Add => m::BinOp::Add,
            BinOp::Sub => m::BinOp::Sub,
            BinOp::Mul => m::BinOp::Mul,
            BinOp::TrueDiv | BinOp::ClassicDiv => {
                self.float_zero_check(&r, ty, flags, "float division");
                if matches!(self.types().kind(ty), Type::Complex(ComplexKind::Int(_))) {
                    let (a, b) = (self.cast(l, Types::LONG_COMPLEX), self.cast(r, Types::LONG_COMPLEX));
                    let v = self.prim(Prim::DivIntComplex, vec![a, b]);
                    return self.cast(v, ty);
                }
                m::BinOp::Div
            }
            BinOp::Pow => {
                let (a, b) = (self.cast(l, Types::DOUBLE_COMPLEX), self.cast(r, Types::DOUBLE_COMPLEX));
                let v = self.prim(Prim::PowComplex, vec![a, b]);
                return self.cast(v, ty);
            }
            _ => {
                let span = self.b.span;
                return self.unsupported_value(span, "this operator on C complex numbers", ty);
            }
        };
        self.b.value(ty, Rvalue::Binary(c_op, l, r)).into()
    }

    /// Raises by a primitive with a message when the condition holds.
    pub fn raise_if(&mut self, cond: Operand, prim: Prim, message: &str) {
        let (bad, good) = (self.b.new_block(), self.b.new_block());
        self.branch_hint(cond, bad, good, Hint::Unlikely);
        self.b.start(bad);
        self.effect(prim, vec![Const::CStr(message.as_bytes().to_vec()).into()]);
        self.b.terminate(Terminator::Unwind);
        self.b.start(good);
    }
}
