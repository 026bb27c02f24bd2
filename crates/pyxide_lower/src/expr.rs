//! Expressions: one match that hands each kind to its topic.
//!
//! [`FnCx::expr`] evaluates to an operand of the expression's type. Operands are evaluated left to right; an earlier
//! one that names a variable is copied when a later operand may assign to variables.

use crate::cx::{FnCx, Namespace};
use num_traits::ToPrimitive;
use pyxide_hir::visit::{Node, walk_expr};
use pyxide_hir::{self as h, Expr, ExprKind as E};
use pyxide_mir::{Block, Const, ConstObject, OpKind, Operand, Place, Rvalue};
use pyxide_types::{Layout, Prim, Type, TypeId, Types};

impl<'a> FnCx<'a, '_> {
    pub fn expr(&mut self, e: &'a Expr) -> Operand {
        let old = std::mem::replace(&mut self.b.span, e.span);
        let v = self.expr_inner(e);
        self.b.span = old;
        v
    }

    /// Evaluates for the effect only.
    pub fn expr_effect(&mut self, e: &'a Expr) {
        let v = self.expr(e);
        self.drop_result(&v);
    }

    /// Whether evaluating the expression may assign to variables of this function.
    pub fn assigns(e: &Expr) -> bool {
        let mut found = false;
        walk_expr(e, &mut |n| found |= !matches!(n, Node::Expr(_)));
        found
    }

    /// Evaluates an operand that is used after `later` are evaluated.
    pub fn expr_before(&mut self, e: &'a Expr, later: &[&Expr]) -> Operand {
        let v = self.expr(e);
        if self.is_user_reg(&v) && later.iter().any(|l| Self::assigns(l)) { self.copy(v).into() } else { v }
    }

    /// Evaluates several operands that are used together.
    pub fn exprs(&mut self, es: &[&'a Expr]) -> Vec<Operand> {
        (0..es.len()).map(|i| self.expr_before(es[i], &es[i + 1..])).collect()
    }

    pub fn exprs_of(&mut self, es: &'a [Expr]) -> Vec<Operand> {
        let es: Vec<&Expr> = es.iter().collect();
        self.exprs(&es)
    }

    /// Evaluates to an object, converting a C value.
    pub fn object(&mut self, e: &'a Expr) -> Operand {
        let v = self.expr(e);
        self.to_object(v, e.ty, Types::OBJECT)
    }

    /// Evaluates to an object that is used after `later` are evaluated.
    pub fn object_before(&mut self, e: &'a Expr, later: &[&Expr]) -> Operand {
        let v = self.expr_before(e, later);
        self.to_object(v, e.ty, Types::OBJECT)
    }

    pub fn objects(&mut self, es: &[&'a Expr]) -> Vec<Operand> {
        (0..es.len()).map(|i| self.object_before(es[i], &es[i + 1..])).collect()
    }

    fn expr_inner(&mut self, e: &'a Expr) -> Operand {
        match &e.kind {
            E::None => Const::None.into(),
            E::Ellipsis => Const::Ellipsis.into(),
            E::NotImplemented => Const::NotImplemented.into(),
            E::Null => {
                let ty = if e.ty == Types::NULL { Types::VOID_PTR } else { e.ty };
                Const::Null(ty).into()
            }
            E::Bool(b) if self.is_object(e.ty) => if *b { Const::True } else { Const::False }.into(),
            E::Bool(b) => Operand::int(i64::from(*b), e.ty),
            E::Int(v) => match self.types().kind(e.ty) {
                Type::Float(_) | Type::Complex(_) => {
                    Const::Float(v.to_f64().unwrap_or(f64::INFINITY), e.ty).into()
                }
                _ if self.is_object(e.ty) => self.cx.int(v.clone()),
                _ => Const::Int(self.wrapped(v, e.ty), e.ty).into(),
            },
            E::Float(v) if self.is_object(e.ty) => self.cx.object(ConstObject::Float(v.to_bits())),
            E::Float(v) => Const::Float(*v, e.ty).into(),
            E::Imaginary(v) if self.is_object(e.ty) => self.cx.object(ConstObject::Complex(v.to_bits())),
            E::Imaginary(v) => Const::Imaginary(*v, e.ty).into(),
            E::Str(text) => self.str_constant(text, e.ty),
            E::Bytes(bytes) => self.bytes_constant(bytes, e.ty),
            E::CString(bytes) => Const::CStr(bytes.clone()).into(),
            E::CConst(name) => Const::Named(name.clone(), e.ty).into(),
            E::EnumItem(id, i) => {
                let def = &self.types().enums[id.index()];
                Const::Named(def.items[*i].cname.clone(), e.ty).into()
            }

            E::Local(l) => self.read_local(*l),
            E::Outer(f, l) => self.read_outer(*f, *l, e.ty),
            E::Global(name) => {
                let name = self.cx.name(name);
                self.prim_object(Prim::GetGlobal, vec![name], e.ty)
            }
            E::BuiltinName(name) => self.cx.builtin(name),
            E::ClassName(name, fallback) => self.class_name(name, fallback),
            E::CVar(_) | E::Field { .. } | E::CIndex(..) | E::Deref(_) => {
                let place = self.place(e);
                self.load(place, e.ty)
            }
            E::CTupleItem(..) => {
                let place = self.place(e);
                self.load(place, e.ty)
            }
            E::CFunc(f) => Const::CFunc(pyxide_mir::CFuncId(f.0)).into(),
            E::TypeObject(c) => self.cx.type_object(*c),
            E::BuiltinType(b) => Const::BuiltinType(*b).into(),
            E::ThisModule => Const::Module.into(),
            E::GlobalsDict => self.prim_object(Prim::GlobalsDict, vec![], e.ty),
            E::LocalsDict(items) => self.locals_dict(items),
            E::ClassNamespace => match self.namespaces.last() {
                Some(Namespace::Mapping(namespace)) => Operand::Reg(*namespace),
                _ => self.prim_object(Prim::NewDict, vec![], Types::DICT),
            },

            E::Attr(base, name) => {
                let look_up = self.attribute_of(base);
                let base = self.object(base);
                let name = self.cx.name(name);
                self.prim(look_up, vec![base, name])
            }
            E::Item(base, index) => self.get_item(base, index, e.ty),
            E::AddrOf(inner) => match &inner.kind {
                E::CFunc(f) => Const::CFunc(pyxide_mir::CFuncId(f.0)).into(),
                _ => {
                    let place = self.place(inner);
                    self.b.value(e.ty, Rvalue::AddrOf(place)).into()
                }
            },

            E::Call { func, args, keywords } => self.py_call(func, args, keywords),
            E::MethodCall { obj, name, args, keywords } => self.method_call(obj, name, args, keywords),
            // A C function has no dispatch to skip: only methods can be overridden.
            E::CCall { func, args, skip_dispatch: _ } => self.c_call(*func, args, e.ty),
            E::PtrCall { func, args } => self.ptr_call(func, args, e.ty),
            E::CMethodCall { obj, class, method, args, dynamic, nonecheck } => {
                self.c_method_call(obj, *class, *method, args, *dynamic, *nonecheck, e.ty)
            }
            E::CMethod { obj, class, method } => {
                let of_class = matches!(obj.kind, E::TypeObject(_));
                let obj = self.expr(obj);
                let def = &self.types().classes[class.index()];
                // Taken from the class it is the class's own; from an object, what the object's class has.
                if of_class {
                    return match self.cx.c_method(*class, *method).and_then(|info| info.func) {
                        Some(f) => Const::Func(f).into(),
                        None => {
                            let what = "a static C method of another module as a value";
                            self.unsupported_value(e.span, what, e.ty)
                        }
                    };
                }
                match self.cx.undispatched(*class, *method) {
                    // No subclass replaces it.
                    Some(f) if def.is_final || def.methods[*method].is_final => Const::Func(f).into(),
                    _ => self.b.value(e.ty, Rvalue::Method(obj, *class, *method)).into(),
                }
            }
            E::Prim(prim, args) => self.prim_expr(*prim, args, e.ty),
            E::Opaque { what, parts } => {
                let uses = parts.iter().map(|p| self.expr(p)).collect();
                let dst = (e.ty != Types::VOID).then(|| self.b.temp(e.ty));
                self.b.emit(OpKind::Opaque { dst, uses, what: what.clone() });
                dst.map_or(Operand::Const(Const::None), Operand::from)
            }
            E::NewObject { class, args, keywords } => self.new_object(*class, args, keywords, e.ty),

            E::Unary(op, a, flags) => self.unary(*op, a, *flags, e.ty),
            E::Binary(op, a, b, flags) => self.binary(*op, a, b, *flags, e.ty),
            E::Compare { first, rest } => self.compare(first, rest, e.ty),
            E::Not(a) => {
                let v = self.not(a);
                if self.is_object(e.ty) { self.to_object(v, Types::BINT, e.ty) } else { v }
            }
            E::BoolOp { is_and, items } => self.bool_op(*is_and, items, e.ty),
            E::Conditional { test, then, orelse } => self.conditional(test, then, orelse, e.ty),
            E::Walrus(target, value) => {
                let v = self.expr(value);
                let v = if self.is_user_reg(&v) { self.copy(v).into() } else { v };
                self.assign(target, v.clone(), value.ty);
                v
            }

            E::Tuple(items) => self.tuple(items, e.ty),
            E::List(items) => self.list(items, e.ty),
            E::Set(items) => self.set(items, e.ty),
            E::Dict(items) => self.dict(items, e.ty),
            E::CTuple(items) => {
                let items = self.exprs_of(items).into_iter().map(Some).collect();
                self.b.value(e.ty, Rvalue::Aggregate(items)).into()
            }
            // Arrays in an array are no values in C.
            E::ArrayInit(items)
                if items.iter().any(|i| matches!(self.types().kind(i.ty), Type::Array(..))) =>
            {
                let whole = self.b.temp(e.ty);
                for (i, item) in items.iter().enumerate() {
                    let value = self.expr(item);
                    let index = pyxide_mir::Proj::Index(Operand::int(i as i64, Types::SSIZE));
                    self.store_place(pyxide_mir::Place::reg(whole).then(index), value, item.ty);
                }
                whole.into()
            }
            E::ArrayInit(items) => {
                let items = self.exprs_of(items).into_iter().map(Some).collect();
                self.b.value(e.ty, Rvalue::Aggregate(items)).into()
            }
            E::StructInit(items) => {
                let mut values = vec![];
                for (i, item) in items.iter().enumerate() {
                    let later: Vec<&Expr> = items[i + 1..].iter().flatten().collect();
                    values.push(item.as_ref().map(|item| self.expr_before(item, &later)));
                }
                self.struct_value(values, e.ty)
            }
            E::Slice { start, stop, step } => self.slice(start, stop, step),
            E::FString(parts) => self.fstring(parts),
            E::TString(parts) => self.tstring(parts),

            E::MakeFunction(m) => self.make_function(m),
            E::Comprehension { id, kind, body } => self.comprehension(*id, *kind, body),
            E::GenExpr { func, args } => self.gen_expr(*func, args),
            E::Yield(v) => self.yield_expr(v.as_deref()),
            E::YieldFrom(v) => self.yield_from(v),
            E::Await(v) => {
                let v = self.object(v);
                self.await_value(v)
            }

            E::Coerce(kind, inner) => self.coerce_expr(*kind, inner, e.ty),
            E::SizeOf(ty) => Const::SizeOf(*ty).into(),
            E::Import { module, level, from_list, want_leaf } => {
                let name = self.cx.str(module);
                let from = if from_list.is_empty() {
                    Const::Null(Types::OBJECT).into()
                } else {
                    self.cx.names_tuple(from_list.iter().map(|s| s.as_str()))
                };
                let level = Operand::int(i64::from(*level), Types::INT);
                let leaf = Operand::int(i64::from(*want_leaf), Types::INT);
                self.prim(Prim::Import, vec![name, from, level, leaf])
            }
            E::ImportFrom(module, name) => {
                let module = self.object(module);
                let name = self.cx.name(name);
                self.prim(Prim::ImportFrom, vec![module, name])
            }
            E::Sequence(stmts, value) => {
                self.stmts(stmts);
                self.expr(value)
            }
            E::Likely(_, inner) => self.expr(inner),
        }
    }

    fn str_constant(&mut self, text: &h::Text, ty: TypeId) -> Operand {
        if self.is_object(ty) {
            return self.cx.text(text);
        }
        let first = match text {
            h::Text::Utf8(s) => s.chars().next().map_or(0, u32::from),
            h::Text::CodePoints(p) => p.first().copied().unwrap_or(0),
        };
        match text {
            h::Text::Utf8(s) if self.types().is_pointer(ty) => Const::CStr(s.as_bytes().to_vec()).into(),
            _ => Operand::int(i64::from(first), ty),
        }
    }

    fn bytes_constant(&mut self, bytes: &[u8], ty: TypeId) -> Operand {
        if self.is_object(ty) {
            self.cx.object(ConstObject::Bytes(bytes.to_vec()))
        } else if self.types().is_pointer(ty) {
            Const::CStr(bytes.to_vec()).into()
        } else {
            Operand::int(i64::from(bytes.first().copied().unwrap_or(0)), ty)
        }
    }

    /// A struct from its fields. Arrays cannot be part of an initialiser, and a union takes the field that is given.
    fn struct_value(&mut self, values: Vec<Option<Operand>>, ty: TypeId) -> Operand {
        let ty = self.types().unqualified(ty);
        let Type::Struct(id) = *self.types().kind(ty) else {
            return self.b.value(ty, Rvalue::Aggregate(values)).into();
        };
        let def = &self.types().structs[id.index()];
        let fields: Vec<TypeId> = def.fields.iter().flatten().map(|f| f.ty).collect();
        let array = |cx: &Self, ty: TypeId| matches!(cx.types().kind(ty), Type::Array(..));
        if !def.is_union && !fields.iter().any(|&f| array(self, f)) {
            return self.b.value(ty, Rvalue::Aggregate(values)).into();
        }
        let result = self.b.value(ty, Rvalue::Aggregate(vec![]));
        for (i, value) in values.into_iter().enumerate() {
            let Some(value) = value else { continue };
            let place = Place::reg(result).then(pyxide_mir::Proj::Field(id, i));
            self.store_place(place, value, fields[i]);
        }
        result.into()
    }

    /// A primitive that sema chose: arguments of the table's types, C ones converted.
    fn prim_expr(&mut self, prim: Prim, args: &'a [Expr], ty: TypeId) -> Operand {
        if prim == Prim::IsInstance
            && let Some(classes) = known_classes(&args[1])
        {
            return self.type_checks(&args[0], &classes, ty);
        }
        let info = prim.info();
        let mut values = vec![];
        for (i, arg) in args.iter().enumerate() {
            let later: Vec<&Expr> = args[i + 1..].iter().collect();
            let v = self.expr_before(arg, &later);
            let want = info.param(i).0;
            values.push(self.fit(v, arg.ty, want));
        }
        let ret = info.ret_type();
        if info.ret == "void" {
            self.effect(prim, values);
            return Const::None.into();
        }
        if self.is_object(ty) {
            let v = if self.is_object(ret) {
                self.prim_object(prim, values, ty)
            } else {
                self.prim(prim, values)
            };
            // A status or C result where the expression is an object: `None` for statuses, else converted.
            return match (info.ret, info.err) {
                ("obj" | "bor", _) => v,
                ("int", "neg1") => {
                    self.drop_result(&v);
                    Const::None.into()
                }
                _ => self.to_object(v, ret, ty),
            };
        }
        if self.types().is_void(ty) {
            self.effect(prim, values);
            return Const::None.into();
        }
        let v = self.prim(prim, values);
        self.cast(v, ty)
    }

    /// `isinstance` against classes whose type objects are known: a look at the types, no Python call.
    fn type_checks(&mut self, object: &'a Expr, classes: &[&'a Expr], ty: TypeId) -> Operand {
        let v = self.expr(object);
        let v = self.fit(v, object.ty, Types::OBJECT);
        let mut any: Option<Operand> = None;
        for class in classes {
            let class = self.expr(class);
            let one = self.prim(Prim::TypeCheck, vec![v.clone(), class]);
            any = Some(match any {
                None => one,
                Some(others) => {
                    self.b.value(Types::BINT, Rvalue::Binary(pyxide_mir::BinOp::Or, others, one)).into()
                }
            });
        }
        let any = any.unwrap_or_else(|| Operand::int(0, Types::BINT));
        if self.is_object(ty) { self.to_object(any, Types::BINT, ty) } else { self.cast(any, ty) }
    }

    /// Makes a value fit a parameter type that is not decided by sema: object or C number.
    pub fn fit(&mut self, v: Operand, from: TypeId, to: TypeId) -> Operand {
        match (self.is_object(from), self.is_object(to)) {
            (true, true) => v,
            (false, true) => {
                if matches!(v, Operand::Const(Const::Null(_))) {
                    return Const::Null(Types::OBJECT).into();
                }
                self.to_object(v, from, to)
            }
            (true, false) => self.convert_from_object(v, to),
            // Arrays are copied item by item where they are stored.
            (false, false) if matches!(self.types().kind(to), Type::Array(..)) => v,
            (false, false) => self.cast(v, to),
        }
    }

    fn class_name(&mut self, name: &str, fallback: &'a Expr) -> Operand {
        let Some(ns) = self.namespaces.last().cloned() else { return self.expr(fallback) };
        let key = self.cx.name(name);
        let result = self.b.temp(Types::OBJECT);
        let (prim, ns) = match ns {
            Namespace::Mapping(r) => (Prim::GetClassName, Operand::Reg(r)),
            Namespace::TypeObject(c) => (Prim::GetTypeName, self.cx.type_object(c)),
        };
        let found = self.prim(prim, vec![ns, key]);
        let reg = self.in_reg(found, Types::OBJECT);
        self.b.assign(result, Rvalue::Use(reg.into()));
        let absent = self.is_null(reg);
        let (missing, done) = (self.b.new_block(), self.b.new_block());
        self.b.branch(absent, missing, done);
        self.b.start(missing);
        let v = self.object(fallback);
        self.b.assign(result, Rvalue::Use(v));
        self.b.goto(done);
        self.b.start(done);
        result.into()
    }

    fn locals_dict(&mut self, items: &'a [(smol_str::SmolStr, h::LocalId)]) -> Operand {
        let f = self.source();
        let dict = self.prim_object(Prim::NewDict, vec![], Types::DICT);
        for (name, l) in items {
            let ty = f.locals[l.index()].ty;
            let key = self.cx.name(name);
            let place = self.local_place(*l);
            let value = if place.path.is_empty() {
                place.base_reg().map_or(Const::None.into(), Operand::Reg)
            } else {
                self.load(place, ty)
            };
            if !self.is_object(ty) {
                let value = self.to_object(value, ty, Types::OBJECT);
                self.effect(Prim::DictSetItem, vec![dict.clone(), key, value]);
                continue;
            }
            let Some(reg) = value.reg() else { continue };
            let unbound = self.is_null(reg);
            let (bound, next) = (self.b.new_block(), self.b.new_block());
            self.b.branch(unbound, next, bound);
            self.b.start(bound);
            self.effect(Prim::DictSetItem, vec![dict.clone(), key, reg.into()]);
            self.b.goto(next);
            self.b.start(next);
        }
        dict
    }

    // ---- truth and choice

    /// Branches on the truth of an expression.
    pub fn condition(&mut self, e: &'a Expr, then: Block, otherwise: Block) {
        let old = std::mem::replace(&mut self.b.span, e.span);
        match &e.kind {
            E::Not(inner) => self.condition(inner, otherwise, then),
            E::BoolOp { is_and, items } => {
                for (i, item) in items.iter().enumerate() {
                    if i + 1 == items.len() {
                        self.condition(item, then, otherwise);
                    } else {
                        let next = self.b.new_block();
                        if *is_and {
                            self.condition(item, next, otherwise);
                        } else {
                            self.condition(item, then, next);
                        }
                        self.b.start(next);
                    }
                }
            }
            E::Coerce(h::Coercion::Truth, inner)
                if matches!(inner.kind, E::Not(_) | E::BoolOp { .. } | E::Compare { .. }) =>
            {
                self.condition(inner, then, otherwise)
            }
            E::Likely(likely, inner) => {
                let v = self.expr(inner);
                let v = self.truth(v, inner.ty);
                let hint = if *likely { pyxide_mir::Hint::Likely } else { pyxide_mir::Hint::Unlikely };
                self.branch_hint(v, then, otherwise, hint);
            }
            // No object is made of the result, which nothing but the branch sees.
            E::Compare { first, rest } if rest.len() > 1 => {
                self.compare_chain_branch(first, rest, then, otherwise)
            }
            E::Compare { first, rest } => {
                let v = self.compare(first, rest, Types::BINT);
                self.b.branch(v, then, otherwise);
            }
            E::Bool(b) => self.b.goto(if *b { then } else { otherwise }),
            _ => {
                let v = self.expr(e);
                let v = self.truth(v, e.ty);
                self.b.branch(v, then, otherwise);
            }
        }
        self.b.span = old;
    }

    /// The truth of a value as a C truth value.
    pub fn truth(&mut self, v: Operand, ty: TypeId) -> Operand {
        match &v {
            Operand::Const(Const::None | Const::False) => return Operand::int(0, Types::BINT),
            Operand::Const(Const::True) => return Operand::int(1, Types::BINT),
            _ => {}
        }
        if self.is_object(ty) {
            use pyxide_types::BuiltinType as B;
            let sized = matches!(
                self.types().kind(ty),
                Type::Builtin(
                    B::Str | B::Bytes | B::ByteArray | B::List | B::Tuple | B::Dict | B::Set | B::FrozenSet
                )
            );
            return self.prim(if sized { Prim::TruthBuiltin } else { Prim::Truth }, vec![v]);
        }
        match self.types().kind(ty) {
            Type::Int(pyxide_types::IntKind::Bint) => v,
            _ => match self.zero(ty) {
                Some(zero) => {
                    self.b.value(Types::BINT, Rvalue::Binary(pyxide_mir::BinOp::Ne, v, zero)).into()
                }
                None => v,
            },
        }
    }

    /// The zero or NULL of a C type.
    pub fn zero(&self, ty: TypeId) -> Option<Operand> {
        match self.types().kind(ty) {
            Type::Int(_) | Type::Enum(_) => Some(Operand::int(0, ty)),
            Type::Float(_) | Type::Complex(_) => Some(Const::Float(0.0, ty).into()),
            Type::Ptr(_) | Type::Null | Type::Array(..) => Some(Const::Null(ty).into()),
            _ => None,
        }
    }

    fn not(&mut self, a: &'a Expr) -> Operand {
        let v = self.expr(a);
        if a.ty == Types::OBJECT {
            return self.prim(Prim::Not, vec![v]);
        }
        let t = self.truth(v, a.ty);
        self.b.value(Types::BINT, Rvalue::Unary(pyxide_mir::UnOp::Not, t)).into()
    }

    fn bool_op(&mut self, is_and: bool, items: &'a [Expr], ty: TypeId) -> Operand {
        let result_ty = self.value_type(ty);
        let result = self.b.temp(result_ty);
        let done = self.b.new_block();
        for (i, item) in items.iter().enumerate() {
            let v = self.expr(item);
            let v = self.fit(v, item.ty, ty);
            self.b.assign(result, Rvalue::Use(v));
            if i + 1 == items.len() {
                self.b.goto(done);
            } else {
                let next = self.b.new_block();
                let t = self.truth(result.into(), ty);
                if is_and {
                    self.b.branch(t, next, done);
                } else {
                    self.b.branch(t, done, next);
                }
                self.b.start(next);
            }
        }
        self.b.start(done);
        result.into()
    }

    fn conditional(&mut self, test: &'a Expr, then: &'a Expr, orelse: &'a Expr, ty: TypeId) -> Operand {
        let (t, o, done) = (self.b.new_block(), self.b.new_block(), self.b.new_block());
        self.condition(test, t, o);
        if self.types().is_void(ty) {
            for (block, e) in [(t, then), (o, orelse)] {
                self.b.start(block);
                self.expr_effect(e);
                self.b.goto(done);
            }
            self.b.start(done);
            return Const::None.into();
        }
        let result_ty = self.value_type(ty);
        let result = self.b.temp(result_ty);
        for (block, e) in [(t, then), (o, orelse)] {
            self.b.start(block);
            let v = self.expr(e);
            let v = self.fit(v, e.ty, ty);
            self.b.assign(result, Rvalue::Use(v));
            self.b.goto(done);
        }
        self.b.start(done);
        result.into()
    }

    // ---- strings

    fn fstring(&mut self, parts: &'a [h::FPart]) -> Operand {
        let mut pieces = vec![];
        for part in parts {
            let piece = match part {
                h::FPart::Text(t) => self.cx.text(t),
                h::FPart::Value { value, conversion, spec, .. } => {
                    if spec.is_empty()
                        && let Some(digits) = self.digits(value)
                    {
                        pieces.push(digits);
                        continue;
                    }
                    let v = self.object(value);
                    let spec =
                        if spec.is_empty() { Const::Null(Types::OBJECT).into() } else { self.fstring(spec) };
                    let conversion = Operand::int(conversion.map_or(0, |c| i64::from(c as u32)), Types::INT);
                    self.prim_object(Prim::FormatValue, vec![v, conversion, spec], Types::STR)
                }
            };
            pieces.push(piece);
        }
        match pieces.len() {
            0 => self.cx.str(""),
            1 => pieces.remove(0),
            _ => self.prim_object(Prim::JoinStr, pieces, Types::STR),
        }
    }

    fn tstring(&mut self, parts: &'a [h::FPart]) -> Operand {
        let mut pieces = vec![];
        for part in parts {
            let piece = match part {
                h::FPart::Text(t) => self.cx.text(t),
                h::FPart::Value { value, conversion, spec, source } => {
                    let v = self.object(value);
                    let v = self.copy_if_user(v);
                    let expression = self.cx.str(source);
                    let conversion = Operand::int(conversion.map_or(0, |c| i64::from(c as u32)), Types::INT);
                    let spec = self.fstring(spec);
                    self.prim(Prim::Interpolation, vec![v, expression, conversion, spec])
                }
            };
            pieces.push(piece);
        }
        self.prim(Prim::Template, pieces)
    }

    /// The text of a C integer, which is the same under every conversion; None: another kind of value.
    fn digits(&mut self, value: &'a Expr) -> Option<Operand> {
        use pyxide_types::IntKind::*;
        let inner = match &value.kind {
            E::Coerce(h::Coercion::ToObject, inner) => inner,
            _ => value,
        };
        let kind = match self.types().kind(inner.ty) {
            Type::Int(kind) if self.types().layout(inner.ty) != Layout::Macro => *kind,
            _ => return None,
        };
        let (prim, wide) = match kind {
            Bint | Ucs4 | PyUnicode => return None,
            ULong | ULongLong | SizeT => (Prim::StrFromULLong, Types::ULONG_LONG),
            _ => (Prim::StrFromLLong, Types::LONG_LONG),
        };
        let v = self.expr(inner);
        let v = self.cast(v, wide);
        Some(self.prim_object(prim, vec![v], Types::STR))
    }

    /// An object variable's register is unbound from here on.
    pub fn unbind(&mut self, place: Place, ty: TypeId) {
        match place.base_reg() {
            Some(reg) if place.path.is_empty() => self.b.emit(OpKind::Unbind { reg }),
            _ => self.b.emit(OpKind::Store { place, value: Const::Null(ty).into(), init: false }),
        }
    }
}

/// The classes that an expression names, when all are type objects known to the compiler.
fn known_classes(e: &Expr) -> Option<Vec<&Expr>> {
    match &e.kind {
        E::BuiltinType(_) | E::TypeObject(_) => Some(vec![e]),
        E::Coerce(_, inner) => known_classes(inner),
        E::Tuple(items) => {
            let mut all = Vec::new();
            for item in items {
                let pyxide_hir::Arg::Value(item) = item else { return None };
                all.extend(known_classes(item)?);
            }
            Some(all)
        }
        _ => None,
    }
}
