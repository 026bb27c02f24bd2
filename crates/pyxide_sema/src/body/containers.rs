//! What the items of values are, by the types of the values, and what methods of builtin types return.
//!
//! ```text
//! list[int] x     x[0], the variable of a loop, x.pop(): int
//! dict[str, A]    d["k"], d.get("k"): A      the variable of a loop: str
//! str             s[0]: Py_UCS4              s.split(): list[str]
//! ```

use super::Body;
use super::builtin_table::{METHOD_RESULTS, MethodResult};
use super::types::{self, spanning};
use pyxide_syntax::ast;
use pyxide_types::{BuiltinType, Type, TypeId, Types};

impl<'ast> Body<'_, 'ast, '_> {
    /// What the item types of a container say of `container[…]`; `at` is the index where that is a constant.
    pub(super) fn container_item(&mut self, ty: TypeId, at: Option<i64>) -> Option<TypeId> {
        let of = types::builtin(self.types(), ty);
        let c = self.types().container_items(ty)?.clone();
        match of? {
            BuiltinType::Tuple if c.uniform => c.items.first().copied(),
            BuiltinType::Tuple => match at {
                Some(at) => {
                    let at = if at < 0 { at + c.items.len() as i64 } else { at };
                    usize::try_from(at).ok().and_then(|at| c.items.get(at)).copied()
                }
                None => self.common(&c.items),
            },
            BuiltinType::Dict | BuiltinType::FrozenDict => c.items.get(1).copied(),
            _ => c.items.first().copied(),
        }
    }

    /// What the item types of a container say of the variable of a loop over it.
    pub(super) fn container_iterated(&mut self, ty: TypeId) -> Option<TypeId> {
        let of = types::builtin(self.types(), ty)?;
        let c = self.types().container_items(ty)?.clone();
        if of == BuiltinType::Tuple { self.common(&c.items) } else { c.items.first().copied() }
    }

    fn common(&mut self, items: &[TypeId]) -> Option<TypeId> {
        items.iter().copied().reduce(|a, b| spanning(&mut self.cx.types, a, b))
    }

    /// What indexing with an integer gives.
    pub(super) fn indexed_type(&mut self, ty: TypeId, at: Option<i64>) -> TypeId {
        if let Type::CTuple(items) = self.types().kind(ty)
            && let Some(item) = at.and_then(|at| usize::try_from(at).ok()).and_then(|at| items.get(at))
        {
            return *item;
        }
        match self.container_item(ty, at) {
            Some(item) => item,
            None => self.element_type(ty),
        }
    }

    /// What a loop over a value gives its variable.
    pub(super) fn iterated_type(&mut self, ty: TypeId) -> TypeId {
        match self.container_iterated(ty) {
            Some(item) => item,
            None => self.element_type(ty),
        }
    }

    /// The items of C memory and text.
    pub(super) fn element_type(&self, ty: TypeId) -> TypeId {
        let t = self.types();
        match t.kind(ty) {
            Type::Ptr(elem) | Type::Array(elem, _) => t.unqualified(*elem),
            Type::Builtin(BuiltinType::Str) => Types::UCS4,
            Type::Builtin(BuiltinType::Bytes | BuiltinType::ByteArray) => Types::UCHAR,
            Type::CTuple(items) if items.windows(2).all(|w| w[0] == w[1]) => {
                items.first().copied().unwrap_or(Types::OBJECT)
            }
            Type::Error => Types::ERROR,
            _ => Types::OBJECT,
        }
    }

    /// A slice of a sequence. For a variable, the items of a tuple of different types are no longer known.
    pub(super) fn sliced_type(&self, ty: TypeId) -> TypeId {
        match self.types().container_items(ty) {
            Some(c) if self.inferring && !c.uniform => c.base,
            _ => ty,
        }
    }

    /// What a method of a builtin type returns, where that is known; and whether the objects that it returns are surely
    /// of that type, or only said to be by the item types of a container.
    pub(super) fn method_result(
        &mut self,
        ty: TypeId,
        name: &str,
        args: &'ast [ast::Arg],
    ) -> Option<(TypeId, bool)> {
        let of = types::builtin(self.types(), ty)?;
        let result = METHOD_RESULTS
            .iter()
            .find(|(of_types, names, _)| of_types.contains(&of) && names.contains(&name))?
            .2;
        let own = ty;
        let item = |b: &mut Self| b.container_item(own, None).unwrap_or(Types::OBJECT);
        let key = |b: &mut Self| b.container_iterated(own).unwrap_or(Types::OBJECT);
        let found = match result {
            MethodResult::Type(ty) => (ty, true),
            MethodResult::Own => (own, true),
            MethodResult::ListOfOwn => (self.cx.types.container(BuiltinType::List, vec![own]), true),
            MethodResult::ThreeOfOwn => (self.cx.types.container(BuiltinType::Tuple, vec![own; 3]), true),
            MethodResult::TwoInts => {
                (self.cx.types.container(BuiltinType::Tuple, vec![Types::PY_INT; 2]), true)
            }
            MethodResult::DictFromInt => {
                (self.cx.types.container(BuiltinType::Dict, vec![Types::PY_INT, Types::OBJECT]), true)
            }
            MethodResult::Item => (item(self), false),
            MethodResult::View(of, keys, values) => {
                let mut items = Vec::new();
                if keys {
                    items.push(key(self));
                }
                if values {
                    items.push(item(self));
                }
                if let [k, v] = items[..] {
                    items = vec![self.pair_type(k, v)];
                }
                (self.cx.types.container(of, items), true)
            }
            MethodResult::Pair => {
                let (k, v) = (key(self), item(self));
                (self.pair_type(k, v), false)
            }
            MethodResult::ItemOrDefault => {
                let item = item(self);
                let values: Option<Vec<&'ast ast::Expr>> = args
                    .iter()
                    .map(|a| if let ast::Arg::Positional(e) = a { Some(e) } else { None })
                    .collect();
                match values.as_deref() {
                    Some([_]) => (item, false),
                    Some([_, default]) => {
                        let (default, _) = self.dry_run(|b| b.expr(default));
                        let held = super::mk(
                            default.span,
                            item,
                            pyxide_hir::ExprKind::Opaque { what: "item".into(), parts: vec![] },
                        );
                        (self.independent_spanning(&held, &default), false)
                    }
                    _ => return None,
                }
            }
        };
        (found.0 != Types::OBJECT).then_some(found)
    }

    /// `tuple[K, V]`: a C tuple where both are C values.
    fn pair_type(&mut self, key: TypeId, value: TypeId) -> TypeId {
        let items = vec![key, value];
        if items.iter().any(|&t| self.types().is_object(t)) {
            self.cx.types.container(BuiltinType::Tuple, items)
        } else {
            self.cx.types.intern(Type::CTuple(items))
        }
    }
}
