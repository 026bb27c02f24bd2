//! Methods of extension classes that the interpreter calls by itself: properties and special methods.

use super::decorators::Decorated;
use super::functions::ParamHeader;
use super::functions::Place;
use super::methods::ClassUnit;
use super::{decorators, docsignature, functions, methods};
use crate::context::{Cx, Declared, FusedBindings};
use crate::directives::{Directive, Scopes};
use pyxide_diagnostics::codes;
use pyxide_hir::{self as hir, MethodKind};
use pyxide_syntax::ast::{self, ExprKind, Ident, StmtKind};
use pyxide_types::{Access, ErrorProtocol, Sentinel, Types, special};
use smol_str::SmolStr;
use std::rc::Rc;

pub fn is_property_decorator(expr: &ast::Expr) -> bool {
    match &expr.kind {
        ExprKind::Name(n) => n == "property",
        ExprKind::Attribute { attr, .. } => matches!(attr.as_str(), "setter" | "deleter" | "getter"),
        _ => false,
    }
}

/// What `@property`, `@x.setter` and the like make of a method; the name for `@x.…`.
pub fn property_decorator<'a>(decorated: &Decorated<'a>) -> Option<(Option<&'a str>, MethodKind)> {
    for d in &decorated.others {
        match &d.expr.kind {
            ExprKind::Name(n) if n == "property" => return Some((None, MethodKind::PropertyGet)),
            ExprKind::Attribute { value, attr } => {
                let Some(of) = value.as_name() else { continue };
                let kind = match attr.as_str() {
                    "setter" => MethodKind::PropertySet,
                    "deleter" => MethodKind::PropertyDel,
                    "getter" => MethodKind::PropertyGet,
                    _ => continue,
                };
                return Some((Some(of), kind));
            }
            _ => {}
        }
    }
    None
}

/// `property name:` with `__get__`, `__set__`, `__del__`.
pub fn property<'ast>(cx: &mut Cx<'ast, '_>, cu: &ClassUnit, name: &Ident, body: &'ast [ast::Stmt]) {
    if !cu.implements {
        let message = "property in a declaration file";
        cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
        return;
    }
    let place = cu.place();
    let doc = functions::docstring(body);
    for stmt in body {
        let StmtKind::FunctionDef(def) = &stmt.kind else { continue };
        let kind = match def.name.as_str() {
            "__get__" => MethodKind::PropertyGet,
            "__set__" => MethodKind::PropertySet,
            "__del__" => MethodKind::PropertyDel,
            _ => {
                let message = "Invalid property special method";
                cx.sink.error(codes::INVALID_DECLARATION, def.name.span, message);
                continue;
            }
        };
        let decorated =
            decorators::collect(cx, cu.unit.scope, &def.decorators, Scopes::FUNCTION, &cu.unit.directives);
        accessor(cx, cu, &place, def, &decorated, &name.name, kind);
        if kind == MethodKind::PropertyGet
            && let Some(m) = methods::class_impl(cx, cu).methods.last().map(|m| m.func)
        {
            let doc = doc.clone().or(functions::docstring(&def.body));
            let d = &decorated.directives;
            let doc = docsignature::of_property(cx, &cu.name, &name.name, def.returns.as_ref(), d, doc);
            cx.func_mut(m).doc = doc;
        }
    }
}

/// A getter, setter or deleter.
pub fn accessor<'ast>(
    cx: &mut Cx<'ast, '_>,
    cu: &ClassUnit,
    place: &Place,
    def: &'ast ast::FunctionDef,
    decorated: &Decorated<'ast>,
    property: &SmolStr,
    kind: MethodKind,
) {
    let expected = if kind == MethodKind::PropertySet { 2 } else { 1 };
    let params = functions::def_params(cx, place, def, decorated, &FusedBindings::default());
    if params.len() != expected {
        let message = format!(
            "Method {} has wrong number of arguments ({} declared, {expected} expected)",
            def.name.name,
            params.len()
        );
        cx.sink.error(codes::INVALID_DECLARATION, def.name.span, message);
        return;
    }
    let exposed = cx.types.find_class_field(cu.class, property).is_some_and(|(c, i)| {
        c == cu.class && cx.types.classes[c.index()].fields[i].access != Access::Private
    });
    if exposed {
        let previous = cx.scopes.lookup_here(cu.scope, property).map_or(def.name.span, |s| s.span);
        let ident = Ident::new(property.clone(), def.name.span);
        cx.redeclared(&ident, previous);
        return;
    }
    let func = functions::python_header(cx, place, def, decorated, params, Rc::default());
    let doc = functions::docstring(&def.body);
    let returns = def.returns.as_ref();
    cx.func_mut(func).doc =
        docsignature::of_property(cx, &cu.name, property, returns, &decorated.directives, doc);
    if kind != MethodKind::PropertyGet {
        let f = cx.func_mut(func);
        f.ret = Types::INT;
        f.error = ErrorProtocol::Sentinel(Sentinel::Int(-1));
    }
    methods::add_python_method(cx, cu, property, func, kind);
    cx.declared.insert(def.name.span, Declared::Def(func));
    methods::note(cx, cu, &Ident::new(property.clone(), def.name.span));
    if kind == MethodKind::PropertyGet {
        let (start, doc) = (functions::statement_start(def), functions::docstring(&def.body));
        methods::method_doctest(cx, cu, start, &format!("{property}.__get__"), doc.as_ref());
    }
}

/// A method that fills a type slot.
pub fn special_method<'ast>(
    cx: &mut Cx<'ast, '_>,
    cu: &ClassUnit,
    place: &Place,
    def: &'ast ast::FunctionDef,
    decorated: &Decorated<'ast>,
    row: &'static special::Special,
) {
    let mut params = functions::def_params(cx, place, def, decorated, &FusedBindings::default());
    let general = row.takes_arguments();
    if !general && !check_count(cx, def, &params, row) {
        return;
    }
    if matches!(row.name, "__cinit__" | "__dealloc__") && !decorated.others.is_empty() {
        let span = decorated.others[0].span;
        cx.sink.error(codes::INVALID_DECLARATION, span, "Special methods cannot take decorators here");
    }
    if !general {
        fixed_types(cx, &mut params, row);
    }
    if decorated.is_on(Directive::CApiBinopMethods)
        && row.slots.starts_with("nb_")
        && row.params.len() >= 2
        && !row.name.starts_with("__i")
        && let Some(first) = params.first_mut()
    {
        // Either operand may be the instance.
        let untyped = def
            .params
            .posonly
            .iter()
            .chain(&def.params.args)
            .next()
            .is_some_and(|p| p.ty.is_none() || p.name().is_none());
        if untyped {
            first.ty = Types::OBJECT;
        }
    }
    if matches!(row.name, "__getitem__" | "__setitem__" | "__delitem__")
        && params.get(1).is_none_or(|p| !cx.types.is_int(p.ty))
    {
        cx.types.classes[cu.class.index()].facts.object_index = true;
    }
    if !general {
        let written: Vec<&ast::Param> = def.params.iter().collect();
        for (i, p) in written.iter().enumerate() {
            let ast::ParamDefault::Value(value) = &p.default else { continue };
            // The modulus of a power may be left out: then it is None.
            let may = row.name.ends_with("pow__") && i == 2;
            if may && matches!(value.kind, ExprKind::None) {
                continue;
            }
            let what = if may { "non-None default" } else { "default" };
            let message = format!("This argument cannot have a {what} value");
            cx.sink.error(codes::INVALID_DECLARATION, value.span, message);
        }
    }
    let func = functions::python_header(cx, place, def, decorated, params, Rc::default());
    let (ret, error) = match row.ret {
        "int" => (Types::INT, ErrorProtocol::Sentinel(Sentinel::Int(-1))),
        "ssize" => (Types::SSIZE, ErrorProtocol::Sentinel(Sentinel::Int(-1))),
        "hash" => (Types::HASH, ErrorProtocol::Sentinel(Sentinel::Int(-1))),
        "void" => (Types::VOID, ErrorProtocol::Never),
        "next" => (Types::OBJECT, ErrorProtocol::NullOrStop),
        _ => (Types::OBJECT, ErrorProtocol::Null),
    };
    if row.name == "__init__" {
        let doc = methods::class_impl(cx, cu).doc.take();
        let params = cx.func(func).params.clone();
        let doc = docsignature::of_class(cx, place, def, decorated, &params, doc);
        methods::class_impl(cx, cu).doc = doc;
    }
    let f = cx.func_mut(func);
    f.ret = ret;
    f.error = error;
    if f.flavour != hir::Flavour::Plain && ret != Types::OBJECT {
        let message = format!("'yield' is not allowed in {}", row.name);
        cx.sink.error(codes::INVALID_OPERATION, def.name.span, message);
    }
    methods::add_python_method(cx, cu, &def.name.name, func, MethodKind::Slot);
    cx.declared.insert(def.name.span, Declared::Def(func));
    let (start, doc) = (functions::statement_start(def), functions::docstring(&def.body));
    methods::method_doctest(cx, cu, start, &def.name.name, doc.as_ref());
}

/// Parameters that a slot passes as C values have that type unless it is written.
pub fn fixed_types(cx: &mut Cx<'_, '_>, params: &mut [ParamHeader], row: &special::Special) {
    for (p, code) in params.iter_mut().zip(row.params) {
        if p.ty != Types::OBJECT {
            continue;
        }
        p.ty = match *code {
            "cmp" | "int" => Types::INT,
            "ssize" => Types::SSIZE,
            "buffer" => {
                let buffer = cx.extern_opaque("Py_buffer");
                cx.types.ptr(buffer)
            }
            _ => Types::OBJECT,
        };
    }
}

pub fn check_count(
    cx: &mut Cx<'_, '_>,
    def: &ast::FunctionDef,
    params: &[ParamHeader],
    row: &special::Special,
) -> bool {
    let optional = row.params.iter().filter(|p| **p == "opt").count();
    let (most, least) = (row.params.len(), row.params.len() - optional);
    // `__ipow__` may take the modulus, too.
    let most = if row.name == "__ipow__" { 3 } else { most };
    let plain =
        params.iter().all(|p| matches!(p.kind, hir::ParamKind::Normal | hir::ParamKind::PositionalOnly));
    if plain && (least..=most).contains(&params.len()) {
        return true;
    }
    let expected = if least == most { most.to_string() } else { format!("{least} or {most}") };
    let message = format!(
        "Special method {} has wrong number of arguments ({} declared, {expected} expected)",
        row.name,
        params.len()
    );
    cx.sink.error(codes::INVALID_DECLARATION, def.name.span, message);
    false
}
