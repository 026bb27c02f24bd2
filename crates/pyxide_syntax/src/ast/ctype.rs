//! C types and declarators, as they are written.
//!
//! As in C, a declaration is a base type ([`CType`]) followed by declarators ([`Declarator`]) that wrap it:
//! `cdef int *p, a[3]` is one base type and two declarators. A declarator is read from the outside in: take the
//! base type, apply the outermost node, go on with its `base`, and stop at the name.
//!
//! ```text
//! int *(*f)(int)      base int, Pointer { Function { Pointer { Name f } } }
//!                     int → int* → function returning int* → pointer to it: f
//! ```

use super::*;

nodes! {
    /// A base type.
    pub struct CType [visit_ctype] {
        pub span: Span,
        pub kind: CTypeKind,
    }

    pub enum CTypeKind {
        /// `unsigned long long`, `double complex`, `Py_ssize_t`, …
        Basic(basic: BasicType),
        /// `object`, `MyClass`, `np.ndarray`, `libc.stdint.int32_t`: the dotted parts in order, at least one.
        Name(path: Vec<Ident>),
        /// `vector[int]`, `object[double, ndim=2]`: a C++ template or a buffer, depending on the base.
        Template { base: Box<CType>, args: Vec<TemplateArg> },
        /// `double[:, ::1]`
        Memoryview { base: Box<CType>, axes: Vec<Axis> },
        /// `vector[int].iterator`
        Nested { base: Box<CType>, name: Ident },
        /// `const T`, `volatile T`, `const volatile T`
        Qualified { is_const: bool, is_volatile: bool, base: Box<CType> },
        /// `(int, double)`
        Tuple(items: Vec<TypeName>),
        /// `(int *)`: a type in parentheses that has a declarator.
        Parenthesized(ty: Box<TypeName>),
        /// Text that could not be read.
        Error,
    }

    /// A type built from keywords.
    #[derive(Copy, Eq, Hash)]
    pub struct BasicType {
        pub name: BasicName,
        pub sign: Sign,
        pub length: Length,
        /// `double complex`
        pub complex: bool,
    }

    #[derive(Copy, Eq, Hash)]
    pub enum BasicName {
        Void,
        Char,
        /// Also what `long`, `short`, `unsigned` and `signed` alone mean.
        Int,
        Float,
        Double,
        Bint,
        PyUnicode,
        PyUcs4,
        PyHashT,
        PySsizeT,
        SsizeT,
        SizeT,
        PtrdiffT,
        PyTssT,
    }

    #[derive(Copy, Eq, Hash)]
    pub enum Sign {
        Unspecified,
        Signed,
        Unsigned,
    }

    #[derive(Copy, Eq, Hash)]
    pub enum Length {
        Short,
        Normal,
        Long,
        LongLong,
    }

    /// An argument of a template or buffer type.
    pub struct TemplateArg {
        /// `ndim` of `ndim=2`
        pub keyword: Option<Ident>,
        pub value: TemplateValue,
    }

    pub enum TemplateValue {
        /// Reads as an expression. A plain or dotted name, or `name[…]`, may still be a type: sema decides.
        Expr(value: Box<Expr>),
        /// Can only be a type.
        Type(ty: Box<TypeName>),
    }

    /// One axis of a memoryview: the slice `lower:upper:step` as written (`::1`, `::view.indirect`, `:`).
    pub struct Axis {
        pub span: Span,
        pub lower: Option<Box<Expr>>,
        pub upper: Option<Box<Expr>>,
        pub step: Option<Box<Expr>>,
    }

    /// A type on its own, as in a cast: a base type and a declarator without a name.
    pub struct TypeName {
        pub span: Span,
        pub base: CType,
        pub declarator: Declarator,
    }

    pub struct Declarator [visit_declarator] {
        pub span: Span,
        pub kind: DeclaratorKind,
        /// `__stdcall`, `__cdecl` or `__fastcall`
        pub calling_convention: Option<Ident>,
    }

    pub enum DeclaratorKind {
        /// The end of a declarator. No name in an abstract declarator. `operator` functions of C++ classes are
        /// named `operator+`, `operator[]`, `operator bool`.
        Name { name: Option<Ident>, cname: Option<CName> },
        /// `*`, `*const`, `*restrict`; `**` is two of these, the qualifiers on the second.
        Pointer { is_const: bool, is_restrict: bool, base: Box<Declarator> },
        /// `&`
        Reference(base: Box<Declarator>),
        /// `&&`
        RvalueReference(base: Box<Declarator>),
        Array { base: Box<Declarator>, dimension: Option<Box<Expr>> },
        Function(function: Box<FunctionDeclarator>),
    }

    /// `base(params) except? -1 nogil`
    pub struct FunctionDeclarator {
        pub base: Declarator,
        /// Parameter list, parentheses included.
        pub params_span: Span,
        /// `f(x)` without a type reads `x` as a type with an empty declarator, as `f(int)` does; where no type `x`
        /// exists it is an argument of type `object`. Sema decides.
        pub params: Vec<Param>,
        /// `...`
        pub has_varargs: bool,
        pub exception: ExceptionClause,
        /// Explicit `nogil`; an enclosing `nogil` block shows in [`DeclFlags::nogil`] only.
        pub nogil: Option<Span>,
        pub with_gil: Option<Span>,
    }

    /// What a C function does about exceptions.
    pub enum ExceptionClause {
        /// Nothing written.
        Default,
        /// `noexcept`
        Noexcept(span: Span),
        /// `except -1`, or `except? -1` with `check`.
        Value { span: Span, check: bool, value: Box<Expr> },
        /// `except *`
        Always(span: Span),
        /// `except +`, `except +name`, `except +*`
        Cpp { span: Span, handler: CppHandler },
    }

    pub enum CppHandler {
        /// `except +`
        Default,
        /// `except +*`
        Star,
        /// `except +MemoryError`, `except +raise_error`
        Name(name: Ident),
    }

    /// A parameter of a C function, a `def` or a `lambda`.
    pub struct Param {
        pub span: Span,
        /// Absent where none is written and none could be (`def f(x)`, `lambda x:`, any `.py`).
        pub ty: Option<CType>,
        pub declarator: Declarator,
        /// `not None` / `or None`
        pub none_check: NoneCheck,
        pub annotation: Option<Expr>,
        pub default: ParamDefault,
    }

    #[derive(Copy, Eq, Hash)]
    pub enum NoneCheck {
        Unspecified,
        NotNone,
        OrNone,
    }

    pub enum ParamDefault {
        None,
        Value(value: Box<Expr>),
        /// `=*` or `=?` in a declaration: there is a default, the definition gives it.
        Declared(span: Span),
    }

    /// A C name in quotes: `cdef int x "c_x"`.
    pub struct CName {
        pub span: Span,
        pub text: SmolStr,
    }

    /// `declarator = init`
    pub struct InitDeclarator {
        pub span: Span,
        pub declarator: Declarator,
        pub init: Option<Expr>,
    }

    /// Where a C declaration is visible.
    #[derive(Copy, Eq, Hash, Default)]
    pub enum Visibility {
        #[default]
        Private,
        Public,
        Readonly,
        Extern,
    }

    /// The words before a C declaration, those of the enclosing `cdef` blocks included.
    #[derive(Copy, Eq, Hash, Default)]
    pub struct DeclFlags {
        pub visibility: Visibility,
        pub api: bool,
        /// `cpdef`
        pub overridable: bool,
        pub inline: bool,
        /// Inside a `nogil` block or after `cdef nogil`.
        pub nogil: bool,
    }
}

impl Declarator {
    /// The declared name, found through pointers, arrays and functions.
    pub fn name(&self) -> Option<&Ident> {
        self.innermost().0
    }

    /// The C name in quotes.
    pub fn cname(&self) -> Option<&CName> {
        self.innermost().1
    }

    fn innermost(&self) -> (Option<&Ident>, Option<&CName>) {
        let mut at = self;
        loop {
            at = match &at.kind {
                DeclaratorKind::Name { name, cname } => return (name.as_ref(), cname.as_ref()),
                DeclaratorKind::Pointer { base, .. }
                | DeclaratorKind::Reference(base)
                | DeclaratorKind::RvalueReference(base)
                | DeclaratorKind::Array { base, .. } => base,
                DeclaratorKind::Function(function) => &function.base,
            };
        }
    }

    /// True for a declarator that adds nothing: no name, no pointer.
    pub fn is_empty(&self) -> bool {
        matches!(self.kind, DeclaratorKind::Name { name: None, cname: None })
    }

    /// The function declarator that makes this a function: the one directly around the name, behind any
    /// pointers of its return type. None for a variable, function pointers included.
    pub fn as_function(&self) -> Option<&FunctionDeclarator> {
        let mut at = self;
        loop {
            at = match &at.kind {
                DeclaratorKind::Function(function)
                    if matches!(function.base.kind, DeclaratorKind::Name { .. }) =>
                {
                    return Some(function);
                }
                DeclaratorKind::Name { .. } => return None,
                DeclaratorKind::Pointer { base, .. }
                | DeclaratorKind::Reference(base)
                | DeclaratorKind::RvalueReference(base)
                | DeclaratorKind::Array { base, .. } => base,
                DeclaratorKind::Function(function) => &function.base,
            };
        }
    }
}

impl Param {
    /// The parameter's name, if one is written.
    pub fn name(&self) -> Option<&Ident> {
        self.declarator.name()
    }
}

impl BasicType {
    /// The type as one word that may be the name of something else; `void` never is.
    pub fn lone_word(&self) -> Option<&'static str> {
        match (self.name, self.sign, self.length, self.complex) {
            (BasicName::Void, ..) => None,
            (BasicName::Int, Sign::Unspecified, Length::Short, false) => Some("short"),
            (BasicName::Int, Sign::Unspecified, Length::Long, false) => Some("long"),
            (name, Sign::Unspecified, Length::Normal, false) => Some(name.keyword()),
            _ => None,
        }
    }
}

impl BasicName {
    /// The keyword.
    pub fn keyword(self) -> &'static str {
        match self {
            BasicName::Void => "void",
            BasicName::Char => "char",
            BasicName::Int => "int",
            BasicName::Float => "float",
            BasicName::Double => "double",
            BasicName::Bint => "bint",
            BasicName::PyUnicode => "Py_UNICODE",
            BasicName::PyUcs4 => "Py_UCS4",
            BasicName::PyHashT => "Py_hash_t",
            BasicName::PySsizeT => "Py_ssize_t",
            BasicName::SsizeT => "ssize_t",
            BasicName::SizeT => "size_t",
            BasicName::PtrdiffT => "ptrdiff_t",
            BasicName::PyTssT => "Py_tss_t",
        }
    }
}
