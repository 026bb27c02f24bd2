//! The module: tables of functions, C functions, C variables and classes, and what the C file includes.

use crate::*;
use pyxide_diagnostics::Span;
use pyxide_types::{
    Access, BuiltinType, ClassId, EnumId, Origin, Signature, StructId, TypeId, TypedefId, Types,
};
use smol_str::SmolStr;

#[derive(Debug, Clone)]
pub struct Module {
    /// Dotted name.
    pub name: SmolStr,
    /// The module is a package's `__init__`.
    pub is_package: bool,
    /// Path of the main source file as messages and tracebacks show it.
    pub path: String,
    pub doc: Option<SmolStr>,
    pub types: Types,
    pub functions: Vec<Function>,
    pub cfuncs: Vec<CFuncDecl>,
    pub cvars: Vec<CVarDecl>,
    /// Extension classes that this module implements, bases first.
    pub classes: Vec<ClassImpl>,
    /// The function that holds the module body. Its kind is [`FunctionKind::ModuleInit`].
    pub init: FuncId,
    /// What the C file needs before anything else, in source order.
    pub includes: Vec<Include>,
    /// Structs, enums and typedefs that the C file must define, in an order in which each is complete before use.
    pub emitted_types: Vec<EmittedType>,
    /// Types that were declared `public` or `api`.
    pub public_types: Vec<TypeId>,
    /// Names that the module body binds as Python globals (for `__all__`-free star imports and checks).
    pub globals: Vec<SmolStr>,
    /// `(name, doc)` pairs for `__test__` under `autotestdict`; the doc is that of the function or class.
    pub doctests: Vec<(SmolStr, SmolStr)>,
    /// A StopIteration that leaves a generator ends it, as at level 2; else it becomes a RuntimeError.
    pub lenient_stop: bool,
    /// What C strings in structs, arrays and C tuples become: `bytes`, `bytearray`, or `str` of an encoding.
    pub c_strings: (BuiltinType, SmolStr),
    /// C++ output was asked for.
    pub cplus: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Include {
    /// `cdef extern from "x.h"`: the text between the quotes; `<...>` kept.
    Header(SmolStr),
    /// A verbatim C block.
    Verbatim(SmolStr),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmittedType {
    Struct(StructId),
    Enum(EnumId),
    Typedef(TypedefId),
    /// Instance struct and vtable of an extension class (ours or imported).
    Class(ClassId),
}

/// A C function that expressions can name.
#[derive(Debug, Clone)]
pub struct CFuncDecl {
    pub name: SmolStr,
    /// The C name to call.
    pub cname: SmolStr,
    pub sig: Signature,
    pub origin: Origin,
    /// The body, when this module has it.
    pub func: Option<FuncId>,
    pub access: Access,
    pub is_inline: bool,
    /// The function is shared with other modules through `__pyx_capi__` (declared in the module's `.pxd`, or `api`).
    pub exported: bool,
    /// `cpdef`
    pub is_cpdef: bool,
    /// Name and C signature in `__pyx_capi__`, of functions that are exported or imported; else empty.
    pub capi_name: SmolStr,
    pub capi_signature: SmolStr,
    /// A second name there: `f[int]` of a specialisation.
    pub capi_alias: Option<SmolStr>,
    pub span: Option<Span>,
}

/// A C variable at module level.
#[derive(Debug, Clone)]
pub struct CVarDecl {
    pub name: SmolStr,
    pub cname: SmolStr,
    pub ty: TypeId,
    pub origin: Origin,
    pub access: Access,
    pub exported: bool,
    /// Constant initialiser, for variables that C can initialise statically.
    pub span: Option<Span>,
}

/// The implementation of an extension class. Layout, bases and C methods are in `types.classes`.
#[derive(Debug, Clone)]
pub struct ClassImpl {
    pub class: ClassId,
    pub span: Span,
    pub doc: Option<SmolStr>,
    /// Python-visible methods, special methods, and properties, in source order.
    pub methods: Vec<MethodImpl>,
    /// C methods with their bodies: index into `types.classes[class].methods`.
    pub cmethods: Vec<(usize, FuncId)>,
    /// `public`/`readonly` attributes: index into `types.classes[class].fields`; getters and setters are made from
    /// the type.
    pub exposed_fields: Vec<usize>,
    /// Docstrings of some of them.
    pub field_docs: Vec<(usize, SmolStr)>,
    /// Further bases given as Python expressions (multiple inheritance from Python classes).
    pub other_bases: Vec<Expr>,
    pub weakref_field: Option<usize>,
    pub dict_field: Option<usize>,
}

#[derive(Debug, Clone)]
pub struct MethodImpl {
    pub name: SmolStr,
    pub func: FuncId,
    pub kind: MethodKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MethodKind {
    Normal,
    Static,
    Class,
    /// A special method that fills a type slot by the table `pyxide_types::special`.
    Slot,
    PropertyGet,
    PropertySet,
    PropertyDel,
}
