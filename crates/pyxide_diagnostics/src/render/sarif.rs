//! The `sarif` format: one SARIF 2.1.0 log with one run.
//!
//! The rules are the registry's codes that occur. The labels of a finding become a code flow (they are the path,
//! in order), its suggestions become fixes, its help text goes below the message.

use super::{Report, place};
use crate::{Code, Diagnostic, Severity, SourceMap, Span};
use serde_json::{Value, json};

pub(super) fn document(reports: &[Report], version: &str) -> String {
    let mut rules: Vec<Code> = Vec::new();
    let mut results = Vec::new();
    for report in reports {
        for diagnostic in report.diagnostics {
            let rule = rules.iter().position(|c| *c == diagnostic.code).unwrap_or_else(|| {
                rules.push(diagnostic.code);
                rules.len() - 1
            });
            results.push(result(diagnostic, rule, report.sources));
        }
    }
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "pyxide",
                    "version": version,
                    "rules": rules.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
                }
            },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.name(),
        "shortDescription": { "text": code.summary() },
        "help": { "text": code.explanation(), "markdown": code.explanation() },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

fn result(diagnostic: &Diagnostic, rule_index: usize, sources: &SourceMap) -> Value {
    let mut text = diagnostic.message.clone();
    for extra in diagnostic.notes.iter().chain(&diagnostic.help) {
        text.push('\n');
        text.push_str(extra);
    }
    let mut result = json!({
        "ruleId": diagnostic.code.name(),
        "ruleIndex": rule_index,
        "level": level(diagnostic.severity),
        "message": { "text": text },
        "locations": diagnostic.span.and_then(|s| location(s, None, sources)).into_iter().collect::<Vec<_>>(),
    });
    let steps: Vec<Value> = diagnostic
        .labels
        .iter()
        .filter_map(|l| Some(json!({ "location": location(l.span, Some(&l.message), sources)? })))
        .collect();
    if !steps.is_empty() {
        result["codeFlows"] = json!([{ "threadFlows": [{ "locations": steps }] }]);
    }
    let changes: Vec<Value> = diagnostic
        .suggestions
        .iter()
        .filter_map(|s| {
            let place = place(s.span, sources)?;
            Some(json!({
                "artifactLocation": { "uri": uri(place.path) },
                "replacements": [{
                    "deletedRegion": region(s.span, sources)?,
                    "insertedContent": { "text": s.replacement },
                }],
            }))
        })
        .collect();
    if !changes.is_empty() {
        let description = diagnostic.help.as_deref().unwrap_or("apply the suggested change");
        result["fixes"] = json!([{ "description": { "text": description }, "artifactChanges": changes }]);
    }
    result
}

fn location(span: Span, message: Option<&str>, sources: &SourceMap) -> Option<Value> {
    let place = place(span, sources)?;
    let mut value = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(place.path) },
            "region": region(span, sources)?,
        }
    });
    if let Some(message) = message {
        value["message"] = json!({ "text": message });
    }
    Some(value)
}

fn region(span: Span, sources: &SourceMap) -> Option<Value> {
    let place = place(span, sources)?;
    Some(json!({
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
    }))
}

/// A relative path stays relative; everything outside the unreserved characters is percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::new();
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(byte as char)
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
