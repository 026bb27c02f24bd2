//! Statements, Python's and Cython's.
//!
//! Several statements on one line (`a; b`) are several [`Stmt`]s. A docstring is an ordinary expression
//! statement at the head of its body.

use super::*;

nodes! {
    pub struct Stmt [visit_stmt] {
        /// Decorators included.
        pub span: Span,
        pub kind: StmtKind,
    }

    pub enum StmtKind {
        Expr(value: Box<Expr>),
        /// `a = b = value`
        Assign { targets: Vec<Expr>, value: Box<Expr> },
        AugAssign { target: Box<Expr>, op: BinaryOp, value: Box<Expr> },
        /// `target: annotation = value`
        AnnAssign { target: Box<Expr>, annotation: Box<Expr>, value: Option<Box<Expr>> },
        Pass,
        Break,
        Continue,
        Return(value: Option<Box<Expr>>),
        Raise(raise: Box<Raise>),
        Global(names: Vec<Ident>),
        Nonlocal(names: Vec<Ident>),
        Del(targets: Vec<Expr>),
        Assert { test: Box<Expr>, message: Option<Box<Expr>> },
        Import(names: Vec<ImportName>),
        ImportFrom(from: Box<ImportFrom>),
        /// `if` and its `elif`s in order.
        If { branches: Vec<IfBranch>, orelse: Vec<Stmt> },
        While { test: Box<Expr>, body: Vec<Stmt>, orelse: Vec<Stmt> },
        For(stmt: Box<For>),
        Try(stmt: Box<Try>),
        With { is_async: bool, items: Vec<WithItem>, body: Vec<Stmt> },
        FunctionDef(def: Box<FunctionDef>),
        ClassDef(def: Box<ClassDef>),
        Match { subject: Box<Expr>, cases: Vec<MatchCase> },
        /// `type X[T] = value`
        TypeAlias { name: Ident, type_params: Vec<TypeParam>, value: Box<Expr> },
        /// `print` of level 2.
        Print { stream: Option<Box<Expr>>, values: Vec<Expr>, newline: bool },
        /// `exec` of level 2.
        Exec { code: Box<Expr>, globals: Option<Box<Expr>>, locals: Option<Box<Expr>> },

        // Cython
        CImport(names: Vec<ImportName>),
        CImportFrom(from: Box<ImportFrom>),
        Include(path: Box<IncludePath>),
        /// `DEF name = value`
        Def { name: Ident, value: Box<Expr> },
        /// `IF` … `ELIF` … `ELSE`
        CompileIf { branches: Vec<IfBranch>, orelse: Vec<Stmt> },
        /// `cdef int x = 1, *y`, a C function's declaration, an attribute, a struct's field.
        CVarDef(def: Box<CVarDef>),
        CFuncDef(def: Box<CFuncDef>),
        /// `cdef:`, `cdef public:`, `cdef nogil:`; the flags are already in the statements inside.
        CdefBlock(body: Vec<Stmt>),
        CdefExtern(block: Box<CdefExtern>),
        CStructDef(def: Box<CStructDef>),
        CEnumDef(def: Box<CEnumDef>),
        CppClassDef(def: Box<CppClassDef>),
        CClassDef(def: Box<CClassDef>),
        CTypedef(def: Box<CTypedef>),
        FusedDef(def: Box<FusedDef>),
        /// `property name:` in a cdef class.
        Property { name: Ident, body: Vec<Stmt> },

        /// Text that could not be read.
        Error,
    }

    /// `raise exc from cause`; at level 2 also `raise exc, value, traceback`.
    pub struct Raise {
        pub exc: Option<Expr>,
        pub value: Option<Expr>,
        pub traceback: Option<Expr>,
        pub cause: Option<Expr>,
    }

    /// `a.b.c as d`
    pub struct ImportName {
        pub span: Span,
        /// At least one part.
        pub path: Vec<Ident>,
        pub asname: Option<Ident>,
    }

    /// `from ..a.b import c as d, e`
    pub struct ImportFrom {
        /// Number of leading dots.
        pub level: u32,
        pub module: Vec<Ident>,
        pub module_span: Span,
        pub names: ImportNames,
    }

    pub enum ImportNames {
        /// `*`
        Star(span: Span),
        Names(names: Vec<ImportedName>),
    }

    pub struct ImportedName {
        pub span: Span,
        pub name: Ident,
        pub asname: Option<Ident>,
    }

    pub struct IfBranch {
        pub span: Span,
        pub test: Expr,
        pub body: Vec<Stmt>,
    }

    pub struct For {
        pub is_async: bool,
        pub iteration: Iteration,
        pub body: Vec<Stmt>,
        pub orelse: Vec<Stmt>,
    }

    pub struct Try {
        pub body: Vec<Stmt>,
        /// `except*`
        pub is_star: bool,
        pub handlers: Vec<ExceptHandler>,
        pub orelse: Vec<Stmt>,
        pub finalbody: Vec<Stmt>,
    }

    pub struct ExceptHandler {
        pub span: Span,
        /// None for a bare `except:`. Several classes without parentheses are a tuple.
        pub exception: Option<Expr>,
        /// A name; at level 2 (`except E, target`) any target.
        pub target: Option<Expr>,
        pub body: Vec<Stmt>,
    }

    pub enum WithItem {
        Context { expr: Expr, target: Option<Expr> },
        /// `nogil`, `gil`, with a condition in parentheses perhaps.
        Gil { span: Span, state: GilState, condition: Option<Expr> },
    }

    #[derive(Copy, Eq, Hash)]
    pub enum GilState {
        Gil,
        Nogil,
    }

    pub struct Decorator {
        /// `@` included.
        pub span: Span,
        pub expr: Expr,
    }

    pub struct FunctionDef {
        pub decorators: Vec<Decorator>,
        pub is_async: bool,
        pub name: Ident,
        pub type_params: Vec<TypeParam>,
        pub params: Params,
        pub returns: Option<Expr>,
        pub body: Vec<Stmt>,
    }

    pub struct ClassDef {
        pub decorators: Vec<Decorator>,
        pub name: Ident,
        pub type_params: Vec<TypeParam>,
        /// Bases and keywords.
        pub args: Vec<Arg>,
        pub body: Vec<Stmt>,
    }

    /// `T: bound = default`, `*Ts = default`, `**P = default`
    pub struct TypeParam {
        pub span: Span,
        pub kind: TypeParamKind,
        pub name: Ident,
        pub bound: Option<Expr>,
        pub default: Option<Expr>,
    }

    #[derive(Copy, Eq, Hash)]
    pub enum TypeParamKind {
        TypeVar,
        TypeVarTuple,
        ParamSpec,
    }

    /// `include "file.pxi"`
    pub struct IncludePath {
        pub span: Span,
        pub path: SmolStr,
    }

    pub struct CVarDef {
        pub decorators: Vec<Decorator>,
        pub flags: DeclFlags,
        /// Absent where none is written (`cdef x = 1`, `cdef f(self)`): `object`.
        pub ty: Option<CType>,
        /// At least one.
        pub declarators: Vec<InitDeclarator>,
        /// `const` after a method of a C++ class.
        pub is_const_method: bool,
        /// The string on the line after an attribute of a cdef class.
        pub doc: Option<Box<Expr>>,
    }

    pub struct CFuncDef {
        pub decorators: Vec<Decorator>,
        pub flags: DeclFlags,
        /// The return type's base; absent where none is written: `object`.
        pub ty: Option<CType>,
        /// [`Declarator::as_function`] finds the parameters.
        pub declarator: Declarator,
        pub is_const_method: bool,
        pub body: Vec<Stmt>,
    }

    /// `cdef extern from "x.h" namespace "ns" nogil:`
    pub struct CdefExtern {
        pub flags: DeclFlags,
        /// None for `*`.
        pub header: Option<CName>,
        /// The statements inside do not carry it.
        pub namespace: Option<CName>,
        /// C code in a string at the head of the block.
        pub verbatim: Option<CName>,
        pub body: Vec<Stmt>,
    }

    /// `cdef struct`, `cdef union`, `ctypedef struct`, …
    pub struct CStructDef {
        pub decorators: Vec<Decorator>,
        pub flags: DeclFlags,
        pub is_typedef: bool,
        pub is_union: bool,
        pub packed: bool,
        pub name: Ident,
        pub cname: Option<CName>,
        /// None for a forward declaration. The fields are [`StmtKind::CVarDef`]s.
        pub body: Option<Vec<Stmt>>,
    }

    pub struct CEnumDef {
        pub decorators: Vec<Decorator>,
        pub flags: DeclFlags,
        pub is_typedef: bool,
        /// `enum class`
        pub scoped: bool,
        pub name: Option<Ident>,
        pub cname: Option<CName>,
        /// `enum class E(int)`
        pub underlying: Option<CType>,
        pub items: Vec<CEnumItem>,
        pub doc: Option<Box<Expr>>,
    }

    pub struct CEnumItem {
        pub span: Span,
        pub name: Ident,
        pub cname: Option<CName>,
        pub value: Option<Expr>,
    }

    /// `cdef cppclass Name "cname" [T, U=*](Base) nogil:`
    pub struct CppClassDef {
        pub flags: DeclFlags,
        pub decorators: Vec<Decorator>,
        /// Declared with `struct` or `union` inside another C++ class.
        pub keyword: CppClassKeyword,
        pub name: Ident,
        pub cname: Option<CName>,
        pub templates: Vec<TemplateParam>,
        pub bases: Vec<CType>,
        /// None for a forward declaration.
        pub body: Option<Vec<Stmt>>,
    }

    #[derive(Copy, Eq, Hash)]
    pub enum CppClassKeyword {
        Cppclass,
        Struct,
        Union,
    }

    pub struct TemplateParam {
        pub name: Ident,
        /// `T=*`
        pub optional: bool,
    }

    /// `cdef class module.Name as name(Base) [object S, type T, check_size ignore]:`
    pub struct CClassDef {
        pub decorators: Vec<Decorator>,
        pub flags: DeclFlags,
        pub is_typedef: bool,
        /// The parts before the name.
        pub module_path: Vec<Ident>,
        pub name: Ident,
        pub as_name: Option<Ident>,
        pub bases: Vec<Arg>,
        pub objstruct: Option<Ident>,
        pub typeobj: Option<Ident>,
        pub check_size: Option<Ident>,
        /// None for a forward declaration.
        pub body: Option<Vec<Stmt>>,
    }

    pub struct CTypedef {
        pub flags: DeclFlags,
        pub ty: Option<CType>,
        pub declarator: Declarator,
    }

    /// `ctypedef fused name:`
    pub struct FusedDef {
        pub flags: DeclFlags,
        pub name: Ident,
        pub types: Vec<CType>,
    }
}

impl ImportName {
    /// `a.b.c`
    pub fn dotted(&self) -> String {
        dotted(&self.path)
    }
}

impl ImportFrom {
    /// `a.b.c`, without the leading dots; empty for `from . import x`.
    pub fn dotted(&self) -> String {
        dotted(&self.module)
    }
}

fn dotted(path: &[Ident]) -> String {
    let parts: Vec<&str> = path.iter().map(Ident::as_str).collect();
    parts.join(".")
}
