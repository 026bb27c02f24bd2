//! Atoms and what may follow them: names, displays, comprehensions, calls, attributes, subscripts.

use super::*;

impl Parser<'_> {
    /// An atom and its trailers; also `new T(…)`.
    pub(super) fn atom_with_trailers(&mut self) -> PResult<Expr> {
        let start = self.token.start;
        let mut expr = if self.at(TokenKind::New) && self.peek(1).is_name() && !self.in_python_file() {
            self.new_expr()?
        } else {
            self.atom()?
        };
        loop {
            let kind = match self.kind() {
                TokenKind::LParen => {
                    let args = self.call_args()?;
                    ExprKind::Call { func: Box::new(expr), args }
                }
                TokenKind::LBracket => {
                    self.bump();
                    let index = self.subscripts()?;
                    self.expect(TokenKind::RBracket)?;
                    ExprKind::Subscript { value: Box::new(expr), index: Box::new(index) }
                }
                TokenKind::Dot => {
                    self.bump();
                    let attr = self.attribute_name()?;
                    ExprKind::Attribute { value: Box::new(expr), attr }
                }
                _ => return Ok(expr),
            };
            self.chain_link()?;
            expr = Expr { span: self.since(start), kind };
        }
    }

    fn new_expr(&mut self) -> PResult<Expr> {
        let start = self.bump().start;
        let class = self.base_type()?;
        if !self.at(TokenKind::LParen) {
            return self.fail_expected("'('");
        }
        let args = self.call_args()?;
        Ok(Expr { span: self.since(start), kind: ExprKind::New { class: Box::new(class), args } })
    }

    fn atom(&mut self) -> PResult<Expr> {
        let token = self.token;
        let kind = match token.kind {
            TokenKind::LParen => return self.parenthesized(),
            TokenKind::LBracket => return self.list_display(),
            TokenKind::LBrace => return self.dict_or_set_display(),
            TokenKind::Backquote if !self.in_python_file() || self.level.is_py2() => return self.backquote(),
            TokenKind::Str | TokenKind::FStr => return self.strings(),
            TokenKind::Int => self.int_literal(token)?,
            TokenKind::Float | TokenKind::Imaginary => self.float_literal(token),
            TokenKind::Ellipsis => ExprKind::Ellipsis,
            TokenKind::None => ExprKind::None,
            TokenKind::True => ExprKind::True,
            TokenKind::False => ExprKind::False,
            TokenKind::Null if !self.in_python_file() => ExprKind::Null,
            // Cython lets `as` be a name; Python does not.
            TokenKind::As if self.in_python_file() => return self.no_expression(),
            kind if kind.is_name() => ExprKind::Name(self.name_of(token)),
            _ => return self.no_expression(),
        };
        self.bump();
        Ok(Expr { span: self.span_of(token), kind })
    }

    /// Says why no expression starts here.
    fn no_expression(&mut self) -> PResult<Expr> {
        self.reject_c_operator()?;
        let span = self.here();
        match self.kind() {
            TokenKind::Yield => self.fail(span, "'yield' expression must be in parentheses here"),
            TokenKind::Star => {
                let error =
                    Diagnostic::new(codes::SYNTAX_ERROR, "starred expression is not allowed here").at(span);
                self.fail_with(if self.in_python_file() { error } else { error.help(targets::DEREFERENCE) })
            }
            _ if self.text[..self.last_end as usize].ends_with("++") => {
                self.fail(span, "found the C operator '++': write '+= 1'")
            }
            _ if self.text[..self.last_end as usize].ends_with("--") => {
                self.fail(span, "found the C operator '--': write '-= 1'")
            }
            TokenKind::Cdef | TokenKind::Cpdef => {
                self.fail(span, "a declaration is not allowed where an expression is expected")
            }
            kind if kind.is_keyword() => {
                let word = kind.describe();
                self.fail(span, format!("expected an expression, found the keyword '{word}'"))
            }
            _ => self.fail_expected("an expression"),
        }
    }

    /// `()`, `(x)`, `(x, y)`, `(x for …)`, `(yield x)`
    fn parenthesized(&mut self) -> PResult<Expr> {
        let start = self.bump().start;
        if self.eat(TokenKind::RParen) {
            let kind = ExprKind::Tuple { elements: Vec::new(), parenthesized: true };
            return Ok(Expr { span: self.since(start), kind });
        }
        let mut expr = if self.at(TokenKind::Yield) {
            self.nested(Self::yield_expr)?
        } else {
            let first_start = self.token.start;
            let first = self.named_test_or_starred()?;
            if self.at_comprehension() {
                let kind = ExprKind::GeneratorExp(self.comprehension(first)?);
                self.expect(TokenKind::RParen)?;
                return Ok(Expr { span: self.since(start), kind });
            }
            self.rest_of_tuple(first_start, first, Self::named_test_or_starred)?
        };
        self.expect(TokenKind::RParen)?;
        if let ExprKind::Tuple { parenthesized, .. } = &mut expr.kind
            && !*parenthesized
        {
            *parenthesized = true;
            expr.span = self.since(start);
        } else if matches!(expr.kind, ExprKind::Starred(_)) {
            return self.fail(expr.span, "cannot use starred expression here");
        }
        Ok(expr)
    }

    fn list_display(&mut self) -> PResult<Expr> {
        let start = self.bump().start;
        if self.eat(TokenKind::RBracket) {
            return Ok(Expr { span: self.since(start), kind: ExprKind::List(Vec::new()) });
        }
        let first = self.named_test_or_starred()?;
        let kind = if self.at_comprehension() {
            ExprKind::ListComp(self.comprehension(first)?)
        } else {
            let mut elements = vec![first];
            if self.eat(TokenKind::Comma) {
                elements.extend(self.comma_list(TokenKind::RBracket, Self::named_test_or_starred)?);
            }
            ExprKind::List(elements)
        };
        self.expect(TokenKind::RBracket)?;
        Ok(Expr { span: self.since(start), kind })
    }

    fn dict_or_set_display(&mut self) -> PResult<Expr> {
        let start = self.bump().start;
        let kind = if self.at(TokenKind::RBrace) {
            ExprKind::Dict(Vec::new())
        } else if self.at(TokenKind::DoubleStar) {
            let first = self.dict_item()?;
            self.rest_of_dict(first)?
        } else {
            let first = self.named_test_or_starred()?;
            if self.at(TokenKind::Colon) {
                self.bump();
                let value = self.test()?;
                self.rest_of_dict(DictItem::Pair { key: first, value })?
            } else if self.at_comprehension() {
                ExprKind::SetComp(self.comprehension(first)?)
            } else {
                let mut elements = vec![first];
                if self.eat(TokenKind::Comma) {
                    elements.extend(self.comma_list(TokenKind::RBrace, Self::named_test_or_starred)?);
                }
                ExprKind::Set(elements)
            }
        };
        self.expect(TokenKind::RBrace)?;
        Ok(Expr { span: self.since(start), kind })
    }

    fn rest_of_dict(&mut self, first: DictItem) -> PResult<ExprKind> {
        if self.at_comprehension() {
            let generators = self.generators()?;
            return Ok(match first {
                DictItem::Pair { key, value } => {
                    ExprKind::DictComp { key: Box::new(key), value: Box::new(value), generators }
                }
                DictItem::Unpack(mapping) => {
                    ExprKind::DictUnpackComp { mapping: Box::new(mapping), generators }
                }
            });
        }
        let mut items = vec![first];
        if self.eat(TokenKind::Comma) {
            items.extend(self.comma_list(TokenKind::RBrace, Self::dict_item)?);
        }
        Ok(ExprKind::Dict(items))
    }

    fn dict_item(&mut self) -> PResult<DictItem> {
        if self.eat(TokenKind::DoubleStar) {
            return Ok(DictItem::Unpack(self.bit_expr()?));
        }
        let key = self.test()?;
        self.expect(TokenKind::Colon)?;
        let value = self.test()?;
        Ok(DictItem::Pair { key, value })
    }

    fn backquote(&mut self) -> PResult<Expr> {
        let start = self.bump().start;
        let value = self.test_list()?;
        self.expect(TokenKind::Backquote)?;
        Ok(Expr { span: self.since(start), kind: ExprKind::Backquote(Box::new(value)) })
    }

    pub(super) fn at_comprehension(&self) -> bool {
        self.at(TokenKind::For) || (self.at(TokenKind::Async) && self.peek(1) == TokenKind::For)
    }

    pub(super) fn comprehension(&mut self, element: Expr) -> PResult<Box<Comprehension>> {
        let generators = self.generators()?;
        Ok(Box::new(Comprehension { element, generators }))
    }

    fn generators(&mut self) -> PResult<Vec<CompFor>> {
        let mut generators = Vec::new();
        while self.at_comprehension() {
            let start = self.token.start;
            let is_async = self.eat(TokenKind::Async);
            self.expect(TokenKind::For)?;
            let iteration = self.iteration(is_async, Self::or_test)?;
            let mut conditions = Vec::new();
            while self.eat(TokenKind::If) {
                conditions.push(self.or_test()?);
            }
            generators.push(CompFor { span: self.since(start), is_async, iteration, conditions });
        }
        Ok(generators)
    }

    /// The arguments of a call, parentheses included.
    pub(super) fn call_args(&mut self) -> PResult<Vec<Arg>> {
        self.expect(TokenKind::LParen)?;
        let mut args = Vec::new();
        let (mut keyword_seen, mut mapping_seen) = (false, false);
        while !self.at(TokenKind::RParen) {
            let start = self.here();
            let arg = self.call_arg()?;
            match &arg {
                Arg::Positional(value) if keyword_seen || mapping_seen => {
                    let what = if mapping_seen { "keyword argument unpacking" } else { "keyword argument" };
                    self.error(value.span, format!("positional argument follows {what}"));
                }
                Arg::Starred(_) if mapping_seen => {
                    self.error(start, "iterable argument unpacking follows keyword argument unpacking");
                }
                Arg::Keyword { .. } => keyword_seen = true,
                Arg::DoubleStarred(_) => mapping_seen = true,
                _ => {}
            }
            args.push(arg);
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        if !self.at(TokenKind::RParen)
            && self.kind().is_name() | matches!(self.kind(), TokenKind::Int | TokenKind::Str)
        {
            return self.fail_expected("',' or ')'");
        }
        self.expect(TokenKind::RParen)?;
        Ok(args)
    }

    fn call_arg(&mut self) -> PResult<Arg> {
        if self.eat(TokenKind::Star) {
            return Ok(Arg::Starred(self.test()?));
        }
        if self.eat(TokenKind::DoubleStar) {
            return Ok(Arg::DoubleStarred(self.test()?));
        }
        let start = self.token.start;
        let value = self.named_test()?;
        if self.at(TokenKind::Equal) {
            let ExprKind::Name(name) = value.kind else {
                return self
                    .fail(value.span, "expression cannot contain assignment, perhaps you meant '=='?");
            };
            self.bump();
            let name = Ident { name, span: value.span };
            return Ok(Arg::Keyword { name, value: self.test()? });
        }
        if self.at_comprehension() {
            let kind = ExprKind::GeneratorExp(self.comprehension(value)?);
            return Ok(Arg::Positional(Expr { span: self.since(start), kind }));
        }
        Ok(Arg::Positional(value))
    }

    /// What stands between the brackets of a subscript.
    pub(super) fn subscripts(&mut self) -> PResult<Expr> {
        let start = self.token.start;
        let first = self.subscript()?;
        // `a[*b]` is `a[(*b,)]`.
        if !self.at(TokenKind::Comma) && !matches!(first.kind, ExprKind::Starred(_)) {
            return Ok(first);
        }
        let mut elements = vec![first];
        while self.eat(TokenKind::Comma) && !self.at(TokenKind::RBracket) {
            elements.push(self.subscript()?);
        }
        Ok(Expr { span: self.since(start), kind: ExprKind::Tuple { elements, parenthesized: false } })
    }

    fn subscript(&mut self) -> PResult<Expr> {
        let start = self.token.start;
        if self.at(TokenKind::Star) {
            return self.starred();
        }
        let lower = if self.at(TokenKind::Colon) { None } else { Some(self.named_test()?) };
        if !self.at(TokenKind::Colon) {
            return match lower {
                Some(index) => Ok(index),
                None => self.fail_expected("an index"),
            };
        }
        let (upper, step) = self.rest_of_slice()?;
        let kind = ExprKind::Slice { lower: lower.map(Box::new), upper, step };
        Ok(Expr { span: self.since(start), kind })
    }

    /// `:upper:step`, at the first colon.
    #[allow(clippy::type_complexity)] // The two parts of a slice.
    pub(super) fn rest_of_slice(&mut self) -> PResult<(Option<Box<Expr>>, Option<Box<Expr>>)> {
        let part = |p: &mut Self| -> PResult<Option<Box<Expr>>> {
            if !p.eat(TokenKind::Colon)
                || matches!(p.kind(), TokenKind::Colon | TokenKind::Comma | TokenKind::RBracket)
            {
                return Ok(None);
            }
            Ok(Some(Box::new(p.test()?)))
        };
        let upper = part(self)?;
        let step = part(self)?;
        Ok((upper, step))
    }
}
