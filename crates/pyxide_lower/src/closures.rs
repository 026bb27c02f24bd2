//! Scope objects and function objects.
//!
//! A function whose locals nested functions use keeps them in one scope object. Its first field links to the scope
//! object of the enclosing function when the nested code needs that too. A function object carries the scope object
//! of the function that made it.

use crate::cx::{Cx, FnCx};
use pyxide_hir::visit::{Node, walk_stmts};
use pyxide_hir::{self as h, DefaultValue, ExprKind, Flavour, FunctionKind, MakeFunction, TargetKind};
use pyxide_mir::{Callee, Const, OpKind, Operand, Place, Proj, Reg, Rvalue};
use pyxide_types::{Field, Prim, ScopeDef, ScopeTypeId, Type, TypeId, Types};
use rustc_hash::FxHashSet;

/// Decides which functions have scope objects and what comes in as closure.
pub(crate) fn plan(cx: &mut Cx) {
    let hir = cx.hir;
    let n = hir.functions.len();
    // Functions whose variables each function uses, its nested functions included.
    let mut needs: Vec<FxHashSet<h::FuncId>> = vec![FxHashSet::default(); n];
    for (i, f) in hir.functions.iter().enumerate() {
        let mut visit = |node: Node| match node {
            Node::Expr(e) => {
                if let ExprKind::Outer(owner, _) = e.kind {
                    needs[i].insert(owner);
                }
            }
            Node::Target(t) => {
                if let TargetKind::Outer(owner, _) = t.kind {
                    needs[i].insert(owner);
                }
            }
            Node::Stmt(_) => {}
        };
        walk_stmts(&f.body, &mut visit);
        needs[i].remove(&h::FuncId(i as u32));
    }
    // Inner functions may come before or after outer ones: go from the deepest up.
    let depth = |mut i: usize| {
        let mut d = 0;
        while let Some(outer) = hir.functions[i].outer {
            i = outer.index();
            d += 1;
            if d > n {
                break;
            }
        }
        d
    };
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(depth(i)));
    for &i in &order {
        if let Some(outer) = hir.functions[i].outer {
            let inner: Vec<h::FuncId> = needs[i].iter().copied().filter(|f| *f != outer).collect();
            needs[outer.index()].extend(inner);
        }
    }
    let has_scope = |i: usize| {
        let f = &hir.functions[i];
        f.flavour != Flavour::Plain || f.kind == FunctionKind::GenExpr || f.locals.iter().any(|l| l.captured)
    };
    // Outer functions first, so that a link finds the type of the scope above.
    order.reverse();
    for i in order {
        let f = &hir.functions[i];
        if !needs[i].is_empty() {
            let mut at = f.outer;
            while let Some(o) = at {
                if has_scope(o.index()) {
                    cx.info[i].closure = Some(o);
                    break;
                }
                at = hir.functions[o.index()].outer;
            }
        }
        if has_scope(i) {
            make_scope(cx, i);
        }
    }
}

fn make_scope(cx: &mut Cx, i: usize) {
    let f = &cx.hir.functions[i];
    let id = ScopeTypeId(cx.m.types.scopes.len() as u32);
    let mut fields = vec![];
    if let Some(outer) = cx.info[i].closure
        && let Some(scope) = cx.info[outer.index()].scope
    {
        let ty = cx.m.types.intern(Type::Scope(scope));
        fields.push(Field { name: "outer".into(), cname: "outer".into(), ty });
    }
    let keep_params = f.flavour != Flavour::Plain || f.kind == FunctionKind::GenExpr;
    for (n, l) in f.locals.iter().enumerate() {
        let param = f.params.iter().any(|p| p.local.index() == n);
        if l.captured || keep_params && param {
            cx.info[i].fields.insert(h::LocalId(n as u32), fields.len());
            let ty = cx.m.types.unqualified(l.ty);
            fields.push(Field { name: l.name.clone(), cname: format!("v{n}").into(), ty });
        }
    }
    cx.m.types.scopes.push(ScopeDef { cname: format!("struct pyx_scope_{i}").into(), fields });
    cx.info[i].scope = Some(id);
}

impl<'a> FnCx<'a, '_> {
    pub fn scope_type(&mut self, id: ScopeTypeId) -> TypeId {
        self.types_mut().intern(Type::Scope(id))
    }

    /// Makes this function's scope object at its start and links it to the closure.
    pub fn enter_scope(&mut self, id: h::FuncId) {
        let Some(scope) = self.cx.info[id.index()].scope else { return };
        let closure = self.closure.clone();
        let reg = self.new_scope(scope, closure);
        self.scope = Some((reg, scope));
    }

    fn new_scope(&mut self, scope: ScopeTypeId, closure: Option<Place>) -> Reg {
        let ty = self.scope_type(scope);
        let reg = self.b.temp(ty);
        self.b.emit(OpKind::Call {
            dst: Some(reg),
            outs: vec![],
            callee: Callee::NewScope(scope),
            args: vec![],
        });
        if let Some(closure) = closure {
            let value = self.scope_value(closure);
            let place = Place::reg(reg).then(Proj::ScopeField(scope, 0));
            self.b.emit(OpKind::Store { place, value, init: true });
        }
        reg
    }

    /// A scope object as an operand.
    fn scope_value(&mut self, place: Place) -> Operand {
        match place.base_reg() {
            Some(r) if place.path.is_empty() => r.into(),
            _ => {
                let ty = self.cx.m.place_type(&self.b.func, &place);
                self.b.value(ty, Rvalue::Load(place)).into()
            }
        }
    }

    /// The scope object to hand to a nested function, or NULL.
    pub fn closure_for(&mut self, func: h::FuncId) -> Option<Operand> {
        let owner = self.cx.info[func.index()].closure?;
        let place = self.scope_place(owner)?;
        Some(self.scope_value(place))
    }

    pub fn make_function(&mut self, m: &'a MakeFunction) -> Operand {
        let hir: &'a h::Module = self.cx.hir;
        let f = &hir.functions[m.func.index()];
        let null: Operand = Const::Null(Types::OBJECT).into();
        let exprs: Vec<&'a h::Expr> = m.defaults.iter().collect();
        let stored = self.objects(&exprs);
        if f.class.is_some() || matches!(f.kind, FunctionKind::C(_) | FunctionKind::CMethod(_)) {
            // No function object of ours carries the defaults: they live in slots of the module.
            for (i, v) in stored.iter().enumerate() {
                let slot = self.cx.default_slot(m.func, i);
                let place = Place { base: pyxide_mir::PlaceBase::Static(slot), path: vec![] };
                self.b.emit(OpKind::Store { place, value: v.clone(), init: false });
            }
            if let Some(class) = f.class
                && f.binding
                && super::function::slot_of(self.cx, m.func).is_none()
            {
                let (defaults, kwdefaults) = self.shown_defaults(m.func, &stored);
                let defaults = if defaults.is_empty() { null } else { self.tuple_of(defaults, Types::TUPLE) };
                let kwdefaults = self.name_dict(kwdefaults);
                let (class, name) = (self.cx.type_object(class), self.cx.name(&f.name));
                self.effect(Prim::MethodDefaults, vec![class, name, defaults, kwdefaults]);
            }
            return Const::None.into();
        }
        let Some(pyfunc) = self.cx.info[m.func.index()].pyfunc else {
            let span = self.b.span;
            return self.unsupported_value(span, "a function object of this function", Types::OBJECT);
        };
        let closure = self.closure_for(m.func);
        let (defaults, kwdefaults) = self.shown_defaults(m.func, &stored);
        let plain = closure.is_none() && stored.is_empty();
        let descriptor: Operand = Const::PyFunc(pyfunc).into();
        if !f.binding && plain && !m.in_class && f.flavour == Flavour::Plain {
            return self.prim(Prim::NewCFunction, vec![descriptor]);
        }
        let stored = if stored.is_empty() { null.clone() } else { self.tuple_of(stored, Types::TUPLE) };
        let defaults = if defaults.is_empty() { null.clone() } else { self.tuple_of(defaults, Types::TUPLE) };
        let kwdefaults = self.name_dict(kwdefaults);
        let annotations: Vec<&'a h::Expr> = m.annotations.iter().map(|(_, e)| e).collect();
        let values = self.objects(&annotations);
        let names = m.annotations.iter().map(|(n, _)| n.clone());
        let annotations = self.name_dict(names.zip(values).collect());
        let closure = closure.unwrap_or(null);
        self.prim(Prim::NewFunction, vec![descriptor, closure, stored, defaults, kwdefaults, annotations])
    }

    /// The default values that a function object shows: those by position, and those by name.
    fn shown_defaults(
        &mut self,
        func: h::FuncId,
        stored: &[Operand],
    ) -> (Vec<Operand>, Vec<(smol_str::SmolStr, Operand)>) {
        let hir: &'a h::Module = self.cx.hir;
        let f = &hir.functions[func.index()];
        let (mut defaults, mut kwdefaults) = (vec![], vec![]);
        for p in &f.params {
            let Some(default) = &p.default else { continue };
            let v = match default {
                // A null pointer has no form in Python.
                DefaultValue::Inline(e) if is_null_pointer(e) => Const::None.into(),
                DefaultValue::Inline(e) => self.object(e),
                DefaultValue::Stored(i) => stored.get(*i).cloned().unwrap_or(Const::None.into()),
            };
            if p.kind == h::ParamKind::KeywordOnly {
                kwdefaults.push((p.name.clone(), v));
            } else {
                defaults.push(v);
            }
        }
        (defaults, kwdefaults)
    }

    /// A dict from names to values; NULL when empty.
    fn name_dict(&mut self, items: Vec<(smol_str::SmolStr, Operand)>) -> Operand {
        if items.is_empty() {
            return Const::Null(Types::OBJECT).into();
        }
        let dict = self.prim_object(Prim::NewDict, vec![], Types::DICT);
        for (name, v) in items {
            let key = self.cx.name(&name);
            self.effect(Prim::DictSetItem, vec![dict.clone(), key, v]);
        }
        dict
    }

    pub fn gen_expr(&mut self, func: h::FuncId, args: &'a [h::Expr]) -> Operand {
        let hir: &'a h::Module = self.cx.hir;
        let f = &hir.functions[func.index()];
        let values = self.exprs_of(args);
        let closure = self.closure_for(func);
        let Some(scope) = self.cx.info[func.index()].scope else {
            let span = self.b.span;
            return self.unsupported_value(span, "this generator expression", Types::OBJECT);
        };
        let closure = closure.map(|c| {
            let ty = self.operand_type(&c);
            Place::reg(self.in_reg(c, ty))
        });
        let reg = self.new_scope(scope, closure);
        for ((p, v), arg) in f.params.iter().zip(values).zip(args) {
            let Some(&field) = self.cx.info[func.index()].fields.get(&p.local) else { continue };
            let v = self.fit(v, arg.ty, p.ty);
            let place = Place::reg(reg).then(Proj::ScopeField(scope, field));
            self.b.emit(OpKind::Store { place, value: v, init: true });
        }
        self.new_generator(func, Some(reg))
    }
}

fn is_null_pointer(e: &h::Expr) -> bool {
    match &e.kind {
        h::ExprKind::Null => true,
        h::ExprKind::Coerce(_, inner) => is_null_pointer(inner),
        _ => false,
    }
}
