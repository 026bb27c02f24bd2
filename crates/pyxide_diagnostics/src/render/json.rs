//! The `json` format: one array of findings. The field names are stable; fields may be added.
//!
//! Lines and columns count from one, columns in Unicode characters; `start`/`end` offsets are bytes of the UTF-8
//! text. A finding without a place (a missing compiler, for example) has `"file": null` and `"range": null`.

use super::{Report, place, severity_name};
use crate::{Diagnostic, SourceMap, Span};
use serde::Serialize;

#[derive(Serialize)]
struct Finding<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    file: Option<&'a str>,
    range: Option<Range>,
    labels: Vec<LabelJson<'a>>,
    notes: &'a [String],
    help: Option<&'a str>,
    suggestions: Vec<SuggestionJson<'a>>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
    offset: u32,
}

#[derive(Serialize)]
struct LabelJson<'a> {
    file: &'a str,
    range: Range,
    message: &'a str,
}

#[derive(Serialize)]
struct SuggestionJson<'a> {
    file: &'a str,
    range: Range,
    replacement: &'a str,
}

pub(super) fn document(reports: &[Report]) -> String {
    let findings: Vec<_> =
        reports.iter().flat_map(|r| r.diagnostics.iter().map(|d| finding(d, r.sources))).collect();
    // Only strings and numbers go in, so serialization has nothing to fail on.
    let mut text = serde_json::to_string_pretty(&findings).unwrap_or_else(|_| "[]".to_owned());
    text.push('\n');
    text
}

fn finding<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceMap) -> Finding<'a> {
    let at = diagnostic.span.and_then(|span| located(span, sources));
    let (file, range) = at.map_or((None, None), |(file, range)| (Some(file), Some(range)));
    Finding {
        code: diagnostic.code.name(),
        severity: severity_name(diagnostic.severity),
        message: &diagnostic.message,
        file,
        range,
        labels: diagnostic
            .labels
            .iter()
            .filter_map(|label| {
                let (file, range) = located(label.span, sources)?;
                Some(LabelJson { file, range, message: &label.message })
            })
            .collect(),
        notes: &diagnostic.notes,
        help: diagnostic.help.as_deref(),
        suggestions: diagnostic
            .suggestions
            .iter()
            .filter_map(|suggestion| {
                let (file, range) = located(suggestion.span, sources)?;
                Some(SuggestionJson { file, range, replacement: &suggestion.replacement })
            })
            .collect(),
    }
}

fn located(span: Span, sources: &SourceMap) -> Option<(&str, Range)> {
    let place = place(span, sources)?;
    let position = |at: crate::LineCol, offset| Position { line: at.line, column: at.column, offset };
    let range =
        Range { start: position(place.start, place.span.start), end: position(place.end, place.span.end) };
    Some((place.path, range))
}
