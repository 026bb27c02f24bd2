//! Diagnostics: the one value in which every stage reports what it found.
//!
//! Provides source files and spans ([`SourceMap`], [`Span`]), the diagnostic value ([`Diagnostic`]), the
//! collector stages write to ([`Sink`]), the registry of stable codes ([`codes`]), the renderers ([`render`])
//! and the search for near misses ([`did_you_mean`]). The renderers are the only place that knows how a
//! diagnostic looks.
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
mod near;
pub mod render;
mod source;

pub use codes::Code;
pub use diagnostic::{Diagnostic, Label, Severity, Sink, Suggestion};
pub use near::did_you_mean;
pub use source::{FileId, LineCol, SourceFile, SourceMap, Span};
