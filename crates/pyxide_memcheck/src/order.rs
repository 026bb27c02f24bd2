//! The order in which functions are summarised: callees first.
//!
//! Functions that call each other are one group (a strongly connected component of the call graph, found by Tarjan's
//! algorithm without recursion).

use crate::engine::MethodRole;
use pyxide_mir::{Callee, Module, OpKind};
use pyxide_types::ClassId;
use rustc_hash::FxHashMap;

/// Functions that are summarised together.
pub struct Group {
    pub functions: Vec<usize>,
    pub recursive: bool,
}

/// All functions in groups, callees before callers.
pub fn bottom_up(module: &Module, methods: &FxHashMap<(ClassId, usize), usize>) -> Vec<Group> {
    let n = module.functions.len();
    let calls: Vec<Vec<usize>> = (0..n).map(|f| callees(module, methods, f)).collect();
    let mut index = vec![usize::MAX; n];
    let mut low = vec![0; n];
    let mut on_stack = vec![false; n];
    let mut stack = Vec::new();
    let mut groups = Vec::new();
    let mut next = 0;
    for root in 0..n {
        if index[root] != usize::MAX {
            continue;
        }
        let mut work = vec![(root, 0)];
        while let Some(&mut (f, ref mut at)) = work.last_mut() {
            if *at == 0 {
                (index[f], low[f]) = (next, next);
                next += 1;
                stack.push(f);
                on_stack[f] = true;
            }
            if let Some(&g) = calls[f].get(*at) {
                *at += 1;
                if index[g] == usize::MAX {
                    work.push((g, 0));
                } else if on_stack[g] {
                    low[f] = low[f].min(index[g]);
                }
                continue;
            }
            work.pop();
            if let Some(&(caller, _)) = work.last() {
                low[caller] = low[caller].min(low[f]);
            }
            if low[f] == index[f] {
                let start = stack.iter().rposition(|g| *g == f).unwrap_or(0);
                let functions = stack.split_off(start);
                functions.iter().for_each(|g| on_stack[*g] = false);
                let recursive = functions.len() > 1 || calls[f].contains(&f);
                groups.push(Group { functions, recursive });
            }
        }
    }
    groups
}

/// For each function, whether `__dealloc__` methods call it and nothing else does, as far as the module shows.
pub fn called_at_the_end_only(
    module: &Module,
    methods: &FxHashMap<(ClassId, usize), usize>,
    roles: &[MethodRole],
) -> Vec<bool> {
    let mut at_the_end = vec![false; roles.len()];
    let mut elsewhere = vec![false; roles.len()];
    for (f, role) in roles.iter().enumerate() {
        let called = if *role == MethodRole::Dealloc { &mut at_the_end } else { &mut elsewhere };
        callees(module, methods, f).into_iter().for_each(|g| called[g] = true);
    }
    at_the_end.iter().zip(&elsewhere).map(|(a, b)| *a && !b).collect()
}

fn callees(module: &Module, methods: &FxHashMap<(ClassId, usize), usize>, f: usize) -> Vec<usize> {
    let mut out = Vec::new();
    for op in module.functions[f].blocks.iter().flat_map(|b| &b.ops) {
        let OpKind::Call { callee, .. } = &op.kind else { continue };
        let target = match callee {
            Callee::CFunc(c) => module.cfuncs[c.index()].func.map(|f| f.index()),
            Callee::Func(f) => Some(f.index()),
            Callee::Method(c, m) | Callee::Virtual(c, m) => methods.get(&(*c, *m)).copied(),
            _ => None,
        };
        out.extend(target);
    }
    out.sort_unstable();
    out.dedup();
    out
}
