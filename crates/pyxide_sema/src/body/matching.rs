//! `match` statements.

use super::{Body, mk_stmt};
use pyxide_diagnostics::{Span, codes};
use pyxide_hir::{Expr, ExprKind, MatchCase, Pattern, Stmt, StmtKind};
use pyxide_syntax::ast::{self, PatternKind};
use pyxide_types::Types;

impl<'ast> Body<'_, 'ast, '_> {
    pub(super) fn match_stmt(
        &mut self,
        span: Span,
        subject: &'ast ast::Expr,
        cases: &'ast [ast::MatchCase],
    ) -> Stmt {
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
