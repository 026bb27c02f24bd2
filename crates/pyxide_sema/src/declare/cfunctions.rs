//! C functions at module level: declarations, definitions, and the Python side of `cpdef`.
//!
//! A name has one [`hir::CFuncDecl`], whether its `.pxd`, a declaration or the definition comes first; [`c_function`]
//! finds or makes it, and [`define_c`] gives it a body.

use super::decorators::Decorated;
use super::functions::ParamHeader;
use super::functions::Place;
use super::types::DeclContext;
use super::variables::{access, namespaced};
use super::{Unit, decorators, functions, fused, names, pure, signature, types, ufunc};
use crate::context::{BodySource, Cx, Declared, Env, FusedBindings, Wrapped, WrappedTarget};
use crate::directives::{Directive, Scopes};
use crate::scope::{Symbol, SymbolKind};
use pyxide_diagnostics::{Diagnostic, Severity, Span, codes};
use pyxide_hir as hir;
use pyxide_syntax::ast::{self, Ident, Visibility};
use pyxide_types::{ErrorProtocol, Origin, Signature, Type, TypeId, Types};
use smol_str::SmolStr;
use std::rc::Rc;

/// A C function declaration without a body.
pub fn declare_c<'ast>(
    cx: &mut Cx<'ast, '_>,
    unit: &Unit,
    flags: &ast::DeclFlags,
    decorators: &'ast [ast::Decorator],
    base: TypeId,
    declarator: &'ast ast::Declarator,
) {
    let env = Env::plain(unit.scope);
    let decorated = decorators::collect(cx, unit.scope, decorators, Scopes::FUNCTION, &unit.directives);
    let context = DeclContext {
        is_extern: unit.is_extern || flags.visibility == Visibility::Extern,
        in_pxd: unit.in_pxd,
        nogil: flags.nogil,
        ..Default::default()
    };
    let declared = types::declarator(cx, env, context, base, declarator);
    let Some(name) = declared.name else { return };
    let Some(mut sig) = cx.types.signature(declared.ty).cloned() else { return };
    signature::name_params(cx, env, context, declarator, &mut sig);
    type_by_locals(cx, env, &decorated, &mut sig);
    declare_c_of_signature(cx, unit, flags, name, declared.cname, sig);
    if !decorated.locals.is_empty()
        && let Some(SymbolKind::CFunc { func, .. }) =
            cx.scopes.lookup_here(unit.scope, &name.name).map(|s| s.kind.clone())
    {
        cx.declared_locals.insert(func, decorated.locals);
    }
}

/// Gives parameters that have no type written the one that `@cython.locals` names.
pub fn type_by_locals(cx: &mut Cx<'_, '_>, env: Env<'_>, decorated: &Decorated<'_>, sig: &mut Signature) {
    for p in &mut sig.params {
        let Some((_, written)) = decorated.locals.iter().find(|(n, _)| Some(&n.name) == p.name.as_ref())
        else {
            continue;
        };
        if let Some(ty) = types::expr_as_type(cx, env, written, true)
            && p.ty == Types::OBJECT
        {
            p.ty = ty;
        }
    }
}

/// A C++ function template: only its name is known, and using it is reported.
pub fn declare_template(cx: &mut Cx<'_, '_>, unit: &Unit, declarator: &ast::Declarator) {
    if let Some(name) = declarator.name() {
        let symbol = Symbol {
            name: name.name.clone(),
            span: name.span,
            kind: SymbolKind::Overloads(Vec::new()),
            from_pxd: unit.in_pxd,
        };
        cx.scopes.define(unit.scope, symbol);
    }
}

/// A C function by its function type.
pub fn declare_c_of_type(
    cx: &mut Cx<'_, '_>,
    unit: &Unit,
    flags: &ast::DeclFlags,
    name: &Ident,
    cname: Option<&ast::CName>,
    ty: TypeId,
) {
    if let Some(sig) = cx.types.signature(ty).cloned() {
        declare_c_of_signature(cx, unit, flags, name, cname, sig);
    }
}

pub fn declare_c_of_signature(
    cx: &mut Cx<'_, '_>,
    unit: &Unit,
    flags: &ast::DeclFlags,
    name: &Ident,
    cname: Option<&ast::CName>,
    sig: Signature,
) {
    let generic = fused::in_signature(cx, &sig);
    if !generic.is_empty() {
        fused::declare_c(cx, unit, flags, name, &sig, &generic);
        return;
    }
    let func = c_function(cx, unit, flags, name, cname, sig, false);
    if let Some(func) = func
        && flags.overridable
        && unit.own
        && cx.cfuncs[func.index()].origin == Origin::Extern
    {
        extern_wrapper(cx, unit, name, func);
    }
}

/// `cpdef` in an extern block: Python sees the function of the C header.
pub fn extern_wrapper(cx: &mut Cx<'_, '_>, unit: &Unit, name: &Ident, func: hir::CFuncId) {
    let sig = cx.cfuncs[func.index()].sig.clone();
    let params: Vec<ParamHeader> = sig
        .params
        .iter()
        .enumerate()
        .map(|(i, p)| functions::ParamHeader {
            name: p.name.clone().unwrap_or_else(|| format!("arg{}", i + 1).into()),
            span: name.span,
            kind: hir::ParamKind::Normal,
            ty: p.ty,
            has_default: false,
            refuse_none: p.not_none,
            annotation: None,
        })
        .collect();
    let place = Place { scope: cx.module, ..Place::module(unit) };
    let decorated = decorators::collect(cx, unit.scope, &[], Scopes::FUNCTION, &unit.directives);
    let wrapped = Wrapped { target: WrappedTarget::CFunc(func), source: BodySource::CpdefWrapper };
    let made = wrapper(cx, &place, name, &params, None, &decorated, wrapped, Rc::default());
    cx.add_global(&name.name);
    cx.extern_wrappers.push((name.clone(), made));
}

/// Declares or finds the C function of a name; `defining`: its body follows.
pub fn c_function(
    cx: &mut Cx<'_, '_>,
    unit: &Unit,
    flags: &ast::DeclFlags,
    name: &Ident,
    cname: Option<&ast::CName>,
    sig: Signature,
    defining: bool,
) -> Option<hir::CFuncId> {
    let origin = unit.origin(flags.visibility);
    if let Some(old) = cx.scopes.lookup_here(unit.scope, &name.name) {
        let (kind, span, from_pxd) = (old.kind.clone(), old.span, old.from_pxd);
        match kind {
            SymbolKind::CFunc { func, is_cpdef } => {
                let known = &cx.cfuncs[func.index()];
                let declared_here = from_pxd && known.origin == Origin::Here && known.func.is_none();
                let same_owner = known.origin == origin || declared_here && origin == Origin::Extern;
                if known.origin == Origin::Extern && origin == Origin::Extern {
                    let same = known.sig == sig;
                    if !same {
                        return Some(overload(cx, unit, flags, name, cname, sig, vec![func]));
                    }
                    cx.cfuncs[func.index()].sig = sig;
                    return Some(func);
                }
                // A function that was cimported under this name may be shadowed by one of the module.
                if same_owner {
                    if known.func.is_some() && defining {
                        cx.redeclared(name, span);
                        return None;
                    }
                    if !compatible(&sig, &known.sig) {
                        cx.sink.push(
                            Diagnostic::new(
                                codes::REDECLARED,
                                "the signature of this function does not match the one declared before",
                            )
                            .at(name.span)
                            .label(span, "previous declaration is here"),
                        );
                        return None;
                    }
                    if declared_here && origin == Origin::Extern {
                        // C code has the function that the declaration file offers.
                        let c_name = cname.map_or_else(|| namespaced(unit, &name.name), |c| c.text.clone());
                        let known = &mut cx.cfuncs[func.index()];
                        known.cname = c_name;
                        known.sig = sig;
                        known.origin = Origin::Extern;
                        return Some(func);
                    }
                    if defining && is_cpdef != flags.overridable {
                        let (was, is) = if is_cpdef { ("cpdef", "cdef") } else { ("cdef", "cpdef") };
                        let d = Diagnostic::new(
                            codes::REDECLARED,
                            format!("{was} function '{}' redeclared as {is}", name.name),
                        );
                        cx.sink.push(d.severity(Severity::Warning).at(name.span));
                    }
                    let known = &mut cx.cfuncs[func.index()];
                    if defining {
                        // Callers see the names of the declaration; whether there are defaults, either says.
                        let names: Vec<_> = known.sig.params.iter().map(|p| p.name.clone()).collect();
                        known.sig = Signature { optional: known.sig.optional.max(sig.optional), ..sig };
                        if from_pxd {
                            for (p, name) in known.sig.params.iter_mut().zip(names) {
                                p.name = name.or(p.name.take());
                            }
                        }
                    }
                    known.access = known.access.and(access(flags));
                    known.exported |= access(flags).is_api();
                    return Some(func);
                }
                let _ = from_pxd;
            }
            SymbolKind::Overloads(funcs) if origin == Origin::Extern => {
                return Some(overload(cx, unit, flags, name, cname, sig, funcs));
            }
            SymbolKind::PyGlobal | SymbolKind::Unknown => {}
            SymbolKind::FusedFunc(_) | SymbolKind::Module(_) | SymbolKind::Cython(_) if !defining => {}
            SymbolKind::Module(_) | SymbolKind::Cython(_) => {}
            _ => {
                cx.redeclared(name, span);
                return None;
            }
        }
    }
    let func = add_c_function(cx, unit, flags, name, cname, sig);
    let symbol = Symbol {
        name: name.name.clone(),
        span: name.span,
        kind: SymbolKind::CFunc { func, is_cpdef: flags.overridable },
        from_pxd: unit.in_pxd,
    };
    cx.scopes.define(unit.scope, symbol);
    if flags.overridable && unit.own {
        cx.add_global(&name.name);
    }
    Some(func)
}

pub fn overload(
    cx: &mut Cx<'_, '_>,
    unit: &Unit,
    flags: &ast::DeclFlags,
    name: &Ident,
    cname: Option<&ast::CName>,
    sig: Signature,
    mut funcs: Vec<hir::CFuncId>,
) -> hir::CFuncId {
    if let Some(&same) = funcs.iter().find(|f| cx.cfuncs[f.index()].sig == sig) {
        return same;
    }
    let func = add_c_function(cx, unit, flags, name, cname, sig);
    funcs.push(func);
    let symbol = Symbol {
        name: name.name.clone(),
        span: name.span,
        kind: SymbolKind::Overloads(funcs),
        from_pxd: unit.in_pxd,
    };
    cx.scopes.define(unit.scope, symbol);
    func
}

/// Adds a C function without entering its name in a scope.
pub fn add_c_function(
    cx: &mut Cx<'_, '_>,
    unit: &Unit,
    flags: &ast::DeclFlags,
    name: &Ident,
    cname: Option<&ast::CName>,
    sig: Signature,
) -> hir::CFuncId {
    let origin = unit.origin(flags.visibility);
    let access = access(flags);
    let c_name = match cname {
        Some(c) => c.text.clone(),
        None if origin == Origin::Extern => namespaced(unit, &name.name),
        None if access.is_public() && origin == Origin::Here => name.name.clone(),
        None => names::mangle(names::FUNCTION, &unit.module, &name.name),
    };
    cx.cfuncs.push(hir::CFuncDecl {
        name: name.name.clone(),
        cname: c_name,
        sig,
        exported: origin == Origin::Here && ((unit.in_pxd && !flags.inline) || flags.api),
        origin,
        func: None,
        access,
        is_inline: flags.inline,
        is_cpdef: flags.overridable,
        capi_name: name.name.clone(),
        capi_signature: SmolStr::default(),
        capi_alias: None,
        span: Some(name.span),
    });
    hir::CFuncId(cx.cfuncs.len() as u32 - 1)
}

/// Whether a definition fits its earlier declaration: the same types, and exceptions as the declaration says or better
/// known.
pub fn compatible(definition: &Signature, declared: &Signature) -> bool {
    let same_types = definition.ret == declared.ret
        && definition.params == declared.params
        && definition.varargs == declared.varargs
        && (definition.optional == declared.optional || declared.optional == 0 && definition.optional == 0);
    // No exceptions at all are fewer than declared; then no value stands for one.
    let errors = definition.error == ErrorProtocol::Never || definition.error.fits(&declared.error);
    let nogil = definition.nogil || !declared.nogil;
    same_types && errors && nogil
}

/// `cdef`/`cpdef` function with a body at module level.
pub fn cdef<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, def: &'ast ast::CFuncDef) {
    let decorated = decorators::collect(cx, unit.scope, &def.decorators, Scopes::FUNCTION, &unit.directives);
    let Some(name) = def.declarator.name() else { return };
    if unit.in_pxd && !def.flags.inline {
        let message = "function definition in pxd file must be declared 'cdef inline'";
        cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
        return;
    }
    pure::check_decorators(cx, &decorated);
    if unit.in_pxd {
        let word = match def.flags.visibility {
            Visibility::Public => Some("public"),
            Visibility::Readonly => Some("readonly"),
            _ if def.flags.api => Some("api"),
            _ => None,
        };
        if let Some(word) = word {
            let message = format!("inline function definition in pxd file cannot be '{word}'");
            cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
        }
    }
    let place = Place::module(unit);
    let Some((sig, _)) = cdef_signature(cx, unit, &place, def, &decorated, &FusedBindings::default()) else {
        return;
    };
    let generic = fused::in_signature(cx, &sig);
    if fused::unknown_result(cx, name.span, &sig) {
        return;
    }
    if !generic.is_empty() {
        fused::specialise_cdef(cx, unit, &place, def, &decorated, &sig, &generic);
        if decorated.is_on(Directive::Ufunc) {
            ufunc::make(cx, unit, name, functions::docstring(&def.body).as_ref());
        }
        return;
    }
    let cname = def.declarator.cname();
    // An inline function of another module's `.pxd` is compiled again here.
    let Some(func) = c_function(cx, unit, &def.flags, name, cname, sig, true) else { return };
    define_c(cx, &place, def, &decorated, func, def.flags.overridable && unit.own, Rc::default());
    if decorated.is_on(Directive::Ufunc) {
        ufunc::make(cx, unit, name, functions::docstring(&def.body).as_ref());
    }
}

/// The signature of a function with a body, and the parameters with their names.
pub fn cdef_signature<'ast>(
    cx: &mut Cx<'ast, '_>,
    unit: &Unit,
    place: &Place,
    def: &'ast ast::CFuncDef,
    decorated: &Decorated<'ast>,
    bindings: &FusedBindings,
) -> Option<(Signature, TypeId)> {
    let env = Env { scope: place.scope, fused: bindings };
    let base = match &def.ty {
        Some(ty) => types::resolve(cx, env, ty),
        None => Types::OBJECT,
    };
    let context = DeclContext {
        is_extern: false,
        in_pxd: unit.in_pxd,
        class: place.class,
        is_static: decorated.has_plain("staticmethod") || decorated.is_on(Directive::Staticmethod),
        nogil: def.flags.nogil || decorated.is_on(Directive::Nogil),
        annotations: decorated.directives.annotation_typing(),
    };
    let declared = types::declarator(cx, env, context, base, &def.declarator);
    let mut sig = cx.types.signature(declared.ty)?.clone();
    signature::name_params(cx, env, context, &def.declarator, &mut sig);
    type_by_locals(cx, env, decorated, &mut sig);
    let spec = decorated.directives.text(Directive::Callspec);
    if !spec.is_empty() {
        match &sig.convention {
            Some(written) if written != spec => {
                let message = format!("cannot have both '{written}' and '{spec}' calling conventions");
                cx.sink.error(codes::INVALID_DECLARATION, def.declarator.span, message);
            }
            _ => sig.convention = Some(spec.into()),
        }
    }
    if decorated.is_on(Directive::WithGil) {
        (sig.with_gil, sig.nogil) = (true, true);
    }
    Some((sig, declared.ty))
}

/// Parameters of a C function, named as its definition names them.
pub fn c_params(function: &ast::FunctionDeclarator, sig: &Signature) -> Vec<ParamHeader> {
    let required = sig.params.len() - sig.optional;
    sig.params
        .iter()
        .enumerate()
        .map(|(i, p)| {
            let written = function.params.get(i);
            let span = written.map_or(function.params_span, |w| w.name().map_or(w.span, |n| n.span));
            functions::ParamHeader {
                // The body's names; callers may know others from a declaration file.
                name: written
                    .and_then(|w| w.name())
                    .map(|n| n.name.clone())
                    .or_else(|| p.name.clone())
                    .unwrap_or_else(|| format!("<argument {}>", i + 1).into()),
                span,
                kind: hir::ParamKind::Normal,
                ty: p.ty,
                has_default: i >= required,
                refuse_none: p.not_none,
                annotation: None,
            }
        })
        .collect()
}

/// What a header of a C function needs besides its parameters.
pub struct CHeader<'a> {
    pub name: &'a Ident,
    pub kind: hir::FunctionKind,
    pub sig: &'a Signature,
    pub is_inline: bool,
    pub doc: Option<SmolStr>,
}

/// The header of a C function.
pub fn c_header(
    cx: &mut Cx<'_, '_>,
    place: &Place,
    header: CHeader<'_>,
    params: &[ParamHeader],
) -> hir::FuncId {
    let (params, locals) = functions::hir_params(cx, params);
    let qualname: SmolStr = format!("{}{}", place.qualname_prefix, header.name.name).into();
    cx.add_function(hir::Function {
        name: header.name.name.clone(),
        qualname,
        span: header.name.span,
        kind: header.kind,
        flavour: hir::Flavour::Plain,
        class: place.class,
        outer: None,
        params,
        ret: header.sig.ret,
        error: header.sig.error.clone(),
        nogil: header.sig.nogil,
        with_gil: header.sig.with_gil,
        is_inline: header.is_inline,
        locals,
        body: Vec::new(),
        doc: header.doc,
        binding: false,
        always_allow_keywords: true,
        is_static_method: false,
        trace: Default::default(),
    })
}

/// What a C function with a body cannot be.
pub fn check_definition(cx: &mut Cx<'_, '_>, span: Span, sig: &Signature) {
    let problem = if sig.nogil && !sig.with_gil && cx.types.is_object(sig.ret) {
        "Function with Python return type cannot be declared nogil"
    } else if matches!(sig.error, ErrorProtocol::Cpp(_)) {
        "Only extern functions can throw C++ exceptions."
    } else {
        ""
    };
    if !problem.is_empty() {
        cx.sink.error(codes::INVALID_DECLARATION, span, problem);
    }
    for p in &sig.params {
        if types::is_incomplete(&cx.types, p.ty) {
            let message = format!("Argument type '{}' is incomplete", types::display(cx, p.ty));
            cx.sink.error(codes::INVALID_DECLARATION, span, message);
        }
    }
}

/// The header and job of a C function's body; with `cpdef`, of its Python side too.
pub fn define_c<'ast>(
    cx: &mut Cx<'ast, '_>,
    place: &Place,
    def: &'ast ast::CFuncDef,
    decorated: &Decorated<'ast>,
    func: hir::CFuncId,
    is_cpdef: bool,
    bindings: Rc<FusedBindings>,
) -> Option<hir::FuncId> {
    let (Some(name), Some(function)) = (def.declarator.name(), def.declarator.as_function()) else {
        return None;
    };
    functions::refuse_yield(cx, &def.body);
    let sig = cx.cfuncs[func.index()].sig.clone();
    check_definition(cx, name.span, &sig);
    if sig.optional > 0 && (def.flags.visibility == Visibility::Public || def.flags.api) {
        let message = "Function with optional arguments may not be declared public or api";
        cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
    }
    if access(&def.flags).is_public() || access(&def.flags).is_api() {
        check_public_types(cx, function, name.span, &sig);
    }
    let params = c_params(function, &sig);
    let doc = functions::docstring(&def.body);
    let header = CHeader {
        name,
        kind: hir::FunctionKind::C(func),
        sig: &sig,
        is_inline: def.flags.inline || decorated.is_on(Directive::Inline),
        doc: doc.clone(),
    };
    let body = c_header(cx, place, header, &params);
    cx.cfuncs[func.index()].func = Some(body);
    functions::decorated_locals(cx, place, body, decorated, &bindings);
    let job = place.job(body, BodySource::CDef(def), decorated.inner.clone(), bindings.clone());
    cx.jobs.push_back(job);
    if !is_cpdef {
        if functions::tests_c_functions(cx) {
            functions::note_doctest(cx, name.span, &name.name, doc.as_ref());
        }
        return None;
    }
    functions::note_doctest(cx, name.span, &name.name, doc.as_ref());
    let wrapped = Wrapped { target: WrappedTarget::CFunc(func), source: BodySource::CDef(def) };
    let wrapper = wrapper(cx, place, name, &params, doc, decorated, wrapped, bindings);
    if cx.func(wrapper).class.is_none() {
        cx.declared.entry(name.span).or_insert(Declared::Def(wrapper));
    }
    Some(wrapper)
}

/// The Python side of a `cpdef` function: takes Python arguments and calls the C side.
#[expect(clippy::too_many_arguments, reason = "functions and methods share it")]
pub fn wrapper<'ast>(
    cx: &mut Cx<'ast, '_>,
    place: &Place,
    name: &Ident,
    params: &[ParamHeader],
    doc: Option<SmolStr>,
    decorated: &Decorated<'ast>,
    wrapped: Wrapped<'ast>,
    bindings: Rc<FusedBindings>,
) -> hir::FuncId {
    let d = &decorated.directives;
    let (params, locals) = functions::hir_params(cx, params);
    let ret = match wrapped.target {
        WrappedTarget::CFunc(f) => cx.cfuncs[f.index()].sig.ret,
        WrappedTarget::Method(c, i) => cx.types.classes[c.index()].methods[i].sig.ret,
    };
    let doc = match &wrapped.source {
        BodySource::Def(def) => super::docsignature::of_def(cx, place, def, decorated, &params, doc),
        BodySource::CDef(def) => {
            super::docsignature::of_cpdef(cx, place, &name.name, Some(def), decorated, (&params, ret), doc)
        }
        _ => super::docsignature::of_cpdef(cx, place, &name.name, None, decorated, (&params, ret), doc),
    };
    let func = cx.add_function(hir::Function {
        name: name.name.clone(),
        qualname: format!("{}{}", place.qualname_prefix, name.name).into(),
        span: name.span,
        kind: hir::FunctionKind::Python,
        flavour: hir::Flavour::Plain,
        class: place.class,
        outer: None,
        params,
        ret: Types::OBJECT,
        error: ErrorProtocol::Null,
        nogil: false,
        with_gil: false,
        is_inline: false,
        locals,
        body: Vec::new(),
        doc,
        binding: d.binding(),
        always_allow_keywords: d.is_on(Directive::AlwaysAllowKeywords),
        is_static_method: decorated.has_plain("staticmethod") && place.class.is_some(),
        trace: Default::default(),
    });
    cx.wrapped.insert(func, wrapped);
    let job = place.job(func, BodySource::CpdefWrapper, decorated.inner.clone(), bindings);
    cx.jobs.push_back(job);
    func
}

/// C code that calls a function by a header has to know the names of its types.
fn check_public_types(cx: &mut Cx<'_, '_>, function: &ast::FunctionDeclarator, span: Span, sig: &Signature) {
    let mut check = |ty: TypeId, span: Span| {
        if let Type::Typedef(d) = *cx.types.get(ty)
            && cx.types.typedefs[d.index()].origin == Origin::Here
            && !cx.public_types.contains(&ty)
        {
            let message = "Function declared public or api may not have private types";
            cx.sink.error(codes::INVALID_DECLARATION, span, message);
        }
    };
    check(sig.ret, span);
    for (written, p) in function.params.iter().zip(&sig.params) {
        check(p.ty, written.span);
    }
}
