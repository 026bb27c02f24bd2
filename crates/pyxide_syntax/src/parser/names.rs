//! Identifiers and dotted names.

use super::*;
use unicode_normalization::UnicodeNormalization;

impl Parser<'_> {
    /// The name of a token, in normal form NFKC as Python has it.
    pub(super) fn name_of(&self, token: Token) -> SmolStr {
        let text = self.token_text(token);
        if text.is_ascii() { SmolStr::new(text) } else { text.nfkc().collect() }
    }

    pub(super) fn at_name(&self) -> bool {
        self.kind().is_name()
    }

    /// An identifier; soft keywords count.
    pub(super) fn ident(&mut self) -> PResult<Ident> {
        self.ident_as("an identifier")
    }

    /// As [`Parser::ident`], with another word for what is expected.
    pub(super) fn ident_as(&mut self, what: &str) -> PResult<Ident> {
        if self.at_name() || self.at_constant_as_name() {
            let token = self.bump();
            return Ok(Ident { name: self.name_of(token), span: self.span_of(token) });
        }
        if self.kind().is_keyword() {
            let word = self.kind().describe();
            let span = self.here();
            return self.fail(span, format!("expected {what}, found the keyword '{word}'"));
        }
        self.fail_expected(what)
    }

    /// `None`, `True` and `False` are names where Cython declares what C calls so.
    fn at_constant_as_name(&self) -> bool {
        !self.in_python_file() && matches!(self.kind(), TokenKind::None | TokenKind::True | TokenKind::False)
    }

    /// The name after a dot.
    pub(super) fn attribute_name(&mut self) -> PResult<Ident> {
        self.ident_as("an attribute name")
    }

    /// `a.b.c`
    pub(super) fn dotted_name(&mut self) -> PResult<Vec<Ident>> {
        let mut path = vec![self.ident()?];
        while self.eat(TokenKind::Dot) {
            path.push(self.ident()?);
        }
        Ok(path)
    }
}
