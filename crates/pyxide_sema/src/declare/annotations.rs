//! Types that annotations give to parameters and attributes.
//!
//! In an annotation plain names mean Python's types: `int` is the Python integer. Where a C type holds the same values,
//! it is used (`float` is a C `double`, `bool` a `bint`). An object type from an annotation excludes `None`, unless it
//! says `Optional[...]`, `... | None`, or the default is `None`.

use super::{types, typing};
use crate::context::{Cx, Env};
use crate::scope::SymbolKind;
use pyxide_diagnostics::{Diagnostic, codes, did_you_mean};
use pyxide_syntax::ast::{self, BinaryOp, ExprKind};
use pyxide_types::{BuiltinType, Type, TypeId, Types};

/// The type that an annotation gives, and whether `None` is allowed beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Annotated {
    pub ty: TypeId,
    pub or_none: bool,
    /// `ClassVar[...]`: belongs to the class, not to its instances.
    pub class_var: bool,
    pub init_var: bool,
}

/// Reads an annotation; `None` when it names no type that is known at compile time.
pub fn read(cx: &mut Cx<'_, '_>, env: Env<'_>, expr: &ast::Expr, default_is_none: bool) -> Option<Annotated> {
    let plain = |ty, or_none| Annotated { ty, or_none, class_var: false, init_var: false };
    match &expr.kind {
        ExprKind::Binary { op: BinaryOp::BitOr, left, right } => {
            let other = match (&left.kind, &right.kind) {
                (_, ExprKind::None) => left,
                (ExprKind::None, _) => right,
                _ => return None,
            };
            let inner = read(cx, env, other, false)?;
            Some(Annotated { ty: as_object(cx, inner.ty), or_none: true, ..inner })
        }
        // The old form: `{'type': int, 'ctype': cython.long}`; the C type decides.
        ExprKind::Dict(items) => {
            let named = |wanted: &str| {
                items.iter().find_map(|item| match item {
                    ast::DictItem::Pair { key, value } => match &key.kind {
                        ExprKind::Str(s) if s.value.as_str() == Some(wanted) => Some(value),
                        ExprKind::Bytes(b) if b.value.to_vec() == wanted.as_bytes() => Some(value),
                        _ => None,
                    },
                    _ => None,
                })
            };
            match (named("ctype"), named("type")) {
                (Some(ctype), _) => {
                    let ty = types::expr_as_type(cx, env, ctype, true)?;
                    let or_none = default_is_none && cx.types.is_object(ty);
                    Some(plain(ty, or_none || ty == Types::OBJECT))
                }
                (None, Some(ty)) => read(cx, env, ty, default_is_none),
                (None, None) => None,
            }
        }
        ExprKind::Subscript { value, index } => {
            if let Some(name) = typing::form(cx, env, value).map(str::to_string) {
                return match name.as_str() {
                    "Optional" => {
                        let inner = read(cx, env, index, false)?;
                        check_optional(cx, env, index);
                        Some(Annotated { ty: as_object(cx, inner.ty), or_none: true, ..inner })
                    }
                    "Union" => {
                        let ExprKind::Tuple { elements, .. } = &index.kind else { return None };
                        let others: Vec<&ast::Expr> =
                            elements.iter().filter(|e| !matches!(e.kind, ExprKind::None)).collect();
                        match others.as_slice() {
                            [one] if elements.len() == 2 => {
                                let inner = read(cx, env, one, false)?;
                                Some(Annotated { ty: as_object(cx, inner.ty), or_none: true, ..inner })
                            }
                            _ => None,
                        }
                    }
                    "ClassVar" => Some(Annotated { class_var: true, ..read(cx, env, index, false)? }),
                    "InitVar" => Some(Annotated { init_var: true, ..read(cx, env, index, false)? }),
                    _ => None,
                };
            }
            let ty = types::expr_as_type(cx, env, expr, false)?;
            Some(plain(ty, default_is_none && cx.types.is_object(ty)))
        }
        _ => {
            let ty = types::expr_as_type(cx, env, expr, false)?;
            if default_is_none {
                return Some(plain(as_object(cx, ty), true));
            }
            Some(plain(equivalent(cx, expr, ty), ty == Types::OBJECT))
        }
    }
}

/// Reports an annotation that names nothing of the `cython` module: no one else could mean anything by it.
pub fn check_known(cx: &mut Cx<'_, '_>, env: Env<'_>, expr: &ast::Expr) {
    let Some([module, name]) =
        expr.dotted_path().as_deref().map(|p| p.to_vec()).and_then(|p| <[&str; 2]>::try_from(p).ok())
    else {
        return;
    };
    let kind = cx.scopes.lookup(env.scope, module).map(|(_, s)| s.kind.clone());
    if matches!(kind, Some(SymbolKind::Cython(path)) if path.is_empty())
        && types::expr_as_type(cx, env, expr, false).is_none()
    {
        let message = format!("Unknown type declaration '{module}.{name}' in annotation");
        let error = Diagnostic::new(codes::UNDECLARED_NAME, message).at(expr.span);
        let near = did_you_mean(name, crate::hints::CYTHON_TYPES.iter().copied());
        cx.sink
            .push(near.into_iter().fold(error, |e, near| e.help(format!("did you mean `{module}.{near}`?"))));
    }
}

/// `Optional[T]` is for what `None` can stand beside: Python's types.
fn check_optional(cx: &mut Cx<'_, '_>, env: Env<'_>, of: &ast::Expr) {
    let Some(ty) = types::expr_as_type(cx, env, of, false) else { return };
    let is_c = !cx.types.is_object(ty)
        && ty != Types::ERROR
        && !matches!(cx.types.kind(ty), Type::MemoryView(..) | Type::CTuple(_) | Type::Fused(_))
        && !matches!(cx.types.kind(ty), Type::Int(pyxide_types::IntKind::Bint));
    if is_c {
        let message = format!("typing.Optional[...] cannot be applied to type {}", types::display(cx, ty));
        cx.sink.error(pyxide_diagnostics::codes::INVALID_DECLARATION, of.span, message);
    }
}

/// The C type that is used for a Python type in an annotation.
fn equivalent(cx: &Cx<'_, '_>, expr: &ast::Expr, ty: TypeId) -> TypeId {
    let _ = expr;
    match cx.types.get(ty) {
        Type::Builtin(BuiltinType::Float) => Types::DOUBLE,
        Type::Builtin(BuiltinType::Bool) => Types::BINT,
        Type::Builtin(BuiltinType::Complex) => Types::DOUBLE_COMPLEX,
        _ => ty,
    }
}

/// The object type that holds the values of a C type and `None`.
fn as_object(cx: &Cx<'_, '_>, ty: TypeId) -> TypeId {
    match ty {
        Types::DOUBLE => Types::PY_FLOAT,
        Types::BINT => Types::PY_BOOL,
        Types::DOUBLE_COMPLEX => Types::PY_COMPLEX,
        _ if matches!(cx.types.kind(ty), Type::Int(pyxide_types::IntKind::Bint)) => Types::PY_BOOL,
        _ if cx.types.is_object(ty) || ty == Types::ERROR => ty,
        _ if matches!(cx.types.kind(ty), Type::CTuple(_)) => Types::TUPLE,
        _ => ty,
    }
}
