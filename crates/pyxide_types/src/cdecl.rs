//! C spellings of types.
//!
//! [`declare`] writes a C declaration of a name (`double *(*f)(int)`); with an empty name it writes the abstract
//! type (`double *(*)(int)`), as casts and `sizeof` need it.

use crate::*;

/// The keywords of C, which cannot name anything.
#[rustfmt::skip]
pub const KEYWORDS: &[&str] = &[
    "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum",
    "extern", "float", "for", "goto", "if", "int", "long", "register", "return", "short", "signed",
    "sizeof", "static", "struct", "switch", "typedef", "union", "unsigned", "void", "volatile",
    "while", "_Bool", "_Complex", "_Imaginary", "inline", "restrict",
];

/// The C declaration of `name` with type `ty`.
pub fn declare(types: &Types, ty: TypeId, name: &str) -> String {
    let (base, declarator) = parts(types, ty, name.to_string(), false, Spelling::Own);
    if declarator.is_empty() {
        base
    } else if declarator.starts_with('[') {
        format!("{base}{declarator}")
    } else {
        format!("{base} {declarator}")
    }
}

/// The C declaration of `name` as a function with signature `sig`.
pub fn declare_function(types: &Types, sig: &Signature, name: &str) -> String {
    let (base, declarator) = function_parts(types, sig, name.to_string(), false, Spelling::Own);
    format!("{base} {declarator}")
}

/// The C declaration of `name` as a pointer to a function with signature `sig`.
pub fn declare_function_pointer(types: &Types, sig: &Signature, name: &str) -> String {
    let (base, declarator) = function_parts(types, sig, format!("*{name}"), true, Spelling::Own);
    format!("{base} {declarator}")
}

/// The C type of a variable, or with `params` that of a function, as modules tell each other in `__pyx_capi__`: spelled
/// as Cython spells it.
pub fn shared_type(types: &Types, ty: TypeId, params: Option<&[String]>) -> String {
    let declarator = params.map(|p| format!("({})", p.join(", "))).unwrap_or_default();
    let (base, declarator) = parts(types, ty, declarator, false, Spelling::Shared);
    if declarator.is_empty() { base } else { format!("{base} {declarator}") }
}

/// For whom types are spelled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelling {
    /// The C compiler.
    Own,
    /// Other modules, in `__pyx_capi__`.
    Shared,
}

/// The C type name without a declarator.
pub fn type_name(types: &Types, ty: TypeId) -> String {
    declare(types, ty, "")
}

/// Splits into base type and declarator; `in_ptr` says that the declarator starts with `*` and needs parentheses
/// before an array or function suffix.
fn parts(types: &Types, ty: TypeId, d: String, in_ptr: bool, spelling: Spelling) -> (String, String) {
    let wrap = |d: String| if in_ptr { format!("({d})") } else { d };
    match types.get(ty) {
        Type::Struct(_) if spelling == Spelling::Shared && types.lock_kind(ty).is_some() => {
            let name = match types.lock_kind(ty) {
                Some(LockKind::Mutex) => "__Pyx_Locks_PyMutex",
                _ => "__Pyx_Locks_PyThreadTypeLock",
            };
            (name.into(), d)
        }
        Type::Ptr(to) => parts(types, *to, format!("*{d}"), true, spelling),
        Type::Array(elem, len) => {
            let n = match len {
                ArrayLen::Known(n) => n.to_string(),
                ArrayLen::Named(s) => s.to_string(),
                ArrayLen::Unknown => String::new(),
            };
            parts(types, *elem, format!("{}[{n}]", wrap(d)), false, spelling)
        }
        Type::Func(sig) => function_parts(types, sig, d, in_ptr, spelling),
        Type::Const(inner) => match types.get(*inner) {
            // `T *const p`: the qualifier belongs to the declarator.
            Type::Ptr(to) => {
                let d = if d.is_empty() { "*const".into() } else { format!("*const {d}") };
                parts(types, *to, d, true, spelling)
            }
            _ => {
                let (base, d) = parts(types, *inner, d, in_ptr, spelling);
                let base = match spelling {
                    Spelling::Own => format!("const {base}"),
                    Spelling::Shared => format!("{base} const"),
                };
                (base, d)
            }
        },
        Type::Volatile(inner) => {
            let (base, d) = parts(types, *inner, d, in_ptr, spelling);
            (format!("volatile {base}"), d)
        }
        Type::Builtin(BuiltinType::Type) if spelling == Spelling::Shared => {
            ("PyTypeObject".into(), format!("*{d}"))
        }
        Type::Object | Type::Builtin(_) | Type::Container(_) => ("PyObject".into(), format!("*{d}")),
        Type::Class(c) => (types.classes[c.index()].struct_cname.to_string(), format!("*{d}")),
        Type::Scope(s) => (types.scopes[s.index()].cname.to_string(), format!("*{d}")),
        Type::Null => ("void".into(), format!("*{d}")),
        other if spelling == Spelling::Shared => (shared_base_name(types, other), d),
        other => (base_name(types, other), d),
    }
}

/// [`parts`] of a function type.
fn function_parts(
    types: &Types,
    sig: &Signature,
    d: String,
    in_ptr: bool,
    spelling: Spelling,
) -> (String, String) {
    let param = |p: &SigParam| match spelling {
        Spelling::Own => type_name(types, p.ty),
        Spelling::Shared => shared_type(types, p.ty, None),
    };
    let required = sig.params.len() - sig.optional;
    let mut params: Vec<String> = sig.params[..required].iter().map(param).collect();
    if sig.skip_dispatch {
        params.push("int".into());
    }
    if sig.optional > 0 {
        params.push(format!("{} *", optional_args_struct(types, sig)));
    }
    if sig.varargs {
        params.push("...".into());
    }
    if params.is_empty() {
        params.push("void".into());
    }
    let d = match &sig.convention {
        Some(c) if in_ptr => format!("({c} {d})"),
        _ if in_ptr => format!("({d})"),
        _ => d,
    };
    parts(types, sig.ret, format!("{d}({})", params.join(", ")), false, spelling)
}

/// Name of the struct that passes the optional arguments of a C function: its tag is built from the types, so
/// that equal signatures share it.
pub fn optional_args_struct(types: &Types, sig: &Signature) -> String {
    let mut s = String::from("struct pyx_opt");
    for p in &sig.params[sig.params.len() - sig.optional..] {
        s.push('_');
        s.extend(type_name(types, p.ty).chars().map(|c| match c {
            '*' => 'p',
            c if c.is_ascii_alphanumeric() => c,
            _ => '_',
        }));
    }
    s
}

/// The struct tag of a C tuple type.
pub fn ctuple_struct(types: &Types, items: &[TypeId]) -> String {
    let mut s = String::from("struct pyx_ctuple");
    for &item in items {
        s.push('_');
        s.extend(type_name(types, item).chars().map(|c| match c {
            '*' => 'p',
            c if c.is_ascii_alphanumeric() => c,
            _ => '_',
        }));
    }
    s
}

/// Types without a declarator of their own, by the names that Cython gives them.
fn shared_base_name(types: &Types, ty: &Type) -> String {
    match ty {
        Type::Complex(k) => {
            let part = match k {
                ComplexKind::Float(FloatKind::Float) => "float".to_string(),
                ComplexKind::Float(FloatKind::Double) | ComplexKind::Soft => "double".into(),
                ComplexKind::Float(FloatKind::LongDouble) => "long_double".into(),
                ComplexKind::Int(k) => k.name().replace(' ', "_"),
            };
            format!("__pyx_t_{part}_complex")
        }
        Type::CTuple(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|&item| shared_type(types, item, None).replace(" *", "__ptr").replace(' ', "_"))
                .collect();
            format!("__pyx_ctuple_{}", items.join("__and_"))
        }
        other => base_name(types, other),
    }
}

fn base_name(types: &Types, ty: &Type) -> String {
    match ty {
        Type::Void | Type::Error => "void".into(),
        Type::Int(k) => k.c_name().into(),
        Type::Float(FloatKind::Float) => "float".into(),
        Type::Float(FloatKind::Double) => "double".into(),
        Type::Float(FloatKind::LongDouble) => "long double".into(),
        Type::Complex(k) => format!("{} _Complex", base_name(types, &k.part())),
        Type::Struct(s) => types.structs[s.index()].cname.to_string(),
        Type::Enum(e) => {
            let def = &types.enums[e.index()];
            if def.cname.is_empty() { "int".into() } else { def.cname.to_string() }
        }
        Type::Typedef(t) => types.typedefs[t.index()].cname.to_string(),
        Type::CTuple(items) => ctuple_struct(types, items),
        Type::Cpp(name) => name.to_string(),
        // Only in messages: no fused type is left in code.
        Type::Fused(f) => types.fused[f.index()].name.to_string(),
        Type::MemoryView(..) => "pyx_view".into(),
        Type::Object
        | Type::Builtin(_)
        | Type::Container(_)
        | Type::Class(_)
        | Type::Scope(_)
        | Type::Null
        | Type::Ptr(_)
        | Type::Array(..)
        | Type::Func(_)
        | Type::Const(_)
        | Type::Volatile(_) => {
            unreachable!("structural types are spelled by parts()")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarators_nest_as_c_wants() {
        let mut t = Types::default();
        let arr = t.intern(Type::Array(Types::DOUBLE, ArrayLen::Known(3)));
        let parr = t.ptr(arr);
        assert_eq!(declare(&t, parr, "p"), "double (*p)[3]");
        let objs = t.intern(Type::Array(Types::OBJECT, ArrayLen::Known(2)));
        assert_eq!(declare(&t, objs, "o"), "PyObject *o[2]");
        let sig = Signature {
            ret: Types::CHAR_PTR,
            params: vec![SigParam { name: None, ty: Types::INT, not_none: false }],
            optional: 0,
            varargs: false,
            error: ErrorProtocol::Never,
            nogil: false,
            with_gil: false,
            convention: None,
            skip_dispatch: false,
        };
        let f = t.func(sig);
        let pf = t.ptr(f);
        assert_eq!(declare(&t, pf, "cb"), "char *(*cb)(int)");
        assert_eq!(declare(&t, Types::CONST_CHAR_PTR, "s"), "const char *s");
        assert_eq!(type_name(&t, pf), "char *(*)(int)");
        assert_eq!(type_name(&t, Types::OBJECT), "PyObject *");
        assert_eq!(shared_type(&t, parr, None), "double (*)[3]");
        assert_eq!(shared_type(&t, arr, None), "double [3]");
        assert_eq!(shared_type(&t, Types::CONST_CHAR_PTR, None), "char const *");
        assert_eq!(shared_type(&t, Types::OBJECT, Some(&["int".into()])), "PyObject *(int)");
        assert_eq!(shared_type(&t, Types::DOUBLE, Some(&["void".into()])), "double (void)");
    }
}
