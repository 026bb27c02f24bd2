//! Definitions behind the nominal type ids, and function signatures.

use crate::{ClassId, IntKind, Layout, TypeId};
use smol_str::SmolStr;

/// How a callee tells its caller that an exception is set.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum ErrorProtocol {
    /// `noexcept`, and C functions that never raise.
    Never,
    /// The result is NULL exactly when an exception is set (object results, `except NULL`).
    Null,
    /// The result equals the sentinel exactly when an exception is set: `except -1`.
    Sentinel(Sentinel),
    /// The result may equal the sentinel without an exception: `except? -1`; then `PyErr_Occurred()` decides.
    SentinelCheck(Sentinel),
    /// `except *`: `PyErr_Occurred()` after every call.
    Always,
    /// `except +` with an optional handler's name.
    Cpp(Option<SmolStr>),
    /// NULL without an exception is the normal end (`tp_iternext`): NULL, then `PyErr_Occurred()` decides.
    NullOrStop,
}

impl ErrorProtocol {
    /// Whether a function that reports exceptions in this way may stand where callers expect `wanted`.
    pub fn fits(&self, wanted: &ErrorProtocol) -> bool {
        use ErrorProtocol::*;
        let value = |e: &ErrorProtocol| match e {
            Sentinel(s) | SentinelCheck(s) => Some(s.clone()),
            Null => Some(self::Sentinel::Null),
            _ => None,
        };
        let checks = |e: &ErrorProtocol| matches!(e, SentinelCheck(_) | Always);
        match (self, wanted) {
            (Cpp(_), w) => matches!(w, Cpp(_)),
            (_, Always | Cpp(_) | NullOrStop) | (NullOrStop, _) => true,
            (Never, SentinelCheck(_)) => true,
            (own, w) => value(own) == value(w) && (!checks(own) || checks(w)),
        }
    }
}

/// A constant that marks an error result.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Sentinel {
    Int(i64),
    /// Bits of an `f64`, so that sentinels compare and hash.
    Float(u64),
    Null,
    /// A named C constant.
    Named(SmolStr),
}

/// The C-level signature of a function.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Signature {
    pub ret: TypeId,
    pub params: Vec<SigParam>,
    /// The last `optional` parameters are optional in Cython's sense (`cdef f(a, b=1)`, `int b=*`).
    pub optional: usize,
    /// `...` at the end (extern C functions).
    pub varargs: bool,
    pub error: ErrorProtocol,
    /// Declared `nogil`: may be called without the GIL.
    pub nogil: bool,
    /// Declared `with gil`: takes the GIL itself.
    pub with_gil: bool,
    /// `__stdcall` and the like, verbatim.
    pub convention: Option<SmolStr>,
    /// C passes an `int` after the required arguments that says not to look for an override: `cpdef` methods, and
    /// `cpdef` functions that other modules call. Set when the module is complete.
    pub skip_dispatch: bool,
}

#[derive(Clone, Debug)]
pub struct SigParam {
    pub name: Option<SmolStr>,
    pub ty: TypeId,
    /// `not None`.
    pub not_none: bool,
}

/// Parameter names do not make two function types differ.
impl PartialEq for SigParam {
    fn eq(&self, other: &Self) -> bool {
        self.ty == other.ty
    }
}
impl Eq for SigParam {}
impl std::hash::Hash for SigParam {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.ty.hash(state);
    }
}

/// Where a definition's C text comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// This module emits it.
    Here,
    /// A C header declares it; pyxide only uses the name.
    Extern,
    /// Another Cython module (dotted name) defines it; imported at run time (functions, variables, classes) or
    /// emitted again here (structs, enums, typedefs, inline functions of its `.pxd`).
    Module(SmolStr),
}

#[derive(Clone, Debug)]
pub struct StructDef {
    pub name: SmolStr,
    /// The C spelling, with `struct`/`union` where the C name needs it.
    pub cname: SmolStr,
    pub is_union: bool,
    pub packed: bool,
    /// `None` until the body is seen (forward declaration, opaque extern struct).
    pub fields: Option<Vec<Field>>,
    pub origin: Origin,
}

#[derive(Clone, Debug)]
pub struct Field {
    pub name: SmolStr,
    pub cname: SmolStr,
    pub ty: TypeId,
}

#[derive(Clone, Debug)]
pub struct EnumDef {
    /// Empty for an anonymous enum.
    pub name: SmolStr,
    pub cname: SmolStr,
    pub items: Vec<EnumItem>,
    /// `cpdef enum`: visible from Python.
    pub is_cpdef: bool,
    /// `enum class` (C++), `cpdef enum class`.
    pub scoped: bool,
    /// The integer type that values are handled as.
    pub underlying: TypeId,
    pub doc: Option<SmolStr>,
    pub origin: Origin,
    /// The module that declares it, which has the Python class of a `cpdef enum`.
    pub module: SmolStr,
}

#[derive(Clone, Debug)]
pub struct EnumItem {
    pub name: SmolStr,
    pub cname: SmolStr,
    /// The value where pyxide knows it (extern items may not tell).
    pub value: Option<i64>,
    /// The C constant expression of a value that only the C compiler knows.
    pub c_value: Option<SmolStr>,
}

#[derive(Clone, Debug)]
pub struct TypedefDef {
    pub name: SmolStr,
    pub cname: SmolStr,
    pub base: TypeId,
    pub origin: Origin,
}

impl TypedefDef {
    /// The real width is only known to the C compiler (`ctypedef int foo_t` in an extern block).
    pub fn is_inexact(&self) -> bool {
        self.origin == Origin::Extern
    }
}

/// A heap object that holds variables: those that nested functions capture, and those that a generator keeps over
/// a `yield`. Counted and collected like any Python object.
#[derive(Clone, Debug)]
pub struct ScopeDef {
    /// The struct, `struct scope_outer`.
    pub cname: SmolStr,
    pub fields: Vec<Field>,
}

#[derive(Clone, Debug)]
pub struct FusedDef {
    pub name: SmolStr,
    pub members: Vec<TypeId>,
}

/// An extension class (`cdef class`), defined here, in another module, or by C code.
#[derive(Clone, Debug)]
pub struct ClassDef {
    pub name: SmolStr,
    /// Dotted name of the module that owns the type object.
    pub module: SmolStr,
    /// Base class: a [`crate::Type::Class`], a [`crate::Type::Builtin`], or `Object`.
    pub base: TypeId,
    /// C attributes of this class itself, in declaration order (inherited ones are in the base).
    pub fields: Vec<ClassField>,
    /// C methods of this class itself (`cdef`/`cpdef`), new or overriding.
    pub methods: Vec<CMethod>,
    /// C name of the instance struct (`struct cy_SomeMemory` or that of `[object X]`).
    pub struct_cname: SmolStr,
    /// C name of the type object for extern classes and `[type Y]`.
    pub type_cname: Option<SmolStr>,
    /// C name of the vtable struct.
    pub vtable_cname: SmolStr,
    pub is_final: bool,
    /// Only declared so far (`cdef class A`), or body seen.
    pub complete: bool,
    /// `check_size error|warn|ignore` of an extern class.
    pub check_size: CheckSize,
    pub origin: Origin,
    /// Facts set by directives and by the body: needs GC, weakrefs, `__dict__`, freelist size, …
    pub facts: ClassFacts,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum CheckSize {
    Error,
    #[default]
    Warn,
    Ignore,
}

#[derive(Clone, Debug, Default)]
pub struct ClassFacts {
    pub freelist: u32,
    pub no_gc: bool,
    pub no_gc_clear: bool,
    pub internal: bool,
    /// `cdef dict __dict__` / `cdef object __weakref__` were declared.
    pub has_dict: bool,
    pub has_weakref: bool,
    pub collection_type: Option<SmolStr>,
    /// Declared `public`, `api`, or with `ctypedef`: what C headers say of it.
    pub is_public: bool,
    pub is_api: bool,
    pub is_typedef: bool,
    /// Some subscript method takes an object, not a C integer.
    pub object_index: bool,
    /// `type_version_tag(False)`
    pub no_version_tag: bool,
    pub total_ordering: bool,
    pub auto_pickle: Option<bool>,
    /// Whether chains of instances are freed piece by piece; `None`: as the base.
    pub trashcan: Option<bool>,
}

#[derive(Clone, Debug)]
pub struct ClassField {
    pub name: SmolStr,
    pub cname: SmolStr,
    pub ty: TypeId,
    pub access: Access,
}

/// Visibility of an attribute or function from outside the module's C code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Access {
    #[default]
    Private,
    ReadOnly,
    Public,
    Api,
    PublicApi,
}

impl Access {
    /// Seen by name: from C, or from Python in a class.
    pub fn is_public(self) -> bool {
        matches!(self, Access::Public | Access::PublicApi)
    }

    /// Offered to C code in other modules.
    pub fn is_api(self) -> bool {
        matches!(self, Access::Api | Access::PublicApi)
    }

    /// What two declarations of one thing say together.
    pub fn and(self, other: Access) -> Access {
        match (self.is_public() || other.is_public(), self.is_api() || other.is_api()) {
            (true, true) => Access::PublicApi,
            (true, false) => Access::Public,
            (false, true) => Access::Api,
            (false, false) if self == Access::Private => other,
            (false, false) => self,
        }
    }
}

/// A C method of an extension class.
#[derive(Clone, Debug)]
pub struct CMethod {
    pub name: SmolStr,
    /// Name of the vtable member.
    pub cname: SmolStr,
    /// Includes `self` as first parameter (none for a static method).
    pub sig: Signature,
    pub is_static: bool,
    pub is_final: bool,
    pub is_cpdef: bool,
    /// Slot class: the class that introduced the vtable member. Equal to the owner for a new method.
    pub introduced_by: ClassId,
    /// The name to call directly when no override is possible.
    pub direct_cname: SmolStr,
}

impl IntKind {
    pub const fn is_signed(self) -> bool {
        use IntKind::*;
        matches!(
            self,
            Bint | Char
                | SChar
                | Short
                | Int
                | Long
                | LongLong
                | PySsizeT
                | SsizeT
                | PtrdiffT
                | PyHashT
                | PyUnicode
                | Wide
        )
    }

    /// Size in bytes under the LP64 data model; `wchar_t` is 4.
    pub const fn size(self) -> u64 {
        use IntKind::*;
        match self {
            Char | SChar | UChar => 1,
            Short | UShort => 2,
            Bint | Int | UInt | Ucs4 | PyUnicode => 4,
            Long | ULong | LongLong | ULongLong | PySsizeT | SizeT | SsizeT | PtrdiffT | PyHashT => 8,
            Wide => 16,
        }
    }

    /// Rank in the usual arithmetic conversions; equal ranks differ only in signedness.
    pub const fn rank(self) -> u8 {
        use IntKind::*;
        match self {
            Bint => 3,
            Char | SChar | UChar => 1,
            Short | UShort => 2,
            Int | UInt | Ucs4 | PyUnicode => 3,
            Long | ULong => 4,
            PyHashT | PySsizeT | SsizeT | SizeT | PtrdiffT => 5,
            LongLong | ULongLong => 6,
            Wide => 7,
        }
    }

    pub const fn c_name(self) -> &'static str {
        use IntKind::*;
        match self {
            Bint | Int => "int",
            Char => "char",
            SChar => "signed char",
            UChar => "unsigned char",
            Short => "short",
            UShort => "unsigned short",
            UInt => "unsigned int",
            Long => "long",
            ULong => "unsigned long",
            LongLong => "PY_LONG_LONG",
            ULongLong => "unsigned PY_LONG_LONG",
            Ucs4 => "Py_UCS4",
            PyUnicode => "wchar_t",
            PySsizeT => "Py_ssize_t",
            SizeT => "size_t",
            SsizeT => "ssize_t",
            PtrdiffT => "ptrdiff_t",
            PyHashT => "Py_hash_t",
            Wide => "pyx_wide",
        }
    }

    /// The language's spelling, for messages.
    pub const fn name(self) -> &'static str {
        use IntKind::*;
        match self {
            Bint => "bint",
            LongLong => "long long",
            ULongLong => "unsigned long long",
            PyUnicode => "Py_UNICODE",
            _ => self.c_name(),
        }
    }
}

impl Layout {
    pub fn of_int(kind: IntKind) -> Layout {
        Layout::Known { size: kind.size(), align: kind.size() }
    }
}
