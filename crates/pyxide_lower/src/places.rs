//! Variables and C memory: where they are, reading them.
//!
//! A local lives in a register, or in a field of the function's scope object when a nested function uses it. A
//! variable of an enclosing function is reached through the chain of scope objects.

use crate::cx::{FnCx, LocalPlace};
use pyxide_hir as h;
use pyxide_mir::{Const, OpKind, Operand, Place, PlaceBase, Proj, Rvalue};
use pyxide_types::{Prim, Type, TypeId, Types};
use smol_str::SmolStr;

impl<'a> FnCx<'a, '_> {
    pub fn local_place(&self, l: h::LocalId) -> Place {
        match self.locals[l.index()] {
            LocalPlace::Reg(r) => Place::reg(r),
            LocalPlace::Field(i) => {
                let (reg, ty) = self.scope.expect("a local in a scope object has one");
                Place::reg(reg).then(Proj::ScopeField(ty, i))
            }
        }
    }

    /// The place of a captured local of an enclosing function.
    pub fn outer_place(&self, owner: h::FuncId, l: h::LocalId) -> Option<Place> {
        let (id, _) = self.hir?;
        if owner == id {
            return Some(self.local_place(l));
        }
        let mut place = self.closure.clone()?;
        let mut at = self.cx.info[id.index()].closure?;
        loop {
            let info = &self.cx.info[at.index()];
            if at == owner {
                return Some(place.then(Proj::ScopeField(info.scope?, *info.fields.get(&l)?)));
            }
            // The link to the enclosing scope is the first field.
            place = place.then(Proj::ScopeField(info.scope?, 0));
            at = info.closure?;
        }
    }

    /// The scope object of `owner`, which is this function or an ancestor.
    pub fn scope_place(&self, owner: h::FuncId) -> Option<Place> {
        let (id, _) = self.hir?;
        if owner == id {
            return self.scope.map(|(r, _)| Place::reg(r));
        }
        let mut place = self.closure.clone()?;
        let mut at = self.cx.info[id.index()].closure?;
        while at != owner {
            let info = &self.cx.info[at.index()];
            place = place.then(Proj::ScopeField(info.scope?, 0));
            at = info.closure?;
        }
        Some(place)
    }

    pub fn read_local(&mut self, l: h::LocalId) -> Operand {
        let f = self.source();
        let local = &f.locals[l.index()];
        let checked = match local.kind {
            h::LocalKind::Param => self.deleted.contains(&l),
            h::LocalKind::Var => true,
            h::LocalKind::Temp => false,
        } && self.is_object(local.ty);
        match self.locals[l.index()] {
            LocalPlace::Reg(r) => {
                if checked {
                    self.b.emit(OpKind::CheckBound { reg: r, name: local.name.clone(), free: false });
                }
                r.into()
            }
            LocalPlace::Field(_) => {
                let place = self.local_place(l);
                self.read_variable(place, local.ty, checked.then(|| (local.name.clone(), false)))
            }
        }
    }

    pub fn read_outer(&mut self, owner: h::FuncId, l: h::LocalId, ty: TypeId) -> Operand {
        let Some(place) = self.outer_place(owner, l) else {
            let span = self.b.span;
            return self.unsupported_value(span, "a variable of an enclosing function here", ty);
        };
        let local = &self.cx.hir.functions[owner.index()].locals[l.index()];
        let check = self.is_object(local.ty) && local.kind != h::LocalKind::Temp;
        let own = self.hir.is_some_and(|(id, _)| id == owner);
        let name = local.name.clone();
        self.read_variable(place, local.ty, check.then_some((name, !own)))
    }

    fn read_variable(&mut self, place: Place, ty: TypeId, check: Option<(SmolStr, bool)>) -> Operand {
        let value = self.load(place, ty);
        if let (Some((name, free)), Some(reg)) = (check, value.reg()) {
            self.b.emit(OpKind::CheckBound { reg, name, free });
        }
        value
    }

    /// Reads a place into a temporary; an array gives the address of its first item.
    pub fn load(&mut self, place: Place, ty: TypeId) -> Operand {
        if let Type::Array(elem, _) = self.types().kind(ty).clone() {
            if place.path.is_empty()
                && let PlaceBase::Reg(r) = place.base
            {
                return r.into();
            }
            let ptr = self.types_mut().ptr(elem);
            let first = place.then(Proj::Index(Operand::int(0, Types::SSIZE)));
            return self.b.value(ptr, Rvalue::AddrOf(first)).into();
        }
        let ty = self.types().unqualified(ty);
        self.b.value(ty, Rvalue::Load(place)).into()
    }

    /// The place an lvalue expression denotes; any other expression is evaluated into a temporary.
    pub fn place(&mut self, e: &'a h::Expr) -> Place {
        let old = std::mem::replace(&mut self.b.span, e.span);
        let place = self.place_inner(e);
        self.b.span = old;
        place
    }

    fn place_inner(&mut self, e: &'a h::Expr) -> Place {
        use h::ExprKind as E;
        match &e.kind {
            E::Local(l) => self.local_place(*l),
            E::Outer(f, l) => match self.outer_place(*f, *l) {
                Some(p) => p,
                None => {
                    self.unsupported(e.span, "a variable of an enclosing function here");
                    Place::reg(self.b.temp(e.ty))
                }
            },
            E::CVar(v) => Place { base: PlaceBase::CVar(pyxide_mir::CVarId(v.0)), path: vec![] },
            E::Field { base, field, nonecheck } => self.field_place(base, *field, *nonecheck),
            E::CIndex(base, index) => {
                let place = self.aggregate_place(base);
                let place = match place {
                    Some(p) => {
                        // A place whose index may change the base variable is rare enough to be left alone: the
                        // base of an array is its storage, not a value.
                        p
                    }
                    None => {
                        let base_ty = base.ty;
                        let p = self.expr_before(base, &[&**index]);
                        Place::reg(self.in_reg(p, base_ty))
                    }
                };
                let i = self.expr(index);
                let i = if self.is_user_reg(&i) { self.copy(i).into() } else { i };
                place.then(Proj::Index(i))
            }
            E::Deref(p) => {
                let ty = p.ty;
                let p = self.expr(p);
                Place::reg(self.in_reg(p, ty)).then(Proj::Deref)
            }
            E::CTupleItem(base, i) => self.place(base).then(Proj::TupleItem(*i)),
            E::Coerce(h::Coercion::CCast | h::Coercion::Reinterpret, inner)
                if self.types().unqualified(inner.ty) == self.types().unqualified(e.ty) =>
            {
                self.place(inner)
            }
            E::Sequence(stmts, value) => {
                self.stmts(stmts);
                self.place(value)
            }
            _ => {
                let v = self.expr(e);
                Place::reg(self.in_reg(v, e.ty))
            }
        }
    }

    /// The storage of an array expression, when it is one.
    fn aggregate_place(&mut self, base: &'a h::Expr) -> Option<Place> {
        matches!(self.types().kind(base.ty), Type::Array(..)).then(|| self.place(base)).filter(|p| {
            !p.path.is_empty()
                || !matches!(p.base, PlaceBase::Reg(r) if self.types().is_object(self.b.func.reg(r).ty))
        })
    }

    fn field_place(&mut self, base: &'a h::Expr, field: h::FieldRef, nonecheck: bool) -> Place {
        use h::ExprKind as E;
        match field {
            h::FieldRef::Struct(s, i) => {
                if self.types().is_pointer(base.ty) {
                    let ty = base.ty;
                    let p = self.expr(base);
                    Place::reg(self.in_reg(p, ty)).then(Proj::Deref).then(Proj::Field(s, i))
                } else {
                    self.place(base).then(Proj::Field(s, i))
                }
            }
            h::FieldRef::Class(c, i) => {
                let ty = base.ty;
                if let (false, E::Field { .. } | E::CVar(_) | E::Outer(..)) = (nonecheck, &base.kind) {
                    // No reference is taken to an object that is only looked into: possible without the GIL too.
                    return self.place(base).then(Proj::ClassField(c, i));
                }
                let v = self.expr(base);
                if nonecheck {
                    let name = self.types().classes[c.index()].fields[i].name.as_bytes().to_vec();
                    self.effect(Prim::CheckNotNone, vec![v.clone(), Const::CStr(name).into()]);
                }
                Place::reg(self.in_reg(v, ty)).then(Proj::ClassField(c, i))
            }
        }
    }

    /// A pointer to the place.
    pub fn address(&mut self, place: Place, ty: TypeId) -> Operand {
        let ptr = self.types_mut().ptr(ty);
        self.b.value(ptr, Rvalue::AddrOf(place)).into()
    }
}
