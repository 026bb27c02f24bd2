//! Generators: what lives across a `yield` moves to the frame.
//!
//! Registers that are live where a generator body suspends become fields of its scope object
//! ([`Storage::Frame`]); all others stay C locals.
//!
//! ```text
//! r1 total: object            r1 total: object in frame field 2
//! yield r2 -> b3         →    yield r2 -> b3
//! b3: r4 = call Add(r1, …)    b3: r4 = call Add(r1, …)
//! ```

use crate::liveness::Liveness;
use pyxide_mir::{Convention, Function, Module, OpKind, Reg, RegKind, Rvalue, Storage, Terminator};
use pyxide_types::{Field, Type};
use rustc_hash::FxHashSet;
use smol_str::{SmolStr, format_smolstr};

pub fn run(module: &mut Module, f: &mut Function) {
    if f.convention != Convention::Generator {
        return;
    }
    let Type::Scope(scope) = *module.types.kind(f.reg(f.params[0]).ty) else { return };
    let mut kept: Vec<Reg> = Vec::new();
    let mut seen: FxHashSet<Reg> = f.params.iter().copied().collect();
    let mut keep = |r: Reg| {
        if seen.insert(r) {
            kept.push(r);
        }
    };
    let liveness = Liveness::of(f, |_| true);
    let mut yields = false;
    for b in f.block_ids() {
        if let Terminator::Yield { sent, .. } = f.block(b).term {
            yields = true;
            liveness.live_out(f, b).into_iter().filter(|&r| Some(r) != sent).for_each(&mut keep);
        }
    }
    if !yields {
        return;
    }
    for (i, data) in f.regs.iter().enumerate() {
        // A variable keeps its object until the function ends, whether or not it is read again.
        if data.kind == RegKind::User && module.types.is_object(data.ty) {
            keep(Reg(i as u32));
        }
    }
    for data in &f.blocks {
        for op in &data.ops {
            // Memory whose address is taken must stay where it is.
            if let OpKind::Assign { value: Rvalue::AddrOf(place), .. } = &op.kind
                && let Some(r) = place.base_reg()
                && place.path.iter().all(|p| !matches!(p, pyxide_mir::Proj::Deref))
            {
                keep(r);
            }
        }
    }
    kept.sort();
    for r in kept {
        let ty = f.reg(r).ty;
        let fields = &mut module.types.scopes[scope.index()].fields;
        let index = fields.len();
        // The underscore keeps the user's names apart from C's keywords and macros.
        let name: SmolStr = match &f.reg(r).name {
            Some(n) if n.is_ascii() => {
                let plain = format_smolstr!("{n}_");
                if fields.iter().all(|x| x.cname != plain) { plain } else { format_smolstr!("{n}_{index}") }
            }
            _ => format_smolstr!("t{index}"),
        };
        fields.push(Field { name: name.clone(), cname: name, ty });
        f.regs[r.index()].storage = Storage::Frame(index);
    }
}
