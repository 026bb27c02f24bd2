//! Statements: one match that hands each kind to its topic.

use crate::cx::{FnCx, RetMode};
use crate::finally::FrameKind;
use pyxide_hir::{Arg, Coercion, Expr, ExprKind, Stmt, StmtKind, Target, TargetKind};
use pyxide_mir::{Const, Operand, Rvalue, Terminator};
use pyxide_types::{Prim, TypeId, Types};

impl<'a> FnCx<'a, '_> {
    pub fn stmts(&mut self, stmts: &'a [Stmt]) {
        for s in stmts {
            if !self.b.is_reachable() {
                return;
            }
            self.stmt(s);
        }
    }

    pub fn stmt(&mut self, s: &'a Stmt) {
        let old = std::mem::replace(&mut self.b.span, s.span);
        self.stmt_inner(s);
        self.b.span = old;
    }

    fn stmt_inner(&mut self, s: &'a Stmt) {
        let has_own_lines = matches!(
            s.kind,
            StmtKind::Pass | StmtKind::Block(_) | StmtKind::Guard { .. } | StmtKind::If { .. }
        );
        if self.trace.is_some() && !has_own_lines {
            self.trace_line(s.span);
        }
        match &s.kind {
            StmtKind::Expr(e) => self.expr_effect(e),
            StmtKind::Assign { targets, value } => self.assign_stmt(targets, value),
            StmtKind::AugAssign { target, op, value, flags } => self.aug_assign(target, *op, value, *flags),
            StmtKind::Delete(targets) => targets.iter().for_each(|t| self.delete(t)),
            StmtKind::Return(value) => self.return_stmt(value.as_ref()),
            StmtKind::Raise { exc, cause, traceback } => {
                if self.b.nogil {
                    self.with_gil(|cx| cx.raise(exc.as_ref(), cause.as_ref(), traceback.as_ref()));
                } else {
                    self.raise(exc.as_ref(), cause.as_ref(), traceback.as_ref());
                }
            }
            StmtKind::Assert { test, message } => self.assert(test, message.as_ref()),
            StmtKind::If { arms, orelse } => {
                let done = self.b.new_block();
                for (test, body) in arms {
                    self.trace_line(test.span);
                    let (yes, no) = (self.b.new_block(), self.b.new_block());
                    self.condition(test, yes, no);
                    self.b.start(yes);
                    self.stmts(body);
                    self.b.goto(done);
                    self.b.start(no);
                }
                self.stmts(orelse);
                self.b.goto(done);
                self.b.start(done);
            }
            StmtKind::While { test, body, orelse } => self.while_stmt(test, body, orelse),
            StmtKind::For { target, iter, body, orelse, is_async } => {
                self.for_stmt(target, iter, body, orelse, *is_async)
            }
            StmtKind::Break => self.exit_loop(true),
            StmtKind::Continue => self.exit_loop(false),
            StmtKind::Try { body, handlers, orelse, finally } => {
                self.try_stmt(body, handlers, orelse, finally, false)
            }
            StmtKind::TryStar { body, handlers, orelse, finally } => {
                self.try_stmt(body, handlers, orelse, finally, true)
            }
            StmtKind::With { manager, enter, target, body, is_async } => {
                self.with_stmt(manager, enter.as_ref(), target.as_ref(), body, *is_async)
            }
            StmtKind::Gil { state, body } => self.gil_stmt(*state, body),
            StmtKind::Guard { enter, exit, body } => {
                self.expr_effect(enter);
                self.guarded(exit, |cx| cx.stmts(body));
            }
            StmtKind::Match { subject, cases } => self.match_stmt(subject, cases),
            StmtKind::PyClass(class) => self.py_class(class),
            StmtKind::ExtClass { class, body } => self.ext_class(*class, body),
            StmtKind::ImportStar { module } => {
                let m = self.object(module);
                self.effect(Prim::ImportStar, vec![m]);
            }
            StmtKind::Print { dest, values, newline } => {
                let all: Vec<&Expr> = dest.iter().chain(values).collect();
                let mut values = self.objects(&all);
                let dest = if dest.is_some() { values.remove(0) } else { Const::Null(Types::OBJECT).into() };
                let mut args = vec![dest, Operand::int(i64::from(*newline), Types::INT)];
                args.append(&mut values);
                self.effect(Prim::Print, args);
            }
            StmtKind::Exec { code, globals, locals } => {
                let all: Vec<&Expr> = std::iter::once(code).chain(globals).chain(locals).collect();
                let mut args = self.objects(&all);
                while args.len() < 3 {
                    args.push(Const::Null(Types::OBJECT).into());
                }
                self.effect(Prim::Exec, args);
            }
            StmtKind::ComprehensionAppend { id, value } => self.comprehension_append(*id, value),
            StmtKind::ComprehensionUnpack { id, value } => self.comprehension_unpack(*id, value),
            StmtKind::ComprehensionPut { id, key, value } => self.comprehension_put(*id, key, value),
            StmtKind::Pass => {}
            StmtKind::Block(body) => self.stmts(body),
        }
    }

    fn assign_stmt(&mut self, targets: &'a [Target], value: &'a Expr) {
        if let ([target], ExprKind::Tuple(items) | ExprKind::List(items)) = (targets, &value.kind)
            && self.assign_parallel(target, items)
        {
            return;
        }
        let v = self.expr(value);
        let v = if targets.len() > 1 && self.is_user_reg(&v) { self.copy(v).into() } else { v };
        for t in targets {
            self.assign(t, v.clone(), value.ty);
        }
        if matches!(targets, [Target { kind: TargetKind::Discard, .. }]) {
            self.drop_result(&v);
        }
    }

    /// `a, b = x, y`: no tuple is built, all values are evaluated before the first store.
    fn assign_parallel(&mut self, target: &'a Target, items: &'a [Arg]) -> bool {
        let TargetKind::Unpack { items: targets, star: None } = &target.kind else { return false };
        if targets.len() != items.len() {
            return false;
        }
        let mut exprs = vec![];
        for (t, item) in targets.iter().zip(items) {
            let Arg::Value(e) = item else { return false };
            exprs.push(self.direct_value(t, e));
        }
        let es: Vec<&'a Expr> = exprs.iter().map(|(e, _)| *e).collect();
        let mut values = vec![];
        for (i, e) in es.iter().enumerate() {
            let v = self.expr_before(e, &es[i + 1..]);
            // A variable may be one of the targets.
            let v = if self.is_user_reg(&v) && targets.len() > 1 { self.copy(v).into() } else { v };
            values.push(v);
        }
        for ((t, v), (e, direct)) in targets.iter().zip(values).zip(exprs) {
            if direct {
                let old = std::mem::replace(&mut self.b.span, t.span);
                self.assign_direct(t, v, e.ty);
                self.b.span = old;
            } else {
                self.assign(t, v, e.ty);
            }
        }
        true
    }

    /// A C value that would become an object only to be converted back is taken as it is.
    fn direct_value(&self, t: &Target, e: &'a Expr) -> (&'a Expr, bool) {
        if let (ExprKind::Coerce(Coercion::ToObject, inner), Some(Coercion::FromObject)) = (&e.kind, t.coerce)
        {
            let same = self.types().unqualified(inner.ty) == self.types().unqualified(t.ty);
            let numbers = self.types().is_int(inner.ty)
                && self.types().is_int(t.ty)
                && matches!(inner.kind, ExprKind::Int(_));
            if same || numbers {
                return (inner, true);
            }
        }
        (e, false)
    }

    /// Stores a value of (nearly) the target's own C type.
    fn assign_direct(&mut self, t: &'a Target, v: Operand, from: TypeId) {
        let v = self.fit(v, from, t.ty);
        match &t.kind {
            TargetKind::Local(l) => {
                let place = self.local_place(*l);
                self.store_place(place, v, t.ty);
            }
            TargetKind::Memory(e) => {
                let place = self.place(e);
                self.store_place(place, v, t.ty);
            }
            _ => {
                // Variables reached otherwise go the ordinary way.
                let o = self.to_object(v, t.ty, Types::OBJECT);
                self.assign(t, o, Types::OBJECT);
            }
        }
    }

    fn return_stmt(&mut self, value: Option<&'a Expr>) {
        let ret = self.b.func.ret;
        let v = match (value, self.ret) {
            (Some(e), RetMode::Value | RetMode::Hash) => {
                let v = self.expr(e);
                let v = self.fit(v, e.ty, ret);
                let v = if self.ret == RetMode::Hash { self.valid_hash(v) } else { v };
                Some(if self.is_user_reg(&v) && self.exit_runs_code() { self.copy(v).into() } else { v })
            }
            (Some(e), _) => {
                self.expr_effect(e);
                self.default_return()
            }
            (None, _) => self.default_return(),
        };
        self.leave_and_return(v);
    }

    fn valid_hash(&mut self, v: Operand) -> Operand {
        let ty = self.b.func.ret;
        let error =
            self.b.value(Types::BINT, Rvalue::Binary(pyxide_mir::BinOp::Eq, v.clone(), Operand::int(-1, ty)));
        self.b.value(ty, Rvalue::Select(error.into(), Operand::int(-2, ty), v)).into()
    }

    /// What a function returns that ends without `return`.
    pub fn default_return(&mut self) -> Option<Operand> {
        let ret = self.b.func.ret;
        match self.ret {
            RetMode::Void => None,
            RetMode::Status => Some(Operand::int(0, Types::INT)),
            RetMode::Hash => Some(Operand::int(0, ret)),
            RetMode::Value if self.is_object(ret) => Some(Const::None.into()),
            RetMode::Value if self.types().is_void(ret) => None,
            RetMode::Value => Some(match self.zero(ret) {
                Some(zero) => zero,
                None => self.b.value(ret, pyxide_mir::Rvalue::Aggregate(vec![])).into(),
            }),
        }
    }

    fn exit_loop(&mut self, is_break: bool) {
        let found = self.frames.iter().enumerate().rev().find_map(|(i, f)| match f.kind {
            FrameKind::Loop { on_break, on_continue } => Some((i, on_break, on_continue)),
            _ => None,
        });
        let Some((i, on_break, on_continue)) = found else {
            let span = self.b.span;
            self.unsupported(span, "`break` or `continue` outside of a loop");
            return;
        };
        self.leave(i + 1, |cx| cx.b.goto(if is_break { on_break } else { on_continue }));
    }

    fn raise(&mut self, exc: Option<&'a Expr>, cause: Option<&'a Expr>, traceback: Option<&'a Expr>) {
        let Some(exc) = exc else {
            self.effect(Prim::Reraise, vec![]);
            self.b.terminate(Terminator::Unwind);
            return;
        };
        let given: Vec<&Expr> = std::iter::once(exc).chain(cause).chain(traceback).collect();
        let mut values = self.objects(&given).into_iter();
        let exc = values.next().unwrap_or(Const::None.into());
        let cause = cause.and_then(|_| values.next());
        match traceback.and_then(|_| values.next()) {
            Some(tb) => {
                self.effect(Prim::RaiseTraceback, vec![exc, cause.unwrap_or(Const::None.into()), tb]);
            }
            None => {
                let cause = cause.unwrap_or(Const::Null(Types::OBJECT).into());
                self.effect(Prim::Raise, vec![exc, cause]);
            }
        }
        self.b.terminate(Terminator::Unwind);
    }

    fn assert(&mut self, test: &'a Expr, message: Option<&'a Expr>) {
        let (check, fail, done) = (self.b.new_block(), self.b.new_block(), self.b.new_block());
        let enabled = self.prim(Prim::AssertionsEnabled, vec![]);
        self.b.branch(enabled, check, done);
        self.b.start(check);
        self.condition(test, done, fail);
        self.b.start(fail);
        let body = |cx: &mut Self| {
            let message = match message {
                Some(m) => cx.object(m),
                None => Const::Null(Types::OBJECT).into(),
            };
            cx.effect(Prim::RaiseAssertion, vec![message]);
            cx.b.terminate(Terminator::Unwind);
        };
        if self.b.nogil {
            self.with_gil(body)
        } else {
            body(self)
        }
        self.b.start(done);
    }
}
