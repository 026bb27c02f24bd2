//! The comments at the head of a file that speak to the compiler.
//!
//! `# cython: name=value, name=value` sets directives, `# distutils: name = value` tells a build tool. They count
//! only before the first line that is neither blank nor a comment. Values are kept as text: what they mean is for
//! the stages that use them, except `language_level`, which decides how the rest of the file is read.
//!
//! ```text
//! # cython: boundscheck=False, language_level=3
//! # distutils: language = c++
//! ```

use crate::ast::{DirectiveComment, DirectiveTool, Ident, LanguageLevel, Span};
use pyxide_diagnostics::{Diagnostic, FileId, codes};

/// What the head of a file says.
#[derive(Debug, Default)]
pub struct Header {
    pub directives: Vec<DirectiveComment>,
    pub language_level: Option<LanguageLevel>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Header {
    pub fn read(file: FileId, text: &str) -> Header {
        let mut header = Header::default();
        let mut at = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
        while at < text.len() {
            let rest = &text[at..];
            let len = rest.find(['\n', '\r']).unwrap_or(rest.len());
            let line = &rest[..len];
            let trimmed = line.trim_start_matches([' ', '\t', '\x0c']);
            if let Some(comment) = trimmed.strip_prefix('#') {
                let start = at + (line.len() - comment.len());
                header.comment(file, comment, start);
            } else if !trimmed.is_empty() {
                break;
            }
            at += len + 1;
        }
        header
    }

    fn comment(&mut self, file: FileId, comment: &str, start: usize) {
        let Some((tool_name, rest)) = comment.split_once(':') else { return };
        let tool = match tool_name.trim() {
            "cython" => DirectiveTool::Cython,
            "distutils" => DirectiveTool::Distutils,
            _ => return,
        };
        let rest_start = start + tool_name.len() + 1;
        // A distutils value is a list with its own commas; a Cython line holds several settings.
        let pieces: Vec<&str> = match tool {
            DirectiveTool::Cython if is_setting(rest) => rest.split(',').collect(),
            DirectiveTool::Cython => return,
            DirectiveTool::Distutils => vec![rest],
        };
        let mut at = rest_start;
        for piece in pieces {
            self.setting(file, tool, piece, at);
            at += piece.len() + 1;
        }
    }

    fn setting(&mut self, file: FileId, tool: DirectiveTool, piece: &str, start: usize) {
        let ident = |part: &str, at: usize| {
            let lead = part.len() - part.trim_start().len();
            let trimmed = part.trim();
            let begin = (at + lead) as u32;
            Ident::new(trimmed, Span::new(file, begin, begin + trimmed.len() as u32))
        };
        let Some((name, value)) = piece.split_once('=') else {
            if !piece.trim().is_empty() {
                let span = ident(piece, start).span;
                let message = "expected 'name=value' in a directive comment";
                self.diagnostics.push(Diagnostic::new(codes::SYNTAX_ERROR, message).at(span));
            }
            return;
        };
        let name_ident = ident(name, start);
        let value_ident = ident(value, start + name.len() + 1);
        if tool == DirectiveTool::Cython && name_ident.name == "language_level" {
            match LanguageLevel::from_directive(&value_ident.name) {
                Some(level) => self.language_level = Some(level),
                None => self.diagnostics.push(
                    Diagnostic::new(codes::SYNTAX_ERROR, "language_level must be 2, 3 or 3str")
                        .at(value_ident.span),
                ),
            }
        }
        let span = name_ident.span.to(value_ident.span);
        self.directives.push(DirectiveComment { span, tool, name: name_ident, value: value_ident });
    }
}

/// `name = …`, the name of letters, digits, `_` and `.`; anything else is an ordinary comment.
fn is_setting(text: &str) -> bool {
    let Some((name, _)) = text.split_once('=') else { return false };
    let name = name.trim();
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.')
}
