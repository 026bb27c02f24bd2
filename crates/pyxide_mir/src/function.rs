//! Functions, registers and blocks.

use crate::*;
use pyxide_diagnostics::Span;
use pyxide_types::{ErrorProtocol, TypeId};
use smol_str::SmolStr;

#[derive(Clone, Debug)]
pub struct Function {
    /// C name.
    pub name: SmolStr,
    /// Name in tracebacks.
    pub display: SmolStr,
    pub span: Span,
    pub linkage: Linkage,
    pub convention: Convention,
    /// Parameters of the C convention, in order.
    pub params: Vec<Reg>,
    pub ret: TypeId,
    pub error: ErrorProtocol,
    /// Runs without the GIL.
    pub nogil: bool,
    /// Takes more arguments than `params` (`...`), and looks at none of them.
    pub varargs: bool,
    pub regs: Vec<RegData>,
    pub blocks: Vec<BlockData>,
    pub stage: Stage,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Linkage {
    Static,
    StaticInline,
    /// Visible to the linker (`public`).
    Public,
}

/// How the function is entered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Convention {
    /// An ordinary C function: `params` are its parameters. Slots of extension classes are such functions.
    C,
    /// `(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)`. `params` holds `self` (the
    /// instance for methods, the function object otherwise).
    Fastcall(PyFuncId),
    /// `(PyObject *self, PyObject *unused)`; `params` holds `self`.
    NoArgs(PyFuncId),
    /// `(PyObject *self, PyObject *args, PyObject *kwargs)`; `params` holds `self`.
    TupleKw(PyFuncId),
    /// Body of a generator or coroutine: `(pyx_gen *gen, PyObject *sent)`. `params` holds the scope object, borrowed from `gen`.
    Generator,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stage {
    /// Handlers per block, no error edges.
    Built,
    /// Error edges explicit.
    Split,
    /// Reference counting explicit.
    Counted,
}

#[derive(Clone, Debug)]
pub struct RegData {
    pub ty: TypeId,
    /// The user's name, for variables and parameters.
    pub name: Option<SmolStr>,
    pub kind: RegKind,
    pub storage: Storage,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RegKind {
    /// Parameter of the C convention: objects are borrowed from the caller (counted up at entry when reassigned).
    Param,
    /// The user's variable: an object is kept until the function ends, or the variable is reassigned or deleted.
    User,
    /// Made by lowering: released after its last use.
    Temp,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Storage {
    Local,
    /// A field of the generator's scope object (set by the generator pass).
    Frame(usize),
    /// Element of the argument array that `ParseArgs` fills.
    Arg(usize),
}

#[derive(Clone, Debug)]
pub struct BlockData {
    pub ops: Vec<Op>,
    pub term: Terminator,
    pub term_span: Span,
    /// Where exceptions raised in this block go while [`Stage::Built`]; `None`: out of the function.
    pub handler: Option<Block>,
    /// The GIL is released in this block.
    pub nogil: bool,
}

impl Function {
    pub fn block(&self, b: Block) -> &BlockData {
        &self.blocks[b.index()]
    }

    pub fn block_mut(&mut self, b: Block) -> &mut BlockData {
        &mut self.blocks[b.index()]
    }

    pub fn reg(&self, r: Reg) -> &RegData {
        &self.regs[r.index()]
    }

    /// The function without its registers and blocks.
    pub fn header(&self) -> Function {
        Function {
            regs: vec![],
            blocks: vec![],
            params: vec![],
            name: self.name.clone(),
            display: self.display.clone(),
            error: self.error.clone(),
            ..*self
        }
    }

    pub fn block_ids(&self) -> impl DoubleEndedIterator<Item = Block> + use<> {
        (0..self.blocks.len() as u32).map(Block)
    }

    pub fn new_reg(&mut self, ty: TypeId, kind: RegKind, name: Option<SmolStr>) -> Reg {
        self.regs.push(RegData { ty, name, kind, storage: Storage::Local });
        Reg(self.regs.len() as u32 - 1)
    }

    pub fn new_block(&mut self, handler: Option<Block>, nogil: bool, span: Span) -> Block {
        self.blocks.push(BlockData {
            ops: vec![],
            term: Terminator::Unreachable,
            term_span: span,
            handler,
            nogil,
        });
        Block(self.blocks.len() as u32 - 1)
    }
}
