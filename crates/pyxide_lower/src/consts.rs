//! The pool of constant objects: equal constants share one.
//!
//! `cx.str("x")` gives the operand of an interned string; tuples and slices of constants are built from pool items.

use crate::cx::Cx;
use num_bigint::BigInt;
use pyxide_hir as h;
use pyxide_mir::{Const, ConstId, ConstItem, ConstObject, Operand};
use pyxide_types::BuiltinType;
use smol_str::SmolStr;

impl Cx<'_> {
    pub fn constant(&mut self, object: ConstObject) -> ConstId {
        if let Some(&id) = self.pool.get(&object) {
            return id;
        }
        let id = ConstId(self.m.consts.len() as u32);
        self.m.consts.push(object.clone());
        self.pool.insert(object, id);
        id
    }

    pub fn object(&mut self, object: ConstObject) -> Operand {
        Const::Object(self.constant(object)).into()
    }

    /// A string constant; identifier-like ones are interned.
    pub fn str(&mut self, text: &str) -> Operand {
        let interned = !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        self.object(ConstObject::Str { text: SmolStr::new(text), interned })
    }

    /// A name for attribute and global lookup: always interned.
    pub fn name(&mut self, text: &str) -> Operand {
        self.object(ConstObject::Str { text: SmolStr::new(text), interned: true })
    }

    pub fn text(&mut self, text: &h::Text) -> Operand {
        match text {
            h::Text::Utf8(s) => self.str(s),
            h::Text::CodePoints(points) => self.object(ConstObject::CodePoints(points.clone())),
        }
    }

    pub fn int(&mut self, v: impl Into<BigInt>) -> Operand {
        self.object(ConstObject::Int(v.into()))
    }

    pub fn names_tuple<'s>(&mut self, names: impl Iterator<Item = &'s str>) -> Operand {
        let items = names
            .map(|n| {
                let object = ConstObject::Str { text: SmolStr::new(n), interned: true };
                ConstItem::Object(self.constant(object))
            })
            .collect();
        self.object(ConstObject::Tuple(items))
    }

    /// A builtin name: exceptions and types by their C address, the rest by a lookup when the module is loaded.
    pub fn builtin(&mut self, name: &str) -> Operand {
        if let Some(ty) = BuiltinType::ALL.iter().copied().find(|b| b.py_name() == name && !b.is_hidden())
            && !matches!(ty, BuiltinType::Property | BuiltinType::StaticMethod | BuiltinType::ClassMethod)
        {
            return Const::BuiltinType(ty).into();
        }
        match name {
            "object" => Const::Api("(PyObject *)&PyBaseObject_Type".into()).into(),
            "None" => Const::None.into(),
            "True" => Const::True.into(),
            "False" => Const::False.into(),
            "Ellipsis" => Const::Ellipsis.into(),
            "NotImplemented" => Const::NotImplemented.into(),
            _ => self.object(ConstObject::Builtin(name.into())),
        }
    }

    /// The pool item of a constant operand that can be part of a constant tuple.
    pub fn item(&self, o: &Operand) -> Option<ConstItem> {
        match o {
            Operand::Const(Const::None) => Some(ConstItem::None),
            Operand::Const(Const::True) => Some(ConstItem::True),
            Operand::Const(Const::False) => Some(ConstItem::False),
            Operand::Const(Const::Ellipsis) => Some(ConstItem::Ellipsis),
            Operand::Const(Const::Object(k))
                if !matches!(self.m.consts[k.index()], ConstObject::Builtin(_)) =>
            {
                Some(ConstItem::Object(*k))
            }
            _ => None,
        }
    }
}
