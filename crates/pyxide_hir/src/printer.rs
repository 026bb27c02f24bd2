//! The printed form of HIR, for `--emit hir` and tests.

use crate::Module;
use std::fmt::Write;

/// Functions in order, each with its header and its body as indented structure.
pub fn print(module: &Module) -> String {
    let mut out = format!("module {}\n", module.name);
    for (i, f) in module.functions.iter().enumerate() {
        let _ = writeln!(out, "\nfunc {i} {} {:?} {:?}", f.qualname, f.kind, f.flavour);
        for (n, l) in f.locals.iter().enumerate() {
            let ty = module.types.get(l.ty);
            let _ =
                writeln!(out, "  local {n} {} : {ty:?}{}", l.name, if l.captured { " captured" } else { "" });
        }
        let _ = writeln!(out, "{:#?}", f.body);
    }
    out
}
