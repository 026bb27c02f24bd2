//! Tuples, lists, sets and dicts written out, and struct values from dict displays.

use super::{Body, mk};
use pyxide_diagnostics::{Span, codes};
use pyxide_hir::{Arg, Expr, ExprKind};
use pyxide_syntax::ast;
use pyxide_types::{StructId, TypeId, Types};

impl<'ast> Body<'_, 'ast, '_> {
    /// Elements as objects, `*x` kept apart.
    pub(super) fn elements(&mut self, elements: &'ast [ast::Expr]) -> Vec<Arg> {
        elements
            .iter()
            .map(|e| match &e.kind {
                ast::ExprKind::Starred(inner) => Arg::Star(self.object_expr(inner)),
                _ => Arg::Value(self.object_expr(e)),
            })
            .collect()
    }

    pub(super) fn tuple_display(&mut self, span: Span, elements: &'ast [ast::Expr]) -> Expr {
        if self.inferring {
            let ty = self.tuple_type(elements);
            return mk(span, ty, ExprKind::Tuple(vec![]));
        }
        let items = self.elements(elements);
        mk(span, Types::TUPLE, ExprKind::Tuple(items))
    }

    /// The type of a tuple as its items are written: a C tuple where all of them are C values.
    pub(super) fn tuple_type(&mut self, elements: &'ast [ast::Expr]) -> TypeId {
        if elements.is_empty() || super::expr::has_star(elements) {
            return Types::TUPLE;
        }
        let types: Vec<TypeId> = elements.iter().map(|e| self.expr(e).ty).collect();
        let t = self.types();
        if types.contains(&Types::ERROR) {
            return Types::TUPLE;
        }
        let objects = types
            .iter()
            .any(|&ty| t.is_object(ty) || matches!(t.kind(ty), pyxide_types::Type::MemoryView(..)));
        if objects {
            self.cx.types.container(pyxide_types::BuiltinType::Tuple, types)
        } else {
            self.cx.types.intern(pyxide_types::Type::CTuple(types))
        }
    }

    pub(super) fn list_display(&mut self, span: Span, elements: &'ast [ast::Expr]) -> Expr {
        let items = self.elements(elements);
        mk(span, Types::LIST, ExprKind::List(items))
    }

    pub(super) fn set_display(&mut self, span: Span, elements: &'ast [ast::Expr]) -> Expr {
        let items = self.elements(elements);
        mk(span, Types::SET, ExprKind::Set(items))
    }

    pub(super) fn dict_display(&mut self, span: Span, items: &'ast [ast::DictItem]) -> Expr {
        let items = items
            .iter()
            .map(|item| match item {
                ast::DictItem::Pair { key, value } => (Some(self.object_expr(key)), self.object_expr(value)),
                ast::DictItem::Unpack(mapping) => (None, self.object_expr(mapping)),
            })
            .collect();
        mk(span, Types::DICT, ExprKind::Dict(items))
    }

    /// A struct value from `{'field': value}`; `None` when the keys are not all text literals.
    pub(super) fn struct_from_dict(
        &mut self,
        span: Span,
        ty: TypeId,
        id: StructId,
        items: &'ast [ast::DictItem],
    ) -> Option<Expr> {
        let mut named = Vec::new();
        for item in items {
            let ast::DictItem::Pair { key, value } = item else { return None };
            let ast::ExprKind::Str(lit) = &key.kind else { return None };
            named.push((lit.value.to_string_lossy(), key.span, value));
        }
        Some(self.struct_init(span, ty, id, &named))
    }

    /// A struct value from named fields.
    pub(super) fn struct_init(
        &mut self,
        span: Span,
        ty: TypeId,
        id: StructId,
        named: &[(String, Span, &'ast ast::Expr)],
    ) -> Expr {
        let def = &self.types().structs[id.index()];
        let name = def.name.clone();
        let Some(fields) = def.fields.clone() else {
            self.error(codes::INVALID_OPERATION, span, format!("struct '{name}' is incomplete"));
            return self.error_expr(span);
        };
        let mut values: Vec<Option<Expr>> = vec![None; fields.len()];
        for (field, at, value) in named {
            match fields.iter().position(|f| f.name == field.as_str()) {
                Some(i) => values[i] = Some(self.expr_as(value, fields[i].ty)),
                None if field.is_empty() => self.error(
                    codes::INVALID_OPERATION,
                    *at,
                    format!("struct '{name}' has no more than {} field(s)", fields.len()),
                ),
                None => self.error(
                    codes::INVALID_OPERATION,
                    *at,
                    format!("struct '{name}' has no field '{field}'"),
                ),
            }
        }
        mk(span, ty, ExprKind::StructInit(values))
    }
}
