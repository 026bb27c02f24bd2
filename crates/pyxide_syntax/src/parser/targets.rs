//! What may be assigned to, and the targets of loops.

use super::*;

/// What a target is for; named in messages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TargetUse {
    Assign,
    Augmented,
    Delete,
}

/// What `*p` is in C.
pub(super) const DEREFERENCE: &str = "to read what a pointer points to, write `p[0]`";

impl Parser<'_> {
    /// Reports what cannot be a target. C++ references make calls assignable, so Cython code may assign to them.
    pub(super) fn check_target(&mut self, target: &Expr, usage: TargetUse) {
        let what = match &target.kind {
            ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } | ExprKind::Error => {
                return;
            }
            ExprKind::Call { .. }
            | ExprKind::Cast { .. }
            | ExprKind::Unary { op: UnaryOp::AddressOf, .. }
                if !self.in_python_file() =>
            {
                return;
            }
            ExprKind::Tuple { elements, .. } | ExprKind::List(elements)
                if matches!(usage, TargetUse::Assign | TargetUse::Delete) =>
            {
                let mut starred = 0;
                for element in elements {
                    match &element.kind {
                        ExprKind::Starred(value) if usage == TargetUse::Assign => {
                            starred += 1;
                            self.check_target(value, usage);
                        }
                        _ => self.check_target(element, usage),
                    }
                }
                if starred > 1 {
                    self.report(
                        codes::INVALID_TARGET,
                        target.span,
                        "multiple starred expressions in assignment",
                    );
                }
                return;
            }
            ExprKind::Starred(_) if usage == TargetUse::Assign => {
                let message = "a starred assignment target must be in a list or tuple \
                     - maybe you meant to use an index assignment: var[0] = ...";
                return self.report(codes::INVALID_TARGET, target.span, message);
            }
            ExprKind::Tuple { .. } => "tuple",
            ExprKind::List(_) => "list",
            ExprKind::Starred(_) => "starred",
            ExprKind::True => "True",
            ExprKind::False => "False",
            ExprKind::None => "None",
            ExprKind::Null => "NULL",
            ExprKind::Ellipsis => "ellipsis",
            ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Imaginary(_)
            | ExprKind::Str(_)
            | ExprKind::Bytes(_)
            | ExprKind::Char(_) => "literal",
            ExprKind::FString(_) => "f-string expression",
            ExprKind::TString(_) => "t-string expression",
            ExprKind::Dict(_) => "dict literal",
            ExprKind::Set(_) => "set display",
            ExprKind::ListComp(_) => "list comprehension",
            ExprKind::SetComp(_) => "set comprehension",
            ExprKind::DictComp { .. } | ExprKind::DictUnpackComp { .. } => "dict comprehension",
            ExprKind::GeneratorExp(_) => "generator expression",
            ExprKind::Named { .. } => "named expression",
            ExprKind::Await(_) => "await expression",
            ExprKind::Yield(_) | ExprKind::YieldFrom(_) => "yield expression",
            ExprKind::Lambda { .. } => "lambda",
            ExprKind::IfExp { .. } => "conditional expression",
            ExprKind::Compare { .. } => "comparison",
            ExprKind::Call { .. } => "function call",
            ExprKind::SizeofExpr(_) | ExprKind::SizeofType(_) => "sizeof expression",
            _ => "expression",
        };
        let message = match usage {
            TargetUse::Assign => format!("cannot assign to {what}"),
            TargetUse::Augmented => format!("'{what}' is an illegal expression for augmented assignment"),
            TargetUse::Delete => format!("cannot delete {what}"),
        };
        self.report(codes::INVALID_TARGET, target.span, message);
    }

    /// The target of a `for`: tighter than a comparison, so that `in` ends it.
    fn for_target(&mut self) -> PResult<Expr> {
        let item = |p: &mut Self| if p.at(TokenKind::Star) { p.starred() } else { p.nested(Self::bit_expr) };
        let start = self.token.start;
        let first = item(self)?;
        self.rest_of_tuple(start, first, item)
    }

    /// What a `for` runs over, after the word; `iterable` reads what follows `in`.
    pub(super) fn iteration(
        &mut self,
        is_async: bool,
        iterable: impl Fn(&mut Self) -> PResult<Expr>,
    ) -> PResult<Iteration> {
        let start = self.token.start;
        let target = self.for_target()?;
        if self.eat(TokenKind::In) {
            self.check_target(&target, TargetUse::Assign);
            let iter = iterable(self)?;
            return Ok(Iteration::In { target: Box::new(target), iter: Box::new(iter) });
        }
        if self.in_python_file() || is_async {
            return self.fail_expected("'in'");
        }
        Ok(Iteration::From(Box::new(self.for_from(start, target)?)))
    }

    /// `i from a <= i < b by s`, or `a <= i < b by s`; `first` is `i` or `a`.
    fn for_from(&mut self, start: u32, first: Expr) -> PResult<ForFrom> {
        let short = !self.eat(TokenKind::From);
        let (named, lower) = if short { (None, first) } else { (Some(first), self.bit_expr()?) };
        let lower_relation = self.range_relation(short)?;
        let name = self.ident()?;
        let relation_span = self.here();
        let upper_relation = self.range_relation(false)?;
        let upper = self.bit_expr()?;
        let step = if self.eat(TokenKind::By) { Some(self.bit_expr()?) } else { None };
        let target = match named {
            None => Expr { span: name.span, kind: ExprKind::Name(name.name) },
            Some(target) => {
                match target.as_name() {
                    None => self.error(target.span, "target of for-from statement must be a variable name"),
                    Some(first) if *first != name.name => {
                        self.error(name.span, "variable name in for-from range does not match target");
                    }
                    Some(_) => {}
                }
                target
            }
        };
        use RangeRelation::{Less, LessEqual};
        let upward = |r| matches!(r, Less | LessEqual);
        if upward(lower_relation) != upward(upper_relation) {
            self.error(relation_span, "relation directions in for-from do not match");
        }
        let span = self.since(start);
        Ok(ForFrom { span, target, lower, lower_relation, upper_relation, upper, step, short })
    }

    fn range_relation(&mut self, in_expected: bool) -> PResult<RangeRelation> {
        let relation = match self.kind() {
            TokenKind::Less => RangeRelation::Less,
            TokenKind::LessEqual => RangeRelation::LessEqual,
            TokenKind::Greater => RangeRelation::Greater,
            TokenKind::GreaterEqual => RangeRelation::GreaterEqual,
            _ if in_expected => return self.fail_expected("'in'"),
            _ => return self.fail_expected("one of '<', '<=', '>' '>='"),
        };
        self.bump();
        Ok(relation)
    }
}
