//! Arithmetic on constants at compile time.
//!
//! Only what gives the same value as at run time is folded: integers of any size (as Python computes them, while the
//! result still fits the C type that the operation has), floats where nothing can fail, and text or bytes joined by
//! `+` or repeated by a small `*`.

use super::mk;
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};
use pyxide_hir::{BinOp, Expr, ExprKind, Text, UnOp};
use pyxide_types::{IntKind, TypeId, Types};

/// Folds `left op right` into a constant of type `ty`.
pub fn binary(op: BinOp, left: &Expr, right: &Expr, ty: TypeId) -> Option<Expr> {
    let span = left.span.to(right.span);
    if let (ExprKind::Int(a), ExprKind::Int(b)) = (&left.kind, &right.kind) {
        return Some(mk(span, ty, ExprKind::Int(integer(op, a, b)?)));
    }
    if let (ExprKind::Float(a), ExprKind::Float(b)) = (&left.kind, &right.kind) {
        let value = match op {
            BinOp::Add => a + b,
            BinOp::Sub => a - b,
            BinOp::Mul => a * b,
            BinOp::TrueDiv if *b != 0.0 => a / b,
            _ => return None,
        };
        return value.is_finite().then(|| mk(span, ty, ExprKind::Float(value)));
    }
    if op == BinOp::Add {
        match (&left.kind, &right.kind) {
            (ExprKind::Str(Text::Utf8(a)), ExprKind::Str(Text::Utf8(b))) => {
                return Some(mk(span, ty, ExprKind::Str(Text::Utf8(format!("{a}{b}").into()))));
            }
            (ExprKind::Bytes(a), ExprKind::Bytes(b)) => {
                return Some(mk(span, ty, ExprKind::Bytes([a.as_slice(), b].concat())));
            }
            _ => {}
        }
    }
    if op == BinOp::Mul {
        let count = |e: &Expr| match &e.kind {
            ExprKind::Int(n) => n.to_usize().filter(|&n| n <= 256),
            _ => None,
        };
        match (&left.kind, count(right)) {
            (ExprKind::Str(Text::Utf8(s)), Some(n)) if s.len() * n <= 256 => {
                return Some(mk(span, ty, ExprKind::Str(Text::Utf8(s.repeat(n).into()))));
            }
            (ExprKind::Bytes(s), Some(n)) if s.len() * n <= 256 => {
                return Some(mk(span, ty, ExprKind::Bytes(s.repeat(n))));
            }
            _ => {}
        }
    }
    None
}

/// Integer arithmetic as Python does it; `None` where it would raise or grow without bounds.
pub fn integer(op: BinOp, a: &BigInt, b: &BigInt) -> Option<BigInt> {
    Some(match op {
        BinOp::Add => a + b,
        BinOp::Sub => a - b,
        BinOp::Mul if a.bits() + b.bits() < 4096 => a * b,
        BinOp::FloorDiv | BinOp::ClassicDiv if !b.is_zero() => floor_div(a, b),
        BinOp::Mod if !b.is_zero() => a - floor_div(a, b) * b,
        BinOp::Pow if !b.is_negative() => {
            let n = b.to_u32().filter(|&n| a.bits() * n as u64 <= 4096)?;
            a.pow(n)
        }
        BinOp::LShift => a << b.to_u32().filter(|&n| n <= 4096)?,
        BinOp::RShift => a >> b.to_u32().filter(|&n| n <= 4096)?,
        BinOp::And => a & b,
        BinOp::Or => a | b,
        BinOp::Xor => a ^ b,
        _ => return None,
    })
}

fn floor_div(a: &BigInt, b: &BigInt) -> BigInt {
    let (q, r) = (a / b, a % b);
    if !r.is_zero() && r.is_negative() != b.is_negative() { q - 1 } else { q }
}

/// Folds a unary operator.
pub fn unary(op: UnOp, e: &Expr, ty: TypeId) -> Option<Expr> {
    let kind = match (&e.kind, op) {
        (ExprKind::Int(n), UnOp::Neg) => ExprKind::Int(-n),
        (ExprKind::Int(n), UnOp::Invert) => ExprKind::Int(-(n + BigInt::from(1))),
        (ExprKind::Int(n), UnOp::Pos) => ExprKind::Int(n.clone()),
        (ExprKind::Float(x), UnOp::Neg) => ExprKind::Float(-x),
        (ExprKind::Float(x), UnOp::Pos) => ExprKind::Float(*x),
        (ExprKind::Imaginary(x), UnOp::Pos) => ExprKind::Imaginary(*x),
        _ => return None,
    };
    Some(mk(e.span, ty, kind))
}

/// The value that C converts the integer to.
pub fn wrap(n: &BigInt, kind: IntKind) -> BigInt {
    let modulus = BigInt::from(1) << (8 * kind.size() as u32);
    let mut value = n % &modulus;
    if value.is_negative() {
        value += &modulus;
    }
    if kind.is_signed() && value >= (&modulus >> 1u32) { value - modulus } else { value }
}

/// The type of an integer constant that a program writes: `long` while it fits 32 bits, else a Python integer.
pub fn literal_type(n: &BigInt) -> TypeId {
    match n.to_i64() {
        Some(v) if i32::try_from(v).is_ok() => Types::LONG,
        _ => Types::PY_INT,
    }
}
