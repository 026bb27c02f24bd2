//! The lexer: text to tokens, in one pass, all at once.
//!
//! Gives the parser a flat list with `Newline`, `Indent` and `Dedent` tokens, so that looking ahead any distance
//! costs nothing. Line ends and indentation inside brackets make no tokens. Comments make none either; the
//! header's directive comments are read by `header`.
//!
//! It never fails. What is no token becomes [`TokenKind::Invalid`] and an error; brackets that are still open
//! where a statement plainly starts are closed there, so that one missing `)` does not swallow the file.
//!
//! ```text
//! if x:         If Name Colon Newline
//!     y         Indent Name Newline
//! z             Dedent Name Newline EndOfFile
//! ```

pub mod strings;
mod token;

pub use token::{Token, TokenKind};

use crate::ast::SourceKind;
use memchr::memchr2;
use pyxide_diagnostics::{Code, codes};
use strings::{StringEnd, StringHead};

/// What the lexer made of a text.
#[derive(Debug, Default)]
pub struct Tokens {
    pub tokens: Vec<Token>,
    /// In the order of the text.
    pub errors: Vec<LexError>,
}

/// Text the lexer could not read: byte range, sort and message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LexError {
    pub code: Code,
    pub start: u32,
    pub end: u32,
    pub message: String,
}

/// CPython's limit too.
const MAX_INDENT_LEVELS: usize = 100;
/// How many unclosed brackets are recovered from by lexing their lines again; bounds the work on hostile text.
const MAX_REWINDS: u32 = 50;

/// Tokens of a file, or of what comes from `start` on.
pub fn lex(text: &str, start: usize, kind: SourceKind) -> Tokens {
    let mut lexer = Lexer::new(text, kind, start, text.len());
    lexer.out.tokens.reserve((text.len() - start) / 4);
    if start == 0 && text.starts_with('\u{FEFF}') {
        lexer.pos = 3;
    }
    lexer.run();
    lexer.out
}

/// Tokens of an expression inside a file, as if in parentheses; ends with `EndOfFile`.
pub fn lex_expression(text: &str, kind: SourceKind, start: usize, end: usize) -> Tokens {
    let mut lexer = Lexer::new(text, kind, start, end);
    lexer.embedded = true;
    lexer.at_line_start = false;
    lexer.run();
    lexer.out
}

/// Whether a byte is a digit of some radix.
type IsDigit = fn(u8) -> bool;

struct Lexer<'a> {
    text: &'a [u8],
    source: &'a str,
    pos: usize,
    cython: bool,
    out: Tokens,
    /// Indentation of the open blocks, as columns with tabs to multiples of 8 and with tabs as one column.
    indents: Vec<(u32, u32)>,
    /// The open brackets, as indices of their tokens.
    brackets: Vec<u32>,
    /// How often lexing went back because of a bracket that was never closed.
    rewinds: u32,
    at_line_start: bool,
    embedded: bool,
    too_deep: bool,
}

impl<'a> Lexer<'a> {
    fn new(source: &'a str, kind: SourceKind, start: usize, end: usize) -> Lexer<'a> {
        Lexer {
            text: &source.as_bytes()[..end],
            source,
            pos: start,
            cython: kind != SourceKind::Py,
            out: Tokens::default(),
            indents: vec![(0, 0)],
            brackets: Vec::new(),
            rewinds: 0,
            at_line_start: true,
            embedded: false,
            too_deep: false,
        }
    }

    fn error(&mut self, code: Code, start: usize, end: usize, message: impl Into<String>) {
        let (start, end) = (start as u32, end as u32);
        self.out.errors.push(LexError { code, start, end, message: message.into() });
    }

    fn push(&mut self, kind: TokenKind, start: usize, end: usize) {
        self.out.tokens.push(Token { kind, start: start as u32, end: end as u32 });
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.text.get(self.pos + ahead).copied().unwrap_or(0)
    }

    fn run(&mut self) {
        loop {
            if self.at_line_start {
                self.at_line_start = false;
                if self.brackets.is_empty() {
                    self.indentation();
                }
            }
            self.skip_blanks();
            let Some(&byte) = self.text.get(self.pos) else {
                if !self.embedded && self.close_forgotten_brackets(self.pos) {
                    continue;
                }
                break;
            };
            match byte {
                b'\n' | b'\r' => self.line_end(),
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word(),
                b'0'..=b'9' => self.number(),
                b'.' if self.peek(1).is_ascii_digit() => self.number(),
                b'"' | b'\'' => self.string(self.pos),
                0x80.. => self.unicode_word(),
                _ => self.punctuation(byte),
            }
        }
        self.finish();
    }

    fn finish(&mut self) {
        let end = self.text.len();
        if !self.embedded {
            if !matches!(self.out.tokens.last(), None | Some(Token { kind: TokenKind::Newline, .. })) {
                self.push(TokenKind::Newline, end, end);
            }
            for _ in 1..self.indents.len() {
                self.push(TokenKind::Dedent, end, end);
            }
        }
        self.push(TokenKind::EndOfFile, end, end);
        // Errors of unclosed brackets are found late; give them in the order of the text.
        self.out.errors.sort_by_key(|e| e.start);
    }

    /// Spaces, tabs, form feeds, comments and joined lines.
    fn skip_blanks(&mut self) {
        loop {
            match self.peek(0) {
                b' ' | b'\t' | b'\x0c' => self.pos += 1,
                b'#' => {
                    let rest = &self.text[self.pos..];
                    self.pos += memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
                }
                b'\\' => match self.line_end_len(1) {
                    0 => {
                        if self.pos + 1 == self.text.len() {
                            self.error(
                                codes::SYNTAX_ERROR,
                                self.pos,
                                self.pos + 1,
                                "unexpected end of file after line continuation character",
                            );
                            self.pos += 1;
                        } else {
                            let (start, end) = (self.pos, self.pos + 1);
                            self.error(
                                codes::SYNTAX_ERROR,
                                start,
                                end,
                                "unexpected character after line continuation character",
                            );
                            self.push(TokenKind::Invalid, start, end);
                            let rest = &self.text[self.pos..];
                            self.pos += memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
                        }
                    }
                    len => self.pos += 1 + len,
                },
                _ => return,
            }
        }
    }

    /// The length of the line end `ahead` bytes on: 0 if none.
    fn line_end_len(&self, ahead: usize) -> usize {
        match (self.peek(ahead), self.peek(ahead + 1)) {
            (b'\r', b'\n') => 2,
            (b'\r' | b'\n', _) if self.pos + ahead < self.text.len() => 1,
            _ => 0,
        }
    }

    fn line_end(&mut self) {
        let start = self.pos;
        self.pos += self.line_end_len(0);
        self.at_line_start = true;
        if self.embedded || !self.brackets.is_empty() {
            return;
        }
        let blank = matches!(
            self.out.tokens.last(),
            None | Some(Token { kind: TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent, .. })
        );
        if !blank {
            self.push(TokenKind::Newline, start, start);
        }
    }

    /// Measures the indentation of a line and emits `Indent` and `Dedent`. Blank lines count for nothing.
    fn indentation(&mut self) {
        let (mut column, mut alternative) = (0u32, 0u32);
        loop {
            match self.peek(0) {
                b' ' => (column, alternative) = (column + 1, alternative + 1),
                b'\t' => (column, alternative) = ((column / 8 + 1) * 8, alternative + 1),
                b'\x0c' => (column, alternative) = (0, 0),
                b'\\' if self.line_end_len(1) > 0 => {
                    // A joined line continues the indentation of the line it starts.
                    self.pos += 1 + self.line_end_len(1);
                    while matches!(self.peek(0), b' ' | b'\t' | b'\x0c') {
                        self.pos += 1;
                    }
                    break;
                }
                _ => break,
            }
            self.pos += 1;
        }
        let at_end = self.pos >= self.text.len();
        if self.embedded || at_end || matches!(self.peek(0), b'\n' | b'\r' | b'#') {
            return;
        }
        let pos = self.pos;
        let (top, top_alternative) = self.top_indent();
        if column == top {
            if alternative != top_alternative {
                self.tab_error();
            }
        } else if column > top {
            if alternative <= top_alternative {
                self.tab_error();
            }
            if self.indents.len() > MAX_INDENT_LEVELS {
                if !self.too_deep {
                    self.too_deep = true;
                    self.error(codes::TOO_DEEP, pos, pos, "too many levels of indentation");
                }
                return;
            }
            self.indents.push((column, alternative));
            self.push(TokenKind::Indent, pos, pos);
        } else {
            while self.indents.len() > 1 && self.top_indent().0 > column {
                if self.indents[self.indents.len() - 2].0 < column {
                    // Between two open levels: take the line as one of the inner block, and say so once.
                    let top = self.indents.len() - 1;
                    self.indents[top] = (column, alternative);
                    if !self.too_deep {
                        self.error(
                            codes::INDENTATION,
                            pos,
                            pos,
                            "unindent does not match any outer indentation level",
                        );
                    }
                    return;
                }
                self.indents.pop();
                self.push(TokenKind::Dedent, pos, pos);
            }
            self.too_deep = false;
            if self.top_indent().1 != alternative {
                self.tab_error();
            }
        }
    }

    fn top_indent(&self) -> (u32, u32) {
        self.indents.last().copied().unwrap_or((0, 0))
    }

    fn tab_error(&mut self) {
        self.error(
            codes::INDENTATION,
            self.pos,
            self.pos,
            "inconsistent use of tabs and spaces in indentation",
        );
    }

    fn word(&mut self) {
        let start = self.pos;
        while matches!(self.peek(0), b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'0'..=b'9') {
            self.pos += 1;
        }
        match self.peek(0) {
            0x80.. => return self.rest_of_unicode_word(start),
            b'"' | b'\''
                if StringHead::read(self.text, start)
                    .is_some_and(|h| h.prefix_len as usize == self.pos - start) =>
            {
                return self.string(start);
            }
            _ => {}
        }
        let kind = TokenKind::of_word(&self.source[start..self.pos], self.cython);
        if !self.brackets.is_empty()
            && kind.begins_only_statements()
            && !self.embedded
            && self.column_if_first(start).is_some()
            && self.close_forgotten_brackets(start)
        {
            return;
        }
        self.push(kind, start, self.pos);
    }

    /// The column of the text at `start`, tabs to multiples of 8, when nothing but blanks stands before it.
    fn column_if_first(&self, start: usize) -> Option<u32> {
        let before = &self.text[..start];
        let blank = |b: &u8| matches!(b, b' ' | b'\t' | b'\x0c');
        let line = before.iter().rposition(|b| !blank(b)).map_or(0, |i| i + 1);
        if line > 0 && !matches!(before[line - 1], b'\n' | b'\r') {
            return None;
        }
        Some(before[line..].iter().fold(0, |column, byte| match byte {
            b'\t' => (column / 8 + 1) * 8,
            b'\x0c' => 0,
            _ => column + 1,
        }))
    }

    fn line_start(&self, pos: usize) -> usize {
        self.text[..pos].iter().rposition(|b| matches!(b, b'\n' | b'\r')).map_or(0, |i| i + 1)
    }

    /// A statement starts at `found`, or the text ends there, and brackets are open. Reports the outermost and
    /// goes on from the first line after it that is not indented further than its statement, as if all were
    /// closed on the line before. False when no bracket is open.
    fn close_forgotten_brackets(&mut self, found: usize) -> bool {
        let Some(&outermost) = self.brackets.first() else { return false };
        let outermost = outermost as usize;
        let open = self.out.tokens[outermost];
        let indent = self.top_indent().0;
        let mut resume = found;
        let mut keep = self.out.tokens.len();
        if self.rewinds < MAX_REWINDS {
            self.rewinds += 1;
            for (index, token) in self.out.tokens.iter().enumerate().skip(outermost + 1) {
                let start = token.start as usize;
                if self.column_if_first(start).is_some_and(|column| column <= indent) {
                    (resume, keep) = (start, index);
                    break;
                }
            }
        }
        self.out.tokens.truncate(keep);
        self.out.errors.retain(|e| (e.start as usize) < resume);
        self.error(
            codes::UNCLOSED,
            open.start as usize,
            open.end as usize,
            format!("'{}' was never closed", open.kind.describe()),
        );
        self.brackets.clear();
        let end = self.out.tokens.last().map_or(resume, |t| t.end as usize);
        self.push(TokenKind::Newline, end, end);
        self.pos = if resume < self.text.len() { self.line_start(resume) } else { resume };
        self.at_line_start = true;
        true
    }

    fn unicode_word(&mut self) {
        let start = self.pos;
        let first = self.source[start..].chars().next().unwrap_or('\0');
        if unicode_ident::is_xid_start(first) {
            self.rest_of_unicode_word(start);
        } else {
            let end = start + first.len_utf8();
            self.pos = end;
            self.error(
                codes::SYNTAX_ERROR,
                start,
                end,
                if first.is_whitespace() || first.is_control() || is_invisible(first) {
                    format!("invalid non-printable character U+{:04X}", first as u32)
                } else {
                    format!("invalid character '{first}' (U+{:04X})", first as u32)
                },
            );
            self.push(TokenKind::Invalid, start, end);
        }
    }

    fn rest_of_unicode_word(&mut self, start: usize) {
        for c in self.source[self.pos..self.text.len()].chars() {
            if !unicode_ident::is_xid_continue(c) {
                break;
            }
            self.pos += c.len_utf8();
        }
        self.push(TokenKind::Name, start, self.pos);
    }

    fn string(&mut self, start: usize) {
        let Some(head) = StringHead::read(self.text, start) else {
            self.pos += 1;
            return self.push(TokenKind::Invalid, start, start + 1);
        };
        let kind = if head.formatted { TokenKind::FStr } else { TokenKind::Str };
        let prefix = &self.text[start..start + head.prefix_len as usize];
        let template = prefix.iter().any(|b| matches!(b, b't' | b'T'));
        let name = match (head.formatted, template) {
            (false, _) => "string",
            (true, false) => "f-string",
            (true, true) => "t-string",
        };
        let end = match strings::scan(self.text, start, head) {
            StringEnd::Closed(end) => end,
            StringEnd::BadField(end) => {
                self.error(codes::UNCLOSED, start, end, format!("{name}: expecting '}}'"));
                self.push(TokenKind::Invalid, start, end);
                self.pos = end;
                return;
            }
            StringEnd::Unterminated(end) => {
                let quotes = if head.triple { "triple-quoted " } else { "" };
                let message = format!("unterminated {quotes}{name} literal");
                self.error(codes::UNCLOSED, start, (start + head.len()).min(end), message);
                self.push(TokenKind::Invalid, start, end);
                self.pos = end;
                return;
            }
        };
        self.pos = end;
        self.push(kind, start, end);
    }

    /// Digits with single underscores between them, of the digits that `is_digit` takes.
    fn digits(&mut self, is_digit: IsDigit) {
        while is_digit(self.peek(0)) || (self.peek(0) == b'_' && is_digit(self.peek(1))) {
            self.pos += 1;
        }
    }

    fn number(&mut self) {
        let start = self.pos;
        let decimal = |b: u8| b.is_ascii_digit();
        let mut kind = TokenKind::Int;
        let radix: Option<(IsDigit, &str)> = match (self.peek(0), self.peek(1)) {
            (b'0', b'x' | b'X') => Some((|b| b.is_ascii_hexdigit(), "hexadecimal")),
            (b'0', b'o' | b'O') => Some((|b| matches!(b, b'0'..=b'7'), "octal")),
            (b'0', b'b' | b'B') => Some((|b| matches!(b, b'0' | b'1'), "binary")),
            _ => None,
        };
        let name = radix.map_or("decimal", |r| r.1);
        if let Some((is_digit, _)) = radix {
            self.pos += 2;
            let has_digits = is_digit(self.peek(0)) || (self.peek(0) == b'_' && is_digit(self.peek(1)));
            if !has_digits {
                let what = match self.peek(0) {
                    digit @ b'0'..=b'9' => format!("invalid digit '{}' in {name} literal", digit as char),
                    _ => format!("invalid {name} literal"),
                };
                self.error(codes::INVALID_LITERAL, start, self.pos, what);
            }
            self.digits(is_digit);
            if let digit @ b'0'..=b'9' = self.peek(0) {
                let at = self.pos;
                self.error(
                    codes::INVALID_LITERAL,
                    at,
                    at + 1,
                    format!("invalid digit '{}' in {name} literal", digit as char),
                );
                self.digits(decimal);
            }
        } else {
            self.digits(decimal);
            if self.peek(0) == b'.' {
                kind = TokenKind::Float;
                self.pos += 1;
                if self.peek(0).is_ascii_digit() {
                    self.digits(decimal);
                }
            }
            if matches!(self.peek(0), b'e' | b'E') {
                let sign = matches!(self.peek(1), b'+' | b'-') as usize;
                if self.peek(1 + sign).is_ascii_digit() {
                    kind = TokenKind::Float;
                    self.pos += 1 + sign;
                    self.digits(decimal);
                }
            }
            if matches!(self.peek(0), b'j' | b'J') {
                kind = TokenKind::Imaginary;
                self.pos += 1;
            }
        }
        if kind == TokenKind::Int {
            self.int_suffix();
        }
        if matches!(self.peek(0), b'a'..=b'z' | b'A'..=b'Z' | b'_') {
            let word_start = self.pos;
            let mut word_end = word_start;
            while matches!(self.text.get(word_end), Some(b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'0'..=b'9')) {
                word_end += 1;
            }
            use TokenKind::*;
            let word = TokenKind::of_word(&self.source[word_start..word_end], false);
            if !matches!(word, And | Or | If | In | Is | Else | For | Not) {
                self.error(codes::INVALID_LITERAL, start, word_end, format!("invalid {name} literal"));
                self.pos = word_end;
            }
        }
        self.push(kind, start, self.pos);
    }

    /// `U` and up to two `L`, the `U` first or last.
    fn int_suffix(&mut self) {
        let unsigned = |l: &mut Self| {
            let found = matches!(l.peek(0), b'u' | b'U');
            l.pos += found as usize;
            found
        };
        let first = unsigned(self);
        for _ in 0..2 {
            self.pos += matches!(self.peek(0), b'l' | b'L') as usize;
        }
        if !first {
            unsigned(self);
        }
    }

    fn punctuation(&mut self, byte: u8) {
        use TokenKind::*;
        let start = self.pos;
        let (kind, len) = match (byte, self.peek(1), self.peek(2)) {
            (b'(', ..) => (LParen, 1),
            (b')', ..) => (RParen, 1),
            (b'[', ..) => (LBracket, 1),
            (b']', ..) => (RBracket, 1),
            (b'{', ..) => (LBrace, 1),
            (b'}', ..) => (RBrace, 1),
            (b',', ..) => (Comma, 1),
            (b':', b'=', _) => (ColonEqual, 2),
            (b':', ..) => (Colon, 1),
            (b';', ..) => (Semicolon, 1),
            (b'.', b'.', b'.') => (Ellipsis, 3),
            (b'.', ..) => (Dot, 1),
            (b'-', b'>', _) => (Arrow, 2),
            (b'-', b'=', _) => (MinusEqual, 2),
            (b'-', ..) => (Minus, 1),
            (b'+', b'=', _) => (PlusEqual, 2),
            (b'+', ..) => (Plus, 1),
            (b'*', b'*', b'=') => (DoubleStarEqual, 3),
            (b'*', b'*', _) => (DoubleStar, 2),
            (b'*', b'=', _) => (StarEqual, 2),
            (b'*', ..) => (Star, 1),
            (b'/', b'/', b'=') => (DoubleSlashEqual, 3),
            (b'/', b'/', _) => (DoubleSlash, 2),
            (b'/', b'=', _) => (SlashEqual, 2),
            (b'/', ..) => (Slash, 1),
            (b'%', b'=', _) => (PercentEqual, 2),
            (b'%', ..) => (Percent, 1),
            (b'@', b'=', _) => (AtEqual, 2),
            (b'@', ..) => (At, 1),
            (b'&', b'=', _) => (AmpEqual, 2),
            (b'&', b'&', _) => (AmpAmp, 2),
            (b'&', ..) => (Amp, 1),
            (b'|', b'=', _) => (PipeEqual, 2),
            (b'|', b'|', _) => (PipePipe, 2),
            (b'|', ..) => (Pipe, 1),
            (b'^', b'=', _) => (CaretEqual, 2),
            (b'^', ..) => (Caret, 1),
            (b'~', ..) => (Tilde, 1),
            (b'`', ..) => (Backquote, 1),
            (b'?', ..) => (Question, 1),
            (b'!', b'=', _) => (NotEqual, 2),
            (b'!', ..) => (Exclamation, 1),
            (b'<', b'<', b'=') => (LeftShiftEqual, 3),
            (b'<', b'<', _) => (LeftShift, 2),
            (b'<', b'=', _) => (LessEqual, 2),
            (b'<', b'>', _) => (LessGreater, 2),
            (b'<', ..) => (Less, 1),
            (b'>', b'>', b'=') => (RightShiftEqual, 3),
            (b'>', b'>', _) => (RightShift, 2),
            (b'>', b'=', _) => (GreaterEqual, 2),
            (b'>', ..) => (Greater, 1),
            (b'=', b'=', _) => (EqualEqual, 2),
            (b'=', ..) => (Equal, 1),
            _ => {
                let message = if byte.is_ascii_graphic() {
                    format!("invalid character '{}'", byte as char)
                } else {
                    format!("invalid non-printable character U+{byte:04X}")
                };
                self.error(codes::SYNTAX_ERROR, start, start + 1, message);
                (Invalid, 1)
            }
        };
        match kind {
            LParen | LBracket | LBrace => self.brackets.push(self.out.tokens.len() as u32),
            RParen | RBracket | RBrace => self.close_bracket(kind, start),
            _ => {}
        }
        self.pos += len;
        self.push(kind, start, start + len);
    }

    fn close_bracket(&mut self, close: TokenKind, start: usize) {
        let expected = match close {
            TokenKind::RParen => TokenKind::LParen,
            TokenKind::RBracket => TokenKind::LBracket,
            _ => TokenKind::LBrace,
        };
        let kind_of = |index: u32, out: &Tokens| out.tokens[index as usize].kind;
        match self.brackets.pop().map(|index| kind_of(index, &self.out)) {
            Some(open) if open == expected => {}
            Some(open) => {
                self.error(
                    codes::SYNTAX_ERROR,
                    start,
                    start + 1,
                    format!(
                        "closing parenthesis '{}' does not match opening parenthesis '{}'",
                        close.describe(),
                        open.describe()
                    ),
                );
                // Whichever was mistyped, the two are one pair; unless an outer bracket fits better.
                if let Some(fits) = self.brackets.iter().rposition(|&b| kind_of(b, &self.out) == expected) {
                    self.brackets.truncate(fits);
                }
            }
            None => {
                self.error(codes::SYNTAX_ERROR, start, start + 1, format!("unmatched '{}'", close.describe()))
            }
        }
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}
