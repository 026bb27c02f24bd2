//! The syntax of Cython and Python: tokens, tree, parser.
//!
//! Turns text into an [`ast::Module`]. Does no I/O, resolves no names, and knows no types beyond their spelling.
//! Needs [`pyxide_diagnostics`] for spans and the sink, and nothing else of the compiler.

pub mod ast;
