//! Classes: the body of a Python class runs in place with a namespace; an extension class is made ready where its
//! statement stands.

use super::{Body, mk, mk_stmt, scan};
use crate::context::Declared;
use crate::declare::functions::docstring;
use crate::scope::{ScopeKind, SymbolKind};
use pyxide_diagnostics::Span;
use pyxide_hir::{
    Arg, Expr, ExprKind, Index, KwArg, LocalId, LocalKind, PyClass, Stmt, StmtKind, Target, TargetKind,
};
use pyxide_syntax::ast;
use pyxide_syntax::ast::visit::{Visitor, Walk};
use pyxide_types::{ClassId, Types};
use smol_str::SmolStr;

impl<'ast> Body<'_, 'ast, '_> {
    pub(super) fn class_stmt(&mut self, span: Span, class: &'ast ast::ClassDef) -> Vec<Stmt> {
        if let Some(Declared::Class(id)) = self.cx.declared.get(&class.name.span).copied() {
            return self.ext_class(span, id, &class.body, &class.decorators, &class.name);
        }
        let mut bases = Vec::new();
        let mut keywords = Vec::new();
        let decorators: Vec<Expr> = class
            .decorators
            .iter()
            .filter(|d| !self.is_directive_decorator(&d.expr))
            .collect::<Vec<_>>()
            .into_iter()
            .map(|d| self.object_expr(&d.expr))
            .collect();
        for arg in &class.args {
            match arg {
                ast::Arg::Positional(e) => bases.push(Arg::Value(self.object_expr(e))),
                ast::Arg::Starred(e) => bases.push(Arg::Star(self.object_expr(e))),
                ast::Arg::Keyword { name, value } => {
                    keywords.push(KwArg::Named(name.name.clone(), self.object_expr(value)))
                }
                ast::Arg::DoubleStarred(e) => keywords.push(KwArg::DoubleStar(self.object_expr(e))),
            }
        }
        let has_metaclass = keywords.iter().any(|k| matches!(k, KwArg::Named(n, _) if n == "metaclass"));
        if self.py2() && !has_metaclass {
            // Level 2 takes the metaclass from the body.
            for stmt in &class.body {
                if let ast::StmtKind::Assign { targets, value } = &stmt.kind
                    && targets.iter().any(|t| t.as_name().is_some_and(|n| n == "__metaclass__"))
                {
                    keywords.push(KwArg::Named("metaclass".into(), self.object_expr(value)));
                    break;
                }
            }
        }
        let qualname = self.class_qualname(&class.name.name);
        let class_cell = uses_class_cell(&class.body)
            .then(|| self.add_local("__class__", Types::OBJECT, class.name.span, LocalKind::Var));
        let body = self.class_body(span, class, &qualname, class_cell);
        let target = self.name_target(&class.name.name, class.name.span, false);
        let node = PyClass {
            name: class.name.name.clone(),
            qualname,
            doc: docstring(&class.body),
            bases,
            keywords,
            body,
            decorators,
            target,
            class_cell,
        };
        vec![mk_stmt(span, StmtKind::PyClass(Box::new(node)))]
    }

    /// Names that a function reaches with `global` are qualified as at module level.
    fn class_qualname(&self, name: &str) -> SmolStr {
        if self.globals.contains(name) { name.into() } else { self.qualified(name) }
    }

    fn class_body(
        &mut self,
        span: Span,
        class: &'ast ast::ClassDef,
        qualname: &SmolStr,
        cell: Option<LocalId>,
    ) -> Vec<Stmt> {
        let found = scan::statements(&class.body, self.py2(), self.cx);
        let outer = self.scope;
        let mut parent = outer;
        if let Some(cell) = cell {
            // Methods see the cell, the class body does not need to: a scope between the two.
            let name = self.cx.scopes.get(outer).name.clone();
            parent = self.cx.scopes.add(ScopeKind::Comprehension(self.func), Some(outer), name);
            self.define(parent, "__class__", class.name.span, SymbolKind::Local(cell));
        }
        let scope = self.cx.scopes.add(ScopeKind::PyClass, Some(parent), qualname.clone());
        let saved_globals = self.globals.clone();
        let saved_class = self.class_name.replace(class.name.name.clone());
        let saved_loops = std::mem::replace(&mut self.loops, 0);
        let saved_dirs = self.dirs.clone();
        let decorated = crate::declare::decorators::collect(
            self.cx,
            outer,
            &class.decorators,
            crate::directives::Scopes::CLASS,
            &saved_dirs,
        );
        self.dirs = decorated.inner;
        self.scope = scope;
        for name in ["__module__", "__qualname__", "__doc__"] {
            self.define(scope, name, span, SymbolKind::ClassName);
        }
        for (name, at) in &found.bound {
            if found.globals.contains_key(name) {
                continue;
            }
            if found.nonlocals.contains_key(name) {
                // Not the class's but a variable of a function around it.
                continue;
            }
            let name = self.mangle(name);
            self.define(scope, &name, *at, SymbolKind::ClassName);
        }
        self.globals.extend(found.globals.keys().cloned());
        self.check_nonlocals(parent, &found);
        let nonlocals = found.nonlocals.keys().map(|n| self.mangle(n)).collect();
        let saved_nonlocals = std::mem::replace(&mut self.class_nonlocals, nonlocals);
        let mut body = Vec::new();
        if has_annotations(&class.body) {
            body.push(self.empty_annotations(span));
        }
        body.extend(self.statements(&class.body));
        self.scope = outer;
        self.loops = saved_loops;
        self.class_name = saved_class;
        self.globals = saved_globals;
        self.class_nonlocals = saved_nonlocals;
        self.dirs = saved_dirs;
        body
    }

    /// `__annotations__ = {}`.
    pub(super) fn empty_annotations(&mut self, span: Span) -> Stmt {
        let target = self.name_target("__annotations__", span, false);
        let value = mk(span, Types::OBJECT, ExprKind::Dict(vec![]));
        mk_stmt(span, StmtKind::Assign { targets: vec![target], value })
    }

    /// `__annotations__['name'] = text`.
    pub(super) fn record_annotation(&mut self, span: Span, name: &str, text: Expr) -> Vec<Stmt> {
        let kind = if self.is_class_scope() {
            let fallback = mk(span, Types::OBJECT, ExprKind::Global("__annotations__".into()));
            ExprKind::ClassName("__annotations__".into(), Box::new(fallback))
        } else {
            ExprKind::Global("__annotations__".into())
        };
        let dict = mk(span, Types::OBJECT, kind);
        let key = mk(span, Types::OBJECT, ExprKind::Str(pyxide_hir::Text::Utf8(self.mangle(name))));
        let target = Target {
            span,
            ty: Types::OBJECT,
            kind: TargetKind::Item(dict, Box::new(Index::Object(key))),
            coerce: None,
        };
        let value = self.object(text);
        vec![mk_stmt(span, StmtKind::Assign { targets: vec![target], value })]
    }

    pub(super) fn c_class_stmt(&mut self, span: Span, def: &'ast ast::CClassDef) -> Vec<Stmt> {
        let Some(body) = &def.body else { return vec![] };
        match self.cx.declared.get(&def.name.span).copied() {
            Some(Declared::Class(class)) => self.ext_class(span, class, body, &def.decorators, &def.name),
            _ => vec![],
        }
    }

    fn ext_class(
        &mut self,
        span: Span,
        class: ClassId,
        body: &'ast [ast::Stmt],
        decorators: &'ast [ast::Decorator],
        name: &'ast ast::Ident,
    ) -> Vec<Stmt> {
        let saved = self.scope;
        let saved_loops = std::mem::replace(&mut self.loops, 0);
        let saved_class = self.class_name.replace(self.types().classes[class.index()].name.clone());
        if let Some(&scope) = self.cx.class_scopes.get(&class) {
            self.scope = scope;
            self.define_class_names(body);
        }
        if let Some(others) = self.cx.other_bases.get(&class).cloned() {
            let bases: Vec<Expr> = others.into_iter().map(|e| self.object_expr(e)).collect();
            if let Some(implementation) = self.cx.classes.iter_mut().find(|c| c.class == class) {
                implementation.other_bases = bases;
            }
        }
        let mut stmts = Vec::new();
        self.ext_class_statements(class, body, &mut stmts);
        for made in self.cx.class_ends.get(&class).cloned().unwrap_or_default() {
            self.define_class_names(made);
            self.ext_class_statements(class, made, &mut stmts);
        }
        self.scope = saved;
        self.loops = saved_loops;
        self.class_name = saved_class;
        let mut out = vec![mk_stmt(span, StmtKind::ExtClass { class, body: stmts })];
        let plain = decorators.iter().any(|d| !self.is_directive_decorator(&d.expr));
        if plain {
            let value = mk(name.span, Types::TYPE, ExprKind::TypeObject(class));
            let value = self.decorated(value, decorators);
            let kind = TargetKind::Global(name.name.clone());
            let target = Target { span: name.span, ty: Types::OBJECT, kind, coerce: None };
            out.push(mk_stmt(span, StmtKind::Assign { targets: vec![target], value }));
        }
        out
    }

    /// Enters the names that statements of an extension class bind.
    fn define_class_names(&mut self, body: &'ast [ast::Stmt]) {
        let found = scan::statements(body, self.py2(), self.cx);
        for (name, at) in &found.bound {
            let name = self.mangle(name);
            if self.cx.scopes.lookup_here(self.scope, &name).is_none() {
                self.define(self.scope, &name, *at, SymbolKind::ClassName);
            }
        }
    }

    pub(super) fn ext_class_statements(
        &mut self,
        class: ClassId,
        body: &'ast [ast::Stmt],
        out: &mut Vec<Stmt>,
    ) {
        use ast::StmtKind as K;
        for (i, stmt) in body.iter().enumerate() {
            if let Some(stmts) = super::scan::Substitute::substitute(&*self.cx, stmt) {
                self.ext_class_statements(class, stmts, out);
                continue;
            }
            if self.cx.dataclasses.contains_key(&class)
                && crate::declare::dataclass::value_of_field(self.cx, class, stmt).is_some()
            {
                continue;
            }
            match &stmt.kind {
                K::FunctionDef(def) if self.cx.declared.contains_key(&def.name.span) => {
                    self.ext_method(stmt.span, def, out)
                }
                K::CFuncDef(def) => self.ext_c_method(stmt.span, def, out),
                K::CVarDef(_) | K::CClassDef(_) | K::Property { .. } | K::AnnAssign { value: None, .. } => {}
                K::CdefBlock(inner) => self.ext_class_statements(class, inner, out),
                K::Expr(e) if i == 0 && matches!(e.kind, ast::ExprKind::Str(_)) => {}
                _ => self.stmt(stmt, out),
            }
        }
    }

    /// Default values of a method, and decorators that are no part of the language.
    fn ext_method(&mut self, span: Span, def: &'ast ast::FunctionDef, out: &mut Vec<Stmt>) {
        out.extend(self.c_default_values(def.name.span, def.params.iter()));
        let func = match self.cx.declared.get(&def.name.span).copied() {
            Some(Declared::Def(func)) => func,
            Some(Declared::Fused(which)) => {
                let value = self.fused_object(span, which);
                let value = self.decorated(value, &def.decorators);
                let kind = TargetKind::ClassName(self.mangle(&def.name.name));
                let target = Target { span, ty: Types::OBJECT, kind, coerce: None };
                out.push(mk_stmt(span, StmtKind::Assign { targets: vec![target], value }));
                return;
            }
            _ => return,
        };
        let defaults = self.stored_defaults(func, def.params.iter());
        // Values that are made once live with a function object of the method.
        let builtin = |d: &ast::Decorator| match &d.expr.kind {
            ast::ExprKind::Name(n) => matches!(n.as_str(), "staticmethod" | "classmethod" | "property"),
            ast::ExprKind::Attribute { attr, .. } => matches!(attr.as_str(), "setter" | "deleter" | "getter"),
            _ => false,
        };
        let others = def.decorators.iter().any(|d| !builtin(d) && !self.is_directive_decorator(&d.expr));
        let shown =
            self.cx.func(func).binding && self.cx.func(func).params.iter().any(|p| p.default.is_some());
        if !defaults.is_empty() || shown {
            // Evaluated once, where the class is made.
            let make = pyxide_hir::MakeFunction { func, defaults, annotations: vec![], in_class: true };
            let value = mk(span, Types::OBJECT, ExprKind::MakeFunction(Box::new(make)));
            out.push(mk_stmt(span, StmtKind::Expr(value)));
        }
        if !others {
            return;
        }
        let name = self.mangle(&def.name.name);
        let fallback = mk(span, Types::OBJECT, ExprKind::Global(name.clone()));
        let value = mk(span, Types::OBJECT, ExprKind::ClassName(name.clone(), Box::new(fallback)));
        let value = self.decorated(value, &def.decorators);
        let kind = TargetKind::ClassName(name);
        let target = Target { span, ty: Types::OBJECT, kind, coerce: None };
        out.push(mk_stmt(span, StmtKind::Assign { targets: vec![target], value }));
    }

    /// Default values of a C method; the object that dispatches to the specialisations of a fused `cpdef`.
    fn ext_c_method(&mut self, span: Span, def: &'ast ast::CFuncDef, out: &mut Vec<Stmt>) {
        let (Some(name), Some(function)) = (def.declarator.name(), def.declarator.as_function()) else {
            return;
        };
        out.extend(self.c_default_values(name.span, function.params.iter()));
        if let Some(Declared::Fused(which)) = self.cx.declared.get(&name.span).copied() {
            let value = self.fused_object(span, which);
            let value = self.decorated(value, &def.decorators);
            let kind = TargetKind::ClassName(self.mangle(&name.name));
            let target = Target { span, ty: Types::OBJECT, kind, coerce: None };
            out.push(mk_stmt(span, StmtKind::Assign { targets: vec![target], value }));
        }
    }

    /// What `__class__` means in a method.
    pub(super) fn enclosing_class_object(&mut self, span: Span) -> Option<Expr> {
        if let Some((scope, kind @ SymbolKind::Local(_))) = self.lookup("__class__") {
            return Some(self.symbol("__class__", scope, kind, span));
        }
        let mut at = Some(self.scope);
        while let Some(id) = at {
            let scope = self.cx.scopes.get(id);
            if let ScopeKind::CClass(class) = scope.kind {
                return Some(mk(span, Types::TYPE, ExprKind::TypeObject(class)));
            }
            at = scope.parent;
        }
        None
    }

    /// `super()` inside a method: the class and the first parameter.
    pub(super) fn zero_argument_super(&mut self, span: Span) -> Option<Expr> {
        let class = self.enclosing_class_object(span)?;
        let first = self.cx.func(self.func).params.first()?.local;
        let first = self.local_expr(span, first);
        let class = self.object(class);
        let first = self.object(first);
        Some(mk(span, Types::OBJECT, ExprKind::Prim(pyxide_types::Prim::Super, vec![class, first])))
    }
}

/// Whether statements or the functions in them mention `super` or `__class__`.
pub(super) fn uses_class_cell(body: &[ast::Stmt]) -> bool {
    struct Find(bool);
    impl<'a> Visitor<'a> for Find {
        fn visit_expr(&mut self, e: &'a ast::Expr) {
            if let ast::ExprKind::Name(name) = &e.kind {
                self.0 |= matches!(name.as_str(), "super" | "__class__");
            }
            e.walk(self);
        }
        fn visit_stmt(&mut self, s: &'a ast::Stmt) {
            // A nested class has a cell of its own.
            if !matches!(s.kind, ast::StmtKind::ClassDef(_)) {
                s.walk(self);
            }
        }
    }
    let mut find = Find(false);
    for stmt in body {
        find.visit_stmt(stmt);
    }
    find.0
}

/// Whether a body annotates plain names.
pub(super) fn has_annotations(body: &[ast::Stmt]) -> bool {
    body.iter().any(
        |s| matches!(&s.kind, ast::StmtKind::AnnAssign { target, .. } if matches!(target.kind, ast::ExprKind::Name(_))),
    )
}
