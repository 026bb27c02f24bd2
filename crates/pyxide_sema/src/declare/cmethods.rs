//! C methods of extension classes: their place in the vtable, their bodies, and the Python side of `cpdef`.
//!
//! A method that has the signature of an inherited one takes its slot; any other gets a new slot, in the order of the
//! text, so that the vtable is laid out as Cython lays it out.

use super::cfunctions::CHeader;
use super::decorators::Decorated;
use super::functions::ParamHeader;
use super::functions::Place;
use super::methods::ClassUnit;
use super::types::DeclContext;
use super::{
    accessors, cfunctions, decorators, functions, fused, methods, names, pure, signature, types, ufunc,
};
use crate::context::{BodyJob, BodySource, Cx, Declared, Env, FusedBindings, Wrapped, WrappedTarget};
use crate::directives::{Directive, Scopes};
use pyxide_diagnostics::{Diagnostic, Span, codes};
use pyxide_hir::{self as hir, MethodKind};
use pyxide_syntax::ast::{self, Ident};
use pyxide_types::{CMethod, ErrorProtocol, Sentinel, Signature, Type, TypeId, Types, special};
use smol_str::SmolStr;
use std::rc::Rc;

/// A C method without a body.
pub fn declare_method<'ast>(
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
        annotations: decorated.directives.annotation_typing(),
    };
    let declared = types::declarator(cx, env, context, base, declarator);
    let Some(name) = &declared.name.map(|n| cu.member(n)) else { return };
    let Some(mut sig) = cx.types.signature(declared.ty).cloned() else { return };
    signature::name_params(cx, env, context, declarator, &mut sig);
    cfunctions::type_by_locals(cx, env, decorated, &mut sig);
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
    if let Some(index) = add_method(cx, cu, name, sig, &shape)
        && !decorated.locals.is_empty()
    {
        cx.declared_method_locals.insert((cu.class, index), decorated.locals.clone());
    }
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
            let previous = cx.scopes.lookup_here(cu.scope, &name.name).map(|s| s.span);
            method_differs(cx, name, previous);
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
        let scope = cx.class_scopes.get(&owner).copied();
        let previous = scope.and_then(|s| cx.scopes.lookup_here(s, &name.name)).map(|s| s.span);
        if let Some(problem) = override_problem(inherited, &sig, shape) {
            let mut error = Diagnostic::new(codes::REDECLARED, problem.0).at(name.span).help(problem.1);
            if let Some(previous) = previous {
                error = error.label(previous, "the inherited method is declared here");
            }
            cx.sink.push(error);
        } else if compatible_method(&cx.types, &sig, &inherited.sig, shape.is_static) {
            // A method that takes more than the inherited one gets a slot of its own; the other calls it.
            if inherited.sig.params.len() == sig.params.len()
                && inherited.sig.optional == sig.optional
                && (inherited.is_cpdef || !shape.is_cpdef)
            {
                introduced_by = inherited.introduced_by;
                // The slot's protocol is the one that callers of the base class follow.
                sig.error = inherited.sig.error.clone();
            }
        } else {
            method_differs(cx, name, previous);
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
    methods::note(cx, cu, name);
    Some(cx.types.classes[cu.class.index()].methods.len() - 1)
}

/// Declares the C method of a base class again, which a plain `def` of a class that a `.pxd` declares overrides. Gives
/// its index in the class.
pub fn override_inherited(cx: &mut Cx<'_, '_>, cu: &ClassUnit, name: &Ident) -> Option<usize> {
    let base = cx.types.class_of(cx.types.classes[cu.class.index()].base)?;
    let (owner, index) = cx.types.find_class_method(base, &name.name)?;
    let inherited = cx.types.classes[owner.index()].methods[index].clone();
    if inherited.is_static {
        return None;
    }
    let mut sig = inherited.sig;
    sig.params.first_mut()?.ty = cx.types.intern(Type::Class(cu.class));
    let shape = MethodShape { is_cpdef: inherited.is_cpdef, ..MethodShape::default() };
    add_method(cx, cu, name, sig, &shape)
}

pub fn check_self(cx: &mut Cx<'_, '_>, cu: &ClassUnit, name: &Ident, sig: &Signature, is_static: bool) {
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
pub fn compatible_method(types: &Types, sig: &Signature, known: &Signature, is_static: bool) -> bool {
    let skip = if is_static { 0 } else { 1 };
    let required = |s: &Signature| s.params.len() - s.optional;
    if sig.params.len() < known.params.len() || required(sig) > required(known) {
        return false;
    }
    let same =
        sig.params.iter().zip(&known.params).skip(skip).all(|(a, b)| same_but_const(types, a.ty, b.ty));
    let ret = same_but_const(types, sig.ret, known.ret)
        || types.is_object(sig.ret)
            && types.is_object(known.ret)
            && (known.ret == Types::OBJECT
                || matches!((types.class_of(sig.ret), types.class_of(known.ret)), (Some(a), Some(b)) if types.is_subclass(a, b)));
    same && ret && sig.nogil == known.nogil
}

/// Why a method of this signature must not override the inherited one, and what to do: callers who only know the base
/// class would miss its exceptions, or Python would not find it.
fn override_problem(inherited: &CMethod, sig: &Signature, shape: &MethodShape) -> Option<(String, String)> {
    let name = &inherited.name;
    if inherited.is_cpdef && !shape.is_cpdef {
        let message = format!("C method '{name}' overrides a 'cpdef' method and must be 'cpdef' too");
        return Some((message, format!("declare it with 'cpdef', or give it a name other than '{name}'")));
    }
    let (own, wanted) = (&sig.error, &inherited.sig.error);
    if own.fits(wanted)
        || matches!((own, wanted), (ErrorProtocol::Sentinel(a) | ErrorProtocol::SentinelCheck(a), ErrorProtocol::SentinelCheck(b)) if a == b)
    {
        return None;
    }
    let message =
        format!("the exception clause of C method '{name}' does not fit that of the method it overrides");
    let help = match wanted {
        ErrorProtocol::Never => {
            "callers of the inherited method do not look for exceptions: declare this one 'noexcept' and handle them, or drop 'noexcept' there"
        }
        _ => "give both methods the same clause",
    };
    Some((message, help.to_string()))
}

/// Whether two types are the same but for `const` at any depth: an override may promise more or less than the method.
fn same_but_const(types: &Types, a: TypeId, b: TypeId) -> bool {
    let (a, b) = (types.unqualified(a), types.unqualified(b));
    a == b
        || matches!((types.get(a), types.get(b)), (Type::Ptr(x), Type::Ptr(y)) if same_but_const(types, *x, *y))
}

/// A C method with a body.
pub fn c_method<'ast>(cx: &mut Cx<'ast, '_>, cu: &ClassUnit, def: &'ast ast::CFuncDef) {
    let decorated =
        decorators::collect(cx, cu.unit.scope, &def.decorators, Scopes::FUNCTION, &cu.unit.directives);
    let Some(name) = &def.declarator.name().map(|n| cu.member(n)) else { return };
    if decorated.is_on(Directive::Ufunc) {
        ufunc::refuse(cx, &def.decorators, name.span, true);
    }
    match accessors::property_decorator(&decorated) {
        Some((of, kind @ (MethodKind::PropertyGet | MethodKind::PropertySet))) => {
            return c_property(cx, cu, def, &decorated, of, matches!(kind, MethodKind::PropertySet));
        }
        Some(_) => {
            let at = decorated.others.first().map_or(name.span, |d| d.span);
            cx.sink.error(codes::INVALID_DECLARATION, at, "Cannot have deleter for C property");
            return;
        }
        None => {}
    }
    pure::check_decorators(cx, &decorated);
    let place = cu.place();
    let Some((sig, _)) =
        cfunctions::cdef_signature(cx, &cu.unit, &place, def, &decorated, &FusedBindings::default())
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
pub fn inline_method<'ast>(
    cx: &mut Cx<'ast, '_>,
    cu: &ClassUnit,
    place: &Place,
    def: &'ast ast::CFuncDef,
    decorated: &Decorated<'ast>,
    index: usize,
) {
    let Some(name) = &def.declarator.name().map(|n| cu.member(n)) else { return };
    if !def.flags.inline {
        let message = "function definition in pxd file must be declared 'cdef inline'";
        cx.sink.error(codes::INVALID_DECLARATION, name.span, message);
        return;
    }
    let sig = cx.types.classes[cu.class.index()].methods[index].sig.clone();
    let direct = cx.types.classes[cu.class.index()].methods[index].direct_cname.clone();
    let func = cfunctions::add_c_function(cx, &cu.unit, &def.flags, name, None, sig);
    cx.cfuncs[func.index()].cname = direct;
    cx.cfuncs[func.index()].exported = false;
    cfunctions::define_c(cx, place, def, decorated, func, false, Rc::default());
    cx.inline_methods.insert((cu.class, index), func);
}

/// `@property cdef inline T name(self)`: reading the attribute calls a C function.
pub fn c_property<'ast>(
    cx: &mut Cx<'ast, '_>,
    cu: &ClassUnit,
    def: &'ast ast::CFuncDef,
    decorated: &Decorated<'ast>,
    of: Option<&str>,
    setter: bool,
) {
    let Some(name) = def.declarator.name() else { return };
    if !cu.is_extern(cx) {
        pure::check_decorators(cx, decorated);
        return;
    }
    let place = cu.place();
    let Some((sig, _)) =
        cfunctions::cdef_signature(cx, &cu.unit, &place, def, decorated, &FusedBindings::default())
    else {
        return;
    };
    if let [_, other, ..] = decorated.others.as_slice() {
        let message = "Cdef functions cannot take arbitrary decorators.";
        cx.sink.error(codes::INVALID_DECLARATION, other.span, message);
        return;
    }
    let known = if setter { &cx.c_setters } else { &cx.c_properties };
    let redeclared = known.contains_key(&(cu.class, name.name.clone()));
    if let Some(problem) = property_problem(cx, &sig, setter, def.flags.inline, of, &name.name, redeclared) {
        let at = decorated.others.first().map_or(name.span, |d| d.span);
        cx.sink.error(codes::INVALID_DECLARATION, at, problem);
        return;
    }
    let what = if setter { "_set" } else { "_get" };
    let class_name = cx.types.classes[cu.class.index()].name.clone();
    let func = cfunctions::add_c_function(cx, &cu.unit, &def.flags, name, None, sig);
    cx.cfuncs[func.index()].cname = names::mangle_member(
        names::FUNCTION,
        &cu.unit.module,
        &[&class_name],
        &format!("{}{what}", name.name),
    );
    cx.cfuncs[func.index()].is_inline = true;
    cx.cfuncs[func.index()].exported = false;
    cfunctions::define_c(cx, &place, def, decorated, func, false, Rc::default());
    if setter {
        cx.c_setters.insert((cu.class, name.name.clone()), func);
        return;
    }
    cx.c_properties.insert((cu.class, name.name.clone()), func);
    methods::note(cx, cu, name);
}

/// What is wrong with the reading or setting function of a C property. `of`: the name before `.setter`.
fn property_problem(
    cx: &Cx<'_, '_>,
    sig: &Signature,
    setter: bool,
    is_inline: bool,
    of: Option<&str>,
    name: &str,
    redeclared: bool,
) -> Option<String> {
    if let Some(of) = of
        && of != name
    {
        return Some(format!("Mismatching C property names, expected '{of}', got '{name}'"));
    }
    let is_void = cx.types.is_void(sig.ret);
    let message = if !is_inline {
        "C property method must be declared 'inline'"
    } else if redeclared {
        "C property redeclared"
    } else if !setter && is_void {
        "C property getter cannot return 'void'"
    } else if !setter && sig.params.len() != 1 {
        "C property getter must have a single (self) argument"
    } else if !setter {
        return None;
    } else if is_void && sig.error != ErrorProtocol::Never {
        "C property setter needs 'noexcept' if declared 'void'"
    } else if !is_void && cx.types.resolve(sig.ret) != Types::INT {
        "C property setter must return void or an 'int' error code, -1 (error) or 0 (ok)"
    } else if matches!(&sig.error, ErrorProtocol::Sentinel(s) | ErrorProtocol::SentinelCheck(s) if *s != Sentinel::Int(-1))
    {
        "C property setter with 'int' return needs explicit 'except -1' or 'except? -1'"
    } else if sig.params.len() != 2 {
        "C property setter must have two arguments (self and value)"
    } else {
        return None;
    };
    Some(message.to_string())
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
    let name = &cu.member(def.declarator.name()?);
    let function = def.declarator.as_function()?;
    let method = &cx.types.classes[cu.class.index()].methods[index];
    let (sig, is_cpdef) = (method.sig.clone(), method.is_cpdef);
    cfunctions::check_definition(cx, name.span, &sig);
    let mut params = cfunctions::c_params(function, &sig);
    for p in &mut params {
        p.name = crate::body::mangled(Some(&cu.name), &p.name);
    }
    functions::refuse_yield(cx, &def.body);
    let doc = functions::docstring(&def.body);
    let header = CHeader {
        name,
        kind: hir::FunctionKind::CMethod(index),
        sig: &sig,
        is_inline: def.flags.inline || decorated.is_on(Directive::Inline),
        doc: doc.clone(),
    };
    let body = cfunctions::c_header(cx, place, header, &params);
    functions::decorated_locals(cx, place, body, decorated, &bindings);
    push_job(cx, cu, body, BodySource::CDef(def), decorated, bindings.clone());
    methods::class_impl(cx, cu).cmethods.push((index, body));
    if !is_cpdef && functions::tests_c_functions(cx) {
        methods::method_doctest(cx, cu, name.span, &name.name, doc.as_ref());
    }
    let mut python = None;
    if is_cpdef {
        let wrapped =
            Wrapped { target: WrappedTarget::Method(cu.class, index), source: BodySource::CDef(def) };
        let is_static = decorated.has_plain("staticmethod");
        let wrapper =
            cfunctions::wrapper(cx, place, name, &params, doc.clone(), decorated, wrapped, bindings);
        let kind = if is_static { MethodKind::Static } else { MethodKind::Normal };
        methods::add_python_method(cx, cu, &name.name, wrapper, kind);
        cx.declared.insert(name.span, Declared::Def(wrapper));
        python = Some(wrapper);
        methods::method_doctest(cx, cu, name.span, &name.name, doc.as_ref());
    }
    Some((body, python))
}

pub fn push_job<'ast>(
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

/// A `def` that is a C method, by decorator or by the `.pxd`.
pub fn pure_method<'ast>(
    cx: &mut Cx<'ast, '_>,
    cu: &ClassUnit,
    def: &'ast ast::FunctionDef,
    decorated: &Decorated<'ast>,
    declared: Option<usize>,
) {
    pure::check_pure(cx, def, decorated);
    let place = cu.place();
    let is_static = decorated.has_plain("staticmethod");
    let mut decorated = decorated.clone();
    if let Some(locals) = declared.and_then(|index| cx.declared_method_locals.get(&(cu.class, index))) {
        decorated.locals.extend(locals);
    }
    let decorated = &decorated;
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
            let sig = pure::pure_signature(
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
                if let Some(index) =
                    fused::declare_method(cx, cu, &cu.member(&def.name), &sig, &shape, &generic)
                    && cu.implements
                {
                    fused::specialise_pure_method(cx, cu, def, decorated, index);
                }
                return;
            }
            match add_method(cx, cu, &cu.member(&def.name), sig, &shape) {
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
    let (place, name) = (cu.place(), &cu.member(&def.name));
    let is_static = decorated.has_plain("staticmethod");
    let method = &cx.types.classes[cu.class.index()].methods[index];
    let (sig, is_cpdef) = (method.sig.clone(), method.is_cpdef);
    let doc = functions::docstring(&def.body);
    let header = CHeader {
        name,
        kind: hir::FunctionKind::CMethod(index),
        sig: &sig,
        is_inline: decorated.is_on(Directive::Inline),
        doc: doc.clone(),
    };
    let body = cfunctions::c_header(cx, &place, header, &params);
    functions::decorated_locals(cx, &place, body, decorated, &bindings);
    push_job(cx, cu, body, BodySource::Def(def), decorated, bindings.clone());
    methods::class_impl(cx, cu).cmethods.push((index, body));
    cx.declared.insert(def.name.span, Declared::NoObject);
    if !is_cpdef {
        return None;
    }
    let wrapped = Wrapped { target: WrappedTarget::Method(cu.class, index), source: BodySource::Def(def) };
    let wrapper = cfunctions::wrapper(cx, &place, name, &params, doc.clone(), decorated, wrapped, bindings);
    let kind = if is_static { MethodKind::Static } else { MethodKind::Normal };
    methods::add_python_method(cx, cu, &name.name, wrapper, kind);
    cx.declared.insert(def.name.span, Declared::Def(wrapper));
    methods::method_doctest(cx, cu, functions::statement_start(def), &name.name, doc.as_ref());
    Some(wrapper)
}

/// Reports a C method whose signature does not fit the one that callers know.
fn method_differs(cx: &mut Cx<'_, '_>, name: &Ident, previous: Option<Span>) {
    let message = format!("the signature of C method '{}' does not fit the one declared before", name.name);
    let mut error = Diagnostic::new(codes::REDECLARED, message).at(name.span);
    if let Some(previous) = previous {
        error = error.label(previous, "previous declaration is here");
    }
    cx.sink.push(error);
}
