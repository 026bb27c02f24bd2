//! The formats of one line per finding: concise, GitHub workflow commands, and Cython's own.

use super::{place, severity_name};
use crate::{Diagnostic, Severity, SourceMap};
use std::fmt::Write;

/// `path:line:column: severity[code]: message`, columns from one.
pub(super) fn concise(diagnostic: &Diagnostic, sources: &SourceMap, color: bool) -> String {
    let (bold, tint, reset) = match (color, diagnostic.severity) {
        (false, _) => ("", "", ""),
        (true, Severity::Error) => ("\x1b[1m", "\x1b[1;31m", "\x1b[0m"),
        (true, Severity::Warning) => ("\x1b[1m", "\x1b[1;33m", "\x1b[0m"),
        (true, Severity::Note) => ("\x1b[1m", "\x1b[1;32m", "\x1b[0m"),
    };
    let mut out = String::new();
    if let Some(place) = diagnostic.span.and_then(|s| place(s, sources)) {
        let _ = write!(out, "{bold}{}:{}:{}:{reset} ", place.path, place.start.line, place.start.column);
    }
    let _ = write!(out, "{tint}{}[{}]{reset}: ", severity_name(diagnostic.severity), diagnostic.code.name());
    out.push_str(&one_line(&diagnostic.message));
    if let Some(help) = &diagnostic.help {
        let _ = write!(out, " ({})", one_line(help));
    }
    out.push('\n');
    out
}

/// `::error file=…,line=…::message`, with the escapes that the workflow runner decodes.
pub(super) fn github(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut out = format!("::{command} title=pyxide ({})", diagnostic.code.name());
    if let Some(place) = diagnostic.span.and_then(|s| place(s, sources)) {
        let _ = write!(out, ",file={}", escape_property(place.path));
        let _ = write!(out, ",line={},col={}", place.start.line, place.start.column);
        let _ = write!(out, ",endLine={},endColumn={}", place.end.line, place.end.column);
    }
    let mut message = diagnostic.message.clone();
    for note in &diagnostic.notes {
        let _ = write!(message, "\nnote: {note}");
    }
    if let Some(help) = &diagnostic.help {
        let _ = write!(message, "\nhelp: {help}");
    }
    let _ = writeln!(out, "::{}", escape_data(&message));
    out
}

fn escape_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Cython's lines: columns from zero, errors without a word, warnings with `warning: ` before the path. What a name was
/// declared as before is an error of its own there.
pub(super) fn cython(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let message = &diagnostic.message;
    let is_error = diagnostic.severity == Severity::Error;
    let Some(place) = diagnostic.span.and_then(|s| place(s, sources)) else {
        let prefix = if is_error { "" } else { "warning: " };
        return format!("{prefix}{message}\n");
    };
    if !is_error {
        let (path, at) = (place.path, place.start);
        return format!("warning: {path}:{}:{}: {message}\n", at.line, at.column - 1);
    }
    let mut out = cython_error(diagnostic.span, message, sources);
    if diagnostic.code == crate::codes::REDECLARED {
        for label in &diagnostic.labels {
            out.push_str(&cython_error(Some(label.span), &label.message, sources));
        }
    }
    out
}

/// One error after an excerpt of the source as Cython frames it, which tools that read its output skip or show.
fn cython_error(span: Option<crate::Span>, message: &str, sources: &SourceMap) -> String {
    const RULE: &str = "------------------------------------------------------------";
    let mut out = String::new();
    let Some((span, place)) = span.and_then(|s| Some((s, place(s, sources)?))) else { return out };
    let _ = writeln!(out, "\nError compiling Cython file:\n{RULE}\n...");
    let line = place.start.line as usize - 1;
    let file = sources.file(span.file);
    for index in line.saturating_sub(5)..=line {
        let _ = writeln!(out, "{}", file.line_text(index));
    }
    let _ = writeln!(out, "{}^\n{RULE}", " ".repeat(place.start.column as usize - 1));
    let _ = writeln!(out, "{}:{}:{}: {message}", place.path, place.start.line, place.start.column - 1);
    out
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
