//! The `full` format: source excerpts with carets, labels, notes, help and suggested changes.
//!
//! ```text
//! error[undeclared-name]: undeclared name not builtin: lenght
//!  --> a.pyx:2:12
//!   |
//! 2 |     return lenght
//!   |            ^^^^^^
//! help: did you mean `length`?
//!   |
//! 2 |     return length
//!   |
//! ```
//!
//! Only the lines around the annotations are handed to the layout, so that a finding costs the same in a file of
//! any size.

use super::{RenderOptions, clamp};
use crate::{Diagnostic, FileId, Severity, SourceMap, Span};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use std::ops::Range;

/// Lines of context that an excerpt keeps around its annotations for the layout to choose from.
const CONTEXT: usize = 2;

pub(super) fn text(diagnostic: &Diagnostic, sources: &SourceMap, options: &RenderOptions) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(&diagnostic.message).id(diagnostic.code.name());
    let mut main = Group::with_title(title);
    for (file, marks) in annotations(diagnostic, sources) {
        main = main.element(excerpt(file, marks, sources));
    }
    for note in &diagnostic.notes {
        main = main.element(Level::NOTE.message(note));
    }
    let suggestions: Vec<(Span, &str)> = diagnostic
        .suggestions
        .iter()
        .filter_map(|s| Some((clamp(s.span, sources)?, s.replacement.as_str())))
        .collect();
    let mut groups = Vec::new();
    match &diagnostic.help {
        Some(help) if suggestions.is_empty() => {
            groups.push(main.element(Level::HELP.message(help)));
        }
        _ => groups.push(main),
    }
    if let Some((first, _)) = suggestions.first() {
        let help = diagnostic.help.as_deref().unwrap_or("change it like this");
        let patches: Vec<_> = suggestions.iter().filter(|(span, _)| span.file == first.file).collect();
        let window = window(first.file, patches.iter().map(|(span, _)| *span), sources);
        let file = sources.file(first.file);
        let snippet = Snippet::source(&file.text[window.bytes.clone()])
            .path(&file.path)
            .line_start(window.first_line + 1)
            .patches(
                patches.iter().map(|(span, replacement)| Patch::new(window.relative(*span), *replacement)),
            );
        groups.push(Level::HELP.secondary_title(help).element(snippet));
    }
    let renderer = if options.color { Renderer::styled() } else { Renderer::plain() };
    let width = if options.width == 0 { 140 } else { options.width };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(width);
    let mut out = renderer.render(&groups);
    out.push_str("\n\n");
    out
}

/// A place to underline, what is written beside it, and how strongly it is marked.
type Mark<'a> = (Span, Option<&'a str>, AnnotationKind);

/// The annotations of a diagnostic by file, the primary file first, then in order of mention.
fn annotations<'a>(diagnostic: &'a Diagnostic, sources: &SourceMap) -> Vec<(FileId, Vec<Mark<'a>>)> {
    let mut files: Vec<(FileId, Vec<_>)> = Vec::new();
    let primary = diagnostic.span.map(|span| (span, None, AnnotationKind::Primary));
    let labels = diagnostic
        .labels
        .iter()
        .map(|label| (label.span, Some(label.message.as_str()), AnnotationKind::Context));
    for (span, text, kind) in primary.into_iter().chain(labels) {
        let Some(span) = clamp(span, sources).map(|span| first_line(span, sources)) else { continue };
        let at = files.iter().position(|(file, _)| *file == span.file).unwrap_or_else(|| {
            files.push((span.file, Vec::new()));
            files.len() - 1
        });
        let marks = &mut files[at].1;
        // A label on the very place of the finding is the text of its caret, not a second mark below it.
        match marks.iter_mut().find(|(s, t, _): &&mut Mark| *s == span && t.is_none()) {
            Some(mark) => mark.1 = text,
            None => marks.push((span, text, kind)),
        }
    }
    files
}

/// The part of a span on its first line. A statement with a body is known by its first line; brackets around the whole
/// of it would hide the rest of the excerpt.
fn first_line(span: Span, sources: &SourceMap) -> Span {
    let file = sources.file(span.file);
    let index = file.line_index(span.start);
    let end = file.line_range(index).start + file.line_text(index).trim_end().len();
    Span::new(span.file, span.start, span.end.min((end as u32).max(span.start)))
}

fn excerpt<'a>(file: FileId, marks: Vec<Mark<'a>>, sources: &'a SourceMap) -> Snippet<'a, Annotation<'a>> {
    let window = window(file, marks.iter().map(|(span, ..)| *span), sources);
    let source = sources.file(file);
    Snippet::source(&source.text[window.bytes.clone()])
        .path(&source.path)
        .line_start(window.first_line + 1)
        .annotations(
            marks
                .into_iter()
                .map(|(span, text, kind)| kind.span(window.relative(span)).label(text.map(str::to_owned))),
        )
}

/// The lines of a file that an excerpt is made from.
struct Window {
    bytes: Range<usize>,
    first_line: usize,
}

impl Window {
    fn relative(&self, span: Span) -> Range<usize> {
        span.start as usize - self.bytes.start..span.end as usize - self.bytes.start
    }
}

fn window(file: FileId, spans: impl Iterator<Item = Span>, sources: &SourceMap) -> Window {
    let source = sources.file(file);
    let (mut low, mut high) = (u32::MAX, 0);
    for span in spans {
        low = low.min(span.start);
        high = high.max(span.end);
    }
    let low = low.min(high);
    let first_line = source.line_index(low).saturating_sub(CONTEXT);
    let last_line = (source.line_index(high) + CONTEXT).min(source.line_count() - 1);
    Window { bytes: source.line_range(first_line).start..source.line_range(last_line).end, first_line }
}
