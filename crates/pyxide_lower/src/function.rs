//! Functions: their headers, where their locals live, and their bodies.
//!
//! [`declare`] makes the header of every function first, so that calls know how a callee fails; [`lower_body`] fills it.
//! A function that Python calls parses its arguments and runs its body in one C function. A generator is a function
//! that makes the generator object, and a body. A cpdef method is the dispatching function and the undispatched body.

use crate::args::ParamSource;
use crate::cx::{Cx, FnCx, LocalPlace, RetMode};
use pyxide_hir::visit::{Node, walk_stmts};
use pyxide_hir::{self as h, Flavour, FunctionKind, LocalKind, MethodKind, StmtKind, TargetKind};
use pyxide_mir::{
    self as m, Builder, Callee, Const, Convention, FuncId, Function, Linkage, Operand, Place, Proj, PyFuncId,
    Reg, RegKind, Rvalue, Stage, Terminator,
};
use pyxide_types::special::{self, Special};
use pyxide_types::{Access, ClassId, ErrorProtocol, Prim, Sentinel, Signature, TypeId, Types};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

/// The slot line of a function that fills a type slot.
pub(crate) fn slot_of(cx: &Cx, id: h::FuncId) -> Option<&'static Special> {
    let f = &cx.hir.functions[id.index()];
    (cx.info[id.index()].method == Some(MethodKind::Slot)).then(|| special::by_name(&f.name)).flatten()
}

/// Slots whose C status is the method's value.
fn value_slot(name: &str) -> bool {
    matches!(name, "__contains__" | "__bool__" | "__nonzero__")
}

fn minus_one() -> ErrorProtocol {
    ErrorProtocol::Sentinel(Sentinel::Int(-1))
}

/// Return type and error protocol of a slot or property function.
fn slot_result(line: &Special) -> (TypeId, ErrorProtocol) {
    match line.ret {
        "int" => (Types::INT, minus_one()),
        "ssize" => (Types::SSIZE, minus_one()),
        "hash" => (Types::HASH, minus_one()),
        "void" => (Types::VOID, ErrorProtocol::Never),
        _ => (Types::OBJECT, ErrorProtocol::Null),
    }
}

/// A C identifier from any name.
fn sanitize(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

fn empty(f: &h::Function, name: SmolStr, ret: TypeId, error: ErrorProtocol) -> Function {
    Function {
        name,
        display: f.qualname.clone(),
        span: f.span,
        linkage: Linkage::Static,
        convention: Convention::C,
        params: vec![],
        ret,
        error,
        nogil: false,
        varargs: false,
        regs: vec![],
        blocks: vec![],
        stage: Stage::Built,
    }
}

/// Makes the headers of a function.
pub(crate) fn declare(cx: &mut Cx, id: h::FuncId) {
    let f = &cx.hir.functions[id.index()];
    let n = id.index();
    let label = sanitize(&f.name);
    let method = cx.info[n].method;
    let push = |cx: &mut Cx, function: Function| {
        cx.m.functions.push(function);
        FuncId(cx.m.functions.len() as u32 - 1)
    };
    match f.kind {
        FunctionKind::ModuleInit => {
            let func = empty(f, "pyx_module_body".into(), Types::INT, minus_one());
            cx.info[n].func = Some(push(cx, func));
        }
        FunctionKind::GenExpr => declare_generator_body(cx, id, &label),
        FunctionKind::Python => {
            let mut func = empty(f, format!("pyx_py_{n}_{label}").into(), Types::OBJECT, ErrorProtocol::Null);
            let line = slot_of(cx, id);
            let takes_args = line.is_none_or(Special::takes_arguments);
            let is_property = matches!(
                method,
                Some(MethodKind::PropertyGet | MethodKind::PropertySet | MethodKind::PropertyDel)
            );
            if let Some(line) = line {
                (func.ret, func.error) = slot_result(line);
            } else if matches!(method, Some(MethodKind::PropertySet | MethodKind::PropertyDel)) {
                (func.ret, func.error) = (Types::INT, minus_one());
            }
            if takes_args && !is_property {
                let fid = FuncId(cx.m.functions.len() as u32);
                let pyfunc = make_pyfunc(cx, id, fid);
                cx.info[n].pyfunc = Some(pyfunc);
                let has_params = !cx.m.pyfuncs[pyfunc.index()].params.is_empty();
                func.convention = if line.is_some_and(|l| l.params.contains(&"fast")) {
                    Convention::Fastcall(pyfunc)
                } else if line.is_some() || cx.m.pyfuncs[pyfunc.index()].takes_tuple() {
                    Convention::TupleKw(pyfunc)
                } else if has_params {
                    Convention::Fastcall(pyfunc)
                } else {
                    Convention::NoArgs(pyfunc)
                };
            }
            cx.info[n].func = Some(push(cx, func));
            if f.flavour != Flavour::Plain {
                declare_generator_body(cx, id, &label);
            }
        }
        FunctionKind::C(c) => {
            let decl = &cx.hir.cfuncs[c.index()];
            let mut func = empty(f, decl.cname.clone(), decl.sig.ret, decl.sig.error.clone());
            func.nogil = f.nogil || f.with_gil;
            func.varargs = decl.sig.varargs;
            func.linkage = match decl.access {
                Access::Public | Access::PublicApi => Linkage::Public,
                _ if decl.is_inline || f.is_inline => Linkage::StaticInline,
                _ => Linkage::Static,
            };
            push_c_function(cx, id, func);
        }
        FunctionKind::CMethod(i) => {
            let Some(class) = f.class else { return };
            let def = cx.m.types.classes[class.index()].methods[i].clone();
            let mut func = empty(f, def.direct_cname.clone(), def.sig.ret, def.sig.error.clone());
            func.nogil = f.nogil || f.with_gil;
            func.varargs = def.sig.varargs;
            if f.is_inline {
                func.linkage = Linkage::StaticInline;
            }
            let class_final = cx.m.types.classes[class.index()].is_final;
            let dispatches =
                def.is_cpdef && !def.is_final && !class_final && python_side(cx, class, &def.name).is_some();
            if dispatches {
                let mut body = func.clone();
                body.name = format!("{}_direct", def.direct_cname).into();
                cx.info[n].func = Some(push(cx, func));
                cx.info[n].body = Some(push(cx, body));
            } else {
                push_c_function(cx, id, func);
            }
        }
    }
}

/// A function `with gil` is two: one that takes the GIL and calls the other, which releases its objects before the GIL
/// is given back.
fn push_c_function(cx: &mut Cx, id: h::FuncId, func: Function) {
    let held = cx.hir.functions[id.index()].with_gil.then(|| {
        let mut held = func.clone();
        held.name = format!("{}_held", func.name).into();
        held.linkage = Linkage::Static;
        held.nogil = false;
        held
    });
    for (function, is_held) in std::iter::once((func, false)).chain(held.map(|f| (f, true))) {
        cx.m.functions.push(function);
        let pushed = Some(FuncId(cx.m.functions.len() as u32 - 1));
        let info = &mut cx.info[id.index()];
        if is_held {
            info.held = pushed;
        } else {
            info.func = pushed;
        }
    }
}

fn declare_generator_body(cx: &mut Cx, id: h::FuncId, label: &str) {
    let f = &cx.hir.functions[id.index()];
    let name = format!("pyx_gen_{}_{label}", id.index()).into();
    let mut body = empty(f, name, Types::OBJECT, ErrorProtocol::Null);
    body.convention = Convention::Generator;
    cx.m.functions.push(body);
    cx.info[id.index()].body = Some(FuncId(cx.m.functions.len() as u32 - 1));
}

/// The Python-callable method of the same name in the class.
fn python_side(cx: &Cx, class: ClassId, name: &str) -> Option<h::FuncId> {
    let imp = cx.hir.classes.iter().find(|c| c.class == class)?;
    imp.methods.iter().find(|m| m.name == name && m.kind == MethodKind::Normal).map(|m| m.func)
}

/// Whether the first parameter is the instance or class, which the caller passes by itself.
fn has_self(cx: &Cx, id: h::FuncId) -> bool {
    is_method(cx, id) && !self_in_star(cx, id)
}

fn is_method(cx: &Cx, id: h::FuncId) -> bool {
    matches!(cx.info[id.index()].method, Some(k) if k != MethodKind::Static)
}

/// `def method(*args)`: the instance is the first of the arguments.
fn self_in_star(cx: &Cx, id: h::FuncId) -> bool {
    let first = cx.hir.functions[id.index()].params.first();
    is_method(cx, id) && first.is_some_and(|p| p.kind == h::ParamKind::VarPositional)
}

fn make_pyfunc(cx: &mut Cx, id: h::FuncId, func: FuncId) -> PyFuncId {
    let f = &cx.hir.functions[id.index()];
    let method = cx.info[id.index()].method;
    let skip = usize::from(has_self(cx, id));
    let mut params: Vec<m::PyParam> = f
        .params
        .iter()
        .skip(skip)
        .map(|p| m::PyParam {
            name: p.name.clone(),
            kind: match p.kind {
                h::ParamKind::PositionalOnly => m::ParamKind::PositionalOnly,
                h::ParamKind::Normal => m::ParamKind::Normal,
                h::ParamKind::VarPositional => m::ParamKind::VarPositional,
                h::ParamKind::KeywordOnly => m::ParamKind::KeywordOnly,
                h::ParamKind::VarKeyword => m::ParamKind::VarKeyword,
            },
            required: p.default.is_none()
                && !matches!(p.kind, h::ParamKind::VarPositional | h::ParamKind::VarKeyword),
        })
        .collect();
    let mut no_keywords = false;
    if let ([only], false) = (&mut params[..], f.always_allow_keywords)
        && only.kind == m::ParamKind::Normal
        && only.required
    {
        only.kind = m::ParamKind::PositionalOnly;
        no_keywords = true;
    }
    let doc = f.doc.clone();
    let is_param = |i: usize| f.params.iter().any(|p| p.local.index() == i);
    let varnames: Vec<_> = f
        .locals
        .iter()
        .enumerate()
        .filter(|(i, l)| l.kind == LocalKind::Var && !is_param(*i))
        .map(|(_, l)| l.name.clone())
        .collect();
    // The back end writes the names of parameters and variables as indices into the pool.
    for param in f.params.iter().skip(skip) {
        cx.name(&param.name);
    }
    for name in &varnames {
        cx.name(name);
    }
    // Slots have no function object that would tell.
    let own = f.params.first().filter(|_| skip == 1 && f.binding && slot_of(cx, id).is_none());
    let self_name = own.map(|p| p.name.clone());
    if let Some(name) = &self_name {
        cx.name(name);
    }
    cx.m.pyfuncs.push(m::PyFunc {
        name: f.name.clone(),
        qualname: f.qualname.clone(),
        doc,
        func,
        params,
        flags: m::PyFuncFlags {
            is_generator: f.flavour == Flavour::Generator,
            is_coroutine: f.flavour == Flavour::Coroutine,
            is_async_generator: f.flavour == Flavour::AsyncGenerator,
            is_iterable_coroutine: f.flavour == Flavour::IterableCoroutine,
            is_static: method == Some(MethodKind::Static),
            is_class: method == Some(MethodKind::Class),
            is_method: matches!(method, Some(k) if k != MethodKind::Static),
            binding: f.binding,
            no_keywords,
        },
        span: f.span,
        varnames,
        self_name,
    });
    PyFuncId(cx.m.pyfuncs.len() as u32 - 1)
}

/// Lowers the bodies of a function.
pub(crate) fn lower_body(cx: &mut Cx, id: h::FuncId) {
    let f = &cx.hir.functions[id.index()];
    let info = cx.info[id.index()].clone();
    if f.flavour != Flavour::Plain || f.kind == FunctionKind::GenExpr {
        if let Some(stub) = info.func {
            emit(cx, id, stub, |fx| fx.generator_stub(id));
        }
        if let Some(body) = info.body {
            emit(cx, id, body, |fx| fx.generator_body(id));
        }
        return;
    }
    let Some(func) = info.func else { return };
    match f.kind {
        FunctionKind::ModuleInit => emit(cx, id, func, |fx| fx.module_init(id)),
        FunctionKind::C(_) | FunctionKind::CMethod(_) => match info.body {
            Some(body) => {
                emit(cx, id, func, |fx| fx.dispatcher(id, body));
                emit(cx, id, body, |fx| fx.c_function(id));
            }
            None => match info.held {
                Some(held) => {
                    emit(cx, id, func, |fx| fx.gil_taker(id, held));
                    emit(cx, id, held, |fx| fx.c_function(id));
                }
                None => emit(cx, id, func, |fx| fx.c_function(id)),
            },
        },
        _ => emit(cx, id, func, |fx| fx.python_function(id)),
    }
}

fn emit<'a>(cx: &mut Cx<'a>, id: h::FuncId, func: FuncId, body: impl FnOnce(&mut FnCx<'a, '_>)) {
    let f = &cx.hir.functions[id.index()];
    let header = cx.m.functions[func.index()].header();
    let mut fx = FnCx::new(cx, Some((id, f)), Builder::new(header));
    walk_stmts(&f.body, &mut |n| {
        if let Node::Stmt(h::Stmt { kind: StmtKind::Delete(targets), .. }) = n {
            for t in targets {
                if let TargetKind::Local(l) = t.kind {
                    fx.deleted.insert(l);
                }
            }
        }
    });
    body(&mut fx);
    let function = fx.b.finish();
    cx.m.functions[func.index()] = function;
}

/// Registers of a C function's parameters.
struct CParams {
    /// Local, register and type of each parameter that is always given.
    given: Vec<(h::LocalId, Reg, TypeId)>,
    /// Whether not to look for an override.
    skip: Option<Reg>,
    /// The struct with the optional ones.
    pointer: Option<Reg>,
}

impl<'a> FnCx<'a, '_> {
    /// A parameter register of the C convention.
    pub fn param(&mut self, ty: TypeId, name: Option<SmolStr>) -> Reg {
        let r = self.b.func.new_reg(ty, RegKind::Param, name);
        self.b.func.params.push(r);
        r
    }

    /// Gives every local its place. Parameters that arrive in a register of their own type are set by the caller.
    fn place_locals(&mut self, id: h::FuncId) {
        let f = self.source();
        self.locals = vec![LocalPlace::Field(usize::MAX); f.locals.len()];
        for (i, l) in f.locals.iter().enumerate() {
            let field = self.cx.info[id.index()].fields.get(&h::LocalId(i as u32)).copied();
            self.locals[i] = match field {
                Some(n) => LocalPlace::Field(n),
                None => {
                    let ty = self.types().unqualified(l.ty);
                    let kind = if l.kind == LocalKind::Temp { RegKind::Temp } else { RegKind::User };
                    let name = (l.kind != LocalKind::Temp).then(|| l.name.clone());
                    LocalPlace::Reg(self.b.func.new_reg(ty, kind, name))
                }
            };
        }
    }

    /// A local that is in a register uses this one.
    pub fn adopt(&mut self, l: h::LocalId, reg: Reg) -> bool {
        match &mut self.locals[l.index()] {
            LocalPlace::Reg(r) => {
                *r = reg;
                true
            }
            LocalPlace::Field(_) => false,
        }
    }

    /// The closure of a function object's function.
    fn closure_from_self(&mut self, id: h::FuncId, this: Reg) {
        let Some(owner) = self.cx.info[id.index()].closure else { return };
        let Some(scope) = self.cx.info[owner.index()].scope else { return };
        let ty = self.scope_type(scope);
        let closure = self.b.prim_typed(Prim::FuncScope, vec![this.into()], ty);
        self.closure = Some(Place::reg(closure));
    }

    fn module_init(&mut self, id: h::FuncId) {
        self.param(Types::OBJECT, Some("module".into()));
        self.ret = RetMode::Status;
        self.place_locals(id);
        self.enter_scope(id);
        self.ready_classes();
        let f = self.source();
        self.traced(|cx| {
            cx.stmts(&f.body);
            cx.doctests();
            if cx.b.is_reachable() {
                let v = cx.default_return();
                cx.leave_and_return(v);
            }
        });
    }

    /// `__test__`: what `doctest` looks at.
    fn doctests(&mut self) {
        let hir: &'a h::Module = self.cx.hir;
        if hir.doctests.is_empty() || !self.b.is_reachable() {
            return;
        }
        let dict = self.prim_object(Prim::NewDict, vec![], Types::DICT);
        for (name, doc) in &hir.doctests {
            let (key, doc) = (self.cx.str(name), self.cx.str(doc));
            self.effect(Prim::DictSetItem, vec![dict.clone(), key, doc]);
        }
        let name = self.cx.name("__test__");
        self.effect(Prim::SetGlobal, vec![name, dict]);
    }

    fn body_and_return(&mut self) {
        let f = self.source();
        self.traced(|cx| {
            cx.stmts(&f.body);
            if cx.b.is_reachable() {
                let v = cx.default_return();
                cx.leave_and_return(v);
            }
        });
    }

    fn python_function(&mut self, id: h::FuncId) {
        let f = self.source();
        if let Some(line) = slot_of(self.cx, id) {
            self.ret = match line.ret {
                "int" if !value_slot(line.name) => RetMode::Status,
                "void" => RetMode::Void,
                "hash" => RetMode::Hash,
                _ => RetMode::Value,
            };
        } else if self.b.func.ret == Types::INT {
            self.ret = RetMode::Status;
        }
        self.python_params(id);
        if f.with_gil {
            return self.with_gil(|cx| cx.body_and_return());
        }
        self.body_and_return();
    }

    /// Takes the arguments of any function that Python enters, as scope fields or registers.
    fn python_params(&mut self, id: h::FuncId) {
        let f = self.source();
        let line = slot_of(self.cx, id);
        let method = self.cx.info[id.index()].method;
        let with_self = has_self(self.cx, id);
        let parsed = matches!(
            self.b.func.convention,
            Convention::Fastcall(_) | Convention::NoArgs(_) | Convention::TupleKw(_)
        );
        self.place_locals(id);
        // The registers of the C convention come first.
        let self_ty = match f.params.first() {
            Some(p) if with_self && method != Some(MethodKind::Class) => p.ty,
            _ => Types::OBJECT,
        };
        let this = self.param(self_ty, Some("self".into()));
        let mut sources: Vec<(usize, ParamSource)> = vec![];
        if with_self && !f.params.is_empty() {
            sources.push((0, ParamSource::Given(this, self_ty)));
        }
        if !parsed {
            let codes: &[&str] = match (line, method) {
                (Some(line), _) => &line.params[1..],
                (None, Some(MethodKind::PropertySet)) => &["obj"],
                _ => &[],
            };
            for (n, code) in codes.iter().enumerate() {
                let param = f.params.get(n + 1);
                let ty = match *code {
                    "ssize" => Types::SSIZE,
                    "cmp" | "int" => Types::INT,
                    "buffer" => param.map_or(Types::VOID_PTR, |p| p.ty),
                    _ => Types::OBJECT,
                };
                let reg = self.param(ty, param.map(|p| p.name.clone()));
                if param.is_some() {
                    let source = match *code {
                        "opt" => ParamSource::NoneIfNull(reg),
                        "obj" => ParamSource::Object(reg),
                        _ => ParamSource::Given(reg, ty),
                    };
                    sources.push((n + 1, source));
                }
            }
        }
        if method.is_none() {
            self.closure_from_self(id, this);
        }
        if parsed {
            let any_args = line.is_some_and(|l| l.name == "__cinit__") && f.params.len() == 1;
            if let (Some(pyfunc), false) = (self.cx.info[id.index()].pyfunc, any_args) {
                self.parse_args(id, pyfunc, usize::from(with_self), &mut sources);
            }
            if let (true, Some((0, ParamSource::Star(args)))) = (self_in_star(self.cx, id), sources.first()) {
                let args = *args;
                let first = self.prim_object(Prim::BuildTuple, vec![this.into()], Types::TUPLE);
                let all = self.prim_object(Prim::Add, vec![first, args.into()], Types::TUPLE);
                self.b.assign(args, Rvalue::Use(all));
            }
        }
        self.enter_scope(id);
        self.take_params(id, this, sources);
    }

    fn generator_stub(&mut self, id: h::FuncId) {
        self.python_params(id);
        let scope = self.scope.map(|(r, _)| r);
        let v = self.new_generator(id, scope);
        self.b.terminate(Terminator::Return(Some(v)));
    }

    fn generator_body(&mut self, id: h::FuncId) {
        let f = self.source();
        let Some(scope) = self.cx.info[id.index()].scope else { return };
        let ty = self.scope_type(scope);
        let reg = self.param(ty, Some("scope".into()));
        self.scope = Some((reg, scope));
        if self.cx.info[id.index()].closure.is_some() {
            self.closure = Some(Place::reg(reg).then(Proj::ScopeField(scope, 0)));
        }
        self.is_async_gen = f.flavour == Flavour::AsyncGenerator;
        self.place_locals(id);
        self.body_and_return();
    }

    fn c_function(&mut self, id: h::FuncId) {
        let f = self.source();
        self.ret = if self.types().is_void(self.b.func.ret) { RetMode::Void } else { RetMode::Value };
        let with_gil = f.with_gil && self.b.nogil;
        if !self.b.nogil || with_gil {
            return self.c_params(id, with_gil, |cx, _| cx.body_and_return());
        }
        // Without the GIL: object variables live between its `with gil` blocks and are released at the end.
        self.c_params(id, false, |cx, _| {
            let mut assigned = FxHashSet::default();
            walk_stmts(&f.body, &mut |n| {
                if let Node::Target(h::Target { kind: TargetKind::Local(l), .. }) = n {
                    assigned.insert(*l);
                }
            });
            let mut objects = vec![];
            for (i, l) in f.locals.iter().enumerate() {
                let id = h::LocalId(i as u32);
                let LocalPlace::Reg(reg) = cx.locals[i] else { continue };
                // What is no variable is released after its last use, as everywhere.
                if !cx.is_object(l.ty) || !assigned.contains(&id) || l.kind == LocalKind::Temp {
                    continue;
                }
                if cx.b.func.reg(reg).kind == RegKind::Param {
                    let own = cx.b.user(l.ty, l.name.clone());
                    cx.adopt(id, own);
                    cx.with_gil(|cx| cx.b.assign(own, Rvalue::Use(reg.into())));
                    objects.push(own);
                } else {
                    objects.push(reg);
                }
            }
            cx.with_objects(objects, |cx| cx.body_and_return());
        });
    }

    /// Takes the GIL and calls the function that has the body.
    fn gil_taker(&mut self, id: h::FuncId, held: FuncId) {
        if self.c_param_regs(id).is_none() {
            return;
        }
        let ret = self.b.func.ret;
        let args: Vec<Operand> = self.b.func.params.iter().map(|&r| r.into()).collect();
        self.with_gil(|cx| {
            let v = cx.call(Callee::Func(held), args, ret);
            let v = (!cx.types().is_void(ret)).then_some(v);
            cx.leave(0, |cx| cx.b.terminate(Terminator::Return(v)));
        });
    }

    /// Makes the registers of a C function's parameters.
    fn c_param_regs(&mut self, id: h::FuncId) -> Option<(Signature, CParams)> {
        let f = self.source();
        debug_assert!(self.hir.is_some_and(|(own, _)| own == id));
        let sig = match f.kind {
            FunctionKind::C(c) => self.cx.hir.cfuncs[c.index()].sig.clone(),
            FunctionKind::CMethod(i) => match f.class {
                Some(class) => self.types().classes[class.index()].methods[i].sig.clone(),
                None => return None,
            },
            _ => return None,
        };
        let required = f.params.len().min(sig.params.len() - sig.optional);
        let mut given = vec![];
        for (n, p) in f.params[..required].iter().enumerate() {
            // The declared type of `self` is that of the class; it is the local's type too.
            let ty = self.types().unqualified(if self.is_object(p.ty) { p.ty } else { sig.params[n].ty });
            let reg = self.param(ty, Some(p.name.clone()));
            given.push((p.local, reg, ty));
        }
        let skip = sig.skip_dispatch.then(|| self.param(Types::INT, Some("skip_dispatch".into())));
        let pointer = (sig.optional > 0).then(|| {
            let (_, ty) = self.cx.optional_struct(&sig);
            let ty = self.types_mut().ptr(ty);
            self.param(ty, Some("optional".into()))
        });
        Some((sig, CParams { given, skip, pointer }))
    }

    /// Takes the parameters of a C function, then runs `body`, with the GIL when the function takes it.
    fn c_params(&mut self, id: h::FuncId, with_gil: bool, body: impl FnOnce(&mut Self, Option<Reg>)) {
        let f = self.source();
        let Some((sig, CParams { given, skip, pointer })) = self.c_param_regs(id) else { return };
        let required = given.len();
        // A caller without the GIL holds no references: what it passes may be all that keeps an object alive.
        let owns = f.with_gil && !self.b.nogil;
        self.place_locals(id);
        let run = |cx: &mut Self| {
            cx.enter_scope(id);
            for (n, (local, reg, ty)) in given.into_iter().enumerate() {
                let p = &f.params[n];
                if p.refuse_none && cx.is_object(ty) {
                    let name = Const::CStr(p.name.as_bytes().to_vec()).into();
                    cx.effect(Prim::ArgNotNone, vec![reg.into(), name]);
                }
                if owns && cx.is_object(ty) || !cx.adopt(local, reg) {
                    let place = cx.local_place(local);
                    cx.init_place(place, reg.into());
                }
            }
            if let Some(pointer) = pointer {
                let params = &f.params[required..];
                let places: Vec<Place> = params.iter().map(|p| cx.local_place(p.local)).collect();
                cx.read_optional_args(&sig, pointer, &places, |cx, i| cx.default_value(id, &params[i], None));
            }
            body(cx, skip);
        };
        if with_gil { self.with_gil(run) } else { run(self) }
    }

    /// The C side of a cpdef method: an override in a Python subclass is called instead of the body.
    fn dispatcher(&mut self, id: h::FuncId, body: FuncId) {
        let f = self.source();
        self.ret = if self.types().is_void(self.b.func.ret) { RetMode::Void } else { RetMode::Value };
        let with_gil = f.with_gil;
        self.c_params(id, with_gil, |cx, skip| {
            let class = f.class.unwrap_or(ClassId(0));
            let pyfunc = python_side(cx.cx, class, &f.name).and_then(|p| cx.cx.info[p.index()].pyfunc);
            let Some(pyfunc) = pyfunc else { return };
            let ret = cx.b.func.ret;
            let locals: Vec<Operand> = f
                .params
                .iter()
                .map(|p| {
                    let place = cx.local_place(p.local);
                    match place.base_reg() {
                        Some(r) if place.path.is_empty() => r.into(),
                        _ => cx.load(place, p.ty),
                    }
                })
                .collect();
            let args: Vec<Operand> = cx.b.func.params.iter().map(|&r| r.into()).collect();
            let direct = cx.b.new_block();
            let nogil = cx.b.nogil;
            if let Some(skip) = skip {
                let look = cx.b.new_block();
                cx.b.branch(skip, direct, look);
                cx.b.start(look);
            }
            let found = cx.b.temp(Types::OBJECT);
            let call = |cx: &mut Self| {
                let (ask, yes, no) = (cx.b.new_block(), cx.b.new_block(), cx.b.new_block());
                let may = cx.b.prim(Prim::MayOverride, vec![locals[0].clone()]);
                cx.b.branch(may, ask, no);
                cx.b.start(ask);
                let name = cx.cx.name(&f.name);
                let v = cx.prim(Prim::Override, vec![locals[0].clone(), name, Const::PyFunc(pyfunc).into()]);
                cx.b.assign(found, Rvalue::Use(v));
                let none = cx.is_null(found);
                cx.b.branch(none, no, yes);
                cx.b.start(yes);
                let mut values = vec![found.into()];
                for (v, p) in locals[1..].iter().zip(&f.params[1..]) {
                    values.push(cx.to_object(v.clone(), p.ty, Types::OBJECT));
                }
                let result = cx.prim(Prim::Call, values);
                let v = match cx.ret {
                    RetMode::Void => {
                        cx.drop_result(&result);
                        None
                    }
                    _ if cx.is_object(ret) => Some(cx.type_test(result, ret, true)),
                    _ => Some(cx.convert_from_object(result, ret)),
                };
                cx.leave(0, |cx| cx.b.terminate(Terminator::Return(v)));
                cx.b.start(no);
            };
            if nogil {
                cx.with_gil(call)
            } else {
                call(cx)
            }
            cx.b.goto(direct);
            cx.b.start(direct);
            let v = cx.call(Callee::Func(body), args, ret);
            let v = (!cx.types().is_void(ret)).then_some(v);
            cx.leave(0, |cx| cx.b.terminate(Terminator::Return(v)));
        });
    }
}
