//! C declarators: pointers, arrays, functions, and what a function says about exceptions and the GIL.

use super::params::ParamUse;
use super::*;

/// What a declarator may be.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    name: NameRule,
    convention_allowed: bool,
    /// In a C++ class or an `extern` block: `operator+` is a name.
    operators: bool,
    /// How the parameters of a function may be given defaults.
    params: ParamUse,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum NameRule {
    Any,
    Required,
    Forbidden,
}

impl Rules {
    fn with(name: NameRule) -> Rules {
        Rules { name, convention_allowed: false, operators: false, params: ParamUse::C }
    }

    /// With or without a name.
    pub fn any() -> Rules {
        Rules::with(NameRule::Any)
    }

    /// With a name.
    pub fn named() -> Rules {
        Rules::with(NameRule::Required)
    }

    /// Without a name, as in a cast.
    pub fn empty() -> Rules {
        Rules::with(NameRule::Forbidden)
    }

    pub fn operators(mut self, allowed: bool) -> Rules {
        self.operators = allowed;
        self
    }

    pub fn params(mut self, usage: ParamUse) -> Rules {
        self.params = usage;
        self
    }
}

impl Parser<'_> {
    pub(super) fn declarator(&mut self, rules: Rules) -> PResult<Declarator> {
        self.nested(|p| {
            let start = p.token.start;
            let mut result = if p.at(TokenKind::LParen) {
                p.parenthesized_declarator(rules)?
            } else {
                p.simple_declarator(rules)?
            };
            if let Some(convention) = &result.calling_convention
                && !rules.convention_allowed
                && !p.at(TokenKind::LParen)
            {
                let message = format!("{} on something that is not a function", convention.name);
                let span = convention.span;
                p.error(span, message);
            }
            loop {
                if p.at(TokenKind::LBracket) {
                    p.bump();
                    let dimension =
                        if p.at(TokenKind::RBracket) { None } else { Some(Box::new(p.test_list()?)) };
                    p.expect(TokenKind::RBracket)?;
                    p.chain_link()?;
                    let kind = DeclaratorKind::Array { base: Box::new(result), dimension };
                    result = Declarator { span: p.since(start), kind, calling_convention: None };
                } else if p.at(TokenKind::LParen) {
                    let open = p.bump().start;
                    result = p.function_declarator(start, open, result, rules)?;
                    p.chain_link()?;
                } else {
                    return Ok(result);
                }
            }
        })
    }

    /// `(declarator)`, or the parameters of a function without a name.
    fn parenthesized_declarator(&mut self, rules: Rules) -> PResult<Declarator> {
        let open = self.bump().start;
        let is_convention =
            matches!(self.kind(), TokenKind::Stdcall | TokenKind::CdeclWord | TokenKind::Fastcall);
        if self.at(TokenKind::RParen) || (self.at_name() && !is_convention) {
            let span = Span::new(self.file, open, open);
            let kind = DeclaratorKind::Name { name: None, cname: None };
            let base = Declarator { span, kind, calling_convention: None };
            return self.function_declarator(open, open, base, rules);
        }
        let mut inner = self.declarator(Rules { convention_allowed: true, ..rules })?;
        self.expect(TokenKind::RParen)?;
        inner.span = self.since(open);
        Ok(inner)
    }

    fn simple_declarator(&mut self, rules: Rules) -> PResult<Declarator> {
        let start = self.token.start;
        let calling_convention = match self.kind() {
            TokenKind::Stdcall | TokenKind::CdeclWord | TokenKind::Fastcall => Some(self.ident()?),
            _ => None,
        };
        let kind = match self.kind() {
            TokenKind::Star | TokenKind::DoubleStar => self.pointer(rules)?,
            TokenKind::Amp => {
                self.bump();
                DeclaratorKind::Reference(Box::new(self.declarator(rules)?))
            }
            TokenKind::AmpAmp => {
                self.bump();
                DeclaratorKind::RvalueReference(Box::new(self.declarator(rules)?))
            }
            _ => self.declared_name(rules)?,
        };
        let mut span = self.since(start);
        if span.start == span.end && !matches!(self.kind(), TokenKind::LBracket | TokenKind::LParen) {
            // Nothing was read: stand where the type ends, not where the next token begins.
            span = Span::new(self.file, self.last_end, self.last_end);
        }
        Ok(Declarator { span, kind, calling_convention })
    }

    fn pointer(&mut self, rules: Rules) -> PResult<DeclaratorKind> {
        let star = self.bump();
        let (mut is_const, mut is_restrict) = (false, false);
        loop {
            let (flag, word) = match self.kind() {
                TokenKind::Const => (&mut is_const, "const"),
                TokenKind::Restrict => (&mut is_restrict, "restrict"),
                _ => break,
            };
            if *flag {
                let span = self.here();
                self.error(span, format!("duplicate '{word}'"));
            }
            *flag = true;
            self.bump();
        }
        let base = Box::new(self.declarator(rules)?);
        let inner = DeclaratorKind::Pointer { is_const, is_restrict, base };
        if star.kind == TokenKind::Star {
            return Ok(inner);
        }
        self.chain_link()?;
        let span = self.since(star.start + 1);
        let base = Box::new(Declarator { span, kind: inner, calling_convention: None });
        Ok(DeclaratorKind::Pointer { is_const: false, is_restrict: false, base })
    }

    fn declared_name(&mut self, rules: Rules) -> PResult<DeclaratorKind> {
        let is_name = self.at_name()
            || (rules.name == NameRule::Required
                && matches!(self.kind(), TokenKind::None | TokenKind::True | TokenKind::False)
                && !self.in_python_file());
        if !is_name {
            if rules.name == NameRule::Required {
                return self.no_declared_name();
            }
            return Ok(DeclaratorKind::Name { name: None, cname: None });
        }
        if rules.name == NameRule::Forbidden {
            let span = self.here();
            return self.fail(span, "declarator should be empty");
        }
        if rules.operators && self.at(TokenKind::Operator) && !self.peek(1).is_fixed_name_end() {
            let name = self.operator_name()?;
            let cname = self.opt_cname()?;
            return Ok(DeclaratorKind::Name { name: Some(name), cname });
        }
        let name = self.ident()?;
        let cname = self.opt_cname()?;
        Ok(DeclaratorKind::Name { name: Some(name), cname })
    }

    fn no_declared_name(&mut self) -> PResult<DeclaratorKind> {
        let span = self.here();
        if self.kind().is_keyword() {
            let word = self.kind().describe();
            return self.fail(span, format!("expected an identifier, found the keyword '{word}'"));
        }
        let found = self.describe_current();
        self.fail(span, format!("empty declarator: expected an identifier, found {found}"))
    }

    /// `operator+`, `operator[]`, `operator()`, `operator bool`
    fn operator_name(&mut self) -> PResult<Ident> {
        let start = self.bump().start;
        let token = self.bump();
        let mut op = self.token_text(token).to_string();
        match token.kind {
            TokenKind::LParen => {
                self.expect(TokenKind::RParen)?;
                op.push(')');
            }
            TokenKind::LBracket => {
                self.expect(TokenKind::RBracket)?;
                op.push(']');
            }
            TokenKind::Plus | TokenKind::Minus if self.at(token.kind) => {
                self.bump();
                op = op.repeat(2);
            }
            kind if kind.is_name() => op.insert(0, ' '),
            _ => {}
        }
        if !OVERLOADABLE.contains(&op.as_str()) {
            let span = self.since(start);
            self.error(span, format!("overloading operator '{}' is not supported", op.trim()));
        }
        Ok(Ident { name: format!("operator{op}").into(), span: self.since(start) })
    }

    /// A C name in quotes, if there is one.
    pub(super) fn opt_cname(&mut self) -> PResult<Option<CName>> {
        if self.at(TokenKind::Str) { self.cname().map(Some) } else { Ok(None) }
    }

    /// The rest of a function's declarator, after `(`.
    fn function_declarator(
        &mut self,
        start: u32,
        open: u32,
        base: Declarator,
        rules: Rules,
    ) -> PResult<Declarator> {
        let params = self.c_params(rules.params)?;
        let has_varargs = self.eat(TokenKind::Ellipsis);
        if !self.at(TokenKind::RParen) {
            return self.fail_expected("',' or ')'");
        }
        self.bump();
        let params_span = self.since(open);
        let mut nogil = self.opt_nogil();
        let exception = self.exception_clause()?;
        if nogil.is_none() {
            nogil = self.opt_nogil();
        }
        let with_gil = if self.at(TokenKind::With) {
            let with = self.bump().start;
            if !self.eat(TokenKind::Gil) {
                return self.fail_expected("'gil'");
            }
            Some(self.since(with))
        } else {
            None
        };
        let function =
            FunctionDeclarator { base, params_span, params, has_varargs, exception, nogil, with_gil };
        let kind = DeclaratorKind::Function(Box::new(function));
        Ok(Declarator { span: self.since(start), kind, calling_convention: None })
    }

    pub(super) fn opt_nogil(&mut self) -> Option<Span> {
        if !self.at(TokenKind::Nogil) {
            return None;
        }
        let token = self.bump();
        Some(self.span_of(token))
    }

    fn exception_clause(&mut self) -> PResult<ExceptionClause> {
        let start = self.token.start;
        if self.eat(TokenKind::Noexcept) {
            return Ok(ExceptionClause::Noexcept(self.since(start)));
        }
        if !self.eat(TokenKind::Except) {
            return Ok(ExceptionClause::Default);
        }
        match self.kind() {
            TokenKind::Star => {
                self.bump();
                Ok(ExceptionClause::Always(self.since(start)))
            }
            TokenKind::Plus => {
                let plus = self.bump();
                let handler = match self.kind() {
                    TokenKind::Star => {
                        self.bump();
                        CppHandler::Star
                    }
                    TokenKind::Nogil => {
                        if self.token.start == plus.end {
                            let span = self.here();
                            self.error(
                                span,
                                "'except +nogil' defines an exception handling function. \
                                 Use 'except + nogil' for the 'nogil' modifier.",
                            );
                        }
                        CppHandler::Default
                    }
                    kind if kind.is_name() => CppHandler::Name(self.ident()?),
                    _ => CppHandler::Default,
                };
                Ok(ExceptionClause::Cpp { span: self.since(start), handler })
            }
            _ => {
                let check = self.eat(TokenKind::Question);
                if matches!(self.kind(), TokenKind::Newline | TokenKind::Colon) {
                    let span = self.here();
                    let message = "'except' needs the value that tells of an exception: 'except -1', 'except? -1' or 'except *'";
                    return self.fail(span, message);
                }
                let value = Box::new(self.test()?);
                Ok(ExceptionClause::Value { span: self.since(start), check, value })
            }
        }
    }
}

/// The operators a C++ class may declare, as they stand after `operator`.
const OVERLOADABLE: &[&str] = &[
    "+", "-", "*", "/", "%", "++", "--", "~", "|", "&", "^", "<<", ">>", ",", "==", "!=", ">=", ">", "<=",
    "<", "[]", "()", "!", "=", " bool",
];

impl TokenKind {
    /// After `operator` as an ordinary name: the declaration ends.
    fn is_fixed_name_end(self) -> bool {
        matches!(self, TokenKind::Newline | TokenKind::EndOfFile | TokenKind::Str | TokenKind::Colon)
    }
}
