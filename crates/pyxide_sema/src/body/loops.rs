//! `for` and `while`: what a loop runs over, and how its variable is set.
//!
//! [`Body::iter_for`] chooses the form: C ranges, C memory, characters, dict views, `enumerate`, or any iterable.
//! The choice needs the type of the target only for ranges: a C integer (or constant bounds) makes a C loop.
//!
//! ```text
//! for i in range(n):      (int i, int n)   Range { 0, n, step 1, in int }
//! for x in p[:n]:         (double *p)      Memory { p, stop n }
//! ```

use super::scan::call_by_name;
use super::types;
use super::{Body, assign_local, mk, mk_stmt};
use crate::scope::ScopeId;
use num_traits::ToPrimitive;
use pyxide_diagnostics::{Span, codes};
use pyxide_hir::{
    BinOp, Coercion, DictView, Expr, ExprKind, ForIter, RangeStep, Stmt, StmtKind, Target, TargetKind,
};
use pyxide_syntax::ast;
use pyxide_types::{ArrayLen, BuiltinType, Prim, Type, TypeId, Types};

/// One loop of a statement or comprehension.
pub(super) struct LoopPart<'ast> {
    pub span: Span,
    pub is_async: bool,
    pub iteration: &'ast ast::Iteration,
    /// Scope in which the iterable is evaluated.
    pub iter_scope: ScopeId,
    /// The iterable, when it is evaluated already.
    pub given: Option<ForIter>,
    /// The body may assign to the variable of a for-from loop.
    pub body_assigns: bool,
}

impl<'ast> Body<'_, 'ast, '_> {
    pub(super) fn for_stmt(&mut self, span: Span, f: &'ast ast::For) -> Stmt {
        if let Some(args) = self.prange_arguments(&f.iteration)
            && let Some(span) = self.thread_count(args)
            && let Some(known) = self.in_parallel
        {
            let message = match known {
                true => "the parallel block around this loop says how many threads there are",
                false => "the number of threads belongs to the parallel block around this loop",
            };
            self.error(codes::INVALID_CALL, span, message);
        }
        if self.prange_arguments(&f.iteration).is_some_and(|args| is_set(args, "nogil")) && !self.nogil {
            let saved = (self.nogil, self.in_gil_block);
            (self.nogil, self.in_gil_block) = (true, true);
            let body = vec![self.plain_for(span, f)];
            (self.nogil, self.in_gil_block) = saved;
            return mk_stmt(span, StmtKind::Gil { state: pyxide_hir::GilState::NoGil, body });
        }
        self.plain_for(span, f)
    }

    /// The place of `num_threads` among the arguments of `parallel` or `prange`; checks that it makes sense.
    pub(super) fn thread_count(&mut self, args: &'ast [ast::Arg]) -> Option<Span> {
        let mut found = None;
        for arg in args {
            let ast::Arg::Keyword { name, value } = arg else { continue };
            if name.name != "num_threads" {
                continue;
            }
            if found.replace(name.span).is_some() {
                self.error(codes::INVALID_CALL, name.span, "num_threads is given twice");
            }
            let value = self.dry_run(|b| b.expr(value)).0;
            if matches!(&value.kind, ExprKind::Int(n) if n.sign() == num_bigint::Sign::Minus) {
                self.error(codes::INVALID_CALL, value.span, "the number of threads cannot be negative");
            }
        }
        found
    }

    /// Whether the body of a for-from loop assigns to its variable.
    fn assigns_target(&self, f: &'ast ast::For) -> bool {
        let ast::Iteration::From(range) = &f.iteration else { return false };
        let Some(name) = range.target.as_name() else { return true };
        let found = super::scan::statements(&f.body, self.py2(), &*self.cx);
        found.bound.contains_key(name) || found.inner_nonlocals.contains(name)
    }

    fn plain_for(&mut self, span: Span, f: &'ast ast::For) -> Stmt {
        let part = LoopPart {
            span,
            is_async: f.is_async,
            iteration: &f.iteration,
            iter_scope: self.scope,
            given: None,
            body_assigns: self.assigns_target(f),
        };
        let mut stmt = self.loop_with(part, |body| {
            body.loops += 1;
            let stmts = body.block(&f.body);
            body.loops -= 1;
            stmts
        });
        let rest = self.block(&f.orelse);
        if let StmtKind::For { orelse, .. } | StmtKind::While { orelse, .. } = loop_of(&mut stmt) {
            orelse.extend(rest);
        }
        stmt
    }

    /// The arguments of a loop over `prange`. It runs as a plain C range: what OpenMP does with it where it has one
    /// thread, with every reduction and private variable as the language defines them.
    fn prange_arguments(&self, iteration: &'ast ast::Iteration) -> Option<&'ast [ast::Arg]> {
        let ast::Iteration::In { iter, .. } = iteration else { return None };
        self.prange_call(iter)
    }

    fn prange_call(&self, iter: &'ast ast::Expr) -> Option<&'ast [ast::Arg]> {
        let ast::ExprKind::Call { func, args } = &iter.kind else { return None };
        match self.symbol_of(func)? {
            crate::scope::SymbolKind::Cython(path) if path.last().is_some_and(|p| p == "prange") => {
                Some(args)
            }
            _ => None,
        }
    }

    /// A loop whose body `make` writes.
    pub(super) fn loop_with(
        &mut self,
        part: LoopPart<'ast>,
        make: impl FnOnce(&mut Self) -> Vec<Stmt>,
    ) -> Stmt {
        let LoopPart { span, is_async, iteration, iter_scope, given, body_assigns } = part;
        match iteration {
            ast::Iteration::In { target, iter } => {
                let iter = match given {
                    Some(iter) => iter,
                    None => {
                        let target_ty = self.plain_target_type(target);
                        let scope = std::mem::replace(&mut self.scope, iter_scope);
                        let iter = self.iter_for(iter, target_ty, is_async);
                        self.scope = scope;
                        iter
                    }
                };
                let (target, iter, convert) = self.converted_target(target, iter);
                let mut body = convert;
                body.extend(make(self));
                mk_stmt(span, StmtKind::For { target, iter, body, orelse: vec![], is_async })
            }
            ast::Iteration::From(range) => self.for_from(span, range, body_assigns, make),
        }
    }

    /// Analyses what a loop runs over. `target` is the type of a plain target.
    pub(super) fn iter_for(
        &mut self,
        iter: &'ast ast::Expr,
        target: Option<TypeId>,
        is_async: bool,
    ) -> ForIter {
        if is_async {
            return ForIter::Object(self.object_expr(iter));
        }
        if let Some(args) = self.prange_call(iter) {
            let values: Vec<&'ast ast::Expr> = args.iter().filter_map(positional).collect();
            if let Some(range) = self.range_iter(iter.span, &values, target, false) {
                return range;
            }
            self.error(codes::INVALID_CALL, iter.span, "prange() takes C integer bounds and variables");
            return ForIter::Object(self.error_expr(iter.span));
        }
        if let Some((name, _)) = call_by_name(iter)
            && self.is_builtin_name(name)
        {
            let values: Option<Vec<&'ast ast::Expr>> =
                call_args(iter).and_then(|args| args.iter().map(positional).collect());
            match (name, values.as_deref()) {
                ("range" | "xrange", Some(values @ ([_] | [_, _] | [_, _, _]))) => {
                    if let Some(iter) = self.range_iter(iter.span, values, target, false) {
                        return iter;
                    }
                }
                ("reversed", Some([inner])) => {
                    if let Some(("range" | "xrange", _)) = call_by_name(inner)
                        && self.is_builtin_name("range")
                        && let Some(values) = call_args(inner)
                            .and_then(|args| args.iter().map(positional).collect::<Option<Vec<_>>>())
                        && (1..=3).contains(&values.len())
                        && let Some(iter) = self.range_iter(inner.span, &values, target, true)
                    {
                        return iter;
                    }
                    let (ty, _) = self.dry_run(|b| b.expr(inner).ty);
                    if matches!(
                        types::builtin(self.types(), ty),
                        Some(BuiltinType::List | BuiltinType::Tuple)
                    ) {
                        let inner = self.expr(inner);
                        return ForIter::Reversed(inner);
                    }
                }
                _ => {}
            }
        }
        if let Some(view) = self.dict_view(iter) {
            return view;
        }
        if let ast::ExprKind::Subscript { value, index } = &iter.kind
            && let ast::ExprKind::Slice { lower, upper, step } = &index.kind
        {
            let (ty, _) = self.dry_run(|b| b.expr(value).ty);
            if self.types().is_pointer(ty) {
                let base = self.expr(value);
                return match self.memory_iter(base, (lower.as_deref(), upper.as_deref(), step.as_deref())) {
                    Some(memory) if target.is_none_or(|ty| ty == Types::OBJECT || ty == Types::PY_INT) => {
                        self.as_bytes_items(memory)
                    }
                    Some(memory) => memory,
                    None => ForIter::Object(self.error_expr(iter.span)),
                };
            }
        }
        if let Some(text) = self.joined_chars(iter, target) {
            return ForIter::Chars(text);
        }
        let value = self.expr(iter);
        self.iter_of(value, target)
    }

    /// A display of single characters that a C variable runs over, as the string of them.
    fn joined_chars(&mut self, iter: &'ast ast::Expr, target: Option<TypeId>) -> Option<Expr> {
        let (ast::ExprKind::List(elements) | ast::ExprKind::Tuple { elements, .. }) = &iter.kind else {
            return None;
        };
        let t = self.types();
        if !target.is_some_and(|ty| !t.is_object(ty) && t.is_int(ty)) {
            return None;
        }
        let item = self.display_item_type(elements)?;
        let span = iter.span;
        if item == Types::UCHAR {
            let mut joined = Vec::new();
            for e in elements {
                let ast::ExprKind::Bytes(b) = &e.kind else { return None };
                joined.extend(b.value.to_vec());
            }
            return Some(mk(span, Types::BYTES, ExprKind::Bytes(joined)));
        }
        let mut joined = String::new();
        for e in elements {
            let ast::ExprKind::Str(s) = &e.kind else { return None };
            joined.push_str(s.value.as_str()?);
        }
        Some(mk(span, Types::STR, ExprKind::Str(pyxide_hir::Text::Utf8(joined.into()))))
    }

    /// A slice of `char` memory is bytes to a variable without a C type of its own: its items are not negative.
    fn as_bytes_items(&mut self, memory: ForIter) -> ForIter {
        let ForIter::Memory { base, start, stop, step, elem } = memory else { return memory };
        let item = self.types().unqualified(elem);
        if !types::is_char(self.types(), item) || item == Types::UCHAR {
            return ForIter::Memory { base, start, stop, step, elem };
        }
        let bytes = self.cx.types.ptr(Types::UCHAR);
        let base = mk(base.span, bytes, ExprKind::Coerce(Coercion::CCast, Box::new(base)));
        ForIter::Memory { base, start, stop, step, elem: Types::UCHAR }
    }

    /// The loop over an evaluated iterable.
    fn iter_of(&mut self, value: Expr, target: Option<TypeId>) -> ForIter {
        let t = self.types();
        match t.kind(value.ty) {
            Type::Array(elem, len) => {
                let elem = *elem;
                let stop = match len {
                    ArrayLen::Known(n) => ExprKind::Int((*n).into()),
                    ArrayLen::Named(n) => ExprKind::CConst(n.clone()),
                    ArrayLen::Unknown => {
                        let message = "C array iteration requires known end index";
                        self.error(codes::INVALID_OPERATION, value.span, message);
                        return ForIter::Object(self.error_expr(value.span));
                    }
                };
                let stop = mk(value.span, Types::SSIZE, stop);
                ForIter::Memory { base: value, start: None, stop, step: None, elem }
            }
            Type::Ptr(_) if types::is_c_string(t, value.ty) => {
                let span = value.span;
                let ptr = self.as_c_string(value.clone());
                let length = mk(span, Types::SIZE, ExprKind::Prim(pyxide_types::Prim::StrLen, vec![ptr]));
                let stop = self.coerce(length, Types::SSIZE);
                let elem = self.types().pointee(value.ty).unwrap_or(Types::CHAR);
                ForIter::Memory { base: value, start: None, stop, step: None, elem }
            }
            Type::Ptr(_) => {
                let message = "C array iteration requires known end index";
                self.error(codes::INVALID_OPERATION, value.span, message);
                ForIter::Object(self.error_expr(value.span))
            }
            Type::MemoryView(..) => {
                let span = value.span;
                let value =
                    self.unsupported_known(span, "memoryviews", "view items", Types::ERROR, vec![value]);
                ForIter::Object(value)
            }
            Type::Cpp(_) => {
                let (span, what) = (value.span, "loops over C++ containers");
                let value = self.unsupported_known(span, what, "items", Types::ERROR, vec![value]);
                ForIter::Object(value)
            }
            Type::Builtin(BuiltinType::Str | BuiltinType::Bytes)
                if target.is_some_and(|ty| !t.is_object(ty) && t.is_int(ty)) =>
            {
                ForIter::Chars(value)
            }
            _ => {
                let value = self.to_object(value);
                ForIter::Object(value)
            }
        }
    }

    /// An argument of `range` in the type that the loop counts in. Of an object it is what `__index__` says, as a
    /// `Py_ssize_t`: a bound need not fit the variable for the values before it to do so.
    fn range_bound(&mut self, e: &'ast ast::Expr, ty: TypeId) -> Expr {
        let (from, constant) = self
            .dry_run(|b| {
                let e = b.expr(e);
                (e.ty, e.is_constant())
            })
            .0;
        if !self.types().is_object(from) || constant {
            return self.expr_as(e, ty);
        }
        // An int needs no conversion, and other builtin types have none.
        let builtin = types::builtin(self.types(), from);
        // A narrower counter takes no bound that does not fit.
        let size = if types::widest(&mut self.cx.types, ty, Types::SSIZE) == ty { Types::SSIZE } else { ty };
        let bound = if builtin.is_some_and(|b| b != BuiltinType::Float) {
            self.expr_as(e, size)
        } else {
            let value = self.expr(e);
            let index = mk(e.span, Types::OBJECT, ExprKind::Prim(Prim::ToIndex, vec![value]));
            self.coerce(index, size)
        };
        self.coerce(bound, ty)
    }

    /// What a loop counts in whose bounds are objects and whose variable has this type: all that a bound can be.
    fn signed_counter(&mut self, ty: TypeId) -> TypeId {
        let wide = types::widest(&mut self.cx.types, ty, Types::SSIZE);
        if types::is_signed(self.types(), wide) { wide } else { Types::SSIZE }
    }

    /// `range(…)` as a C loop, where that gives the same as Python's.
    fn range_iter(
        &mut self,
        span: Span,
        values: &[&'ast ast::Expr],
        target: Option<TypeId>,
        reversed: bool,
    ) -> Option<ForIter> {
        let bounds: Vec<(TypeId, bool, Option<i64>)> = values
            .iter()
            .map(|v| {
                self.dry_run(|b| {
                    let e = b.expr(v);
                    let constant = match &e.kind {
                        ExprKind::Int(n) => n.to_i64(),
                        _ => None,
                    };
                    (e.ty, e.is_constant(), constant)
                })
                .0
            })
            .collect();
        let t = self.types();
        let c_target = target.filter(|&ty| t.is_int(ty) && !types::is_bint(t, ty));
        let all_c = bounds.iter().all(|(ty, _, _)| t.is_int(*ty) && !types::is_unicode_char(t, *ty));
        let py_target = target.is_none_or(|ty| t.is_object(ty));
        if c_target.is_none() && !(py_target && all_c) {
            return None;
        }
        let step = match bounds.get(2) {
            None => Some(1),
            Some((_, _, constant)) => *constant,
        };
        if step == Some(0) {
            return None;
        }
        let objects = bounds.iter().any(|(ty, constant, _)| !constant && self.types().is_object(*ty));
        // Only Python's own loop tells whether each value fits, where the direction is not known.
        if step.is_none() && objects && c_target.is_some_and(|ty| !types::is_signed(self.types(), ty)) {
            return None;
        }
        // The loop counts in the target's type, or in a wider one that a bound has.
        let first = c_target.unwrap_or(Types::LONG);
        let mut ty = self.types().unqualified(first);
        if objects && step.is_some() {
            ty = self.signed_counter(ty);
        }
        for (bound, constant, _) in bounds.iter().take(2) {
            if !constant && self.types().is_int(*bound) {
                ty = types::widest(&mut self.cx.types, ty, *bound);
            }
        }
        if matches!(self.types().kind(ty), Type::Enum(_)) {
            ty = Types::INT;
        }
        let zero = |span| mk(span, ty, ExprKind::Int(0.into()));
        let (start, stop) = match values {
            [stop] => (zero(span), self.range_bound(stop, ty)),
            [start, stop, ..] => (self.range_bound(start, ty), self.range_bound(stop, ty)),
            [] => return None,
        };
        match (reversed, step) {
            (false, Some(n)) => {
                // The constant step may still be an expression that is written out.
                Some(ForIter::Range { start, stop, step: RangeStep::Const(n), ty, inclusive: false })
            }
            (false, None) => {
                let step = self.range_bound(values[2], ty);
                Some(ForIter::Range { start, stop, step: RangeStep::Expr(step), ty, inclusive: false })
            }
            (true, Some(n @ (1 | -1))) => {
                // stop-1 down to start.
                let signed = types::is_signed(self.types(), ty);
                if !signed {
                    return None;
                }
                let flags = pyxide_hir::ArithFlags::default();
                let one = mk(span, ty, ExprKind::Int(n.into()));
                let last = match &stop.kind {
                    ExprKind::Int(v) => mk(span, ty, ExprKind::Int(v - n)),
                    _ => mk(span, ty, ExprKind::Binary(BinOp::Sub, Box::new(stop), Box::new(one), flags)),
                };
                Some(ForIter::Range {
                    start: last,
                    stop: start,
                    step: RangeStep::Const(-n),
                    ty,
                    inclusive: true,
                })
            }
            (true, _) => None,
        }
    }

    /// `d.items()` and its like on something known to be a dict.
    fn dict_view(&mut self, iter: &'ast ast::Expr) -> Option<ForIter> {
        let ast::ExprKind::Call { func, args } = &iter.kind else { return None };
        let ast::ExprKind::Attribute { value, attr } = &func.kind else { return None };
        if !args.is_empty() {
            return None;
        }
        let what = match attr.as_str() {
            "keys" | "iterkeys" => DictView::Keys,
            "values" | "itervalues" => DictView::Values,
            "items" | "iteritems" => DictView::Items,
            _ => return None,
        };
        let (ty, _) = self.dry_run(|b| b.expr(value).ty);
        if ty == Types::OBJECT && attr.name.starts_with("iter") {
            // Python 3 has these no more, but a dict that comes along in old code still means them.
            let object = self.object_expr(value);
            let name = mk(attr.span, Types::STR, ExprKind::Str(pyxide_hir::Text::Utf8(attr.name.clone())));
            let view = ExprKind::Prim(Prim::OldDictView, vec![object, name]);
            return Some(ForIter::Object(mk(iter.span, Types::OBJECT, view)));
        }
        if types::builtin(self.types(), ty) != Some(BuiltinType::Dict) {
            return None;
        }
        let dict = self.expr(value);
        let dict = self.not_none(dict, &attr.name);
        Some(ForIter::Dict { dict, what })
    }

    /// The target of a loop, with the statements that convert what takes more than one step (a character to bytes).
    fn converted_target(&mut self, target: &'ast ast::Expr, iter: ForIter) -> (Target, ForIter, Vec<Stmt>) {
        if let ForIter::Memory { elem, .. } = &iter
            && types::is_char(self.types(), *elem)
        {
            let elem = self.types().unqualified(*elem);
            let (ty, _) = self.dry_run(|b| b.target(target).ty);
            if types::builtin(self.types(), ty) == Some(BuiltinType::Bytes) {
                let span = target.span;
                let item = self.temp(elem, span);
                let value = self.local_expr(span, item);
                let stmts = self.store(target, value);
                let hidden = Target { span, ty: elem, kind: TargetKind::Local(item), coerce: None };
                return (hidden, iter, stmts);
            }
        }
        let iter = match self.element_pointers(target, iter) {
            Ok(done) => return done,
            Err(iter) => *iter,
        };
        let (target, iter) = self.loop_target(target, iter);
        (target, iter, Vec::new())
    }

    /// `reversed(x)` of a list or tuple goes backwards through it; else the object's own iterator.
    fn reversed_or_object(&self, inner: Expr) -> ForIter {
        if let ExprKind::Call { func, args, keywords } = &inner.kind
            && matches!(&func.kind, ExprKind::BuiltinName(n) if n == "reversed")
            && keywords.is_empty()
            && let [pyxide_hir::Arg::Value(list)] = args.as_slice()
        {
            let list = match &list.kind {
                ExprKind::Coerce(Coercion::Reinterpret, precise) => precise,
                _ => list,
            };
            if let Some(BuiltinType::List | BuiltinType::Tuple) = types::builtin(self.types(), list.ty) {
                return ForIter::Reversed(list.clone());
            }
        }
        ForIter::Object(inner)
    }

    /// A loop over C memory whose variable points to the elements.
    fn element_pointers(
        &mut self,
        target: &'ast ast::Expr,
        iter: ForIter,
    ) -> Result<(Target, ForIter, Vec<Stmt>), Box<ForIter>> {
        let ForIter::Memory { base, start, stop, step: None, elem } = iter else {
            return Err(Box::new(iter));
        };
        let is_name = matches!(target.kind, ast::ExprKind::Name(_));
        let ty = if is_name { self.dry_run(|b| b.target(target).ty).0 } else { Types::ERROR };
        let same = |t: &Types, p| t.resolve(p) == t.resolve(elem);
        let points = matches!(*self.types().kind(ty), Type::Ptr(p) if same(self.types(), p));
        if !points {
            return Err(Box::new(ForIter::Memory { base, start, stop, step: None, elem }));
        }
        let span = target.span;
        // Whatever is more than a variable is evaluated once, before the loop.
        let simple = matches!(base.kind, ExprKind::Local(_) | ExprKind::CVar(_) | ExprKind::Outer(..));
        let mut before = Vec::new();
        let base = if simple || self.types().pointee(base.ty).is_none() {
            base
        } else {
            let pointer = self.temp(ty, span);
            before.push(assign_local(span, pointer, ty, self.coerce(base, ty)));
            self.local_expr(span, pointer)
        };
        let index = self.temp(Types::SSIZE, span);
        let at = self.local_expr(span, index);
        let item = mk(span, elem, ExprKind::CIndex(Box::new(base), Box::new(at)));
        let address = mk(span, ty, ExprKind::AddrOf(Box::new(item)));
        let stmts = self.store(target, address);
        let zero = || mk(span, Types::SSIZE, ExprKind::Int(0.into()));
        let iter = ForIter::Range {
            start: self.with_stmts(before, start.unwrap_or_else(zero)),
            stop,
            step: RangeStep::Const(1),
            ty: Types::SSIZE,
            inclusive: false,
        };
        let hidden = Target { span, ty: Types::SSIZE, kind: TargetKind::Local(index), coerce: None };
        Ok((hidden, iter, stmts))
    }

    /// The target of a loop; `enumerate` with two targets gets a counter of its own.
    fn loop_target(&mut self, target: &'ast ast::Expr, iter: ForIter) -> (Target, ForIter) {
        if let ForIter::Object(Expr { kind: ExprKind::Call { func, args, keywords }, .. }) = &iter
            && matches!(&func.kind, ExprKind::BuiltinName(n) if n == "enumerate")
            && keywords.is_empty()
            && let ast::ExprKind::Tuple { elements, .. } = &target.kind
            && let [counter, item] = elements.as_slice()
            && !super::expr::has_star(elements)
            && let [pyxide_hir::Arg::Value(inner), start @ ..] = args.as_slice()
            && start.len() <= 1
        {
            let counter_target = self.target(counter);
            let t = self.types();
            if t.is_object(counter_target.ty) || t.is_int(counter_target.ty) {
                // The start in the counter's own type: an object count never overflows.
                let start = match start {
                    [pyxide_hir::Arg::Value(s)] => {
                        let ty =
                            if t.is_object(counter_target.ty) { Types::OBJECT } else { counter_target.ty };
                        let s = s.clone();
                        Some(self.coerce(s, ty))
                    }
                    _ => None,
                };
                // A precise type under the conversion to `object` tells more.
                let inner = match &inner.kind {
                    ExprKind::Coerce(Coercion::Reinterpret, precise) => (**precise).clone(),
                    _ => inner.clone(),
                };
                let inner = Box::new(self.reversed_or_object(inner));
                let target = self.target_from(item, Types::OBJECT);
                return (target, ForIter::Enumerate { counter: counter_target, start, inner });
            }
        }
        let element = match &iter {
            ForIter::Range { ty, .. } => *ty,
            ForIter::Memory { elem, .. } => *elem,
            ForIter::Chars(e) => self.element_type(e.ty),
            _ => Types::OBJECT,
        };
        (self.target_from(target, element), iter)
    }

    pub(super) fn while_stmt(
        &mut self,
        span: Span,
        test: &'ast ast::Expr,
        body: &'ast [ast::Stmt],
        orelse: &'ast [ast::Stmt],
    ) -> Stmt {
        let test = self.truth_expr(test);
        self.loops += 1;
        let body = self.block(body);
        self.loops -= 1;
        let orelse = self.block(orelse);
        mk_stmt(span, StmtKind::While { test, body, orelse })
    }
}

/// Whether a keyword argument is written as `True`.
fn is_set(args: &[ast::Arg], name: &str) -> bool {
    args.iter().any(|a| {
        matches!(a, ast::Arg::Keyword { name: n, value }
            if n.name == name && matches!(value.kind, ast::ExprKind::True))
    })
}

fn call_args(e: &ast::Expr) -> Option<&[ast::Arg]> {
    match &e.kind {
        ast::ExprKind::Call { args, .. } => Some(args),
        _ => None,
    }
}

fn positional(arg: &ast::Arg) -> Option<&ast::Expr> {
    match arg {
        ast::Arg::Positional(e) => Some(e),
        _ => None,
    }
}

/// The loop statement itself, which setup statements may precede in a block.
fn loop_of(stmt: &mut Stmt) -> &mut StmtKind {
    let is_block = matches!(&stmt.kind, StmtKind::Block(stmts) if !stmts.is_empty());
    if is_block {
        let StmtKind::Block(stmts) = &mut stmt.kind else { unreachable!("checked above") };
        let last = stmts.len() - 1;
        return loop_of(&mut stmts[last]);
    }
    &mut stmt.kind
}
