//! The patterns of `match`.

use super::*;

nodes! {
    pub struct Pattern [visit_pattern] {
        pub span: Span,
        pub kind: PatternKind,
    }

    pub enum PatternKind {
        /// `_`
        Wildcard,
        /// `name`
        Capture(name: Ident),
        /// A literal: number, complex, string, `None`, `True`, `False`.
        Literal(value: Box<Expr>),
        /// `a.b`: compared by equality.
        Value(value: Box<Expr>),
        /// `[a, b]`, `(a, b)`, `a, b`
        Sequence(elements: Vec<Pattern>),
        /// `*name`, `*_` (no name); only in a sequence.
        Star(name: Option<Ident>),
        /// `{key: pattern, **rest}`
        Mapping { entries: Vec<MappingEntry>, rest: Option<Ident> },
        /// `Class(p, name=q)`
        Class { class: Box<Expr>, positional: Vec<Pattern>, keywords: Vec<KeywordPattern> },
        /// `a | b`: two or more.
        Or(alternatives: Vec<Pattern>),
        /// `pattern as name`
        As { pattern: Box<Pattern>, name: Ident },
        /// Text that could not be read.
        Error,
    }

    pub struct MappingEntry {
        pub key: Expr,
        pub pattern: Pattern,
    }

    pub struct KeywordPattern {
        pub name: Ident,
        pub pattern: Pattern,
    }

    /// One `case` of a `match`.
    pub struct MatchCase {
        pub span: Span,
        pub pattern: Pattern,
        pub guard: Option<Expr>,
        pub body: Vec<Stmt>,
    }
}
