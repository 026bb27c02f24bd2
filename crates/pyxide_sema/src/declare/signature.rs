//! C signatures and their exception clauses.
//!
//! Without a clause, a C function that is defined in Cython code and returns a C value raises: `cdef int f()` means
//! `except? -1`, `cdef void f()` means `except *`. A function of a C header does not. Object results always mean that
//! NULL is an error.

use super::consteval::{self, Value};
use super::types::{self, DeclContext};
use crate::context::{Cx, Env};
use crate::directives::Directive;
use num_traits::ToPrimitive;
use pyxide_diagnostics::{Diagnostic, Span, codes};
use pyxide_syntax::ast::{self, CTypeKind, ExceptionClause, Ident};
use pyxide_types::{ErrorProtocol, Sentinel, SigParam, Signature, Type, TypeId, Types};

/// A parameter of a C function after its type is settled.
#[derive(Clone, Copy, Debug)]
pub struct CParam<'a> {
    pub name: Option<&'a Ident>,
    pub ty: TypeId,
}

/// Name and type of a C function's parameter. Where no type `x` exists, `f(x)` has an argument `x` of type `object`,
/// or of the class for the first one of a method.
pub fn param<'a>(
    cx: &mut Cx<'_, '_>,
    env: Env<'_>,
    context: DeclContext,
    p: &'a ast::Param,
    index: usize,
) -> CParam<'a> {
    let self_type = match context.class {
        Some(class) if index == 0 && !context.is_static => Some(cx.types.intern(Type::Class(class))),
        _ => None,
    };
    let untyped = self_type.unwrap_or(Types::OBJECT);
    let Some(ty) = &p.ty else {
        let inner = DeclContext::default();
        let mut untyped = untyped;
        let default_is_none =
            matches!(&p.default, ast::ParamDefault::Value(v) if matches!(v.kind, ast::ExprKind::None));
        if context.annotations
            && self_type.is_none()
            && let Some(annotation) = &p.annotation
            && let Some(found) = super::annotations::read(cx, env, annotation, default_is_none)
        {
            untyped = found.ty;
        }
        let d = types::declarator(cx, env, inner, untyped, &p.declarator);
        return CParam { name: d.name, ty: d.ty };
    };
    if let CTypeKind::Name(path) = &ty.kind
        && let [name] = path.as_slice()
        && p.declarator.is_empty()
        && !types::is_type_name(cx, env, &name.name)
    {
        return CParam { name: Some(name), ty: untyped };
    }
    let base = types::resolve(cx, env, ty);
    let d = types::declarator(cx, env, DeclContext::default(), base, &p.declarator);
    if d.cname.is_some() {
        let message = "Function argument cannot have C name specification";
        cx.sink.error(codes::INVALID_DECLARATION, p.span, message);
    }
    let ty = match cx.types.kind(d.ty) {
        // An array parameter is a pointer.
        Type::Array(elem, _) => {
            let elem = *elem;
            cx.types.ptr(elem)
        }
        Type::Func(_) => cx.types.ptr(d.ty),
        Type::Void => {
            let message = "Use spam() rather than spam(void) to declare a function with no arguments.";
            cx.sink.error(codes::INVALID_DECLARATION, p.span, message);
            Types::ERROR
        }
        _ => d.ty,
    };
    CParam { name: d.name, ty }
}

/// The type of a function declarator whose return type is `ret`.
pub fn function_type(
    cx: &mut Cx<'_, '_>,
    env: Env<'_>,
    context: DeclContext,
    ret: TypeId,
    whole: &ast::Declarator,
    function: &ast::FunctionDeclarator,
) -> TypeId {
    let is_pointer = !matches!(function.base.kind, ast::DeclaratorKind::Name { .. });
    // Only the function itself has `self`, not functions that its type mentions.
    let own = if is_pointer { DeclContext { class: None, ..context } } else { context };
    let mut params = Vec::with_capacity(function.params.len());
    let mut optional = 0;
    for (i, p) in function.params.iter().enumerate() {
        let CParam { name, ty } = param(cx, env, own, p, i);
        if !matches!(p.default, ast::ParamDefault::None) {
            optional += 1;
        } else if optional > 0 {
            let message = "Non-default argument follows default argument";
            cx.sink.error(codes::INVALID_DECLARATION, whole.span, message);
        }
        params.push(SigParam {
            name: name.map(|n| n.name.clone()),
            ty,
            not_none: p.none_check == ast::NoneCheck::NotNone,
        });
    }
    let is_rvalue = |types: &Types, ty| matches!(types.get(ty), Type::Cpp(name) if name.ends_with("&&"));
    if is_rvalue(&cx.types, ret) {
        let message = "Rvalue-reference as function return type not supported";
        cx.sink.error(codes::INVALID_DECLARATION, whole.span, message);
    }
    for (p, written) in params.iter().zip(&function.params) {
        if is_rvalue(&cx.types, p.ty) && !context.is_extern {
            let message = "Rvalue-reference as function argument not supported";
            cx.sink.error(codes::INVALID_DECLARATION, written.span, message);
        }
    }
    match cx.types.kind(ret) {
        Type::Func(_) => {
            cx.sink.error(codes::INVALID_DECLARATION, whole.span, "Function cannot return a function")
        }
        Type::Array(..) => {
            cx.sink.error(codes::INVALID_DECLARATION, whole.span, "Function cannot return an array")
        }
        _ => {}
    }
    let error = error_protocol(
        cx,
        env,
        ErrorContext {
            is_extern: context.is_extern,
            loose: context.in_pxd || context.class.is_some() || is_pointer,
            span: whole.span,
        },
        ret,
        &function.exception,
    );
    let convention = function.base.calling_convention.as_ref().map(|c| c.name.clone());
    cx.types.func(Signature {
        ret,
        params,
        optional,
        varargs: function.has_varargs,
        error,
        nogil: context.nogil || function.nogil.is_some() || function.with_gil.is_some(),
        with_gil: function.with_gil.is_some(),
        convention,
        skip_dispatch: false,
    })
}

/// Gives a signature the parameter names and `not None`s of its own declarator: equal function types share one id, and
/// these are no part of the type.
pub fn name_params(
    cx: &mut Cx<'_, '_>,
    env: Env<'_>,
    context: DeclContext,
    declarator: &ast::Declarator,
    sig: &mut Signature,
) {
    let Some(function) = declarator.as_function() else { return };
    for (p, written) in sig.params.iter_mut().zip(&function.params) {
        p.name = param_name(cx, env, written).map(|n| n.name.clone());
        p.not_none = written.none_check == ast::NoneCheck::NotNone
            || context.annotations && refuses_none(cx, env, written);
    }
}

/// Whether the annotation of an untyped parameter names a type of objects without `None`.
fn refuses_none(cx: &mut Cx<'_, '_>, env: Env<'_>, p: &ast::Param) -> bool {
    let Some(annotation) = p.annotation.as_ref().filter(|_| p.ty.is_none()) else { return false };
    let default_is_none =
        matches!(&p.default, ast::ParamDefault::Value(v) if matches!(v.kind, ast::ExprKind::None));
    super::annotations::read(cx, env, annotation, default_is_none)
        .is_some_and(|found| !found.or_none && cx.types.is_object(found.ty) && found.ty != Types::OBJECT)
}

/// The name of a parameter: in `f(x)`, `x` where it is no type.
fn param_name<'a>(cx: &Cx<'_, '_>, env: Env<'_>, p: &'a ast::Param) -> Option<&'a Ident> {
    if let Some(ty) = &p.ty
        && let CTypeKind::Name(path) = &ty.kind
        && let [name] = path.as_slice()
        && p.declarator.is_empty()
        && !types::is_type_name(cx, env, &name.name)
    {
        return Some(name);
    }
    p.name()
}

/// What decides about the default exception clause.
#[derive(Clone, Copy, Debug)]
pub struct ErrorContext {
    pub is_extern: bool,
    /// Methods, declarations in a `.pxd` and function pointers without a clause are asked after every call, since the
    /// implementation may have any clause.
    pub loose: bool,
    pub span: Span,
}

/// The value that stands for "an exception may be set" in a type, where the type has one.
pub fn default_sentinel(types: &Types, ty: TypeId) -> Option<Sentinel> {
    match types.kind(ty) {
        Type::Int(_) => Some(Sentinel::Int(-1)),
        Type::Float(_) => Some(Sentinel::Float((-1.0f64).to_bits())),
        Type::Ptr(_) => Some(Sentinel::Null),
        _ => None,
    }
}

/// The protocol of a function with result `ret`.
pub fn error_protocol(
    cx: &mut Cx<'_, '_>,
    env: Env<'_>,
    context: ErrorContext,
    ret: TypeId,
    clause: &ExceptionClause,
) -> ErrorProtocol {
    if ret == Types::ERROR {
        return ErrorProtocol::Never;
    }
    let is_object = cx.types.is_object(ret);
    match clause {
        ExceptionClause::Cpp { handler, .. } => ErrorProtocol::Cpp(match handler {
            ast::CppHandler::Default => None,
            ast::CppHandler::Star => Some("*".into()),
            ast::CppHandler::Name(name) => Some(name.name.clone()),
        }),
        ExceptionClause::Value { .. } if is_object => {
            let message = "Exception clause not allowed for function returning Python object";
            cx.sink.error(codes::INVALID_DECLARATION, context.span, message);
            ErrorProtocol::Null
        }
        ExceptionClause::Noexcept(span) if is_object => {
            // Of a fused type only some members may be objects.
            if !context.is_extern && env.fused.is_empty() {
                let message = "`noexcept` has no effect: a function that returns an object says so by NULL";
                cx.sink.push(Diagnostic::new(codes::IGNORED_NOEXCEPT, message).at(*span));
            }
            ErrorProtocol::Null
        }
        _ if is_object => ErrorProtocol::Null,
        ExceptionClause::Noexcept(_) => ErrorProtocol::Never,
        ExceptionClause::Default if context.is_extern => ErrorProtocol::Never,
        ExceptionClause::Default if cx.directives.is_on(Directive::LegacyImplicitNoexcept) => {
            ErrorProtocol::Never
        }
        ExceptionClause::Default | ExceptionClause::Always(_) => {
            let loose = context.loose || context.is_extern;
            match default_sentinel(&cx.types, ret) {
                Some(sentinel) if !loose => ErrorProtocol::SentinelCheck(sentinel),
                _ => ErrorProtocol::Always,
            }
        }
        ExceptionClause::Value { check, value, .. } => {
            let Some(sentinel) = sentinel(cx, env, ret, value) else { return ErrorProtocol::Always };
            match (sentinel, check) {
                (sentinel, true) => ErrorProtocol::SentinelCheck(sentinel),
                (Sentinel::Null, false) => ErrorProtocol::Null,
                (sentinel, false) => ErrorProtocol::Sentinel(sentinel),
            }
        }
    }
}

/// The constant of an exception clause, converted to the function's result type.
fn sentinel(cx: &mut Cx<'_, '_>, env: Env<'_>, ret: TypeId, value: &ast::Expr) -> Option<Sentinel> {
    let is_pointer = cx.types.is_pointer(ret);
    let is_float = cx.types.is_float(ret);
    let is_int = cx.types.is_int(ret);
    if matches!(value.kind, ast::ExprKind::Null) && is_pointer {
        return Some(Sentinel::Null);
    }
    let found = match consteval::eval(cx, env, value) {
        Ok(Value::Int(n)) if is_float => n.to_f64().map(|f| Sentinel::Float(f.to_bits())),
        Ok(Value::Float(f)) if is_float => Some(Sentinel::Float(f.to_bits())),
        Ok(Value::Int(n)) if is_int => {
            n.to_i64().map(Sentinel::Int).or_else(|| n.to_u64().map(|n| Sentinel::Int(n as i64)))
        }
        Ok(Value::Bool(b)) if is_int => Some(Sentinel::Int(b as i64)),
        Ok(Value::Int(n)) if is_pointer && n == 0.into() => Some(Sentinel::Null),
        Ok(Value::Str(s)) if is_int && s.len() == 1 => Some(Sentinel::Int(s.as_bytes()[0].into())),
        Ok(Value::Bytes(b)) if is_int && b.len() == 1 => Some(Sentinel::Int(b[0].into())),
        Ok(Value::Int(_)) if is_pointer && matches!(value.kind, ast::ExprKind::Cast { .. }) => {
            consteval::c_text(cx, env, value).map(Sentinel::Named)
        }
        Ok(_) => None,
        Err(_) => consteval::c_text(cx, env, value).map(Sentinel::Named),
    };
    if found.is_none() {
        let message = "Exception value incompatible with function return type";
        cx.sink.error(codes::TYPE_MISMATCH, value.span, message);
    }
    found
}
