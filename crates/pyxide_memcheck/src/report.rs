//! Findings: what was found, where, on which path; each once.

use crate::Scope;
use crate::state::State;
use pyxide_diagnostics::{Code, Diagnostic, Severity, Sink, Span, codes};
use rustc_hash::{FxHashMap, FxHashSet};

/// Findings that say what happens on a path, and not what might.
const CERTAIN: &[Code] = &[
    codes::LEAK,
    codes::DOUBLE_FREE,
    codes::USE_AFTER_FREE,
    codes::MISMATCHED_FREE,
    codes::BAD_FREE,
    codes::OUT_OF_BOUNDS,
    codes::DANGLING_POINTER,
];

/// Findings of a module, without repetitions over paths.
pub struct Findings {
    scope: Scope,
    found: Vec<Diagnostic>,
    seen: FxHashSet<(&'static str, Span, Span)>,
    /// Findings of which there is one for each origin: where it stands in `found`.
    first: FxHashMap<(&'static str, Span), usize>,
}

impl Findings {
    pub fn new(scope: Scope) -> Findings {
        Findings { scope, found: vec![], seen: FxHashSet::default(), first: FxHashMap::default() }
    }

    /// Whether the finding is asked for.
    fn is_wanted(&self, code: Code, state: Option<&State>) -> bool {
        self.scope == Scope::All || CERTAIN.contains(&code) && state.is_none_or(|s| !s.after_failure)
    }

    /// Adds a finding at `span` about what began at `origin`, along the path of the state. `once`: of several with the
    /// same origin the first in the text stays.
    pub fn add(&mut self, mut finding: Diagnostic, origin: Span, once: bool, state: &State) {
        if !self.is_wanted(finding.code, Some(state)) {
            return;
        }
        let span = finding.span.unwrap_or_default();
        if !self.seen.insert((finding.code.name(), span, if once { origin } else { span })) {
            return;
        }
        let key = (finding.code.name(), origin);
        let known = self.first.get(&key).copied().filter(|_| once);
        if known.is_some_and(|i| self.found[i].span.unwrap_or_default() <= span) {
            return;
        }
        for (at, text) in state.steps() {
            finding = finding.label(at, text);
        }
        match known {
            Some(i) => self.found[i] = finding,
            None => {
                self.first.insert(key, self.found.len());
                self.found.push(finding);
            }
        }
    }

    pub fn add_plain(&mut self, finding: Diagnostic) {
        if !self.is_wanted(finding.code, None) {
            return;
        }
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
