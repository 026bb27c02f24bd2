//! Bodies of functions, and functions made inside bodies: `def`, `lambda`, defaults, decorators.

use super::names::mangled;
use super::scan::{self, Scan};
use super::{Body, mk, mk_stmt};
use crate::context::{BodyJob, BodySource, Cx, Declared};
use crate::declare::functions::{self as headers, Place};
use crate::scope::{ScopeId, ScopeKind, SymbolKind};
use pyxide_diagnostics::{Diagnostic, Span, codes};
use pyxide_hir::{
    Arg, DefaultValue, Expr, ExprKind, Flavour, FuncId, FunctionKind, LocalId, LocalKind, MakeFunction,
    MethodImpl, MethodKind, Param, ParamKind, Stmt, StmtKind,
};
use pyxide_syntax::ast;
use pyxide_types::{TypeId, Types, special};
use rustc_hash::FxHashMap;
use smol_str::{SmolStr, format_smolstr};
use std::rc::Rc;

/// The Python class whose body encloses a scope, for private names.
pub(crate) fn enclosing_class(cx: &Cx<'_, '_>, scope: ScopeId) -> Option<SmolStr> {
    let mut at = Some(scope);
    while let Some(id) = at {
        let s = cx.scopes.get(id);
        match s.kind {
            ScopeKind::PyClass | ScopeKind::CClass(_) => {
                return s.name.rsplit('.').next().map(SmolStr::new);
            }
            ScopeKind::Module | ScopeKind::Builtin => return None,
            _ => at = s.parent,
        }
    }
    None
}

/// The name of a parameter; `f(x)` of a C function reads `x` as a type first.
pub(super) fn written_name(p: &ast::Param) -> Option<&SmolStr> {
    if let Some(name) = p.name() {
        return Some(&name.name);
    }
    match &p.ty.as_ref()?.kind {
        ast::CTypeKind::Name(path) => match path.as_slice() {
            [name] => Some(&name.name),
            _ => None,
        },
        _ => None,
    }
}

impl<'ast> Body<'_, 'ast, '_> {
    pub(super) fn def_body(&mut self, def: &'ast ast::FunctionDef) {
        self.compile_time(&def.body);
        self.check_critical_function(&def.decorators);
        let found = scan::statements(&def.body, self.py2(), self.cx);
        self.is_generator = found.has_yield || def.is_async;
        self.mentions_class = super::classes::uses_class_cell(&def.body);
        self.open(&found, &def.body);
        self.c_defaults(def.params.iter());
        self.annotated_return = self.return_annotation(def);
        let mut body = std::mem::take(&mut self.prologue);
        body.extend(self.statements(&def.body));
        self.cx.func_mut(self.func).body = body;
    }

    /// The type of objects that the return annotation of a plain Python function asks values to have.
    fn return_annotation(&mut self, def: &'ast ast::FunctionDef) -> Option<TypeId> {
        let annotation = def.returns.as_ref()?;
        let f = self.cx.func(self.func);
        if f.kind != FunctionKind::Python || f.flavour != Flavour::Plain || f.ret != Types::OBJECT {
            return None;
        }
        if !self.dirs.annotation_typing() {
            return None;
        }
        let parent = self.cx.scopes.get(self.func_scope).parent.unwrap_or(self.cx.module);
        let scope = std::mem::replace(&mut self.scope, parent);
        let found = self.with_env(|cx, env| crate::declare::annotations::read(cx, env, annotation, false));
        self.scope = scope;
        let ty = found?.ty;
        let t = self.types();
        (t.is_object(ty) && ty != Types::OBJECT && ty != Types::ERROR).then_some(ty)
    }

    /// A returned value, tested against the annotation.
    fn checked_return(&mut self, value: &'ast ast::Expr, ty: TypeId) -> Expr {
        let value = self.expr(value);
        let direct = value.ty == ty || matches!(self.types().kind(value.ty), pyxide_types::Type::Array(..));
        let value = if direct { value } else { self.object(value) };
        let value = self.coerce(value, ty);
        self.object(value)
    }

    pub(super) fn cdef_body(&mut self, def: &'ast ast::CFuncDef) {
        self.compile_time(&def.body);
        self.check_critical_function(&def.decorators);
        let found = scan::statements(&def.body, self.py2(), self.cx);
        if found.has_yield {
            // Reported where the function was declared.
            return;
        }
        self.open(&found, &def.body);
        if let Some(function) = def.declarator.as_function() {
            self.c_defaults(function.params.iter());
        }
        let mut body = std::mem::take(&mut self.prologue);
        body.extend(self.statements(&def.body));
        self.cx.func_mut(self.func).body = body;
    }

    pub(super) fn lambda_body(&mut self, _params: &'ast ast::Params, expr: &'ast ast::Expr) {
        let found = scan::expression(expr, self.py2(), self.cx);
        self.is_generator = found.has_yield;
        self.open(&found, &[]);
        let value = self.object_expr(expr);
        let kind = if found.has_yield { StmtKind::Expr(value) } else { StmtKind::Return(Some(value)) };
        self.cx.func_mut(self.func).body = vec![mk_stmt(expr.span, kind)];
    }

    /// Reports names declared `nonlocal` that no function around `parent` binds.
    pub(super) fn check_nonlocals(&mut self, parent: ScopeId, found: &Scan<'ast>) {
        for (name, span) in &found.nonlocals {
            if let Some(&before) = found.bound_too_early.get(name) {
                let ident = ast::Ident::new(name.clone(), *span);
                self.cx.redeclared(&ident, before);
            }
            let outer = self.cx.scopes.lookup(parent, &self.mangle(name)).map(|(_, s)| s.kind.clone());
            if !matches!(outer, Some(SymbolKind::Local(_))) {
                self.error(codes::UNDECLARED_NAME, *span, format!("no binding for nonlocal '{name}' found"));
            }
        }
    }

    /// Declares parameters and locals and infers what is not typed.
    fn open(&mut self, found: &Scan<'ast>, body: &'ast [ast::Stmt]) {
        let params: Vec<_> =
            self.cx.func(self.func).params.iter().map(|p| (p.name.clone(), p.local, p.span)).collect();
        let params = self.text_parameters(params);
        for (name, local, span) in params {
            let name = self.mangle(&name);
            self.define(self.func_scope, &name, span, SymbolKind::Local(local));
        }
        // `*args` and `**kwargs` that are assigned again hold anything.
        let func = self.func;
        let class = self.class_name.clone();
        let rebound = |p: &Param| {
            matches!(p.kind, ParamKind::VarPositional | ParamKind::VarKeyword)
                && found.bound.keys().any(|name| mangled(class.as_deref(), name) == p.name)
        };
        let f = self.cx.func_mut(func);
        let mut stars = Vec::new();
        for p in f.params.iter_mut().filter(|p| rebound(p)) {
            stars.push((p.name.clone(), p.local, p.ty));
            p.ty = Types::OBJECT;
            f.locals[p.local.index()].ty = Types::OBJECT;
        }
        for (name, span) in &found.globals {
            if self.cx.scopes.lookup_here(self.func_scope, name).is_some() {
                self.error(codes::REDECLARED, *span, format!("'{name}' redeclared"));
            }
            self.globals.insert(name.clone());
        }
        let parent = self.cx.scopes.get(self.func_scope).parent.unwrap_or(self.cx.module);
        self.check_nonlocals(parent, found);
        if let Some(typed) = self.cx.decorated_locals.get(&self.func).cloned() {
            for (name, ty) in typed {
                let name = self.mangle(&name);
                if self.cx.scopes.lookup_here(self.func_scope, &name).is_none() {
                    let span = found.bound.get(&name).copied().unwrap_or(self.cx.func(self.func).span);
                    let local = self.add_local(name.clone(), ty, span, LocalKind::Var);
                    self.define(self.func_scope, &name, span, SymbolKind::Local(local));
                }
            }
        }
        self.declare_c_locals(body);
        self.refuse_late_declarations(body);
        let mut names = FxHashMap::default();
        let mut given = Vec::new();
        for (name, local, ty) in stars {
            given.push((local, ty));
            names.insert(name, local);
            self.pending.insert(local);
        }
        for (name, span) in &found.bound {
            if found.globals.contains_key(name) || found.nonlocals.contains_key(name) {
                continue;
            }
            let mangled = self.mangle(name);
            if self.cx.scopes.lookup_here(self.func_scope, &mangled).is_some() {
                continue;
            }
            if self.cx.is_written(*span)
                && found.assigned.contains(name)
                && self.dirs.is_on(crate::directives::Directive::WarnUndeclared)
            {
                let message = format!("'{name}' is not declared: its type is what is assigned to it");
                let warning = Diagnostic::new(codes::IMPLICIT_DECLARATION, message).at(*span);
                self.cx.sink.push(warning);
            }
            let local = self.add_local(mangled.clone(), Types::OBJECT, *span, LocalKind::Var);
            self.define(self.func_scope, &mangled, *span, SymbolKind::Local(local));
            names.insert(name.clone(), local);
            self.pending.insert(local);
        }
        let flow = super::flow::Flow::of_statements(body, found, self.cx);
        self.infer_locals(found, flow, &names, &given);
        let rebound = |kind| matches!(kind, ParamKind::VarPositional | ParamKind::VarKeyword);
        let stars: Vec<(usize, LocalId)> = self
            .cx
            .func(func)
            .params
            .iter()
            .enumerate()
            .filter_map(|(i, p)| {
                (rebound(p.kind) && names.values().any(|&l| l == p.local)).then_some((i, p.local))
            })
            .collect();
        for (i, local) in stars {
            let ty = self.types().plain_container(self.local_ty(local));
            let ty = if matches!(ty, Types::TUPLE | Types::DICT) { ty } else { Types::OBJECT };
            let f = self.cx.func_mut(func);
            f.params[i].ty = ty;
            f.locals[local.index()].ty = ty;
        }
    }

    /// Under `c_string_encoding` a `char *` parameter of a Python function takes text too: it arrives as an object and
    /// is converted at the start of the body.
    pub(super) fn text_parameters(
        &mut self,
        params: Vec<(SmolStr, LocalId, Span)>,
    ) -> Vec<(SmolStr, LocalId, Span)> {
        let encoded = !self.dirs.text(crate::directives::Directive::CStringEncoding).is_empty();
        if !encoded || self.cx.func(self.func).kind != FunctionKind::Python {
            return params;
        }
        let mut out = Vec::new();
        for (name, local, span) in params {
            let ty = self.local_ty(local);
            let at =
                self.cx.func(self.func).params.iter().position(|p| p.local == local && p.default.is_none());
            let Some(at) = at.filter(|_| super::types::is_c_string(self.types(), ty)) else {
                out.push((name, local, span));
                continue;
            };
            let f = self.cx.func_mut(self.func);
            f.params[at].ty = Types::OBJECT;
            f.locals[local.index()].ty = Types::OBJECT;
            let object = self.local_expr(span, local);
            let pointer = self.add_local(name.clone(), ty, span, LocalKind::Var);
            let value = self.coerce(object, ty);
            self.prologue.push(super::assign_local(span, pointer, ty, value));
            out.push((name, pointer, span));
        }
        out
    }

    /// Default values of C parameters are evaluated in the function, where an argument is left out.
    fn c_defaults(&mut self, params: impl Iterator<Item = &'ast ast::Param>) {
        if matches!(self.cx.func(self.func).kind, FunctionKind::Python) {
            return;
        }
        let written: Vec<&'ast ast::Param> = params.collect();
        let count = self.cx.func(self.func).params.len();
        // `self` may be implied by the class.
        let offset = count.saturating_sub(written.len());
        for (i, p) in written.into_iter().enumerate() {
            let ast::ParamDefault::Value(value) = &p.default else { continue };
            let Some(param) = self.cx.func(self.func).params.get(i + offset) else { continue };
            // Where the statement of the function is one of this module, it has evaluated the value.
            if matches!(param.default, Some(DefaultValue::Inline(_))) {
                continue;
            }
            let ty = param.ty;
            let value = self.in_outer_scope(|b| b.expr_as(value, ty));
            self.cx.func_mut(self.func).params[i + offset].default = Some(DefaultValue::Inline(value));
        }
    }

    fn in_outer_scope<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> T {
        let parent = self.cx.scopes.get(self.func_scope).parent.unwrap_or(self.cx.module);
        let saved = std::mem::replace(&mut self.scope, parent);
        let result = f(self);
        self.scope = saved;
        result
    }

    /// `name` with the prefix of where it is defined.
    pub(super) fn qualified(&self, name: &str) -> SmolStr {
        format_smolstr!("{}{name}", self.qual_prefix())
    }

    /// What comes before the qualified names of functions and classes made here.
    pub(super) fn qual_prefix(&self) -> SmolStr {
        match self.cx.scopes.get(self.scope).kind {
            ScopeKind::PyClass | ScopeKind::CClass(_) => {
                format_smolstr!("{}.", self.cx.scopes.get(self.scope).name)
            }
            _ if self.qual.is_empty() => SmolStr::default(),
            _ => format_smolstr!("{}.<locals>.", self.qual),
        }
    }

    pub(super) fn place_here(&self) -> Place {
        Place {
            scope: self.scope,
            outer: if self.is_module_level() { None } else { Some(self.func) },
            class: None,
            qualname_prefix: self.qual_prefix(),
            directives: self.dirs.clone(),
            file: self.file,
            level: self.level,
            fused: self.fused.clone(),
        }
    }

    /// A `def` statement: the function is made, decorated and bound.
    pub(super) fn def_stmt(&mut self, span: Span, def: &'ast ast::FunctionDef) -> Vec<Stmt> {
        let place = self.place_here();
        let declared = headers::def(self.cx, &place, def);
        match declared {
            Declared::NoObject => self.c_default_values(def.name.span, def.params.iter()),
            Declared::Ufunc(which) => self.made_ufunc(which),
            Declared::Def(func) => {
                let mut out = self.c_default_values(def.name.span, def.params.iter());
                let value = self.make_function(span, func, Some(def));
                out.extend(self.bind_function(span, def, value));
                out
            }
            Declared::Fused(which) => {
                if place.outer.is_some() {
                    let message = "a function inside of a function cannot have parameters of fused types";
                    self.error(codes::INVALID_DECLARATION, def.name.span, message);
                }
                let mut out = self.c_default_values(def.name.span, def.params.iter());
                out.extend(self.fused_def(span, which, def));
                out
            }
            Declared::Class(_) => vec![],
        }
    }

    /// Applies decorators and stores the result under the function's name.
    fn bind_function(&mut self, span: Span, def: &'ast ast::FunctionDef, value: Expr) -> Vec<Stmt> {
        let value = self.decorated(value, &def.decorators);
        let target = self.name_target(&def.name.name, def.name.span, false);
        if let pyxide_hir::TargetKind::Local(local) = target.kind
            && !self.types().is_object(target.ty)
            && target.ty != Types::ERROR
        {
            let before = self.cx.func(self.func).locals[local.index()].span;
            self.cx.redeclared(&def.name, before);
            return vec![];
        }
        let value = self.coerce(value, target.ty);
        vec![mk_stmt(span, StmtKind::Assign { targets: vec![target], value })]
    }

    /// `value` with decorators applied, those that are directives left out.
    pub(super) fn decorated(&mut self, value: Expr, decorators: &'ast [ast::Decorator]) -> Expr {
        let mut calls = Vec::new();
        for d in decorators {
            if self.is_directive_decorator(&d.expr) {
                continue;
            }
            let func = self.object_expr(&d.expr);
            calls.push((d.span, func));
        }
        let mut value = self.object(value);
        for (span, func) in calls.into_iter().rev() {
            value = mk(
                span,
                Types::OBJECT,
                ExprKind::Call { func: Box::new(func), args: vec![Arg::Value(value)], keywords: vec![] },
            );
        }
        value
    }

    /// Whether a decorator speaks to the compiler.
    pub(super) fn is_directive_decorator(&self, e: &ast::Expr) -> bool {
        let path = match &e.kind {
            ast::ExprKind::Call { func, .. } => func,
            _ => e,
        };
        self.cx.spent_decorators.contains(&e.span)
            || matches!(self.symbol_of(path), Some(SymbolKind::Cython(_)))
    }

    /// The function object, with its default values and annotations.
    pub(super) fn make_function(
        &mut self,
        span: Span,
        func: FuncId,
        def: Option<&'ast ast::FunctionDef>,
    ) -> Expr {
        let in_class = self.is_class_scope();
        let mut defaults = Vec::new();
        let mut annotations = Vec::new();
        if let Some(def) = def {
            defaults = self.stored_defaults(func, def.params.iter());
            annotations = self.annotations(def);
        }
        let make = MakeFunction { func, defaults, annotations, in_class };
        mk(span, Types::OBJECT, ExprKind::MakeFunction(Box::new(make)))
    }

    /// Evaluates default values: constants go into the header, the others are stored with the function object.
    pub(super) fn stored_defaults(
        &mut self,
        func: FuncId,
        params: impl Iterator<Item = &'ast ast::Param>,
    ) -> Vec<Expr> {
        let mut stored = Vec::new();
        for p in params {
            let ast::ParamDefault::Value(value) = &p.default else { continue };
            let Some(name) = written_name(p).map(|n| self.mangle(n)) else { continue };
            let Some(at) = self.cx.func(func).params.iter().position(|q| q.name == name) else {
                continue;
            };
            // A value that the C side has too is evaluated with it.
            if self.cx.wrapped.contains_key(&func)
                && matches!(self.cx.func(func).params[at].default, Some(DefaultValue::Inline(_)))
            {
                continue;
            }
            let ty = self.cx.func(func).params[at].ty;
            let natural = self.expr(value);
            // `x=None` for a builtin or extension type is fine as a default.
            let value = self.coerce(natural, ty);
            let default = if value.is_constant() {
                DefaultValue::Inline(value)
            } else {
                let object = self.object(value);
                stored.push(object);
                DefaultValue::Stored(stored.len() - 1)
            };
            if self.dry == 0 {
                self.cx.func_mut(func).params[at].default = Some(default);
            }
        }
        stored
    }

    /// Annotations as text, which is what they evaluate to.
    fn annotations(&mut self, def: &'ast ast::FunctionDef) -> Vec<(SmolStr, Expr)> {
        let mut list = Vec::new();
        let mut add = |body: &mut Self, name: &SmolStr, e: &'ast ast::Expr| {
            let text = body.annotation_text(e);
            list.push((
                body.mangle(name),
                mk(e.span, Types::STR, ExprKind::Str(pyxide_hir::Text::Utf8(text))),
            ));
        };
        for p in def.params.posonly.iter().chain(&def.params.args) {
            if let (Some(name), Some(e)) = (p.name(), &p.annotation) {
                add(self, &name.name, e);
            }
        }
        for star in [&def.params.vararg, &def.params.kwarg].into_iter().flatten() {
            if let Some(e) = &star.annotation {
                add(self, &star.name.name, e);
            }
        }
        for p in &def.params.kwonly {
            if let (Some(name), Some(e)) = (p.name(), &p.annotation) {
                add(self, &name.name, e);
            }
        }
        if let Some(e) = &def.returns {
            add(self, &"return".into(), e);
        }
        list
    }

    /// An annotation as text.
    pub(super) fn annotation_text(&self, e: &ast::Expr) -> SmolStr {
        let source = |span| self.cx.loader.sources().text(span).to_string();
        ast::unparse::unparse(e, &source).into()
    }

    /// A fused `def`: the object that chooses a specialisation, decorated and bound.
    fn fused_def(&mut self, span: Span, which: usize, def: &'ast ast::FunctionDef) -> Vec<Stmt> {
        let value = self.fused_object(span, which);
        self.bind_function(span, def, value)
    }

    pub(super) fn lambda(&mut self, span: Span, params: &'ast ast::Params, body: &'ast ast::Expr) -> Expr {
        if self.dry > 0 {
            return mk(span, Types::OBJECT, ExprKind::None);
        }
        let has_yield = scan::expression(body, self.py2(), self.cx).has_yield;
        let flavour = if has_yield { Flavour::Generator } else { Flavour::Plain };
        let func = self.nested_header("<lambda>", span, FunctionKind::Python, flavour);
        let mut stored = 0;
        let class_name = self.class_name.clone();
        let mut add = |body: &mut Self,
                       name: &ast::Ident,
                       kind: ParamKind,
                       has_default: bool,
                       typed: Option<TypeId>| {
            let default = has_default.then(|| {
                stored += 1;
                DefaultValue::Stored(stored - 1)
            });
            if let Some(before) =
                body.cx.func(func).params.iter().find(|p| p.name == name.name).map(|p| p.span)
            {
                body.cx.redeclared(name, before);
            }
            let f = body.cx.func_mut(func);
            let local = pyxide_hir::LocalId(f.locals.len() as u32);
            let ty = match kind {
                ParamKind::VarPositional => Types::TUPLE,
                ParamKind::VarKeyword => Types::DICT,
                _ => typed.unwrap_or(Types::OBJECT),
            };
            f.locals.push(pyxide_hir::Local {
                name: name.name.clone(),
                ty,
                span: name.span,
                captured: false,
                kind: LocalKind::Param,
            });
            f.params.push(Param {
                local,
                name: mangled(class_name.as_deref(), &name.name),
                kind,
                ty,
                default,
                refuse_none: false,
                annotation: None,
                span: name.span,
            });
        };
        let has_default = |p: &ast::Param| !matches!(p.default, ast::ParamDefault::None);
        for (list, kind) in [(&params.posonly, ParamKind::PositionalOnly), (&params.args, ParamKind::Normal)]
        {
            for p in list {
                if let Some(name) = p.name() {
                    let ty = self.lambda_type(p);
                    add(self, name, kind, has_default(p), ty);
                }
            }
        }
        if let Some(star) = &params.vararg {
            add(self, &star.name, ParamKind::VarPositional, false, None);
        }
        for p in &params.kwonly {
            if let Some(name) = p.name() {
                let ty = self.lambda_type(p);
                add(self, name, ParamKind::KeywordOnly, has_default(p), ty);
            }
        }
        if let Some(star) = &params.kwarg {
            add(self, &star.name, ParamKind::VarKeyword, false, None);
        }
        let defaults = self.stored_defaults(func, params.iter());
        self.cx.func_mut(func).outer = if self.is_module_level() { None } else { Some(self.func) };
        self.cx.jobs.push_back(BodyJob {
            func,
            source: BodySource::Lambda { params, body },
            scope: self.scope,
            directives: self.dirs.clone(),
            fused: Rc::clone(&self.fused),
            file: self.file,
            language_level: self.level,
        });
        let make = MakeFunction { func, defaults, annotations: vec![], in_class: self.is_class_scope() };
        mk(span, Types::OBJECT, ExprKind::MakeFunction(Box::new(make)))
    }

    /// The type written before a parameter of a lambda.
    fn lambda_type(&mut self, p: &'ast ast::Param) -> Option<TypeId> {
        let base = p.ty.as_ref()?;
        let written = crate::declare::types::resolve(self.cx, crate::context::Env::plain(self.scope), base);
        if !crate::declare::fused::in_types(self.cx, &[written]).is_empty() {
            let message = "a parameter of a lambda cannot have a fused type";
            self.error(codes::INVALID_DECLARATION, base.span, message);
            return None;
        }
        Some(self.with_env(|cx, env| {
            let base = crate::declare::types::resolve(cx, env, base);
            crate::declare::types::declarator(cx, env, Default::default(), base, &p.declarator).ty
        }))
    }

    /// `return` with a value or without.
    pub(super) fn return_stmt(&mut self, span: Span, value: Option<&'ast ast::Expr>) -> Stmt {
        let f = self.cx.func(self.func);
        if matches!(f.kind, FunctionKind::ModuleInit) {
            self.error(codes::SYNTAX_ERROR, span, "Return not inside a function body");
            return mk_stmt(span, StmtKind::Pass);
        }
        let ret = f.ret;
        if f.flavour != Flavour::Plain {
            if f.flavour == Flavour::AsyncGenerator
                && value.is_some_and(|v| !matches!(v.kind, ast::ExprKind::None))
            {
                self.error(codes::SYNTAX_ERROR, span, "'return' with value in async generator");
            }
            let value = value.map(|v| self.object_expr(v));
            return mk_stmt(span, StmtKind::Return(value));
        }
        if self.result_is_ignored() {
            return self.return_ignored(span, value);
        }
        if self.types().is_void(ret) {
            if let Some(v) = value {
                let message = "Return with value in void function";
                self.error(codes::TYPE_MISMATCH, v.span, message);
            }
            return mk_stmt(span, StmtKind::Return(None));
        }
        match value {
            Some(v) => {
                let value = match self.annotated_return {
                    Some(ty) => self.checked_return(v, ty),
                    None => self.expr_as(v, ret),
                };
                mk_stmt(span, StmtKind::Return(Some(value)))
            }
            None => {
                let t = self.types();
                if !t.is_object(ret) && ret != Types::ERROR && !self.is_special() {
                    self.error(codes::TYPE_MISMATCH, span, "Return value required");
                }
                mk_stmt(span, StmtKind::Return(None))
            }
        }
    }

    fn is_special(&self) -> bool {
        let f = self.cx.func(self.func);
        f.class.is_some() && special::by_name(&f.name).is_some()
    }

    /// Setters, deleters and special methods whose slot returns a status, while Python's method returns nothing.
    fn result_is_ignored(&self) -> bool {
        let f = self.cx.func(self.func);
        let Some(class) = f.class.filter(|_| !self.types().is_object(f.ret)) else { return false };
        let changes_property = |m: &MethodImpl| {
            m.func == self.func && matches!(m.kind, MethodKind::PropertySet | MethodKind::PropertyDel)
        };
        if self.cx.classes.iter().any(|c| c.class == class && c.methods.iter().any(changes_property)) {
            return true;
        }
        special::by_name(&f.name).is_some_and(|s| {
            s.ret == "void"
                || s.ret == "int" && !matches!(s.name, "__contains__" | "__bool__" | "__nonzero__")
        })
    }

    fn return_ignored(&mut self, span: Span, value: Option<&'ast ast::Expr>) -> Stmt {
        let done = mk_stmt(span, StmtKind::Return(None));
        match value.filter(|v| !matches!(v.kind, ast::ExprKind::None)) {
            None => done,
            Some(v) => {
                let value = self.expr(v);
                let evaluate = mk_stmt(span, StmtKind::Expr(value));
                mk_stmt(span, StmtKind::Block(vec![evaluate, done]))
            }
        }
    }
}
