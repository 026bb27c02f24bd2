//! Expressions, Python's and Cython's.
//!
//! Chains of operators are built left-deep by iteration; `a and b and c` and `a < b < c` are one node each.

use super::*;

nodes! {
    pub struct Expr [visit_expr] {
        pub span: Span,
        pub kind: ExprKind,
    }

    pub enum ExprKind {
        Name(name: SmolStr),
        Int(literal: IntLiteral),
        Float(literal: FloatLiteral),
        /// `2.5j`
        Imaginary(literal: FloatLiteral),
        /// A text literal, prefixed or not; adjacent literals are joined.
        Str(literal: StrLiteral),
        /// `b"…"`
        Bytes(literal: BytesLiteral),
        /// `c"x"`, a C character.
        Char(literal: CharLiteral),
        /// `f"…"`; adjacent plain literals are joined to it.
        FString(literal: FString),
        /// `t"…"`
        TString(literal: FString),
        True,
        False,
        None,
        Ellipsis,
        /// `NULL`; a plain name in a `.py` file.
        Null,
        Tuple { elements: Vec<Expr>, parenthesized: bool },
        List(elements: Vec<Expr>),
        Set(elements: Vec<Expr>),
        Dict(items: Vec<DictItem>),
        ListComp(comp: Box<Comprehension>),
        SetComp(comp: Box<Comprehension>),
        GeneratorExp(comp: Box<Comprehension>),
        DictComp { key: Box<Expr>, value: Box<Expr>, generators: Vec<CompFor> },
        /// `{**mapping for …}`
        DictUnpackComp { mapping: Box<Expr>, generators: Vec<CompFor> },
        /// `*x` in a call, display, target or subscript.
        Starred(value: Box<Expr>),
        /// `name := value`
        Named { target: Ident, value: Box<Expr> },
        Await(value: Box<Expr>),
        Yield(value: Option<Box<Expr>>),
        YieldFrom(value: Box<Expr>),
        Lambda { params: Box<Params>, body: Box<Expr> },
        /// `body if test else orelse`
        IfExp { test: Box<Expr>, body: Box<Expr>, orelse: Box<Expr> },
        /// `a and b and c`: two or more values.
        BoolOp { op: BoolOp, values: Vec<Expr> },
        Unary { op: UnaryOp, operand: Box<Expr> },
        Binary { op: BinaryOp, left: Box<Expr>, right: Box<Expr> },
        /// `left op right op right…`
        Compare { left: Box<Expr>, rest: Vec<CompareTail> },
        Call { func: Box<Expr>, args: Vec<Arg> },
        Attribute { value: Box<Expr>, attr: Ident },
        /// `value[index]`; several items are a [`ExprKind::Tuple`] without parentheses.
        Subscript { value: Box<Expr>, index: Box<Expr> },
        /// Only as (part of) a subscript's index.
        Slice { lower: Option<Box<Expr>>, upper: Option<Box<Expr>>, step: Option<Box<Expr>> },

        // Cython
        /// `<T>x`, `<T?>x` (with `typecheck`), `<int[:n]>p`.
        Cast { ty: Box<TypeName>, typecheck: bool, operand: Box<Expr> },
        /// `sizeof(x)` where the operand reads as an expression. A plain name may still be a type: sema decides.
        SizeofExpr(operand: Box<Expr>),
        /// `sizeof(T)` where the operand can only be a type.
        SizeofType(ty: Box<TypeName>),
        /// `new T(args)`
        New { class: Box<CType>, args: Vec<Arg> },
        /// `` `x` `` of level 2.
        Backquote(value: Box<Expr>),

        /// Text that could not be read.
        Error,
    }

    /// A comprehension's element and clauses.
    pub struct Comprehension {
        /// May be starred: `[*x for x in y]`.
        pub element: Expr,
        pub generators: Vec<CompFor>,
    }

    /// One `for … in … if … if …` of a comprehension.
    pub struct CompFor {
        pub span: Span,
        pub is_async: bool,
        pub iteration: Iteration,
        pub conditions: Vec<Expr>,
    }

    /// What a `for` runs over.
    pub enum Iteration {
        /// `target in iter`
        In { target: Box<Expr>, iter: Box<Expr> },
        /// `i from a <= i < b by s`, or the short `a <= i < b` when `short` is set.
        From(range: Box<ForFrom>),
    }

    /// The C-style range of a `for`.
    pub struct ForFrom {
        pub span: Span,
        pub target: Expr,
        pub lower: Expr,
        pub lower_relation: RangeRelation,
        pub upper_relation: RangeRelation,
        pub upper: Expr,
        pub step: Option<Expr>,
        /// `for a <= i < b:`, without `i from`.
        pub short: bool,
    }

    /// A relation of [`ForFrom`].
    #[derive(Copy, Eq, Hash)]
    pub enum RangeRelation {
        Less,
        LessEqual,
        Greater,
        GreaterEqual,
    }

    /// An item of a dict display.
    pub enum DictItem {
        Pair { key: Expr, value: Expr },
        /// `**mapping`
        Unpack(mapping: Expr),
    }

    /// An argument of a call or of a class's bases.
    pub enum Arg {
        Positional(value: Expr),
        Keyword { name: Ident, value: Expr },
        /// `*iterable`
        Starred(value: Expr),
        /// `**mapping`
        DoubleStarred(value: Expr),
    }

    pub struct CompareTail {
        pub op: CompareOp,
        pub op_span: Span,
        pub right: Expr,
    }

    #[derive(Copy, Eq, Hash)]
    pub enum BoolOp {
        And,
        Or,
    }

    #[derive(Copy, Eq, Hash)]
    pub enum UnaryOp {
        Not,
        Plus,
        Minus,
        Invert,
        /// `&x`
        AddressOf,
    }

    #[derive(Copy, Eq, Hash)]
    pub enum BinaryOp {
        Add,
        Sub,
        Mul,
        MatMul,
        Div,
        FloorDiv,
        Mod,
        Pow,
        LeftShift,
        RightShift,
        BitAnd,
        BitXor,
        BitOr,
    }

    #[derive(Copy, Eq, Hash)]
    pub enum CompareOp {
        Less,
        LessEqual,
        Greater,
        GreaterEqual,
        Equal,
        /// `!=`, and `<>` of level 2.
        NotEqual,
        In,
        NotIn,
        Is,
        IsNot,
    }

    /// The parameters of a `def` or a `lambda`.
    pub struct Params {
        pub span: Span,
        /// Before `/`.
        pub posonly: Vec<Param>,
        pub args: Vec<Param>,
        /// `*args`; a bare `*` leaves none and makes `kwonly` non-empty.
        pub vararg: Option<StarParam>,
        pub kwonly: Vec<Param>,
        pub kwarg: Option<StarParam>,
    }

    /// `*args` or `**kwargs`.
    pub struct StarParam {
        pub span: Span,
        pub name: Ident,
        pub annotation: Option<Expr>,
    }
}

impl Expr {
    pub fn new(span: Span, kind: ExprKind) -> Expr {
        Expr { span, kind }
    }

    /// The identifier, when the expression is a plain name.
    pub fn as_name(&self) -> Option<&SmolStr> {
        match &self.kind {
            ExprKind::Name(name) => Some(name),
            _ => None,
        }
    }

    /// `["a", "b", "c"]` for `a.b.c`; none when the expression is anything else.
    pub fn dotted_path(&self) -> Option<Vec<&str>> {
        let mut path = Vec::new();
        let mut at = self;
        loop {
            match &at.kind {
                ExprKind::Attribute { value, attr } => {
                    path.push(attr.as_str());
                    at = value;
                }
                ExprKind::Name(name) => {
                    path.push(name.as_str());
                    path.reverse();
                    return Some(path);
                }
                _ => return None,
            }
        }
    }
}

impl Arg {
    /// The argument's value, whatever its form.
    pub fn value(&self) -> &Expr {
        match self {
            Arg::Positional(value)
            | Arg::Keyword { value, .. }
            | Arg::Starred(value)
            | Arg::DoubleStarred(value) => value,
        }
    }
}

impl Params {
    /// Every named parameter except `*args` and `**kwargs`, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Param> {
        self.posonly.iter().chain(&self.args).chain(&self.kwonly)
    }
}

impl BinaryOp {
    /// The operator as it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            BinaryOp::Add => "+",
            BinaryOp::Sub => "-",
            BinaryOp::Mul => "*",
            BinaryOp::MatMul => "@",
            BinaryOp::Div => "/",
            BinaryOp::FloorDiv => "//",
            BinaryOp::Mod => "%",
            BinaryOp::Pow => "**",
            BinaryOp::LeftShift => "<<",
            BinaryOp::RightShift => ">>",
            BinaryOp::BitAnd => "&",
            BinaryOp::BitXor => "^",
            BinaryOp::BitOr => "|",
        }
    }
}

impl UnaryOp {
    /// The operator as it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            UnaryOp::Not => "not",
            UnaryOp::Plus => "+",
            UnaryOp::Minus => "-",
            UnaryOp::Invert => "~",
            UnaryOp::AddressOf => "&",
        }
    }
}

impl CompareOp {
    /// The operator as it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            CompareOp::Less => "<",
            CompareOp::LessEqual => "<=",
            CompareOp::Greater => ">",
            CompareOp::GreaterEqual => ">=",
            CompareOp::Equal => "==",
            CompareOp::NotEqual => "!=",
            CompareOp::In => "in",
            CompareOp::NotIn => "not in",
            CompareOp::Is => "is",
            CompareOp::IsNot => "is not",
        }
    }
}
