//! Attributes that own blocks, from what all methods of a class do.

use crate::Roles;
use crate::engine::{MethodRole, Owned};
use crate::report::{Findings, finding};
use crate::summary::{AttributeEffect, Summary};
use pyxide_diagnostics::codes;
use pyxide_mir::Module;
use pyxide_types::ClassId;
use rustc_hash::FxHashMap;

/// The functions behind C methods.
pub fn method_functions(module: &Module) -> FxHashMap<(ClassId, usize), usize> {
    module.classes.iter().flat_map(|c| c.cmethods.iter().map(|(i, f)| ((c.class, *i), f.index()))).collect()
}

/// What each function is to its class.
pub fn roles(module: &Module) -> Roles {
    let mut roles = vec![MethodRole::None; module.functions.len()];
    for c in &module.classes {
        for (name, f) in &c.slots {
            roles[f.index()] = match name.as_str() {
                "__cinit__" => MethodRole::Cinit,
                "__dealloc__" => MethodRole::Dealloc,
                _ => MethodRole::Other,
            };
        }
        let methods = c.methods.iter().map(|m| module.pyfuncs[m.pyfunc.index()].func);
        for f in methods.chain(c.cmethods.iter().map(|(_, f)| *f)) {
            roles[f.index()] = MethodRole::Other;
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
    for s in summaries {
        for (c, i, effect) in &s.attributes {
            if let AttributeEffect::Fresh(family) = effect {
                owned.insert((*c, *i), Owned { family: *family, released: false });
            }
        }
    }
    for (f, s) in summaries.iter().enumerate() {
        if roles[f] != MethodRole::Dealloc {
            continue;
        }
        for (c, i, effect) in &s.attributes {
            if matches!(effect, AttributeEffect::Released | AttributeEffect::Dangling)
                && let Some(o) = owned.get_mut(&(*c, *i))
            {
                o.released = true;
            }
        }
    }
    let _ = module;
    owned
}

/// Attributes with blocks that no `__dealloc__` releases.
pub fn check(
    module: &Module,
    summaries: &[Summary],
    roles: &Roles,
    owned: &FxHashMap<(ClassId, usize), Owned>,
    findings: &mut Findings,
) {
    let mut sorted: Vec<_> = owned.iter().filter(|(_, o)| !o.released).collect();
    sorted.sort_by_key(|(k, _)| **k);
    for ((c, i), o) in sorted {
        let def = &module.types.classes[c.index()];
        let Some(class) = module.classes.iter().find(|m| m.class == *c) else { continue };
        let has_dealloc = class.slots.iter().any(|(n, _)| n == "__dealloc__");
        // The block is made in the first function that leaves one there.
        let maker = summaries.iter().position(|s| {
            s.attributes.iter().any(|(k, j, e)| (k, j) == (c, i) && matches!(e, AttributeEffect::Fresh(_)))
        });
        let span = maker.map_or(class.span, |f| module.functions[f].span);
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
    let _ = roles;
}
