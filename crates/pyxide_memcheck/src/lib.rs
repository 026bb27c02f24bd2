//! The memory checker: follows every block of manual memory along every path, exception edges included.
//!
//! Works on MIR at [`pyxide_mir::Stage::Split`]. Functions are summarised bottom-up ([`summary`]), so helpers, methods and
//! `__cinit__`/`__dealloc__` pairs are understood; then each is explored path by path ([`engine`]) and findings are
//! reported once. What is known of C functions is in one table ([`allocators`]).
//!
//! Guarantees: no I/O; never a false alarm on purpose: where a limit is reached or something is not understood, it is
//! silent.

pub mod allocators;
mod classes;
pub mod declared;
mod engine;
mod linear;
mod order;
mod report;
mod state;
pub mod summary;
mod value;

use engine::{Context, MethodRole, explore};
use pyxide_diagnostics::Sink;
use pyxide_mir::{CVarId, Callee, Module, OpKind, PlaceBase, Rvalue, Terminator};
use pyxide_types::{Origin, Type};
use report::Findings;
use rustc_hash::{FxHashMap, FxHashSet};
use summary::{Raises, Summary};

/// Rounds of summaries of functions that call each other; what is known then stays.
const RECURSION: usize = 3;

/// Which findings are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    All,
    /// Those that need no failing allocation and no exception to happen.
    Certain,
}

/// Whether a module handles memory by hand at all, so that there may be something to find.
pub fn is_needed(module: &Module) -> bool {
    module.functions.iter().flat_map(|f| &f.blocks).flat_map(|b| &b.ops).any(|op| match &op.kind {
        OpKind::Call { callee: Callee::CFunc(c), .. } => {
            allocators::by_name(&module.cfuncs[c.index()].cname).is_some()
        }
        _ => false,
    })
}

/// Checks a module. `declared` has what comments say of its extern functions.
pub fn check(module: &Module, declared: &declared::Declared, scope: Scope, sink: &mut Sink) {
    let methods = classes::method_functions(module);
    let roles = classes::roles(module);
    let mut relevant = relevant(module);
    for (f, role) in roles.iter().enumerate() {
        relevant[f] |= *role != MethodRole::None;
    }
    let mut summaries: Vec<Summary> =
        module.functions.iter().zip(&relevant).map(|(f, r)| start(f, *r)).collect();
    let groups = order::bottom_up(module, &methods);
    let of_module = Context {
        module,
        summaries: &[],
        attributes: &FxHashMap::default(),
        methods: &methods,
        declared,
        final_only: &order::called_at_the_end_only(module, &methods, &roles),
        gives_back_stored: calls_any(module, &["Py_DECREF", "Py_XDECREF", "Py_CLEAR"]),
        takes_stored: calls_any(module, &["Py_INCREF", "Py_XINCREF"]),
        constants: &constants(module),
        gives_back_found: false,
    };
    let mut attributes = FxHashMap::default();
    // What attributes own is known after the first round.
    for _ in 0..2 {
        for group in &groups {
            for _ in 0..if group.recursive { RECURSION } else { 1 } {
                let mut stable = true;
                for &i in group.functions.iter().filter(|i| relevant[**i]) {
                    let cx = Context { summaries: &summaries, attributes: &attributes, ..of_module };
                    let next = explore(&cx, &module.functions[i], roles[i], None);
                    stable &= next == summaries[i];
                    summaries[i] = next;
                }
                if stable {
                    break;
                }
            }
        }
        attributes = classes::owned_attributes(module, &summaries, &roles);
        if attributes.is_empty() {
            break;
        }
    }
    let mut findings = Findings::new(scope);
    classes::check(module, &attributes, &mut findings);
    classes::check_contents(module, &summaries, &roles, &attributes, &mut findings);
    let cx = Context {
        summaries: &summaries,
        attributes: &attributes,
        gives_back_found: summaries.iter().any(|s| s.gives_back_found),
        ..of_module
    };
    for (i, f) in module.functions.iter().enumerate() {
        if relevant[i] || has_c_variables(module, f) {
            explore(&cx, f, roles[i], Some(&mut findings));
        }
    }
    findings.finish(sink);
}

/// The summary of a function before it was looked at.
fn start(f: &pyxide_mir::Function, relevant: bool) -> Summary {
    let may_raise = !relevant && f.blocks.iter().any(|b| matches!(b.term, Terminator::Unwind));
    Summary { raises: if may_raise { Raises::Any } else { Raises::Never }, ..Summary::default() }
}

/// Functions that handle memory: those that call C functions or methods, take addresses, or follow pointers.
fn relevant(module: &Module) -> Vec<bool> {
    module
        .functions
        .iter()
        .map(|f| {
            let has_array = f.regs.iter().any(|r| matches!(module.types.kind(r.ty), Type::Array(..)));
            has_array
                || f.blocks.iter().flat_map(|b| &b.ops).any(|op| match &op.kind {
                    OpKind::Call { callee, .. } => {
                        matches!(
                            callee,
                            Callee::CFunc(_) | Callee::Ptr(..) | Callee::Virtual(..) | Callee::Method(..)
                        )
                    }
                    OpKind::Assign { value: Rvalue::AddrOf(_), .. } => true,
                    OpKind::Assign { value, .. } => value.place().is_some_and(|p| !p.path.is_empty()),
                    OpKind::Store { place, .. } => !place.path.is_empty(),
                    _ => false,
                })
        })
        .collect()
}

/// Variables that have no value until they get one.
fn has_c_variables(module: &Module, f: &pyxide_mir::Function) -> bool {
    let t = &module.types;
    f.regs.iter().any(|r| {
        !t.is_object(r.ty) && (t.is_pointer(r.ty) || r.kind == pyxide_mir::RegKind::User && r.name.is_some())
    })
}

/// Module-level C variables of this module that nothing sets but its body.
fn constants(module: &Module) -> FxHashSet<CVarId> {
    let mut changed: FxHashSet<CVarId> = FxHashSet::default();
    for (i, f) in module.functions.iter().enumerate() {
        for op in f.blocks.iter().flat_map(|b| &b.ops) {
            let place = match &op.kind {
                OpKind::Store { place, .. } if i != module.init.index() => place,
                OpKind::Assign { value: Rvalue::AddrOf(place), .. } => place,
                _ => continue,
            };
            if let PlaceBase::CVar(c) = place.base {
                changed.insert(c);
            }
        }
    }
    let own = |c: &CVarId| {
        let var = &module.cvars[c.index()];
        var.origin != Origin::Extern && !var.exported && !changed.contains(c)
    };
    (0..module.cvars.len()).map(|i| CVarId(i as u32)).filter(own).collect()
}

/// Whether some function calls one of the C functions.
fn calls_any(module: &Module, names: &[&str]) -> bool {
    module.functions.iter().flat_map(|f| &f.blocks).flat_map(|b| &b.ops).any(|op| match &op.kind {
        OpKind::Call { callee: Callee::CFunc(c), .. } => {
            names.contains(&module.cfuncs[c.index()].cname.as_str())
        }
        _ => false,
    })
}

/// The role of each function in its class.
pub(crate) type Roles = Vec<MethodRole>;
