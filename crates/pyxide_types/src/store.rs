//! The type store: interning, the tables of definitions, and questions about types.

use crate::*;
use rustc_hash::FxHashMap;

/// All types of one compilation. Well-known types have fixed ids, given by the associated constants.
#[derive(Debug, Clone)]
pub struct Types {
    types: Vec<Type>,
    ids: FxHashMap<Type, TypeId>,
    pub structs: Vec<StructDef>,
    pub enums: Vec<EnumDef>,
    pub typedefs: Vec<TypedefDef>,
    pub classes: Vec<ClassDef>,
    pub fused: Vec<FusedDef>,
    pub scopes: Vec<ScopeDef>,
}

macro_rules! well_known {
    ($($name:ident = $n:literal $ty:expr;)*) => {
        impl Types { $(pub const $name: TypeId = TypeId($n);)* }
        fn well_known() -> Vec<Type> { vec![$($ty),*] }
    };
}
well_known! {
    ERROR = 0 Type::Error;
    VOID = 1 Type::Void;
    OBJECT = 2 Type::Object;
    BINT = 3 Type::Int(IntKind::Bint);
    CHAR = 4 Type::Int(IntKind::Char);
    INT = 5 Type::Int(IntKind::Int);
    UINT = 6 Type::Int(IntKind::UInt);
    LONG = 7 Type::Int(IntKind::Long);
    ULONG = 8 Type::Int(IntKind::ULong);
    LONG_LONG = 9 Type::Int(IntKind::LongLong);
    ULONG_LONG = 10 Type::Int(IntKind::ULongLong);
    SSIZE = 11 Type::Int(IntKind::PySsizeT);
    SIZE = 12 Type::Int(IntKind::SizeT);
    UCS4 = 13 Type::Int(IntKind::Ucs4);
    HASH = 14 Type::Int(IntKind::PyHashT);
    FLOAT = 15 Type::Float(FloatKind::Float);
    DOUBLE = 16 Type::Float(FloatKind::Double);
    LONG_DOUBLE = 17 Type::Float(FloatKind::LongDouble);
    NULL = 18 Type::Null;
    VOID_PTR = 19 Type::Ptr(TypeId(1));
    CHAR_PTR = 20 Type::Ptr(TypeId(4));
    CONST_CHAR = 21 Type::Const(TypeId(4));
    CONST_CHAR_PTR = 22 Type::Ptr(TypeId(21));
    UCHAR = 23 Type::Int(IntKind::UChar);
    SCHAR = 24 Type::Int(IntKind::SChar);
    SHORT = 25 Type::Int(IntKind::Short);
    USHORT = 26 Type::Int(IntKind::UShort);
    STR = 27 Type::Builtin(BuiltinType::Str);
    BYTES = 28 Type::Builtin(BuiltinType::Bytes);
    LIST = 29 Type::Builtin(BuiltinType::List);
    TUPLE = 30 Type::Builtin(BuiltinType::Tuple);
    DICT = 31 Type::Builtin(BuiltinType::Dict);
    SET = 32 Type::Builtin(BuiltinType::Set);
    PY_INT = 33 Type::Builtin(BuiltinType::Int);
    PY_FLOAT = 34 Type::Builtin(BuiltinType::Float);
    PY_BOOL = 35 Type::Builtin(BuiltinType::Bool);
    TYPE = 36 Type::Builtin(BuiltinType::Type);
    SLICE = 37 Type::Builtin(BuiltinType::Slice);
    PTRDIFF = 38 Type::Int(IntKind::PtrdiffT);
    DOUBLE_COMPLEX = 39 Type::Complex(ComplexKind::Float(FloatKind::Double));
    BYTEARRAY = 40 Type::Builtin(BuiltinType::ByteArray);
    FROZENSET = 41 Type::Builtin(BuiltinType::FrozenSet);
    PY_COMPLEX = 42 Type::Builtin(BuiltinType::Complex);
    WIDE = 43 Type::Int(IntKind::Wide);
    SOFT_COMPLEX = 44 Type::Complex(ComplexKind::Soft);
    LONG_COMPLEX = 45 Type::Complex(ComplexKind::Int(IntKind::LongLong));
    LONG_DOUBLE_COMPLEX = 46 Type::Complex(ComplexKind::Float(FloatKind::LongDouble));
}

impl Default for Types {
    fn default() -> Self {
        let types = well_known();
        let ids = types.iter().cloned().enumerate().map(|(i, t)| (t, TypeId(i as u32))).collect();
        Types {
            types,
            ids,
            structs: vec![],
            enums: vec![],
            typedefs: vec![],
            classes: vec![],
            fused: vec![],
            scopes: vec![],
        }
    }
}

impl Types {
    pub fn get(&self, id: TypeId) -> &Type {
        &self.types[id.0 as usize]
    }

    pub fn intern(&mut self, ty: Type) -> TypeId {
        if let Some(&id) = self.ids.get(&ty) {
            return id;
        }
        let id = TypeId(self.types.len() as u32);
        self.types.push(ty.clone());
        self.ids.insert(ty, id);
        id
    }

    /// The id of a type that is already interned.
    pub fn lookup(&self, ty: &Type) -> Option<TypeId> {
        self.ids.get(ty).copied()
    }

    pub fn ptr(&mut self, to: TypeId) -> TypeId {
        self.intern(Type::Ptr(to))
    }

    pub fn constant(&mut self, of: TypeId) -> TypeId {
        if matches!(self.get(of), Type::Const(_)) { of } else { self.intern(Type::Const(of)) }
    }

    pub fn builtin(&mut self, b: BuiltinType) -> TypeId {
        self.intern(Type::Builtin(b))
    }

    /// A container with item types: as many as the container has parameters (of a tuple any number).
    pub fn container(&mut self, of: BuiltinType, items: Vec<TypeId>) -> TypeId {
        let base = self.builtin(of);
        self.intern(Type::Container(Container { base, items, uniform: false }))
    }

    /// What is known of the items of a container type.
    pub fn container_items(&self, id: TypeId) -> Option<&Container> {
        match self.get(self.unqualified(id)) {
            Type::Container(c) => Some(c),
            _ => None,
        }
    }

    /// The container without the types of its items; any other type as it is.
    pub fn plain_container(&self, id: TypeId) -> TypeId {
        self.container_items(id).map_or(id, |c| c.base)
    }

    pub fn int(&mut self, kind: IntKind) -> TypeId {
        self.intern(Type::Int(kind))
    }

    pub fn func(&mut self, sig: Signature) -> TypeId {
        self.intern(Type::Func(Box::new(sig)))
    }

    /// Strips `const` and `volatile` at the top.
    pub fn unqualified(&self, mut id: TypeId) -> TypeId {
        while let Type::Const(inner) | Type::Volatile(inner) = self.get(id) {
            id = *inner;
        }
        id
    }

    /// `const` or `volatile`, itself or as what a typedef names.
    pub fn is_qualified(&self, mut id: TypeId) -> bool {
        while let Type::Typedef(t) = self.get(id) {
            id = self.typedefs[t.index()].base;
        }
        matches!(self.get(id), Type::Const(_) | Type::Volatile(_))
    }

    /// Strips qualifiers, typedefs and the item types of containers at the top: the type whose operations apply.
    pub fn resolve(&self, mut id: TypeId) -> TypeId {
        loop {
            id = match self.get(id) {
                Type::Const(inner) | Type::Volatile(inner) => *inner,
                Type::Typedef(t) => self.typedefs[t.index()].base,
                Type::Container(c) => c.base,
                _ => return id,
            };
        }
    }

    /// The resolved structure of a type.
    pub fn kind(&self, id: TypeId) -> &Type {
        self.get(self.resolve(id))
    }

    /// A Python object reference: counted.
    pub fn is_object(&self, id: TypeId) -> bool {
        matches!(self.kind(id), Type::Object | Type::Builtin(_) | Type::Class(_) | Type::Scope(_))
    }

    pub fn is_int(&self, id: TypeId) -> bool {
        matches!(self.kind(id), Type::Int(_) | Type::Enum(_))
    }

    pub fn is_float(&self, id: TypeId) -> bool {
        matches!(self.kind(id), Type::Float(_))
    }

    pub fn is_numeric(&self, id: TypeId) -> bool {
        matches!(self.kind(id), Type::Int(_) | Type::Enum(_) | Type::Float(_) | Type::Complex(_))
    }

    pub fn is_pointer(&self, id: TypeId) -> bool {
        matches!(self.kind(id), Type::Ptr(_) | Type::Array(..) | Type::Null)
    }

    pub fn is_void(&self, id: TypeId) -> bool {
        matches!(self.kind(id), Type::Void)
    }

    /// What a pointer points to or an array holds.
    pub fn pointee(&self, id: TypeId) -> Option<TypeId> {
        match self.kind(id) {
            Type::Ptr(t) | Type::Array(t, _) => Some(*t),
            _ => None,
        }
    }

    /// The signature behind a function or pointer-to-function type.
    pub fn signature(&self, id: TypeId) -> Option<&Signature> {
        match self.kind(id) {
            Type::Func(sig) => Some(sig),
            Type::Ptr(to) => match self.kind(*to) {
                Type::Func(sig) => Some(sig),
                _ => None,
            },
            _ => None,
        }
    }

    pub fn int_kind(&self, id: TypeId) -> Option<IntKind> {
        match self.kind(id) {
            Type::Int(k) => Some(*k),
            Type::Enum(_) => Some(IntKind::Int),
            _ => None,
        }
    }

    pub fn class_of(&self, id: TypeId) -> Option<ClassId> {
        match self.kind(id) {
            Type::Class(c) => Some(*c),
            _ => None,
        }
    }

    /// Whether `class` is `base` or inherits from it.
    pub fn is_subclass(&self, class: ClassId, base: ClassId) -> bool {
        let mut at = Some(class);
        while let Some(c) = at {
            if c == base {
                return true;
            }
            at = self.class_of(self.classes[c.index()].base);
        }
        false
    }

    /// Finds a C attribute in a class or its bases: the class that declares it and the index there.
    pub fn find_class_field(&self, class: ClassId, name: &str) -> Option<(ClassId, usize)> {
        let mut at = Some(class);
        while let Some(c) = at {
            let def = &self.classes[c.index()];
            if let Some(i) = def.fields.iter().position(|f| f.name == name) {
                return Some((c, i));
            }
            at = self.class_of(def.base);
        }
        None
    }

    /// Finds a C method in a class or its bases: the class that declares (or overrides) it and the index there.
    pub fn find_class_method(&self, class: ClassId, name: &str) -> Option<(ClassId, usize)> {
        let mut at = Some(class);
        while let Some(c) = at {
            let def = &self.classes[c.index()];
            if let Some(i) = def.methods.iter().position(|m| m.name == name) {
                return Some((c, i));
            }
            at = self.class_of(def.base);
        }
        None
    }

    /// Whether instances have a vtable pointer: this class or a base has C methods.
    pub fn has_vtable(&self, class: ClassId) -> bool {
        let mut at = Some(class);
        while let Some(c) = at {
            let def = &self.classes[c.index()];
            if !def.methods.is_empty() {
                return true;
            }
            at = self.class_of(def.base);
        }
        false
    }

    pub fn layout(&self, id: TypeId) -> Layout {
        let ptr = Layout::Known { size: 8, align: 8 };
        match self.get(id) {
            Type::Const(t) | Type::Volatile(t) => self.layout(*t),
            Type::Typedef(t) => {
                let def = &self.typedefs[t.index()];
                if def.is_inexact() && !matches!(self.kind(def.base), Type::Ptr(_)) {
                    Layout::Macro
                } else {
                    self.layout(def.base)
                }
            }
            Type::Int(k) => Layout::of_int(*k),
            Type::Float(FloatKind::Float) => Layout::Known { size: 4, align: 4 },
            Type::Float(FloatKind::Double) => Layout::Known { size: 8, align: 8 },
            Type::Float(FloatKind::LongDouble) => Layout::Known { size: 16, align: 16 },
            Type::Complex(k) => match self.layout(self.lookup(&k.part()).unwrap_or(Types::DOUBLE)) {
                Layout::Known { size, align } => Layout::Known { size: 2 * size, align },
                other => other,
            },
            Type::Enum(e) if self.enums[e.index()].origin == Origin::Extern => Layout::Macro,
            Type::Enum(e) => self.layout(self.enums[e.index()].underlying),
            Type::Ptr(_)
            | Type::Null
            | Type::Object
            | Type::Builtin(_)
            | Type::Container(_)
            | Type::Class(_)
            | Type::Scope(_) => ptr,
            Type::Array(t, ArrayLen::Known(n)) => match self.layout(*t) {
                Layout::Known { size, align } => Layout::Known { size: size * n, align },
                other => other,
            },
            Type::Struct(s) => {
                let def = &self.structs[s.index()];
                match &def.fields {
                    None => Layout::Opaque,
                    Some(_) if def.origin == Origin::Extern => Layout::Partial,
                    Some(fields) => self.aggregate(fields.iter().map(|f| f.ty), def.is_union, def.packed),
                }
            }
            Type::CTuple(items) => self.aggregate(items.iter().copied(), false, false),
            _ => Layout::Opaque,
        }
    }

    fn aggregate(&self, fields: impl Iterator<Item = TypeId>, is_union: bool, packed: bool) -> Layout {
        let (mut size, mut max_align) = (0u64, 1u64);
        for ty in fields {
            let Layout::Known { size: s, align } = self.layout(ty) else { return Layout::Macro };
            let align = if packed { 1 } else { align };
            max_align = max_align.max(align);
            size = if is_union { size.max(s) } else { size.next_multiple_of(align) + s };
        }
        Layout::Known { size: size.next_multiple_of(max_align), align: max_align }
    }
}
