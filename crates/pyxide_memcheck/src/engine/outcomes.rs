//! Calls of our own functions: each way in which the callee ends is one path of the caller.

use super::{Engine, Next};
use crate::allocators::Family;
use crate::state::{Base, Elem, Fill, Loc, Nullness, State};
use crate::summary::{FieldPath, Frees, OutEffect, Outcome, ResultEffect, Summary};
use crate::value::{Kind, ObjId, Val, ValKind};
use pyxide_diagnostics::Span;
use pyxide_mir::{BinOp, Reg};

impl Engine<'_> {
    /// Applies what is known of one of our own functions.
    pub(super) fn apply(
        &mut self,
        mut state: State,
        dst: Option<Reg>,
        summary: &Summary,
        args: &[Val],
        span: Span,
    ) -> Next {
        for (i, &v) in args.iter().enumerate() {
            let Some((o, _)) = self.values.ptr(v) else {
                self.apply_references(&mut state, summary, i, v, span);
                continue;
            };
            let effect = summary.params.get(i).copied().unwrap_or_default();
            if effect.reads && state.object(o).null != Nullness::Null {
                self.access(&mut state, v, span, true, None);
            }
        }
        // A helper that gets the block of an attribute may release what is in it.
        for &v in args {
            if let Some((o, _)) = self.values.ptr(v)
                && let Kind::Attribute(c, i) | Kind::Element(c, i) = state.object(o).kind
            {
                self.emptied(c, i);
            }
        }
        let mut next = Next::new();
        let numbers: Vec<i128> = summary
            .outcomes
            .iter()
            .filter_map(|o| match o.result {
                ResultEffect::Number(n) => Some(n),
                _ => None,
            })
            .collect();
        let unknown = [Outcome::default()];
        let outcomes = if summary.outcomes.is_empty() { &unknown[..] } else { &summary.outcomes[..] };
        for outcome in outcomes {
            if !self.is_possible(&state, outcome, args) {
                continue;
            }
            let mut state = state.clone();
            self.apply_outcome(&mut state, outcome, args, span);
            for (i, &v) in args.iter().enumerate() {
                if summary.params.get(i).is_some_and(|p| p.keeps) {
                    self.give(&mut state, v);
                }
            }
            self.apply_attributes(&mut state, summary, args, span);
            let result = match outcome.result {
                ResultEffect::Fresh { family, may_be_null } => {
                    let o = self.made_by_callee(&mut state, family, may_be_null, span);
                    self.values.make(ValKind::Ptr(o, self.zero))
                }
                ResultEffect::Param(i) => args.get(i).copied().unwrap_or(self.zero),
                ResultEffect::Number(n) => self.values.int(n),
                ResultEffect::Attribute(c, i) => match args.first() {
                    Some(&this) => {
                        let loc = Loc { base: Base::Value(this), path: vec![Elem::ClassField(c, i)] };
                        let ty = self.cx.module.types.classes[c.index()].fields[i].ty;
                        self.load(&mut state, &loc, ty)
                    }
                    None => self.values.symbol(),
                },
                ResultEffect::Unknown => {
                    let v = self.values.symbol();
                    // It is none of the numbers that say something else, nor an error code.
                    for &n in &numbers {
                        let n = self.values.int(n);
                        let equal = self.values.binary(BinOp::Eq, v, n);
                        state.assumed.push((equal, false));
                    }
                    if numbers.iter().any(|n| *n < 0) {
                        let negative = self.values.binary(BinOp::Lt, v, self.zero);
                        state.assumed.push((negative, false));
                    }
                    self.returned.insert(v);
                    self.found.insert(v);
                    v
                }
            };
            self.set(&mut state, dst, result);
            if let Some(d) = dst
                && !outcome.members.is_empty()
            {
                self.members_returned(&mut state, d, &outcome.members, span);
            }
            next.push(state);
        }
        next
    }

    /// A block that one of our own functions allocated, and filled as far as one can tell.
    fn made_by_callee(&mut self, state: &mut State, family: Family, may_be_null: bool, span: Span) -> ObjId {
        let o = self.new_block(state, family, span);
        let object = state.object_mut(o);
        object.fill = Fill::All;
        if !may_be_null {
            object.null = Nullness::NonNull;
        }
        o
    }

    /// A struct that a function returns, with the blocks that it holds.
    fn members_returned(
        &mut self,
        state: &mut State,
        dst: Reg,
        members: &[(FieldPath, OutEffect)],
        span: Span,
    ) {
        let to = self.stack_object(state, dst);
        state.forget(Base::Object(to));
        state.object_mut(to).fill = Fill::All;
        for (path, effect) in members {
            let v = match *effect {
                OutEffect::Fresh { family, may_be_null } => {
                    let o = self.made_by_callee(state, family, may_be_null, span);
                    state.object_mut(o).holder = Some(to);
                    self.values.make(ValKind::Ptr(o, self.zero))
                }
                OutEffect::Null => self.zero,
                _ => continue,
            };
            let loc = self.field_loc(to, self.zero, path);
            state.write(loc, v);
        }
    }

    /// Whether a function can end so with these arguments.
    fn is_possible(&self, state: &State, outcome: &Outcome, args: &[Val]) -> bool {
        outcome.nulls.iter().all(|&(p, null)| {
            let Some(&v) = args.get(p) else { return true };
            match self.values.ptr(v) {
                Some((o, _)) => match state.object(o).null {
                    Nullness::Maybe => true,
                    Nullness::NonNull => !null,
                    Nullness::Null | Nullness::Failed => null,
                },
                None => v != self.zero || null,
            }
        })
    }

    /// What a function does with the attribute whose address it gets.
    fn apply_to_attribute(
        &mut self,
        state: &mut State,
        outcome: &Outcome,
        argument: usize,
        address: Val,
        (class, field): (pyxide_types::ClassId, usize),
        span: Span,
    ) {
        let loc = self.behind(address);
        let ty = self.cx.module.types.classes[class.index()].fields[field].ty;
        for (_, _, family) in outcome.freed_fields.iter().filter(|f| f.0 == argument && f.1.is_empty()) {
            let old = self.load(state, &loc, ty);
            self.release(state, old, *family, span, "released");
        }
        for (_, _, effect) in outcome.outs.iter().filter(|o| o.0 == argument && o.1.is_empty()) {
            let v = match *effect {
                OutEffect::Fresh { family, may_be_null } => {
                    let block = self.made_by_callee(state, family, may_be_null, span);
                    self.values.make(ValKind::Ptr(block, self.zero))
                }
                OutEffect::Null => self.zero,
                _ => self.values.symbol(),
            };
            self.store(state, loc.clone(), v, ty, span);
        }
    }

    /// The place of a member behind a pointer argument.
    fn field_loc(&mut self, o: ObjId, at: Val, path: &FieldPath) -> Loc {
        let pointer = self.values.make(ValKind::Ptr(o, at));
        let mut loc = self.behind(pointer);
        loc.path.extend(path.iter().map(|(s, i)| Elem::Field(*s, *i)));
        loc
    }

    /// What a function leaves behind its pointer arguments.
    pub(super) fn apply_outcome(&mut self, state: &mut State, outcome: &Outcome, args: &[Val], span: Span) {
        for (i, &v) in args.iter().enumerate() {
            if let ValKind::Cell(_, c, field) = *self.values.get(v) {
                self.apply_to_attribute(state, outcome, i, v, (c, field), span);
                continue;
            }
            let Some((o, at)) = self.values.ptr(v) else { continue };
            if let Some((_, null)) = outcome.nulls.iter().find(|(p, _)| *p == i) {
                state.object_mut(o).null = if *null { Nullness::Null } else { Nullness::NonNull };
            }
            // Members first: releasing the whole forgets them.
            for (_, path, family) in outcome.freed_fields.iter().filter(|(p, ..)| *p == i) {
                let member = match state.object(o).kind {
                    Kind::Stack(r) if path.is_empty() && !self.is_aggregate(self.f.reg(r).ty) => {
                        state.regs[r.index()]
                    }
                    _ => {
                        let loc = self.field_loc(o, at, path);
                        state.read(&loc)
                    }
                };
                if let Some(member) = member {
                    self.release(state, member, *family, span, "released");
                }
            }
            for (_, path) in outcome.kept_fields.iter().filter(|(p, _)| *p == i) {
                let loc = self.field_loc(o, at, path);
                if let Some(member) = state.read(&loc) {
                    self.give(state, member);
                }
            }
            match outcome.frees.iter().find(|(p, _)| *p == i) {
                Some((_, Frees::Always(Some(family)))) => self.release(state, v, *family, span, "released"),
                Some(_) => self.give(state, v),
                None => {}
            }
            state.object_mut(o).fill = Fill::All;
            let scalar = match state.object(o).kind {
                Kind::Stack(r) if !self.is_aggregate(self.f.reg(r).ty) => Some(r),
                _ => None,
            };
            let outs: Vec<_> = outcome.outs.iter().filter(|(p, ..)| *p == i).cloned().collect();
            let freed: Vec<Loc> = outcome
                .freed_fields
                .iter()
                .filter(|(p, path, _)| {
                    *p == i && !outcome.dangling_fields.iter().any(|(q, other)| q == p && other == path)
                })
                .map(|(_, path, _)| self.field_loc(o, at, path))
                .collect();
            state.memory.retain(|(l, _)| !freed.contains(l));
            if let Some(r) = scalar
                && outs.is_empty()
            {
                state.regs[r.index()] = Some(self.values.symbol());
            }
            for (_, path, effect) in outs {
                let pointer = match effect {
                    OutEffect::Fresh { family, may_be_null } => {
                        let block = self.made_by_callee(state, family, may_be_null, span);
                        self.values.make(ValKind::Ptr(block, self.zero))
                    }
                    OutEffect::Null => self.zero,
                    OutEffect::Inside { param, of, member } => {
                        match args.get(param).and_then(|&a| self.values.ptr(a)) {
                            Some((inside, start)) => {
                                let off = self.values.make(ValKind::Member(start, of, member));
                                self.values.make(ValKind::Ptr(inside, off))
                            }
                            None => self.values.symbol(),
                        }
                    }
                    OutEffect::Unknown => self.values.symbol(),
                };
                if path.is_empty() {
                    self.store_through(state, o, at, pointer, span);
                } else {
                    let loc = self.field_loc(o, at, &path);
                    self.store(state, loc, pointer, pyxide_types::Types::VOID_PTR, span);
                }
            }
        }
    }
}
