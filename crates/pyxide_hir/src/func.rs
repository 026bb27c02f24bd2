//! Functions and their variables.

use crate::*;
use pyxide_diagnostics::Span;
use pyxide_types::{ClassId, ErrorProtocol, TypeId};
use smol_str::SmolStr;

#[derive(Debug, Clone)]
pub struct Function {
    /// The user's name (`<lambda>`, `<genexpr>` for those).
    pub name: SmolStr,
    pub qualname: SmolStr,
    pub span: Span,
    pub kind: FunctionKind,
    pub flavour: Flavour,
    /// The extension class whose method this is.
    pub class: Option<ClassId>,
    /// The function whose scope encloses this one and whose captured locals it may use.
    pub outer: Option<FuncId>,
    pub params: Vec<Param>,
    /// What the body returns: the C type. `Object` for Python functions unless a special method's slot says
    /// otherwise.
    pub ret: TypeId,
    pub error: ErrorProtocol,
    /// The body runs without the GIL (declared `nogil`).
    pub nogil: bool,
    /// The function takes the GIL at entry (`with gil`).
    pub with_gil: bool,
    pub is_inline: bool,
    pub locals: Vec<Local>,
    pub body: Vec<Stmt>,
    pub doc: Option<SmolStr>,
    /// The `binding` directive: a function object with attributes, that binds as a method.
    pub binding: bool,
    /// Keyword arguments accepted even where one positional argument would allow a faster convention.
    pub always_allow_keywords: bool,
    /// `__text_signature__`-like information for `inspect.signature`: true when params carry it.
    pub is_static_method: bool,
    /// What profilers and tracers are told of it.
    pub trace: Trace,
}

/// The `profile` and `linetrace` directives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Trace {
    #[default]
    Off,
    Calls,
    Lines,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FunctionKind {
    ModuleInit,
    /// Called from Python: `def`, lambda, the Python side of `cpdef`.
    Python,
    /// A C function: `cdef`, the C side of `cpdef`; the index is its declaration.
    C(CFuncId),
    /// A C method of the class: index into `types.classes[..].methods`.
    CMethod(usize),
    /// Body of a generator expression; its only parameter is the outermost iterator.
    GenExpr,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    Plain,
    Generator,
    Coroutine,
    AsyncGenerator,
    /// A generator marked by `types.coroutine`/`iterable_coroutine`.
    IterableCoroutine,
}

#[derive(Debug, Clone)]
pub struct Param {
    pub local: LocalId,
    pub name: SmolStr,
    pub kind: ParamKind,
    /// Type of the local. For Python functions the argument is converted to it.
    pub ty: TypeId,
    pub default: Option<DefaultValue>,
    /// `None` is refused for an extension or builtin type (`not None`, or annotation rules).
    pub refuse_none: bool,
    /// Annotation as source text, for `__annotations__` under PEP 563 rules, when given.
    pub annotation: Option<SmolStr>,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamKind {
    PositionalOnly,
    Normal,
    VarPositional,
    KeywordOnly,
    VarKeyword,
}

#[derive(Debug, Clone)]
pub enum DefaultValue {
    /// A constant, already converted to the parameter's type: used in place.
    Inline(Expr),
    /// Evaluated when the function is made; element of the function's defaults in declaration order (positional
    /// first, then keyword-only).
    Stored(usize),
}

/// A variable of a function.
#[derive(Debug, Clone)]
pub struct Local {
    pub name: SmolStr,
    pub ty: TypeId,
    pub span: Span,
    /// A nested function uses it: it lives in the scope object, not in a register.
    pub captured: bool,
    pub kind: LocalKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalKind {
    Param,
    /// Assigned in the body. Reading an object variable that is not assigned raises UnboundLocalError (or NameError
    /// from a nested function).
    Var,
    /// Made by sema; always assigned before it is read.
    Temp,
}
