//! Passes over MIR, from what lowering builds to what a back end prints.
//!
//! | pass | does |
//! | --- | --- |
//! | [`cfg`] | drops unreachable blocks, threads jumps |
//! | [`quiet`] | finds C functions that never raise |
//! | [`split`] | ends blocks at operations that can raise; error edges become explicit |
//! | [`bound`] | drops checks of variables that are always assigned |
//! | [`frame`] | moves what a generator keeps over a `yield` to its scope object |
//! | [`borrow`] | finds temporaries that need no reference of their own |
//! | [`count`] | makes reference counting explicit |
//! | [`coalesce`] | gives copies of a value one register |
//! | [`balance`] | proves that references balance (on demand) |
//!
//! [`analyze`] runs those the checker needs (up to explicit error edges); [`run`] runs all.
//!
//! Guarantees: no I/O; each pass keeps a well-formed function well-formed.

pub mod balance;
pub mod bits;
pub mod borrow;
pub mod bound;
pub mod cfg;
pub mod coalesce;
pub mod count;
pub mod frame;
pub mod liveness;
pub mod nullness;
pub mod quiet;
pub mod split;

use pyxide_mir::{Function, Module};

/// Runs every pass on every function: the module is ready for a back end.
pub fn run(module: &mut Module) {
    passes(module, |_, _, _| {});
}

/// The same, with proof that references balance: gives what is wrong.
pub fn run_checked(module: &mut Module) -> Vec<String> {
    let mut problems = Vec::new();
    passes(module, |module, f, facts| problems.extend(balance::check(module, f, facts)));
    problems
}

fn passes(module: &mut Module, mut counted: impl FnMut(&Module, &Function, &count::Facts)) {
    quiet::run(module);
    for_each_function(module, |module, f| {
        cfg::simplify(f);
        split::run(module, f);
        bound::run(module, f);
        cfg::simplify(f);
        frame::run(module, f);
        let facts = count::run(module, f);
        counted(module, f, &facts);
        cfg::simplify(f);
        coalesce::run(module, f);
        cfg::simplify(f);
    });
}

/// Runs the passes that make exceptions edges of the graph and nothing else, for the memory checker.
pub fn analyze(module: &mut Module) {
    for_each_function(module, |module, f| {
        cfg::simplify(f);
        split::run(module, f);
        bound::run(module, f);
        cfg::simplify(f);
    });
}

/// A pass reads the module's tables while it rewrites one function, so the function is taken out meanwhile.
fn for_each_function(module: &mut Module, mut pass: impl FnMut(&mut Module, &mut Function)) {
    for i in 0..module.functions.len() {
        let header = module.functions[i].header();
        let mut f = std::mem::replace(&mut module.functions[i], header);
        pass(module, &mut f);
        module.functions[i] = f;
    }
}
