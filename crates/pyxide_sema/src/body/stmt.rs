//! Statements: the dispatch over syntax, and the simple ones.

use super::{Body, mk, mk_stmt};
use crate::directives::Directive;
use crate::scope::{ScopeKind, SymbolKind};
use pyxide_diagnostics::{Diagnostic, Span, codes};
use pyxide_hir::{Expr, ExprKind, GilState, Stmt, StmtKind};
use pyxide_syntax::ast;
use pyxide_types::{Type, Types};

impl<'ast> Body<'_, 'ast, '_> {
    /// The statements of a function body; its docstring is no statement.
    pub(super) fn statements(&mut self, body: &'ast [ast::Stmt]) -> Vec<Stmt> {
        let skip = body.first().is_some_and(
            |s| matches!(&s.kind, ast::StmtKind::Expr(e) if matches!(e.kind, ast::ExprKind::Str(_))),
        );
        self.block(&body[skip as usize..])
    }

    pub(super) fn block(&mut self, body: &'ast [ast::Stmt]) -> Vec<Stmt> {
        let mut out = Vec::new();
        // Methods below an `if` or a `with` of an extension class are the type's own, as those beside it.
        if let ScopeKind::CClass(class) = self.cx.scopes.get(self.scope).kind {
            self.ext_class_statements(class, body, &mut out);
            return out;
        }
        let drops = matches!(self.cx.scopes.get(self.scope).kind, ScopeKind::Function(_))
            && self.dirs.is_on(Directive::RemoveUnreachable);
        for (at, stmt) in body.iter().enumerate() {
            let first = out.len();
            self.stmt(stmt, &mut out);
            // What control never reaches is not analysed, so that what is wrong with it does not matter.
            let Some(next) = body.get(at + 1).filter(|_| drops && leaves(&out[first..])) else { continue };
            if self.dry == 0 && self.fused.is_empty() && self.dirs.is_on(Directive::WarnUnreachable) {
                self.cx.sink.push(Diagnostic::new(codes::UNREACHABLE_CODE, "Unreachable code").at(next.span));
            }
            break;
        }
        out
    }

    pub(super) fn stmt(&mut self, stmt: &'ast ast::Stmt, out: &mut Vec<Stmt>) {
        use ast::StmtKind as K;
        let span = stmt.span;
        if let Some(stmts) = super::scan::Substitute::substitute(&*self.cx, stmt) {
            out.extend(self.block(stmts));
            return;
        }
        match &stmt.kind {
            K::Expr(value) => match &value.kind {
                // Nobody sees the tuple.
                ast::ExprKind::Tuple { elements, .. }
                    if !super::expr::has_star(elements) && !self.makes_object_tuple(elements) =>
                {
                    for e in elements {
                        out.extend(self.expr_stmt(e.span, e));
                    }
                }
                _ => out.extend(self.expr_stmt(span, value)),
            },
            K::Assign { targets, value } => {
                if let Some(stmts) = self.declare_assign(span, targets, value) {
                    out.extend(stmts);
                } else if !self.refuse_late_array(targets, value) {
                    out.extend(self.assign(span, targets, value));
                }
            }
            K::AugAssign { target, op, value } => out.extend(self.aug_assign(span, target, *op, value)),
            K::AnnAssign { target, annotation, value } => {
                out.extend(self.annotated(span, target, annotation, value.as_deref()));
            }
            K::Pass => out.push(mk_stmt(span, StmtKind::Pass)),
            K::Break | K::Continue => {
                let (kind, word) = match stmt.kind {
                    K::Break => (StmtKind::Break, "break"),
                    _ => (StmtKind::Continue, "continue"),
                };
                if self.loops == 0 {
                    self.error(codes::SYNTAX_ERROR, span, format!("{word} statement not inside loop"));
                    return;
                }
                out.push(mk_stmt(span, kind));
            }
            K::Return(value) => out.push(self.return_stmt(span, value.as_deref())),
            K::Raise(raise) => out.push(self.raise(span, raise)),
            K::Global(names) => {
                for n in names {
                    self.globals.insert(n.name.clone());
                }
            }
            K::Nonlocal(_) => {}
            K::Del(targets) => {
                let mut list = Vec::new();
                self.delete(targets, &mut list, out);
                if !list.is_empty() {
                    out.push(mk_stmt(span, StmtKind::Delete(list)));
                }
            }
            K::Assert { test, message } => {
                let test = self.truth_expr(test);
                let message = message.as_ref().map(|m| self.object_expr(m));
                out.push(mk_stmt(span, StmtKind::Assert { test, message }));
            }
            K::Import(names) => self.import(names, out),
            K::ImportFrom(from) => self.import_from(span, from, out),
            K::If { branches, orelse } => {
                let mut arms = Vec::new();
                for b in branches {
                    let test = self.condition(&b.test);
                    match test.kind {
                        // What cannot run is not analysed: a specialisation may not type-check there.
                        ExprKind::Bool(false) => continue,
                        ExprKind::Bool(true) => {
                            let orelse = self.block(&b.body);
                            if arms.is_empty() {
                                out.extend(orelse);
                            } else {
                                out.push(mk_stmt(span, StmtKind::If { arms, orelse }));
                            }
                            return;
                        }
                        _ => {}
                    }
                    arms.push((test, self.block(&b.body)));
                }
                let orelse = self.block(orelse);
                if arms.is_empty() {
                    out.extend(orelse);
                } else {
                    out.push(mk_stmt(span, StmtKind::If { arms, orelse }));
                }
            }
            K::While { test, body, orelse } => out.push(self.while_stmt(span, test, body, orelse)),
            K::For(f) => out.push(self.for_stmt(span, f)),
            K::Try(t) => out.push(self.try_stmt(span, t)),
            K::With { is_async, items, body } => out.extend(self.with_stmt(span, *is_async, items, body)),
            K::FunctionDef(def) => out.extend(self.def_stmt(span, def)),
            K::ClassDef(class) => out.extend(self.class_stmt(span, class)),
            K::Match { subject, cases } => out.push(self.match_stmt(span, subject, cases)),
            K::TypeAlias { .. } => self.unsupported(span, "`type` statements"),
            K::Print { stream, values, newline } => {
                // Printing takes the GIL by itself.
                let nogil = std::mem::replace(&mut self.nogil, false);
                let dest = stream.as_ref().map(|s| self.object_expr(s));
                let values = values.iter().map(|v| self.object_expr(v)).collect();
                self.nogil = nogil;
                let print = mk_stmt(span, StmtKind::Print { dest, values, newline: *newline });
                out.push(if nogil {
                    mk_stmt(span, StmtKind::Gil { state: GilState::WithGil, body: vec![print] })
                } else {
                    print
                });
            }
            K::Exec { code, globals, locals } => {
                let code = self.object_expr(code);
                let globals = globals.as_ref().map(|g| self.object_expr(g));
                let locals = locals.as_ref().map(|l| self.object_expr(l));
                let (globals, locals) = match globals {
                    Some(g) => (Some(g), locals),
                    None => {
                        let (g, l) = self.namespaces(span);
                        (Some(g), Some(l))
                    }
                };
                out.push(mk_stmt(span, StmtKind::Exec { code, globals, locals }));
            }
            K::CVarDef(def) => out.extend(self.c_var_stmt(span, def)),
            K::CdefBlock(body) => out.extend(self.block(body)),
            K::CClassDef(def) => out.extend(self.c_class_stmt(span, def)),
            K::CFuncDef(def) => out.extend(self.c_func_stmt(span, def)),
            K::Property { .. }
            | K::CImport(_)
            | K::CImportFrom(_)
            | K::Def { .. }
            | K::CdefExtern(_)
            | K::CStructDef(_)
            | K::CEnumDef(_)
            | K::CppClassDef(_)
            | K::CTypedef(_)
            | K::FusedDef(_)
            | K::Include(_)
            | K::CompileIf { .. }
            | K::Error => {}
        }
    }

    /// Whether a tuple that nobody uses would be made of objects where that is not allowed.
    fn makes_object_tuple(&mut self, elements: &'ast [ast::Expr]) -> bool {
        self.nogil
            && elements.iter().any(|e| {
                let ty = self.dry_run(|b| b.expr(e).ty).0;
                self.types().is_object(ty)
            })
    }

    /// The condition of an `if`, a conditional expression or a comprehension, which may say how it mostly ends: `cython.likely(x)`.
    pub(super) fn condition(&mut self, test: &'ast ast::Expr) -> Expr {
        if let ast::ExprKind::Call { func, args } = &test.kind
            && let [ast::Arg::Positional(value)] = args.as_slice()
            && let Some(SymbolKind::Cython(path)) = self.symbol_of(func)
            && let [word] = path.as_slice()
            && (word == "likely" || word == "unlikely")
        {
            let value = self.truth_expr(value);
            return mk(test.span, Types::BINT, ExprKind::Likely(word == "likely", Box::new(value)));
        }
        self.truth_expr(test)
    }

    fn expr_stmt(&mut self, span: Span, value: &'ast ast::Expr) -> Option<Stmt> {
        if self.is_pure_declaration(value) {
            return None;
        }
        self.value_unused = matches!(value.kind, ast::ExprKind::Call { .. });
        let value = self.expr(value);
        let unknown = value.ty == Types::ERROR && !matches!(value.kind, ExprKind::Opaque { .. });
        let complex = matches!(value.kind, ExprKind::Imaginary(_)) && self.types().is_object(value.ty);
        if unknown || value.is_constant() && !(complex && self.nogil) {
            // A lone constant (a string in the middle of a body) does nothing.
            return None;
        }
        let value = match self.types().kind(value.ty) {
            // A function that is only named must not become an object.
            Type::Func(_) => return None,
            // `<void> value`: evaluated for its effects.
            Type::Void if matches!(value.kind, ExprKind::Coerce(..)) => {
                let ExprKind::Coerce(_, operand) = value.kind else { return None };
                if matches!(self.types().kind(operand.ty), Type::Func(_)) || operand.is_constant() {
                    return None;
                }
                *operand
            }
            _ => value,
        };
        Some(mk_stmt(span, StmtKind::Expr(value)))
    }

    fn annotated(
        &mut self,
        span: Span,
        target: &'ast ast::Expr,
        annotation: &'ast ast::Expr,
        value: Option<&'ast ast::Expr>,
    ) -> Vec<Stmt> {
        let mut out = Vec::new();
        if let Some(value) = value {
            let targets = std::slice::from_ref(target);
            match self.declare_assign(span, targets, value) {
                Some(stmts) => out.extend(stmts),
                None => out.extend(self.assign(span, targets, value)),
            }
        }
        // Bodies of modules and Python classes record annotations of plain names.
        let python_class = matches!(self.cx.scopes.get(self.scope).kind, ScopeKind::PyClass);
        if let Some(name) = target.as_name()
            && (python_class || self.is_module_level() && self.scope == self.cx.module)
        {
            let text = self.annotation_text(annotation);
            let text = mk(annotation.span, Types::STR, ExprKind::Str(pyxide_hir::Text::Utf8(text)));
            out.extend(self.record_annotation(span, name, text));
        }
        out
    }

    fn raise(&mut self, span: Span, raise: &'ast ast::Raise) -> Stmt {
        let exc = raise.exc.as_ref().map(|e| self.object_expr(e));
        let cause = raise.cause.as_ref().map(|e| self.object_expr(e));
        let traceback = raise.traceback.as_ref().map(|e| self.object_expr(e));
        if let Some(value) = &raise.value {
            // `raise E, v[, tb]`: what the value means is decided when it is raised.
            let value = self.object_expr(value);
            let traceback = traceback.unwrap_or_else(|| mk(span, Types::OBJECT, ExprKind::None));
            return mk_stmt(span, StmtKind::Raise { exc, cause: Some(value), traceback: Some(traceback) });
        }
        mk_stmt(span, StmtKind::Raise { exc, cause, traceback })
    }

    /// An expression's value thrown away, as a statement.
    pub(super) fn discard(&self, value: Expr) -> Stmt {
        mk_stmt(value.span, StmtKind::Expr(value))
    }
}

/// Whether control never gets past the statements, as far as their form tells.
fn leaves(stmts: &[Stmt]) -> bool {
    stmts.iter().any(|s| match &s.kind {
        StmtKind::Return(_) | StmtKind::Raise { .. } | StmtKind::Break | StmtKind::Continue => true,
        StmtKind::If { arms, orelse } => arms.iter().all(|(_, body)| leaves(body)) && leaves(orelse),
        StmtKind::Try { body, handlers, orelse, finally } => {
            leaves(finally) || ((leaves(body) || leaves(orelse)) && handlers.iter().all(|h| leaves(&h.body)))
        }
        StmtKind::Gil { body, .. } | StmtKind::Guard { body, .. } => leaves(body),
        _ => false,
    })
}
