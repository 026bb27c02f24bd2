//! Headers for C code that uses the module: `m.h` for what is `public`, `m_api.h` for what is `api`.
//!
//! `m.h` declares functions, variables and types that a C file linked with the module calls by name. `m_api.h` has the
//! same for C files of other modules: pointers that `import_m()` fills from the module's `__pyx_capi__`, behind macros
//! of the plain names.
//!
//! ```text
//! cdef public int f(int x)    m.h:      __PYX_EXTERN_C int f(int);
//! cdef api int g(int x)       m_api.h:  static int (*__pyx_api_f_1m_g)(int) = 0;
//!                                       #define g __pyx_api_f_1m_g
//! ```

use crate::cx::Cx;
use crate::names::c_string;
use crate::{Headers, types};
use pyxide_mir::{CFunc, CVar, EmittedType};
use pyxide_types::cdecl::{declare, declare_function, shared_type};
use pyxide_types::{ClassId, LockKind, Origin, Type, TypeId, Types};
use rustc_hash::FxHashSet;
use std::fmt::Write;

/// Whether the module is used from C by headers.
pub fn wanted(cx: &Cx) -> bool {
    let m = cx.module;
    !m.public_types.is_empty()
        || m.cfuncs.iter().any(|f| f.access.is_public() && f.origin == Origin::Here || is_api_function(f))
        || m.cvars.iter().any(|v| (v.access.is_public() || v.access.is_api()) && v.origin == Origin::Here)
}

/// What keeps the headers of the module itself out of its own C file.
pub fn guards(cx: &Cx) -> String {
    let name = cx.module.name.replace('.', "__");
    format!("#define __PYX_HAVE__{name}\n#define __PYX_HAVE_API__{name}\n")
}

fn is_api_function(f: &CFunc) -> bool {
    f.access.is_api() && f.origin == Origin::Here
}

/// The texts of the headers.
pub fn print(cx: &Cx) -> Headers {
    if !wanted(cx) {
        return Headers::default();
    }
    let m = cx.module;
    let api_types: Vec<ClassId> = classes(cx).filter(|&c| m.types.classes[c.index()].facts.is_api).collect();
    let has_api =
        !api_types.is_empty() || m.cfuncs.iter().any(is_api_function) || m.cvars.iter().any(is_api_variable);
    Headers { public: Some(public(cx)), api: has_api.then(|| api(cx, &api_types)) }
}

fn is_api_variable(v: &CVar) -> bool {
    v.access.is_api() && v.origin == Origin::Here
}

fn classes<'a>(cx: &'a Cx) -> impl Iterator<Item = ClassId> + 'a {
    cx.module.public_types.iter().filter_map(|&t| cx.module.types.class_of(t))
}

/// Types that the declarations need, with those that they are made of.
struct Needed<'a> {
    types: &'a Types,
    seen: FxHashSet<TypeId>,
    structs: FxHashSet<EmittedType>,
    /// Classes that are only pointed to: what they hold may need headers that this one does not include.
    pointed: FxHashSet<ClassId>,
    mutex: bool,
}

impl Needed<'_> {
    fn add(&mut self, ty: TypeId) {
        if !self.seen.insert(ty) {
            return;
        }
        let t = self.types;
        self.mutex |= t.lock_kind(ty) == Some(LockKind::Mutex);
        match t.get(ty) {
            Type::Const(x) | Type::Volatile(x) | Type::Ptr(x) | Type::Array(x, _) => self.add(*x),
            Type::Func(sig) => {
                self.add(sig.ret);
                sig.params.iter().for_each(|p| self.add(p.ty));
            }
            Type::CTuple(items) => items.iter().for_each(|&i| self.add(i)),
            Type::Struct(s) => {
                let def = &t.structs[s.index()];
                if def.origin != Origin::Extern {
                    self.structs.insert(EmittedType::Struct(*s));
                    def.fields.iter().flatten().for_each(|f| self.add(f.ty));
                }
            }
            Type::Enum(e) if t.enums[e.index()].origin != Origin::Extern => {
                self.structs.insert(EmittedType::Enum(*e));
            }
            Type::Typedef(d) => {
                let def = &t.typedefs[d.index()];
                if def.origin != Origin::Extern {
                    self.structs.insert(EmittedType::Typedef(*d));
                    self.add(def.base);
                }
            }
            Type::Class(c) if t.classes[c.index()].origin != Origin::Extern => {
                self.pointed.insert(*c);
            }
            _ => {}
        }
    }

    /// A class whose instances can be looked into, with what it derives from.
    fn add_whole(&mut self, class: ClassId) {
        let def = &self.types.classes[class.index()];
        if def.origin == Origin::Extern || !self.structs.insert(EmittedType::Class(class)) {
            return;
        }
        if let Some(base) = self.types.class_of(def.base) {
            self.add_whole(base);
        }
        def.fields.iter().for_each(|f| self.add(f.ty));
    }
}

/// The C type of `cython.pymutex`, as `runtime/lock.h` has it.
const MUTEX: &str = "#ifndef PYX_HAVE_MUTEX
#define PYX_HAVE_MUTEX
#include <pythread.h>
#if PY_VERSION_HEX >= 0x030d0000
typedef PyMutex pyx_mutex;
#else
typedef PyThread_type_lock pyx_mutex;
#endif
#endif
";

const EXTERN_C: &str = "#ifdef CYTHON_EXTERN_C
  #undef __PYX_EXTERN_C
  #define __PYX_EXTERN_C CYTHON_EXTERN_C
#elif !defined(__PYX_EXTERN_C)
  #ifdef __cplusplus
    #define __PYX_EXTERN_C extern \"C\"
  #else
    #define __PYX_EXTERN_C extern
  #endif
#endif
#ifndef DL_IMPORT
  #define DL_IMPORT(_T) _T
#endif
";

fn public(cx: &Cx) -> String {
    let m = cx.module;
    let t = &m.types;
    let guard = m.name.replace('.', "__");
    let mut out = format!(
        "/* {} */\n#ifndef __PYX_HAVE__{guard}\n#define __PYX_HAVE__{guard}\n#include \"Python.h\"\n\n",
        cx.options.banner
    );
    let mut needed = Needed {
        types: t,
        seen: FxHashSet::default(),
        structs: FxHashSet::default(),
        pointed: FxHashSet::default(),
        mutex: false,
    };
    m.public_types.iter().for_each(|&ty| match t.class_of(ty) {
        Some(class) => needed.add_whole(class),
        None => needed.add(ty),
    });
    let functions: Vec<&CFunc> = m
        .cfuncs
        .iter()
        .filter(|f| (f.access.is_public() || f.access.is_api()) && f.origin == Origin::Here)
        .collect();
    let variables: Vec<&CVar> = m
        .cvars
        .iter()
        .filter(|v| (v.access.is_public() || v.access.is_api()) && v.origin == Origin::Here)
        .collect();
    for f in &functions {
        needed.add(f.sig.ret);
        f.sig.params.iter().for_each(|p| needed.add(p.ty));
    }
    variables.iter().for_each(|v| needed.add(v.ty));
    let chosen: Vec<EmittedType> =
        m.emitted_types.iter().copied().filter(|e| needed.structs.contains(e)).collect();
    if needed.mutex {
        out.push_str(MUTEX);
    }
    for &e in &m.emitted_types {
        if let EmittedType::Class(c) = e
            && needed.pointed.contains(&c)
            && !needed.structs.contains(&e)
        {
            let _ = writeln!(out, "{};", t.classes[c.index()].struct_cname);
        }
    }
    types::definitions(cx, &chosen, &mut out);
    for c in classes(cx) {
        let def = &t.classes[c.index()];
        if let (true, Some(name)) = (def.facts.is_typedef, def.struct_cname.strip_prefix("struct ")) {
            let _ = writeln!(out, "typedef {} {name};", def.struct_cname);
        }
    }
    let _ = writeln!(out, "\n#ifndef __PYX_HAVE_API__{guard}\n{EXTERN_C}");
    for c in classes(cx) {
        let def = &t.classes[c.index()];
        if let (true, Some(name)) = (def.facts.is_public, &def.type_cname) {
            let _ = writeln!(out, "__PYX_EXTERN_C DL_IMPORT(PyTypeObject) {name};");
        }
    }
    for f in functions.iter().filter(|f| f.access.is_public()) {
        let _ = writeln!(out, "__PYX_EXTERN_C {};", declare_function(t, &f.sig, &f.cname));
    }
    for v in variables.iter().filter(|v| v.access.is_public()) {
        let _ = writeln!(out, "__PYX_EXTERN_C {};", declare(t, v.ty, &v.cname));
    }
    let _ = write!(
        out,
        "\n#endif /* !__PYX_HAVE_API__{guard} */\n\nPyMODINIT_FUNC {}(void);\n\n#endif /* !__PYX_HAVE__{guard} */\n",
        crate::module::init_name(m)
    );
    out
}

/// Takes a pointer from a module's `__pyx_capi__`, under the first of two names that is there. Shared by the headers
/// of all modules.
const IMPORT: &str = "#ifndef __PYX_HAVE_RT_pyxide_api_import
#define __PYX_HAVE_RT_pyxide_api_import
static int pyxide_api_import(PyObject *module, const char *name, const char *other, void **p, const char *sig,
                             const char *what) {
  PyObject *capsule = 0, *dict = PyObject_GetAttrString(module, \"__pyx_capi__\");
  if (!dict) return -1;
  if (other) capsule = PyDict_GetItemString(dict, other);
  if (!capsule) capsule = PyDict_GetItemString(dict, name);
  if (!capsule) {
    PyErr_Format(PyExc_ImportError, \"%.200s does not export expected C %.8s %.200s\", PyModule_GetName(module), what, name);
  } else if (!PyCapsule_IsValid(capsule, sig)) {
    PyErr_Format(PyExc_TypeError, \"C %.8s %.200s.%.200s has wrong signature (expected %.500s, got %.500s)\", what,
                 PyModule_GetName(module), name, sig, PyCapsule_GetName(capsule));
  } else {
    *p = PyCapsule_GetPointer(capsule, sig);
  }
  Py_DECREF(dict);
  return *p ? 0 : -1;
}
#endif
";

/// Takes a type from a module, and compares the size of its instances.
const IMPORT_TYPE: &str = "#ifndef __PYX_HAVE_RT_pyxide_api_import_type
#define __PYX_HAVE_RT_pyxide_api_import_type
static PyTypeObject *pyxide_api_import_type(PyObject *module, const char *name, size_t size) {
  PyObject *type = PyObject_GetAttrString(module, name);
  if (!type) return 0;
  if (!PyType_Check(type)) {
    PyErr_Format(PyExc_TypeError, \"%.200s.%.200s is not a type object\", PyModule_GetName(module), name);
  } else if ((size_t)((PyTypeObject *)type)->tp_basicsize < size) {
    PyErr_Format(PyExc_ValueError,
                 \"%.200s.%.200s size changed, may indicate binary incompatibility. \"
                 \"Expected %zd from C header, got %zd from PyObject\",
                 PyModule_GetName(module), name, size, ((PyTypeObject *)type)->tp_basicsize);
  } else {
    return (PyTypeObject *)type;
  }
  Py_DECREF(type);
  return 0;
}
#endif
";

fn api(cx: &Cx, api_types: &[ClassId]) -> String {
    let m = cx.module;
    let t = &m.types;
    let guard = m.name.replace('.', "__");
    let last = m.name.rsplit('.').next().unwrap_or(&m.name);
    let mangled: String = m.name.split('.').map(|part| format!("{}{part}_", part.len())).collect();
    let mut out = format!(
        "/* {} */\n#ifndef __PYX_HAVE_API__{guard}\n#define __PYX_HAVE_API__{guard}\n#include \"Python.h\"\n\
         #include \"{last}.h\"\n\n",
        cx.options.banner
    );
    let mut imports = String::new();
    for &c in api_types {
        let def = &t.classes[c.index()];
        let Some(name) = &def.type_cname else { continue };
        let pointer = format!("__pyx_ptype_{mangled}{}", def.name);
        let _ = writeln!(out, "static PyTypeObject *{pointer} = 0;\n#define {name} (*{pointer})");
        let _ = writeln!(
            imports,
            "  if (!({pointer} = pyxide_api_import_type(module, {}, sizeof({})))) goto bad;",
            c_string(def.name.as_bytes()),
            def.struct_cname
        );
    }
    for f in m.cfuncs.iter().filter(|f| is_api_function(f)) {
        let pointer = format!("__pyx_api_f_{mangled}{}", f.capi_name);
        let plain = if f.access.is_public() { &f.cname } else { &f.capi_name };
        let _ =
            writeln!(out, "static {} = 0;\n#define {plain} {pointer}", cx.function_pointer(&f.sig, &pointer));
        let other = f.capi_alias.as_ref().map_or("0".to_string(), |a| c_string(a.as_bytes()));
        let _ = writeln!(
            imports,
            "  if (pyxide_api_import(module, {}, {other}, (void **)&{pointer}, {}, \"function\") < 0) goto bad;",
            c_string(f.capi_name.as_bytes()),
            c_string(f.capi_signature.as_bytes())
        );
    }
    for v in m.cvars.iter().filter(|v| is_api_variable(v)) {
        let pointer = format!("__pyx_api_vp_{mangled}{}", v.name);
        let declared = match t.get(v.ty) {
            Type::Array(..) => format!("(*{pointer})"),
            _ => format!("*{pointer}"),
        };
        let plain = if v.access.is_public() { &v.cname } else { &v.name };
        let _ = writeln!(out, "static {} = 0;\n#define {plain} (*{pointer})", declare(t, v.ty, &declared));
        let _ = writeln!(
            imports,
            "  if (pyxide_api_import(module, {}, 0, (void **)&{pointer}, {}, \"variable\") < 0) goto bad;",
            c_string(v.name.as_bytes()),
            c_string(shared_type(t, v.ty, None).as_bytes())
        );
    }
    out.push('\n');
    if imports.contains("pyxide_api_import(") {
        out.push_str(IMPORT);
    }
    if !api_types.is_empty() {
        out.push_str(IMPORT_TYPE);
    }
    let _ = write!(
        out,
        "\nstatic int import_{guard}(void) {{\n  PyObject *module = PyImport_ImportModule({});\n  if (!module) return -1;\n\
         {imports}  Py_DECREF(module);\n  return 0;\nbad:\n  Py_DECREF(module);\n  return -1;\n}}\n\n\
         #endif /* !__PYX_HAVE_API__{guard} */\n",
        c_string(m.name.as_bytes())
    );
    out
}
