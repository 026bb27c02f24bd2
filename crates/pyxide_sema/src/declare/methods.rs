//! Bodies of extension classes: attributes, C methods, Python methods, properties.

use super::decorators::{self, Decorated};
use super::functions::{self, CHeader, ParamHeader, Place};
use super::types::DeclContext;
use super::{Unit, annotations, compile_if, fused, names, signature, synthesize, types, variables};
use crate::context::{BodyJob, BodySource, Cx, Declared, Env, FusedBindings, Wrapped, WrappedTarget};
use crate::directives::{Directive, Scopes};
use crate::scope::{ScopeId, Symbol, SymbolKind};
use pyxide_diagnostics::{Diagnostic, Severity, Span, codes};
use pyxide_hir::{self as hir, MethodKind};
use pyxide_syntax::ast::{self, ExprKind, Ident, StmtKind};
use pyxide_types::{
    Access, CMethod, ClassField, ClassId, ErrorProtocol, IntKind, Origin, Sentinel, Signature, Type, TypeId,
    Types, special,
};
use smol_str::SmolStr;
use std::rc::Rc;

/// The class whose body is being read.
pub struct ClassUnit {
    /// Directives are those inside the class.
    pub unit: Unit,
    pub class: ClassId,
    pub scope: ScopeId,
    pub name: SmolStr,
    /// This is the implementation.
    pub implements: bool,
    /// The `.pxd` has declared the attributes and C methods already.
    pub closed: bool,
}

impl ClassUnit {
    pub fn place(&self) -> Place {
        Place {
            scope: self.scope,
            outer: None,
            class: Some(self.class),
            qualname_prefix: format!("{}.", self.name).into(),
            directives: self.unit.directives.clone(),
            file: self.unit.file,
            level: self.unit.level,
            fused: Rc::default(),
        }
    }

    fn is_extern(&self, cx: &Cx<'_, '_>) -> bool {
        cx.types.classes[self.class.index()].origin == Origin::Extern
    }
}

pub fn class_body<'ast>(cx: &mut Cx<'ast, '_>, cu: &ClassUnit, body: &'ast [ast::Stmt]) {
    for stmt in body {
        match &stmt.kind {
            StmtKind::CVarDef(def) => attributes(cx, cu, def),
            StmtKind::CFuncDef(def) => c_method(cx, cu, def),
            StmtKind::FunctionDef(def) => method(cx, cu, def),
            StmtKind::Property { name, body } => property(cx, cu, name, body),
            StmtKind::CdefBlock(inner) => class_body(cx, cu, inner),
            StmtKind::CompileIf { branches, orelse } => {
                let chosen = compile_if(cx, Env::plain(cu.unit.scope), stmt.span, branches, orelse);
                class_body(cx, cu, chosen);
            }
            StmtKind::If { branches, orelse } => {
                for b in branches {
                    class_body(cx, cu, &b.body);
                }
                class_body(cx, cu, orelse);
            }
            StmtKind::With { items, body, .. } => {
                let mut inner = cu.unit.clone();
                for item in items {
                    if let ast::WithItem::Context { expr, .. } = item
                        && let Some(changes) = decorators::with_item(cx, cu.scope, expr)
                    {
                        inner.directives = Rc::new(inner.directives.with(changes));
                    }
                }
                let inner = ClassUnit { unit: inner, name: cu.name.clone(), ..*cu };
                class_body(cx, &inner, body);
            }
            StmtKind::AnnAssign { target, annotation, value } => {
                annotated(cx, cu, target, annotation, value.as_deref())
            }
            StmtKind::Assign { targets, value } if pure_attribute(cx, cu, targets, value) => {}
            StmtKind::Expr(value) if pure_attributes(cx, cu, value) => {}
            StmtKind::CStructDef(_)
            | StmtKind::CEnumDef(_)
            | StmtKind::CTypedef(_)
            | StmtKind::CClassDef(_) => {
                let message = "cdef statement not allowed here";
                cx.sink.error(codes::INVALID_DECLARATION, stmt.span, message);
            }
            // Ordinary statements run when the class is made; the body half has them.
            _ => {}
        }
    }
}

/// `cdef public int x, y`, or C methods without a body.
fn attributes<'ast>(cx: &mut Cx<'ast, '_>, cu: &ClassUnit, def: &'ast ast::CVarDef) {
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
            declare_method(cx, cu, def, &decorated, base, &d.declarator);
            continue;
        }
        let context = DeclContext { is_extern: cu.is_extern(cx), in_pxd: true, ..Default::default() };
        let declared = types::declarator(cx, env, context, base, &d.declarator);
        let Some(name) = declared.name else { continue };
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
        let cname = declared.cname.map(|c| c.text.clone());
        add_field(cx, cu, name, cname, declared.ty, variables::access(&def.flags));
    }
}

fn add_field(
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
    let exposed = matches!(access, Access::Public | Access::ReadOnly);
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
    note(cx, cu, name);
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

/// Notes that the class has a member of this name.
fn note(cx: &mut Cx<'_, '_>, cu: &ClassUnit, name: &Ident) {
    let symbol = Symbol {
        name: name.name.clone(),
        span: name.span,
        kind: SymbolKind::ClassName,
        from_pxd: cu.unit.in_pxd,
    };
    cx.scopes.define(cu.scope, symbol);
}

/// `x: cython.int` in a `@cython.cclass`: an attribute.
fn annotated<'ast>(
    cx: &mut Cx<'ast, '_>,
    cu: &ClassUnit,
    target: &'ast ast::Expr,
    annotation: &'ast ast::Expr,
    value: Option<&'ast ast::Expr>,
) {
    let Some(name) = target.as_name() else { return };
    let ident = Ident::new(name.clone(), target.span);
    if !cu.unit.directives.annotation_typing() {
        return;
    }
    let env = Env::plain(cu.scope);
    let Some(found) = annotations::read(cx, env, annotation, false) else { return };
    if found.class_var || cx.types.find_class_field(cu.class, name).is_some() {
        return;
    }
    // With a value it is an attribute of the class.
    if value.is_none() {
        add_field(cx, cu, &ident, None, found.ty, Access::Private);
    }
}

/// `x = cython.declare(cython.int, visibility="public")` in a class.
fn pure_attribute<'ast>(
    cx: &mut Cx<'ast, '_>,
    cu: &ClassUnit,
    targets: &'ast [ast::Expr],
    value: &'ast ast::Expr,
) -> bool {
    let Some((ty, access)) = variables::declare_call(cx, cu.scope, value) else { return false };
    for t in targets {
        if let Some(name) = t.as_name() {
            add_field(cx, cu, &Ident::new(name.clone(), t.span), None, ty, access);
        }
    }
    true
}

/// `cython.declare(x=cython.int, y=cython.double)` in a class.
fn pure_attributes<'ast>(cx: &mut Cx<'ast, '_>, cu: &ClassUnit, value: &'ast ast::Expr) -> bool {
    let Some(list) = variables::declare_names_call(cx, cu.scope, value) else { return false };
    for (name, ty, access) in list {
        add_field(cx, cu, name, None, ty, access);
    }
    true
}

/// A C method without a body.
fn declare_method<'ast>(
    cx: &mut Cx<'ast, '_>,
    cu: &ClassUnit,
    def: &'ast ast::CVarDef,
    decorated: &Decorated<'ast>,
    base: TypeId,
    declarator: &'ast ast::Declarator,
) {
    let env = Env::plain(cu.scope);
    let is_static = decorated.has_plain("staticmethod");
    let context = DeclContext {
        is_extern: cu.is_extern(cx),
        in_pxd: cu.unit.in_pxd,
        class: Some(cu.class),
        is_static,
        nogil: def.flags.nogil,
    };
    let declared = types::declarator(cx, env, context, base, declarator);
    let Some(name) = declared.name else { return };
    let Some(mut sig) = cx.types.signature(declared.ty).cloned() else { return };
    signature::name_params(cx, env, declarator, &mut sig);
    if !cu.unit.in_pxd && cu.closed {
        let message = format!(
            "C method '{}' not previously declared in definition part of extension type '{}'",
            name.name, cu.name
        );
        if cx.types.classes[cu.class.index()].methods.iter().all(|m| m.name != name.name) {
            cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
            return;
        }
    }
    let shape = MethodShape {
        is_static,
        is_final: decorated.is_on(Directive::Final),
        is_cpdef: def.flags.overridable,
        cname: declared.cname.map(|c| c.text.clone()),
        decorator: def.decorators.first().map(|d| d.span),
    };
    let generic = fused::in_signature(cx, &sig);
    if !generic.is_empty() {
        fused::declare_method(cx, cu, name, &sig, &shape, &generic);
        return;
    }
    add_method(cx, cu, name, sig, &shape);
}

/// What distinguishes C methods of one signature.
#[derive(Clone, Debug, Default)]
pub struct MethodShape {
    pub is_static: bool,
    pub is_final: bool,
    pub is_cpdef: bool,
    pub cname: Option<SmolStr>,
    /// The first decorator: where the statement starts.
    pub decorator: Option<Span>,
}

/// Declares a C method, or finds the declaration that this one repeats. Gives its index in the class.
pub fn add_method(
    cx: &mut Cx<'_, '_>,
    cu: &ClassUnit,
    name: &Ident,
    sig: Signature,
    shape: &MethodShape,
) -> Option<usize> {
    if special::by_name(&name.name).is_some() || matches!(name.name.as_str(), "__new__") {
        let message = "Special methods must be declared with 'def', not 'cdef'";
        cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
        return None;
    }
    check_self(cx, cu, name, &sig, shape.is_static);
    let own = cx.types.classes[cu.class.index()].methods.iter().position(|m| m.name == name.name);
    if let Some(index) = own {
        let known = &cx.types.classes[cu.class.index()].methods[index];
        if !compatible_method(&cx.types, &sig, &known.sig, shape.is_static) {
            let message = "Signature not compatible with previous declaration";
            cx.sink.error(codes::REDECLARED, name.span, message);
            return None;
        }
        // What callers were told stays; names come from the definition.
        let def = &mut cx.types.classes[cu.class.index()].methods[index];
        for (p, new) in def.sig.params.iter_mut().zip(&sig.params) {
            p.name = new.name.clone().or(p.name.take());
            p.not_none |= new.not_none;
        }
        def.is_final |= shape.is_final;
        return Some(index);
    }
    if let Some(old) = cx.scopes.lookup_here(cu.scope, &name.name) {
        let old = old.span;
        cx.redeclared(name, old);
        return None;
    }
    let mut introduced_by = cu.class;
    let base = cx.types.class_of(cx.types.classes[cu.class.index()].base);
    let mut sig = sig;
    if let Some(base) = base
        && let Some((owner, i)) = cx.types.find_class_method(base, &name.name)
    {
        let inherited = &cx.types.classes[owner.index()].methods[i];
        if inherited.is_final {
            cx.sink.error(codes::INVALID_DECLARATION, name.span, "Overriding final methods is not allowed");
        }
        if compatible_method(&cx.types, &sig, &inherited.sig, shape.is_static) {
            if inherited.sig.params.len() == sig.params.len() && inherited.sig.optional == sig.optional {
                introduced_by = inherited.introduced_by;
                // The slot's protocol is the one that callers of the base class follow.
                sig.error = inherited.sig.error.clone();
            }
        } else {
            let message = "Signature not compatible with previous declaration";
            cx.sink.error(codes::REDECLARED, name.span, message);
        }
    } else if cu.closed {
        let message = format!(
            "C method '{}' not previously declared in definition part of extension type '{}'",
            name.name, cu.name
        );
        cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
        return None;
    }
    if shape.is_final && shape.is_cpdef && !cx.types.classes[cu.class.index()].is_final {
        let message = "Only final types can have final Python (def/cpdef) methods";
        let span = shape.decorator.unwrap_or(name.span);
        cx.sink.error(codes::INVALID_DECLARATION, span, message);
    }
    let class_def = &cx.types.classes[cu.class.index()];
    let module = class_def.module.clone();
    let direct = names::mangle_member(names::FUNCTION, &module, &[&class_def.name], &name.name);
    let cname = match &shape.cname {
        Some(c) => c.clone(),
        None => names::member(&name.name),
    };
    let is_final = shape.is_final || class_def.is_final;
    cx.types.classes[cu.class.index()].methods.push(CMethod {
        name: name.name.clone(),
        cname,
        sig,
        is_static: shape.is_static,
        is_final,
        is_cpdef: shape.is_cpdef,
        introduced_by,
        direct_cname: direct,
    });
    note(cx, cu, name);
    Some(cx.types.classes[cu.class.index()].methods.len() - 1)
}

fn check_self(cx: &mut Cx<'_, '_>, cu: &ClassUnit, name: &Ident, sig: &Signature, is_static: bool) {
    if is_static {
        return;
    }
    let class_ty = cx.types.intern(Type::Class(cu.class));
    match sig.params.first() {
        None => {
            let message = format!("C method '{}' has no self argument", name.name);
            cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
        }
        Some(p) if p.ty != class_ty && p.ty != Types::ERROR => {
            let class = cx.types.class_of(p.ty);
            if class.is_none_or(|c| !cx.types.is_subclass(cu.class, c)) {
                let message = format!(
                    "Self argument ({}) of C method '{}' does not match parent type ({})",
                    types::display(cx, p.ty),
                    name.name,
                    cu.name
                );
                cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
            }
        }
        _ => {}
    }
}

/// Whether a method can stand for an inherited or declared one: the same arguments after `self`, perhaps with more
/// optional ones.
fn compatible_method(
    types: &pyxide_types::Types,
    sig: &Signature,
    known: &Signature,
    is_static: bool,
) -> bool {
    let skip = if is_static { 0 } else { 1 };
    let required = |s: &Signature| s.params.len() - s.optional;
    if sig.params.len() < known.params.len() || required(sig) > required(known) {
        return false;
    }
    let same = sig.params.iter().zip(&known.params).skip(skip).all(|(a, b)| a.ty == b.ty);
    let ret = sig.ret == known.ret
        || types.is_object(sig.ret)
            && types.is_object(known.ret)
            && (known.ret == Types::OBJECT
                || matches!((types.class_of(sig.ret), types.class_of(known.ret)), (Some(a), Some(b)) if types.is_subclass(a, b)));
    same && ret && sig.nogil == known.nogil
}

/// A C method with a body.
fn c_method<'ast>(cx: &mut Cx<'ast, '_>, cu: &ClassUnit, def: &'ast ast::CFuncDef) {
    let decorated =
        decorators::collect(cx, cu.unit.scope, &def.decorators, Scopes::FUNCTION, &cu.unit.directives);
    let Some(name) = def.declarator.name() else { return };
    match property_decorator(&decorated) {
        Some((_, MethodKind::PropertyGet)) => return c_property(cx, cu, def, &decorated),
        Some(_) => return cx.not_supported(name.span, "setters of C properties"),
        None => {}
    }
    functions::check_decorators(cx, &decorated);
    let place = cu.place();
    let Some((sig, _)) =
        functions::cdef_signature(cx, &cu.unit, &place, def, &decorated, &FusedBindings::default())
    else {
        return;
    };
    let shape = MethodShape {
        is_static: decorated.has_plain("staticmethod"),
        is_final: decorated.is_on(Directive::Final) || (cu.unit.in_pxd && def.flags.inline),
        is_cpdef: def.flags.overridable,
        cname: def.declarator.cname().map(|c| c.text.clone()),
        decorator: def.decorators.first().map(|d| d.span),
    };
    let generic = fused::in_signature(cx, &sig);
    if !generic.is_empty() {
        fused::specialise_method(cx, cu, &place, def, &decorated, &sig, &shape, &generic);
        return;
    }
    let Some(index) = add_method(cx, cu, name, sig, &shape) else { return };
    if !cu.implements {
        inline_method(cx, cu, &place, def, &decorated, index);
        return;
    }
    if cx.classes.last().is_some_and(|c| c.class == cu.class && c.cmethods.iter().any(|(i, _)| *i == index)) {
        cx.sink.error(codes::REDECLARED, name.span, format!("'{}' already defined", name.name));
        return;
    }
    define_method(cx, cu, &place, def, &decorated, index, Rc::default());
}

/// An inline method in the `.pxd` of another module is compiled here when it is called: it becomes a C function.
fn inline_method<'ast>(
    cx: &mut Cx<'ast, '_>,
    cu: &ClassUnit,
    place: &Place,
    def: &'ast ast::CFuncDef,
    decorated: &Decorated<'ast>,
    index: usize,
) {
    let Some(name) = def.declarator.name() else { return };
    if !def.flags.inline {
        let message = "function definition in pxd file must be declared 'cdef inline'";
        cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
        return;
    }
    let sig = cx.types.classes[cu.class.index()].methods[index].sig.clone();
    let direct = cx.types.classes[cu.class.index()].methods[index].direct_cname.clone();
    let func = functions::add_c_function(cx, &cu.unit, &def.flags, name, None, sig);
    cx.cfuncs[func.index()].cname = direct;
    cx.cfuncs[func.index()].exported = false;
    functions::define_c(cx, place, def, decorated, func, false, Rc::default());
    cx.inline_methods.insert((cu.class, index), func);
}

/// `@property cdef inline T name(self)`: reading the attribute calls a C function.
fn c_property<'ast>(
    cx: &mut Cx<'ast, '_>,
    cu: &ClassUnit,
    def: &'ast ast::CFuncDef,
    decorated: &Decorated<'ast>,
) {
    let Some(name) = def.declarator.name() else { return };
    if !cu.is_extern(cx) {
        functions::check_decorators(cx, decorated);
        return;
    }
    let place = cu.place();
    let Some((sig, _)) =
        functions::cdef_signature(cx, &cu.unit, &place, def, decorated, &FusedBindings::default())
    else {
        return;
    };
    if sig.params.len() != 1 {
        let message = "C property needs exactly one argument";
        cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
        return;
    }
    let class_name = cx.types.classes[cu.class.index()].name.clone();
    let func = functions::add_c_function(cx, &cu.unit, &def.flags, name, None, sig);
    cx.cfuncs[func.index()].cname =
        names::mangle_member(names::FUNCTION, &cu.unit.module, &[&class_name], &format!("{}_get", name.name));
    cx.cfuncs[func.index()].is_inline = true;
    cx.cfuncs[func.index()].exported = false;
    functions::define_c(cx, &place, def, decorated, func, false, Rc::default());
    cx.c_properties.insert((cu.class, name.name.clone()), func);
    note(cx, cu, name);
}

/// The header and job of a C method's body; with `cpdef`, of its Python side too.
pub fn define_method<'ast>(
    cx: &mut Cx<'ast, '_>,
    cu: &ClassUnit,
    place: &Place,
    def: &'ast ast::CFuncDef,
    decorated: &Decorated<'ast>,
    index: usize,
    bindings: Rc<FusedBindings>,
) -> Option<(hir::FuncId, Option<hir::FuncId>)> {
    let name = def.declarator.name()?;
    let function = def.declarator.as_function()?;
    let method = &cx.types.classes[cu.class.index()].methods[index];
    let (sig, is_cpdef) = (method.sig.clone(), method.is_cpdef);
    functions::check_definition(cx, name.span, &sig);
    let params = functions::c_params(function, &sig);
    if functions::yields(&def.body) {
        let message = "'yield' not allowed in a cdef function";
        cx.sink.error(codes::INVALID_OPERATION, name.span, message);
    }
    let doc = functions::docstring(&def.body);
    let header = CHeader {
        name,
        kind: hir::FunctionKind::CMethod(index),
        sig: &sig,
        is_inline: def.flags.inline || decorated.is_on(Directive::Inline),
        doc: doc.clone(),
    };
    let body = functions::c_header(cx, place, header, &params);
    functions::decorated_locals(cx, place, body, decorated, &bindings);
    push_job(cx, cu, body, BodySource::CDef(def), decorated, bindings.clone());
    class_impl(cx, cu).cmethods.push((index, body));
    let mut python = None;
    if is_cpdef {
        let wrapped =
            Wrapped { target: WrappedTarget::Method(cu.class, index), source: BodySource::CDef(def) };
        let is_static = decorated.has_plain("staticmethod");
        let wrapper = functions::wrapper(cx, place, name, &params, doc.clone(), decorated, wrapped, bindings);
        let kind = if is_static { MethodKind::Static } else { MethodKind::Normal };
        add_python_method(cx, cu, &name.name, wrapper, kind);
        cx.declared.insert(name.span, Declared::Def(wrapper));
        python = Some(wrapper);
        method_doctest(cx, cu, &name.name, doc.as_ref());
    }
    Some((body, python))
}

fn push_job<'ast>(
    cx: &mut Cx<'ast, '_>,
    cu: &ClassUnit,
    func: hir::FuncId,
    source: BodySource<'ast>,
    decorated: &Decorated<'ast>,
    fused: Rc<FusedBindings>,
) {
    cx.jobs.push_back(BodyJob {
        func,
        source,
        scope: cu.scope,
        directives: decorated.inner.clone(),
        fused,
        file: cu.unit.file,
        language_level: cu.unit.level,
    });
}

fn class_impl<'c>(cx: &'c mut Cx<'_, '_>, cu: &ClassUnit) -> &'c mut hir::ClassImpl {
    let index = cx.classes.iter().rposition(|c| c.class == cu.class).expect("the class is being implemented");
    &mut cx.classes[index]
}

fn method_doctest(cx: &mut Cx<'_, '_>, cu: &ClassUnit, name: &str, doc: Option<&SmolStr>) {
    functions::note_doctest(cx, &format!("{}.{name}", cu.name), doc);
}

/// Adds a method that Python sees; a later one of the same name replaces an earlier one.
pub fn add_python_method(
    cx: &mut Cx<'_, '_>,
    cu: &ClassUnit,
    name: &SmolStr,
    func: hir::FuncId,
    kind: MethodKind,
) {
    let methods = &mut class_impl(cx, cu).methods;
    let is_property = |k: MethodKind| {
        matches!(k, MethodKind::PropertyGet | MethodKind::PropertySet | MethodKind::PropertyDel)
    };
    methods.retain(|m| m.name != *name || (is_property(m.kind) && is_property(kind) && m.kind != kind));
    methods.push(hir::MethodImpl { name: name.clone(), func, kind });
}

/// A `def` in an extension class.
fn method<'ast>(cx: &mut Cx<'ast, '_>, cu: &ClassUnit, def: &'ast ast::FunctionDef) {
    let name = &def.name;
    let decorated =
        decorators::collect(cx, cu.unit.scope, &def.decorators, Scopes::FUNCTION, &cu.unit.directives);
    let declared_in_pxd = cx.types.classes[cu.class.index()].methods.iter().position(|m| m.name == name.name);
    if let Some(Symbol { kind: SymbolKind::FusedFunc(index), from_pxd: true, .. }) =
        cx.scopes.lookup_here(cu.scope, &name.name)
        && cu.implements
    {
        let index = *index;
        fused::specialise_pure_method(cx, cu, def, &decorated, index);
        return;
    }
    if decorated.is_on(Directive::Cfunc)
        || decorated.is_on(Directive::Ccall)
        || (declared_in_pxd.is_some() && cu.closed && cu.implements)
    {
        pure_method(cx, cu, def, &decorated, declared_in_pxd);
        return;
    }
    if !cu.implements {
        let message = "function definition in pxd file must be declared 'cdef inline'";
        cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
        return;
    }
    let place = cu.place();
    if let Some((property, kind)) = property_decorator(&decorated) {
        let of: SmolStr = property.map_or_else(|| name.name.clone(), SmolStr::from);
        if let Some(extra) = decorated.others.iter().find(|d| !is_property_decorator(&d.expr))
            && decorated.others.len() > 1
        {
            let message = "Property methods with additional decorators are not supported";
            cx.sink.error(codes::INVALID_DECLARATION, extra.span, message);
            return;
        }
        if of != name.name {
            let message = format!("Mismatching property names, expected '{of}', got '{}'", name.name);
            cx.sink.error(codes::INVALID_DECLARATION, decorated.others[0].span, message);
            return;
        }
        accessor(cx, cu, &place, def, &decorated, &of, kind);
        return;
    }
    if let Some(old) = cx.scopes.lookup_here(cu.scope, &name.name)
        && cx.types.find_class_field(cu.class, &name.name).is_some()
    {
        let old = old.span;
        cx.redeclared(name, old);
        return;
    }
    note(cx, cu, name);
    if let Some(row) = special::by_name(&name.name) {
        special_method(cx, cu, &place, def, &decorated, row);
        return;
    }
    let declared = functions::python_function(cx, &place, def, &decorated);
    let is_class =
        decorated.has_plain("classmethod") || functions::is_implicit_classmethod(&place, &name.name);
    let is_static = decorated.has_plain("staticmethod") || decorated.is_on(Directive::Staticmethod);
    let kind = match (is_static, is_class) {
        (true, _) => MethodKind::Static,
        (_, true) => MethodKind::Class,
        _ => MethodKind::Normal,
    };
    if !is_static
        && def.params.posonly.is_empty()
        && def.params.args.is_empty()
        && def.params.vararg.is_none()
    {
        let message =
            format!("Method {} has wrong number of arguments (0 declared, 1 or more expected)", name.name);
        cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
        return;
    }
    if let Declared::Def(func) = declared {
        add_python_method(cx, cu, &name.name, func, kind);
    }
    method_doctest(cx, cu, &name.name, functions::docstring(&def.body).as_ref());
    cx.declared.insert(name.span, declared);
}

fn is_property_decorator(expr: &ast::Expr) -> bool {
    match &expr.kind {
        ExprKind::Name(n) => n == "property",
        ExprKind::Attribute { attr, .. } => matches!(attr.as_str(), "setter" | "deleter" | "getter"),
        _ => false,
    }
}

/// What `@property`, `@x.setter` and the like make of a method; the name for `@x.…`.
fn property_decorator<'a>(decorated: &Decorated<'a>) -> Option<(Option<&'a str>, MethodKind)> {
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
fn property<'ast>(cx: &mut Cx<'ast, '_>, cu: &ClassUnit, name: &Ident, body: &'ast [ast::Stmt]) {
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
            && let Some(m) = class_impl(cx, cu).methods.last().map(|m| m.func)
        {
            cx.func_mut(m).doc = doc.clone().or(cx.func(m).doc.clone());
        }
    }
}

/// A getter, setter or deleter.
fn accessor<'ast>(
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
    if kind != MethodKind::PropertyGet {
        let f = cx.func_mut(func);
        f.ret = Types::INT;
        f.error = ErrorProtocol::Sentinel(Sentinel::Int(-1));
    }
    add_python_method(cx, cu, property, func, kind);
    cx.declared.insert(def.name.span, Declared::Def(func));
    note(cx, cu, &Ident::new(property.clone(), def.name.span));
    if kind == MethodKind::PropertyGet {
        method_doctest(cx, cu, property, functions::docstring(&def.body).as_ref());
    }
}

/// A method that fills a type slot.
fn special_method<'ast>(
    cx: &mut Cx<'ast, '_>,
    cu: &ClassUnit,
    place: &Place,
    def: &'ast ast::FunctionDef,
    decorated: &Decorated<'ast>,
    row: &'static special::Special,
) {
    let mut params = functions::def_params(cx, place, def, decorated, &FusedBindings::default());
    let general = row.params.contains(&"args");
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
    let f = cx.func_mut(func);
    f.ret = ret;
    f.error = error;
    if f.flavour != hir::Flavour::Plain && ret != Types::OBJECT {
        let message = format!("'yield' is not allowed in {}", row.name);
        cx.sink.error(codes::INVALID_OPERATION, def.name.span, message);
    }
    add_python_method(cx, cu, &def.name.name, func, MethodKind::Slot);
    cx.declared.insert(def.name.span, Declared::Def(func));
    method_doctest(cx, cu, &def.name.name, functions::docstring(&def.body).as_ref());
}

/// Parameters that a slot passes as C values have that type unless it is written.
fn fixed_types(cx: &mut Cx<'_, '_>, params: &mut [ParamHeader], row: &special::Special) {
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

fn check_count(
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

/// A `def` that is a C method, by decorator or by the `.pxd`.
fn pure_method<'ast>(
    cx: &mut Cx<'ast, '_>,
    cu: &ClassUnit,
    def: &'ast ast::FunctionDef,
    decorated: &Decorated<'ast>,
    declared: Option<usize>,
) {
    functions::check_pure(cx, def, decorated);
    let place = cu.place();
    let is_static = decorated.has_plain("staticmethod");
    let mut params = functions::def_params(cx, &place, def, decorated, &FusedBindings::default());
    let index = match declared {
        Some(index) => {
            let sig = cx.types.classes[cu.class.index()].methods[index].sig.clone();
            if sig.params.len() != params.len() {
                cx.sink.error(codes::REDECLARED, def.name.span, "wrong number of arguments");
                return;
            }
            for (i, (p, known)) in params.iter_mut().zip(&sig.params).enumerate() {
                p.ty = known.ty;
                cx.types.classes[cu.class.index()].methods[index].sig.params[i].name = Some(p.name.clone());
            }
            index
        }
        None => {
            let sig = functions::pure_signature(
                cx,
                &cu.unit,
                &place,
                def,
                decorated,
                &params,
                &FusedBindings::default(),
            );
            let shape = MethodShape {
                is_static,
                is_final: decorated.is_on(Directive::Final),
                is_cpdef: decorated.is_on(Directive::Ccall),
                cname: None,
                decorator: def.decorators.first().map(|d| d.span),
            };
            let generic = fused::in_signature(cx, &sig);
            if !generic.is_empty() {
                if let Some(index) = fused::declare_method(cx, cu, &def.name, &sig, &shape, &generic)
                    && cu.implements
                {
                    fused::specialise_pure_method(cx, cu, def, decorated, index);
                }
                return;
            }
            match add_method(cx, cu, &def.name, sig, &shape) {
                Some(index) => index,
                None => return,
            }
        }
    };
    if cu.implements {
        define_pure_method(cx, cu, def, decorated, index, params, Rc::default());
    }
}

/// The headers of a `def` that is the C method `index`; gives the Python side of a `cpdef`.
pub fn define_pure_method<'ast>(
    cx: &mut Cx<'ast, '_>,
    cu: &ClassUnit,
    def: &'ast ast::FunctionDef,
    decorated: &Decorated<'ast>,
    index: usize,
    params: Vec<ParamHeader>,
    bindings: Rc<FusedBindings>,
) -> Option<hir::FuncId> {
    let place = cu.place();
    let is_static = decorated.has_plain("staticmethod");
    let method = &cx.types.classes[cu.class.index()].methods[index];
    let (sig, is_cpdef) = (method.sig.clone(), method.is_cpdef);
    let doc = functions::docstring(&def.body);
    let header = CHeader {
        name: &def.name,
        kind: hir::FunctionKind::CMethod(index),
        sig: &sig,
        is_inline: decorated.is_on(Directive::Inline),
        doc: doc.clone(),
    };
    let body = functions::c_header(cx, &place, header, &params);
    functions::decorated_locals(cx, &place, body, decorated, &bindings);
    push_job(cx, cu, body, BodySource::Def(def), decorated, bindings.clone());
    class_impl(cx, cu).cmethods.push((index, body));
    cx.declared.insert(def.name.span, Declared::NoObject);
    if !is_cpdef {
        return None;
    }
    let wrapped = Wrapped { target: WrappedTarget::Method(cu.class, index), source: BodySource::Def(def) };
    let wrapper =
        functions::wrapper(cx, &place, &def.name, &params, doc.clone(), decorated, wrapped, bindings);
    let kind = if is_static { MethodKind::Static } else { MethodKind::Normal };
    add_python_method(cx, cu, &def.name.name, wrapper, kind);
    cx.declared.insert(def.name.span, Declared::Def(wrapper));
    method_doctest(cx, cu, &def.name.name, doc.as_ref());
    Some(wrapper)
}

/// What can only be said of a class after its whole body.
pub fn finish_class(cx: &mut Cx<'_, '_>, cu: &ClassUnit) {
    let def = &cx.types.classes[cu.class.index()];
    let exposed: Vec<usize> = def
        .fields
        .iter()
        .enumerate()
        .filter(|(_, f)| matches!(f.access, Access::Public | Access::ReadOnly))
        .map(|(i, _)| i)
        .collect();
    let at = |name: &str| def.fields.iter().position(|f| f.name == name);
    let (weakref, dict) = (at("__weakref__"), at("__dict__"));
    let missing: Vec<SmolStr> = {
        let done = &cx.classes.iter().rfind(|c| c.class == cu.class).expect("just pushed").cmethods;
        def.methods
            .iter()
            .enumerate()
            .filter(|(i, _)| {
                !done.iter().any(|(d, _)| d == i) && !cx.inline_methods.contains_key(&(cu.class, *i))
            })
            .map(|(_, m)| m.name.clone())
            .collect()
    };
    let ordering = def.facts.total_ordering;
    let class = class_impl(cx, cu);
    class.exposed_fields = exposed;
    class.weakref_field = weakref;
    class.dict_field = dict;
    let span = class.span;
    let has = |name: &str| class.methods.iter().any(|m| m.name == name);
    let has_del = has("__setitem__");
    let _ = has_del;
    let (cinit, eq, orders) =
        (has("__new__"), has("__eq__"), ["__lt__", "__le__", "__gt__", "__ge__"].iter().any(|n| has(n)));
    let richcmp = has("__richcmp__");
    let compares = eq || orders || has("__ne__");
    if cinit {
        let message = "__new__ method of extension type will change semantics in a future version of Pyrex and Cython. Use __cinit__ instead.";
        cx.sink.error(codes::INVALID_DECLARATION, span, message);
    }
    if richcmp && compares {
        let d = Diagnostic::new(
            codes::INVALID_DECLARATION,
            "cannot define both __richcmp__ and individual comparison methods",
        );
        cx.sink.push(d.severity(Severity::Error).at(span));
    }
    if ordering {
        let missing = match (orders, eq) {
            (false, false) => {
                Some("total_ordering directive used, but no comparison and equality methods defined")
            }
            (false, true) => Some("total_ordering directive used, but no comparison methods defined"),
            (true, false) => Some("total_ordering directive used, but no equality method defined"),
            (true, true) => None,
        };
        match missing {
            Some(message) => {
                let d = Diagnostic::new(codes::INVALID_DECLARATION, message);
                cx.sink.push(d.severity(Severity::Warning).at(span));
            }
            None => synthesize::total_ordering(cx, cu),
        }
    }
    synthesize::pickling(cx, cu);
    for name in missing {
        let at: Span = cx.scopes.lookup_here(cu.scope, &name).map_or(span, |s| s.span);
        cx.sink.error(
            codes::INVALID_DECLARATION,
            at,
            format!("C method '{name}' is declared but not defined"),
        );
    }
}

/// The text of a signature for `embedsignature`.
pub fn signature_text(cx: &Cx<'_, '_>, name: &str, params: &[hir::Param], is_method: bool) -> SmolStr {
    let mut parts: Vec<String> = Vec::new();
    let mut star = false;
    for (i, p) in params.iter().enumerate() {
        let ty = if (is_method && i == 0) || p.ty == Types::OBJECT {
            String::new()
        } else {
            format!("{} ", types::display(cx, p.ty).trim_end_matches(" object"))
        };
        let text = match p.kind {
            hir::ParamKind::VarPositional => format!("*{}", p.name),
            hir::ParamKind::VarKeyword => format!("**{}", p.name),
            _ => {
                let default = if p.default.is_some() { "=..." } else { "" };
                format!("{ty}{}{default}", p.name)
            }
        };
        star |= p.kind == hir::ParamKind::VarPositional;
        if p.kind == hir::ParamKind::KeywordOnly && !star {
            star = true;
            parts.push("*".into());
        }
        let last_posonly = p.kind == hir::ParamKind::PositionalOnly
            && params.get(i + 1).is_none_or(|n| n.kind != hir::ParamKind::PositionalOnly);
        parts.push(text);
        if last_posonly {
            parts.push("/".into());
        }
    }
    format!("{name}({})", parts.join(", ")).into()
}
