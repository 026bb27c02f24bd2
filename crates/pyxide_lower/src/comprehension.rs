//! Displays and comprehensions.

use crate::cx::{Comp, FnCx};
use pyxide_hir::{Arg, ComprehensionKind, Expr, Stmt};
use pyxide_mir::{Const, ConstItem, ConstObject, Operand};
use pyxide_types::{Prim, TypeId, Types};

impl<'a> FnCx<'a, '_> {
    fn plain_items(items: &'a [Arg]) -> Option<Vec<&'a Expr>> {
        items
            .iter()
            .map(|a| match a {
                Arg::Value(e) => Some(e),
                Arg::Star(_) => None,
            })
            .collect()
    }

    /// Builds a list of values and unpacked iterables.
    fn list_with_stars(&mut self, items: &'a [Arg]) -> Operand {
        // The values before the first star are built at once.
        let plain: Vec<&Expr> = items
            .iter()
            .map_while(|a| match a {
                Arg::Value(e) => Some(e),
                Arg::Star(_) => None,
            })
            .collect();
        let rest = &items[plain.len()..];
        let values = self.objects(&plain);
        let list = self.prim_object(Prim::BuildList, values, Types::LIST);
        for item in rest {
            match item {
                Arg::Value(e) => {
                    let v = self.object(e);
                    self.effect(Prim::ListAppend, vec![list.clone(), v]);
                }
                Arg::Star(e) => {
                    let v = self.object(e);
                    self.effect(Prim::ListExtend, vec![list.clone(), v]);
                }
            }
        }
        list
    }

    pub fn tuple(&mut self, items: &'a [Arg], ty: TypeId) -> Operand {
        let Some(exprs) = Self::plain_items(items) else {
            if let [Arg::Star(e)] = items {
                let v = self.object(e);
                return self.prim_object(Prim::SequenceTuple, vec![v], ty);
            }
            let list = self.list_with_stars(items);
            return self.prim_object(Prim::ListAsTuple, vec![list], ty);
        };
        let values = self.objects(&exprs);
        self.tuple_of(values, ty)
    }

    /// A tuple of values; constant when all are.
    pub fn tuple_of(&mut self, values: Vec<Operand>, ty: TypeId) -> Operand {
        let items: Option<Vec<ConstItem>> = values.iter().map(|v| self.cx.item(v)).collect();
        if let Some(items) = items {
            return self.cx.object(ConstObject::Tuple(items));
        }
        self.prim_object(Prim::BuildTuple, values, ty)
    }

    pub fn list(&mut self, items: &'a [Arg], ty: TypeId) -> Operand {
        let Some(exprs) = Self::plain_items(items) else { return self.list_with_stars(items) };
        let values = self.objects(&exprs);
        self.prim_object(Prim::BuildList, values, ty)
    }

    pub fn set(&mut self, items: &'a [Arg], ty: TypeId) -> Operand {
        if let Some(exprs) = Self::plain_items(items) {
            let values = self.objects(&exprs);
            return self.prim_object(Prim::BuildSet, values, ty);
        }
        let set = self.prim_object(Prim::NewSet, vec![Const::Null(Types::OBJECT).into()], Types::SET);
        for item in items {
            match item {
                Arg::Value(e) => {
                    let v = self.object(e);
                    self.effect(Prim::SetAdd, vec![set.clone(), v]);
                }
                Arg::Star(e) => {
                    let v = self.object(e);
                    self.effect(Prim::SetUpdate, vec![set.clone(), v]);
                }
            }
        }
        set
    }

    pub fn dict(&mut self, items: &'a [(Option<Expr>, Expr)], ty: TypeId) -> Operand {
        let dict = if items.len() > 5 {
            let n = Operand::int(items.len() as i64, Types::SSIZE);
            self.prim_object(Prim::NewDictSized, vec![n], ty)
        } else {
            self.prim_object(Prim::NewDict, vec![], ty)
        };
        for (key, value) in items {
            match key {
                Some(key) => {
                    let k = self.object_before(key, &[value]);
                    let v = self.object(value);
                    self.effect(Prim::DictSetItem, vec![dict.clone(), k, v]);
                }
                None => {
                    let m = self.object(value);
                    // `{**x}` alone is `dict(x)`.
                    let prim = if items.len() == 1 { Prim::DictUpdate } else { Prim::DictMerge };
                    self.effect(prim, vec![dict.clone(), m]);
                }
            }
        }
        dict
    }

    pub fn comprehension(&mut self, id: u32, kind: ComprehensionKind, body: &'a [Stmt]) -> Operand {
        let (prim, args, ty) = match kind {
            ComprehensionKind::List => (Prim::NewList, vec![Operand::int(0, Types::SSIZE)], Types::LIST),
            ComprehensionKind::Set => (Prim::NewSet, vec![Const::Null(Types::OBJECT).into()], Types::SET),
            ComprehensionKind::Dict => (Prim::NewDict, vec![], Types::DICT),
        };
        let result = self.prim_object(prim, args, ty);
        let reg = self.in_reg(result.clone(), ty);
        self.comps.push(Comp { id, reg, kind });
        self.stmts(body);
        self.comps.pop();
        result
    }

    pub fn comprehension_append(&mut self, id: u32, value: &'a Expr) {
        let v = self.object(value);
        let Some(c) = self.comps.iter().rev().find(|c| c.id == id) else { return };
        let prim = if c.kind == ComprehensionKind::Set { Prim::SetAdd } else { Prim::ListAppend };
        let reg = c.reg;
        self.effect(prim, vec![reg.into(), v]);
    }

    pub fn comprehension_unpack(&mut self, id: u32, value: &'a Expr) {
        let v = self.object(value);
        let Some(c) = self.comps.iter().rev().find(|c| c.id == id) else { return };
        let prim = match c.kind {
            ComprehensionKind::List => Prim::ListExtend,
            ComprehensionKind::Set => Prim::SetUpdate,
            ComprehensionKind::Dict => Prim::DictMerge,
        };
        let reg = c.reg;
        self.effect(prim, vec![reg.into(), v]);
    }

    pub fn comprehension_put(&mut self, id: u32, key: &'a Expr, value: &'a Expr) {
        let k = self.object_before(key, &[value]);
        let v = self.object(value);
        let Some(c) = self.comps.iter().rev().find(|c| c.id == id) else { return };
        let reg = c.reg;
        self.effect(Prim::DictSetItem, vec![reg.into(), k, v]);
    }
}
