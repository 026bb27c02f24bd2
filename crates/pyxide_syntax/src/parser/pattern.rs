//! `match`, `case` and patterns.

use super::*;

impl Parser<'_> {
    /// Whether the word `match` here is a keyword: its line ends in `:` and a block that starts with `case` follows.
    pub(super) fn at_match_statement(&self) -> bool {
        let rest = &self.tokens[self.pos + 1..];
        let Some(end) = rest.iter().position(|t| t.kind == TokenKind::Newline) else { return false };
        end >= 2
            && rest[end - 1].kind == TokenKind::Colon
            && rest.get(end + 1).is_some_and(|t| t.kind == TokenKind::Indent)
            && rest.get(end + 2).is_some_and(|t| t.kind == TokenKind::Case)
            && !matches!(rest.get(end + 3).map(|t| t.kind), Some(TokenKind::Equal | TokenKind::Dot))
    }

    pub(super) fn match_statement(&mut self, context: &Context) -> PResult<Stmt> {
        let start = self.bump().start;
        let subject_start = self.token.start;
        let first = self.named_test_or_starred()?;
        let subject = Box::new(self.rest_of_tuple(subject_start, first, Self::named_test_or_starred)?);
        self.colon()?;
        self.open_block("match")?;
        let mut cases = Vec::new();
        while !matches!(self.kind(), TokenKind::Dedent | TokenKind::EndOfFile) {
            let at = self.token.start;
            self.statement_start = at;
            match self.match_case(context) {
                Ok(case) => cases.push(case),
                Err(Failed) => {
                    self.recover(at);
                }
            }
        }
        self.eat(TokenKind::Dedent);
        Ok(Stmt { span: self.since(start), kind: StmtKind::Match { subject, cases } })
    }

    fn match_case(&mut self, context: &Context) -> PResult<MatchCase> {
        let start = self.token.start;
        if !self.eat(TokenKind::Case) {
            return self.fail_expected("'case'");
        }
        let pattern = self.open_pattern()?;
        let guard = if self.eat(TokenKind::If) { Some(self.named_test()?) } else { None };
        let body = self.suite(context, "case")?;
        Ok(MatchCase { span: self.since(start), pattern, guard, body })
    }

    /// A pattern, or a sequence without brackets.
    fn open_pattern(&mut self) -> PResult<Pattern> {
        let start = self.token.start;
        let first = self.star_or_pattern()?;
        if !self.at(TokenKind::Comma) {
            if matches!(first.kind, PatternKind::Star(_)) {
                return self.fail_expected("',' after a starred pattern");
            }
            return Ok(first);
        }
        let mut elements = vec![first];
        while self.eat(TokenKind::Comma) && !matches!(self.kind(), TokenKind::Colon | TokenKind::If) {
            elements.push(self.star_or_pattern()?);
        }
        Ok(self.sequence(start, elements))
    }

    fn sequence(&mut self, start: u32, elements: Vec<Pattern>) -> Pattern {
        let span = self.since(start);
        let stars = elements.iter().filter(|e| matches!(e.kind, PatternKind::Star(_))).count();
        if stars > 1 {
            self.error(span, "multiple starred expressions in sequence pattern");
        }
        Pattern { span, kind: PatternKind::Sequence(elements) }
    }

    fn star_or_pattern(&mut self) -> PResult<Pattern> {
        if !self.at(TokenKind::Star) {
            return self.pattern();
        }
        let start = self.bump().start;
        let name = self.ident()?;
        let name = if name.name == "_" { None } else { Some(name) };
        Ok(Pattern { span: self.since(start), kind: PatternKind::Star(name) })
    }

    /// `a | b as name`
    fn pattern(&mut self) -> PResult<Pattern> {
        self.nested(|p| {
            let start = p.token.start;
            let mut pattern = p.closed_pattern()?;
            if p.at(TokenKind::Pipe) {
                let mut alternatives = vec![pattern];
                while p.eat(TokenKind::Pipe) {
                    alternatives.push(p.closed_pattern()?);
                }
                pattern = Pattern { span: p.since(start), kind: PatternKind::Or(alternatives) };
            }
            if p.eat(TokenKind::As) {
                let name = p.ident_as("a name as pattern target")?;
                if name.name == "_" {
                    p.error(name.span, "cannot use '_' as a pattern target");
                }
                if matches!(p.kind(), TokenKind::Dot | TokenKind::LParen) {
                    let span = p.since(name.span.start);
                    return p.fail(span, "invalid pattern target");
                }
                let kind = PatternKind::As { pattern: Box::new(pattern), name };
                pattern = Pattern { span: p.since(start), kind };
            }
            Ok(pattern)
        })
    }

    fn closed_pattern(&mut self) -> PResult<Pattern> {
        use TokenKind::*;
        match self.kind() {
            LParen => self.group_or_sequence(),
            LBracket => {
                let start = self.bump().start;
                let elements = self.comma_list(RBracket, Self::star_or_pattern)?;
                self.expect(RBracket)?;
                Ok(self.sequence(start, elements))
            }
            LBrace => self.mapping_pattern(),
            Int | Float | Imaginary | Minus | Plus | Str | FStr | None | True | False => {
                self.literal_pattern()
            }
            Null if !self.in_python_file() => self.literal_pattern(),
            kind if kind.is_name() => self.name_pattern(),
            _ => self.fail_expected("a pattern"),
        }
    }

    fn group_or_sequence(&mut self) -> PResult<Pattern> {
        let start = self.bump().start;
        if self.eat(TokenKind::RParen) {
            return Ok(self.sequence(start, Vec::new()));
        }
        let first = self.star_or_pattern()?;
        if self.at(TokenKind::Comma) {
            let mut elements = vec![first];
            self.bump();
            elements.extend(self.comma_list(TokenKind::RParen, Self::star_or_pattern)?);
            self.expect(TokenKind::RParen)?;
            return Ok(self.sequence(start, elements));
        }
        self.expect(TokenKind::RParen)?;
        if matches!(first.kind, PatternKind::Star(_)) {
            return self.fail(first.span, "a tuple-like pattern of length 1 must end with ','");
        }
        Ok(first)
    }

    fn literal_pattern(&mut self) -> PResult<Pattern> {
        let value = self.literal_value()?;
        Ok(Pattern { span: value.span, kind: PatternKind::Literal(Box::new(value)) })
    }

    /// `-1`, `1 + 2j`, `"x"`, `None`
    fn literal_value(&mut self) -> PResult<Expr> {
        use TokenKind::*;
        if !matches!(self.kind(), Minus | Plus | Int | Float | Imaginary) {
            let value = self.atom_with_trailers()?;
            return match value.kind {
                ExprKind::FString(_) | ExprKind::TString(_) => {
                    self.fail(value.span, "patterns may only match literals and attribute lookups")
                }
                ExprKind::Str(_)
                | ExprKind::Bytes(_)
                | ExprKind::Char(_)
                | ExprKind::None
                | ExprKind::True
                | ExprKind::False
                | ExprKind::Null => Ok(value),
                _ => self.fail(value.span, "patterns may only match literals and attribute lookups"),
            };
        }
        let start = self.token.start;
        let mut value = self.signed_number()?;
        let op = match self.kind() {
            Plus => BinaryOp::Add,
            Minus => BinaryOp::Sub,
            _ => return Ok(value),
        };
        self.bump();
        self.eat(Plus);
        if !self.at(Imaginary) {
            return self.fail_expected("an imaginary number");
        }
        let right = Box::new(self.signed_number()?);
        let kind = ExprKind::Binary { op, left: Box::new(value), right };
        value = Expr { span: self.since(start), kind };
        Ok(value)
    }

    fn signed_number(&mut self) -> PResult<Expr> {
        let start = self.token.start;
        let op = match self.kind() {
            TokenKind::Minus => Some(UnaryOp::Minus),
            TokenKind::Plus => Some(UnaryOp::Plus),
            _ => None,
        };
        if op.is_some() {
            self.bump();
        }
        let token = self.token;
        let kind = match token.kind {
            TokenKind::Int => self.int_literal(token)?,
            TokenKind::Float | TokenKind::Imaginary => self.float_literal(token),
            _ => return self.fail_expected("a number"),
        };
        self.bump();
        let number = Expr { span: self.span_of(token), kind };
        Ok(match op {
            Some(op) => {
                let kind = ExprKind::Unary { op, operand: Box::new(number) };
                Expr { span: self.since(start), kind }
            }
            None => number,
        })
    }

    /// `_`, `name`, `a.b`, `Class(…)`
    fn name_pattern(&mut self) -> PResult<Pattern> {
        let start = self.token.start;
        let first = self.ident()?;
        let dotted = self.at(TokenKind::Dot);
        let first_span = first.span;
        let mut value = Expr { span: first.span, kind: ExprKind::Name(first.name.clone()) };
        while self.eat(TokenKind::Dot) {
            let attr = self.attribute_name()?;
            self.chain_link()?;
            let kind = ExprKind::Attribute { value: Box::new(value), attr };
            value = Expr { span: self.since(start), kind };
        }
        if self.at(TokenKind::LParen) {
            return self.class_pattern(start, value);
        }
        let kind = if dotted {
            PatternKind::Value(Box::new(value))
        } else if first.name == "_" {
            PatternKind::Wildcard
        } else {
            PatternKind::Capture(Ident { name: first.name, span: first_span })
        };
        Ok(Pattern { span: self.since(start), kind })
    }

    fn class_pattern(&mut self, start: u32, class: Expr) -> PResult<Pattern> {
        self.bump();
        let mut positional = Vec::new();
        let mut keywords: Vec<KeywordPattern> = Vec::new();
        while !self.at(TokenKind::RParen) {
            if self.at_name() && self.peek(1) == TokenKind::Equal {
                let name = self.ident()?;
                self.bump();
                keywords.push(KeywordPattern { name, pattern: self.pattern()? });
            } else {
                let pattern = self.pattern()?;
                if !keywords.is_empty() {
                    self.error(pattern.span, "positional patterns follow keyword patterns");
                }
                positional.push(pattern);
            }
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        self.expect(TokenKind::RParen)?;
        let kind = PatternKind::Class { class: Box::new(class), positional, keywords };
        Ok(Pattern { span: self.since(start), kind })
    }

    fn mapping_pattern(&mut self) -> PResult<Pattern> {
        let start = self.bump().start;
        let mut entries = Vec::new();
        let mut rest: Option<Ident> = None;
        while !self.at(TokenKind::RBrace) {
            if self.at(TokenKind::DoubleStar) {
                let stars = self.here();
                self.bump();
                let name = self.ident()?;
                if name.name == "_" {
                    self.error(name.span, "pattern capture target cannot be '_'");
                }
                if rest.is_some() {
                    self.error(stars, "double star capture set twice");
                }
                rest = Some(name);
            } else {
                let key = if self.at_name() && !self.at(TokenKind::Null) {
                    let pattern = self.name_pattern()?;
                    match pattern.kind {
                        PatternKind::Value(value) => *value,
                        _ => {
                            return self.fail(
                                pattern.span,
                                "mapping pattern keys may only match literals and attribute lookups",
                            );
                        }
                    }
                } else {
                    self.literal_value()?
                };
                self.expect(TokenKind::Colon)?;
                let pattern = self.pattern()?;
                if rest.is_some() {
                    self.error(pattern.span, "pattern follows ** capture");
                }
                entries.push(MappingEntry { key, pattern });
            }
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        self.expect(TokenKind::RBrace)?;
        Ok(Pattern { span: self.since(start), kind: PatternKind::Mapping { entries, rest } })
    }
}
