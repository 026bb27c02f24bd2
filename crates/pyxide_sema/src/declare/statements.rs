//! Statements at module level, in order: which declarations they make.
//!
//! Control flow at module level is walked through; names that statements bind become Python globals.

use super::cfunctions;
use super::{
    Unit, cimports, classes, compile_if, decorators, enums, forward, functions, fused, structs, variables,
};
use crate::context::{Cx, Env};
use crate::scope::{Symbol, SymbolKind};
use pyxide_diagnostics::codes;
use pyxide_syntax::ast::{self, ExprKind, Ident, StmtKind, WithItem};
use smol_str::SmolStr;
use std::rc::Rc;

/// Reads the statements of a file: first the names of its types, then everything in order.
pub fn read_file<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, body: &'ast [ast::Stmt]) {
    forward::declare_types(cx, unit, body);
    read_all(cx, unit, body);
}

pub fn read_all<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, body: &'ast [ast::Stmt]) {
    for stmt in body {
        read(cx, unit, stmt);
    }
}

fn read<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, stmt: &'ast ast::Stmt) {
    match &stmt.kind {
        StmtKind::CImport(names) => {
            for name in names {
                cimports::cimport(cx, unit, unit.scope, name);
            }
        }
        StmtKind::CImportFrom(from) => cimports::cimport_from(cx, unit, unit.scope, from),
        StmtKind::Import(names) => {
            for name in names {
                if !cimports::pure_import(cx, unit, unit.scope, name) {
                    let bound = name.asname.as_ref().unwrap_or(&name.path[0]);
                    bind(cx, unit, &bound.name, bound.span);
                }
            }
        }
        StmtKind::ImportFrom(from) => {
            if !cimports::pure_import_from(cx, unit, unit.scope, from)
                && let ast::ImportNames::Names(names) = &from.names
            {
                super::typing::note_import(cx, from);
                for n in names {
                    let bound = n.asname.as_ref().unwrap_or(&n.name);
                    bind(cx, unit, &bound.name, bound.span);
                }
            }
        }
        StmtKind::Include(path) => include(cx, unit, path),
        StmtKind::Def { name, value } => super::compile_def(cx, unit.scope, name, value),
        StmtKind::CompileIf { branches, orelse } => {
            let chosen = compile_if(cx, Env::plain(unit.scope), stmt.span, branches, orelse);
            read_all(cx, unit, chosen);
        }
        StmtKind::CdefBlock(body) => read_all(cx, unit, body),
        StmtKind::CdefExtern(block) => cimports::extern_block(cx, unit, block),
        StmtKind::CVarDef(def) => variables::module_level(cx, unit, stmt.span, def),
        StmtKind::CFuncDef(def) => cfunctions::cdef(cx, unit, def),
        StmtKind::CStructDef(def) => structs::define(cx, unit, def),
        StmtKind::CEnumDef(def) => enums::define(cx, unit, stmt.span, def),
        StmtKind::CTypedef(def) => structs::typedef(cx, unit, def),
        StmtKind::CppClassDef(def) => structs::cpp_class(cx, unit, def),
        StmtKind::CClassDef(def) => classes::cdef_class(cx, unit, stmt.span, def),
        StmtKind::FusedDef(def) => fused::define(cx, unit, def),
        StmtKind::FunctionDef(def) => functions::module_def(cx, unit, def),
        StmtKind::ClassDef(def) => {
            if !classes::pure_class(cx, unit, stmt.span, def) {
                functions::class_doctests(cx, def);
                bind(cx, unit, &def.name.name, def.name.span);
            }
        }
        StmtKind::AnnAssign { target, annotation, value: Some(value) } => {
            if !variables::pure_declare(cx, unit, std::slice::from_ref(&**target), value)
                && let Some(name) = target.as_name()
            {
                bind(cx, unit, name, target.span);
                cx.global_annotations.entry(name.clone()).or_insert(annotation);
            }
        }
        StmtKind::AnnAssign { value: None, .. } => {}
        StmtKind::Assign { targets, value } => {
            if variables::pure_declare(cx, unit, targets, value)
                || fused::pure_define(cx, unit, targets, value)
                || structs::pure_type(cx, unit, targets, value)
            {
                return;
            }
            for target in targets {
                bind_target(cx, unit, target);
            }
            bind_walrus(cx, unit, value);
        }
        StmtKind::AugAssign { target, .. } => bind_target(cx, unit, target),
        StmtKind::Expr(value) => {
            if !variables::pure_declare_names(cx, unit, value) {
                bind_walrus(cx, unit, value);
            }
        }
        StmtKind::If { branches, orelse } => {
            // `if cython.compiled:` and the like choose at compile time, but both sides may bind names.
            for b in branches {
                bind_walrus(cx, unit, &b.test);
                read_all(cx, unit, &b.body);
            }
            read_all(cx, unit, orelse);
        }
        StmtKind::While { body, orelse, .. } => {
            read_all(cx, unit, body);
            read_all(cx, unit, orelse);
        }
        StmtKind::For(f) => {
            match &f.iteration {
                ast::Iteration::In { target, .. } => bind_target(cx, unit, target),
                ast::Iteration::From(range) => bind_target(cx, unit, &range.target),
            }
            read_all(cx, unit, &f.body);
            read_all(cx, unit, &f.orelse);
        }
        StmtKind::Try(t) => {
            read_all(cx, unit, &t.body);
            for h in &t.handlers {
                if let Some(target) = &h.target {
                    bind_target(cx, unit, target);
                }
                read_all(cx, unit, &h.body);
            }
            read_all(cx, unit, &t.orelse);
            read_all(cx, unit, &t.finalbody);
        }
        StmtKind::With { items, body, .. } => {
            let mut inner = unit.clone();
            for item in items {
                if let WithItem::Context { expr, target } = item {
                    if let Some(changes) = decorators::with_item(cx, unit.scope, expr) {
                        inner.directives = Rc::new(inner.directives.with(changes));
                    }
                    if let Some(target) = target {
                        bind_target(cx, unit, target);
                    }
                }
            }
            read_all(cx, &inner, body);
        }
        StmtKind::Match { cases, .. } => {
            for case in cases {
                bind_pattern(cx, unit, &case.pattern);
                read_all(cx, unit, &case.body);
            }
        }
        StmtKind::TypeAlias { name, .. } => bind(cx, unit, &name.name, name.span),
        StmtKind::Property { name, .. } => {
            let message = "property statement not allowed outside of an extension class";
            cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
        }
        StmtKind::Pass
        | StmtKind::Break
        | StmtKind::Continue
        | StmtKind::Return(_)
        | StmtKind::Raise(_)
        | StmtKind::Global(_)
        | StmtKind::Nonlocal(_)
        | StmtKind::Del(_)
        | StmtKind::Assert { .. }
        | StmtKind::Print { .. }
        | StmtKind::Exec { .. }
        | StmtKind::Error => {}
    }
}

/// A name that the module body assigns: a Python global, unless it is declared as something else.
pub fn bind(cx: &mut Cx<'_, '_>, unit: &Unit, name: &SmolStr, span: pyxide_diagnostics::Span) {
    if unit.in_pxd {
        return;
    }
    match cx.scopes.lookup_here(unit.scope, name) {
        Some(symbol) if matches!(symbol.kind, SymbolKind::CVar(_)) => {}
        // A cimported module that is imported as well, under the same name; a class that is replaced; ...
        Some(_) => cx.add_global(name),
        None => {
            let symbol = Symbol { name: name.clone(), span, kind: SymbolKind::PyGlobal, from_pxd: false };
            cx.scopes.define(unit.scope, symbol);
            cx.add_global(name);
        }
    }
}

fn bind_target(cx: &mut Cx<'_, '_>, unit: &Unit, target: &ast::Expr) {
    match &target.kind {
        ExprKind::Name(name) => bind(cx, unit, name, target.span),
        ExprKind::Tuple { elements, .. } | ExprKind::List(elements) => {
            for e in elements {
                bind_target(cx, unit, e);
            }
        }
        ExprKind::Starred(value) => bind_target(cx, unit, value),
        _ => {}
    }
}

/// Names that `:=` binds in an expression of the module body.
fn bind_walrus(cx: &mut Cx<'_, '_>, unit: &Unit, expr: &ast::Expr) {
    struct Walrus<'a>(Vec<&'a Ident>);
    impl<'a> ast::visit::Visitor<'a> for Walrus<'a> {
        fn visit_expr(&mut self, expr: &'a ast::Expr) {
            use ast::visit::Walk;
            match &expr.kind {
                ExprKind::Named { target, .. } => self.0.push(target),
                ExprKind::Lambda { .. } => return,
                _ => {}
            }
            expr.walk(self);
        }
    }
    let mut found = Walrus(Vec::new());
    ast::visit::Visitor::visit_expr(&mut found, expr);
    for name in found.0 {
        bind(cx, unit, &name.name, name.span);
    }
}

fn bind_pattern(cx: &mut Cx<'_, '_>, unit: &Unit, pattern: &ast::Pattern) {
    struct Captures<'a>(Vec<&'a Ident>);
    impl<'a> ast::visit::Visitor<'a> for Captures<'a> {
        fn visit_pattern(&mut self, p: &'a ast::Pattern) {
            use ast::visit::Walk;
            match &p.kind {
                ast::PatternKind::Capture(name)
                | ast::PatternKind::Star(Some(name))
                | ast::PatternKind::Mapping { rest: Some(name), .. }
                | ast::PatternKind::As { name, .. } => self.0.push(name),
                _ => {}
            }
            p.walk(self);
        }
    }
    let mut found = Captures(Vec::new());
    ast::visit::Visitor::visit_pattern(&mut found, pattern);
    for name in found.0 {
        bind(cx, unit, &name.name, name.span);
    }
}

fn include<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, path: &'ast ast::IncludePath) {
    match included(cx, unit, path) {
        Some((inner, body)) => read_file(cx, &inner, body),
        None => {
            let message = format!("'{}' not found", path.path);
            cx.sink.error(codes::CANNOT_READ, path.span, message);
        }
    }
}

/// The statements of an included file, which is read once for each `include`, and the unit that they belong to.
pub fn included<'ast>(
    cx: &mut Cx<'ast, '_>,
    unit: &Unit,
    path: &'ast ast::IncludePath,
) -> Option<(Unit, &'ast [ast::Stmt])> {
    let known = cx.includes_at.get(&path.span).copied();
    let (file, body) = match known {
        Some(known) => known,
        None => {
            let loaded = cx.loader.load_include(&path.path, unit.file)?;
            let kind = if unit.in_pxd { ast::SourceKind::Pxd } else { ast::SourceKind::Pyx };
            let tree = cx.parse(loaded.file, &loaded.text, kind, unit.level);
            let read = (loaded.file, &tree.body[..]);
            cx.includes_at.insert(path.span, read);
            read
        }
    };
    Some((Unit { file, ..unit.clone() }, body))
}
