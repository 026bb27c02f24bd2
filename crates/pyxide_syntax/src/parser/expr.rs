//! Expressions with operators, from `lambda` and `if … else` down to prefix operators.
//!
//! The names follow Python's grammar: a *test* is an expression without `:=` and without commas. Binary operators
//! are read by one loop over their precedences, left-deep, so that a long sum costs no stack.

use super::*;

/// The binary operator of a token and how tightly it binds.
fn binary_operator(kind: TokenKind) -> Option<(BinaryOp, u8)> {
    Some(match kind {
        TokenKind::Pipe => (BinaryOp::BitOr, 1),
        TokenKind::Caret => (BinaryOp::BitXor, 2),
        TokenKind::Amp => (BinaryOp::BitAnd, 3),
        TokenKind::LeftShift => (BinaryOp::LeftShift, 4),
        TokenKind::RightShift => (BinaryOp::RightShift, 4),
        TokenKind::Plus => (BinaryOp::Add, 5),
        TokenKind::Minus => (BinaryOp::Sub, 5),
        TokenKind::Star => (BinaryOp::Mul, 6),
        TokenKind::At => (BinaryOp::MatMul, 6),
        TokenKind::Slash => (BinaryOp::Div, 6),
        TokenKind::DoubleSlash => (BinaryOp::FloorDiv, 6),
        TokenKind::Percent => (BinaryOp::Mod, 6),
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
        self.nested(|p| {
            if p.at(TokenKind::Lambda) {
                return p.lambda();
            }
            let body = p.or_test()?;
            if !p.at(TokenKind::If) {
                return Ok(body);
            }
            p.bump();
            let test = p.or_test()?;
            if !p.at(TokenKind::Else) {
                return p.fail(body.span.to(test.span), "expected 'else' after 'if' expression");
            }
            p.bump();
            let orelse = p.test()?;
            let span = body.span.to(orelse.span);
            let kind =
                ExprKind::IfExp { test: Box::new(test), body: Box::new(body), orelse: Box::new(orelse) };
            Ok(Expr { span, kind })
        })
    }

    /// A test, or `name := test`.
    pub(super) fn named_test(&mut self) -> PResult<Expr> {
        let target = self.test_before_walrus()?;
        if !self.at(TokenKind::ColonEqual) {
            return Ok(target);
        }
        let ExprKind::Name(name) = target.kind else {
            return self.fail(target.span, "left-hand side of assignment expression must be an identifier");
        };
        self.bump();
        let value = self.test()?;
        let span = target.span.to(value.span);
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
        let first = self.test()?;
        self.rest_of_tuple(first, Self::test)
    }

    /// As [`Parser::test_list`], with `*x` allowed.
    pub(super) fn test_list_star(&mut self) -> PResult<Expr> {
        let first = self.test_or_starred()?;
        self.rest_of_tuple(first, Self::test_or_starred)
    }

    /// `yield …` or [`Parser::test_list_star`]: the right side of an assignment.
    pub(super) fn yield_or_test_list_star(&mut self) -> PResult<Expr> {
        if self.at(TokenKind::Yield) { self.yield_expr() } else { self.test_list_star() }
    }

    pub(super) fn rest_of_tuple(
        &mut self,
        first: Expr,
        item: impl Fn(&mut Self) -> PResult<Expr>,
    ) -> PResult<Expr> {
        if !self.at(TokenKind::Comma) {
            return Ok(first);
        }
        let start = first.span.start;
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

    pub(super) fn or_test(&mut self) -> PResult<Expr> {
        let first = self.and_test()?;
        self.rest_of_bool_op(first, TokenKind::Or, BoolOp::Or, Self::and_test)
    }

    fn and_test(&mut self) -> PResult<Expr> {
        let first = self.not_test()?;
        self.rest_of_bool_op(first, TokenKind::And, BoolOp::And, Self::not_test)
    }

    fn rest_of_bool_op(
        &mut self,
        first: Expr,
        word: TokenKind,
        op: BoolOp,
        operand: impl Fn(&mut Self) -> PResult<Expr>,
    ) -> PResult<Expr> {
        if !self.at(word) {
            return Ok(first);
        }
        let start = first.span.start;
        let mut values = vec![first];
        while self.eat(word) {
            values.push(operand(self)?);
        }
        self.chain_link()?;
        Ok(Expr { span: self.since(start), kind: ExprKind::BoolOp { op, values } })
    }

    fn not_test(&mut self) -> PResult<Expr> {
        if !self.at(TokenKind::Not) {
            return self.comparison();
        }
        let start = self.bump().start;
        let operand = self.nested(Self::not_test)?;
        let kind = ExprKind::Unary { op: UnaryOp::Not, operand: Box::new(operand) };
        Ok(Expr { span: self.since(start), kind })
    }

    fn comparison(&mut self) -> PResult<Expr> {
        let left = self.bit_expr()?;
        let Some((op, op_span)) = self.compare_operator()? else { return Ok(left) };
        let start = left.span.start;
        let mut rest = vec![CompareTail { op, op_span, right: self.bit_expr()? }];
        while let Some((op, op_span)) = self.compare_operator()? {
            rest.push(CompareTail { op, op_span, right: self.bit_expr()? });
        }
        self.chain_link()?;
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

    /// Arithmetic and bit operators: anything that binds tighter than a comparison.
    pub(super) fn bit_expr(&mut self) -> PResult<Expr> {
        self.binary(1)
    }

    fn binary(&mut self, min: u8) -> PResult<Expr> {
        let mut left = self.unary()?;
        while let Some((op, precedence)) = binary_operator(self.kind()) {
            if precedence < min {
                break;
            }
            self.bump();
            let right = self.binary(precedence + 1)?;
            self.chain_link()?;
            let span = left.span.to(right.span);
            let kind = ExprKind::Binary { op, left: Box::new(left), right: Box::new(right) };
            left = Expr { span, kind };
        }
        Ok(left)
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
