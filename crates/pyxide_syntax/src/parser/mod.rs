//! The parser: tokens to tree, by recursive descent.
//!
//! One method per construct, named after it, grouped by file. A method that cannot go on reports once and
//! returns [`Failed`]; the statement loop ([`Parser::statements`]) catches it, skips to the end of the statement
//! and goes on, so each broken statement gives one diagnostic. Errors that do not stop the reading are reported
//! with [`Parser::error`].
//!
//! Guarantees: never panics; time linear in the text; the tree's depth is bounded by [`limits`].

mod atom;
mod cdef;
mod cdef_types;
mod compound;
mod context;
mod ctype;
mod declarator;
mod definitions;
mod expr;
mod fstring;
mod imports;
pub mod limits;
mod literal;
mod names;
mod params;
mod pattern;
mod recovery;
mod stmt;
mod targets;

use crate::ParseOptions;
use crate::ast::*;
use crate::header::Header;
use crate::lexer::{self, LexError, Token, TokenKind};
use context::Context;
use pyxide_diagnostics::{Code, Diagnostic, FileId, Sink, codes, did_you_mean};

/// Reading cannot go on here, and that has been reported.
#[derive(Debug)]
struct Failed;

type PResult<T> = Result<T, Failed>;

struct Parser<'a> {
    text: &'a str,
    file: FileId,
    kind: SourceKind,
    level: LanguageLevel,
    tokens: Vec<Token>,
    pos: usize,
    /// The current token, `tokens[pos]`.
    token: Token,
    /// End of the last token before the current one that has text.
    last_end: u32,
    diagnostics: Vec<Diagnostic>,
    /// What the lexer reported, in order.
    lex_errors: Vec<LexError>,
    /// Where the innermost statement began.
    statement_start: u32,
    /// Nesting of expressions, types and patterns; see [`limits`].
    nesting: u32,
    /// An upper bound on the height of what was parsed last; see [`limits`].
    height: u32,
    /// Inside how many `async def`s; `await` and `async` are keywords there.
    async_depth: u32,
    /// `print` is a function: level 3 or the future import.
    print_function: bool,
    /// Literals without a prefix are text as `u"…"` is: the future import.
    unicode_literals: bool,
    /// Nothing but a docstring and future imports has been read.
    at_file_head: bool,
    /// A statement could not be read.
    is_broken: bool,
}

/// Parses one file, or what comes from `start` on. See [`crate::parse`].
pub(crate) fn parse(
    file: FileId,
    text: &str,
    start: usize,
    options: &ParseOptions,
    sink: &mut Sink,
) -> Module {
    let whole = Span::new(file, start as u32, text.len() as u32);
    if text.len() >= limits::MAX_FILE_SIZE {
        sink.error(codes::SYNTAX_ERROR, whole.shrink_to_start(), "the file is too large");
        return Module {
            span: whole.shrink_to_start(),
            kind: options.kind,
            language_level: options.language_level,
            directives: Vec::new(),
            body: Vec::new(),
            is_broken: true,
        };
    }
    let header = if start == 0 { Header::read(file, text) } else { Header::default() };
    let Header { directives, language_level, diagnostics } = header;
    let level = language_level.unwrap_or(options.language_level);
    let lexed = lexer::lex(text, start, options.kind);
    let is_broken = !lexed.errors.is_empty();
    let mut parser = Parser {
        text,
        file,
        kind: options.kind,
        level,
        token: lexed.tokens[0],
        tokens: lexed.tokens,
        pos: 0,
        last_end: 0,
        diagnostics,
        lex_errors: lexed.errors,
        statement_start: 0,
        nesting: 0,
        height: 0,
        async_depth: 0,
        print_function: !level.is_py2(),
        unicode_literals: false,
        at_file_head: true,
        is_broken,
    };
    for error in &parser.lex_errors {
        let span = Span::new(file, error.start, error.end);
        parser.diagnostics.push(Diagnostic::new(error.code, error.message.clone()).at(span));
    }
    let context = Context::module(options.kind);
    let mut body = Vec::new();
    parser.statements(&context, &mut body);
    let mut diagnostics = std::mem::take(&mut parser.diagnostics);
    diagnostics.sort_by_key(|d| d.span.map_or(0, |s| s.start));
    sink.extend(diagnostics);
    let is_broken = parser.is_broken;
    Module { span: whole, kind: options.kind, language_level: level, directives, body, is_broken }
}

impl<'a> Parser<'a> {
    fn kind(&self) -> TokenKind {
        self.token.kind
    }

    fn at(&self, kind: TokenKind) -> bool {
        self.token.kind == kind
    }

    /// The kind of the token `ahead` tokens after the current one.
    fn peek(&self, ahead: usize) -> TokenKind {
        self.tokens.get(self.pos + ahead).map_or(TokenKind::EndOfFile, |t| t.kind)
    }

    /// Moves to the next token and returns the one left behind; stays at the end of the file.
    fn bump(&mut self) -> Token {
        let token = self.token;
        if token.kind > TokenKind::Dedent {
            self.last_end = token.end;
        }
        if let Some(&next) = self.tokens.get(self.pos + 1) {
            self.pos += 1;
            self.token = next;
        }
        token
    }

    /// Consumes the current token if it is of this kind.
    fn eat(&mut self, kind: TokenKind) -> bool {
        let found = self.at(kind);
        if found {
            self.bump();
        }
        found
    }

    /// Goes to the token at index `pos`, forward or back.
    fn seek(&mut self, pos: usize) {
        self.pos = pos;
        self.token = self.tokens[pos];
        let before = self.tokens[..pos].iter().rfind(|t| t.kind > TokenKind::Dedent);
        self.last_end = before.map_or(0, |t| t.end);
    }

    fn expect(&mut self, kind: TokenKind) -> PResult<Token> {
        if self.at(kind) { Ok(self.bump()) } else { self.fail_expected(&format!("'{}'", kind.describe())) }
    }

    fn token_text(&self, token: Token) -> &'a str {
        &self.text[token.start as usize..token.end as usize]
    }

    fn text_of(&self, span: Span) -> &'a str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    fn span_of(&self, token: Token) -> Span {
        Span::new(self.file, token.start, token.end)
    }

    /// The current token's place.
    fn here(&self) -> Span {
        self.span_of(self.token)
    }

    /// From `start` to the end of the token before the current one.
    fn since(&self, start: u32) -> Span {
        Span::new(self.file, start, self.last_end.max(start))
    }

    fn in_python_file(&self) -> bool {
        self.kind == SourceKind::Py
    }

    /// Reports a syntax error and goes on.
    fn error(&mut self, span: Span, message: impl Into<String>) {
        self.report(codes::SYNTAX_ERROR, span, message);
    }

    fn report(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(code, message).at(span));
    }

    /// Reports a syntax error that stops the statement, unless the lexer already reported what broke it.
    fn fail<T>(&mut self, span: Span, message: impl Into<String>) -> PResult<T> {
        self.fail_as(codes::SYNTAX_ERROR, span, message)
    }

    /// As [`Parser::fail`], with another code than `syntax-error`.
    fn fail_as<T>(&mut self, code: Code, span: Span, message: impl Into<String>) -> PResult<T> {
        self.fail_with(Diagnostic::new(code, message).at(span))
    }

    /// As [`Parser::fail`], with a diagnostic that has more to say.
    fn fail_with<T>(&mut self, diagnostic: Diagnostic) -> PResult<T> {
        if !self.lexer_reported_here() {
            self.diagnostics.push(diagnostic);
        }
        Err(Failed)
    }

    /// Fails with "expected WHAT, found …" at the current token.
    fn fail_expected<T>(&mut self, what: &str) -> PResult<T> {
        let found = self.describe_current();
        let span = self.here();
        self.fail(span, format!("expected {what}, found {found}"))
    }

    fn describe_current(&self) -> String {
        match self.token.kind {
            TokenKind::Name => format!("'{}'", self.token_text(self.token)),
            TokenKind::EndOfFile if (self.token.end as usize) < self.text.len() => {
                "the end of the expression".into()
            }
            kind if kind.is_fixed() => format!("'{}'", kind.describe()),
            kind => kind.describe().to_string(),
        }
    }

    /// True when the lexer reported something between the start of the statement and the current token.
    fn lexer_reported_here(&self) -> bool {
        let first = self.lex_errors.partition_point(|e| e.start < self.statement_start);
        self.lex_errors.get(first).is_some_and(|e| e.start <= self.token.end)
    }

    /// Runs `parse` one level deeper; fails with a clear message past the limit.
    fn nested<T>(&mut self, parse: impl FnOnce(&mut Self) -> PResult<T>) -> PResult<T> {
        let outer_height = self.enter()?;
        let result = parse(self);
        self.leave(outer_height);
        result
    }

    /// Goes one level deeper; the value is for [`Parser::leave`]. After a failure in between, what catches the
    /// failure restores [`Parser::nesting`].
    fn enter(&mut self) -> PResult<u32> {
        if self.nesting >= limits::MAX_NESTING {
            let span = self.here();
            return self.fail_as(codes::TOO_DEEP, span, "too deeply nested");
        }
        self.nesting += 1;
        Ok(std::mem::take(&mut self.height))
    }

    fn leave(&mut self, outer_height: u32) {
        self.height = (self.height + 1).max(outer_height);
        self.nesting -= 1;
    }

    /// Notes that the node just built wraps what was parsed before it, as a link of a chain does.
    fn chain_link(&mut self) -> PResult<()> {
        self.height += 1;
        if self.height > limits::MAX_HEIGHT {
            let span = self.here();
            let message = "expression is too long: too many operators in one chain";
            return self.fail_as(codes::TOO_DEEP, span, message);
        }
        Ok(())
    }

    /// Items separated by commas up to `close`, which is not consumed; a trailing comma is allowed.
    fn comma_list<T>(
        &mut self,
        close: TokenKind,
        mut item: impl FnMut(&mut Self) -> PResult<T>,
    ) -> PResult<Vec<T>> {
        let mut items = Vec::new();
        while !self.at(close) {
            items.push(item(self)?);
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        Ok(items)
    }
}
