//! Conversions of constants, done when the module is compiled.
//!
//! ```text
//! Int(1): long     → object    Int(1): object
//! Str("a")         → char *    CString("a")
//! Str("a")         → char      Int(97): char
//! ```

use super::types::{self, display};
use super::{Body, mk};
use num_traits::ToPrimitive;
use pyxide_hir::{Expr, ExprKind, Text};
use pyxide_types::{IntKind, Type, TypeId, Types};

impl Body<'_, '_, '_> {
    /// Converts a constant without leaving a conversion for run time.
    pub(super) fn coerce_constant(&mut self, e: Expr, to: TypeId) -> Result<Expr, Expr> {
        let t = self.types();
        let span = e.span;
        let from_object = t.is_object(e.ty);
        let done = |kind: ExprKind| Ok(mk(span, to, kind));
        match &e.kind {
            ExprKind::Int(n) if !from_object => match t.kind(to) {
                Type::Int(pyxide_types::IntKind::Bint) => return done(ExprKind::Bool(*n != 0.into())),
                Type::Int(k) => {
                    let exact = !matches!(t.layout(to), pyxide_types::Layout::Macro);
                    let wrapped = super::constant::wrap(n, *k);
                    // Of a width that only C knows, small values are safe.
                    if exact || *n >= 0.into() && *n <= 127.into() {
                        return done(ExprKind::Int(wrapped));
                    }
                }
                Type::Enum(_) => return done(ExprKind::Int(n.clone())),
                Type::Float(_) => return done(ExprKind::Float(n.to_f64().unwrap_or(f64::INFINITY))),
                Type::Object | Type::Builtin(pyxide_types::BuiltinType::Int)
                    if !types::is_unicode_char(t, e.ty) =>
                {
                    return done(ExprKind::Int(n.clone()));
                }
                Type::Builtin(pyxide_types::BuiltinType::Float) => {
                    return done(ExprKind::Float(n.to_f64().unwrap_or(f64::INFINITY)));
                }
                _ => {}
            },
            ExprKind::Int(n) if to == Types::OBJECT => return done(ExprKind::Int(n.clone())),
            ExprKind::Int(n)
                if t.is_int(to)
                    && !types::is_bint(t, to)
                    && (n.to_i64().is_some() || !matches!(t.layout(to), pyxide_types::Layout::Macro)) =>
            {
                // A literal beyond C's `long`.
                return done(ExprKind::Int(n.clone()));
            }
            ExprKind::Int(n) if t.is_float(to) => {
                return done(ExprKind::Float(n.to_f64().unwrap_or(f64::INFINITY)));
            }
            ExprKind::Float(x) => match t.kind(to) {
                Type::Float(_) | Type::Object | Type::Builtin(pyxide_types::BuiltinType::Float) => {
                    return done(ExprKind::Float(*x));
                }
                Type::Int(pyxide_types::IntKind::Bint) => return done(ExprKind::Bool(*x != 0.0)),
                _ => {}
            },
            ExprKind::Bool(b) => match t.kind(to) {
                Type::Object | Type::Builtin(pyxide_types::BuiltinType::Bool) => {
                    return done(ExprKind::Bool(*b));
                }
                Type::Builtin(pyxide_types::BuiltinType::Int) => return done(ExprKind::Bool(*b)),
                Type::Int(pyxide_types::IntKind::Bint) => return done(ExprKind::Bool(*b)),
                Type::Int(_) | Type::Enum(_) => return done(ExprKind::Int((*b as i32).into())),
                Type::Float(_) => return done(ExprKind::Float(*b as i32 as f64)),
                _ => {}
            },
            ExprKind::Imaginary(x) => match t.kind(to) {
                Type::Complex(_) | Type::Object | Type::Builtin(pyxide_types::BuiltinType::Complex) => {
                    return done(ExprKind::Imaginary(*x));
                }
                _ => {}
            },
            ExprKind::None => {
                if t.is_object(to) {
                    return done(ExprKind::None);
                }
                match t.kind(to) {
                    Type::Int(pyxide_types::IntKind::Bint) => return done(ExprKind::Bool(false)),
                    Type::MemoryView(..) => {}
                    _ => {
                        let message = format!("Cannot assign None to {}", display(t, to));
                        return Ok(self.type_error(span, message));
                    }
                }
            }
            ExprKind::Null if matches!(t.kind(to), Type::Ptr(_)) => return done(ExprKind::Null),
            ExprKind::Str(text) => return self.coerce_text(text.clone(), e, to),
            ExprKind::Bytes(bytes) => match t.kind(to) {
                Type::Object => return done(ExprKind::Bytes(bytes.clone())),
                Type::Ptr(p) if types::is_char(t, *p) || t.is_void(*p) => {
                    return done(ExprKind::CString(bytes.clone()));
                }
                Type::Int(IntKind::Ucs4 | IntKind::PyUnicode) if bytes.len() == 1 => {
                    return Ok(self.type_error(
                        span,
                        "Bytes literals cannot coerce to Py_UNICODE/Py_UCS4, use a unicode literal instead.",
                    ));
                }
                Type::Int(_) if bytes.len() == 1 => return done(ExprKind::Int(bytes[0].into())),
                Type::Int(k) if *k != pyxide_types::IntKind::Bint => {
                    return Ok(self.type_error(
                        span,
                        "Only single-character string literals can be coerced into ints.",
                    ));
                }
                Type::Builtin(pyxide_types::BuiltinType::Str) => {
                    return Ok(self.type_error(
                        span,
                        "Cannot convert 'bytes' object to str implicitly, decoding required",
                    ));
                }
                _ => {}
            },
            ExprKind::Ellipsis | ExprKind::NotImplemented if to == Types::OBJECT => {
                return Ok(Expr { ty: to, ..e });
            }
            _ => {}
        }
        Err(e)
    }

    pub(super) fn coerce_text(&mut self, text: Text, e: Expr, to: TypeId) -> Result<Expr, Expr> {
        let t = self.types();
        let span = e.span;
        let done = |kind: ExprKind| Ok(mk(span, to, kind));
        match t.kind(to) {
            Type::Object => return done(ExprKind::Str(text)),
            Type::Int(pyxide_types::IntKind::Ucs4 | pyxide_types::IntKind::PyUnicode) => {
                return match text.single_char() {
                    Some(c) => done(ExprKind::Int(c.into())),
                    None => Ok(self.type_error(
                        span,
                        "Only single-character Unicode string literals or surrogate pairs can be coerced into \
                         Py_UCS4/Py_UNICODE.",
                    )),
                };
            }
            Type::Int(k) if *k != pyxide_types::IntKind::Bint => {
                if let Text::Utf8(s) = &text
                    && let [byte] = s.as_bytes()
                {
                    return done(ExprKind::Int((*byte).into()));
                }
                return Ok(
                    self.type_error(span, "Only single-character string literals can be coerced into ints.")
                );
            }
            Type::Ptr(p) if types::is_char(t, *p) || t.is_void(*p) => {
                if let Text::Utf8(s) = &text {
                    return done(ExprKind::CString(s.as_bytes().to_vec()));
                }
            }
            Type::Builtin(pyxide_types::BuiltinType::Bytes | pyxide_types::BuiltinType::ByteArray) => {
                return Ok(self.type_error(
                    span,
                    "Cannot convert Unicode string to 'bytes' implicitly, encoding required.",
                ));
            }
            _ => {}
        }
        Err(e)
    }
}
