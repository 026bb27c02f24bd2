//! The registry of diagnostic codes: one line per code, read by `pyxide explain` and by every renderer.
//!
//! A code's name is stable; it is what users write in `# pyxide: ignore[NAME]` and search for. To add one, add
//! a line here and the file `explain/NAME.md`, which teaches the rule with a short example of wrong and right.
//!
//! ```
//! use pyxide_diagnostics::codes;
//! assert_eq!(codes::by_name("leak"), Some(codes::LEAK));
//! assert!(codes::LEAK.explanation().contains("free"));
//! ```

use crate::Severity;

/// A registered code. Compare by name.
#[derive(Clone, Copy)]
pub struct Code(&'static Entry);

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

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.0.name == other.0.name
    }
}
impl Eq for Code {}

macro_rules! registry {
    ($($id:ident $name:literal $severity:ident $summary:literal;)*) => {
        $(#[doc = $summary] pub const $id: Code = Code(&Entry {
            name: $name,
            severity: Severity::$severity,
            summary: $summary,
            explanation: include_str!(concat!("../explain/", $name, ".md")),
        });)*

        /// Every code, in the order of the registry.
        pub const ALL: &[Code] = &[$($id),*];
    };
}

registry! {
    // The language.
    SYNTAX_ERROR "syntax-error" Error "the text is not valid Cython or Python";
    UNCLOSED "unclosed" Error "a bracket, string or f-string field that is never closed";
    INDENTATION "indentation" Error "indentation that fits no block";
    INVALID_LITERAL "invalid-literal" Error "a number or string literal that has no value";
    INVALID_TARGET "invalid-target" Error "something that cannot be assigned to or deleted";
    TOO_DEEP "too-deep" Error "nesting or a chain of operators past what pyxide reads";
    NOT_SUPPORTED "not-supported" Error "the language has this construct, and pyxide cannot compile it yet";
    UNDECLARED_NAME "undeclared-name" Error "a name that no scope and no builtin defines";
    REDECLARED "redeclared" Error "a name is declared twice in one scope";
    TYPE_MISMATCH "type-mismatch" Error "a value cannot be converted to the type that is needed here";
    INVALID_DECLARATION "invalid-declaration" Error "a declaration that the language does not allow here";
    INVALID_OPERATION "invalid-operation" Error "an operation that the operand types do not have";
    INVALID_CALL "invalid-call" Error "a call whose arguments do not fit the signature";
    GIL_REQUIRED "gil-required" Error "an operation that needs the GIL where it may not be held";
    UNKNOWN_DIRECTIVE "unknown-directive" Error "a compiler directive with an unknown name or value";
    UNASSIGNED "unassigned" Warning "a variable that is read where it has no value";
    UNREACHABLE_CODE "unreachable-code" Warning "a statement that control never reaches";
    REDUNDANT_DIRECTIVE "redundant-directive" Warning "a decorator that sets a directive to the value that it has";
    DECLARED_LATE "declared-late" Error "a C variable is declared after its first use";
    IMPLICIT_DECLARATION "implicit-declaration" Warning "a variable that nothing declares (warn.undeclared)";
    UNUSED_VARIABLE "unused-variable" Warning "a local name that is never read (warn.unused)";
    UNUSED_ARGUMENT "unused-argument" Warning "a parameter that is never read (warn.unused_arg)";
    UNUSED_RESULT "unused-result" Warning "an assigned value that is never read (warn.unused_result)";
    NEGATIVE_INDEX "negative-index" Warning "a negative index where wraparound is off";
    TRAILING_SEMICOLON "trailing-semicolon" Warning "a semicolon at the end of a line";
    IGNORED_NOEXCEPT "ignored-noexcept" Warning "`noexcept` on a function that returns a Python object";
    DISCARDED_CONST "discarded-const" Warning "a pointer to const memory is assigned to a pointer that is not";
    CIMPORT_NOT_FOUND "cimport-not-found" Error "no declaration file for a cimported module";

    // Memory.
    LEAK "leak" Warning "an allocation that some path never frees";
    DOUBLE_FREE "double-free" Warning "memory that some path frees twice";
    USE_AFTER_FREE "use-after-free" Warning "memory that is used after it was freed";
    MISMATCHED_FREE "mismatched-free" Warning "memory that is freed by another family than allocated it";
    BAD_FREE "bad-free" Warning "a free of something that was not allocated";
    UNCHECKED_ALLOCATION "unchecked-allocation" Warning "an allocation that is used before it was compared with NULL";
    ALLOCATION_SIZE "allocation-size" Warning "an allocation whose size does not fit what is stored in it";
    OUT_OF_BOUNDS "out-of-bounds" Warning "an access outside an allocation or array";
    UNINITIALIZED "uninitialized" Warning "a value that is read before it was written";
    DANGLING_POINTER "dangling-pointer" Warning "a pointer that outlives what it points to";
    REFERENCE_LEAK "reference-leak" Warning "a Python reference that is taken by hand and never given back";
    REFERENCE_UNDERFLOW "reference-underflow" Warning "a Python reference that is given back and was not owned";
    UNUSED_SUPPRESSION "unused-suppression" Warning "a comment that asks to ignore a finding that is not there";

    // The surroundings: the command line, files, Python, the C compiler.
    USAGE "usage" Error "a command line that asks for something impossible";
    CANNOT_READ "cannot-read" Error "a file that cannot be read or decoded";
    CANNOT_WRITE "cannot-write" Error "a file that cannot be written";
    PYTHON_NOT_FOUND "python-not-found" Error "no usable Python interpreter, or one without its C headers";
    COMPILER_NOT_FOUND "compiler-not-found" Error "no C or C++ compiler";
    COMPILER_FAILED "compiler-failed" Error "the C compiler or linker rejected the module";
    INTERNAL_ERROR "internal-error" Error "pyxide itself failed";
}

/// Looks a code up by its stable name.
pub fn by_name(name: &str) -> Option<Code> {
    ALL.iter().copied().find(|c| c.name() == name)
}
