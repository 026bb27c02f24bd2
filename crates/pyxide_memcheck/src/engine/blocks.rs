//! Blocks of memory: allocation and release.

use super::{Engine, Next};
use crate::allocators::{Family, Role};
use crate::state::{Base, Fill, Loc, Nullness, State, Status};
use crate::value::{Kind, ObjId, Val, ValKind};
use pyxide_diagnostics::{Span, codes};
use pyxide_mir::{BinOp, Reg};

impl Engine<'_> {
    pub(super) fn new_block(&mut self, state: &mut State, family: Family, span: Span) -> ObjId {
        let o = state.add(self.object(Kind::Heap(family), span));
        state.note(span, "allocated here");
        o
    }

    fn product(&mut self, args: &[Val], size: &[usize]) -> Option<Val> {
        let mut total = self.values.int(1);
        for &i in size {
            total = self.values.binary(BinOp::Mul, total, *args.get(i)?);
        }
        Some(total)
    }

    pub(super) fn allocator(
        &mut self,
        mut state: State,
        dst: Option<Reg>,
        role: Role,
        args: &[Val],
        span: Span,
    ) -> Next {
        match role {
            Role::Allocate { family, size, zeroed } => {
                let size = self.product(args, size);
                self.check_size(&state, size, span);
                let o = self.new_block(&mut state, family, span);
                let object = state.object_mut(o);
                object.size = size;
                object.zeroed = zeroed;
                let v = self.values.make(ValKind::Ptr(o, self.zero));
                self.set(&mut state, dst, v);
                smallvec::smallvec![state]
            }
            Role::Duplicate { family } => {
                if let Some(&s) = args.first() {
                    self.access(&mut state, s, span, false, None);
                }
                let o = self.new_block(&mut state, family, span);
                state.object_mut(o).fill = Fill::All;
                let v = self.values.make(ValKind::Ptr(o, self.zero));
                self.set(&mut state, dst, v);
                smallvec::smallvec![state]
            }
            Role::Reallocate { family, size } => {
                let size = self.product(args, size);
                self.check_size(&state, size, span);
                self.reallocate(state, dst, family, size, args, span)
            }
            Role::Free { family, argument } => {
                if let Some(&p) = args.get(argument) {
                    self.release(&mut state, p, family, span, "released");
                }
                let v = self.values.symbol();
                self.set(&mut state, dst, v);
                smallvec::smallvec![state]
            }
            Role::AllocateOut { family, size } => {
                let size = self.product(args, size);
                self.check_size(&state, size, span);
                let mut failed = state.clone();
                let code = self.values.symbol();
                self.set(&mut failed, dst, code);
                let equal = self.values.binary(BinOp::Eq, code, self.zero);
                failed.assumed.push((equal, false));
                let o = self.new_block(&mut state, family, span);
                let object = state.object_mut(o);
                object.size = size;
                object.null = Nullness::NonNull;
                let v = self.values.make(ValKind::Ptr(o, self.zero));
                match args.first().and_then(|&p| self.values.ptr(p)) {
                    Some((target, at)) => {
                        self.store_through(&mut state, target, at, v, span);
                        let none = self.failed_block(&mut failed, family, span);
                        self.store_through(&mut failed, target, at, none, span);
                    }
                    None => self.give(&mut state, v),
                }
                let ok = self.values.int(0);
                self.set(&mut state, dst, ok);
                smallvec::smallvec![state, failed]
            }
        }
    }

    /// Stores a pointer where a pointer to a pointer points.
    pub(super) fn store_through(&mut self, state: &mut State, target: ObjId, at: Val, v: Val, span: Span) {
        match state.object(target).kind {
            Kind::Stack(r) if !self.is_aggregate(self.f.reg(r).ty) => state.regs[r.index()] = Some(v),
            _ => {
                let pointer = self.values.make(ValKind::Ptr(target, at));
                let loc = self.behind(pointer);
                self.store(state, loc, v, pyxide_types::Types::VOID_PTR, span);
            }
        }
    }

    fn reallocate(
        &mut self,
        mut state: State,
        dst: Option<Reg>,
        family: Family,
        size: Option<Val>,
        args: &[Val],
        span: Span,
    ) -> Next {
        let old = args.first().copied();
        let mut failed = state.clone();
        let none = self.failed_block(&mut failed, family, span);
        self.set(&mut failed, dst, none);
        failed.note(span, "the reallocation fails and leaves the old block");
        if let Some((o, _)) = old.and_then(|old| self.values.ptr(old)) {
            failed.object_mut(o).resize_failed = Some(span);
        }
        let mut fill = Fill::None;
        let mut inside = vec![];
        if let Some(old) = old.filter(|&old| old != self.zero) {
            fill = Fill::All;
            if let Some((o, _)) = self.values.ptr(old) {
                inside = state.memory.iter().filter(|(l, _)| l.base == Base::Object(o)).cloned().collect();
            }
            self.release(&mut state, old, family, span, "reallocated");
        }
        let o = self.new_block(&mut state, family, span);
        let object = state.object_mut(o);
        object.size = size;
        object.null = Nullness::NonNull;
        object.fill = fill;
        // What the old block held moves along.
        for (l, v) in inside {
            if let Some((held, _)) = self.values.ptr(v) {
                state.object_mut(held).holder = Some(o);
            }
            state.write(Loc { base: Base::Object(o), path: l.path }, v);
        }
        let v = self.values.make(ValKind::Ptr(o, self.zero));
        self.set(&mut state, dst, v);
        smallvec::smallvec![state, failed]
    }

    /// The pointer that an allocation returns when it fails, before anyone has looked at it.
    fn failed_block(&mut self, state: &mut State, family: Family, span: Span) -> Val {
        let o = state.add(self.object(Kind::Heap(family), span));
        state.object_mut(o).null = Nullness::Failed;
        state.after_failure = true;
        self.values.make(ValKind::Ptr(o, self.zero))
    }

    pub(super) fn set(&mut self, state: &mut State, dst: Option<Reg>, v: Val) {
        if let Some(d) = dst {
            state.regs[d.index()] = Some(v);
        }
    }

    /// A block is released by a function of `family`.
    pub(super) fn release(
        &mut self,
        state: &mut State,
        v: Val,
        family: Family,
        span: Span,
        how: &'static str,
    ) {
        let Some((o, off)) = self.values.ptr(v) else { return };
        let object = state.object(o).clone();
        if matches!(object.null, Nullness::Null | Nullness::Failed) {
            return;
        }
        let bad = match object.kind {
            Kind::Stack(_) => Some("a C variable is released as if it were a block of the heap"),
            Kind::Variable(_) => {
                Some("a module-level variable is released as if it were a block of the heap")
            }
            Kind::Literal => Some("a string literal is released as if it were a block of the heap"),
            Kind::Interior(_) => Some("the bytes of a Python object are released as if they were a block"),
            _ if self.values.as_int(off).is_some_and(|n| n != 0) || self.is_inside(state, off) => {
                Some("a pointer into the middle of a block is released")
            }
            _ => None,
        };
        if let Some(message) = bad {
            self.report(state, codes::BAD_FREE, span, object.at, message, |d| {
                d.help("release only what an allocation function returned, as it returned it")
            });
            // Said once: that the block is still there is the same mistake.
            self.give(state, v);
            return;
        }
        if let Status::Freed(at) = object.status {
            self.report(
                state,
                codes::DOUBLE_FREE,
                span,
                object.at,
                "a block is released a second time",
                |d| {
                    d.label(at, "released here first").help("set the pointer to NULL after the first release")
                },
            );
            return;
        }
        let own = match object.kind {
            Kind::Heap(own) => Some(own),
            Kind::Attribute(c, i) => self.cx.attributes.get(&(c, i)).map(|o| o.family),
            _ => None,
        };
        if let Some(own) = own
            && own != family
        {
            let message = format!("a block of {} is {how} with {}", own.name(), family.release());
            self.report(state, codes::MISMATCHED_FREE, span, object.at, &message, |d| {
                let d = if matches!(object.kind, Kind::Heap(_)) {
                    d.label(object.at, "allocated here")
                } else {
                    d
                };
                d.help(format!("release it with {}", own.release()))
            });
        }
        match object.kind {
            Kind::Param(p) => self.freed[p] = Some(family),
            Kind::Element(c, i) => self.emptied(c, i),
            _ => {}
        }
        state.released.push((span, family));
        state.object_mut(o).status = Status::Freed(span);
    }

    /// Whether the path knows that an offset is above zero.
    fn is_inside(&mut self, state: &State, off: Val) -> bool {
        if let ValKind::Member(at, _, i) = *self.values.get(off) {
            return i > 0 || self.values.as_int(at).is_some_and(|n| n != 0) || self.is_inside(state, at);
        }
        let sum = self.values.linear(off);
        // Only counters: they start at zero or above, and a loop that is left has moved them.
        sum.constant > 0
            && sum.terms.iter().all(|(v, k)| *k > 0 && self.counters.contains(v))
            && !state.assumed.is_empty()
    }
}
