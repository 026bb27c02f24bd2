//! C attributes of extension classes, in Cython's and in Python's syntax.

use super::methods::ClassUnit;
use super::types::DeclContext;
use super::{annotations, cmethods, dataclass, decorators, methods, names, types, variables};
use crate::context::{Cx, Env};
use crate::directives::Scopes;
use pyxide_diagnostics::codes;
use pyxide_syntax::ast::{self, Ident};
use pyxide_types::{Access, ClassField, IntKind, Type, TypeId, Types};
use smol_str::SmolStr;

/// `cdef public int x, y`, or C methods without a body.
pub fn attributes<'ast>(cx: &mut Cx<'ast, '_>, cu: &ClassUnit, def: &'ast ast::CVarDef) {
    let env = Env::plain(cu.scope);
    let base = match &def.ty {
        Some(ty) => types::resolve(cx, env, ty),
        None => Types::OBJECT,
    };
    for d in &def.declarators {
        if d.declarator.as_function().is_some() {
            let decorated = decorators::collect(
                cx,
                cu.unit.scope,
                &def.decorators,
                Scopes::FUNCTION,
                &cu.unit.directives,
            );
            cmethods::declare_method(cx, cu, def, &decorated, base, &d.declarator);
            continue;
        }
        let context = DeclContext { is_extern: cu.is_extern(cx), in_pxd: true, ..Default::default() };
        let declared = types::declarator(cx, env, context, base, &d.declarator);
        let Some(name) = declared.name.map(|n| cu.member(n)) else { continue };
        if d.declarator.name().is_some_and(|n| n.name == "__cythonbufferdefaults__") {
            continue;
        }
        if d.init.is_some() {
            let message = "Cannot assign default value to fields in cdef classes, structs or unions";
            cx.sink.error(codes::INVALID_DECLARATION, d.span, message);
        }
        if def.flags.overridable {
            let message = "Variables cannot be declared with 'cpdef'. Use 'cdef', 'cdef public' or 'cdef readonly' instead.";
            cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
        }
        match def.ty.as_ref().and_then(typing_form) {
            // Belongs to the class: the class body assigns it.
            Some("ClassVar") => continue,
            Some("InitVar") => {
                cx.init_vars.insert((cu.class, name.name.clone()));
            }
            _ => {}
        }
        let cname = declared.cname.map(|c| c.text.clone());
        add_field(cx, cu, &name, cname, declared.ty, variables::access(&def.flags));
    }
}

/// `ClassVar` or `InitVar` in `cdef ClassVar[int] x`.
fn typing_form(ty: &ast::CType) -> Option<&str> {
    let ast::CTypeKind::Template { base, .. } = &ty.kind else { return None };
    let ast::CTypeKind::Name(path) = &base.kind else { return None };
    path.last().map(|name| name.as_str()).filter(|name| matches!(*name, "ClassVar" | "InitVar"))
}

pub fn add_field(
    cx: &mut Cx<'_, '_>,
    cu: &ClassUnit,
    name: &Ident,
    cname: Option<SmolStr>,
    ty: TypeId,
    access: Access,
) {
    if cu.closed {
        let message =
            "C attributes cannot be added in implementation part of extension type defined in a pxd";
        cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
        return;
    }
    if let Some(old) = cx.scopes.lookup_here(cu.scope, &name.name) {
        let old = old.span;
        cx.redeclared(name, old);
        return;
    }
    let is_extern = cu.is_extern(cx);
    let problem = match cx.types.kind(ty) {
        Type::Void => Some("Attribute type 'void' is incomplete".to_string()),
        Type::Fused(_) => Some("Fused types not allowed here".to_string()),
        Type::MemoryView(..) => {
            cx.not_supported(name.span, "memoryviews");
            None
        }
        Type::Cpp(_) => {
            cx.not_supported(name.span, "C++ values as attributes");
            None
        }
        _ if types::is_incomplete(&cx.types, ty) => {
            Some(format!("Attribute type '{}' is incomplete", types::display(cx, ty)))
        }
        _ => None,
    };
    if let Some(message) = problem {
        cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
    }
    let special = matches!(name.name.as_str(), "__weakref__" | "__dict__");
    let exposed = access.is_public() || access == Access::ReadOnly;
    if special && exposed {
        let message = format!("Special attribute {} cannot be exposed to Python", name.name);
        cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
    } else if exposed && !convertible(&cx.types, ty) {
        let message =
            format!("C attribute of type '{}' cannot be accessed from Python", types::display(cx, ty));
        cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
    }
    let field_cname = match cname {
        Some(c) => c,
        None if is_extern => name.name.clone(),
        None => names::member(&name.name),
    };
    // A C name with a path reaches into the struct; it names no member of its own.
    let def = &mut cx.types.classes[cu.class.index()];
    match name.name.as_str() {
        "__weakref__" => def.facts.has_weakref = true,
        "__dict__" => def.facts.has_dict = true,
        _ => {}
    }
    def.fields.push(ClassField {
        name: name.name.clone(),
        cname: field_cname,
        ty,
        access: if special { Access::Private } else { access },
    });
    methods::note(cx, cu, name);
}

/// Whether values of the type can be seen from Python.
pub fn convertible(types: &pyxide_types::Types, ty: TypeId) -> bool {
    match types.kind(ty) {
        Type::Ptr(to) => matches!(
            types.kind(*to),
            Type::Int(IntKind::Char | IntKind::UChar | IntKind::SChar | IntKind::PyUnicode) | Type::Cpp(_)
        ),
        Type::Array(elem, _) => convertible(types, *elem),
        Type::Struct(s) => {
            let def = &types.structs[s.index()];
            def.fields.as_ref().is_some_and(|fields| fields.iter().all(|f| convertible(types, f.ty)))
        }
        Type::CTuple(items) => items.iter().all(|t| convertible(types, *t)),
        Type::Void | Type::Func(_) | Type::Null => false,
        _ => true,
    }
}

/// `x: cython.int` in a `@cython.cclass`: an attribute.
pub fn annotated<'ast>(
    cx: &mut Cx<'ast, '_>,
    cu: &ClassUnit,
    target: &'ast ast::Expr,
    annotation: &'ast ast::Expr,
    value: Option<&'ast ast::Expr>,
) {
    // `x: T = cython.declare(...)`: the annotation is for others.
    if value.is_some_and(|v| pure_attribute(cx, cu, std::slice::from_ref(target), v)) {
        return;
    }
    let Some(name) = target.as_name() else { return };
    let ident = cu.member(&Ident::new(name.clone(), target.span));
    if !cu.unit.directives.annotation_typing() {
        return;
    }
    if cu.dataclass.is_some() {
        dataclass::attribute(cx, cu, &ident, annotation);
        return;
    }
    let env = Env::plain(cu.scope);
    let Some(found) = annotations::read(cx, env, annotation, false) else { return };
    if found.class_var || cx.types.find_class_field(cu.class, &ident.name).is_some() {
        return;
    }
    // With a value it is an attribute of the class.
    if value.is_none() {
        add_field(cx, cu, &ident, None, found.ty, Access::Private);
    }
}

/// `x = cython.declare(cython.int, visibility="public")` in a class.
pub fn pure_attribute<'ast>(
    cx: &mut Cx<'ast, '_>,
    cu: &ClassUnit,
    targets: &'ast [ast::Expr],
    value: &'ast ast::Expr,
) -> bool {
    let Some((ty, access)) = variables::declare_call(cx, cu.scope, value) else { return false };
    for t in targets {
        if let Some(name) = t.as_name() {
            add_field(cx, cu, &cu.member(&Ident::new(name.clone(), t.span)), None, ty, access);
        }
    }
    true
}

/// `cython.declare(x=cython.int, y=cython.double)` in a class.
pub fn pure_attributes<'ast>(cx: &mut Cx<'ast, '_>, cu: &ClassUnit, value: &'ast ast::Expr) -> bool {
    let Some(list) = variables::declare_names_call(cx, cu.scope, value) else { return false };
    for (name, ty, access) in list {
        add_field(cx, cu, &cu.member(name), None, ty, access);
    }
    true
}
