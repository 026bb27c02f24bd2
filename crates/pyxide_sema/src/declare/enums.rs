//! Enums: `cdef enum`, `cpdef enum`, anonymous enums, and items whose values only C knows.

use super::variables::namespaced;
use super::{Unit, consteval, names, types};
use crate::context::{Cx, Env};
use crate::scope::{Symbol, SymbolKind};
use num_traits::ToPrimitive;
use pyxide_diagnostics::{Span, codes};
use pyxide_syntax::ast::{self, ExprKind};
use pyxide_types::{EnumDef, EnumId, EnumItem, Origin, Type, Types};
use smol_str::SmolStr;

pub fn define<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, span: Span, def: &'ast ast::CEnumDef) {
    let id = declare(cx, unit, span, def);
    items(cx, unit, def, id);
    let public = def.flags.visibility == ast::Visibility::Public && unit.own && !unit.is_extern;
    if public {
        let ty = cx.types.intern(Type::Enum(id));
        cx.public_types.push(ty);
    }
    let visible = def.flags.overridable || public || def.flags.api && !unit.is_extern;
    if visible && unit.own {
        super::synthesize::python_enum(cx, unit, id);
    } else if public {
        super::synthesize::python_items(cx, unit, id);
    }
}

/// The enum of a statement, declared before or new.
pub fn declare(cx: &mut Cx<'_, '_>, unit: &Unit, span: Span, def: &ast::CEnumDef) -> EnumId {
    let env = Env::plain(unit.scope);
    let origin = unit.origin(def.flags.visibility);
    let underlying = match &def.underlying {
        Some(ty) => types::resolve(cx, env, ty),
        None => Types::INT,
    };
    if def.scoped && !cx.input.cplus && !cx.input.lenient {
        cx.sink.unsupported(span, "scoped enums without C++");
    }
    let name: SmolStr = def.name.as_ref().map_or(SmolStr::default(), |n| n.name.clone());
    match known(cx, unit, def) {
        Some(id) => id,
        None => {
            let cname = enum_cname(cx, unit, def, &origin);
            cx.types.enums.push(EnumDef {
                name,
                cname,
                items: Vec::new(),
                is_cpdef: def.flags.overridable,
                scoped: def.scoped,
                underlying,
                doc: def.doc.as_deref().and_then(super::functions::string_value),
                origin: origin.clone(),
                module: unit.module.clone(),
            });
            let id = EnumId(cx.types.enums.len() as u32 - 1);
            if let Some(name) = &def.name {
                let ty = cx.types.intern(Type::Enum(id));
                cx.declare(unit, name, SymbolKind::Type(ty));
                if def.flags.overridable && unit.own {
                    cx.add_global(&name.name);
                }
            }
            id
        }
    }
}

fn items(cx: &mut Cx<'_, '_>, unit: &Unit, def: &ast::CEnumDef, id: EnumId) {
    let env = Env::plain(unit.scope);
    let origin = unit.origin(def.flags.visibility);
    let mut next = Some(0i64);
    for item in &def.items {
        let value = match &item.value {
            None if origin == Origin::Extern => None,
            None => next,
            Some(expr) => item_value(cx, env, expr),
        };
        next = value.and_then(|v| v.checked_add(1));
        let cname = match &item.cname {
            Some(c) => c.text.clone(),
            // C++ knows the items of an `enum class` by its name only.
            None if origin == Origin::Extern && def.scoped => {
                format!("{}::{}", cx.types.enums[id.index()].cname, item.name.name).into()
            }
            None if origin == Origin::Extern => namespaced(unit, &item.name.name),
            None if def.flags.visibility == ast::Visibility::Public => item.name.name.clone(),
            None => names::mangle(names::ENUM_ITEM, &unit.module, &item.name.name),
        };
        // What only C can compute is written as it stands.
        let c_value = match (&item.value, value) {
            (Some(expr), None) if origin != Origin::Extern => consteval::c_text(cx, env, expr),
            _ => None,
        };
        cx.types.enums[id.index()].items.push(EnumItem {
            name: item.name.name.clone(),
            cname,
            value,
            c_value,
        });
        let index = cx.types.enums[id.index()].items.len() - 1;
        if !def.scoped {
            if let Some(old) = cx.scopes.lookup_here(unit.scope, &item.name.name)
                && !matches!(old.kind, SymbolKind::PyGlobal | SymbolKind::Unknown)
                && !unit.is_extern
            {
                let old = old.span;
                cx.redeclared(&item.name, old);
                continue;
            }
            let symbol = Symbol {
                name: item.name.name.clone(),
                span: item.name.span,
                kind: SymbolKind::EnumItem(id, index),
                from_pxd: unit.in_pxd,
            };
            cx.scopes.define(unit.scope, symbol);
            let public = def.flags.visibility == ast::Visibility::Public;
            if unit.own && (public || def.flags.overridable && def.name.is_none()) {
                cx.add_global(&item.name.name);
            }
        }
    }
}

/// The enum of this name that was declared before without items.
fn known(cx: &mut Cx<'_, '_>, unit: &Unit, def: &ast::CEnumDef) -> Option<EnumId> {
    let name = def.name.as_ref()?;
    let old = cx.scopes.lookup_here(unit.scope, &name.name)?;
    let SymbolKind::Type(t) = old.kind else { return None };
    let Type::Enum(e) = *cx.types.get(t) else { return None };
    if !cx.types.enums[e.index()].items.is_empty() && !def.items.is_empty() {
        let old = old.span;
        cx.redeclared(name, old);
    }
    Some(e)
}

fn enum_cname(cx: &Cx<'_, '_>, unit: &Unit, def: &ast::CEnumDef, origin: &Origin) -> SmolStr {
    let plain: SmolStr = match (&def.cname, &def.name) {
        (Some(c), _) => c.text.clone(),
        (None, None) => return SmolStr::default(),
        (None, Some(name)) if *origin == Origin::Extern => namespaced(unit, &name.name),
        (None, Some(name)) if def.flags.visibility == ast::Visibility::Public => name.name.clone(),
        (None, Some(name)) => names::mangle(names::TYPE, &unit.module, &name.name),
    };
    match origin {
        _ if def.is_typedef => plain,
        Origin::Extern if cx.input.cplus || plain.contains(' ') => plain,
        _ => format!("enum {plain}").into(),
    }
}

fn item_value(cx: &mut Cx<'_, '_>, env: Env<'_>, expr: &ast::Expr) -> Option<i64> {
    match consteval::eval(cx, env, expr) {
        Ok(v) => match v.as_int() {
            Some(n) => n.to_i64().or_else(|| n.to_u64().map(|n| n as i64)),
            None => {
                cx.sink.error(codes::TYPE_MISMATCH, expr.span, "enum item value is not an integer");
                None
            }
        },
        Err(consteval::Failure::Unknown(name, span)) if consteval::c_text(cx, env, expr).is_none() => {
            let message = if matches!(expr.kind, ExprKind::Name(_)) {
                format!("undeclared name not builtin: {name}")
            } else {
                "Not allowed in a constant expression".into()
            };
            cx.sink.error(codes::UNDECLARED_NAME, span, message);
            None
        }
        Err(_) => None,
    }
}
