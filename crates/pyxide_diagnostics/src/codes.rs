//! The registry of diagnostic codes: one line per code, read by `pyxide explain` and by every renderer.
//!
//! A code's name is stable; it is what users write in `# pyxide: ignore[NAME]` and search for. To add one, add
//! a line here and a paragraph to its explanation.

use crate::Severity;

/// A registered code. Compare by name.
#[derive(Clone, Copy, Debug)]
pub struct Code(&'static Entry);

#[derive(Debug)]
struct Entry {
    name: &'static str,
    severity: Severity,
    summary: &'static str,
    explanation: &'static str,
}

impl Code {
    /// The stable kebab-case name.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    pub fn severity(self) -> Severity {
        self.0.severity
    }

    /// One line: what the code means.
    pub fn summary(self) -> &'static str {
        self.0.summary
    }

    /// Markdown of some paragraphs with an example, for `pyxide explain`.
    pub fn explanation(self) -> &'static str {
        self.0.explanation
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.0.name == other.0.name
    }
}
impl Eq for Code {}

macro_rules! registry {
    ($($id:ident $name:literal $severity:ident $summary:literal $explanation:literal;)*) => {
        $(#[doc = $summary] pub const $id: Code = Code(&Entry {
            name: $name,
            severity: Severity::$severity,
            summary: $summary,
            explanation: $explanation,
        });)*

        /// Every code, in the order of the registry.
        pub const ALL: &[Code] = &[$($id),*];
    };
}

registry! {
    SYNTAX_ERROR "syntax-error" Error "the text is not valid Cython or Python"
        "The parser could not read this place. It goes on after it, so one run shows every syntax error of a file.";
    NOT_SUPPORTED "not-supported" Error "the language has this construct, and pyxide cannot compile it yet"
        "The construct is valid; pyxide refuses it rather than compile it wrongly.";
    UNDECLARED_NAME "undeclared-name" Error "a name that no scope and no builtin defines"
        "Check the spelling, or declare, import or cimport the name.";
    REDECLARED "redeclared" Error "a name is declared twice in one scope"
        "Rename one of the two, or remove the second declaration.";
    TYPE_MISMATCH "type-mismatch" Error "a value cannot be converted to the type that is needed here"
        "Write an explicit cast, convert the value, or change the declared type.";
    INVALID_DECLARATION "invalid-declaration" Error "a declaration that the language does not allow here"
        "The message says which rule it breaks.";
    INVALID_OPERATION "invalid-operation" Error "an operation that the operand types do not have"
        "Convert an operand, or use an operation that the type has.";
    INVALID_CALL "invalid-call" Error "a call whose arguments do not fit the signature"
        "Compare the call with the declaration of the function.";
    GIL_REQUIRED "gil-required" Error "an operation that needs the GIL where it may not be held"
        "Take the GIL with `with gil:`, or move the operation out of the `nogil` code.";
    UNKNOWN_DIRECTIVE "unknown-directive" Error "a compiler directive with an unknown name or value"
        "The table of directives is in the documentation; near names are suggested.";
    CIMPORT_NOT_FOUND "cimport-not-found" Error "no declaration file for a cimported module"
        "Add its folder with `-I`, or install the package that provides the `.pxd` file.";
    INTERNAL_ERROR "internal-error" Error "pyxide itself failed"
        "This is a bug in pyxide. Please report it with the file that shows it.";
}

/// Looks a code up by its stable name.
pub fn by_name(name: &str) -> Option<Code> {
    ALL.iter().copied().find(|c| c.name() == name)
}
