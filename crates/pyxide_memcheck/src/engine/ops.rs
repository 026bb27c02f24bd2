//! Operations other than calls.

use super::{Engine, Next};
use crate::state::{Base, Elem, Fill, Gift, Loc, Nullness, State};
use crate::value::{Kind, Val, ValKind};
use pyxide_diagnostics::Span;
use pyxide_mir::{BinOp, OpKind, Operand, Place, PlaceBase, Proj, Reg, RegKind, Rvalue, UnOp};
use pyxide_types::{Layout, Type, TypeId};

impl Engine<'_> {
    pub(super) fn op(&mut self, mut state: State, op: &OpKind, span: Span, nogil: bool) -> Next {
        self.at = span;
        match op {
            OpKind::Assign { dst, value } => self.assign(&mut state, *dst, value, span),
            OpKind::Store { place, value, .. } => {
                let v = self.operand(&mut state, value);
                self.stored = Some(v);
                let loc = self.locate(&mut state, place, span, true);
                self.stored = None;
                let ty = self.cx.module.place_type(self.f, place);
                self.store(&mut state, loc, v, ty, span);
            }
            OpKind::Call { dst, outs, callee, args } => {
                return self.call(state, *dst, outs, callee, args, span, nogil);
            }
            OpKind::Opaque { dst, uses, what } => self.opaque(&mut state, *dst, uses, what, span),
            OpKind::ParseArgs { outs, .. } => {
                for o in outs {
                    state.regs[o.index()] = Some(self.values.symbol());
                }
            }
            OpKind::Unbind { reg } | OpKind::SetNull { reg } => state.regs[reg.index()] = Some(self.zero),
            OpKind::CheckBound { .. } | OpKind::Traceback | OpKind::IncRef { .. } | OpKind::DecRef { .. } => {
            }
        }
        smallvec::smallvec![state]
    }

    fn assign(&mut self, state: &mut State, dst: Reg, value: &Rvalue, span: Span) {
        let v = self.rvalue(state, value, dst, span);
        let ty = self.f.reg(dst).ty;
        if self.is_aggregate(ty) {
            self.assign_aggregate(state, dst, value);
        }
        // A C++ object that is copied is another one.
        let copied = self.is_cpp_value(dst) && self.f.reg(dst).kind == RegKind::User;
        let v = if copied { self.values.symbol() } else { v };
        state.regs[dst.index()] = Some(v);
        self.check_element_size(state, dst, value, v, span);
        let reg = self.f.reg(dst);
        if reg.kind == RegKind::User
            && reg.name.is_some()
            && let Some((o, _)) = self.values.ptr(v)
            && let Kind::Interior(owner) = state.object(o).kind
            && self.fresh.contains(&owner)
            && !self.is_held(state, owner)
            && !self.goes_to_variable(state, owner)
        {
            self.dangling_text(state, span);
            self.fresh.remove(&owner);
        }
    }

    /// Whether a temporary object is what a variable gets next, as in `pointer = text = text.encode()`.
    fn goes_to_variable(&self, state: &State, object: Val) -> bool {
        let named = |r: Reg| self.f.reg(r).name.is_some();
        let holds =
            |o: &Operand| matches!(o, Operand::Reg(r) if !named(*r) && state.regs[r.index()] == Some(object));
        self.f.blocks.iter().flat_map(|b| &b.ops).any(|op| match &op.kind {
            OpKind::Assign { dst, value: Rvalue::Use(o) } => named(*dst) && holds(o),
            OpKind::Store { place: Place { base: PlaceBase::Reg(r), path }, value, .. } => {
                path.is_empty() && named(*r) && holds(value)
            }
            _ => false,
        })
    }

    /// A struct or array variable gets a whole value; what a copied struct holds is held twice.
    fn assign_aggregate(&mut self, state: &mut State, dst: Reg, value: &Rvalue) {
        let to = self.stack_object(state, dst);
        state.forget(Base::Object(to));
        state.object_mut(to).fill = Fill::All;
        if let Rvalue::Use(Operand::Reg(from)) | Rvalue::Cast(Operand::Reg(from)) = value
            && self.is_aggregate(self.f.reg(*from).ty)
        {
            let from = self.stack_object(state, *from);
            let inside: Vec<(Loc, Val)> =
                state.memory.iter().filter(|(l, _)| l.base == Base::Object(from)).cloned().collect();
            for (l, v) in inside {
                state.write(Loc { base: Base::Object(to), path: l.path }, v);
            }
        }
    }

    fn rvalue(&mut self, state: &mut State, value: &Rvalue, dst: Reg, span: Span) -> Val {
        let t = &self.cx.module.types;
        match value {
            Rvalue::Use(o) => self.operand(state, o),
            Rvalue::Cast(o) => {
                let v = self.operand(state, o);
                let from = self.cx.module.operand_type(self.f, o);
                if self.is_c_pointer(from) && t.is_object(self.f.reg(dst).ty) {
                    self.raw.insert(v);
                }
                let product = matches!(self.values.get(v), ValKind::Bin(BinOp::Mul, ..))
                    && t.resolve(from) == t.resolve(pyxide_types::Types::SIZE)
                    && self.is_narrow(self.f.reg(dst).ty, 4)
                    && !self.is_narrow(from, 4);
                if (self.is_cut(from, self.f.reg(dst).ty) || product) && self.values.as_int(v).is_none() {
                    let cut = self.values.symbol();
                    self.narrow.insert(cut, (v, v));
                    return cut;
                }
                v
            }
            Rvalue::Load(place) => {
                let loc = self.locate(state, place, span, false);
                let ty = self.cx.module.place_type(self.f, place);
                // An array that is loaded is the address of its first element.
                if matches!(t.kind(ty), Type::Array(..)) {
                    return match (loc.base, &loc.path[..]) {
                        (Base::Object(o), [Elem::Index(at), members @ ..]) => {
                            let mut at = *at;
                            for e in members {
                                at = match e {
                                    Elem::Field(s, i) => self.values.make(ValKind::Member(at, *s, *i)),
                                    _ => self.values.symbol(),
                                };
                            }
                            self.values.make(ValKind::Ptr(o, at))
                        }
                        _ => self.values.symbol(),
                    };
                }
                self.load(state, &loc, ty)
            }
            Rvalue::AddrOf(place) => self.address_of(state, place, span),
            Rvalue::Unary(op, o) => {
                let v = self.operand(state, o);
                match (op, self.values.as_int(v)) {
                    (UnOp::Neg, Some(n)) => self.values.int(-n),
                    (UnOp::Neg, None) => self.values.make(ValKind::Neg(v)),
                    (UnOp::Not, Some(n)) => self.values.int((n == 0) as i128),
                    (UnOp::Not, None) => self.values.make(ValKind::Not(v)),
                    (UnOp::Invert | UnOp::Real | UnOp::Imag, _) => self.values.symbol(),
                }
            }
            Rvalue::Method(..) => self.values.symbol(),
            Rvalue::Binary(op, a, b) => self.binary(state, *op, a, b, dst),
            Rvalue::Aggregate(items) => {
                for o in items.iter().flatten() {
                    let v = self.operand(state, o);
                    self.give(state, v);
                }
                self.values.symbol()
            }
            Rvalue::Select(c, a, b) => {
                let c = self.operand(state, c);
                let (a, b) = (self.operand(state, a), self.operand(state, b));
                match self.values.as_int(c) {
                    Some(0) => b,
                    Some(_) => a,
                    None => {
                        self.give(state, a);
                        self.give(state, b);
                        self.values.symbol()
                    }
                }
            }
        }
    }

    fn binary(&mut self, state: &mut State, op: BinOp, a: &Operand, b: &Operand, dst: Reg) -> Val {
        let t = &self.cx.module.types;
        let to = self.f.reg(dst).ty;
        let (ta, tb) = (self.cx.module.operand_type(self.f, a), self.cx.module.operand_type(self.f, b));
        let (a, b) = (self.operand(state, a), self.operand(state, b));
        if t.is_float(to) || t.is_float(ta) || t.is_float(tb) {
            return self.values.symbol();
        }
        let pointers = (self.is_c_pointer(ta), self.is_c_pointer(tb));
        match (op, pointers) {
            (BinOp::Add | BinOp::Sub, (true, false)) => {
                let by = t.pointee(ta).map_or(b, |elem| self.scaled(b, elem));
                self.values.binary(op, a, by)
            }
            (BinOp::Add, (false, true)) => {
                let by = t.pointee(tb).map_or(a, |elem| self.scaled(a, elem));
                self.values.binary(op, b, by)
            }
            (BinOp::Sub, (true, true)) => self.values.symbol(),
            _ => {
                let v = self.values.binary(op, a, b);
                if op == BinOp::Mul
                    && self.is_narrow(to, 4)
                    && self.values.as_int(a).is_none()
                    && self.values.as_int(b).is_none()
                {
                    self.narrow.insert(v, (a, b));
                }
                // `n - 1` of a number that may be zero.
                if op == BinOp::Sub
                    && t.is_int(to)
                    && self.values.as_int(a).is_none()
                    && self.values.as_int(b).is_some_and(|n| n > 0)
                {
                    self.narrow.insert(v, (a, b));
                }
                v
            }
        }
    }

    /// An integer type of at most so many bytes.
    fn is_narrow(&self, ty: TypeId, bytes: u64) -> bool {
        let t = &self.cx.module.types;
        t.is_int(ty) && matches!(t.layout(ty), Layout::Known { size, .. } if size <= bytes)
    }

    /// A conversion to 16 bits or less of something wider.
    fn is_cut(&self, from: TypeId, to: TypeId) -> bool {
        let t = &self.cx.module.types;
        t.is_int(from) && self.is_narrow(to, 2) && !self.is_narrow(from, 2)
    }

    fn address_of(&mut self, state: &mut State, place: &Place, span: Span) -> Val {
        let followed =
            place.path.iter().any(|p| matches!(p, Proj::Deref | Proj::ClassField(..) | Proj::ScopeField(..)))
                || matches!(place.path.first(), Some(Proj::Index(_)))
                    && place.base_reg().is_some_and(|r| !self.is_array(r));
        match place.base {
            PlaceBase::Reg(r) if !followed => {
                let o = self.stack_object(state, r);
                let at = match &place.path[..] {
                    [] => self.zero,
                    [Proj::Index(i)] => {
                        let i = self.operand(state, i);
                        let elem = self.cx.module.types.pointee(self.f.reg(r).ty);
                        elem.map_or(i, |elem| self.scaled(i, elem))
                    }
                    path => self.member(path),
                };
                self.values.make(ValKind::Ptr(o, at))
            }
            PlaceBase::Reg(r) => {
                // `&p[n]`, the end of a block, is no access.
                if let [Proj::Index(i)] = &place.path[..] {
                    let (i, base) = (self.operand(state, i), self.operand(state, &Operand::Reg(r)));
                    let elem = self.cx.module.types.pointee(self.f.reg(r).ty);
                    let by = elem.map_or(i, |elem| self.scaled(i, elem));
                    return self.values.binary(BinOp::Add, base, by);
                }
                let loc = self.locate(state, place, span, true);
                match (loc.base, &loc.path[..]) {
                    (Base::Object(o), [Elem::Index(i)]) => self.values.make(ValKind::Ptr(o, *i)),
                    (Base::Object(o), [Elem::Index(i), fields @ ..]) => {
                        // Through the address the rest of the object may be written.
                        state.object_mut(o).fill = Fill::All;
                        let mut off = *i;
                        for e in fields {
                            off = match e {
                                Elem::Field(s, f) => self.values.make(ValKind::Member(off, *s, *f)),
                                Elem::Index(i) if *i == self.zero => off,
                                _ => self.values.symbol(),
                            };
                        }
                        self.values.make(ValKind::Ptr(o, off))
                    }
                    (Base::Value(object), [Elem::ClassField(c, i)]) => {
                        self.values.make(ValKind::Cell(object, *c, *i))
                    }
                    _ => self.values.symbol(),
                }
            }
            PlaceBase::CVar(c)
                if !followed && place.path.iter().all(|p| !matches!(p, Proj::Index(_)))
                    || matches!(
                        self.cx.module.types.kind(self.cx.module.cvars[c.index()].ty),
                        Type::Array(..)
                    ) =>
            {
                let kind = Kind::Variable(c);
                let o = match state.objects.iter().position(|o| o.kind == kind) {
                    Some(i) => crate::value::ObjId(i as u32),
                    None => {
                        let mut object = self.object(kind, self.f.span);
                        object.null = Nullness::NonNull;
                        state.add(object)
                    }
                };
                let at = match &place.path[..] {
                    [] => self.zero,
                    [Proj::Index(Operand::Const(_))] => self.zero,
                    _ => self.values.symbol(),
                };
                self.values.make(ValKind::Ptr(o, at))
            }
            _ => self.values.symbol(),
        }
    }

    /// The offset of a member of a variable.
    fn member(&mut self, path: &[Proj]) -> Val {
        let mut at = self.zero;
        for p in path {
            at = match p {
                Proj::Field(s, i) => self.values.make(ValKind::Member(at, s.0, *i)),
                _ => self.values.symbol(),
            };
        }
        at
    }

    /// Stores a value. A pointer to a block that is stored where others can reach it is given away.
    pub(super) fn store(&mut self, state: &mut State, loc: Loc, v: Val, ty: TypeId, span: Span) {
        if let Base::Object(o) = loc.base {
            if matches!(state.object(o).kind, Kind::Variable(_)) {
                return self.give(state, v);
            }
            state.object_mut(o).text = None;
            let exact = matches!(loc.path.first(), Some(Elem::Index(i)) if self.values.as_int(*i).is_some());
            let object = state.object_mut(o);
            match (exact, object.fill) {
                (true, Fill::None) => object.fill = Fill::Some,
                (false, _) => object.fill = Fill::All,
                _ => {}
            }
            if !exact {
                // It may be any element. Blocks that the others hold are taken to stay.
                let values = &self.values;
                state
                    .memory
                    .retain(|(l, v)| l.base != Base::Object(o) || *l == loc || values.ptr(*v).is_some());
            }
        }
        let is_object = self.cx.module.types.is_object(ty);
        if !matches!(loc.base, Base::Reg(_)) {
            if !is_object || self.cx.gives_back_stored {
                self.keep_reference(state, v);
            }
            state.stores.retain(|(l, _)| *l != loc);
            if self.points_to_something_short_lived(state, v) {
                state.stores.push((loc.clone(), span));
            }
        }
        if let Some((o, _)) = self.values.ptr(v) {
            match loc.base {
                Base::Reg(_) => {}
                Base::Object(holder) => {
                    let h = state.object(holder);
                    let own = matches!(h.kind, Kind::Heap(_) | Kind::Stack(_)) && !h.given;
                    let exact =
                        matches!(loc.path.first(), Some(Elem::Index(i)) if self.values.as_int(*i).is_some());
                    if own && exact {
                        state.object_mut(o).holder = Some(holder);
                    } else {
                        let out = matches!(h.kind, Kind::Param(_));
                        self.give_as(state, v, if out { Gift::Out } else { Gift::Kept });
                    }
                }
                Base::Value(_) => {
                    // The attribute of an object: its owner is decided when the function is left.
                    if !matches!(loc.path[..], [Elem::ClassField(..)]) || !self.is_self(state, &loc) {
                        self.give(state, v);
                    }
                }
                Base::CVar(_) | Base::Static(_) => self.give(state, v),
            }
        }
        if let [Elem::ClassField(c, i)] = loc.path[..]
            && self.is_self(state, &loc)
            && state.read(&loc).is_none()
        {
            // Remember what was there: it may be lost.
            let ty = self.cx.module.types.classes[c.index()].fields[i].ty;
            self.load(state, &loc, ty);
        }
        if let [Elem::ClassField(c, i)] = loc.path[..] {
            state.attribute_stores.retain(|(d, j, _)| (c, i) != (*d, *j));
            state.attribute_stores.push((c, i, span));
        }
        state.write(loc, v);
    }

    /// The address of a variable of this function, or of the bytes of an object that only it holds.
    fn points_to_something_short_lived(&self, state: &State, v: Val) -> bool {
        let Some((o, _)) = self.values.ptr(v) else { return false };
        match state.object(o).kind {
            // A parameter may be a C++ reference to something of the caller's.
            Kind::Stack(r) => self.f.reg(r).kind != RegKind::Param,
            Kind::Interior(owner) => self.fresh.contains(&owner) || self.is_local_container(state, owner),
            _ => false,
        }
    }

    /// Other code may keep the pointer from here on.
    pub(super) fn give(&mut self, state: &mut State, v: Val) {
        self.give_as(state, v, Gift::Kept);
    }

    pub(super) fn give_as(&mut self, state: &mut State, v: Val, gift: Gift) {
        self.keep_reference(state, v);
        let Some((o, _)) = self.values.ptr(v) else { return };
        match state.object(o).kind.clone() {
            Kind::Param(i) => self.summary.params[i].keeps = true,
            Kind::Element(c, i) => self.emptied(c, i),
            // What `__dealloc__` hands on is released there.
            Kind::Attribute(c, i) if self.role == super::MethodRole::Dealloc => {
                let at = self.at;
                self.attributes.entry((c, i)).or_insert((crate::summary::AttributeEffect::Released, at));
                self.emptied(c, i);
            }
            _ => {}
        }
        let object = state.object_mut(o);
        if object.given {
            // Of several C functions that had it, the first tells its story.
            if object.gift != gift && !matches!((object.gift, gift), (Gift::Lent(_), Gift::Lent(_))) {
                object.gift = Gift::Kept;
            }
            return;
        }
        object.given = true;
        object.gift = gift;
        object.fill = Fill::All;
        self.give_contents(state, o);
    }

    /// What is stored in an object goes with it.
    pub(super) fn give_contents(&mut self, state: &mut State, o: crate::value::ObjId) {
        let inside: Vec<Val> =
            state.memory.iter().filter(|(l, _)| l.base == Base::Object(o)).map(|(_, v)| *v).collect();
        for v in inside {
            self.give(state, v);
        }
    }
}
