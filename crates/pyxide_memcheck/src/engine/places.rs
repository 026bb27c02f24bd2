//! Operands and places: what they are on a path, and what following a pointer says.
//!
//! Offsets into objects are in bytes, so that a cast of a pointer changes nothing. Variables that are structs or
//! arrays are objects like any block: `s.f` and `(&s).f` are one place.

use super::Engine;
use crate::state::{Base, Elem, Fill, Loc, Nullness, State, Status};
use crate::value::{Kind, ObjId, Val, ValKind};
use pyxide_diagnostics::{Span, codes};
use pyxide_mir::{BinOp, Const, Operand, Place, PlaceBase, Proj, Reg, RegKind};
use pyxide_types::{ArrayLen, Layout, Type, TypeId, Types};
use smol_str::{SmolStr, format_smolstr};

impl Engine<'_> {
    pub(super) fn operand(&mut self, state: &mut State, o: &Operand) -> Val {
        match o {
            Operand::Reg(r) => self.register(state, *r),
            Operand::Const(c) => match c {
                Const::Int(n, _) => match i128::try_from(n.clone()) {
                    Ok(n) => self.values.int(n),
                    Err(_) => self.values.symbol(),
                },
                Const::Null(_) => self.zero,
                Const::True => self.values.int(1),
                Const::False => self.values.int(0),
                Const::SizeOf(ty) => self.size_of(*ty),
                Const::CStr(text) => {
                    let mut object = self.object(Kind::Literal, self.f.span);
                    object.null = Nullness::NonNull;
                    object.size = Some(self.values.int(text.len() as i128 + 1));
                    let o = state.add(object);
                    self.values.make(ValKind::Ptr(o, self.zero))
                }
                Const::Named(name, _) => {
                    let enums = &self.cx.module.types.enums;
                    self.values.named(name, || {
                        enums.iter().flat_map(|e| &e.items).find(|i| i.cname == *name).and_then(|i| i.value)
                    })
                }
                Const::None => self.values.named(&SmolStr::new_static("None"), || None),
                Const::TypeObject(c) => self.values.named(&format_smolstr!("class {}", c.index()), || None),
                Const::BuiltinType(b) => self.values.named(&format_smolstr!("builtin {b:?}"), || None),
                _ => self.values.symbol(),
            },
        }
    }

    fn register(&mut self, state: &mut State, r: Reg) -> Val {
        // An array is the address of its first element.
        if self.is_array(r) {
            let o = self.stack_object(state, r);
            return self.values.make(ValKind::Ptr(o, self.zero));
        }
        if let Some(v) = state.regs[r.index()] {
            return v;
        }
        let v = self.values.symbol();
        state.regs[r.index()] = Some(v);
        if self.is_scalar_variable(r)
            && !state.objects.iter().any(|o| o.kind == Kind::Stack(r))
            && !state.loose
            && !self.excludes_the_rest(state)
        {
            let name = self.f.reg(r).name.clone().unwrap_or_default();
            let message = format!("`{name}` is read on a path that gives it no value");
            self.report(state, codes::UNINITIALIZED, self.at, self.at, &message, |d| {
                d.help("give the variable a value where it is declared")
            });
        }
        v
    }

    fn is_scalar_variable(&self, r: Reg) -> bool {
        let t = &self.cx.module.types;
        let reg = self.f.reg(r);
        // C headers declare types that macros fill, such as `va_list`.
        let foreign = matches!(t.get(reg.ty), Type::Typedef(d) if t.typedefs[d.index()].is_inexact());
        !(foreign && t.is_pointer(reg.ty))
            && reg.kind == RegKind::User
            && reg.name.is_some()
            && (t.is_int(reg.ty) || t.is_float(reg.ty) || self.is_c_pointer(reg.ty))
    }

    /// The path has denied several values or types of one thing, as `if … elif … elif …` does: the author knows that
    /// one holds.
    fn excludes_the_rest(&self, state: &State) -> bool {
        let denied_types: Vec<Val> = state.assumed.iter().filter_map(|a| self.denied_type(a)).collect();
        if denied_types.iter().enumerate().any(|(i, v)| denied_types[..i].contains(v)) {
            return true;
        }
        let denied = |v: Val| {
            let equal = |&(c, truth): &(Val, bool)| {
                !truth && matches!(*self.values.get(c), ValKind::Bin(BinOp::Eq, a, b) if a == v || b == v)
            };
            state.assumed.iter().filter(|a| equal(a)).count() >= 3
        };
        state.assumed.iter().any(|&(c, _)| match *self.values.get(c) {
            ValKind::Bin(BinOp::Eq, a, b) => {
                (self.values.as_int(a).is_none() && denied(a))
                    || (self.values.as_int(b).is_none() && denied(b))
            }
            _ => false,
        })
    }

    /// The object of an `isinstance` that the path has denied.
    fn denied_type(&self, &(condition, truth): &(Val, bool)) -> Option<Val> {
        let ValKind::Bin(BinOp::Eq, a, b) = *self.values.get(condition) else { return None };
        let tested = if a == self.zero { b } else { a };
        match *self.values.get(tested) {
            ValKind::IsA(object, _) if truth => Some(object),
            _ => None,
        }
    }

    pub(super) fn is_array(&self, r: Reg) -> bool {
        matches!(self.cx.module.types.kind(self.f.reg(r).ty), Type::Array(..))
    }

    pub(super) fn size_of(&mut self, ty: TypeId) -> Val {
        match self.cx.module.types.layout(ty) {
            Layout::Known { size, .. } => self.values.int(size as i128),
            _ => self.values.make(ValKind::SizeOf(self.cx.module.types.resolve(ty))),
        }
    }

    /// `index` elements of a type, in bytes.
    pub(super) fn scaled(&mut self, index: Val, elem: TypeId) -> Val {
        if index == self.zero || self.cx.module.types.is_void(elem) {
            return index;
        }
        let size = self.size_of(elem);
        self.values.binary(BinOp::Mul, index, size)
    }

    /// The object that is a C variable of the function.
    pub(super) fn stack_object(&mut self, state: &mut State, r: Reg) -> ObjId {
        if let Some(i) = state.objects.iter().position(|o| o.kind == Kind::Stack(r)) {
            return ObjId(i as u32);
        }
        let reg = self.f.reg(r);
        let (ty, kind) = (reg.ty, reg.kind);
        let mut object = self.object(Kind::Stack(r), self.f.span);
        object.null = Nullness::NonNull;
        // What C headers declare may be filled by macros and functions of which nothing is known.
        let t = &self.cx.module.types;
        let foreign = matches!(t.kind(ty), Type::Struct(s) if t.structs[s.index()].origin == pyxide_types::Origin::Extern);
        if kind == RegKind::User && self.is_aggregate(ty) && !foreign && state.regs[r.index()].is_none() {
            object.fill = Fill::None;
        }
        if let Type::Array(_, ArrayLen::Known(_)) = self.cx.module.types.kind(ty) {
            object.size = Some(self.size_of(ty));
        }
        state.add(object)
    }

    /// The location of a place. Pointers that are followed on the way are checked.
    pub(super) fn locate(&mut self, state: &mut State, place: &Place, span: Span, write: bool) -> Loc {
        let module = self.cx.module;
        let t = &module.types;
        let (base, mut ty) = match place.base {
            PlaceBase::Reg(r) => (Base::Reg(r), self.f.reg(r).ty),
            PlaceBase::CVar(v) => (Base::CVar(v), module.cvars[v.index()].ty),
            PlaceBase::Static(s) => (Base::Static(s), module.statics[s.index()].ty),
        };
        let mut loc = Loc { base, path: vec![] };
        if let (Base::Reg(r), Some(Proj::Field(..) | Proj::Index(_))) = (base, place.path.first())
            && self.is_aggregate(ty)
        {
            let o = self.stack_object(state, r);
            loc = Loc { base: Base::Object(o), path: vec![Elem::Index(self.zero)] };
        }
        for (n, p) in place.path.iter().enumerate() {
            match p {
                Proj::Deref => {
                    let v = self.load(state, &loc, ty);
                    let elem = t.pointee(ty).unwrap_or(Types::ERROR);
                    let writes = write && self.ends_there(place, n);
                    self.access(state, v, span, writes, Some(elem));
                    loc = self.behind(v);
                    ty = elem;
                }
                Proj::Index(i) => {
                    self.literal_index = matches!(i, Operand::Const(_));
                    let i = self.operand(state, i);
                    let elem = t.pointee(ty).unwrap_or(Types::ERROR);
                    let offset = self.scaled(i, elem);
                    if let Type::Array(_, len) = t.kind(ty) {
                        match (&loc.path[..], loc.base) {
                            ([Elem::Index(at)], Base::Object(o)) => {
                                let at = self.values.binary(BinOp::Add, *at, offset);
                                self.bounds(state, o, at, Some(elem), span, write);
                                loc.path = vec![Elem::Index(at)];
                            }
                            _ => {
                                if let ArrayLen::Known(n) = len {
                                    self.array_bound(state, i, *n, span);
                                }
                                loc.path.push(Elem::Index(offset));
                            }
                        }
                    } else {
                        let v = self.load(state, &loc, ty);
                        let v = self.moved(v, offset);
                        let writes = write && self.ends_there(place, n);
                        self.access(state, v, span, writes, Some(elem));
                        loc = self.behind(v);
                    }
                    ty = elem;
                }
                Proj::Field(s, i) => {
                    loc.path.push(Elem::Field(s.0, *i));
                    ty = t.structs[s.index()].fields.as_ref().map_or(Types::ERROR, |f| f[*i].ty);
                }
                Proj::TupleItem(i) => {
                    loc.path.push(Elem::Item(*i));
                    ty = match t.kind(ty) {
                        Type::CTuple(items) => items[*i],
                        _ => Types::ERROR,
                    };
                }
                Proj::ClassField(c, i) => {
                    let v = self.load(state, &loc, ty);
                    loc = Loc { base: Base::Value(v), path: vec![Elem::ClassField(*c, *i)] };
                    ty = t.classes[c.index()].fields[*i].ty;
                }
                Proj::ScopeField(s, i) => {
                    let v = self.load(state, &loc, ty);
                    loc = Loc { base: Base::Value(v), path: vec![Elem::Field(u32::MAX - s.0, *i)] };
                    ty = t.scopes[s.index()].fields[*i].ty;
                }
            }
        }
        loc
    }

    /// No pointer is followed after the step.
    fn ends_there(&self, place: &Place, step: usize) -> bool {
        place.path[step + 1..].iter().all(|p| matches!(p, Proj::Field(..) | Proj::TupleItem(_)))
    }

    fn moved(&mut self, pointer: Val, offset: Val) -> Val {
        match self.values.ptr(pointer) {
            Some((o, at)) => {
                let at = self.values.binary(BinOp::Add, at, offset);
                self.values.make(ValKind::Ptr(o, at))
            }
            None => self.values.binary(BinOp::Add, pointer, offset),
        }
    }

    pub(super) fn behind(&mut self, pointer: Val) -> Loc {
        match self.values.ptr(pointer) {
            Some((o, at)) => {
                let mut members = vec![];
                let mut at = at;
                while let ValKind::Member(inside, s, i) = *self.values.get(at) {
                    members.push(Elem::Field(s, i));
                    at = inside;
                }
                members.push(Elem::Index(at));
                members.reverse();
                Loc { base: Base::Object(o), path: members }
            }
            None => match *self.values.get(pointer) {
                ValKind::Cell(object, c, i) => {
                    Loc { base: Base::Value(object), path: vec![Elem::ClassField(c, i)] }
                }
                _ => Loc { base: Base::Value(pointer), path: vec![Elem::Index(self.zero)] },
            },
        }
    }

    pub(super) fn load(&mut self, state: &mut State, loc: &Loc, ty: TypeId) -> Val {
        if let (Base::Reg(r), true) = (loc.base, loc.path.is_empty()) {
            return self.register(state, r);
        }
        if let Some(v) = state.read(loc) {
            return v;
        }
        if let Base::Object(o) = loc.base {
            // It changes behind the state's back.
            if matches!(state.object(o).kind, Kind::Variable(_)) {
                return self.values.symbol();
            }
            self.never_written(state, o, loc);
        }
        let zeroed = matches!(loc.base, Base::Object(o) if state.object(o).zeroed);
        let v = match (loc.base, &loc.path[..]) {
            _ if zeroed => self.zero,
            // In `__cinit__`, attributes start as NULL.
            (Base::Value(_), [Elem::ClassField(c, i)]) if self.holds_blocks(*c, *i, ty) => {
                if self.role == super::MethodRole::Cinit && self.is_self(state, loc) {
                    self.zero
                } else {
                    let o = state.add(self.object(Kind::Attribute(*c, *i), self.f.span));
                    self.values.make(ValKind::Ptr(o, self.zero))
                }
            }
            (Base::CVar(c), []) if self.is_c_pointer(ty) => {
                let o = state.add(self.object(Kind::Global(c), self.f.span));
                self.values.make(ValKind::Ptr(o, self.zero))
            }
            (Base::Object(o), [Elem::Index(at), fields @ ..])
                if *at == self.zero && self.is_c_pointer(ty) && state.status_of(o) == Status::Live =>
            {
                match (&state.object(o).kind, crate::summary::field_path(fields)) {
                    (Kind::Param(p), Some(path)) => {
                        let kind = Kind::ParamField(*p, path);
                        let o = state.add(self.object(kind, self.f.span));
                        self.values.make(ValKind::Ptr(o, self.zero))
                    }
                    (Kind::Attribute(c, i) | Kind::Element(c, i), _) => self.element(state, *c, *i),
                    _ => self.values.symbol(),
                }
            }
            (Base::Object(o), _) if self.is_c_pointer(ty) && state.status_of(o) == Status::Live => {
                match state.object(o).kind {
                    Kind::Attribute(c, i) | Kind::Element(c, i) => self.element(state, c, i),
                    _ => self.values.symbol(),
                }
            }
            _ => self.values.symbol(),
        };
        if matches!(loc.path[..], [Elem::ClassField(..)]) && self.is_self(state, loc) {
            self.own_state.insert(v);
        }
        state.write(loc.clone(), v);
        v
    }

    fn element(&mut self, state: &mut State, class: pyxide_types::ClassId, field: usize) -> Val {
        let o = state.add(self.object(Kind::Element(class, field), self.f.span));
        self.values.make(ValKind::Ptr(o, self.zero))
    }

    /// What is in the block of an attribute is handed on or released.
    pub(super) fn emptied(&mut self, class: pyxide_types::ClassId, field: usize) {
        if !self.summary.empties.contains(&(class, field)) {
            self.summary.empties.push((class, field));
        }
    }

    /// Whether the attribute is a pointer, or a number that some method uses as one.
    fn holds_blocks(&self, class: pyxide_types::ClassId, field: usize, ty: TypeId) -> bool {
        self.is_c_pointer(ty)
            || !self.cx.module.types.is_object(ty) && self.cx.attributes.contains_key(&(class, field))
    }

    pub(super) fn is_self(&self, state: &State, loc: &Loc) -> bool {
        match (loc.base, self.f.params.first()) {
            (Base::Value(v), Some(p)) => state.regs[p.index()] == Some(v),
            _ => false,
        }
    }

    /// A place is read that no store and no callee has written.
    fn never_written(&mut self, state: &mut State, o: ObjId, loc: &Loc) {
        let object = state.object(o);
        if object.zeroed || object.given || state.loose || object.status != Status::Live {
            return;
        }
        if !matches!(object.kind, Kind::Heap(_) | Kind::Stack(_)) {
            return;
        }
        if self.excludes_the_rest(state) {
            return;
        }
        // Said already.
        if let (Some(size), Some(Elem::Index(at))) = (object.size, loc.path.first())
            && let (Some(size), Some(at)) = (self.values.as_int(size), self.values.as_int(*at))
            && !(0..size).contains(&at)
        {
            return;
        }
        let origin = object.at;
        let certain = match object.fill {
            Fill::All => false,
            Fill::None => true,
            // In a loop, how often it turns may depend on what was not written.
            Fill::Some => {
                !self.loops.values().any(|l| l.body.contains(&self.here)) && self.is_untouched(state, o, loc)
            }
        };
        if !certain {
            return;
        }
        let stack = matches!(object.kind, Kind::Stack(_));
        state.object_mut(o).fill = Fill::All;
        let (at, origin) = if stack { (self.at, self.at) } else { (self.at, origin) };
        self.report(state, codes::UNINITIALIZED, at, origin, "memory is read that was never written", |d| {
            if stack {
                d.help("write it first, or set it when it is declared")
            } else {
                d.label(origin, "allocated here, its content is arbitrary")
                    .help("write it first, or allocate with calloc")
            }
        });
    }

    /// All stores into the object went to known places, and none touches this one.
    fn is_untouched(&self, state: &State, o: ObjId, loc: &Loc) -> bool {
        let at = |l: &Loc| match l.path.first() {
            Some(Elem::Index(v)) => self.values.as_int(*v),
            _ => None,
        };
        let Some(here) = at(loc) else { return false };
        let unions = loc.path.iter().any(|e| match e {
            Elem::Field(s, _) => self.cx.module.types.structs.get(*s as usize).is_none_or(|s| s.is_union),
            _ => false,
        });
        !unions
            && state.memory.iter().filter(|(l, _)| l.base == Base::Object(o)).all(|(l, _)| match at(l) {
                Some(there) if there == here => {
                    // Different fields of one element.
                    l.path.len() == loc.path.len()
                        && loc.path.len() > 1
                        && match l.path.iter().zip(&loc.path).find(|(a, b)| a != b) {
                            Some((Elem::Index(a), Elem::Index(b))) => {
                                self.values.as_int(*a).is_some() && self.values.as_int(*b).is_some()
                            }
                            other => other.is_some(),
                        }
                }
                Some(there) => (there - here).abs() >= 4,
                None => false,
            })
    }

    /// A pointer is followed.
    pub(super) fn access(
        &mut self,
        state: &mut State,
        v: Val,
        span: Span,
        write: bool,
        elem: Option<TypeId>,
    ) {
        let Some((o, offset)) = self.values.ptr(v) else { return };
        let object = state.object(o);
        if let Kind::Param(i) = object.kind {
            self.summary.params[i].reads = true;
        }
        let origin = object.at;
        match object.status {
            Status::Freed(_) if object.reported => return,
            Status::Freed(at) => {
                self.report(
                    state,
                    codes::USE_AFTER_FREE,
                    span,
                    at,
                    "memory is used after it was released",
                    |d| {
                        d.label(at, "released here")
                            .help("use the memory before the release, or set the pointer to NULL after it")
                    },
                );
                state.object_mut(o).reported = true;
                return;
            }
            Status::Live
                if matches!(object.kind, Kind::Heap(_))
                    && match object.null {
                        Nullness::Maybe | Nullness::Failed => true,
                        // An unknown function that is called for the failure may not return.
                        Nullness::Null => object.calls == state.calls && !object.reported,
                        Nullness::NonNull => false,
                    } =>
            {
                self.report(
                    state,
                    codes::UNCHECKED_ALLOCATION,
                    span,
                    origin,
                    "the result of an allocation is used before it was compared with NULL",
                    |d| {
                        d.label(origin, "allocated here")
                            .help("test the pointer and raise MemoryError() when it is NULL")
                    },
                );
                let object = state.object_mut(o);
                object.reported = true;
                object.null = if matches!(object.null, Nullness::Null | Nullness::Failed) {
                    Nullness::Null
                } else {
                    Nullness::NonNull
                };
            }
            Status::Live => {}
            Status::Moved(at) => {
                self.report(
                    state,
                    codes::DANGLING_POINTER,
                    span,
                    at,
                    "the pointer points into a container that may have moved its elements",
                    |d| {
                        d.label(at, "the container changes here")
                            .help("take the address again after the change")
                    },
                );
                state.object_mut(o).status = Status::Live;
                return;
            }
        }
        if let Kind::Interior(owner) = state.object(o).kind
            && self.fresh.contains(&owner)
            && !self.is_held(state, owner)
        {
            self.dangling_text(state, span);
        }
        self.bounds(state, o, offset, elem, span, write);
    }

    /// Whether a variable, a place in memory or other code keeps an object.
    pub(super) fn is_held(&self, state: &State, object: Val) -> bool {
        let held = |(i, v): (usize, &Option<Val>)| {
            let reg = &self.f.regs[i];
            *v == Some(object)
                && (reg.kind == RegKind::Param || reg.kind == RegKind::User && reg.name.is_some())
        };
        state.regs.iter().enumerate().any(held) || self.is_kept(state, object)
    }

    /// Whether something that outlives the function keeps an object.
    pub(super) fn is_kept(&self, state: &State, object: Val) -> bool {
        state.kept.contains(&object) || state.memory.iter().any(|(_, v)| *v == object)
    }

    pub(super) fn dangling_text(&mut self, state: &State, span: Span) {
        self.report(
            state,
            codes::DANGLING_POINTER,
            span,
            span,
            "the pointer points into a temporary object that is gone after this statement",
            |d| d.help("keep the object in a variable as long as the pointer is used"),
        );
    }
}
