//! Statements.

use crate::*;
use pyxide_diagnostics::Span;
use pyxide_types::{ClassId, TypeId};
use smol_str::SmolStr;

#[derive(Debug, Clone)]
pub struct Stmt {
    pub span: Span,
    pub kind: StmtKind,
}

#[derive(Debug, Clone)]
pub enum StmtKind {
    Expr(Expr),
    /// `a = b, c = value`: the value is evaluated once, then stored in each target, left to right.
    Assign {
        targets: Vec<Target>,
        value: Expr,
    },
    /// `target op= value`. The target's object and index are evaluated once. `value` has the type the operation
    /// needs; the result is converted to the target's type.
    AugAssign {
        target: Target,
        op: BinOp,
        value: Expr,
        flags: ArithFlags,
    },
    Delete(Vec<Target>),
    Return(Option<Expr>),
    /// With a traceback it is `raise exc, cause, traceback`: `cause` is the value, or `None`.
    Raise {
        exc: Option<Expr>,
        cause: Option<Expr>,
        traceback: Option<Expr>,
    },
    Assert {
        test: Expr,
        message: Option<Expr>,
    },
    If {
        arms: Vec<(Expr, Vec<Stmt>)>,
        orelse: Vec<Stmt>,
    },
    While {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    For {
        target: Target,
        iter: ForIter,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
        is_async: bool,
    },
    Break,
    Continue,
    Try {
        body: Vec<Stmt>,
        handlers: Vec<Handler>,
        orelse: Vec<Stmt>,
        finally: Vec<Stmt>,
    },
    /// `try: … except* …`.
    TryStar {
        body: Vec<Stmt>,
        handlers: Vec<Handler>,
        orelse: Vec<Stmt>,
        finally: Vec<Stmt>,
    },
    With {
        manager: Expr,
        /// The call of an `__enter__` that is a C method; without it the manager's type is asked for one.
        enter: Option<Expr>,
        target: Option<Target>,
        body: Vec<Stmt>,
        is_async: bool,
    },
    /// `with nogil:` / `with gil:` (also `nogil:` blocks).
    Gil {
        state: GilState,
        body: Vec<Stmt>,
    },
    /// `enter`, the body, and `exit` on every way out of it. Neither can raise or needs the GIL.
    Guard {
        enter: Expr,
        exit: Expr,
        body: Vec<Stmt>,
    },
    Match {
        subject: Expr,
        cases: Vec<MatchCase>,
    },
    /// A Python class; the body runs inline with a namespace. Decorators wrap the result.
    PyClass(Box<PyClass>),
    /// The place in the module body where an extension class is made ready, then its Python-level body statements.
    ExtClass {
        class: ClassId,
        body: Vec<Stmt>,
    },
    /// `from m import *`.
    ImportStar {
        module: Expr,
    },
    /// `print …` of language level 2, already split.
    Print {
        dest: Option<Expr>,
        values: Vec<Expr>,
        newline: bool,
    },
    Exec {
        code: Expr,
        globals: Option<Expr>,
        locals: Option<Expr>,
    },
    /// Appends to the result of the innermost comprehension of the id.
    ComprehensionAppend {
        id: u32,
        value: Expr,
    },
    /// Adds all items of an iterable (of a mapping, for a dict) to the result.
    ComprehensionUnpack {
        id: u32,
        value: Expr,
    },
    /// Same for a dict comprehension.
    ComprehensionPut {
        id: u32,
        key: Expr,
        value: Expr,
    },
    /// Declares nothing and does nothing but keeps a place (e.g. `pass`).
    Pass,
    /// A nested block (an `IF`, an include, a `with cython.boundscheck(False)` body).
    Block(Vec<Stmt>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GilState {
    /// Release the GIL in the body.
    NoGil,
    /// Hold the GIL in the body.
    WithGil,
}

#[derive(Debug, Clone)]
pub struct Handler {
    /// `None`: bare except. A tuple expression means any of them.
    pub pattern: Option<Expr>,
    pub target: Option<Target>,
    pub body: Vec<Stmt>,
    pub span: Span,
}

/// A place to assign to. `ty` is the type stored there; `coerce` converts the assigned value (whose type the
/// assignment knows) to it.
#[derive(Debug, Clone)]
pub struct Target {
    pub span: Span,
    pub ty: TypeId,
    pub kind: TargetKind,
    /// How to get from the value's type to `ty`; `None`: same type already.
    pub coerce: Option<Coercion>,
}

#[derive(Debug, Clone)]
pub enum TargetKind {
    Local(LocalId),
    /// A captured local of an enclosing function.
    Outer(FuncId, LocalId),
    /// A Python global of the module.
    Global(SmolStr),
    /// A name in the namespace of the Python class body (or of the extension class body) being executed.
    ClassName(SmolStr),
    CVar(CVarId),
    /// Python attribute.
    Attr(Expr, SmolStr),
    /// Python item.
    Item(Expr, Box<Index>),
    /// C memory: the expression is an lvalue ([`ExprKind::Field`], [`ExprKind::CIndex`], [`ExprKind::Deref`]).
    Memory(Expr),
    /// Unpacking; `star` is the index of the starred element, which takes a list.
    Unpack {
        items: Vec<Target>,
        star: Option<usize>,
    },
    /// Unpacking a C tuple or assigning a C array slice, element by element, is written out by sema.
    Discard,
}

/// The subscript of a Python item or slice.
#[derive(Debug, Clone)]
pub enum Index {
    Object(Expr),
    /// A C integer index; flags say which checks apply.
    Ssize {
        index: Expr,
        wraparound: bool,
        boundscheck: bool,
    },
    /// `a:b` without a step, bounds as objects or C integers.
    Slice {
        start: Option<Expr>,
        stop: Option<Expr>,
    },
}

/// What a `for` loop runs over, after optimisation.
#[derive(Debug, Clone)]
pub enum ForIter {
    /// `iter()`/`next()` on an object; list, tuple, dict, set, str and bytes are taken from the expression's type.
    Object(Expr),
    /// A loop over C integers: `range(start, stop, step)` or `for i from`. The loop variable is computed in `ty`;
    /// `step` is a constant different from 0 unless `step_expr` is given.
    Range { start: Expr, stop: Expr, step: RangeStep, ty: TypeId, inclusive: bool },
    /// Elements of a C array or of a pointer slice `p[a:b]`/`p[a:b:s]`.
    Memory { base: Expr, start: Option<Expr>, stop: Expr, step: Option<Expr>, elem: TypeId },
    /// `enumerate(iter[, start])` with a C counter.
    Enumerate { counter: Target, start: Option<Expr>, inner: Box<ForIter> },
    /// `d.items()`, `.keys()`, `.values()` of a dict object; `target` receives a 2-tuple for items.
    Dict { dict: Expr, what: DictView },
    /// Characters of a str (`Py_UCS4`) or bytes of a bytes object (`unsigned char`).
    Chars(Expr),
    /// `reversed(range/sequence)` on an object.
    Reversed(Expr),
}

#[derive(Debug, Clone)]
pub enum RangeStep {
    Const(i64),
    Expr(Expr),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DictView {
    Keys,
    Values,
    Items,
}

#[derive(Debug, Clone)]
pub struct MatchCase {
    pub pattern: Pattern,
    pub guard: Option<Expr>,
    pub body: Vec<Stmt>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub enum Pattern {
    /// Compare by `==`.
    Value(Expr),
    /// Compare by `is` (None, True, False).
    Singleton(Expr),
    /// Binds; `None` is `_`.
    Capture(Option<Target>),
    As(Box<Pattern>, Target),
    Or(Vec<Pattern>),
    /// `star`: index and binding of the starred element.
    Sequence {
        items: Vec<Pattern>,
        star: Option<(usize, Option<Target>)>,
    },
    Mapping {
        items: Vec<(Expr, Pattern)>,
        rest: Option<Target>,
    },
    Class {
        class: Expr,
        positional: Vec<Pattern>,
        keywords: Vec<(SmolStr, Pattern)>,
    },
}

#[derive(Debug, Clone)]
pub struct PyClass {
    pub name: SmolStr,
    pub qualname: SmolStr,
    pub doc: Option<SmolStr>,
    /// Positional arguments and `*args` of the class statement.
    pub bases: Vec<Arg>,
    /// Keyword arguments (with `metaclass`) and `**kwargs`.
    pub keywords: Vec<KwArg>,
    pub body: Vec<Stmt>,
    pub decorators: Vec<Expr>,
    pub target: Target,
    /// Local of the enclosing function, captured by methods, that receives the finished class (`__class__`).
    pub class_cell: Option<LocalId>,
}
