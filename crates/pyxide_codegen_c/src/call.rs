//! Calls: arguments as each kind of callee wants them, and the test for an exception by the callee's error protocol.
//!
//! ```text
//! t1 = call GetAttr(x, k0)      →      if (!(t1 = pyx_getattr(x, pyx_k[s_name]))) …
//! ```

use crate::expr::{CExpr, Prec};
use crate::func::FuncPrinter;
use pyxide_diagnostics::Span;
use pyxide_mir::{Callee, Const, Operand, Reg};
use pyxide_types::cdecl::type_name;
use pyxide_types::prims::{ORDERS, ParamMode, Prim};
use pyxide_types::{BuiltinType, ErrorProtocol, Sentinel, Type, TypeId, Types};

/// The test for instances of a builtin class that every class notes in a flag whether it descends from.
fn flag_test(b: BuiltinType) -> Option<&'static str> {
    Some(match b {
        BuiltinType::Type => "PyType_Check",
        BuiltinType::Int => "PyLong_Check",
        BuiltinType::Str => "PyUnicode_Check",
        BuiltinType::Bytes => "PyBytes_Check",
        BuiltinType::List => "PyList_Check",
        BuiltinType::Tuple => "PyTuple_Check",
        BuiltinType::Dict => "PyDict_Check",
        BuiltinType::Bool => "PyBool_Check",
        _ => return None,
    })
}

/// A builtin class without such a flag whose instances are of none of those that have one.
fn is_unflagged(b: BuiltinType) -> bool {
    matches!(
        b,
        BuiltinType::Float
            | BuiltinType::Complex
            | BuiltinType::ByteArray
            | BuiltinType::Set
            | BuiltinType::FrozenSet
    )
}

impl FuncPrinter<'_> {
    /// The condition under which a call has raised; assigns the result inside the condition where C allows. `status`: the
    /// result is a status of which any negative value is the error.
    pub fn call_test(
        &mut self,
        dst: Option<Reg>,
        call: String,
        ret: TypeId,
        protocol: &ErrorProtocol,
        (nogil, status): (bool, bool),
    ) -> String {
        let t = self.types();
        let occurred = if nogil {
            self.cx.unit("exc");
            "pyx_err_occurred_nogil()"
        } else if self.keeps_thread_state {
            self.cx.unit("exc");
            "pyx_raised(thread)"
        } else {
            "PyErr_Occurred()"
        };
        let assign = |this: &Self| {
            dst.map(|d| {
                let e = this.convert(CExpr::atom(call.clone()), ret, this.f.reg(d).ty);
                (this.lvalue(d), e.text)
            })
        };
        match protocol {
            ErrorProtocol::Null => match assign(self) {
                Some((d, c)) => format!("!({d} = {c})"),
                None => format!("!{call}"),
            },
            ErrorProtocol::NullOrStop => match assign(self) {
                Some((d, c)) => format!("!({d} = {c}) && {occurred}"),
                None => format!("!{call} && {occurred}"),
            },
            // Not a number is the one value that differs from itself; a named constant may be it.
            ErrorProtocol::SentinelCheck(s) | ErrorProtocol::Sentinel(s)
                if t.is_float(ret) && may_be_nan(s) =>
            {
                match assign(self) {
                    Some((d, c)) => {
                        self.stmt(&format!("{d} = {c};"));
                        let v = self.sentinel_as(&sentinel(s), ret);
                        format!("({d} != {d} || {d} == {v}) && {occurred}")
                    }
                    None => format!("({call}, {occurred})"),
                }
            }
            ErrorProtocol::Sentinel(s) => {
                let v = sentinel(s);
                match assign(self) {
                    Some((d, c)) if status => format!("({d} = {c}) < 0"),
                    Some((d, c)) => format!("({d} = {c}) == {}", self.sentinel_as(&v, ret)),
                    None if status => format!("{call} < 0"),
                    None => format!("{call} == {}", self.sentinel_as(&v, ret)),
                }
            }
            ErrorProtocol::SentinelCheck(s) => {
                let v = self.sentinel_as(&sentinel(s), ret);
                match assign(self) {
                    Some((d, c)) => format!("({d} = {c}) == {v} && {occurred}"),
                    None => format!("{call} == {v} && {occurred}"),
                }
            }
            ErrorProtocol::Cpp(handler) => {
                let body = match assign(self) {
                    Some((d, c)) if !t.is_void(ret) => format!("{d} = {c};"),
                    _ => format!("{call};"),
                };
                let cfuncs = &self.cx.module.cfuncs;
                let convert = crate::cpp::conversion(handler.as_deref(), |name| {
                    cfuncs.iter().find(|f| f.name == name).map_or(name, |f| f.cname.as_str()).to_string()
                });
                self.stmt(&format!("try {{ {body} }} catch (...) {{ {convert} }}"));
                occurred.to_string()
            }
            ErrorProtocol::Always => match assign(self) {
                Some((d, c)) if !t.is_void(ret) => {
                    self.stmt(&format!("{d} = {c};"));
                    occurred.to_string()
                }
                _ => {
                    self.stmt(&format!("{call};"));
                    occurred.to_string()
                }
            },
            ErrorProtocol::Never => unreachable!("such a call does not end a block"),
        }
    }

    pub fn sentinel_as(&self, v: &str, ret: TypeId) -> String {
        let t = self.types();
        let signed_int = t.int_kind(ret).is_none_or(|k| k.is_signed())
            && !matches!(t.get(t.unqualified(ret)), Type::Typedef(_));
        if v.starts_with('-') && (!signed_int || matches!(t.kind(ret), Type::Enum(_))) {
            format!("({}){v}", type_name(t, t.unqualified(ret)))
        } else {
            v.to_string()
        }
    }

    /// The text of a call and the type it returns.
    pub fn call(&self, callee: &Callee, args: &[Operand], outs: &[Reg], span: Span) -> (String, TypeId) {
        let m = self.cx.module;
        let t = self.types();
        match callee {
            Callee::Prim(Prim::Call)
                if let [Operand::Const(Const::TypeObject(c)), rest @ ..] = args
                    && self.cx.is_local(*c) =>
            {
                let [array, n] = self.array(rest, false);
                let name = self.cx.class_name(*c);
                let class = self.operand(&args[0]).at(Prec::Assign);
                (format!("pyx_call_{name}({class}, {array}, {n}, NULL)"), Types::OBJECT)
            }
            Callee::Prim(p) => {
                let info = p.info();
                if let (Prim::TypeCheck, [object, Operand::Const(Const::BuiltinType(b))]) = (p, args) {
                    let object = self.operand_as(object, info.param(0).0).at(Prec::Assign);
                    if let Some(check) = flag_test(*b) {
                        return (format!("{check}({object})"), info.ret_type());
                    }
                    if is_unflagged(*b) {
                        self.cx.unit(info.unit);
                        let class = b.c_type_object();
                        return (format!("pyx_check_unflagged({object}, &{class})"), info.ret_type());
                    }
                }
                self.cx.unit(info.unit);
                let mut list: Vec<String> = Vec::new();
                if info.has("module") {
                    list.push("&pyx_mod".into());
                }
                if info.has("gen") {
                    list.push("gen".into());
                }
                let mut i = 0;
                while i < args.len() {
                    let (ty, mode) = info.param(i);
                    match mode {
                        ParamMode::Array | ParamMode::StolenArray | ParamMode::Vector => break,
                        _ if info.params.get(i) == Some(&"order") => list.push(self.order(&args[i])),
                        _ => list.push(self.operand_as(&args[i], ty).at(Prec::Assign)),
                    }
                    i += 1;
                }
                if let Some(last @ ("array" | "sarray" | "vector")) = info.params.last().copied() {
                    list.extend(self.array(&args[i..], last == "vector"));
                }
                if info.params.last() == Some(&"outs") {
                    let refs: Vec<String> = outs.iter().map(|&r| self.out_ref(r)).collect();
                    list.push(format!("PYX_PLACES({})", refs.join(", ")));
                    list.push(outs.len().to_string());
                } else {
                    list.extend(outs.iter().map(|&r| self.out_ref(r)));
                }
                if info.has("line") {
                    list.push(self.line_of(span).to_string());
                }
                (format!("{}({})", info.c_name, list.join(", ")), info.ret_type())
            }
            Callee::CFunc(c) => {
                let decl = &m.cfuncs[c.index()];
                let list = self.typed_args(args, &decl.sig);
                (format!("{}({list})", self.cx.cfunc_ref(*c)), decl.sig.ret)
            }
            Callee::Func(id) => {
                let f = &m.functions[id.index()];
                let types: Vec<TypeId> = self.cx.function_params(*id);
                let list: Vec<String> = args
                    .iter()
                    .enumerate()
                    .map(|(i, a)| match types.get(i) {
                        Some(&ty) => self.operand_as(a, ty).at(Prec::Assign),
                        None => self.operand(a).at(Prec::Assign),
                    })
                    .collect();
                (format!("{}({})", f.name, list.join(", ")), f.ret)
            }
            Callee::Ptr(p, sig) => {
                let list = self.typed_args(args, sig);
                (format!("{}({list})", self.operand(p).at(Prec::Postfix)), sig.ret)
            }
            Callee::Virtual(c, i) => {
                let method = &t.classes[c.index()].methods[*i];
                // The slot has the types of the class that introduced it, which an overriding method may narrow.
                let introduced = &t.classes[method.introduced_by.index()];
                let slot = introduced.methods.iter().find(|m| m.name == method.name).unwrap_or(method);
                let list = self.typed_args(args, &slot.sig);
                let vtab = self.vtable_of(&args[0], *c, method.introduced_by);
                (format!("{vtab}->{}({list})", slot.cname), slot.sig.ret)
            }
            Callee::Method(c, i) => {
                let method = &t.classes[c.index()].methods[*i];
                let list = self.typed_args(args, &method.sig);
                let in_vtable =
                    t.has_vtable(*c) && t.classes[c.index()].origin != pyxide_types::Origin::Extern;
                let callee = if in_vtable && !self.cx.is_file_name(&method.direct_cname) {
                    // What another module implements is reached by the vtable of its class.
                    let vtable = &t.classes[method.introduced_by.index()].vtable_cname;
                    self.cx.type_ptr(*c);
                    format!("(({vtable} *){})->{}", self.cx.vtable_ptr(*c), method.cname)
                } else {
                    method.direct_cname.to_string()
                };
                (format!("{callee}({list})"), method.sig.ret)
            }
            Callee::NewScope(s) => {
                self.cx.unit("scope");
                (format!("pyx_new_scope(&{})", self.cx.scope_def(*s)), Types::OBJECT)
            }
            Callee::ReadyClass(c) => {
                let bases = self.operand_as(&args[0], Types::OBJECT).at(Prec::Assign);
                (format!("{}({bases})", self.cx.ready_function(*c)), Types::INT)
            }
            Callee::NewObject(c) => {
                let list: Vec<String> =
                    args.iter().map(|a| self.operand_as(a, Types::OBJECT).at(Prec::Assign)).collect();
                let ty = self.cx.type_ptr(*c);
                (format!("{}->tp_new({}, {})", paren_address(&ty), ty, list.join(", ")), Types::OBJECT)
            }
        }
    }

    /// Which comparison a call is to make, by CPython's name.
    fn order(&self, arg: &Operand) -> String {
        let name = match arg {
            Operand::Const(Const::Int(n, _)) => usize::try_from(n).ok().and_then(|n| ORDERS.get(n)),
            _ => None,
        };
        name.map_or_else(|| self.operand(arg).at(Prec::Assign), |name| name.to_string())
    }

    /// The vtable pointer of an object, as the vtable struct of the class that introduced the method.
    pub fn vtable_of(
        &self,
        object: &Operand,
        class: pyxide_types::ClassId,
        introduced_by: pyxide_types::ClassId,
    ) -> String {
        let t = self.types();
        // The pointer is a member of the first class in the chain that has C methods.
        let owner = self.cx.vtable_owner(class);
        let e = self.operand(object);
        let base = self.instance(e, self.operand_type(object), owner);
        let member = format!("{base}__pyx_vtab");
        if introduced_by == owner {
            member
        } else {
            format!("(({} *){member})", t.classes[introduced_by.index()].vtable_cname)
        }
    }

    fn typed_args(&self, args: &[Operand], sig: &pyxide_types::Signature) -> String {
        let required = sig.params.len() - sig.optional;
        let list: Vec<String> = args
            .iter()
            .enumerate()
            .map(|(i, a)| match sig.params.get(i) {
                Some(p) if i < required => self.operand_as(a, p.ty).at(Prec::Assign),
                _ => self.operand(a).at(Prec::Assign),
            })
            .collect();
        list.join(", ")
    }

    fn array(&self, items: &[Operand], vector: bool) -> [String; 2] {
        if items.is_empty() && !vector {
            return ["NULL".into(), "0".into()];
        }
        let mut list: Vec<String> = Vec::new();
        if vector {
            list.push("NULL".into());
        }
        list.extend(items.iter().map(|a| self.operand_as(a, Types::OBJECT).at(Prec::Assign)));
        [format!("PYX_OBJECTS({})", list.join(", ")), items.len().to_string()]
    }

    pub fn out_ref(&self, r: Reg) -> String {
        let ty = self.f.reg(r).ty;
        let object = self.types().is_object(ty) && !self.cx.is_plain_object(ty);
        format!("{}&{}", if object { "(PyObject **)" } else { "" }, self.lvalue(r))
    }
}

/// A plain `int`/`Py_ssize_t`/`Py_hash_t` status, where any negative value is the error.
pub fn is_status(t: &Types, ret: TypeId) -> bool {
    matches!(t.get(ret), Type::Int(k) if matches!(k, pyxide_types::IntKind::Int | pyxide_types::IntKind::PySsizeT))
}

fn may_be_nan(s: &Sentinel) -> bool {
    match s {
        Sentinel::Float(bits) => f64::from_bits(*bits).is_nan(),
        Sentinel::Named(_) => true,
        _ => false,
    }
}

pub fn sentinel(s: &Sentinel) -> String {
    match s {
        Sentinel::Int(n) => n.to_string(),
        Sentinel::Float(bits) => crate::expr::float_literal(f64::from_bits(*bits)),
        Sentinel::Null => "NULL".into(),
        Sentinel::Named(n) => n.to_string(),
    }
}

fn paren_address(ty: &str) -> String {
    if ty.starts_with('&') { format!("({ty})") } else { ty.to_string() }
}
