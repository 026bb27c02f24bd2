//! The type that a C compiler computes integers in, where it is narrower than the one that the language gives the
//! result.
//!
//! An integer literal is a `long` in this language, and so is its sum with an `unsigned int`. In C the literal is an `int`
//! and the sum an `unsigned int`, which wraps. Programs see what C computes: with `unsigned int u = 3`, the value of
//! `u - 8` is 4294967291, and `u << 31` keeps 32 bits. Signed types need no such care: what would not fit in the narrower
//! one is undefined in C.
//!
//! ```text
//! u - 8         sub(u, 8):unsigned int, widened to long
//! u - 8 > i     compared as unsigned int, as C compares `unsigned int` and `int`
//! u - -8        a negative literal is a long in C also
//! ```

use super::{Body, mk, types};
use pyxide_hir::{BinOp, Coercion, Expr, ExprKind};
use pyxide_types::{EnumDef, Origin, Type, TypeId, Types};

fn is_unsigned_enum(def: &EnumDef) -> bool {
    let own = def.origin != Origin::Extern && def.underlying == Types::INT;
    own && !def.items.is_empty()
        && def.items.iter().all(|item| item.value.is_some_and(|v| (0..=u32::MAX.into()).contains(&v)))
}

impl Body<'_, '_, '_> {
    /// The type that C gives an integer expression.
    fn machine_type(&mut self, e: &Expr) -> TypeId {
        match &e.kind {
            ExprKind::Int(n) if e.ty == Types::LONG && *n >= 0.into() && *n <= i32::MAX.into() => Types::INT,
            ExprKind::Coerce(Coercion::Widened, inner) => inner.ty,
            _ => {
                let t = &mut self.cx.types;
                let ty = t.unqualified(e.ty);
                // C compilers take an unsigned integer for an enum without negative items; an item itself is an int.
                if let Type::Enum(id) = t.kind(ty)
                    && !e.is_constant()
                    && is_unsigned_enum(&t.enums[id.index()])
                {
                    return Types::UINT;
                }
                types::promote(t, ty)
            }
        }
    }

    fn is_unsigned_int(&self, ty: TypeId) -> bool {
        *self.types().kind(ty) == Type::Int(pyxide_types::IntKind::UInt)
    }

    /// `unsigned int`, if C computes or compares two integers in it.
    pub(super) fn machine_common(&mut self, left: &Expr, right: &Expr) -> Option<TypeId> {
        let (a, b) = (self.machine_type(left), self.machine_type(right));
        let joins = |body: &Self, ty: TypeId| ty == Types::INT || body.is_unsigned_int(ty);
        let found = (self.is_unsigned_int(a) || self.is_unsigned_int(b)) && joins(self, a) && joins(self, b);
        found.then_some(Types::UINT)
    }

    /// The narrower type in which C computes an operation whose result has type `ty`.
    pub(super) fn machine_operation(
        &mut self,
        op: BinOp,
        left: &Expr,
        right: &Expr,
        ty: TypeId,
    ) -> Option<TypeId> {
        if !self.types().is_int(ty) || self.is_unsigned_int(ty) {
            return None;
        }
        let checked = self.dirs.overflowcheck();
        let narrow = match op {
            BinOp::Add | BinOp::Sub | BinOp::Mul if !checked => self.machine_common(left, right),
            BinOp::And | BinOp::Or | BinOp::Xor => self.machine_common(left, right),
            BinOp::LShift if !checked => {
                let shifted = self.machine_type(left);
                self.is_unsigned_int(shifted).then_some(Types::UINT)
            }
            _ => None,
        };
        narrow.filter(|_| self.types().is_int(left.ty) && self.types().is_int(right.ty))
    }

    /// The operand of a sign as C takes it: the narrower value of a widened operation.
    pub(super) fn machine_operand(&mut self, value: Expr) -> (Expr, Option<TypeId>) {
        match value.kind {
            ExprKind::Coerce(Coercion::Widened, inner) => (*inner, Some(value.ty)),
            kind => (Expr { kind, ..value }, None),
        }
    }

    /// The result of a narrower operation, as a value of the language's type.
    pub(super) fn widened(&self, value: Expr, ty: TypeId) -> Expr {
        mk(value.span, ty, ExprKind::Coerce(Coercion::Widened, Box::new(value)))
    }
}
