//! The printed form of MIR.
//!
//! Needs nothing but the module; the output is stable and complete but for spans, so that [`crate::parser`] reads
//! it back. A temporary shows its type where it is set; parameters and variables are declared at the top of the
//! function. What follows `;` is a comment: it tells what an id stands for.
//!
//! ```text
//! func f0 "pyx_f_add" "add" static c (r0) -> object ! null
//!   let r0 x: object param
//! b0:
//!   r1: object = call Add(r0, k0)  ; k0 = 1
//!   return r1
//! ```

use crate::*;
use pyxide_types::{
    ArrayLen, ComplexKind, ErrorProtocol, FloatKind, Sentinel, Signature, Type, TypeId, Types, ViewAxis,
};
use std::fmt::Write;

/// The whole module: its tables, then its functions in order.
pub fn print(module: &Module) -> String {
    let mut out = format!("module {} init {}\n", module.name, module.init);
    for (i, c) in module.consts.iter().enumerate() {
        let _ = writeln!(out, "const k{i} = {}", const_object(c));
    }
    for (i, c) in module.cfuncs.iter().enumerate() {
        let _ = writeln!(out, "cfunc c{i} {} : {}", c.cname, signature(&module.types, &c.sig));
    }
    for (i, v) in module.cvars.iter().enumerate() {
        let _ = writeln!(out, "cvar v{i} {} : {}", v.cname, type_text(&module.types, v.ty));
    }
    for (i, s) in module.statics.iter().enumerate() {
        let _ = writeln!(out, "static s{i} {} : {}", s.name, type_text(&module.types, s.ty));
    }
    for (i, s) in module.types.scopes.iter().enumerate() {
        let fields: Vec<String> =
            s.fields.iter().map(|f| format!("{}: {}", f.name, type_text(&module.types, f.ty))).collect();
        let _ = writeln!(out, "scope {i} {} {{{}}}", s.cname, fields.join(", "));
    }
    for (i, p) in module.pyfuncs.iter().enumerate() {
        let params: Vec<String> = p
            .params
            .iter()
            .map(|p| format!("{:?} {}{}", p.kind, p.name, if p.required { "" } else { "?" }))
            .collect();
        let _ = writeln!(out, "pyfunc p{i} {} {} ({})", p.qualname, p.func, params.join(", "));
    }
    for c in &module.classes {
        print_class(module, c, &mut out);
    }
    for i in 0..module.functions.len() {
        out.push('\n');
        out.push_str(&print_function(module, FuncId(i as u32)));
    }
    out
}

fn print_class(module: &Module, c: &Class, out: &mut String) {
    let def = &module.types.classes[c.class.index()];
    let _ = writeln!(out, "class {}", def.name);
    for m in &c.methods {
        let _ = writeln!(out, "  method {} {}", m.name, m.pyfunc);
    }
    for (name, f) in &c.slots {
        let _ = writeln!(out, "  slot {name} {f}");
    }
    for p in &c.properties {
        let show = |f: Option<FuncId>| f.map_or("-".to_string(), |f| f.to_string());
        let _ = writeln!(out, "  property {} {} {} {}", p.name, show(p.get), show(p.set), show(p.del));
    }
    for (i, f) in &c.cmethods {
        let _ = writeln!(out, "  cmethod {} {f}", def.methods[*i].name);
    }
    for (i, get, set) in &c.exposed {
        let set = set.map_or("-".to_string(), |f| f.to_string());
        let _ = writeln!(out, "  exposed {} {get} {set}", def.fields[*i].name);
    }
}

/// One function.
pub fn print_function(module: &Module, id: FuncId) -> String {
    let f = &module.functions[id.index()];
    let mut p = Printer { module, f, out: String::new(), notes: vec![] };
    p.function(id);
    p.out
}

/// One operation, as messages of the verifier show it.
pub fn print_op(module: &Module, f: &Function, op: &OpKind) -> String {
    let mut p = Printer { module, f, out: String::new(), notes: vec![] };
    p.op(op);
    p.out
}

struct Printer<'a> {
    module: &'a Module,
    f: &'a Function,
    out: String,
    notes: Vec<String>,
}

impl Printer<'_> {
    fn push(&mut self, text: impl AsRef<str>) {
        self.out.push_str(text.as_ref());
    }

    fn ty(&self, ty: TypeId) -> String {
        type_text(&self.module.types, ty)
    }

    fn function(&mut self, id: FuncId) {
        let f = self.f;
        let linkage = match f.linkage {
            Linkage::Static => "static",
            Linkage::StaticInline => "inline",
            Linkage::Public => "public",
        };
        let convention = match f.convention {
            Convention::C => "c".to_string(),
            Convention::Fastcall(p) => format!("fastcall {p}"),
            Convention::NoArgs(p) => format!("noargs {p}"),
            Convention::TupleKw(p) => format!("tuplekw {p}"),
            Convention::Generator => "generator".to_string(),
        };
        let params: Vec<String> = f.params.iter().map(Reg::to_string).collect();
        let _ = writeln!(
            self.out,
            "func {id} {} {} {linkage} {convention} ({}) -> {} ! {}{}{}{}",
            quote(&f.name),
            quote(&f.display),
            params.join(", "),
            self.ty(f.ret),
            error(&f.error),
            if f.nogil { " nogil" } else { "" },
            if f.varargs { " varargs" } else { "" },
            match f.stage {
                Stage::Built => "",
                Stage::Split => " split",
                Stage::Counted => " counted",
            },
        );
        let mut inline = vec![false; f.regs.len()];
        for b in &f.blocks {
            for op in &b.ops {
                op.kind.defs(&mut |r| inline[r.index()] = true);
            }
            if let Terminator::Yield { sent: Some(r), .. } = &b.term {
                inline[r.index()] = true;
            }
        }
        for (i, r) in f.regs.iter().enumerate() {
            if inline[i] && self.is_plain(r) {
                continue;
            }
            let _ = write!(self.out, "  let r{i}");
            if let Some(name) = &r.name {
                let _ = write!(self.out, " {name}");
            }
            let _ = write!(self.out, ": {}", self.ty(r.ty));
            self.push(match r.kind {
                RegKind::Param => " param",
                RegKind::User => " user",
                RegKind::Temp => "",
            });
            match r.storage {
                Storage::Local => {}
                Storage::Frame(n) => {
                    let _ = write!(self.out, " frame {n}");
                }
                Storage::Arg(n) => {
                    let _ = write!(self.out, " arg {n}");
                }
            }
            self.push("\n");
        }
        for (i, b) in f.blocks.iter().enumerate() {
            let _ = write!(self.out, "b{i}:");
            if let Some(h) = b.handler {
                let _ = write!(self.out, " handler {h}");
            }
            if b.nogil {
                self.push(" nogil");
            }
            self.push("\n");
            for op in &b.ops {
                self.push("  ");
                self.op(&op.kind);
                self.end_line();
            }
            self.push("  ");
            self.term(&b.term);
            self.end_line();
        }
    }

    fn is_plain(&self, r: &RegData) -> bool {
        r.kind == RegKind::Temp && r.name.is_none() && r.storage == Storage::Local
    }

    fn end_line(&mut self) {
        if !self.notes.is_empty() {
            let notes = std::mem::take(&mut self.notes);
            let _ = write!(self.out, "  ; {}", notes.join(", "));
        }
        self.push("\n");
    }

    fn def(&mut self, r: Reg) {
        let data = self.f.reg(r);
        if self.is_plain(data) {
            let _ = write!(self.out, "{r}: {}", self.ty(data.ty));
        } else {
            let _ = write!(self.out, "{r}");
            if let Some(name) = &data.name {
                self.note(format!("{r} = {name}"));
            }
        }
    }

    fn defs(&mut self, regs: &[Reg]) {
        self.push(" outs(");
        for (i, &r) in regs.iter().enumerate() {
            if i > 0 {
                self.push(", ");
            }
            self.def(r);
        }
        self.push(")");
    }

    fn op(&mut self, op: &OpKind) {
        match op {
            OpKind::Assign { dst, value } => {
                self.def(*dst);
                self.push(" = ");
                self.rvalue(value);
            }
            OpKind::Store { place, value, init } => {
                self.push(if *init { "init " } else { "store " });
                self.place(place);
                self.push(" = ");
                self.operand(value);
            }
            OpKind::Call { dst, outs, callee, args } => {
                if let Some(dst) = dst {
                    self.def(*dst);
                    self.push(" = ");
                }
                self.push("call ");
                self.callee(callee);
                self.operands(args);
                if !outs.is_empty() {
                    self.defs(outs);
                }
            }
            OpKind::ParseArgs { pyfunc, outs } => {
                let _ = write!(self.out, "parseargs {pyfunc}");
                self.defs(outs);
            }
            OpKind::CheckBound { reg, name, free } => {
                let _ =
                    write!(self.out, "checkbound {reg} {}{}", quote(name), if *free { " free" } else { "" });
            }
            OpKind::Unbind { reg } => {
                self.push("unbind ");
                let _ = write!(self.out, "{reg}");
            }
            OpKind::Opaque { dst, uses, what } => {
                if let Some(dst) = dst {
                    self.def(*dst);
                    self.push(" = ");
                }
                let _ = write!(self.out, "opaque {}", quote(what));
                self.operands(uses);
            }
            OpKind::Traceback => self.push("traceback"),
            OpKind::IncRef { value, nullable } => {
                self.push("incref ");
                self.operand(value);
                self.push(if *nullable { " nullable" } else { "" });
            }
            OpKind::DecRef { reg, nullable, clear } => {
                let _ = write!(self.out, "decref {reg}");
                self.push(if *nullable { " nullable" } else { "" });
                self.push(if *clear { " clear" } else { "" });
            }
            OpKind::SetNull { reg } => {
                let _ = write!(self.out, "setnull {reg}");
            }
        }
    }

    fn rvalue(&mut self, value: &Rvalue) {
        match value {
            Rvalue::Use(a) => {
                self.push("use ");
                self.operand(a);
            }
            Rvalue::Load(p) => {
                self.push("load ");
                self.place(p);
            }
            Rvalue::AddrOf(p) => {
                self.push("addr ");
                self.place(p);
            }
            Rvalue::Unary(op, a) => {
                self.push(unop_name(*op));
                self.push(" ");
                self.operand(a);
            }
            Rvalue::Binary(op, a, b) => {
                self.push(binop_name(*op));
                self.push(" ");
                self.operand(a);
                self.push(", ");
                self.operand(b);
            }
            Rvalue::Cast(a) => {
                self.push("cast ");
                self.operand(a);
            }
            Rvalue::Aggregate(items) => {
                self.push("aggregate [");
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        self.push(", ");
                    }
                    match item {
                        Some(item) => self.operand(item),
                        None => self.push("_"),
                    }
                }
                self.push("]");
            }
            Rvalue::Method(object, c, m) => {
                let def = &self.module.types.classes[c.index()];
                let _ = write!(self.out, "slot {}.{} of ", def.name, def.methods[*m].name);
                self.operand(object);
            }
            Rvalue::Select(c, a, b) => {
                self.push("select ");
                self.operand(c);
                self.push(", ");
                self.operand(a);
                self.push(", ");
                self.operand(b);
            }
        }
    }

    fn callee(&mut self, callee: &Callee) {
        match callee {
            Callee::Prim(p) => self.push(p.info().name),
            Callee::CFunc(c) => {
                let _ = write!(self.out, "{c}");
                self.note(format!("{c} = {}", self.module.cfuncs[c.index()].cname));
            }
            Callee::Func(f) => {
                let _ = write!(self.out, "{f}");
                if let Some(func) = self.module.functions.get(f.index()) {
                    self.note(format!("{f} = {}", func.name));
                }
            }
            Callee::Ptr(p, sig) => {
                self.push("ptr ");
                self.operand(p);
                self.push(" as ");
                let text = signature(&self.module.types, sig);
                self.push(text);
                self.push(" ");
            }
            Callee::Virtual(c, m) | Callee::Method(c, m) => {
                let kind = if matches!(callee, Callee::Virtual(..)) { "virtual" } else { "method" };
                let def = &self.module.types.classes[c.index()];
                let _ = write!(self.out, "{kind} {}.{}", def.name, def.methods[*m].name);
            }
            Callee::NewScope(s) => {
                let _ = write!(self.out, "newscope {}", s.0);
            }
            Callee::ReadyClass(c) => {
                let _ = write!(self.out, "readyclass {}", self.module.types.classes[c.index()].name);
            }
            Callee::NewObject(c) => {
                let _ = write!(self.out, "newobject {}", self.module.types.classes[c.index()].name);
            }
        }
    }

    fn operands(&mut self, args: &[Operand]) {
        self.push("(");
        for (i, a) in args.iter().enumerate() {
            if i > 0 {
                self.push(", ");
            }
            self.operand(a);
        }
        self.push(")");
    }

    fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn operand(&mut self, o: &Operand) {
        let c = match o {
            Operand::Reg(r) => {
                let _ = write!(self.out, "{r}");
                if let Some(name) = &self.f.reg(*r).name {
                    self.note(format!("{r} = {name}"));
                }
                return;
            }
            Operand::Const(c) => c,
        };
        let text = match c {
            Const::Int(v, ty) => format!("{v}:{}", self.ty(*ty)),
            Const::Float(v, ty) => format!("{v:?}:{}", self.ty(*ty)),
            Const::Imaginary(v, ty) => format!("{v:?}j:{}", self.ty(*ty)),
            Const::CStr(bytes) => format!("c{}", quote_bytes(bytes)),
            Const::Null(ty) => format!("null:{}", self.ty(*ty)),
            Const::None => "none".into(),
            Const::True => "true".into(),
            Const::False => "false".into(),
            Const::Ellipsis => "ellipsis".into(),
            Const::NotImplemented => "notimplemented".into(),
            Const::Object(k) => {
                if let Some(c) = self.module.consts.get(k.index()) {
                    self.note(format!("{k} = {}", const_object(c)));
                }
                k.to_string()
            }
            Const::BuiltinType(b) => format!("builtin {}", b.py_name()),
            Const::Api(name) => format!("api {}", quote(name)),
            Const::TypeObject(c) => format!("type {}", self.module.types.classes[c.index()].name),
            Const::Module => "module".into(),
            Const::Static(s) => s.to_string(),
            Const::PyFunc(p) => {
                if let Some(f) = self.module.pyfuncs.get(p.index()) {
                    self.note(format!("{p} = {}", f.qualname));
                }
                p.to_string()
            }
            Const::CFunc(c) => {
                if let Some(f) = self.module.cfuncs.get(c.index()) {
                    self.note(format!("{c} = {}", f.cname));
                }
                c.to_string()
            }
            Const::Func(f) => {
                if let Some(func) = self.module.functions.get(f.index()) {
                    self.note(format!("{f} = {}", func.name));
                }
                f.to_string()
            }
            Const::Named(name, ty) => format!("named {}:{}", quote(name), self.ty(*ty)),
            Const::SizeOf(ty) => format!("sizeof {}", self.ty(*ty)),
        };
        self.push(text);
    }

    fn place(&mut self, place: &Place) {
        let types = &self.module.types;
        match place.base {
            PlaceBase::Reg(r) => {
                let _ = write!(self.out, "{r}");
                if let Some(name) = &self.f.reg(r).name {
                    self.note(format!("{r} = {name}"));
                }
            }
            PlaceBase::CVar(v) => {
                let _ = write!(self.out, "{v}");
                self.note(format!("{v} = {}", self.module.cvars[v.index()].cname));
            }
            PlaceBase::Static(s) => {
                let _ = write!(self.out, "{s}");
                self.note(format!("{s} = {}", self.module.statics[s.index()].name));
            }
        }
        for p in &place.path {
            match p {
                Proj::Deref => self.push(".*"),
                Proj::Field(s, i) => {
                    let def = &types.structs[s.index()];
                    let field = def.fields.as_ref().map_or("?", |f| f[*i].name.as_str());
                    let _ = write!(self.out, ".struct({}).{field}", def.name);
                }
                Proj::ClassField(c, i) => {
                    let def = &types.classes[c.index()];
                    let _ = write!(self.out, ".class({}).{}", def.name, def.fields[*i].name);
                }
                Proj::ScopeField(s, i) => {
                    let name = types.scopes[s.index()].fields.get(*i).map_or("?", |f| f.name.as_str());
                    let _ = write!(self.out, ".scope({}).{i}", s.0);
                    self.note(format!(".{i} = {name}"));
                }
                Proj::TupleItem(i) => {
                    let _ = write!(self.out, ".{i}");
                }
                Proj::Index(i) => {
                    self.push("[");
                    self.operand(i);
                    self.push("]");
                }
            }
        }
    }

    fn term(&mut self, term: &Terminator) {
        match term {
            Terminator::Goto(b) => {
                let _ = write!(self.out, "goto {b}");
            }
            Terminator::Branch { cond, then, otherwise, hint } => {
                self.push("branch ");
                self.operand(cond);
                let _ = write!(self.out, " ? {then} : {otherwise}");
                self.push(match hint {
                    Hint::None => "",
                    Hint::Likely => " likely",
                    Hint::Unlikely => " unlikely",
                });
            }
            Terminator::Switch { value, cases, default } => {
                self.push("switch ");
                self.operand(value);
                self.push(" [");
                for (i, (v, b)) in cases.iter().enumerate() {
                    let _ = write!(self.out, "{}{v}: {b}", if i > 0 { ", " } else { "" });
                }
                let _ = write!(self.out, "] else {default}");
            }
            Terminator::Return(None) => self.push("return"),
            Terminator::Return(Some(v)) => {
                self.push("return ");
                self.operand(v);
            }
            Terminator::Unwind => self.push("unwind"),
            Terminator::Fallible { ok, err } => {
                let _ = write!(self.out, "fallible ok {ok} err {err}");
            }
            Terminator::Yield { value, sent, resume, err } => {
                self.push("yield ");
                self.operand(value);
                if let Some(r) = sent {
                    self.push(" -> ");
                    self.def(*r);
                }
                let _ = write!(self.out, " resume {resume}");
                if let Some(e) = err {
                    let _ = write!(self.out, " err {e}");
                }
            }
            Terminator::Unreachable => self.push("unreachable"),
        }
    }
}

/// The name of a unary operation in the printed form.
pub(crate) fn unop_name(op: UnOp) -> &'static str {
    match op {
        UnOp::Neg => "neg",
        UnOp::Invert => "invert",
        UnOp::Real => "real",
        UnOp::Imag => "imag",
        UnOp::Not => "not",
    }
}

/// The name of a binary operation in the printed form.
pub(crate) fn binop_name(op: BinOp) -> &'static str {
    match op {
        BinOp::Add => "add",
        BinOp::Sub => "sub",
        BinOp::Mul => "mul",
        BinOp::Div => "div",
        BinOp::Rem => "rem",
        BinOp::Shl => "shl",
        BinOp::Shr => "shr",
        BinOp::And => "and",
        BinOp::Or => "or",
        BinOp::Xor => "xor",
        BinOp::Eq => "eq",
        BinOp::Ne => "ne",
        BinOp::Lt => "lt",
        BinOp::Le => "le",
        BinOp::Gt => "gt",
        BinOp::Ge => "ge",
    }
}

/// A type as MIR text spells it; qualifiers come after what they qualify, as in `char const*`.
pub fn type_text(types: &Types, ty: TypeId) -> String {
    match types.get(ty) {
        Type::Error => "error".into(),
        Type::Void => "void".into(),
        Type::Object => "object".into(),
        Type::Builtin(b) => format!("py.{}", b.py_name()),
        Type::Container(c) => type_text(types, c.base),
        Type::Class(c) => format!("class {}", types.classes[c.index()].name),
        Type::Int(k) => k.name().into(),
        Type::Float(k) => float_name(*k).into(),
        Type::Complex(ComplexKind::Float(k)) => format!("complex {}", float_name(*k)),
        Type::Complex(ComplexKind::Soft) => "complex soft".into(),
        Type::Complex(ComplexKind::Int(k)) => format!("complex {}", k.name()),
        Type::Ptr(t) => format!("{}*", type_text(types, *t)),
        Type::Array(t, len) => {
            let len = match len {
                ArrayLen::Known(n) => n.to_string(),
                ArrayLen::Named(n) => quote(n),
                ArrayLen::Unknown => String::new(),
            };
            format!("{}[{len}]", type_text(types, *t))
        }
        Type::Func(sig) => signature(types, sig),
        Type::Struct(s) => format!("struct {}", types.structs[s.index()].name),
        Type::Enum(e) => format!("enum {}", e.0),
        Type::Typedef(t) => format!("typedef {}", types.typedefs[t.index()].name),
        Type::CTuple(items) => {
            let items: Vec<String> = items.iter().map(|&t| type_text(types, t)).collect();
            format!("({})", items.join(", "))
        }
        Type::Const(t) => format!("{} const", type_text(types, *t)),
        Type::Volatile(t) => format!("{} volatile", type_text(types, *t)),
        Type::Fused(f) => format!("fused {}", types.fused[f.index()].name),
        Type::MemoryView(t, axes) => {
            let axes: Vec<&str> = axes
                .iter()
                .map(|a| match a {
                    ViewAxis::Strided => ":",
                    ViewAxis::Contiguous => "::1",
                    ViewAxis::Other => "::other",
                })
                .collect();
            format!("view {}[{}]", type_text(types, *t), axes.join(", "))
        }
        Type::Null => "nulltype".into(),
        Type::Scope(s) => format!("scope {}", s.0),
        Type::Cpp(name) => format!("cpp {}", quote(name)),
    }
}

fn float_name(k: FloatKind) -> &'static str {
    match k {
        FloatKind::Float => "float",
        FloatKind::Double => "double",
        FloatKind::LongDouble => "long double",
    }
}

fn signature(types: &Types, sig: &Signature) -> String {
    let mut params: Vec<String> = sig.params.iter().map(|p| type_text(types, p.ty)).collect();
    if sig.varargs {
        params.push("...".into());
    }
    let mut s =
        format!("func({}) -> {} ! {}", params.join(", "), type_text(types, sig.ret), error(&sig.error));
    if sig.optional > 0 {
        let _ = write!(s, " optional {}", sig.optional);
    }
    if sig.nogil {
        s.push_str(" nogil");
    }
    if sig.with_gil {
        s.push_str(" withgil");
    }
    s
}

fn error(e: &ErrorProtocol) -> String {
    match e {
        ErrorProtocol::Never => "never".into(),
        ErrorProtocol::Null => "null".into(),
        ErrorProtocol::Sentinel(s) => format!("is {}", sentinel(s)),
        ErrorProtocol::SentinelCheck(s) => format!("maybe {}", sentinel(s)),
        ErrorProtocol::Always => "always".into(),
        ErrorProtocol::Cpp(None) => "cpp".into(),
        ErrorProtocol::Cpp(Some(h)) => format!("cpp {}", quote(h)),
        ErrorProtocol::NullOrStop => "nullstop".into(),
    }
}

fn sentinel(s: &Sentinel) -> String {
    match s {
        Sentinel::Int(v) => v.to_string(),
        Sentinel::Float(bits) => format!("{:?}", f64::from_bits(*bits)),
        Sentinel::Null => "null".into(),
        Sentinel::Named(n) => quote(n),
    }
}

fn const_object(c: &ConstObject) -> String {
    match c {
        ConstObject::Str { text, interned } => format!("{}{}", if *interned { "i" } else { "" }, quote(text)),
        ConstObject::CodePoints(points) => format!("codepoints {points:?}"),
        ConstObject::Bytes(b) => format!("b{}", quote_bytes(b)),
        ConstObject::Int(v) => v.to_string(),
        ConstObject::Float(bits) => format!("{:?}", f64::from_bits(*bits)),
        ConstObject::Complex(bits) => format!("{:?}j", f64::from_bits(*bits)),
        ConstObject::Tuple(items) => format!("tuple({})", const_items(items)),
        ConstObject::FrozenSet(items) => format!("frozenset({})", const_items(items)),
        ConstObject::Slice(items) => format!("slice({})", const_items(items)),
        ConstObject::Builtin(name) => format!("builtin {name}"),
    }
}

fn const_items(items: &[ConstItem]) -> String {
    let items: Vec<String> = items
        .iter()
        .map(|i| match i {
            ConstItem::None => "none".into(),
            ConstItem::True => "true".into(),
            ConstItem::False => "false".into(),
            ConstItem::Ellipsis => "ellipsis".into(),
            ConstItem::Object(k) => k.to_string(),
        })
        .collect();
    items.join(", ")
}

/// A string in quotes with escapes; only printable ASCII and other printable characters stay as they are.
pub(crate) fn quote(s: &str) -> String {
    let mut out = String::from("\"");
    for c in s.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{{{:x}}}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

pub(crate) fn quote_bytes(bytes: &[u8]) -> String {
    let mut out = String::from("\"");
    for &b in bytes {
        match b {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            0x20..=0x7e => out.push(b as char),
            b => {
                let _ = write!(out, "\\x{b:02x}");
            }
        }
    }
    out.push('"');
    out
}
