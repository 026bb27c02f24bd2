//! What module-level names are bound to, as far as the module itself binds them.
//!
//! Any other module may bind them anew, so this says only what is worth trying first: it chooses between operations
//! that do the same at different cost.
//!
//! ```text
//! import math          # Module: its attributes are in a dict, no cache of classes helps
//! def f(): …           # Function: calling it makes no instance
//! class C: …           # Unknown
//! ```

use crate::cx::Cx;
use pyxide_hir::visit::{Node, walk_stmts};
use pyxide_hir::{Expr, ExprKind, Module, StmtKind, TargetKind};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// What all bindings of a name have in common.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Bound {
    Module,
    Function,
    Unknown,
}

/// The bindings of each global name of the module.
pub(crate) fn bindings(hir: &Module) -> FxHashMap<SmolStr, Bound> {
    let mut found: FxHashMap<SmolStr, Bound> = FxHashMap::default();
    // Targets that an assignment has explained already.
    let mut explained: usize = 0;
    for function in &hir.functions {
        walk_stmts(&function.body, &mut |node| match node {
            Node::Stmt(s) => {
                let StmtKind::Assign { targets, value } = &s.kind else { return };
                let bound = kind(value);
                if bound == Bound::Unknown {
                    return;
                }
                for target in targets {
                    if let TargetKind::Global(name) = &target.kind {
                        explained += 1;
                        join(&mut found, name, bound);
                    }
                }
            }
            Node::Target(t) => {
                let TargetKind::Global(name) = &t.kind else { return };
                if explained > 0 {
                    explained -= 1;
                } else {
                    join(&mut found, name, Bound::Unknown);
                }
            }
            Node::Expr(_) => {}
        });
    }
    found
}

fn kind(value: &Expr) -> Bound {
    match &value.kind {
        ExprKind::Import { .. } => Bound::Module,
        ExprKind::MakeFunction(_) => Bound::Function,
        ExprKind::Coerce(_, inner) => kind(inner),
        _ => Bound::Unknown,
    }
}

impl Cx<'_> {
    /// What the expression is likely to be, by the global name that it is.
    pub fn bound(&self, e: &Expr) -> Option<Bound> {
        let ExprKind::Global(name) = &e.kind else { return None };
        Some(self.globals.get(name).copied().unwrap_or(Bound::Unknown))
    }

    pub fn is_module(&self, e: &Expr) -> bool {
        self.bound(e) == Some(Bound::Module)
    }
}

fn join(found: &mut FxHashMap<SmolStr, Bound>, name: &SmolStr, bound: Bound) {
    let entry = found.entry(name.clone()).or_insert(bound);
    if *entry != bound {
        *entry = Bound::Unknown;
    }
}
