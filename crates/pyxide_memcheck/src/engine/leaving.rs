//! What a function leaves behind: blocks, attributes, its result; and the summary of all its paths.

use super::{Engine, MethodRole};
use crate::allocators::Family;
use crate::state::{Base, Elem, Gift, Nullness, Object, State, Status};
use crate::summary::{
    AttributeEffect, FieldPath, Frees, OutEffect, Outcome, Raises, ResultEffect, Summary, field_path,
};
use crate::value::{Kind, ObjId, Val, ValKind};
use pyxide_diagnostics::{Span, codes};
use pyxide_mir::{Convention, Operand, RegKind, Terminator};
use pyxide_types::ClassId;

/// More ways to return than this are one.
const MAX_OUTCOMES: usize = 5;
/// Exits that are kept until it is known whether an unknown function keeps a block.
const MAX_LENT: usize = 64;

impl Engine<'_> {
    pub(super) fn leave(&mut self, mut state: State, value: Option<&Operand>, ok: bool, span: Span) {
        let result = value.map(|v| self.operand(&mut state, v));
        let mut members = vec![];
        if let Some(Operand::Reg(r)) = value
            && self.is_aggregate(self.f.reg(*r).ty)
        {
            let o = self.stack_object(&mut state, *r);
            members = self.members_of(&state, o);
            self.dangling_members(&state, o, span);
            self.give_contents(&mut state, o);
        }
        let failed = !ok || self.is_failure(result);
        let mut returned = match result.and_then(|v| self.values.as_int(v)) {
            Some(n) if self.tells_apart() => ResultEffect::Number(n),
            _ => ResultEffect::Unknown,
        };
        if let Some(v) = result
            && let Some((o, off)) = self.values.ptr(v)
        {
            let object = state.object(o).clone();
            match object.kind {
                Kind::Heap(_) if matches!(object.null, Nullness::Null | Nullness::Failed) => {
                    returned = ResultEffect::Number(0);
                }
                Kind::Heap(_) | Kind::Attribute(..) if let Some((c, i)) = self.attribute_with(&state, o) => {
                    returned = ResultEffect::Attribute(c, i);
                }
                Kind::Heap(family) if off == self.zero && !object.given => {
                    returned = ResultEffect::Fresh { family, may_be_null: object.null == Nullness::Maybe };
                }
                Kind::Param(i) if off == self.zero => returned = ResultEffect::Param(i),
                Kind::Stack(r) if self.f.reg(r).kind != RegKind::Temp || ok => {
                    self.report(
                        &state,
                        codes::DANGLING_POINTER,
                        span,
                        object.at,
                        "the address of a local variable is returned",
                        |d| d.help("allocate the memory, or let the caller pass it in"),
                    );
                }
                _ => {}
            }
            if let Kind::Interior(owner) = object.kind
                && self.is_c_pointer(self.f.ret)
                && (self.fresh.contains(&owner) && !self.is_kept(&state, owner)
                    || self.is_local_container(&state, owner))
            {
                self.dangling_text(&state, span);
            }
            if let Status::Freed(at) = object.status {
                self.report(&state, codes::USE_AFTER_FREE, span, at, "a released block is returned", |d| {
                    d.label(at, "released here")
                });
            }
            self.give(&mut state, v);
        }
        // The caller has what is returned.
        state.kept.extend(result);
        self.references_at_exit(&state, result, !failed);
        self.short_lived_at_exit(&state, failed);
        let mut outcome = self.outcome(&state, returned);
        outcome.members = members;
        if ok {
            self.add_outcome(outcome);
        } else {
            let raised = state.raising.map_or(Raises::Any, Raises::Only);
            self.summary.raises = std::mem::take(&mut self.summary.raises).or(raised);
            match &mut self.summary.raised {
                Some(known) => known.merge(outcome),
                None => self.summary.raised = Some(outcome),
            }
        }
        self.attributes_at_exit(&mut state, failed, span);
        for i in 0..state.objects.len() {
            let o = state.objects[i].clone();
            let Kind::Heap(family) = o.kind else { continue };
            if let Gift::Lent(at) = o.gift
                && o.given
            {
                match o.status {
                    Status::Freed(_) if !failed => {
                        self.taken_back.insert((o.at, at));
                    }
                    Status::Live if o.null != Nullness::Null && self.lent.len() < MAX_LENT => {
                        self.lent.push((o.at, at, state.clone(), ok, span));
                    }
                    _ => {}
                }
            }
            if o.status != Status::Live || o.given || matches!(o.null, Nullness::Null | Nullness::Failed) {
                continue;
            }
            // Held by another block: the holder is what leaks, unless it was released.
            if let Some(h) = o.holder
                && matches!(state.object(h).status, Status::Live)
                && !matches!(state.object(h).kind, Kind::Stack(_))
            {
                continue;
            }
            self.report_leak(&state, &o, family, ok, span);
        }
    }

    fn report_leak(&mut self, state: &State, o: &Object, family: Family, ok: bool, left: Span) {
        let at = o.at;
        // One `p = realloc(p, n)` in a loop loses the first block and its own.
        let origin = o.resize_failed.unwrap_or(at);
        let message = if ok {
            "a block is not released on a path that returns"
        } else {
            "a block is not released when an exception leaves the function"
        };
        self.report(state, codes::LEAK, at, origin, message, |d| {
            d.label(left, "leaves the function without release").help(format!(
                "release it with {} on every path, for example in a `finally:`",
                family.release()
            ))
        });
    }

    /// A function that releases a block after a C function had it knows that the C function does not keep it.
    fn report_lent(&mut self) {
        for (at, call, state, ok, left) in std::mem::take(&mut self.lent) {
            if let Some(o) = state.objects.iter().find(|o| o.at == at)
                && let Kind::Heap(family) = o.kind
                && self.taken_back.contains(&(at, call))
            {
                self.report_leak(&state, o, family, ok, left);
            }
        }
    }

    /// The attribute of `self` that points to an object.
    fn attribute_with(&self, state: &State, o: ObjId) -> Option<(ClassId, usize)> {
        let this = state.regs[self.f.params.first()?.index()]?;
        state.memory.iter().find_map(|(l, v)| match (l.base, &l.path[..]) {
            (Base::Value(b), [Elem::ClassField(c, i)])
                if b == this && self.values.ptr(*v) == Some((o, self.zero)) =>
            {
                Some((*c, *i))
            }
            _ => None,
        })
    }

    /// Results of which callers test the value.
    fn tells_apart(&self) -> bool {
        self.f.convention == Convention::C
            && (self.is_c_pointer(self.f.ret) || self.cx.module.types.is_int(self.f.ret))
    }

    /// Blocks in the members of a struct.
    fn members_of(&self, state: &State, o: ObjId) -> Vec<(FieldPath, OutEffect)> {
        let held = state.memory.iter().filter(|(l, _)| l.base == Base::Object(o)).filter_map(|(l, v)| {
            let [Elem::Index(i), fields @ ..] = &l.path[..] else { return None };
            let path = field_path(fields).filter(|_| *i == self.zero)?;
            let object = state.object(self.values.ptr(*v)?.0);
            let Kind::Heap(family) = object.kind else { return None };
            let effect = match object.null {
                _ if object.given || object.status != Status::Live => return None,
                Nullness::Null | Nullness::Failed => OutEffect::Null,
                null => OutEffect::Fresh { family, may_be_null: null == Nullness::Maybe },
            };
            Some((path, effect))
        });
        held.collect()
    }

    /// A struct that is returned and points to variables of the function.
    fn dangling_members(&mut self, state: &State, o: ObjId, span: Span) {
        let local = state.memory.iter().any(|(l, v)| {
            let target = self.values.ptr(*v).map(|p| &state.object(p.0).kind);
            l.base == Base::Object(o)
                && matches!(target, Some(Kind::Stack(r)) if self.f.reg(*r).kind == RegKind::User)
        });
        if local {
            self.report(
                state,
                codes::DANGLING_POINTER,
                span,
                span,
                "the struct that is returned points to a local variable",
                |d| d.help("allocate the memory, or let the caller pass it in"),
            );
        }
    }

    /// What the caller finds when the function ends in this state.
    fn outcome(&mut self, state: &State, result: ResultEffect) -> Outcome {
        let mut outcome = Outcome { result, ..Outcome::default() };
        if self.f.convention != Convention::C {
            return outcome;
        }
        for o in &state.objects {
            let gone = matches!(o.status, Status::Freed(_));
            match &o.kind {
                Kind::Param(p) if gone => outcome.frees.push((*p, Frees::Always(self.freed[*p]))),
                Kind::Param(p) if o.null != Nullness::Maybe => {
                    outcome.nulls.push((*p, o.null == Nullness::Null));
                }
                Kind::ParamField(p, path) if gone => {
                    let family = state.released.iter().find(|(at, _)| Status::Freed(*at) == o.status);
                    let family = family.map_or(Family::C, |f| f.1);
                    outcome.freed_fields.push((*p, path.clone(), family));
                }
                Kind::ParamField(p, path) if o.given => outcome.kept_fields.push((*p, path.clone())),
                _ => {}
            }
        }
        for (loc, v) in &state.memory {
            let Base::Object(holder) = loc.base else { continue };
            let Kind::Param(p) = state.object(holder).kind else { continue };
            let path = match &loc.path[..] {
                [Elem::Index(i), fields @ ..] if *i == self.zero => field_path(fields),
                _ => None,
            };
            let Some(path) = path else { continue };
            if *v == self.zero {
                outcome.outs.push((p, path, OutEffect::Null));
                continue;
            }
            let Some((o, off)) = self.values.ptr(*v) else { continue };
            let object = state.object(o);
            let effect = match (&object.kind, object.status) {
                (Kind::Heap(_), Status::Live) if matches!(object.null, Nullness::Null | Nullness::Failed) => {
                    OutEffect::Null
                }
                (Kind::Heap(_), Status::Live) if object.given && object.gift != Gift::Out => {
                    OutEffect::Unknown
                }
                (Kind::Heap(family), Status::Live) => {
                    OutEffect::Fresh { family: *family, may_be_null: object.null == Nullness::Maybe }
                }
                (Kind::ParamField(q, other), Status::Freed(_)) if *q == p && *other == path => {
                    outcome.dangling_fields.push((p, path));
                    continue;
                }
                (Kind::ParamField(q, other), _) if *q == p && *other == path => continue,
                (Kind::Param(q), _) => match *self.values.get(off) {
                    ValKind::Member(at, of, member) if at == self.zero => {
                        OutEffect::Inside { param: *q, of, member }
                    }
                    _ => OutEffect::Unknown,
                },
                _ => OutEffect::Unknown,
            };
            outcome.outs.push((p, path, effect));
        }
        outcome.outs.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        outcome.frees.sort_by_key(|f| f.0);
        outcome
    }

    /// Adds a way to return; those with equal results are one.
    fn add_outcome(&mut self, outcome: Outcome) {
        let same = |a: &ResultEffect, b: &ResultEffect| match (a, b) {
            (ResultEffect::Fresh { family: f, .. }, ResultEffect::Fresh { family: g, .. }) => f == g,
            (a, b) => a == b,
        };
        let outcomes = &mut self.summary.outcomes;
        match outcomes.iter().position(|o| same(&o.result, &outcome.result)) {
            Some(known) => outcomes[known].merge(outcome),
            None if outcomes.len() >= MAX_OUTCOMES => outcomes[0].merge(outcome),
            None => outcomes.push(outcome),
        }
    }

    /// Ways that callers need not tell apart become one.
    fn join_outcomes(&mut self) {
        let mut joined: Vec<Outcome> = Vec::new();
        let pointer = self.is_c_pointer(self.f.ret);
        for o in std::mem::take(&mut self.summary.outcomes) {
            let like = |k: &&mut Outcome| {
                let results = match (k.result, o.result) {
                    (ResultEffect::Fresh { .. }, ResultEffect::Number(0))
                    | (ResultEffect::Number(0), ResultEffect::Fresh { .. }) => pointer,
                    (ResultEffect::Unknown | ResultEffect::Number(_), ResultEffect::Unknown)
                    | (ResultEffect::Unknown | ResultEffect::Number(_), ResultEffect::Number(_)) => true,
                    (a, b) => a == b,
                };
                results && k.same_effects(&o)
            };
            match joined.iter_mut().find(like) {
                Some(k) => k.merge(o),
                None => joined.push(o),
            }
        }
        self.summary.outcomes = joined;
    }

    /// Memory that outlives the function and points to what does not.
    fn short_lived_at_exit(&mut self, state: &State, failed: bool) {
        for (loc, span) in &state.stores {
            let Some(v) = state.read(loc) else { continue };
            let Some((o, _)) = self.values.ptr(v) else { continue };
            let outlives = match loc.base {
                Base::Value(_) | Base::CVar(_) | Base::Static(_) => true,
                // Of what a failed call has written nothing is used.
                Base::Object(h) => match state.object(h).kind {
                    Kind::Param(_) => !failed,
                    Kind::Attribute(..) => true,
                    _ => false,
                },
                Base::Reg(_) => false,
            };
            if !outlives {
                continue;
            }
            match state.object(o).kind {
                Kind::Stack(_) => self.report(
                    state,
                    codes::DANGLING_POINTER,
                    *span,
                    *span,
                    "the address of a local variable is stored where it outlives the function",
                    |d| d.help("allocate the memory, or set the pointer to NULL before the function ends"),
                ),
                Kind::Interior(owner)
                    if !self.is_kept(state, owner) || self.is_local_container(state, owner) =>
                {
                    self.report(
                        state,
                        codes::DANGLING_POINTER,
                        *span,
                        *span,
                        "a pointer to the bytes of an object is stored where it outlives the object",
                        |d| d.help("store the object beside the pointer, or copy the bytes"),
                    )
                }
                _ => {}
            }
        }
    }

    /// The function's way of saying that it failed: NULL or the error value.
    fn is_failure(&self, result: Option<Val>) -> bool {
        let Some(v) = result else { return false };
        match self.values.as_int(v) {
            Some(0) => self.is_c_pointer(self.f.ret),
            Some(-1) => self.cx.module.types.is_int(self.f.ret),
            _ => false,
        }
    }

    /// An attribute that is a memoryview borrows the memory.
    fn is_view(&self, class: ClassId, field: usize) -> bool {
        let t = &self.cx.module.types;
        matches!(t.kind(t.classes[class.index()].fields[field].ty), pyxide_types::Type::MemoryView(..))
    }

    /// Only `__dealloc__` calls this method.
    fn is_final(&self) -> bool {
        let at = self.cx.module.functions.iter().position(|f| std::ptr::eq(f, self.f));
        at.is_some_and(|i| self.cx.final_only[i])
    }

    /// The path has tested another attribute of the object, which may say that this one is empty.
    fn asked_itself(&self, state: &State) -> bool {
        state.assumed.iter().any(|&(c, _)| self.own_state.iter().any(|v| self.values.mentions(c, *v, 6)))
    }

    /// Blocks of this function that only the block of an attribute holds.
    fn note_contents(&mut self, state: &State, key: (ClassId, usize), holder: ObjId) {
        for (loc, v) in &state.memory {
            if loc.base != Base::Object(holder) {
                continue;
            }
            let Some((o, _)) = self.values.ptr(*v) else { continue };
            let object = state.object(o);
            let Kind::Heap(family) = object.kind else { continue };
            let once = state.memory.iter().filter(|(_, w)| w == v).count() == 1;
            let exists = !matches!(object.null, Nullness::Null | Nullness::Failed);
            let entry = (key.0, key.1, family, object.at);
            if once && exists && object.status == Status::Live && !self.summary.inside.contains(&entry) {
                self.summary.inside.push(entry);
            }
        }
    }

    /// What the attributes of `self` hold, compared with what they held.
    fn attributes_at_exit(&mut self, state: &mut State, failed: bool, span: Span) {
        let Some(&this) = self.f.params.first() else { return };
        let Some(this) = state.regs[this.index()] else { return };
        self.exits += 1;
        for o in &state.objects {
            if let Kind::Attribute(c, i) = o.kind
                && (o.given || matches!(o.status, Status::Freed(_)) || o.null == Nullness::Null)
            {
                *self.empty_attributes.entry((c, i)).or_default() += 1;
            }
        }
        let held: Vec<((ClassId, usize), Val)> = state
            .memory
            .iter()
            .filter_map(|(l, v)| match (l.base, &l.path[..]) {
                (Base::Value(b), [Elem::ClassField(c, i)]) if b == this && !self.is_view(*c, *i) => {
                    Some(((*c, *i), *v))
                }
                _ => None,
            })
            .collect();
        for (key, v) in held.clone() {
            let now = self.values.ptr(v).map(|(o, _)| o);
            if let Some(o) = now {
                self.note_contents(state, key, o);
            }
            let live_block = |o: &ObjId| {
                let object = state.object(*o);
                matches!(object.kind, Kind::Heap(_))
                    && !matches!(object.null, Nullness::Null | Nullness::Failed)
            };
            let fresh = now.filter(live_block);
            if fresh.is_some()
                && held.iter().any(|(k, w)| *k != key && self.values.ptr(*w).map(|p| p.0) == fresh)
                && !self.summary.shared.contains(&key)
            {
                self.summary.shared.push(key);
            }
            if let Some(o) = now {
                let object = state.object(o).clone();
                match (&object.kind, object.status) {
                    (Kind::Heap(family), Status::Live) => {
                        let exists = !matches!(object.null, Nullness::Null | Nullness::Failed);
                        let replaced = matches!(
                            self.attributes.get(&key),
                            Some((AttributeEffect::Replaced(f), _)) if f == family
                        );
                        if exists && !replaced && (!failed || self.role == MethodRole::Cinit) {
                            self.attributes.insert(key, (AttributeEffect::Fresh(*family), object.at));
                        }
                        state.object_mut(o).given = true;
                    }
                    (_, Status::Freed(at)) if self.role != MethodRole::Dealloc => {
                        self.attributes.entry(key).or_insert((AttributeEffect::Dangling, span));
                        let released = self.cx.attributes.get(&key).is_some_and(|a| a.released && a.always);
                        if released && object.null != Nullness::Null && !object.by_method && !self.is_final()
                        {
                            self.report(
                                state,
                                codes::DOUBLE_FREE,
                                at,
                                at,
                                "an attribute is released here and still points there; __dealloc__ releases it again",
                                |d| d.help("set the attribute to NULL after the release"),
                            );
                        }
                    }
                    (_, Status::Freed(_)) => {
                        self.attributes.entry(key).or_insert((AttributeEffect::Released, span));
                    }
                    _ => {}
                }
            }
            // What it held before and nobody released or kept.
            for i in 0..state.objects.len() {
                let old = state.objects[i].clone();
                let id = ObjId(i as u32);
                if old.kind != Kind::Attribute(key.0, key.1) || now == Some(id) {
                    continue;
                }
                match old.status {
                    Status::Moved(_) => {}
                    Status::Freed(_) => {
                        let effect = self.attributes.entry(key).or_insert((AttributeEffect::Released, span));
                        if let AttributeEffect::Fresh(family) = effect.0 {
                            effect.0 = AttributeEffect::Replaced(family);
                        }
                    }
                    Status::Live => {
                        let owned = self.cx.attributes.get(&key).is_some_and(|a| a.released);
                        let replaced = fresh.is_some();
                        let filled = self.cx.attributes.get(&key).is_some_and(|a| a.from_the_start);
                        // `self.p = realloc(self.p, n)` that fails loses the block as well.
                        let failed_now = now.is_some_and(|o| {
                            matches!(state.object(o).null, Nullness::Null | Nullness::Failed)
                                && matches!(state.object(o).kind, Kind::Heap(_))
                        });
                        let cleared = (v == self.zero || failed_now) && old.resize_failed.is_some();
                        // Others may call a method twice.
                        let public = self.f.convention != Convention::C
                            && !is_internal(&self.f.display)
                            && !self.asked_itself(state);
                        // `self.head = self.head.next` loses the head.
                        let moved_on = old.null == Nullness::NonNull
                            && now.is_some_and(|o| state.object(o).kind == Kind::Element(key.0, key.1));
                        let shared = self.cx.attributes.get(&key).is_some_and(|a| a.shared);
                        if owned
                            && (replaced || cleared || moved_on)
                            && !old.given
                            && !shared
                            && old.holder.is_none()
                            && old.null != Nullness::Null
                            && (cleared
                                || moved_on && !failed
                                || self.role == MethodRole::Init
                                || self.role == MethodRole::Other && (filled || public))
                        {
                            let set = state.attribute_stores.iter().find(|(c, i, _)| (*c, *i) == key);
                            let span = set.map_or(span, |s| s.2);
                            let at = if replaced { now.map_or(span, |o| state.object(o).at) } else { span };
                            self.report(
                                state,
                                codes::LEAK,
                                at,
                                at,
                                "an attribute gets a new block, and the block that it may hold already is lost",
                                |d| d.help("release the old block first: __init__ and methods may run more than once"),
                            );
                        }
                    }
                }
            }
        }
    }

    pub(super) fn finish(mut self) -> Summary {
        self.join_outcomes();
        self.uneven_references();
        self.report_lent();
        if self.cut_short && self.f.blocks.iter().any(|b| matches!(b.term, Terminator::Unwind)) {
            self.summary.raises = Raises::Any;
        }
        let exits = self.exits;
        self.summary.always_released =
            self.empty_attributes.iter().filter(|(_, n)| **n >= exits).map(|(k, _)| *k).collect();
        self.summary.always_released.sort_unstable();
        self.summary.attributes =
            self.attributes.into_iter().map(|((c, i), (e, at))| (c, i, e, at)).collect();
        self.summary.attributes.sort_by_key(|(c, i, ..)| (*c, *i));
        self.summary
    }
}

/// Names with a leading underscore belong to a protocol inside the class, which knows how often they are called.
fn is_internal(name: &str) -> bool {
    let name = name.rsplit('.').next().unwrap_or(name);
    name.starts_with('_') && !name.starts_with("__")
}
