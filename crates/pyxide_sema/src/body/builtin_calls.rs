//! Calls of builtin functions and of methods of builtin types whose meaning is known.

use super::builtin_table::{CONSTRUCTORS, FUNCTIONS, Fill, METHODS, RESULTS};
use super::types;
use super::{Body, mk, mk_stmt};
use crate::scope::ScopeKind;
use pyxide_diagnostics::{Span, codes};
use pyxide_hir::{ArithFlags, BinOp, CmpOp, Coercion, Comparison, Expr, ExprKind, LocalKind, StmtKind, UnOp};
use pyxide_syntax::ast;
use pyxide_types::{ArrayLen, BuiltinType, IntKind, Prim, Type, TypeId, Types};

impl<'ast> Body<'_, 'ast, '_> {
    /// `name(args)` where `name` is Python's builtin; `None` when the call is an ordinary one.
    pub(super) fn builtin_call(&mut self, span: Span, name: &str, args: &'ast [ast::Arg]) -> Option<Expr> {
        let values: Option<Vec<&'ast ast::Expr>> =
            args.iter().map(|a| if let ast::Arg::Positional(e) = a { Some(e) } else { None }).collect();
        let values = values?;
        if let Some(e) = self.special_builtin(span, name, &values) {
            return Some(e);
        }
        if let Some(line) = CONSTRUCTORS.iter().find(|l| l.name == name && l.args == values.len()) {
            let value = self.expr(values[0]);
            return Some(self.constructor(span, line.prim, line.result, value));
        }
        let Some(line) = FUNCTIONS.iter().find(|l| l.name == name && l.args == values.len()) else {
            let (_, ty) = RESULTS.iter().find(|(n, _)| *n == name)?;
            let callee = mk(span, Types::OBJECT, ExprKind::BuiltinName(name.into()));
            let call = self.python_call(span, callee, args);
            return Some(mk(span, *ty, ExprKind::Coerce(pyxide_hir::Coercion::Reinterpret, Box::new(call))));
        };
        let args = values.iter().map(|v| self.expr(v)).collect();
        Some(self.prim_call(span, line.prim, args, line.result))
    }

    /// A primitive with its arguments converted to its parameters, its result to `result`.
    pub(super) fn prim_call(&mut self, span: Span, prim: Prim, args: Vec<Expr>, result: TypeId) -> Expr {
        let info = prim.info();
        let args = args
            .into_iter()
            .enumerate()
            .map(|(i, a)| {
                let ty = info.param(i).0;
                // A precise object type tells the back end more than `object`.
                if ty == Types::OBJECT { self.to_object(a) } else { self.coerce(a, ty) }
            })
            .collect();
        let returned = info.ret_type();
        if self.types().is_object(returned) {
            return mk(span, result, ExprKind::Prim(prim, args));
        }
        let call = mk(span, returned, ExprKind::Prim(prim, args));
        if result == Types::OBJECT {
            // A status: the value in Python is None.
            let stmt = mk_stmt(span, StmtKind::Expr(call));
            let none = mk(span, Types::OBJECT, ExprKind::None);
            return mk(span, Types::OBJECT, ExprKind::Sequence(vec![stmt], Box::new(none)));
        }
        if returned == result {
            return call;
        }
        mk(span, result, ExprKind::Coerce(pyxide_hir::Coercion::Numeric, Box::new(call)))
    }

    fn constructor(&mut self, span: Span, prim: Prim, result: TypeId, value: Expr) -> Expr {
        let t = self.types();
        match prim {
            Prim::IntFromObject => match t.kind(value.ty) {
                Type::Int(IntKind::Ucs4 | IntKind::PyUnicode) => {}
                Type::Int(IntKind::Bint) => {
                    let value = self.coerce(value, Types::INT);
                    return self.coerce(value, Types::PY_INT);
                }
                Type::Int(_) | Type::Enum(_) => return self.coerce(value, Types::PY_INT),
                _ => {}
            },
            Prim::FloatFromObject => {
                if t.is_numeric(value.ty)
                    && !types::is_complex(t, value.ty)
                    && !types::is_unicode_char(t, value.ty)
                {
                    return self.coerce(value, Types::DOUBLE);
                }
            }
            Prim::Str if types::builtin(t, value.ty) == Some(BuiltinType::Str) && value.is_constant() => {
                return value;
            }
            _ => {}
        }
        // `list(x)` of a comprehension that is already a list needs no copy; a generator expression stays lazy.
        if let ExprKind::Comprehension { kind: pyxide_hir::ComprehensionKind::List, .. } = &value.kind
            && prim == Prim::SequenceList
        {
            return value;
        }
        let value = self.to_object(value);
        if value.ty == Types::ERROR {
            return value;
        }
        mk(span, result, ExprKind::Prim(prim, vec![value]))
    }

    /// Builtins that depend on the types of their arguments, or that need to know where they are called.
    fn special_builtin(&mut self, span: Span, name: &str, values: &[&'ast ast::Expr]) -> Option<Expr> {
        match (name, values) {
            ("len", [value]) => Some(self.len(span, value)),
            ("bool", [value]) => {
                let (ty, _) = self.dry_run(|b| b.expr(value).ty);
                let is_tuple = matches!(self.types().kind(ty), Type::CTuple(_));
                if is_tuple || types::is_c_string(self.types(), ty) {
                    // The object is asked, not the C value.
                    let value = self.expr(value);
                    let value = self.to_object(value);
                    return Some(self.truth(value));
                }
                Some(self.truth_expr(value))
            }
            ("list", []) => Some(mk(span, Types::LIST, ExprKind::List(vec![]))),
            ("dict", []) => Some(mk(span, Types::DICT, ExprKind::Dict(vec![]))),
            ("tuple", []) => Some(mk(span, Types::TUPLE, ExprKind::Tuple(vec![]))),
            ("str" | "unicode", []) => {
                Some(mk(span, Types::STR, ExprKind::Str(pyxide_hir::Text::Utf8("".into()))))
            }
            ("bytes", []) => Some(mk(span, Types::BYTES, ExprKind::Bytes(vec![]))),
            ("int", []) => Some(mk(span, Types::PY_INT, ExprKind::Int(0.into()))),
            ("float", []) => Some(mk(span, Types::DOUBLE, ExprKind::Float(0.0))),
            ("bool", []) => Some(mk(span, Types::BINT, ExprKind::Bool(false))),
            ("set", []) => Some(mk(span, Types::SET, ExprKind::Set(vec![]))),
            ("abs", [value]) => self.c_abs(span, value),
            ("divmod", [a, b]) => self.c_divmod(span, a, b),
            ("ord", [value]) => self.c_ord(span, value),
            ("chr" | "unichr", [value]) if name == "unichr" => {
                let value = self.expr(value);
                Some(self.prim_call(span, Prim::Chr, vec![value], Types::STR))
            }
            ("min" | "max", [_, _, ..]) => self.extremum(span, name == "max", values),
            ("super", []) => {
                let e = self.zero_argument_super(span);
                if e.is_none() {
                    self.error(codes::INVALID_CALL, span, "super(): no arguments");
                }
                e
            }
            ("globals", []) => Some(mk(span, Types::DICT, ExprKind::GlobalsDict)),
            ("locals" | "vars", []) => Some(self.locals_dict(span)),
            ("dir", []) => {
                let locals = self.locals_dict(span);
                let keys = self.prim_call(span, Prim::Sorted, vec![locals], Types::LIST);
                Some(keys)
            }
            ("sum", [value]) => {
                let value = self.expr(value);
                let zero = mk(span, Types::PY_INT, ExprKind::Int(0.into()));
                Some(self.prim_call(span, Prim::Sum, vec![value, zero], Types::OBJECT))
            }
            ("eval", [code]) => {
                let code = self.object_expr(code);
                let callee = mk(span, Types::OBJECT, ExprKind::BuiltinName("eval".into()));
                let globals = mk(span, Types::DICT, ExprKind::GlobalsDict);
                let locals = self.locals_dict(span);
                let args = [code, globals, locals]
                    .into_iter()
                    .map(|e| pyxide_hir::Arg::Value(self.object(e)))
                    .collect();
                Some(mk(
                    span,
                    Types::OBJECT,
                    ExprKind::Call { func: Box::new(callee), args, keywords: vec![] },
                ))
            }
            ("exec", [code, rest @ ..]) if rest.len() < 3 => {
                let code = self.object_expr(code);
                let globals = rest.first().map(|e| self.object_expr(e));
                let locals = rest.get(1).map(|e| self.object_expr(e));
                let (globals, locals) = match globals {
                    Some(g) => (Some(g), locals),
                    None => {
                        let (g, l) = self.namespaces(span);
                        (Some(g), Some(l))
                    }
                };
                let stmt = mk_stmt(span, StmtKind::Exec { code, globals, locals });
                let none = mk(span, Types::OBJECT, ExprKind::None);
                Some(mk(span, Types::OBJECT, ExprKind::Sequence(vec![stmt], Box::new(none))))
            }
            _ => None,
        }
    }

    /// The globals and the locals in which code without namespaces of its own is executed.
    pub(super) fn namespaces(&mut self, span: Span) -> (Expr, Expr) {
        let globals = mk(span, Types::DICT, ExprKind::GlobalsDict);
        let locals = self.locals_dict(span);
        (self.object(globals), self.object(locals))
    }

    fn locals_dict(&mut self, span: Span) -> Expr {
        if self.is_module_level() && !self.is_class_scope() {
            return mk(span, Types::DICT, ExprKind::GlobalsDict);
        }
        if matches!(self.cx.scopes.get(self.scope).kind, ScopeKind::PyClass) {
            return mk(span, Types::OBJECT, ExprKind::ClassNamespace);
        }
        let t = self.types();
        let list = self
            .locals()
            .iter()
            .enumerate()
            .filter(|(_, l)| l.kind != LocalKind::Temp && !l.name.starts_with(['<', '.']))
            .filter(|(_, l)| t.is_object(l.ty) || types::python_type(t, l.ty).is_some())
            .map(|(i, l)| (l.name.clone(), pyxide_hir::LocalId(i as u32)))
            .collect();
        let dict = mk(span, Types::DICT, ExprKind::LocalsDict(list));
        let own = matches!(self.lookup("__class__"), Some((scope, _)) if scope == self.func_scope);
        if !self.mentions_class || own {
            return dict;
        }
        let Some(class) = self.enclosing_class_object(span) else { return dict };
        let (filled, dict) = self.in_temp(dict);
        let key = mk(span, Types::STR, ExprKind::Str(pyxide_hir::Text::Utf8("__class__".into())));
        let key = Box::new(pyxide_hir::Index::Object(self.object(key)));
        let item = pyxide_hir::TargetKind::Item(self.object(dict.clone()), key);
        let target = pyxide_hir::Target { span, ty: Types::OBJECT, kind: item, coerce: None };
        let value = self.object(class);
        let put = mk_stmt(span, StmtKind::Assign { targets: vec![target], value });
        mk(span, Types::DICT, ExprKind::Sequence(vec![filled, put], Box::new(dict)))
    }

    fn len(&mut self, span: Span, value: &'ast ast::Expr) -> Expr {
        let value = self.expr(value);
        if value.ty == Types::ERROR {
            return value;
        }
        let t = self.types();
        match t.kind(value.ty) {
            _ if types::is_wide_string(t, value.ty) => {
                let ptr = self.as_wide_string(value);
                let memory =
                    mk(span, Types::VOID_PTR, ExprKind::Coerce(pyxide_hir::Coercion::CCast, Box::new(ptr)));
                return mk(span, Types::SIZE, ExprKind::Prim(Prim::WideLen, vec![memory]));
            }
            Type::Array(_, ArrayLen::Known(n)) if !types::is_c_string(t, value.ty) => {
                return mk(span, Types::SSIZE, ExprKind::Int((*n).into()));
            }
            Type::CTuple(items) => return mk(span, Types::SSIZE, ExprKind::Int(items.len().into())),
            Type::MemoryView(..) => {
                return self.unsupported_known(
                    span,
                    "memoryviews",
                    "attribute len",
                    Types::SSIZE,
                    vec![value],
                );
            }
            _ => {}
        }
        if types::is_c_string(t, value.ty) {
            let ptr = self.as_c_string(value);
            let length = mk(span, Types::SIZE, ExprKind::Prim(Prim::StrLen, vec![ptr]));
            return length;
        }
        let t = self.types();
        let prim = match types::builtin(t, value.ty) {
            Some(BuiltinType::List) => Prim::LenList,
            Some(BuiltinType::Tuple) => Prim::LenTuple,
            Some(BuiltinType::Dict) => Prim::LenDict,
            Some(BuiltinType::Set | BuiltinType::FrozenSet) => Prim::LenSet,
            Some(BuiltinType::Str) => Prim::LenStr,
            Some(BuiltinType::Bytes) => Prim::LenBytes,
            _ => Prim::Len,
        };
        self.prim_call(span, prim, vec![value], Types::SSIZE)
    }

    /// `abs` of a C number.
    fn c_abs(&mut self, span: Span, value: &'ast ast::Expr) -> Option<Expr> {
        let (ty, _) = self.dry_run(|b| b.expr(value).ty);
        let t = self.types();
        if types::is_complex(t, ty) {
            let value = self.expr(value);
            let ty = types::part(&mut self.cx.types, value.ty);
            let value = self.coerce(value, Types::DOUBLE_COMPLEX);
            let length = mk(span, Types::DOUBLE, ExprKind::Prim(Prim::ComplexAbs, vec![value]));
            return Some(if self.types().is_float(ty) { self.coerce(length, ty) } else { length });
        }
        if !t.is_numeric(ty) || types::is_unicode_char(t, ty) {
            return None;
        }
        let value = self.expr(value);
        let ty = types::promote(&mut self.cx.types, ty);
        let value = self.coerce(value, ty);
        if let ExprKind::Int(n) = &value.kind {
            let n = n.magnitude().clone();
            return Some(mk(span, ty, ExprKind::Int(n.into())));
        }
        if self.types().is_int(ty) && !types::is_signed(self.types(), ty) {
            return Some(value);
        }
        let (stmt, value) = self.reuse(value);
        let is_float = self.types().is_float(ty);
        let flags = self.arith_flags();
        let zero = mk(span, ty, if is_float { ExprKind::Float(0.0) } else { ExprKind::Int(0.into()) });
        // `0.0 - x` makes a positive zero of a negative one.
        let (op, negated) = if is_float {
            let kind = ExprKind::Binary(BinOp::Sub, Box::new(zero.clone()), Box::new(value.clone()), flags);
            (CmpOp::Le, mk(span, ty, kind))
        } else {
            (CmpOp::Lt, mk(span, ty, ExprKind::Unary(UnOp::Neg, Box::new(value.clone()), flags)))
        };
        let test = self.c_test(span, op, value.clone(), zero, ty);
        let kind =
            ExprKind::Conditional { test: Box::new(test), then: Box::new(negated), orelse: Box::new(value) };
        let result = mk(span, ty, kind);
        Some(self.with_stmts(stmt.into_iter().collect(), result))
    }

    /// `divmod` of C numbers: a C tuple of quotient and remainder, as Python rounds them.
    fn c_divmod(&mut self, span: Span, a: &'ast ast::Expr, b: &'ast ast::Expr) -> Option<Expr> {
        let (a_ty, b_ty) = self.dry_run(|body| (body.expr(a).ty, body.expr(b).ty)).0;
        let t = self.types();
        let number = |ty| matches!(t.kind(ty), Type::Int(k) if !matches!(k, IntKind::Bint | IntKind::Ucs4));
        let float = |ty| t.is_float(ty) || types::builtin(t, ty) == Some(BuiltinType::Float);
        let ty = if float(a_ty) && (float(b_ty) || number(b_ty)) || t.is_float(b_ty) && number(a_ty) {
            Types::DOUBLE
        } else if number(a_ty) && number(b_ty) {
            types::arithmetic(&mut self.cx.types, a_ty, b_ty)
        } else {
            return None;
        };
        let a = self.expr_as(a, ty);
        let b = self.expr_as(b, ty);
        let (set_a, a) = self.reuse(a);
        let (set_b, b) = self.reuse(b);
        let flags = ArithFlags { cdivision: false, ..self.arith_flags() };
        let part = |op| mk(span, ty, ExprKind::Binary(op, Box::new(a.clone()), Box::new(b.clone()), flags));
        let mut stmts: Vec<_> = set_a.into_iter().chain(set_b).collect();
        let mut remainder = part(BinOp::Mod);
        if ty == Types::DOUBLE {
            // A remainder of zero has the sign of the divisor here, other than with `%`.
            let (set, value) = self.in_temp(remainder);
            stmts.push(set);
            let zero = mk(span, ty, ExprKind::Float(0.0));
            let test = self.c_test(span, CmpOp::Eq, value.clone(), zero.clone(), ty);
            let signed = mk(span, ty, ExprKind::Prim(Prim::CopySign, vec![zero, b.clone()]));
            remainder = mk(
                span,
                ty,
                ExprKind::Conditional {
                    test: Box::new(test),
                    then: Box::new(signed),
                    orelse: Box::new(value),
                },
            );
        }
        let items = vec![part(BinOp::FloorDiv), remainder];
        let tuple = self.cx.types.intern(Type::CTuple(vec![ty, ty]));
        let value = mk(span, tuple, ExprKind::CTuple(items));
        Some(self.with_stmts(stmts, value))
    }

    fn c_test(&self, span: Span, op: CmpOp, left: Expr, right: Expr, ty: TypeId) -> Expr {
        let rest = vec![Comparison { op, right, ty, left_coerce: None, right_coerce: None }];
        mk(span, Types::BINT, ExprKind::Compare { first: Box::new(left), rest })
    }

    /// `ord` of a C character or of a literal.
    fn c_ord(&mut self, span: Span, value: &'ast ast::Expr) -> Option<Expr> {
        if let ast::ExprKind::Str(lit) = &value.kind {
            let mut points = lit.value.code_points();
            if let (Some(c), None) = (points.next(), points.next()) {
                return Some(mk(span, Types::LONG, ExprKind::Int(c.into())));
            }
        }
        let (ty, _) = self.dry_run(|b| b.expr(value).ty);
        let t = self.types();
        let to = if types::is_unicode_char(t, ty) {
            Types::LONG
        } else if types::is_char(t, ty) {
            Types::UCHAR
        } else {
            return None;
        };
        let value = self.expr(value);
        Some(self.coerce(value, to))
    }

    /// `min`/`max` of C numbers: the first of equal values, as Python has it.
    fn extremum(&mut self, span: Span, is_max: bool, values: &[&'ast ast::Expr]) -> Option<Expr> {
        let mut ty: Option<TypeId> = None;
        for v in values {
            let (e, _) = self.dry_run(|b| b.expr(v));
            let t = self.types();
            if !t.is_numeric(e.ty) || types::is_complex(t, e.ty) || types::is_unicode_char(t, e.ty) {
                return None;
            }
            ty = Some(match ty {
                None => t.unqualified(e.ty),
                Some(before) if types::is_bint(t, before) != types::is_bint(t, e.ty) => return None,
                Some(before) => types::widest(&mut self.cx.types, before, e.ty),
            });
        }
        let ty = ty?;
        let op = if is_max { CmpOp::Gt } else { CmpOp::Lt };
        let mut stmts = Vec::new();
        let mut items = Vec::new();
        for v in values {
            let e = self.expr_as(v, ty);
            let (stmt, e) = self.reuse(e);
            stmts.extend(stmt);
            items.push(e);
        }
        let mut items = items.into_iter();
        let mut best = items.next()?;
        for item in items {
            let (stmt, before) = self.reuse(best);
            stmts.extend(stmt);
            let test = self.c_test(span, op, item.clone(), before.clone(), ty);
            let kind = ExprKind::Conditional {
                test: Box::new(test),
                then: Box::new(item),
                orelse: Box::new(before),
            };
            best = mk(span, ty, kind);
        }
        Some(self.with_stmts(stmts, best))
    }

    /// A method of a builtin type or of a C string.
    pub(super) fn builtin_method(
        &mut self,
        span: Span,
        base: &Expr,
        attr: &'ast ast::Ident,
        args: &'ast [ast::Arg],
        unused: bool,
    ) -> Option<Expr> {
        let t = self.types();
        if types::is_c_string(t, base.ty) && attr.name == "decode" {
            if self.inferring {
                return Some(self.opaque_object(span));
            }
            return self.c_string_decode(span, base.clone(), args);
        }
        // Text in quotes may still become a C value, but `join` belongs to strings.
        let text = matches!(base.kind, ExprKind::Str(_)) && base.ty == Types::STR && attr.name == "join";
        if types::is_unicode_char(t, base.ty) || base.is_constant() && !text {
            return None;
        }
        let positional: Option<Vec<&'ast ast::Expr>> =
            args.iter().map(|a| if let ast::Arg::Positional(e) = a { Some(e) } else { None }).collect();
        let positional = positional?;
        if base.ty == Types::OBJECT {
            // `x.append(y)` and `x.pop()` on anything.
            let prim = match (attr.as_str(), positional.len()) {
                ("append", 1) if unused => Prim::ObjectAppend,
                ("pop", 0) => Prim::ObjectPop,
                _ => return None,
            };
            let mut values = vec![base.clone()];
            values.extend(positional.iter().map(|e| self.expr(e)));
            return Some(self.prim_call(span, prim, values, Types::OBJECT));
        }
        let of = types::builtin(t, base.ty)?;
        // Python 2's names of the dict views and iterators.
        if of == BuiltinType::Dict && positional.is_empty() {
            let (view, iterates) = match attr.as_str() {
                "viewkeys" => (Prim::DictKeys, false),
                "viewvalues" => (Prim::DictValues, false),
                "viewitems" => (Prim::DictItems, false),
                "iterkeys" => (Prim::DictKeys, true),
                "itervalues" => (Prim::DictValues, true),
                "iteritems" => (Prim::DictItems, true),
                _ => (Prim::Len, false),
            };
            if view != Prim::Len {
                let dict = self.not_none(base.clone(), &attr.name);
                let view = self.prim_call(span, view, vec![dict], Types::OBJECT);
                return Some(if iterates {
                    self.prim_call(span, Prim::GetIter, vec![view], Types::OBJECT)
                } else {
                    view
                });
            }
        }
        let line =
            METHODS.iter().find(|l| l.of == of && l.name == attr.name && l.args == positional.len())?;
        if line.prim == Prim::ListPopIndex {
            let (ty, _) = self.dry_run(|b| b.expr(positional[0]).ty);
            if !self.types().is_int(ty) {
                return None;
            }
        }
        let mut values = vec![if text { base.clone() } else { self.not_none(base.clone(), &attr.name) }];
        values.extend(positional.iter().map(|e| self.expr(e)));
        for fill in line.fill {
            match fill {
                Fill::None => values.push(mk(span, Types::OBJECT, ExprKind::None)),
            }
        }
        let call = self.prim_call(span, line.prim, values, line.result);
        if line.result != Types::OBJECT {
            return Some(call);
        }
        Some(self.typed_result(call, base.ty, &attr.name, args))
    }

    /// Any object, where only the type is asked for.
    fn opaque_object(&self, span: Span) -> Expr {
        mk(span, Types::OBJECT, ExprKind::Opaque { what: "object".into(), parts: vec![] })
    }

    /// The result of a method of a builtin type, as the type that is known of it.
    pub(super) fn typed_result(
        &mut self,
        call: Expr,
        of: TypeId,
        method: &str,
        args: &'ast [ast::Arg],
    ) -> Expr {
        // `set.pop` has a C form that gives any object.
        if !self.inferring && types::builtin(self.types(), of) == Some(BuiltinType::Set) && method == "pop" {
            return call;
        }
        let of_dict = types::builtin(self.types(), of) == Some(BuiltinType::Dict);
        if !self.inferring && of_dict && matches!(method, "get" | "pop" | "setdefault") {
            // A variable takes the type of the items; the value by itself is any object.
            return call;
        }
        let Some((ty, sure)) = self.method_result(of, method, args) else { return call };
        if !self.types().is_object(ty) {
            if types::is_bint(self.types(), ty) && !self.inferring {
                let ty = Types::PY_BOOL;
                return mk(call.span, ty, ExprKind::Coerce(Coercion::Reinterpret, Box::new(call)));
            }
            return self.coerce(call, ty);
        }
        if !sure {
            return self.coerce(call, ty);
        }
        mk(call.span, ty, ExprKind::Coerce(Coercion::Reinterpret, Box::new(call)))
    }

    /// The receiver of a builtin method, checked: a variable of a builtin type may hold `None`.
    pub(super) fn not_none(&mut self, e: Expr, method: &str) -> Expr {
        let span = e.span;
        let name = mk(span, Types::CONST_CHAR_PTR, ExprKind::CString(method.as_bytes().to_vec()));
        self.checked_not_none(e, name)
    }

    /// A value of a builtin type whose items are taken, checked.
    pub(super) fn not_none_items(&mut self, e: Expr) -> Expr {
        let none = mk(e.span, Types::CONST_CHAR_PTR, ExprKind::Null);
        self.checked_not_none(e, none)
    }

    /// The check before an attribute is taken; before items are, where there is no name.
    fn checked_not_none(&mut self, e: Expr, name: Expr) -> Expr {
        let may_be_none = matches!(
            e.kind,
            ExprKind::Local(_)
                | ExprKind::Outer(..)
                | ExprKind::CVar(_)
                | ExprKind::Field { .. }
                | ExprKind::CCall { .. }
                | ExprKind::CMethodCall { .. }
                | ExprKind::Coerce(..)
                | ExprKind::Conditional { .. }
                | ExprKind::BoolOp { .. }
                | ExprKind::CIndex(..)
        );
        if !may_be_none {
            return e;
        }
        let span = e.span;
        let (stmt, value) = self.reuse(e);
        let check = mk(span, Types::INT, ExprKind::Prim(Prim::CheckNotNone, vec![value.clone(), name]));
        let mut stmts: Vec<_> = stmt.into_iter().collect();
        stmts.push(mk_stmt(span, StmtKind::Expr(check)));
        mk(span, value.ty, ExprKind::Sequence(stmts, Box::new(value)))
    }

    /// Encoding and error handler as C strings.
    fn codec_arguments(&mut self, span: Span, args: &'ast [ast::Arg]) -> Option<[Expr; 2]> {
        let mut c_string = |e: &'ast ast::Expr| {
            let (ty, _) = self.dry_run(|b| b.expr(e).ty);
            let literal = matches!(e.kind, ast::ExprKind::Str(_) | ast::ExprKind::Bytes(_));
            if literal {
                return Some(self.expr_as(e, Types::CONST_CHAR_PTR));
            }
            // Of any kind of `char`.
            types::is_c_string(self.types(), ty).then(|| {
                let value = self.expr(e);
                self.as_c_string(value)
            })
        };
        let mut list = args.iter().map(|a| match a {
            ast::Arg::Positional(e) => Some(e),
            _ => None,
        });
        let encoding = match list.next() {
            None => mk(span, Types::CONST_CHAR_PTR, ExprKind::CString(b"utf-8".to_vec())),
            Some(e) => c_string(e?)?,
        };
        let errors = match list.next() {
            None => mk(span, Types::CONST_CHAR_PTR, ExprKind::Null),
            Some(e) => c_string(e?)?,
        };
        list.next().is_none().then_some([encoding, errors])
    }

    /// `charptr[a:b].decode(…)` without bytes in between; bounds count from the end where they are negative.
    pub(super) fn decode_slice(
        &mut self,
        span: Span,
        value: &'ast ast::Expr,
        args: &'ast [ast::Arg],
    ) -> Option<Expr> {
        let ast::ExprKind::Subscript { value: base, index } = &value.kind else { return None };
        let ast::ExprKind::Slice { lower, upper, step: None } = &index.kind else { return None };
        let (ty, _) = self.dry_run(|b| b.expr(base).ty);
        if !types::is_c_string(self.types(), ty) {
            return None;
        }
        let [encoding, errors] = self.codec_arguments(span, args)?;
        let base = self.expr(base);
        let (set, base) = self.reuse(base);
        let mut stmts: Vec<_> = set.into_iter().collect();
        let (start, stop) = self.slice_bounds(lower, upper);
        let start = match start {
            Some(e) => self.coerce(e, Types::SSIZE),
            None => mk(span, Types::SSIZE, ExprKind::Int(0.into())),
        };
        let (set, start) = self.reuse(start);
        stmts.extend(set);
        let ptr = self.as_c_string(base.clone());
        let stop = match stop {
            Some(e) => self.coerce(e, Types::SSIZE),
            None => {
                let length = mk(span, Types::SIZE, ExprKind::Prim(Prim::StrLen, vec![ptr.clone()]));
                self.coerce(length, Types::SSIZE)
            }
        };
        let values = vec![ptr, start, stop, encoding, errors];
        let text = mk(span, Types::STR, ExprKind::Prim(Prim::DecodeSlice, values));
        Some(self.with_stmts(stmts, text))
    }

    /// `charptr.decode(encoding)` and `charptr[a:b].decode(…)` read C memory directly.
    fn c_string_decode(&mut self, span: Span, base: Expr, args: &'ast [ast::Arg]) -> Option<Expr> {
        let ptr = self.as_c_string(base);
        let mut values = vec![ptr, mk(span, Types::SSIZE, ExprKind::Int((-1).into()))];
        values.extend(self.codec_arguments(span, args)?);
        Some(mk(span, Types::STR, ExprKind::Prim(Prim::Decode, values)))
    }
}
