//! Which conversion leads from one type to another, or why there is none.
//!
//! Asks about types only; [`super::coerce`] applies the answer to an expression.
//!
//! ```text
//! int → object        Kind(ToObject)
//! list → object       Same
//! double * → object   Error("Cannot convert 'double *' to Python object")
//! ```

use super::Body;
use super::types::{self, display};
use crate::directives::Directive;
use pyxide_hir::Coercion;
use pyxide_types::{ArrayLen, ComplexKind, IntKind, Type, TypeId, Types};

/// Why a C function does not fit a pointer: its callers would not see its exceptions, or see some that are none.
pub(super) fn exceptions_differ(t: &Types, from: TypeId, to: TypeId) -> String {
    let hint = match t.signature(to).map(|sig| &sig.error) {
        Some(pyxide_types::ErrorProtocol::Never) => "declare the function `noexcept`",
        _ => "give both the same exception value",
    };
    let (from, to) = (display(t, from), display(t, to));
    format!("'{from}' does not fit '{to}': they report exceptions differently; {hint}")
}

/// The outcome of asking for a conversion.
pub(super) enum Conversion {
    /// Nothing to do: only the type's name changes.
    Same,
    Kind(Coercion),
    /// The message that says why there is none.
    Error(String),
}

impl Body<'_, '_, '_> {
    /// How a value of type `from` becomes one of type `to`.
    pub(super) fn coercion_kind(&self, from: TypeId, to: TypeId) -> Conversion {
        use Conversion::{Error, Kind, Same};
        let t = self.types();
        let (from, to) = (t.unqualified(from), t.unqualified(to));
        if from == to || from == Types::ERROR || to == Types::ERROR {
            return Same;
        }
        let cannot = || Error(format!("Cannot assign type '{}' to '{}'", display(t, from), display(t, to)));
        if t.is_object(from) {
            return self.from_object_kind(from, to);
        }
        if t.is_object(to) {
            let Some(py) = types::python_type(t, from) else {
                return Error(format!("Cannot convert '{}' to Python object", display(t, from)));
            };
            if py == Types::BYTES && to == Types::BYTEARRAY {
                return Kind(Coercion::ToObject);
            }
            let numbers = |ty: TypeId| matches!(ty, Types::PY_INT | Types::PY_FLOAT | Types::PY_COMPLEX);
            if to == Types::OBJECT || t.plain_container(to) == py || (numbers(py) && numbers(to)) {
                return Kind(Coercion::ToObject);
            }
            if py == Types::OBJECT {
                return Kind(Coercion::ToObject);
            }
            return cannot();
        }
        match (t.kind(from), t.kind(to)) {
            (Type::Void, _) | (_, Type::Void) => cannot(),
            // An integer keeps its value, as in C: a count that is given as `bint` can be read again.
            (_, Type::Int(pyxide_types::IntKind::Bint))
                if t.is_pointer(from) || (t.is_numeric(from) && !t.is_int(from)) =>
            {
                Kind(Coercion::Truth)
            }
            (Type::Int(_) | Type::Enum(_), Type::Int(_) | Type::Enum(_)) => Kind(Coercion::Numeric),
            (Type::Int(_) | Type::Enum(_) | Type::Float(_), Type::Float(_)) => Kind(Coercion::Numeric),
            // May raise: nothing but a real part fits.
            (Type::Complex(ComplexKind::Soft), Type::Float(_)) => Kind(Coercion::Numeric),
            // Parts of integers take no floats.
            (
                Type::Float(_) | Type::Complex(ComplexKind::Float(_) | ComplexKind::Soft),
                Type::Complex(ComplexKind::Int(_)),
            ) => cannot(),
            (Type::Int(_) | Type::Enum(_) | Type::Float(_) | Type::Complex(_), Type::Complex(_)) => {
                Kind(Coercion::Numeric)
            }
            (Type::Null, Type::Ptr(_)) => Kind(Coercion::CCast),
            (Type::Null, Type::Func(_)) => Kind(Coercion::CCast),
            (Type::Func(_), Type::Ptr(_)) if types::is_void_ptr(t, to) => Kind(Coercion::CCast),
            (Type::Func(_) | Type::Ptr(_), Type::Ptr(_) | Type::Func(_))
                if t.signature(to).is_some() && t.signature(from).is_some() =>
            {
                self.function_pointer_kind(from, to)
            }
            (Type::Ptr(a) | Type::Array(a, _), Type::Ptr(b)) => {
                // Dropping a `const` is allowed, as in C with a cast.
                if t.is_void(*b) || self.same_pointee(*a, *b) { Kind(Coercion::CCast) } else { cannot() }
            }
            (Type::Array(a, n), Type::Array(b, m))
                if t.resolve(*a) == t.resolve(*b) && (n == m || *m == ArrayLen::Unknown) =>
            {
                Same
            }
            (Type::Struct(a), Type::Struct(b)) if a == b => Same,
            (a, b) if a == b => Same,
            (Type::Cpp(_), Type::Cpp(_)) => Same,
            _ => cannot(),
        }
    }

    /// Whether two pointees are the same type below typedefs and qualifiers.
    pub(super) fn same_pointee(&self, a: TypeId, b: TypeId) -> bool {
        let t = self.types();
        let (a, b) = (t.resolve(a), t.resolve(b));
        if a == b {
            return true;
        }
        match (t.get(a), t.get(b)) {
            (Type::Ptr(x), Type::Ptr(y)) => {
                // `const char **` and `char **` differ in C.
                self.same_pointee(*x, *y) && (t.unqualified(*x) != *x) == (t.unqualified(*y) != *y)
            }
            (Type::Cpp(_), Type::Cpp(_)) => true,
            (Type::Int(x), Type::Int(y)) => {
                let ssize = |k: &IntKind| matches!(k, IntKind::PySsizeT | IntKind::SsizeT);
                x.c_name() == y.c_name() || ssize(x) && ssize(y)
            }
            // One C struct, declared by two files.
            (Type::Struct(x), Type::Struct(y)) => t.structs[x.index()].cname == t.structs[y.index()].cname,
            _ => false,
        }
    }

    pub(super) fn function_pointer_kind(&self, from: TypeId, to: TypeId) -> Conversion {
        let t = self.types();
        let (Some(f), Some(g)) = (t.signature(from), t.signature(to)) else { return Conversion::Same };
        let same = |a: TypeId, b: TypeId| t.resolve(a) == t.resolve(b) || t.is_object(a) && t.is_object(b);
        // Optional arguments go in a struct, also those that a caller gives.
        let params =
            f.params.len() == g.params.len() && f.params.iter().zip(&g.params).all(|(a, b)| same(a.ty, b.ty));
        if params && f.optional != g.optional {
            return Conversion::Error(format!(
                "Cannot assign type '{}' to '{}': a function with optional arguments is called in another way",
                display(t, from),
                display(t, to)
            ));
        }
        if !params || !same(f.ret, g.ret) || f.varargs != g.varargs {
            return Conversion::Error(format!(
                "Cannot assign type '{}' to '{}'",
                display(t, from),
                display(t, to)
            ));
        }
        // A protocol of objects is always the same one, and a declaration elsewhere may leave it open.
        let open =
            f.error == pyxide_types::ErrorProtocol::Always && g.error != pyxide_types::ErrorProtocol::Never;
        if !t.is_object(f.ret) && !open && !f.error.fits(&g.error) {
            return Conversion::Error(exceptions_differ(t, from, to));
        }
        if g.nogil && !f.nogil {
            return Conversion::Error(format!(
                "Cannot assign type '{}' to '{}'. Attempting to assign a function that requires the GIL to a \
                 pointer declared nogil.",
                display(t, from),
                display(t, to)
            ));
        }
        if matches!(t.kind(from), Type::Func(_)) {
            Conversion::Same
        } else {
            Conversion::Kind(Coercion::CCast)
        }
    }

    pub(super) fn from_object_kind(&self, from: TypeId, to: TypeId) -> Conversion {
        use Conversion::{Error, Kind};
        let t = self.types();
        let cannot = || Error(format!("Cannot assign type '{}' to '{}'", display(t, from), display(t, to)));
        if t.is_object(to) {
            return match (t.kind(from), t.kind(to)) {
                (_, Type::Object) => Kind(Coercion::Reinterpret),
                (Type::Object, _) => Kind(Coercion::TypeTest { allow_none: true }),
                (Type::Class(a), Type::Class(b)) if t.is_subclass(*a, *b) => Kind(Coercion::Reinterpret),
                // Only `None` is both of two classes without a common descendant, and the test at run time says so.
                (Type::Class(_), Type::Class(_)) => Kind(Coercion::TypeTest { allow_none: true }),
                (Type::Class(a), Type::Builtin(b)) => {
                    let mut base = t.classes[a.index()].base;
                    while let Some(c) = t.class_of(base) {
                        base = t.classes[c.index()].base;
                    }
                    if types::builtin(t, base) == Some(*b) {
                        Kind(Coercion::Reinterpret)
                    } else {
                        Kind(Coercion::TypeTest { allow_none: true })
                    }
                }
                // Often only `None` is both, as in a specialisation of a fused function that never comes by here.
                (Type::Builtin(_), Type::Class(_)) => Kind(Coercion::TypeTest { allow_none: true }),
                (Type::Builtin(a), Type::Builtin(b)) => {
                    use pyxide_types::BuiltinType::*;
                    match (a, b) {
                        (a, b) if a == b => match (t.container_items(from), t.container_items(to)) {
                            (Some(x), Some(y)) if !self.items_fit(x, y) => cannot(),
                            _ => Kind(Coercion::Reinterpret),
                        },
                        (Bool, Int) => Kind(Coercion::Reinterpret),
                        (Int | Bool, Float) | (Int | Float | Bool, Complex) => {
                            Kind(Coercion::TypeTest { allow_none: true })
                        }
                        (a, b) if a.is_exception_under(*b) => Kind(Coercion::Reinterpret),
                        (a, b) if b.is_exception_under(*a) => Kind(Coercion::TypeTest { allow_none: true }),
                        // One class may derive from both.
                        (a, b) if a.is_exception() && b.is_exception() => {
                            Kind(Coercion::TypeTest { allow_none: true })
                        }
                        (Int, Bool) => Kind(Coercion::TypeTest { allow_none: true }),
                        _ => cannot(),
                    }
                }
                _ => cannot(),
            };
        }
        let no = || Error(format!("Cannot convert Python object to '{}'", display(t, to)));
        match t.kind(to) {
            Type::Int(pyxide_types::IntKind::Bint) => Kind(Coercion::Truth),
            Type::Int(_) | Type::Enum(_) | Type::Float(_) | Type::Complex(_) => Kind(Coercion::FromObject),
            Type::Ptr(p) if types::is_char(t, *p) => {
                use pyxide_types::BuiltinType::*;
                match types::builtin(t, from) {
                    None | Some(Bytes | ByteArray) => Kind(Coercion::BytesData),
                    Some(Str) if !self.dirs.text(Directive::CStringEncoding).is_empty() => {
                        Kind(Coercion::BytesData)
                    }
                    Some(Str) => Error("Unicode objects only support coercion to Py_UNICODE*.".to_string()),
                    Some(_) => no(),
                }
            }
            Type::Ptr(_) if types::is_wide_string(t, to) => match types::builtin(t, from) {
                None | Some(pyxide_types::BuiltinType::Str) => Kind(Coercion::BytesData),
                Some(pyxide_types::BuiltinType::Bytes) => {
                    Error("Cannot convert 'bytes' object to Py_UNICODE*, use 'str'.".to_string())
                }
                Some(_) => no(),
            },
            Type::Struct(s) => {
                let def = &t.structs[s.index()];
                let ok = (!def.is_union || types::is_safe_union(t, *s))
                    && def.fields.as_ref().is_some_and(|fields| {
                        fields.iter().all(|f| !matches!(self.coercion_kind(Types::OBJECT, f.ty), Error(_)))
                    });
                if ok { Kind(Coercion::FromObject) } else { no() }
            }
            Type::CTuple(items) => {
                if items.iter().all(|&i| !matches!(self.coercion_kind(Types::OBJECT, i), Error(_))) {
                    Kind(Coercion::FromObject)
                } else {
                    no()
                }
            }
            Type::Array(elem, ArrayLen::Known(_)) => match self.coercion_kind(Types::OBJECT, *elem) {
                Error(_) => no(),
                _ => Kind(Coercion::FromObject),
            },
            Type::MemoryView(..) => Kind(Coercion::FromObject),
            _ => no(),
        }
    }

    /// Whether one container may stand where another is wanted, by their item types.
    pub(super) fn items_fit(&self, from: &pyxide_types::Container, to: &pyxide_types::Container) -> bool {
        from.items.len() == to.items.len()
            && from.items.iter().zip(&to.items).all(|(&a, &b)| {
                let t = self.types();
                a == b || t.is_object(a) == t.is_object(b) && self.can_coerce(a, b)
            })
    }

    /// Tells whether a value of type `from` can be stored as `to` at all.
    pub(super) fn can_coerce(&self, from: TypeId, to: TypeId) -> bool {
        !matches!(self.coercion_kind(from, to), Conversion::Error(_))
    }
}
