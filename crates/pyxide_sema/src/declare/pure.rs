//! C functions in Python syntax: a `def` that decorators (`@cython.cfunc`, `@cython.ccall`) or the module's `.pxd` make
//! one.

use super::decorators::Decorated;
use super::functions::ParamHeader;
use super::functions::Place;
use super::{Unit, annotations, cfunctions, functions, fused, signature, types, ufunc};
use crate::context::{BodySource, Cx, Declared, Env, FusedBindings, Wrapped, WrappedTarget};
use crate::directives::Directive;
use pyxide_diagnostics::{Diagnostic, Severity, codes};
use pyxide_hir as hir;
use pyxide_syntax::ast::{self, ExprKind};
use pyxide_types::{SigParam, Signature, Types};
use std::rc::Rc;

/// The signature of a `def` that decorators make a C function.
pub fn pure_signature<'ast>(
    cx: &mut Cx<'ast, '_>,
    unit: &Unit,
    place: &Place,
    def: &'ast ast::FunctionDef,
    decorated: &Decorated<'ast>,
    params: &[ParamHeader],
    bindings: &FusedBindings,
) -> Signature {
    let env = Env { scope: place.scope, fused: bindings };
    let ret = match (decorated.returns, &def.returns) {
        (Some(written), _) => match types::expr_as_type(cx, env, written, true) {
            Some(ty) => ty,
            None if matches!(written.kind, ExprKind::None) => Types::VOID,
            None => {
                super::functions::not_a_type(cx, written);
                Types::ERROR
            }
        },
        (None, Some(annotation)) if decorated.directives.annotation_typing() => {
            annotations::read(cx, env, annotation, false).map_or(Types::OBJECT, |a| a.ty)
        }
        _ => Types::OBJECT,
    };
    let context = signature::ErrorContext {
        is_extern: false,
        loose: unit.in_pxd || place.class.is_some(),
        span: def.decorators.first().map_or(def.name.span, |d| d.span),
    };
    let clause = match decorated.exceptval {
        Some(e) => match e.value {
            Some(value) => ast::ExceptionClause::Value {
                span: value.span,
                check: e.check,
                value: Box::new(value.clone()),
            },
            None if e.check => ast::ExceptionClause::Always(def.name.span),
            None => ast::ExceptionClause::Noexcept(context.span),
        },
        None => ast::ExceptionClause::Default,
    };
    let error = signature::error_protocol(cx, env, context, ret, &clause);
    let with_gil = decorated.is_on(Directive::WithGil);
    Signature {
        ret,
        params: params
            .iter()
            .map(|p| SigParam { name: Some(p.name.clone()), ty: p.ty, not_none: p.refuse_none })
            .collect(),
        optional: params.iter().filter(|p| p.has_default).count(),
        varargs: false,
        error,
        nogil: decorated.is_on(Directive::Nogil) || with_gil,
        with_gil,
        convention: None,
        skip_dispatch: false,
    }
}

/// A keyword-only parameter without a default that follows one with a default.
fn required_after_optional(params: &ast::Params) -> Option<&ast::Param> {
    let positional = params.posonly.iter().chain(&params.args);
    let mut all = positional.chain(&params.kwonly).skip_while(|p| p.default == ast::ParamDefault::None);
    all.find(|p| p.default == ast::ParamDefault::None)
}

/// Reports what a C function cannot have, of a `def` that is one.
pub fn check_pure(cx: &mut Cx<'_, '_>, def: &ast::FunctionDef, decorated: &Decorated<'_>) {
    let span = def.decorators.first().map_or(def.name.span, |d| d.span);
    if def.params.vararg.is_some() || def.params.kwarg.is_some() {
        cx.sink.error(codes::INVALID_DECLARATION, span, "cdef functions/methods cannot take star arguments");
    } else if let Some(p) = required_after_optional(&def.params) {
        cx.not_supported(p.span, "C functions with a required parameter behind optional ones");
    }
    if functions::yields(&def.body) {
        cx.sink.error(codes::INVALID_DECLARATION, span, "cdef function cannot be a generator");
    }
    check_decorators_except(cx, decorated, &["staticmethod", "classmethod"]);
    if decorated.is_on(Directive::Cfunc) && decorated.is_on(Directive::Ccall) {
        let message = "cfunc and ccall directives cannot be combined";
        cx.sink.error(codes::INVALID_DECLARATION, span, message);
    }
}

/// C functions take no decorators but `staticmethod`.
pub fn check_decorators(cx: &mut Cx<'_, '_>, decorated: &Decorated<'_>) {
    check_decorators_except(cx, decorated, &["staticmethod"]);
}

/// The `classmethod` of a `def` that is a C method says nothing: as under Cython, the method is one of instances.
fn check_decorators_except(cx: &mut Cx<'_, '_>, decorated: &Decorated<'_>, allowed: &[&str]) {
    for d in &decorated.others {
        let name = d.expr.as_name().map_or("", |n| n.as_str());
        if !allowed.contains(&name) {
            let message = "Cdef functions cannot take arbitrary decorators.";
            cx.sink.error(codes::INVALID_DECLARATION, d.span, message);
            return;
        }
        if name == "classmethod" {
            let message = "C methods have an instance: `classmethod` has no effect on them";
            let d = Diagnostic::new(codes::INVALID_DECLARATION, message).at(d.span);
            cx.sink.push(d.severity(Severity::Warning));
        }
    }
}

/// `@cython.cfunc def f(...)`, `@cython.ccall def f(...)` at module level.
pub fn pure_c_function<'ast>(
    cx: &mut Cx<'ast, '_>,
    unit: &Unit,
    place: &Place,
    def: &'ast ast::FunctionDef,
    decorated: &Decorated<'ast>,
) {
    check_pure(cx, def, decorated);
    let is_cpdef = decorated.is_on(Directive::Ccall);
    let flags = ast::DeclFlags {
        overridable: is_cpdef,
        inline: decorated.is_on(Directive::Inline),
        ..Default::default()
    };
    let params = functions::def_params(cx, place, def, decorated, &FusedBindings::default());
    let sig = pure_signature(cx, unit, place, def, decorated, &params, &FusedBindings::default());
    let generic = fused::in_signature(cx, &sig);
    if fused::unknown_result(cx, def.name.span, &sig) {
        return;
    }
    if !generic.is_empty() {
        fused::specialise_pure(cx, unit, place, def, decorated, &flags, &generic);
    } else {
        let Some(func) = cfunctions::c_function(cx, unit, &flags, &def.name, None, sig, true) else { return };
        define_pure(cx, place, def, decorated, func, is_cpdef, params, Rc::default());
    }
    if decorated.is_on(Directive::Ufunc) {
        ufunc::make(cx, unit, &def.name, functions::docstring(&def.body).as_ref());
    }
}

/// A `def` whose C signature the module's `.pxd` declares.
pub fn pure_definition<'ast>(
    cx: &mut Cx<'ast, '_>,
    unit: &Unit,
    place: &Place,
    def: &'ast ast::FunctionDef,
    decorated: &Decorated<'ast>,
    func: hir::CFuncId,
    is_cpdef: bool,
) {
    check_pure(cx, def, decorated);
    let _ = unit;
    let mut decorated = decorated.clone();
    if let Some(locals) = cx.declared_locals.get(&func) {
        decorated.locals.extend(locals);
    }
    let decorated = &decorated;
    let mut params = functions::def_params(cx, place, def, decorated, &FusedBindings::default());
    let sig = cx.cfuncs[func.index()].sig.clone();
    if params.len() != sig.params.len() {
        cx.sink.error(codes::REDECLARED, def.name.span, "wrong number of arguments");
        return;
    }
    for (p, declared) in params.iter_mut().zip(&sig.params) {
        p.ty = declared.ty;
        p.refuse_none |= declared.not_none;
    }
    for (p, declared) in params.iter().zip(&mut cx.cfuncs[func.index()].sig.params) {
        declared.name = Some(p.name.clone());
    }
    define_pure(cx, place, def, decorated, func, is_cpdef, params, Rc::default());
}

/// The headers of a `def` that is the C function `func`.
#[expect(clippy::too_many_arguments, reason = "plain and fused functions share it")]
pub fn define_pure<'ast>(
    cx: &mut Cx<'ast, '_>,
    place: &Place,
    def: &'ast ast::FunctionDef,
    decorated: &Decorated<'ast>,
    func: hir::CFuncId,
    is_cpdef: bool,
    params: Vec<ParamHeader>,
    bindings: Rc<FusedBindings>,
) -> Option<hir::FuncId> {
    let sig = cx.cfuncs[func.index()].sig.clone();
    let doc = functions::docstring(&def.body);
    let header = cfunctions::CHeader {
        name: &def.name,
        kind: hir::FunctionKind::C(func),
        sig: &sig,
        is_inline: decorated.is_on(Directive::Inline),
        doc: doc.clone(),
    };
    let body = cfunctions::c_header(cx, place, header, &params);
    cx.cfuncs[func.index()].func = Some(body);
    functions::decorated_locals(cx, place, body, decorated, &bindings);
    let job = place.job(body, BodySource::Def(def), decorated.inner.clone(), bindings.clone());
    cx.jobs.push_back(job);
    if !is_cpdef {
        cx.declared.insert(def.name.span, Declared::NoObject);
        return None;
    }
    functions::note_doctest(cx, functions::statement_start(def), &def.name.name, doc.as_ref());
    let wrapped = Wrapped { target: WrappedTarget::CFunc(func), source: BodySource::Def(def) };
    let wrapper = cfunctions::wrapper(cx, place, &def.name, &params, doc, decorated, wrapped, bindings);
    cx.declared.insert(def.name.span, Declared::Def(wrapper));
    Some(wrapper)
}
