//! f-strings and t-strings: literal text and replacement fields.
//!
//! The lexer gives an f-string as one token. Its fields are found here with the lexer's own functions, and each
//! expression is lexed in place (so spans are right) and parsed by this same parser with its tokens exchanged.

use super::literal::{Sort, TextBuilder, flush_text};
use super::*;
use crate::lexer::strings::{Piece, StringHead, field_end, field_expression_end, next_piece};

impl Parser<'_> {
    /// Takes apart the f-string `token`, which is not consumed. Literal text goes to `text`, which the caller
    /// ends, so that adjacent literals join.
    pub(super) fn fstring(
        &mut self,
        token: Token,
        head: StringHead,
        sort: Sort,
        text: &mut TextBuilder,
        parts: &mut Vec<FStringPart>,
    ) -> PResult<()> {
        let limit = token.end as usize;
        let start = token.start as usize + head.len();
        self.nested(|p| p.fstring_pieces(start, limit, head, sort, false, text, parts).map(|_| ()))
    }

    /// Reads text and fields from `at`, to the closing quotes, or, in a format specification, to its closing
    /// brace; returns where it stopped.
    #[allow(clippy::too_many_arguments)] // What is read, how, and where to.
    fn fstring_pieces(
        &mut self,
        mut at: usize,
        limit: usize,
        head: StringHead,
        sort: Sort,
        in_spec: bool,
        text: &mut TextBuilder,
        parts: &mut Vec<FStringPart>,
    ) -> PResult<usize> {
        let bytes = &self.text.as_bytes()[..limit];
        loop {
            let piece = next_piece(bytes, at, head, in_spec);
            let (Piece::Field(stop)
            | Piece::DoubledBrace(stop)
            | Piece::Escape(stop)
            | Piece::CloseBrace(stop)
            | Piece::Close(stop)
            | Piece::Stop(stop)) = piece;
            self.decode_text(at, stop, true, Sort::Plain, text);
            at = stop;
            match piece {
                Piece::Field(_) => {
                    flush_text(text, parts);
                    let nesting = self.nesting;
                    match self.fstring_field(stop, limit, head, sort) {
                        Ok((field, next)) => {
                            parts.push(FStringPart::Field(Box::new(field)));
                            at = next;
                        }
                        // A broken field is reported; the rest of the string may still be read.
                        Err(Failed) => {
                            self.nesting = nesting;
                            self.is_broken = true;
                            at = field_end(bytes, stop, head).ok_or(Failed)?;
                            let span = Span::new(self.file, stop as u32, at as u32);
                            parts.push(FStringPart::Field(Box::new(FStringField {
                                span,
                                expr: Expr { span, kind: ExprKind::Error },
                                source: SmolStr::default(),
                                debug: None,
                                conversion: Conversion::None,
                                format_spec: None,
                            })));
                        }
                    }
                }
                Piece::DoubledBrace(_) => {
                    text.push_str(&self.text[stop..stop + 1]);
                    at += 2;
                }
                Piece::Escape(_) => {
                    at = self.text_escape(stop, limit, head.raw, Sort::Unicode, text);
                }
                Piece::CloseBrace(_) if in_spec => return Ok(stop),
                Piece::CloseBrace(_) => {
                    let span = Span::new(self.file, stop as u32, stop as u32 + 1);
                    let message = format!("{}-string: single '}}' is not allowed", letter(sort));
                    self.error(span, message);
                    at += 1;
                }
                Piece::Close(_) | Piece::Stop(_) => return Ok(stop),
            }
        }
    }

    /// The field that opens at `open`, and the offset after it.
    fn fstring_field(
        &mut self,
        open: usize,
        limit: usize,
        head: StringHead,
        sort: Sort,
    ) -> PResult<(FStringField, usize)> {
        let bytes = &self.text.as_bytes()[..limit];
        let brace = Span::new(self.file, open as u32, open as u32 + 1);
        let unclosed = |p: &mut Self| {
            p.fail_as(codes::UNCLOSED, brace, format!("{}-string: expecting '}}'", letter(sort)))
        };
        let Some(end) = field_expression_end(bytes, open + 1, 0) else { return unclosed(self) };
        let mut lexed = lexer::lex_expression(self.text, self.kind, open + 1, end);
        // A `=` at the end asks for the text of the expression too.
        let mut debug = None;
        if let [.., equal, end_token] = &mut lexed.tokens[..]
            && equal.kind == TokenKind::Equal
        {
            *equal = Token { kind: TokenKind::EndOfFile, start: equal.start, end: equal.start };
            end_token.end = end_token.start;
            debug = Some(self.without_comments(&lexed.tokens, open + 1, end));
            lexed.tokens.pop();
        }
        if let [end_token] = &lexed.tokens[..] {
            let span = Span::new(self.file, open as u32, end_token.end + 1);
            return self.fail(span, format!("{}-string: empty expression not allowed", letter(sort)));
        }
        let expr_end = lexed.tokens.last().map_or(end, |t| t.start as usize);
        let source = self.text[open + 1..expr_end].trim();
        let expr = self.embedded_expr(lexed, open + 1)?;
        let mut at = end;
        let mut conversion = Conversion::None;
        if bytes[at] == b'!' {
            let start = at + 1;
            at = start;
            while !matches!(bytes.get(at), None | Some(b':' | b'}')) {
                at += 1;
            }
            conversion = self.conversion(start, at, sort)?;
        }
        let mut format_spec = None;
        if bytes.get(at) == Some(&b':') {
            let (mut text, mut parts) = (TextBuilder::default(), Vec::new());
            at = self.nested(|p| {
                p.fstring_pieces(at + 1, limit, head, Sort::Format, true, &mut text, &mut parts)
            })?;
            flush_text(&mut text, &mut parts);
            format_spec = Some(FString { parts });
        }
        if bytes.get(at) != Some(&b'}') {
            return unclosed(self);
        }
        at += 1;
        let field = FStringField {
            span: Span::new(self.file, open as u32, at as u32),
            expr,
            source: source.into(),
            debug,
            conversion,
            format_spec,
        };
        Ok((field, at))
    }

    fn conversion(&mut self, from: usize, to: usize, sort: Sort) -> PResult<Conversion> {
        let name = &self.text[from..to];
        let span = Span::new(self.file, from as u32, to as u32);
        Ok(match name.trim_end() {
            "s" => Conversion::Str,
            "r" => Conversion::Repr,
            "a" => Conversion::Ascii,
            "d" if !self.in_python_file() => Conversion::Decimal,
            "" => return self.fail(span, format!("{}-string: missing conversion character", letter(sort))),
            _ if name.starts_with(char::is_whitespace) => {
                return self.fail(
                    span,
                    format!(
                        "{}-string: conversion type must come right after the exclamation mark",
                        letter(sort)
                    ),
                );
            }
            other => {
                let message = format!(
                    "{}-string: invalid conversion character '{other}': expected 's', 'r', or 'a'",
                    letter(sort)
                );
                return self.fail(span, message);
            }
        })
    }

    /// The text from `from` to `to`, without the comments between its tokens.
    fn without_comments(&self, tokens: &[Token], from: usize, to: usize) -> SmolStr {
        let mut out = String::new();
        let mut at = from;
        let add_gap = |out: &mut String, gap: &str| {
            let mut rest = gap;
            while let Some(hash) = rest.find('#') {
                out.push_str(&rest[..hash]);
                rest = rest[hash..].find(['\n', '\r']).map_or("", |end| &rest[hash + end..]);
            }
            out.push_str(rest);
        };
        for token in tokens {
            let (start, end) = (token.start as usize, token.end as usize);
            add_gap(&mut out, &self.text[at..start]);
            out.push_str(&self.text[start..end]);
            at = end;
        }
        add_gap(&mut out, &self.text[at..to]);
        out.into()
    }

    /// Parses the expression that was lexed in place, as if in parentheses.
    fn embedded_expr(&mut self, lexed: lexer::Tokens, from: usize) -> PResult<Expr> {
        for error in &lexed.errors {
            let span = Span::new(self.file, error.start, error.end);
            self.report(error.code, span, error.message.clone());
        }
        let saved = (
            std::mem::replace(&mut self.tokens, lexed.tokens),
            std::mem::replace(&mut self.lex_errors, lexed.errors),
            self.pos,
            self.last_end,
            std::mem::replace(&mut self.statement_start, from as u32),
        );
        self.seek(0);
        let result = self.yield_or_test_list_star().and_then(|expr| {
            if self.at(TokenKind::EndOfFile) {
                Ok(expr)
            } else {
                let found = self.describe_current();
                let span = self.here();
                self.fail(span, format!("f-string: invalid syntax: {found} is not expected here"))
            }
        });
        let (tokens, lex_errors, pos, last_end, statement_start) = saved;
        self.tokens = tokens;
        self.lex_errors = lex_errors;
        self.statement_start = statement_start;
        self.pos = pos;
        self.token = self.tokens[pos];
        self.last_end = last_end;
        result
    }
}

fn letter(sort: Sort) -> &'static str {
    if sort == Sort::Template { "t" } else { "f" }
}
