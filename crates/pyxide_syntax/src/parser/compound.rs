//! Blocks and the statements that have them: `if`, `while`, `for`, `try`, `with`, and `IF`.

use super::context::Level;
use super::*;

impl Parser<'_> {
    /// `:` and a block, or simple statements on the same line. `what` names the statement in messages.
    pub(super) fn suite(&mut self, context: &Context, what: &str) -> PResult<Vec<Stmt>> {
        self.suite_with(context, what, |_| Ok(()))
    }

    /// As [`Parser::suite`]; `head` reads what may stand first in an indented block.
    pub(super) fn suite_with(
        &mut self,
        context: &Context,
        what: &str,
        head: impl FnOnce(&mut Self) -> PResult<()>,
    ) -> PResult<Vec<Stmt>> {
        self.colon()?;
        let mut body = Vec::new();
        if !self.at(TokenKind::Newline) {
            self.one_line_suite(context, &mut body)?;
            return Ok(body);
        }
        self.bump();
        if !self.at(TokenKind::Indent) {
            let span = self.here();
            if !self.lexer_reported_here() {
                let header = Span::new(self.file, self.statement_start, self.statement_start);
                let message = format!("expected an indented block after '{what}'");
                let diagnostic = Diagnostic::new(codes::INDENTATION, message).at(span);
                self.diagnostics.push(diagnostic.label(header, "the statement that needs it"));
            }
            return Ok(body);
        }
        self.bump();
        self.statement_start = self.token.start;
        if head(self).is_err() {
            self.skip_line();
        }
        self.statements(context, &mut body);
        self.eat(TokenKind::Dedent);
        Ok(body)
    }

    /// The `:` before a block. Where only it is missing, that is reported and the block is read.
    pub(super) fn colon(&mut self) -> PResult<()> {
        if self.eat(TokenKind::Colon) {
            return Ok(());
        }
        let message = format!("expected ':', found {}", self.describe_current());
        let end = Span::new(self.file, self.last_end, self.last_end);
        let mut diagnostic = Diagnostic::new(codes::SYNTAX_ERROR, message).at(self.here());
        if self.at(TokenKind::Newline) {
            diagnostic = diagnostic.suggest(end, ":");
        }
        let failed = self.fail_with(diagnostic);
        if self.at(TokenKind::Newline) && self.peek(1) == TokenKind::Indent { Ok(()) } else { failed }
    }

    fn one_line_suite(&mut self, context: &Context, body: &mut Vec<Stmt>) -> PResult<()> {
        let simple = matches!(
            context.level,
            Level::Module | Level::Class | Level::Function | Level::Other | Level::Recovery
        );
        if simple && !context.in_cdef {
            return self.simple_statements(context, body);
        }
        let start = self.token.start;
        if !self.eat(TokenKind::Pass) {
            return self.fail_expected("'pass' or a new line");
        }
        body.push(Stmt { span: self.since(start), kind: StmtKind::Pass });
        self.end_of_line("syntax error in declarations")
    }

    /// The line end and indentation that open a block of declarations.
    pub(super) fn open_block(&mut self, what: &str) -> PResult<()> {
        if !self.eat(TokenKind::Newline) {
            return self.fail_expected("a new line");
        }
        if !self.eat(TokenKind::Indent) {
            let span = self.here();
            let message = format!("expected an indented block after '{what}'");
            return self.fail_as(codes::INDENTATION, span, message);
        }
        Ok(())
    }

    /// A block inside control flow.
    fn inner_suite(&mut self, what: &str) -> PResult<Vec<Stmt>> {
        self.suite(&Context::of(Level::Other), what)
    }

    /// The body of a function.
    pub(super) fn function_suite(&mut self, what: &str) -> PResult<Vec<Stmt>> {
        self.suite(&Context::of(Level::Function), what)
    }

    /// `else:` and its block; empty without.
    fn else_suite(&mut self) -> PResult<Vec<Stmt>> {
        if !self.at(TokenKind::Else) {
            return Ok(Vec::new());
        }
        self.statement_start = self.token.start;
        self.bump();
        self.inner_suite("else")
    }

    pub(super) fn if_statement(&mut self) -> PResult<Stmt> {
        let start = self.token.start;
        let mut branches = Vec::new();
        while branches.is_empty() || self.at(TokenKind::Elif) {
            self.statement_start = self.token.start;
            let word = self.bump();
            let test = self.condition()?;
            let body = self.inner_suite(word.kind.describe())?;
            branches.push(IfBranch { span: self.since(word.start), test, body });
        }
        let orelse = self.else_suite()?;
        Ok(Stmt { span: self.since(start), kind: StmtKind::If { branches, orelse } })
    }

    /// A condition before `:`. A single `=` is the commonest mistake there.
    fn condition(&mut self) -> PResult<Expr> {
        let test = self.named_test()?;
        if self.at(TokenKind::Equal) {
            let message = "invalid syntax: did you mean '==' or ':=' instead of '='?";
            let span = self.here();
            return self
                .fail_with(Diagnostic::new(codes::SYNTAX_ERROR, message).at(span).suggest(span, "=="));
        }
        self.reject_c_operator()?;
        Ok(test)
    }

    /// Fails at an operator of C that Python writes as a word.
    pub(super) fn reject_c_operator(&mut self) -> PResult<()> {
        let (found, meant) = match self.kind() {
            TokenKind::AmpAmp => ("&&", "and"),
            TokenKind::PipePipe => ("||", "or"),
            TokenKind::Exclamation => ("!", "not"),
            _ => return Ok(()),
        };
        let span = self.here();
        let message = format!("found the C operator '{found}': write '{meant}'");
        self.fail_with(Diagnostic::new(codes::SYNTAX_ERROR, message).at(span).suggest(span, meant))
    }

    /// `IF … ELIF … ELSE`: every branch is read, none is chosen.
    pub(super) fn compile_time_if(&mut self, context: &Context) -> PResult<Stmt> {
        let start = self.token.start;
        let mut branches = Vec::new();
        while branches.is_empty() || self.at(TokenKind::CompileElif) {
            self.statement_start = self.token.start;
            let word = self.bump();
            let test = self.test_list()?;
            let body = self.suite(context, word.kind.describe())?;
            branches.push(IfBranch { span: self.since(word.start), test, body });
        }
        let orelse = if self.eat(TokenKind::CompileElse) { self.suite(context, "ELSE")? } else { Vec::new() };
        Ok(Stmt { span: self.since(start), kind: StmtKind::CompileIf { branches, orelse } })
    }

    /// `DEF name = value`
    pub(super) fn compile_time_define(&mut self) -> PResult<Stmt> {
        let start = self.bump().start;
        let name = self.ident()?;
        self.expect(TokenKind::Equal)?;
        let value = Box::new(self.test_list()?);
        let span = self.since(start);
        self.end_of_line("syntax error in DEF statement")?;
        Ok(Stmt { span, kind: StmtKind::Def { name, value } })
    }

    pub(super) fn while_statement(&mut self) -> PResult<Stmt> {
        let start = self.bump().start;
        let test = Box::new(self.condition()?);
        let body = self.inner_suite("while")?;
        let orelse = self.else_suite()?;
        Ok(Stmt { span: self.since(start), kind: StmtKind::While { test, body, orelse } })
    }

    /// At `for`; `start` includes `async`.
    pub(super) fn for_statement(&mut self, start: u32, is_async: bool) -> PResult<Stmt> {
        self.bump();
        let iteration = self.iteration(is_async, Self::test_list_star)?;
        let body = self.inner_suite("for")?;
        let orelse = self.else_suite()?;
        let stmt = For { is_async, iteration, body, orelse };
        Ok(Stmt { span: self.since(start), kind: StmtKind::For(Box::new(stmt)) })
    }

    pub(super) fn try_statement(&mut self) -> PResult<Stmt> {
        let start = self.bump().start;
        let word = self.span_of(self.tokens[self.pos - 1]);
        let body = self.inner_suite("try")?;
        let mut stmt =
            Try { body, is_star: false, handlers: Vec::new(), orelse: Vec::new(), finalbody: Vec::new() };
        while self.at(TokenKind::Except) {
            self.statement_start = self.token.start;
            let (is_star, handler) = self.except_clause()?;
            if stmt.handlers.is_empty() {
                stmt.is_star = is_star;
            } else if stmt.is_star != is_star {
                self.error(handler.span, "cannot have both 'except' and 'except*' on the same 'try'");
            }
            if let Some(default) = stmt.handlers.iter().find(|h| h.exception.is_none()) {
                let diagnostic = Diagnostic::new(codes::SYNTAX_ERROR, "default 'except:' must be last");
                let before = default.span;
                self.diagnostics.push(diagnostic.at(handler.span).label(before, "this catches everything"));
            }
            stmt.handlers.push(handler);
        }
        stmt.orelse = self.else_suite()?;
        if self.at(TokenKind::Finally) {
            self.statement_start = self.token.start;
            self.bump();
            stmt.finalbody = self.inner_suite("finally")?;
        } else if stmt.handlers.is_empty() && stmt.orelse.is_empty() {
            let span = if matches!(self.kind(), TokenKind::EndOfFile | TokenKind::Dedent) {
                word
            } else {
                self.here()
            };
            let _: PResult<()> = self.fail(span, "expected 'except' or 'finally' block");
        }
        Ok(Stmt { span: self.since(start), kind: StmtKind::Try(Box::new(stmt)) })
    }

    /// `except …:` and its block; whether it is `except*`, and the clause.
    fn except_clause(&mut self) -> PResult<(bool, ExceptHandler)> {
        let start = self.bump().start;
        let is_star = self.eat(TokenKind::Star);
        let (mut exception, mut target) = (None, None);
        if !self.at(TokenKind::Colon) {
            let first_start = self.token.start;
            let first = self.test()?;
            let old_target = !is_star
                && self.at(TokenKind::Comma)
                && (!self.in_python_file() || self.level.is_py2())
                && self.comma_names_target();
            if old_target {
                self.bump();
                exception = Some(first);
                target = Some(self.test()?);
            } else {
                exception = Some(self.rest_of_tuple(first_start, first, Self::test)?);
                if self.eat(TokenKind::As) {
                    target = Some(if self.level.is_py2() {
                        self.test()?
                    } else {
                        let name = self.ident()?;
                        Expr { span: name.span, kind: ExprKind::Name(name.name) }
                    });
                }
            }
        } else if is_star {
            return self.fail_expected("one or more exception types");
        }
        let body = self.inner_suite("except")?;
        Ok((is_star, ExceptHandler { span: self.since(start), exception, target, body }))
    }

    /// In `except A, b:` the second is a target at level 2, and in Cython files unless more classes or `as` follow.
    fn comma_names_target(&self) -> bool {
        let mut nesting = 0u32;
        for token in &self.tokens[self.pos + 1..] {
            match token.kind {
                TokenKind::LParen | TokenKind::LBracket | TokenKind::LBrace => nesting += 1,
                TokenKind::RParen | TokenKind::RBracket | TokenKind::RBrace => {
                    nesting = nesting.saturating_sub(1);
                }
                TokenKind::Comma | TokenKind::As if nesting == 0 => return false,
                TokenKind::Colon if nesting == 0 => return true,
                TokenKind::Newline | TokenKind::EndOfFile => return true,
                _ => {}
            }
        }
        true
    }

    /// At `with`; `start` includes `async`.
    pub(super) fn with_statement(&mut self, start: u32, is_async: bool) -> PResult<Stmt> {
        self.bump();
        let items = match self.parenthesized_with_items(is_async) {
            Some(items) => items,
            None => self.with_items(is_async, TokenKind::Colon)?,
        };
        let body = self.inner_suite("with")?;
        Ok(Stmt { span: self.since(start), kind: StmtKind::With { is_async, items, body } })
    }

    /// `(a as b, c)` before `:`. Anything else in parentheses is an expression: then nothing is consumed.
    fn parenthesized_with_items(&mut self, is_async: bool) -> Option<Vec<WithItem>> {
        if !self.at(TokenKind::LParen) {
            return None;
        }
        let (pos, reported, nesting) = (self.pos, self.diagnostics.len(), self.nesting);
        self.bump();
        let items = self.with_items(is_async, TokenKind::RParen);
        match items {
            Ok(items) if self.at(TokenKind::RParen) && self.peek(1) == TokenKind::Colon => {
                self.bump();
                Some(items)
            }
            _ => {
                self.diagnostics.truncate(reported);
                self.nesting = nesting;
                self.seek(pos);
                None
            }
        }
    }

    fn with_items(&mut self, is_async: bool, close: TokenKind) -> PResult<Vec<WithItem>> {
        let mut items = Vec::new();
        loop {
            items.push(self.with_item(is_async)?);
            if !self.eat(TokenKind::Comma) || (self.at(close) && close == TokenKind::RParen) {
                return Ok(items);
            }
        }
    }

    fn with_item(&mut self, is_async: bool) -> PResult<WithItem> {
        let start = self.token.start;
        if matches!(self.kind(), TokenKind::Nogil | TokenKind::Gil) && !self.in_python_file() {
            if is_async {
                let span = self.here();
                self.error(span, "with gil/nogil cannot be async");
            }
            let state = if self.bump().kind == TokenKind::Gil { GilState::Gil } else { GilState::Nogil };
            let condition = if self.eat(TokenKind::LParen) {
                let condition = self.test()?;
                self.expect(TokenKind::RParen)?;
                Some(condition)
            } else {
                None
            };
            return Ok(WithItem::Gil { span: self.since(start), state, condition });
        }
        let expr = self.test()?;
        let target = if self.eat(TokenKind::As) {
            let target =
                if self.at(TokenKind::Star) { self.starred()? } else { self.nested(Self::bit_expr)? };
            self.check_target(&target, super::targets::TargetUse::Assign);
            Some(target)
        } else {
            None
        };
        Ok(WithItem::Context { expr, target })
    }
}
