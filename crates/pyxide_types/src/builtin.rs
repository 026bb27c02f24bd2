//! Builtin Python types that the language knows by name.

/// One line per builtin type: Rust name, Python name, C type object, C check for exactly-or-subclass.
macro_rules! builtins {
    ($($id:ident $py:literal $cobj:literal $exact_check:literal $check:literal;)*) => {
        /// A builtin Python type. A variable of such a type holds an instance or `None`.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub enum BuiltinType { $($id),* }

        impl BuiltinType {
            pub const ALL: &'static [BuiltinType] = &[$(BuiltinType::$id),*];
            /// The name in Python code and in error messages.
            pub fn py_name(self) -> &'static str {
                match self { $(BuiltinType::$id => $py),* }
            }
            /// The C expression of the type object, of type `PyTypeObject`.
            pub fn c_type_object(self) -> &'static str {
                match self { $(BuiltinType::$id => $cobj),* }
            }
            /// The C function or macro that tests for the exact type; empty: compare the type pointer.
            pub fn c_exact_check(self) -> &'static str {
                match self { $(BuiltinType::$id => $exact_check),* }
            }
            /// The C function or macro that tests for the type or a subclass; empty: `PyObject_TypeCheck`.
            pub fn c_check(self) -> &'static str {
                match self { $(BuiltinType::$id => $check),* }
            }
        }
    };
}

builtins! {
    Type "type" "PyType_Type" "PyType_CheckExact" "PyType_Check";
    Bool "bool" "PyBool_Type" "PyBool_Check" "PyBool_Check";
    Int "int" "PyLong_Type" "PyLong_CheckExact" "PyLong_Check";
    Float "float" "PyFloat_Type" "PyFloat_CheckExact" "PyFloat_Check";
    Complex "complex" "PyComplex_Type" "PyComplex_CheckExact" "PyComplex_Check";
    Str "str" "PyUnicode_Type" "PyUnicode_CheckExact" "PyUnicode_Check";
    Bytes "bytes" "PyBytes_Type" "PyBytes_CheckExact" "PyBytes_Check";
    ByteArray "bytearray" "PyByteArray_Type" "PyByteArray_CheckExact" "PyByteArray_Check";
    List "list" "PyList_Type" "PyList_CheckExact" "PyList_Check";
    Tuple "tuple" "PyTuple_Type" "PyTuple_CheckExact" "PyTuple_Check";
    Dict "dict" "PyDict_Type" "PyDict_CheckExact" "PyDict_Check";
    Set "set" "PySet_Type" "PySet_CheckExact" "PySet_Check";
    FrozenSet "frozenset" "PyFrozenSet_Type" "PyFrozenSet_CheckExact" "PyFrozenSet_Check";
    Slice "slice" "PySlice_Type" "PySlice_Check" "PySlice_Check";
    Range "range" "PyRange_Type" "PyRange_Check" "PyRange_Check";
    MemoryView "memoryview" "PyMemoryView_Type" "PyMemoryView_Check" "PyMemoryView_Check";
    BaseException "BaseException" "*(PyTypeObject *)PyExc_BaseException" "" "PyExceptionInstance_Check";
    Exception "Exception" "*(PyTypeObject *)PyExc_Exception" "" "";
    Property "property" "PyProperty_Type" "" "";
    StaticMethod "staticmethod" "PyStaticMethod_Type" "" "";
    ClassMethod "classmethod" "PyClassMethod_Type" "" "";
}

impl BuiltinType {
    /// A variable of such a type may only hold the exact type in Cython (not a subclass).
    pub fn must_be_exact(self) -> bool {
        use BuiltinType::*;
        matches!(
            self,
            Str | Bytes
                | ByteArray
                | List
                | Tuple
                | Dict
                | Set
                | FrozenSet
                | Slice
                | Range
                | Float
                | Int
                | Bool
        )
    }

    pub fn by_py_name(name: &str) -> Option<BuiltinType> {
        match name {
            "unicode" => Some(BuiltinType::Str),
            "long" => Some(BuiltinType::Int),
            _ => Self::ALL.iter().copied().find(|t| t.py_name() == name),
        }
    }
}
