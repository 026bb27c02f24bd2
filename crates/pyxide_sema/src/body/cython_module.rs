//! The `cython` module: casts, declarations and types written as Python calls.

use super::types::display;
use super::{Body, mk};
use crate::declare;
use pyxide_diagnostics::{Span, codes};
use pyxide_hir::{Expr, ExprKind, Stmt, Text};
use pyxide_syntax::ast;
use pyxide_types::Types;
use smol_str::SmolStr;

impl<'ast> Body<'_, 'ast, '_> {
    /// `cython.NAME` as a value.
    pub(super) fn cython_value(&mut self, path: &[SmolStr], span: Span) -> Expr {
        let parts: Vec<&str> = path.iter().map(|p| p.as_str()).collect();
        match parts[..] {
            ["NULL"] => mk(span, Types::NULL, ExprKind::Null),
            ["compiled"] => mk(span, Types::BINT, ExprKind::Bool(true)),
            ["__version__"] => mk(span, Types::STR, ExprKind::Str(Text::Utf8("3.3.1".into()))),
            ["dataclasses" | "view" | "parallel", ..] => {
                self.unsupported_expr(span, format!("cython.{}", parts.join(".")), vec![])
            }
            _ => {
                let ty = self.with_env(|cx, env| declare::types::cython_path(cx, env, &parts));
                if let Some(b) = ty.and_then(|ty| super::types::builtin(self.types(), ty)) {
                    return mk(span, Types::TYPE, ExprKind::BuiltinType(b));
                }
                let message = format!("cython.{} is not a value", parts.join("."));
                self.error(codes::INVALID_OPERATION, span, message);
                self.error_expr(span)
            }
        }
    }

    /// `cython.NAME(args)`.
    pub(super) fn cython_call(&mut self, span: Span, path: &[SmolStr], args: &'ast [ast::Arg]) -> Expr {
        let parts: Vec<&str> = path.iter().map(|p| p.as_str()).collect();
        let values: Vec<&'ast ast::Expr> = args
            .iter()
            .filter_map(|a| if let ast::Arg::Positional(e) = a { Some(e) } else { None })
            .collect();
        let typecheck = args.iter().any(|a| {
            matches!(a, ast::Arg::Keyword { name, value }
                if name.name == "typecheck" && matches!(value.kind, ast::ExprKind::True))
        });
        match (&parts[..], &values[..]) {
            (["cast"], [ty, value]) => match self.type_argument(ty) {
                Some(to) => self.cast_to(span, to, typecheck, value),
                None => self.error_expr(span),
            },
            (["declare"], [ty]) => {
                self.type_argument(ty);
                mk(span, Types::OBJECT, ExprKind::None)
            }
            (["declare"], [ty, value]) => match self.type_argument(ty) {
                Some(to) => self.expr_as(value, to),
                None => self.error_expr(span),
            },
            (["typeof"], [ast]) => {
                let value = ast;
                let value = self.dry_run(|b| b.expr(value)).0;
                let text = match self.written_type(ast) {
                    Some(ty) => display(self.types(), ty),
                    None => self.typeof_text(&value),
                };
                mk(span, Types::STR, ExprKind::Str(Text::Utf8(text.into())))
            }
            (["sizeof"], [value]) => match self.optional_type(value) {
                Some(ty) => mk(span, Types::SIZE, ExprKind::SizeOf(ty)),
                None => {
                    let value = self.dry_run(|b| b.expr(value)).0;
                    self.sizeof_value(span, &value)
                }
            },
            (["address"] | ["operator", "address"], [value]) => {
                let value = self.expr(value);
                self.address_of_value(span, value)
            }
            (["operator", "dereference"], [value]) => self.dereference(span, value),
            (["operator", "preincrement" | "predecrement" | "postincrement" | "postdecrement"], [value]) => {
                self.step(span, parts[1], value)
            }
            (["likely" | "unlikely"], [value]) => {
                self.expr(value);
                let message = format!("cython.{} can only be the whole condition after an `if`", parts[0]);
                self.error(codes::INVALID_OPERATION, span, message);
                self.error_expr(span)
            }
            (["cdiv" | "cmod"], [left, right]) => {
                let op = if parts[0] == "cdiv" { ast::BinaryOp::FloorDiv } else { ast::BinaryOp::Mod };
                let on = self
                    .dirs
                    .with([(crate::directives::Directive::Cdivision, crate::directives::Value::Bool(true))]);
                let saved = std::mem::replace(&mut self.dirs, std::rc::Rc::new(on));
                let left = self.expr(left);
                let right = self.expr(right);
                let value = self.binary(span, op, left, right);
                self.dirs = saved;
                value
            }
            (["parallel", "threadid"], []) => mk(span, Types::INT, ExprKind::Int(0.into())),
            (["operator", ..], _) => {
                self.unsupported_expr(span, format!("cython.{}", parts.join(".")), vec![])
            }
            (["view" | "parallel" | "dataclasses", ..] | ["inline"], _) => {
                self.unsupported_expr(span, format!("cython.{}", parts.join(".")), vec![])
            }
            (_, values) if self.cython_builtin(&parts).is_some() => {
                let name = self.cython_builtin(&parts).map_or("", |b| b.py_name());
                let _ = values;
                match self.builtin_call(span, name, args) {
                    Some(e) => e,
                    None => {
                        let callee = self.cython_value(path, span);
                        self.python_call(span, callee, args)
                    }
                }
            }
            (_, [value]) => {
                // A type called like a function converts.
                let whole = self.with_env(|cx, env| declare::types::cython_path(cx, env, &parts));
                match whole {
                    Some(to) => self.cast_to(span, to, false, value),
                    None => self.unknown_cython(span, &parts),
                }
            }
            _ => self.unknown_cython(span, &parts),
        }
    }

    /// The builtin type that `cython.NAME` is, for names that mean the same in Python.
    fn cython_builtin(&mut self, parts: &[&str]) -> Option<pyxide_types::BuiltinType> {
        let ty = self.with_env(|cx, env| declare::types::cython_path(cx, env, parts))?;
        super::types::builtin(self.types(), ty)
    }

    /// `preincrement` and its like on a C number or pointer.
    fn step(&mut self, span: Span, name: &str, operand: &'ast ast::Expr) -> Expr {
        let op = if name.ends_with("increment") { ast::BinaryOp::Add } else { ast::BinaryOp::Sub };
        let target = self.target(operand);
        let before = self.expr(operand);
        let ty = target.ty;
        if before.ty == Types::ERROR {
            return before;
        }
        let one = mk(span, Types::INT, ExprKind::Int(1.into()));
        if name.starts_with("pre") {
            let value = self.binary(span, op, before, one);
            let value = self.coerce(value, ty);
            return mk(span, ty, ExprKind::Walrus(Box::new(target), Box::new(value)));
        }
        let (keep, old) = self.in_temp(before);
        let value = self.binary(span, op, old.clone(), one);
        let value = self.coerce(value, ty);
        let store = super::mk_stmt(span, pyxide_hir::StmtKind::Assign { targets: vec![target], value });
        mk(span, ty, ExprKind::Sequence(vec![keep, store], Box::new(old)))
    }

    fn unknown_cython(&mut self, span: Span, parts: &[&str]) -> Expr {
        let message =
            format!("'{}' not a valid cython attribute or is being used incorrectly", parts.join("."));
        self.error(codes::INVALID_OPERATION, span, message);
        self.error_expr(span)
    }

    fn optional_type(&mut self, e: &'ast ast::Expr) -> Option<pyxide_types::TypeId> {
        if let ast::ExprKind::Str(s) = &e.kind {
            let text = s.value.to_string_lossy();
            return declare::types::simple_type(self.cx, &text);
        }
        self.with_env(|cx, env| declare::types::expr_as_type(cx, env, e, true))
    }

    fn type_argument(&mut self, e: &'ast ast::Expr) -> Option<pyxide_types::TypeId> {
        let ty = self.optional_type(e);
        if ty.is_none() {
            self.error(codes::INVALID_DECLARATION, e.span, "Unknown type");
        }
        ty
    }

    /// The type of an expression that is a C value here, but for the language an object (or a C tuple).
    fn written_type(&mut self, e: &'ast ast::Expr) -> Option<pyxide_types::TypeId> {
        match &e.kind {
            ast::ExprKind::Call { func, .. } => {
                let name = func.as_name().filter(|n| self.is_builtin_name(n))?;
                match name.as_str() {
                    "bool" => Some(Types::PY_BOOL),
                    "any" | "all" | "globals" | "input" => Some(Types::OBJECT),
                    "float" => Some(Types::DOUBLE),
                    _ => None,
                }
            }
            ast::ExprKind::Binary { op, left, right } => {
                let (ty, _) = self.dry_run(|b| {
                    let (left, right) = (b.expr(left), b.expr(right));
                    if !b.is_python_operation(*op, &left, &right) {
                        return None;
                    }
                    let op = b.bin_op(*op);
                    b.builtin_result(op, &left, &right)
                });
                ty
            }
            ast::ExprKind::Tuple { elements, .. } => {
                let (ty, _) = self.dry_run(|b| b.tuple_type(elements));
                Some(self.types().plain_container(ty))
            }
            _ => None,
        }
    }

    /// What `typeof` says.
    fn typeof_text(&self, value: &Expr) -> String {
        display(self.types(), value.ty)
    }

    fn dereference(&mut self, span: Span, value: &'ast ast::Expr) -> Expr {
        let value = self.expr(value);
        match self.types().pointee(value.ty) {
            Some(to) if !self.types().is_void(to) => mk(span, to, ExprKind::Deref(Box::new(value))),
            _ if value.ty == Types::ERROR => value,
            _ => {
                let message = format!("Cannot dereference '{}'", display(self.types(), value.ty));
                self.error(codes::INVALID_OPERATION, span, message);
                self.error_expr(span)
            }
        }
    }

    /// `x = cython.declare(T[, value])` and definitions of types: only a value is left to store.
    pub(super) fn declare_assign(
        &mut self,
        span: Span,
        targets: &'ast [ast::Expr],
        value: &'ast ast::Expr,
    ) -> Option<Vec<Stmt>> {
        let ast::ExprKind::Call { func, args } = &value.kind else { return None };
        let Some(crate::scope::SymbolKind::Cython(path)) = self.symbol_of(func) else { return None };
        let [name] = path.as_slice() else { return None };
        match name.as_str() {
            "declare" => match args.as_slice() {
                [_, ast::Arg::Positional(init)] => Some(self.assign(span, targets, init)),
                _ => Some(vec![]),
            },
            "typedef" | "struct" | "union" | "fused_type" | "pointer" | "const" => Some(vec![]),
            _ => None,
        }
    }

    /// A statement that only declares.
    pub(super) fn is_pure_declaration(&self, e: &ast::Expr) -> bool {
        let ast::ExprKind::Call { func, .. } = &e.kind else { return false };
        matches!(self.symbol_of(func), Some(crate::scope::SymbolKind::Cython(path))
            if path.len() == 1 && path[0] == "declare")
    }
}
