//! `def`, `class`, decorators, properties, type parameters.

use super::context::Level;
use super::*;

impl Parser<'_> {
    /// `@decorator` lines; none is fine.
    pub(super) fn decorators(&mut self) -> PResult<Vec<Decorator>> {
        let mut decorators = Vec::new();
        while self.at(TokenKind::At) {
            let start = self.bump().start;
            let expr = self.named_test()?;
            let span = self.since(start);
            if !self.eat(TokenKind::Newline) {
                return self.fail_expected("a newline after the decorator");
            }
            decorators.push(Decorator { span, expr });
        }
        Ok(decorators)
    }

    /// Decorators and what they decorate, at `@`.
    pub(super) fn decorated(&mut self, context: &Context) -> PResult<Stmt> {
        let start = self.token.start;
        if context.level == Level::CppClass {
            let span = self.here();
            self.report(codes::INVALID_DECLARATION, span, "decorator not allowed here");
        }
        let decorators = self.decorators()?;
        match self.kind() {
            TokenKind::Def => self.def_statement(start, decorators, context),
            TokenKind::Class => self.class_statement(start, decorators, context),
            TokenKind::Cdef | TokenKind::Cpdef => self.cdef_keyword(start, decorators, context),
            TokenKind::Async if self.peek(1) == TokenKind::Def => {
                self.async_statement(start, decorators, context)
            }
            _ if context.in_cdef => self.cdef_statement(start, decorators, context),
            _ => {
                let span = self.here();
                self.fail(span, "decorators can only be followed by functions or classes")
            }
        }
    }

    /// At `def`; `start` includes decorators and `async`.
    pub(super) fn def_statement(
        &mut self,
        start: u32,
        decorators: Vec<Decorator>,
        context: &Context,
    ) -> PResult<Stmt> {
        let is_async = self.tokens[self.pos.saturating_sub(1)].kind == TokenKind::Async;
        if context.is_pxd() && (is_async || context.level != Level::CClassPxd) {
            let span = self.here();
            self.report(codes::INVALID_DECLARATION, span, "def statement not allowed here");
        }
        let header = self.token.start;
        self.statement_start = start;
        self.bump();
        self.reject_cdef_modifier();
        let name = self.ident()?;
        let type_params = self.type_params()?;
        if !self.at(TokenKind::LParen) {
            let span = self.here();
            let found = self.describe_current();
            return self.fail(
                span,
                if self.at_name() || self.at(TokenKind::Star) {
                    format!(
                        "expected '(', found {found}: C types before the name belong to 'cdef' and 'cpdef'; \
                         in 'def' use annotations"
                    )
                } else {
                    format!("expected '(', found {found}")
                },
            );
        }
        self.bump();
        let params = self.params(TokenKind::RParen)?;
        if !self.at(TokenKind::RParen) {
            return self.fail_expected("',' or ')'");
        }
        self.bump();
        self.reject_cdef_modifier();
        let returns = if self.eat(TokenKind::Arrow) { Some(self.test()?) } else { None };
        self.reject_cdef_modifier();
        self.statement_start = header;
        let body = self.function_suite("def")?;
        let def = FunctionDef { decorators, is_async, name, type_params, params, returns, body };
        Ok(Stmt { span: self.since(start), kind: StmtKind::FunctionDef(Box::new(def)) })
    }

    /// Steps over a word of C functions in the header of a `def`, and says so.
    fn reject_cdef_modifier(&mut self) {
        let is_modifier = matches!(self.kind(), TokenKind::Inline | TokenKind::Nogil | TokenKind::Api)
            && self.peek(1) != TokenKind::LParen
            && !self.in_python_file();
        if is_modifier {
            let word = self.kind().describe();
            let span = self.here();
            self.error(
                span,
                format!(
                    "cannot use cdef modifier '{word}' in Python function signature; use a decorator instead"
                ),
            );
            self.bump();
        }
    }

    pub(super) fn class_statement(
        &mut self,
        start: u32,
        decorators: Vec<Decorator>,
        context: &Context,
    ) -> PResult<Stmt> {
        use Level::*;
        if !matches!(context.level, Module | Function | Class | Other | Recovery) {
            let span = self.here();
            self.report(codes::INVALID_DECLARATION, span, "class definition not allowed here");
        }
        let header = self.bump().start;
        let name = self.ident()?;
        let type_params = self.type_params()?;
        let args = if self.at(TokenKind::LParen) { self.call_args()? } else { Vec::new() };
        self.statement_start = header;
        let body = self.suite(&Context::of(Class), "class")?;
        let def = ClassDef { decorators, name, type_params, args, body };
        Ok(Stmt { span: self.since(start), kind: StmtKind::ClassDef(Box::new(def)) })
    }

    /// `property name:`
    pub(super) fn property(&mut self) -> PResult<Stmt> {
        let start = self.bump().start;
        let name = self.ident()?;
        let body = self.suite(&Context::of(Level::Property), "property")?;
        Ok(Stmt { span: self.since(start), kind: StmtKind::Property { name, body } })
    }

    /// `[T: bound = default, *Ts, **P]`, if there is one.
    pub(super) fn type_params(&mut self) -> PResult<Vec<TypeParam>> {
        if !self.eat(TokenKind::LBracket) {
            return Ok(Vec::new());
        }
        let params = self.comma_list(TokenKind::RBracket, |p| {
            let start = p.token.start;
            let kind = match p.kind() {
                TokenKind::Star => TypeParamKind::TypeVarTuple,
                TokenKind::DoubleStar => TypeParamKind::ParamSpec,
                _ => TypeParamKind::TypeVar,
            };
            if kind != TypeParamKind::TypeVar {
                p.bump();
            }
            let name = p.ident()?;
            let bound = if kind == TypeParamKind::TypeVar && p.eat(TokenKind::Colon) {
                Some(p.test()?)
            } else {
                None
            };
            let default = if p.eat(TokenKind::Equal) { Some(p.test_or_starred()?) } else { None };
            Ok(TypeParam { span: p.since(start), kind, name, bound, default })
        })?;
        if params.is_empty() {
            let span = self.here();
            return self.fail(span, "type parameter list cannot be empty");
        }
        self.expect(TokenKind::RBracket)?;
        Ok(params)
    }
}
