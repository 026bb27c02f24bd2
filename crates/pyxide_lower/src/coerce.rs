//! Conversions between types: [`Coercion`] nodes and the object/C conversions that lowering itself needs.
//!
//! Numbers, characters and C strings convert by primitives; structs, C arrays and C tuples by functions that
//! [`crate::convert`] makes.

use crate::convert::Conversion;
use crate::cx::FnCx;
use pyxide_hir::{Coercion, Expr, ExprKind as E};
use pyxide_mir::{self as m, Callee, Const, Operand, Place, RegKind, Rvalue};
use pyxide_types::{
    ArrayLen, BuiltinType, ComplexKind, FloatKind, IntKind, Layout, Origin, Prim, Type, TypeId, Types,
};

impl<'a> FnCx<'a, '_> {
    pub fn coerce_expr(&mut self, kind: Coercion, inner: &'a Expr, to: TypeId) -> Operand {
        if kind == Coercion::Truth {
            let v = self.expr(inner);
            let t = self.truth(v, inner.ty);
            return self.fit(t, Types::BINT, to);
        }
        if kind == Coercion::ToObject
            && let Some(v) = self.constant_object(inner, to)
        {
            return v;
        }
        if let Some(v) = self.char_array(inner, to) {
            return v;
        }
        let mut v = self.expr(inner);
        // Other code may bind the name anew while the pointer is used.
        if kind == Coercion::ObjectPointer && matches!(inner.kind, E::Global(_)) {
            v = self.keep(v);
        }
        self.coerce(kind, v, inner.ty, to)
    }

    /// A literal as a C array of characters, filled up with zeros.
    fn char_array(&mut self, inner: &Expr, to: TypeId) -> Option<Operand> {
        let Type::Array(item, ArrayLen::Known(n)) = *self.types().kind(to) else { return None };
        if !self.is_char(item) {
            return None;
        }
        let bytes = match &inner.kind {
            E::Bytes(bytes) | E::CString(bytes) => bytes.clone(),
            E::Str(pyxide_hir::Text::Utf8(text)) => text.as_bytes().to_vec(),
            _ => return None,
        };
        let items = (0..n as usize)
            .map(|i| Some(Operand::int(i64::from(bytes.get(i).copied().unwrap_or(0)), item)))
            .collect();
        let to = self.types().unqualified(to);
        Some(self.b.value(to, Rvalue::Aggregate(items)).into())
    }

    /// A C constant that becomes an object is an object constant.
    fn constant_object(&mut self, inner: &Expr, to: TypeId) -> Option<Operand> {
        match &inner.kind {
            E::Int(v) => match self.types().kind(inner.ty) {
                Type::Int(IntKind::Bint) => {
                    Some(if *v == 0.into() { Const::False } else { Const::True }.into())
                }
                Type::Int(k) if !matches!(k, IntKind::Ucs4 | IntKind::PyUnicode) && to != Types::PY_FLOAT => {
                    Some(self.cx.int(v.clone()))
                }
                _ => None,
            },
            E::Bool(b) if inner.ty == Types::BINT => Some(if *b { Const::True } else { Const::False }.into()),
            E::Float(v) if self.types().is_float(inner.ty) => {
                Some(self.cx.object(m::ConstObject::Float(v.to_bits())))
            }
            _ => None,
        }
    }

    /// Converts a value of type `from` to `to`.
    pub fn coerce(&mut self, kind: Coercion, v: Operand, from: TypeId, to: TypeId) -> Operand {
        match kind {
            Coercion::ToObject => self.to_object(v, from, to),
            Coercion::FromObject => self.convert_from_object(v, to),
            Coercion::Numeric | Coercion::Widened | Coercion::CCast => {
                if self.is_object(from) || self.is_object(to) {
                    return self.fit(v, from, to);
                }
                if let (Type::Complex(ComplexKind::Soft), Type::Float(_)) =
                    (self.types().kind(from), self.types().kind(to))
                {
                    let v = self.cast(v, Types::DOUBLE_COMPLEX);
                    let x = self.prim(Prim::SoftComplexDouble, vec![v]);
                    return self.cast(x, to);
                }
                self.cast(v, to)
            }
            Coercion::TypeTest { allow_none } => self.type_test(v, to, allow_none),
            Coercion::Reinterpret => self.narrow(v, to),
            Coercion::Truth => {
                let t = self.truth(v, from);
                self.fit(t, Types::BINT, to)
            }
            Coercion::ObjectPointer => {
                if matches!(v, Operand::Const(Const::Null(_))) {
                    return Const::Null(to).into();
                }
                self.b.value(to, Rvalue::Cast(v)).into()
            }
            Coercion::BytesData => {
                let v = self.keep(v);
                let prim = if self.is_wide_pointer(to) { Prim::AsWide } else { Prim::AsCharPtr };
                let data = self.prim(prim, vec![v]);
                self.cast(data, to)
            }
        }
    }

    /// The same object under another object type.
    fn narrow(&mut self, v: Operand, to: TypeId) -> Operand {
        let from = self.operand_type(&v);
        if from == to || !matches!(v, Operand::Reg(_)) || !self.is_object(to) {
            return v;
        }
        self.b.value(to, Rvalue::Cast(v)).into()
    }

    /// An object whose memory is used beyond its last mention lives until the function ends.
    fn keep(&mut self, v: Operand) -> Operand {
        match v.reg() {
            Some(r) if self.b.func.reg(r).kind == RegKind::Temp => {
                let ty = self.b.func.reg(r).ty;
                let kept = self.b.func.new_reg(ty, RegKind::User, None);
                self.b.assign(kept, Rvalue::Use(v));
                kept.into()
            }
            _ => v,
        }
    }

    /// Tests that an object has the type; the result has it.
    pub fn type_test(&mut self, v: Operand, to: TypeId, allow_none: bool) -> Operand {
        let none = Operand::int(i64::from(allow_none), Types::INT);
        match (self.types().kind(to).clone(), &v) {
            (Type::Builtin(_) | Type::Class(_), Operand::Const(Const::None)) if allow_none => return v,
            // Any number becomes an exact one.
            (Type::Builtin(b @ (BuiltinType::Int | BuiltinType::Float)), _) => {
                let prim = if b == BuiltinType::Int { Prim::PlainInt } else { Prim::PlainFloat };
                let number = self.prim(prim, vec![v, none]);
                return self.b.value(to, Rvalue::Cast(number)).into();
            }
            (Type::Builtin(b), _) => {
                let exact = Operand::int(i64::from(b.must_be_exact()), Types::INT);
                self.effect(Prim::BuiltinTest, vec![v.clone(), Const::BuiltinType(b).into(), exact, none]);
            }
            (Type::Class(c), _) => {
                let ty = self.cx.type_object(c);
                self.effect(Prim::TypeTest, vec![v.clone(), ty, none]);
            }
            _ => {}
        }
        self.narrow(v, to)
    }

    // ---- C to object

    pub fn to_object(&mut self, v: Operand, from: TypeId, to: TypeId) -> Operand {
        if self.is_object(from) {
            return v;
        }
        let target = self.types().kind(to).clone();
        match self.types().kind(from).clone() {
            Type::Void => Const::None.into(),
            Type::Error => Const::None.into(),
            Type::Int(kind) => {
                if let (Operand::Const(Const::Int(n, _)), false) =
                    (&v, matches!(kind, IntKind::Bint | IntKind::Ucs4 | IntKind::PyUnicode))
                {
                    return self.cx.int(n.clone());
                }
                if target == Type::Builtin(BuiltinType::Float) {
                    let d = self.cast(v, Types::DOUBLE);
                    return self.prim_object(Prim::FromDouble, vec![d], to);
                }
                if target == Type::Builtin(BuiltinType::Bool) {
                    let t = self.truth(v, from);
                    return self.from_number(Prim::FromBint, t, to);
                }
                self.int_to_object(kind, v, from, to)
            }
            Type::Enum(_) => {
                let v = self.cast(v, Types::LONG);
                self.from_number(Prim::FromLong, v, to)
            }
            Type::Float(_) => self.from_number(Prim::FromDouble, v, to),
            Type::Complex(ComplexKind::Soft) if self.types().kind(to) == &Type::Object => {
                self.from_number(Prim::FromSoftComplex, v, to)
            }
            Type::Complex(_) => self.from_number(Prim::FromComplex, v, to),
            Type::Ptr(item) => self.pointer_to_object(v, item, to),
            Type::Array(item, _) if self.is_char(item) || self.is_wide_pointer(from) => {
                self.pointer_to_object(v, item, to)
            }
            Type::Struct(_) | Type::CTuple(_) | Type::Array(..) => {
                if let Type::Array(_, ArrayLen::Unknown) = self.types().kind(from) {
                    let span = self.b.span;
                    return self.unsupported_value(span, "a C array of unknown length as an object", to);
                }
                let (f, by_address) = self.conversion(Conversion::ToObject, from);
                let v = if by_address {
                    let r = self.in_reg(v, from);
                    let ty = self.operand_type(&r.into());
                    if self.types().kind(ty) == self.types().kind(from) {
                        self.address(Place::reg(r), from)
                    } else {
                        // An array that decayed already.
                        let ptr = self.types_mut().ptr(from);
                        self.cast(r.into(), ptr)
                    }
                } else {
                    v
                };
                self.call(Callee::Func(f), vec![v], Types::OBJECT)
            }
            Type::Null => Const::None.into(),
            other => {
                let span = self.b.span;
                self.unsupported_value(span, format_args!("{} as an object", describe(&other)), to)
            }
        }
    }

    fn from_number(&mut self, prim: Prim, v: Operand, to: TypeId) -> Operand {
        let v = self.cast(v, prim.info().param(0).0);
        self.prim_object(prim, vec![v], to)
    }

    fn int_to_object(&mut self, kind: IntKind, v: Operand, from: TypeId, to: TypeId) -> Operand {
        use IntKind::*;
        if !matches!(kind, Bint | Ucs4 | PyUnicode) && self.types().layout(from) == Layout::Macro {
            let unsigned = self.is_unsigned(from);
            let from = self.types().unqualified(from);
            let wide = self.widened(v, from);
            let size = Const::SizeOf(from).into();
            return self.prim_object(Prim::FromIntSized, vec![wide, size, unsigned], to);
        }
        let prim = match kind {
            Bint => Prim::FromBint,
            Ucs4 | PyUnicode => Prim::FromUcs4,
            Char | SChar | UChar | Short | UShort | Int | Long => Prim::FromLong,
            UInt | ULong => Prim::FromULong,
            LongLong => Prim::FromLongLong,
            ULongLong => Prim::FromULongLong,
            PySsizeT | SsizeT | PtrdiffT | PyHashT => Prim::FromSsize,
            SizeT => Prim::FromSize,
            Wide => unreachable!("no value of the language has this type"),
        };
        self.from_number(prim, v, to)
    }

    /// 1 when a C integer type of unknown signedness is unsigned; the C compiler knows.
    pub fn is_unsigned(&mut self, ty: TypeId) -> Operand {
        let top = self.b.value(ty, Rvalue::Cast(Operand::int(-1, Types::INT)));
        let zero = self.b.value(ty, Rvalue::Cast(Operand::int(0, Types::INT)));
        let c = self.b.value(Types::BINT, Rvalue::Binary(m::BinOp::Gt, top.into(), zero.into()));
        self.cast(c.into(), Types::INT)
    }

    fn is_char(&self, ty: TypeId) -> bool {
        matches!(self.types().kind(ty), Type::Int(IntKind::Char | IntKind::SChar | IntKind::UChar))
    }

    /// A pointer to, or an array of, wide characters.
    fn is_wide_pointer(&self, ty: TypeId) -> bool {
        let t = self.types();
        t.pointee(ty).is_some_and(|to| t.int_kind(to) == Some(IntKind::PyUnicode))
    }

    fn pointer_to_object(&mut self, v: Operand, item: TypeId, to: TypeId) -> Operand {
        if self.is_char(item) {
            let p = self.cast(v, Types::CONST_CHAR_PTR);
            let size = Operand::int(-1, Types::SSIZE);
            // What has no type of its own takes that of the directives.
            let wanted = match self.types().kind(to) {
                Type::Object => Type::Builtin(self.cx.hir.c_strings.0),
                other => other.clone(),
            };
            return match wanted {
                Type::Builtin(BuiltinType::Str) => {
                    let null: Operand = Const::Null(Types::CONST_CHAR_PTR).into();
                    let encoding = match self.cx.hir.c_strings.1.as_str() {
                        "" => "utf-8",
                        name => name,
                    };
                    let encoding = Const::CStr(encoding.as_bytes().to_vec());
                    self.prim_object(Prim::Decode, vec![p, size, encoding.into(), null], to)
                }
                Type::Builtin(BuiltinType::ByteArray) => {
                    let bytes = self.prim(Prim::FromCharPtr, vec![p]);
                    let ty = Const::BuiltinType(BuiltinType::ByteArray).into();
                    self.prim_object(Prim::Call, vec![ty, bytes], to)
                }
                _ => self.prim_object(Prim::FromCharPtr, vec![p], Types::OBJECT),
            };
        }
        match self.types().kind(item).clone() {
            Type::Int(IntKind::PyUnicode) => {
                let p = self.cast(v, Types::VOID_PTR);
                self.prim_object(Prim::FromWide, vec![p], to)
            }
            Type::Struct(_) | Type::Array(..) => {
                let span = self.b.span;
                self.unsupported_value(span, "this pointer as an object", to)
            }
            other => {
                let span = self.b.span;
                self.unsupported_value(
                    span,
                    format_args!("a pointer to {} as an object", describe(&other)),
                    to,
                )
            }
        }
    }

    // ---- object to C

    pub fn convert_from_object(&mut self, v: Operand, to: TypeId) -> Operand {
        match self.types().kind(to).clone() {
            Type::Int(kind) => self.int_from_object(kind, v, to),
            Type::Enum(_) => self.sized_from_object(v, to),
            Type::Float(kind) => {
                if let Operand::Const(Const::Object(k)) = &v
                    && let m::ConstObject::Float(bits) = self.cx.m.consts[k.index()]
                {
                    return Const::Float(f64::from_bits(bits), to).into();
                }
                let x = self.prim(Prim::AsDouble, vec![v]);
                if kind == FloatKind::Double && to == Types::DOUBLE { x } else { self.cast(x, to) }
            }
            Type::Complex(_) => {
                let x = self.prim(Prim::AsComplex, vec![v]);
                self.cast(x, to)
            }
            Type::Ptr(item) if self.is_char(item) => {
                let v = self.keep(v);
                let p = self.prim(Prim::AsCharPtr, vec![v]);
                self.cast(p, to)
            }
            Type::Ptr(_) if self.is_wide_pointer(to) => {
                let v = self.keep(v);
                let p = self.prim(Prim::AsWide, vec![v]);
                self.cast(p, to)
            }
            Type::Struct(_) | Type::CTuple(_) | Type::Array(_, ArrayLen::Known(_)) => {
                let (f, _) = self.conversion(Conversion::FromObject, to);
                let unqualified = self.types().unqualified(to);
                let dst = self.b.temp(unqualified);
                let p = self.address(Place::reg(dst), unqualified);
                self.b.emit(m::OpKind::Call {
                    dst: None,
                    outs: vec![],
                    callee: Callee::Func(f),
                    args: vec![v, p],
                });
                dst.into()
            }
            Type::Error | Type::Void => v,
            _ if self.is_object(to) => v,
            other => {
                let span = self.b.span;
                self.unsupported_value(span, format_args!("an object as {}", describe(&other)), to)
            }
        }
    }

    fn int_from_object(&mut self, kind: IntKind, v: Operand, to: TypeId) -> Operand {
        use IntKind::*;
        let prim = match kind {
            Bint => {
                let t = self.truth(v, Types::OBJECT);
                return self.cast(t, to);
            }
            Ucs4 => Prim::AsUcs4,
            PyUnicode => Prim::AsPyUnicode,
            _ if self.types().layout(to) == Layout::Macro => return self.sized_from_object(v, to),
            Int => Prim::AsInt,
            UInt => Prim::AsUInt,
            Long => Prim::AsLong,
            ULong => Prim::AsULong,
            LongLong => Prim::AsLongLong,
            ULongLong => Prim::AsULongLong,
            PySsizeT => Prim::AsSsize,
            SizeT => Prim::AsSize,
            PyHashT => Prim::AsHash,
            Char | SChar | UChar | Short | UShort | SsizeT | PtrdiffT | Wide => {
                return self.sized_from_object(v, to);
            }
        };
        let x = self.prim(prim, vec![v]);
        self.cast(x, to)
    }

    /// The C name of a typedef of the module's own says nothing to its users: what it stands for does.
    fn without_own_typedefs(&self, mut ty: TypeId) -> TypeId {
        while let Type::Typedef(t) = self.types().get(ty)
            && self.types().typedefs[t.index()].origin != Origin::Extern
        {
            ty = self.types().unqualified(self.types().typedefs[t.index()].base);
        }
        ty
    }

    /// An integer of a type whose width, sign or name the conversion is told.
    fn sized_from_object(&mut self, v: Operand, to: TypeId) -> Operand {
        let unqualified = self.types().unqualified(to);
        // Only C knows which integer stands for an enum.
        let layout = match self.types().kind(unqualified) {
            Type::Enum(_) => Layout::Macro,
            _ => self.types().layout(to),
        };
        let signed = match layout {
            Layout::Macro => {
                let unsigned = self.is_unsigned(unqualified);
                let not = self.b.value(Types::BINT, Rvalue::Unary(m::UnOp::Not, unsigned));
                self.cast(not.into(), Types::INT)
            }
            _ => {
                let signed = self.types().int_kind(to).is_none_or(IntKind::is_signed);
                Operand::int(i64::from(signed), Types::INT)
            }
        };
        let size: Operand = match layout {
            Layout::Known { size, .. } => Operand::int(size as i64, Types::INT),
            _ => self.b.value(Types::INT, Rvalue::Cast(Const::SizeOf(unqualified).into())).into(),
        };
        let name = pyxide_types::cdecl::type_name(self.types(), self.without_own_typedefs(unqualified));
        let x = self.prim(Prim::AsIntSized, vec![v, size, signed, Const::CStr(name.into_bytes()).into()]);
        self.b.value(unqualified, Rvalue::Cast(x)).into()
    }
}

/// What a type is, for messages.
fn describe(ty: &Type) -> &'static str {
    match ty {
        Type::Ptr(_) => "a pointer",
        Type::Array(..) => "a C array",
        Type::Func(_) => "a C function",
        Type::Struct(_) => "a struct",
        Type::MemoryView(..) => "a memoryview",
        Type::Cpp(_) => "a C++ value",
        Type::Fused(_) => "a fused type",
        Type::Void => "void",
        _ => "this type",
    }
}
