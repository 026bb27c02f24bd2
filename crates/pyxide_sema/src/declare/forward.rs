//! Names of structs, enums, C++ and extension classes, entered before a file's statements are read.
//!
//! A type may be used before the statement that defines it, by other types and by signatures. Classes may also precede
//! their base classes: [`class_statement`] gives the statement of a base that has not been read yet.

use super::{Unit, classes, enums, structs};
use crate::context::Cx;
use pyxide_diagnostics::Span;
use pyxide_syntax::ast::{self, StmtKind};
use pyxide_types::ClassId;

/// An extension class whose statement has not been read.
#[derive(Clone)]
pub struct Pending<'ast> {
    pub unit: Unit,
    pub span: Span,
    pub def: &'ast ast::CClassDef,
}

pub fn declare_types<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, body: &'ast [ast::Stmt]) {
    for stmt in body {
        match &stmt.kind {
            StmtKind::CdefBlock(inner) => declare_types(cx, unit, inner),
            StmtKind::CdefExtern(block) => {
                let inner = super::cimports::extern_unit(unit, block);
                declare_types(cx, &inner, &block.body);
            }
            StmtKind::Include(path) => {
                if let Some((inner, body)) = super::statements::included(cx, unit, path) {
                    declare_types(cx, &inner, body);
                }
            }
            StmtKind::CStructDef(def) if !exists(cx, unit, &def.name) => {
                structs::declare_struct(cx, unit, def);
            }
            StmtKind::CEnumDef(def) => {
                if let Some(name) = &def.name
                    && !exists(cx, unit, name)
                {
                    enums::declare(cx, unit, stmt.span, def);
                }
            }
            StmtKind::CppClassDef(def) if !exists(cx, unit, &def.name) => structs::declare_cpp(cx, unit, def),
            StmtKind::ClassDef(def) => classes::declare_pure(cx, unit, def),
            StmtKind::CClassDef(def) => {
                if let Some(id) = classes::declare(cx, unit, def)
                    && def.body.is_some()
                {
                    let pending = Pending { unit: unit.clone(), span: stmt.span, def };
                    cx.pending_classes.entry(id).or_insert(pending);
                }
            }
            _ => {}
        }
    }
}

fn exists(cx: &Cx<'_, '_>, unit: &Unit, name: &ast::Ident) -> bool {
    cx.scopes.lookup_here(unit.scope, &name.name).is_some()
}

/// The statement of a class that is needed now; it is not read again later.
pub fn class_statement<'ast>(cx: &mut Cx<'ast, '_>, class: ClassId) -> Option<Pending<'ast>> {
    cx.pending_classes.remove(&class)
}
