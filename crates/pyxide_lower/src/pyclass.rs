//! Python classes: the body runs inline with a namespace, then the metaclass makes the class.

use crate::cx::{FnCx, Namespace};
use pyxide_hir::{Expr, PyClass};
use pyxide_mir::{Const, Operand};
use pyxide_types::{BuiltinType, Prim, Types};

impl<'a> FnCx<'a, '_> {
    pub fn py_class(&mut self, c: &'a PyClass) {
        let decorators: Vec<&Expr> = c.decorators.iter().collect();
        let decorators = self.objects(&decorators);
        let decorators: Vec<Operand> = decorators.into_iter().map(|d| self.copy_user(d)).collect();
        let bases = self.tuple(&c.bases, Types::TUPLE);
        let bases = self.copy_user(bases);
        let type_object = Const::BuiltinType(BuiltinType::Type).into();
        let keywords = self.keyword_dict(&type_object, &c.keywords);
        let name = self.cx.name(&c.name);
        let qualname = self.cx.name(&c.qualname);
        let doc = match &c.doc {
            Some(d) => self.cx.str(d),
            None => Const::Null(Types::OBJECT).into(),
        };
        let (real_bases, metaclass) = (self.b.temp(Types::TUPLE), self.b.temp(Types::OBJECT));
        let namespace = self.b.temp(Types::OBJECT);
        self.prim_outs(
            Prim::ClassPrepare,
            vec![name.clone(), bases, qualname, keywords.clone(), doc],
            vec![real_bases, metaclass, namespace],
            false,
        );
        self.namespaces.push(Namespace::Mapping(namespace));
        self.stmts(&c.body);
        self.namespaces.pop();
        let mut class = self.prim(
            Prim::ClassCreate,
            vec![metaclass.into(), name, real_bases.into(), namespace.into(), keywords],
        );
        if let Some(cell) = c.class_cell {
            let place = self.local_place(cell);
            self.store_place(place, class.clone(), Types::OBJECT);
        }
        for d in decorators.into_iter().rev() {
            class = self.prim(Prim::Call, vec![d, class]);
        }
        self.assign(&c.target, class, Types::OBJECT);
    }

    fn copy_user(&mut self, v: Operand) -> Operand {
        if self.is_user_reg(&v) { self.copy(v).into() } else { v }
    }
}
