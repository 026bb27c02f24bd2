//! Declarations: from trees to symbols, types, signatures and body jobs.
//!
//! [`analyze`] reads the module's own declaration file, then the main module's statements in order, analyses every
//! body through [`crate::body::analyze_body`], and puts the HIR module together. A [`Unit`] says whose text is being
//! read: the main module, its `.pxd`, or a cimported `.pxd`; every kind of declaration has a file of its own.
//!
//! What the body half calls:
//! - [`types::resolve`], [`types::declarator`], [`types::type_name`], [`types::expr_as_type`]: written types to ids, in
//!   a [`crate::context::Env`].
//! - [`consteval::eval`]: compile-time values; [`compile_if`]: which branch of an `IF` counts.
//! - [`functions::def`]: the header of a `def` or method wherever it stands; it looks in
//!   [`crate::context::Cx::declared`] first.
//! - [`cimports::cimport`] and [`cimports::cimport_from`]: a `cimport` inside a function.
//! - [`decorators::collect`]: directives that decorators set, and the decorators that are left;
//!   [`decorators::with_item`]: a directive as a `with` item.

mod accessors;
pub mod annotations;
mod assemble;
mod attributes;
mod builtins;
mod cfunctions;
pub mod cimports;
mod classes;
mod cmethods;
pub mod consteval;
pub mod dataclass;
pub mod decorators;
mod docsignature;
mod enums;
pub mod forward;
pub mod functions;
pub mod fused;
pub mod generics;
mod methods;
pub mod names;
mod numpy;
mod pickling;
mod pure;
pub mod signature;
mod statements;
mod structs;
mod synthesize;
pub mod types;
mod typing;
mod ufunc;
mod variables;

use crate::context::{BodyJob, BodySource, Cx, Env, FusedBindings};
use crate::directives::{self, DirectiveError, Directives};
use crate::scope::{ScopeId, ScopeKind, Scopes, Symbol, SymbolKind};
use crate::{Input, SourceLoader};
use pyxide_diagnostics::{Diagnostic, FileId, Severity, Sink, Span, codes};
use pyxide_hir as hir;
use pyxide_syntax::ast;
use pyxide_types::{ErrorProtocol, Origin, Types};
use smol_str::SmolStr;
use std::collections::VecDeque;
use std::rc::Rc;

/// Whose text is being read, and under which conditions.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Where declarations go.
    pub scope: ScopeId,
    /// Dotted name of the module whose text this is.
    pub module: SmolStr,
    pub is_package: bool,
    pub in_pxd: bool,
    /// The module that is being compiled, or its own `.pxd`.
    pub own: bool,
    pub file: FileId,
    pub level: ast::LanguageLevel,
    pub directives: Rc<Directives>,
    /// Inside `cdef extern`.
    pub is_extern: bool,
    /// C++ namespace of the enclosing `cdef extern`.
    pub namespace: Option<SmolStr>,
}

impl Unit {
    /// Where the C text of a declaration comes from.
    pub fn origin(&self, visibility: ast::Visibility) -> Origin {
        if self.is_extern || visibility == ast::Visibility::Extern {
            Origin::Extern
        } else if self.own {
            Origin::Here
        } else {
            Origin::Module(self.module.clone())
        }
    }

    /// The package that relative cimports start from.
    pub fn package(&self) -> &str {
        if self.is_package {
            &self.module
        } else {
            self.module.rsplit_once('.').map_or("", |(package, _)| package)
        }
    }
}

/// No fused type is chosen.
pub fn no_fused() -> &'static FusedBindings {
    thread_local! {
        static EMPTY: &'static FusedBindings = Box::leak(Box::default());
    }
    EMPTY.with(|e| *e)
}

impl<'a> Env<'a> {
    /// The environment of plain declarations in a scope.
    pub fn plain(scope: ScopeId) -> Env<'static> {
        Env { scope, fused: no_fused() }
    }
}

/// Analyses the module; `None` when errors were reported.
pub fn analyze(input: &Input, loader: &mut dyn SourceLoader, sink: &mut Sink) -> Option<hir::Module> {
    let trees = typed_arena::Arena::new();
    let had_errors = sink.has_errors();
    let mut scopes = Scopes::default();
    let builtins = scopes.add(ScopeKind::Builtin, None, "builtins");
    let module = scopes.add(ScopeKind::Module, Some(builtins), input.module_name.as_str());
    let mut cx = Cx {
        input,
        loader,
        sink,
        trees: &trees,
        types: Types::default(),
        scopes,
        builtins,
        module,
        modules_by_name: Default::default(),
        read_modules: Default::default(),
        class_scopes: Default::default(),
        functions: Vec::new(),
        cfuncs: Vec::new(),
        cvars: Vec::new(),
        classes: Vec::new(),
        includes: Vec::new(),
        globals: Vec::new(),
        doctests: Vec::new(),
        fused_functions: Vec::new(),
        declared: Default::default(),
        includes_at: Default::default(),
        chosen: Default::default(),
        directives: Rc::default(),
        compile_time: Default::default(),
        wrapped: Default::default(),
        decorated_locals: Default::default(),
        inferred_locals: Default::default(),
        declared_locals: Default::default(),
        declared_method_locals: Default::default(),
        other_bases: Default::default(),
        inline_methods: Default::default(),
        c_setters: Default::default(),
        header_texts: Default::default(),
        method_makers: Default::default(),
        initialised: Default::default(),
        c_properties: Default::default(),
        read_classes: Default::default(),
        synthesized: String::new(),
        made_enum_class: false,
        made_dataclass_helpers: false,
        public_types: Vec::new(),
        pxd_class_docs: Default::default(),
        dataclasses: Default::default(),
        init_vars: Default::default(),
        class_ends: Default::default(),
        spent_decorators: Default::default(),
        extern_wrappers: Vec::new(),
        prologue: Vec::new(),
        ufuncs: Vec::new(),
        typedef_structs: Default::default(),
        pending_classes: Default::default(),
        jobs: VecDeque::new(),
        global_annotations: Default::default(),
        typing_names: Default::default(),
        unused_checks: Vec::new(),
        next_id: 0,
    };
    builtins::install(&mut cx);
    cx.directives = Rc::new(module_directives(&mut cx, &input.module));
    cx.modules_by_name.insert(input.module_name.as_str().into(), module);
    cx.read_modules.insert(input.module_name.as_str().into());
    compile_time_names(&mut cx);
    let unit = Unit {
        scope: module,
        module: input.module_name.as_str().into(),
        is_package: input.is_package,
        in_pxd: false,
        own: true,
        file: input.file,
        level: input.module.language_level,
        directives: cx.directives.clone(),
        is_extern: false,
        namespace: None,
    };
    own_pxd(&mut cx, &unit);
    let init = module_init(&mut cx, &unit, &input.module);
    statements::read_file(&mut cx, &unit, &input.module.body);
    synthesize::declared_classes(&mut cx, &unit);
    numpy::import_array(&mut cx, &unit, &input.module.body);
    assemble::check_complete(&mut cx);
    crate::body::prepare(&mut cx);
    while let Some(job) = cx.jobs.pop_front() {
        crate::body::analyze_body(&mut cx, job);
    }
    crate::body::warn_unused(&mut cx);
    crate::body::place_locks(&mut cx);
    if !had_errors && cx.sink.has_errors() && !input.lenient {
        return None;
    }
    Some(assemble::module(cx, init))
}

/// The function that holds the module body, and its job.
fn module_init<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, module: &'ast ast::Module) -> hir::FuncId {
    let init = cx.add_function(hir::Function {
        name: "<module>".into(),
        qualname: "<module>".into(),
        span: module.span,
        kind: hir::FunctionKind::ModuleInit,
        flavour: hir::Flavour::Plain,
        class: None,
        outer: None,
        params: Vec::new(),
        ret: Types::VOID,
        error: ErrorProtocol::Always,
        nogil: false,
        with_gil: false,
        is_inline: false,
        locals: Vec::new(),
        body: Vec::new(),
        doc: functions::docstring(&module.body),
        binding: false,
        always_allow_keywords: true,
        is_static_method: false,
        trace: Default::default(),
    });
    cx.jobs.push_back(BodyJob {
        func: init,
        source: BodySource::Module(module),
        scope: unit.scope,
        directives: unit.directives.clone(),
        fused: Rc::default(),
        file: unit.file,
        language_level: unit.level,
    });
    init
}

/// What header comments may say of compiling and linking, which is read elsewhere.
const BUILD_SETTINGS: &[&str] = &[
    "name",
    "sources",
    "define_macros",
    "undef_macros",
    "libraries",
    "library_dirs",
    "runtime_library_dirs",
    "include_dirs",
    "extra_objects",
    "extra_compile_args",
    "extra_link_args",
    "export_symbols",
    "depends",
    "language",
];

/// Directives of the options and of the header comments; the header wins.
fn module_directives(cx: &mut Cx<'_, '_>, module: &ast::Module) -> Directives {
    let mut set = Directives::default();
    for (name, value) in &cx.input.directives {
        match directives::parse_option(name, value, true) {
            Ok(changes) => {
                for (d, v) in changes {
                    set.set(d, v);
                }
            }
            Err(e) => {
                let d = directive_error(e, None);
                cx.sink.push(d);
            }
        }
    }
    for comment in module.directives.iter().filter(|c| c.tool == ast::DirectiveTool::Cython) {
        match directives::parse_option(&comment.name.name, &comment.value.name, false) {
            Ok(changes) => {
                for (d, v) in changes {
                    if !d.scopes().contains(directives::Scopes::MODULE) {
                        let message =
                            format!("The {} compiler directive is not allowed in module scope", d.name());
                        cx.sink.error(codes::UNKNOWN_DIRECTIVE, comment.span, message);
                    }
                    set.set(d, v);
                }
            }
            // Not of the language, but of how its C is compiled.
            Err(DirectiveError::Unknown(name, _)) if BUILD_SETTINGS.contains(&name.as_str()) => {}
            // Other versions of the language may know a header that this one does not.
            Err(e @ DirectiveError::Unknown(..)) => {
                let d = directive_error(e, Some(comment.name.span)).severity(Severity::Warning);
                cx.sink.push(d);
            }
            Err(e) => {
                let d = directive_error(e, Some(comment.span));
                cx.sink.push(d);
            }
        }
    }
    set
}

/// The diagnostic for a directive that is not accepted.
pub fn directive_error(error: DirectiveError, span: Option<Span>) -> Diagnostic {
    let mut d = match error {
        DirectiveError::Unknown(name, near) => {
            let d = Diagnostic::new(codes::UNKNOWN_DIRECTIVE, format!("unknown compiler directive '{name}'"));
            match (near, span) {
                (Some(near), Some(span)) => d.help(format!("did you mean `{near}`?")).suggest(span, near),
                (Some(near), None) => d.help(format!("did you mean `{near}`?")),
                (None, _) => d,
            }
        }
        DirectiveError::BadValue(text) => Diagnostic::new(codes::UNKNOWN_DIRECTIVE, text),
    };
    d.span = span;
    d
}

/// The names that `DEF` and `IF` expressions know from the start. `UNAME_…` describe the machine that compiles.
fn compile_time_names(cx: &mut Cx<'_, '_>) {
    let text = |s: &str| consteval::Value::Str(s.into());
    let sysname = match std::env::consts::OS {
        "linux" => "Linux",
        "macos" => "Darwin",
        "windows" => "Windows",
        other => other,
    };
    for (name, value) in [
        ("UNAME_SYSNAME", text(sysname)),
        ("UNAME_MACHINE", text(std::env::consts::ARCH)),
        ("UNAME_NODENAME", text("")),
        ("UNAME_RELEASE", text("")),
        ("UNAME_VERSION", text("")),
        ("None", consteval::Value::None),
        ("True", consteval::Value::Bool(true)),
        ("False", consteval::Value::Bool(false)),
    ] {
        cx.compile_time.insert(name.into(), value);
    }
    for (name, value) in &cx.input.compile_time_env {
        cx.compile_time.insert(name.as_str().into(), consteval::Value::from_option(value));
    }
}

/// Merges the declaration file of the module itself.
fn own_pxd(cx: &mut Cx<'_, '_>, unit: &Unit) {
    let Some(loaded) = cx.loader.load_own_pxd(&cx.input.module_name) else {
        // It may still be cimported from elsewhere.
        cx.read_modules.remove(cx.input.module_name.as_str());
        return;
    };
    let tree = cx.parse(loaded.file, &loaded.text, ast::SourceKind::Pxd, unit.level);
    let pxd = Unit { in_pxd: true, file: loaded.file, level: tree.language_level, ..unit.clone() };
    statements::read_file(cx, &pxd, &tree.body);
}

/// The statements of an `IF` that count. Remembers the choice for the body half; reports what is wrong once.
pub fn compile_if<'ast>(
    cx: &mut Cx<'ast, '_>,
    env: Env<'_>,
    span: Span,
    branches: &'ast [ast::IfBranch],
    orelse: &'ast [ast::Stmt],
) -> &'ast [ast::Stmt] {
    if let Some(chosen) = cx.chosen.get(&span) {
        return chosen;
    }
    let mut chosen = orelse;
    for branch in branches {
        match consteval::eval(cx, env, &branch.test) {
            Ok(value) if value.truth() => {
                chosen = &branch.body;
                break;
            }
            Ok(_) => {}
            Err(failure) => {
                report_failure(cx, &failure);
                chosen = &[];
                break;
            }
        }
    }
    cx.chosen.insert(span, chosen);
    chosen
}

/// `DEF name = value`: the name stands for the value from here on.
pub fn compile_def(cx: &mut Cx<'_, '_>, scope: ScopeId, name: &ast::Ident, value: &ast::Expr) {
    match consteval::eval(cx, Env::plain(scope), value) {
        Ok(value) => {
            let symbol = Symbol {
                name: name.name.clone(),
                span: name.span,
                kind: SymbolKind::Constant(value.clone()),
                from_pxd: false,
            };
            cx.scopes.define(scope, symbol);
            cx.compile_time.insert(name.name.clone(), value);
        }
        Err(failure) => report_failure(cx, &failure),
    }
}

/// Reports why a compile-time expression has no value.
pub fn report_failure(cx: &mut Cx<'_, '_>, failure: &consteval::Failure) {
    match failure {
        consteval::Failure::Unknown(name, span) => {
            let message = format!("Compile-time name '{name}' not defined");
            cx.sink.error(codes::UNDECLARED_NAME, *span, message);
        }
        consteval::Failure::NotConstant(span) => {
            cx.sink.error(codes::INVALID_OPERATION, *span, "Invalid compile-time expression");
        }
        consteval::Failure::Invalid(text, span) => {
            let message = format!("Error in compile-time expression: {text}");
            cx.sink.error(codes::INVALID_OPERATION, *span, message);
        }
    }
}

impl<'ast> Cx<'ast, '_> {
    /// Parses a loaded file and keeps its tree.
    pub fn parse(
        &mut self,
        file: FileId,
        text: &str,
        kind: ast::SourceKind,
        language_level: ast::LanguageLevel,
    ) -> &'ast ast::Module {
        let options = pyxide_syntax::ParseOptions { kind, language_level };
        let mut found = Sink::default();
        let tree = pyxide_syntax::parse(file, text, &options, &mut found);
        // Warnings about the style of a declaration file are for those who write it.
        let relevant = |d: &Diagnostic| kind != ast::SourceKind::Pxd || d.severity == Severity::Error;
        self.sink.extend(found.into_diagnostics().into_iter().filter(relevant));
        self.trees.alloc(tree)
    }

    /// Parses an expression that a string holds; `None` when it holds none.
    pub fn parse_quietly(&mut self, file: FileId, text: &str) -> Option<&'ast ast::Expr> {
        let mut sink = Sink::default();
        let tree = pyxide_syntax::parse(file, text, &pyxide_syntax::ParseOptions::default(), &mut sink);
        let tree = self.trees.alloc(tree);
        match tree.body.as_slice() {
            [ast::Stmt { kind: ast::StmtKind::Expr(value), .. }] if !sink.has_errors() => Some(value),
            _ => None,
        }
    }

    pub fn add_function(&mut self, function: hir::Function) -> hir::FuncId {
        self.functions.push(function);
        hir::FuncId(self.functions.len() as u32 - 1)
    }

    /// Notes that the module's dict has a name.
    pub fn add_global(&mut self, name: &SmolStr) {
        if !self.globals.contains(name) {
            self.globals.push(name.clone());
        }
    }

    /// Declares a name that must not mean something else in the scope already.
    pub fn declare(&mut self, unit: &Unit, name: &ast::Ident, kind: SymbolKind) {
        self.declare_in(unit.scope, unit.in_pxd, name, kind);
    }

    pub fn declare_in(&mut self, scope: ScopeId, from_pxd: bool, name: &ast::Ident, kind: SymbolKind) {
        if let Some(old) = self.scopes.lookup_here(scope, &name.name) {
            let replaceable = matches!(old.kind, SymbolKind::PyGlobal | SymbolKind::Unknown);
            if !replaceable {
                let old = old.span;
                self.redeclared(name, old);
            }
        }
        self.scopes.define(scope, Symbol { name: name.name.clone(), span: name.span, kind, from_pxd });
    }

    /// Reports a second declaration of a name.
    pub fn redeclared(&mut self, name: &ast::Ident, previous: Span) {
        self.sink.push(
            Diagnostic::new(codes::REDECLARED, format!("'{}' redeclared", name.name))
                .at(name.span)
                .label(previous, "previous declaration is here"),
        );
    }

    /// Reports that a construct is not compiled yet: an error, or a note when the file is only being checked.
    pub fn not_supported(&mut self, span: Span, construct: impl std::fmt::Display) {
        if self.input.lenient {
            let d = Diagnostic::new(codes::NOT_SUPPORTED, format!("not supported yet: {construct}"));
            self.sink.push(d.severity(Severity::Note).at(span));
        } else {
            self.sink.unsupported(span, construct);
        }
    }
}
