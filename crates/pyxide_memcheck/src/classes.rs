//! Attributes that own blocks, from what all methods of a class do.

use crate::Roles;
use crate::engine::{MethodRole, Owned};
use crate::report::{Findings, finding};
use crate::summary::{AttributeEffect, Summary};
use pyxide_diagnostics::codes;
use pyxide_mir::{Callee, Module, OpKind};
use pyxide_types::ClassId;
use rustc_hash::FxHashMap;

/// The functions behind C methods.
pub fn method_functions(module: &Module) -> FxHashMap<(ClassId, usize), usize> {
    let method = |c: ClassId, i: usize, f: usize| ((c, i), direct(module, f).unwrap_or(f));
    module
        .classes
        .iter()
        .flat_map(|c| c.cmethods.iter().map(move |(i, f)| method(c.class, *i, f.index())))
        .collect()
}

/// The function with the body of a `cpdef` method, behind the one that looks for an override in Python.
fn direct(module: &Module, f: usize) -> Option<usize> {
    let function = &module.functions[f];
    function.blocks.iter().flat_map(|b| &b.ops).find_map(|op| match &op.kind {
        OpKind::Call { callee: Callee::Func(g), .. } => {
            let g = g.index();
            (g != f && module.functions[g].display == function.display).then_some(g)
        }
        _ => None,
    })
}

/// What each function is to its class.
pub fn roles(module: &Module) -> Roles {
    let mut roles = vec![MethodRole::None; module.functions.len()];
    for c in &module.classes {
        for (name, f) in &c.slots {
            roles[f.index()] = match name.as_str() {
                "__cinit__" => MethodRole::Cinit,
                "__dealloc__" => MethodRole::Dealloc,
                "__init__" => MethodRole::Init,
                _ => MethodRole::Other,
            };
        }
        let methods = c.methods.iter().map(|m| module.pyfuncs[m.pyfunc.index()].func);
        for f in methods.chain(c.cmethods.iter().map(|(_, f)| *f)) {
            roles[f.index()] = MethodRole::Other;
            if let Some(g) = direct(module, f.index()) {
                roles[g] = MethodRole::Other;
            }
        }
    }
    roles
}

/// Attributes that some method fills with a block of its own.
pub fn owned_attributes(
    module: &Module,
    summaries: &[Summary],
    roles: &Roles,
) -> FxHashMap<(ClassId, usize), Owned> {
    let mut owned: FxHashMap<(ClassId, usize), Owned> = FxHashMap::default();
    for (f, s) in summaries.iter().enumerate() {
        for (c, i, effect, at) in &s.attributes {
            if let AttributeEffect::Fresh(family) | AttributeEffect::Replaced(family) = effect {
                let first = matches!(roles[f], MethodRole::Cinit | MethodRole::Init);
                let new = Owned {
                    family: *family,
                    released: false,
                    always: false,
                    shared: false,
                    at: *at,
                    from_the_start: first,
                };
                owned.entry((*c, *i)).or_insert(new).from_the_start |= first;
            }
        }
    }
    for key in summaries.iter().flat_map(|s| &s.shared) {
        if let Some(o) = owned.get_mut(key) {
            o.shared = true;
        }
    }
    for (f, s) in summaries.iter().enumerate() {
        if roles[f] != MethodRole::Dealloc {
            continue;
        }
        if s.hands_self_over {
            let class = module.classes.iter().find(|c| c.slots.iter().any(|(_, g)| g.index() == f));
            for ((c, _), o) in owned.iter_mut() {
                o.released |= class.is_some_and(|k| module.types.is_subclass(k.class, *c));
            }
        }
        for (c, i, effect, _) in &s.attributes {
            if matches!(effect, AttributeEffect::Released | AttributeEffect::Dangling)
                && let Some(o) = owned.get_mut(&(*c, *i))
            {
                o.released = true;
                o.always |= s.always_released.contains(&(*c, *i));
            }
        }
    }
    owned
}

/// Attributes with blocks that no `__dealloc__` releases.
pub fn check(module: &Module, owned: &FxHashMap<(ClassId, usize), Owned>, findings: &mut Findings) {
    let mut sorted: Vec<_> = owned.iter().filter(|(_, o)| !o.released && !o.shared).collect();
    sorted.sort_by_key(|(k, _)| **k);
    for ((c, i), o) in sorted {
        let def = &module.types.classes[c.index()];
        let Some(class) = module.classes.iter().find(|m| m.class == *c) else { continue };
        let has_dealloc = class.slots.iter().any(|(n, _)| n == "__dealloc__");
        // A base class elsewhere may release it.
        if comes_from_elsewhere(module, *c) {
            continue;
        }
        let span = o.at;
        let name = &def.fields[*i].name;
        let message = if has_dealloc {
            format!("`{}.{name}` holds a block that __dealloc__ does not release", def.name)
        } else {
            format!("`{}.{name}` holds a block, and the class has no __dealloc__ to release it", def.name)
        };
        findings.add_plain(
            finding(codes::LEAK, span, message)
                .help(format!("release it in __dealloc__ with {}", o.family.release())),
        );
    }
}

/// Blocks in blocks of attributes that no `__dealloc__` releases.
pub fn check_contents(
    module: &Module,
    summaries: &[Summary],
    roles: &Roles,
    owned: &FxHashMap<(ClassId, usize), Owned>,
    findings: &mut Findings,
) {
    let finish: Vec<&Summary> =
        summaries.iter().zip(roles).filter(|(_, r)| **r == MethodRole::Dealloc).map(|(s, _)| s).collect();
    for (c, i, family, at) in summaries.iter().flat_map(|s| &s.inside) {
        let Some(o) = owned.get(&(*c, *i)) else { continue };
        let emptied = finish.iter().any(|s| s.empties.contains(&(*c, *i)) || s.hands_self_over);
        if !o.released || emptied || o.shared || comes_from_elsewhere(module, *c) {
            continue;
        }
        let def = &module.types.classes[c.index()];
        let name = &def.fields[*i].name;
        let message = format!(
            "this block is kept in the block of `{}.{name}`; __dealloc__ releases that one, and not what is in it",
            def.name
        );
        findings.add_plain(
            finding(codes::LEAK, *at, message)
                .help(format!("release each one with {} before the block that holds them", family.release())),
        );
    }
}

/// Whether a base class, with its `__dealloc__`, is implemented in another module.
fn comes_from_elsewhere(module: &Module, class: ClassId) -> bool {
    let mut at = class;
    for _ in 0..64 {
        let base = module.types.classes[at.index()].base;
        match module.types.class_of(base) {
            Some(next) if module.classes.iter().all(|c| c.class != next) => return true,
            Some(next) => at = next,
            None => return base == pyxide_types::Types::ERROR,
        }
    }
    false
}
