//! Types of the language and their definitions, shared by HIR, MIR and the back ends.
//!
//! A [`TypeId`] is an index into a [`Types`] store that interns structural types (pointers, arrays, functions,
//! tuples) and holds the nominal ones (structs, enums, typedefs, extension classes) in tables. Two equal types have
//! equal ids. A language type is not a machine representation: what is known of one is its [`Layout`].
//!
//! Guarantees: no I/O, no diagnostics, no names of scopes: everything is an id. C spellings are in [`cdecl`].

pub mod builtin;
pub mod cdecl;
mod defs;
pub mod display;
mod locks;
pub mod prims;
pub mod special;
mod store;

pub use builtin::BuiltinType;
pub use defs::*;
pub use locks::{LockKind, LockPlace, LockStep};
pub use prims::Prim;
pub use store::Types;

/// An interned type.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct TypeId(pub u32);

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub struct $name(pub u32);
        impl $name {
            pub fn index(self) -> usize { self.0 as usize }
        }
    )*};
}
ids! {
    /// A struct or union of [`Types::structs`].
    StructId;
    /// An enum of [`Types::enums`].
    EnumId;
    /// A typedef of [`Types::typedefs`].
    TypedefId;
    /// An extension class of [`Types::classes`].
    ClassId;
    /// A fused type of [`Types::fused`].
    FusedId;
    /// The variables of a function that outlive its C frame: [`Types::scopes`].
    ScopeTypeId;
}

/// C integer types that the language names. Anything else is a [`Type::Typedef`] over one of these.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum IntKind {
    /// `bint`: a C `int` used as a truth value; converts to Python `bool`.
    Bint,
    Char,
    SChar,
    UChar,
    Short,
    UShort,
    Int,
    UInt,
    Long,
    ULong,
    LongLong,
    ULongLong,
    /// `Py_UCS4`: one Unicode character; converts to a `str` of length one.
    Ucs4,
    /// `Py_UNICODE`, which is `wchar_t`; converts to a `str` of length one.
    PyUnicode,
    PySsizeT,
    SizeT,
    SsizeT,
    PtrdiffT,
    PyHashT,
    /// The runtime's `pyx_wide`, the widest integer of the C compiler: what values of a width that only C knows pass
    /// through. No name in the language.
    Wide,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum FloatKind {
    Float,
    Double,
    LongDouble,
}

/// Of what the two parts of a complex number are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum ComplexKind {
    Float(FloatKind),
    /// Two doubles that came of `**` and become a Python float when there is no imaginary part.
    Soft,
    Int(IntKind),
}

impl ComplexKind {
    /// The structure of the type of the parts.
    pub fn part(self) -> Type {
        match self {
            ComplexKind::Float(k) => Type::Float(k),
            ComplexKind::Soft => Type::Float(FloatKind::Double),
            ComplexKind::Int(k) => Type::Int(k),
        }
    }
}

/// Length of a C array type.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum ArrayLen {
    Known(u64),
    /// A C constant expression that only the C compiler can evaluate (an extern enum item, say).
    Named(smol_str::SmolStr),
    /// `T x[]`.
    Unknown,
}

/// The structure of a type.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Type {
    /// Result of an error already reported; converts to and from everything silently.
    Error,
    Void,
    /// Any Python object.
    Object,
    /// A Python object that is an instance of a builtin type, or `None` where the language allows it.
    Builtin(BuiltinType),
    /// A builtin container with the types of its items, `dict[str, double]`. Code for it is that of the plain container:
    /// [`Types::kind`] gives that.
    Container(Container),
    /// An instance of an extension class, or `None`.
    Class(ClassId),
    Int(IntKind),
    Float(FloatKind),
    Complex(ComplexKind),
    Ptr(TypeId),
    Array(TypeId, ArrayLen),
    Func(Box<Signature>),
    Struct(StructId),
    Enum(EnumId),
    Typedef(TypedefId),
    /// `(int, double)`: a struct by value that converts to and from a tuple.
    CTuple(Vec<TypeId>),
    Const(TypeId),
    Volatile(TypeId),
    /// Only inside a fused function before it is specialised.
    Fused(FusedId),
    /// A typed memoryview `T[:, ::1]`.
    MemoryView(TypeId, Vec<ViewAxis>),
    /// `NULL`: converts to every pointer type.
    Null,
    /// Reference to a scope object (closure variables, generator frame). Only in MIR.
    Scope(ScopeTypeId),
    /// A C++ type, spelled as C++ spells it. Only as far as declarations and ownership need.
    Cpp(smol_str::SmolStr),
}

/// What is known of the items of a builtin container.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Container {
    /// The plain container, a [`Type::Builtin`].
    pub base: TypeId,
    /// Of a dict its keys and values, of a tuple its items in order, of any other container its items.
    pub items: Vec<TypeId>,
    /// `tuple[T, ...]`: all items are of the one type given.
    pub uniform: bool,
}

/// Access and packing of one memoryview axis.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ViewAxis {
    Strided,
    /// `::1`
    Contiguous,
    /// `::view.generic`, `::view.indirect` and the like, not compiled yet.
    Other,
}

/// What is known of a type's size and fields.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Layout {
    Known {
        size: u64,
        align: u64,
    },
    /// An extern struct whose header has more fields.
    Partial,
    /// Only pointers to it can be made.
    Opaque,
    /// A C macro or typedef of unknown width that only the C compiler knows.
    Macro,
}
