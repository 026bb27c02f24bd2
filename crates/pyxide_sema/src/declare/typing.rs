//! Forms of the `typing` module where a C type is read: `cdef typing.List[int] x`.
//!
//! What they say of items is not checked; they stand for the builtin type, or for any object.

use super::types;
use crate::context::{Cx, Env};
use crate::scope::SymbolKind;
use pyxide_syntax::ast;
use pyxide_types::{TypeId, Types};

/// Types of the `typing` module that stand for builtin types.
const TYPING: &[(&str, TypeId)] = &[
    ("List", Types::LIST),
    ("Dict", Types::DICT),
    ("Set", Types::SET),
    ("FrozenSet", Types::FROZENSET),
    ("Tuple", Types::TUPLE),
    ("Type", Types::TYPE),
    ("Union", Types::OBJECT),
    ("Callable", Types::OBJECT),
    ("Any", Types::OBJECT),
];

/// Whether a path names something that was imported at run time.
fn is_imported(cx: &Cx<'_, '_>, env: Env<'_>, path: &[&str]) -> bool {
    path.first().is_some_and(|first| {
        cx.scopes.lookup(env.scope, first).is_some_and(|(_, s)| matches!(s.kind, SymbolKind::PyGlobal))
    })
}

/// A form of the `typing` module with its arguments, as a C type would be written.
pub fn template(
    cx: &mut Cx<'_, '_>,
    env: Env<'_>,
    path: &[&str],
    args: &[ast::TemplateArg],
) -> Option<TypeId> {
    let last = *path.last()?;
    if !is_imported(cx, env, path) {
        return None;
    }
    match last {
        "Optional" | "ClassVar" | "InitVar" | "Final" => match args {
            [arg] => Some(types::template_arg(cx, env, arg)),
            _ => None,
        },
        "Tuple" => {
            let items: Option<Vec<TypeId>> = args
                .iter()
                .map(|a| match &a.value {
                    ast::TemplateValue::Expr(e) => types::expr_as_type(cx, env, e, false),
                    ast::TemplateValue::Type(t) => Some(types::type_name(cx, env, t)),
                })
                .collect();
            Some(items.map_or(Types::TUPLE, |items| types::ctuple(cx, items)))
        }
        _ => TYPING.iter().find(|(name, _)| *name == last).map(|(_, ty)| *ty),
    }
}

/// A form of the `typing` module as the base of an extension class, with or without arguments: `class A(Dict[str, T])`.
pub fn base(cx: &Cx<'_, '_>, env: Env<'_>, base: &ast::Expr) -> Option<TypeId> {
    let named = match &base.kind {
        ast::ExprKind::Subscript { value, .. } => value,
        _ => base,
    };
    let path = named.dotted_path()?;
    if !is_imported(cx, env, &path) {
        return None;
    }
    let found = TYPING.iter().find(|(name, _)| path.last() == Some(name))?.1;
    (found != Types::OBJECT).then_some(found)
}
