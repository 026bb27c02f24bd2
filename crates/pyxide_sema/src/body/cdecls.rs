//! C declarations inside function bodies: `cdef int x = 1`, annotated and `cython.declare`d variables.

use super::types::display;
use super::{Body, mk_stmt};
use crate::declare;
use crate::scope::SymbolKind;
use pyxide_diagnostics::{Span, codes};
use pyxide_hir::{LocalKind, Stmt, StmtKind};
use pyxide_syntax::ast;
use pyxide_types::{ArrayLen, Type, TypeId, Types};

/// Whether no value of the type can exist here.
pub(super) fn is_incomplete(types: &Types, ty: TypeId) -> bool {
    match types.kind(ty) {
        Type::Void | Type::Func(_) => true,
        Type::Struct(s) => {
            let def = &types.structs[s.index()];
            def.fields.is_none() && def.origin != pyxide_types::Origin::Extern
        }
        _ => false,
    }
}

impl<'ast> Body<'_, 'ast, '_> {
    /// Evaluates `DEF` and `IF` of a body in the order of the text.
    pub(super) fn compile_time(&mut self, body: &'ast [ast::Stmt]) {
        use ast::StmtKind as K;
        for stmt in body {
            match &stmt.kind {
                K::Def { name, value } => declare::compile_def(self.cx, self.func_scope, name, value),
                K::CompileIf { branches, orelse } => {
                    let span = stmt.span;
                    let chosen =
                        self.with_env(|cx, env| declare::compile_if(cx, env, span, branches, orelse));
                    self.compile_time(chosen);
                }
                K::If { branches, orelse } => {
                    for b in branches {
                        self.compile_time(&b.body);
                    }
                    self.compile_time(orelse);
                }
                K::While { body, orelse, .. } => {
                    self.compile_time(body);
                    self.compile_time(orelse);
                }
                K::For(f) => {
                    self.compile_time(&f.body);
                    self.compile_time(&f.orelse);
                }
                K::With { body, .. } => self.compile_time(body),
                K::Try(t) => {
                    self.compile_time(&t.body);
                    for h in &t.handlers {
                        self.compile_time(&h.body);
                    }
                    self.compile_time(&t.orelse);
                    self.compile_time(&t.finalbody);
                }
                _ => {}
            }
        }
    }

    /// Declares the typed locals of a body, wherever in it their declarations stand.
    pub(super) fn declare_c_locals(&mut self, body: &'ast [ast::Stmt]) {
        for stmt in body {
            if let Some(stmts) = super::scan::Substitute::substitute(&*self.cx, stmt) {
                self.declare_c_locals(stmts);
                continue;
            }
            self.declare_in_stmt(stmt);
        }
    }

    fn declare_in_stmt(&mut self, stmt: &'ast ast::Stmt) {
        use ast::StmtKind as K;
        match &stmt.kind {
            K::CVarDef(def) => self.declare_variables(def),
            K::Def { name, value } => declare::compile_def(self.cx, self.func_scope, name, value),
            K::CdefBlock(body) => self.declare_c_locals(body),
            K::CImport(names) => {
                let unit = self.unit();
                for name in names {
                    declare::cimports::cimport(self.cx, &unit, self.func_scope, name);
                }
            }
            K::CImportFrom(from) => {
                let unit = self.unit();
                declare::cimports::cimport_from(self.cx, &unit, self.func_scope, from);
            }
            K::CStructDef(_) | K::CEnumDef(_) | K::CTypedef(_) | K::CdefExtern(_) => {
                self.error(codes::INVALID_DECLARATION, stmt.span, "declaration not allowed in a function");
            }
            K::AnnAssign { target, value: Some(value), .. } if self.is_pure_declaration(value) => {
                self.declare_pure(std::slice::from_ref(target), value)
            }
            K::AnnAssign { target, annotation, .. } => self.declare_annotated(target, annotation),
            K::Assign { targets, value } => self.declare_pure(targets, value),
            K::Expr(value) => self.declare_pure(&[], value),
            K::If { branches, orelse } => {
                for b in branches {
                    self.declare_c_locals(&b.body);
                }
                self.declare_c_locals(orelse);
            }
            K::While { body, orelse, .. } => {
                self.declare_c_locals(body);
                self.declare_c_locals(orelse);
            }
            K::For(f) => {
                self.declare_c_locals(&f.body);
                self.declare_c_locals(&f.orelse);
            }
            K::Try(t) => {
                self.declare_c_locals(&t.body);
                for h in &t.handlers {
                    self.declare_c_locals(&h.body);
                }
                self.declare_c_locals(&t.orelse);
                self.declare_c_locals(&t.finalbody);
            }
            K::With { body, .. } => self.declare_c_locals(body),
            K::Match { cases, .. } => {
                for c in cases {
                    self.declare_c_locals(&c.body);
                }
            }
            _ => {}
        }
    }

    /// The main module as the declaring half knows it.
    fn unit(&self) -> declare::Unit {
        declare::Unit {
            scope: self.cx.module,
            module: self.cx.input.module_name.as_str().into(),
            is_package: self.cx.input.is_package,
            in_pxd: false,
            own: true,
            file: self.file,
            level: self.level,
            directives: self.dirs.clone(),
            is_extern: false,
            namespace: None,
        }
    }

    fn declare_variables(&mut self, def: &'ast ast::CVarDef) {
        let base = match &def.ty {
            Some(ty) => self.with_env(|cx, env| declare::types::resolve(cx, env, ty)),
            None => Types::OBJECT,
        };
        for d in &def.declarators {
            let declared = self.with_env(|cx, env| {
                let d = declare::types::declarator(cx, env, Default::default(), base, &d.declarator);
                (d.name, d.ty)
            });
            let (Some(name), ty) = declared else { continue };
            if def.flags.overridable {
                let message = "a variable cannot be `cpdef`: declare it with `cdef`";
                self.error(codes::INVALID_DECLARATION, name.span, message);
            }
            // `cdef int a[] = [1, 2]` takes its length from the value.
            let ty = match (self.types().get(ty).clone(), &d.init) {
                (
                    Type::Array(elem, ArrayLen::Unknown),
                    Some(ast::Expr { kind: ast::ExprKind::List(items), .. }),
                ) => self.cx.types.intern(Type::Array(elem, ArrayLen::Known(items.len() as u64))),
                _ => ty,
            };
            self.declare_local(&name.name, name.span, ty);
        }
    }

    /// Declares one typed local.
    pub(super) fn declare_local(&mut self, name: &str, span: Span, ty: TypeId) {
        let name = &*self.mangle(name);
        if ty == Types::ERROR {
            // The name exists all the same.
        } else if is_incomplete(self.types(), ty)
            || matches!(self.types().kind(ty), Type::Array(_, ArrayLen::Unknown))
        {
            let message = format!("Variable type '{}' is incomplete", display(self.types(), ty));
            self.error(codes::INVALID_DECLARATION, span, message);
        } else if matches!(self.types().kind(ty), Type::MemoryView(..)) {
            self.unsupported(span, "memoryviews");
        } else if matches!(self.types().kind(ty), Type::Cpp(_)) {
            self.unsupported(span, "variables of C++ class types");
        }
        if let Some(before) = self.cx.scopes.lookup_here(self.func_scope, name) {
            let same = matches!(before.kind, SymbolKind::Local(l) if self.local_ty(l) == ty);
            if !same || !self.cx.input.lenient {
                self.error(codes::REDECLARED, span, format!("'{name}' redeclared"));
            }
            return;
        }
        let local = self.add_local(name, ty, span, LocalKind::Var);
        self.define(self.func_scope, name, span, SymbolKind::Local(local));
        // A key must say from the start that it is not made yet.
        if pyxide_types::cdecl::type_name(self.types(), ty) == "Py_tss_t" {
            let empty = pyxide_hir::ExprKind::CConst("(Py_tss_t)Py_tss_NEEDS_INIT".into());
            let value = super::mk(span, ty, empty);
            self.prologue.push(super::assign_local(span, local, ty, value));
        }
    }

    /// `x: T` under `annotation_typing`.
    fn declare_annotated(&mut self, target: &'ast ast::Expr, annotation: &'ast ast::Expr) {
        let Some(name) = target.as_name() else { return };
        if !self.dirs.annotation_typing() || self.globals.contains(name) {
            return;
        }
        if self.cx.scopes.lookup_here(self.func_scope, &self.mangle(name)).is_some() {
            return;
        }
        let found = self.with_env(|cx, env| declare::annotations::read(cx, env, annotation, false));
        if let Some(found) = found
            && found.ty != Types::ERROR
            && (found.ty != Types::OBJECT || annotation.as_name().is_some_and(|n| n == "object"))
            && !is_incomplete(self.types(), found.ty)
        {
            self.declare_local(name, target.span, found.ty);
        } else if found.is_none() {
            self.with_env(|cx, env| declare::annotations::check_known(cx, env, annotation));
        }
    }

    /// `x = cython.declare(T, value)` and `cython.declare(x=T, y=T)`.
    fn declare_pure(&mut self, targets: &'ast [ast::Expr], value: &'ast ast::Expr) {
        let ast::ExprKind::Call { func, args } = &value.kind else { return };
        let Some(SymbolKind::Cython(path)) = self.symbol_of(func) else { return };
        if path.len() != 1 || path[0] != "declare" {
            return;
        }
        if let Some(ast::Arg::Positional(ty)) = args.first() {
            let Some(ty) = self.with_env(|cx, env| declare::types::expr_as_type(cx, env, ty, true)) else {
                self.error(codes::INVALID_DECLARATION, ty.span, "Unknown type");
                return;
            };
            for t in targets {
                if let Some(name) = t.as_name() {
                    self.declare_local(name, t.span, ty);
                }
            }
        }
        for arg in args {
            let ast::Arg::Keyword { name, value } = arg else { continue };
            match self.with_env(|cx, env| declare::types::expr_as_type(cx, env, value, true)) {
                Some(ty) => self.declare_local(&name.name, name.span, ty),
                None => self.error(codes::INVALID_DECLARATION, value.span, "Unknown type"),
            }
        }
    }

    /// The target of an initialisation: unlike an assignment it may set a constant.
    pub(super) fn initialised(&mut self, name: &str, span: Span) -> pyxide_hir::Target {
        if let (_, Some((_, SymbolKind::CVar(id)))) = self.resolve(name) {
            self.cx.initialised.insert(id);
            let ty = self.types().unqualified(self.cx.cvars[id.index()].ty);
            return pyxide_hir::Target { span, ty, kind: pyxide_hir::TargetKind::CVar(id), coerce: None };
        }
        self.first_place(name, span)
    }

    /// The initial values of a `cdef` statement.
    pub(super) fn c_var_stmt(&mut self, span: Span, def: &'ast ast::CVarDef) -> Vec<Stmt> {
        let mut out = Vec::new();
        for d in &def.declarators {
            let (Some(name), Some(init)) = (d.declarator.name(), &d.init) else { continue };
            let target = self.initialised(&name.name, name.span);
            let value = self.expr_as(init, target.ty);
            self.check_const_initialiser(name, &value);
            self.warn_discarded_const(d.span, target.ty, &value);
            let at = if def.declarators.len() == 1 { span } else { d.span };
            out.push(mk_stmt(at, StmtKind::Assign { targets: vec![target], value }));
        }
        out
    }
}
