//! Builtin containers with item types: `list[int]`, `dict[str, float]`, `tuple[A, ...]`.
//!
//! ```text
//! cdef list[int] x        items are C `int`
//! x: list[int]            items are Python `int`
//! x: list[float]          items are C `double`, which holds what a Python `float` does
//! x: tuple[float, bool]   a C tuple: nothing in it is a Python object
//! x: list[Unknown]        `list`: an item type that is not known at compile time says nothing
//! ```
//!
//! What is inferred from such a type is converted where an item is read; the containers themselves are not searched.

use super::{annotations, types};
use crate::context::{Cx, Env};
use pyxide_syntax::ast::{self, ExprKind};
use pyxide_types::{BuiltinType, Container, Type, TypeId, Types};

/// One thing in the brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    Type(TypeId),
    /// A Python class, or anything else that only running the program tells.
    Unknown,
    Ellipsis,
}

/// Reads one thing in the brackets; `None` for `None`, which does not count. `c_names`: as in [`types::expr_as_type`].
pub fn item(cx: &mut Cx<'_, '_>, env: Env<'_>, e: &ast::Expr, c_names: bool) -> Option<Item> {
    Some(match &e.kind {
        ExprKind::None => return None,
        ExprKind::Ellipsis => Item::Ellipsis,
        _ if c_names => types::expr_as_type(cx, env, e, true).map_or(Item::Unknown, Item::Type),
        _ => annotations::read(cx, env, e, false).map_or(Item::Unknown, |a| Item::Type(a.ty)),
    })
}

/// The container of the given items. What does not fit its parameters is as if it were not written.
pub fn specialise(cx: &mut Cx<'_, '_>, of: BuiltinType, items: &[Item]) -> TypeId {
    let base = cx.types.builtin(of);
    let known: Option<Vec<TypeId>> =
        items.iter().map(|i| if let Item::Type(t) = i { Some(*t) } else { None }).collect();
    if known.as_ref().is_some_and(|k| k.contains(&Types::ERROR)) {
        return Types::ERROR;
    }
    if items.is_empty() || !of.is_container() {
        return base;
    }
    if of == BuiltinType::Tuple {
        let is_c = |t: &TypeId| {
            !cx.types.is_object(*t) && !matches!(cx.types.kind(*t), Type::MemoryView(..) | Type::Fused(_))
        };
        return match (known, items) {
            (Some(types), _) if types.iter().all(is_c) => cx.types.intern(Type::CTuple(types)),
            (Some(types), _) => cx.types.container(of, types),
            (None, [Item::Type(item), Item::Ellipsis]) => {
                cx.types.intern(Type::Container(Container { base, items: vec![*item], uniform: true }))
            }
            _ => base,
        };
    }
    let wanted = 1 + matches!(of, BuiltinType::Dict | BuiltinType::FrozenDict) as usize;
    match known {
        Some(types) if types.len() == wanted => cx.types.container(of, types),
        _ => base,
    }
}
