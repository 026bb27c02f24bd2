//! Lowering: typed HIR to MIR.
//!
//! [`lower`] turns every function of a module into a control-flow graph whose operations are primitives of the runtime,
//! C calls and pure C computations. It decides evaluation order, control flow, where values live (registers, scope
//! objects), how Python functions take their arguments, and which conversions run. It does not count references
//! (a pass does, from liveness and the ownership in the primitive table) and draws no error edges (blocks name their
//! handler).
//!
//! Needs a module that sema accepted. Guarantees: no I/O, no panic; what it cannot compile is reported with its
//! span as "not supported yet".
//!
//! ```text
//! def f(int x): return x + 1
//!
//! b0: parseargs p0 outs(r1: object)
//!     r2 x: int = call AsInt(r1)
//!     r3: int = add r2, 1:int
//!     r4: object = call FromLong(r3)
//!     return r4
//! ```

mod args;
mod arith;
mod call;
mod classes;
mod closures;
mod coerce;
mod compare;
mod comprehension;
mod consts;
mod convert;
mod cx;
mod expr;
mod finally;
mod function;
mod generators;
mod globals;
mod items;
mod iterate;
mod loops;
mod matching;
mod module;
mod operators;
mod optargs;
mod places;
mod pyclass;
mod stmt;
mod target;
mod trace;
mod tries;
mod with;

pub use module::lower;
