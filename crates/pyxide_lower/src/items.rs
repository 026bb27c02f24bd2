//! Python subscripts: reading, writing and deleting items and slices.

use crate::cx::FnCx;
use pyxide_hir::{Expr, Index};
use pyxide_mir::{Const, ConstItem, ConstObject, Operand};
use pyxide_types::{BuiltinType, IntKind, Prim, Type, TypeId, Types};

/// An evaluated subscript.
pub(crate) enum Subscript {
    Object(Operand),
    Ssize { index: Operand, wraparound: bool, boundscheck: bool },
    Slice { start: Operand, stop: Operand },
}

impl<'a> FnCx<'a, '_> {
    pub fn index_exprs(index: &'a Index) -> Vec<&'a Expr> {
        match index {
            Index::Object(e) | Index::Ssize { index: e, .. } => vec![e],
            Index::Slice { start, stop } => start.iter().chain(stop).collect(),
        }
    }

    pub fn get_item(&mut self, base: &'a Expr, index: &'a Index, ty: TypeId) -> Operand {
        let later = Self::index_exprs(index);
        let obj = self.object_before(base, &later);
        if let Index::Slice { start, stop } = index
            && let Some(v) = self.ssize_slice(&obj, start.as_ref(), stop.as_ref(), ty)
        {
            return v;
        }
        let sub = self.subscript(index);
        self.item_of(obj, base.ty, &sub, ty)
    }

    /// A slice whose bounds are C integers.
    fn ssize_slice(
        &mut self,
        obj: &Operand,
        start: Option<&'a Expr>,
        stop: Option<&'a Expr>,
        ty: TypeId,
    ) -> Option<Operand> {
        let c = |cx: &Self, e: Option<&Expr>| e.is_none_or(|e| cx.types().is_int(e.ty));
        if !c(self, start) || !c(self, stop) {
            return None;
        }
        let flag = |e: Option<&Expr>| Operand::int(i64::from(e.is_some()), Types::INT);
        let (has_start, has_stop) = (flag(start), flag(stop));
        let mut bound = |e: Option<&'a Expr>, later: &[&Expr]| match e {
            Some(e) => {
                let v = self.expr_before(e, later);
                self.cast(v, Types::SSIZE)
            }
            None => Operand::int(0, Types::SSIZE),
        };
        let later: Vec<&Expr> = stop.into_iter().collect();
        let a = bound(start, &later);
        let b = bound(stop, &[]);
        Some(self.prim_object(Prim::GetSliceSsize, vec![obj.clone(), a, b, has_start, has_stop], ty))
    }

    pub fn subscript(&mut self, index: &'a Index) -> Subscript {
        match index {
            Index::Object(e) => Subscript::Object(self.object(e)),
            Index::Ssize { index, wraparound, boundscheck } => {
                let v = self.expr(index);
                let v = self.fit(v, index.ty, Types::SSIZE);
                let v = if self.is_user_reg(&v) { self.copy(v).into() } else { v };
                Subscript::Ssize { index: v, wraparound: *wraparound, boundscheck: *boundscheck }
            }
            Index::Slice { start, stop } => {
                let later: Vec<&Expr> = stop.iter().collect();
                let a = match start {
                    Some(e) => self.object_before(e, &later),
                    None => Const::Null(Types::OBJECT).into(),
                };
                let b = match stop {
                    Some(e) => self.object(e),
                    None => Const::Null(Types::OBJECT).into(),
                };
                Subscript::Slice { start: a, stop: b }
            }
        }
    }

    pub fn item_of(&mut self, obj: Operand, obj_ty: TypeId, sub: &Subscript, ty: TypeId) -> Operand {
        let kind = self.types().kind(obj_ty).clone();
        match sub {
            Subscript::Object(key) => {
                let prim =
                    if kind == Type::Builtin(BuiltinType::Dict) { Prim::DictGetItem } else { Prim::GetItem };
                self.prim_object(prim, vec![obj, key.clone()], ty)
            }
            Subscript::Ssize { index, wraparound, boundscheck } => {
                let flag = |b: &bool| Operand::int(i64::from(*b), Types::INT);
                let args = vec![obj, index.clone(), flag(wraparound), flag(boundscheck)];
                let c_result = !self.is_object(ty);
                match kind {
                    Type::Builtin(BuiltinType::List) => self.prim_object(Prim::ListGetItemSsize, args, ty),
                    Type::Builtin(BuiltinType::Tuple) => self.prim_object(Prim::TupleGetItemSsize, args, ty),
                    Type::Builtin(BuiltinType::Str) if c_result => {
                        let v = self.prim(Prim::StrGetChar, args);
                        self.cast(v, ty)
                    }
                    Type::Builtin(BuiltinType::Bytes | BuiltinType::ByteArray) if c_result => {
                        let v = self.prim(Prim::BytesGetChar, args);
                        self.cast(v, ty)
                    }
                    _ if matches!(self.types().kind(ty), Type::Int(IntKind::Ucs4)) => {
                        let v = self.prim(Prim::GetItemSsize, args);
                        self.convert_from_object(v, ty)
                    }
                    _ => self.prim_object(Prim::GetItemSsize, args, ty),
                }
            }
            Subscript::Slice { start, stop } => {
                self.prim_object(Prim::GetSlice, vec![obj, start.clone(), stop.clone()], ty)
            }
        }
    }

    pub fn set_item(&mut self, obj: Operand, obj_ty: TypeId, sub: &Subscript, value: Operand) {
        match sub {
            Subscript::Object(key) => {
                let dict = *self.types().kind(obj_ty) == Type::Builtin(BuiltinType::Dict);
                let prim = if dict { Prim::DictSetItem } else { Prim::SetItem };
                self.effect(prim, vec![obj, key.clone(), value]);
            }
            Subscript::Ssize { index, wraparound, boundscheck } => {
                let flag = |b: &bool| Operand::int(i64::from(*b), Types::INT);
                let prim = match self.types().kind(obj_ty) {
                    Type::Builtin(BuiltinType::ByteArray) => Prim::ByteArraySetItem,
                    _ => Prim::SetItemSsize,
                };
                self.effect(prim, vec![obj, index.clone(), value, flag(wraparound), flag(boundscheck)]);
            }
            Subscript::Slice { start, stop } => {
                self.effect(Prim::SetSlice, vec![obj, start.clone(), stop.clone(), value]);
            }
        }
    }

    pub fn del_item(&mut self, obj: Operand, sub: &Subscript) {
        match sub {
            Subscript::Object(key) => self.effect(Prim::DelItem, vec![obj, key.clone()]),
            Subscript::Ssize { index, wraparound, .. } => {
                let wrap = Operand::int(i64::from(*wraparound), Types::INT);
                self.effect(Prim::DelItemSsize, vec![obj, index.clone(), wrap]);
            }
            Subscript::Slice { start, stop } => {
                self.effect(Prim::DelSlice, vec![obj, start.clone(), stop.clone()]);
            }
        }
    }

    /// A slice object; constant bounds give a constant.
    pub fn slice(
        &mut self,
        start: &'a Option<Box<Expr>>,
        stop: &'a Option<Box<Expr>>,
        step: &'a Option<Box<Expr>>,
    ) -> Operand {
        let parts: Vec<&'a Option<Box<Expr>>> = vec![start, stop, step];
        let given: Vec<&'a Expr> = parts.iter().filter_map(|p| p.as_deref()).collect();
        let values = self.objects(&given);
        let mut values = values.into_iter();
        let all: Vec<Operand> =
            parts
                .iter()
                .map(|p| {
                    if p.is_some() { values.next().unwrap_or(Const::None.into()) } else { Const::None.into() }
                })
                .collect();
        let items: Option<Vec<ConstItem>> = all.iter().map(|v| self.cx.item(v)).collect();
        if let Some(Ok(items)) = items.map(<[ConstItem; 3]>::try_from) {
            return self.cx.object(ConstObject::Slice(items));
        }
        self.prim_object(Prim::BuildSlice, all, Types::SLICE)
    }
}
