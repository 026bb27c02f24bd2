//! Assignment targets: storing, deleting, unpacking and `op=`.
//!
//! `assign(target, value, type of the value)` converts by the target's coercion and stores. An augmented assignment
//! evaluates the target's object and index once.

use crate::cx::{FnCx, LocalPlace, Namespace};
use crate::items::Subscript;
use pyxide_hir::{self as h, BinOp, Coercion, Target, TargetKind};
use pyxide_mir::{Const, OpKind, Operand, Place, PlaceBase, Reg, Rvalue};
use pyxide_types::{Prim, TypeId, Types};

/// A target whose object and index are evaluated.
enum Ready {
    Place(Place),
    Global(Operand),
    ClassName(Operand),
    Attr(Operand, Operand),
    Item(Operand, TypeId, Subscript),
}

/// Arrays of more items are copied by a loop.
const LONG_ARRAY: u64 = 16;

impl<'a> FnCx<'a, '_> {
    /// Stores a value of type `from`.
    pub fn assign(&mut self, t: &'a Target, value: Operand, from: TypeId) {
        let old = std::mem::replace(&mut self.b.span, t.span);
        if let TargetKind::Unpack { items, star } = &t.kind {
            let value = match t.coerce {
                Some(c) => self.coerce(c, value, from, t.ty),
                None => self.fit(value, from, Types::OBJECT),
            };
            self.unpack(items, *star, value);
        } else {
            let value = self.converted(t, value, from);
            if matches!(t.kind, TargetKind::Discard) {
                // Only in lenient mode: something unknown keeps the value.
                let what = "assignment".into();
                self.b.emit(pyxide_mir::OpKind::Opaque { dst: None, uses: vec![value], what });
            } else if let Some(ready) = self.ready(t) {
                self.store(ready, value, t.ty);
            }
        }
        self.b.span = old;
    }

    fn converted(&mut self, t: &Target, value: Operand, from: TypeId) -> Operand {
        match t.coerce {
            Some(c) => self.coerce(c, value, from, t.ty),
            None if t.ty == Types::VOID || t.ty == Types::ERROR => value,
            None => self.fit(value, from, t.ty),
        }
    }

    /// Evaluates what the target needs; `None` when nothing is stored.
    fn ready(&mut self, t: &'a Target) -> Option<Ready> {
        Some(match &t.kind {
            TargetKind::Local(l) => Ready::Place(self.local_place(*l)),
            TargetKind::Outer(f, l) => match self.outer_place(*f, *l) {
                Some(p) => Ready::Place(p),
                None => {
                    self.unsupported(t.span, "a variable of an enclosing function here");
                    return None;
                }
            },
            TargetKind::Global(name) => Ready::Global(self.cx.name(name)),
            TargetKind::ClassName(name) => Ready::ClassName(self.cx.name(name)),
            TargetKind::CVar(v) => {
                Ready::Place(Place { base: PlaceBase::CVar(pyxide_mir::CVarId(v.0)), path: vec![] })
            }
            TargetKind::Attr(base, name) => {
                let base = self.object(base);
                Ready::Attr(base, self.cx.name(name))
            }
            TargetKind::Item(base, index) => {
                let later = Self::index_exprs(index);
                let obj = self.object_before(base, &later);
                let sub = self.subscript(index);
                Ready::Item(obj, base.ty, sub)
            }
            TargetKind::Memory(e) => Ready::Place(self.place(e)),
            TargetKind::Unpack { .. } | TargetKind::Discard => return None,
        })
    }

    fn store(&mut self, ready: Ready, value: Operand, ty: TypeId) {
        match ready {
            Ready::Place(place) => self.store_place(place, value, ty),
            Ready::Global(name) => self.effect(Prim::SetGlobal, vec![name, value]),
            Ready::ClassName(name) => match self.namespaces.last().cloned() {
                Some(Namespace::Mapping(ns)) => {
                    self.effect(Prim::SetClassName, vec![ns.into(), name, value]);
                }
                Some(Namespace::TypeObject(c)) => {
                    let ty = self.cx.type_object(c);
                    self.effect(Prim::SetTypeName, vec![ty, name, value]);
                }
                None => self.effect(Prim::SetGlobal, vec![name, value]),
            },
            Ready::Attr(base, name) => self.effect(Prim::SetAttr, vec![base, name, value]),
            Ready::Item(obj, obj_ty, sub) => self.set_item(obj, obj_ty, &sub, value),
        }
    }

    /// Stores to a register or to memory.
    pub fn store_place(&mut self, place: Place, value: Operand, ty: TypeId) {
        if let pyxide_types::Type::Array(elem, len) = self.types().kind(ty).clone() {
            return self.copy_array(place, value, elem, len);
        }
        match place.base {
            PlaceBase::Reg(dst) if place.path.is_empty() => self.b.assign(dst, Rvalue::Use(value)),
            _ => self.b.emit(OpKind::Store { place, value, init: false }),
        }
    }

    /// C arrays are not assignable: item by item.
    fn copy_array(&mut self, place: Place, value: Operand, elem: TypeId, len: pyxide_types::ArrayLen) {
        let value_ty = self.operand_type(&value);
        let n = match (&len, self.types().kind(value_ty)) {
            (pyxide_types::ArrayLen::Known(n), _) => *n,
            (_, pyxide_types::Type::Array(_, pyxide_types::ArrayLen::Known(n))) => *n,
            _ => {
                let span = self.b.span;
                return self.unsupported(span, "assigning a C array of unknown length");
            }
        };
        let src = Place::reg(self.in_reg(value, value_ty));
        let copy_item = |cx: &mut Self, i: Operand| {
            let i = pyxide_mir::Proj::Index(i);
            let v = cx.load(src.clone().then(i.clone()), elem);
            cx.store_place(place.clone().then(i), v, elem);
        };
        if n > LONG_ARRAY {
            return self.count_to(n, |cx, i| copy_item(cx, i.into()));
        }
        for i in 0..n {
            copy_item(self, Operand::int(i as i64, Types::SSIZE));
        }
    }

    fn unpack(&mut self, items: &'a [Target], star: Option<usize>, value: Operand) {
        let outs: Vec<Reg> = items
            .iter()
            .enumerate()
            .map(|(i, _)| self.b.temp(if star == Some(i) { Types::LIST } else { Types::OBJECT }))
            .collect();
        match star {
            None => {
                self.prim_outs(Prim::UnpackN, vec![value], outs.clone(), false);
            }
            Some(at) => {
                let before = Operand::int(at as i64, Types::SSIZE);
                let after = Operand::int((items.len() - at - 1) as i64, Types::SSIZE);
                self.prim_outs(Prim::UnpackStar, vec![value, before, after], outs.clone(), false);
            }
        }
        // All items are converted before the first is stored.
        let converts =
            items.iter().any(|t| t.coerce.is_some() && !matches!(t.kind, TargetKind::Unpack { .. }));
        let mut values = vec![];
        for (item, out) in items.iter().zip(outs) {
            let ty = self.b.func.reg(out).ty;
            let early = converts && !matches!(item.kind, TargetKind::Unpack { .. });
            values.push(if early {
                (self.converted(item, out.into(), ty), true)
            } else {
                (out.into(), false)
            });
        }
        for (item, (value, converted)) in items.iter().zip(values) {
            if !converted {
                let ty = self.operand_type(&value);
                self.assign(item, value, ty);
            } else if let Some(ready) = self.ready(item) {
                self.store(ready, value, item.ty);
            }
        }
    }

    pub fn aug_assign(&mut self, t: &'a Target, op: BinOp, value: &'a h::Expr, flags: h::ArithFlags) {
        let old = std::mem::replace(&mut self.b.span, t.span);
        let Some(ready) = self.ready(t) else {
            self.b.span = old;
            return;
        };
        let current = self.current(&ready, t);
        // The old value is read before the right side is evaluated.
        let current = if self.is_user_reg(&current) && Self::assigns(value) {
            self.copy(current).into()
        } else {
            current
        };
        let pointer = self.types().is_pointer(t.ty);
        let result = if self.is_object(t.ty) || self.is_object(value.ty) && !pointer {
            let left = self.to_object(current, t.ty, Types::OBJECT);
            let v = match self.constant_operation(op, t.ty, value) {
                Some((prim, small)) => self.with_constant(prim, left, small, true),
                None => {
                    let right = self.object(value);
                    let numbers = self.maybe_number(t.ty) && self.maybe_number(value.ty);
                    self.object_inplace(op, left, right, Types::OBJECT, numbers)
                }
            };
            if !self.is_object(t.ty) {
                self.convert_from_object(v, t.ty)
            } else if let Some(c @ Coercion::TypeTest { .. }) = t.coerce {
                self.coerce(c, v, Types::OBJECT, t.ty)
            } else {
                v
            }
        } else {
            let right = self.expr(value);
            // A pointer moves by the integer that an object stands for.
            let right =
                if self.is_object(value.ty) { self.convert_from_object(right, Types::SSIZE) } else { right };
            let ty = self.aug_type(t.ty, value.ty, op);
            let left = self.cast(current, ty);
            let v = self.c_binary(op, left, right, flags, ty);
            self.cast(v, t.ty)
        };
        self.store(ready, result, t.ty);
        self.b.span = old;
    }

    /// The C type in which `target op= value` is computed.
    fn aug_type(&self, target: TypeId, value: TypeId, op: BinOp) -> TypeId {
        let types = self.types();
        if types.is_pointer(target) || matches!(op, BinOp::LShift | BinOp::RShift) {
            return target;
        }
        use pyxide_types::Type::{Complex, Float, Int};
        match (types.kind(target), types.kind(value)) {
            // The value has the type of the operation by now.
            (_, Complex(_)) => value,
            (Complex(_), _) => target,
            (Float(a), Float(b)) => {
                if a >= b {
                    target
                } else {
                    value
                }
            }
            (Float(_), _) => target,
            (_, Float(_)) => value,
            (Int(a), Int(b)) if b.rank() > a.rank() || b.rank() == a.rank() && !b.is_signed() => value,
            _ => target,
        }
    }

    fn current(&mut self, ready: &Ready, t: &'a Target) -> Operand {
        match ready {
            Ready::Place(place) => match &t.kind {
                TargetKind::Local(l) => self.read_local(*l),
                TargetKind::Outer(f, l) => self.read_outer(*f, *l, t.ty),
                _ => self.load(place.clone(), t.ty),
            },
            Ready::Global(name) => self.prim(Prim::GetGlobal, vec![name.clone()]),
            Ready::ClassName(name) => {
                let v = match self.namespaces.last().cloned() {
                    Some(Namespace::Mapping(ns)) => {
                        self.prim(Prim::GetClassName, vec![ns.into(), name.clone()])
                    }
                    Some(Namespace::TypeObject(c)) => {
                        let ty = self.cx.type_object(c);
                        self.prim(Prim::GetTypeName, vec![ty, name.clone()])
                    }
                    None => return self.prim(Prim::GetGlobal, vec![name.clone()]),
                };
                let found = self.in_reg(v, Types::OBJECT);
                let result = self.b.temp(Types::OBJECT);
                self.b.assign(result, Rvalue::Use(found.into()));
                let absent = self.is_null(found);
                let (missing, done) = (self.b.new_block(), self.b.new_block());
                self.b.branch(absent, missing, done);
                self.b.start(missing);
                let g = self.prim(Prim::GetGlobal, vec![name.clone()]);
                self.b.assign(result, Rvalue::Use(g));
                self.b.goto(done);
                self.b.start(done);
                result.into()
            }
            Ready::Attr(base, name) => self.prim(Prim::GetAttr, vec![base.clone(), name.clone()]),
            Ready::Item(obj, obj_ty, sub) => self.item_of(obj.clone(), *obj_ty, sub, Types::OBJECT),
        }
    }

    pub fn delete(&mut self, t: &'a Target) {
        let old = std::mem::replace(&mut self.b.span, t.span);
        match &t.kind {
            TargetKind::Unpack { items, .. } => items.iter().for_each(|t| self.delete(t)),
            TargetKind::Local(l) => {
                let _ = self.read_checked(*l);
                let place = self.local_place(*l);
                self.unbind(place, t.ty);
            }
            TargetKind::Outer(f, l) => {
                let _ = self.read_outer(*f, *l, t.ty);
                if let Some(place) = self.outer_place(*f, *l) {
                    self.unbind(place, t.ty);
                }
            }
            TargetKind::Discard => {}
            _ => {
                if let Some(ready) = self.ready(t) {
                    self.delete_ready(ready, t);
                }
            }
        }
        self.b.span = old;
    }

    /// `del` needs a bound variable, also where reads of it are not checked.
    fn read_checked(&mut self, l: h::LocalId) -> Operand {
        if let LocalPlace::Reg(reg) = self.locals[l.index()] {
            let name = self.source().locals[l.index()].name.clone();
            self.b.emit(OpKind::CheckBound { reg, name, free: false });
            return reg.into();
        }
        self.read_local(l)
    }

    fn delete_ready(&mut self, ready: Ready, t: &'a Target) {
        match ready {
            Ready::Global(name) => self.effect(Prim::DelGlobal, vec![name]),
            Ready::ClassName(name) => match self.namespaces.last().cloned() {
                Some(Namespace::Mapping(ns)) => self.effect(Prim::DelClassName, vec![ns.into(), name]),
                Some(Namespace::TypeObject(c)) => {
                    let ty = self.cx.type_object(c);
                    self.effect(Prim::DelTypeName, vec![ty, name])
                }
                None => self.effect(Prim::DelGlobal, vec![name]),
            },
            Ready::Attr(base, name) => self.effect(Prim::DelAttr, vec![base, name]),
            Ready::Item(obj, _, sub) => self.del_item(obj, &sub),
            Ready::Place(place) => {
                // An attribute of an extension type becomes None.
                if self.is_object(t.ty) {
                    self.b.emit(OpKind::Store { place, value: Const::None.into(), init: false });
                } else {
                    self.unsupported(t.span, "`del` of C memory");
                }
            }
        }
    }
}
