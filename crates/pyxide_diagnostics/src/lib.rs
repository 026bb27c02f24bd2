//! Diagnostics: the one value in which every stage reports what it found.
//!
//! Provides source files and spans ([`SourceMap`], [`Span`]), the diagnostic value ([`Diagnostic`]), the
//! collector stages write to ([`Sink`]) and the registry of stable codes ([`codes`]). The renderers are the
//! only place that knows how a diagnostic looks.
//!
//! Guarantees: no I/O. A stage never formats a location into a message; it gives a [`Span`].
//!
//! ```
//! use pyxide_diagnostics::{codes, Diagnostic, Sink, SourceMap, Span};
//! let mut sources = SourceMap::default();
//! let file = sources.add("a.pyx", "x = y\n");
//! let mut sink = Sink::default();
//! sink.push(
//!     Diagnostic::new(codes::UNDECLARED_NAME, "undeclared name not builtin: y")
//!         .at(Span::new(file, 4, 5))
//!         .help("did you mean `x`?"),
//! );
//! assert!(sink.has_errors());
//! ```

pub mod codes;
mod diagnostic;
mod source;

pub use codes::Code;
pub use diagnostic::{Diagnostic, Label, Severity, Sink, Suggestion};
pub use source::{FileId, LineCol, SourceFile, SourceMap, Span};
