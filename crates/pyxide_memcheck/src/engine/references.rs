//! References to Python objects that code counts by hand.
//!
//! Per path and object: how many references the function holds by its own `Py_INCREF`s and by calls that return new
//! references as C pointers. What is stored in memory, returned, or handed to unknown code is no longer counted.

use super::{Engine, MethodRole};
use crate::allocators::{Counting, counting};
use crate::state::{Reference, State};
use crate::summary::Summary;
use crate::value::Val;
use pyxide_diagnostics::{Span, codes};
use pyxide_mir::{Callee, Convention, OpKind, Reg, RegKind};
use pyxide_types::Prim;

impl Engine<'_> {
    /// Functions that change reference counts. `true` when the call was one.
    pub(super) fn reference_function(
        &mut self,
        state: &mut State,
        name: &str,
        args: &[Val],
        span: Span,
    ) -> bool {
        match counting(name) {
            Some(Counting::Takes(i)) => {
                if let Some(&v) = args.get(i) {
                    self.count(state, v, 1, span);
                }
                true
            }
            Some(Counting::GivesBack(i)) => {
                if let Some(&v) = args.get(i) {
                    self.count(state, v, -1, span);
                }
                true
            }
            Some(Counting::Steals(i) | Counting::StealsOnSuccess(i)) => {
                if let Some(&v) = args.get(i) {
                    self.count(state, v, -1, span);
                }
                true
            }
            _ => false,
        }
    }

    /// The result of a call that returns a reference as a C pointer.
    pub(super) fn new_reference(&mut self, state: &mut State, callee: &Callee, v: Val, span: Span) {
        let Callee::CFunc(c) = callee else { return };
        let decl = &self.cx.module.cfuncs[c.index()];
        if !self.is_c_pointer(decl.sig.ret) {
            // Declared to return an object, it is taken to give a reference, which it does not.
            if counting(&decl.cname) == Some(Counting::Borrowed)
                && self.cx.module.types.is_object(decl.sig.ret)
            {
                state.references.push(Reference { value: v, count: -1, at: span, gone: span, own: true });
            }
            return;
        }
        match counting(&decl.cname) {
            Some(Counting::New) => {
                state.references.push(Reference { value: v, count: 1, at: span, gone: span, own: true })
            }
            Some(Counting::Borrowed) => {
                state.references.push(Reference { value: v, count: 0, at: span, gone: span, own: true });
            }
            _ => {}
        }
    }

    fn count(&mut self, state: &mut State, v: Val, by: i32, span: Span) {
        if v == self.zero || self.is_this(state, v) || self.values.ptr(v).is_some() {
            // What a callback gets as a pointer.
            self.summary.gives_back_found |= by < 0 && v != self.zero && !self.is_this(state, v);
            return;
        }
        let i = match state.references.iter().position(|r| r.value == v) {
            Some(i) => i,
            None => {
                // What one function stores with a count of its own, another one finds and gives back.
                let stored = if by > 0 {
                    self.cx.gives_back_stored && self.put_away.contains(&v)
                } else {
                    self.cx.takes_stored && self.found.contains(&v)
                };
                let own = !stored && self.is_object_variable(state, v) && !state.foreign.contains(&v);
                state.references.push(Reference { value: v, count: 0, at: span, gone: span, own });
                state.references.len() - 1
            }
        };
        let r = &mut state.references[i];
        r.count += by;
        if by > 0 {
            r.at = span;
        } else {
            r.gone = span;
        }
    }

    /// An object that Python code hands around: what is known of its count is all in this function.
    fn is_object_variable(&self, state: &State, v: Val) -> bool {
        let held = |(i, r): (usize, &Option<Val>)| {
            let reg = &self.f.regs[i];
            *r == Some(v) && reg.kind != RegKind::Temp && self.cx.module.types.is_object(reg.ty)
        };
        let stored = state.memory.iter().any(|(_, m)| *m == v);
        !stored && !self.raw.contains(&v) && state.regs.iter().enumerate().any(held)
    }

    pub(super) fn is_this(&self, state: &State, v: Val) -> bool {
        self.role != MethodRole::None
            && self.f.params.first().is_some_and(|p| state.regs[p.index()] == Some(v))
    }

    /// Something outside may hold the reference from here on.
    pub(super) fn keep_reference(&mut self, state: &mut State, v: Val) {
        if !state.kept.contains(&v) {
            state.kept.push(v);
        }
        if !state.foreign.contains(&v) {
            state.foreign.push(v);
        }
        if let Some(r) = state.references.iter_mut().find(|r| r.value == v) {
            r.own = false;
        }
    }

    /// Objects that a primitive puts into containers or finds there.
    pub(super) fn contained(&mut self, state: &State, p: Prim, args: &[Val], results: &[Reg]) {
        match p.info().name {
            "SetAttr" | "SetItem" | "SetItemSsize" | "DictSetItem" | "DictSetDefault" | "ListAppend"
            | "ObjectAppend" | "ListInsert" | "SetAdd" => self.put_away.extend(args.iter().skip(1)),
            "GetItem" | "GetItemSsize" | "ListGetItemSsize" | "TupleGetItemSsize" | "DictGetItem"
            | "DictGet" | "IterNext" | "Next" | "ListNext" | "TupleNext" | "DictNext" | "IterStep" => {
                self.found.extend(results.iter().filter_map(|r| state.regs[r.index()]));
            }
            _ => {}
        }
    }

    /// The reference that a call has taken over although it failed.
    pub(super) fn stolen_by_failure(&mut self, state: &mut State, name: &str, args: &[Val], span: Span) {
        if let Some(Counting::Steals(i)) = counting(name)
            && let Some(&v) = args.get(i)
        {
            self.count(state, v, -1, span);
        }
    }

    /// What a helper does with the count of its parameter.
    pub(super) fn apply_references(
        &mut self,
        state: &mut State,
        summary: &Summary,
        i: usize,
        v: Val,
        span: Span,
    ) {
        if let Some((_, n)) = summary.references.iter().find(|(p, _)| *p == i) {
            self.count(state, v, *n, span);
        }
    }

    /// A helper that gives back what it took on one path, and on another one does not.
    pub(super) fn uneven_references(&mut self) {
        for (p, r, state) in std::mem::take(&mut self.held) {
            if self.balanced.contains(&p) {
                self.reference_leak(&state, r);
            }
        }
    }

    /// Whether the function gives any reference back.
    fn gives_back(&self) -> bool {
        self.f.blocks.iter().flat_map(|b| &b.ops).any(|op| match &op.kind {
            OpKind::Call { callee: Callee::CFunc(c), .. } => {
                let name = &self.cx.module.cfuncs[c.index()].cname;
                matches!(counting(name), Some(Counting::GivesBack(_)))
            }
            _ => false,
        })
    }

    fn reference_leak(&mut self, state: &State, r: Reference) {
        self.report(
            state,
            codes::REFERENCE_LEAK,
            r.at,
            r.at,
            "a reference is taken here and not given back on a path that leaves the function",
            |d| d.help("give it back with Py_DECREF on every path"),
        );
    }

    /// References that the function still holds when it is left.
    pub(super) fn references_at_exit(&mut self, state: &State, returned: Option<Val>, ok: bool) {
        for r in state.references.clone() {
            let returned = returned == Some(r.value) && self.is_c_pointer(self.f.ret);
            if let Some(p) = self.f.params.iter().position(|p| state.regs[p.index()] == Some(r.value))
                && self.f.convention == Convention::C
            {
                // Helpers that do nothing else; what larger functions mean by it is not known.
                if r.own && r.count > 0 {
                    self.held.push((p, r, state.clone()));
                } else if ok && r.count == 0 {
                    self.balanced.insert(p);
                }
                if ok && r.own && r.count != 0 && self.f.blocks.len() <= 3 {
                    self.summary.references.retain(|(q, _)| *q != p);
                    self.summary.references.push((p, r.count.signum()));
                }
                continue;
            }
            self.summary.gives_back_found |= r.count < 0 && !r.own;
            if r.count < 0 && r.own {
                self.report(
                    state,
                    codes::REFERENCE_UNDERFLOW,
                    r.gone,
                    r.gone,
                    "a reference is given back that the function does not hold",
                    |d| d.help("take one with Py_INCREF first, or leave it to whoever holds it"),
                );
            }
            // Taken for longer than the call, when the function succeeds.
            let lasting = ok && self.cx.gives_back_found && !self.gives_back();
            if r.count > 0 && r.own && !returned && !lasting {
                self.reference_leak(state, r);
            }
        }
    }
}
