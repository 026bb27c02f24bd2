//! `match` statements.

use super::types::{self, display};
use super::{Body, mk, mk_stmt};
use pyxide_diagnostics::{Span, codes};
use pyxide_hir::{Expr, ExprKind, MatchCase, Pattern, Stmt, StmtKind, Target};
use pyxide_syntax::ast::{self, PatternKind};
use pyxide_types::Types;

impl<'ast> Body<'_, 'ast, '_> {
    pub(super) fn match_stmt(
        &mut self,
        span: Span,
        subject: &'ast ast::Expr,
        cases: &'ast [ast::MatchCase],
    ) -> Stmt {
        let (ty, _) = self.dry_run(|b| b.expr(subject).ty);
        let t = self.types();
        if t.is_pointer(ty) && types::python_type(t, ty).is_none() {
            return self.match_pointer(span, subject, cases);
        }
        let subject = self.object_expr(subject);
        let cases = cases
            .iter()
            .map(|case| {
                let pattern = self.pattern(&case.pattern);
                let guard = case.guard.as_ref().map(|g| self.truth_expr(g));
                let body = self.block(&case.body);
                MatchCase { pattern, guard, body, span: case.span }
            })
            .collect();
        mk_stmt(span, StmtKind::Match { subject, cases })
    }

    /// `match` of a pointer that has no object: patterns that are values and names are tests and assignments in C.
    fn match_pointer(&mut self, span: Span, subject: &'ast ast::Expr, cases: &'ast [ast::MatchCase]) -> Stmt {
        let subject = self.expr(subject);
        let (set, subject) = self.in_temp(subject);
        let mut arms = Vec::new();
        for case in cases {
            let mut stmts = Vec::new();
            let mut test = self.pointer_test(&case.pattern, &subject, &mut stmts);
            if let Some(guard) = &case.guard {
                // What the pattern names is bound before the guard looks at it.
                let guard = self.truth_expr(guard);
                let guard = self.with_stmts(std::mem::take(&mut stmts), guard);
                test =
                    mk(case.span, Types::BINT, ExprKind::BoolOp { is_and: true, items: vec![test, guard] });
            }
            stmts.extend(self.block(&case.body));
            arms.push((test, stmts));
        }
        // One arm that always runs makes the temporary part of the statement.
        let always = mk(span, Types::BINT, ExprKind::Bool(true));
        let chain = mk_stmt(span, StmtKind::If { arms, orelse: vec![] });
        mk_stmt(span, StmtKind::If { arms: vec![(always, vec![set, chain])], orelse: vec![] })
    }

    /// Whether a pointer matches; what the pattern binds goes to `stmts`.
    fn pointer_test(&mut self, p: &'ast ast::Pattern, subject: &Expr, stmts: &mut Vec<Stmt>) -> Expr {
        let always = mk(p.span, Types::BINT, ExprKind::Bool(true));
        let mut bind = |body: &mut Self, name: &'ast ast::Ident| {
            let target = body.capture_target(name, subject.ty);
            let value = Expr { span: name.span, ..subject.clone() };
            let kind = StmtKind::Assign { targets: vec![Target { coerce: None, ..target }], value };
            stmts.push(mk_stmt(name.span, kind));
        };
        match &p.kind {
            PatternKind::Wildcard | PatternKind::Error => always,
            PatternKind::Capture(name) => {
                bind(self, name);
                always
            }
            PatternKind::As { pattern, name } => {
                bind(self, name);
                self.pointer_test(pattern, subject, stmts)
            }
            PatternKind::Literal(value) | PatternKind::Value(value) => {
                let value = self.expr(value);
                let test = self.pair(p.span, pyxide_hir::CmpOp::Eq, subject.clone(), value);
                self.truth(test)
            }
            PatternKind::Or(alternatives) => {
                let items = alternatives.iter().map(|p| self.pointer_test(p, subject, stmts)).collect();
                mk(p.span, Types::BINT, ExprKind::BoolOp { is_and: false, items })
            }
            PatternKind::Sequence(_)
            | PatternKind::Star(_)
            | PatternKind::Mapping { .. }
            | PatternKind::Class { .. } => {
                let message =
                    format!("Cannot convert '{}' to Python object", display(self.types(), subject.ty));
                self.error(codes::TYPE_MISMATCH, p.span, message);
                always
            }
        }
    }

    fn capture_target(&mut self, name: &'ast ast::Ident, from: pyxide_types::TypeId) -> pyxide_hir::Target {
        let mut target = self.name_target(&name.name, name.span, false);
        target.coerce = self.target_coercion(name.span, from, target.ty);
        target
    }

    fn pattern(&mut self, p: &'ast ast::Pattern) -> Pattern {
        match &p.kind {
            PatternKind::Wildcard | PatternKind::Error => Pattern::Capture(None),
            PatternKind::Capture(name) => Pattern::Capture(Some(self.capture_target(name, Types::OBJECT))),
            PatternKind::Literal(value) => {
                let singleton =
                    matches!(value.kind, ast::ExprKind::None | ast::ExprKind::True | ast::ExprKind::False);
                let value = self.object_expr(value);
                if singleton { Pattern::Singleton(value) } else { Pattern::Value(value) }
            }
            PatternKind::Value(value) => Pattern::Value(self.object_expr(value)),
            PatternKind::Sequence(elements) => {
                let mut items = Vec::new();
                let mut star = None;
                for (i, e) in elements.iter().enumerate() {
                    match &e.kind {
                        PatternKind::Star(name) => {
                            let target = name.as_ref().map(|n| self.capture_target(n, Types::LIST));
                            if star.replace((i, target)).is_some() {
                                self.error(
                                    codes::SYNTAX_ERROR,
                                    e.span,
                                    "multiple starred expressions in sequence pattern",
                                );
                            }
                        }
                        _ => items.push(self.pattern(e)),
                    }
                }
                Pattern::Sequence { items, star }
            }
            PatternKind::Star(name) => {
                self.error(codes::SYNTAX_ERROR, p.span, "starred pattern outside of a sequence pattern");
                Pattern::Capture(name.as_ref().map(|n| self.capture_target(n, Types::LIST)))
            }
            PatternKind::Mapping { entries, rest } => {
                let mut keys = Vec::new();
                let items = entries
                    .iter()
                    .map(|e| {
                        let key = self.object_expr(&e.key);
                        if let Some(value) = constant_key(&key) {
                            if keys.contains(&value) {
                                let message = "this key stands in the pattern already";
                                self.error(codes::SYNTAX_ERROR, e.key.span, message);
                            }
                            keys.push(value);
                        }
                        (key, self.pattern(&e.pattern))
                    })
                    .collect();
                let rest = rest.as_ref().map(|n| self.capture_target(n, Types::DICT));
                Pattern::Mapping { items, rest }
            }
            PatternKind::Class { class, positional, keywords } => {
                for (i, k) in keywords.iter().enumerate() {
                    if keywords[..i].iter().any(|before| before.name.name == k.name.name) {
                        let message = format!("attribute '{}' stands in the pattern already", k.name.name);
                        self.error(codes::SYNTAX_ERROR, k.name.span, message);
                    }
                }
                Pattern::Class {
                    class: self.object_expr(class),
                    positional: positional.iter().map(|p| self.pattern(p)).collect(),
                    keywords: keywords
                        .iter()
                        .map(|k| (k.name.name.clone(), self.pattern(&k.pattern)))
                        .collect(),
                }
            }
            PatternKind::Or(alternatives) => {
                Pattern::Or(alternatives.iter().map(|p| self.pattern(p)).collect())
            }
            PatternKind::As { pattern, name } => {
                let pattern = self.pattern(pattern);
                Pattern::As(Box::new(pattern), self.capture_target(name, Types::OBJECT))
            }
        }
    }
}

/// A constant key as text that is the same for keys that compare equal; `None` for what is looked up.
fn constant_key(e: &Expr) -> Option<String> {
    let float = |x: f64| match x.fract() == 0.0 && x.abs() < 1e15 {
        true => format!("number {}", x as i64),
        false => format!("number {x:?}"),
    };
    Some(match &e.kind {
        ExprKind::Int(n) => format!("number {n}"),
        ExprKind::Bool(b) => format!("number {}", *b as i32),
        ExprKind::Float(x) => float(*x),
        ExprKind::Imaginary(x) if *x == 0.0 => float(0.0),
        ExprKind::Imaginary(x) => format!("imaginary {x:?}"),
        ExprKind::Str(text) => format!("str {text:?}"),
        ExprKind::Bytes(bytes) => format!("bytes {bytes:?}"),
        ExprKind::None => "None".into(),
        _ => return None,
    })
}
