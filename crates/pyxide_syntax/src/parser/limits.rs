//! The bounds that keep recursion safe.
//!
//! Two things can make a tree deep: nesting (brackets, blocks, `not not not`), which costs the parser's own
//! stack, and chains (`a + b + c…`, `a.b.c…`), which the parser reads in a loop and which only make the tree
//! high. Both are bounded, so every recursive walk of a tree is too.

/// Nesting of expressions, types, declarators and patterns. CPython allows 200 brackets.
pub const MAX_NESTING: u32 = 200;

/// Height of an expression: nesting and chain links along one path.
pub const MAX_HEIGHT: u32 = 6000;

/// Spans are 32 bits wide.
pub const MAX_FILE_SIZE: usize = u32::MAX as usize;
