//! Blocks of memory: allocation, release, and whether sizes and accesses fit.

use super::{Engine, Next};
use crate::allocators::{Family, Role};
use crate::linear::Linear;
use crate::state::{Base, Elem, Fill, Loc, Nullness, State, Status};
use crate::value::{Kind, ObjId, Val, ValKind};
use pyxide_diagnostics::{Span, codes};
use pyxide_mir::{BinOp, Reg, Rvalue};
use pyxide_types::{Layout, TypeId};

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
                        self.store_through(&mut failed, target, at, self.zero, span);
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
                let loc = Loc { base: Base::Object(target), path: vec![Elem::Index(at)] };
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
        self.set(&mut failed, dst, self.zero);
        failed.note(span, "the reallocation fails and leaves the old block");
        if let Some((o, _)) = old.and_then(|old| self.values.ptr(old)) {
            failed.object_mut(o).resize_failed = true;
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
        if object.null == Nullness::Null {
            return;
        }
        let bad = match object.kind {
            Kind::Stack(_) => Some("a C variable is released as if it were a block of the heap"),
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
        match &object.kind {
            Kind::Param(p) => self.freed[*p].1 = Some(family),
            Kind::ParamField(p, path) => {
                let entry = (*p, path.clone(), family);
                if !self.summary.freed_fields.contains(&entry) {
                    self.summary.freed_fields.push(entry);
                }
            }
            _ => {}
        }
        state.object_mut(o).status = Status::Freed(span);
    }

    /// Whether the path knows that an offset is above zero.
    fn is_inside(&mut self, state: &State, off: Val) -> bool {
        let sum = self.values.linear(off);
        // Only counters: they start at zero or above, and a loop that is left has moved them.
        sum.constant > 0
            && sum.terms.iter().all(|(v, k)| *k > 0 && self.counters.contains(v))
            && !state.assumed.is_empty()
    }

    // ---- sizes

    /// The size of an allocation was computed in a type that is too small for it.
    fn check_size(&mut self, state: &State, size: Option<Val>, span: Span) {
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
            let message = if a == b && matches!(self.values.get(v), ValKind::Symbol(_)) {
                "the size was cut to 16 bits or less before the allocation"
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
        object.typed = true;
        let at = object.at;
        let want = want as i128;
        let sum = self.values.linear(size);
        let wrong = match (&sum.terms[..], sum.constant) {
            ([], n) => n > 0 && n % want != 0,
            // A size that comes in as one number may be in bytes already.
            ([(_, 1)], 0) => false,
            ([(v, k)], 0) => k % want != 0 && !matches!(self.values.get(*v), ValKind::SizeOf(_)),
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
        if object.status != Status::Live || !matches!(object.kind, Kind::Heap(_) | Kind::Stack(_)) {
            return;
        }
        let start = self.values.linear(offset);
        let length = self.values.linear(length);
        let size = self.values.linear(size);
        let over = start.clone().plus(&length).minus(&size);
        let below = start.as_number().is_some_and(|n| n < 0);
        if below || over.as_number().is_some_and(|n| n > 0) {
            let terminator = write
                && over.as_number() == Some(1)
                && length.as_number() == Some(1)
                && !size.terms.is_empty()
                && self.stored == Some(self.zero);
            self.outside(state, object.at, span, terminator, below);
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
        let message = if below {
            "an access before the beginning of the memory"
        } else {
            "an access past the end of the memory"
        };
        self.report(state, codes::OUT_OF_BOUNDS, span, span, message, |d| {
            d.help("valid indices go from 0 to the number of elements minus 1")
        });
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

    /// `strcpy` and its kind: the text and its terminator must fit.
    pub(super) fn text_fits(&mut self, state: &State, to: Val, text: Val, span: Span) {
        let Some((o, at)) = self.values.ptr(to) else { return };
        let object = state.object(o).clone();
        let (Some(size), Status::Live) = (object.size, object.status) else { return };
        if !matches!(object.kind, Kind::Heap(_) | Kind::Stack(_)) {
            return;
        }
        let length = self.length(state, text);
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
