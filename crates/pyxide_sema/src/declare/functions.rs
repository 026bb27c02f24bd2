//! Headers of functions at module level and of every `def`.
//!
//! A header is a [`hir::Function`] with its parameters as first locals and without a body, and a [`BodyJob`] for the
//! body. A C function is a [`hir::CFuncDecl`] as well; a `cpdef` function has a second header, its Python side.

use super::decorators::{self, Decorated};
use super::types::{self, DeclContext};
use super::variables::{access, namespaced};
use super::{Unit, annotations, fused, names, signature};
use crate::context::{BodyJob, BodySource, Cx, Declared, Env, FusedBindings, Wrapped, WrappedTarget};
use crate::directives::{Directive, Directives, Scopes};
use crate::scope::{ScopeId, Symbol, SymbolKind};
use pyxide_diagnostics::{Diagnostic, FileId, Severity, Span, codes};
use pyxide_hir as hir;
use pyxide_syntax::ast::{self, ExprKind, Ident, StmtKind, Visibility};
use pyxide_types::{Access, ClassId, ErrorProtocol, Origin, SigParam, Signature, Type, TypeId, Types};
use smol_str::SmolStr;
use std::rc::Rc;

/// Where a `def` stands.
#[derive(Clone)]
pub struct Place {
    /// The scope that encloses it.
    pub scope: ScopeId,
    /// The function whose body it is in.
    pub outer: Option<hir::FuncId>,
    /// The extension class whose method it is.
    pub class: Option<ClassId>,
    /// What comes before its name in `__qualname__`, with the dot; empty at module level.
    pub qualname_prefix: SmolStr,
    pub directives: Rc<Directives>,
    pub file: FileId,
    pub level: ast::LanguageLevel,
    /// Types chosen for fused types by the enclosing function.
    pub fused: Rc<FusedBindings>,
}

impl Place {
    /// Module level of a unit.
    pub fn module(unit: &Unit) -> Place {
        Place {
            scope: unit.scope,
            outer: None,
            class: None,
            qualname_prefix: SmolStr::default(),
            directives: unit.directives.clone(),
            file: unit.file,
            level: unit.level,
            fused: Rc::default(),
        }
    }

    fn job<'ast>(
        &self,
        func: hir::FuncId,
        source: BodySource<'ast>,
        directives: Rc<Directives>,
        fused: Rc<FusedBindings>,
    ) -> BodyJob<'ast> {
        BodyJob {
            func,
            source,
            scope: self.scope,
            directives,
            fused,
            file: self.file,
            language_level: self.level,
        }
    }
}

/// The text of a string literal.
pub fn string_value(expr: &ast::Expr) -> Option<SmolStr> {
    match &expr.kind {
        ExprKind::Str(s) => Some(s.value.to_string_lossy().into()),
        _ => None,
    }
}

/// The docstring at the head of a body.
pub fn docstring(body: &[ast::Stmt]) -> Option<SmolStr> {
    match &body.first()?.kind {
        StmtKind::Expr(value) => string_value(value),
        _ => None,
    }
}

/// Whether a body yields: nested functions and generator expressions do not count.
pub fn yields(body: &[ast::Stmt]) -> bool {
    struct Finder(bool);
    impl<'a> ast::visit::Visitor<'a> for Finder {
        fn visit_stmt(&mut self, stmt: &'a ast::Stmt) {
            use ast::visit::Walk;
            match &stmt.kind {
                StmtKind::FunctionDef(_) | StmtKind::ClassDef(_) | StmtKind::CFuncDef(_) => {}
                _ => stmt.walk(self),
            }
        }
        fn visit_expr(&mut self, expr: &'a ast::Expr) {
            use ast::visit::Walk;
            match &expr.kind {
                ExprKind::Yield(_) | ExprKind::YieldFrom(_) => self.0 = true,
                ExprKind::Lambda { .. } => {}
                _ => expr.walk(self),
            }
        }
    }
    let mut finder = Finder(false);
    for stmt in body {
        ast::visit::Visitor::visit_stmt(&mut finder, stmt);
    }
    finder.0
}

fn flavour(def: &ast::FunctionDef, directives: &Directives) -> hir::Flavour {
    match (def.is_async, yields(&def.body)) {
        (false, false) => hir::Flavour::Plain,
        (false, true) => hir::Flavour::Generator,
        (true, true) => hir::Flavour::AsyncGenerator,
        (true, false) if directives.is_on(Directive::IterableCoroutine) => hir::Flavour::IterableCoroutine,
        (true, false) => hir::Flavour::Coroutine,
    }
}

/// The header of a `def` that is no C function, wherever it stands. Made once for each statement.
pub fn def<'ast>(cx: &mut Cx<'ast, '_>, place: &Place, def: &'ast ast::FunctionDef) -> Declared {
    // In a specialisation of a fused function, each copy of the body has its own functions.
    let once = place.fused.is_empty() && place.outer.is_none();
    if once && let Some(d) = cx.declared.get(&def.name.span) {
        return *d;
    }
    let decorated =
        decorators::collect(cx, place.scope, &def.decorators, Scopes::FUNCTION, &place.directives);
    if let Some(word) = [Directive::Cfunc, Directive::Ccall].iter().find(|d| decorated.is_on(**d)) {
        let message = format!("{} directive is not allowed here", word.name());
        let span = def.decorators.first().map_or(def.name.span, |d| d.span);
        cx.sink.error(codes::INVALID_DECLARATION, span, message);
    }
    let declared = python_function(cx, place, def, &decorated);
    if once {
        cx.declared.insert(def.name.span, declared);
    }
    declared
}

/// A Python function, or its specialisations when its parameters are fused.
pub fn python_function<'ast>(
    cx: &mut Cx<'ast, '_>,
    place: &Place,
    def: &'ast ast::FunctionDef,
    decorated: &Decorated<'ast>,
) -> Declared {
    let params = def_params(cx, place, def, decorated, &place.fused);
    let types: Vec<TypeId> = params.iter().map(|p| p.ty).collect();
    let generic = fused::in_types(cx, &types);
    if generic.is_empty() {
        return Declared::Def(python_header(cx, place, def, decorated, params, place.fused.clone()));
    }
    fused::specialise_def(cx, place, def, decorated, &generic)
}

/// A parameter on its way to a header.
#[derive(Clone, Debug)]
pub struct ParamHeader {
    pub name: SmolStr,
    pub span: Span,
    pub kind: hir::ParamKind,
    pub ty: TypeId,
    pub has_default: bool,
    pub refuse_none: bool,
    pub annotation: Option<Span>,
}

/// The parameters of a `def`.
pub fn def_params<'ast>(
    cx: &mut Cx<'ast, '_>,
    place: &Place,
    def: &'ast ast::FunctionDef,
    decorated: &Decorated<'ast>,
    bindings: &FusedBindings,
) -> Vec<ParamHeader> {
    let env = Env { scope: place.scope, fused: bindings };
    let is_static = decorated.has_plain("staticmethod") || decorated.is_on(Directive::Staticmethod);
    let is_class = decorated.has_plain("classmethod") || is_implicit_classmethod(place, &def.name.name);
    let context =
        DeclContext { class: place.class.filter(|_| !is_class), is_static, ..DeclContext::default() };
    let mut out: Vec<ParamHeader> = Vec::new();
    let mut index = 0;
    let groups =
        [(&def.params.posonly, hir::ParamKind::PositionalOnly), (&def.params.args, hir::ParamKind::Normal)];
    for (params, kind) in groups {
        for p in params {
            push_param(cx, env, context, decorated, p, index, kind, &mut out);
            index += 1;
        }
    }
    if is_class
        && place.class.is_some()
        && let Some(first) = out.first_mut()
        && first.ty == Types::OBJECT
    {
        first.ty = Types::TYPE;
    }
    if let Some(star) = &def.params.vararg {
        out.push(star_param(star, hir::ParamKind::VarPositional, Types::TUPLE));
    }
    for p in &def.params.kwonly {
        push_param(
            cx,
            env,
            DeclContext::default(),
            decorated,
            p,
            index,
            hir::ParamKind::KeywordOnly,
            &mut out,
        );
        index += 1;
    }
    if let Some(star) = &def.params.kwarg {
        out.push(star_param(star, hir::ParamKind::VarKeyword, Types::DICT));
    }
    out
}

/// `__init_subclass__` and `__class_getitem__` are class methods without saying so.
pub fn is_implicit_classmethod(place: &Place, name: &str) -> bool {
    place.class.is_some() && matches!(name, "__init_subclass__" | "__class_getitem__")
}

fn star_param(star: &ast::StarParam, kind: hir::ParamKind, ty: TypeId) -> ParamHeader {
    ParamHeader {
        name: star.name.name.clone(),
        span: star.span,
        kind,
        ty,
        has_default: false,
        refuse_none: false,
        annotation: star.annotation.as_ref().map(|a| a.span),
    }
}

#[expect(clippy::too_many_arguments, reason = "one caller, which has each of these at hand")]
fn push_param<'ast>(
    cx: &mut Cx<'ast, '_>,
    env: Env<'_>,
    context: DeclContext,
    decorated: &Decorated<'ast>,
    p: &'ast ast::Param,
    index: usize,
    kind: hir::ParamKind,
    out: &mut Vec<ParamHeader>,
) {
    let read = signature::param(cx, env, context, p, index);
    let Some(name) = read.name else {
        cx.sink.error(codes::INVALID_DECLARATION, p.span, "Missing argument name");
        return;
    };
    let mut ty = read.ty;
    let mut refuse_none = p.none_check == ast::NoneCheck::NotNone;
    let written = p.ty.is_some() && !(p.declarator.is_empty() && p.name().is_none() && ty == Types::OBJECT);
    let is_self = index == 0 && context.class.is_some() && !context.is_static;
    let default_is_none =
        matches!(&p.default, ast::ParamDefault::Value(v) if matches!(v.kind, ExprKind::None));
    if let Some((_, written)) = decorated.locals.iter().find(|(n, _)| n.name == name.name) {
        match types::expr_as_type(cx, env, written, true) {
            Some(t) => ty = t,
            None => cx.sink.error(codes::UNDECLARED_NAME, written.span, "Not a type"),
        }
    } else if !written
        && !is_self
        && decorated.directives.annotation_typing()
        && let Some(annotation) = &p.annotation
        && let Some(found) = annotations::read(cx, env, annotation, default_is_none)
    {
        ty = found.ty;
        refuse_none = !found.or_none && cx.types.is_object(ty) && ty != Types::OBJECT;
    }
    let is_object = cx.types.is_object(ty)
        || matches!(cx.types.get(ty), Type::Fused(_) | Type::MemoryView(..) | Type::Error);
    if p.none_check != ast::NoneCheck::Unspecified && !is_object {
        let words = if p.none_check == ast::NoneCheck::NotNone { "not None" } else { "or None" };
        let message = format!("Only Python type arguments can have '{words}'");
        cx.sink.error(codes::INVALID_DECLARATION, p.span, message);
        refuse_none = false;
    }
    if p.none_check == ast::NoneCheck::NotNone && default_is_none {
        let message =
            format!("Parameter '{}' is declared 'not None' but has a default value of None", name.name);
        cx.sink.error(codes::INVALID_DECLARATION, p.span, message);
    }
    if matches!(cx.types.kind(ty), Type::Class(_) | Type::Builtin(_))
        && p.none_check == ast::NoneCheck::Unspecified
        && !is_self
        && !default_is_none
        && p.annotation.is_none()
        && !decorated.is_on(Directive::AllowNoneForExtensionArgs)
    {
        refuse_none = true;
    }
    if out.iter().any(|o| o.name == name.name) {
        cx.sink.error(codes::REDECLARED, name.span, format!("'{}' redeclared", name.name));
    }
    if matches!(cx.types.kind(ty), Type::MemoryView(..)) {
        cx.not_supported(p.span, "memoryviews");
    }
    out.push(ParamHeader {
        name: name.name.clone(),
        span: name.span,
        kind,
        ty,
        has_default: !matches!(p.default, ast::ParamDefault::None),
        refuse_none,
        annotation: p.annotation.as_ref().map(|a| a.span),
    });
}

/// Turns parameters into HIR: each is a local; defaults are numbered in the order of the text.
pub fn hir_params(cx: &Cx<'_, '_>, params: &[ParamHeader]) -> (Vec<hir::Param>, Vec<hir::Local>) {
    let mut locals = Vec::with_capacity(params.len());
    let mut out = Vec::with_capacity(params.len());
    let mut stored = 0;
    for p in params {
        let default = p.has_default.then(|| {
            stored += 1;
            hir::DefaultValue::Stored(stored - 1)
        });
        out.push(hir::Param {
            local: hir::LocalId(locals.len() as u32),
            name: p.name.clone(),
            kind: p.kind,
            ty: p.ty,
            default,
            refuse_none: p.refuse_none,
            annotation: p.annotation.map(|span| cx.loader.sources().text(span).into()),
            span: p.span,
        });
        locals.push(hir::Local {
            name: p.name.clone(),
            ty: p.ty,
            span: p.span,
            captured: false,
            kind: hir::LocalKind::Param,
        });
    }
    (out, locals)
}

/// The header and job of a Python function.
pub fn python_header<'ast>(
    cx: &mut Cx<'ast, '_>,
    place: &Place,
    def: &'ast ast::FunctionDef,
    decorated: &Decorated<'ast>,
    params: Vec<ParamHeader>,
    bindings: Rc<FusedBindings>,
) -> hir::FuncId {
    let (params, locals) = hir_params(cx, &params);
    let d = &decorated.directives;
    let qualname: SmolStr = format!("{}{}", place.qualname_prefix, def.name.name).into();
    let doc = docstring(&def.body);
    let embed_signature = d
        .is_on(Directive::Embedsignature)
        .then(|| super::methods::signature_text(cx, &def.name.name, &params, place.class.is_some()));
    let is_static = decorated.has_plain("staticmethod") || decorated.is_on(Directive::Staticmethod);
    let func = cx.add_function(hir::Function {
        name: def.name.name.clone(),
        qualname,
        span: def.name.span,
        kind: hir::FunctionKind::Python,
        flavour: flavour(def, d),
        class: place.class,
        outer: place.outer,
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
        embed_signature,
        is_static_method: is_static && place.class.is_some(),
    });
    decorated_locals(cx, place, func, decorated, &bindings);
    let job = place.job(func, BodySource::Def(def), decorated.inner.clone(), bindings);
    cx.jobs.push_back(job);
    func
}

/// Notes the types that `@cython.locals` gives to locals that are no parameters.
pub fn decorated_locals<'ast>(
    cx: &mut Cx<'ast, '_>,
    place: &Place,
    func: hir::FuncId,
    decorated: &Decorated<'ast>,
    bindings: &FusedBindings,
) {
    let env = Env { scope: place.scope, fused: bindings };
    let mut list = Vec::new();
    for (name, written) in &decorated.locals {
        let is_param = cx.func(func).params.iter().any(|p| p.name == name.name);
        if is_param {
            continue;
        }
        match types::expr_as_type(cx, env, written, true) {
            Some(ty) => list.push((name.name.clone(), ty)),
            None => cx.sink.error(codes::UNDECLARED_NAME, written.span, "Not a type"),
        }
    }
    if !list.is_empty() {
        cx.decorated_locals.insert(func, list);
    }
}

/// A `def` at module level: a Python function, or a C function by decorator or by the module's `.pxd`.
pub fn module_def<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, def: &'ast ast::FunctionDef) {
    let place = Place::module(unit);
    let decorated = decorators::collect(cx, unit.scope, &def.decorators, Scopes::FUNCTION, &unit.directives);
    let previous =
        cx.scopes.lookup_here(unit.scope, &def.name.name).map(|s| (s.kind.clone(), s.span, s.from_pxd));
    if let Some((SymbolKind::CFunc { func, is_cpdef }, _, true)) = previous
        && cx.cfuncs[func.index()].func.is_none()
        && cx.cfuncs[func.index()].origin == Origin::Here
    {
        pure_definition(cx, unit, &place, def, &decorated, func, is_cpdef);
        return;
    }
    if decorated.is_on(Directive::Cfunc) || decorated.is_on(Directive::Ccall) {
        pure_c_function(cx, unit, &place, def, &decorated);
        return;
    }
    if unit.in_pxd {
        let message = "function definition in pxd file must be declared 'cdef inline'";
        cx.sink.error(codes::INVALID_DECLARATION, def.name.span, message);
        return;
    }
    if decorated.is_on(Directive::Nogil) && !unit.directives.is_on(Directive::Nogil) {
        let message = "Python functions cannot be declared 'nogil'";
        let span = def.decorators.first().map_or(def.name.span, |d| d.span);
        cx.sink.error(codes::INVALID_DECLARATION, span, message);
    }
    match previous {
        Some((SymbolKind::CVar(_) | SymbolKind::PyGlobal | SymbolKind::Unknown, ..)) | None => {}
        // A cimported name may be shadowed; a C function of the module may not.
        Some((SymbolKind::CFunc { func, .. }, span, _)) if cx.cfuncs[func.index()].origin == Origin::Here => {
            cx.redeclared(&def.name, span);
        }
        Some(_) => {}
    }
    if previous.as_ref().is_none_or(|(k, ..)| !matches!(k, SymbolKind::CVar(_))) {
        let symbol = Symbol {
            name: def.name.name.clone(),
            span: def.name.span,
            kind: SymbolKind::PyGlobal,
            from_pxd: false,
        };
        cx.scopes.define(unit.scope, symbol);
    }
    cx.add_global(&def.name.name);
    let declared = python_function(cx, &place, def, &decorated);
    if let Declared::Fused(index) = declared {
        let symbol = Symbol {
            name: def.name.name.clone(),
            span: def.name.span,
            kind: SymbolKind::FusedFunc(index),
            from_pxd: false,
        };
        cx.scopes.define(unit.scope, symbol);
    }
    note_doctest(cx, &def.name.name, docstring(&def.body).as_ref());
    cx.declared.insert(def.name.span, declared);
}

/// Records a docstring for `__test__` when it holds an example.
pub fn note_doctest(cx: &mut Cx<'_, '_>, name: &str, doc: Option<&SmolStr>) {
    if let Some(doc) = doc
        && cx.directives.is_on(Directive::Autotestdict)
        && (doc.contains(">>>") || cx.directives.is_on(Directive::AutotestdictAll))
    {
        cx.doctests.push((name.into(), doc.clone()));
    }
}

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
    let _ = decorators;
    let context = DeclContext {
        is_extern: unit.is_extern || flags.visibility == Visibility::Extern,
        in_pxd: unit.in_pxd,
        nogil: flags.nogil,
        ..Default::default()
    };
    let declared = types::declarator(cx, env, context, base, declarator);
    let Some(name) = declared.name else { return };
    let Some(mut sig) = cx.types.signature(declared.ty).cloned() else { return };
    signature::name_params(cx, env, declarator, &mut sig);
    declare_c_of_signature(cx, unit, flags, name, declared.cname, sig);
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

fn declare_c_of_signature(
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
fn extern_wrapper(cx: &mut Cx<'_, '_>, unit: &Unit, name: &Ident, func: hir::CFuncId) {
    let sig = cx.cfuncs[func.index()].sig.clone();
    let params: Vec<ParamHeader> = sig
        .params
        .iter()
        .enumerate()
        .map(|(i, p)| ParamHeader {
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
                let same_owner = known.origin == origin;
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
                                "Function signature does not match previous declaration",
                            )
                            .at(name.span)
                            .label(span, "previous declaration is here"),
                        );
                        return None;
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
                        // Names come from the definition; whether there are defaults, from either.
                        known.sig = Signature { optional: known.sig.optional.max(sig.optional), ..sig };
                    }
                    if !matches!(access(flags), Access::Private) {
                        known.access = access(flags);
                        known.exported |= access(flags) == Access::Api;
                    }
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

fn overload(
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
        None if access == Access::Public && origin == Origin::Here => name.name.clone(),
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
    let errors = match (&definition.error, &declared.error) {
        (a, b) if a == b => true,
        // The declaration knows nothing: every result is asked.
        (_, ErrorProtocol::Always) => true,
        // No exceptions at all are fewer than declared; then no value stands for one.
        (ErrorProtocol::Never, _) => true,
        (ErrorProtocol::SentinelCheck(a), ErrorProtocol::Sentinel(b)) => a == b,
        (ErrorProtocol::Sentinel(a), ErrorProtocol::SentinelCheck(b)) => a == b,
        _ => false,
    };
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
    check_decorators(cx, &decorated);
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
        return;
    }
    let cname = def.declarator.cname();
    // An inline function of another module's `.pxd` is compiled again here.
    let Some(func) = c_function(cx, unit, &def.flags, name, cname, sig, true) else { return };
    define_c(cx, &place, def, &decorated, func, def.flags.overridable && unit.own, Rc::default());
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
    };
    let declared = types::declarator(cx, env, context, base, &def.declarator);
    let mut sig = cx.types.signature(declared.ty)?.clone();
    signature::name_params(cx, env, &def.declarator, &mut sig);
    for (i, p) in sig.params.clone().iter().enumerate() {
        let Some((_, written)) = decorated.locals.iter().find(|(n, _)| Some(&n.name) == p.name.as_ref())
        else {
            continue;
        };
        if let Some(ty) = types::expr_as_type(cx, env, written, true)
            && p.ty == Types::OBJECT
        {
            sig.params[i].ty = ty;
        }
    }
    let spec = decorated.directives.text(Directive::Callspec);
    if !spec.is_empty() {
        match &sig.convention {
            Some(written) if written != spec => {
                let message = format!("cannot have both '{written}' and '{spec}' calling conventions");
                let span = def.decorators.first().map_or(def.declarator.span, |d| d.span);
                cx.sink.error(codes::INVALID_DECLARATION, span, message);
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
            ParamHeader {
                name: p.name.clone().unwrap_or_else(|| format!("<argument {}>", i + 1).into()),
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
    let (params, locals) = hir_params(cx, params);
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
        embed_signature: None,
        is_static_method: false,
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
    if yields(&def.body) {
        let message = "'yield' not allowed in a cdef function";
        cx.sink.error(codes::INVALID_OPERATION, name.span, message);
    }
    let sig = cx.cfuncs[func.index()].sig.clone();
    check_definition(cx, name.span, &sig);
    if sig.optional > 0 && (def.flags.visibility == Visibility::Public || def.flags.api) {
        let message = "Function with optional arguments may not be declared public or api";
        cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
    }
    let params = c_params(function, &sig);
    let doc = docstring(&def.body);
    let header = CHeader {
        name,
        kind: hir::FunctionKind::C(func),
        sig: &sig,
        is_inline: def.flags.inline || decorated.is_on(Directive::Inline),
        doc: doc.clone(),
    };
    let body = c_header(cx, place, header, &params);
    cx.cfuncs[func.index()].func = Some(body);
    decorated_locals(cx, place, body, decorated, &bindings);
    let job = place.job(body, BodySource::CDef(def), decorated.inner.clone(), bindings.clone());
    cx.jobs.push_back(job);
    if !is_cpdef {
        if cx.directives.is_on(Directive::AutotestdictCdef) {
            note_doctest(cx, &name.name, doc.as_ref());
        }
        return None;
    }
    note_doctest(cx, &name.name, doc.as_ref());
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
    let (params, locals) = hir_params(cx, params);
    let embed_signature = d
        .is_on(Directive::Embedsignature)
        .then(|| super::methods::signature_text(cx, &name.name, &params, place.class.is_some()));
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
        embed_signature,
        is_static_method: decorated.has_plain("staticmethod") && place.class.is_some(),
    });
    cx.wrapped.insert(func, wrapped);
    let job = place.job(func, BodySource::CpdefWrapper, decorated.inner.clone(), bindings);
    cx.jobs.push_back(job);
    func
}

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
                cx.sink.error(codes::UNDECLARED_NAME, written.span, "Not a type");
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
            None => ast::ExceptionClause::Noexcept(def.name.span),
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
    }
}

/// Reports what a C function cannot have, of a `def` that is one.
pub fn check_pure(cx: &mut Cx<'_, '_>, def: &ast::FunctionDef, decorated: &Decorated<'_>) {
    let span = def.decorators.first().map_or(def.name.span, |d| d.span);
    if def.params.vararg.is_some() || def.params.kwarg.is_some() {
        cx.sink.error(codes::INVALID_DECLARATION, span, "cdef functions/methods cannot take star arguments");
    } else if !def.params.kwonly.is_empty() {
        cx.sink.error(
            codes::INVALID_DECLARATION,
            span,
            "cdef functions/methods cannot take keyword-only arguments",
        );
    }
    if yields(&def.body) {
        cx.sink.error(codes::INVALID_DECLARATION, span, "cdef function cannot be a generator");
    }
    if let Some(d) = decorated.others.iter().find(|d| d.expr.as_name().is_some_and(|n| n == "classmethod")) {
        cx.not_supported(d.span, "C functions that are class methods");
        return;
    }
    check_decorators(cx, decorated);
    if decorated.is_on(Directive::Cfunc) && decorated.is_on(Directive::Ccall) {
        let message = "cfunc and ccall directives cannot be combined";
        cx.sink.error(codes::INVALID_DECLARATION, span, message);
    }
}

/// C functions take no decorators but `staticmethod`.
pub fn check_decorators(cx: &mut Cx<'_, '_>, decorated: &Decorated<'_>) {
    let other = decorated.others.iter().find(|d| d.expr.as_name().is_none_or(|n| n != "staticmethod"));
    if let Some(d) = other {
        let message = "Cdef functions cannot take arbitrary decorators.";
        cx.sink.error(codes::INVALID_DECLARATION, d.span, message);
    }
}

/// `@cython.cfunc def f(...)`, `@cython.ccall def f(...)` at module level.
fn pure_c_function<'ast>(
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
    let params = def_params(cx, place, def, decorated, &FusedBindings::default());
    let sig = pure_signature(cx, unit, place, def, decorated, &params, &FusedBindings::default());
    let generic = fused::in_signature(cx, &sig);
    if fused::unknown_result(cx, def.name.span, &sig) {
        return;
    }
    if !generic.is_empty() {
        fused::specialise_pure(cx, unit, place, def, decorated, &flags, &generic);
        return;
    }
    let Some(func) = c_function(cx, unit, &flags, &def.name, None, sig, true) else { return };
    define_pure(cx, place, def, decorated, func, is_cpdef, params, Rc::default());
}

/// A `def` whose C signature the module's `.pxd` declares.
fn pure_definition<'ast>(
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
    let mut params = def_params(cx, place, def, decorated, &FusedBindings::default());
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
    let doc = docstring(&def.body);
    let header = CHeader {
        name: &def.name,
        kind: hir::FunctionKind::C(func),
        sig: &sig,
        is_inline: decorated.is_on(Directive::Inline),
        doc: doc.clone(),
    };
    let body = c_header(cx, place, header, &params);
    cx.cfuncs[func.index()].func = Some(body);
    decorated_locals(cx, place, body, decorated, &bindings);
    let job = place.job(body, BodySource::Def(def), decorated.inner.clone(), bindings.clone());
    cx.jobs.push_back(job);
    if !is_cpdef {
        cx.declared.insert(def.name.span, Declared::NoObject);
        return None;
    }
    note_doctest(cx, &def.name.name, doc.as_ref());
    let wrapped = Wrapped { target: WrappedTarget::CFunc(func), source: BodySource::Def(def) };
    let wrapper = wrapper(cx, place, &def.name, &params, doc, decorated, wrapped, bindings);
    cx.declared.insert(def.name.span, Declared::Def(wrapper));
    Some(wrapper)
}
