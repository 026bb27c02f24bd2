//! Optional arguments of C functions: a pointer to a struct with the number given and their values, NULL for none.
//!
//! ```text
//! struct opt { int __pyx_n; int b; double c; };     // cdef f(a, int b=1, double c=2)
//! ```

use crate::cx::{Cx, FnCx};
use pyxide_mir::{self as m, BinOp, Const, OpKind, Operand, Place, Proj, Reg, Rvalue};
use pyxide_types::{Field, Origin, Signature, StructDef, StructId, Type, TypeId, Types, cdecl};

impl Cx<'_> {
    /// The struct for the optional arguments of a signature.
    pub fn optional_struct(&mut self, sig: &Signature) -> (StructId, TypeId) {
        let tag = cdecl::optional_args_struct(&self.m.types, sig);
        if let Some(&id) = self.opt_structs.get(tag.as_str()) {
            return (id, self.m.types.intern(Type::Struct(id)));
        }
        let mut fields = vec![Field { name: "__pyx_n".into(), cname: "__pyx_n".into(), ty: Types::INT }];
        for (i, p) in sig.params[sig.params.len() - sig.optional..].iter().enumerate() {
            let name: smol_str::SmolStr = format!("a{i}").into();
            fields.push(Field { name: name.clone(), cname: name, ty: p.ty });
        }
        let id = StructId(self.m.types.structs.len() as u32);
        self.m.types.structs.push(StructDef {
            name: tag.trim_start_matches("struct ").into(),
            cname: tag.as_str().into(),
            is_union: false,
            packed: false,
            fields: Some(fields),
            origin: Origin::Here,
        });
        self.opt_structs.insert(tag.into(), id);
        (id, self.m.types.intern(Type::Struct(id)))
    }
}

impl FnCx<'_, '_> {
    /// The pointer to pass for the optional arguments given.
    pub fn optional_args(&mut self, sig: &Signature, given: Vec<Operand>) -> Operand {
        let (_, ty) = self.cx.optional_struct(sig);
        let ptr = self.types_mut().ptr(ty);
        if given.is_empty() {
            return Const::Null(ptr).into();
        }
        let mut items = vec![Some(Operand::int(given.len() as i64, Types::INT))];
        items.extend(given.into_iter().map(Some));
        let total = sig.optional + 1;
        items.resize(total, None);
        let value = self.b.value(ty, Rvalue::Aggregate(items));
        self.b.value(ptr, Rvalue::AddrOf(Place::reg(value))).into()
    }

    /// In the callee: sets each optional parameter from the struct, or by `default(index)`.
    pub fn read_optional_args(
        &mut self,
        sig: &Signature,
        pointer: Reg,
        params: &[Place],
        mut default: impl FnMut(&mut Self, usize) -> Operand,
    ) {
        let (id, _) = self.cx.optional_struct(sig);
        let field = |i| Place::reg(pointer).then(Proj::Deref).then(Proj::Field(id, i));
        let count = self.b.temp(Types::INT);
        self.b.assign(count, Rvalue::Use(Operand::int(0, Types::INT)));
        let (some, next) = (self.b.new_block(), self.b.new_block());
        let none = self.is_null(pointer);
        self.b.branch(none, next, some);
        self.b.start(some);
        self.b.assign(count, Rvalue::Load(field(0)));
        self.b.goto(next);
        self.b.start(next);
        for (i, place) in params.iter().enumerate() {
            let ty = sig.params[sig.params.len() - sig.optional + i].ty;
            let (given, absent, done) = (self.b.new_block(), self.b.new_block(), self.b.new_block());
            let is_given = self.b.value(
                Types::BINT,
                Rvalue::Binary(BinOp::Gt, count.into(), Operand::int(i as i64, Types::INT)),
            );
            self.b.branch(is_given, given, absent);
            self.b.start(given);
            let v = self.load(field(i + 1), ty);
            self.init_place(place.clone(), v);
            self.b.goto(done);
            self.b.start(absent);
            let v = default(self, i);
            self.init_place(place.clone(), v);
            self.b.goto(done);
            self.b.start(done);
        }
    }

    /// Sets a variable for the first time.
    pub fn init_place(&mut self, place: Place, value: Operand) {
        match place.base {
            m::PlaceBase::Reg(dst) if place.path.is_empty() => self.b.assign(dst, Rvalue::Use(value)),
            _ => self.b.emit(OpKind::Store { place, value, init: true }),
        }
    }
}
