//! Function bodies: locals, inference, expressions, statements and conversions, to HIR.
//!
//! [`analyze_body`] takes one [`BodyJob`] whose header is declared and fills the function's locals and body. The order
//! of work is always the same: [`scan`] collects the names that the body binds, [`cdecls`] declares the typed ones,
//! [`infer`] finds types for the rest, then the statements are analysed one by one.
//!
//! Inference evaluates the assigned expressions with the very code that analyses them later, in *dry* mode: nothing
//! is reported, no function is made, and a read of a variable without a type yet is remembered in
//! `Body::unknown_read`.
//!
//! Guarantees: every conversion is explicit; [`coerce`] is the one place that decides which conversion it is.
//! What is not compiled yet gives `not supported yet: …` with its span.

mod array_assign;
mod attributes;
mod builtin_calls;
mod builtin_table;
mod c_defaults;
mod calls;
mod cdecls;
mod classes;
mod coerce;
mod coerce_constant;
mod compare;
mod complex;
mod comprehension;
mod constant;
mod constness;
mod containers;
mod conversions;
mod cython_module;
mod declared_late;
mod displays;
mod ephemeral;
mod expr;
mod flow;
mod for_from;
mod function_objects;
mod functions;
mod fused_object;
mod imports;
mod infer;
mod locks;
mod loops;
mod machine;
mod matching;
mod method_pointers;
mod module;
mod names;
mod nogil;
mod operators;
mod overloads;
mod pybuiltins;
mod scan;
mod sizes;
mod slices;
mod stmt;
mod strings;
mod subscript;
mod targets;
mod tries;
pub(crate) mod types;
mod unassigned;
mod unused;
mod walk;
mod wrapper;

use crate::context::{BodyJob, BodySource, Cx, FusedBindings};
use crate::directives::{Directive, Directives};
use crate::scope::{ScopeId, ScopeKind, Symbol, SymbolKind};
use pyxide_diagnostics::{Code, Diagnostic, FileId, Span, codes};
use pyxide_hir::{Expr, ExprKind, FuncId, FunctionKind, Local, LocalId, LocalKind, Stmt, StmtKind};
use pyxide_syntax::ast;
use pyxide_types::{TypeId, Types};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;
use std::rc::Rc;

pub(crate) use functions::enclosing_class;
pub(crate) use locks::place_locks;
pub(crate) use module::imports_future;
pub use module::prepare;
pub(crate) use names::mangled;
pub(crate) use pybuiltins::is_builtin;
pub(crate) use unused::warn_unused;

/// The state of the analysis of one function body.
pub(crate) struct Body<'c, 'ast, 'l> {
    cx: &'c mut Cx<'ast, 'l>,
    func: FuncId,
    /// The innermost scope: the function's, a comprehension's, or that of a class body that runs inline.
    scope: ScopeId,
    /// The function's own scope.
    func_scope: ScopeId,
    /// Directives in force at the current place.
    dirs: Rc<Directives>,
    fused: Rc<FusedBindings>,
    file: FileId,
    level: ast::LanguageLevel,
    /// Depth of analysis whose result only tells types.
    dry: u32,
    /// A variable whose type is not inferred yet was read (in dry mode).
    unknown_read: bool,
    /// Analysis asks for the type that a variable takes from a value, which may differ from the value's own.
    inferring: bool,
    /// What is known of the variables that are being inferred.
    inference: Option<infer::Inference>,
    /// Reads of object variables that are known to give something more precise.
    narrowed: rustc_hash::FxHashMap<Span, TypeId>,
    /// Locals whose type is still to be inferred.
    pending: FxHashSet<LocalId>,
    /// Inside `with nogil` or a `nogil` function.
    nogil: bool,
    /// `from __future__ import division` at language level 2.
    true_division: bool,
    /// Statements before the body's own: conversions of parameters.
    prologue: Vec<Stmt>,
    /// The value of the call that is analysed next is not used.
    value_unused: bool,
    /// Inside a `with nogil` or `with gil` block of the body.
    in_gil_block: bool,
    /// Depth of `for`/`while` loops that `break` can leave.
    loops: u32,
    /// The body is that of a generator or coroutine.
    is_generator: bool,
    /// The body mentions `__class__` or `super`, so that `__class__` is one of its names.
    mentions_class: bool,
    /// The class whose body runs inline, for private names.
    class_name: Option<SmolStr>,
    /// Qualified-name prefix for functions and classes made here.
    qual: SmolStr,
    /// Names that a function here reaches with `global`.
    globals: FxHashSet<SmolStr>,
    /// Inside `with parallel(…)`; whether that says how many threads there are.
    in_parallel: Option<bool>,
    /// What a return annotation asks of the values returned.
    annotated_return: Option<TypeId>,
    /// Names that the class body being analysed declares `nonlocal`.
    class_nonlocals: FxHashSet<SmolStr>,
    /// Comprehension results that enclose the current expression, innermost last.
    comprehensions: Vec<u32>,
}

/// Analyses the body of a declared function.
pub fn analyze_body<'ast>(cx: &mut Cx<'ast, '_>, job: BodyJob<'ast>) {
    let qual = cx.func(job.func).qualname.clone();
    let is_module = matches!(job.source, BodySource::Module(_));
    let scope = if is_module {
        cx.module
    } else {
        cx.scopes.add(ScopeKind::Function(job.func), Some(job.scope), qual.clone())
    };
    let nogil = cx.func(job.func).nogil && !cx.func(job.func).with_gil;
    if !matches!(job.source, BodySource::CpdefWrapper) {
        cx.func_mut(job.func).trace = trace_mode(&job.directives);
    }
    let class_name = functions::enclosing_class(cx, job.scope);
    let mut body = Body {
        func: job.func,
        scope,
        func_scope: scope,
        dirs: job.directives.clone(),
        fused: job.fused.clone(),
        file: job.file,
        level: job.language_level,
        dry: 0,
        unknown_read: false,
        inferring: false,
        inference: None,
        narrowed: Default::default(),
        pending: FxHashSet::default(),
        nogil,
        value_unused: false,
        prologue: Vec::new(),
        true_division: imports_future(&cx.input.module, "division"),
        in_gil_block: false,
        loops: 0,
        is_generator: false,
        mentions_class: false,
        class_name,
        qual: if is_module { SmolStr::default() } else { qual },
        globals: FxHashSet::default(),
        annotated_return: None,
        class_nonlocals: FxHashSet::default(),
        in_parallel: None,
        comprehensions: Vec::new(),
        cx,
    };
    match job.source {
        BodySource::Module(module) => body.module_body(module),
        BodySource::Def(def) => body.def_body(def),
        BodySource::CDef(def) => body.cdef_body(def),
        BodySource::Lambda { params, body: expr } => body.lambda_body(params, expr),
        // A generator expression is analysed where it stands.
        BodySource::GenExpr(_) => {}
        BodySource::CpdefWrapper => body.cpdef_wrapper(),
    }
    nogil::check_function(cx, job.func);
    ephemeral::check_function(cx, job.func);
    // What is made for the language's own needs is not reported on, nor each specialisation by itself.
    if job.fused.is_empty() && !matches!(job.source, BodySource::CpdefWrapper) {
        unassigned::check_function(cx, job.func, &job.directives);
        unused::note_function(cx, job.func, &job.directives);
    }
}

/// What profilers and tracers are told of functions under the directives.
fn trace_mode(dirs: &Directives) -> pyxide_hir::Trace {
    match (dirs.is_on(Directive::Linetrace), dirs.is_on(Directive::Profile)) {
        (true, _) => pyxide_hir::Trace::Lines,
        (false, true) => pyxide_hir::Trace::Calls,
        (false, false) => pyxide_hir::Trace::Off,
    }
}

impl<'ast> Body<'_, 'ast, '_> {
    fn types(&self) -> &Types {
        &self.cx.types
    }

    /// Reports an error, unless this analysis only asks for a type.
    fn error(&mut self, code: Code, span: Span, message: impl Into<String>) {
        if self.dry == 0 {
            self.cx.sink.error(code, span, message);
        }
    }

    /// Reports something with what to do about it.
    fn report_with_help(&mut self, code: Code, span: Span, message: impl Into<String>, help: &str) {
        if self.dry == 0 {
            self.cx.sink.push(Diagnostic::new(code, message).at(span).help(help));
        }
    }

    /// Reports an error, and the value that stands for what it is about.
    fn error_value(&mut self, error: Diagnostic, span: Span) -> Expr {
        if self.dry == 0 {
            self.cx.sink.push(error);
        }
        self.error_expr(span)
    }

    fn unsupported(&mut self, span: Span, what: impl std::fmt::Display) {
        if self.dry == 0 {
            self.cx.not_supported(span, what);
        }
    }

    /// The value of something that was reported as wrong.
    fn error_expr(&self, span: Span) -> Expr {
        Expr { span, ty: Types::ERROR, kind: ExprKind::None }
    }

    /// Reports `not supported yet`; in lenient mode the construct is an opaque call that may raise.
    fn unsupported_expr(&mut self, span: Span, what: impl std::fmt::Display, parts: Vec<Expr>) -> Expr {
        self.unsupported(span, &what);
        self.opaque(span, Types::ERROR, &what.to_string(), parts)
    }

    /// The same for something of which the memory checker knows what it does, by the name that [`ExprKind::Opaque`]
    /// lists.
    fn unsupported_known(
        &mut self,
        span: Span,
        construct: &str,
        what: impl AsRef<str>,
        ty: TypeId,
        parts: Vec<Expr>,
    ) -> Expr {
        self.unsupported(span, construct);
        self.opaque(span, ty, what.as_ref(), parts)
    }

    /// In lenient mode, something that cannot be compiled and uses `parts`; else the value of a reported error.
    fn opaque(&self, span: Span, ty: TypeId, what: &str, parts: Vec<Expr>) -> Expr {
        if !self.cx.input.lenient {
            return Expr { ty, ..self.error_expr(span) };
        }
        mk(span, ty, ExprKind::Opaque { what: what.into(), parts })
    }

    fn type_error(&mut self, span: Span, message: impl Into<String>) -> Expr {
        self.error(codes::TYPE_MISMATCH, span, message);
        self.error_expr(span)
    }

    fn locals(&self) -> &Vec<Local> {
        &self.cx.func(self.func).locals
    }

    fn local_ty(&self, id: LocalId) -> TypeId {
        self.cx.func(self.func).locals[id.index()].ty
    }

    fn add_local(&mut self, name: impl Into<SmolStr>, ty: TypeId, span: Span, kind: LocalKind) -> LocalId {
        let locals = &mut self.cx.func_mut(self.func).locals;
        locals.push(Local { name: name.into(), ty, span, captured: false, kind });
        LocalId(locals.len() as u32 - 1)
    }

    /// A variable for an intermediate value. In dry mode none is made: the id is only good for its type.
    fn temp(&mut self, ty: TypeId, span: Span) -> LocalId {
        let n = self.locals().len();
        self.add_local(format!("<tmp{n}>"), ty, span, LocalKind::Temp)
    }

    fn local_expr(&self, span: Span, id: LocalId) -> Expr {
        mk(span, self.local_ty(id), ExprKind::Local(id))
    }

    /// Makes a value usable more than once: itself when reading it again costs nothing and gives the same, else a
    /// temporary that the returned statement fills.
    fn reuse(&mut self, e: Expr) -> (Option<Stmt>, Expr) {
        if e.is_constant() || matches!(e.kind, ExprKind::Local(_)) {
            return (None, e);
        }
        let (stmt, value) = self.in_temp(e);
        (Some(stmt), value)
    }

    /// Stores a value in a fresh temporary.
    fn in_temp(&mut self, e: Expr) -> (Stmt, Expr) {
        let ty = self.types().unqualified(e.ty);
        let span = e.span;
        let id = self.temp(ty, span);
        (assign_local(span, id, ty, e), mk(span, ty, ExprKind::Local(id)))
    }

    fn define(&mut self, scope: ScopeId, name: &str, span: Span, kind: SymbolKind) {
        self.cx.scopes.define(scope, Symbol { name: name.into(), span, kind, from_pxd: false });
    }

    /// The function that a scope belongs to, found outwards; the module's initialisation at the top.
    fn function_of(&self, scope: ScopeId) -> Option<FuncId> {
        let mut at = Some(scope);
        while let Some(id) = at {
            let s = self.cx.scopes.get(id);
            match s.kind {
                ScopeKind::Function(f) | ScopeKind::Comprehension(f) => return Some(f),
                _ => at = s.parent,
            }
        }
        None
    }

    /// Runs `f` in dry mode and tells whether all types it needed were known. Locals that it made are dropped.
    fn dry_run<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> (T, bool) {
        let saved = std::mem::replace(&mut self.unknown_read, false);
        let count = self.locals().len();
        self.dry += 1;
        let result = f(self);
        self.dry -= 1;
        self.cx.func_mut(self.func).locals.truncate(count);
        let known = !std::mem::replace(&mut self.unknown_read, saved);
        (result, known)
    }

    fn is_module_level(&self) -> bool {
        self.cx.func(self.func).kind == FunctionKind::ModuleInit
    }

    fn py2(&self) -> bool {
        self.level.is_py2()
    }
}

fn mk(span: Span, ty: TypeId, kind: ExprKind) -> Expr {
    Expr { span, ty, kind }
}

fn mk_stmt(span: Span, kind: StmtKind) -> Stmt {
    Stmt { span, kind }
}

fn assign_local(span: Span, id: LocalId, ty: TypeId, value: Expr) -> Stmt {
    let target = pyxide_hir::Target { span, ty, kind: pyxide_hir::TargetKind::Local(id), coerce: None };
    mk_stmt(span, StmtKind::Assign { targets: vec![target], value })
}
