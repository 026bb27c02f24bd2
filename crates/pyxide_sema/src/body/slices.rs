//! Slices as values: of Python objects, C strings and other C memory.

use super::types::{self, display};
use super::{Body, mk, mk_stmt};
use pyxide_diagnostics::{Span, codes};
use pyxide_hir::{
    BinOp, Coercion, ComprehensionKind, Expr, ExprKind, ForIter, Index, StmtKind, Target, TargetKind,
};
use pyxide_syntax::ast;
use pyxide_types::{ArrayLen, BuiltinType, Prim, Type, Types};

type Bound = Option<Box<ast::Expr>>;

impl<'ast> Body<'_, 'ast, '_> {
    /// A `slice` object.
    pub(super) fn slice_object(
        &mut self,
        span: Span,
        lower: &'ast Bound,
        upper: &'ast Bound,
        step: &'ast Bound,
    ) -> Expr {
        let mut part = |e: &'ast Bound| e.as_ref().map(|e| Box::new(self.object_expr(e)));
        let (start, stop, step) = (part(lower), part(upper), part(step));
        mk(span, Types::SLICE, ExprKind::Slice { start, stop, step })
    }

    /// Bounds of a slice without step: C integers where they are, `None` as absent.
    pub(super) fn slice_bounds(
        &mut self,
        lower: &'ast Bound,
        upper: &'ast Bound,
    ) -> (Option<Expr>, Option<Expr>) {
        let mut bound = |e: &'ast Bound| -> Option<Expr> {
            let value = self.expr(e.as_ref()?);
            if matches!(value.kind, ExprKind::None) {
                return None;
            }
            let t = self.types();
            if t.is_int(value.ty) && !types::is_unicode_char(t, value.ty) {
                return Some(self.coerce(value, Types::SSIZE));
            }
            Some(self.object(value))
        };
        (bound(lower), bound(upper))
    }

    pub(super) fn slice_value(
        &mut self,
        span: Span,
        base: Expr,
        lower: &'ast Bound,
        upper: &'ast Bound,
        step: &'ast Bound,
    ) -> Expr {
        let t = self.types();
        if t.is_pointer(base.ty) {
            return self.memory_slice(span, base, lower, upper, step);
        }
        if matches!(t.kind(base.ty), Type::MemoryView(..)) {
            let ty = base.ty;
            return self.unsupported_known(span, "memoryviews", "view slice", ty, vec![base]);
        }
        let base = self.to_object(base);
        let ty = match types::builtin(self.types(), base.ty) {
            Some(
                BuiltinType::List
                | BuiltinType::Tuple
                | BuiltinType::Str
                | BuiltinType::Bytes
                | BuiltinType::ByteArray,
            ) => self.sliced_type(base.ty),
            _ => Types::OBJECT,
        };
        let base = if ty == Types::OBJECT { base } else { self.not_none_items(base) };
        let index = if step.is_some() {
            let slice = self.slice_object(span, lower, upper, step);
            Index::Object(self.object(slice))
        } else {
            let (start, stop) = self.slice_bounds(lower, upper);
            // One kind of bounds for both: C integers only when neither is an object.
            let is_object = |b: &Option<Expr>| b.as_ref().is_some_and(|e| e.ty == Types::OBJECT);
            if is_object(&start) || is_object(&stop) {
                let start = start.map(|e| self.object(e));
                let stop = stop.map(|e| self.object(e));
                Index::Slice { start, stop }
            } else {
                Index::Slice { start, stop }
            }
        };
        mk(span, ty, ExprKind::Item(Box::new(base), Box::new(index)))
    }

    /// A slice of C memory as a Python object: bytes (or text) of characters, a list of anything else.
    fn memory_slice(
        &mut self,
        span: Span,
        base: Expr,
        lower: &'ast Bound,
        upper: &'ast Bound,
        step: &'ast Bound,
    ) -> Expr {
        let t = self.types();
        if types::is_c_string(t, base.ty) && step.is_none() {
            let ty = self.c_string_type().unwrap_or(Types::BYTES);
            return self.string_slice(span, base, lower, upper, ty);
        }
        if types::is_wide_string(t, base.ty) && step.is_none() {
            let (ptr, size, stmts) = self.string_range(span, base, lower, upper);
            let value = self.text_of_wide(span, ptr, size);
            return self.with_stmts(stmts, value);
        }
        if types::is_void_ptr(t, base.ty) {
            let message = format!("Slicing is not currently supported for '{}'.", display(t, base.ty));
            self.error(codes::INVALID_OPERATION, span, message);
            return self.error_expr(span);
        }
        let elem = t.pointee(base.ty).unwrap_or(Types::OBJECT);
        if !t.is_object(elem) && types::python_type(t, elem).is_none() {
            let message = format!("Slicing is not currently supported for '{}'.", display(t, base.ty));
            self.error(codes::INVALID_OPERATION, span, message);
            return self.error_expr(span);
        }
        if step.is_none() && self.refuse_negative(lower, upper) {
            return self.error_expr(span);
        }
        let Some(iter) = self.memory_iter(base, (lower.as_deref(), upper.as_deref(), step.as_deref())) else {
            return self.error_expr(span);
        };
        self.list_of(span, iter)
    }

    /// Bounds of C memory count from its start alone: below zero they would name what lies before it.
    fn refuse_negative(&mut self, lower: &'ast Bound, upper: &'ast Bound) -> bool {
        let mut found = false;
        for bound in [lower, upper].into_iter().flatten() {
            let value = self.dry_run(|b| b.expr(bound)).0.kind;
            if matches!(value, ExprKind::Int(n) if n < 0.into()) {
                let message = "bounds of a slice of C memory do not count from its end";
                let help = "give the position from the start: the length minus so many";
                self.report_with_help(codes::INVALID_OPERATION, bound.span, message, help);
                found = true;
            }
        }
        found
    }

    /// A slice of a C string as an object of a type of strings.
    fn string_slice(
        &mut self,
        span: Span,
        base: Expr,
        lower: &'ast Bound,
        upper: &'ast Bound,
        ty: pyxide_types::TypeId,
    ) -> Expr {
        let (ptr, size, stmts) = self.string_range(span, base, lower, upper);
        let value = match ty {
            Types::STR => {
                let encoding = self.c_string_encoding();
                let encoding = if encoding.is_empty() { "utf8".to_string() } else { encoding };
                self.decode(span, ptr, size, &encoding, None, Types::STR)
            }
            Types::BYTEARRAY => {
                let bytes = self.bytes_of(span, ptr, size);
                self.bytearray_of(span, bytes)
            }
            _ => self.bytes_of(span, ptr, size),
        };
        self.with_stmts(stmts, value)
    }

    /// `p[a:b]` of a C string where an object of a type of strings is wanted: made as that at once.
    pub(super) fn string_slice_as(&mut self, e: &'ast ast::Expr, want: pyxide_types::TypeId) -> Option<Expr> {
        let ast::ExprKind::Subscript { value, index } = &e.kind else { return None };
        let ast::ExprKind::Slice { lower, upper, step: None } = &index.kind else { return None };
        if !matches!(want, Types::STR | Types::BYTES | Types::BYTEARRAY) {
            return None;
        }
        let (ty, _) = self.dry_run(|b| b.expr(value).ty);
        if !types::is_c_string(self.types(), ty) {
            return None;
        }
        let base = self.expr(value);
        if want == Types::STR && self.c_string_encoding().is_empty() {
            let message = "default encoding required for conversion from 'char *' to 'str object'";
            return Some(self.type_error(e.span, message.to_string()));
        }
        Some(self.string_slice(e.span, base, lower, upper, want))
    }

    /// A list of the elements of C memory.
    fn list_of(&mut self, span: Span, iter: ForIter) -> Expr {
        let ForIter::Memory { elem, .. } = iter else { return self.error_expr(span) };
        let elem = self.types().unqualified(elem);
        let id = self.cx.fresh();
        let item = self.temp(elem, span);
        let value = self.local_expr(span, item);
        let value = self.object(value);
        let body = vec![mk_stmt(span, StmtKind::ComprehensionAppend { id, value })];
        let target = Target { span, ty: elem, kind: TargetKind::Local(item), coerce: None };
        let loop_stmt = mk_stmt(span, StmtKind::For { target, iter, body, orelse: vec![], is_async: false });
        mk(
            span,
            Types::LIST,
            ExprKind::Comprehension { id, kind: ComprehensionKind::List, body: vec![loop_stmt] },
        )
    }

    /// Start pointer and length of a slice of a C string; no length means up to the NUL.
    pub(super) fn string_range(
        &mut self,
        span: Span,
        base: Expr,
        lower: &'ast Bound,
        upper: &'ast Bound,
    ) -> (Expr, Option<Expr>, Vec<pyxide_hir::Stmt>) {
        let mut stmts = Vec::new();
        let (start, stop) = self.slice_bounds(lower, upper);
        let as_c = |body: &mut Self, e: Option<Expr>| e.map(|e| body.coerce(e, Types::SSIZE));
        let start = as_c(self, start);
        let stop = as_c(self, stop);
        let is_wide = types::is_wide_string(self.types(), base.ty);
        // A fixed array ends with the array at the latest.
        let stop = stop.or_else(|| match self.types().kind(base.ty) {
            Type::Array(_, ArrayLen::Known(n)) if start.is_some() && !is_wide => {
                Some(mk(span, Types::SSIZE, ExprKind::Int((*n).into())))
            }
            _ => None,
        });
        let is_zero = |e: &Expr| matches!(&e.kind, ExprKind::Int(n) if *n == 0.into());
        let start = start.filter(|s| !is_zero(s));
        let start = start.map(|s| {
            let (stmt, s) = self.reuse(s);
            stmts.extend(stmt);
            s
        });
        let flags = self.arith_flags();
        let size = match (&start, stop) {
            (None, stop) => stop,
            (Some(_), None) => None,
            (Some(s), Some(stop)) => Some(mk(
                span,
                Types::SSIZE,
                ExprKind::Binary(BinOp::Sub, Box::new(stop), Box::new(s.clone()), flags),
            )),
        };
        let ptr = match is_wide {
            true => self.as_wide_string(base),
            false => self.as_c_string(base),
        };
        let ptr = match start {
            None => ptr,
            Some(s) => mk(span, ptr.ty, ExprKind::Binary(BinOp::Add, Box::new(ptr), Box::new(s), flags)),
        };
        (ptr, size, stmts)
    }

    pub(super) fn bytes_of(&mut self, span: Span, ptr: Expr, size: Option<Expr>) -> Expr {
        match size {
            Some(size) => mk(span, Types::BYTES, ExprKind::Prim(Prim::FromCharPtrSize, vec![ptr, size])),
            None => mk(span, Types::BYTES, ExprKind::Coerce(Coercion::ToObject, Box::new(ptr))),
        }
    }

    /// Any pointer to wide characters as a pointer without qualifiers, and arrays as pointers.
    pub(super) fn as_wide_string(&mut self, e: Expr) -> Expr {
        let elem = self.cx.types.int(pyxide_types::IntKind::PyUnicode);
        let ty = self.cx.types.ptr(elem);
        if e.ty == ty { e } else { mk(e.span, ty, ExprKind::Coerce(Coercion::CCast, Box::new(e))) }
    }

    /// Wide characters as a `str`: `size` of them, or up to the NUL.
    fn text_of_wide(&mut self, span: Span, ptr: Expr, size: Option<Expr>) -> Expr {
        let Some(size) = size else {
            return mk(span, Types::STR, ExprKind::Coerce(Coercion::ToObject, Box::new(ptr)));
        };
        let memory = mk(span, Types::VOID_PTR, ExprKind::Coerce(Coercion::CCast, Box::new(ptr)));
        mk(span, Types::STR, ExprKind::Prim(Prim::FromWideSize, vec![memory, size]))
    }

    pub(super) fn with_stmts(&self, stmts: Vec<pyxide_hir::Stmt>, value: Expr) -> Expr {
        if stmts.is_empty() {
            return value;
        }
        mk(value.span, value.ty, ExprKind::Sequence(stmts, Box::new(value)))
    }

    /// A loop over C memory: a fixed array, or a slice with an end.
    pub(super) fn memory_iter(
        &mut self,
        base: Expr,
        (lower, upper, step): (Option<&'ast ast::Expr>, Option<&'ast ast::Expr>, Option<&'ast ast::Expr>),
    ) -> Option<ForIter> {
        let elem = self.types().pointee(base.ty)?;
        let span = base.span;
        let start =
            lower.filter(|e| !matches!(e.kind, ast::ExprKind::None)).map(|e| self.expr_as(e, Types::SSIZE));
        let step =
            step.filter(|e| !matches!(e.kind, ast::ExprKind::None)).map(|e| self.expr_as(e, Types::SSIZE));
        let downwards =
            matches!(&step, Some(Expr { kind: ExprKind::Int(n), .. }) if n.sign() == num_bigint::Sign::Minus);
        let length = match self.types().kind(base.ty) {
            Type::Array(_, ArrayLen::Known(n)) => Some(mk(span, Types::SSIZE, ExprKind::Int((*n).into()))),
            Type::Array(_, ArrayLen::Named(n)) => Some(mk(span, Types::SSIZE, ExprKind::CConst(n.clone()))),
            _ => None,
        };
        let start = match (start, &length) {
            (None, Some(length)) if downwards => {
                let one = Box::new(mk(span, Types::SSIZE, ExprKind::Int(1.into())));
                let flags = pyxide_hir::ArithFlags::default();
                let last = match &length.kind {
                    ExprKind::Int(n) => ExprKind::Int(n - 1),
                    _ => ExprKind::Binary(BinOp::Sub, Box::new(length.clone()), one, flags),
                };
                Some(mk(span, Types::SSIZE, last))
            }
            (None, None) if downwards => {
                let message = "C array iteration requires known start index";
                let help = "a pointer does not know where its memory ends: write `p[n-1::-1]`";
                self.report_with_help(codes::INVALID_OPERATION, span, message, help);
                return None;
            }
            (start, _) => start,
        };
        let stop = match (upper.filter(|e| !matches!(e.kind, ast::ExprKind::None)), length) {
            (Some(e), _) => self.expr_as(e, Types::SSIZE),
            (None, _) if downwards => mk(span, Types::SSIZE, ExprKind::Int((-1).into())),
            (None, Some(length)) => length,
            (None, None) if types::is_c_string(self.types(), base.ty) => {
                // Up to the NUL.
                let ptr = self.as_c_string(base.clone());
                let length = mk(span, Types::SIZE, ExprKind::Prim(Prim::StrLen, vec![ptr]));
                self.coerce(length, Types::SSIZE)
            }
            (None, None) => {
                let message = "C array iteration requires known end index";
                let help = "a pointer does not know how much memory it points to: write `p[:n]`";
                self.report_with_help(codes::INVALID_OPERATION, span, message, help);
                return None;
            }
        };
        let unknown = |e: &Expr| match &e.kind {
            ExprKind::Int(n) => *n == 0.into(),
            _ => e.ty != Types::ERROR,
        };
        if step.as_ref().is_some_and(unknown) {
            self.error(
                codes::INVALID_OPERATION,
                span,
                "a loop over C memory needs a step that is a constant, and not 0",
            );
            return None;
        }
        Some(ForIter::Memory { base, start, stop, step, elem })
    }
}
