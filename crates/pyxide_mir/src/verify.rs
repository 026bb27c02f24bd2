//! What a well-formed function is.
//!
//! [`function`] gives the violations it finds; passes run it on their output in debug builds. The contract:
//!
//! 1. *References.* Every register, block, function, constant, static, C function and C variable that an operation
//!    names exists. Parameters are registers of the function, no two the same.
//! 2. *Graph.* There is an entry block; every successor and handler exists; no handler chain leads back to itself.
//! 3. *Types.* Both sides of an assignment are objects, or both are C values; arithmetic has no object operands
//!    (comparisons for identity apart); a branch is on a C value; a place's path fits the types on the way; a returned value
//!    is an object exactly when the function's result is; `void` returns nothing.
//! 4. *Calls.* A primitive gets its number of arguments and out registers, each an object or C value as the table
//!    says; NULL goes only where the table allows it. A `void` callee has no result register.
//! 5. *Stages.* `Fallible`, and an error edge on `Yield`, exist from [`Stage::Split`] on, and then every operation that can
//!    raise is the last of a block that ends with `Fallible`. Counting operations exist only at [`Stage::Counted`].
//!    Handlers matter only at [`Stage::Built`].
//! 6. *GIL.* In a block without the GIL no operation counts references, reads or makes objects by primitives that need
//!    it, or calls C functions that need it. `Yield` and `ParseArgs` need it.
//! 7. *Generators.* `Yield` occurs only in generator bodies, whose first parameter is a scope object.
//!
//! ```text
//! b3: call ListAppend(r1, r2): needs the GIL
//! ```

use crate::printer::print_op;
use crate::*;
use pyxide_types::prims::ParamMode;
use pyxide_types::{Type, TypeId, Types};

/// Checks one function; the result is empty when it is well-formed.
pub fn function(module: &Module, f: &Function) -> Vec<String> {
    let mut v = Verifier { module, f, found: vec![], at: Block(0) };
    v.run();
    v.found
}

/// Checks every function; messages start with the function's name.
pub fn module(module: &Module) -> Vec<String> {
    let mut all = vec![];
    for f in &module.functions {
        all.extend(function(module, f).into_iter().map(|m| format!("{}: {m}", f.name)));
    }
    all
}

struct Verifier<'a> {
    module: &'a Module,
    f: &'a Function,
    found: Vec<String>,
    at: Block,
}

impl Verifier<'_> {
    fn types(&self) -> &Types {
        &self.module.types
    }

    fn report(&mut self, message: impl std::fmt::Display) {
        self.found.push(format!("{}: {message}", self.at));
    }

    fn report_op(&mut self, op: &OpKind, message: impl std::fmt::Display) {
        // An operation that names what does not exist cannot be printed.
        let text =
            if self.references_ok(op) { print_op(self.module, self.f, op) } else { "operation".into() };
        self.report(format_args!("{text}: {message}"));
    }

    fn run(&mut self) {
        let f = self.f;
        if f.blocks.is_empty() {
            // A function that is only declared.
            return;
        }
        for (i, p) in f.params.iter().enumerate() {
            if p.index() >= f.regs.len() {
                self.report(format_args!("parameter {p} does not exist"));
                return;
            }
            if f.params[..i].contains(p) {
                self.report(format_args!("parameter {p} occurs twice"));
            }
        }
        if f.convention == Convention::Generator
            && !f.params.first().is_some_and(|p| matches!(self.types().kind(f.reg(*p).ty), Type::Scope(_)))
        {
            self.report("a generator body takes its scope object");
        }
        for b in f.block_ids() {
            self.at = b;
            self.block(b);
        }
    }

    fn block(&mut self, b: Block) {
        let f = self.f;
        let data = f.block(b);
        let exists = |b: Block| b.index() < f.blocks.len();
        if data.term.successors().any(|s| !exists(s)) {
            self.report("a successor does not exist");
            return;
        }
        let mut handler = data.handler;
        let mut steps = 0;
        while let Some(h) = handler {
            if !exists(h) {
                self.report(format_args!("handler {h} does not exist"));
                return;
            }
            steps += 1;
            if steps > f.blocks.len() {
                self.report("the handlers form a cycle");
                return;
            }
            handler = f.block(h).handler;
        }
        for (i, op) in data.ops.iter().enumerate() {
            if !self.references_ok(&op.kind) {
                self.report_op(&op.kind, "names something that does not exist");
                continue;
            }
            self.op(&op.kind, data.nogil);
            let last = i + 1 == data.ops.len();
            if f.stage >= Stage::Split
                && self.module.can_raise(&op.kind)
                && !(last && matches!(data.term, Terminator::Fallible { .. }))
            {
                self.report_op(&op.kind, "can raise and is not followed by an error edge");
            }
        }
        self.term(data);
    }

    fn term(&mut self, data: &BlockData) {
        let f = self.f;
        for o in data.term.operands() {
            if !self.operand_ok(o) {
                self.report("the terminator names something that does not exist");
                return;
            }
        }
        match &data.term {
            Terminator::Branch { cond, .. } => {
                if self.is_object(cond) {
                    self.report("a branch on an object");
                }
            }
            Terminator::Switch { value, .. } => {
                if self.is_object(value) {
                    self.report("a switch on an object");
                }
            }
            Terminator::Return(value) => match value {
                None if !self.types().is_void(f.ret) => self.report("returns nothing"),
                Some(_) if self.types().is_void(f.ret) => self.report("returns a value from a void function"),
                Some(v) if self.is_object(v) != self.types().is_object(f.ret) && !is_null(v) => {
                    self.report("returns an object for a C value, or the other way round")
                }
                _ => {}
            },
            Terminator::Fallible { .. } => {
                if f.stage == Stage::Built {
                    self.report("an error edge before exceptions are split");
                }
                if data.ops.is_empty() {
                    self.report("an error edge without an operation");
                }
            }
            Terminator::Yield { value, err, .. } => {
                if f.convention != Convention::Generator {
                    self.report("a yield outside of a generator body");
                }
                if !self.is_object(value) {
                    self.report("yields a C value");
                }
                if data.nogil {
                    self.report("a yield without the GIL");
                }
                if err.is_some() != (f.stage >= Stage::Split) {
                    self.report("the error edge of a yield does not fit the stage");
                }
            }
            Terminator::Goto(_) | Terminator::Unwind | Terminator::Unreachable => {}
        }
    }

    // ---- references

    fn reg_ok(&self, r: Reg) -> bool {
        r.index() < self.f.regs.len()
    }

    fn operand_ok(&self, o: &Operand) -> bool {
        let m = self.module;
        match o {
            Operand::Reg(r) => self.reg_ok(*r),
            Operand::Const(c) => match c {
                Const::Object(k) => k.index() < m.consts.len(),
                Const::Static(s) => s.index() < m.statics.len(),
                Const::PyFunc(p) => p.index() < m.pyfuncs.len(),
                Const::CFunc(c) => c.index() < m.cfuncs.len(),
                Const::Func(f) => f.index() < m.functions.len(),
                Const::TypeObject(c) => c.index() < m.types.classes.len(),
                _ => true,
            },
        }
    }

    fn place_ok(&self, p: &Place) -> bool {
        let m = self.module;
        let base = match p.base {
            PlaceBase::Reg(r) => self.reg_ok(r),
            PlaceBase::CVar(v) => v.index() < m.cvars.len(),
            PlaceBase::Static(s) => s.index() < m.statics.len(),
        };
        base && p.path.iter().all(|p| match p {
            Proj::Deref => true,
            Proj::Field(s, i) => {
                m.types.structs.get(s.index()).and_then(|s| s.fields.as_ref()).is_some_and(|f| *i < f.len())
            }
            Proj::ClassField(c, i) => m.types.classes.get(c.index()).is_some_and(|c| *i < c.fields.len()),
            Proj::ScopeField(s, i) => m.types.scopes.get(s.index()).is_some_and(|s| *i < s.fields.len()),
            Proj::TupleItem(_) => true,
            Proj::Index(o) => self.operand_ok(o),
        })
    }

    fn references_ok(&self, op: &OpKind) -> bool {
        let m = self.module;
        let mut ok = true;
        op.uses(&mut |r| ok &= self.reg_ok(r));
        op.defs(&mut |r| ok &= self.reg_ok(r));
        let mut operand = |o: &Operand| ok &= self.operand_ok(o);
        match op {
            OpKind::Assign { value, .. } => {
                value.for_each_operand(&mut operand);
                ok &= value.place().is_none_or(|p| self.place_ok(p));
            }
            OpKind::Store { place, value, .. } => {
                operand(value);
                ok &= self.place_ok(place);
            }
            OpKind::Call { callee, args, .. } => {
                args.iter().for_each(operand);
                ok &= match callee {
                    Callee::Prim(_) => true,
                    Callee::CFunc(c) => c.index() < m.cfuncs.len(),
                    Callee::Func(f) => f.index() < m.functions.len(),
                    Callee::Ptr(p, _) => self.operand_ok(p),
                    Callee::Virtual(c, i) | Callee::Method(c, i) => {
                        m.types.classes.get(c.index()).is_some_and(|c| *i < c.methods.len())
                    }
                    Callee::NewScope(s) => s.index() < m.types.scopes.len(),
                    Callee::NewObject(c) | Callee::ReadyClass(c) => c.index() < m.types.classes.len(),
                };
            }
            OpKind::ParseArgs { pyfunc, .. } => ok &= pyfunc.index() < m.pyfuncs.len(),
            OpKind::Opaque { uses, .. } => uses.iter().for_each(operand),
            _ => {}
        }
        ok
    }

    // ---- types

    fn type_of(&self, o: &Operand) -> TypeId {
        self.module.operand_type(self.f, o)
    }

    fn is_object(&self, o: &Operand) -> bool {
        self.types().is_object(self.type_of(o))
    }

    fn is_object_type(&self, t: TypeId) -> bool {
        self.types().is_object(t)
    }

    /// Whether the path can be followed from the base's type.
    fn path_fits(&self, p: &Place) -> bool {
        let mut ty = match p.base {
            PlaceBase::Reg(r) => self.f.reg(r).ty,
            PlaceBase::CVar(v) => self.module.cvars[v.index()].ty,
            PlaceBase::Static(s) => self.module.statics[s.index()].ty,
        };
        for (i, proj) in p.path.iter().enumerate() {
            let kind = self.types().kind(ty);
            let fits = match proj {
                Proj::Deref => matches!(kind, Type::Ptr(_) | Type::Array(..)),
                Proj::Index(o) => matches!(kind, Type::Ptr(_) | Type::Array(..)) && !self.is_object(o),
                Proj::Field(s, _) => *kind == Type::Struct(*s),
                Proj::ClassField(..) => self.is_object_type(ty),
                Proj::ScopeField(s, _) => *kind == Type::Scope(*s),
                Proj::TupleItem(n) => matches!(kind, Type::CTuple(items) if *n < items.len()),
            };
            // What sema could not type is not judged.
            if !fits && *kind != Type::Error && !matches!(kind, Type::Cpp(_)) {
                return false;
            }
            let prefix = Place { base: p.base.clone(), path: p.path[..=i].to_vec() };
            ty = self.module.place_type(self.f, &prefix);
        }
        true
    }

    fn op(&mut self, op: &OpKind, nogil: bool) {
        match op {
            OpKind::Assign { dst, value } => self.assign(op, *dst, value, nogil),
            OpKind::Store { place, value, .. } => {
                if !self.path_fits(place) {
                    self.report_op(op, "the path does not fit the types");
                    return;
                }
                let ty = self.module.place_type(self.f, place);
                if self.is_object_type(ty) != self.is_object(value) && !is_null(value) && ty != Types::ERROR {
                    self.report_op(op, "stores an object to a C place, or the other way round");
                }
                if nogil && self.is_object_type(ty) {
                    self.report_op(op, "needs the GIL");
                }
            }
            OpKind::Call { dst, outs, callee, args } => self.call(op, *dst, outs, callee, args, nogil),
            OpKind::ParseArgs { pyfunc, outs } => {
                if outs.len() != self.module.pyfuncs[pyfunc.index()].params.len() {
                    self.report_op(op, "one out register per parameter");
                }
                if nogil {
                    self.report_op(op, "needs the GIL");
                }
            }
            OpKind::CheckBound { reg, .. } | OpKind::Unbind { reg } | OpKind::SetNull { reg } => {
                if !self.is_object_type(self.f.reg(*reg).ty) {
                    self.report_op(op, "of a C value");
                }
                if matches!(op, OpKind::SetNull { .. }) && self.f.stage != Stage::Counted {
                    self.report_op(op, "before references are counted");
                }
            }
            OpKind::IncRef { .. } | OpKind::DecRef { .. } => {
                if self.f.stage != Stage::Counted {
                    self.report_op(op, "before references are counted");
                }
                if nogil {
                    self.report_op(op, "needs the GIL");
                }
            }
            OpKind::Opaque { .. } | OpKind::Traceback => {}
        }
    }

    fn assign(&mut self, op: &OpKind, dst: Reg, value: &Rvalue, nogil: bool) {
        let dst_object = self.is_object_type(self.f.reg(dst).ty);
        let mismatch = match value {
            Rvalue::Use(o) => self.is_object(o) != dst_object && !is_null(o),
            Rvalue::Load(p) => {
                if !self.path_fits(p) {
                    self.report_op(op, "the path does not fit the types");
                    return;
                }
                let ty = self.module.place_type(self.f, p);
                ty != Types::ERROR && self.is_object_type(ty) != dst_object
            }
            Rvalue::AddrOf(p) => {
                if !self.path_fits(p) {
                    self.report_op(op, "the path does not fit the types");
                    return;
                }
                dst_object
            }
            Rvalue::Unary(_, o) => dst_object || self.is_object(o),
            Rvalue::Binary(b, l, r) => {
                let objects = self.is_object(l) || self.is_object(r);
                dst_object || objects && !matches!(b, BinOp::Eq | BinOp::Ne)
            }
            Rvalue::Select(c, a, b) => {
                self.is_object(c)
                    || self.is_object(a) != dst_object && !is_null(a)
                    || self.is_object(b) != dst_object && !is_null(b)
            }
            Rvalue::Aggregate(_) => dst_object,
            Rvalue::Method(o, ..) => dst_object || !self.is_object(o),
            // Casts go between everything: `<object>pointer`.
            Rvalue::Cast(_) => false,
        };
        if mismatch {
            self.report_op(op, "mixes objects and C values");
        }
        // A temporary of such code is borrowed.
        let kept = self.f.reg(dst).kind != RegKind::Temp;
        if nogil && kept && self.f.stage == Stage::Built && dst_object && matches!(value, Rvalue::Load(_)) {
            self.report_op(op, "needs the GIL");
        }
    }

    fn call(
        &mut self,
        op: &OpKind,
        dst: Option<Reg>,
        outs: &[Reg],
        callee: &Callee,
        args: &[Operand],
        nogil: bool,
    ) {
        let m = self.module;
        let (ret, needs_gil) = match callee {
            Callee::Prim(p) => {
                let info = p.info();
                self.prim_args(op, *p, outs, args);
                (info.ret_type(), !info.has("nogil"))
            }
            Callee::CFunc(c) => {
                let sig = &m.cfuncs[c.index()].sig;
                (sig.ret, !sig.nogil && !sig.with_gil)
            }
            Callee::Func(f) => {
                let f = &m.functions[f.index()];
                (f.ret, !f.nogil)
            }
            Callee::Ptr(_, sig) => (sig.ret, !sig.nogil && !sig.with_gil),
            Callee::Virtual(c, i) | Callee::Method(c, i) => {
                let sig = &m.types.classes[c.index()].methods[*i].sig;
                (sig.ret, !sig.nogil && !sig.with_gil)
            }
            Callee::NewScope(_) | Callee::NewObject(_) => (Types::OBJECT, true),
            Callee::ReadyClass(_) => (Types::INT, true),
        };
        if nogil && needs_gil {
            self.report_op(op, "needs the GIL");
        }
        match dst {
            Some(_) if self.types().is_void(ret) => self.report_op(op, "a result of a void function"),
            Some(d) => {
                if self.is_object_type(ret) != self.is_object_type(self.f.reg(d).ty) && ret != Types::ERROR {
                    self.report_op(op, "mixes objects and C values");
                }
            }
            None => {}
        }
    }

    fn prim_args(&mut self, op: &OpKind, p: pyxide_types::Prim, outs: &[Reg], args: &[Operand]) {
        let info = p.info();
        let is_out = |code: &&&str| matches!(**code, "out" | "outs");
        let fixed = info.params.iter().filter(|c| !is_out(c)).count();
        let out_params = info.params.iter().filter(is_out).count();
        let variadic = info.params.iter().any(|c| matches!(*c, "array" | "sarray" | "vector"));
        let any_outs = info.params.contains(&"outs");
        if if variadic { args.len() + 1 < fixed } else { args.len() != fixed } {
            self.report_op(op, format_args!("takes {fixed} arguments"));
            return;
        }
        if !any_outs && outs.len() != out_params {
            self.report_op(op, format_args!("has {out_params} out registers"));
        }
        for (i, arg) in args.iter().enumerate() {
            let (ty, mode) = info.param(i);
            let null = is_null(arg);
            if null && mode != ParamMode::Optional && self.is_object_type(ty) {
                self.report_op(op, format_args!("argument {i} must not be NULL"));
            }
            if self.is_object(arg) != self.is_object_type(ty) && !null {
                self.report_op(op, format_args!("argument {i} mixes objects and C values"));
            }
        }
    }
}

fn is_null(o: &Operand) -> bool {
    matches!(o, Operand::Const(Const::Null(_)))
}
