//! The values of literals: numbers, text, bytes, characters.
//!
//! Adjacent string literals are joined here. Their escapes are decoded with Python's rules; an unprefixed literal
//! also keeps what it means as C bytes where that differs from UTF-8 (`"\xff"` is one byte there).

use super::*;
use crate::lexer::strings::StringHead;
use num_bigint::BigUint;

/// CPython refuses decimal integers with more digits.
const MAX_DECIMAL_DIGITS: usize = 4300;

/// The sort of a string literal, from its prefix.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    Plain,
    Unicode,
    Bytes,
    Char,
    Format,
    Template,
}

impl Sort {
    fn prefix(self) -> &'static str {
        match self {
            Sort::Plain => "",
            Sort::Unicode => "u",
            Sort::Bytes => "b",
            Sort::Char => "c",
            Sort::Format => "f",
            Sort::Template => "t",
        }
    }

    fn is_bytes(self) -> bool {
        matches!(self, Sort::Bytes | Sort::Char)
    }
}

/// Collects the value of text literals, and of what they mean as C bytes.
#[derive(Default)]
pub(super) struct TextBuilder {
    pub text: PyString,
    /// Only once it differs from the text.
    narrow: Option<Vec<u8>>,
}

impl TextBuilder {
    pub fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
        if let Some(narrow) = &mut self.narrow {
            narrow.extend_from_slice(text.as_bytes());
        }
    }

    /// A code point whose C bytes are `bytes`.
    fn push_code(&mut self, code: u32, bytes: &[u8]) {
        let narrow = self.narrow.get_or_insert_with(|| self.text.as_bytes().to_vec());
        narrow.extend_from_slice(bytes);
        self.text.push(code);
    }
}

/// What a backslash sequence stands for.
enum Escape {
    /// A character, the same in text and bytes.
    Char(u8),
    /// `\xNN`, `\NNN`
    Value(u32),
    /// `\uNNNN`, `\UNNNNNNNN`, `\N{…}`; not in bytes.
    Unicode(u32),
    /// A joined line.
    Nothing,
    /// Not an escape: the backslash stands for itself.
    Verbatim,
    Invalid(String),
}

/// Reads the escape at `at` (a backslash) and returns it with the offset after it.
fn read_escape(text: &str, at: usize, end: usize) -> (Escape, usize) {
    let bytes = &text.as_bytes()[..end];
    let Some(&c) = bytes.get(at + 1) else { return (Escape::Verbatim, at + 1) };
    let simple = |value: u8| (Escape::Char(value), at + 2);
    match c {
        b'\n' => (Escape::Nothing, at + 2),
        b'\r' => (Escape::Nothing, at + 2 + (bytes.get(at + 2) == Some(&b'\n')) as usize),
        b'\\' | b'\'' | b'"' => simple(c),
        b'a' => simple(7),
        b'b' => simple(8),
        b'f' => simple(12),
        b'n' => simple(b'\n'),
        b'r' => simple(b'\r'),
        b't' => simple(b'\t'),
        b'v' => simple(11),
        b'0'..=b'7' => {
            let digits = bytes[at + 1..].iter().take(3).take_while(|b| matches!(b, b'0'..=b'7')).count();
            let value = bytes[at + 1..at + 1 + digits].iter().fold(0, |v, b| v * 8 + (b - b'0') as u32);
            (Escape::Value(value), at + 1 + digits)
        }
        b'x' => hex_escape(bytes, at, 2, "\\xXX"),
        b'u' => hex_escape(bytes, at, 4, "\\uXXXX"),
        b'U' => hex_escape(bytes, at, 8, "\\UXXXXXXXX"),
        b'N' => {
            let close = bytes[at..].iter().position(|&b| b == b'}').map(|i| at + i);
            match (bytes.get(at + 2), close) {
                (Some(b'{'), Some(close)) => {
                    let name = &text[at + 3..close];
                    match unicode_names2::character(name) {
                        Some(c) => (Escape::Unicode(c as u32), close + 1),
                        None => {
                            (Escape::Invalid(format!("unknown Unicode character name '{name}'")), close + 1)
                        }
                    }
                }
                _ => (Escape::Invalid("malformed \\N character escape".into()), at + 2),
            }
        }
        _ => (Escape::Verbatim, at + 1),
    }
}

fn hex_escape(bytes: &[u8], at: usize, digits: usize, shape: &str) -> (Escape, usize) {
    let found = bytes[at + 2..].iter().take(digits).take_while(|b| b.is_ascii_hexdigit()).count();
    let end = at + 2 + found;
    if found < digits {
        return (Escape::Invalid(format!("truncated {shape} escape")), end);
    }
    let value = bytes[at + 2..end].iter().fold(0u32, |v, &b| v << 4 | (b as char).to_digit(16).unwrap_or(0));
    if digits == 2 {
        (Escape::Value(value), end)
    } else if value > 0x10FFFF {
        (Escape::Invalid("invalid Unicode escape: past U+10FFFF".into()), end)
    } else {
        (Escape::Unicode(value), end)
    }
}

impl Parser<'_> {
    /// One or more adjacent string literals.
    pub(super) fn strings(&mut self) -> PResult<Expr> {
        let start = self.token.start;
        let mut sort: Option<Sort> = None;
        let mut text = TextBuilder::default();
        let mut bytes = Vec::new();
        let mut parts = Vec::new();
        while matches!(self.kind(), TokenKind::Str | TokenKind::FStr) {
            let token = self.token;
            let span = self.span_of(token);
            let Some(head) = StringHead::read(self.text.as_bytes(), token.start as usize) else {
                return Err(Failed);
            };
            let next = self.sort_of(token, head);
            sort = match (sort, next) {
                (None, next) => Some(next),
                (Some(old), next) if old == next && old != Sort::Char => Some(old),
                (Some(Sort::Format), Sort::Plain | Sort::Unicode)
                | (Some(Sort::Plain | Sort::Unicode), Sort::Format) => Some(Sort::Format),
                (Some(Sort::Unicode), Sort::Plain) | (Some(Sort::Plain), Sort::Unicode)
                    if self.in_python_file() || !self.level.is_py2() =>
                {
                    Some(Sort::Unicode)
                }
                (Some(Sort::Char), _) | (_, Sort::Char) => {
                    return self
                        .fail(span, "cannot concatenate char literal with another string or char literal");
                }
                (Some(Sort::Template), _) | (_, Sort::Template) => {
                    return self.fail(span, "cannot mix t-string literals with string or bytes literals");
                }
                (Some(old), next) => {
                    return self.fail(
                        span,
                        format!(
                            "cannot mix string literals of different types, expected {}'', got {}''",
                            old.prefix(),
                            next.prefix()
                        ),
                    );
                }
            };
            let from = token.start as usize + head.len();
            let to = token.end as usize - head.quotes_len();
            match next {
                Sort::Bytes | Sort::Char => self.decode_bytes(from, to, head.raw, next, &mut bytes),
                Sort::Plain | Sort::Unicode => self.decode_text(from, to, head.raw, next, &mut text),
                Sort::Format | Sort::Template => {
                    // The pieces share one builder, so text of neighbours runs together.
                    self.fstring(token, head, next, &mut text, &mut parts)?;
                }
            }
            self.bump();
        }
        let span = self.since(start);
        let kind = match sort {
            Some(Sort::Bytes) => ExprKind::Bytes(BytesLiteral { value: bytes.into() }),
            Some(Sort::Char) => {
                if bytes.len() != 1 {
                    self.report(
                        codes::INVALID_LITERAL,
                        span,
                        "invalid character literal: it must hold exactly one byte",
                    );
                }
                ExprKind::Char(CharLiteral { value: bytes.first().copied().unwrap_or(0) })
            }
            Some(sort @ (Sort::Format | Sort::Template)) => {
                flush_text(&mut text, &mut parts);
                let literal = FString { parts };
                if sort == Sort::Format { ExprKind::FString(literal) } else { ExprKind::TString(literal) }
            }
            _ => {
                let kind = if sort == Some(Sort::Unicode) { StrKind::Unicode } else { StrKind::Plain };
                let narrow = text.narrow.filter(|_| kind == StrKind::Plain).map(Into::into);
                ExprKind::Str(StrLiteral { kind, value: text.text, narrow })
            }
        };
        Ok(Expr { span, kind })
    }

    /// The sort of a literal; reports prefixes that do not exist.
    fn sort_of(&mut self, token: Token, head: StringHead) -> Sort {
        let end = token.start + head.prefix_len;
        let prefix = self.text[token.start as usize..end as usize].to_ascii_lowercase();
        let sort = match prefix.as_str() {
            "" | "r" => return Sort::Plain,
            "u" => return Sort::Unicode,
            "b" | "br" | "rb" => return Sort::Bytes,
            "f" | "fr" | "rf" => return Sort::Format,
            "t" | "tr" | "rt" => return Sort::Template,
            "c" if !self.in_python_file() => return Sort::Char,
            "ur" | "ru" if !self.in_python_file() || self.level.is_py2() => return Sort::Unicode,
            _ if head.formatted => Sort::Format,
            _ if prefix.contains('b') => Sort::Bytes,
            _ => Sort::Plain,
        };
        let span = Span::new(self.file, token.start, end);
        let mut letters: Vec<char> = prefix.chars().filter(|&c| c != 'r').collect();
        let repeated = prefix.chars().enumerate().any(|(i, c)| prefix[..i].contains(c));
        letters.sort_unstable();
        letters.dedup();
        let message = match letters.as_slice() {
            _ if repeated => "duplicate string prefix character".to_string(),
            [first, second, ..] => format!("string prefixes {first} and {second} cannot be combined"),
            _ => format!("invalid string prefix '{prefix}'"),
        };
        self.report(codes::INVALID_LITERAL, span, message);
        sort
    }

    /// Appends text without escapes; line ends become `\n`.
    fn push_verbatim(&self, from: usize, to: usize, out: &mut TextBuilder) {
        let mut rest = &self.text[from..to];
        while let Some(cr) = rest.find('\r') {
            out.push_str(&rest[..cr]);
            out.push_str("\n");
            rest = &rest[cr + 1..];
            rest = rest.strip_prefix('\n').unwrap_or(rest);
        }
        out.push_str(rest);
    }

    /// Decodes the contents of a text literal, or of one stretch of an f-string's text.
    pub(super) fn decode_text(
        &mut self,
        from: usize,
        to: usize,
        raw: bool,
        sort: Sort,
        out: &mut TextBuilder,
    ) {
        let mut at = from;
        while let Some(found) = memchr::memchr(b'\\', &self.text.as_bytes()[at..to]) {
            let slash = at + found;
            self.push_verbatim(at, slash, out);
            at = self.text_escape(slash, to, raw, sort, out);
        }
        self.push_verbatim(at, to, out);
    }

    /// Decodes the escape at `slash` and returns the offset after it.
    pub(super) fn text_escape(
        &mut self,
        slash: usize,
        to: usize,
        raw: bool,
        sort: Sort,
        out: &mut TextBuilder,
    ) -> usize {
        if raw {
            // `ur"…"` of level 2 knows Unicode escapes, and nothing else.
            let text = sort == Sort::Unicode || sort == Sort::Plain && self.unicode_literals;
            let unicode = text
                && self.level.is_py2()
                && matches!(self.text.as_bytes().get(slash + 1), Some(b'u' | b'U'));
            if !unicode {
                out.push_str("\\");
                let escaped = matches!(self.text.as_bytes()[..to].get(slash + 1), Some(b'\\' | b'\'' | b'"'));
                if escaped {
                    out.push_str(&self.text[slash + 1..slash + 2]);
                }
                return slash + 1 + escaped as usize;
            }
        }
        let (escape, next) = read_escape(self.text, slash, to);
        match escape {
            Escape::Char(value) => out.push_str((value as char).encode_utf8(&mut [0; 4])),
            Escape::Value(value) if value < 0x80 => {
                out.push_str((value as u8 as char).encode_utf8(&mut [0; 4]))
            }
            Escape::Value(value) => out.push_code(value, &[value as u8]),
            Escape::Unicode(code) => out.push_code(code, &self.text.as_bytes()[slash..next]),
            Escape::Nothing => {}
            Escape::Verbatim => out.push_str("\\"),
            Escape::Invalid(message) => self.bad_escape(slash, next, message),
        }
        next
    }

    fn bad_escape(&mut self, from: usize, to: usize, message: String) {
        let span = Span::new(self.file, from as u32, to as u32);
        self.report(codes::INVALID_LITERAL, span, message);
    }

    fn decode_bytes(&mut self, from: usize, to: usize, raw: bool, sort: Sort, out: &mut Vec<u8>) {
        debug_assert!(sort.is_bytes());
        let text = self.text;
        let bytes = text.as_bytes();
        let mut at = from;
        while at < to {
            match bytes[at] {
                b'\\' if !raw => {
                    let (escape, next) = read_escape(text, at, to);
                    match escape {
                        Escape::Char(value) => out.push(value),
                        Escape::Value(value) => out.push(value as u8),
                        Escape::Nothing => {}
                        Escape::Invalid(message) if bytes.get(at + 1) == Some(&b'x') => {
                            self.bad_escape(at, next, message);
                        }
                        // Unicode escapes mean nothing in bytes.
                        Escape::Unicode(_) | Escape::Verbatim | Escape::Invalid(_) => {
                            out.push(b'\\');
                            at += 1;
                            continue;
                        }
                    }
                    at = next;
                }
                b'\r' => {
                    out.push(b'\n');
                    at += 1 + (bytes.get(at + 1) == Some(&b'\n')) as usize;
                }
                byte => {
                    if byte >= 0x80 && sort == Sort::Bytes && !self.level.is_py2() {
                        let len = text[at..].chars().next().map_or(1, char::len_utf8);
                        let span = Span::new(self.file, at as u32, (at + len) as u32);
                        self.report(
                            codes::INVALID_LITERAL,
                            span,
                            "bytes can only contain ASCII literal characters",
                        );
                        at += len;
                        continue;
                    }
                    out.push(byte);
                    at += 1;
                }
            }
        }
    }

    /// A C name or file name in quotes, at a string.
    pub(super) fn cname(&mut self) -> PResult<CName> {
        let token = self.token;
        if !self.at(TokenKind::Str) {
            return self.fail_expected("a string");
        }
        let Some(head) = StringHead::read(self.text.as_bytes(), token.start as usize) else {
            return Err(Failed);
        };
        let from = token.start as usize + head.len();
        let to = token.end as usize - head.quotes_len();
        let mut text = TextBuilder::default();
        self.decode_text(from, to, head.raw, Sort::Unicode, &mut text);
        self.bump();
        Ok(CName { span: self.span_of(token), text: text.text.to_string_lossy().into() })
    }

    /// The value of an integer token, which is not consumed.
    pub(super) fn int_literal(&mut self, token: Token) -> PResult<ExprKind> {
        let text = self.token_text(token);
        let span = self.span_of(token);
        // `U` and `L` are digits of no radix.
        let number_end = |b: &u8| !matches!(b, b'u' | b'U' | b'l' | b'L');
        let suffix_start = text.as_bytes().iter().rposition(number_end).map_or(0, |i| i + 1);
        let (number, suffix) = text.split_at(suffix_start);
        let unsigned = suffix.contains(['u', 'U']);
        let longness = suffix.matches(['l', 'L']).count() as u8;
        if self.in_python_file() && (unsigned || longness > 1 || (longness == 1 && !self.level.is_py2())) {
            self.report(codes::INVALID_LITERAL, span, "illegal integer literal syntax in Python source file");
        }
        let digits: String = number.chars().filter(|&c| c != '_').collect();
        let lower = digits.as_bytes().get(1).map(u8::to_ascii_lowercase);
        let (radix, digits) = match (digits.as_bytes().first(), lower) {
            (Some(b'0'), Some(b'x')) => (16, &digits[2..]),
            (Some(b'0'), Some(b'o')) => (8, &digits[2..]),
            (Some(b'0'), Some(b'b')) => (2, &digits[2..]),
            // The octal of Python 2 and C.
            (Some(b'0'), Some(_)) if digits.bytes().any(|b| b != b'0') => {
                if self.in_python_file() && !self.level.is_py2() {
                    self.report(
                        codes::INVALID_LITERAL,
                        span,
                        "leading zeros in decimal integer literals are not permitted; \
                         use an 0o prefix for octal integers",
                    );
                } else if let Some(bad) = digits.chars().find(|c| matches!(c, '8' | '9')) {
                    self.report(
                        codes::INVALID_LITERAL,
                        span,
                        format!("invalid digit '{bad}' in octal literal"),
                    );
                }
                (8, digits.as_str())
            }
            _ => (10, digits.as_str()),
        };
        let value =
            match u64::from_str_radix(digits, radix) {
                Ok(value) => IntValue::Small(value),
                Err(_) if radix == 10 && digits.len() > MAX_DECIMAL_DIGITS => {
                    self.report(codes::INVALID_LITERAL, span,
                    format!(
                        "integer literal has more than {MAX_DECIMAL_DIGITS} digits; write it in hexadecimal"
                    ),
                );
                    IntValue::Small(0)
                }
                // What does not parse has been reported by the lexer or above.
                Err(_) => match BigUint::parse_bytes(digits.as_bytes(), radix) {
                    Some(value) => IntValue::Big(Box::new(value)),
                    None => IntValue::Small(0),
                },
            };
        Ok(ExprKind::Int(IntLiteral { value, text: text.into(), unsigned, longness }))
    }

    /// The value of a float or imaginary token, which is not consumed.
    pub(super) fn float_literal(&mut self, token: Token) -> ExprKind {
        let text = self.token_text(token);
        let imaginary = token.kind == TokenKind::Imaginary;
        let number = if imaginary { text.trim_end_matches(['j', 'J']) } else { text };
        let value = if number.contains('_') { number.replace('_', "").parse() } else { number.parse() };
        let literal = FloatLiteral { value: value.unwrap_or(0.0), text: number.into() };
        if imaginary { ExprKind::Imaginary(literal) } else { ExprKind::Float(literal) }
    }
}

/// Ends a stretch of literal text of an f-string.
pub(super) fn flush_text(text: &mut TextBuilder, parts: &mut Vec<FStringPart>) {
    if !text.text.is_empty() {
        parts.push(FStringPart::Literal(std::mem::take(text).text));
    }
}
