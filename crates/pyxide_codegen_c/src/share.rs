//! Sharing with other modules: imported functions, variables and types; exported functions and variables.
//!
//! C variables of the module that hold objects start as None. Imports and exports are done in `pyx_setup`, before the
//! module body: exports first, so that modules that cimport each other find what they need.

use crate::cx::Cx;
use crate::names::c_string;
use pyxide_types::cdecl::shared_type;
use pyxide_types::{CheckSize, ClassId, Origin};
use std::fmt::Write;

/// Pointer variables for what other modules provide.
pub fn declarations(cx: &Cx) -> String {
    let mut out = String::new();
    for f in &cx.module.cfuncs {
        if let Origin::Module(_) = f.origin
            && f.func.is_none()
        {
            let _ = writeln!(out, "static {} = NULL;", cx.function_pointer(&f.sig, &f.cname));
        }
    }
    out
}

/// Prints `pyx_setup` when there is something to share; says whether it did.
pub fn setup(cx: &Cx, out: &mut String) -> bool {
    let m = cx.module;
    let t = &m.types;
    let mut body = String::new();
    let objects: Vec<String> = m
        .cvars
        .iter()
        .filter(|v| v.origin == Origin::Here && t.is_object(v.ty))
        .map(|v| format!("(PyObject **)&{}", v.cname))
        .collect();
    if !objects.is_empty() {
        // The module's code and others' may read them before anything is assigned.
        let n = objects.len();
        let _ = writeln!(body, "    PyObject **objects[] = {{{}}};", objects.join(", "));
        let _ = writeln!(body, "    pyx_none_variables(objects, {n});");
    }
    for f in m.cfuncs.iter().filter(|f| f.exported && (f.func.is_some() || f.origin == Origin::Extern)) {
        cx.unit("share");
        for name in std::iter::once(&f.capi_name).chain(&f.capi_alias) {
            let _ = writeln!(
                body,
                "    if (pyx_export_function(&pyx_mod, {}, (void (*)(void)){}, {}) < 0) return -1;",
                c_string(name.as_bytes()),
                f.cname,
                c_string(f.capi_signature.as_bytes())
            );
        }
    }
    for v in m.cvars.iter().filter(|v| v.exported && v.origin == Origin::Here) {
        cx.unit("share");
        let _ = writeln!(
            body,
            "    if (pyx_export_variable(&pyx_mod, {}, (void *)&{}, {}) < 0) return -1;",
            c_string(v.name.as_bytes()),
            v.cname,
            c_string(shared_type(t, v.ty, None).as_bytes())
        );
    }
    // Modules that cimport each other find the classes when those need no more than their bases.
    let mut bases = Vec::new();
    for &c in &m.early_classes {
        bases.extend(std::iter::successors(t.class_of(t.classes[c.index()].base), |b| {
            t.class_of(t.classes[b.index()].base)
        }));
    }
    let all = (0..t.classes.len() as u32).map(ClassId);
    let (first, rest): (Vec<ClassId>, Vec<ClassId>) = all.partition(|c| bases.contains(c));
    import_types(cx, &first, &mut body);
    for &c in &m.early_classes {
        let _ = writeln!(body, "    if ({}(NULL) < 0) return -1;", cx.ready_function(c));
    }
    let mut imports = String::new();
    import_types(cx, &rest, &mut imports);
    let mut modules: Vec<&str> = Vec::new();
    for o in m
        .cfuncs
        .iter()
        .filter(|f| f.func.is_none())
        .map(|f| &f.origin)
        .chain(m.cvars.iter().map(|v| &v.origin))
    {
        if let Origin::Module(name) = o
            && !modules.contains(&name.as_str())
        {
            modules.push(name);
        }
    }
    for name in modules {
        cx.unit("share");
        let _ = writeln!(
            imports,
            "    if (!(source = PyImport_ImportModule({}))) return -1;",
            c_string(name.as_bytes())
        );
        for f in m.cfuncs.iter().filter(|f| f.origin == Origin::Module(name.into()) && f.func.is_none()) {
            let _ = writeln!(
                imports,
                "    if (pyx_import_function(source, {}, {}, (void (**)(void))&{}, {}) < 0) goto fail;",
                c_string(f.capi_name.as_bytes()),
                f.capi_alias.as_ref().map_or("NULL".into(), |alias| c_string(alias.as_bytes())),
                f.cname,
                c_string(f.capi_signature.as_bytes())
            );
        }
        for v in m.cvars.iter().filter(|v| v.origin == Origin::Module(name.into())) {
            let _ = writeln!(
                imports,
                "    if (pyx_import_variable(source, {}, (void **)&{}, {}) < 0) goto fail;",
                c_string(v.name.as_bytes()),
                v.cname,
                c_string(shared_type(t, v.ty, None).as_bytes())
            );
        }
        imports.push_str("    Py_DECREF(source);\n");
    }
    if body.is_empty() && imports.is_empty() {
        return false;
    }
    let source = imports.contains("source");
    out.push_str("\nstatic int pyx_setup(PyObject *module) {\n");
    if source {
        out.push_str("    PyObject *source;\n");
    }
    out.push_str(&body);
    out.push_str(&imports);
    out.push_str("    (void)module;\n    return 0;\n");
    if source {
        out.push_str("fail:\n    Py_DECREF(source);\n    return -1;\n");
    }
    out.push_str("}\n");
    true
}

/// Type objects of other modules, and their vtables.
fn import_types(cx: &Cx, classes: &[ClassId], imports: &mut String) {
    let t = &cx.module.types;
    for &c in classes {
        let def = &t.classes[c.index()];
        if def.origin == Origin::Here || !cx.emits_class(c) {
            continue;
        }
        cx.unit("class");
        let check = match def.check_size {
            CheckSize::Ignore => 0,
            CheckSize::Warn => 1,
            CheckSize::Error => 2,
        };
        let size =
            if def.struct_cname.is_empty() { "0".into() } else { format!("sizeof({})", def.struct_cname) };
        let _ = writeln!(
            imports,
            "    if (!(pyx_typeptr_{} = pyx_import_type({}, {}, {size}, {check}))) return -1;",
            cx.class_name(c),
            c_string(def.module.as_bytes()),
            c_string(def.name.as_bytes())
        );
        if t.has_vtable(c) && matches!(def.origin, Origin::Module(_)) {
            let _ = writeln!(
                imports,
                "    if (!(pyx_vtabptr_{0} = ({1} *)pyx_import_vtable(pyx_typeptr_{0}))) return -1;",
                cx.class_name(c),
                def.vtable_cname
            );
        }
    }
}
