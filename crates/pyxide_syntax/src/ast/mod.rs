//! The syntax tree: plain values with spans, as the parser read them.
//!
//! One tree serves `.pyx`, `.pxd`, `.pxi` and `.py`. It says what was written and resolves nothing: names are
//! text, types are spelled types, and a construct that Cython decides later (is `x` in `cdef f(x)` a type or an
//! argument?) is kept the way Cython's own parser reads it; the node's documentation says how.
//!
//! What it guarantees:
//! - Every node has a [`Span`] inside its file; a child's span lies within its parent's (decorators included).
//! - Values that are inherited in the text are resolved: a declaration inside `cdef public:` or
//!   `cdef extern from "x.h" nogil:` carries the effective visibility, `api` and `nogil` in its [`DeclFlags`].
//! - A tree made from text with syntax errors holds [`StmtKind::Error`] / [`ExprKind::Error`] where nothing
//!   better could be read; a tree from text without errors never does.
//! - Depth is bounded (see [`crate::limits`]), so recursion over a tree is safe on a thread with a stack of some
//!   tens of megabytes (a level of an unoptimised walk takes a few kilobytes, and there are up to 6000).
//!
//! Most types are declared through the `nodes!` macro, which writes, beside the type itself, how to print it
//! ([`printer`]) and how to walk it ([`visit`]). In the macro, a variant with one value names it:
//! `Return(value: Option<Box<Expr>>)` is the ordinary Rust variant `Return(Option<Box<Expr>>)`.

#[macro_use]
mod nodes;
mod ctype;
mod expr;
mod literal;
mod pattern;
pub mod printer;
mod stmt;
pub mod unparse;
pub mod visit;

pub use ctype::*;
pub use expr::*;
pub use literal::*;
pub use pattern::*;
pub use stmt::*;

pub use pyxide_diagnostics::Span;
pub use smol_str::SmolStr;

nodes! {
    /// A name and where it stands.
    pub struct Ident {
        pub name: SmolStr,
        pub span: Span,
    }

    /// A source file.
    pub struct Module {
        pub span: Span,
        /// What sort of file the text was parsed as.
        pub kind: SourceKind,
        /// The level in force: the file's own `# cython: language_level=` wins over the options.
        pub language_level: LanguageLevel,
        /// The `# cython:` and `# distutils:` comments before the first statement, in order.
        pub directives: Vec<DirectiveComment>,
        /// A docstring, where there is one, is the first statement.
        pub body: Vec<Stmt>,
        /// Some statement could not be read: what it declares is missing.
        pub is_broken: bool,
    }

    /// The sort of source file; it decides which statements and keywords exist.
    #[derive(Copy, Eq, Hash, Default)]
    pub enum SourceKind {
        /// A Cython module, `.pyx`. An included `.pxi` is parsed as the file that includes it.
        #[default]
        Pyx,
        /// A declaration file, `.pxd`.
        Pxd,
        /// A Python file: no Cython syntax.
        Py,
    }

    /// The language level (`# cython: language_level=`).
    #[derive(Copy, Eq, Hash, Default)]
    pub enum LanguageLevel {
        /// Python 2 syntax and semantics.
        Py2,
        /// `3str`: the same syntax and semantics as level 3 since Cython 3.1 made the two one.
        Py3Str,
        #[default]
        Py3,
    }

    /// Which tool a directive comment speaks to.
    #[derive(Copy, Eq, Hash)]
    pub enum DirectiveTool {
        Cython,
        Distutils,
    }

    /// One `name=value` of a header comment `# cython: name=value, name=value` or `# distutils: name=value`.
    pub struct DirectiveComment {
        pub span: Span,
        pub tool: DirectiveTool,
        pub name: Ident,
        /// The text after `=`, trimmed, not interpreted.
        pub value: Ident,
    }
}

impl LanguageLevel {
    /// The level of a directive value (`2`, `3`, `3str`).
    pub fn from_directive(value: &str) -> Option<LanguageLevel> {
        match value.trim_matches(['"', '\'']) {
            "2" => Some(LanguageLevel::Py2),
            "3" => Some(LanguageLevel::Py3),
            "3str" => Some(LanguageLevel::Py3Str),
            _ => None,
        }
    }

    /// True at level 2, where `print` is a statement and octal is `0777`.
    pub fn is_py2(self) -> bool {
        self == LanguageLevel::Py2
    }
}

impl Ident {
    pub fn new(name: impl Into<SmolStr>, span: Span) -> Ident {
        Ident { name: name.into(), span }
    }

    pub fn as_str(&self) -> &str {
        &self.name
    }
}
