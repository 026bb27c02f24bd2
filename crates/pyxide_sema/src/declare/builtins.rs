//! The scope of builtin types, and types that belong to no module.

use crate::context::Cx;
use crate::scope::{Symbol, SymbolKind};
use pyxide_diagnostics::Span;
use pyxide_types::{
    BuiltinType, ComplexKind, Field, FusedDef, FusedId, LockKind, Origin, StructDef, Type, TypeId, Types,
};
use smol_str::SmolStr;

/// Builtin types that declarations can name, besides those of [`BuiltinType`] with the same name.
const ALIASES: &[(&str, BuiltinType)] = &[
    ("unicode", BuiltinType::Str),
    ("basestring", BuiltinType::Str),
    ("IOError", BuiltinType::OSError),
    ("EnvironmentError", BuiltinType::OSError),
];

/// Builtin types that are values only.
const NOT_TYPES: &[BuiltinType] =
    &[BuiltinType::Property, BuiltinType::StaticMethod, BuiltinType::ClassMethod];

/// Fills the scope of builtins.
pub fn install(cx: &mut Cx<'_, '_>) {
    let mut names: Vec<(SmolStr, TypeId)> = vec![("object".into(), Types::OBJECT)];
    for &b in BuiltinType::ALL {
        if !NOT_TYPES.contains(&b) {
            names.push((b.py_name().into(), cx.types.builtin(b)));
        }
    }
    for (name, b) in ALIASES {
        names.push(((*name).into(), cx.types.builtin(*b)));
    }
    let size_ptr = cx.types.ptr(Types::SSIZE);
    let buffer = [
        ("buf", Types::VOID_PTR),
        ("obj", Types::OBJECT),
        ("len", Types::SSIZE),
        ("itemsize", Types::SSIZE),
        ("readonly", Types::BINT),
        ("ndim", Types::INT),
        ("format", Types::CHAR_PTR),
        ("shape", size_ptr),
        ("strides", size_ptr),
        ("suboffsets", size_ptr),
        ("internal", Types::VOID_PTR),
    ];
    names.push(("Py_buffer".into(), extern_struct(cx, "Py_buffer", &buffer)));
    let complex = [("real", Types::DOUBLE), ("imag", Types::DOUBLE)];
    names.push(("Py_complex".into(), extern_struct(cx, "Py_complex", &complex)));
    for (name, ty) in names {
        let symbol = Symbol { name, span: Span::default(), kind: SymbolKind::Type(ty), from_pxd: false };
        cx.scopes.define(cx.builtins, symbol);
    }
}

/// A struct of `Python.h`.
fn extern_struct(cx: &mut Cx<'_, '_>, cname: &str, fields: &[(&str, TypeId)]) -> TypeId {
    let ty = cx.extern_opaque(cname);
    if let Type::Struct(s) = *cx.types.get(ty) {
        let field =
            |(name, ty): &(&str, TypeId)| Field { name: (*name).into(), cname: (*name).into(), ty: *ty };
        cx.types.structs[s.index()].fields = Some(fields.iter().map(field).collect());
    }
    ty
}

impl Cx<'_, '_> {
    /// A type of a C header that every module has, of which only the name is known.
    pub fn extern_opaque(&mut self, cname: &str) -> TypeId {
        self.opaque_struct(cname, cname)
    }

    /// One of the two lock types.
    pub fn lock_type(&mut self, kind: LockKind) -> TypeId {
        self.opaque_struct(kind.name(), kind.c_name())
    }

    fn opaque_struct(&mut self, name: &str, cname: &str) -> TypeId {
        let known = self.types.structs.iter().position(|s| s.name == name && s.cname == cname);
        let id = known.unwrap_or_else(|| {
            self.types.structs.push(StructDef {
                name: name.into(),
                cname: cname.into(),
                is_union: false,
                packed: false,
                fields: None,
                origin: Origin::Extern,
            });
            self.types.structs.len() - 1
        });
        self.types.intern(Type::Struct(pyxide_types::StructId(id as u32)))
    }

    /// The fused types of the `cython` module: `integral`, `floating`, `numeric`.
    pub fn shared_fused(&mut self, name: &str) -> SymbolKind {
        let full: SmolStr = format!("cython.{name}").into();
        if let Some(i) = self.types.fused.iter().position(|f| f.name == full) {
            return SymbolKind::Fused(FusedId(i as u32));
        }
        let integral = [Types::SHORT, Types::INT, Types::LONG];
        let floating = [Types::FLOAT, Types::DOUBLE];
        let complex = {
            let float = self.types.intern(Type::Complex(ComplexKind::Float(pyxide_types::FloatKind::Float)));
            [float, Types::DOUBLE_COMPLEX]
        };
        let members = match name {
            "integral" => integral.to_vec(),
            "floating" => floating.to_vec(),
            _ => [&integral[..], &floating, &complex].concat(),
        };
        self.types.fused.push(FusedDef { name: full, members });
        SymbolKind::Fused(FusedId(self.types.fused.len() as u32 - 1))
    }
}
