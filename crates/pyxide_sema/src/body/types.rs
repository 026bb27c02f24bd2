//! Questions about types that only sema asks: common types, usual conversions.
//!
//! The rules of C arithmetic are here as the language has them: integer literals are `long`, `bint` joins no other
//! integer, `Py_UCS4` is text rather than a number.

use pyxide_types::{ArrayLen, BuiltinType, ComplexKind, FloatKind, IntKind, Type, TypeId, Types};

pub use pyxide_types::display::display;

/// A C integer that is a Unicode character.
pub fn is_unicode_char(types: &Types, ty: TypeId) -> bool {
    matches!(types.kind(ty), Type::Int(IntKind::Ucs4 | IntKind::PyUnicode))
}

pub fn is_bint(types: &Types, ty: TypeId) -> bool {
    matches!(types.kind(ty), Type::Int(IntKind::Bint))
}

/// Whether all members of a union can be read whichever of them was set: pointers only beside the same pointers.
pub(super) fn is_safe_union(types: &Types, id: pyxide_types::StructId) -> bool {
    let Some(fields) = &types.structs[id.index()].fields else { return false };
    let is_pointer = |f: &&pyxide_types::Field| matches!(types.kind(f.ty), Type::Ptr(_));
    match fields.iter().find(is_pointer) {
        Some(first) => fields.iter().all(|f| types.resolve(f.ty) == types.resolve(first.ty)),
        None => true,
    }
}

/// A character of a string whose items are wider than a byte (`short` holds UTF-16).
pub(super) fn is_wide_char(types: &Types, ty: TypeId) -> bool {
    matches!(types.kind(ty), Type::Int(IntKind::Ucs4 | IntKind::PyUnicode | IntKind::Short | IntKind::UShort))
}

/// One of C's character types.
pub fn is_char(types: &Types, ty: TypeId) -> bool {
    matches!(types.kind(ty), Type::Int(IntKind::Char | IntKind::SChar | IntKind::UChar))
}

/// `char *` and its signed, unsigned and const forms, and arrays of them.
pub fn is_c_string(types: &Types, ty: TypeId) -> bool {
    types.pointee(ty).is_some_and(|to| is_char(types, to))
}

/// `Py_UNICODE *` and arrays of it: text of the width of `wchar_t`.
pub fn is_wide_string(types: &Types, ty: TypeId) -> bool {
    types.pointee(ty).is_some_and(|to| types.int_kind(to) == Some(IntKind::PyUnicode))
}

pub fn is_void_ptr(types: &Types, ty: TypeId) -> bool {
    types.pointee(ty).is_some_and(|to| types.is_void(to))
}

pub fn is_complex(types: &Types, ty: TypeId) -> bool {
    matches!(types.kind(ty), Type::Complex(_))
}

pub fn builtin(types: &Types, ty: TypeId) -> Option<BuiltinType> {
    match types.kind(ty) {
        Type::Builtin(b) => Some(*b),
        _ => None,
    }
}

pub fn is_signed(types: &Types, ty: TypeId) -> bool {
    match types.kind(ty) {
        Type::Int(k) => k.is_signed(),
        Type::Enum(e) => types.int_kind(types.enums[e.index()].underlying).is_none_or(|k| k.is_signed()),
        _ => true,
    }
}

/// Order of the numeric types for usual conversions: integers by rank, then floats, then complex.
fn rank(types: &Types, ty: TypeId) -> u32 {
    match types.kind(ty) {
        Type::Int(IntKind::Bint) => 3,
        Type::Int(k) => k.rank() as u32,
        Type::Enum(_) => 3,
        Type::Float(k) => 20 + *k as u32,
        Type::Complex(_) => 30,
        _ => 0,
    }
}

/// The narrowest type that holds both numbers, without integer promotion.
pub fn widest(types: &mut Types, a: TypeId, b: TypeId) -> TypeId {
    let (a, b) = (types.unqualified(a), types.unqualified(b));
    if a == b {
        return a;
    }
    if let (Type::Complex(_), _) | (_, Type::Complex(_)) = (types.kind(a), types.kind(b)) {
        let soft = |t: TypeId| matches!(types.kind(t), Type::Complex(ComplexKind::Soft));
        let other = |t: TypeId| is_complex(types, t) && !soft(t);
        let stays_soft = (soft(a) || soft(b)) && !other(a) && !other(b);
        let (x, y) = (part(types, a), part(types, b));
        // Of a soft and another complex number of doubles the first one decides.
        if x == y && is_complex(types, a) && is_complex(types, b) {
            return a;
        }
        let real = widest(types, x, y);
        let kind = match types.kind(real) {
            Type::Float(FloatKind::Double) if stays_soft => ComplexKind::Soft,
            Type::Float(k) => ComplexKind::Float(*k),
            Type::Int(k) => ComplexKind::Int(*k),
            _ => ComplexKind::Int(IntKind::Int),
        };
        return types.intern(Type::Complex(kind));
    }
    if let (Type::Enum(_), Type::Enum(_)) = (types.kind(a), types.kind(b)) {
        return Types::INT;
    }
    let (ra, rb) = (rank(types, a), rank(types, b));
    if ra != rb {
        return if ra < rb { b } else { a };
    }
    if matches!(types.kind(a), Type::Enum(_)) {
        return b;
    }
    if matches!(types.kind(b), Type::Enum(_)) {
        return a;
    }
    match (is_signed(types, a), is_signed(types, b)) {
        (false, true) => a,
        (true, false) => b,
        // Of two names for one rank, the typedef says more.
        _ if matches!(types.get(b), Type::Typedef(_)) && !matches!(types.get(a), Type::Typedef(_)) => b,
        _ => a,
    }
}

/// The type of the parts of a complex number; other numbers are their own.
pub fn part(types: &mut Types, ty: TypeId) -> TypeId {
    match *types.kind(ty) {
        Type::Complex(k) => types.intern(k.part()),
        _ => ty,
    }
}

/// The type in which C computes with both: [`widest`] with integers promoted to `int`.
pub fn arithmetic(types: &mut Types, a: TypeId, b: TypeId) -> TypeId {
    let w = widest(types, a, b);
    promote(types, w)
}

pub fn promote(types: &mut Types, ty: TypeId) -> TypeId {
    match types.kind(ty) {
        Type::Int(IntKind::Bint) | Type::Enum(_) => Types::INT,
        Type::Int(k) if k.rank() < IntKind::Int.rank() => Types::INT,
        Type::Complex(ComplexKind::Int(k)) if *k == IntKind::Bint || k.rank() < IntKind::Int.rank() => {
            types.intern(Type::Complex(ComplexKind::Int(IntKind::Int)))
        }
        _ => types.unqualified(ty),
    }
}

/// A type that can hold values of both, or `Object`.
pub fn spanning(types: &mut Types, a: TypeId, b: TypeId) -> TypeId {
    let (a, b) = (types.unqualified(a), types.unqualified(b));
    if a == b {
        return a;
    }
    if a == Types::ERROR {
        return b;
    }
    if b == Types::ERROR {
        return a;
    }
    if a == Types::OBJECT || b == Types::OBJECT {
        return Types::OBJECT;
    }
    if is_unicode_char(types, a) || is_unicode_char(types, b) {
        let other = if is_unicode_char(types, a) { b } else { a };
        return if is_unicode_char(types, other) { Types::UCS4 } else { Types::OBJECT };
    }
    if types.is_numeric(a) && types.is_numeric(b) {
        return widest(types, a, b);
    }
    if let Some(t) = builtin(types, a).and_then(|x| builtin_number(types, x, b)) {
        return t;
    }
    if let Some(t) = builtin(types, b).and_then(|x| builtin_number(types, x, a)) {
        return t;
    }
    if let (Some(x), Some(y)) = (types.class_of(a), types.class_of(b)) {
        let mut at = Some(x);
        while let Some(c) = at {
            if types.is_subclass(y, c) {
                return types.intern(Type::Class(c));
            }
            at = types.class_of(types.classes[c.index()].base);
        }
        return Types::OBJECT;
    }
    if let (Some(x), Some(y)) = (builtin(types, a), builtin(types, b)) {
        let common =
            std::iter::successors(Some(x), |e| e.exception_base()).find(|e| y.is_exception_under(*e));
        return match common {
            Some(e) if x.is_exception() => types.builtin(e),
            _ => Types::OBJECT,
        };
    }
    if types.is_object(a) || types.is_object(b) {
        return Types::OBJECT;
    }
    if types.is_pointer(a) && types.is_pointer(b) {
        if a == Types::NULL {
            return decay(types, b);
        }
        if b == Types::NULL {
            return decay(types, a);
        }
        let (da, db) = (decay(types, a), decay(types, b));
        let (pa, pb) = (types.pointee(da), types.pointee(db));
        let bare = |p: Option<TypeId>| p.map(|p| types.unqualified(p));
        if bare(pa) == bare(pb) {
            // The one with `const` takes both.
            let a_const = pa.is_some_and(|p| types.unqualified(p) != p);
            return if a_const { da } else { db };
        }
        return Types::VOID_PTR;
    }
    Types::OBJECT
}

/// Result type of arithmetic between a builtin number type and another type.
pub fn builtin_number(types: &mut Types, b: BuiltinType, other: TypeId) -> Option<TypeId> {
    use BuiltinType::*;
    let ob = builtin(types, other);
    match b {
        Float if types.is_numeric(other) && !is_unicode_char(types, other) => {
            Some(widest(types, Types::DOUBLE, other))
        }
        Float => match ob? {
            Int | Float => Some(Types::DOUBLE),
            Complex => Some(other),
            _ => None,
        },
        Int if types.is_int(other) && !is_unicode_char(types, other) => Some(Types::PY_INT),
        Int if types.is_float(other) => Some(Types::DOUBLE),
        Int => match ob? {
            Int => Some(Types::PY_INT),
            Float => Some(Types::DOUBLE),
            Complex => Some(other),
            _ => None,
        },
        Complex if types.is_numeric(other) && !is_unicode_char(types, other) => {
            Some(widest(types, Types::DOUBLE_COMPLEX, other))
        }
        Complex => match ob? {
            Int | Float | Complex => Some(Types::DOUBLE_COMPLEX),
            _ => None,
        },
        _ => None,
    }
}

/// Arrays become pointers to their elements, functions pointers to them; qualifiers go.
pub fn decay(types: &mut Types, ty: TypeId) -> TypeId {
    match types.kind(ty).clone() {
        Type::Array(elem, _) => types.ptr(elem),
        Type::Func(_) => {
            let f = types.resolve(ty);
            types.ptr(f)
        }
        _ => types.unqualified(ty),
    }
}

/// The Python type that a C value becomes; `None` when it cannot.
pub fn python_type(types: &Types, ty: TypeId) -> Option<TypeId> {
    Some(match types.kind(ty) {
        Type::Int(IntKind::Bint) => Types::PY_BOOL,
        Type::Int(IntKind::Ucs4 | IntKind::PyUnicode) => Types::STR,
        Type::Int(_) => Types::PY_INT,
        // Items of a `cpdef enum` become members of the Python enum class.
        Type::Enum(e) if types.enums[e.index()].is_cpdef => Types::OBJECT,
        Type::Enum(_) => Types::PY_INT,
        Type::Float(_) => Types::PY_FLOAT,
        Type::Complex(ComplexKind::Soft) => Types::OBJECT,
        Type::Complex(_) => Types::PY_COMPLEX,
        // None, for a C function without a result.
        Type::Void => Types::OBJECT,
        Type::Struct(s) => {
            let def = &types.structs[s.index()];
            let fields = def.fields.as_ref()?;
            if def.is_union && !is_safe_union(types, *s)
                || !fields.iter().all(|f| types.is_object(f.ty) || python_type(types, f.ty).is_some())
            {
                return None;
            }
            Types::DICT
        }
        Type::CTuple(items) => {
            if !items.iter().all(|&t| types.is_object(t) || python_type(types, t).is_some()) {
                return None;
            }
            Types::TUPLE
        }
        Type::Ptr(to) if is_char(types, *to) => Types::BYTES,
        Type::Array(elem, _) if is_char(types, *elem) => Types::BYTES,
        Type::Ptr(_) | Type::Array(..) if is_wide_string(types, ty) => Types::STR,
        Type::Array(elem, ArrayLen::Known(_)) => {
            if !types.is_object(*elem) {
                python_type(types, *elem)?;
            }
            Types::LIST
        }
        Type::MemoryView(..) => Types::OBJECT,
        _ => return None,
    })
}

/// Whether a type is the C struct at the head of every object.
pub(super) fn is_py_object_struct(t: &Types, ty: TypeId) -> bool {
    matches!(t.kind(ty), Type::Struct(id) if t.structs[id.index()].cname == "PyObject")
}
