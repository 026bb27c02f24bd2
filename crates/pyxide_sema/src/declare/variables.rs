//! C variables and C function declarations without a body: `cdef int x, f(int)`.

use super::cfunctions;
use super::types::DeclContext;
use super::{Unit, names, types};
use crate::context::{Cx, Env};
use crate::scope::{ScopeId, SymbolKind};
use pyxide_diagnostics::{Diagnostic, Severity, Span, codes};
use pyxide_hir as hir;
use pyxide_syntax::ast::{self, CName, DeclFlags, ExprKind, Ident, Visibility};
use pyxide_types::{Access, Origin, Type, TypeId, Types};
use smol_str::SmolStr;

/// A `cdef` statement of variables or function declarations at module level.
pub fn module_level<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, _span: Span, def: &'ast ast::CVarDef) {
    let env = Env::plain(unit.scope);
    if let [d] = def.declarators.as_slice()
        && is_cpp_template(&d.declarator)
    {
        cfunctions::declare_template(cx, unit, &d.declarator);
        return;
    }
    let base = match &def.ty {
        Some(ty) => types::resolve(cx, env, ty),
        None => Types::OBJECT,
    };
    for d in &def.declarators {
        if d.declarator.as_function().is_some() {
            cfunctions::declare_c(cx, unit, &def.flags, &def.decorators, base, &d.declarator);
            continue;
        }
        let context = DeclContext { is_extern: unit.is_extern, in_pxd: unit.in_pxd, ..Default::default() };
        let declared = types::declarator(cx, env, context, base, &d.declarator);
        let Some(name) = declared.name else { continue };
        if def.flags.overridable {
            let message = "Variables cannot be declared with 'cpdef'. Use 'cdef' instead.";
            cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
        }
        if matches!(cx.types.kind(declared.ty), Type::Func(_)) {
            // A name of function type: `cdef extern func_t f`.
            cfunctions::declare_c_of_type(cx, unit, &def.flags, name, declared.cname, declared.ty);
            continue;
        }
        if unit.origin(def.flags.visibility) == Origin::Extern {
            if cx.types.is_object(declared.ty) && !unit.is_extern {
                let message = "Python object cannot be declared extern";
                cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
            }
        } else {
            check_variable_type(cx, unit, name, declared.ty);
        }
        declare_cvar(cx, unit, name, declared.cname, declared.ty, def.flags);
    }
}

/// Whether a type is fused, or made of one.
fn has_fused(types: &Types, ty: TypeId) -> bool {
    match types.kind(ty) {
        Type::Fused(_) => true,
        Type::Ptr(inner) | Type::Array(inner, _) | Type::Const(inner) | Type::Volatile(inner) => {
            has_fused(types, *inner)
        }
        Type::Func(sig) => has_fused(types, sig.ret) || sig.params.iter().any(|p| has_fused(types, p.ty)),
        _ => false,
    }
}

fn check_variable_type(cx: &mut Cx<'_, '_>, unit: &Unit, name: &Ident, ty: TypeId) {
    if unit.is_extern || unit.in_pxd {
        return;
    }
    match cx.types.kind(ty) {
        Type::Void => {
            let message = "Variable type 'void' is incomplete";
            cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
        }
        _ if has_fused(&cx.types, ty) => {
            let message = "Invalid use of fused types, type cannot be specialized";
            cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
        }
        Type::MemoryView(..) => cx.not_supported(name.span, "memoryviews"),
        _ if types::is_incomplete(&cx.types, ty) => {
            let message = format!("Variable type '{}' is incomplete", types::display(cx, ty));
            cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
        }
        _ => {}
    }
}

/// `T f[T](T x)`: a C++ function template reads as a function around an array of its parameters.
fn is_cpp_template(d: &ast::Declarator) -> bool {
    use ast::DeclaratorKind::*;
    match &d.kind {
        Function(f) => match &f.base.kind {
            Array { base, .. } => matches!(base.kind, Name { .. } | Array { .. }),
            _ => is_cpp_template(&f.base),
        },
        Pointer { base, .. } | Reference(base) | RvalueReference(base) => is_cpp_template(base),
        _ => false,
    }
}

/// The access that a declaration's words give.
pub fn access(flags: &DeclFlags) -> Access {
    match flags.visibility {
        Visibility::Public if flags.api => Access::PublicApi,
        Visibility::Public => Access::Public,
        Visibility::Readonly => Access::ReadOnly,
        _ if flags.api => Access::Api,
        _ => Access::Private,
    }
}

/// Declares a C variable of a module. The implementation may repeat what its `.pxd` says.
pub fn declare_cvar(
    cx: &mut Cx<'_, '_>,
    unit: &Unit,
    name: &Ident,
    cname: Option<&CName>,
    ty: TypeId,
    flags: DeclFlags,
) {
    let origin = unit.origin(flags.visibility);
    let access = access(&flags);
    if let Some(old) = cx.scopes.lookup_here(unit.scope, &name.name) {
        let old_span = old.span;
        match old.kind {
            SymbolKind::CVar(v) => {
                let var = &mut cx.cvars[v.index()];
                if var.ty == ty && (var.origin == Origin::Extern || old.from_pxd || unit.in_pxd) {
                    var.access = var.access.and(access);
                    var.exported |= access.is_api();
                    return;
                }
                if var.ty != ty && old.from_pxd {
                    // The first one holds: packages say it twice, and their code relies on what it always meant.
                    let message = format!(
                        "Variable '{}' does not match its declaration in the .pxd file, which holds",
                        name.name
                    );
                    let conflict = Diagnostic::new(codes::REDECLARED, message).severity(Severity::Warning);
                    cx.sink.push(conflict.at(name.span).label(old_span, "it is declared here"));
                    return;
                }
                cx.redeclared(name, old_span);
                return;
            }
            SymbolKind::PyGlobal | SymbolKind::Unknown => {}
            // A class of a declaration file stays what the name means.
            SymbolKind::Class(class)
                if cx.types.classes[class.index()].origin != Origin::Here || old.from_pxd =>
            {
                let (what, where_from) = match cx.types.classes[class.index()].origin {
                    Origin::Module(_) => ("cimported", "it is cimported here"),
                    _ => ("declared", "it is declared here"),
                };
                let message = format!("'{}' is the {what} class, not a variable", name.name);
                let conflict = Diagnostic::new(codes::REDECLARED, message).severity(Severity::Warning);
                cx.sink.push(conflict.at(name.span).label(old_span, where_from));
                return;
            }
            _ => {
                cx.redeclared(name, old_span);
                return;
            }
        }
    }
    let c_name: SmolStr = match cname {
        Some(c) => c.text.clone(),
        None if origin == Origin::Extern => namespaced(unit, &name.name),
        None if access.is_public() && origin == Origin::Here => name.name.clone(),
        None => names::mangle(names::VARIABLE, &unit.module, &name.name),
    };
    cx.cvars.push(hir::CVarDecl {
        name: name.name.clone(),
        cname: c_name,
        ty,
        exported: origin == Origin::Here && (unit.in_pxd && unit.own || access.is_api()),
        origin,
        access,
        span: Some(name.span),
    });
    let id = hir::CVarId(cx.cvars.len() as u32 - 1);
    let from_pxd = unit.in_pxd;
    let symbol = crate::scope::Symbol {
        name: name.name.clone(),
        span: name.span,
        kind: SymbolKind::CVar(id),
        from_pxd,
    };
    cx.scopes.define(unit.scope, symbol);
}

/// A name of a C++ namespace is qualified; of C, plain.
pub fn namespaced(unit: &Unit, name: &SmolStr) -> SmolStr {
    match &unit.namespace {
        Some(ns) if !ns.is_empty() => format!("{ns}::{name}").into(),
        _ => name.clone(),
    }
}

/// `x = cython.declare(cython.int, 5)` at module level.
pub fn pure_declare<'ast>(
    cx: &mut Cx<'ast, '_>,
    unit: &Unit,
    targets: &'ast [ast::Expr],
    value: &'ast ast::Expr,
) -> bool {
    let Some((ty, access)) = declare_call(cx, unit.scope, value) else { return false };
    for t in targets {
        if let Some(name) = t.as_name() {
            let ident = Ident::new(name.clone(), t.span);
            check_variable_type(cx, unit, &ident, ty);
            declare_cvar(cx, unit, &ident, None, ty, flags_of(access));
        }
    }
    true
}

/// `cython.declare(x=cython.int, y=cython.double)` at module level.
pub fn pure_declare_names<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, value: &'ast ast::Expr) -> bool {
    let Some(list) = declare_names_call(cx, unit.scope, value) else { return false };
    for (name, ty, access) in list {
        declare_cvar(cx, unit, name, None, ty, flags_of(access));
    }
    true
}

/// The type and access of a call `cython.declare(T, …)`; `None` when it is no such call.
pub fn declare_call(cx: &mut Cx<'_, '_>, scope: ScopeId, value: &ast::Expr) -> Option<(TypeId, Access)> {
    let args = declare_args(cx, scope, value)?;
    let Some(ast::Arg::Positional(written)) = args.first() else { return None };
    let ty = types::expr_as_type(cx, Env::plain(scope), written, true).unwrap_or_else(|| {
        cx.sink.error(codes::UNDECLARED_NAME, written.span, "Unknown type");
        Types::ERROR
    });
    Some((ty, declared_access(args)))
}

/// The names, types and access of a call `cython.declare(x=T, …)`; `None` when it is no such call.
pub fn declare_names_call<'ast>(
    cx: &mut Cx<'ast, '_>,
    scope: ScopeId,
    value: &'ast ast::Expr,
) -> Option<Vec<(&'ast Ident, TypeId, Access)>> {
    let args = declare_args(cx, scope, value)?;
    let access = declared_access(args);
    let mut list = Vec::new();
    for arg in args {
        let ast::Arg::Keyword { name, value } = arg else { continue };
        if name.name == "visibility" {
            continue;
        }
        match types::expr_as_type(cx, Env::plain(scope), value, true) {
            Some(ty) => list.push((name, ty, access)),
            None => cx.sink.error(codes::UNDECLARED_NAME, value.span, "Unknown type"),
        }
    }
    Some(list)
}

fn flags_of(access: Access) -> DeclFlags {
    let visibility = match access {
        Access::Public => Visibility::Public,
        Access::ReadOnly => Visibility::Readonly,
        _ => Visibility::Private,
    };
    DeclFlags { visibility, ..Default::default() }
}

fn declared_access(args: &[ast::Arg]) -> Access {
    for arg in args {
        if let ast::Arg::Keyword { name, value } = arg
            && name.name == "visibility"
            && let ExprKind::Str(s) = &value.kind
        {
            return match s.value.as_str() {
                Some("public") => Access::Public,
                Some("readonly") => Access::ReadOnly,
                _ => Access::Private,
            };
        }
    }
    Access::Private
}

/// The arguments of a call of `cython.declare`.
fn declare_args<'e>(cx: &Cx<'_, '_>, scope: ScopeId, value: &'e ast::Expr) -> Option<&'e [ast::Arg]> {
    let ExprKind::Call { func, args } = &value.kind else { return None };
    let path = super::decorators::cython_path(cx, scope, func)?;
    (path.len() == 1 && path[0] == "declare").then_some(args)
}
