//! The state that both halves of sema share.

use crate::declare::consteval::Value;
use crate::directives::Directives;
use crate::scope::{ScopeId, Scopes};
use crate::{Input, SourceLoader};
use pyxide_diagnostics::{FileId, Sink, Span};
use pyxide_hir as hir;
use pyxide_syntax::ast;
use pyxide_types::{ClassId, TypeId, Types};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::collections::VecDeque;
use std::rc::Rc;

/// Everything that is known of the compilation so far. Syntax trees live in `'ast`.
pub struct Cx<'ast, 'l> {
    pub input: &'ast Input,
    pub loader: &'l mut dyn SourceLoader,
    pub sink: &'l mut Sink,
    /// Trees of loaded declaration files and includes.
    pub trees: &'ast typed_arena::Arena<ast::Module>,
    pub types: Types,
    pub scopes: Scopes,
    /// Scope of the builtins; parent of every module scope.
    pub builtins: ScopeId,
    /// Scope of the main module.
    pub module: ScopeId,
    pub modules_by_name: FxHashMap<SmolStr, ScopeId>,
    /// Modules whose declaration file was read, or found missing.
    pub read_modules: rustc_hash::FxHashSet<SmolStr>,
    pub class_scopes: FxHashMap<ClassId, ScopeId>,
    // ---- what will be the HIR module
    pub functions: Vec<hir::Function>,
    pub cfuncs: Vec<hir::CFuncDecl>,
    pub cvars: Vec<hir::CVarDecl>,
    pub classes: Vec<hir::ClassImpl>,
    pub includes: Vec<hir::Include>,
    pub globals: Vec<SmolStr>,
    pub doctests: Vec<(SmolStr, SmolStr)>,
    pub fused_functions: Vec<FusedFunction<'ast>>,
    /// What `declare` made of the statements of the main module and of its extension classes, by the span of the
    /// declared name (`def`, `cdef`, `cpdef` functions; `cdef class`). The body half binds these where it meets the
    /// statement; for a `def` that is not here (nested, in a Python class) it makes the header and the job itself.
    pub declared: FxHashMap<Span, Declared>,
    /// The file of an `include` and its statements, by the span of its path.
    pub includes_at: FxHashMap<Span, (FileId, &'ast [ast::Stmt])>,
    /// The statements that an `IF` chose, by the span of the statement.
    pub chosen: FxHashMap<Span, &'ast [ast::Stmt]>,
    /// Directives in force at the top of the main module.
    pub directives: Rc<Directives>,
    /// `-E` and the predefined compile-time names (`UNAME_SYSNAME`, …).
    pub compile_time: FxHashMap<SmolStr, Value>,
    /// The C side that a `cpdef` wrapper calls, by the wrapper's function.
    pub wrapped: FxHashMap<hir::FuncId, Wrapped<'ast>>,
    /// Types of local variables that `@cython.locals` gives, by function.
    pub decorated_locals: FxHashMap<hir::FuncId, Vec<(SmolStr, TypeId)>>,
    /// Locals that no declaration types: what is assigned to them does.
    pub inferred_locals: rustc_hash::FxHashSet<(hir::FuncId, hir::LocalId)>,
    /// The types that `@cython.locals` gives in the `.pxd`, for functions that a `def` implements.
    pub declared_locals: FxHashMap<hir::CFuncId, Vec<(&'ast ast::Ident, &'ast ast::Expr)>>,
    /// The same for C methods: by class and index.
    pub declared_method_locals: FxHashMap<(ClassId, usize), Vec<(&'ast ast::Ident, &'ast ast::Expr)>>,
    /// Bases of an extension class after the first, as written; the body half evaluates them.
    pub other_bases: FxHashMap<ClassId, Vec<&'ast ast::Expr>>,
    /// Inline C methods of cimported classes, compiled here as functions: called instead of the method.
    pub inline_methods: FxHashMap<(ClassId, usize), hir::CFuncId>,
    /// Variables of the module that have got a value where they were declared, or as constants.
    pub initialised: rustc_hash::FxHashSet<hir::CVarId>,
    /// Setters of such attributes.
    pub c_setters: FxHashMap<(ClassId, SmolStr), hir::CFuncId>,
    /// How many texts of C follow a header.
    pub header_texts: FxHashMap<SmolStr, usize>,
    /// C functions that give Python functions which call a C method.
    pub method_makers: FxHashMap<(ClassId, usize), hir::CFuncId>,
    /// Getters of `@property cdef inline` attributes of extern classes: reading the attribute calls the function.
    pub c_properties: FxHashMap<(ClassId, SmolStr), hir::CFuncId>,
    /// Statements of extension classes that were read, by the span of the name: a base may be read before its turn.
    pub read_classes: rustc_hash::FxHashSet<Span>,
    /// The text that was made (see [`crate::declare`]), behind as many empty lines as the file has bytes.
    pub synthesized: String,
    /// The function that makes enum classes is there.
    pub made_enum_class: bool,
    /// So are the functions that dataclasses share.
    pub made_dataclass_helpers: bool,
    /// Extension classes that are dataclasses, and their attributes that only `__init__` takes.
    pub dataclasses: FxHashMap<ClassId, crate::declare::dataclass::Dataclass>,
    pub init_vars: rustc_hash::FxHashSet<(ClassId, SmolStr)>,
    /// Statements that were made to run at the end of the body of an extension class.
    pub class_ends: FxHashMap<ClassId, Vec<&'ast [ast::Stmt]>>,
    /// Decorators that the compiler has obeyed, by the span of the expression.
    pub spent_decorators: rustc_hash::FxHashSet<Span>,
    /// Python sides of `cpdef` functions of C headers, bound before the module body runs.
    pub extern_wrappers: Vec<(ast::Ident, hir::FuncId)>,
    /// Statements that run before the module body.
    pub prologue: Vec<&'ast ast::Stmt>,
    /// The statements that make each numpy ufunc, in the place of its C function.
    pub ufuncs: Vec<&'ast [ast::Stmt]>,
    /// Docstrings that the module's declaration file gives its classes; the implementation's go before.
    pub pxd_class_docs: FxHashMap<ClassId, SmolStr>,
    /// Types that were declared `public` or `api`, in the order of the text.
    pub public_types: Vec<TypeId>,
    /// Structs that were declared with `ctypedef`.
    pub typedef_structs: rustc_hash::FxHashSet<pyxide_types::StructId>,
    /// Extension classes whose statements are still to be read.
    pub pending_classes: FxHashMap<ClassId, crate::declare::forward::Pending<'ast>>,
    /// Annotations of variables of the module that are assigned with them.
    pub global_annotations: FxHashMap<SmolStr, &'ast ast::Expr>,
    /// Names that were imported from `typing` or `dataclasses`, and what they are there.
    pub typing_names: FxHashMap<SmolStr, SmolStr>,
    /// Bodies still to be analysed. Analysing one may add more (nested functions, specialisations on demand).
    pub jobs: VecDeque<BodyJob<'ast>>,
    /// Functions whose unused names are to be reported when all bodies are known.
    pub unused_checks: Vec<(hir::FuncId, Rc<Directives>)>,
    /// Counter for names that sema makes.
    pub next_id: u32,
}

/// What a statement declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declared {
    /// A Python function (`def`), or the Python side of a `cpdef` function.
    Def(hir::FuncId),
    /// An extension class that this module implements.
    Class(ClassId),
    /// A fused function: index into [`Cx::fused_functions`].
    Fused(usize),
    /// A `def` that is a C function (`@cython.cfunc`, or by the `.pxd`): nothing is bound.
    NoObject,
    /// A numpy ufunc: index into [`Cx::ufuncs`].
    Ufunc(usize),
}

/// A function whose header is declared (`Function` exists with its params and signature) and whose body is to be
/// analysed.
#[derive(Clone)]
pub struct BodyJob<'ast> {
    pub func: hir::FuncId,
    pub source: BodySource<'ast>,
    /// Scope that encloses the function: module, class or function scope.
    pub scope: ScopeId,
    pub directives: Rc<Directives>,
    /// Types chosen for fused types in this specialisation.
    pub fused: Rc<FusedBindings>,
    pub file: FileId,
    pub language_level: ast::LanguageLevel,
}

#[derive(Clone, Copy)]
pub enum BodySource<'ast> {
    /// The main module's statements. Declarations in them were handled by `declare`; the body half skips or places
    /// them (an extension class becomes `StmtKind::ExtClass`, a `cpdef` function's object is bound here).
    Module(&'ast ast::Module),
    Def(&'ast ast::FunctionDef),
    CDef(&'ast ast::CFuncDef),
    Lambda {
        params: &'ast ast::Params,
        body: &'ast ast::Expr,
    },
    GenExpr(&'ast ast::Comprehension),
    /// The Python side of a `cpdef` function or method: calls the C side.
    CpdefWrapper,
}

/// What the Python side of a `cpdef` function wraps.
#[derive(Clone, Copy)]
pub struct Wrapped<'ast> {
    pub target: WrappedTarget,
    /// Where the default values of its parameters are.
    pub source: BodySource<'ast>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrappedTarget {
    CFunc(hir::CFuncId),
    /// Index into `types.classes[class].methods`.
    Method(ClassId, usize),
}

/// Where a type or constant expression is read.
#[derive(Clone, Copy)]
pub struct Env<'a> {
    pub scope: ScopeId,
    /// Types chosen for fused types; empty outside of specialisations.
    pub fused: &'a FusedBindings,
}

pub type FusedBindings = FxHashMap<pyxide_types::FusedId, TypeId>;

/// A function with fused parameter types and its specialisations.
pub struct FusedFunction<'ast> {
    pub name: SmolStr,
    pub source: BodySource<'ast>,
    pub scope: ScopeId,
    /// Fused types in order of first appearance in the parameters.
    pub fused: Vec<pyxide_types::FusedId>,
    /// Every combination of member types, in the order in which Cython numbers them.
    pub choices: Vec<FusedBindings>,
    /// Of a C function: the function of each combination.
    pub specialisations: Vec<(FusedBindings, hir::CFuncId)>,
    /// Of a C method: the method of each combination, an index into `types.classes[class].methods`.
    pub methods: Vec<(ClassId, usize)>,
    /// For `def`/`cpdef`: the Python-level functions, in the same order.
    pub py_specialisations: Vec<hir::FuncId>,
}

impl Cx<'_, '_> {
    pub fn fresh(&mut self) -> u32 {
        self.next_id += 1;
        self.next_id
    }

    /// Whether the user wrote what is at a place: the text that sema makes stands behind the end of the file.
    pub fn is_written(&self, span: pyxide_diagnostics::Span) -> bool {
        span.end as usize <= self.loader.sources().file(span.file).text.len()
    }

    pub fn func(&self, id: hir::FuncId) -> &hir::Function {
        &self.functions[id.index()]
    }

    pub fn func_mut(&mut self, id: hir::FuncId) -> &mut hir::Function {
        &mut self.functions[id.index()]
    }
}
