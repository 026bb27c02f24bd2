//! The table of compiler directives and the set that is in force at a place.
//!
//! One line per directive of Cython 3.3: its identifier, the name that users write, the sort of value it takes, its
//! default, and the scopes that may set it. [`Directives`] holds one value per line; it is shared as an `Rc` and
//! copied when a function, class or block overrides something.
//!
//! ```
//! use pyxide_sema::directives::{Directive, Directives, Value};
//! let outer = Directives::default();
//! assert!(outer.is_on(Directive::Boundscheck));
//! let inner = outer.with([(Directive::Boundscheck, Value::Bool(false))]);
//! assert!(!inner.is_on(Directive::Boundscheck));
//! assert_eq!(Directive::by_name("c_string_type"), Some(Directive::CStringType));
//! ```

use pyxide_diagnostics::did_you_mean;
use smol_str::SmolStr;

/// The value of a directive.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Not set by the user, for directives that tell that from `False`.
    None,
    Bool(bool),
    Int(i64),
    Str(SmolStr),
}

/// The sort of value that a directive takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    Bool,
    Int,
    Str,
    /// One of the given words.
    OneOf(&'static [&'static str]),
    /// The name of a text encoding.
    Encoding,
    /// A list of strings (what compiler tests assert); read and ignored.
    List,
    /// Only as a decorator or `with` item; its arguments have a meaning of their own.
    Special,
    /// Only as a decorator, without a value.
    Flag,
}

/// Where a directive may be set, as a set of bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scopes(u8);

impl Scopes {
    pub const MODULE: Scopes = Scopes(1);
    pub const FUNCTION: Scopes = Scopes(2);
    pub const CLASS: Scopes = Scopes(4);
    pub const CCLASS: Scopes = Scopes(8);
    pub const WITH: Scopes = Scopes(16);
    const ANY: Scopes = Scopes(31);

    const fn or(self, other: Scopes) -> Scopes {
        Scopes(self.0 | other.0)
    }

    pub fn contains(self, other: Scopes) -> bool {
        self.0 & other.0 != 0
    }

    /// The scope's name in messages; of a single scope.
    pub fn name(self) -> &'static str {
        match self {
            Scopes::MODULE => "module",
            Scopes::FUNCTION => "function",
            Scopes::CLASS => "class",
            Scopes::CCLASS => "cclass",
            _ => "with statement",
        }
    }
}

const ANY: Scopes = Scopes::ANY;
const MODULE: Scopes = Scopes::MODULE;
const FUNCTION: Scopes = Scopes::FUNCTION;
const CLASS: Scopes = Scopes::CLASS;
const CCLASS: Scopes = Scopes::CCLASS;
const WITH: Scopes = Scopes::WITH;
const ANY_CLASS: Scopes = CLASS.or(CCLASS);
const FUNCTION_WITH: Scopes = FUNCTION.or(WITH);

#[derive(Clone, Copy)]
enum Default_ {
    None,
    On,
    Off,
    Int(i64),
    Str(&'static str),
}

impl Default_ {
    fn value(self) -> Value {
        match self {
            Default_::None => Value::None,
            Default_::On => Value::Bool(true),
            Default_::Off => Value::Bool(false),
            Default_::Int(n) => Value::Int(n),
            Default_::Str(s) => Value::Str(SmolStr::new_static(s)),
        }
    }
}

macro_rules! directives {
    ($($id:ident $name:literal $kind:ident $(($($word:literal),*))? = $default:ident $(($value:expr))? in $scopes:expr;)*) => {
        /// A compiler directive.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Directive { $(#[doc = $name] $id),* }

        impl Directive {
            pub const ALL: &'static [Directive] = &[$(Directive::$id),*];

            /// The name that users write.
            pub fn name(self) -> &'static str {
                match self { $(Directive::$id => $name),* }
            }

            pub fn kind(self) -> ValueKind {
                match self { $(Directive::$id => ValueKind::$kind $((&[$($word),*]))?),* }
            }

            /// Where it may be set.
            pub fn scopes(self) -> Scopes {
                match self { $(Directive::$id => $scopes),* }
            }

            fn default(self) -> Value {
                match self { $(Directive::$id => Default_::$default $(($value))?.value()),* }
            }
        }
    };
}

directives! {
    Binding "binding" Bool = On in ANY;
    Boundscheck "boundscheck" Bool = On in ANY;
    Nonecheck "nonecheck" Bool = Off in ANY;
    Initializedcheck "initializedcheck" Bool = On in ANY;
    FreethreadingCompatible "freethreading_compatible" Bool = Off in MODULE;
    SubinterpretersCompatible "subinterpreters_compatible" OneOf("no", "shared_gil", "own_gil") = Str("no") in MODULE;
    Embedsignature "embedsignature" Bool = Off in ANY;
    EmbedsignatureFormat "embedsignature.format" OneOf("c", "clinic", "python") = Str("c") in ANY;
    AutoCpdef "auto_cpdef" Bool = Off in ANY;
    AutoPickle "auto_pickle" Bool = None in MODULE.or(CCLASS);
    Cdivision "cdivision" Bool = Off in ANY;
    CdivisionWarnings "cdivision_warnings" Bool = Off in ANY;
    Cpow "cpow" Bool = None in ANY;
    CApiBinopMethods "c_api_binop_methods" Bool = Off in ANY;
    Overflowcheck "overflowcheck" Bool = Off in ANY;
    OverflowcheckFold "overflowcheck.fold" Bool = On in ANY;
    AlwaysAllowKeywords "always_allow_keywords" Bool = On in ANY;
    AllowNoneForExtensionArgs "allow_none_for_extension_args" Bool = On in ANY;
    Wraparound "wraparound" Bool = On in ANY;
    Ccomplex "ccomplex" Bool = Off in MODULE;
    Callspec "callspec" Str = Str("") in ANY;
    Nogil "nogil" Special = Off in FUNCTION_WITH;
    Gil "gil" Special = Off in WITH;
    WithGil "with_gil" Flag = Off in FUNCTION;
    CriticalSection "critical_section" Special = None in FUNCTION_WITH;
    Profile "profile" Bool = Off in ANY;
    Linetrace "linetrace" Bool = Off in ANY;
    EmitCodeComments "emit_code_comments" Bool = On in MODULE;
    AnnotationTyping "annotation_typing" Bool = On in ANY;
    InferTypes "infer_types" Bool = None in ANY;
    InferTypesVerbose "infer_types.verbose" Bool = Off in ANY;
    Autotestdict "autotestdict" Bool = On in MODULE;
    AutotestdictCdef "autotestdict.cdef" Bool = Off in MODULE;
    AutotestdictAll "autotestdict.all" Bool = Off in MODULE;
    LanguageLevel "language_level" Str = None in MODULE;
    FastGetattr "fast_getattr" Bool = Off in ANY;
    Py2Import "py2_import" Bool = Off in ANY;
    PreliminaryLateIncludes "preliminary_late_includes_cy28" Bool = Off in MODULE;
    IterableCoroutine "iterable_coroutine" Bool = Off in MODULE.or(FUNCTION);
    CStringType "c_string_type" OneOf("bytes", "bytearray", "str", "unicode") = Str("bytes") in MODULE;
    CStringEncoding "c_string_encoding" Encoding = Str("") in MODULE;
    TypeVersionTag "type_version_tag" Bool = On in MODULE.or(CCLASS);
    UnraisableTracebacks "unraisable_tracebacks" Bool = On in ANY;
    OldStyleGlobals "old_style_globals" Bool = Off in MODULE;
    NpPythran "np_pythran" Bool = Off in MODULE;
    FastGil "fast_gil" Bool = Off in MODULE;
    CppLocals "cpp_locals" Bool = Off in MODULE.or(FUNCTION).or(CCLASS);
    LegacyImplicitNoexcept "legacy_implicit_noexcept" Bool = Off in MODULE;
    CCompileGuard "c_compile_guard" Str = Str("") in FUNCTION;
    SetInitialPath "set_initial_path" Str = None in MODULE;
    Warn "warn" Bool = None in ANY;
    WarnUndeclared "warn.undeclared" Bool = Off in ANY;
    WarnUnreachable "warn.unreachable" Bool = On in ANY;
    WarnMaybeUninitialized "warn.maybe_uninitialized" Bool = Off in ANY;
    WarnUnused "warn.unused" Bool = Off in ANY;
    WarnUnusedArg "warn.unused_arg" Bool = Off in ANY;
    WarnUnusedResult "warn.unused_result" Bool = Off in ANY;
    WarnMultipleDeclarators "warn.multiple_declarators" Bool = On in ANY;
    WarnDeprecatedDef "warn.deprecated.DEF" Bool = Off in ANY;
    WarnDeprecatedIf "warn.deprecated.IF" Bool = On in ANY;
    ShowPerformanceHints "show_performance_hints" Bool = On in ANY;
    OptimizeInlineDefnodeCalls "optimize.inline_defnode_calls" Bool = On in ANY;
    OptimizeUnpackMethodCalls "optimize.unpack_method_calls" Bool = On in ANY;
    OptimizeUnpackMethodCallsInPyinit "optimize.unpack_method_calls_in_pyinit" Bool = Off in ANY;
    OptimizeUseSwitch "optimize.use_switch" Bool = On in ANY;
    RemoveUnreachable "remove_unreachable" Bool = On in ANY;
    ControlFlowDotOutput "control_flow.dot_output" Str = Str("") in MODULE;
    ControlFlowDotAnnotateDefs "control_flow.dot_annotate_defs" Bool = Off in MODULE;
    TestAssertPathExists "test_assert_path_exists" List = None in FUNCTION.or(ANY_CLASS);
    TestFailIfPathExists "test_fail_if_path_exists" List = None in FUNCTION.or(ANY_CLASS);
    TestBodyNeedsExceptionHandling "test_body_needs_exception_handling" Bool = None in WITH;
    TestAssertCCodeHas "test_assert_c_code_has" List = None in MODULE;
    TestFailIfCCodeHas "test_fail_if_c_code_has" List = None in MODULE;
    FormalGrammar "formal_grammar" Bool = Off in MODULE;

    // Only as decorators (or, for some, `with` items).
    Locals "locals" Special = None in FUNCTION;
    Returns "returns" Special = None in FUNCTION;
    Exceptval "exceptval" Special = None in FUNCTION;
    Final "final" Bool = Off in CCLASS.or(FUNCTION);
    CollectionType "collection_type" OneOf("sequence", "mapping") = None in CCLASS;
    Internal "internal" Bool = Off in CCLASS;
    Cfunc "cfunc" Flag = Off in FUNCTION_WITH;
    Ccall "ccall" Flag = Off in FUNCTION_WITH;
    Ufunc "ufunc" Flag = Off in FUNCTION;
    Inline "inline" Flag = Off in FUNCTION;
    Staticmethod "staticmethod" Flag = Off in FUNCTION;
    Cclass "cclass" Flag = Off in ANY_CLASS.or(WITH);
    NoGcClear "no_gc_clear" Bool = Off in CCLASS;
    NoGc "no_gc" Bool = Off in CCLASS;
    Freelist "freelist" Int = Int(0) in CCLASS;
    Trashcan "trashcan" Bool = None in CCLASS;
    TotalOrdering "total_ordering" Flag = Off in ANY_CLASS;
    DataclassesDataclass "dataclasses.dataclass" Special = None in ANY_CLASS;
    DataclassesField "dataclasses.field" Special = None in ANY;
}

/// Why a directive's text is not accepted.
#[derive(Clone, Debug, PartialEq)]
pub enum DirectiveError {
    /// No directive has the name; the second value is what may have been meant.
    Unknown(SmolStr, Option<&'static str>),
    /// The value is wrong; the text says what is expected.
    BadValue(String),
}

impl Directive {
    pub fn by_name(name: &str) -> Option<Directive> {
        Directive::ALL.iter().copied().find(|d| d.name() == name)
    }

    /// Whether header comments and options may set it (the others are decorators).
    pub fn is_option(self) -> bool {
        (self as usize) < Directive::Locals as usize
    }

    /// Whether a decorator sets it for the decorated object only, not for what is inside.
    pub fn is_immediate(self) -> bool {
        use Directive::*;
        matches!(
            self,
            Cfunc
                | Ccall
                | Cclass
                | DataclassesDataclass
                | Ufunc
                | Inline
                | Exceptval
                | Returns
                | WithGil
                | Freelist
                | NoGc
                | NoGcClear
                | TypeVersionTag
                | Final
                | AutoPickle
                | Internal
                | CollectionType
                | TotalOrdering
                | Locals
                | TestFailIfPathExists
                | TestAssertPathExists
                | TestBodyNeedsExceptionHandling
        )
    }

    /// Reads a value in text form, as header comments (`relaxed`: `true` and `yes` do too) and options have it.
    pub fn parse_value(self, text: &str, relaxed: bool) -> Result<Value, DirectiveError> {
        let name = self.name();
        let bad = |what: String| Err(DirectiveError::BadValue(what));
        match self.kind() {
            ValueKind::Bool => match text {
                "True" => Ok(Value::Bool(true)),
                "False" => Ok(Value::Bool(false)),
                _ if relaxed && ["true", "yes"].contains(&text.to_lowercase().as_str()) => {
                    Ok(Value::Bool(true))
                }
                _ if relaxed && ["false", "no"].contains(&text.to_lowercase().as_str()) => {
                    Ok(Value::Bool(false))
                }
                _ => bad(format!("{name} directive must be set to True or False, got '{text}'")),
            },
            ValueKind::Int => match text.parse() {
                Ok(n) => Ok(Value::Int(n)),
                Err(_) => bad(format!("{name} directive must be set to an integer, got '{text}'")),
            },
            ValueKind::Str | ValueKind::List => Ok(Value::Str(text.into())),
            ValueKind::OneOf(words) => {
                if !words.contains(&text) {
                    let list: Vec<String> = words.iter().map(|w| format!("'{w}'")).collect();
                    return bad(format!(
                        "{name} directive must be one of ({}), got '{text}'",
                        list.join(", ")
                    ));
                }
                Ok(Value::Str(if text == "unicode" { "str".into() } else { text.into() }))
            }
            ValueKind::Encoding => Ok(Value::Str(match text.to_lowercase().as_str() {
                "utf8" | "utf-8" | "utf_8" | "default" => "utf8".into(),
                "ascii" | "us-ascii" => "ascii".into(),
                _ => text.into(),
            })),
            ValueKind::Special | ValueKind::Flag => {
                bad(format!("the {name} directive is a decorator and takes no value here"))
            }
        }
    }
}

/// Reads one `name=value`. A name that ends in `.all` sets every directive with that prefix.
pub fn parse_option(
    name: &str,
    value: &str,
    relaxed: bool,
) -> Result<Vec<(Directive, Value)>, DirectiveError> {
    if let Some(d) = Directive::by_name(name).filter(|d| d.is_option()) {
        return Ok(vec![(d, d.parse_value(value, relaxed)?)]);
    }
    if let Some(prefix) = name.strip_suffix("all") {
        let members = Directive::ALL.iter().filter(|d| prefix.ends_with('.') && d.name().starts_with(prefix));
        let set: Result<Vec<_>, _> = members.map(|&d| Ok((d, d.parse_value(value, relaxed)?))).collect();
        match set {
            Ok(set) if set.is_empty() => {}
            set => return set,
        }
    }
    Err(DirectiveError::Unknown(name.into(), near_option(name)))
}

/// The option-like directive whose name is closest.
fn near_option(name: &str) -> Option<&'static str> {
    did_you_mean(name, Directive::ALL.iter().filter(|d| d.is_option()).map(|d| d.name()))
}

/// The directive whose name is closest, decorators included.
pub fn near_directive(name: &str) -> Option<&'static str> {
    did_you_mean(name, Directive::ALL.iter().map(|d| d.name()))
}

/// Values of all directives at one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Directives {
    values: Vec<Value>,
}

impl Default for Directives {
    fn default() -> Self {
        Directives { values: Directive::ALL.iter().map(|d| d.default()).collect() }
    }
}

impl Directives {
    pub fn get(&self, directive: Directive) -> &Value {
        &self.values[directive as usize]
    }

    pub fn set(&mut self, directive: Directive, value: Value) {
        self.values[directive as usize] = value;
    }

    /// A copy with some values replaced.
    pub fn with(&self, changes: impl IntoIterator<Item = (Directive, Value)>) -> Directives {
        let mut copy = self.clone();
        for (directive, value) in changes {
            copy.set(directive, value);
        }
        copy
    }

    /// What holds inside a function or class whose own directives these are: those that apply only to the decorated
    /// object are as outside.
    pub fn for_children(&self, outer: &Directives) -> Directives {
        let mut copy = self.clone();
        for &d in Directive::ALL.iter().filter(|d| d.is_immediate()) {
            copy.set(d, outer.get(d).clone());
        }
        copy
    }

    /// `True`, or set as a flag. Directives with three states: only when set to `True`.
    pub fn is_on(&self, directive: Directive) -> bool {
        *self.get(directive) == Value::Bool(true)
    }

    /// The three states of a directive whose default is `None`.
    pub fn tristate(&self, directive: Directive) -> Option<bool> {
        match self.get(directive) {
            Value::Bool(b) => Some(*b),
            _ => None,
        }
    }

    /// The text of a directive; empty when not set.
    pub fn text(&self, directive: Directive) -> &str {
        match self.get(directive) {
            Value::Str(s) => s,
            _ => "",
        }
    }

    pub fn int(&self, directive: Directive) -> i64 {
        match self.get(directive) {
            Value::Int(n) => *n,
            _ => 0,
        }
    }

    pub fn boundscheck(&self) -> bool {
        self.is_on(Directive::Boundscheck)
    }

    pub fn wraparound(&self) -> bool {
        self.is_on(Directive::Wraparound)
    }

    pub fn nonecheck(&self) -> bool {
        self.is_on(Directive::Nonecheck)
    }

    pub fn cdivision(&self) -> bool {
        self.is_on(Directive::Cdivision)
    }

    pub fn overflowcheck(&self) -> bool {
        self.is_on(Directive::Overflowcheck)
    }

    /// `**` of C integers gives an integer. Off unless set.
    pub fn cpow(&self) -> bool {
        self.is_on(Directive::Cpow)
    }

    pub fn binding(&self) -> bool {
        self.is_on(Directive::Binding)
    }

    pub fn annotation_typing(&self) -> bool {
        self.is_on(Directive::AnnotationTyping)
    }

    /// `infer_types`: `Some(true)` infers everything, `Some(false)` nothing, `None` only what is safe.
    pub fn infer_types(&self) -> Option<bool> {
        self.tristate(Directive::InferTypes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_values_are_read_as_written() {
        assert_eq!(
            parse_option("boundscheck", "yes", true),
            Ok(vec![(Directive::Boundscheck, Value::Bool(true))])
        );
        assert!(matches!(parse_option("boundscheck", "true", false), Err(DirectiveError::BadValue(_))));
        assert_eq!(
            parse_option("bondscheck", "True", true),
            Err(DirectiveError::Unknown("bondscheck".into(), Some("boundscheck")))
        );
        assert_eq!(
            parse_option("c_string_type", "unicode", true),
            Ok(vec![(Directive::CStringType, Value::Str("str".into()))])
        );
        assert!(parse_option("warn.all", "True", true).is_ok_and(|set| set.len() > 5));
    }

    #[test]
    fn names_are_unique() {
        for d in Directive::ALL {
            assert_eq!(Directive::by_name(d.name()), Some(*d));
        }
    }

    #[test]
    fn children_do_not_inherit_what_is_immediate() {
        let outer = Directives::default();
        let own =
            outer.with([(Directive::Final, Value::Bool(true)), (Directive::Boundscheck, Value::Bool(false))]);
        let inside = own.for_children(&outer);
        assert!(!inside.is_on(Directive::Final));
        assert!(!inside.boundscheck());
    }
}
