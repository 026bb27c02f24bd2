//! Subscripts: C memory, C tuples, characters of text, and Python items.

use super::types::{self, display};
use super::{Body, mk};
use crate::directives::Directive;
use crate::scope::SymbolKind;
use num_traits::ToPrimitive;
use pyxide_diagnostics::{Span, codes};
use pyxide_hir::{Coercion, Expr, ExprKind, Index};
use pyxide_syntax::ast;
use pyxide_types::{ArrayLen, BuiltinType, IntKind, Prim, Type, Types};

impl<'ast> Body<'_, 'ast, '_> {
    /// `value[index]` as a value.
    pub(super) fn subscript(&mut self, span: Span, value: &'ast ast::Expr, index: &'ast ast::Expr) -> Expr {
        if let Some(SymbolKind::FusedFunc(which)) = self.symbol_of(value) {
            return self.fused_item(span, which, value, index);
        }
        let base = self.expr(value);
        if self.inferring
            && let Some(ty) = self.display_item(value, &base, index)
        {
            return mk(span, ty, ExprKind::Opaque { what: "item".into(), parts: vec![] });
        }
        self.subscript_of(span, base, index)
    }

    /// The type of an item of a display, by a constant index or because all items are alike.
    fn display_item(
        &mut self,
        value: &'ast ast::Expr,
        base: &Expr,
        index: &'ast ast::Expr,
    ) -> Option<pyxide_types::TypeId> {
        let (ast::ExprKind::List(elements) | ast::ExprKind::Tuple { elements, .. }) = &value.kind else {
            return None;
        };
        if matches!(index.kind, ast::ExprKind::Slice { .. })
            || matches!(self.types().kind(base.ty), Type::CTuple(_))
        {
            return None;
        }
        let index = self.expr(index);
        if !self.types().is_int(index.ty) {
            return None;
        }
        if let ExprKind::Int(n) = &index.kind
            && !super::expr::has_star(elements)
        {
            let at = n.to_i64()?;
            let at = if at < 0 { at + elements.len() as i64 } else { at };
            let item = usize::try_from(at).ok().and_then(|at| elements.get(at))?;
            return Some(self.expr(item).ty);
        }
        self.display_item_type(elements)
    }

    pub(super) fn subscript_of(&mut self, span: Span, base: Expr, index: &'ast ast::Expr) -> Expr {
        if base.ty == Types::ERROR {
            return base;
        }
        self.warn_negative_index(&base, index);
        let t = self.types();
        if let ast::ExprKind::Slice { lower, upper, step } = &index.kind {
            return self.slice_value(span, base, lower, upper, step);
        }
        match t.kind(base.ty).clone() {
            Type::Ptr(_) | Type::Array(..) => self.memory_index(span, base, index),
            Type::Null => {
                self.error(codes::INVALID_OPERATION, span, "Attempting to index non-array type 'void *'");
                self.error_expr(span)
            }
            Type::CTuple(items) => self.ctuple_item(span, base, &items, index),
            Type::MemoryView(elem, axes) => self.view_item(span, base, elem, axes.len(), index),
            Type::Cpp(_) => {
                let index = self.expr(index);
                let parts = vec![base, index];
                self.unsupported_known(span, "C++ objects", "item", Types::ERROR, parts)
            }
            _ if t.is_object(base.ty) => self.object_item(span, base, index),
            _ if types::python_type(t, base.ty).is_some() => {
                if t.is_numeric(base.ty) && !types::is_unicode_char(t, base.ty)
                    || matches!(t.kind(base.ty), Type::Struct(_))
                {
                    let message = format!("Attempting to index non-array type '{}'", display(t, base.ty));
                    self.error(codes::INVALID_OPERATION, span, message);
                    return self.error_expr(span);
                }
                let base = self.to_object(base);
                self.object_item(span, base, index)
            }
            _ => {
                let message = format!("Attempting to index non-array type '{}'", display(t, base.ty));
                self.error(codes::INVALID_OPERATION, span, message);
                self.error_expr(span)
            }
        }
    }

    /// Warns of indices that count from the end where `wraparound` is off. C memory may be indexed backwards, and a
    /// dict may have any key.
    pub(super) fn warn_negative_index(&mut self, base: &Expr, index: &'ast ast::Expr) {
        use BuiltinType::{ByteArray, Bytes, List, Str, Tuple};
        let sequence = match types::builtin(self.types(), base.ty) {
            Some(b) => matches!(b, List | Tuple | Str | Bytes | ByteArray),
            None => base.ty == Types::OBJECT,
        };
        if !sequence || self.dry > 0 || self.dirs.is_on(Directive::Wraparound) {
            return;
        }
        let literal = matches!(base.kind, ExprKind::Str(_) | ExprKind::Bytes(_));
        let parts: Vec<&ast::Expr> = match &index.kind {
            ast::ExprKind::Slice { lower, upper, .. } => lower.iter().chain(upper).map(|e| &**e).collect(),
            _ => vec![index],
        };
        let values: Vec<_> = parts.iter().map(|p| self.dry_run(|b| b.expr(p)).0.kind).collect();
        // What is a constant as a whole has its value now.
        if literal && values.iter().all(|v| matches!(v, ExprKind::Int(_))) {
            return;
        }
        for (part, value) in parts.iter().zip(&values) {
            if matches!(value, ExprKind::Int(n) if n.sign() == num_bigint::Sign::Minus) {
                let message = "a negative index is undefined where the directive wraparound is off";
                let help = "count from the start, or turn `wraparound` on here";
                self.report_with_help(codes::NEGATIVE_INDEX, part.span, message, help);
            }
        }
    }

    /// An item of a memoryview is behind a pointer into its buffer; fewer indices than axes make another view.
    fn view_item(
        &mut self,
        span: Span,
        view: Expr,
        elem: pyxide_types::TypeId,
        axes: usize,
        index: &'ast ast::Expr,
    ) -> Expr {
        let indices = match &index.kind {
            ast::ExprKind::Tuple { elements, .. } => &elements[..],
            _ => std::slice::from_ref(index),
        };
        let is_slice = |e: &ast::Expr| {
            matches!(e.kind, ast::ExprKind::Slice { .. } | ast::ExprKind::Ellipsis | ast::ExprKind::None)
        };
        let item = indices.len() == axes && !indices.iter().any(is_slice);
        let ty = view.ty;
        let mut parts = vec![view];
        for i in indices.iter().filter(|i| !is_slice(i)) {
            parts.push(self.expr(i));
        }
        if !item {
            return self.unsupported_known(span, "memoryviews", "view slice", ty, parts);
        }
        let pointer = self.cx.types.ptr(elem);
        let address = self.unsupported_known(span, "memoryviews", "view item", pointer, parts);
        if !self.cx.input.lenient {
            return self.error_expr(span);
        }
        mk(span, elem, ExprKind::Deref(Box::new(address)))
    }

    fn memory_index(&mut self, span: Span, base: Expr, index: &'ast ast::Expr) -> Expr {
        let elem = self.types().pointee(base.ty).unwrap_or(Types::ERROR);
        let index = self.expr(index);
        let t = self.types();
        if index.ty == Types::ERROR {
            return self.error_expr(span);
        }
        if t.is_void(elem) || super::cdecls::is_incomplete(t, elem) {
            let message = format!("Attempting to index pointer to incomplete type '{}'", display(t, base.ty));
            self.error(codes::INVALID_OPERATION, span, message);
            return self.error_expr(span);
        }
        let index = if t.is_object(index.ty) {
            self.coerce(index, Types::SSIZE)
        } else if t.is_int(index.ty) {
            self.memory_offset(index)
        } else {
            let message = format!("Invalid index type '{}'", display(t, index.ty));
            self.error(codes::TYPE_MISMATCH, index.span, message);
            return self.error_expr(span);
        };
        if let (Type::Array(_, ArrayLen::Known(n)), ExprKind::Int(i)) =
            (self.types().kind(base.ty), &index.kind)
            && let Some(i) = i.to_i64()
            && self.dirs.boundscheck()
            && (i < 0 || i as u64 >= *n)
            && self.dry == 0
        {
            let message = format!("array index {i} is out of range for '{}'", display(self.types(), base.ty));
            let d = pyxide_diagnostics::Diagnostic::new(codes::OUT_OF_BOUNDS, message).at(span);
            self.cx.sink.push(d);
        }
        mk(span, elem, ExprKind::CIndex(Box::new(base), Box::new(index)))
    }

    /// An index into C memory in a type that C can add to a pointer.
    fn memory_offset(&mut self, index: Expr) -> Expr {
        match self.types().kind(index.ty) {
            Type::Int(IntKind::Bint) | Type::Enum(_) => self.coerce(index, Types::SSIZE),
            _ if index.is_constant() => self.coerce(index, Types::SSIZE),
            _ => index,
        }
    }

    fn ctuple_item(
        &mut self,
        span: Span,
        base: Expr,
        items: &[pyxide_types::TypeId],
        index: &'ast ast::Expr,
    ) -> Expr {
        let value = self.expr(index);
        if let ExprKind::Int(n) = &value.kind
            && let Some(n) = n.to_i64()
        {
            let at = if n < 0 { n + items.len() as i64 } else { n };
            if at < 0 || at >= items.len() as i64 {
                let message = format!("Index {n} out of bounds for '{}'", display(self.types(), base.ty));
                self.error(codes::INVALID_OPERATION, span, message);
                return self.error_expr(span);
            }
            return mk(span, items[at as usize], ExprKind::CTupleItem(Box::new(base), at as usize));
        }
        let base = self.to_object(base);
        self.object_item(span, base, index)
    }

    fn object_item(&mut self, span: Span, base: Expr, index: &'ast ast::Expr) -> Expr {
        if matches!(base.kind, ExprKind::None) {
            self.error(codes::INVALID_OPERATION, span, "'NoneType' object is not subscriptable");
            return self.error_expr(span);
        }
        let index = self.item_index(&base, index);
        let constant = match &index {
            Index::Ssize { index, .. } => match &index.kind {
                ExprKind::Int(n) => n.to_i64(),
                _ => None,
            },
            _ => None,
        };
        let item = self.container_item(base.ty, constant);
        let builtin = types::builtin(self.types(), base.ty);
        if let Index::Ssize { index, wraparound, boundscheck } = index {
            let flag = |b: bool| mk(span, Types::INT, ExprKind::Int((b as i32).into()));
            let prim = match builtin {
                Some(BuiltinType::Str) => Some((Prim::StrGetChar, Types::UCS4)),
                Some(BuiltinType::ByteArray) if !self.inferring => Some((Prim::BytesGetChar, Types::INT)),
                Some(BuiltinType::Bytes | BuiltinType::ByteArray) => Some((Prim::BytesGetChar, Types::UCHAR)),
                _ => None,
            };
            if let Some((prim, ty)) = prim {
                let returned = prim.info().ret_type();
                let args = vec![base, index, flag(wraparound), flag(boundscheck)];
                let call = mk(span, returned, ExprKind::Prim(prim, args));
                return if returned == ty {
                    call
                } else {
                    mk(span, ty, ExprKind::Coerce(Coercion::Numeric, Box::new(call)))
                };
            }
            let index = Box::new(Index::Ssize { index, wraparound, boundscheck });
            let value = mk(span, Types::OBJECT, ExprKind::Item(Box::new(base), index));
            return self.typed_item(value, item);
        }
        // Whatever an object takes out of text is text.
        let text = self.inferring && builtin == Some(BuiltinType::Str);
        let value = mk(span, Types::OBJECT, ExprKind::Item(Box::new(base), Box::new(index)));
        self.typed_item(value, if text { Some(Types::STR) } else { item })
    }

    /// An item of a container, as what its type says of the items.
    fn typed_item(&mut self, value: Expr, ty: Option<pyxide_types::TypeId>) -> Expr {
        match ty {
            Some(ty) => self.coerce(value, ty),
            None => value,
        }
    }

    /// Whether a place is one byte of a bytearray, named by a C integer: a C value.
    pub(super) fn is_byte_place(&self, base: &Expr, index: &Index) -> bool {
        types::builtin(self.types(), base.ty) == Some(BuiltinType::ByteArray)
            && matches!(index, Index::Ssize { .. })
    }

    /// What is stored as a byte: C integers as they are (the store checks them), objects as C's `unsigned char`.
    pub(super) fn byte_value(&mut self, value: Expr) -> Expr {
        let value = if self.types().is_object(value.ty) && !value.is_constant() {
            self.coerce(value, Types::UCHAR)
        } else {
            value
        };
        self.coerce(value, Types::INT)
    }

    /// How an item of an object is named: by a C integer where the index is one, else by an object.
    pub(super) fn item_index(&mut self, base: &Expr, index: &'ast ast::Expr) -> Index {
        if let ast::ExprKind::Slice { lower, upper, step: None } = &index.kind {
            let (start, stop) = self.slice_bounds(lower, upper);
            return Index::Slice { start, stop };
        }
        let value = self.expr(index);
        let t = self.types();
        let by_key = matches!(
            types::builtin(t, base.ty),
            Some(BuiltinType::Dict | BuiltinType::Type | BuiltinType::Set | BuiltinType::FrozenSet)
        );
        let fits = match t.kind(value.ty) {
            Type::Int(IntKind::Bint | IntKind::Ucs4 | IntKind::PyUnicode) => false,
            Type::Int(k) => k.is_signed() || k.size() < 8,
            _ => false,
        };
        if fits && !by_key {
            let mut wraparound = self.dirs.wraparound();
            if let ExprKind::Int(n) = &value.kind
                && n.sign() != num_bigint::Sign::Minus
            {
                wraparound = false;
            }
            if matches!(t.kind(value.ty), Type::Int(k) if !k.is_signed()) {
                wraparound = false;
            }
            let boundscheck = self.dirs.boundscheck();
            let index = self.coerce(value, Types::SSIZE);
            return Index::Ssize { index, wraparound, boundscheck };
        }
        Index::Object(self.object(value))
    }

    /// One specialisation of a fused function: `f[double]`.
    fn fused_item(
        &mut self,
        span: Span,
        which: usize,
        value: &'ast ast::Expr,
        index: &'ast ast::Expr,
    ) -> Expr {
        match self.fused_choice(which, index) {
            Some(func) => self.cfunc_value(func, span),
            None => {
                // The Python-level function chooses at run time.
                let base = self.object_expr(value);
                let index = self.object_expr(index);
                mk(span, Types::OBJECT, ExprKind::Item(Box::new(base), Box::new(Index::Object(index))))
            }
        }
    }

    /// The C specialisation that type arguments choose.
    pub(super) fn fused_choice(
        &mut self,
        which: usize,
        index: &'ast ast::Expr,
    ) -> Option<pyxide_hir::CFuncId> {
        let chosen = self.type_arguments(index)?;
        let function = &self.cx.fused_functions[which];
        let found = function.specialisations.iter().find(|(bindings, _)| {
            function.fused.iter().zip(&chosen).all(|(f, ty)| {
                bindings.get(f).is_some_and(|b| self.cx.types.resolve(*b) == self.cx.types.resolve(*ty))
            })
        });
        found.map(|(_, func)| *func)
    }

    /// The types in the brackets behind a fused function.
    pub(super) fn type_arguments(&mut self, index: &'ast ast::Expr) -> Option<Vec<pyxide_types::TypeId>> {
        let args: Vec<&ast::Expr> = match &index.kind {
            ast::ExprKind::Tuple { elements, .. } => elements.iter().collect(),
            _ => vec![index],
        };
        args.into_iter()
            .map(|arg| self.with_env(|cx, env| crate::declare::types::expr_as_type(cx, env, arg, true)))
            .collect()
    }
}
