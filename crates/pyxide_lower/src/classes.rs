//! Extension classes: the tables of methods, slots and properties, access functions for `public` and `readonly`
//! attributes, and the place in the module body where the type is made ready.

use crate::cx::{Cx, FnCx, Namespace, RetMode};
use pyxide_hir::{self as h, MethodKind};
use pyxide_mir::{
    self as m, Builder, Callee, Const, Convention, FuncId, Function, Linkage, OpKind, Operand, Place, Proj,
    Reg, RegData, RegKind, Stage, Storage, Terminator,
};
use pyxide_types::{ClassId, ErrorProtocol, Prim, Sentinel, Type, TypeId, Types};

/// Notes how the classes list their methods; needed before functions are declared.
pub(crate) fn note_methods(cx: &mut Cx) {
    for class in &cx.hir.classes {
        for method in &class.methods {
            cx.info[method.func.index()].method = Some(method.kind);
        }
    }
}

/// The table of one class.
pub(crate) fn lower_class(cx: &mut Cx, imp: &h::ClassImpl) {
    let mut class = m::Class {
        class: imp.class,
        doc: imp.doc.clone(),
        methods: vec![],
        slots: vec![],
        docs: vec![],
        properties: vec![],
        cmethods: vec![],
        exposed: vec![],
        field_docs: imp.field_docs.clone(),
        span: imp.span,
    };
    for method in &imp.methods {
        let info = &cx.info[method.func.index()];
        match method.kind {
            MethodKind::Normal | MethodKind::Static | MethodKind::Class => {
                if let Some(pyfunc) = info.pyfunc {
                    class.methods.push(m::Method { name: method.name.clone(), pyfunc });
                }
            }
            MethodKind::Slot => {
                if let Some(f) = info.func {
                    if let Some(doc) = &cx.hir.functions[method.func.index()].doc {
                        class.docs.push((method.name.clone(), doc.clone()));
                    }
                    class.slots.push((method.name.clone(), f));
                }
            }
            MethodKind::PropertyGet | MethodKind::PropertySet | MethodKind::PropertyDel => {
                let at = match class.properties.iter().position(|p| p.name == method.name) {
                    Some(i) => i,
                    None => {
                        class.properties.push(m::Property {
                            name: method.name.clone(),
                            doc: None,
                            get: None,
                            set: None,
                            del: None,
                        });
                        class.properties.len() - 1
                    }
                };
                let property = &mut class.properties[at];
                match method.kind {
                    MethodKind::PropertyGet => {
                        property.get = info.func;
                        property.doc = cx.hir.functions[method.func.index()].doc.clone();
                    }
                    MethodKind::PropertySet => property.set = info.func,
                    _ => property.del = info.func,
                }
            }
        }
    }
    for &(i, func) in &imp.cmethods {
        if let Some(f) = cx.info[func.index()].func {
            class.cmethods.push((i, f));
        }
    }
    for &field in &imp.exposed_fields {
        let def = &cx.m.types.classes[imp.class.index()].fields[field];
        let public = def.access.is_public();
        let get = access_function(cx, imp, field, false);
        let set = public.then(|| access_function(cx, imp, field, true));
        class.exposed.push((field, get, set));
    }
    cx.m.classes.push(class);
}

/// `(self) -> object`, or `(self, value or NULL) -> int`.
fn access_function(cx: &mut Cx, imp: &h::ClassImpl, field: usize, setter: bool) -> FuncId {
    let def = cx.m.types.classes[imp.class.index()].fields[field].clone();
    let class_ty = cx.m.types.intern(Type::Class(imp.class));
    let class_name = cx.m.types.classes[imp.class.index()].name.clone();
    let id = FuncId(cx.m.functions.len() as u32);
    let reg = |ty: TypeId, name: &str| RegData {
        ty,
        name: Some(name.into()),
        kind: RegKind::Param,
        storage: Storage::Local,
    };
    let mut regs = vec![reg(class_ty, "self")];
    if setter {
        regs.push(reg(Types::OBJECT, "value"));
    }
    let function = Function {
        name: format!("pyx_{}_{}_{}", if setter { "set" } else { "get" }, id.0, def.cname).into(),
        display: format!("{class_name}.{}.__{}__", def.name, if setter { "set" } else { "get" }).into(),
        span: imp.span,
        linkage: Linkage::Static,
        convention: Convention::C,
        params: (0..regs.len() as u32).map(Reg).collect(),
        ret: if setter { Types::INT } else { Types::OBJECT },
        error: if setter { ErrorProtocol::Sentinel(Sentinel::Int(-1)) } else { ErrorProtocol::Null },
        nogil: false,
        varargs: false,
        regs,
        blocks: vec![],
        stage: Stage::Built,
    };
    cx.m.functions.push(function.clone());
    let mut fx = FnCx::new(cx, None, Builder::new(function));
    fx.ret = RetMode::Value;
    let place = Place::reg(Reg(0)).then(Proj::ClassField(imp.class, field));
    if setter {
        fx.write_setter(place, def.ty);
    } else {
        let v = fx.load(place, def.ty);
        let v = fx.to_object(v, def.ty, Types::OBJECT);
        fx.b.terminate(Terminator::Return(Some(v)));
    }
    let function = fx.b.finish();
    cx.m.functions[id.index()] = function;
    id
}

impl<'a> FnCx<'a, '_> {
    fn write_setter(&mut self, place: Place, ty: TypeId) {
        let (delete, set) = (self.b.new_block(), self.b.new_block());
        let absent = self.is_null(Reg(1));
        self.b.branch(absent, delete, set);
        self.b.start(delete);
        if self.is_object(ty) {
            self.b.emit(OpKind::Store { place: place.clone(), value: Const::None.into(), init: false });
            self.b.terminate(Terminator::Return(Some(Operand::int(0, Types::INT))));
        } else {
            let message = self.cx.str("__del__");
            let exc =
                self.prim(Prim::Call, vec![Const::Api("PyExc_NotImplementedError".into()).into(), message]);
            self.effect(Prim::Raise, vec![exc, Const::Null(Types::OBJECT).into()]);
            self.b.terminate(Terminator::Unwind);
        }
        self.b.start(set);
        let value: Operand = Reg(1).into();
        let v = if self.is_object(ty) {
            self.type_test(value, ty, true)
        } else {
            self.convert_from_object(value, ty)
        };
        self.store_place(place, v, ty);
        self.b.terminate(Terminator::Return(Some(Operand::int(0, Types::INT))));
    }

    /// The extension classes exist before the module body runs, but for those whose bases are computed by it.
    pub fn ready_classes(&mut self) {
        let hir: &'a h::Module = self.cx.hir;
        let mut declared: Vec<ClassId> =
            hir.classes.iter().filter(|imp| !self.late(imp)).map(|imp| imp.class).collect();
        declared.sort();
        // In the order of their first declarations, each after its bases.
        let mut early: Vec<ClassId> = Vec::new();
        for &class in &declared {
            let base = |c: &ClassId| self.types().class_of(self.types().classes[c.index()].base);
            let chain: Vec<ClassId> = std::iter::successors(Some(class), base).collect();
            for c in chain.into_iter().rev() {
                if declared.contains(&c) && !early.contains(&c) {
                    early.push(c);
                }
            }
        }
        self.cx.m.early_classes = early;
    }

    /// The class, or one it inherits from, has bases that are expressions.
    fn late(&self, imp: &h::ClassImpl) -> bool {
        let mut at = Some(imp.class);
        while let Some(c) = at {
            if self.cx.hir.classes.iter().any(|i| i.class == c && !i.other_bases.is_empty()) {
                return true;
            }
            at = self.types().class_of(self.types().classes[c.index()].base);
        }
        false
    }

    fn ready_class(&mut self, class: ClassId, bases: Operand) {
        self.b.emit(OpKind::Call {
            dst: None,
            outs: vec![],
            callee: Callee::ReadyClass(class),
            args: vec![bases],
        });
        let def = &self.types().classes[class.index()];
        if !def.facts.internal {
            let name = def.name.clone();
            let name = self.cx.name(&name);
            let object = self.cx.type_object(class);
            self.effect(Prim::SetGlobal, vec![name, object]);
        }
    }

    /// The class statement of an extension class in the module body.
    pub fn ext_class(&mut self, class: ClassId, body: &'a [h::Stmt]) {
        let hir: &'a h::Module = self.cx.hir;
        // The declaration of a class that is implemented elsewhere does nothing here.
        let Some(imp) = hir.classes.iter().find(|c| c.class == class) else { return };
        if self.late(imp) {
            let exprs: Vec<&'a h::Expr> = imp.other_bases.iter().collect();
            let values = self.objects(&exprs);
            let bases = if values.is_empty() {
                Const::Null(Types::OBJECT).into()
            } else {
                self.tuple_of(values, Types::TUPLE)
            };
            self.ready_class(class, bases);
        }
        self.namespaces.push(Namespace::TypeObject(class));
        self.stmts(body);
        self.namespaces.pop();
    }
}
