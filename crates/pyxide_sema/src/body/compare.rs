//! Comparisons: chains, C comparisons in a common type, identity, and membership.
//!
//! ```text
//! c == 'a'   (char c)          Eq in char, the literal a C character
//! x in (1, 2, 3)  (int x)      x == 1 or x == 2 or x == 3
//! a < b < c                    one node, b evaluated once
//! ```

use super::types::{self, display};
use super::{Body, mk};
use pyxide_diagnostics::{Span, codes};
use pyxide_hir::{Arg, CmpOp, Comparison, Expr, ExprKind};
use pyxide_syntax::ast::{self, CompareOp};
use pyxide_types::{BuiltinType, IntKind, Type, TypeId, Types};

fn cmp_op(op: CompareOp) -> CmpOp {
    match op {
        CompareOp::Less => CmpOp::Lt,
        CompareOp::LessEqual => CmpOp::Le,
        CompareOp::Greater => CmpOp::Gt,
        CompareOp::GreaterEqual => CmpOp::Ge,
        CompareOp::Equal => CmpOp::Eq,
        CompareOp::NotEqual => CmpOp::Ne,
        CompareOp::In => CmpOp::In,
        CompareOp::NotIn => CmpOp::NotIn,
        CompareOp::Is => CmpOp::Is,
        CompareOp::IsNot => CmpOp::IsNot,
    }
}

impl<'ast> Body<'_, 'ast, '_> {
    pub(super) fn compare(
        &mut self,
        span: Span,
        left: &'ast ast::Expr,
        rest: &'ast [ast::CompareTail],
    ) -> Expr {
        let value = self.comparison(span, left, rest);
        // Membership in what is written out is a chain of tests.
        let tests = matches!(rest, [tail] if matches!(tail.op, CompareOp::In | CompareOp::NotIn)
            && matches!(&tail.right.kind, ast::ExprKind::Tuple { elements, .. }
                | ast::ExprKind::List(elements)
                | ast::ExprKind::Set(elements) if !super::expr::has_star(elements)));
        if self.inferring && !tests && !matches!(value.kind, ExprKind::Bool(_)) {
            // A variable keeps the outcome of a comparison as an object.
            return Expr { ty: Types::OBJECT, ..value };
        }
        value
    }

    fn comparison(&mut self, span: Span, left: &'ast ast::Expr, rest: &'ast [ast::CompareTail]) -> Expr {
        if let [tail] = rest {
            return self.single(span, left, tail);
        }
        // A chain: `a < b and b < c`, with the operands in the middle evaluated once, into temporaries.
        let mut items = Vec::new();
        let mut before = self.expr(left);
        for (i, tail) in rest.iter().enumerate() {
            let mut stmts = Vec::new();
            let last = i + 1 == rest.len();
            let mut right = self.expr(&tail.right);
            if i == 0 && !before.is_constant() && !matches!(before.kind, ExprKind::Local(_)) {
                let (stmt, value) = self.in_temp(before);
                stmts.push(stmt);
                before = value;
            }
            if !last {
                let (stmt, value) = self.reuse(right);
                stmts.extend(stmt);
                right = value;
            }
            let pair_span = before.span.to(right.span);
            let test = self.pair(pair_span, cmp_op(tail.op), before, right.clone());
            let test = if last { test } else { self.truth(test) };
            items.push(if stmts.is_empty() {
                test
            } else {
                mk(pair_span, test.ty, ExprKind::Sequence(stmts, Box::new(test)))
            });
            before = right;
        }
        let all_bint = items.iter().all(|e| types::is_bint(self.types(), e.ty));
        let ty = if all_bint { Types::BINT } else { Types::OBJECT };
        let items = items.into_iter().map(|e| self.coerce(e, ty)).collect();
        mk(span, ty, ExprKind::BoolOp { is_and: true, items })
    }

    fn single(&mut self, span: Span, left: &'ast ast::Expr, tail: &'ast ast::CompareTail) -> Expr {
        let op = cmp_op(tail.op);
        if let Some(known) = self.type_test(op, left, &tail.right) {
            return mk(span, Types::BINT, ExprKind::Bool(known));
        }
        let left = self.expr(left);
        if matches!(op, CmpOp::In | CmpOp::NotIn) {
            return self.membership(span, op, left, &tail.right);
        }
        let right = self.expr(&tail.right);
        self.pair(span, op, left, right)
    }

    /// `fused_t is int` in a specialisation is known now.
    fn type_test(&mut self, op: CmpOp, left: &'ast ast::Expr, right: &'ast ast::Expr) -> Option<bool> {
        use crate::scope::SymbolKind;
        if self.fused.is_empty()
            || !matches!(op, CmpOp::Is | CmpOp::IsNot | CmpOp::Eq | CmpOp::Ne | CmpOp::In | CmpOp::NotIn)
        {
            return None;
        }
        let fused = |b: &Self, e: &ast::Expr| match b.symbol_of(e) {
            Some(SymbolKind::Fused(f)) => Some(f),
            Some(SymbolKind::Cython(path)) => {
                let name = path.last()?;
                let is_it = |known: &str| known == *name || known.strip_prefix("cython.") == Some(name);
                b.fused.keys().copied().find(|f| is_it(&b.types().fused[f.index()].name))
            }
            _ => None,
        };
        let lf = fused(self, left);
        // What is on the right may be a fused type that this function does not specialise: its members are meant.
        let rf = fused(self, right).or_else(|| {
            let ty = self.with_env(|cx, env| crate::declare::types::expr_as_type(cx, env, right, true))?;
            match self.types().get(ty) {
                Type::Fused(f) => Some(*f),
                _ => None,
            }
        });
        if lf.is_none() && rf.is_none() {
            return None;
        }
        let chosen = |b: &mut Self, f: Option<pyxide_types::FusedId>, e: &'ast ast::Expr| match f {
            Some(f) if b.fused.contains_key(&f) => b.fused.get(&f).copied(),
            Some(_) => None,
            None => b.with_env(|cx, env| crate::declare::types::expr_as_type(cx, env, e, true)),
        };
        let a = chosen(self, lf, left)?;
        let members =
            rf.filter(|f| !self.fused.contains_key(f)).map(|f| self.types().fused[f.index()].members.clone());
        let equal = match (op, members) {
            (_, Some(members)) => members.iter().any(|m| self.types().resolve(*m) == self.types().resolve(a)),
            (_, None) => {
                let b = chosen(self, rf, right)?;
                self.types().resolve(a) == self.types().resolve(b)
            }
        };
        Some(equal == matches!(op, CmpOp::Is | CmpOp::Eq | CmpOp::In))
    }

    /// One comparison of two analysed operands.
    pub(super) fn pair(&mut self, span: Span, op: CmpOp, left: Expr, right: Expr) -> Expr {
        if left.ty == Types::ERROR || right.ty == Types::ERROR {
            // Unknown, and not false: both branches are analysed.
            if self.cx.input.lenient {
                return self.opaque(span, Types::BINT, "compare", vec![left, right]);
            }
            return mk(span, Types::BINT, ExprKind::Bool(false));
        }
        match op {
            CmpOp::Is | CmpOp::IsNot => self.identity(span, op, left, right),
            CmpOp::In | CmpOp::NotIn => self.contains(span, op, left, right),
            _ => self.rich(span, op, left, right),
        }
    }

    fn node(&self, span: Span, ty: TypeId, op: CmpOp, left: Expr, right: Expr, in_type: TypeId) -> Expr {
        let rest = vec![Comparison { op, right, ty: in_type, left_coerce: None, right_coerce: None }];
        mk(span, ty, ExprKind::Compare { first: Box::new(left), rest })
    }

    fn identity(&mut self, span: Span, op: CmpOp, left: Expr, right: Expr) -> Expr {
        let t = self.types();
        let c_op = if op == CmpOp::Is { CmpOp::Eq } else { CmpOp::Ne };
        let pointers = |e: &Expr| t.is_pointer(e.ty) && !t.is_object(e.ty);
        if t.signature(left.ty).is_some() && t.signature(right.ty).is_some() {
            let address = |e: Expr| {
                mk(e.span, Types::VOID_PTR, ExprKind::Coerce(pyxide_hir::Coercion::CCast, Box::new(e)))
            };
            let (left, right) = (address(left), address(right));
            return self.node(span, Types::BINT, c_op, left, right, Types::VOID_PTR);
        }
        if pointers(&left) && pointers(&right) {
            return self.rich(span, c_op, left, right);
        }
        if pointers(&left) && matches!(right.kind, ExprKind::None) && types::python_type(t, left.ty).is_none()
        {
            // A C pointer is never None.
            let message = format!("Cannot convert '{}' to Python object", display(t, left.ty));
            return self.type_error(span, message);
        }
        if types::is_bint(t, left.ty) && types::is_bint(t, right.ty) {
            return self.rich(span, c_op, left, right);
        }
        let left = self.object(left);
        let right = self.object(right);
        self.node(span, Types::BINT, op, left, right, Types::OBJECT)
    }

    /// `==`, `<` and their like.
    fn rich(&mut self, span: Span, op: CmpOp, left: Expr, right: Expr) -> Expr {
        let (left, right) = self.match_characters(left, right);
        if let (ExprKind::Int(a), ExprKind::Int(b)) = (&left.kind, &right.kind) {
            let result = match op {
                CmpOp::Lt => a < b,
                CmpOp::Le => a <= b,
                CmpOp::Eq => a == b,
                CmpOp::Ne => a != b,
                CmpOp::Gt => a > b,
                _ => a >= b,
            };
            return mk(span, Types::BINT, ExprKind::Bool(result));
        }
        if let Some(error) = self.refuse_mixed_pointers(span, op, &left, &right) {
            return error;
        }
        if let Some(ty) = self.common_c_type(&left, &right) {
            if types::is_complex(self.types(), ty) && !matches!(op, CmpOp::Eq | CmpOp::Ne) {
                return self.type_error(span, "complex types are unordered".to_string());
            }
            let left = self.coerce(left, ty);
            let right = self.coerce(right, ty);
            return self.node(span, Types::BINT, op, left, right, ty);
        }
        let t = self.types();
        for e in [&left, &right] {
            if !t.is_object(e.ty) && types::python_type(t, e.ty).is_none() {
                if matches!(t.kind(e.ty), Type::Cpp(_)) {
                    let parts = vec![left.clone(), right.clone()];
                    return self.unsupported_expr(span, "comparison of C++ objects", parts);
                }
                if matches!(t.kind(e.ty), Type::MemoryView(..)) {
                    let parts = vec![left.clone(), right.clone()];
                    return self.unsupported_expr(span, "memoryviews", parts);
                }
                let message = format!(
                    "Invalid types for '{}' ({}, {})",
                    op.symbol(),
                    display(t, left.ty),
                    display(t, right.ty)
                );
                self.error(codes::INVALID_OPERATION, span, message);
                return mk(span, Types::BINT, ExprKind::Bool(false));
            }
        }
        let left = self.to_object(left);
        let right = self.to_object(right);
        // Comparing builtin values gives a truth value; anything else may give any object.
        let t = self.types();
        let plain = |ty: TypeId| {
            use BuiltinType::*;
            matches!(
                types::builtin(t, ty),
                Some(
                    Int | Float
                        | Bool
                        | Str
                        | Bytes
                        | ByteArray
                        | List
                        | Tuple
                        | Dict
                        | Set
                        | FrozenSet
                        | Complex
                )
            )
        };
        let equality = matches!(op, CmpOp::Eq | CmpOp::Ne);
        let number = |ty: TypeId| {
            matches!(types::builtin(t, ty), Some(BuiltinType::Int | BuiltinType::Float | BuiltinType::Bool))
        };
        let bint = plain(left.ty)
            && plain(right.ty)
            && (equality || left.ty == right.ty || number(left.ty) && number(right.ty));
        let ty = if bint { Types::BINT } else { Types::OBJECT };
        self.node(span, ty, op, left, right, Types::OBJECT)
    }

    /// Pointers compare with pointers of which one can be assigned to the other.
    fn refuse_mixed_pointers(&mut self, span: Span, op: CmpOp, left: &Expr, right: &Expr) -> Option<Expr> {
        let text = |e: &Expr| matches!(e.kind, ExprKind::CString(_) | ExprKind::Bytes(_) | ExprKind::Str(_));
        let types = &mut self.cx.types;
        let (a, b) = (types::decay(types, left.ty), types::decay(types, right.ty));
        let wrong = match (types.kind(a), types.kind(b)) {
            (Type::Ptr(_), Type::Ptr(_)) => !self.can_coerce(a, b) && !self.can_coerce(b, a),
            (Type::Ptr(_), Type::Int(_) | Type::Float(_)) | (Type::Int(_) | Type::Float(_), Type::Ptr(_)) => {
                !text(left) && !text(right)
            }
            _ => false,
        };
        if !wrong {
            return None;
        }
        let t = self.types();
        let message = format!(
            "a '{}' and a '{}' cannot be compared with `{}`",
            display(t, a),
            display(t, b),
            op.symbol()
        );
        self.error(codes::INVALID_OPERATION, span, message);
        Some(mk(span, Types::BINT, ExprKind::Bool(false)))
    }

    /// A character literal next to a C character is one; a C string next to bytes becomes bytes.
    fn match_characters(&mut self, left: Expr, right: Expr) -> (Expr, Expr) {
        let fit = |body: &mut Self, literal: Expr, other: TypeId| -> Expr {
            let t = body.types();
            let is_unicode = types::is_unicode_char(t, other);
            match &literal.kind {
                ExprKind::Str(text) if text.single_char().is_some() && is_unicode => {
                    body.coerce(literal, Types::UCS4)
                }
                ExprKind::Str(text)
                    if t.is_int(other)
                        && !types::is_bint(t, other)
                        && text.single_char().is_some_and(|c| c < 128) =>
                {
                    body.coerce(literal, other)
                }
                ExprKind::Bytes(b) if b.len() == 1 && t.is_int(other) && !types::is_bint(t, other) => {
                    body.coerce(literal, other)
                }
                ExprKind::Str(pyxide_hir::Text::Utf8(s)) if types::is_c_string(t, other) => {
                    mk(literal.span, Types::BYTES, ExprKind::Bytes(s.as_bytes().to_vec()))
                }
                _ => literal,
            }
        };
        let (lt, rt) = (left.ty, right.ty);
        let left = fit(self, left, rt);
        let right = fit(self, right, lt);
        (left, right)
    }

    /// The C type in which two values compare, or `None` for Python's comparison.
    fn common_c_type(&mut self, left: &Expr, right: &Expr) -> Option<TypeId> {
        if !left.is_constant()
            && !right.is_constant()
            && self.types().is_int(left.ty)
            && self.types().is_int(right.ty)
            && let Some(ty) = self.machine_common(left, right)
        {
            return Some(ty);
        }
        let t = &mut self.cx.types;
        let (a, b) = (t.unqualified(left.ty), t.unqualified(right.ty));
        if t.is_numeric(a) && t.is_numeric(b) {
            if types::is_unicode_char(t, a) || types::is_unicode_char(t, b) {
                return Some(types::widest(t, a, b));
            }
            // A constant compares in the variable's type where it fits.
            let fits = |constant: &Expr, ty: TypeId| match (&constant.kind, t.kind(ty)) {
                // `-1 > 1U` compares unsigned numbers, as in C.
                (ExprKind::Int(_), Type::Int(k))
                    if k.is_signed() && t.is_int(constant.ty) && !types::is_signed(t, constant.ty) =>
                {
                    false
                }
                (ExprKind::Int(n), Type::Int(k)) if *k != IntKind::Bint && k.size() >= 4 => {
                    let bits = 8 * k.size() as u32 - k.is_signed() as u32;
                    let limit = num_bigint::BigInt::from(1) << bits;
                    let least = if k.is_signed() { -limit.clone() } else { 0.into() };
                    *n >= least && *n < limit
                }
                _ => false,
            };
            if fits(right, a) {
                return Some(a);
            }
            if fits(left, b) {
                return Some(b);
            }
            return Some(if a == b && !types::is_bint(t, a) { a } else { types::arithmetic(t, a, b) });
        }
        // A builtin float and a C number compare as doubles only when neither can be None: not here.
        if t.is_pointer(a) && t.is_pointer(b) {
            if types::is_c_string(t, a) && types::is_c_string(t, b) && a != Types::NULL && b != Types::NULL {
                // Python compares the text of literals, C the addresses.
                let literal = |e: &Expr| matches!(e.kind, ExprKind::CString(_));
                if literal(left) || literal(right) {
                    return None;
                }
            }
            let (da, db) = (types::decay(t, a), types::decay(t, b));
            if da == Types::NULL {
                return Some(if db == Types::NULL { Types::VOID_PTR } else { db });
            }
            if db == Types::NULL || da == db {
                return Some(da);
            }
            let ty = types::spanning(t, da, db);
            return t.is_pointer(ty).then_some(ty);
        }
        let function = |t: &Types, ty: TypeId| t.signature(ty).is_some();
        if function(t, a) && (function(t, b) || b == Types::NULL) {
            return Some(types::decay(t, a));
        }
        if function(t, b) && a == Types::NULL {
            return Some(types::decay(t, b));
        }
        None
    }

    /// `x in y` where `y` is still syntax: literal tuples, lists and sets of constants become comparisons, C arrays
    /// loops.
    fn membership(&mut self, span: Span, op: CmpOp, left: Expr, container: &'ast ast::Expr) -> Expr {
        use ast::ExprKind as K;
        let is_c = !self.types().is_object(left.ty) && left.ty != Types::ERROR;
        if let Some(found) = within(&left.kind, &container.kind) {
            return mk(span, Types::BINT, ExprKind::Bool(found == (op == CmpOp::In)));
        }
        match &container.kind {
            K::Tuple { elements, .. } | K::List(elements) | K::Set(elements)
                if is_c && !elements.is_empty() && !super::expr::has_star(elements) =>
            {
                let values: Vec<Expr> = elements.iter().map(|e| self.expr(e)).collect();
                let simple = values.iter().all(|v| v.is_constant() || !self.types().is_object(v.ty));
                if simple {
                    return self.one_of(span, op, left, values);
                }
            }
            K::Str(lit) if types::is_unicode_char(self.types(), left.ty) => {
                let values: Vec<Expr> = lit
                    .value
                    .code_points()
                    .map(|c| mk(container.span, Types::UCS4, ExprKind::Int(c.into())))
                    .collect();
                return self.one_of(span, op, left, values);
            }
            K::Bytes(lit)
                if types::is_char(self.types(), left.ty)
                    || self.types().is_int(left.ty) && !left.is_constant() =>
            {
                let ty = if types::is_char(self.types(), left.ty) { left.ty } else { Types::UCHAR };
                let values: Vec<Expr> =
                    lit.value.iter().map(|&b| mk(container.span, ty, ExprKind::Int(b.into()))).collect();
                return self.one_of(span, op, left, values);
            }
            K::Subscript { value, index } if is_c => {
                if let K::Slice { lower, upper, step } = &index.kind {
                    let (base_ty, _) = self.dry_run(|b| b.expr(value).ty);
                    if self.types().is_pointer(base_ty) {
                        let bounds = (lower.as_deref(), upper.as_deref(), step.as_deref());
                        return self.in_memory(span, op, left, value, bounds);
                    }
                }
            }
            K::Name(_) | K::Attribute { .. } if is_c => {
                let (base_ty, _) = self.dry_run(|b| b.expr(container).ty);
                if matches!(self.types().kind(base_ty), Type::Array(..)) {
                    return self.in_memory(span, op, left, container, (None, None, None));
                }
            }
            _ => {}
        }
        let right = self.expr(container);
        self.pair(span, op, left, right)
    }

    /// `left == v1 or left == v2 …`, or its negation.
    fn one_of(&mut self, span: Span, op: CmpOp, left: Expr, values: Vec<Expr>) -> Expr {
        if values.is_empty() {
            let stmt = super::mk_stmt(span, pyxide_hir::StmtKind::Expr(left));
            let value = mk(span, Types::BINT, ExprKind::Bool(op == CmpOp::NotIn));
            return mk(span, Types::BINT, ExprKind::Sequence(vec![stmt], Box::new(value)));
        }
        let (stmt, left) = self.reuse(left);
        let (each, is_and) = if op == CmpOp::In { (CmpOp::Eq, false) } else { (CmpOp::Ne, true) };
        let mut items: Vec<Expr> = values
            .into_iter()
            .map(|v| {
                let test = self.rich(span, each, left.clone(), v);
                self.truth(test)
            })
            .collect();
        let test = if items.len() == 1 {
            items.remove(0)
        } else {
            mk(span, Types::BINT, ExprKind::BoolOp { is_and, items })
        };
        match stmt {
            None => test,
            Some(stmt) => mk(span, Types::BINT, ExprKind::Sequence(vec![stmt], Box::new(test))),
        }
    }

    /// Membership in C memory: a loop that stops at the first equal element.
    fn in_memory(
        &mut self,
        span: Span,
        op: CmpOp,
        left: Expr,
        base: &'ast ast::Expr,
        bounds: (Option<&'ast ast::Expr>, Option<&'ast ast::Expr>, Option<&'ast ast::Expr>),
    ) -> Expr {
        use pyxide_hir::StmtKind;
        let mut stmts = Vec::new();
        let (stmt, left) = self.reuse(left);
        stmts.extend(stmt);
        let base = self.expr(base);
        let Some(iter) = self.memory_iter(base, bounds) else { return self.error_expr(span) };
        let pyxide_hir::ForIter::Memory { elem, .. } = iter else { return self.error_expr(span) };
        let found = self.temp(Types::BINT, span);
        let item = self.temp(elem, span);
        let set = |value: bool| {
            super::assign_local(span, found, Types::BINT, mk(span, Types::BINT, ExprKind::Bool(value)))
        };
        let found_value = op == CmpOp::In;
        stmts.push(set(!found_value));
        let item_expr = self.local_expr(span, item);
        let test = self.rich(span, CmpOp::Eq, left, item_expr);
        let test = self.truth(test);
        let hit = vec![set(found_value), super::mk_stmt(span, StmtKind::Break)];
        let body = vec![super::mk_stmt(span, StmtKind::If { arms: vec![(test, hit)], orelse: vec![] })];
        let target =
            pyxide_hir::Target { span, ty: elem, kind: pyxide_hir::TargetKind::Local(item), coerce: None };
        stmts.push(super::mk_stmt(
            span,
            StmtKind::For { target, iter, body, orelse: vec![], is_async: false },
        ));
        let value = self.local_expr(span, found);
        mk(span, Types::BINT, ExprKind::Sequence(stmts, Box::new(value)))
    }

    fn contains(&mut self, span: Span, op: CmpOp, left: Expr, right: Expr) -> Expr {
        let right = self.to_object(right);
        if matches!(right.kind, ExprKind::None) {
            self.error(codes::INVALID_OPERATION, span, "'NoneType' object is not iterable");
        }
        let left = self.to_object(left);
        // A literal list or set that is only searched is a constant tuple when its items are constants.
        let right = match right.kind {
            ExprKind::List(items) if items.iter().all(|i| matches!(i, Arg::Value(v) if v.is_constant())) => {
                mk(right.span, Types::TUPLE, ExprKind::Tuple(items))
            }
            kind => Expr { kind, ..right },
        };
        self.node(span, Types::BINT, op, left, right, Types::OBJECT)
    }
}

/// Whether one literal text or bytes object lies within another, or among several; nothing for other operands.
fn within(part: &ExprKind, whole: &ast::ExprKind) -> Option<bool> {
    if let (ExprKind::Str(pyxide_hir::Text::Utf8(part)), ast::ExprKind::Tuple { elements, .. }) =
        (part, whole)
    {
        let mut found = false;
        for element in elements {
            let ast::ExprKind::Str(literal) = &element.kind else { return None };
            found |= literal.value.as_bytes() == part.as_bytes();
        }
        return Some(found);
    }
    let (part, whole) = match (part, whole) {
        (ExprKind::Str(pyxide_hir::Text::Utf8(part)), ast::ExprKind::Str(whole)) => {
            (part.as_bytes(), whole.value.as_bytes())
        }
        (ExprKind::Bytes(part), ast::ExprKind::Bytes(whole)) => (&part[..], &whole.value[..]),
        _ => return None,
    };
    Some(part.is_empty() || whole.windows(part.len()).any(|w| w == part))
}
