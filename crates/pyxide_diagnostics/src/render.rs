//! How diagnostics look: one renderer per output format.
//!
//! A [`Report`] is what one compilation found, with the files that its spans point into. [`render`] turns the
//! reports of a whole run into text, because the `json` and `sarif` formats are one document. The other formats
//! are concatenations, so a caller may as well render report by report as they arrive
//! ([`OutputFormat::is_document`] says which is which).
//!
//! ```
//! use pyxide_diagnostics::render::{render, OutputFormat, RenderOptions, Report};
//! use pyxide_diagnostics::{codes, Diagnostic, SourceMap, Span};
//! let mut sources = SourceMap::default();
//! let file = sources.add("a.pyx", "x = y\n");
//! let found = [Diagnostic::new(codes::UNDECLARED_NAME, "undeclared name not builtin: y").at(Span::new(file, 4, 5))];
//! let report = Report { sources: &sources, diagnostics: &found };
//! let options = RenderOptions { format: OutputFormat::Concise, ..RenderOptions::default() };
//! assert_eq!(
//!     render(&[report], &options),
//!     "a.pyx:1:5: error[undeclared-name]: undeclared name not builtin: y\n"
//! );
//! ```

mod full;
mod json;
mod lines;
mod sarif;

use crate::{Diagnostic, Severity, SourceMap, Span};

/// The forms in which findings can be shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum OutputFormat {
    /// Source excerpts with carets, labels, notes, help and suggested changes.
    #[default]
    Full,
    /// One line per finding.
    Concise,
    /// One JSON array of all findings.
    Json,
    /// One SARIF 2.1.0 log, for code-scanning services.
    Sarif,
    /// Workflow commands that a GitHub action shows beside the changed lines.
    Github,
    /// The lines that Cython prints, for editors and scripts that read those.
    Cython,
}

impl OutputFormat {
    /// Whether all findings of a run form one document, which must be written once and even when empty.
    pub fn is_document(self) -> bool {
        matches!(self, OutputFormat::Json | OutputFormat::Sarif)
    }
}

/// What the renderers need to know besides the findings.
#[derive(Clone, Copy, Debug, Default)]
pub struct RenderOptions {
    pub format: OutputFormat,
    /// Whether to write ANSI styles (only the full and concise formats have any).
    pub color: bool,
    /// Columns of the terminal; excerpts of longer lines are cut. Zero: the default of 140.
    pub width: usize,
    /// pyxide's version, for SARIF.
    pub version: &'static str,
}

/// The findings of one compilation and the files that they point into.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    pub sources: &'a SourceMap,
    pub diagnostics: &'a [Diagnostic],
}

/// Renders the findings of a run. Text formats give an empty string for no findings.
pub fn render(reports: &[Report], options: &RenderOptions) -> String {
    match options.format {
        OutputFormat::Json => json::document(reports),
        OutputFormat::Sarif => sarif::document(reports, options.version),
        _ => {
            let mut out = String::new();
            for report in reports {
                for diagnostic in report.diagnostics {
                    let text = match options.format {
                        OutputFormat::Full => full::text(diagnostic, report.sources, options),
                        OutputFormat::Concise => lines::concise(diagnostic, report.sources, options.color),
                        OutputFormat::Github => lines::github(diagnostic, report.sources),
                        _ => lines::cython(diagnostic, report.sources),
                    };
                    out.push_str(&text);
                }
            }
            out
        }
    }
}

fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A span made safe to slice with: inside its file, ordered, on character boundaries. `None` if the file is
/// unknown. Renderers must never fail, whatever a stage reports.
fn clamp(span: Span, sources: &SourceMap) -> Option<Span> {
    let text = &sources.get(span.file)?.text;
    let floor = |at: u32| {
        let mut at = (at as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at as u32
    };
    let start = floor(span.start);
    Some(Span::new(span.file, start, floor(span.end).max(start)))
}

/// Path, and the one-based positions of both ends, of a span.
struct Place<'a> {
    path: &'a str,
    start: crate::LineCol,
    end: crate::LineCol,
    span: Span,
}

fn place(span: Span, sources: &SourceMap) -> Option<Place<'_>> {
    let span = clamp(span, sources)?;
    let file = sources.file(span.file);
    Some(Place { path: &file.path, start: file.line_col(span.start), end: file.line_col(span.end), span })
}
