//! Expressions.

use crate::*;
use num_bigint::BigInt;
use pyxide_diagnostics::Span;
use pyxide_types::{ClassId, EnumId, Prim, TypeId};
use smol_str::SmolStr;

#[derive(Debug, Clone)]
pub struct Expr {
    pub span: Span,
    pub ty: TypeId,
    pub kind: ExprKind,
}

/// A string literal's text: WTF-8-like code points, since Python strings may hold lone surrogates.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Text {
    Utf8(SmolStr),
    CodePoints(Vec<u32>),
}

impl Text {
    /// The code point, when there is exactly one.
    pub fn single_char(&self) -> Option<u32> {
        match self {
            Text::Utf8(s) => {
                let mut chars = s.chars();
                chars.next().filter(|_| chars.next().is_none()).map(|c| c as u32)
            }
            Text::CodePoints(points) => match points[..] {
                [c] => Some(c),
                _ => None,
            },
        }
    }

    pub fn is_empty(&self) -> bool {
        match self {
            Text::Utf8(s) => s.is_empty(),
            Text::CodePoints(points) => points.is_empty(),
        }
    }
}

impl Expr {
    /// A constant: evaluating it has no effect and cannot fail.
    pub fn is_constant(&self) -> bool {
        matches!(
            self.kind,
            ExprKind::None
                | ExprKind::Ellipsis
                | ExprKind::NotImplemented
                | ExprKind::Null
                | ExprKind::Bool(_)
                | ExprKind::Int(_)
                | ExprKind::Float(_)
                | ExprKind::Imaginary(_)
                | ExprKind::Str(_)
                | ExprKind::Bytes(_)
                | ExprKind::CString(_)
                | ExprKind::CConst(_)
                | ExprKind::EnumItem(..)
        )
    }
}

#[derive(Debug, Clone)]
pub enum ExprKind {
    // ---- constants; the type tells whether it is a C value or an object
    None,
    Ellipsis,
    NotImplemented,
    Null,
    Bool(bool),
    Int(BigInt),
    Float(f64),
    /// Imaginary literal `1j`.
    Imaginary(f64),
    Str(Text),
    Bytes(Vec<u8>),
    /// `c"…"`/bytes literal used as `char*`: NUL-terminated static data.
    CString(Vec<u8>),
    /// An item of a C enum, or another named C constant.
    CConst(SmolStr),
    EnumItem(EnumId, usize),

    // ---- names
    Local(LocalId),
    Outer(FuncId, LocalId),
    /// Module global, then builtins; NameError when absent.
    Global(SmolStr),
    /// A builtin that the module does not shadow: looked up once, cached.
    BuiltinName(SmolStr),
    /// The namespace of the class body being executed, then `fallback`.
    ClassName(SmolStr, Box<Expr>),
    CVar(CVarId),
    /// Address of a C function, decaying to a function pointer.
    CFunc(CFuncId),
    /// The type object of an extension class.
    TypeObject(ClassId),
    /// The type object of a builtin type.
    BuiltinType(pyxide_types::BuiltinType),
    /// The module object itself.
    ThisModule,
    /// The dict of the module's globals (`globals()`).
    GlobalsDict,
    /// A dict of the function's current locals, `locals()`.
    LocalsDict(Vec<(SmolStr, LocalId)>),
    /// The namespace of the class whose body runs.
    ClassNamespace,

    // ---- attributes and items
    /// Python attribute lookup.
    Attr(Box<Expr>, SmolStr),
    /// A bound method of a `super()` and the like is an `Attr`; this is a C attribute: of a struct value or
    /// pointer (`.`/`->` follows from the type), or of an extension class instance.
    Field {
        base: Box<Expr>,
        field: FieldRef,
        nonecheck: bool,
    },
    /// Python subscript.
    Item(Box<Expr>, Box<Index>),
    /// C subscript of a pointer or array; for a fixed array `boundscheck` may apply to constant indices in sema.
    CIndex(Box<Expr>, Box<Expr>),
    /// One item of a C tuple.
    CTupleItem(Box<Expr>, usize),
    Deref(Box<Expr>),
    AddrOf(Box<Expr>),

    // ---- calls
    /// Python call.
    Call {
        func: Box<Expr>,
        args: Vec<Arg>,
        keywords: Vec<KwArg>,
    },
    /// `obj.name(args)` as one operation (method call without a bound method object).
    MethodCall {
        obj: Box<Expr>,
        name: SmolStr,
        args: Vec<Arg>,
        keywords: Vec<KwArg>,
    },
    /// C call by name. Fewer arguments than parameters where the rest is optional.
    CCall {
        func: CFuncId,
        args: Vec<Expr>,
        skip_dispatch: bool,
    },
    /// C call through a function pointer; the signature is in the callee's type.
    PtrCall {
        func: Box<Expr>,
        args: Vec<Expr>,
    },
    /// C method of an extension class. `dynamic`: through the vtable; else directly.
    CMethodCall {
        obj: Box<Expr>,
        class: ClassId,
        method: usize,
        args: Vec<Expr>,
        dynamic: bool,
        nonecheck: bool,
    },
    /// A C method of an object as a function pointer, which may be that of a subclass.
    CMethod {
        obj: Box<Expr>,
        class: ClassId,
        method: usize,
    },
    /// A primitive of the runtime or of CPython, chosen by sema.
    Prim(Prim, Vec<Expr>),
    /// Instantiation of an extension class whose arguments need no Python call: `T.__new__(T, …)`.
    NewObject {
        class: ClassId,
        args: Vec<Arg>,
        keywords: Vec<KwArg>,
    },

    /// Only in lenient mode: something that cannot be compiled, with the values that it uses. The memory checker knows
    /// `new` and `del`, the C++ operators; `attribute NAME` and `method NAME` of a C++ object or view (first part);
    /// `item` and `items` of a C++ container; `view cast` of a pointer, `view item` (a pointer), `view slice` and
    /// `view items` of a view; `address`, `call`, `compare`. What else it may be is for messages only.
    Opaque {
        what: SmolStr,
        parts: Vec<Expr>,
    },

    // ---- operators
    Unary(UnOp, Box<Expr>, ArithFlags),
    /// Both operands objects: Python operation. Else both of the result's C type (shifts: the left operand's).
    Binary(BinOp, Box<Expr>, Box<Expr>, ArithFlags),
    /// Chained comparison with single evaluation. Each pair is compared as Python objects or as C values of a
    /// common type; the coercions are inside. The type of the result is `bint`, or an object for a single rich
    /// comparison whose result is kept.
    Compare {
        first: Box<Expr>,
        rest: Vec<Comparison>,
    },
    Not(Box<Expr>),
    /// `and`/`or`: the value of one operand, all of the result's type.
    BoolOp {
        is_and: bool,
        items: Vec<Expr>,
    },
    Conditional {
        test: Box<Expr>,
        then: Box<Expr>,
        orelse: Box<Expr>,
    },
    /// `name := value`.
    Walrus(Box<Target>, Box<Expr>),

    // ---- displays
    Tuple(Vec<Arg>),
    List(Vec<Arg>),
    Set(Vec<Arg>),
    /// `None` key: `**mapping`.
    Dict(Vec<(Option<Expr>, Expr)>),
    CTuple(Vec<Expr>),
    /// A struct value from its fields, in the struct's order; `None`: left uninitialised/zero.
    StructInit(Vec<Option<Expr>>),
    /// A C array from its elements.
    ArrayInit(Vec<Expr>),
    Slice {
        start: Option<Box<Expr>>,
        stop: Option<Box<Expr>>,
        step: Option<Box<Expr>>,
    },
    FString(Vec<FPart>),
    TString(Vec<FPart>),

    // ---- functions, comprehensions, generators
    MakeFunction(Box<MakeFunction>),
    /// A list, set or dict comprehension executed in place: `body` holds the loops with
    /// [`StmtKind::ComprehensionAppend`]/`ComprehensionPut` of `id`.
    Comprehension {
        id: u32,
        kind: ComprehensionKind,
        body: Vec<Stmt>,
    },
    /// Calls the generator function `func` with the iterator of the outermost loop (or the C values its `for`
    /// needs) as arguments.
    GenExpr {
        func: FuncId,
        args: Vec<Expr>,
    },
    Yield(Option<Box<Expr>>),
    YieldFrom(Box<Expr>),
    Await(Box<Expr>),

    // ---- conversions
    Coerce(Coercion, Box<Expr>),
    SizeOf(TypeId),
    /// `typeof(x)` is a `Str` constant already.
    /// Import of a module: `import a.b` gives `a` unless `want_leaf`.
    Import {
        module: SmolStr,
        /// How many dots; -1: in the module's package first, then absolutely, as Python 2 did.
        level: i32,
        from_list: Vec<SmolStr>,
        want_leaf: bool,
    },
    /// `from m import name`: an attribute of an imported module with ImportError on absence.
    ImportFrom(Box<Expr>, SmolStr),
    /// Statements executed before the value (made by sema for its temporaries).
    Sequence(Vec<Stmt>, Box<Expr>),
    /// `unlikely(x)`/`likely(x)`.
    Likely(bool, Box<Expr>),
}

/// A field of a struct, or an attribute of an extension class (declared by that class or a base).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldRef {
    Struct(pyxide_types::StructId, usize),
    Class(ClassId, usize),
}

/// How a value gets from its type to the node's type. The types decide the details; the kind says what may happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coercion {
    /// C value to Python object. May raise (memory, decoding).
    ToObject,
    /// Python object to C value. May raise TypeError, OverflowError, …
    FromObject,
    /// Between C numbers, C's rules. Never raises.
    Numeric,
    /// As `Numeric`, of an operation that C computes in a narrower type than the language gives its result. What
    /// is computed with it next starts from the narrower type again.
    Widened,
    /// Between pointers, arrays, integers: a C cast. Never raises.
    CCast,
    /// Object to a narrower object type with a run-time test (TypeError); `None` passes when `allow_none`.
    TypeTest { allow_none: bool },
    /// Object to another object type without a test (upcast, or `<T>` cast).
    Reinterpret,
    /// Truth of an object or C value as `bint`. May raise for objects.
    Truth,
    /// A borrowed pointer to a Python object becomes a reference (`<object>ptr`), or the other way round
    /// (`<void*>obj`): no conversion of the value.
    ObjectPointer,
    /// `char*` data of a bytes/str object; borrowed from it.
    BytesData,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BinOp {
    Add,
    Sub,
    Mul,
    /// `/` true division.
    TrueDiv,
    /// `/` of C integers under language level 2 or `cdivision`-style C division, and Python 2 classic division.
    ClassicDiv,
    FloorDiv,
    Mod,
    Pow,
    MatMul,
    LShift,
    RShift,
    And,
    Or,
    Xor,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnOp {
    Neg,
    Pos,
    /// `~`; of a C complex number its conjugate, as in C.
    Invert,
    /// The parts of a C complex number.
    Real,
    Imag,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CmpOp {
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
    Is,
    IsNot,
    In,
    NotIn,
}

impl CmpOp {
    /// The operator as the source spells it.
    pub fn symbol(self) -> &'static str {
        match self {
            CmpOp::Lt => "<",
            CmpOp::Le => "<=",
            CmpOp::Eq => "==",
            CmpOp::Ne => "!=",
            CmpOp::Gt => ">",
            CmpOp::Ge => ">=",
            CmpOp::Is => "is",
            CmpOp::IsNot => "is not",
            CmpOp::In => "in",
            CmpOp::NotIn => "not in",
        }
    }
}

/// Directives that change C arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ArithFlags {
    /// C semantics for `/`, `//`, `%`; no zero check.
    pub cdivision: bool,
    /// Raise OverflowError on overflow.
    pub overflowcheck: bool,
    /// `x ** y` of integers stays an integer (`cpow`).
    pub cpow: bool,
    /// The operation runs without the GIL.
    pub nogil: bool,
}

#[derive(Debug, Clone)]
pub struct Comparison {
    pub op: CmpOp,
    pub right: Expr,
    /// The type in which this pair is compared (`Object`: rich comparison). Both sides are converted to it already,
    /// except that a middle operand used in two types is converted from its own type by the given coercions.
    pub ty: TypeId,
    pub left_coerce: Option<Coercion>,
    pub right_coerce: Option<Coercion>,
}

/// A positional argument or display element.
#[derive(Debug, Clone)]
pub enum Arg {
    Value(Expr),
    /// `*iterable`.
    Star(Expr),
}

#[derive(Debug, Clone)]
pub enum KwArg {
    Named(SmolStr, Expr),
    /// `**mapping`.
    DoubleStar(Expr),
}

/// A piece of an f-string (or t-string).
#[derive(Debug, Clone)]
pub enum FPart {
    Text(Text),
    Value {
        value: Expr,
        /// `!r`, `!s`, `!a`.
        conversion: Option<char>,
        /// The format spec as pieces; empty: none.
        spec: Vec<FPart>,
        /// Source text of the expression (t-strings).
        source: SmolStr,
    },
}

#[derive(Debug, Clone)]
pub struct MakeFunction {
    pub func: FuncId,
    /// Values of [`DefaultValue::Stored`], in their order.
    pub defaults: Vec<Expr>,
    /// `(parameter name or "return", value)`.
    pub annotations: Vec<(SmolStr, Expr)>,
    /// The function belongs to the Python class body being executed.
    pub in_class: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComprehensionKind {
    List,
    Set,
    Dict,
}
