//! Functions that convert structs, C tuples and C arrays from and to objects, made on demand, one per type and
//! direction.
//!
//! ```text
//! to object:    (S *value) -> object            dict, tuple or list
//! from object:  (object, S *result) -> int      -1 on error
//! ```

use crate::cx::{Cx, FnCx, RetMode};
use pyxide_diagnostics::Span;
use pyxide_mir::{
    self as m, BinOp, Builder, Convention, FuncId, Function, Linkage, Operand, Place, Proj, Reg, RegData,
    RegKind, Rvalue, Stage, Storage, Terminator,
};
use pyxide_types::{ArrayLen, ErrorProtocol, Prim, Sentinel, Type, TypeId, Types};

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Conversion {
    ToObject,
    FromObject,
}

impl FnCx<'_, '_> {
    /// The function that converts, and whether its C value goes by address.
    pub fn conversion(&mut self, conversion: Conversion, ty: TypeId) -> (FuncId, bool) {
        let ty = self.types().resolve(ty);
        let span = self.b.span;
        (self.cx.conversion(conversion, ty, span), true)
    }
}

impl Cx<'_> {
    fn conversion(&mut self, conversion: Conversion, ty: TypeId, span: Span) -> FuncId {
        if let Some(&f) = self.conversions.get(&(conversion, ty)) {
            return f;
        }
        let id = FuncId(self.m.functions.len() as u32);
        self.conversions.insert((conversion, ty), id);
        let ptr = self.m.types.ptr(ty);
        let to_object = conversion == Conversion::ToObject;
        let reg = |ty, name: &str| RegData {
            ty,
            name: Some(name.into()),
            kind: RegKind::Param,
            storage: Storage::Local,
        };
        let regs = if to_object {
            vec![reg(ptr, "value")]
        } else {
            vec![reg(Types::OBJECT, "o"), reg(ptr, "result")]
        };
        let function = Function {
            name: format!("pyx_{}_{}", if to_object { "to_py" } else { "from_py" }, id.0).into(),
            display: "conversion".into(),
            span,
            linkage: Linkage::Static,
            convention: Convention::C,
            params: (0..regs.len() as u32).map(Reg).collect(),
            ret: if to_object { Types::OBJECT } else { Types::INT },
            error: if to_object { ErrorProtocol::Null } else { ErrorProtocol::Sentinel(Sentinel::Int(-1)) },
            nogil: false,
            varargs: false,
            regs,
            blocks: vec![],
            stage: Stage::Built,
        };
        self.m.functions.push(function.clone());
        let mut cx = FnCx::new(self, None, Builder::new(function));
        cx.ret = RetMode::Value;
        if to_object {
            cx.write_to_object(ty);
        } else {
            cx.write_from_object(ty);
        }
        let function = cx.b.finish();
        self.m.functions[id.index()] = function;
        id
    }
}

/// The items of an aggregate: how to reach each and its type; names for structs.
fn parts(types: &Types, ty: TypeId) -> Vec<(Proj, TypeId, Option<smol_str::SmolStr>)> {
    match types.kind(ty) {
        Type::Struct(s) => {
            let fields = types.structs[s.index()].fields.as_deref().unwrap_or(&[]);
            fields.iter().enumerate().map(|(i, f)| (Proj::Field(*s, i), f.ty, Some(f.name.clone()))).collect()
        }
        Type::CTuple(items) => {
            items.iter().enumerate().map(|(i, t)| (Proj::TupleItem(i), *t, None)).collect()
        }
        _ => vec![],
    }
}

impl FnCx<'_, '_> {
    fn write_to_object(&mut self, ty: TypeId) {
        let value = Place::reg(Reg(0)).then(Proj::Deref);
        let result = match self.types().kind(ty).clone() {
            Type::Array(elem, ArrayLen::Known(n)) => {
                let list = self.prim_object(Prim::NewList, vec![Operand::int(0, Types::SSIZE)], Types::LIST);
                self.count_to(n, |cx, i| {
                    let v = cx.load_part(value.clone().then(Proj::Index(i.into())), elem);
                    let v = cx.to_object(v, elem, Types::OBJECT);
                    cx.effect(Prim::ListAppend, vec![list.clone(), v]);
                });
                list
            }
            Type::Struct(_) => {
                let dict = self.prim_object(Prim::NewDict, vec![], Types::DICT);
                for (proj, field, name) in parts(self.types(), ty) {
                    let v = self.load_part(value.clone().then(proj), field);
                    let v = self.to_object(v, field, Types::OBJECT);
                    let key = self.cx.name(&name.unwrap_or_default());
                    self.effect(Prim::DictSetItem, vec![dict.clone(), key, v]);
                }
                dict
            }
            _ => {
                let mut items = vec![];
                for (proj, item, _) in parts(self.types(), ty) {
                    let v = self.load_part(value.clone().then(proj), item);
                    items.push(self.to_object(v, item, Types::OBJECT));
                }
                self.prim_object(Prim::BuildTuple, items, Types::TUPLE)
            }
        };
        self.b.terminate(Terminator::Return(Some(result)));
    }

    /// A part as the conversion wants it: nested aggregates by address stay places.
    fn load_part(&mut self, place: Place, ty: TypeId) -> Operand {
        self.load(place, ty)
    }

    fn write_from_object(&mut self, ty: TypeId) {
        let object: Operand = Reg(0).into();
        let result = Place::reg(Reg(1)).then(Proj::Deref);
        match self.types().kind(ty).clone() {
            Type::Array(elem, ArrayLen::Known(n)) => {
                let n_op = Operand::int(n as i64, Types::SSIZE);
                let items = self.prim_object(Prim::ArrayItems, vec![object, n_op], Types::TUPLE);
                self.count_to(n, |cx, i| {
                    let zero = Operand::int(0, Types::INT);
                    let v =
                        cx.prim(Prim::TupleGetItemSsize, vec![items.clone(), i.into(), zero.clone(), zero]);
                    cx.store_part(result.clone().then(Proj::Index(i.into())), elem, v);
                });
            }
            Type::Struct(s) if self.types().structs[s.index()].is_union => {
                let parts = parts(self.types(), ty);
                let names = parts.iter().map(|(_, _, name)| name.as_deref().unwrap_or_default());
                let names = self.cx.names_tuple(names);
                let which = self.prim(Prim::UnionMember, vec![object.clone(), names]);
                let done = self.b.new_block();
                for (i, (proj, field, name)) in parts.into_iter().enumerate() {
                    let (yes, no) = (self.b.new_block(), self.b.new_block());
                    let is_it = Rvalue::Binary(BinOp::Eq, which.clone(), Operand::int(i as i64, Types::INT));
                    let is_it = self.b.value(Types::BINT, is_it);
                    self.b.branch(is_it, yes, no);
                    self.b.start(yes);
                    let key = self.cx.name(&name.unwrap_or_default());
                    let v = self.prim(Prim::StructItem, vec![object.clone(), key]);
                    self.store_part(result.clone().then(proj), field, v);
                    self.b.goto(done);
                    self.b.start(no);
                }
                self.b.goto(done);
                self.b.start(done);
            }
            Type::Struct(_) => {
                for (proj, field, name) in parts(self.types(), ty) {
                    let key = self.cx.name(&name.unwrap_or_default());
                    let v = self.prim(Prim::StructItem, vec![object.clone(), key]);
                    self.store_part(result.clone().then(proj), field, v);
                }
            }
            _ => {
                let parts = parts(self.types(), ty);
                let n = Operand::int(parts.len() as i64, Types::SSIZE);
                let items = self.prim_object(Prim::CTupleItems, vec![object, n], Types::TUPLE);
                for (i, (proj, item, _)) in parts.into_iter().enumerate() {
                    let zero = Operand::int(0, Types::INT);
                    let i = Operand::int(i as i64, Types::SSIZE);
                    let v = self.prim(Prim::TupleGetItemSsize, vec![items.clone(), i, zero.clone(), zero]);
                    self.store_part(result.clone().then(proj), item, v);
                }
            }
        }
        self.b.terminate(Terminator::Return(Some(Operand::int(0, Types::INT))));
    }

    fn store_part(&mut self, place: Place, ty: TypeId, object: Operand) {
        if let Type::Array(..) = self.types().kind(ty) {
            // Arrays are not assignable: convert in place.
            let (f, _) = self.conversion(Conversion::FromObject, ty);
            let p = self.address(place, ty);
            self.b.emit(m::OpKind::Call {
                dst: None,
                outs: vec![],
                callee: m::Callee::Func(f),
                args: vec![object, p],
            });
            return;
        }
        let v = if self.is_object(ty) {
            self.type_test(object, ty, true)
        } else {
            self.convert_from_object(object, ty)
        };
        self.b.emit(m::OpKind::Store { place, value: v, init: true });
    }

    /// A C loop over `0..n`.
    pub fn count_to(&mut self, n: u64, body: impl FnOnce(&mut Self, Reg)) {
        let i = self.b.temp(Types::SSIZE);
        self.b.assign(i, Rvalue::Use(Operand::int(0, Types::SSIZE)));
        let (head, inside, done) = (self.b.new_block(), self.b.new_block(), self.b.new_block());
        self.b.goto(head);
        self.b.start(head);
        let more = self
            .b
            .value(Types::BINT, Rvalue::Binary(BinOp::Lt, i.into(), Operand::int(n as i64, Types::SSIZE)));
        self.b.branch(more, inside, done);
        self.b.start(inside);
        body(self, i);
        self.b.assign(i, Rvalue::Binary(BinOp::Add, i.into(), Operand::int(1, Types::SSIZE)));
        self.b.goto(head);
        self.b.start(done);
    }
}
