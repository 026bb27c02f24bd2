//! Operations, values and places.

use crate::*;
use num_bigint::BigInt;
use pyxide_diagnostics::Span;
use pyxide_types::{BuiltinType, ClassId, Prim, ScopeTypeId, Signature, StructId, TypeId};
use smol_str::SmolStr;

#[derive(Clone, Debug)]
pub struct Op {
    pub span: Span,
    pub kind: OpKind,
}

#[derive(Clone, Debug)]
pub enum OpKind {
    /// Computes without raising. An object result is *borrowed* when it comes from a register or constant; the
    /// counting pass makes `dst` own its value. The old value of `dst` is released.
    Assign {
        dst: Reg,
        value: Rvalue,
    },
    /// Writes memory. An object-typed place owns its value: the new one is taken over (counted up when borrowed), the
    /// old one is released unless `init`.
    Store {
        place: Place,
        value: Operand,
        init: bool,
    },
    /// Calls. Ownership and errors follow from the callee. `outs` are set by the callee (see `out` in the
    /// primitive table).
    Call {
        dst: Option<Reg>,
        outs: Vec<Reg>,
        callee: Callee,
        args: Vec<Operand>,
    },
    /// First operation of a Python-callable function: takes the arguments apart by [`PyFunc::params`]. One out register
    /// per parameter in declaration order: borrowed, NULL when absent and optional; star parameters are owned.
    ParseArgs {
        pyfunc: PyFuncId,
        outs: Vec<Reg>,
    },
    /// Raises UnboundLocalError (NameError when `free`) if the object register is NULL.
    CheckBound {
        reg: Reg,
        name: SmolStr,
        free: bool,
    },
    /// `del x`: the register becomes unbound (NULL); its value is released.
    Unbind {
        reg: Reg,
    },
    /// An operation pyxide cannot compile, in lenient mode: may raise, may read and keep what it uses.
    Opaque {
        dst: Option<Reg>,
        uses: Vec<Operand>,
        what: SmolStr,
    },
    /// Adds this function to the traceback of the exception in flight (made by the exceptions pass).
    Traceback,
    // ---- made by the counting pass
    IncRef {
        value: Operand,
        nullable: bool,
    },
    /// `clear`: the register is set to NULL before the release.
    DecRef {
        reg: Reg,
        nullable: bool,
        clear: bool,
    },
    /// Sets an object register to NULL without a release.
    SetNull {
        reg: Reg,
    },
}

#[derive(Clone, Debug)]
pub enum Rvalue {
    Use(Operand),
    /// Reads memory. An object read is borrowed from the place; the counting pass counts it up at once.
    Load(Place),
    AddrOf(Place),
    Unary(UnOp, Operand),
    /// C semantics in the type of `dst` (comparisons: operands of one common type, result `int`).
    Binary(BinOp, Operand, Operand),
    /// C cast to the type of `dst`.
    Cast(Operand),
    /// Struct, C tuple or array value from its fields in order; `None`: zero.
    Aggregate(Vec<Option<Operand>>),
    /// `c ? a : b` of two values without effects.
    Select(Operand, Operand, Operand),
    /// A method from the vtable of an object, as a function pointer.
    Method(Operand, ClassId, usize),
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum UnOp {
    Neg,
    /// `~`; of a complex number its conjugate, as in C.
    Invert,
    /// The parts of a complex number.
    Real,
    Imag,
    /// `!`
    Not,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BinOp {
    Add,
    Sub,
    Mul,
    /// C division, truncating.
    Div,
    /// C remainder; `fmod` for floats.
    Rem,
    Shl,
    Shr,
    And,
    Or,
    Xor,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

impl BinOp {
    pub fn is_comparison(self) -> bool {
        matches!(self, BinOp::Eq | BinOp::Ne | BinOp::Lt | BinOp::Le | BinOp::Gt | BinOp::Ge)
    }

    pub fn c_symbol(self) -> &'static str {
        match self {
            BinOp::Add => "+",
            BinOp::Sub => "-",
            BinOp::Mul => "*",
            BinOp::Div => "/",
            BinOp::Rem => "%",
            BinOp::Shl => "<<",
            BinOp::Shr => ">>",
            BinOp::And => "&",
            BinOp::Or => "|",
            BinOp::Xor => "^",
            BinOp::Eq => "==",
            BinOp::Ne => "!=",
            BinOp::Lt => "<",
            BinOp::Le => "<=",
            BinOp::Gt => ">",
            BinOp::Ge => ">=",
        }
    }
}

/// What an operation reads.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    Reg(Reg),
    Const(Const),
}

impl From<Reg> for Operand {
    fn from(reg: Reg) -> Operand {
        Operand::Reg(reg)
    }
}
impl From<Const> for Operand {
    fn from(c: Const) -> Operand {
        Operand::Const(c)
    }
}

impl Operand {
    pub fn reg(&self) -> Option<Reg> {
        match self {
            Operand::Reg(r) => Some(*r),
            Operand::Const(_) => None,
        }
    }

    pub fn int(value: i64, ty: TypeId) -> Operand {
        Operand::Const(Const::Int(BigInt::from(value), ty))
    }
}

/// A constant. Object constants are borrowed references that live as long as the module.
#[derive(Clone, Debug, PartialEq)]
pub enum Const {
    Int(BigInt, TypeId),
    Float(f64, TypeId),
    /// Imaginary C constant.
    Imaginary(f64, TypeId),
    /// A NUL-terminated C string.
    CStr(Vec<u8>),
    /// The null pointer of a pointer or object type.
    Null(TypeId),
    None,
    True,
    False,
    Ellipsis,
    NotImplemented,
    /// An object of the constant pool.
    Object(ConstId),
    /// A builtin type object.
    BuiltinType(BuiltinType),
    /// A C expression of CPython's API that is a borrowed object: `PyExc_ValueError`.
    Api(SmolStr),
    /// Type object of an extension class.
    TypeObject(ClassId),
    Module,
    /// The current value of a module-level slot.
    Static(StaticId),
    /// Address of the descriptor of a Python-callable function.
    PyFunc(PyFuncId),
    /// Address of a C function.
    CFunc(CFuncId),
    /// Address of a function of this module.
    Func(FuncId),
    /// A named C constant (enum item, macro).
    Named(SmolStr, TypeId),
    SizeOf(TypeId),
}

/// Memory: a base and a path from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub base: PlaceBase,
    pub path: Vec<Proj>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum PlaceBase {
    Reg(Reg),
    CVar(CVarId),
    Static(StaticId),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Proj {
    /// `*p`.
    Deref,
    /// `s.f` of a struct value.
    Field(StructId, usize),
    /// Attribute of an extension class instance, through the object reference: `self->data`. The class is the one that
    /// declares the attribute.
    ClassField(ClassId, usize),
    /// Variable of a scope object, through its reference.
    ScopeField(ScopeTypeId, usize),
    /// Item of a C tuple value.
    TupleItem(usize),
    /// `p[i]` of a pointer or array.
    Index(Operand),
}

impl Place {
    pub fn reg(reg: Reg) -> Place {
        Place { base: PlaceBase::Reg(reg), path: vec![] }
    }

    pub fn then(mut self, proj: Proj) -> Place {
        self.path.push(proj);
        self
    }
}

#[derive(Clone, Debug)]
pub enum Callee {
    Prim(Prim),
    CFunc(CFuncId),
    /// A function of this module by its own id (generator bodies, wrappers).
    Func(FuncId),
    /// Through a function pointer.
    Ptr(Operand, Box<Signature>),
    /// Virtual method: object is the first argument.
    Virtual(ClassId, usize),
    /// C method without dispatch.
    Method(ClassId, usize),
    /// Makes a scope object, all fields zero.
    NewScope(ScopeTypeId),
    /// Calls `tp_new` of an extension class of this module with no Python-level lookup: args are (args tuple, kwargs or NULL).
    NewObject(ClassId),
    /// Makes the type object of an extension class of this module ready: slots, methods, vtable, bases. The argument is
    /// a tuple of further base classes, or NULL. Status: -1 on error.
    ReadyClass(ClassId),
}

/// How a block ends.
#[derive(Clone, Debug)]
pub enum Terminator {
    Goto(Block),
    /// On a C truth value.
    Branch {
        cond: Operand,
        then: Block,
        otherwise: Block,
        hint: Hint,
    },
    Switch {
        value: Operand,
        cases: Vec<(i64, Block)>,
        default: Block,
    },
    Return(Option<Operand>),
    /// An exception is set: go to the handler, or leave the function with its error value.
    Unwind,
    /// After splitting: the last operation of the block may have raised. Both edges equal: it always raises.
    Fallible {
        ok: Block,
        err: Block,
    },
    /// Suspends a generator. On resumption `sent` receives the value sent (owned), or the exception thrown in is raised.
    /// `err` is the error edge after splitting.
    Yield {
        value: Operand,
        sent: Option<Reg>,
        resume: Block,
        err: Option<Block>,
    },
    Unreachable,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Hint {
    #[default]
    None,
    Likely,
    Unlikely,
}

impl Terminator {
    pub fn successors(&self) -> impl DoubleEndedIterator<Item = Block> + '_ {
        let (first, second, cases): (Option<Block>, Option<Block>, &[(i64, Block)]) = match self {
            Terminator::Goto(b) => (Some(*b), None, &[]),
            Terminator::Branch { then, otherwise, .. } => (Some(*then), Some(*otherwise), &[]),
            Terminator::Switch { cases, default, .. } => (Some(*default), None, cases),
            Terminator::Fallible { ok, err } if ok == err => (Some(*err), None, &[]),
            Terminator::Fallible { ok, err } => (Some(*ok), Some(*err), &[]),
            Terminator::Yield { resume, err, .. } => (Some(*resume), *err, &[]),
            Terminator::Return(_) | Terminator::Unwind | Terminator::Unreachable => (None, None, &[]),
        };
        first.into_iter().chain(second).chain(cases.iter().map(|(_, b)| *b))
    }

    pub fn map_successors(&mut self, mut f: impl FnMut(Block) -> Block) {
        match self {
            Terminator::Goto(b) => *b = f(*b),
            Terminator::Branch { then, otherwise, .. } => {
                *then = f(*then);
                *otherwise = f(*otherwise);
            }
            Terminator::Switch { cases, default, .. } => {
                *default = f(*default);
                for (_, b) in cases {
                    *b = f(*b);
                }
            }
            Terminator::Fallible { ok, err } => {
                *ok = f(*ok);
                *err = f(*err);
            }
            Terminator::Yield { resume, err, .. } => {
                *resume = f(*resume);
                if let Some(e) = err {
                    *e = f(*e);
                }
            }
            Terminator::Return(_) | Terminator::Unwind | Terminator::Unreachable => {}
        }
    }

    pub fn operands(&self) -> impl Iterator<Item = &Operand> {
        match self {
            Terminator::Branch { cond, .. } => Some(cond),
            Terminator::Switch { value, .. } | Terminator::Yield { value, .. } => Some(value),
            Terminator::Return(v) => v.as_ref(),
            _ => None,
        }
        .into_iter()
    }
}

impl Rvalue {
    /// Registers read, those inside places included.
    pub fn for_each_operand<'a>(&'a self, f: &mut impl FnMut(&'a Operand)) {
        match self {
            Rvalue::Use(a) | Rvalue::Unary(_, a) | Rvalue::Cast(a) | Rvalue::Method(a, ..) => f(a),
            Rvalue::Binary(_, a, b) => {
                f(a);
                f(b);
            }
            Rvalue::Select(c, a, b) => {
                f(c);
                f(a);
                f(b);
            }
            Rvalue::Aggregate(items) => items.iter().flatten().for_each(f),
            Rvalue::Load(p) | Rvalue::AddrOf(p) => p.for_each_index(f),
        }
    }

    pub fn place(&self) -> Option<&Place> {
        match self {
            Rvalue::Load(p) | Rvalue::AddrOf(p) => Some(p),
            _ => None,
        }
    }
}

impl Place {
    /// Operands used as indices in the path (the base register is not an operand).
    pub fn for_each_index<'a>(&'a self, f: &mut impl FnMut(&'a Operand)) {
        for p in &self.path {
            if let Proj::Index(i) = p {
                f(i);
            }
        }
    }

    pub fn base_reg(&self) -> Option<Reg> {
        match self.base {
            PlaceBase::Reg(r) => Some(r),
            _ => None,
        }
    }
}

impl OpKind {
    /// Every register the operation reads (bases of places included).
    pub fn uses(&self, f: &mut impl FnMut(Reg)) {
        let mut operand = |o: &Operand| {
            if let Operand::Reg(r) = o {
                f(*r);
            }
        };
        match self {
            OpKind::Assign { value, .. } => {
                value.for_each_operand(&mut operand);
                if let Some(r) = value.place().and_then(Place::base_reg) {
                    f(r);
                }
            }
            OpKind::Store { place, value, .. } => {
                operand(value);
                place.for_each_index(&mut operand);
                if let Some(r) = place.base_reg() {
                    f(r);
                }
            }
            OpKind::Call { callee, args, .. } => {
                if let Callee::Ptr(p, _) = callee {
                    operand(p);
                }
                args.iter().for_each(operand);
            }
            OpKind::Opaque { uses, .. } => uses.iter().for_each(operand),
            OpKind::CheckBound { reg, .. } | OpKind::DecRef { reg, .. } => f(*reg),
            OpKind::Unbind { reg } => f(*reg),
            OpKind::IncRef { value, .. } => operand(value),
            OpKind::ParseArgs { .. } | OpKind::Traceback | OpKind::SetNull { .. } => {}
        }
    }

    /// Every register the operation sets.
    pub fn defs(&self, f: &mut impl FnMut(Reg)) {
        match self {
            OpKind::Assign { dst, .. } => f(*dst),
            OpKind::Call { dst, outs, .. } => {
                dst.iter().for_each(|r| f(*r));
                outs.iter().for_each(|r| f(*r));
            }
            OpKind::ParseArgs { outs, .. } => outs.iter().for_each(|r| f(*r)),
            OpKind::Opaque { dst, .. } => dst.iter().for_each(|r| f(*r)),
            OpKind::Unbind { reg } | OpKind::SetNull { reg } => f(*reg),
            OpKind::Store { place, .. } if place.path.is_empty() => {
                place.base_reg().iter().for_each(|r| f(*r))
            }
            _ => {}
        }
    }
}
