//! The module body, and what must be known of the whole module before any body is analysed.

use super::{Body, mk_stmt, scan};
use crate::context::{Cx, Declared};
use crate::scope::{Symbol, SymbolKind};
use pyxide_diagnostics::Span;
use pyxide_hir::{Stmt, StmtKind};
use pyxide_syntax::ast;
use smol_str::SmolStr;

/// Declares the Python globals that nothing declared yet: names that the module body binds in nested statements, and
/// names that functions bind with `global`. Call it once, before the first body.
pub fn prepare<'ast>(cx: &mut Cx<'ast, '_>) {
    let module: &'ast ast::Module = &cx.input.module;
    let found = scan::statements(&module.body, module.language_level.is_py2(), cx);
    let names: Vec<(SmolStr, Span)> = found
        .bound
        .iter()
        .chain(&found.globals)
        .chain(&found.inner_globals)
        .map(|(n, s)| (n.clone(), *s))
        .collect();
    for (name, span) in names {
        let known = cx.scopes.lookup_here(cx.module, &name).is_some();
        if !known {
            let symbol = Symbol { name: name.clone(), span, kind: SymbolKind::PyGlobal, from_pxd: false };
            cx.scopes.define(cx.module, symbol);
        }
        if !cx.globals.contains(&name) {
            cx.globals.push(name);
        }
    }
    if found.import_star {
        // Any name may come from there.
        cx.globals.push("*".into());
    }
}

/// Whether the module takes a feature from `__future__`.
pub(crate) fn imports_future(module: &ast::Module, feature: &str) -> bool {
    module.body.iter().any(|s| match &s.kind {
        ast::StmtKind::ImportFrom(from) if from.level == 0 && from.dotted() == "__future__" => {
            match &from.names {
                ast::ImportNames::Names(names) => names.iter().any(|n| n.name.name == feature),
                ast::ImportNames::Star(_) => false,
            }
        }
        _ => false,
    })
}

impl<'ast> Body<'_, 'ast, '_> {
    pub(super) fn module_body(&mut self, module: &'ast ast::Module) {
        let mut body = Vec::new();
        if super::classes::has_annotations(&module.body) {
            body.push(self.empty_annotations(module.span.shrink_to_start()));
        }
        for (name, func) in std::mem::take(&mut self.cx.extern_wrappers) {
            let value = self.make_function(name.span, func, None);
            let target = pyxide_hir::Target {
                span: name.span,
                ty: pyxide_types::Types::OBJECT,
                kind: pyxide_hir::TargetKind::Global(name.name.clone()),
                coerce: None,
            };
            body.push(mk_stmt(name.span, StmtKind::Assign { targets: vec![target], value }));
        }
        for stmt in std::mem::take(&mut self.cx.prologue) {
            self.stmt(stmt, &mut body);
        }
        self.refuse_late_declarations(&module.body);
        body.extend(self.statements(&module.body));
        self.cx.func_mut(self.func).body = body;
    }

    /// The statements that make a numpy ufunc, and bind its name.
    pub(super) fn made_ufunc(&mut self, which: usize) -> Vec<Stmt> {
        let mut out = Vec::new();
        for stmt in self.cx.ufuncs[which] {
            self.stmt(stmt, &mut out);
        }
        out
    }

    /// A `cpdef` function becomes a Python global too; other C functions need no code here.
    pub(super) fn c_func_stmt(&mut self, span: Span, def: &'ast ast::CFuncDef) -> Vec<Stmt> {
        let (Some(name), Some(function)) = (def.declarator.name(), def.declarator.as_function()) else {
            return vec![];
        };
        let mut out = self.c_default_values(name.span, function.params.iter());
        let value = match self.cx.declared.get(&name.span).copied() {
            Some(Declared::Def(func)) => {
                let defaults = self.stored_defaults(func, function.params.iter());
                let make = pyxide_hir::MakeFunction { func, defaults, annotations: vec![], in_class: false };
                let kind = pyxide_hir::ExprKind::MakeFunction(Box::new(make));
                super::mk(span, pyxide_types::Types::OBJECT, kind)
            }
            Some(Declared::Ufunc(which)) => {
                out.extend(self.made_ufunc(which));
                return out;
            }
            Some(Declared::Fused(which)) if def.flags.overridable => self.fused_object(span, which),
            _ => return out,
        };
        let value = self.decorated(value, &def.decorators);
        let target = pyxide_hir::Target {
            span: name.span,
            ty: pyxide_types::Types::OBJECT,
            kind: pyxide_hir::TargetKind::Global(name.name.clone()),
            coerce: None,
        };
        out.push(mk_stmt(span, StmtKind::Assign { targets: vec![target], value }));
        out
    }
}
