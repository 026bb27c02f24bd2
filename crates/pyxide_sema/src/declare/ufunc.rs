//! `cython.ufunc`: a C function becomes a numpy ufunc, which applies it to whole arrays.
//!
//! The loops over the arrays and the call that makes the ufunc are written as source text (see [`super::synthesize`]): one
//! loop for each specialisation of the function. The text knows the C function and its types under made names. Which of
//! numpy's types a C type is, only the C compiler can tell of types that C headers define: macros ask for size and sign.
//!
//! ```cython
//! @cython.ufunc
//! cdef double half(int x) nogil:      # numpy calls a loop (int → double); `half` is the ufunc
//!     return x / 2.0
//! ```
//!
//! The name of the function means the ufunc everywhere in the module. numpy's headers are needed to compile the C file.

use super::{Unit, statements, synthesize};
use crate::context::{Cx, Declared};
use crate::directives::Directives;
use crate::scope::{Symbol, SymbolKind};
use pyxide_diagnostics::{Span, codes};
use pyxide_hir::CFuncId;
use pyxide_syntax::ast::{self, Ident, StmtKind};
use pyxide_types::{IntKind, Type, TypeId, cdecl, display::display};
use smol_str::{SmolStr, format_smolstr};
use std::fmt::Write;
use std::rc::Rc;

/// What all ufuncs of a module share. An output object takes the place of the one that the array had.
const SHARED: &str = r##"cimport numpy as __pyx_ufunc_numpy
cdef extern from *:
    """
    #include <numpy/arrayobject.h>
    #include <numpy/ufuncobject.h>
    static CYTHON_UNUSED int pyx_ufunc_int(size_t size, int is_unsigned) {
        switch (size) {
        case 1: return is_unsigned ? NPY_UINT8 : NPY_INT8;
        case 2: return is_unsigned ? NPY_UINT16 : NPY_INT16;
        case 4: return is_unsigned ? NPY_UINT32 : NPY_INT32;
        case 8: return is_unsigned ? NPY_UINT64 : NPY_INT64;
        }
        return NPY_NOTYPE;
    }
    static CYTHON_UNUSED int pyx_ufunc_float(size_t size) {
        return size == sizeof(npy_float) ? NPY_FLOAT : size == sizeof(npy_double) ? NPY_DOUBLE :
            size == sizeof(npy_longdouble) ? NPY_LONGDOUBLE : NPY_NOTYPE;
    }
    static CYTHON_UNUSED int pyx_ufunc_complex(size_t size) {
        return size == sizeof(npy_cfloat) ? NPY_CFLOAT : size == sizeof(npy_cdouble) ? NPY_CDOUBLE :
            size == sizeof(npy_clongdouble) ? NPY_CLONGDOUBLE : NPY_NOTYPE;
    }
    static CYTHON_UNUSED PyObject *pyx_ufunc_get(char *from) {
        PyObject *o = *(PyObject **)from;
        if (o == NULL) o = Py_None;
        Py_INCREF(o);
        return o;
    }
    static CYTHON_UNUSED void pyx_ufunc_put(char *to, PyObject *o) {
        PyObject *old = *(PyObject **)to;
        Py_INCREF(o);
        *(PyObject **)to = o;
        Py_XDECREF(old);
    }
    static PyObject *pyx_ufunc_make(void **loops, void **data, char *types, int n, int in, int out, const char *name, const char *doc) {
        int i;
        for (i = 0; i < n * (in + out); i++) {
            if (types[i] == NPY_NOTYPE) {
                PyErr_Format(PyExc_TypeError, "numpy has no type for an argument of ufunc '%s'", name);
                return NULL;
            }
        }
        if (PyUFunc_API == NULL && _import_umath() < 0) return NULL;
        return PyUFunc_FromFuncAndData((PyUFuncGenericFunction *)(void *)loops, data, types, n, in, out, PyUFunc_None, (char *)name, (char *)doc, 0);
    }
    """
    ctypedef Py_ssize_t __pyx_ufunc_intp "npy_intp"
    object __pyx_ufunc_get "pyx_ufunc_get" (char *)
    void __pyx_ufunc_put "pyx_ufunc_put" (char *, object)
    object __pyx_ufunc_make "pyx_ufunc_make" (void **, void **, char *, int, int, int, const char *, const char *)
"##;

/// Makes the ufunc of the C function that `name` was declared as.
pub fn make<'ast>(cx: &mut Cx<'ast, '_>, unit: &Unit, name: &Ident, doc: Option<&SmolStr>) {
    let kind = cx.scopes.lookup_here(unit.scope, &name.name).map(|s| s.kind.clone());
    let functions: Vec<CFuncId> = match kind {
        Some(SymbolKind::CFunc { func, is_cpdef: false }) => vec![func],
        Some(SymbolKind::FusedFunc(i)) if cx.fused_functions[i].py_specialisations.is_empty() => {
            cx.fused_functions[i].specialisations.iter().map(|(_, f)| *f).collect()
        }
        _ => return cx.not_supported(name.span, "cython.ufunc of a cpdef function"),
    };
    let number = cx.ufuncs.len();
    let prefix = format!("__pyx_ufunc_{number}");
    let mut maker = Maker { prefix, unit, macros: String::new(), loops: String::new(), types: vec![] };
    let mut counts = (0, 0);
    for (i, &func) in functions.iter().enumerate() {
        match maker.specialisation(cx, name.span, i, func) {
            Some(n) => counts = n,
            None => return,
        }
    }
    let Maker { prefix, macros, loops, types, .. } = maker;
    let mut text = if number == 0 { SHARED.to_string() } else { String::new() };
    let n = functions.len();
    let _ = write!(
        text,
        "cdef extern from *:\n    \"\"\"\n    static void *{prefix}_loops[{n}];\n    static void *{prefix}_data[{n}];\n    \
         static char {prefix}_types[{}];\n{macros}    \"\"\"\n    void **{prefix}_loops\n    void **{prefix}_data\n    \
         char *{prefix}_types\n",
        types.len()
    );
    for constant in &types {
        let _ = writeln!(text, "    char {constant}");
    }
    text.push_str(&loops);
    for i in 0..n {
        let _ = writeln!(text, "{prefix}_loops[{i}] = <void *>&{prefix}_{i}_loop");
    }
    for (i, constant) in types.iter().enumerate() {
        let _ = writeln!(text, "{prefix}_types[{i}] = {constant}");
    }
    let doc = doc.map_or("NULL".to_string(), |d| format!("b{}", bytes(d)));
    let _ = writeln!(
        text,
        "{0} = __pyx_ufunc_make({prefix}_loops, {prefix}_data, {prefix}_types, {n}, {1}, {2}, b{3}, {doc})",
        name.name,
        counts.0,
        counts.1,
        bytes(&name.name)
    );
    let symbol =
        Symbol { name: name.name.clone(), span: name.span, kind: SymbolKind::PyGlobal, from_pxd: false };
    cx.scopes.define(unit.scope, symbol);
    cx.add_global(&name.name);
    // What users set for their own code does not change what is made.
    let made = Unit { directives: Rc::new(Directives::default()), ..unit.clone() };
    let body = synthesize::read(cx, &made, &text);
    statements::read_all(cx, &made, body);
    // Declarations need no code of their own.
    let start = body.iter().position(|s| matches!(s.kind, StmtKind::Assign { .. })).unwrap_or(body.len());
    cx.ufuncs.push(&body[start..]);
    cx.declared.insert(name.span, Declared::Ufunc(number));
}

/// A literal of the text in UTF-8, without its prefix.
fn bytes(text: &str) -> String {
    let mut out = String::from("\"");
    for b in text.bytes() {
        match b {
            b'"' | b'\\' => out.extend(['\\', b as char]),
            b' '..=b'~' => out.push(b as char),
            b => {
                let _ = write!(out, "\\x{b:02x}");
            }
        }
    }
    out.push('"');
    out
}

struct Maker<'u> {
    prefix: String,
    unit: &'u Unit,
    macros: String,
    loops: String,
    /// The constants that say numpy's types, for every loop those of inputs and outputs.
    types: Vec<String>,
}

impl Maker<'_> {
    /// Writes the loop of one C function; gives the numbers of inputs and outputs.
    fn specialisation(
        &mut self,
        cx: &mut Cx<'_, '_>,
        span: Span,
        index: usize,
        func: CFuncId,
    ) -> Option<(usize, usize)> {
        let sig = cx.cfuncs[func.index()].sig.clone();
        let results = match cx.types.get(sig.ret) {
            Type::CTuple(items) => items.clone(),
            _ => vec![sig.ret],
        };
        let (n_in, n_out) = (sig.params.len(), results.len());
        let own = format!("{}_{index}", self.prefix);
        let all: Vec<TypeId> = sig.params.iter().map(|p| p.ty).chain(results).collect();
        let mut any_object = false;
        for (i, &ty) in all.iter().enumerate() {
            let ty = cx.types.unqualified(ty);
            let constant = format!("{own}_type_{i}");
            let Some(value) = numpy_type(cx, ty) else {
                let message = format!("Type '{}' cannot be used as a ufunc argument", display(&cx.types, ty));
                cx.sink.error(codes::INVALID_DECLARATION, span, message);
                return None;
            };
            any_object |= cx.types.is_object(ty);
            let _ = writeln!(self.macros, "    #define {constant} {value}");
            self.types.push(constant);
            self.define(cx, format_smolstr!("{own}_t{i}"), SymbolKind::Type(ty));
        }
        self.define(cx, format_smolstr!("{own}_call"), SymbolKind::CFunc { func, is_cpdef: false });
        let text = &mut self.loops;
        let (nogil, block) = match (any_object, sig.nogil) {
            (true, _) => ("", "if True"),
            (false, true) => (" nogil", "if True"),
            // numpy calls loops over plain data without the GIL.
            (false, false) => (" nogil", "with gil"),
        };
        let _ = writeln!(
            text,
            "cdef void {own}_loop(char **args, const __pyx_ufunc_intp *dimensions, const __pyx_ufunc_intp *steps, void *data) \
             except *{nogil}:\n    cdef __pyx_ufunc_intp i"
        );
        for i in 0..all.len() {
            let _ = writeln!(text, "    cdef char *p{i} = args[{i}]\n    cdef {own}_t{i} v{i}");
        }
        let _ = writeln!(text, "    {block}:\n        for i in range(dimensions[0]):");
        let object = |i: usize| cx.types.is_object(all[i]);
        for i in 0..n_in {
            let _ = if object(i) {
                writeln!(text, "            v{i} = __pyx_ufunc_get(p{i})")
            } else {
                writeln!(text, "            v{i} = (<{own}_t{i} *>p{i})[0]")
            };
        }
        let list =
            |range: std::ops::Range<usize>| range.map(|i| format!("v{i}")).collect::<Vec<_>>().join(", ");
        let _ = writeln!(text, "            {} = {own}_call({})", list(n_in..all.len()), list(0..n_in));
        for i in n_in..all.len() {
            let _ = if object(i) {
                writeln!(text, "            __pyx_ufunc_put(p{i}, v{i})")
            } else {
                writeln!(text, "            (<{own}_t{i} *>p{i})[0] = v{i}")
            };
        }
        for i in 0..all.len() {
            let _ = writeln!(text, "            p{i} += steps[{i}]");
        }
        Some((n_in, n_out))
    }

    fn define(&self, cx: &mut Cx<'_, '_>, name: SmolStr, kind: SymbolKind) {
        cx.scopes.define(self.unit.scope, Symbol { name, span: Span::default(), kind, from_pxd: false });
    }
}

/// The C expression for numpy's number of a type.
fn numpy_type(cx: &Cx<'_, '_>, ty: TypeId) -> Option<String> {
    let t = &cx.types;
    if t.is_object(ty) {
        return Some("NPY_OBJECT".into());
    }
    let c = cdecl::type_name(t, ty);
    match t.kind(ty) {
        Type::Int(IntKind::Bint) => None,
        Type::Int(_) => Some(format!("pyx_ufunc_int(sizeof({c}), ({c})-1 > ({c})0)")),
        Type::Float(_) => Some(format!("pyx_ufunc_float(sizeof({c}))")),
        Type::Complex(_) => Some(format!("pyx_ufunc_complex(sizeof({c}))")),
        _ => None,
    }
}

/// Reports the decorator where what it decorates is no C function of a module.
pub fn refuse(cx: &mut Cx<'_, '_>, decorators: &[ast::Decorator], span: Span, method: bool) {
    let message = if method {
        "Methods cannot currently be converted to a ufunc"
    } else {
        "Only C functions can be converted to a ufunc"
    };
    let span = decorators.first().map_or(span, |d| d.span);
    cx.sink.error(codes::INVALID_DECLARATION, span, message);
}
