//! Scopes and symbols.
//!
//! A scope maps names to symbols: one for each module (the main one and every cimported declaration file), for
//! each class body, and for each function. Lookup goes outwards through [`Scope::parent`]; Python's rule that class
//! scopes are invisible to nested functions is in [`Scopes::lookup`].

use indexmap::IndexMap;
use pyxide_diagnostics::Span;
use pyxide_hir::{CFuncId, CVarId, FuncId, LocalId};
use pyxide_types::{ClassId, EnumId, FusedId, TypeId};
use smol_str::SmolStr;

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ScopeId(pub u32);

/// What a name means.
#[derive(Clone, Debug)]
pub enum SymbolKind {
    /// A Python object in the module's dict: `def`, Python class, import, assignment at module level.
    PyGlobal,
    /// A name in a Python class body's namespace.
    ClassName,
    /// A variable of a function.
    Local(LocalId),
    CVar(CVarId),
    /// `cdef`, `cpdef` (also visible from Python, as a PyGlobal of the same name) or extern C function.
    CFunc {
        func: CFuncId,
        is_cpdef: bool,
    },
    /// A fused function or method: its specialisations are in [`crate::context::Cx::fused_functions`].
    FusedFunc(usize),
    /// Overloads of an extern C++ function.
    Overloads(Vec<CFuncId>),
    /// A struct, union, enum, typedef, ctuple or extension class.
    Type(TypeId),
    /// An extension class; also a Python global when it is defined here.
    Class(ClassId),
    Fused(FusedId),
    EnumItem(EnumId, usize),
    /// A named C constant (item of an anonymous extern enum and the like).
    CConst {
        cname: SmolStr,
        ty: TypeId,
    },
    /// A cimported module.
    Module(ScopeId),
    /// The `cython` module or an attribute path inside it (`cython.view` is `["view"]`).
    Cython(Vec<SmolStr>),
    /// `DEF NAME = value`.
    Constant(crate::declare::consteval::Value),
    /// Lenient mode: a name of a declaration file that was not found.
    Unknown,
}

#[derive(Clone, Debug)]
pub struct Symbol {
    pub name: SmolStr,
    pub span: Span,
    pub kind: SymbolKind,
    /// Declared in a `.pxd` only so far; the implementation may still define it.
    pub from_pxd: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScopeKind {
    Builtin,
    Module,
    PyClass,
    CClass(ClassId),
    Function(FuncId),
    /// A comprehension's own scope inside a function (its variables are locals of that function).
    Comprehension(FuncId),
}

#[derive(Debug)]
pub struct Scope {
    pub kind: ScopeKind,
    pub parent: Option<ScopeId>,
    /// Dotted name of the module, or qualified name of the class or function.
    pub name: SmolStr,
    pub symbols: IndexMap<SmolStr, Symbol, rustc_hash::FxBuildHasher>,
}

#[derive(Debug, Default)]
pub struct Scopes {
    scopes: Vec<Scope>,
}

impl Scopes {
    pub fn add(&mut self, kind: ScopeKind, parent: Option<ScopeId>, name: impl Into<SmolStr>) -> ScopeId {
        self.scopes.push(Scope { kind, parent, name: name.into(), symbols: IndexMap::default() });
        ScopeId(self.scopes.len() as u32 - 1)
    }

    pub fn get(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }

    pub fn get_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.scopes[id.0 as usize]
    }

    /// Adds or replaces; returns the symbol that was there.
    pub fn define(&mut self, scope: ScopeId, symbol: Symbol) -> Option<Symbol> {
        self.get_mut(scope).symbols.insert(symbol.name.clone(), symbol)
    }

    pub fn lookup_here(&self, scope: ScopeId, name: &str) -> Option<&Symbol> {
        self.get(scope).symbols.get(name)
    }

    /// The module that a scope is in: of an inline function of another `.pxd`, the module of that file.
    pub fn module_of(&self, scope: ScopeId) -> Option<ScopeId> {
        std::iter::successors(Some(scope), |&id| self.get(id).parent)
            .find(|&id| self.get(id).kind == ScopeKind::Module)
    }

    /// Looks outwards from `scope`.
    pub fn lookup(&self, scope: ScopeId, name: &str) -> Option<(ScopeId, &Symbol)> {
        self.visible(scope).find_map(|id| Some((id, self.get(id).symbols.get(name)?)))
    }

    /// The scopes whose names are seen from `scope`, from the inside outwards. Class scopes are seen only from
    /// their own body, not from functions in it.
    pub fn visible(&self, scope: ScopeId) -> impl Iterator<Item = ScopeId> {
        std::iter::successors(Some(scope), |&id| self.get(id).parent).filter(move |&id| {
            id == scope || !matches!(self.get(id).kind, ScopeKind::PyClass | ScopeKind::CClass(_))
        })
    }
}
