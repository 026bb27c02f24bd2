//! Types as messages, `typeof` and printed HIR show them: in the language's spelling, not C's.
//!
//! ```
//! use pyxide_types::{Types, display::display};
//! let types = Types::default();
//! assert_eq!(display(&types, Types::OBJECT), "Python object");
//! assert_eq!(display(&types, Types::CONST_CHAR_PTR), "const char *");
//! assert_eq!(display(&types, Types::LIST), "list object");
//! ```

use crate::{ArrayLen, ComplexKind, FloatKind, Type, TypeId, Types};

/// The type as messages and `typeof` show it.
pub fn display(types: &Types, ty: TypeId) -> String {
    match types.get(ty) {
        Type::Object => "Python object".into(),
        Type::Builtin(crate::BuiltinType::Bool) => "bool".into(),
        Type::Builtin(b) => format!("{} object", b.py_name()),
        Type::Container(c) => {
            let name = match types.get(c.base) {
                Type::Builtin(b) => b.py_name(),
                _ => "object",
            };
            let mut items: Vec<String> = c.items.iter().map(|&t| display(types, t)).collect();
            if c.uniform {
                items.push("...".into());
            }
            format!("{name}[{}] object", items.join(","))
        }
        Type::Class(c) => types.classes[c.index()].name.to_string(),
        Type::Error => "<error>".into(),
        Type::Null => "void *".into(),
        Type::Int(k) => k.name().into(),
        _ => declarator(types, ty, String::new()),
    }
}

/// The complex type as the language writes it; `**` makes soft ones.
pub fn complex_name(k: ComplexKind) -> String {
    match k {
        ComplexKind::Float(k) => format!("{} complex", float_name(k)),
        ComplexKind::Soft => "soft double complex".into(),
        ComplexKind::Int(k) => format!("{} complex", k.name()),
    }
}

/// The type with its declarator around `d`.
fn declarator(types: &Types, ty: TypeId, d: String) -> String {
    let join = |base: String, d: String| if d.is_empty() { base } else { format!("{base} {d}") };
    match types.get(ty) {
        Type::Void => join("void".into(), d),
        Type::Float(k) => join(float_name(*k).into(), d),
        Type::Complex(k) => join(complex_name(*k), d),
        Type::Ptr(to) => {
            let inner = match types.get(*to) {
                Type::Array(..) | Type::Func(_) => format!("(*{d})"),
                _ => format!("*{d}"),
            };
            declarator(types, *to, inner)
        }
        Type::Array(elem, len) => {
            let n = match len {
                ArrayLen::Known(n) => n.to_string(),
                ArrayLen::Named(s) => s.to_string(),
                ArrayLen::Unknown => String::new(),
            };
            declarator(types, *elem, format!("{d}[{n}]"))
        }
        Type::Func(sig) => {
            let mut params: Vec<String> = sig.params.iter().map(|p| display(types, p.ty)).collect();
            if sig.optional > 0 {
                let required = params.len() - sig.optional;
                params.truncate(required);
                params.push("struct __pyx_opt_args *__pyx_optional_args".into());
            }
            if sig.varargs {
                params.push("...".into());
            }
            let mut text = format!("{d}({})", params.join(", "));
            match &sig.error {
                crate::ErrorProtocol::Never => text += " noexcept",
                crate::ErrorProtocol::Always => text += " except *",
                crate::ErrorProtocol::Sentinel(s) => text += &format!(" except {}", sentinel(s)),
                crate::ErrorProtocol::SentinelCheck(s) => text += &format!(" except? {}", sentinel(s)),
                crate::ErrorProtocol::Cpp(_) => text += " except +",
                _ => {}
            }
            if sig.nogil {
                text += " nogil";
            }
            declarator(types, sig.ret, text)
        }
        Type::Const(inner) => join(format!("const {}", display(types, *inner)), d),
        Type::Volatile(inner) => join(format!("volatile {}", display(types, *inner)), d),
        Type::Struct(s) => join(types.structs[s.index()].name.to_string(), d),
        Type::Enum(e) => {
            let name = &types.enums[e.index()].name;
            join(if name.is_empty() { "enum".into() } else { name.to_string() }, d)
        }
        Type::Typedef(t) => join(types.typedefs[t.index()].name.to_string(), d),
        Type::CTuple(items) => {
            let parts: Vec<String> = items.iter().map(|&t| display(types, t)).collect();
            join(format!("({})", parts.join(", ")), d)
        }
        Type::Fused(f) => join(types.fused[f.index()].name.to_string(), d),
        Type::MemoryView(elem, axes) => {
            let axes: Vec<&str> =
                axes.iter().map(|a| if *a == crate::ViewAxis::Contiguous { "::1" } else { ":" }).collect();
            join(format!("{}[{}]", display(types, *elem), axes.join(", ")), d)
        }
        Type::Cpp(name) => join(name.to_string(), d),
        _ => join(display(types, ty), d),
    }
}

fn sentinel(s: &crate::Sentinel) -> String {
    match s {
        crate::Sentinel::Int(n) => n.to_string(),
        crate::Sentinel::Float(bits) => format!("{:?}", f64::from_bits(*bits)),
        crate::Sentinel::Null => "NULL".into(),
        crate::Sentinel::Named(n) => n.to_string(),
    }
}

fn float_name(k: FloatKind) -> &'static str {
    match k {
        FloatKind::Float => "float",
        FloatKind::Double => "double",
        FloatKind::LongDouble => "long double",
    }
}
