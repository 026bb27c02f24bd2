//! The state of lowering: [`Cx`] for the module, [`FnCx`] for one function.
//!
//! A [`FnCx`] emits into its [`Builder`]; values are [`Operand`]s. Evaluating an expression never leaves a handler or
//! a GIL state changed: [`FnCx::with_handler`] and the frames of [`crate::finally`] restore what they set.

use crate::finally::Frame;
use pyxide_diagnostics::{Sink, Span};
use pyxide_hir as h;
use pyxide_mir::{
    Block, Builder, Callee, Const, ConstId, ConstObject, FuncId, Module, Op, OpKind, Operand, Place,
    PyFuncId, Reg, RegKind, Rvalue, StaticId, Terminator,
};
use pyxide_types::{Prim, ScopeTypeId, StructId, TypeId, Types};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// Module-wide state.
pub(crate) struct Cx<'a> {
    pub hir: &'a h::Module,
    pub sink: &'a mut Sink,
    pub m: Module,
    pub pool: FxHashMap<ConstObject, ConstId>,
    /// By HIR function.
    pub info: Vec<FuncInfo>,
    /// Generated conversion functions.
    pub conversions: FxHashMap<(crate::convert::Conversion, TypeId), FuncId>,
    /// Slots for defaults that functions without a function object read.
    pub default_slots: FxHashMap<(h::FuncId, usize), StaticId>,
    /// Structs of optional arguments by tag.
    pub opt_structs: FxHashMap<SmolStr, StructId>,
    /// Classes whose type objects are used.
    pub used_classes: FxHashSet<pyxide_types::ClassId>,
    /// What the module binds its global names to.
    pub globals: FxHashMap<SmolStr, crate::globals::Bound>,
}

/// What is known of a HIR function before its body is lowered.
#[derive(Default, Clone)]
pub(crate) struct FuncInfo {
    /// The function that the module's tables call: the C function, the argument parsing wrapper, or the body.
    pub func: Option<FuncId>,
    /// The body of a generator, or the undispatched body of a cpdef method.
    pub body: Option<FuncId>,
    /// The body of a function `with gil`, which is called with the GIL.
    pub held: Option<FuncId>,
    pub pyfunc: Option<PyFuncId>,
    /// How the class lists the method.
    pub method: Option<h::MethodKind>,
    /// Its own scope object: captured locals, and parameters of generators.
    pub scope: Option<ScopeTypeId>,
    /// The ancestor whose scope object comes in as the closure.
    pub closure: Option<h::FuncId>,
    /// Field of each local that lives in the scope object.
    pub fields: FxHashMap<h::LocalId, usize>,
}

/// Where a local variable lives.
#[derive(Clone, Copy, Debug)]
pub(crate) enum LocalPlace {
    Reg(Reg),
    Field(usize),
}

/// What `return` does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum RetMode {
    /// Returns the value.
    Value,
    /// A hash: -1 stands for an error and becomes -2.
    Hash,
    /// The value is dropped, the status 0 is returned (`__init__` and other slots).
    Status,
    /// Nothing is returned.
    Void,
}

/// Where the names of a class body go.
#[derive(Clone, Debug)]
pub(crate) enum Namespace {
    /// The namespace object of a Python class.
    Mapping(Reg),
    /// The dict of an extension class's type object.
    TypeObject(pyxide_types::ClassId),
}

/// A comprehension being built.
pub(crate) struct Comp {
    pub id: u32,
    pub reg: Reg,
    pub kind: h::ComprehensionKind,
}

/// State of one function.
pub(crate) struct FnCx<'a, 'c> {
    pub cx: &'c mut Cx<'a>,
    /// `None` for functions that lowering makes up.
    pub hir: Option<(h::FuncId, &'a h::Function)>,
    pub b: Builder,
    pub locals: Vec<LocalPlace>,
    /// Scope object of this function.
    pub scope: Option<(Reg, ScopeTypeId)>,
    /// The scope object that came in.
    pub closure: Option<Place>,
    pub frames: Vec<Frame<'a>>,
    pub comps: Vec<Comp>,
    pub namespaces: Vec<Namespace>,
    pub ret: RetMode,
    pub is_async_gen: bool,
    /// What tracers are told, when the function is traced.
    pub trace: Option<crate::trace::Traced>,
    /// Locals that a `del` may unbind.
    pub deleted: FxHashSet<h::LocalId>,
}

impl<'a, 'c> FnCx<'a, 'c> {
    pub fn new(cx: &'c mut Cx<'a>, hir: Option<(h::FuncId, &'a h::Function)>, b: Builder) -> Self {
        FnCx {
            cx,
            hir,
            b,
            locals: vec![],
            scope: None,
            closure: None,
            frames: vec![],
            comps: vec![],
            namespaces: vec![],
            ret: RetMode::Value,
            is_async_gen: false,
            trace: None,
            deleted: FxHashSet::default(),
        }
    }

    pub fn types(&self) -> &Types {
        &self.cx.m.types
    }

    pub fn types_mut(&mut self) -> &mut Types {
        &mut self.cx.m.types
    }

    pub fn is_object(&self, ty: TypeId) -> bool {
        self.types().is_object(ty)
    }

    pub fn unsupported(&mut self, span: Span, what: impl std::fmt::Display) {
        self.cx.sink.unsupported(span, what);
    }

    /// Reports and gives a value of the type, so that lowering can go on.
    pub fn unsupported_value(&mut self, span: Span, what: impl std::fmt::Display, ty: TypeId) -> Operand {
        self.unsupported(span, what);
        if self.is_object(ty) { Const::None.into() } else { Operand::Reg(self.b.temp(ty)) }
    }

    pub fn operand_type(&self, o: &Operand) -> TypeId {
        match o {
            Operand::Reg(r) => self.b.func.reg(*r).ty,
            c => self.cx.m.operand_type(&self.b.func, c),
        }
    }

    /// A new temporary with a copy of the value.
    pub fn copy(&mut self, o: Operand) -> Reg {
        let ty = self.operand_type(&o);
        self.b.value(ty, Rvalue::Use(o))
    }

    /// The value in a register (for places).
    pub fn in_reg(&mut self, o: Operand, ty: TypeId) -> Reg {
        match o {
            Operand::Reg(r) => r,
            c => self.b.value(ty, Rvalue::Use(c)),
        }
    }

    pub fn prim(&mut self, prim: Prim, args: Vec<Operand>) -> Operand {
        self.b.prim(prim, args).into()
    }

    /// Calls a primitive with an object result of a narrower type.
    pub fn prim_object(&mut self, prim: Prim, args: Vec<Operand>, ty: TypeId) -> Operand {
        let ty = if self.is_object(ty) { ty } else { Types::OBJECT };
        self.b.prim_typed(prim, args, ty).into()
    }

    pub fn effect(&mut self, prim: Prim, args: Vec<Operand>) {
        self.b.prim_effect(prim, args);
    }

    pub fn prim_outs(
        &mut self,
        prim: Prim,
        args: Vec<Operand>,
        outs: Vec<Reg>,
        want_result: bool,
    ) -> Option<Reg> {
        let dst = want_result.then(|| self.b.temp(prim.info().ret_type()));
        self.b.emit(OpKind::Call { dst, outs, callee: Callee::Prim(prim), args });
        dst
    }

    pub fn call(&mut self, callee: Callee, args: Vec<Operand>, ret: TypeId) -> Operand {
        if self.types().is_void(ret) {
            self.b.emit(OpKind::Call { dst: None, outs: vec![], callee, args });
            return Const::None.into();
        }
        let dst = self.b.temp(ret);
        self.b.emit(OpKind::Call { dst: Some(dst), outs: vec![], callee, args });
        dst.into()
    }

    /// The type of a register that holds values of a type: C functions are held by pointer.
    pub fn value_type(&mut self, ty: TypeId) -> TypeId {
        match self.types().kind(ty) {
            pyxide_types::Type::Func(_) => self.types_mut().ptr(ty),
            _ => self.types().unqualified(ty),
        }
    }

    /// Converts a C value to another C type; nothing when the types are equal.
    pub fn cast(&mut self, o: Operand, to: TypeId) -> Operand {
        let to = self.value_type(to);
        let from = self.operand_type(&o);
        if self.types().unqualified(from) == self.types().unqualified(to) {
            return o;
        }
        if let (Operand::Const(Const::Int(v, _)), true) = (&o, self.types().is_int(to))
            && self.fits(v, to)
        {
            return Const::Int(v.clone(), to).into();
        }
        self.b.value(to, Rvalue::Cast(o)).into()
    }

    /// The value that an integer constant has in a type, as a C conversion gives it.
    pub fn wrapped(&self, v: &num_bigint::BigInt, ty: TypeId) -> num_bigint::BigInt {
        use num_bigint::BigInt;
        let (Some(kind), pyxide_types::Layout::Known { size, .. }) =
            (self.types().int_kind(ty), self.types().layout(ty))
        else {
            return v.clone();
        };
        if self.fits(v, ty) || v.bits() <= size * 8 && *v == -(BigInt::from(1) << (size * 8 - 1)) {
            return v.clone();
        }
        let modulus = BigInt::from(1) << (size * 8);
        let low = ((v % &modulus) + &modulus) % &modulus;
        if kind.is_signed() && low.bits() >= size * 8 { low - modulus } else { low }
    }

    /// Whether a constant is in the range of an integer type of known width.
    fn fits(&self, v: &num_bigint::BigInt, ty: TypeId) -> bool {
        let (Some(kind), pyxide_types::Layout::Known { size, .. }) =
            (self.types().int_kind(ty), self.types().layout(ty))
        else {
            return false;
        };
        let bits = size * 8 - u64::from(kind.is_signed());
        v.bits() <= bits && (kind.is_signed() || v.sign() != num_bigint::Sign::Minus)
    }

    pub fn is_user_reg(&self, o: &Operand) -> bool {
        o.reg().is_some_and(|r| self.b.func.reg(r).kind != RegKind::Temp)
    }

    /// A fresh block becomes current; the old one goes there.
    pub fn next_block(&mut self) -> Block {
        let block = self.b.new_block();
        self.b.goto(block);
        self.b.start(block);
        block
    }

    /// Sets the handler for what follows.
    pub fn set_handler(&mut self, handler: Option<Block>) {
        if self.b.handler != handler {
            self.b.handler = handler;
            if self.b.is_reachable() {
                self.next_block();
            }
        }
    }

    /// Sets the GIL state for what follows.
    pub fn set_nogil(&mut self, nogil: bool) {
        if self.b.nogil != nogil {
            self.b.nogil = nogil;
            if self.b.is_reachable() {
                self.next_block();
            }
        }
    }

    /// A value that is not zero or NULL as a branch condition.
    pub fn is_null(&mut self, r: Reg) -> Operand {
        let ty = self.b.func.reg(r).ty;
        self.b
            .value(Types::BINT, Rvalue::Binary(pyxide_mir::BinOp::Eq, r.into(), Const::Null(ty).into()))
            .into()
    }

    pub fn branch_hint(&mut self, cond: Operand, then: Block, otherwise: Block, hint: pyxide_mir::Hint) {
        self.b.terminate(Terminator::Branch { cond, then, otherwise, hint });
    }

    /// The result of the last emitted call is not used: do not keep it.
    pub fn drop_result(&mut self, o: &Operand) {
        let (Some(r), Some(block)) = (o.reg(), self.b.current()) else { return };
        if self.b.func.reg(r).kind != RegKind::Temp {
            return;
        }
        if let Some(Op { kind: OpKind::Call { dst, .. }, .. }) = self.b.func.block_mut(block).ops.last_mut()
            && *dst == Some(r)
        {
            *dst = None;
        }
    }

    /// The HIR function, for what only exists in one.
    pub fn source(&self) -> &'a h::Function {
        self.hir.expect("only bodies of source functions reach this").1
    }
}
