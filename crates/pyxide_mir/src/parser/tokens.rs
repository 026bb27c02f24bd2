//! Words, numbers, strings and punctuation of a line.

use super::{ParseError, Parser, Result, Token};
use crate::{Block, Reg};

impl Parser<'_> {
    pub(super) fn error<T>(&self, message: impl Into<String>) -> Result<T> {
        Err(ParseError { line: self.line, message: message.into() })
    }

    pub(super) fn tokenize(&mut self, line: &str) -> Result<()> {
        self.tokens.clear();
        self.at = 0;
        let mut chars = line.chars().peekable();
        while let Some(&c) = chars.peek() {
            match c {
                ';' => break,
                '"' => {
                    chars.next();
                    let mut s = String::new();
                    loop {
                        match chars.next() {
                            None => return self.error("unterminated string"),
                            Some('"') => break,
                            Some('\\') => match chars.next() {
                                Some('n') => s.push('\n'),
                                Some('x') => {
                                    let hex: String = chars.by_ref().take(2).collect();
                                    match u8::from_str_radix(&hex, 16) {
                                        // Bytes are kept as the code points of the same number.
                                        Ok(b) => s.push(char::from(b)),
                                        Err(_) => return self.error("bad escape"),
                                    }
                                }
                                Some('u') => {
                                    let hex: String =
                                        chars.by_ref().skip(1).take_while(|c| *c != '}').collect();
                                    match u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32) {
                                        Some(c) => s.push(c),
                                        None => return self.error("bad escape"),
                                    }
                                }
                                Some(c) => s.push(c),
                                None => return self.error("unterminated string"),
                            },
                            Some(c) => s.push(c),
                        }
                    }
                    self.tokens.push(Token::Str(s));
                }
                c if c.is_whitespace() => {
                    chars.next();
                }
                c if c.is_alphanumeric() || c == '_' || c == '$' => {
                    let mut s = String::new();
                    while let Some(&c) = chars.peek() {
                        if c.is_alphanumeric() || c == '_' || c == '$' {
                            s.push(c);
                            chars.next();
                        } else {
                            break;
                        }
                    }
                    self.tokens.push(Token::Word(s));
                }
                c => {
                    chars.next();
                    self.tokens.push(Token::Punct(c));
                }
            }
        }
        Ok(())
    }

    pub(super) fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    pub(super) fn peek_word(&self) -> &str {
        match self.peek() {
            Some(Token::Word(w)) => w,
            _ => "",
        }
    }

    pub(super) fn is_punct(&self, c: char) -> bool {
        self.peek() == Some(&Token::Punct(c))
    }

    pub(super) fn done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    pub(super) fn accept(&mut self, c: char) -> bool {
        let yes = self.is_punct(c);
        self.at += usize::from(yes);
        yes
    }

    pub(super) fn accept_word(&mut self, w: &str) -> bool {
        let yes = self.peek_word() == w && !w.is_empty();
        self.at += usize::from(yes);
        yes
    }

    pub(super) fn expect(&mut self, c: char) -> Result<()> {
        if self.accept(c) { Ok(()) } else { self.error(format!("expected `{c}`, found {:?}", self.peek())) }
    }

    pub(super) fn expect_word(&mut self, w: &str) -> Result<()> {
        if self.accept_word(w) {
            Ok(())
        } else {
            self.error(format!("expected `{w}`, found {:?}", self.peek()))
        }
    }

    pub(super) fn word(&mut self) -> Result<String> {
        match self.peek() {
            Some(Token::Word(w)) => {
                let w = w.clone();
                self.at += 1;
                Ok(w)
            }
            other => self.error(format!("expected a word, found {other:?}")),
        }
    }

    pub(super) fn string(&mut self) -> Result<String> {
        match self.peek() {
            Some(Token::Str(s)) => {
                let s = s.clone();
                self.at += 1;
                Ok(s)
            }
            other => self.error(format!("expected a string, found {other:?}")),
        }
    }

    /// A word made of a letter and a number.
    pub(super) fn id(&mut self, prefix: char) -> Result<u32> {
        let w = self.word()?;
        match w.strip_prefix(prefix).and_then(|n| n.parse().ok()) {
            Some(n) => Ok(n),
            None => self.error(format!("expected an id `{prefix}N`, found `{w}`")),
        }
    }

    pub(super) fn number(&mut self) -> Result<usize> {
        let w = self.word()?;
        w.parse().or_else(|_| self.error(format!("expected a number, found `{w}`")))
    }

    pub(super) fn reg(&mut self) -> Result<Reg> {
        let r = Reg(self.id('r')?);
        if r.index() >= self.regs.len() {
            self.regs.resize(r.index() + 1, None);
        }
        Ok(r)
    }

    pub(super) fn block(&mut self) -> Result<Block> {
        self.id('b').map(Block)
    }

    // ---- the function
}
