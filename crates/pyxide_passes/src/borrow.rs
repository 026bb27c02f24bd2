//! Temporaries that need no reference of their own.
//!
//! A value that is read from a variable or a field, looked at and forgotten before anything can release what holds it
//! is not counted: `self.top is None` compares a pointer.
//!
//! ```text
//! r1 = load r0.class(Stack).top         ; no incref
//! r2 = cast r1
//! r3 = eq r2, none
//! branch r3 ? b1 : b2                   ; no decref
//! ```
//!
//! Without the GIL nothing can be counted: there, what is read from variables, attributes and pointers is borrowed too.
//!
//! Needs explicit error edges. Guarantees: a borrowed register of code with the GIL is set once, and between that and its last use, in the
//! same block, no operation calls, writes an object or releases one.

use crate::liveness::uses;
use pyxide_mir::{Function, Module, OpKind, Operand, Reg, RegKind, Rvalue, Storage};

/// For each register, whether it is such a temporary.
pub fn borrowed(module: &Module, f: &Function) -> Vec<bool> {
    let mut finder = Finder { module, f, sets: vec![0; f.regs.len()], uses: vec![0; f.regs.len()] };
    finder.count();
    let mut borrowed = vec![false; f.regs.len()];
    for data in &f.blocks {
        for (i, op) in data.ops.iter().enumerate() {
            let OpKind::Assign { dst, value } = &op.kind else { continue };
            if finder.is_candidate(*dst) && !borrowed[dst.index()] && finder.is_held(value) {
                for r in finder.group(*dst, data.ops[i + 1..].iter().map(|op| &op.kind)) {
                    borrowed[r.index()] = true;
                }
            }
        }
    }
    without_gil(&finder, &mut borrowed);
    borrowed
}

/// What code without the GIL reads to hand it on cannot be counted: whatever holds it there keeps it, or the code is wrong.
fn without_gil(finder: &Finder<'_>, borrowed: &mut [bool]) {
    let mut read = vec![0; finder.f.regs.len()];
    for op in finder.f.blocks.iter().filter(|data| data.nogil).flat_map(|data| &data.ops) {
        if let OpKind::Assign { dst, value: Rvalue::Load(_) | Rvalue::Cast(_) | Rvalue::Use(_) } = &op.kind {
            read[dst.index()] += 1;
        }
    }
    for (i, data) in finder.f.regs.iter().enumerate() {
        let temporary = data.kind == RegKind::Temp && data.storage == Storage::Local;
        if temporary && read[i] > 0 && read[i] == finder.sets[i] && finder.is_object(Reg(i as u32)) {
            borrowed[i] = true;
        }
    }
}

struct Finder<'a> {
    module: &'a Module,
    f: &'a Function,
    sets: Vec<u32>,
    uses: Vec<u32>,
}

impl Finder<'_> {
    fn count(&mut self) {
        for data in &self.f.blocks {
            for op in &data.ops {
                op.kind.defs(&mut |r| self.sets[r.index()] += 1);
                op.kind.uses(&mut |r| self.uses[r.index()] += 1);
            }
            for r in data.term.operands().filter_map(Operand::reg) {
                self.uses[r.index()] += 1;
            }
        }
    }

    fn is_object(&self, r: Reg) -> bool {
        self.module.types.is_object(self.f.reg(r).ty)
    }

    fn is_candidate(&self, r: Reg) -> bool {
        let data = self.f.reg(r);
        self.is_object(r)
            && data.kind == RegKind::Temp
            && data.storage == Storage::Local
            && self.sets[r.index()] == 1
            && !self.f.params.contains(&r)
    }

    /// The value is a reference that something else holds: memory or a variable.
    fn is_held(&self, value: &Rvalue) -> bool {
        match value {
            Rvalue::Load(_) => true,
            Rvalue::Use(Operand::Reg(r)) | Rvalue::Cast(Operand::Reg(r)) => {
                self.is_object(*r) && self.f.reg(*r).kind != RegKind::Temp
            }
            _ => false,
        }
    }

    /// The register and those that get its value in the operations after it, if all their uses lie among the leading
    /// ones that release nothing; else nothing.
    fn group<'o>(&self, first: Reg, ops: impl Iterator<Item = &'o OpKind>) -> Vec<Reg> {
        let mut group = vec![first];
        let mut left = self.uses[first.index()];
        for op in ops {
            if left == 0 {
                break;
            }
            let OpKind::Assign { dst, value } = op else { return Vec::new() };
            let (mut inside, mut quiet) = (0, true);
            uses(op, &mut |r| {
                if group.contains(&r) {
                    inside += 1;
                } else if self.is_object(r) && self.f.reg(r).kind == RegKind::Temp {
                    // It may die here.
                    quiet = false;
                }
            });
            let passes_on =
                matches!(value, Rvalue::Use(_) | Rvalue::Cast(_)) && inside > 0 && self.is_object(*dst);
            if passes_on && self.is_candidate(*dst) {
                group.push(*dst);
                left += self.uses[dst.index()];
            } else if self.is_object(*dst) || inside > 0 && matches!(value, Rvalue::Aggregate(_)) {
                // A struct of objects is made for a call.
                quiet = false;
            }
            if !quiet {
                return Vec::new();
            }
            left -= inside;
        }
        if left == 0 { group } else { Vec::new() }
    }
}
