//! What is known of C functions that handle memory: one line each.
//!
//! Shared by the static checker and by whatever checks at run time: a family is a set of functions whose blocks only its
//! own releasing function may release.

/// Functions whose blocks belong together.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Family {
    C,
    PyMemRaw,
    PyMem,
    PyObject,
    CppNew,
    CppNewArray,
    /// Declared by the user; the number tells them apart.
    User(u32),
}

impl Family {
    /// The function that releases a block of the family.
    pub fn release(self) -> &'static str {
        match self {
            Family::C => "free",
            Family::PyMemRaw => "PyMem_RawFree",
            Family::PyMem => "PyMem_Free",
            Family::PyObject => "PyObject_Free",
            Family::CppNew => "del",
            Family::CppNewArray => "delete[]",
            Family::User(_) => "its releasing function",
        }
    }

    /// The family as a reader calls it.
    pub fn name(self) -> &'static str {
        match self {
            Family::C => "the C heap",
            Family::PyMemRaw => "PyMem_Raw*",
            Family::PyMem => "PyMem_*",
            Family::PyObject => "PyObject_*",
            Family::CppNew => "new",
            Family::CppNewArray => "new[]",
            Family::User(_) => "a declared allocator",
        }
    }
}

/// What a function does with memory.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// Returns a block of `size` bytes (product of the arguments); NULL on failure.
    Allocate { family: Family, size: &'static [usize], zeroed: bool },
    /// Moves argument 0 to a block of another size; NULL on failure, the old block stays.
    Reallocate { family: Family, size: &'static [usize] },
    /// Releases an argument, which may be NULL.
    Free { family: Family, argument: usize },
    /// Returns a copy of the string in argument 0.
    Duplicate { family: Family },
    /// `posix_memalign(void **out, …)`: the block is written through argument 0; the result is 0 on success.
    AllocateOut { family: Family, size: &'static [usize] },
}

/// One line of the table.
#[derive(Debug)]
pub struct Entry {
    pub name: &'static str,
    pub role: Role,
    /// May only be called with the GIL.
    pub needs_gil: bool,
}

const fn entry(name: &'static str, role: Role, needs_gil: bool) -> Entry {
    Entry { name, role, needs_gil }
}

macro_rules! family {
    ($family:ident, $gil:literal, $malloc:literal, $calloc:literal, $realloc:literal, $free:literal) => {
        [
            entry($malloc, Role::Allocate { family: Family::$family, size: &[0], zeroed: false }, $gil),
            entry($calloc, Role::Allocate { family: Family::$family, size: &[0, 1], zeroed: true }, $gil),
            entry($realloc, Role::Reallocate { family: Family::$family, size: &[1] }, $gil),
            entry($free, Role::Free { family: Family::$family, argument: 0 }, $gil),
        ]
    };
}

static REGULAR: [[Entry; 4]; 4] = [
    family!(C, false, "malloc", "calloc", "realloc", "free"),
    family!(PyMemRaw, false, "PyMem_RawMalloc", "PyMem_RawCalloc", "PyMem_RawRealloc", "PyMem_RawFree"),
    family!(PyMem, true, "PyMem_Malloc", "PyMem_Calloc", "PyMem_Realloc", "PyMem_Free"),
    family!(PyObject, true, "PyObject_Malloc", "PyObject_Calloc", "PyObject_Realloc", "PyObject_Free"),
];

static OTHERS: &[Entry] = &[
    entry("aligned_alloc", Role::Allocate { family: Family::C, size: &[1], zeroed: false }, false),
    entry("memalign", Role::Allocate { family: Family::C, size: &[1], zeroed: false }, false),
    entry("valloc", Role::Allocate { family: Family::C, size: &[0], zeroed: false }, false),
    entry("reallocarray", Role::Reallocate { family: Family::C, size: &[1, 2] }, false),
    entry("posix_memalign", Role::AllocateOut { family: Family::C, size: &[2] }, false),
    entry("strdup", Role::Duplicate { family: Family::C }, false),
    entry("strndup", Role::Duplicate { family: Family::C }, false),
    entry("wcsdup", Role::Duplicate { family: Family::C }, false),
    entry("cfree", Role::Free { family: Family::C, argument: 0 }, false),
    entry("PyMem_Del", Role::Free { family: Family::PyMem, argument: 0 }, true),
    entry("PyMem_FREE", Role::Free { family: Family::PyMem, argument: 0 }, true),
    entry("PyMem_MALLOC", Role::Allocate { family: Family::PyMem, size: &[0], zeroed: false }, true),
    entry("PyMem_REALLOC", Role::Reallocate { family: Family::PyMem, size: &[1] }, true),
    entry("PyObject_MALLOC", Role::Allocate { family: Family::PyObject, size: &[0], zeroed: false }, true),
    entry("PyObject_REALLOC", Role::Reallocate { family: Family::PyObject, size: &[1] }, true),
    entry("PyObject_FREE", Role::Free { family: Family::PyObject, argument: 0 }, true),
];

/// The line of a C function by its C name.
pub fn by_name(name: &str) -> Option<&'static Entry> {
    REGULAR.iter().flatten().chain(OTHERS).find(|e| e.name == name)
}

/// What well-known functions do with the pointers they get, beside allocating.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Reads and writes through the pointer arguments, keeps none.
    Borrows,
    /// Returns argument 0 (`memcpy`, `strcpy`).
    ReturnsFirst,
    /// Keeps the argument (`PyCapsule_New` with a destructor).
    Keeps(usize),
    /// The result points into the object that is argument 0 and lives as long as it.
    PointsIntoFirst,
}

/// Functions that do not return.
pub static NEVER_RETURN: &[&str] = &[
    "abort",
    "exit",
    "_exit",
    "_Exit",
    "quick_exit",
    "longjmp",
    "Py_FatalError",
    "Py_Exit",
    "__builtin_trap",
];

static RETURN_FIRST: &[&str] = &[
    "memcpy",
    "memmove",
    "memset",
    "strcpy",
    "strncpy",
    "strcat",
    "strncat",
    "wmemcpy",
    "wcscpy",
    // Of a condition: hints to the C compiler.
    "likely",
    "unlikely",
    "__builtin_expect",
];

/// Memory that a well-known function reads or writes.
pub struct Region {
    name: &'static str,
    /// The argument that points to it.
    pub pointer: usize,
    /// Its size in bytes is the product of these arguments.
    pub size: &'static [usize],
    pub written: bool,
}

const fn region(name: &'static str, pointer: usize, size: &'static [usize], written: bool) -> Region {
    Region { name, pointer, size, written }
}

static REGIONS: &[Region] = &[
    region("memset", 0, &[2], true),
    region("memcpy", 0, &[2], true),
    region("memcpy", 1, &[2], false),
    region("memmove", 0, &[2], true),
    region("memmove", 1, &[2], false),
    region("memcmp", 0, &[2], false),
    region("memcmp", 1, &[2], false),
    region("memchr", 0, &[2], false),
    region("strncpy", 0, &[2], true),
    region("snprintf", 0, &[1], true),
    region("vsnprintf", 0, &[1], true),
    region("PyOS_snprintf", 0, &[1], true),
    region("fgets", 0, &[1], true),
    region("fread", 0, &[1, 2], true),
    region("fwrite", 0, &[1, 2], false),
    region("read", 1, &[2], true),
    region("pread", 1, &[2], true),
    region("write", 1, &[2], false),
    region("pwrite", 1, &[2], false),
    region("recv", 1, &[2], true),
    region("send", 1, &[2], false),
    region("PyBytes_FromStringAndSize", 0, &[1], false),
    region("PyUnicode_FromStringAndSize", 0, &[1], false),
    region("PyUnicode_DecodeUTF8", 0, &[1], false),
    region("PyByteArray_FromStringAndSize", 0, &[1], false),
];

/// The memory that a function reads or writes.
pub fn regions(name: &str) -> impl Iterator<Item = &'static Region> + '_ {
    REGIONS.iter().filter(move |r| r.name == name)
}

/// The arguments of a function that are C strings which it reads.
pub fn texts_read(name: &str) -> &'static [usize] {
    match name {
        "strlen" | "puts" | "atoi" | "atol" | "atof" | "PyBytes_FromString" | "PyUnicode_FromString" => &[0],
        "strcmp" | "strncmp" | "strcat" | "strcoll" => &[0, 1],
        "strcpy" | "strncpy" | "fputs" => &[1],
        _ => &[],
    }
}

static POINT_INTO_FIRST: &[&str] = &[
    "PyBytes_AsString",
    "PyBytes_AS_STRING",
    "PyUnicode_AsUTF8",
    "PyUnicode_AsUTF8AndSize",
    "PyByteArray_AsString",
    "PyByteArray_AS_STRING",
];

static BORROW: &[&str] = &[
    "printf",
    "fprintf",
    "snprintf",
    "sprintf",
    "vsnprintf",
    "sscanf",
    "fread",
    "fwrite",
    "fputs",
    "fgets",
    "puts",
    "read",
    "write",
    "pread",
    "pwrite",
    "recv",
    "send",
    "qsort",
    "bsearch",
    "fclose",
    "fopen",
    "perror",
    "strlen",
    "strnlen",
    "wcslen",
    "strcmp",
    "strncmp",
    "strcasecmp",
    "strncasecmp",
    "strcoll",
    "strspn",
    "strcspn",
    "memcmp",
    "memchr",
    "strchr",
    "strrchr",
    "strstr",
    "strtol",
    "strtod",
    "atoi",
    "atol",
    "atoll",
    "atof",
    "getenv",
    "remove",
    "rename",
    "PyOS_snprintf",
    "PyBytes_FromString",
    "PyBytes_FromStringAndSize",
    "PyUnicode_FromString",
    "PyUnicode_FromStringAndSize",
    "PyUnicode_DecodeUTF8",
    "PyUnicode_DecodeASCII",
    "PyUnicode_DecodeLatin1",
    "PyUnicode_Decode",
    "PyByteArray_FromStringAndSize",
    "PyErr_SetString",
    "PyErr_Format",
    "pow",
    "sqrt",
    "exp",
];

/// What is known of a C function that is neither ours nor an allocator. Of others a pointer may be kept.
pub fn effect(name: &str) -> Option<Effect> {
    if RETURN_FIRST.contains(&name) {
        Some(Effect::ReturnsFirst)
    } else if POINT_INTO_FIRST.contains(&name) {
        Some(Effect::PointsIntoFirst)
    } else if BORROW.contains(&name) {
        Some(Effect::Borrows)
    } else if matches!(name, "PyCapsule_New" | "PyCapsule_SetPointer" | "PyCapsule_SetContext") {
        Some(Effect::Keeps(if name == "PyCapsule_New" { 0 } else { 1 }))
    } else {
        None
    }
}

/// What functions of CPython do with references.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counting {
    /// Takes a reference to the argument.
    Takes(usize),
    /// Gives a reference to the argument back.
    GivesBack(usize),
    /// Takes the caller's reference to the argument over, also when it fails.
    Steals(usize),
    /// Takes it over when it succeeds.
    StealsOnSuccess(usize),
    /// Returns a new reference.
    New,
    /// Returns a reference that someone else holds.
    Borrowed,
}

static COUNTING: &[(Counting, &[&str])] = &[
    (Counting::Takes(0), &["Py_INCREF", "Py_XINCREF", "Py_IncRef"]),
    (Counting::GivesBack(0), &["Py_DECREF", "Py_XDECREF", "Py_DecRef", "Py_CLEAR"]),
    (Counting::Steals(2), &["PyTuple_SET_ITEM", "PyTuple_SetItem", "PyList_SET_ITEM", "PyList_SetItem"]),
    (Counting::Steals(1), &["PyArray_SetBaseObject"]),
    (Counting::StealsOnSuccess(2), &["PyModule_AddObject"]),
    (
        Counting::New,
        &[
            "PyObject_Call",
            "PyObject_CallObject",
            "PyObject_CallNoArgs",
            "PyObject_CallOneArg",
            "PyObject_CallFunction",
            "PyObject_CallMethod",
            "PyObject_CallFunctionObjArgs",
            "PyObject_GetAttr",
            "PyObject_GetAttrString",
            "PyObject_GetItem",
            "PyObject_Str",
            "PyObject_Repr",
            "PyObject_Bytes",
            "PyObject_GetIter",
            "PyIter_Next",
            "PyList_New",
            "PyTuple_New",
            "PyDict_New",
            "PySet_New",
            "PyLong_FromLong",
            "PyLong_FromLongLong",
            "PyLong_FromSize_t",
            "PyLong_FromSsize_t",
            "PyLong_FromUnsignedLong",
            "PyLong_FromVoidPtr",
            "PyFloat_FromDouble",
            "PyBytes_FromString",
            "PyBytes_FromStringAndSize",
            "PyUnicode_FromString",
            "PyUnicode_FromStringAndSize",
            "PyUnicode_FromFormat",
            "PyUnicode_AsUTF8String",
            "PyUnicode_DecodeUTF8",
            "PySequence_GetItem",
            "PySequence_List",
            "PySequence_Tuple",
            "PySequence_Fast",
            "PyNumber_Add",
            "PyNumber_Long",
            "PyImport_ImportModule",
            "PyImport_Import",
            "PyDict_Keys",
            "PyDict_Values",
            "PyDict_Items",
            "PyDict_Copy",
            "PyBool_FromLong",
            "PyTuple_Pack",
            "Py_BuildValue",
            "Py_NewRef",
            "PyMemoryView_FromMemory",
            "PyMemoryView_FromObject",
            "PyWeakref_NewRef",
            "PyCapsule_New",
        ],
    ),
    (
        Counting::Borrowed,
        &[
            "PyList_GetItem",
            "PyList_GET_ITEM",
            "PyTuple_GetItem",
            "PyTuple_GET_ITEM",
            "PyDict_GetItem",
            "PyDict_GetItemString",
            "PyDict_GetItemWithError",
            "PyErr_Occurred",
            "PyImport_AddModule",
            "PyModule_GetDict",
            "PyWeakref_GetObject",
            "PyWeakref_GET_OBJECT",
            "PySys_GetObject",
            "PyEval_GetBuiltins",
            "PyEval_GetGlobals",
        ],
    ),
];

/// What a function of CPython does with references.
pub fn counting(name: &str) -> Option<Counting> {
    COUNTING.iter().find(|(_, names)| names.contains(&name)).map(|(c, _)| *c)
}
