//! MIR: a control-flow graph of basic blocks over typed, mutable registers.
//!
//! Lowering builds it, passes rewrite it, the checker reads it, back ends print it. Registers are not SSA: they map
//! one to one to C locals. A function goes through stages ([`Stage`]): as built (exceptions implicit: each block
//! names its handler), split (every operation that can raise ends its block, with an explicit error edge), and
//! counted (reference counting is explicit).
//!
//! Guarantees: no I/O, no names to resolve. [`verify`] states and checks what a well-formed function is; [`printer`] and
//! [`parser`] give MIR a text form.
//!
//! ```text
//! func f(r0 x: object) -> object ! null
//! b0:
//!   r1: object = call Add(r0, const 1)
//!   return r1
//! ```

mod builder;
mod function;
mod module;
mod op;
pub mod parser;
pub mod printer;
pub mod verify;

pub use builder::Builder;
pub use function::*;
pub use module::*;
pub use op::*;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);
        impl $name {
            pub fn index(self) -> usize { self.0 as usize }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($prefix, "{}"), self.0)
            }
        }
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($prefix, "{}"), self.0)
            }
        }
    )*};
}
ids! {
    /// A register of a function.
    Reg "r";
    /// A basic block of a function; block 0 is the entry.
    Block "b";
    /// A function of [`Module::functions`].
    FuncId "f";
    /// A C function that is called by name: [`Module::cfuncs`].
    CFuncId "c";
    /// A C variable: [`Module::cvars`].
    CVarId "v";
    /// A constant object made when the module is loaded: [`Module::consts`].
    ConstId "k";
    /// A function that Python can call: [`Module::pyfuncs`].
    PyFuncId "p";
    /// A module-level slot for an object reference that compiled code fills: [`Module::statics`].
    StaticId "s";
}
