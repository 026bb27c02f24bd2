//! Expressions with operators, from `lambda` and `if … else` down to prefix operators.
//!
//! The names follow Python's grammar: a *test* is an expression without `:=` and without commas. Binary operators
//! are read by one loop over their precedences, left-deep, so that a long sum costs no stack.

use super::*;

/// How tightly the operators bind that are not in [`binary_operator`].
const OR: u8 = 1;
const AND: u8 = 2;
const NOT: u8 = 3;
const COMPARE: u8 = 4;
const BIT_OR: u8 = 5;

/// The binary operator of a token and how tightly it binds.
fn binary_operator(kind: TokenKind) -> Option<(BinaryOp, u8)> {
    Some(match kind {
        TokenKind::Pipe => (BinaryOp::BitOr, BIT_OR),
        TokenKind::Caret => (BinaryOp::BitXor, 6),
        TokenKind::Amp => (BinaryOp::BitAnd, 7),
        TokenKind::LeftShift => (BinaryOp::LeftShift, 8),
        TokenKind::RightShift => (BinaryOp::RightShift, 8),
        TokenKind::Plus => (BinaryOp::Add, 9),
        TokenKind::Minus => (BinaryOp::Sub, 9),
        TokenKind::Star => (BinaryOp::Mul, 10),
        TokenKind::At => (BinaryOp::MatMul, 10),
        TokenKind::Slash => (BinaryOp::Div, 10),
        TokenKind::DoubleSlash => (BinaryOp::FloorDiv, 10),
        TokenKind::Percent => (BinaryOp::Mod, 10),
        _ => return None,
    })
}

impl Parser<'_> {
    /// `lambda …`, `a if b else c`, or anything that binds tighter.
    pub(super) fn test(&mut self) -> PResult<Expr> {
        let expr = self.test_before_walrus()?;
        if self.at(TokenKind::ColonEqual) {
            let span = self.here();
            return self.fail(span, "assignment expression not allowed in this context");
        }
        Ok(expr)
    }

    fn test_before_walrus(&mut self) -> PResult<Expr> {
        let outer_height = self.enter()?;
        let start = self.token.start;
        let expr = if self.at(TokenKind::Lambda) { self.lambda()? } else { self.operators(OR)? };
        let expr = if self.at(TokenKind::If) { self.conditional(start, expr)? } else { expr };
        self.leave(outer_height);
        Ok(expr)
    }

    /// `body if test else orelse`, at `if`. A row of them nests to the right, and is read by a loop.
    fn conditional(&mut self, mut start: u32, first: Expr) -> PResult<Expr> {
        let mut pairs = Vec::new();
        let mut last = first;
        while self.at(TokenKind::If) && !matches!(last.kind, ExprKind::Lambda { .. }) {
            self.bump();
            let test = self.operators(OR)?;
            if !self.at(TokenKind::Else) {
                return self.fail(last.span.to(test.span), "expected 'else' after 'if' expression");
            }
            self.bump();
            pairs.push((start, last, test));
            start = self.token.start;
            last = if self.at(TokenKind::Lambda) { self.nested(Self::lambda)? } else { self.operators(OR)? };
        }
        while let Some((start, body, test)) = pairs.pop() {
            self.chain_link()?;
            let span = self.since(start);
            let kind = ExprKind::IfExp { test: Box::new(test), body: Box::new(body), orelse: Box::new(last) };
            last = Expr { span, kind };
        }
        Ok(last)
    }

    /// A test, or `name := test`.
    pub(super) fn named_test(&mut self) -> PResult<Expr> {
        let start = self.token.start;
        let target = self.test_before_walrus()?;
        if !self.at(TokenKind::ColonEqual) {
            return Ok(target);
        }
        let ExprKind::Name(name) = target.kind else {
            return self.fail(target.span, "left-hand side of assignment expression must be an identifier");
        };
        self.bump();
        let value = self.test()?;
        let span = self.since(start);
        let target = Ident { name, span: target.span };
        Ok(Expr { span, kind: ExprKind::Named { target, value: Box::new(value) } })
    }

    /// `*expr`, at the star.
    pub(super) fn starred(&mut self) -> PResult<Expr> {
        let star = self.bump();
        let value = self.bit_expr()?;
        let span = self.since(star.start);
        Ok(Expr { span, kind: ExprKind::Starred(Box::new(value)) })
    }

    pub(super) fn test_or_starred(&mut self) -> PResult<Expr> {
        if self.at(TokenKind::Star) { self.starred() } else { self.test() }
    }

    pub(super) fn named_test_or_starred(&mut self) -> PResult<Expr> {
        if self.at(TokenKind::Star) { self.starred() } else { self.named_test() }
    }

    /// Tests separated by commas: a tuple without parentheses if there is a comma.
    pub(super) fn test_list(&mut self) -> PResult<Expr> {
        let start = self.token.start;
        let first = self.test()?;
        self.rest_of_tuple(start, first, Self::test)
    }

    /// As [`Parser::test_list`], with `*x` allowed.
    pub(super) fn test_list_star(&mut self) -> PResult<Expr> {
        let start = self.token.start;
        let first = self.test_or_starred()?;
        self.rest_of_tuple(start, first, Self::test_or_starred)
    }

    /// `yield …` or [`Parser::test_list_star`]: the right side of an assignment.
    pub(super) fn yield_or_test_list_star(&mut self) -> PResult<Expr> {
        if self.at(TokenKind::Yield) { self.yield_expr() } else { self.test_list_star() }
    }

    /// The rest of a tuple without parentheses whose `first` element began at `start`; `first` itself when no
    /// comma follows.
    pub(super) fn rest_of_tuple(
        &mut self,
        start: u32,
        first: Expr,
        item: impl Fn(&mut Self) -> PResult<Expr>,
    ) -> PResult<Expr> {
        if !self.at(TokenKind::Comma) {
            return Ok(first);
        }
        let mut elements = vec![first];
        while self.eat(TokenKind::Comma) {
            if self.at_end_of_list() {
                break;
            }
            elements.push(item(self)?);
        }
        Ok(Expr { span: self.since(start), kind: ExprKind::Tuple { elements, parenthesized: false } })
    }

    /// At a token that no expression starts with, as stands after a trailing comma.
    fn at_end_of_list(&self) -> bool {
        use TokenKind::*;
        let kind = self.kind();
        matches!(
            kind,
            Newline
                | EndOfFile
                | Dedent
                | RParen
                | RBracket
                | RBrace
                | Colon
                | Semicolon
                | Equal
                | Exclamation
                | In
                | Backquote
        ) || (kind >= PlusEqual && kind <= DoubleStarEqual)
    }

    /// `yield`, `yield x, y`, `yield from x`
    pub(super) fn yield_expr(&mut self) -> PResult<Expr> {
        let start = self.bump().start;
        let kind = if self.eat(TokenKind::From) {
            if self.at_end_of_list() {
                let span = self.since(start);
                return self.fail(span, "'yield from' requires a source argument");
            }
            ExprKind::YieldFrom(Box::new(self.test()?))
        } else if self.at_end_of_list() {
            ExprKind::Yield(None)
        } else {
            ExprKind::Yield(Some(Box::new(self.test_list_star()?)))
        };
        Ok(Expr { span: self.since(start), kind })
    }

    fn lambda(&mut self) -> PResult<Expr> {
        let start = self.bump().start;
        let params = self.params(TokenKind::Colon)?;
        self.expect(TokenKind::Colon)?;
        let body = self.test()?;
        let kind = ExprKind::Lambda { params: Box::new(params), body: Box::new(body) };
        Ok(Expr { span: self.since(start), kind })
    }

    /// Anything without `lambda` and `if … else`.
    pub(super) fn or_test(&mut self) -> PResult<Expr> {
        self.operators(OR)
    }

    /// Arithmetic and bit operators: anything that binds tighter than a comparison.
    pub(super) fn bit_expr(&mut self) -> PResult<Expr> {
        self.operators(BIT_OR)
    }

    /// Operands and the operators between them that bind at least as tightly as `min`.
    fn operators(&mut self, min: u8) -> PResult<Expr> {
        let start = self.token.start;
        let mut left = if min <= NOT && self.at(TokenKind::Not) { self.not_test()? } else { self.unary()? };
        loop {
            let kind = self.kind();
            if let Some((op, precedence)) = binary_operator(kind) {
                if precedence < min {
                    return Ok(left);
                }
                self.bump();
                let right = self.operators(precedence + 1)?;
                let span = self.since(start);
                let kind = ExprKind::Binary { op, left: Box::new(left), right: Box::new(right) };
                left = Expr { span, kind };
            } else if kind == TokenKind::And && min <= AND {
                left = self.bool_op(start, left, BoolOp::And, NOT)?;
            } else if kind == TokenKind::Or && min <= OR {
                left = self.bool_op(start, left, BoolOp::Or, AND)?;
            } else if min <= COMPARE {
                let Some(first) = self.compare_operator()? else { return Ok(left) };
                left = self.comparison(start, left, first)?;
            } else {
                return Ok(left);
            }
            self.chain_link()?;
        }
    }

    /// The rest of `a and b and c`, at the first word; the operands bind at least as tightly as `min`.
    fn bool_op(&mut self, start: u32, first: Expr, op: BoolOp, min: u8) -> PResult<Expr> {
        let word = self.kind();
        let mut values = vec![first];
        while self.eat(word) {
            values.push(self.operators(min)?);
        }
        Ok(Expr { span: self.since(start), kind: ExprKind::BoolOp { op, values } })
    }

    fn not_test(&mut self) -> PResult<Expr> {
        let start = self.bump().start;
        let operand = self.nested(|p| p.operators(NOT))?;
        let kind = ExprKind::Unary { op: UnaryOp::Not, operand: Box::new(operand) };
        Ok(Expr { span: self.since(start), kind })
    }

    /// The rest of `a < b < c`, after the first operator.
    fn comparison(&mut self, start: u32, left: Expr, (op, op_span): (CompareOp, Span)) -> PResult<Expr> {
        let mut rest = vec![CompareTail { op, op_span, right: self.bit_expr()? }];
        while let Some((op, op_span)) = self.compare_operator()? {
            rest.push(CompareTail { op, op_span, right: self.bit_expr()? });
        }
        Ok(Expr { span: self.since(start), kind: ExprKind::Compare { left: Box::new(left), rest } })
    }

    fn compare_operator(&mut self) -> PResult<Option<(CompareOp, Span)>> {
        let token = self.token;
        let op = match token.kind {
            TokenKind::Less => CompareOp::Less,
            TokenKind::LessEqual => CompareOp::LessEqual,
            TokenKind::Greater => CompareOp::Greater,
            TokenKind::GreaterEqual => CompareOp::GreaterEqual,
            TokenKind::EqualEqual => CompareOp::Equal,
            TokenKind::NotEqual | TokenKind::LessGreater => CompareOp::NotEqual,
            TokenKind::In => CompareOp::In,
            TokenKind::Is => CompareOp::Is,
            TokenKind::Not => CompareOp::NotIn,
            _ => return Ok(None),
        };
        // After an operand, `not` can only be followed by `in` or by `None` of `not None`.
        if op == CompareOp::NotIn && self.peek(1) != TokenKind::In {
            return Ok(None);
        }
        self.bump();
        let op = match op {
            CompareOp::NotIn => {
                self.bump();
                op
            }
            CompareOp::Is if self.eat(TokenKind::Not) => CompareOp::IsNot,
            _ => op,
        };
        if token.kind == TokenKind::LessGreater && self.in_python_file() && !self.level.is_py2() {
            let span = self.span_of(token);
            self.error(span, "'<>' is not an operator of Python 3; write '!='");
        }
        Ok(Some((op, self.since(token.start))))
    }

    /// Prefix operators, casts and `sizeof`.
    pub(super) fn unary(&mut self) -> PResult<Expr> {
        let start = self.token.start;
        let op = match self.kind() {
            TokenKind::Minus => UnaryOp::Minus,
            TokenKind::Plus => UnaryOp::Plus,
            TokenKind::Tilde => UnaryOp::Invert,
            TokenKind::Amp if !self.in_python_file() => UnaryOp::AddressOf,
            TokenKind::Less if !self.in_python_file() => return self.nested(Self::cast),
            TokenKind::Sizeof if !self.in_python_file() && self.peek(1) == TokenKind::LParen => {
                return self.nested(Self::sizeof);
            }
            _ => return self.power(),
        };
        self.bump();
        let operand = self.nested(Self::unary)?;
        let kind = ExprKind::Unary { op, operand: Box::new(operand) };
        Ok(Expr { span: self.since(start), kind })
    }

    /// `<T>x`, `<T?>x`
    fn cast(&mut self) -> PResult<Expr> {
        let start = self.bump().start;
        let ty = self.type_name()?;
        let typecheck = self.eat(TokenKind::Question);
        self.expect(TokenKind::Greater)?;
        let operand = self.unary()?;
        let kind = ExprKind::Cast { ty: Box::new(ty), typecheck, operand: Box::new(operand) };
        Ok(Expr { span: self.since(start), kind })
    }

    /// `sizeof(x)`, `sizeof(T)`
    fn sizeof(&mut self) -> PResult<Expr> {
        let start = self.bump().start;
        self.expect(TokenKind::LParen)?;
        let kind = if self.looking_at_expr() {
            ExprKind::SizeofExpr(Box::new(self.test()?))
        } else {
            ExprKind::SizeofType(Box::new(self.type_name()?))
        };
        self.expect(TokenKind::RParen)?;
        Ok(Expr { span: self.since(start), kind })
    }

    fn power(&mut self) -> PResult<Expr> {
        let start = self.token.start;
        let base = if self.at(TokenKind::Await) && self.await_is_keyword() {
            self.bump();
            let value = self.atom_with_trailers()?;
            self.chain_link()?;
            Expr { span: self.since(start), kind: ExprKind::Await(Box::new(value)) }
        } else {
            self.atom_with_trailers()?
        };
        if !self.eat(TokenKind::DoubleStar) {
            return Ok(base);
        }
        let exponent = self.nested(Self::unary)?;
        let kind = ExprKind::Binary { op: BinaryOp::Pow, left: Box::new(base), right: Box::new(exponent) };
        Ok(Expr { span: self.since(start), kind })
    }

    /// `await` is a keyword inside `async def`, and everywhere in Python 3 files.
    fn await_is_keyword(&self) -> bool {
        self.async_depth > 0 || (self.in_python_file() && !self.level.is_py2())
    }
}
