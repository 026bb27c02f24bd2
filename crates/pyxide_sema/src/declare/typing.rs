//! The names of the `typing` and `dataclasses` modules that say something about C types.
//!
//! A name means what it was imported as: `typing.List`, or `L` after `from typing import List as L`.

use super::{generics, types};
use crate::context::{Cx, Env};
use crate::scope::SymbolKind;
use generics::Item;
use pyxide_syntax::ast;
use pyxide_types::{BuiltinType, Type, TypeId, Types};
use smol_str::SmolStr;

/// Names that stand for builtin types.
const TYPING: &[(&str, BuiltinType)] = &[
    ("List", BuiltinType::List),
    ("Dict", BuiltinType::Dict),
    ("Set", BuiltinType::Set),
    ("FrozenSet", BuiltinType::FrozenSet),
    ("Tuple", BuiltinType::Tuple),
];

/// Names that qualify the type in their brackets.
const FORMS: &[&str] = &["Optional", "Union", "ClassVar", "InitVar"];

/// Notes what an import of one of these modules binds at module level.
pub fn note_import(cx: &mut Cx<'_, '_>, from: &ast::ImportFrom) {
    let module = match from.module.as_slice() {
        [m] if from.level == 0 && matches!(m.as_str(), "typing" | "dataclasses") => m,
        _ => return,
    };
    let ast::ImportNames::Names(names) = &from.names else { return };
    for n in names {
        let known = TYPING.iter().any(|(t, _)| *t == n.name.as_str()) || FORMS.contains(&n.name.as_str());
        let of_module = (n.name.name == "InitVar") == (module.name == "dataclasses");
        if known && of_module {
            let bound = n.asname.as_ref().unwrap_or(&n.name).name.clone();
            cx.typing_names.insert(bound, n.name.name.clone());
        }
    }
}

/// The name in the `typing` module of what a path names.
pub fn original<'p>(cx: &'p Cx<'_, '_>, env: Env<'_>, path: &[&'p str]) -> Option<&'p str> {
    let (_, symbol) = cx.scopes.lookup(env.scope, path.first()?)?;
    if !matches!(symbol.kind, SymbolKind::PyGlobal | SymbolKind::Local(_) | SymbolKind::Cython(_)) {
        return None;
    }
    match path {
        [name] => cx.typing_names.get(*name).map(SmolStr::as_str),
        // `typing.List`, under whatever name the module was imported.
        [.., name] => {
            let known = TYPING.iter().any(|(t, _)| t == name) || FORMS.contains(name);
            known.then_some(*name)
        }
        [] => None,
    }
}

/// The builtin type that a name of the `typing` module stands for.
pub fn builtin(name: &str) -> Option<BuiltinType> {
    TYPING.iter().find(|(t, _)| *t == name).map(|(_, b)| *b)
}

/// The qualifying form that an expression names.
pub fn form<'p>(cx: &'p Cx<'_, '_>, env: Env<'_>, expr: &'p ast::Expr) -> Option<&'p str> {
    let path = expr.dotted_path()?;
    original(cx, env, &path).filter(|name| FORMS.contains(name))
}

/// A form of the `typing` module with its arguments, as a C type would be written.
pub fn template(
    cx: &mut Cx<'_, '_>,
    env: Env<'_>,
    path: &[&str],
    args: &[ast::TemplateArg],
) -> Option<TypeId> {
    let name = original(cx, env, path)?.to_string();
    if let Some(b) = builtin(&name) {
        let items = template_items(cx, env, args);
        return Some(generics::specialise(cx, b, &items));
    }
    match args {
        [arg] => Some(types::template_arg(cx, env, arg)),
        _ => Some(Types::OBJECT),
    }
}

/// The types in the brackets behind a container's name in a C declaration.
pub fn template_items(cx: &mut Cx<'_, '_>, env: Env<'_>, args: &[ast::TemplateArg]) -> Vec<Item> {
    args.iter()
        .filter_map(|a| match &a.value {
            ast::TemplateValue::Type(t) => {
                let ty = types::type_name(cx, env, t);
                Some(match cx.types.get(ty) {
                    Type::Void => Item::Unknown,
                    _ => Item::Type(ty),
                })
            }
            ast::TemplateValue::Expr(e) => generics::item(cx, env, e, true),
        })
        .collect()
}

/// A form of the `typing` module as the base of an extension class, with or without arguments: `class A(Dict[str, T])`.
pub fn base(cx: &mut Cx<'_, '_>, env: Env<'_>, base: &ast::Expr) -> Option<TypeId> {
    let named = match &base.kind {
        ast::ExprKind::Subscript { value, .. } => value,
        _ => base,
    };
    let path = named.dotted_path()?;
    let of = builtin(original(cx, env, &path)?)?;
    Some(cx.types.builtin(of))
}
