//! Where a string literal ends.
//!
//! A plain string ends at its quote. An f-string's replacement fields hold expressions, which may hold further
//! strings with the same quotes, so its end is found by following braces, brackets and nested strings. The
//! parser uses the same functions to take an f-string apart, so the two never disagree.

use memchr::{memchr2, memchr3};

/// How deep f-strings may nest, fields and format specifications counted alike.
pub const MAX_FSTRING_DEPTH: u32 = 60;

/// The head of a string literal: prefix letters and quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StringHead {
    /// Bytes of prefix.
    pub prefix_len: u32,
    pub quote: u8,
    pub triple: bool,
    pub raw: bool,
    /// `f` or `t`
    pub formatted: bool,
}

impl StringHead {
    /// Reads the head at `pos`, where a quote or prefix letters and a quote stand.
    pub fn read(text: &[u8], pos: usize) -> Option<StringHead> {
        let mut at = pos;
        let (mut raw, mut formatted) = (false, false);
        loop {
            match text.get(at)? {
                b'r' | b'R' => raw = true,
                b'f' | b'F' | b't' | b'T' => formatted = true,
                b'u' | b'U' | b'b' | b'B' | b'c' | b'C' => {}
                &quote @ (b'"' | b'\'') => {
                    let triple = text.get(at + 1) == Some(&quote) && text.get(at + 2) == Some(&quote);
                    return Some(StringHead { prefix_len: (at - pos) as u32, quote, triple, raw, formatted });
                }
                _ => return None,
            }
            at += 1;
            // Longer prefixes than any valid one are still read, to name them in the message.
            if at - pos > 4 {
                return None;
            }
        }
    }

    /// Bytes before the contents.
    pub fn len(&self) -> usize {
        self.prefix_len as usize + self.quotes_len()
    }

    /// Bytes of the closing quotes.
    pub fn quotes_len(&self) -> usize {
        if self.triple { 3 } else { 1 }
    }

    /// True when the closing quotes stand at `at`.
    pub fn closes_at(&self, text: &[u8], at: usize) -> bool {
        text.get(at) == Some(&self.quote)
            && (!self.triple
                || (text.get(at + 1) == Some(&self.quote) && text.get(at + 2) == Some(&self.quote)))
    }
}

/// Where the scan of a string stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StringEnd {
    /// The offset after the closing quotes.
    Closed(usize),
    /// No closing quotes: the offset of the line end, or of the end of the text.
    Unterminated(usize),
    /// An f-string whose fields do not end; the literal is taken to end here.
    BadField(usize),
}

/// Finds the end of the plain string whose contents start at `at`.
pub fn scan_plain(text: &[u8], mut at: usize, head: StringHead) -> StringEnd {
    loop {
        let rest = &text[at..];
        let found = if head.triple {
            memchr2(head.quote, b'\\', rest)
        } else {
            // A lone carriage return ends a line too; it is rare, so it is looked for only in what was skipped.
            memchr3(head.quote, b'\\', b'\n', rest)
        };
        let stop = found.map_or(text.len(), |i| at + i);
        if !head.triple
            && let Some(cr) = memchr::memchr(b'\r', &text[at..stop])
        {
            return StringEnd::Unterminated(at + cr);
        }
        match text.get(stop) {
            None => return StringEnd::Unterminated(text.len()),
            Some(b'\n') => return StringEnd::Unterminated(stop),
            Some(b'\\') => at = skip_escape(text, stop),
            Some(_) if head.closes_at(text, stop) => return StringEnd::Closed(stop + head.quotes_len()),
            Some(_) => at = stop + 1,
        }
    }
}

/// The offset after the backslash at `at` and what it escapes: one byte, or a whole line end.
fn skip_escape(text: &[u8], at: usize) -> usize {
    match (text.get(at + 1), text.get(at + 2)) {
        (Some(b'\r'), Some(b'\n')) => at + 3,
        (Some(_), _) => at + 2,
        (None, _) => at + 1,
    }
}

/// Finds the end of a string literal of any kind that starts at `pos`.
pub fn scan(text: &[u8], pos: usize, head: StringHead) -> StringEnd {
    let start = pos + head.len();
    if !head.formatted {
        return scan_plain(text, start, head);
    }
    match scan_formatted(text, start, head, 0) {
        Some(end) => StringEnd::Closed(end),
        // Fall back to the first closing quote, as if there were no fields.
        None => match scan_plain(text, start, head) {
            StringEnd::Closed(end) => StringEnd::BadField(end),
            other => other,
        },
    }
}

/// One piece of an f-string's text, literal or format specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// `{`: a field starts at this offset.
    Field(usize),
    /// `{{` or `}}`
    DoubledBrace(usize),
    /// A backslash.
    Escape(usize),
    /// A `}` on its own: ends a format specification.
    CloseBrace(usize),
    /// The closing quotes.
    Close(usize),
    /// A line end in a string of one line, or the end of the text.
    Stop(usize),
}

/// Finds the next piece at or after `at` inside an f-string.
pub fn next_piece(text: &[u8], mut at: usize, head: StringHead, in_spec: bool) -> Piece {
    loop {
        let Some(&byte) = text.get(at) else { return Piece::Stop(text.len()) };
        match byte {
            b'{' if !in_spec && text.get(at + 1) == Some(&b'{') => return Piece::DoubledBrace(at),
            b'{' => return Piece::Field(at),
            b'}' if !in_spec && text.get(at + 1) == Some(&b'}') => return Piece::DoubledBrace(at),
            b'}' => return Piece::CloseBrace(at),
            b'\\' => return Piece::Escape(at),
            b'\n' | b'\r' if !head.triple => return Piece::Stop(at),
            b'"' | b'\'' if head.closes_at(text, at) => return Piece::Close(at),
            _ => at += 1,
        }
    }
}

/// The offset after the escape at `at` in an f-string; `\N{…}` is one escape, and a brace is never escaped.
pub fn skip_fstring_escape(text: &[u8], at: usize, raw: bool) -> usize {
    match text.get(at + 1) {
        Some(b'{' | b'}') => at + 1,
        Some(b'N') if !raw && text.get(at + 2) == Some(&b'{') => {
            let name = &text[at + 3..];
            match name.iter().position(|&b| !(b.is_ascii_alphanumeric() || b == b' ' || b == b'-')) {
                Some(len) if name[len] == b'}' => at + 3 + len + 1,
                _ => at + 2,
            }
        }
        _ => skip_escape(text, at),
    }
}

fn scan_formatted(text: &[u8], mut at: usize, head: StringHead, depth: u32) -> Option<usize> {
    loop {
        match next_piece(text, at, head, false) {
            Piece::Field(open) => at = scan_field(text, open, head, depth)?,
            Piece::DoubledBrace(open) => at = open + 2,
            Piece::Escape(slash) => at = skip_fstring_escape(text, slash, head.raw),
            Piece::CloseBrace(brace) => at = brace + 1,
            Piece::Close(quote) => return Some(quote + head.quotes_len()),
            Piece::Stop(_) => return None,
        }
    }
}

/// The offset after the field that opens at `open`; none when it does not end.
pub fn field_end(text: &[u8], open: usize, head: StringHead) -> Option<usize> {
    scan_field(text, open, head, 0)
}

fn scan_field(text: &[u8], open: usize, head: StringHead, depth: u32) -> Option<usize> {
    if depth >= MAX_FSTRING_DEPTH {
        return None;
    }
    let mut at = field_expression_end(text, open + 1, depth)?;
    if text[at] == b'!' {
        at += 1;
        while !matches!(text.get(at)?, b':' | b'}') {
            if matches!(text[at], b'"' | b'\'' | b'\n') {
                return None;
            }
            at += 1;
        }
    }
    if text[at] == b'}' {
        return Some(at + 1);
    }
    // A format specification, up to its closing brace.
    at += 1;
    loop {
        match next_piece(text, at, head, true) {
            Piece::Field(open) => at = scan_field(text, open, head, depth + 1)?,
            Piece::DoubledBrace(brace) => at = brace + 2,
            Piece::Escape(slash) => at = skip_fstring_escape(text, slash, head.raw),
            Piece::CloseBrace(brace) => return Some(brace + 1),
            Piece::Close(_) | Piece::Stop(_) => return None,
        }
    }
}

/// The offset of the `}`, `:` or `!` that ends the expression that starts at `at`; none when the text ends first.
pub fn field_expression_end(text: &[u8], mut at: usize, depth: u32) -> Option<usize> {
    let mut nesting = 0u32;
    loop {
        match *text.get(at)? {
            b'(' | b'[' | b'{' => nesting += 1,
            b')' | b']' => nesting = nesting.saturating_sub(1),
            b'}' if nesting == 0 => return Some(at),
            b'}' => nesting -= 1,
            b':' if nesting == 0 => return Some(at),
            b'!' if text.get(at + 1) == Some(&b'=') => at += 1,
            b'!' if nesting == 0 => return Some(at),
            b'#' => at += memchr2(b'\n', b'\r', &text[at..])?,
            b'"' | b'\'' => {
                let start = prefix_start(text, at);
                let head = StringHead::read(text, start)?;
                let inner = start + head.len();
                at = if head.formatted {
                    if depth >= MAX_FSTRING_DEPTH {
                        return None;
                    }
                    scan_formatted(text, inner, head, depth + 1)?
                } else {
                    match scan_plain(text, inner, head) {
                        StringEnd::Closed(end) => end,
                        _ => return None,
                    }
                };
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

/// The start of the prefix letters before the quote at `quote`; `quote` itself when a longer word ends there.
fn prefix_start(text: &[u8], quote: usize) -> usize {
    let mut start = quote;
    while start > 0 && (text[start - 1].is_ascii_alphanumeric() || matches!(text[start - 1], b'_' | 0x80..)) {
        start -= 1;
        if quote - start > 2 {
            return quote;
        }
    }
    match StringHead::read(text, start) {
        Some(head) if head.prefix_len as usize == quote - start => start,
        _ => quote,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end_of(text: &str) -> StringEnd {
        let head = StringHead::read(text.as_bytes(), 0).expect("a string");
        scan(text.as_bytes(), 0, head)
    }

    #[test]
    fn plain_strings_end_at_their_quote() {
        assert_eq!(end_of(r#"'a\'b' x"#), StringEnd::Closed(6));
        assert_eq!(end_of(r#"r"\" " x"#), StringEnd::Closed(6));
        assert_eq!(end_of("'''a'b\n''' x"), StringEnd::Closed(10));
        assert_eq!(end_of("'ab\ncd'"), StringEnd::Unterminated(3));
        assert_eq!(end_of("'ab\rcd'"), StringEnd::Unterminated(3));
        assert_eq!(end_of("'ab\\\r\ncd'"), StringEnd::Closed(9));
    }

    #[test]
    fn formatted_strings_end_outside_their_fields() {
        assert_eq!(end_of(r#"f"{a["x"]}" y"#), StringEnd::Closed(11));
        assert_eq!(end_of(r#"f"{{}}" y"#), StringEnd::Closed(7));
        assert_eq!(end_of(r#"f"{x!r:>{w}}" y"#), StringEnd::Closed(13));
        assert_eq!(end_of(r#"f"{f"{f"{1}"}"}" y"#), StringEnd::Closed(16));
        assert_eq!(end_of(r#"f"\N{DASH}{a != b}" y"#), StringEnd::Closed(19));
        assert_eq!(end_of("f'{a' y"), StringEnd::BadField(5));
    }
}
