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
    /// Releases argument 0, which may be NULL.
    Free { family: Family },
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
            entry($free, Role::Free { family: Family::$family }, $gil),
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
    entry("cfree", Role::Free { family: Family::C }, false),
    entry("PyMem_Del", Role::Free { family: Family::PyMem }, true),
    entry("PyMem_FREE", Role::Free { family: Family::PyMem }, true),
    entry("PyMem_MALLOC", Role::Allocate { family: Family::PyMem, size: &[0], zeroed: false }, true),
    entry("PyMem_REALLOC", Role::Reallocate { family: Family::PyMem, size: &[1] }, true),
    entry("PyObject_MALLOC", Role::Allocate { family: Family::PyObject, size: &[0], zeroed: false }, true),
    entry("PyObject_REALLOC", Role::Reallocate { family: Family::PyObject, size: &[1] }, true),
    entry("PyObject_FREE", Role::Free { family: Family::PyObject }, true),
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
    /// Keeps argument 0 with a destructor (`PyCapsule_New`).
    KeepsFirst,
    /// The result points into the object that is argument 0 and lives as long as it.
    PointsIntoFirst,
}

/// Name prefixes and names of functions that only borrow pointers.
static BORROWING_PREFIXES: &[&str] = &[
    "str", "mem", "wcs", "wmem", "is", "to", "f", "s", "v", "ato", "Py", "_Py", "math", "qsort", "bsearch",
    "pyx_",
];

/// What is known of a C function that is neither ours nor an allocator.
pub fn effect(name: &str) -> Option<Effect> {
    match name {
        "memcpy" | "memmove" | "memset" | "strcpy" | "strncpy" | "strcat" | "strncat" => {
            Some(Effect::ReturnsFirst)
        }
        "PyCapsule_New" | "PyCapsule_SetPointer" | "PyCapsule_SetContext" => Some(Effect::KeepsFirst),
        "PyBytes_AsString"
        | "PyBytes_AS_STRING"
        | "PyUnicode_AsUTF8"
        | "PyUnicode_AsUTF8AndSize"
        | "PyByteArray_AsString"
        | "PyByteArray_AS_STRING" => Some(Effect::PointsIntoFirst),
        "printf" | "fprintf" | "snprintf" | "sprintf" | "sscanf" | "fread" | "fwrite" | "fputs" | "fgets"
        | "puts" | "read" | "write" | "qsort" | "bsearch" | "fclose" | "setbuf" | "perror" => {
            Some(Effect::Borrows)
        }
        _ if libc_like(name) => Some(Effect::Borrows),
        _ => None,
    }
}

fn libc_like(name: &str) -> bool {
    [
        "strlen", "strcmp", "strncmp", "strchr", "strrchr", "strstr", "strtol", "strtod", "strtoul",
        "memcmp", "memchr",
    ]
    .contains(&name)
        || (name.starts_with("PyBytes_From")
            || name.starts_with("PyUnicode_From")
            || name.starts_with("PyUnicode_Decode"))
        || BORROWING_PREFIXES.iter().take(2).any(|p| name.starts_with(p)) && name.len() < 9
}
