//! Calls: Python calls with any mix of arguments, method calls, C calls.
//!
//! Plain positional arguments go by vectorcall, keywords with a constant tuple of names; `*` and `**` arguments are
//! collected into a tuple and a dict, with Python's errors for duplicate keywords.

use crate::cx::FnCx;
use crate::globals::Bound;
use pyxide_hir::{self as h, Arg, Expr, KwArg};
use pyxide_mir::{Callee, Const, Operand};
use pyxide_types::{ClassId, Prim, Signature, TypeId, Types};
use smol_str::SmolStr;

impl<'a> FnCx<'a, '_> {
    fn is_plain(args: &[Arg], keywords: &[KwArg]) -> bool {
        args.iter().all(|a| matches!(a, Arg::Value(_)))
            && keywords.iter().all(|k| matches!(k, KwArg::Named(..)))
    }

    /// How an attribute of the object is looked up.
    pub fn attribute_of(&self, obj: &Expr) -> Prim {
        if self.cx.is_module(obj) { Prim::GetAttrPlain } else { Prim::GetAttr }
    }

    /// All argument expressions in order of evaluation.
    fn arg_exprs(args: &'a [Arg], keywords: &'a [KwArg]) -> Vec<&'a Expr> {
        let args = args.iter().map(|a| match a {
            Arg::Value(e) | Arg::Star(e) => e,
        });
        let keywords = keywords.iter().map(|k| match k {
            KwArg::Named(_, e) | KwArg::DoubleStar(e) => e,
        });
        args.chain(keywords).collect()
    }

    fn keyword_names(&mut self, keywords: &[KwArg]) -> Operand {
        self.cx.names_tuple(keywords.iter().filter_map(|k| match k {
            KwArg::Named(name, _) => Some(name.as_str()),
            KwArg::DoubleStar(_) => None,
        }))
    }

    pub fn py_call(&mut self, func: &'a Expr, args: &'a [Arg], keywords: &'a [KwArg]) -> Operand {
        let exprs = Self::arg_exprs(args, keywords);
        let callee = self.object_before(func, &exprs);
        if !Self::is_plain(args, keywords) {
            return self.star_call(callee, args, keywords);
        }
        let mut values = self.objects(&exprs);
        let mut all = vec![callee];
        if keywords.is_empty() {
            all.append(&mut values);
            // Names of classes are mostly global names.
            let class = self.cx.bound(func) == Some(Bound::Unknown);
            return self.prim(if class { Prim::CallClass } else { Prim::Call }, all);
        }
        all.push(self.keyword_names(keywords));
        all.append(&mut values);
        self.prim(Prim::CallKw, all)
    }

    pub fn method_call(
        &mut self,
        obj: &'a Expr,
        name: &SmolStr,
        args: &'a [Arg],
        keywords: &'a [KwArg],
    ) -> Operand {
        let exprs = Self::arg_exprs(args, keywords);
        let receiver = self.object_before(obj, &exprs);
        let name = self.cx.name(name);
        if !Self::is_plain(args, keywords) {
            let method = self.prim(self.attribute_of(obj), vec![receiver, name]);
            return self.star_call(method, args, keywords);
        }
        let mut values = self.objects(&exprs);
        let mut all = vec![receiver, name];
        if keywords.is_empty() {
            all.append(&mut values);
            let method = if self.cx.is_module(obj) { Prim::CallAttr } else { Prim::CallMethod };
            return self.prim(method, all);
        }
        all.push(self.keyword_names(keywords));
        all.append(&mut values);
        self.prim(Prim::CallMethodKw, all)
    }

    /// A call with arguments of which only run time knows how many there are.
    fn star_call(&mut self, callee: Operand, args: &'a [Arg], keywords: &'a [KwArg]) -> Operand {
        let named = keywords.iter().all(|k| matches!(k, KwArg::Named(..)));
        if keywords.is_empty() || !named {
            let (args, kwargs) = self.collect_args(&callee, args, keywords);
            return self.prim(Prim::CallEx, vec![callee, args, kwargs]);
        }
        let positional = self.positional(args);
        let names = self.keyword_names(keywords);
        let mut values = self.objects(&Self::arg_exprs(&[], keywords));
        let mut all = vec![callee, positional, names];
        all.append(&mut values);
        self.prim(Prim::CallStar, all)
    }

    fn positional(&mut self, args: &'a [Arg]) -> Operand {
        match args {
            [Arg::Star(e)] => {
                let v = self.object(e);
                self.prim_object(Prim::SequenceTuple, vec![v], Types::TUPLE)
            }
            _ => self.tuple(args, Types::TUPLE),
        }
    }

    /// The arguments as a tuple and a dict (or NULL).
    pub fn collect_args(
        &mut self,
        callee: &Operand,
        args: &'a [Arg],
        keywords: &'a [KwArg],
    ) -> (Operand, Operand) {
        let positional = self.positional(args);
        (positional, self.keyword_dict(callee, keywords))
    }

    /// Keyword arguments as a new dict, or NULL when there are none.
    pub fn keyword_dict(&mut self, callee: &Operand, keywords: &'a [KwArg]) -> Operand {
        if keywords.is_empty() {
            return Const::Null(Types::OBJECT).into();
        }
        let dict = self.prim_object(Prim::NewDict, vec![], Types::DICT);
        // Named arguments before any `**` cannot collide: sema refuses literal duplicates.
        let mut may_collide = false;
        for k in keywords {
            match k {
                KwArg::Named(name, e) => {
                    let key = self.cx.name(name);
                    let v = self.object(e);
                    if may_collide {
                        self.effect(Prim::PutKwarg, vec![callee.clone(), dict.clone(), key, v]);
                    } else {
                        self.effect(Prim::DictSetItem, vec![dict.clone(), key, v]);
                    }
                }
                KwArg::DoubleStar(e) => {
                    let v = self.object(e);
                    self.effect(Prim::MergeKwargs, vec![callee.clone(), dict.clone(), v]);
                    may_collide = true;
                }
            }
        }
        dict
    }

    /// `T.__new__(T, …)` of an extension class.
    pub fn new_object(
        &mut self,
        class: ClassId,
        args: &'a [Arg],
        keywords: &'a [KwArg],
        ty: TypeId,
    ) -> Operand {
        let callee: Operand = self.cx.type_object(class);
        let (args, kwargs) = self.collect_args(&callee, args, keywords);
        let here = self.types().classes[class.index()].origin == pyxide_types::Origin::Here;
        if here {
            return self.call(Callee::NewObject(class), vec![args, kwargs], ty);
        }
        self.prim_object(Prim::NewInstance, vec![callee, args, kwargs], ty)
    }

    // ---- C calls

    /// Arguments of a C call by a signature; the optional ones go in a struct.
    /// `direct`: a callee that could look for an override is told not to.
    fn c_args(&mut self, sig: &Signature, args: &'a [Expr], skip_self: bool, direct: bool) -> Vec<Operand> {
        let first = usize::from(skip_self);
        let mut values = vec![];
        for (i, a) in args.iter().enumerate() {
            let later: Vec<&Expr> = args[i + 1..].iter().collect();
            let v = self.expr_before(a, &later);
            let v = match sig.params.get(i + first) {
                Some(p) => self.c_arg(v, a.ty, p.ty),
                None => v,
            };
            values.push(v);
        }
        let required = sig.params.len() - sig.optional - first;
        let given = values.split_off(required.min(values.len()));
        if sig.skip_dispatch {
            values.push(Operand::int(i64::from(direct), pyxide_types::Types::INT));
        }
        if sig.optional > 0 {
            values.push(self.optional_args(sig, given));
        } else {
            // Arguments for `...`.
            values.extend(given);
        }
        values
    }

    fn c_arg(&mut self, v: Operand, from: TypeId, to: TypeId) -> Operand {
        let pointers = self.types().is_pointer(to) || self.types().is_pointer(from);
        let aggregate = matches!(
            self.types().kind(to),
            pyxide_types::Type::Struct(_) | pyxide_types::Type::CTuple(_) | pyxide_types::Type::Cpp(_)
        );
        if pointers || aggregate {
            return if self.is_object(from) && !self.is_object(to) {
                self.convert_from_object(v, to)
            } else {
                v
            };
        }
        self.fit(v, from, to)
    }

    pub fn c_call(&mut self, func: h::CFuncId, args: &'a [Expr], ty: TypeId) -> Operand {
        let decl = &self.cx.hir.cfuncs[func.index()];
        // No override hides a function of a module.
        let values = self.c_args(&decl.sig, args, false, false);
        let v = self.call(Callee::CFunc(pyxide_mir::CFuncId(func.0)), values, decl.sig.ret);
        self.c_result(v, decl.sig.ret, ty)
    }

    fn c_result(&mut self, v: Operand, ret: TypeId, ty: TypeId) -> Operand {
        if self.types().is_void(ret) || self.types().is_void(ty) || ret == ty || self.types().is_pointer(ret)
        {
            return v;
        }
        self.fit(v, ret, ty)
    }

    pub fn ptr_call(&mut self, func: &'a Expr, args: &'a [Expr], ty: TypeId) -> Operand {
        let later: Vec<&Expr> = args.iter().collect();
        let callee = self.expr_before(func, &later);
        let Some(sig) = self.types().signature(func.ty).cloned() else {
            return self.unsupported_value(func.span, "a call through this type", ty);
        };
        let values = self.c_args(&sig, args, false, false);
        let ret = sig.ret;
        let v = self.call(Callee::Ptr(callee, Box::new(sig)), values, ret);
        self.c_result(v, ret, ty)
    }

    #[allow(clippy::too_many_arguments)] // The parts of one node.
    pub fn c_method_call(
        &mut self,
        obj: &'a Expr,
        class: ClassId,
        method: usize,
        args: &'a [Expr],
        dynamic: bool,
        nonecheck: bool,
        ty: TypeId,
    ) -> Operand {
        let m = self.types().classes[class.index()].methods[method].clone();
        let later: Vec<&Expr> = args.iter().collect();
        let receiver = self.expr_before(obj, &later);
        if m.is_static {
            let values = self.c_args(&m.sig, args, false, true);
            let _ = self.cx.type_object(class);
            let v = self.call(Callee::Method(class, method), values, m.sig.ret);
            return self.c_result(v, m.sig.ret, ty);
        }
        if nonecheck {
            self.effect(
                Prim::CheckNotNone,
                vec![receiver.clone(), Const::CStr(m.name.as_bytes().to_vec()).into()],
            );
        }
        let mut values = vec![receiver];
        values.extend(self.c_args(&m.sig, args, true, !dynamic));
        let callee = if dynamic {
            Callee::Virtual(class, method)
        } else {
            // A direct call means that no override is wanted.
            match self.cx.undispatched(class, method) {
                Some(f) => Callee::Func(f),
                None => {
                    // Another module's method is found in its vtable, which the C file has to know.
                    let _ = self.cx.type_object(class);
                    Callee::Method(class, method)
                }
            }
        };
        let v = self.call(callee, values, m.sig.ret);
        self.c_result(v, m.sig.ret, ty)
    }
}
