//! Expressions: the dispatch over syntax, literals, conditionals, casts and `sizeof`.
//!
//! [`Body::expr`] gives an expression in the type that it naturally has (`1` is a C `long`, `1.5` a `double`, `a + b`
//! what the operands make it); [`Body::expr_as`] gives it in a wanted type, which lets literals and displays become
//! that type directly.

use super::types::{self, display};
use super::{Body, constant, mk};
use crate::directives::{Directive, Value};
use num_bigint::BigInt;
use pyxide_diagnostics::{Diagnostic, Span, codes};
use pyxide_hir::{Coercion, Expr, ExprKind, Flavour, Text};
use pyxide_syntax::ast::{self, StrLiteral};
use pyxide_types::{ArrayLen, BuiltinType, FloatKind, IntKind, Prim, Type, TypeId, Types};
use std::rc::Rc;

impl<'ast> Body<'_, 'ast, '_> {
    /// Analyses an expression in its natural type.
    pub(super) fn expr(&mut self, e: &'ast ast::Expr) -> Expr {
        use ast::ExprKind as K;
        let span = e.span;
        match &e.kind {
            K::Name(name) => self.name(name, span),
            K::Int(lit) => {
                let n = BigInt::from(lit.value.to_biguint());
                let ty = match (lit.unsigned, lit.longness) {
                    (true, 0 | 1) => Types::ULONG,
                    (true, _) => Types::ULONG_LONG,
                    (false, 2) => Types::LONG_LONG,
                    (false, 1) if !self.py2() => Types::LONG,
                    _ => constant::literal_type(&n),
                };
                mk(span, ty, ExprKind::Int(n))
            }
            K::Float(lit) => mk(span, Types::DOUBLE, ExprKind::Float(lit.value)),
            K::Imaginary(lit) => mk(span, Types::DOUBLE_COMPLEX, ExprKind::Imaginary(lit.value)),
            K::Str(lit) => mk(span, Types::STR, ExprKind::Str(text_of(&lit.value))),
            K::Bytes(lit) => mk(span, Types::BYTES, ExprKind::Bytes(lit.value.to_vec())),
            K::Char(lit) => mk(span, Types::CHAR, ExprKind::Int(lit.value.into())),
            K::FString(f) => self.fstring(span, f),
            K::TString(f) => self.tstring(span, f),
            K::True => mk(span, Types::BINT, ExprKind::Bool(true)),
            K::False => mk(span, Types::BINT, ExprKind::Bool(false)),
            K::None => mk(span, Types::OBJECT, ExprKind::None),
            K::Ellipsis => mk(span, Types::OBJECT, ExprKind::Ellipsis),
            K::Null => mk(span, Types::NULL, ExprKind::Null),
            K::Tuple { elements, .. } => self.tuple_display(span, elements),
            K::List(elements) => self.list_display(span, elements),
            K::Set(elements) => self.set_display(span, elements),
            K::Dict(items) => self.dict_display(span, items),
            K::ListComp(_) | K::SetComp(_) | K::DictComp { .. } | K::DictUnpackComp { .. } => {
                self.comprehension(e)
            }
            K::GeneratorExp(comp) => self.genexpr(span, comp),
            K::Starred(_) => {
                let error = Diagnostic::new(codes::SYNTAX_ERROR, "starred expression is not allowed here");
                self.error_value(error.at(span).help("to read what a pointer points to, write `p[0]`"), span)
            }
            K::Named { value, .. } if self.inferring => self.expr(value),
            K::Named { target, value } => self.walrus(span, target, value),
            K::Await(value) => {
                let value = self.object_expr(value);
                mk(span, Types::OBJECT, ExprKind::Await(Box::new(value)))
            }
            K::Yield(value) => {
                self.check_yield(span, "yield");
                let value = value.as_ref().map(|v| Box::new(self.object_expr(v)));
                mk(span, Types::OBJECT, ExprKind::Yield(value))
            }
            K::YieldFrom(value) => {
                self.check_yield(span, "yield from");
                let value = self.object_expr(value);
                mk(span, Types::OBJECT, ExprKind::YieldFrom(Box::new(value)))
            }
            K::Lambda { params, body } => self.lambda(span, params, body),
            K::IfExp { test, body, orelse } => self.conditional(span, test, body, orelse, None),
            K::BoolOp { op, values } => self.bool_op(span, *op, values),
            K::Unary { op, operand } => self.unary(span, *op, operand),
            K::Binary { op: ast::BinaryOp::Mul, left, right }
                if self.inferring && [left, right].iter().any(|e| matches!(e.kind, K::Tuple { .. })) =>
            {
                mk(span, Types::TUPLE, ExprKind::Tuple(vec![]))
            }
            K::Binary { op, left, right } => {
                let left = self.expr(left);
                let right = self.expr(right);
                self.binary(span, *op, left, right)
            }
            K::Compare { left, rest } => self.compare(span, left, rest),
            K::Call { func, args } => {
                let value = self.call(span, func, args);
                match self.inferred_call(func) {
                    Some(ty) => Expr { ty, ..value },
                    None => value,
                }
            }
            K::Attribute { value, attr } => self.attribute(span, value, attr),
            K::Subscript { value, index } => self.subscript(span, value, index),
            K::Slice { lower, upper, step } => self.slice_object(span, lower, upper, step),
            K::Cast { ty, typecheck, operand } => self.cast(span, ty, *typecheck, operand),
            K::SizeofExpr(operand) => self.sizeof(span, operand),
            K::SizeofType(ty) => {
                let ty = self.with_env(|cx, env| crate::declare::types::type_name(cx, env, ty));
                mk(span, Types::SIZE, ExprKind::SizeOf(ty))
            }
            K::New { class, args } => {
                self.unsupported(span, "C++ objects (`new`)");
                let class = self.with_env(|cx, env| crate::declare::types::resolve(cx, env, class));
                let parts = args.iter().map(|a| self.expr(a.value())).collect();
                let ty = if class == Types::ERROR { class } else { self.cx.types.ptr(class) };
                self.opaque(span, ty, "new", parts)
            }
            K::Backquote(value) => {
                let value = self.object_expr(value);
                mk(span, Types::STR, ExprKind::Prim(Prim::Repr, vec![value]))
            }
            K::Error => self.error_expr(span),
        }
    }

    pub(super) fn object_expr(&mut self, e: &'ast ast::Expr) -> Expr {
        self.expr_as(e, Types::OBJECT)
    }

    pub(super) fn truth_expr(&mut self, e: &'ast ast::Expr) -> Expr {
        if let ast::ExprKind::BoolOp { op, values } = &e.kind {
            let is_and = *op == ast::BoolOp::And;
            // What is known now decides, or says nothing; what comes after a decision never runs.
            let mut items: Vec<Expr> = Vec::new();
            for value in values {
                let item = self.truth_expr(value);
                match item.kind {
                    ExprKind::Bool(known) if known == is_and => continue,
                    ExprKind::Bool(_) if items.is_empty() => return Expr { span: e.span, ..item },
                    ExprKind::Bool(_) => {
                        items.push(item);
                        break;
                    }
                    _ => items.push(item),
                }
            }
            return match items.len() {
                0 => mk(e.span, Types::BINT, ExprKind::Bool(is_and)),
                1 => items.remove(0),
                _ => mk(e.span, Types::BINT, ExprKind::BoolOp { is_and, items }),
            };
        }
        let value = self.expr(e);
        self.truth(value)
    }

    /// Analyses an expression for a place of type `want`.
    pub(super) fn expr_as(&mut self, e: &'ast ast::Expr, want: TypeId) -> Expr {
        use ast::ExprKind as K;
        let span = e.span;
        let want = self.types().unqualified(want);
        if let Some(pointer) = self.chosen_pointer(e, want) {
            return self.coerce(pointer, want);
        }
        match (&e.kind, self.types().kind(want).clone()) {
            (K::Str(lit), Type::Ptr(p)) if types::is_char(self.types(), p) || self.types().is_void(p) => {
                return match narrow_bytes(lit) {
                    Some(bytes) => mk(span, want, ExprKind::CString(bytes)),
                    None => self.type_error(
                        span,
                        "Unicode literals do not support coercion to C types other than \
                         Py_UNICODE/Py_UCS4 (for characters) or Py_UNICODE* (for strings).",
                    ),
                };
            }
            // Wide characters: an array with its end marked.
            (K::Str(lit), Type::Ptr(elem)) if types::is_wide_char(self.types(), elem) => {
                let elem = self.types().unqualified(elem);
                let unit = |c: u32| mk(span, elem, ExprKind::Int(c.into()));
                let values: Vec<Expr> = lit.value.code_points().chain([0]).map(unit).collect();
                let array = Type::Array(elem, ArrayLen::Known(values.len() as u64));
                let array = self.cx.types.intern(array);
                return self.pointer_to_array(mk(span, array, ExprKind::ArrayInit(values)), want);
            }
            (K::Str(lit), Type::Array(elem, ArrayLen::Known(n)))
                if types::is_wide_char(self.types(), elem) && lit.value.code_points().count() as u64 <= n =>
            {
                let unit = |c: u32| mk(span, elem, ExprKind::Int(c.into()));
                let end = std::iter::repeat(0);
                let values = lit.value.code_points().chain(end).take(n as usize).map(unit).collect();
                return mk(span, want, ExprKind::ArrayInit(values));
            }
            (K::Binary { op: ast::BinaryOp::Pow, left, right }, Type::Int(_) | Type::Float(_))
                if self.dirs.tristate(Directive::Cpow).is_none() && !types::is_bint(self.types(), want) =>
            {
                let ((natural, a, b), _) =
                    self.dry_run(|x| (x.expr(e).ty, x.expr(left).ty, x.expr(right).ty));
                let t = self.types();
                let number = |ty| t.is_int(ty) || t.is_float(ty);
                let fits = match natural {
                    Types::SOFT_COMPLEX => number(a) && number(b),
                    Types::DOUBLE => t.is_int(want) && t.is_int(a) && t.is_int(b),
                    _ => false,
                };
                if fits {
                    // What is stored as a C number at once is computed as one.
                    let flags = self.dirs.with([(Directive::Cpow, Value::Bool(true))]);
                    let saved = std::mem::replace(&mut self.dirs, Rc::new(flags));
                    let value = self.expr(e);
                    self.dirs = saved;
                    return self.coerce(value, want);
                }
            }
            (K::Str(lit), Type::Int(k))
                if !matches!(k, IntKind::Bint | IntKind::Ucs4 | IntKind::PyUnicode) =>
            {
                if let Some(bytes) = narrow_bytes(lit)
                    && let [byte] = bytes[..]
                {
                    return mk(span, want, ExprKind::Int(byte.into()));
                }
            }
            (K::Tuple { elements, .. }, Type::CTuple(items))
                if elements.len() == items.len() && !has_star(elements) =>
            {
                let values = elements.iter().zip(items).map(|(e, ty)| self.expr_as(e, ty)).collect();
                return mk(span, want, ExprKind::CTuple(values));
            }
            (K::List(elements) | K::Tuple { elements, .. }, Type::Array(elem, len))
                if !has_star(elements) =>
            {
                let fits = match len {
                    ArrayLen::Known(n) => elements.len() as u64 == n,
                    _ => true,
                };
                if !fits {
                    let message = format!(
                        "assignment to slice of wrong length, expected {}, got {}",
                        match len {
                            ArrayLen::Known(n) => n,
                            _ => 0,
                        },
                        elements.len()
                    );
                    return self.type_error(span, message);
                }
                let values: Vec<Expr> = elements.iter().map(|e| self.expr_as(e, elem)).collect();
                // Of a length that only C knows, the elements written are set.
                let ty = match len {
                    ArrayLen::Known(_) => want,
                    _ => {
                        let written = ArrayLen::Known(values.len() as u64);
                        self.cx.types.intern(Type::Array(elem, written))
                    }
                };
                return mk(span, ty, ExprKind::ArrayInit(values));
            }
            (K::List(elements), Type::Ptr(elem)) if !has_star(elements) => {
                let n = elements.len() as u64;
                let elem = self.types().unqualified(elem);
                let array = self.cx.types.intern(Type::Array(elem, ArrayLen::Known(n)));
                let init = self.expr_as(e, array);
                return self.pointer_to_array(init, want);
            }
            (K::List(elements), Type::Struct(id)) if !has_star(elements) => {
                if let Some(fields) = self.types().structs[id.index()].fields.clone()
                    && fields.len() >= elements.len()
                {
                    let values = fields
                        .iter()
                        .enumerate()
                        .map(|(i, f)| elements.get(i).map(|e| self.expr_as(e, f.ty)))
                        .collect();
                    return mk(span, want, ExprKind::StructInit(values));
                }
            }
            (K::Dict(items), Type::Struct(id)) => {
                if let Some(init) = self.struct_from_dict(span, want, id, items) {
                    return init;
                }
            }
            // Each value by itself: of `i if c else x` an integer stays one.
            (K::IfExp { test, body, orelse }, _) => {
                return self.conditional(span, test, body, orelse, Some(want));
            }
            (K::BoolOp { op, values }, Type::Object) if self.are_different_numbers(values) => {
                let items = values.iter().map(|v| self.object_expr(v)).collect();
                let is_and = *op == ast::BoolOp::And;
                return mk(span, want, ExprKind::BoolOp { is_and, items });
            }
            (K::Subscript { .. }, Type::Builtin(_)) => {
                if let Some(done) = self.string_slice_as(e, want) {
                    return done;
                }
            }
            (K::BoolOp { .. }, Type::Int(IntKind::Bint)) => return self.truth_expr(e),
            (K::Lambda { .. }, _) => {}
            _ => {}
        }
        let value = self.expr(e);
        self.coerce(value, want)
    }

    /// Whether values are C numbers that Python holds in objects of different types.
    fn are_different_numbers(&mut self, values: &'ast [ast::Expr]) -> bool {
        let (kinds, _) = self.dry_run(|b| {
            let types: Vec<TypeId> = values.iter().map(|v| b.expr(v).ty).collect();
            let t = b.types();
            let number = |&ty: &TypeId| if t.is_numeric(ty) { types::python_type(t, ty) } else { None };
            types.iter().map(number).collect::<Vec<_>>()
        });
        kinds.iter().all(Option::is_some) && kinds.windows(2).any(|pair| pair[0] != pair[1])
    }

    /// An array written out where a pointer is wanted.
    fn pointer_to_array(&mut self, init: Expr, want: TypeId) -> Expr {
        let span = init.span;
        let (stmt, value) = self.in_storage(init);
        let ptr = mk(span, want, ExprKind::Coerce(Coercion::CCast, Box::new(value)));
        mk(span, want, ExprKind::Sequence(vec![stmt], Box::new(ptr)))
    }

    /// Holds an array that a pointer will point to: in the function, or for good at module level.
    fn in_storage(&mut self, init: Expr) -> (pyxide_hir::Stmt, Expr) {
        // A generator leaves its C frame between its values.
        let stays = self.is_module_level() || self.cx.func(self.func).flavour != Flavour::Plain;
        if !stays || self.dry > 0 {
            return self.in_temp(init);
        }
        let span = init.span;
        let ty = init.ty;
        let id = pyxide_hir::CVarId(self.cx.cvars.len() as u32);
        let name: smol_str::SmolStr = format!("pyx_array_{}", id.0).into();
        self.cx.cvars.push(pyxide_hir::CVarDecl {
            name: name.clone(),
            cname: name,
            ty,
            origin: pyxide_types::Origin::Here,
            access: pyxide_types::Access::Private,
            exported: false,
            span: Some(span),
        });
        let kind = pyxide_hir::TargetKind::CVar(id);
        let target = pyxide_hir::Target { span, ty, kind, coerce: None };
        let stmt = super::mk_stmt(span, pyxide_hir::StmtKind::Assign { targets: vec![target], value: init });
        (stmt, mk(span, ty, ExprKind::CVar(id)))
    }

    fn conditional(
        &mut self,
        span: Span,
        test: &'ast ast::Expr,
        body: &'ast ast::Expr,
        orelse: &'ast ast::Expr,
        want: Option<TypeId>,
    ) -> Expr {
        let test = Box::new(self.condition(test));
        if let ExprKind::Bool(holds) = test.kind {
            // Known beforehand (`number is double` in a specialisation): the other value has no say in the type.
            let taken = if holds { body } else { orelse };
            return match want {
                Some(ty) => self.expr_as(taken, ty),
                None => self.expr(taken),
            };
        }
        let (then, orelse, ty) = match want {
            Some(ty) => (self.expr_as(body, ty), self.expr_as(orelse, ty), ty),
            None => {
                let then = self.expr(body);
                let orelse = self.expr(orelse);
                let ty = self.independent_spanning(&then, &orelse);
                if ty == Types::OBJECT {
                    for e in [&then, &orelse] {
                        let void = self.types().is_void(e.ty);
                        if void || !self.can_coerce(e.ty, Types::OBJECT) && e.ty != Types::ERROR {
                            let message = format!(
                                "Incompatible types in conditional expression ({}, {})",
                                display(self.types(), then.ty),
                                display(self.types(), orelse.ty)
                            );
                            return self.type_error(span, message);
                        }
                    }
                }
                (self.coerce(then, ty), self.coerce(orelse, ty), ty)
            }
        };
        mk(span, ty, ExprKind::Conditional { test, then: Box::new(then), orelse: Box::new(orelse) })
    }

    /// The type of a value that is one of two, whichever they are: `bint` and other numbers meet in `object`.
    pub(super) fn independent_spanning(&mut self, a: &Expr, b: &Expr) -> TypeId {
        let t = self.types();
        let (x, y) = (t.unqualified(a.ty), t.unqualified(b.ty));
        if x == y {
            return x;
        }
        // Strings of different characters meet as Python's.
        if types::is_c_string(t, x) && types::is_c_string(t, y) {
            return if t.resolve(x) == t.resolve(y) { x } else { Types::OBJECT };
        }
        if types::is_bint(t, x) && types::is_bint(t, y) {
            return Types::BINT;
        }
        let mixed = types::is_bint(t, x) != types::is_bint(t, y);
        if mixed && t.is_numeric(x) && t.is_numeric(y) {
            return Types::OBJECT;
        }
        // Number objects keep their own types.
        if t.is_object(x) != t.is_object(y) && (t.is_numeric(x) || t.is_numeric(y)) {
            let (object, number) = if t.is_object(x) { (x, y) } else { (y, x) };
            let same = types::python_type(t, number) == Some(object) && !types::is_unicode_char(t, number);
            return if same { object } else { Types::OBJECT };
        }
        if t.is_object(x)
            && t.is_object(y)
            && (types::builtin(t, x).is_some() || types::builtin(t, y).is_some())
            && !(types::builtin(t, x).is_some_and(BuiltinType::is_exception)
                && types::builtin(t, y).is_some_and(BuiltinType::is_exception))
        {
            // Of two lists with different items, a list.
            let (x, y) = (t.plain_container(x), t.plain_container(y));
            return if x == y { x } else { Types::OBJECT };
        }
        types::spanning(&mut self.cx.types, x, y)
    }

    fn bool_op(&mut self, span: Span, op: ast::BoolOp, values: &'ast [ast::Expr]) -> Expr {
        let items: Vec<Expr> = values.iter().map(|v| self.expr(v)).collect();
        let mut ty = self.types().unqualified(items[0].ty);
        for pair in items.windows(2) {
            let so_far = Expr { ty, ..pair[0].clone() };
            ty = self.independent_spanning(&so_far, &pair[1]);
        }
        if matches!(self.types().kind(ty), Type::Struct(_) | Type::Void) {
            let message = format!("operand type '{}' not acceptable as a boolean", display(self.types(), ty));
            return self.type_error(span, message);
        }
        let items = items.into_iter().map(|e| self.coerce(e, ty)).collect();
        mk(span, ty, ExprKind::BoolOp { is_and: op == ast::BoolOp::And, items })
    }

    fn walrus(&mut self, span: Span, target: &'ast ast::Ident, value: &'ast ast::Expr) -> Expr {
        let target = self.name_target(&target.name, target.span, true);
        let ty = target.ty;
        let value = self.expr_as(value, ty);
        mk(span, ty, ExprKind::Walrus(Box::new(target), Box::new(value)))
    }

    fn check_yield(&mut self, span: Span, word: &str) {
        let coroutine = matches!(
            self.cx.func(self.func).flavour,
            pyxide_hir::Flavour::AsyncGenerator | pyxide_hir::Flavour::Coroutine
        );
        if coroutine && word != "yield" {
            let message = "'yield from' in a coroutine: use `async for` and `yield`, or `await`";
            self.error(codes::SYNTAX_ERROR, span, message);
        } else if !self.is_generator {
            let message = format!("'{word}' not supported here");
            self.error(codes::SYNTAX_ERROR, span, message);
        }
    }

    /// `<T>x` and `<T?>x`.
    fn cast(
        &mut self,
        span: Span,
        ty: &'ast ast::TypeName,
        typecheck: bool,
        operand: &'ast ast::Expr,
    ) -> Expr {
        if let ast::CTypeKind::Memoryview { .. } = ty.base.kind {
            let value = self.expr(operand);
            let construct = "casts to C arrays and memoryviews";
            return self.unsupported_known(span, construct, "view cast", Types::ERROR, vec![value]);
        }
        let to = self.with_env(|cx, env| crate::declare::types::type_name(cx, env, ty));
        self.cast_to(span, to, typecheck, operand)
    }

    pub(super) fn cast_to(
        &mut self,
        span: Span,
        to: TypeId,
        typecheck: bool,
        operand: &'ast ast::Expr,
    ) -> Expr {
        // Text literals become C strings where the cast says so.
        if matches!(operand.kind, ast::ExprKind::Str(_)) && types::is_c_string(self.types(), to) {
            return self.expr_as(operand, to);
        }
        if matches!(operand.kind, ast::ExprKind::Tuple { .. })
            && matches!(self.types().kind(to), Type::CTuple(_))
        {
            return self.expr_as(operand, to);
        }
        if let Some(done) = self.string_slice_as(operand, to) {
            return done;
        }
        if let Some(pointer) = self.chosen_pointer(operand, to) {
            return self.cast_value(span, to, typecheck, pointer);
        }
        let value = self.expr(operand);
        self.cast_value(span, to, typecheck, value)
    }

    /// The C cast of an evaluated value.
    pub(super) fn cast_value(&mut self, span: Span, to: TypeId, typecheck: bool, value: Expr) -> Expr {
        let t = self.types();
        let from = t.unqualified(value.ty);
        let mut plain_to = t.unqualified(to);
        // C has no values of array types: a cast to one gives a pointer to its first item.
        if let Type::Array(elem, _) = *t.kind(plain_to)
            && (t.is_pointer(from) || t.is_int(from))
        {
            plain_to = self.cx.types.ptr(elem);
        }
        let t = self.types();
        if from == Types::ERROR || plain_to == Types::ERROR {
            return Expr { ty: plain_to, ..value };
        }
        let node = |kind, value: Expr| mk(span, plain_to, ExprKind::Coerce(kind, Box::new(value)));
        if t.is_object(plain_to) {
            if t.is_object(from) {
                if matches!(value.kind, ExprKind::None) {
                    return mk(span, plain_to, ExprKind::None);
                }
                if typecheck
                    && !self.can_coerce(from, plain_to)
                    && !matches!(value.kind, ExprKind::Coerce(..))
                {
                    return self.coerce(value, plain_to);
                }
                if typecheck && plain_to != Types::OBJECT {
                    return node(Coercion::TypeTest { allow_none: false }, value);
                }
                // Constants keep their own type where they are not reinterpreted at run time.
                return if from == plain_to { value } else { node(Coercion::Reinterpret, value) };
            }
            let is_text = types::is_c_string(t, from) || types::is_wide_string(t, from);
            let pointer = t.is_pointer(from)
                && (plain_to != Types::OBJECT || !is_text)
                && !matches!(t.kind(from), Type::Array(..));
            if pointer && types::builtin(t, plain_to).is_none_or(|_| !is_text) {
                return node(Coercion::ObjectPointer, value);
            }
            return self.coerce(value, plain_to);
        }
        if t.is_object(from) {
            // An object is a `PyObject` already; only its address can be had.
            if types::is_py_object_struct(t, plain_to) {
                return value;
            }
            if t.is_numeric(plain_to) || matches!(t.kind(plain_to), Type::Struct(_) | Type::CTuple(_)) {
                return self.coerce(value, plain_to);
            }
            if types::is_c_string(t, plain_to) || types::is_wide_string(t, plain_to) {
                return self.coerce(value, plain_to);
            }
            if matches!(t.kind(plain_to), Type::Ptr(_)) {
                if matches!(value.kind, ExprKind::Int(_) | ExprKind::Str(_) | ExprKind::Bytes(_)) {
                    return self.coerce(value, plain_to);
                }
                let scalars = t.pointee(plain_to).is_some_and(|p| t.is_numeric(p));
                if scalars && !t.is_object(plain_to) {
                    let message = format!("a Python object cannot be cast to '{}'", display(t, plain_to));
                    let help = "cast to `<void *>` for the object's own address; a pointer that was put in an int comes back through `<size_t>`";
                    let error = Diagnostic::new(codes::TYPE_MISMATCH, message).at(span).help(help);
                    return self.error_value(error, span);
                }
                if t.signature(plain_to).is_some() {
                    return self.unsupported_expr(span, "a C method as a function pointer", vec![value]);
                }
                return node(Coercion::ObjectPointer, value);
            }
            return self.coerce(value, plain_to);
        }
        let (f, g) = (t.kind(from), t.kind(plain_to));
        let scalar = |k: &Type| {
            matches!(
                k,
                Type::Int(_)
                    | Type::Enum(_)
                    | Type::Float(_)
                    | Type::Ptr(_)
                    | Type::Array(..)
                    | Type::Null
                    | Type::Func(_)
            )
        };
        match (f, g) {
            (Type::Ptr(_) | Type::Array(..) | Type::Null | Type::Func(_), Type::Float(_)) => self.type_error(
                span,
                format!(
                    "Cannot assign type '{}' to '{}'",
                    display(self.types(), from),
                    display(self.types(), plain_to)
                ),
            ),
            (Type::Int(_) | Type::Enum(_) | Type::Float(_), Type::Int(IntKind::Bint)) => self.truth(value),
            (Type::Complex(_), Type::Int(_) | Type::Enum(_) | Type::Float(_)) => {
                let real = self.part(span, pyxide_hir::UnOp::Real, value);
                self.cast_value(span, to, typecheck, real)
            }
            _ if t.is_numeric(from) && t.is_numeric(plain_to) => {
                // A cast to `float` rounds, which a constant would not show.
                // And one to `long` makes a literal an operand of that type, which it is not in C.
                let rounds = *g == Type::Float(FloatKind::Float) || plain_to == Types::LONG;
                if let ExprKind::Int(_) | ExprKind::Float(_) | ExprKind::Bool(_) = value.kind
                    && !rounds
                    && self.can_coerce(from, plain_to)
                {
                    return self.coerce(value, plain_to);
                }
                node(Coercion::Numeric, value)
            }
            (Type::Null, Type::Ptr(_)) => self.coerce(value, plain_to),
            (a, b) if scalar(a) && scalar(b) => node(Coercion::CCast, value),
            (_, Type::Void) => node(Coercion::CCast, value),
            _ => self.coerce(value, plain_to),
        }
    }
}

/// Literal text as HIR holds it.
pub(super) fn text_of(value: &ast::PyString) -> Text {
    match value.as_str() {
        Some(s) => Text::Utf8(s.into()),
        None => Text::CodePoints(value.code_points().collect()),
    }
}

/// A text literal as C bytes; `None` for `u"…"` with other than ASCII.
pub(super) fn narrow_bytes(lit: &StrLiteral) -> Option<Vec<u8>> {
    match &lit.narrow {
        Some(bytes) => Some(bytes.to_vec()),
        None if lit.kind == ast::StrKind::Unicode && !lit.value.is_ascii() => None,
        None => Some(lit.value.as_bytes().to_vec()),
    }
}

pub(super) fn has_star(elements: &[ast::Expr]) -> bool {
    elements.iter().any(|e| matches!(e.kind, ast::ExprKind::Starred(_)))
}
