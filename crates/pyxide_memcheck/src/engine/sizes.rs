//! Sizes: whether allocations are large enough, and accesses inside.

use super::{Engine, loops};
use crate::linear::Linear;
use crate::state::{State, Status};
use crate::value::{Kind, ObjId, Val, ValKind};
use pyxide_diagnostics::{Span, codes};
use pyxide_mir::{BinOp, Reg, Rvalue};
use pyxide_types::{Layout, TypeId};

impl Engine<'_> {
    /// The size of an allocation was computed in a type that is too small for it.
    pub(super) fn check_size(&mut self, state: &State, size: Option<Val>, span: Span) {
        let Some(size) = size else { return };
        let suspects: Vec<(Val, Val, Val)> = self.narrow.iter().map(|(v, (a, b))| (*v, *a, *b)).collect();
        for (v, a, b) in suspects {
            if !self.values.mentions(size, v, 6) {
                continue;
            }
            let checked = state.assumed.iter().any(|&(c, _)| {
                self.values.mentions(c, a, 6)
                    || self.values.mentions(c, b, 6)
                    || self.values.mentions(c, v, 6)
            });
            if checked {
                continue;
            }
            let message = if matches!(self.values.get(v), ValKind::Bin(BinOp::Sub, ..)) {
                "the size comes from a difference that can be negative, which makes it huge"
            } else if a == b && matches!(self.values.get(v), ValKind::Symbol(_)) {
                "the size was cut to a narrower type before the allocation"
            } else {
                "the size is a product that can overflow its 32-bit type before the allocation"
            };
            self.report(state, codes::ALLOCATION_SIZE, span, span, message, |d| {
                d.help("compute sizes in size_t: cast the first factor with <size_t>")
            });
        }
    }

    /// `<T *>malloc(n * sizeof(U))`: the sizes must fit.
    pub(super) fn check_element_size(
        &mut self,
        state: &mut State,
        dst: Reg,
        value: &Rvalue,
        v: Val,
        span: Span,
    ) {
        if !matches!(value, Rvalue::Cast(_)) {
            return;
        }
        let t = &self.cx.module.types;
        let Some(elem) = t.pointee(self.f.reg(dst).ty) else { return };
        let Some((o, off)) = self.values.ptr(v) else { return };
        let object = state.object_mut(o);
        if off != self.zero || object.typed || !matches!(object.kind, Kind::Heap(_)) {
            return;
        }
        let Some(size) = object.size else { return };
        // The first cast to something with a size says what the block is for.
        let Layout::Known { size: want, .. } = t.layout(elem) else { return };
        if want <= 1 {
            return;
        }
        let scalar = t.is_int(elem) || t.is_float(elem) || t.is_pointer(elem);
        object.typed = true;
        let at = object.at;
        let want = want as i128;
        let sum = self.values.linear(size);
        let wrong = match (&sum.terms[..], &sum.constant) {
            ([], n) => *n > 0 && n % want != 0,
            // A size that comes in as one number may be in bytes already.
            ([(_, 1)], 0) => false,
            ([(v, k)], 0) => k % want != 0 && !matches!(self.values.get(*v), ValKind::SizeOf(_)),
            // `n + 1` bytes for numbers.
            ([(v, 1)], n) if scalar => {
                (1..want).contains(n) && !matches!(self.values.get(*v), ValKind::SizeOf(_))
            }
            _ => false,
        };
        if wrong {
            // Said once: accesses past its end are the same mistake.
            state.object_mut(o).size = None;
            let name = pyxide_types::cdecl::type_name(t, elem);
            let message = format!("the block's size is not a multiple of the {want} bytes of one `{name}`");
            self.report(state, codes::ALLOCATION_SIZE, at, span, &message, |d| {
                d.help(format!("multiply the count by sizeof({name})"))
            });
        }
    }

    // ---- bounds

    /// An access of one element at an offset of an object.
    pub(super) fn bounds(
        &mut self,
        state: &State,
        o: ObjId,
        offset: Val,
        elem: Option<TypeId>,
        span: Span,
        write: bool,
    ) {
        let Some(elem) = elem else { return };
        let Layout::Known { size: bytes, .. } = self.cx.module.types.layout(elem) else { return };
        let bytes = self.values.int(bytes as i128);
        self.range(state, o, offset, bytes, span, write);
    }

    /// An access of `length` bytes at an offset of an object.
    pub(super) fn range(
        &mut self,
        state: &State,
        o: ObjId,
        offset: Val,
        length: Val,
        span: Span,
        write: bool,
    ) {
        let object = state.object(o).clone();
        let Some(size) = object.size else { return };
        if object.status != Status::Live
            || !matches!(object.kind, Kind::Heap(_) | Kind::Stack(_) | Kind::Literal)
        {
            return;
        }
        let start = self.values.linear(offset);
        let length = self.values.linear(length);
        let size = self.values.linear(size);
        let over = start.clone().plus(&length).minus(&size);
        let below = start.as_number().is_some_and(|n| n < 0);
        if below || over.as_number().is_some_and(|n| n > 0) {
            let counts_text =
                size.terms.iter().any(|(v, _)| matches!(self.values.get(*v), ValKind::Length(_)));
            let terminator = write
                && over.as_number() == Some(1)
                && (counts_text && length.as_number() != Some(1)
                    || length.as_number() == Some(1)
                        && !size.terms.is_empty()
                        && self.stored == Some(self.zero));
            self.outside(state, object.at, span, terminator, below);
            return;
        }
        // More than `n` bytes of a block of `n` bytes.
        let counted = |(v, k): &(Val, i128)| *k > 0 && size.coefficient(*v) > 0;
        if matches!(object.kind, Kind::Heap(_))
            && !over.terms.is_empty()
            && over.constant > 0
            && over.terms.iter().all(counted)
        {
            match &size.terms[..] {
                [(_, 1)] if length.as_number().is_some_and(|n| n > 1) => {
                    self.too_small(state, object.at, span)
                }
                _ => self.outside(state, object.at, span, false, false),
            }
            return;
        }
        if let Some(over) = self.over_at_bound(state, start, &length, &size) {
            match over.as_number() {
                Some(n) if n > 0 => self.outside(state, object.at, span, false, false),
                // `n` elements of 8 bytes in a block of `n` bytes.
                None if matches!(object.kind, Kind::Heap(_))
                    && over.constant >= 0
                    && over.terms.iter().all(|(v, k)| *k > 0 && size.coefficient(*v) > 0) =>
                {
                    self.too_small(state, object.at, span);
                }
                _ => {}
            }
        }
    }

    pub(super) fn too_small(&mut self, state: &State, at: Span, used: Span) {
        self.report(
            state,
            codes::ALLOCATION_SIZE,
            at,
            at,
            "the block has fewer bytes than what is stored in it: its size counts elements, not bytes",
            |d| d.label(used, "used here").help("multiply the count by sizeof of the element type"),
        );
    }

    /// How far an access goes past the end when the loop counter in it has its last value.
    fn over_at_bound(
        &mut self,
        state: &State,
        start: Linear,
        length: &Linear,
        size: &Linear,
    ) -> Option<Linear> {
        let (counter, _) = start.terms.iter().copied().find(|(v, k)| *k > 0 && self.counters.contains(v))?;
        let mut bound: Option<Linear> = None;
        for &(c, truth) in &state.assumed {
            if !self.values.mentions(c, counter, 6) {
                continue;
            }
            let ValKind::Bin(BinOp::Lt, a, b) = *self.values.get(c) else { return None };
            let difference = {
                let b = self.values.linear(b);
                self.values.linear(a).minus(&b)
            };
            let k = difference.coefficient(counter);
            // `i < b` bounds from above; `!(i < b)` and `b < i` from below.
            let above = (k == 1 && truth) || (k == -1 && !truth);
            if k.abs() != 1 {
                return None;
            }
            if !above {
                continue;
            }
            if bound.is_some() {
                return None;
            }
            // i + rest < 0: i <= -rest - 1; and not (-i + rest < 0): i <= rest.
            let rest = difference.replace(counter, &Linear::default());
            bound = Some(if truth { rest.scaled(-1).plus(&Linear::number(-1)) } else { rest });
        }
        let last = start.replace(counter, &bound?);
        Some(last.plus(length).minus(size))
    }

    fn outside(&mut self, state: &State, allocated: Span, span: Span, terminator: bool, below: bool) {
        if terminator {
            self.report(
                state,
                codes::ALLOCATION_SIZE,
                allocated,
                allocated,
                "the block has no room for the terminating zero byte",
                |d| d.label(span, "written here, one past the end").help("allocate one byte more"),
            );
            return;
        }
        if !self.literal_index && self.is_by_chance(state) {
            return;
        }
        let message = if below {
            "an access before the beginning of the memory"
        } else {
            "an access past the end of the memory"
        };
        self.report(state, codes::OUT_OF_BOUNDS, span, span, message, |d| {
            d.help("valid indices go from 0 to the number of elements minus 1")
        });
    }

    /// In a turn of a loop that a condition lets through which is not decided: what the variables held before the
    /// loop need not be what they hold when it is true.
    fn is_by_chance(&self, state: &State) -> bool {
        state.assumed.len() > state.turn + 1
            && self.loops.iter().any(|(header, l)| {
                l.body.contains(&self.here) && loops::goes_round(self.f, *header, &l.body, self.here)
            })
    }

    /// An index of an array whose length is known from its type.
    pub(super) fn array_bound(&mut self, state: &State, index: Val, len: u64, span: Span) {
        // A last member of length 0 or 1 stands for any number of elements.
        if len <= 1 {
            return;
        }
        let n = self.values.as_int(index);
        if n.is_some_and(|n| n < 0 || n >= len as i128) {
            self.outside(state, span, span, false, n.is_some_and(|n| n < 0));
        }
    }

    /// `strcpy` and its kind: the text, after what stands there already, and its terminator must fit.
    pub(super) fn text_fits(&mut self, state: &mut State, to: Val, text: Val, appends: bool, span: Span) {
        let Some((o, at)) = self.values.ptr(to) else { return };
        let mut length = self.length(state, text);
        if appends {
            let before = self.length(state, to);
            length = self.values.binary(BinOp::Add, before, length);
        }
        if at == self.zero {
            state.object_mut(o).text = Some(length);
        }
        let object = state.object(o).clone();
        let (Some(size), Status::Live) = (object.size, object.status) else { return };
        if !matches!(object.kind, Kind::Heap(_) | Kind::Stack(_)) {
            return;
        }
        let need = self.values.linear(length).plus(&Linear::number(1));
        let over = self.values.linear(at).plus(&need).minus(&self.values.linear(size));
        match over.as_number() {
            Some(n) if n > 0 && matches!(object.kind, Kind::Heap(_)) => {
                self.report(
                    state,
                    codes::ALLOCATION_SIZE,
                    object.at,
                    object.at,
                    "the block has no room for the terminating zero byte",
                    |d| d.label(span, "copied here").help("allocate strlen + 1 bytes"),
                );
            }
            Some(n) if n > 0 => self.outside(state, object.at, span, false, false),
            _ => {}
        }
    }

    /// The length of a C string.
    pub(super) fn length(&mut self, state: &State, text: Val) -> Val {
        if let Some((o, at)) = self.values.ptr(text)
            && at == self.zero
        {
            let object = state.object(o);
            if let Some(length) = object.text {
                return length;
            }
            match object.kind {
                Kind::Interior(owner) => return self.values.make(ValKind::Length(owner)),
                Kind::Literal => {
                    if let Some(n) = object.size.and_then(|s| self.values.as_int(s)) {
                        return self.values.int(n - 1);
                    }
                }
                _ => {}
            }
        }
        self.values.make(ValKind::Length(text))
    }
}
