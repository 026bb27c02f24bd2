//! Parameters of functions that Python calls: parsing, defaults, conversion to the parameter's type.
//!
//! Arguments are first taken apart into raw objects (NULL when absent and optional), then converted in the order of the
//! parameters. An object parameter without a default uses the raw register as the variable.

use crate::cx::FnCx;
use pyxide_hir::{self as h, DefaultValue, Param, ParamKind};
use pyxide_mir::{Const, Convention, OpKind, Operand, Place, PyFuncId, Reg, RegKind};
use pyxide_types::{Prim, Type, TypeId, Types};

/// Where the value of a parameter comes from.
#[derive(Clone, Copy)]
pub(crate) enum ParamSource {
    /// A register with a value of this type: `self`, C values of slots.
    Given(Reg, TypeId),
    /// An object, to be converted.
    Object(Reg),
    /// An object or NULL for the default.
    Optional(Reg),
    /// An object or NULL for None.
    NoneIfNull(Reg),
    /// The tuple or dict of a star parameter.
    Star(Reg),
}

impl<'a> FnCx<'a, '_> {
    /// Emits the parsing of the arguments; adds the source of each parameter.
    pub fn parse_args(
        &mut self,
        id: h::FuncId,
        pyfunc: PyFuncId,
        skip: usize,
        sources: &mut Vec<(usize, ParamSource)>,
    ) {
        let f = self.source();
        // Otherwise nobody has counted what comes.
        if f.params.len() <= skip && matches!(self.b.func.convention, Convention::NoArgs(_)) {
            return;
        }
        let mut outs = vec![];
        for (n, p) in f.params.iter().enumerate().skip(skip) {
            let captured = self.cx.info[id.index()].fields.contains_key(&p.local);
            let star = match p.kind {
                ParamKind::VarPositional => Some(Types::TUPLE),
                ParamKind::VarKeyword => Some(Types::DICT),
                _ => None,
            };
            let (reg, source) = match star {
                Some(ty) => {
                    let kind = if captured { RegKind::Temp } else { RegKind::User };
                    let reg = self.b.func.new_reg(ty, kind, (!captured).then(|| p.name.clone()));
                    (reg, ParamSource::Star(reg))
                }
                None => {
                    // Only a plain object can be the variable as it arrives.
                    let direct = p.default.is_none() && !captured && self.is_pyobject(p.ty);
                    let (kind, name, ty) = if direct {
                        (RegKind::Param, Some(p.name.clone()), self.types().unqualified(p.ty))
                    } else {
                        (RegKind::Temp, None, Types::OBJECT)
                    };
                    let reg = self.b.func.new_reg(ty, kind, name);
                    let source = if p.default.is_some() {
                        ParamSource::Optional(reg)
                    } else {
                        ParamSource::Object(reg)
                    };
                    (reg, source)
                }
            };
            outs.push(reg);
            sources.push((n, source));
        }
        self.b.emit(OpKind::ParseArgs { pyfunc, outs });
    }

    /// Types whose C representation is `PyObject *`.
    fn is_pyobject(&self, ty: TypeId) -> bool {
        matches!(self.types().kind(ty), Type::Object | Type::Builtin(_))
    }

    /// Sets the parameter variables from their sources, in order.
    pub fn take_params(&mut self, id: h::FuncId, this: Reg, mut sources: Vec<(usize, ParamSource)>) {
        let f = self.source();
        sources.sort_by_key(|(n, _)| *n);
        for (n, source) in sources {
            let p = &f.params[n];
            let old = std::mem::replace(&mut self.b.span, p.span);
            match source {
                ParamSource::Given(reg, ty) => {
                    let same = self.types().unqualified(ty) == self.types().unqualified(p.ty);
                    if same && self.adopt(p.local, reg) {
                        self.b.span = old;
                        continue;
                    }
                    let v = if self.is_object(ty) && self.is_object(p.ty) && !same {
                        self.type_test(reg.into(), p.ty, true)
                    } else {
                        self.fit(reg.into(), ty, p.ty)
                    };
                    self.init_param(p, v);
                }
                ParamSource::Star(reg) => {
                    if !self.adopt(p.local, reg) {
                        self.init_param(p, reg.into());
                    }
                }
                ParamSource::Object(reg) => {
                    let v = self.checked_arg(p, reg.into());
                    let same = v.reg() == Some(reg) && self.is_pyobject(p.ty);
                    if !(same && self.adopt(p.local, reg)) {
                        self.init_param(p, v);
                    }
                }
                ParamSource::NoneIfNull(reg) => {
                    let absent = self.is_null(reg);
                    let none = Const::None.into();
                    let v = self.b.value(Types::OBJECT, pyxide_mir::Rvalue::Select(absent, none, reg.into()));
                    let v = self.checked_arg(p, v.into());
                    self.init_param(p, v);
                }
                ParamSource::Optional(reg) => {
                    let absent = self.is_null(reg);
                    let (no, yes, done) = (self.b.new_block(), self.b.new_block(), self.b.new_block());
                    self.b.branch(absent, no, yes);
                    self.b.start(yes);
                    let v = self.checked_arg(p, reg.into());
                    self.init_param(p, v);
                    self.b.goto(done);
                    self.b.start(no);
                    let v = self.default_value(id, p, Some(this));
                    self.init_param(p, v);
                    self.b.goto(done);
                    self.b.start(done);
                }
            }
            self.b.span = old;
        }
    }

    fn init_param(&mut self, p: &Param, v: Operand) {
        let place = self.local_place(p.local);
        self.init_place(place, v);
    }

    /// Tests or converts an argument to the parameter's type.
    fn checked_arg(&mut self, p: &Param, v: Operand) -> Operand {
        let name: Operand = Const::CStr(p.name.as_bytes().to_vec()).into();
        let allow_none = Operand::int(i64::from(!p.refuse_none), Types::INT);
        match self.types().kind(p.ty).clone() {
            Type::Object if p.refuse_none => self.effect(Prim::ArgNotNone, vec![v.clone(), name]),
            Type::Object => {}
            // What has a number's value becomes that number.
            Type::Builtin(b @ (pyxide_types::BuiltinType::Float | pyxide_types::BuiltinType::Int)) => {
                let is_int = b == pyxide_types::BuiltinType::Int;
                let prim = if is_int { Prim::ArgInt } else { Prim::ArgFloat };
                let v = self.prim(prim, vec![v, allow_none, name]);
                return self.b.value(p.ty, pyxide_mir::Rvalue::Cast(v)).into();
            }
            Type::Builtin(b) => {
                let exact = match (b.must_be_exact(), &p.annotation) {
                    (false, _) => 0,
                    (true, None) => 1,
                    (true, Some(_)) => 2,
                };
                let exact = Operand::int(exact, Types::INT);
                let ty = Const::BuiltinType(b).into();
                self.effect(Prim::ArgTypeTest, vec![v.clone(), ty, exact, allow_none, name]);
            }
            Type::Class(c) => {
                let ty = self.cx.type_object(c);
                let exact = Operand::int(0, Types::INT);
                self.effect(Prim::ArgTypeTest, vec![v.clone(), ty, exact, allow_none, name]);
                return self.b.value(p.ty, pyxide_mir::Rvalue::Cast(v)).into();
            }
            _ => {
                let v = if self.is_item_index(p) { self.prim(Prim::ToIndex, vec![v]) } else { v };
                return self.convert_from_object(v, p.ty);
            }
        }
        v
    }

    /// Whether it is the C integer by which an extension class's items are asked for: an index, so no float.
    fn is_item_index(&self, p: &Param) -> bool {
        let f = self.source();
        f.class.is_some()
            && matches!(f.name.as_str(), "__getitem__" | "__setitem__" | "__delitem__")
            && f.params.get(1).is_some_and(|index| index.local == p.local)
            && self.types().is_int(p.ty)
    }

    /// The default of a parameter, in its type. `this`: the function object that carries stored defaults.
    pub fn default_value(&mut self, id: h::FuncId, p: &'a Param, this: Option<Reg>) -> Operand {
        match &p.default {
            Some(DefaultValue::Inline(e)) => {
                let v = self.expr(e);
                self.fit(v, e.ty, p.ty)
            }
            Some(DefaultValue::Stored(i)) => {
                let f = self.source();
                let own_object = f.class.is_none() && f.kind == h::FunctionKind::Python;
                let v = match this {
                    Some(this) if own_object => {
                        self.prim(Prim::FuncDefault, vec![this.into(), Operand::int(*i as i64, Types::SSIZE)])
                    }
                    _ => {
                        let slot = self.cx.default_slot(id, *i);
                        let place = Place { base: pyxide_mir::PlaceBase::Static(slot), path: vec![] };
                        let v = self.load(place, Types::OBJECT);
                        self.prim(Prim::NonNull, vec![v])
                    }
                };
                if self.is_object(p.ty) {
                    self.coerce(h::Coercion::Reinterpret, v, Types::OBJECT, p.ty)
                } else {
                    self.convert_from_object(v, p.ty)
                }
            }
            None => match self.zero(p.ty) {
                Some(zero) => zero,
                None => Const::None.into(),
            },
        }
    }
}
