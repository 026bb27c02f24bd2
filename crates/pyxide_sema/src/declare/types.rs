//! Written types to type ids.
//!
//! A written type is a base type and a declarator around a name ([`ast::CType`], [`ast::Declarator`]), or an expression
//! that stands for a type (`cython.int`, `sizeof(foo)`, annotations). Everything here reads a type in an [`Env`]: the
//! scope for names and the choices for fused types. Errors are reported and give `Types::ERROR`, which converts to
//! everything silently.

use super::{consteval, generics, signature, typing};
use crate::context::{Cx, Env};
use crate::hints;
use crate::scope::{ScopeId, ScopeKind, Symbol, SymbolKind};
use pyxide_diagnostics::{Diagnostic, Span, codes};
use pyxide_syntax::ast::{self, BasicName, CTypeKind, DeclaratorKind, ExprKind, Ident, Length, Sign};
use pyxide_types::{
    ArrayLen, BuiltinType, ComplexKind, FloatKind, IntKind, LockKind, Type, TypeId, Types, ViewAxis,
};
use smol_str::SmolStr;

/// What a declarator declares.
#[derive(Clone, Copy, Debug)]
pub struct Declared<'a> {
    pub name: Option<&'a Ident>,
    pub cname: Option<&'a ast::CName>,
    pub ty: TypeId,
}

/// Circumstances of a declaration that decide about defaults.
#[derive(Clone, Copy, Debug, Default)]
pub struct DeclContext {
    /// Inside `cdef extern`: functions do not raise unless it is written.
    pub is_extern: bool,
    /// In a declaration file.
    pub in_pxd: bool,
    /// The extension class whose body this is; its functions have `self`.
    pub class: Option<pyxide_types::ClassId>,
    pub is_static: bool,
    /// `nogil` by an enclosing block.
    pub nogil: bool,
    /// Annotations of parameters are types.
    pub annotations: bool,
}

/// The type of a base type. Errors are reported.
pub fn resolve(cx: &mut Cx<'_, '_>, env: Env<'_>, ty: &ast::CType) -> TypeId {
    match &ty.kind {
        CTypeKind::Basic(basic) => basic_type(cx, basic, ty.span),
        CTypeKind::Name(path) => named(cx, env, path, ty.span),
        CTypeKind::Template { base, args } => template(cx, env, base, args, ty.span),
        CTypeKind::Memoryview { base, axes } => {
            let elem = resolve(cx, env, base);
            memoryview(cx, env, elem, axes)
        }
        CTypeKind::Nested { base, name } => {
            let base = resolve(cx, env, base);
            match cx.types.get(base) {
                Type::Cpp(cpp) => {
                    let cpp: SmolStr = format!("{cpp}::{}", name.name).into();
                    cx.types.intern(Type::Cpp(cpp))
                }
                _ => Types::ERROR,
            }
        }
        CTypeKind::Qualified { is_const, is_volatile, base } => {
            let inner = resolve(cx, env, base);
            if cx.types.is_object(inner) {
                let message = "a Python object cannot be const or volatile";
                let help = "name a C type after the qualifier, or leave the qualifier out";
                let error = Diagnostic::new(codes::INVALID_DECLARATION, message).at(ty.span).help(help);
                cx.sink.push(error);
                return inner;
            }
            let mut t = inner;
            if *is_volatile {
                t = cx.types.intern(Type::Volatile(t));
            }
            if *is_const { cx.types.constant(t) } else { t }
        }
        CTypeKind::Tuple(items) => {
            let items: Vec<TypeId> = items.iter().map(|t| type_name(cx, env, t)).collect();
            ctuple(cx, items)
        }
        CTypeKind::Parenthesized(inner) => type_name(cx, env, inner),
        CTypeKind::Error => Types::ERROR,
    }
}

/// A tuple of C types is a C tuple; with Python objects in it, it is a Python tuple.
pub fn ctuple(cx: &mut Cx<'_, '_>, items: Vec<TypeId>) -> TypeId {
    if items.contains(&Types::ERROR) {
        Types::ERROR
    } else if items.iter().any(|&t| cx.types.is_object(t)) {
        Types::TUPLE
    } else {
        cx.types.intern(Type::CTuple(items))
    }
}

/// A base type and its declarator, as in a cast.
pub fn type_name(cx: &mut Cx<'_, '_>, env: Env<'_>, ty: &ast::TypeName) -> TypeId {
    let base = resolve(cx, env, &ty.base);
    declarator(cx, env, DeclContext::default(), base, &ty.declarator).ty
}

/// Applies a declarator to its base type.
pub fn declarator<'a>(
    cx: &mut Cx<'_, '_>,
    env: Env<'_>,
    context: DeclContext,
    base: TypeId,
    d: &'a ast::Declarator,
) -> Declared<'a> {
    match &d.kind {
        DeclaratorKind::Name { name, cname } => {
            Declared { name: name.as_ref(), cname: cname.as_ref(), ty: base }
        }
        DeclaratorKind::Pointer { is_const, is_restrict, base: inner } => {
            if *is_restrict && inner.as_function().is_some() {
                let message = "the pointer that a function returns cannot be restrict";
                cx.sink.error(codes::INVALID_DECLARATION, d.span, message);
            }
            let ty = if cx.types.is_object(base) {
                let message = "Pointer base type cannot be a Python object";
                cx.sink.error(codes::INVALID_DECLARATION, d.span, message);
                Types::ERROR
            } else if matches!(cx.types.get(base), Type::MemoryView(..)) {
                let message = "Pointer base type cannot be a memoryview";
                cx.sink.error(codes::INVALID_DECLARATION, d.span, message);
                Types::ERROR
            } else if base == Types::ERROR {
                // A pointer to something unknown is as unknown: no follow-up errors.
                Types::ERROR
            } else {
                let p = cx.types.ptr(base);
                if *is_const { cx.types.constant(p) } else { p }
            };
            declarator(cx, env, context, ty, inner)
        }
        DeclaratorKind::Reference(inner) | DeclaratorKind::RvalueReference(inner) => {
            let amp = if matches!(d.kind, DeclaratorKind::Reference(_)) { "&" } else { "&&" };
            let ty = if base == Types::ERROR {
                base
            } else {
                let spelled: SmolStr =
                    format!("{}{amp}", pyxide_types::cdecl::type_name(&cx.types, base)).into();
                cx.types.intern(Type::Cpp(spelled))
            };
            declarator(cx, env, context, ty, inner)
        }
        DeclaratorKind::Array { base: inner, dimension } => {
            let len = match dimension {
                None => ArrayLen::Unknown,
                Some(expr) => array_len(cx, env, expr),
            };
            let ty = match cx.types.get(base) {
                Type::Error => Types::ERROR,
                Type::Cpp(name) => {
                    // `vector[int]` that reads as an array of a C++ class without arguments.
                    let name = name.clone();
                    cx.types.intern(Type::Cpp(name))
                }
                _ if cx.types.is_object(base) => {
                    let message = "Array element cannot be a Python object";
                    cx.sink.error(codes::INVALID_DECLARATION, d.span, message);
                    Types::ERROR
                }
                Type::Void | Type::Func(_) => {
                    let message = format!("Array element type '{}' is incomplete", display(cx, base));
                    cx.sink.error(codes::INVALID_DECLARATION, d.span, message);
                    Types::ERROR
                }
                _ if is_incomplete(&cx.types, base) => {
                    let message = format!("Array element type '{}' is incomplete", display(cx, base));
                    cx.sink.error(codes::INVALID_DECLARATION, d.span, message);
                    Types::ERROR
                }
                _ => cx.types.intern(Type::Array(base, len)),
            };
            declarator(cx, env, context, ty, inner)
        }
        DeclaratorKind::Function(function) => {
            let ty = signature::function_type(cx, env, context, base, d, function);
            declarator(cx, env, context, ty, &function.base)
        }
    }
}

/// Whether no value of the type can exist: `void`, functions, structs without a body.
pub fn is_incomplete(types: &Types, ty: TypeId) -> bool {
    match types.kind(ty) {
        Type::Void | Type::Func(_) | Type::Array(_, ArrayLen::Unknown) => true,
        Type::Struct(s) => {
            let def = &types.structs[s.index()];
            def.fields.is_none() && def.origin != pyxide_types::Origin::Extern
        }
        _ => false,
    }
}

fn array_len(cx: &mut Cx<'_, '_>, env: Env<'_>, expr: &ast::Expr) -> ArrayLen {
    match consteval::eval(cx, env, expr) {
        Ok(consteval::Value::Int(n)) => match u64::try_from(&n) {
            Ok(n) => return ArrayLen::Known(n),
            Err(_) => {
                cx.sink.error(codes::INVALID_DECLARATION, expr.span, "Array dimension cannot be negative");
                return ArrayLen::Unknown;
            }
        },
        Ok(consteval::Value::Bool(b)) => return ArrayLen::Known(b as u64),
        Ok(_) => {
            cx.sink.error(codes::TYPE_MISMATCH, expr.span, "Array dimension not integer");
            return ArrayLen::Unknown;
        }
        Err(_) => {}
    }
    if let Some((span, is_const)) = consteval::variable_in(cx, env, expr) {
        let message = match is_const {
            true => "the length of an array cannot be a const variable",
            false => "the length of an array cannot be a variable",
        };
        let help = "use a literal, an enum item, or a constant of a C header; for another length take memory: `<int *>malloc(n * sizeof(int))`";
        cx.sink.push(Diagnostic::new(codes::INVALID_DECLARATION, message).at(span).help(help));
        // Any length will do: it spares the reader a second error.
        return ArrayLen::Known(1);
    }
    match consteval::c_text(cx, env, expr) {
        Some(text) => ArrayLen::Named(text),
        None => {
            let error = Diagnostic::new(codes::INVALID_DECLARATION, "Not allowed in a constant expression");
            let help = "the length of a C array is known when it is compiled; for another take memory: `<int *>malloc(n * sizeof(int))`";
            cx.sink.push(error.at(expr.span).help(help));
            // Any length will do: it spares the reader a second error.
            ArrayLen::Known(1)
        }
    }
}

/// A type's name for messages.
pub fn display(cx: &Cx<'_, '_>, ty: TypeId) -> String {
    crate::body::types::display(&cx.types, ty)
}

fn basic_type(cx: &mut Cx<'_, '_>, basic: &ast::BasicType, span: Span) -> TypeId {
    use IntKind::*;
    let int = |cx: &mut Cx<'_, '_>, kind| cx.types.int(kind);
    let plain = basic.length == Length::Normal && basic.sign == Sign::Unspecified;
    if basic.complex {
        let part = basic_type(cx, &ast::BasicType { complex: false, ..*basic }, span);
        let kind = match cx.types.kind(part) {
            Type::Error => return part,
            Type::Float(k) => Some(ComplexKind::Float(*k)),
            Type::Int(k) => Some(ComplexKind::Int(*k)),
            _ => None,
        };
        return match kind {
            Some(kind) => cx.types.intern(Type::Complex(kind)),
            None => {
                cx.sink.error(codes::INVALID_DECLARATION, span, "can only complexify c numeric types");
                Types::ERROR
            }
        };
    }
    match (basic.name, basic.sign, basic.length) {
        (BasicName::Char, Sign::Unspecified, Length::Normal) => Types::CHAR,
        (BasicName::Char, Sign::Signed, Length::Normal) => Types::SCHAR,
        (BasicName::Char, Sign::Unsigned, Length::Normal) => Types::UCHAR,
        (BasicName::Int, sign, length) => {
            let unsigned = sign == Sign::Unsigned;
            int(
                cx,
                match length {
                    Length::Short if unsigned => UShort,
                    Length::Short => Short,
                    Length::Normal if unsigned => UInt,
                    Length::Normal => Int,
                    Length::Long if unsigned => ULong,
                    Length::Long => Long,
                    Length::LongLong if unsigned => ULongLong,
                    Length::LongLong => LongLong,
                },
            )
        }
        (BasicName::Float, Sign::Unspecified, Length::Normal) => Types::FLOAT,
        (BasicName::Double, Sign::Unspecified, Length::Normal) => Types::DOUBLE,
        (BasicName::Double, Sign::Unspecified, Length::Long) => Types::LONG_DOUBLE,
        (BasicName::Void, ..) if plain => Types::VOID,
        (BasicName::Bint, ..) if plain => Types::BINT,
        (BasicName::PyUnicode, ..) if plain => int(cx, PyUnicode),
        (BasicName::PyUcs4, ..) if plain => Types::UCS4,
        (BasicName::PyHashT, ..) if plain => Types::HASH,
        // A sign on these changes their type in the language, not their width.
        (BasicName::PySsizeT, Sign::Unsigned, _) => Types::SIZE,
        (BasicName::PySsizeT, ..) => Types::SSIZE,
        (BasicName::SsizeT, ..) => int(cx, SsizeT),
        (BasicName::SizeT, Sign::Signed, _) => int(cx, SsizeT),
        (BasicName::SizeT, ..) => Types::SIZE,
        (BasicName::PtrdiffT, ..) => Types::PTRDIFF,
        (BasicName::PyTssT, ..) if plain => cx.extern_opaque("Py_tss_t"),
        _ => {
            cx.sink.error(codes::INVALID_DECLARATION, span, "Unrecognised type modifier combination");
            Types::ERROR
        }
    }
}

/// The type that a symbol stands for, if it stands for one.
fn symbol_type(cx: &mut Cx<'_, '_>, env: Env<'_>, kind: &SymbolKind) -> Option<TypeId> {
    match kind {
        SymbolKind::Type(t) => Some(*t),
        SymbolKind::Class(c) => Some(cx.types.intern(Type::Class(*c))),
        SymbolKind::Fused(f) => match env.fused.get(f) {
            Some(&chosen) => Some(chosen),
            None => Some(cx.types.intern(Type::Fused(*f))),
        },
        SymbolKind::Unknown => Some(Types::ERROR),
        SymbolKind::Cython(path) => {
            let path: Vec<&str> = path.iter().map(SmolStr::as_str).collect();
            cython_path(cx, env, &path)
        }
        _ => None,
    }
}

/// What a name means where a type is expected: a member of an extension class hides no type of that name.
fn lookup_type_name<'c>(cx: &'c Cx<'_, '_>, env: Env<'_>, name: &str) -> Option<(ScopeId, &'c Symbol)> {
    let found = cx.scopes.lookup(env.scope, name)?;
    let scope = cx.scopes.get(found.0);
    match (scope.kind, scope.parent) {
        (ScopeKind::CClass(_), Some(outside)) if !is_type(found.1) => {
            cx.scopes.lookup(outside, name).filter(|(_, s)| is_type(s)).or(Some(found))
        }
        _ => Some(found),
    }
}

fn is_type(symbol: &Symbol) -> bool {
    matches!(
        symbol.kind,
        SymbolKind::Type(_)
            | SymbolKind::Class(_)
            | SymbolKind::Fused(_)
            | SymbolKind::Unknown
            | SymbolKind::Cython(_)
    )
}

/// Walks a dotted path of module names to the symbol at its end.
pub fn lookup_path(cx: &Cx<'_, '_>, env: Env<'_>, path: &[&str]) -> Option<SymbolKind> {
    let (first, rest) = path.split_first()?;
    let (_, symbol) = lookup_type_name(cx, env, first)?;
    let mut kind = symbol.kind.clone();
    for part in rest {
        kind = match kind {
            // Every module sees the builtins, and gives them on.
            SymbolKind::Module(scope) => {
                let own = cx.scopes.lookup_here(scope, part);
                own.or_else(|| cx.scopes.lookup_here(cx.builtins, part))?.kind.clone()
            }
            SymbolKind::Cython(mut path) => {
                path.push((*part).into());
                SymbolKind::Cython(path)
            }
            SymbolKind::Unknown => SymbolKind::Unknown,
            SymbolKind::Class(c) => {
                let scope = *cx.class_scopes.get(&c)?;
                cx.scopes.lookup_here(scope, part)?.kind.clone()
            }
            SymbolKind::Type(t) => match cx.types.get(t) {
                Type::Cpp(name) => {
                    SymbolKind::Type(cx.types.lookup(&Type::Cpp(format!("{name}::{part}").into()))?)
                }
                Type::Enum(e) => {
                    let item = cx.types.enums[e.index()].items.iter().position(|i| i.name == *part)?;
                    SymbolKind::EnumItem(*e, item)
                }
                _ => return None,
            },
            _ => return None,
        };
    }
    Some(kind)
}

fn named(cx: &mut Cx<'_, '_>, env: Env<'_>, path: &[Ident], span: Span) -> TypeId {
    let parts: Vec<&str> = path.iter().map(Ident::as_str).collect();
    if let Some(kind) = lookup_path(cx, env, &parts)
        && let Some(ty) = symbol_type(cx, env, &kind)
    {
        // In C declarations `complex` is C's.
        return if ty == Types::PY_COMPLEX { Types::DOUBLE_COMPLEX } else { ty };
    }
    // A name that something else shadows may still be a builtin type.
    if let [name] = parts[..]
        && let Some(Symbol { kind: SymbolKind::Type(t), .. }) = cx.scopes.lookup_here(cx.builtins, name)
    {
        return *t;
    }
    cx.sink.push(hints::unknown_type(cx, env, &parts, span));
    Types::ERROR
}

/// Whether a plain name is a type here (and not, say, the name of an argument).
pub fn is_type_name(cx: &Cx<'_, '_>, env: Env<'_>, name: &str) -> bool {
    lookup_type_name(cx, env, name).is_some_and(|(_, s)| is_type(s))
        || cx.scopes.lookup_here(cx.builtins, name).is_some_and(is_type)
}

fn template(
    cx: &mut Cx<'_, '_>,
    env: Env<'_>,
    base: &ast::CType,
    args: &[ast::TemplateArg],
    span: Span,
) -> TypeId {
    // `cython.pointer[int]` and the like read as templates.
    if let CTypeKind::Name(path) = &base.kind {
        let parts: Vec<&str> = path.iter().map(Ident::as_str).collect();
        if let Some(SymbolKind::Cython(cython)) = lookup_path(cx, env, &parts) {
            let types: Vec<TypeId> = args.iter().map(|a| template_arg(cx, env, a)).collect();
            let name = cython.last().map_or("", SmolStr::as_str);
            return cython_constructor(cx, name, &types, span);
        }
        if let Some(ty) = typing::template(cx, env, &parts, args) {
            return ty;
        }
    }
    let base_ty = resolve(cx, env, base);
    match cx.types.get(base_ty).clone() {
        Type::Cpp(name) => {
            let args: Vec<String> = args
                .iter()
                .map(|a| {
                    let t = template_arg(cx, env, a);
                    pyxide_types::cdecl::type_name(&cx.types, t)
                })
                .collect();
            let spelled: SmolStr = format!("{name}<{}>", args.join(", ")).into();
            cx.types.intern(Type::Cpp(spelled))
        }
        Type::Builtin(b) if b.is_container() => {
            let items = typing::template_items(cx, env, args);
            generics::specialise(cx, b, &items)
        }
        Type::Builtin(BuiltinType::Type) => base_ty,
        Type::Error => Types::ERROR,
        Type::Object | Type::Builtin(_) | Type::Class(_) => {
            cx.not_supported(span, "buffer types");
            base_ty
        }
        // `int[]`, `int[5]`: an array.
        _ if args.is_empty() && base_ty != Types::ERROR => {
            cx.types.intern(Type::Array(base_ty, ArrayLen::Unknown))
        }
        _ if let [ast::TemplateArg { keyword: None, value: ast::TemplateValue::Expr(len) }] = args => {
            let len = array_len(cx, env, len);
            cx.types.intern(Type::Array(base_ty, len))
        }
        _ => {
            let message = format!("{} is not a template type", display(cx, base_ty));
            cx.sink.error(codes::INVALID_DECLARATION, span, message);
            Types::ERROR
        }
    }
}

pub fn template_arg(cx: &mut Cx<'_, '_>, env: Env<'_>, arg: &ast::TemplateArg) -> TypeId {
    match &arg.value {
        ast::TemplateValue::Type(t) => type_name(cx, env, t),
        ast::TemplateValue::Expr(e) => match expr_as_type(cx, env, e, true) {
            Some(t) => t,
            None => {
                cx.sink.error(codes::UNDECLARED_NAME, e.span, "unknown type in template argument");
                Types::ERROR
            }
        },
    }
}

fn memoryview(cx: &mut Cx<'_, '_>, env: Env<'_>, elem: TypeId, axes: &[ast::Axis]) -> TypeId {
    if elem == Types::ERROR {
        return Types::ERROR;
    }
    let mut list = Vec::with_capacity(axes.len());
    for axis in axes {
        let ok = axis.lower.is_none() || axis.upper.is_none();
        if !ok {
            cx.sink.error(codes::INVALID_DECLARATION, axis.span, "Invalid axis specification.");
        }
        list.push(match axis.step.as_deref() {
            None => ViewAxis::Strided,
            Some(step) => match &step.kind {
                ExprKind::Int(n) if n.value.as_u64() == Some(1) => ViewAxis::Contiguous,
                _ => {
                    let _ = env;
                    ViewAxis::Other
                }
            },
        });
    }
    cx.types.intern(Type::MemoryView(elem, list))
}

/// A type of the `cython` module: `int`, `p_char`, `const_double`, `fused_type` members and so on.
pub fn cython_path(cx: &mut Cx<'_, '_>, env: Env<'_>, path: &[&str]) -> Option<TypeId> {
    match path {
        [name] => match *name {
            "integral" | "floating" | "numeric" => {
                let kind = cx.shared_fused(name);
                symbol_type(cx, env, &kind)
            }
            _ => simple_type(cx, name).or_else(|| match cx.scopes.lookup_here(cx.builtins, name)?.kind {
                SymbolKind::Type(t) => Some(t),
                _ => None,
            }),
        },
        _ => None,
    }
}

/// A C type by the name that the `cython` module gives it (`p_int`, `ulonglong`, `const_char`); also plain C names.
pub fn simple_type(cx: &mut Cx<'_, '_>, name: &str) -> Option<TypeId> {
    if let Some(t) = plain_type(cx, name) {
        return Some(t);
    }
    if let Some(rest) = name.strip_prefix("const_") {
        let t = simple_type(cx, rest)?;
        return Some(cx.types.constant(t));
    }
    if let Some(rest) = name.strip_prefix("volatile_") {
        let t = simple_type(cx, rest)?;
        return Some(cx.types.intern(Type::Volatile(t)));
    }
    if let Some(rest) = name.strip_prefix('p') {
        let rest = rest.strip_prefix('_').unwrap_or(rest);
        let t = simple_type(cx, rest)?;
        return Some(if cx.types.is_object(t) { Types::ERROR } else { cx.types.ptr(t) });
    }
    None
}

fn plain_type(cx: &mut Cx<'_, '_>, name: &str) -> Option<TypeId> {
    use IntKind::*;
    let kind = match name {
        "void" => return Some(Types::VOID),
        "float" => return Some(Types::FLOAT),
        "double" => return Some(Types::DOUBLE),
        "longdouble" => return Some(Types::LONG_DOUBLE),
        "complex" | "doublecomplex" => return Some(Types::DOUBLE_COMPLEX),
        "floatcomplex" => {
            return Some(cx.types.intern(Type::Complex(ComplexKind::Float(FloatKind::Float))));
        }
        "longdoublecomplex" => return Some(Types::LONG_DOUBLE_COMPLEX),
        "object" => return Some(Types::OBJECT),
        "bint" => Bint,
        "char" => Char,
        "schar" => SChar,
        "uchar" => UChar,
        "short" | "sshort" => Short,
        "ushort" => UShort,
        "int" | "sint" => Int,
        "uint" => UInt,
        "long" | "slong" => Long,
        "ulong" => ULong,
        "longlong" | "slonglong" => LongLong,
        "ulonglong" => ULongLong,
        "Py_UNICODE" => PyUnicode,
        "Py_UCS4" => Ucs4,
        "Py_hash_t" => PyHashT,
        "Py_ssize_t" => PySsizeT,
        "ssize_t" => SsizeT,
        "size_t" => SizeT,
        "ptrdiff_t" => PtrdiffT,
        "Py_tss_t" => return Some(cx.extern_opaque("Py_tss_t")),
        "pymutex" => return Some(cx.lock_type(LockKind::Mutex)),
        "pythread_type_lock" => return Some(cx.lock_type(LockKind::ThreadLock)),
        _ => return None,
    };
    Some(cx.types.int(kind))
}

/// `cython.pointer(T)`, `cython.const(T)`, … with their arguments resolved.
fn cython_constructor(cx: &mut Cx<'_, '_>, name: &str, args: &[TypeId], span: Span) -> TypeId {
    match (name, args) {
        (_, args) if args.contains(&Types::ERROR) => Types::ERROR,
        ("pointer", [t]) if cx.types.is_object(*t) => {
            let message = "Pointer base type cannot be a Python object";
            cx.sink.error(codes::INVALID_DECLARATION, span, message);
            Types::ERROR
        }
        ("pointer", [t]) => cx.types.ptr(*t),
        ("const", [t]) => cx.types.constant(*t),
        ("volatile", [t]) => cx.types.intern(Type::Volatile(*t)),
        ("restrict", [t]) => *t,
        _ => {
            cx.sink.error(codes::INVALID_DECLARATION, span, format!("'cython.{name}' is not a type here"));
            Types::ERROR
        }
    }
}

/// The type that an expression stands for, or `None` when it is an ordinary value. `c_names`: plain names such as
/// `int` mean C types (casts, `sizeof`, `cython.declare`); otherwise (annotations) they mean Python's.
pub fn expr_as_type(cx: &mut Cx<'_, '_>, env: Env<'_>, expr: &ast::Expr, c_names: bool) -> Option<TypeId> {
    match &expr.kind {
        ExprKind::Name(name) => {
            let found = lookup_type_name(cx, env, name).map(|(scope, s)| (scope, s.kind.clone()));
            match found {
                Some((scope, kind)) if scope != cx.builtins => {
                    // A name of the module shadows C's and Python's.
                    symbol_type(cx, env, &kind).or_else(|| typing_container(cx, env, &[name]))
                }
                Some((_, kind)) => {
                    if c_names && let Some(t) = plain_c_name(cx, name) {
                        return Some(t);
                    }
                    symbol_type(cx, env, &kind)
                }
                None if c_names => plain_c_name(cx, name),
                None => None,
            }
        }
        ExprKind::Attribute { .. } => {
            let path = expr.dotted_path()?;
            match lookup_path(cx, env, &path) {
                Some(kind) => symbol_type(cx, env, &kind),
                None => typing_container(cx, env, &path),
            }
        }
        ExprKind::Subscript { value, index } => subscript_type(cx, env, expr, value, index, c_names),
        ExprKind::Call { func, args } => {
            let path = func.dotted_path()?;
            let Some(SymbolKind::Cython(cython)) = lookup_path(cx, env, &path) else { return None };
            let name = cython.last()?.clone();
            let inner: Option<Vec<TypeId>> = args
                .iter()
                .filter(|a| matches!(a, ast::Arg::Positional(_)))
                .map(|a| expr_as_type(cx, env, a.value(), true))
                .collect();
            match name.as_str() {
                "pointer" | "const" | "volatile" | "restrict" => {
                    Some(cython_constructor(cx, &name, &inner?, expr.span))
                }
                "array" => match args.as_slice() {
                    [elem, len] => {
                        let elem = expr_as_type(cx, env, elem.value(), true)?;
                        let len = array_len(cx, env, len.value());
                        Some(cx.types.intern(Type::Array(elem, len)))
                    }
                    _ => None,
                },
                _ => None,
            }
        }
        ExprKind::Str(s) => {
            let text = s.value.as_str()?.to_string();
            let Some(tree) = cx.parse_quietly(expr.span.file, &text) else {
                return c_type_in_text(cx, env, expr.span.file, &text);
            };
            if let ExprKind::Subscript { value, .. } = &tree.kind
                && !c_names
                && let Some(ty) = expr_as_type(cx, env, value, false)
                && matches!(cx.types.get(ty), Type::Builtin(b) if b.is_container())
            {
                // In brackets in text, names are C's.
                return expr_as_type(cx, env, tree, true);
            }
            expr_as_type(cx, env, tree, c_names)
        }
        // `cython.int[:, ::1]` and `(cython.int, cython.double)`.
        ExprKind::Tuple { elements, .. } if c_names => {
            let items: Option<Vec<TypeId>> =
                elements.iter().map(|e| expr_as_type(cx, env, e, c_names)).collect();
            Some(ctuple(cx, items?))
        }
        _ => None,
    }
}

/// A C type of several words in text: `"long int"`, `"const char *"`.
fn c_type_in_text(
    cx: &mut Cx<'_, '_>,
    env: Env<'_>,
    file: pyxide_diagnostics::FileId,
    text: &str,
) -> Option<TypeId> {
    let tree = cx.parse_quietly(file, &format!("sizeof({text})"))?;
    match &tree.kind {
        ExprKind::SizeofType(ty)
            if matches!(ty.base.kind, CTypeKind::Basic(_) | CTypeKind::Qualified { .. }) =>
        {
            Some(type_name(cx, env, ty))
        }
        _ => None,
    }
}

/// `typing.List` and its like, without brackets.
fn typing_container(cx: &mut Cx<'_, '_>, env: Env<'_>, path: &[&str]) -> Option<TypeId> {
    let of = typing::builtin(typing::original(cx, env, path)?)?;
    Some(cx.types.builtin(of))
}

/// A C type by its plain name in an expression (`sizeof(long)`, `int` in `cython.declare`).
fn plain_c_name(cx: &mut Cx<'_, '_>, name: &str) -> Option<TypeId> {
    match name {
        "complex" | "object" | "longdouble" | "longlong" | "uint" | "ulong" | "uchar" | "ushort"
        | "ulonglong" => None,
        _ => plain_type(cx, name),
    }
}

fn subscript_type(
    cx: &mut Cx<'_, '_>,
    env: Env<'_>,
    expr: &ast::Expr,
    value: &ast::Expr,
    index: &ast::Expr,
    c_names: bool,
) -> Option<TypeId> {
    let items: Vec<&ast::Expr> = match &index.kind {
        ExprKind::Tuple { elements, parenthesized: false } => elements.iter().collect(),
        _ => vec![index],
    };
    if let Some(path) = value.dotted_path()
        && let Some(SymbolKind::Cython(cython)) = lookup_path(cx, env, &path)
        && matches!(cython.last().map(SmolStr::as_str), Some("pointer" | "const" | "volatile" | "restrict"))
    {
        let inner: Option<Vec<TypeId>> = items.iter().map(|e| expr_as_type(cx, env, e, true)).collect();
        let name = cython[cython.len() - 1].clone();
        return Some(cython_constructor(cx, &name, &inner?, expr.span));
    }
    let base = expr_as_type(cx, env, value, c_names)?;
    if let Type::Builtin(b) = *cx.types.get(base)
        && b.is_container()
    {
        let items: Vec<generics::Item> =
            items.iter().filter_map(|e| generics::item(cx, env, e, c_names)).collect();
        return Some(generics::specialise(cx, b, &items));
    }
    // `T[:, ::1]`
    if items.iter().all(|e| matches!(e.kind, ExprKind::Slice { .. })) {
        let axes: Vec<ViewAxis> = items
            .iter()
            .map(|e| match &e.kind {
                ExprKind::Slice { step: None, .. } => ViewAxis::Strided,
                ExprKind::Slice { step: Some(step), .. } => match &step.kind {
                    ExprKind::Int(n) if n.value.as_u64() == Some(1) => ViewAxis::Contiguous,
                    _ => ViewAxis::Other,
                },
                _ => ViewAxis::Other,
            })
            .collect();
        return Some(cx.types.intern(Type::MemoryView(base, axes)));
    }
    match cx.types.get(base).clone() {
        Type::Error => Some(Types::ERROR),
        Type::Cpp(name) => {
            let args: Option<Vec<String>> = items
                .iter()
                .map(|e| {
                    let t = expr_as_type(cx, env, e, true)?;
                    Some(pyxide_types::cdecl::type_name(&cx.types, t))
                })
                .collect();
            let spelled: SmolStr = format!("{name}<{}>", args?.join(", ")).into();
            Some(cx.types.intern(Type::Cpp(spelled)))
        }
        Type::Builtin(_) | Type::Class(_) | Type::Object => Some(base),
        _ => {
            // `int[10]`: an array.
            if let [len] = items.as_slice() {
                let len = array_len(cx, env, len);
                return Some(cx.types.intern(Type::Array(base, len)));
            }
            None
        }
    }
}
