//! Headers of functions at module level and of every `def`.
//!
//! A header is a [`hir::Function`] with its parameters as first locals and without a body, and a [`BodyJob`] for the
//! body. A C function is a [`hir::CFuncDecl`] as well; a `cpdef` function has a second header, its Python side.

use super::decorators::Decorated;
use super::types::DeclContext;
use super::{Unit, annotations, decorators, fused, pure, signature, types, ufunc};
use crate::body::types as body_types;
use crate::context::{BodyJob, BodySource, Cx, Declared, Env, FusedBindings};
use crate::directives::{Directive, Directives, Scopes};
use crate::scope::{ScopeId, Symbol, SymbolKind};
use pyxide_diagnostics::{Diagnostic, FileId, Span, codes, did_you_mean};
use pyxide_hir as hir;
use pyxide_syntax::ast::{self, ExprKind, StmtKind};
use pyxide_types::{ClassId, ErrorProtocol, Origin, Type, TypeId, Types};
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

    pub fn job<'ast>(
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
    first_yield(body).is_some()
}

/// The first `yield` of a body.
pub fn first_yield(body: &[ast::Stmt]) -> Option<Span> {
    struct Finder(Option<Span>);
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
                ExprKind::Yield(_) | ExprKind::YieldFrom(_) => {
                    self.0.get_or_insert(expr.span);
                }
                ExprKind::Lambda { .. } => {}
                _ => expr.walk(self),
            }
        }
    }
    let mut finder = Finder(None);
    for stmt in body {
        ast::visit::Visitor::visit_stmt(&mut finder, stmt);
    }
    finder.0
}

/// Reports a `yield` in a function of C.
pub fn refuse_yield(cx: &mut Cx<'_, '_>, body: &[ast::Stmt]) {
    if let Some(span) = first_yield(body) {
        let message = "'yield' in a C function: only `def` functions can be generators";
        cx.sink.error(codes::INVALID_OPERATION, span, message);
    }
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
    if decorated.is_on(Directive::Ufunc) {
        ufunc::refuse(cx, &def.decorators, def.name.span, place.class.is_some());
    }
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
    refuse_pointers(cx, &params);
    let types: Vec<TypeId> = params.iter().map(|p| p.ty).collect();
    let generic = fused::in_types(cx, &types);
    if generic.is_empty() {
        return Declared::Def(python_header(cx, place, def, decorated, params, place.fused.clone()));
    }
    fused::specialise_def(cx, place, def, decorated, &generic)
}

/// Reports what stands where a type has to stand.
pub fn not_a_type(cx: &mut Cx<'_, '_>, written: &ast::Expr) {
    let message = format!("'{}' is not a type", cx.loader.sources().text(written.span));
    let error = Diagnostic::new(codes::UNDECLARED_NAME, message).at(written.span);
    let near = match &written.dotted_path().as_deref() {
        Some([_, name]) => did_you_mean(name, crate::hints::CYTHON_TYPES.iter().copied()),
        _ => None,
    };
    cx.sink.push(near.into_iter().fold(error, |e, near| e.help(format!("did you mean `{near}`?"))));
}

/// Reports parameters that no Python object can be converted to.
fn refuse_pointers(cx: &mut Cx<'_, '_>, params: &[ParamHeader]) {
    for p in params {
        let Some(pointee) = cx.types.pointee(p.ty).filter(|_| !cx.types.is_object(p.ty)) else { continue };
        let text = body_types::is_c_string(&cx.types, p.ty) || body_types::is_wide_string(&cx.types, p.ty);
        let no_object = matches!(
            cx.types.kind(pointee),
            Type::Struct(_)
                | Type::Void
                | Type::Func(_)
                | Type::Float(_)
                | Type::Int(_)
                | Type::Ptr(_)
                | Type::Enum(_)
        );
        if no_object && !text {
            let ty = types::display(cx, p.ty);
            let message = format!("no Python object can be passed for '{}', of type '{ty}'", p.name);
            let help = "callers from Python have no such pointers: make this a `cdef` function";
            cx.sink.push(Diagnostic::new(codes::INVALID_DECLARATION, message).at(p.span).help(help));
        }
    }
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
    let of_c = decorated.is_on(Directive::Cfunc) || decorated.is_on(Directive::Ccall);
    let is_class =
        decorated.has_plain("classmethod") && !of_c || is_implicit_classmethod(place, &def.name.name);
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
    let class = crate::body::enclosing_class(cx, place.scope);
    for p in &mut out {
        p.name = crate::body::mangled(class.as_deref(), &p.name);
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
    // Python passes values: a reference is what it refers to.
    if let (ast::DeclaratorKind::Reference(_), Some(base)) = (&p.declarator.kind, &p.ty) {
        ty = types::resolve(cx, env, base);
    }
    let mut refuse_none = p.none_check == ast::NoneCheck::NotNone;
    let written = p.ty.is_some() && !(p.declarator.is_empty() && p.name().is_none() && ty == Types::OBJECT);
    let is_self = index == 0 && context.class.is_some() && !context.is_static;
    let default_is_none =
        matches!(&p.default, ast::ParamDefault::Value(v) if matches!(v.kind, ExprKind::None));
    if let Some((_, written)) = decorated.locals.iter().find(|(n, _)| n.name == name.name) {
        match types::expr_as_type(cx, env, written, true) {
            Some(t) => ty = t,
            None => not_a_type(cx, written),
        }
    } else if !written
        && !is_self
        && decorated.directives.annotation_typing()
        && let Some(annotation) = &p.annotation
    {
        if let Some(found) = annotations::read(cx, env, annotation, default_is_none) {
            ty = found.ty;
            refuse_none = !found.or_none && cx.types.is_object(ty) && ty != Types::OBJECT;
        } else {
            annotations::check_known(cx, env, annotation);
        }
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
    if let Some(previous) = out.iter().find(|o| o.name == name.name) {
        cx.redeclared(name, previous.span);
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
    let doc = super::docsignature::of_def(cx, place, def, decorated, &params, doc);
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
        is_static_method: is_static && place.class.is_some(),
        trace: Default::default(),
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
    let class = crate::body::enclosing_class(cx, place.scope);
    for (name, written) in &decorated.locals {
        let known = crate::body::mangled(class.as_deref(), &name.name);
        let is_param = cx.func(func).params.iter().any(|p| p.name == known);
        if is_param {
            continue;
        }
        match types::expr_as_type(cx, env, written, true) {
            Some(ty) => list.push((name.name.clone(), ty)),
            None => not_a_type(cx, written),
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
        pure::pure_definition(cx, unit, &place, def, &decorated, func, is_cpdef);
        return;
    }
    if decorated.is_on(Directive::Cfunc) || decorated.is_on(Directive::Ccall) {
        pure::pure_c_function(cx, unit, &place, def, &decorated);
        return;
    }
    if unit.in_pxd {
        let message = "function definition in pxd file must be declared 'cdef inline'";
        cx.sink.error(codes::INVALID_DECLARATION, def.name.span, message);
        return;
    }
    if decorated.is_on(Directive::Ufunc) {
        ufunc::refuse(cx, &def.decorators, def.name.span, false);
    }
    if decorated.is_on(Directive::Nogil) && !unit.directives.is_on(Directive::Nogil) {
        let message = "Python functions cannot be declared 'nogil'";
        let span = def.decorators.first().map_or(def.name.span, |d| d.span);
        cx.sink.error(codes::INVALID_DECLARATION, span, message);
    }
    match previous {
        // What C declares keeps its name, unless it was cimported.
        Some((SymbolKind::CVar(v), span, _))
            if span.file == def.name.span.file && !cx.types.is_object(cx.cvars[v.index()].ty) =>
        {
            cx.redeclared(&def.name, span);
        }
        Some((SymbolKind::Type(_) | SymbolKind::EnumItem(..), span, _))
            if span.file == def.name.span.file =>
        {
            cx.redeclared(&def.name, span);
        }
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
    note_doctest(cx, statement_start(def), &def.name.name, docstring(&def.body).as_ref());
    cx.declared.insert(def.name.span, declared);
}

/// Where the statement of a `def` starts: at its first decorator.
pub fn statement_start(def: &ast::FunctionDef) -> Span {
    def.decorators.first().map_or(def.name.span, |d| d.span)
}

/// The docstrings of a Python class's methods.
pub fn class_doctests(cx: &mut Cx<'_, '_>, class: &ast::ClassDef) {
    for stmt in &class.body {
        if let StmtKind::FunctionDef(def) = &stmt.kind {
            let name = format!("{}.{}", class.name.name, def.name.name);
            note_doctest(cx, statement_start(def), &name, docstring(&def.body).as_ref());
        }
    }
}

/// Records a docstring for `__test__` when it holds an example.
/// Whether docstrings of C functions are tested, too.
pub fn tests_c_functions(cx: &Cx<'_, '_>) -> bool {
    cx.directives.is_on(Directive::AutotestdictCdef) || cx.directives.is_on(Directive::AutotestdictAll)
}

pub fn note_doctest(cx: &mut Cx<'_, '_>, span: Span, name: &str, doc: Option<&SmolStr>) {
    if let Some(doc) = doc
        && cx.directives.is_on(Directive::Autotestdict)
        && (doc.contains(">>>") || cx.directives.is_on(Directive::AutotestdictAll))
    {
        let line = cx.loader.sources().line(span);
        cx.doctests.push((format!("{name} (line {line})").into(), doc.clone()));
    }
}
