//! Findings: what was found, where, on which path; each once.

use crate::state::State;
use pyxide_diagnostics::{Code, Diagnostic, Severity, Sink, Span};
use rustc_hash::FxHashSet;

/// Findings of a module, without repetitions over paths.
#[derive(Default)]
pub struct Findings {
    found: Vec<Diagnostic>,
    seen: FxHashSet<(&'static str, Span, Span)>,
}

impl Findings {
    /// Adds a finding at `span` about what began at `origin`, along the path of the state.
    pub fn add(&mut self, mut finding: Diagnostic, origin: Span, state: &State) {
        let span = finding.span.unwrap_or_default();
        if !self.seen.insert((finding.code.name(), span, origin)) {
            return;
        }
        for (at, text) in state.steps() {
            finding = finding.label(at, text);
        }
        self.found.push(finding);
    }

    pub fn add_plain(&mut self, finding: Diagnostic) {
        let span = finding.span.unwrap_or_default();
        if self.seen.insert((finding.code.name(), span, span)) {
            self.found.push(finding);
        }
    }

    pub fn finish(mut self, sink: &mut Sink) {
        self.found.sort_by_key(|d| d.span);
        sink.extend(self.found);
    }
}

/// A finding; all are warnings until the user or the driver says otherwise.
pub fn finding(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code, message).severity(Severity::Warning).at(span)
}
