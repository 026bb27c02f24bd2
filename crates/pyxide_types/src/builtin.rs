//! Builtin Python types that the language knows by name.

/// One line per builtin type: Rust name, Python name, C type object.
macro_rules! builtins {
    ($($id:ident $py:literal $cobj:literal;)*) => {
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
        }
    };
}

builtins! {
    Type "type" "PyType_Type";
    Bool "bool" "PyBool_Type";
    Int "int" "PyLong_Type";
    Float "float" "PyFloat_Type";
    Complex "complex" "PyComplex_Type";
    Str "str" "PyUnicode_Type";
    Bytes "bytes" "PyBytes_Type";
    ByteArray "bytearray" "PyByteArray_Type";
    List "list" "PyList_Type";
    Tuple "tuple" "PyTuple_Type";
    Dict "dict" "PyDict_Type";
    DictKeys "dict_keys" "PyDictKeys_Type";
    DictValues "dict_values" "PyDictValues_Type";
    DictItems "dict_items" "PyDictItems_Type";
    Set "set" "PySet_Type";
    FrozenSet "frozenset" "PyFrozenSet_Type";
    FrozenDict "frozendict" "PYX_FROZENDICT_TYPE";
    Slice "slice" "PySlice_Type";
    Range "range" "PyRange_Type";
    MemoryView "memoryview" "PyMemoryView_Type";
    BaseException "BaseException" "*(PyTypeObject *)PyExc_BaseException";
    Exception "Exception" "*(PyTypeObject *)PyExc_Exception";
    Property "property" "PyProperty_Type";
    StaticMethod "staticmethod" "PyStaticMethod_Type";
    ClassMethod "classmethod" "PyClassMethod_Type";
    ArithmeticError "ArithmeticError" "*(PyTypeObject *)PyExc_ArithmeticError";
    FloatingPointError "FloatingPointError" "*(PyTypeObject *)PyExc_FloatingPointError";
    OverflowError "OverflowError" "*(PyTypeObject *)PyExc_OverflowError";
    ZeroDivisionError "ZeroDivisionError" "*(PyTypeObject *)PyExc_ZeroDivisionError";
    AssertionError "AssertionError" "*(PyTypeObject *)PyExc_AssertionError";
    AttributeError "AttributeError" "*(PyTypeObject *)PyExc_AttributeError";
    BufferError "BufferError" "*(PyTypeObject *)PyExc_BufferError";
    EOFError "EOFError" "*(PyTypeObject *)PyExc_EOFError";
    ImportError "ImportError" "*(PyTypeObject *)PyExc_ImportError";
    ModuleNotFoundError "ModuleNotFoundError" "*(PyTypeObject *)PyExc_ModuleNotFoundError";
    LookupError "LookupError" "*(PyTypeObject *)PyExc_LookupError";
    IndexError "IndexError" "*(PyTypeObject *)PyExc_IndexError";
    KeyError "KeyError" "*(PyTypeObject *)PyExc_KeyError";
    MemoryError "MemoryError" "*(PyTypeObject *)PyExc_MemoryError";
    NameError "NameError" "*(PyTypeObject *)PyExc_NameError";
    UnboundLocalError "UnboundLocalError" "*(PyTypeObject *)PyExc_UnboundLocalError";
    OSError "OSError" "*(PyTypeObject *)PyExc_OSError";
    BlockingIOError "BlockingIOError" "*(PyTypeObject *)PyExc_BlockingIOError";
    ChildProcessError "ChildProcessError" "*(PyTypeObject *)PyExc_ChildProcessError";
    ConnectionError "ConnectionError" "*(PyTypeObject *)PyExc_ConnectionError";
    BrokenPipeError "BrokenPipeError" "*(PyTypeObject *)PyExc_BrokenPipeError";
    ConnectionAbortedError "ConnectionAbortedError" "*(PyTypeObject *)PyExc_ConnectionAbortedError";
    ConnectionRefusedError "ConnectionRefusedError" "*(PyTypeObject *)PyExc_ConnectionRefusedError";
    ConnectionResetError "ConnectionResetError" "*(PyTypeObject *)PyExc_ConnectionResetError";
    FileExistsError "FileExistsError" "*(PyTypeObject *)PyExc_FileExistsError";
    FileNotFoundError "FileNotFoundError" "*(PyTypeObject *)PyExc_FileNotFoundError";
    InterruptedError "InterruptedError" "*(PyTypeObject *)PyExc_InterruptedError";
    IsADirectoryError "IsADirectoryError" "*(PyTypeObject *)PyExc_IsADirectoryError";
    NotADirectoryError "NotADirectoryError" "*(PyTypeObject *)PyExc_NotADirectoryError";
    PermissionError "PermissionError" "*(PyTypeObject *)PyExc_PermissionError";
    ProcessLookupError "ProcessLookupError" "*(PyTypeObject *)PyExc_ProcessLookupError";
    TimeoutError "TimeoutError" "*(PyTypeObject *)PyExc_TimeoutError";
    ReferenceError "ReferenceError" "*(PyTypeObject *)PyExc_ReferenceError";
    RuntimeError "RuntimeError" "*(PyTypeObject *)PyExc_RuntimeError";
    NotImplementedError "NotImplementedError" "*(PyTypeObject *)PyExc_NotImplementedError";
    RecursionError "RecursionError" "*(PyTypeObject *)PyExc_RecursionError";
    StopAsyncIteration "StopAsyncIteration" "*(PyTypeObject *)PyExc_StopAsyncIteration";
    StopIteration "StopIteration" "*(PyTypeObject *)PyExc_StopIteration";
    SyntaxError "SyntaxError" "*(PyTypeObject *)PyExc_SyntaxError";
    IndentationError "IndentationError" "*(PyTypeObject *)PyExc_IndentationError";
    TabError "TabError" "*(PyTypeObject *)PyExc_TabError";
    SystemError "SystemError" "*(PyTypeObject *)PyExc_SystemError";
    TypeError "TypeError" "*(PyTypeObject *)PyExc_TypeError";
    ValueError "ValueError" "*(PyTypeObject *)PyExc_ValueError";
    UnicodeError "UnicodeError" "*(PyTypeObject *)PyExc_UnicodeError";
    UnicodeDecodeError "UnicodeDecodeError" "*(PyTypeObject *)PyExc_UnicodeDecodeError";
    UnicodeEncodeError "UnicodeEncodeError" "*(PyTypeObject *)PyExc_UnicodeEncodeError";
    UnicodeTranslateError "UnicodeTranslateError" "*(PyTypeObject *)PyExc_UnicodeTranslateError";
    Warning "Warning" "*(PyTypeObject *)PyExc_Warning";
    BytesWarning "BytesWarning" "*(PyTypeObject *)PyExc_BytesWarning";
    DeprecationWarning "DeprecationWarning" "*(PyTypeObject *)PyExc_DeprecationWarning";
    FutureWarning "FutureWarning" "*(PyTypeObject *)PyExc_FutureWarning";
    ImportWarning "ImportWarning" "*(PyTypeObject *)PyExc_ImportWarning";
    PendingDeprecationWarning "PendingDeprecationWarning" "*(PyTypeObject *)PyExc_PendingDeprecationWarning";
    ResourceWarning "ResourceWarning" "*(PyTypeObject *)PyExc_ResourceWarning";
    RuntimeWarning "RuntimeWarning" "*(PyTypeObject *)PyExc_RuntimeWarning";
    SyntaxWarning "SyntaxWarning" "*(PyTypeObject *)PyExc_SyntaxWarning";
    UnicodeWarning "UnicodeWarning" "*(PyTypeObject *)PyExc_UnicodeWarning";
    UserWarning "UserWarning" "*(PyTypeObject *)PyExc_UserWarning";
    GeneratorExit "GeneratorExit" "*(PyTypeObject *)PyExc_GeneratorExit";
    KeyboardInterrupt "KeyboardInterrupt" "*(PyTypeObject *)PyExc_KeyboardInterrupt";
    SystemExit "SystemExit" "*(PyTypeObject *)PyExc_SystemExit";
}

/// The builtin exceptions that every supported CPython has, each with its base.
const EXCEPTIONS: &[(BuiltinType, BuiltinType)] = {
    use BuiltinType::*;
    &[
        (Exception, BaseException),
        (ArithmeticError, Exception),
        (FloatingPointError, ArithmeticError),
        (OverflowError, ArithmeticError),
        (ZeroDivisionError, ArithmeticError),
        (AssertionError, Exception),
        (AttributeError, Exception),
        (BufferError, Exception),
        (EOFError, Exception),
        (ImportError, Exception),
        (ModuleNotFoundError, ImportError),
        (LookupError, Exception),
        (IndexError, LookupError),
        (KeyError, LookupError),
        (MemoryError, Exception),
        (NameError, Exception),
        (UnboundLocalError, NameError),
        (OSError, Exception),
        (BlockingIOError, OSError),
        (ChildProcessError, OSError),
        (ConnectionError, OSError),
        (BrokenPipeError, ConnectionError),
        (ConnectionAbortedError, ConnectionError),
        (ConnectionRefusedError, ConnectionError),
        (ConnectionResetError, ConnectionError),
        (FileExistsError, OSError),
        (FileNotFoundError, OSError),
        (InterruptedError, OSError),
        (IsADirectoryError, OSError),
        (NotADirectoryError, OSError),
        (PermissionError, OSError),
        (ProcessLookupError, OSError),
        (TimeoutError, OSError),
        (ReferenceError, Exception),
        (RuntimeError, Exception),
        (NotImplementedError, RuntimeError),
        (RecursionError, RuntimeError),
        (StopAsyncIteration, Exception),
        (StopIteration, Exception),
        (SyntaxError, Exception),
        (IndentationError, SyntaxError),
        (TabError, IndentationError),
        (SystemError, Exception),
        (TypeError, Exception),
        (ValueError, Exception),
        (UnicodeError, ValueError),
        (UnicodeDecodeError, UnicodeError),
        (UnicodeEncodeError, UnicodeError),
        (UnicodeTranslateError, UnicodeError),
        (Warning, Exception),
        (BytesWarning, Warning),
        (DeprecationWarning, Warning),
        (FutureWarning, Warning),
        (ImportWarning, Warning),
        (PendingDeprecationWarning, Warning),
        (ResourceWarning, Warning),
        (RuntimeWarning, Warning),
        (SyntaxWarning, Warning),
        (UnicodeWarning, Warning),
        (UserWarning, Warning),
        (GeneratorExit, BaseException),
        (KeyboardInterrupt, BaseException),
        (SystemExit, BaseException),
    ]
};

impl BuiltinType {
    /// The base class of a builtin exception.
    pub fn exception_base(self) -> Option<BuiltinType> {
        EXCEPTIONS.iter().find(|(e, _)| *e == self).map(|(_, base)| *base)
    }

    pub fn is_exception(self) -> bool {
        self == BuiltinType::BaseException || self.exception_base().is_some()
    }

    /// Whether this builtin exception is `base` or derives from it.
    pub fn is_exception_under(self, base: BuiltinType) -> bool {
        std::iter::successors(Some(self), |e| e.exception_base()).any(|e| e == base)
    }

    /// A type that has no name among Python's builtins.
    pub fn is_hidden(self) -> bool {
        matches!(self, BuiltinType::DictKeys | BuiltinType::DictValues | BuiltinType::DictItems)
    }

    /// A container whose items may have types of their own: `list[int]`.
    pub fn is_container(self) -> bool {
        use BuiltinType::*;
        matches!(self, List | Tuple | Dict | FrozenDict | Set | FrozenSet | DictKeys | DictValues | DictItems)
    }

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
                | FrozenDict
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
            "IOError" | "EnvironmentError" => Some(BuiltinType::OSError),
            _ => Self::ALL.iter().copied().find(|t| t.py_name() == name && !t.is_hidden()),
        }
    }
}
