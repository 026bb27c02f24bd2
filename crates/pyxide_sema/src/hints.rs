//! What to do about the commonest mistakes: the help that stands under an error.
//!
//! Needs only names and types, and promises nothing but text: a hint never changes what is accepted.
//!
//! ```text
//! sqrt(2.0)           undeclared name    help: `from libc.math cimport sqrt`
//! fill(p)             'P' for 'P *'      help: pass its address: put `&` before it
//! ```

use crate::body::types::{self, display};
use crate::context::{Cx, Env};
use crate::declare::types::lookup_path;
use crate::scope::SymbolKind;
use pyxide_diagnostics::{Diagnostic, Span, codes, did_you_mean};
use pyxide_types::{Type, TypeId, Types};

/// Names of the shipped declaration files that code uses without saying where they come from.
pub const CIMPORTS: &[(&str, &str)] = &[
    (
        "libc.stdlib",
        "malloc calloc realloc free abort exit qsort bsearch atoi atof atol strtol strtod rand srand getenv",
    ),
    (
        "libc.string",
        "memcpy memmove memset memcmp memchr strlen strcpy strncpy strcmp strncmp strcat strdup strchr strstr",
    ),
    (
        "libc.stdio",
        "printf fprintf sprintf snprintf sscanf puts putchar fopen fclose fread fwrite fgets fputs fflush FILE stdout stderr stdin EOF",
    ),
    (
        "libc.math",
        "sqrt cbrt pow exp exp2 expm1 log log2 log10 log1p sin cos tan asin acos atan atan2 sinh cosh tanh hypot floor ceil fabs fmod fmin fmax isnan isinf isfinite M_PI M_E INFINITY NAN erf tgamma lgamma lround",
    ),
    (
        "libc.stdint",
        "int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t intptr_t uintptr_t intmax_t uintmax_t INT32_MAX INT64_MAX UINT32_MAX UINT64_MAX INT32_MIN INT64_MIN",
    ),
    (
        "libc.limits",
        "INT_MAX INT_MIN UINT_MAX LONG_MAX LONG_MIN ULONG_MAX CHAR_MAX CHAR_MIN SHRT_MAX SHRT_MIN CHAR_BIT",
    ),
    ("libc.float", "DBL_MAX DBL_MIN DBL_EPSILON FLT_MAX FLT_MIN FLT_EPSILON"),
    ("libc.errno", "errno ENOMEM EINVAL ENOENT"),
    ("libc.time", "time_t clock clock_t CLOCKS_PER_SEC"),
    ("libcpp.vector", "vector"),
    ("libcpp.string", "string"),
    ("libcpp.map", "map"),
    ("libcpp.unordered_map", "unordered_map"),
    ("libcpp.unordered_set", "unordered_set"),
    ("libcpp.utility", "pair"),
    ("libcpp.memory", "unique_ptr shared_ptr make_shared"),
    ("libcpp.deque", "deque"),
    ("cpython.ref", "PyObject Py_INCREF Py_DECREF Py_XINCREF Py_XDECREF Py_CLEAR"),
    ("cpython.mem", "PyMem_Malloc PyMem_Realloc PyMem_Free"),
    ("cpython.bytes", "PyBytes_FromStringAndSize PyBytes_AsString PyBytes_AS_STRING PyBytes_GET_SIZE"),
    ("cpython.list", "PyList_New PyList_SET_ITEM PyList_GET_ITEM PyList_GET_SIZE"),
    ("cpython.tuple", "PyTuple_New PyTuple_SET_ITEM PyTuple_GET_ITEM PyTuple_GET_SIZE"),
    ("cpython.exc", "PyErr_CheckSignals PyErr_SetString PyErr_Occurred PyErr_Clear"),
    ("cpython.buffer", "PyObject_GetBuffer PyBuffer_Release PyBUF_SIMPLE"),
    ("cpython.pycapsule", "PyCapsule_New PyCapsule_GetPointer"),
    ("cython.operator", "dereference preincrement postincrement"),
    ("cython.parallel", "prange"),
];

/// The types of the `cython` module that misspellings are compared with.
pub const CYTHON_TYPES: &[&str] = &[
    "int",
    "uint",
    "long",
    "ulong",
    "longlong",
    "ulonglong",
    "short",
    "ushort",
    "char",
    "uchar",
    "schar",
    "float",
    "double",
    "longdouble",
    "bint",
    "void",
    "size_t",
    "Py_ssize_t",
    "ssize_t",
    "Py_UCS4",
    "Py_UNICODE",
    "Py_hash_t",
    "complex",
    "doublecomplex",
    "floatcomplex",
    "integral",
    "floating",
    "numeric",
    "pointer",
    "p_char",
    "p_int",
    "p_void",
    "p_double",
];

/// Python modules whose import is forgotten.
const IMPORTS: &[(&str, &str)] = &[
    ("np", "`import numpy as np`, and `cimport numpy as np` for its C types"),
    ("numpy", "`import numpy`, and `cimport numpy` for its C types"),
    ("cython", "`cimport cython`"),
    ("long", "Python 3 has only `int`"),
    ("basestring", "Python 3 has only `str`"),
    ("raw_input", "it is `input` in Python 3"),
    ("reduce", "`from functools import reduce`"),
];

/// What to write so that the name means something.
pub fn where_declared(name: &str) -> Option<String> {
    if let Some((_, text)) = IMPORTS.iter().find(|(n, _)| *n == name) {
        return Some(text.to_string());
    }
    let of = |names: &str| names.split(' ').any(|n| n == name);
    if let Some((module, _)) = CIMPORTS.iter().find(|(_, names)| of(names)) {
        return Some(format!("`from {module} cimport {name}`"));
    }
    let modules = [
        "os",
        "sys",
        "math",
        "time",
        "re",
        "json",
        "random",
        "itertools",
        "functools",
        "collections",
        "struct",
    ];
    modules.contains(&name).then(|| format!("`import {name}`"))
}

/// What to write instead of a conversion that C does not make.
pub fn conversion(t: &Types, from: TypeId, to: TypeId) -> Option<String> {
    let (f, g) = (t.unqualified(from), t.unqualified(to));
    let same = |a: TypeId, b: TypeId| t.unqualified(a) == t.unqualified(b);
    let pointee = |ty| t.pointee(ty).filter(|_| !t.is_object(ty) && t.signature(ty).is_none());
    let is_c = |ty| !t.is_object(ty) && ty != Types::ERROR;
    Some(match (pointee(f), pointee(g)) {
        (None, Some(target)) if is_c(f) && same(f, target) => "pass its address: put `&` before it".into(),
        (Some(source), None) if is_c(g) && same(source, g) => {
            "take what it points to: put `[0]` after it".into()
        }
        (Some(source), Some(_)) if t.is_void(source) => {
            format!("say what it points to: cast it to `<{}>`", display(t, to))
        }
        (Some(source), Some(target)) if !t.is_void(source) && !t.is_void(target) => {
            format!("if the memory holds that, cast it to `<{}>`", display(t, to))
        }
        (Some(source), None) if t.is_object(g) && !matches!(t.kind(f), Type::Array(..)) => {
            if t.is_void(source) {
                "Python has no pointers: cast it to `<size_t>` for the address, or to `<object>` if it is one"
                    .into()
            } else if t.is_numeric(source) || matches!(t.kind(source), Type::Struct(_)) {
                "Python has no pointers: `[0]` after it gives the value, `[:n]` the first n values; a class can keep it in a `cdef` attribute".into()
            } else {
                return None;
            }
        }
        (None, Some(target)) if t.is_object(f) && !types::is_c_string(t, g) => {
            if t.is_numeric(target) {
                "Python objects have no such memory: copy their items into a C array, one by one".into()
            } else {
                format!(
                    "if its address is meant, cast it to `<void *>`; a pointer that was put in an int: `<{}> <size_t>`",
                    display(t, to)
                )
            }
        }
        (None, None) if t.is_float(f) && t.is_int(g) => {
            format!("cast it to `<{}>`, which cuts off the fraction", display(t, to))
        }
        _ => return None,
    })
}

/// The error at a name that stands where a type has to stand.
pub fn unknown_type(cx: &Cx<'_, '_>, env: Env<'_>, parts: &[&str], span: Span) -> Diagnostic {
    let name = parts[parts.len() - 1];
    let missing = parts.len() > 1 && lookup_path(cx, env, &parts[..1]).is_none();
    let (message, unknown) = match missing {
        true => (format!("'{}' is not declared", parts[0]), parts[0]),
        false => (format!("'{name}' is not a type identifier"), name),
    };
    let hint = match where_declared(unknown) {
        Some(hint) if parts.len() == 1 || missing => Some(hint),
        _ if parts.len() == 1 => near_type(cx, env, name).map(|near| format!("did you mean `{near}`?")),
        _ if missing => Some(format!("`cimport {unknown}`, if there is a declaration file")),
        _ => None,
    };
    let error = Diagnostic::new(codes::UNDECLARED_NAME, message).at(span);
    hint.into_iter().fold(error, |error, hint| error.help(hint))
}

fn near_type(cx: &Cx<'_, '_>, env: Env<'_>, name: &str) -> Option<String> {
    let mut names: Vec<&str> =
        vec!["int", "double", "float", "char", "bint", "size_t", "Py_ssize_t", "object"];
    for id in cx.scopes.visible(env.scope) {
        names.extend(cx.scopes.get(id).symbols.values().filter_map(|s| match s.kind {
            SymbolKind::Type(_) | SymbolKind::Class(_) | SymbolKind::Fused(_) => Some(s.name.as_str()),
            _ => None,
        }));
    }
    did_you_mean(name, names).map(str::to_string)
}
