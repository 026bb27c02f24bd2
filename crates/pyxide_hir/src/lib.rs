//! Typed HIR: a module after names, types and coercions are settled.
//!
//! Every name is resolved to an id, every expression has a type, every conversion is an explicit
//! [`ExprKind::Coerce`], fused functions are specialised, directives are folded into flags of the nodes they
//! affect. Sema builds it, lowering reads it; no later stage looks at names or scopes.
//!
//! Guarantees: no I/O, no dependence on syntax trees. Evaluation order is that of the tree, left to right.

mod expr;
mod func;
mod module;
pub mod printer;
mod stmt;
pub mod visit;

pub use expr::*;
pub use func::*;
pub use module::*;
pub use stmt::*;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub struct $name(pub u32);
        impl $name {
            pub fn index(self) -> usize { self.0 as usize }
        }
    )*};
}
ids! {
    /// A function with a body in [`Module::functions`].
    FuncId;
    /// A local variable of one function.
    LocalId;
    /// A C function that can be called: [`Module::cfuncs`].
    CFuncId;
    /// A C variable at module level: [`Module::cvars`].
    CVarId;
}
