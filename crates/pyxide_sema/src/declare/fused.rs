//! Fused types and the functions that have them.
//!
//! A function whose parameters mention fused types is analysed once for every combination of their members. The
//! combinations are numbered as Cython numbers them: fused types in the order in which the parameters first mention
//! them, the first one varying slowest.

use super::cmethods::MethodShape;
use super::decorators::Decorated;
use super::functions::Place;
use super::methods::ClassUnit;
use super::{Unit, cfunctions, cmethods, functions, pure, types};
use crate::context::{BodySource, Cx, Declared, Env, FusedBindings, FusedFunction, WrappedTarget};
use crate::scope::{Symbol, SymbolKind};
use pyxide_diagnostics::codes;
use pyxide_syntax::ast::{self, Ident};
use pyxide_types::display::display;
use pyxide_types::{FusedDef, FusedId, SigParam, Signature, Type, TypeId, Types};
use smol_str::SmolStr;
use std::rc::Rc;

/// `ctypedef fused name:`
pub fn define<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, def: &'ast ast::FusedDef) {
    let env = Env::plain(unit.scope);
    let mut members: Vec<TypeId> = Vec::new();
    for ty in &def.types {
        let t = types::resolve(cx, env, ty);
        // A fused type in a fused type stands for its members.
        let add = match cx.types.get(t) {
            Type::Fused(f) => cx.types.fused[f.index()].members.clone(),
            Type::Error => continue,
            _ => vec![t],
        };
        for t in add {
            if members.contains(&t) {
                if matches!(cx.types.get(t), Type::Fused(_)) {
                    continue;
                }
                let message = "Type specified multiple times";
                cx.sink.error(codes::INVALID_DECLARATION, ty.span, message);
                continue;
            }
            members.push(t);
        }
    }
    cx.types.fused.push(FusedDef { name: def.name.name.clone(), members });
    let id = FusedId(cx.types.fused.len() as u32 - 1);
    cx.declare(unit, &def.name, SymbolKind::Fused(id));
}

/// `name = cython.fused_type(T, U)` in pure Python mode.
pub fn pure_define<'ast>(
    cx: &mut Cx<'ast, '_>,
    unit: &Unit,
    targets: &'ast [ast::Expr],
    value: &'ast ast::Expr,
) -> bool {
    let ast::ExprKind::Call { func, args } = &value.kind else { return false };
    let is_fused = super::decorators::cython_path(cx, unit.scope, func)
        .is_some_and(|p| p.len() == 1 && p[0] == "fused_type");
    let [target] = targets else { return false };
    let Some(name) = target.as_name().filter(|_| is_fused) else { return false };
    let mut members = Vec::new();
    for arg in args {
        match types::expr_as_type(cx, Env::plain(unit.scope), arg.value(), true) {
            Some(t) => match cx.types.get(t) {
                Type::Fused(f) => members.extend(cx.types.fused[f.index()].members.clone()),
                _ => members.push(t),
            },
            None => cx.sink.error(codes::UNDECLARED_NAME, arg.value().span, "Unknown type"),
        }
    }
    cx.types.fused.push(FusedDef { name: name.clone(), members });
    let id = FusedId(cx.types.fused.len() as u32 - 1);
    cx.declare(unit, &Ident::new(name.clone(), target.span), SymbolKind::Fused(id));
    true
}

/// The fused types that types mention, in order.
pub fn in_types(cx: &Cx<'_, '_>, types: &[TypeId]) -> Vec<FusedId> {
    let mut found = Vec::new();
    for &t in types {
        mentioned(&cx.types, t, &mut found);
    }
    found
}

/// The fused types of a signature: of its parameters, then of its result.
pub fn in_signature(cx: &Cx<'_, '_>, sig: &Signature) -> Vec<FusedId> {
    let mut list: Vec<TypeId> = sig.params.iter().map(|p| p.ty).collect();
    list.push(sig.ret);
    in_types(cx, &list)
}

/// Reports a result whose fused type no argument settles.
pub fn unknown_result(cx: &mut Cx<'_, '_>, span: pyxide_diagnostics::Span, sig: &Signature) -> bool {
    let params: Vec<TypeId> = sig.params.iter().map(|p| p.ty).collect();
    let known = in_types(cx, &params);
    let unknown = in_types(cx, &[sig.ret]).iter().any(|f| !known.contains(f));
    if unknown {
        let message = "Return type is a fused type that cannot be determined from the function arguments";
        cx.sink.error(codes::INVALID_DECLARATION, span, message);
    }
    unknown
}

fn mentioned(types: &Types, ty: TypeId, found: &mut Vec<FusedId>) {
    match types.get(ty) {
        Type::Fused(f) if !found.contains(f) => found.push(*f),
        Type::Ptr(t) | Type::Array(t, _) | Type::Const(t) | Type::Volatile(t) | Type::MemoryView(t, _) => {
            mentioned(types, *t, found)
        }
        Type::CTuple(items) => items.iter().for_each(|t| mentioned(types, *t, found)),
        Type::Func(sig) => {
            sig.params.iter().for_each(|p| mentioned(types, p.ty, found));
            mentioned(types, sig.ret, found);
        }
        Type::Typedef(t) => mentioned(types, types.typedefs[t.index()].base, found),
        _ => {}
    }
}

/// A type with the chosen members in place of fused types.
pub fn substitute(types: &mut Types, ty: TypeId, bindings: &FusedBindings) -> TypeId {
    match types.get(ty).clone() {
        Type::Fused(f) => bindings.get(&f).copied().unwrap_or(ty),
        Type::Ptr(t) => {
            let t = substitute(types, t, bindings);
            types.ptr(t)
        }
        Type::Array(t, len) => {
            let t = substitute(types, t, bindings);
            types.intern(Type::Array(t, len))
        }
        Type::Const(t) => {
            let t = substitute(types, t, bindings);
            if types.is_object(t) { t } else { types.constant(t) }
        }
        Type::Volatile(t) => {
            let t = substitute(types, t, bindings);
            types.intern(Type::Volatile(t))
        }
        Type::MemoryView(t, axes) => {
            let t = substitute(types, t, bindings);
            types.intern(Type::MemoryView(t, axes))
        }
        Type::CTuple(items) => {
            let items = items.into_iter().map(|t| substitute(types, t, bindings)).collect();
            types.intern(Type::CTuple(items))
        }
        Type::Func(sig) => {
            let sig = substitute_signature(types, &sig, bindings);
            types.func(sig)
        }
        _ => ty,
    }
}

fn substitute_signature(types: &mut Types, sig: &Signature, bindings: &FusedBindings) -> Signature {
    let params =
        sig.params.iter().map(|p| SigParam { ty: substitute(types, p.ty, bindings), ..p.clone() }).collect();
    let ret = substitute(types, sig.ret, bindings);
    let error = if types.is_object(ret) { pyxide_types::ErrorProtocol::Null } else { sig.error.clone() };
    Signature { ret, params, error, ..sig.clone() }
}

/// All combinations, with the suffix that names each (`0_1`).
pub fn combinations(types: &Types, fused: &[FusedId]) -> Vec<(String, FusedBindings)> {
    let mut all = vec![(String::new(), FusedBindings::default())];
    for f in fused {
        let members = &types.fused[f.index()].members;
        let mut next = Vec::with_capacity(all.len() * members.len());
        for (suffix, bindings) in &all {
            for (i, &member) in members.iter().enumerate() {
                let mut bindings = bindings.clone();
                bindings.insert(*f, member);
                let suffix = if suffix.is_empty() { i.to_string() } else { format!("{suffix}_{i}") };
                next.push((suffix, bindings));
            }
        }
        all = next;
    }
    all
}

/// The name of one specialisation.
fn special_name(name: &Ident, suffix: &str) -> Ident {
    Ident::new(format!("__pyx_fuse_{suffix}{}", name.name), name.span)
}

/// The specialisations of a `def`.
pub fn specialise_def<'ast>(
    cx: &mut Cx<'ast, '_>,
    place: &Place,
    def: &'ast ast::FunctionDef,
    decorated: &Decorated<'ast>,
    generic: &[FusedId],
) -> Declared {
    let mut made = Vec::new();
    let mut choices = Vec::new();
    for (_, bindings) in combinations(&cx.types, generic) {
        let params = functions::def_params(cx, place, def, decorated, &bindings);
        choices.push(bindings.clone());
        let func = functions::python_header(cx, place, def, decorated, params, Rc::new(bindings));
        plain_function(cx, func);
        made.push(func);
    }
    cx.fused_functions.push(FusedFunction {
        name: def.name.name.clone(),
        source: BodySource::Def(def),
        scope: place.scope,
        fused: generic.to_vec(),
        choices,
        specialisations: Vec::new(),
        methods: Vec::new(),
        py_specialisations: made,
    });
    Declared::Fused(cx.fused_functions.len() - 1)
}

/// A C function with fused types and no body yet.
pub fn declare_c(
    cx: &mut Cx<'_, '_>,
    unit: &Unit,
    flags: &ast::DeclFlags,
    name: &Ident,
    sig: &Signature,
    generic: &[FusedId],
) -> Option<usize> {
    if let Some(Symbol { kind: SymbolKind::FusedFunc(index), .. }) =
        cx.scopes.lookup_here(unit.scope, &name.name)
    {
        return Some(*index);
    }
    let is_extern = unit.is_extern || flags.visibility == ast::Visibility::Extern;
    let mut list = Vec::new();
    let mut choices = Vec::new();
    for (suffix, bindings) in combinations(&cx.types, generic) {
        let generic_sig = sig;
        let sig = substitute_signature(&mut cx.types, sig, &bindings);
        // Cython's other name for it lists the types of the arguments that are fused.
        let chosen: Vec<String> = generic_sig
            .params
            .iter()
            .zip(&sig.params)
            .filter(|(fused, chosen)| fused.ty != chosen.ty)
            .map(|(_, p)| match cx.types.get(p.ty) {
                Type::Builtin(b) => b.py_name().into(),
                _ => display(&cx.types, p.ty),
            })
            .collect();
        // Of a C header there is one function (or macro) for all types.
        let special = if is_extern { name.clone() } else { special_name(name, &suffix) };
        let func = cfunctions::add_c_function(cx, unit, flags, &special, None, sig);
        let decl = &mut cx.cfuncs[func.index()];
        decl.name = name.name.clone();
        decl.capi_alias = Some(format!("{}[{}]", name.name, chosen.join(",")).into());
        choices.push(bindings.clone());
        list.push((bindings, func));
    }
    cx.fused_functions.push(FusedFunction {
        name: name.name.clone(),
        source: BodySource::CpdefWrapper,
        scope: unit.scope,
        fused: generic.to_vec(),
        choices,
        specialisations: list,
        methods: Vec::new(),
        py_specialisations: Vec::new(),
    });
    let index = cx.fused_functions.len() - 1;
    cx.declare(unit, name, SymbolKind::FusedFunc(index));
    if flags.overridable && unit.own {
        cx.add_global(&name.name);
    }
    Some(index)
}

/// The specialisations of a `cdef`/`cpdef` function with a body.
pub fn specialise_cdef<'ast>(
    cx: &mut Cx<'ast, '_>,
    unit: &Unit,
    place: &Place,
    def: &'ast ast::CFuncDef,
    decorated: &Decorated<'ast>,
    sig: &Signature,
    generic: &[FusedId],
) {
    let Some(name) = def.declarator.name() else { return };
    let Some(index) = declare_c(cx, unit, &def.flags, name, sig, generic) else { return };
    cx.fused_functions[index].source = BodySource::CDef(def);
    let list = cx.fused_functions[index].specialisations.clone();
    if list.iter().any(|(_, f)| cx.cfuncs[f.index()].func.is_some()) {
        cx.redeclared(name, name.span);
        return;
    }
    for (bindings, func) in list {
        if let Some((sig, _)) = cfunctions::cdef_signature(cx, unit, place, def, decorated, &bindings) {
            cx.cfuncs[func.index()].sig = sig;
        }
        let is_cpdef = def.flags.overridable && unit.own;
        let made = cfunctions::define_c(cx, place, def, decorated, func, is_cpdef, Rc::new(bindings));
        cx.fused_functions[index].py_specialisations.extend(made);
    }
    if def.flags.overridable && unit.own {
        cx.declared.insert(name.span, Declared::Fused(index));
    }
}

/// The specialisations of a `def` that decorators make a C function.
pub fn specialise_pure<'ast>(
    cx: &mut Cx<'ast, '_>,
    unit: &Unit,
    place: &Place,
    def: &'ast ast::FunctionDef,
    decorated: &Decorated<'ast>,
    flags: &ast::DeclFlags,
    generic: &[FusedId],
) {
    let params = functions::def_params(cx, place, def, decorated, &FusedBindings::default());
    let sig = pure::pure_signature(cx, unit, place, def, decorated, &params, &FusedBindings::default());
    let Some(index) = declare_c(cx, unit, flags, &def.name, &sig, generic) else { return };
    cx.fused_functions[index].source = BodySource::Def(def);
    let list = cx.fused_functions[index].specialisations.clone();
    for (bindings, func) in list {
        let params = functions::def_params(cx, place, def, decorated, &bindings);
        let sig = pure::pure_signature(cx, unit, place, def, decorated, &params, &bindings);
        cx.cfuncs[func.index()].sig = sig;
        let made =
            pure::define_pure(cx, place, def, decorated, func, flags.overridable, params, Rc::new(bindings));
        cx.fused_functions[index].py_specialisations.extend(made);
    }
    let declared = if flags.overridable { Declared::Fused(index) } else { Declared::NoObject };
    cx.declared.insert(def.name.span, declared);
}

/// A C method with fused types: one method of the class for every combination.
pub fn declare_method(
    cx: &mut Cx<'_, '_>,
    cu: &ClassUnit,
    name: &Ident,
    sig: &Signature,
    shape: &MethodShape,
    generic: &[FusedId],
) -> Option<usize> {
    if let Some(Symbol { kind: SymbolKind::FusedFunc(index), .. }) =
        cx.scopes.lookup_here(cu.scope, &name.name)
    {
        return Some(*index);
    }
    let mut list = Vec::new();
    let mut choices = Vec::new();
    for (suffix, bindings) in combinations(&cx.types, generic) {
        let sig = substitute_signature(&mut cx.types, sig, &bindings);
        let method = cmethods::add_method(cx, cu, &special_name(name, &suffix), sig, shape)?;
        choices.push(bindings);
        list.push((cu.class, method));
    }
    cx.fused_functions.push(FusedFunction {
        name: name.name.clone(),
        source: BodySource::CpdefWrapper,
        scope: cu.scope,
        fused: generic.to_vec(),
        choices,
        specialisations: Vec::new(),
        methods: list,
        py_specialisations: Vec::new(),
    });
    let index = cx.fused_functions.len() - 1;
    let symbol = Symbol {
        name: name.name.clone(),
        span: name.span,
        kind: SymbolKind::FusedFunc(index),
        from_pxd: cu.unit.in_pxd,
    };
    cx.scopes.define(cu.scope, symbol);
    Some(index)
}

/// The specialisations of a C method with a body.
#[expect(clippy::too_many_arguments, reason = "one caller, which has each of these at hand")]
pub fn specialise_method<'ast>(
    cx: &mut Cx<'ast, '_>,
    cu: &ClassUnit,
    place: &Place,
    def: &'ast ast::CFuncDef,
    decorated: &Decorated<'ast>,
    sig: &Signature,
    shape: &MethodShape,
    generic: &[FusedId],
) {
    let Some(name) = &def.declarator.name().map(|n| cu.member(n)) else { return };
    let Some(index) = declare_method(cx, cu, name, sig, shape, generic) else { return };
    cx.fused_functions[index].source = BodySource::CDef(def);
    if !cu.implements {
        cx.not_supported(name.span, "fused inline methods in a declaration file");
        return;
    }
    let pairs: Vec<_> = cx.fused_functions[index]
        .choices
        .iter()
        .cloned()
        .zip(cx.fused_functions[index].methods.clone())
        .collect();
    for (bindings, (_, method)) in pairs {
        let made = cmethods::define_method(cx, cu, place, def, decorated, method, Rc::new(bindings));
        if let Some((_, Some(python))) = made {
            cx.fused_functions[index].py_specialisations.push(python);
        }
    }
    if shape.is_cpdef {
        let parts = cx.fused_functions[index].py_specialisations.clone();
        hide_parts(cx, cu, &parts);
        cx.declared.insert(name.span, Declared::Fused(index));
    }
}

/// The specialisations of a `def` that is a C method with fused types, declared as `index`.
pub fn specialise_pure_method<'ast>(
    cx: &mut Cx<'ast, '_>,
    cu: &ClassUnit,
    def: &'ast ast::FunctionDef,
    decorated: &Decorated<'ast>,
    index: usize,
) {
    pure::check_pure(cx, def, decorated);
    cx.fused_functions[index].source = BodySource::Def(def);
    let function = &cx.fused_functions[index];
    let pairs: Vec<_> = function.choices.iter().cloned().zip(function.methods.clone()).collect();
    let mut parts = Vec::new();
    for (bindings, (class, method)) in pairs {
        let mut params = functions::def_params(cx, &cu.place(), def, decorated, &bindings);
        let sig = &cx.types.classes[class.index()].methods[method].sig;
        if sig.params.len() != params.len() {
            cx.sink.error(codes::REDECLARED, def.name.span, "wrong number of arguments");
            return;
        }
        for (p, known) in params.iter_mut().zip(&sig.params) {
            p.ty = known.ty;
        }
        parts.extend(cmethods::define_pure_method(cx, cu, def, decorated, method, params, Rc::new(bindings)));
    }
    if !parts.is_empty() {
        hide_parts(cx, cu, &parts);
        cx.fused_functions[index].py_specialisations = parts;
        cx.declared.insert(def.name.span, Declared::Fused(index));
    }
}

/// A part of a fused method is no method of its class by itself: the object that dispatches is, and it passes `self`.
fn plain_function(cx: &mut Cx<'_, '_>, func: pyxide_hir::FuncId) {
    let f = cx.func_mut(func);
    f.class = None;
    f.is_static_method = false;
}

/// Python sees one object that dispatches, not its parts.
fn hide_parts(cx: &mut Cx<'_, '_>, cu: &ClassUnit, parts: &[pyxide_hir::FuncId]) {
    if let Some(class) = cx.classes.iter_mut().rfind(|c| c.class == cu.class) {
        class.methods.retain(|m| !parts.contains(&m.func));
    }
    parts.iter().for_each(|&part| plain_function(cx, part));
}

/// The specialisation of a fused function for chosen member types.
pub fn chosen(function: &FusedFunction<'_>, bindings: &FusedBindings) -> Option<usize> {
    function.choices.iter().position(|c| c == bindings)
}

/// What a specialisation is called through, when it is a C function or method.
pub fn target(function: &FusedFunction<'_>, index: usize) -> Option<WrappedTarget> {
    match (function.specialisations.get(index), function.methods.get(index)) {
        (Some((_, func)), _) => Some(WrappedTarget::CFunc(*func)),
        (None, Some(&(class, method))) => Some(WrappedTarget::Method(class, method)),
        (None, None) => None,
    }
}

/// The members of a fused type that a name written in an index selects (`f[int]`, `f["double"]`).
pub fn member_by_name(cx: &Cx<'_, '_>, fused: FusedId, name: &str) -> Option<TypeId> {
    let members = &cx.types.fused[fused.index()].members;
    members.iter().copied().find(|&t| member_name(cx, t) == name)
}

/// How a member is written in an index from Python.
pub fn member_name(cx: &Cx<'_, '_>, ty: TypeId) -> SmolStr {
    match cx.types.get(ty) {
        Type::Builtin(b) => b.py_name().into(),
        Type::Object => "object".into(),
        _ => types::display(cx, ty).into(),
    }
}
