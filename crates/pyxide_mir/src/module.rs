//! The module: what the back end emits and what the loaded module sets up.

use crate::*;
use num_bigint::BigInt;
use pyxide_diagnostics::Span;
use pyxide_types::{
    Access, ClassId, EnumId, ErrorProtocol, Origin, Signature, StructId, TypeId, TypedefId, Types,
};
use smol_str::SmolStr;

#[derive(Clone, Debug)]
pub struct Module {
    pub name: SmolStr,
    pub is_package: bool,
    pub path: String,
    pub doc: Option<SmolStr>,
    pub types: Types,
    pub functions: Vec<Function>,
    pub cfuncs: Vec<CFunc>,
    pub cvars: Vec<CVar>,
    pub consts: Vec<ConstObject>,
    pub pyfuncs: Vec<PyFunc>,
    pub statics: Vec<Static>,
    /// Extension classes implemented here, bases first.
    pub classes: Vec<Class>,
    /// Those that are made ready before the module body, and before anything but their bases is imported.
    pub early_classes: Vec<ClassId>,
    /// The module body: `(PyObject *module) -> int`.
    pub init: FuncId,
    pub includes: Vec<Include>,
    pub emitted_types: Vec<EmittedType>,
    /// Types that C headers of the module define.
    pub public_types: Vec<TypeId>,
    pub cplus: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Include {
    Header(SmolStr),
    Verbatim(SmolStr),
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum EmittedType {
    Struct(StructId),
    Enum(EnumId),
    Typedef(TypedefId),
    Class(ClassId),
}

/// A C function called by name.
#[derive(Clone, Debug)]
pub struct CFunc {
    pub name: SmolStr,
    pub cname: SmolStr,
    pub sig: Signature,
    pub origin: Origin,
    pub func: Option<FuncId>,
    pub access: Access,
    /// Offered to other modules through `__pyx_capi__`.
    pub exported: bool,
    /// Name and C signature in `__pyx_capi__`, of functions that are exported or imported.
    pub capi_name: SmolStr,
    pub capi_signature: SmolStr,
    /// A second name there: `f[int]` of a specialisation.
    pub capi_alias: Option<SmolStr>,
}

/// A C variable at module level.
#[derive(Clone, Debug)]
pub struct CVar {
    pub name: SmolStr,
    pub cname: SmolStr,
    pub ty: TypeId,
    pub origin: Origin,
    pub access: Access,
    pub exported: bool,
}

/// An object that the module makes once when it is loaded.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ConstObject {
    /// `interned`: an identifier-like string.
    Str {
        text: SmolStr,
        interned: bool,
    },
    /// A string with lone surrogates.
    CodePoints(Vec<u32>),
    Bytes(Vec<u8>),
    Int(BigInt),
    /// Bits of an `f64`.
    Float(u64),
    /// Imaginary constant, bits of an `f64`.
    Complex(u64),
    /// Tuple of constants.
    Tuple(Vec<ConstItem>),
    FrozenSet(Vec<ConstItem>),
    /// `slice(a, b, c)` of constants.
    Slice([ConstItem; 3]),
    /// A name of the builtins module, looked up when the module is loaded.
    Builtin(SmolStr),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ConstItem {
    None,
    True,
    False,
    Ellipsis,
    Object(ConstId),
}

/// A function that Python can call: what the argument parser and the function object need.
#[derive(Clone, Debug)]
pub struct PyFunc {
    pub name: SmolStr,
    pub qualname: SmolStr,
    pub doc: Option<SmolStr>,
    /// The function to call; its convention names this descriptor.
    pub func: FuncId,
    pub params: Vec<PyParam>,
    pub flags: PyFuncFlags,
    pub span: Span,
    /// Names of all local variables beyond the parameters, for `co_varnames`.
    pub varnames: Vec<SmolStr>,
    /// The first parameter of a method of an extension class, where a function object tells of it.
    pub self_name: Option<SmolStr>,
}

impl PyFunc {
    /// Whether all positional arguments are those of `*args`: such a function is called with a tuple, which a caller
    /// that has one passes on.
    pub fn takes_tuple(&self) -> bool {
        let has = |kinds: &[ParamKind]| self.params.iter().any(|p| kinds.contains(&p.kind));
        has(&[ParamKind::VarPositional]) && !has(&[ParamKind::PositionalOnly, ParamKind::Normal])
    }
}

#[derive(Clone, Debug)]
pub struct PyParam {
    pub name: SmolStr,
    pub kind: ParamKind,
    pub required: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParamKind {
    PositionalOnly,
    Normal,
    VarPositional,
    KeywordOnly,
    VarKeyword,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PyFuncFlags {
    pub is_generator: bool,
    pub is_coroutine: bool,
    pub is_async_generator: bool,
    pub is_static: bool,
    pub is_class: bool,
    /// A method of an extension class: the first parameter is `self` and not parsed.
    pub is_method: bool,
    pub binding: bool,
    /// The single parameter is positional (`always_allow_keywords=False`): said so when a keyword comes.
    pub no_keywords: bool,
    pub is_iterable_coroutine: bool,
}

/// A module-level slot that holds an object reference (or NULL).
#[derive(Clone, Debug)]
pub struct Static {
    pub name: SmolStr,
    pub ty: TypeId,
}

/// An extension class implemented here.
#[derive(Clone, Debug)]
pub struct Class {
    pub class: ClassId,
    pub doc: Option<SmolStr>,
    pub methods: Vec<Method>,
    /// `(special method name, function)`: [`pyxide_types::special`] tells slot and signature.
    pub slots: Vec<(SmolStr, FuncId)>,
    /// Docstrings of special methods, by name.
    pub docs: Vec<(SmolStr, SmolStr)>,
    pub properties: Vec<Property>,
    /// C methods implemented or overridden here: index into the class's methods, function.
    pub cmethods: Vec<(usize, FuncId)>,
    /// `public`/`readonly` attributes: field index, getter, setter.
    pub exposed: Vec<(usize, FuncId, Option<FuncId>)>,
    /// Docstrings of some of them, by field index.
    pub field_docs: Vec<(usize, SmolStr)>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Method {
    pub name: SmolStr,
    pub pyfunc: PyFuncId,
}

#[derive(Clone, Debug)]
pub struct Property {
    pub name: SmolStr,
    pub doc: Option<SmolStr>,
    /// `(self) -> object`.
    pub get: Option<FuncId>,
    /// `(self, value) -> int`.
    pub set: Option<FuncId>,
    /// `(self) -> int`.
    pub del: Option<FuncId>,
}

impl Module {
    /// What a callee returns and how it fails.
    pub fn callee_error(&self, callee: &Callee) -> ErrorProtocol {
        match callee {
            Callee::Prim(p) => p.info().error(),
            Callee::CFunc(c) => match self.cfuncs[c.index()].func {
                Some(f) if self.functions[f.index()].error == ErrorProtocol::Never => ErrorProtocol::Never,
                _ => self.cfuncs[c.index()].sig.error.clone(),
            },
            Callee::Func(f) => self.functions[f.index()].error.clone(),
            Callee::Ptr(_, sig) => sig.error.clone(),
            Callee::Virtual(c, m) | Callee::Method(c, m) => {
                self.types.classes[c.index()].methods[*m].sig.error.clone()
            }
            Callee::NewScope(_) | Callee::NewObject(_) => ErrorProtocol::Null,
            Callee::ReadyClass(_) => ErrorProtocol::Sentinel(pyxide_types::Sentinel::Int(-1)),
        }
    }

    /// Type of the new reference that a callee returns, if it does.
    pub fn new_reference(&self, callee: &Callee) -> Option<TypeId> {
        let ty = match callee {
            Callee::Prim(p) if p.info().returns_borrowed() => return None,
            Callee::Prim(p) => p.info().ret_type(),
            Callee::CFunc(c) => self.cfuncs[c.index()].sig.ret,
            Callee::Func(f) => self.functions[f.index()].ret,
            Callee::Ptr(_, sig) => sig.ret,
            Callee::Virtual(c, m) | Callee::Method(c, m) => self.types.classes[c.index()].methods[*m].sig.ret,
            Callee::ReadyClass(_) => Types::INT,
            Callee::NewScope(_) | Callee::NewObject(_) => Types::OBJECT,
        };
        self.types.is_object(ty).then_some(ty)
    }

    /// Whether the operation may raise.
    pub fn can_raise(&self, op: &OpKind) -> bool {
        match op {
            OpKind::Call { callee, .. } => self.callee_error(callee) != ErrorProtocol::Never,
            OpKind::ParseArgs { .. } | OpKind::CheckBound { .. } | OpKind::Opaque { .. } => true,
            _ => false,
        }
    }

    /// The type of a place.
    pub fn place_type(&self, f: &Function, place: &Place) -> TypeId {
        let mut ty = match place.base {
            PlaceBase::Reg(r) => f.reg(r).ty,
            PlaceBase::CVar(v) => self.cvars[v.index()].ty,
            PlaceBase::Static(s) => self.statics[s.index()].ty,
        };
        for p in &place.path {
            ty = match p {
                Proj::Deref | Proj::Index(_) => self.types.pointee(ty).unwrap_or(Types::ERROR),
                Proj::Field(s, i) => match &self.types.structs[s.index()].fields {
                    Some(fields) => fields[*i].ty,
                    None => Types::ERROR,
                },
                Proj::ClassField(c, i) => self.types.classes[c.index()].fields[*i].ty,
                Proj::ScopeField(s, i) => self.types.scopes[s.index()].fields[*i].ty,
                Proj::TupleItem(i) => match self.types.kind(ty) {
                    pyxide_types::Type::CTuple(items) => items[*i],
                    _ => Types::ERROR,
                },
            };
        }
        ty
    }

    pub fn operand_type(&self, f: &Function, operand: &Operand) -> TypeId {
        match operand {
            Operand::Reg(r) => f.reg(*r).ty,
            Operand::Const(c) => match c {
                Const::Int(_, ty) | Const::Float(_, ty) | Const::Imaginary(_, ty) | Const::Null(ty) => *ty,
                Const::Named(_, ty) => *ty,
                Const::CStr(_) => Types::CONST_CHAR_PTR,
                Const::SizeOf(_) => Types::SIZE,
                Const::PyFunc(_) | Const::CFunc(_) | Const::Func(_) => Types::VOID_PTR,
                Const::Static(s) => self.statics[s.index()].ty,
                _ => Types::OBJECT,
            },
        }
    }
}
