//! Places that statements store to, and assignment statements.
//!
//! One target gets the value in its own type. Several targets share the value when their types agree; else the value is
//! held in a temporary and stored in each. `a, b = x, y` evaluates all values before it stores any.

use super::conversions::Conversion;
use super::types::display;
use super::{Body, mk, mk_stmt};
use crate::scope::{ScopeKind, SymbolKind};
use pyxide_diagnostics::{Diagnostic, Span, codes};
use pyxide_hir::{Coercion, Expr, ExprKind, Index, Stmt, StmtKind, Target, TargetKind};
use pyxide_syntax::ast;
use pyxide_types::{ArrayLen, Type, TypeId, Types};

impl<'ast> Body<'_, 'ast, '_> {
    /// The place that a name stores to. A walrus inside a comprehension stores to the function around it.
    pub(super) fn name_target(&mut self, name: &str, span: Span, walrus: bool) -> Target {
        let name = match self.globals.contains(name) {
            true => name.into(),
            false => self.mangle(name),
        };
        let saved = self.scope;
        if walrus && self.lookup_is_not_comprehension_variable(&name) {
            while let ScopeKind::Comprehension(_) = self.cx.scopes.get(self.scope).kind
                && let Some(parent) = self.cx.scopes.get(self.scope).parent
            {
                self.scope = parent;
            }
        }
        let target = self.place_of(&name, span);
        self.refuse_const_name(&name, span);
        self.scope = saved;
        target
    }

    /// The place of a name that gets its first value: it may be `const`.
    pub(super) fn first_place(&mut self, name: &str, span: Span) -> Target {
        let name = self.mangle(name);
        self.place_of(&name, span)
    }

    fn lookup_is_not_comprehension_variable(&self, name: &str) -> bool {
        !matches!(self.lookup(name), Some((scope, _))
            if matches!(self.cx.scopes.get(scope).kind, ScopeKind::Comprehension(_)))
    }

    fn place_of(&mut self, name: &str, span: Span) -> Target {
        let object = |kind| Target { span, ty: Types::OBJECT, kind, coerce: None };
        let here = self.cx.scopes.get(self.scope).kind;
        if matches!(here, ScopeKind::PyClass | ScopeKind::CClass(_))
            && !self.globals.contains(name)
            && !self.class_nonlocals.contains(name)
        {
            return object(TargetKind::ClassName(name.into()));
        }
        match self.lookup(name) {
            Some((scope, SymbolKind::Local(local))) => {
                let owner = self.function_of(scope).unwrap_or(self.func);
                if owner == self.func {
                    if self.pending.contains(&local) {
                        self.unknown_read = true;
                    }
                    let ty = self.local_ty(local);
                    Target { span, ty, kind: TargetKind::Local(local), coerce: None }
                } else {
                    if self.dry == 0 {
                        self.capture(owner, local);
                    }
                    let ty = self.cx.func(owner).locals[local.index()].ty;
                    Target { span, ty, kind: TargetKind::Outer(owner, local), coerce: None }
                }
            }
            Some((_, SymbolKind::CVar(id))) => {
                let ty = self.types().unqualified(self.cx.cvars[id.index()].ty);
                Target { span, ty, kind: TargetKind::CVar(id), coerce: None }
            }
            Some((
                _,
                SymbolKind::CFunc { is_cpdef: false, .. }
                | SymbolKind::EnumItem(..)
                | SymbolKind::CConst { .. },
            )) if !self.cx.input.lenient => {
                self.error(codes::INVALID_OPERATION, span, format!("Assignment to non-lvalue '{name}'"));
                object(TargetKind::Discard)
            }
            _ => object(TargetKind::Global(name.into())),
        }
    }

    /// A target in its own type.
    pub(super) fn target(&mut self, e: &'ast ast::Expr) -> Target {
        let span = e.span;
        match &e.kind {
            ast::ExprKind::Name(name) => self.name_target(name, span, false),
            ast::ExprKind::Attribute { value, attr } => self.attribute_target(span, e, value, attr),
            ast::ExprKind::Subscript { value, index } => self.subscript_target(span, value, index),
            ast::ExprKind::Tuple { elements, .. } | ast::ExprKind::List(elements) => {
                self.unpack_target(span, elements, Types::OBJECT)
            }
            ast::ExprKind::Starred(inner) => {
                // The parser has reported it.
                let _ = inner;
                Target { span, ty: Types::OBJECT, kind: TargetKind::Discard, coerce: None }
            }
            _ => {
                let value = self.expr(e);
                if value.ty != Types::ERROR {
                    self.error(codes::INVALID_OPERATION, span, "Cannot assign to or delete this");
                }
                Target { span, ty: Types::OBJECT, kind: TargetKind::Discard, coerce: None }
            }
        }
    }

    /// A target that receives values of type `from` which are no expressions (elements of a loop).
    pub(super) fn target_from(&mut self, e: &'ast ast::Expr, from: TypeId) -> Target {
        if let ast::ExprKind::Tuple { elements, .. } | ast::ExprKind::List(elements) = &e.kind {
            let mut target = self.unpack_target(e.span, elements, from);
            if !self.types().is_object(from) {
                target.coerce = self.target_coercion(e.span, from, Types::OBJECT);
            }
            return target;
        }
        let mut target = self.target(e);
        target.coerce = self.target_coercion(e.span, from, target.ty);
        target
    }

    /// The conversion on the way into a target; reports when there is none.
    pub(super) fn target_coercion(&mut self, span: Span, from: TypeId, to: TypeId) -> Option<Coercion> {
        match self.coercion_kind(from, to) {
            Conversion::Same => None,
            Conversion::Kind(kind) => Some(kind),
            Conversion::Error(message) => {
                self.error(codes::TYPE_MISMATCH, span, message);
                None
            }
        }
    }

    fn unpack_target(&mut self, span: Span, elements: &'ast [ast::Expr], _from: TypeId) -> Target {
        let mut star = None;
        let items = elements
            .iter()
            .enumerate()
            .map(|(i, e)| match &e.kind {
                ast::ExprKind::Starred(inner) => {
                    if star.replace(i).is_some() {
                        self.error(
                            codes::SYNTAX_ERROR,
                            e.span,
                            "more than 1 starred expression in assignment",
                        );
                    }
                    let target = self.target_from(inner, Types::LIST);
                    let plain = !matches!(inner.kind, ast::ExprKind::Tuple { .. } | ast::ExprKind::List(_));
                    if plain && !self.types().is_object(target.ty) && target.ty != Types::ERROR {
                        let message = "a starred target gets a list: it has to be an object or a list";
                        self.error(codes::TYPE_MISMATCH, e.span, message);
                    }
                    target
                }
                _ => self.target_from(e, Types::OBJECT),
            })
            .collect();
        Target { span, ty: Types::OBJECT, kind: TargetKind::Unpack { items, star }, coerce: None }
    }

    fn attribute_target(
        &mut self,
        span: Span,
        whole: &'ast ast::Expr,
        value: &'ast ast::Expr,
        attr: &'ast ast::Ident,
    ) -> Target {
        match self.symbol_of(whole) {
            Some(SymbolKind::CVar(id)) => {
                let ty = self.types().unqualified(self.cx.cvars[id.index()].ty);
                return Target { span, ty, kind: TargetKind::CVar(id), coerce: None };
            }
            Some(SymbolKind::CConst { cname, ty }) => {
                let lvalue = mk(span, ty, ExprKind::CConst(cname));
                return Target { span, ty, kind: TargetKind::Memory(lvalue), coerce: None };
            }
            _ => {}
        }
        let place = self.attribute(span, value, attr);
        self.place(span, place)
    }

    fn subscript_target(&mut self, span: Span, value: &'ast ast::Expr, index: &'ast ast::Expr) -> Target {
        let base = self.expr(value);
        if self.types().is_object(base.ty) {
            self.warn_negative_index(&base, index);
            let index = match &index.kind {
                ast::ExprKind::Slice { lower, upper, step: Some(_) } => {
                    let ast::ExprKind::Slice { step, .. } = &index.kind else {
                        unreachable!("matched above")
                    };
                    let slice = self.slice_object(index.span, lower, upper, step);
                    Index::Object(self.object(slice))
                }
                _ => self.item_index(&base, index),
            };
            let ty = if self.is_byte_place(&base, &index) { Types::INT } else { Types::OBJECT };
            let kind = TargetKind::Item(base, Box::new(index));
            return Target { span, ty, kind, coerce: None };
        }
        let place = self.subscript_of(span, base, index);
        self.place(span, place)
    }

    /// The target that an lvalue expression stands for.
    fn place(&mut self, span: Span, place: Expr) -> Target {
        let ty = self.types().unqualified(place.ty);
        let kind = match place.kind {
            ExprKind::Attr(base, name) => {
                return Target { span, ty: Types::OBJECT, kind: TargetKind::Attr(*base, name), coerce: None };
            }
            ExprKind::Item(base, index) => TargetKind::Item(*base, index),
            ExprKind::Field { .. } | ExprKind::CIndex(..) | ExprKind::Deref(_) => {
                self.refuse_const_memory(&place);
                TargetKind::Memory(place)
            }
            ExprKind::CTupleItem(..) => TargetKind::Memory(place),
            ExprKind::CVar(id) => TargetKind::CVar(id),
            _ => {
                if place.ty != Types::ERROR {
                    self.error(codes::INVALID_OPERATION, span, "Assignment to non-lvalue of type 'object'");
                }
                TargetKind::Discard
            }
        };
        Target { span, ty, kind, coerce: None }
    }

    /// `targets = value`.
    pub(super) fn assign(
        &mut self,
        span: Span,
        targets: &'ast [ast::Expr],
        value: &'ast ast::Expr,
    ) -> Vec<Stmt> {
        if let [target] = targets {
            return self.assign_one(span, target, value);
        }
        // The value is evaluated once, before any target.
        let places: Vec<Target> = targets.iter().map(|t| self.dry_run(|b| b.target(t)).0).collect();
        let first = self.types().unqualified(places[0].ty);
        let same =
            places.iter().all(|p| self.types().unqualified(p.ty) == first) && !places.iter().any(is_unpack);
        if same {
            let value = self.expr_as(value, first);
            let targets: Vec<Target> = targets.iter().map(|t| self.target(t)).collect();
            targets.iter().for_each(|t| self.warn_discarded_const(t.span, t.ty, &value));
            return vec![mk_stmt(span, StmtKind::Assign { targets, value })];
        }
        let mut natural = self.expr(value);
        if natural.ty == Types::NULL || self.types().is_void(natural.ty) {
            natural = self.coerce(natural, first);
        }
        let mut stmts = Vec::new();
        let reusable = if natural.is_constant() {
            natural
        } else {
            if matches!(self.types().kind(natural.ty), Type::Array(..) | Type::Func(_)) {
                let ty = super::types::decay(&mut self.cx.types, natural.ty);
                natural = self.coerce(natural, ty);
            }
            let (stmt, value) = self.in_temp(natural);
            stmts.push(stmt);
            value
        };
        for t in targets {
            stmts.extend(self.store(t, reusable.clone()));
        }
        stmts
    }

    fn assign_one(&mut self, span: Span, target: &'ast ast::Expr, value: &'ast ast::Expr) -> Vec<Stmt> {
        if let (
            ast::ExprKind::Tuple { elements: targets, .. } | ast::ExprKind::List(targets),
            ast::ExprKind::Tuple { elements: values, .. } | ast::ExprKind::List(values),
        ) = (&target.kind, &value.kind)
            && targets.len() == values.len()
            && !super::expr::has_star(targets)
            && !super::expr::has_star(values)
            && !targets.is_empty()
        {
            return self.assign_parallel(span, targets, values);
        }
        self.check_unpack_count(target, value);
        if let Some(stmts) = self.assign_array(span, target, value) {
            return stmts;
        }
        if let Some(stmts) = self.assign_complex_part(span, target, None, value) {
            return stmts;
        }
        if let Some((object, setter)) = self.c_property_target(target) {
            let ty = self.cx.cfuncs[setter.index()].sig.params[1].ty;
            let value = self.expr_as(value, ty);
            return vec![self.set_c_property(span, object, setter, value)];
        }
        if let ast::ExprKind::Tuple { .. } | ast::ExprKind::List(_) = &target.kind {
            let value = self.expr(value);
            return self.store(target, value);
        }
        let (place, _) = self.dry_run(|b| b.target(target));
        let value = if is_byte(&place) {
            let value = self.expr(value);
            self.byte_value(value)
        } else {
            self.expr_as(value, place.ty)
        };
        let target = self.first_value(target, &value).unwrap_or_else(|| self.target(target));
        self.warn_discarded_const(span, target.ty, &value);
        vec![mk_stmt(span, StmtKind::Assign { targets: vec![target], value })]
    }

    /// Reports `p = [1, 2]` of a pointer that was declared before: the array would be gone when the function is left.
    pub(super) fn refuse_late_array(&mut self, targets: &'ast [ast::Expr], value: &'ast ast::Expr) -> bool {
        let ([target], ast::ExprKind::List(_)) = (targets, &value.kind) else { return false };
        if !matches!(target.kind, ast::ExprKind::Name(_)) {
            return false;
        }
        let place = self.dry_run(|b| b.target(target)).0;
        if !matches!(self.types().kind(place.ty), Type::Ptr(_)) {
            return false;
        }
        let message = "a list makes a C array only where a pointer or array is declared";
        let help = "write `cdef int[3] a = [1, 2, 3]` and assign `a`";
        let error = Diagnostic::new(codes::TYPE_MISMATCH, message).at(value.span).help(help);
        self.error_value(error, value.span);
        true
    }

    /// Reports `a, b = [1, 2, 3]`: values that are written out, and not as many as there are targets.
    fn check_unpack_count(&mut self, target: &'ast ast::Expr, value: &'ast ast::Expr) {
        use ast::ExprKind::{List, Starred, Tuple};
        let (Tuple { elements: targets, .. } | List(targets), Tuple { elements: values, .. } | List(values)) =
            (&target.kind, &value.kind)
        else {
            return;
        };
        if super::expr::has_star(values) {
            return;
        }
        let stars = targets.iter().filter(|t| matches!(t.kind, Starred(_))).count();
        let wanted = targets.len() - stars;
        let fits = if stars == 0 { values.len() == wanted } else { values.len() >= wanted };
        if !fits {
            let at_least = if stars > 0 { "at least " } else { "" };
            let message =
                format!("{at_least}{wanted} values are unpacked here, and there are {}", values.len());
            self.error(codes::TYPE_MISMATCH, target.span, message);
            return;
        }
        let before = targets.iter().take_while(|t| !matches!(t.kind, Starred(_))).count();
        for (i, t) in targets.iter().enumerate() {
            let Starred(inner) = &t.kind else {
                let at = if i < before { i } else { values.len() - (targets.len() - i) };
                self.check_unpack_count(t, &values[at]);
                continue;
            };
            if let Tuple { elements, .. } | List(elements) = &inner.kind
                && !super::expr::has_star(elements)
                && elements.len() != values.len() - wanted
            {
                let (wanted, got) = (elements.len(), values.len() - wanted);
                let message = format!("{wanted} values are unpacked here, and there are {got}");
                self.error(codes::TYPE_MISMATCH, inner.span, message);
            }
        }
    }

    /// A `const` variable of the module may get its value, a constant, after it was declared.
    fn first_value(&mut self, target: &'ast ast::Expr, value: &Expr) -> Option<Target> {
        let name = target.as_name()?;
        let Some((_, SymbolKind::CVar(id))) = self.lookup(name) else { return None };
        let ty = self.cx.cvars[id.index()].ty;
        let is_const = matches!(self.types().get(ty), Type::Const(_));
        if !is_const || !self.is_module_level() || !value.is_constant() || self.dry > 0 {
            return None;
        }
        self.cx.initialised.insert(id).then(|| self.initialised(name, target.span))
    }

    /// `a, b = x, y`: all values first, each in its target's type.
    fn assign_parallel(
        &mut self,
        span: Span,
        targets: &'ast [ast::Expr],
        values: &'ast [ast::Expr],
    ) -> Vec<Stmt> {
        let mut stmts = Vec::new();
        let mut held = Vec::new();
        for (target, value) in targets.iter().zip(values) {
            let nested = matches!(target.kind, ast::ExprKind::Tuple { .. } | ast::ExprKind::List(_));
            let value = if nested {
                self.check_unpack_count(target, value);
                self.expr(value)
            } else {
                let ty = self.dry_run(|b| b.target(target).ty).0;
                let value = self.expr_as(value, ty);
                self.warn_discarded_const(target.span, ty, &value);
                value
            };
            if value.is_constant() || matches!(self.types().kind(value.ty), Type::Array(..) | Type::Void) {
                held.push(value);
                continue;
            }
            let (stmt, value) = self.in_temp(value);
            stmts.push(stmt);
            held.push(value);
        }
        for (target, value) in targets.iter().zip(held) {
            stmts.extend(self.store(target, value));
        }
        vec![mk_stmt(span, StmtKind::Block(stmts))]
    }

    /// Stores an analysed value that has no effect when read again.
    pub(super) fn store(&mut self, target: &'ast ast::Expr, value: Expr) -> Vec<Stmt> {
        let span = target.span;
        if let ast::ExprKind::Tuple { elements, .. } | ast::ExprKind::List(elements) = &target.kind {
            if let Type::CTuple(items) = self.types().kind(value.ty).clone()
                && !super::expr::has_star(elements)
            {
                if items.len() != elements.len() {
                    let message = format!(
                        "too many values to unpack (expected {}, got {})",
                        elements.len(),
                        items.len()
                    );
                    self.error(codes::TYPE_MISMATCH, span, message);
                    return vec![];
                }
                let mut stmts = Vec::new();
                let value = if matches!(value.kind, ExprKind::Local(_)) {
                    value
                } else {
                    let (stmt, value) = self.in_temp(value);
                    stmts.push(stmt);
                    value
                };
                for (i, (element, ty)) in elements.iter().zip(items).enumerate() {
                    let item = mk(span, ty, ExprKind::CTupleItem(Box::new(value.clone()), i));
                    stmts.extend(self.store(element, item));
                }
                return stmts;
            }
            if let Type::Array(elem, ArrayLen::Known(n)) = self.types().kind(value.ty).clone()
                && elements.len() as u64 == n
                && !super::expr::has_star(elements)
            {
                let mut stmts = Vec::new();
                for (i, element) in elements.iter().enumerate() {
                    let index = mk(span, Types::SSIZE, ExprKind::Int(i.into()));
                    let item = mk(span, elem, ExprKind::CIndex(Box::new(value.clone()), Box::new(index)));
                    let (stmt, item) = self.in_temp(item);
                    stmts.push(stmt);
                    stmts.extend(self.store(element, item));
                }
                return stmts;
            }
            let value = self.to_object(value);
            let target = self.unpack_target(span, elements, value.ty);
            return vec![mk_stmt(span, StmtKind::Assign { targets: vec![target], value })];
        }
        if let Some((object, setter)) = self.c_property_target(target) {
            return vec![self.set_c_property(span, object, setter, value)];
        }
        let target = self.target(target);
        let value = self.coerce(value, target.ty);
        vec![mk_stmt(span, StmtKind::Assign { targets: vec![target], value })]
    }

    /// `target op= value`.
    pub(super) fn aug_assign(
        &mut self,
        span: Span,
        target: &'ast ast::Expr,
        op: ast::BinaryOp,
        value: &'ast ast::Expr,
    ) -> Vec<Stmt> {
        if let Some((object, setter)) = self.c_property_target(target) {
            let read = self.expr(target);
            let right = self.expr(value);
            let value = self.binary(span, op, read, right);
            return vec![self.set_c_property(span, object, setter, value)];
        }
        if let Some(stmts) = self.assign_complex_part(span, target, Some(op), value) {
            return stmts;
        }
        let place = self.target(target);
        let hir_op = self.bin_op(op);
        let flags = self.arith_flags();
        if place.ty == Types::ERROR || matches!(place.kind, TargetKind::Discard) {
            return vec![];
        }
        if is_byte(&place) {
            return self.aug_assign_byte(span, place, op, value);
        }
        if is_unpack(&place) {
            self.error(codes::SYNTAX_ERROR, span, "illegal expression for augmented assignment");
            return vec![];
        }
        let right = self.expr(value);
        if right.ty == Types::ERROR {
            return vec![];
        }
        let t = self.types();
        // A pointer moves by a number.
        let right = if matches!(t.kind(place.ty), Type::Ptr(_)) && t.is_object(right.ty) {
            self.coerce(right, Types::SSIZE)
        } else {
            right
        };
        let t = self.types();
        if t.is_object(place.ty) {
            let value = self.to_object(right);
            return vec![mk_stmt(span, StmtKind::AugAssign { target: place, op: hir_op, value, flags })];
        }
        // C operands: the operation's type decides what the value becomes.
        let probe = mk(span, place.ty, ExprKind::Deref(Box::new(self.error_expr(span))));
        let (result, _) = self.dry_run(|b| b.binary(span, op, probe, right.clone()));
        let simple = matches!(place.kind, TargetKind::Local(_) | TargetKind::CVar(_) | TargetKind::Outer(..));
        if simple {
            // A plain variable: `x = x op value`.
            let read = match &place.kind {
                TargetKind::Local(id) => mk(span, place.ty, ExprKind::Local(*id)),
                TargetKind::CVar(id) => mk(span, place.ty, ExprKind::CVar(*id)),
                TargetKind::Outer(f, id) => mk(span, place.ty, ExprKind::Outer(*f, *id)),
                _ => return vec![],
            };
            let value = self.binary(span, op, read, right);
            let value = self.coerce(value, place.ty);
            return vec![mk_stmt(span, StmtKind::Assign { targets: vec![place], value })];
        }
        if result.ty == Types::ERROR {
            let _ = self.binary(
                span,
                op,
                mk(span, place.ty, ExprKind::Deref(Box::new(self.error_expr(span)))),
                right,
            );
            return vec![];
        }
        let t = self.types();
        if !self.can_coerce(result.ty, place.ty) {
            let message =
                format!("Cannot assign type '{}' to '{}'", display(t, result.ty), display(t, place.ty));
            self.error(codes::TYPE_MISMATCH, span, message);
            return vec![];
        }
        let value = if t.is_pointer(result.ty) {
            self.coerce(right, Types::SSIZE)
        } else if t.is_object(result.ty) {
            self.to_object(right)
        } else {
            self.coerce(right, result.ty)
        };
        vec![mk_stmt(span, StmtKind::AugAssign { target: place, op: hir_op, value, flags })]
    }

    /// `b[i] op= value` of a bytearray: the byte is read, and stored with its checks.
    fn aug_assign_byte(
        &mut self,
        span: Span,
        place: Target,
        op: ast::BinaryOp,
        value: &'ast ast::Expr,
    ) -> Vec<Stmt> {
        let TargetKind::Item(base, index) = place.kind else { return vec![] };
        let Index::Ssize { index, wraparound, boundscheck } = *index else { return vec![] };
        let (set_base, base) = self.reuse(base);
        let (set_index, index) = self.reuse(index);
        let mut stmts: Vec<Stmt> = set_base.into_iter().chain(set_index).collect();
        let flag = |b: bool| mk(span, Types::INT, ExprKind::Int((b as i32).into()));
        let args = vec![base.clone(), index.clone(), flag(wraparound), flag(boundscheck)];
        let read = mk(span, Types::INT, ExprKind::Prim(pyxide_types::Prim::BytesGetChar, args));
        let right = self.expr(value);
        let value = self.binary(span, op, read, right);
        let value = self.byte_value(value);
        let kind = TargetKind::Item(base, Box::new(Index::Ssize { index, wraparound, boundscheck }));
        let target = Target { span, ty: Types::INT, kind, coerce: None };
        stmts.push(mk_stmt(span, StmtKind::Assign { targets: vec![target], value }));
        stmts
    }

    /// `del target, …`. What deletes C++ objects goes to `before`.
    pub(super) fn delete(
        &mut self,
        targets: &'ast [ast::Expr],
        out: &mut Vec<Target>,
        before: &mut Vec<Stmt>,
    ) {
        for t in targets {
            match &t.kind {
                ast::ExprKind::Tuple { elements, .. } | ast::ExprKind::List(elements) => {
                    self.delete(elements, out, before);
                }
                _ => {
                    let target = self.target(t);
                    let ty = if is_byte(&target) { Types::OBJECT } else { target.ty };
                    if !self.types().is_object(ty) && ty != Types::ERROR {
                        if matches!(self.types().kind(ty), Type::Ptr(p) if matches!(self.types().kind(*p), Type::Cpp(_)))
                        {
                            self.unsupported(t.span, "deletion of C++ objects");
                            let pointer = self.expr(t);
                            let kind = StmtKind::Expr(self.opaque(t.span, Types::VOID, "del", vec![pointer]));
                            before.push(mk_stmt(t.span, kind));
                        } else {
                            let what = "Deletion of non-Python, non-C++ object";
                            self.error(codes::INVALID_OPERATION, t.span, what);
                        }
                        continue;
                    }
                    if let TargetKind::CVar(_) = target.kind {
                        let message = "a C variable of a module always has a value: it cannot be deleted";
                        let help = "assign None to it, or make it a Python global by leaving out `cdef`";
                        self.report_with_help(codes::INVALID_OPERATION, t.span, message, help);
                        continue;
                    }
                    out.push(target);
                }
            }
        }
    }
}

/// A byte of a bytearray.
fn is_byte(t: &Target) -> bool {
    matches!(t.kind, TargetKind::Item(..)) && t.ty == Types::INT
}

fn is_unpack(t: &Target) -> bool {
    matches!(t.kind, TargetKind::Unpack { .. })
}
