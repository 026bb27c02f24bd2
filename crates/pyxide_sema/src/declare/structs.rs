//! Structs, unions, typedefs and C++ classes.

use super::types::DeclContext;
use super::variables::namespaced;
use super::{Unit, names, types};
use crate::context::{Cx, Env};
use crate::scope::{Symbol, SymbolKind};
use pyxide_diagnostics::codes;
use pyxide_syntax::ast::{self, Ident, StmtKind, Visibility};
use pyxide_types::{Field, Origin, StructDef, StructId, Type, TypeId, TypedefDef, TypedefId, Types};
use smol_str::SmolStr;

/// `cdef struct`, `cdef union`, and their `ctypedef` forms.
pub fn define<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, def: &'ast ast::CStructDef) {
    let id = declare_struct(cx, unit, def);
    let Some(body) = &def.body else { return };
    if cx.types.structs[id.index()].fields.is_some() {
        let previous = cx.scopes.lookup_here(unit.scope, &def.name.name).map_or(def.name.span, |s| s.span);
        cx.redeclared(&def.name, previous);
        return;
    }
    let mut fields: Vec<Field> = Vec::new();
    // Fields may point to the struct itself, so it has no fields until they are read.
    read_fields(cx, unit, def, body, id, &mut fields);
    if fields.is_empty() && !unit.is_extern && def.flags.visibility != Visibility::Extern {
        let message = "Empty struct or union definition not allowed outside a 'cdef extern from' block";
        cx.sink.error(codes::INVALID_DECLARATION, def.name.span, message);
    }
    cx.types.structs[id.index()].fields = Some(fields);
}

fn read_fields<'ast>(
    cx: &mut Cx<'ast, '_>,
    unit: &Unit,
    def: &ast::CStructDef,
    body: &'ast [ast::Stmt],
    id: StructId,
    fields: &mut Vec<Field>,
) {
    let env = Env::plain(unit.scope);
    for stmt in body {
        match &stmt.kind {
            StmtKind::CVarDef(var) => {
                let base = match &var.ty {
                    Some(ty) => types::resolve(cx, env, ty),
                    None => Types::OBJECT,
                };
                for d in &var.declarators {
                    let context =
                        DeclContext { is_extern: unit.is_extern, in_pxd: true, ..Default::default() };
                    let declared = types::declarator(cx, env, context, base, &d.declarator);
                    let Some(name) = declared.name else { continue };
                    // A member that is written as a function is a pointer to one, as a parameter is in C.
                    let ty = match cx.types.kind(declared.ty) {
                        Type::Func(_) => cx.types.ptr(declared.ty),
                        _ => declared.ty,
                    };
                    if d.init.is_some() {
                        let message =
                            "Cannot assign default value to fields in cdef classes, structs or unions";
                        cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
                    }
                    let problem = match cx.types.kind(ty) {
                        Type::MemoryView(..) => {
                            cx.not_supported(name.span, "memoryviews as struct members");
                            None
                        }
                        _ if cx.types.is_object(ty) && !unit.is_extern => {
                            Some("C struct/union member cannot be a Python object".to_string())
                        }
                        Type::Fused(_) => Some("Fused types not allowed here".to_string()),
                        Type::Struct(s) if *s == id => {
                            let kind = if def.is_union { "union" } else { "struct" };
                            Some(format!("{kind} cannot contain itself as a member."))
                        }
                        _ if types::is_incomplete(&cx.types, ty) && !unit.is_extern => {
                            Some(format!("Variable type '{}' is incomplete", types::display(cx, ty)))
                        }
                        _ => None,
                    };
                    if let Some(message) = problem {
                        cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
                    }
                    if let Some(_old) = fields.iter().find(|f| f.name == name.name) {
                        cx.redeclared(name, def.name.span);
                        continue;
                    }
                    let cname = match declared.cname {
                        Some(c) => c.text.clone(),
                        None if unit.is_extern => name.name.clone(),
                        None => names::member(&name.name),
                    };
                    fields.push(Field { name: name.name.clone(), cname, ty });
                }
            }
            StmtKind::CdefBlock(inner) => read_fields(cx, unit, def, inner, id, fields),
            StmtKind::Pass | StmtKind::Error => {}
            StmtKind::Expr(_) => {}
            // Nested structs of C headers.
            StmtKind::CStructDef(inner) => define(cx, unit, inner),
            _ => {
                let message = "Syntax error in struct or union definition";
                cx.sink.error(codes::INVALID_DECLARATION, stmt.span, message);
            }
        }
    }
}

/// The struct of a name: declared before, or new.
pub fn declare_struct(cx: &mut Cx<'_, '_>, unit: &Unit, def: &ast::CStructDef) -> StructId {
    if let Some(old) = cx.scopes.lookup_here(unit.scope, &def.name.name) {
        let old_span = old.span;
        if let SymbolKind::Type(t) = old.kind
            && let Type::Struct(s) = *cx.types.get(t)
        {
            let known = &cx.types.structs[s.index()];
            let was_typedef = cx.typedef_structs.contains(&s);
            if known.is_union == def.is_union {
                if was_typedef != def.is_typedef {
                    let word = if was_typedef { "ctypedef" } else { "cdef" };
                    let message = format!("'{}' previously declared using '{word}'", def.name.name);
                    cx.sink.error(codes::REDECLARED, def.name.span, message);
                }
                return s;
            }
            cx.redeclared(&def.name, old_span);
            return s;
        }
        if !matches!(old.kind, SymbolKind::PyGlobal | SymbolKind::Unknown) {
            cx.redeclared(&def.name, old_span);
        }
    }
    let origin = unit.origin(def.flags.visibility);
    let keyword = if def.is_union { "union" } else { "struct" };
    let plain: SmolStr = match &def.cname {
        Some(c) => c.text.clone(),
        None if origin == Origin::Extern => namespaced(unit, &def.name.name),
        None if def.flags.visibility == Visibility::Public && origin == Origin::Here => def.name.name.clone(),
        None => names::mangle(names::TYPE, &unit.module, &def.name.name),
    };
    // `ctypedef struct` names a C typedef.
    let cname: SmolStr = match (&origin, def.is_typedef) {
        (_, true) => plain,
        (Origin::Extern, false) if cx.input.cplus || plain.contains(' ') => plain,
        _ => format!("{keyword} {plain}").into(),
    };
    cx.types.structs.push(StructDef {
        name: def.name.name.clone(),
        cname,
        is_union: def.is_union,
        packed: def.packed,
        fields: None,
        origin,
    });
    let id = StructId(cx.types.structs.len() as u32 - 1);
    if def.is_typedef {
        cx.typedef_structs.insert(id);
    }
    let ty = cx.types.intern(Type::Struct(id));
    if def.flags.visibility == Visibility::Public && cx.types.structs[id.index()].origin == Origin::Here {
        cx.public_types.push(ty);
    }
    define_type(cx, unit, &def.name, SymbolKind::Type(ty));
    id
}

fn define_type(cx: &mut Cx<'_, '_>, unit: &Unit, name: &Ident, kind: SymbolKind) {
    let symbol = Symbol { name: name.name.clone(), span: name.span, kind, from_pxd: unit.in_pxd };
    cx.scopes.define(unit.scope, symbol);
}

/// `ctypedef int *int_p`
pub fn typedef<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, def: &'ast ast::CTypedef) {
    let env = Env::plain(unit.scope);
    let base = match &def.ty {
        Some(ty) => types::resolve(cx, env, ty),
        None => Types::OBJECT,
    };
    let context = DeclContext {
        is_extern: unit.is_extern,
        in_pxd: unit.in_pxd,
        nogil: def.flags.nogil,
        ..Default::default()
    };
    let declared = types::declarator(cx, env, context, base, &def.declarator);
    let Some(name) = declared.name else { return };
    let origin = unit.origin(def.flags.visibility);
    if let Some(old) = cx.scopes.lookup_here(unit.scope, &name.name) {
        let (old_span, old_kind) = (old.span, old.kind.clone());
        match old_kind {
            SymbolKind::Type(t) => {
                let same = match cx.types.get(t) {
                    Type::Typedef(d) => cx.types.typedefs[d.index()].base == declared.ty,
                    // `ctypedef struct X X` after the struct.
                    _ => t == declared.ty,
                };
                if !same
                    || (origin == Origin::Here
                        && !unit.in_pxd
                        && cx.types.get(t) != cx.types.get(declared.ty))
                {
                    cx.redeclared(name, old_span);
                }
                return;
            }
            SymbolKind::PyGlobal | SymbolKind::Unknown => {}
            _ => {
                cx.redeclared(name, old_span);
                return;
            }
        }
    }
    let public = (def.flags.visibility == Visibility::Public || def.flags.api) && origin == Origin::Here;
    name_type(cx, unit, name, declared.cname, declared.ty, origin, public);
}

/// Gives a type a name of its own.
fn name_type(
    cx: &mut Cx<'_, '_>,
    unit: &Unit,
    name: &Ident,
    cname: Option<&ast::CName>,
    base: TypeId,
    origin: Origin,
    public: bool,
) {
    // A name for an object type or for something unknown is that type; so is a fused or memoryview type.
    let transparent = cx.types.is_object(base)
        || base == Types::ERROR
        || matches!(cx.types.kind(base), Type::Fused(_) | Type::MemoryView(..) | Type::Cpp(_));
    let ty = if transparent { base } else { add_typedef(cx, unit, name, cname, base, origin, public) };
    if public {
        cx.public_types.push(ty);
    }
    let kind = match *cx.types.get(ty) {
        Type::Class(c) => SymbolKind::Class(c),
        Type::Fused(f) => SymbolKind::Fused(f),
        _ => SymbolKind::Type(ty),
    };
    define_type(cx, unit, name, kind);
}

fn add_typedef(
    cx: &mut Cx<'_, '_>,
    unit: &Unit,
    name: &Ident,
    cname: Option<&ast::CName>,
    base: TypeId,
    origin: Origin,
    public: bool,
) -> TypeId {
    let cname = match cname {
        Some(c) => c.text.clone(),
        None if public => name.name.clone(),
        None if origin == Origin::Extern => namespaced(unit, &name.name),
        None => names::mangle(names::TYPE, &unit.module, &name.name),
    };
    cx.types.typedefs.push(TypedefDef { name: name.name.clone(), cname, base, origin });
    let id = TypedefId(cx.types.typedefs.len() as u32 - 1);
    cx.types.intern(Type::Typedef(id))
}

/// `X = cython.struct(a=T, …)`, `cython.union(…)`, `cython.typedef(T)` in pure Python mode. False when it is none of
/// these.
pub fn pure_type<'ast>(
    cx: &mut Cx<'ast, '_>,
    unit: &Unit,
    targets: &'ast [ast::Expr],
    value: &'ast ast::Expr,
) -> bool {
    let (ast::ExprKind::Call { func, args }, [target]) = (&value.kind, targets) else { return false };
    let Some(path) = super::decorators::cython_path(cx, unit.scope, func) else { return false };
    let Some(name) = target.as_name() else { return false };
    let ident = Ident::new(name.clone(), target.span);
    let [form] = path.as_slice() else { return false };
    let env = Env::plain(unit.scope);
    match (form.as_str(), args.as_slice()) {
        ("struct" | "union", _) => {
            let is_union = form == "union";
            let mut fields = Vec::new();
            for arg in args {
                let ast::Arg::Keyword { name, value } = arg else { continue };
                match types::expr_as_type(cx, env, value, true) {
                    Some(ty) => {
                        fields.push(Field { name: name.name.clone(), cname: names::member(&name.name), ty });
                    }
                    None => cx.sink.error(codes::UNDECLARED_NAME, value.span, "Unknown type"),
                }
            }
            let keyword = if is_union { "union" } else { "struct" };
            cx.types.structs.push(StructDef {
                name: name.clone(),
                cname: format!("{keyword} {}", names::mangle(names::TYPE, &unit.module, name)).into(),
                is_union,
                packed: false,
                fields: Some(fields),
                origin: Origin::Here,
            });
            let id = StructId(cx.types.structs.len() as u32 - 1);
            let ty = cx.types.intern(Type::Struct(id));
            define_type(cx, unit, &ident, SymbolKind::Type(ty));
        }
        ("typedef", [ast::Arg::Positional(written)]) => {
            let Some(base) = types::expr_as_type(cx, env, written, true) else {
                cx.sink.error(codes::UNDECLARED_NAME, written.span, "Unknown type");
                return true;
            };
            name_type(cx, unit, &ident, None, base, Origin::Here, false);
        }
        _ => return false,
    }
    true
}

/// `cdef cppclass`: the name is known as a C++ type; using it is reported where it happens.
pub fn cpp_class<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, def: &'ast ast::CppClassDef) {
    if unit.origin(def.flags.visibility) != Origin::Extern {
        cx.not_supported(def.name.span, "C++ classes implemented in Cython");
    }
    let ty = cpp_type(cx, unit, def);
    match cx.scopes.lookup_here(unit.scope, &def.name.name) {
        Some(old) if matches!(old.kind, SymbolKind::Type(t) if t == ty) => {}
        Some(old) if !matches!(old.kind, SymbolKind::PyGlobal | SymbolKind::Unknown) => {
            let old = old.span;
            cx.redeclared(&def.name, old);
        }
        _ => define_type(cx, unit, &def.name, SymbolKind::Type(ty)),
    }
}

fn cpp_type(cx: &mut Cx<'_, '_>, unit: &Unit, def: &ast::CppClassDef) -> TypeId {
    let cname: SmolStr = match &def.cname {
        Some(c) => c.text.clone(),
        None => namespaced(unit, &def.name.name),
    };
    cx.types.intern(Type::Cpp(cname))
}

/// Enters the name of a C++ class and the types inside it.
pub fn declare_cpp(cx: &mut Cx<'_, '_>, unit: &Unit, def: &ast::CppClassDef) {
    let ty = cpp_type(cx, unit, def);
    define_type(cx, unit, &def.name, SymbolKind::Type(ty));
    nested_cpp_types(cx, def, ty);
}

/// Types inside a C++ class are reached as `Class.name`.
fn nested_cpp_types(cx: &mut Cx<'_, '_>, def: &ast::CppClassDef, class: TypeId) {
    let Type::Cpp(class) = cx.types.get(class).clone() else { return };
    for stmt in def.body.iter().flatten() {
        let name = match &stmt.kind {
            StmtKind::CppClassDef(inner) => Some(&inner.name.name),
            StmtKind::CStructDef(inner) => Some(&inner.name.name),
            StmtKind::CEnumDef(inner) => inner.name.as_ref().map(|n| &n.name),
            StmtKind::CTypedef(inner) => inner.declarator.name().map(|n| &n.name),
            _ => None,
        };
        if let Some(name) = name {
            let spelled: SmolStr = format!("{class}::{name}").into();
            cx.types.intern(Type::Cpp(spelled));
        }
    }
}
