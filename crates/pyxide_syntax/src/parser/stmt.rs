//! The statement loop and the simple statements.

use super::context::Level;
use super::targets::TargetUse;
use super::*;

/// `__future__` features that exist.
const FUTURE_FEATURES: &[&str] = &[
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "barry_as_FLUFL",
    "generator_stop",
    "annotations",
];

impl Parser<'_> {
    /// Statements up to the end of the block or file. Never fails: broken statements become error nodes.
    pub(super) fn statements(&mut self, context: &Context, body: &mut Vec<Stmt>) {
        loop {
            let start = self.token.start;
            self.statement_start = start;
            match self.kind() {
                TokenKind::EndOfFile => return,
                TokenKind::Dedent => return,
                TokenKind::Newline => {
                    self.bump();
                    continue;
                }
                TokenKind::Indent => {
                    let here = self.here();
                    let _: PResult<()> = self.fail_as(codes::INDENTATION, here, "unexpected indent");
                    self.bump();
                    self.statements(context, body);
                    self.eat(TokenKind::Dedent);
                    continue;
                }
                _ => {}
            }
            let before = body.len();
            self.height = 0;
            if self.statement(context, body).is_err() {
                self.statement_start = start;
                let error = self.recover(start);
                body.push(error);
            }
            if self.at_file_head {
                self.at_file_head = body[before..].iter().all(is_head_statement);
            }
        }
    }

    fn statement(&mut self, context: &Context, body: &mut Vec<Stmt>) -> PResult<()> {
        use TokenKind::*;
        let start = self.token.start;
        let compound = match self.kind() {
            Ctypedef => self.ctypedef(context),
            CompileDef => self.compile_time_define(),
            CompileIf => self.compile_time_if(context),
            At => self.decorated(context),
            Pass if context.in_cdef => {
                self.bump();
                let stmt = Stmt { span: self.since(start), kind: StmtKind::Pass };
                self.end_of_line("expected a newline")?;
                Ok(stmt)
            }
            Cdef | Cpdef => self.cdef_keyword(start, Vec::new(), context),
            _ if context.in_cdef => self.cdef_statement(start, Vec::new(), context),
            Def => self.def_statement(start, Vec::new(), context),
            Class => self.class_statement(start, Vec::new(), context),
            Include => self.include_statement(context),
            Property if context.level == Level::CClass && self.peek(1).is_name() => self.property(),
            Elif | Else | Except | Finally | CompileElif | CompileElse => {
                let word = self.kind().describe();
                let span = self.here();
                self.fail(span, format!("'{word}' has no statement to belong to"))
            }
            _ => return self.executable(context, body),
        };
        body.push(compound?);
        Ok(())
    }

    /// `cdef …` and `cpdef …`.
    pub(super) fn cdef_keyword(
        &mut self,
        start: u32,
        decorators: Vec<Decorator>,
        context: &Context,
    ) -> PResult<Stmt> {
        use Level::*;
        let word = self.here();
        let mut inner = *context;
        inner.flags.overridable = self.bump().kind == TokenKind::Cpdef;
        if !matches!(context.level, Module | ModulePxd | Function | CClass | CClassPxd | Recovery) {
            let help = match context.level {
                Class => "only extension classes have C attributes and methods: make it a `cdef class`",
                _ => {
                    "declare C variables at the top of the function or module, outside loops and `if`, and assign here"
                }
            };
            let error = Diagnostic::new(codes::INVALID_DECLARATION, "cdef statement not allowed here");
            self.diagnostics.push(error.at(word).help(help));
        }
        self.cdef_statement(start, decorators, &inner)
    }

    fn executable(&mut self, context: &Context, body: &mut Vec<Stmt>) -> PResult<()> {
        use TokenKind::*;
        if matches!(context.level, Level::CClassPxd | Level::Property)
            && !matches!(self.kind(), Str)
            && !(self.at(Pass) && context.level == Level::CClassPxd)
        {
            let span = self.here();
            self.report(codes::INVALID_DECLARATION, span, "executable statement not allowed here");
        }
        let start = self.token.start;
        let compound = match self.kind() {
            If => self.if_statement(),
            While => self.while_statement(),
            For => self.for_statement(start, false),
            Try => self.try_statement(),
            With => self.with_statement(start, false),
            Async if matches!(self.peek(1), Def | For | With) => {
                self.async_statement(start, Vec::new(), context)
            }
            Match if self.at_match_statement() => self.match_statement(context),
            _ => return self.simple_statements(context, body),
        };
        body.push(compound?);
        Ok(())
    }

    /// `async def`, `async for`, `async with`, at `async`.
    pub(super) fn async_statement(
        &mut self,
        start: u32,
        decorators: Vec<Decorator>,
        context: &Context,
    ) -> PResult<Stmt> {
        self.bump();
        match self.kind() {
            TokenKind::Def => {
                self.async_depth += 1;
                let result = self.def_statement(start, decorators, context);
                self.async_depth -= 1;
                result
            }
            TokenKind::For => self.for_statement(start, true),
            TokenKind::With => self.with_statement(start, true),
            _ => self.fail_expected("'def', 'for' or 'with' after 'async'"),
        }
    }

    /// Simple statements separated by semicolons, up to the end of the line.
    pub(super) fn simple_statements(&mut self, context: &Context, body: &mut Vec<Stmt>) -> PResult<()> {
        loop {
            let start = self.token.start;
            let kind = self.simple_statement(context)?;
            body.push(Stmt { span: self.since(start), kind });
            if !self.at(TokenKind::Semicolon) {
                break;
            }
            let semicolon = self.bump();
            if self.at(TokenKind::Newline) {
                self.warn_semicolon(semicolon);
                break;
            }
        }
        self.end_of_simple_statement(body)
    }

    /// A semicolon at the end of a line separates nothing.
    fn warn_semicolon(&mut self, semicolon: Token) {
        let span = self.span_of(semicolon);
        let warning = Diagnostic::new(codes::TRAILING_SEMICOLON, "this semicolon separates nothing").at(span);
        self.diagnostics.push(warning.suggest(span, ""));
    }

    fn end_of_simple_statement(&mut self, body: &[Stmt]) -> PResult<()> {
        if matches!(self.kind(), TokenKind::Newline | TokenKind::EndOfFile) {
            self.bump();
            return Ok(());
        }
        self.reject_c_operator()?;
        let span = self.here();
        let name = match body.last() {
            Some(Stmt { kind: StmtKind::Expr(value), .. }) => value.as_name().cloned(),
            _ => None,
        };
        match (self.kind(), name.as_deref()) {
            (_, Some("cdef" | "cpdef" | "ctypedef" | "cimport")) if self.in_python_file() => {
                let word = name.unwrap_or_default();
                self.fail(span, format!("the '{word}' keyword is only allowed in Cython files (pyx/pxi/pxd)"))
            }
            (TokenKind::Arrow, _) => self.fail(span, "found the C operator '->': write '.'"),
            (TokenKind::Question, _) => {
                self.fail(span, "found the C operator '?': write 'value if condition else other'")
            }
            (kind, Some(word @ ("print" | "exec"))) if kind != TokenKind::Equal => {
                self.fail(span, format!("missing parentheses in call to '{word}': did you mean {word}(...)?"))
            }
            (TokenKind::Colon, _) => self.fail(span, "a ':' is not expected here"),
            (kind, Some(word)) if kind.is_name() && is_c_type(word) && !self.in_python_file() => {
                let declared = self.text_of(span);
                let message = format!("a C declaration begins with 'cdef': write 'cdef {word} {declared}'");
                let start = body.last().map_or(span, |s| s.span);
                self.fail(start.to(span), message)
            }
            _ => {
                let found = self.describe_current();
                self.fail(span, format!("invalid syntax: {found} is not expected here"))
            }
        }
    }

    /// The end of a declaration's line; a semicolon may stand before it.
    pub(super) fn end_of_line(&mut self, message: &str) -> PResult<()> {
        if self.at(TokenKind::Semicolon) {
            let semicolon = self.bump();
            self.warn_semicolon(semicolon);
        }
        if matches!(self.kind(), TokenKind::Newline | TokenKind::EndOfFile) {
            self.bump();
            return Ok(());
        }
        let found = self.describe_current();
        let span = self.here();
        self.fail(span, format!("{message}: {found} is not expected here"))
    }

    fn simple_statement(&mut self, context: &Context) -> PResult<StmtKind> {
        use TokenKind::*;
        match self.kind() {
            Pass => self.word(StmtKind::Pass),
            Break => self.word(StmtKind::Break),
            Continue => self.word(StmtKind::Continue),
            Return => self.return_statement(),
            Raise => self.raise_statement(),
            Global => Ok(StmtKind::Global(self.name_list()?)),
            Nonlocal => Ok(StmtKind::Nonlocal(self.name_list()?)),
            Del => self.del_statement(),
            Assert => self.assert_statement(),
            Import => self.import_statement(),
            Cimport => self.import_statement(),
            From => self.import_from(FUTURE_FEATURES),
            Print if !self.print_function => self.print_statement(),
            Exec if self.level.is_py2() => self.exec_statement(),
            Type if self.at_type_alias() => self.type_alias(),
            Cdef | Cpdef | Ctypedef => {
                let word = self.kind().describe();
                let span = self.here();
                self.fail(span, format!("'{word}' must start a line"))
            }
            Class | Def | If | For | While | With | Try if context.level != Level::Recovery => {
                let word = self.kind().describe();
                let span = self.here();
                self.fail(span, format!("'{word}' must start a line"))
            }
            _ => self.expression_statement(),
        }
    }

    fn word(&mut self, kind: StmtKind) -> PResult<StmtKind> {
        self.bump();
        Ok(kind)
    }

    fn at_statement_end(&self) -> bool {
        matches!(self.kind(), TokenKind::Newline | TokenKind::Semicolon | TokenKind::EndOfFile)
    }

    fn return_statement(&mut self) -> PResult<StmtKind> {
        self.bump();
        let value = if self.at_statement_end() { None } else { Some(Box::new(self.test_list_star()?)) };
        Ok(StmtKind::Return(value))
    }

    fn raise_statement(&mut self) -> PResult<StmtKind> {
        self.bump();
        let mut raise = Raise { exc: None, value: None, traceback: None, cause: None };
        if !self.at_statement_end() {
            raise.exc = Some(self.test()?);
            if self.at(TokenKind::Comma) {
                if self.in_python_file() && !self.level.is_py2() {
                    return self.fail_expected("'from' or the end of the statement");
                }
                self.bump();
                raise.value = Some(self.test()?);
                if self.eat(TokenKind::Comma) {
                    raise.traceback = Some(self.test()?);
                }
            } else if self.eat(TokenKind::From) {
                raise.cause = Some(self.test()?);
            }
        }
        Ok(StmtKind::Raise(Box::new(raise)))
    }

    /// The names of `global` and `nonlocal`, at that word.
    fn name_list(&mut self) -> PResult<Vec<Ident>> {
        self.bump();
        let mut names = vec![self.ident()?];
        while self.eat(TokenKind::Comma) {
            names.push(self.ident()?);
        }
        Ok(names)
    }

    fn del_statement(&mut self) -> PResult<StmtKind> {
        self.bump();
        let mut targets = vec![self.nested(Self::bit_expr)?];
        while self.eat(TokenKind::Comma) && !self.at_statement_end() {
            targets.push(self.nested(Self::bit_expr)?);
        }
        for target in &targets {
            self.check_target(target, TargetUse::Delete);
        }
        Ok(StmtKind::Del(targets))
    }

    fn assert_statement(&mut self) -> PResult<StmtKind> {
        self.bump();
        let test = Box::new(self.test()?);
        let message = if self.eat(TokenKind::Comma) { Some(Box::new(self.test()?)) } else { None };
        Ok(StmtKind::Assert { test, message })
    }

    /// `print x, y`, `print >>stream, x,`
    fn print_statement(&mut self) -> PResult<StmtKind> {
        self.bump();
        let mut newline = true;
        let mut stream = None;
        let mut values = Vec::new();
        if self.eat(TokenKind::RightShift) {
            stream = Some(Box::new(self.test()?));
            if !self.eat(TokenKind::Comma) {
                return Ok(StmtKind::Print { stream, values, newline });
            }
        }
        while !self.at_statement_end() {
            values.push(self.test()?);
            newline = !self.eat(TokenKind::Comma);
            if newline {
                break;
            }
        }
        Ok(StmtKind::Print { stream, values, newline })
    }

    /// `exec code in globals, locals`, or the call-like `exec(code, globals, locals)`.
    fn exec_statement(&mut self) -> PResult<StmtKind> {
        self.bump();
        let code = self.nested(Self::bit_expr)?;
        let span = code.span;
        if let ExprKind::Tuple { elements, parenthesized: true } = code.kind {
            if !matches!(elements.len(), 2 | 3) {
                return self
                    .fail(span, format!("expected tuple of length 2 or 3, got length {}", elements.len()));
            }
            if self.at(TokenKind::In) {
                let here = self.here();
                return self.fail(here, "tuple variant of exec does not support additional 'in' arguments");
            }
            let mut parts = elements.into_iter().map(Box::new);
            let Some(code) = parts.next() else { return Err(Failed) };
            return Ok(StmtKind::Exec { code, globals: parts.next(), locals: parts.next() });
        }
        let (mut globals, mut locals) = (None, None);
        if self.eat(TokenKind::In) {
            globals = Some(Box::new(self.test()?));
            if self.eat(TokenKind::Comma) {
                locals = Some(Box::new(self.test()?));
            }
        }
        Ok(StmtKind::Exec { code: Box::new(code), globals, locals })
    }

    /// An expression, an assignment, an annotated or an augmented one.
    fn expression_statement(&mut self) -> PResult<StmtKind> {
        let first = self.yield_or_test_list_star()?;
        match self.kind() {
            TokenKind::Equal => {
                let mut targets = vec![first];
                let mut value = None;
                while self.eat(TokenKind::Equal) {
                    targets.extend(value.take());
                    value = Some(self.yield_or_test_list_star()?);
                }
                let Some(value) = value else { return Err(Failed) };
                for target in &targets {
                    self.check_target(target, TargetUse::Assign);
                }
                if matches!(value.kind, ExprKind::Starred(_)) {
                    self.error(value.span, "can't use starred expression here");
                }
                Ok(StmtKind::Assign { targets, value: Box::new(value) })
            }
            TokenKind::Colon
                if matches!(
                    first.kind,
                    ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. }
                ) =>
            {
                self.bump();
                let annotation = Box::new(self.test()?);
                let value = if self.eat(TokenKind::Equal) {
                    Some(Box::new(self.yield_or_test_list_star()?))
                } else {
                    None
                };
                Ok(StmtKind::AnnAssign { target: Box::new(first), annotation, value })
            }
            TokenKind::Colon if matches!(first.kind, ExprKind::Tuple { .. } | ExprKind::List(_)) => {
                let what = if matches!(first.kind, ExprKind::List(_)) { "list" } else { "tuple" };
                self.fail(first.span, format!("only single target (not {what}) can be annotated"))
            }
            kind => match augmented_operator(kind) {
                Some(op) => {
                    self.bump();
                    self.check_target(&first, TargetUse::Augmented);
                    let value = Box::new(if self.at(TokenKind::Yield) {
                        self.yield_expr()?
                    } else {
                        self.test_list()?
                    });
                    Ok(StmtKind::AugAssign { target: Box::new(first), op, value })
                }
                None => Ok(StmtKind::Expr(Box::new(first))),
            },
        }
    }

    fn at_type_alias(&self) -> bool {
        self.peek(1).is_name() && matches!(self.peek(2), TokenKind::Equal | TokenKind::LBracket)
    }

    fn type_alias(&mut self) -> PResult<StmtKind> {
        self.bump();
        let name = self.ident()?;
        let type_params = self.type_params()?;
        self.expect(TokenKind::Equal)?;
        let value = Box::new(self.test()?);
        Ok(StmtKind::TypeAlias { name, type_params, value })
    }
}

fn is_head_statement(stmt: &Stmt) -> bool {
    match &stmt.kind {
        StmtKind::Expr(value) => matches!(value.kind, ExprKind::Str(_)),
        StmtKind::ImportFrom(from) => from.dotted() == "__future__",
        StmtKind::Pass | StmtKind::Error => true,
        _ => false,
    }
}

fn augmented_operator(kind: TokenKind) -> Option<BinaryOp> {
    Some(match kind {
        TokenKind::PlusEqual => BinaryOp::Add,
        TokenKind::MinusEqual => BinaryOp::Sub,
        TokenKind::StarEqual => BinaryOp::Mul,
        TokenKind::SlashEqual => BinaryOp::Div,
        TokenKind::DoubleSlashEqual => BinaryOp::FloorDiv,
        TokenKind::PercentEqual => BinaryOp::Mod,
        TokenKind::AtEqual => BinaryOp::MatMul,
        TokenKind::AmpEqual => BinaryOp::BitAnd,
        TokenKind::PipeEqual => BinaryOp::BitOr,
        TokenKind::CaretEqual => BinaryOp::BitXor,
        TokenKind::LeftShiftEqual => BinaryOp::LeftShift,
        TokenKind::RightShiftEqual => BinaryOp::RightShift,
        TokenKind::DoubleStarEqual => BinaryOp::Pow,
        _ => return None,
    })
}

/// Whether a plain name is one of C's types (and hardly ever a variable).
fn is_c_type(name: &str) -> bool {
    let names = "int long short char float double bint void unsigned signed size_t ssize_t Py_ssize_t object struct enum";
    names.split(' ').any(|n| n == name)
}
