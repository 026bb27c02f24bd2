//! What a function leaves behind: blocks, attributes, its result; and the summary of all its paths.

use super::{Engine, MethodRole};
use crate::state::{Base, Elem, Nullness, State, Status};
use crate::summary::{AttributeEffect, Frees, ResultEffect, Summary};
use crate::value::{Kind, ObjId, Val};
use pyxide_diagnostics::{Span, codes};
use pyxide_mir::{Operand, RegKind};
use pyxide_types::ClassId;

impl Engine<'_> {
    pub(super) fn leave(&mut self, mut state: State, value: Option<&Operand>, ok: bool, span: Span) {
        let result = value.map(|v| self.operand(&mut state, v));
        if let Some(Operand::Reg(r)) = value
            && self.is_aggregate(self.f.reg(*r).ty)
        {
            let o = self.stack_object(&mut state, *r);
            self.give_contents(&mut state, o);
        }
        let failed = !ok || self.is_failure(result);
        if !failed {
            self.ok_exits += 1;
        }
        let mut returned = ResultEffect::Unknown;
        if let Some(v) = result
            && let Some((o, off)) = self.values.ptr(v)
        {
            let object = state.object(o).clone();
            match object.kind {
                Kind::Heap(family) if object.null != Nullness::Null && off == self.zero && !object.given => {
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
                && self.fresh.contains(&owner)
                && self.is_c_pointer(self.f.ret)
                && !self.is_kept(&state, owner)
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
        self.references_at_exit(&state, result, !failed);
        self.short_lived_at_exit(&state);
        if !failed {
            self.result = match (self.result, returned) {
                (None, r) => Some(r),
                (Some(a), b) if a == b => Some(a),
                (Some(ResultEffect::Fresh { family, .. }), ResultEffect::Fresh { family: g, .. })
                    if family == g =>
                {
                    Some(ResultEffect::Fresh { family, may_be_null: true })
                }
                _ => Some(ResultEffect::Unknown),
            };
        } else if let Some(ResultEffect::Fresh { may_be_null, .. }) = &mut self.result
            && ok
        {
            *may_be_null = true;
        }
        if !failed {
            self.dangling_fields(&state);
        }
        self.attributes_at_exit(&mut state, failed, span);
        for i in 0..state.objects.len() {
            let o = state.objects[i].clone();
            if let Kind::Param(p) = &o.kind
                && !failed
                && (matches!(o.status, Status::Freed(_))
                    || o.null == Nullness::Null && self.freed[*p].1.is_some())
            {
                self.freed[*p].0 += 1;
            }
            let Kind::Heap(family) = o.kind else { continue };
            if o.status != Status::Live || o.given || o.null == Nullness::Null {
                continue;
            }
            // Held by another block: the holder is what leaks, unless it was released.
            if let Some(h) = o.holder
                && matches!(state.object(h).status, Status::Live)
                && !matches!(state.object(h).kind, Kind::Stack(_))
            {
                continue;
            }
            let message = if ok {
                "a block is not released on a path that returns"
            } else {
                "a block is not released when an exception leaves the function"
            };
            self.report(&state, codes::LEAK, o.at, o.at, message, |d| {
                d.label(span, "leaves the function without release").help(format!(
                    "release it with {} on every path, for example in a `finally:`",
                    family.release()
                ))
            });
        }
    }

    /// Members behind parameters that point to what was released.
    fn dangling_fields(&mut self, state: &State) {
        for (_, v) in &state.memory {
            let Some((o, _)) = self.values.ptr(*v) else { continue };
            let object = state.object(o);
            if let (Kind::ParamField(p, path), Status::Freed(_)) = (&object.kind, object.status) {
                let entry = (*p, path.clone());
                if !self.summary.dangling_fields.contains(&entry) {
                    self.summary.dangling_fields.push(entry);
                }
            }
        }
    }

    /// Memory that outlives the function and points to what does not.
    fn short_lived_at_exit(&mut self, state: &State) {
        for (loc, span) in &state.stores {
            let Some(v) = state.read(loc) else { continue };
            let Some((o, _)) = self.values.ptr(v) else { continue };
            let outlives = match loc.base {
                Base::Value(_) | Base::CVar(_) | Base::Static(_) => true,
                Base::Object(h) => matches!(state.object(h).kind, Kind::Param(_) | Kind::Attribute(..)),
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
                Kind::Interior(owner) if !self.is_kept(state, owner) => self.report(
                    state,
                    codes::DANGLING_POINTER,
                    *span,
                    *span,
                    "a pointer to the bytes of an object is stored where it outlives the object",
                    |d| d.help("store the object beside the pointer, or copy the bytes"),
                ),
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

    /// What the attributes of `self` hold, compared with what they held.
    fn attributes_at_exit(&mut self, state: &mut State, failed: bool, span: Span) {
        let Some(&this) = self.f.params.first() else { return };
        let Some(this) = state.regs[this.index()] else { return };
        let held: Vec<((ClassId, usize), Val)> = state
            .memory
            .iter()
            .filter_map(|(l, v)| match (l.base, &l.path[..]) {
                (Base::Value(b), [Elem::ClassField(c, i)]) if b == this => Some(((*c, *i), *v)),
                _ => None,
            })
            .collect();
        for (key, v) in held {
            let now = self.values.ptr(v).map(|(o, _)| o);
            if let Some(o) = now {
                let object = state.object(o).clone();
                match (&object.kind, object.status) {
                    (Kind::Heap(family), Status::Live) => {
                        if !failed || self.role == MethodRole::Cinit {
                            self.attributes.insert(key, (AttributeEffect::Fresh(*family), object.at));
                        }
                        state.object_mut(o).given = true;
                    }
                    (_, Status::Freed(at)) if self.role != MethodRole::Dealloc => {
                        self.attributes.entry(key).or_insert((AttributeEffect::Dangling, span));
                        let released = self.cx.attributes.get(&key).is_some_and(|a| a.released);
                        if released && object.null != Nullness::Null {
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
                    Status::Freed(_) => {
                        self.attributes.entry(key).or_insert((AttributeEffect::Released, span));
                    }
                    Status::Live => {
                        let owned = self.cx.attributes.get(&key).is_some_and(|a| a.released);
                        let replaced = now.is_some_and(|o| matches!(state.object(o).kind, Kind::Heap(_)));
                        let filled = self.cx.attributes.get(&key).is_some_and(|a| a.from_the_start);
                        // `self.p = realloc(self.p, n)` that fails loses the block as well.
                        let cleared = v == self.zero && old.resize_failed;
                        if owned
                            && (replaced || cleared)
                            && !old.given
                            && old.null != Nullness::Null
                            && (cleared
                                || self.role == MethodRole::Init
                                || self.role == MethodRole::Other && filled)
                        {
                            let set = state.attribute_stores.iter().find(|(c, i, _)| (*c, *i) == key);
                            let span = set.map_or(span, |s| s.2);
                            let at = now.map_or(span, |o| state.object(o).at);
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
        for (i, (n, family)) in self.freed.iter().enumerate() {
            self.summary.params[i].frees = match *n {
                0 => Frees::Never,
                n if n >= self.ok_exits => Frees::Always(*family),
                _ => Frees::Sometimes,
            };
        }
        self.summary.result = self.result.unwrap_or_default();
        self.summary.attributes =
            self.attributes.into_iter().map(|((c, i), (e, at))| (c, i, e, at)).collect();
        self.summary.attributes.sort_by_key(|(c, i, ..)| (*c, *i));
        self.summary
    }
}
