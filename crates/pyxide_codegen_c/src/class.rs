//! Extension classes: type objects, tables, and the function that fills slots and makes a type ready.
//!
//! See `runtime/class.h` for the contract; slots are in [`crate::slots`].

use crate::cx::Cx;
use crate::names::c_string;
use pyxide_mir::{Class, FuncId};
use pyxide_types::cdecl::{declare, optional_args_struct};
use pyxide_types::{BuiltinType, ClassId, Field, LockKind, Origin, Prim, Signature, Type, TypeId, Types};
use std::fmt::Write;

/// Variables that functions refer to: type objects, vtables, and the functions that ready them.
pub fn declarations(cx: &Cx) -> String {
    let t = &cx.module.types;
    let mut out = String::new();
    for (i, def) in t.classes.iter().enumerate() {
        let c = ClassId(i as u32);
        if !cx.emits_class(c) {
            continue;
        }
        let name = cx.class_name(c);
        let vtable = t.has_vtable(c) && def.origin != Origin::Extern;
        if def.origin == Origin::Here {
            match &def.type_cname {
                // C code knows the type object by its name.
                Some(c_name) if def.facts.is_public => {
                    let _ = writeln!(out, "pyx_class {c_name};\n#define pyx_type_{name} {c_name}");
                }
                _ => {
                    let _ = writeln!(out, "static pyx_class pyx_type_{name};");
                }
            }
            let _ = writeln!(out, "static int {}(PyObject *bases);", cx.ready_function(c));
            if cx.is_local(c) {
                let _ = writeln!(
                    out,
                    "static PyObject *pyx_call_{name}(PyObject *, PyObject *const *, size_t, PyObject *);"
                );
            }
            if vtable {
                let _ = writeln!(out, "static {} pyx_vtable_{name};", def.vtable_cname);
            }
        } else {
            let _ = writeln!(out, "static PyTypeObject *pyx_typeptr_{name} = NULL;");
            if vtable {
                let _ = writeln!(out, "static {} *pyx_vtabptr_{name} = NULL;", def.vtable_cname);
            }
        }
    }
    out
}

/// Tables and ready functions of the classes implemented here.
pub fn definitions(cx: &Cx) -> String {
    let mut out = String::new();
    // The table of a class names that of its base.
    let depth = |class: &&Class| {
        let t = &cx.module.types;
        std::iter::successors(Some(class.class), |c| t.class_of(t.classes[c.index()].base)).count()
    };
    let mut classes: Vec<&Class> = cx.module.classes.iter().collect();
    classes.sort_by_key(depth);
    for class in classes {
        cx.unit("instance");
        Printer { cx, class, name: cx.class_name(class.class), glue: String::new(), ready: String::new() }
            .print(&mut out);
    }
    out
}

/// Prints one class.
pub struct Printer<'a> {
    pub cx: &'a Cx<'a>,
    pub class: &'a Class,
    pub name: &'a str,
    /// Functions and tables.
    pub glue: String,
    /// Statements of the ready function.
    pub ready: String,
}

impl Printer<'_> {
    fn print(mut self, out: &mut String) {
        let name = self.name;
        let def = &self.cx.module.types.classes[self.class.class.index()];
        self.definition();
        let base = self.base();
        let _ = writeln!(self.ready, "    PyTypeObject *t = &pyx_type_{name}.type;");
        if let Some(base) = &base {
            let _ = writeln!(self.ready, "    t->tp_base = {base};");
        }
        if self.slot("__init__").is_some() {
            let _ = writeln!(self.ready, "    t->tp_init = pyx_init_{name};");
        }
        if self.cx.is_local(self.class.class) {
            let _ = writeln!(self.ready, "    t->tp_vectorcall = pyx_call_{name};");
        }
        let _ =
            writeln!(self.ready, "    t->tp_new = pyx_new_{name};\n    t->tp_dealloc = pyx_dealloc_{name};");
        if self.is_gc(self.class.class) {
            let _ = writeln!(self.ready, "    t->tp_traverse = pyx_traverse_{name};");
            if !def.facts.no_gc_clear {
                let _ = writeln!(self.ready, "    t->tp_clear = pyx_clear_{name};");
            }
        }
        self.simple_slots();
        self.binary_slots();
        self.shared_slots();
        self.properties();
        self.vtable();
        let mut special = self.special_entries();
        if self.class.methods.iter().any(|m| m.name == "__reduce_cython__") {
            special.push_str("    if (pyx_class_pickling(t) < 0) return -1;\n");
        }
        out.push('\n');
        out.push_str(&self.glue);
        let _ = writeln!(
            out,
            "\nstatic PYX_RARE int {}(PyObject *bases) {{",
            self.cx.ready_function(self.class.class)
        );
        out.push_str(&self.ready);
        self.cx.unit("slots");
        let _ = writeln!(out, "    if (pyx_class_bases(t, bases) < 0) return -1;");
        let ready = format!("pyx_class_ready(&pyx_mod, &pyx_class_{name}, &pyx_type_{name})");
        if special.is_empty() {
            let _ = writeln!(out, "    return {ready};\n}}");
        } else {
            let _ = writeln!(out, "    if ({ready} < 0) return -1;\n{special}    return 0;\n}}");
        }
    }

    pub fn types(&self) -> &Types {
        &self.cx.module.types
    }

    fn base(&self) -> Option<String> {
        let t = self.types();
        match t.kind(t.classes[self.class.class.index()].base) {
            Type::Class(b) => Some(self.cx.type_ptr(*b)),
            Type::Builtin(b) => {
                let object = b.c_type_object();
                Some(match object.strip_prefix('*') {
                    Some(pointer) => pointer.to_string(),
                    None => format!("&{object}"),
                })
            }
            _ => None,
        }
    }

    /// Instances can be part of reference cycles.
    fn is_gc(&self, c: ClassId) -> bool {
        let t = self.types();
        let def = &t.classes[c.index()];
        if def.facts.no_gc {
            return false;
        }
        let from_base = match t.kind(def.base) {
            Type::Class(b) => self.is_gc(*b) || t.classes[b.index()].origin == Origin::Extern,
            Type::Builtin(b) => can_cycle(*b),
            _ => false,
        };
        from_base
            || def.fields.iter().any(|f| match t.kind(f.ty) {
                Type::Object => f.name != "__weakref__",
                Type::Class(_) => true,
                Type::Builtin(b) => can_cycle(*b),
                _ => false,
            })
    }

    pub fn func(&self, f: FuncId) -> &str {
        &self.cx.module.functions[f.index()].name
    }

    pub fn slot(&self, name: &str) -> Option<&str> {
        self.class.slots.iter().find(|(n, _)| n == name).map(|(_, f)| self.func(*f))
    }

    /// The class table, and the four functions that name it.
    fn definition(&mut self) {
        let t = self.types();
        let name = self.name;
        let def = &t.classes[self.class.class.index()];
        let mut glue = String::new();
        let objects: Vec<String> = def
            .fields
            .iter()
            .filter(|f| t.is_object(f.ty) && f.name != "__weakref__" && f.name != "__dict__")
            .map(|f| format!("offsetof({}, {})", def.struct_cname, f.cname))
            .collect();
        let objects_table = if objects.is_empty() {
            "NULL".into()
        } else {
            let _ = writeln!(
                glue,
                "static const unsigned int pyx_objects_{name}[] = {{{}}};",
                objects.join(", ")
            );
            format!("pyx_objects_{name}")
        };
        let methods: Vec<String> =
            self.class.methods.iter().map(|m| format!("&{}", self.cx.pyfunc_def(m.pyfunc))).collect();
        let methods_table = if methods.is_empty() {
            "NULL".into()
        } else {
            let _ = writeln!(
                glue,
                "static const pyx_function_def *const pyx_methods_{name}[] = {{{}}};",
                methods.join(", ")
            );
            format!("pyx_methods_{name}")
        };
        let free = if def.facts.freelist > 0 {
            let _ = writeln!(
                glue,
                "static PyObject *pyx_free_items_{name}[{size}];\n\
                 static pyx_freelist pyx_free_{name} = {{{size}, 0, pyx_free_items_{name}}};",
                size = def.facts.freelist
            );
            format!("&pyx_free_{name}")
        } else {
            "NULL".into()
        };
        let collection = def.facts.collection_type.as_deref().unwrap_or("");
        let flags = [
            (self.is_gc(self.class.class), "PYX_C_GC"),
            (def.is_final, "PYX_C_FINAL"),
            (def.facts.internal, "PYX_C_INTERNAL"),
            (def.facts.no_gc_clear, "PYX_C_NO_CLEAR"),
            (self.needs_trashcan(), "PYX_C_TRASHCAN"),
            (collection == "sequence", "PYX_C_SEQUENCE"),
            (collection == "mapping", "PYX_C_MAPPING"),
            (def.facts.no_version_tag, "PYX_C_NO_VERSION_TAG"),
        ];
        let set: Vec<&str> = flags.iter().filter(|(on, _)| *on).map(|(_, n)| *n).collect();
        let flags = if set.is_empty() { "0".to_string() } else { set.join(" | ") };
        let vtable = if t.has_vtable(self.class.class) {
            let owner = self.cx.vtable_owner(self.class.class);
            format!(
                "offsetof({}, __pyx_vtab), &pyx_vtable_{name}, sizeof pyx_vtable_{name}",
                t.classes[owner.index()].struct_cname
            )
        } else {
            "0, NULL, 0".into()
        };
        let start = |method| self.slot(method).unwrap_or("NULL");
        let base = match t.kind(def.base) {
            Type::Class(b) if self.cx.is_local(self.class.class) => {
                format!("&pyx_class_{}", self.cx.class_name(*b))
            }
            _ => "NULL".into(),
        };
        let dealloc = match self.slot("__dealloc__") {
            Some(f) => format!("PYX_FN(void (*)(PyObject *), {f})"),
            None => "NULL".into(),
        };
        let lock_function = |glue: &mut String, label: &str, what: fn(LockKind) -> Prim| {
            let fields: Vec<Field> = def
                .fields
                .iter()
                .map(|f| Field { name: f.name.clone(), cname: f.cname.clone(), ty: f.ty })
                .collect();
            let calls = crate::types::lock_calls(self.cx, &fields, "s", what);
            if calls.is_empty() {
                return "NULL".to_string();
            }
            let f = format!("pyx_{label}_{name}");
            let _ = writeln!(
                glue,
                "static void {f}(PyObject *o) {{\n    {0} *s = ({0} *)o;\n{calls}}}",
                def.struct_cname
            );
            f
        };
        let construct = lock_function(&mut glue, "construct", LockKind::ready);
        let destroy = lock_function(&mut glue, "destroy", LockKind::free);
        let offset = |field: &str| match def.fields.iter().find(|f| f.name == field) {
            Some(f) => format!("offsetof({}, {})", def.struct_cname, f.cname),
            None => "0".into(),
        };
        let doc = self.class.doc.as_ref().map_or("NULL".into(), |d| c_string(d.as_bytes()));
        let full = format!("{}.{}", def.module, def.name);
        let _ = writeln!(
            glue,
            "static const pyx_class_def pyx_class_{name} = {{\n    {}, {doc}, sizeof({}),\n    {objects_table}, {}, {flags}, \
             {vtable},\n    {base}, {}, {}, {dealloc}, {construct}, {destroy}, {}, {}, {methods_table}, {}, {free}}};",
            c_string(full.as_bytes()),
            def.struct_cname,
            objects.len(),
            start("__cinit__"),
            start("__init__"),
            offset("__weakref__"),
            offset("__dict__"),
            methods.len(),
        );
        let _ = writeln!(
            glue,
            "static PyObject *pyx_new_{name}(PyTypeObject *t, PyObject *a, PyObject *k) {{ \
             return pyx_class_new(&pyx_class_{name}, &pyx_type_{name}.type, t, a, k); }}\n\
             static void pyx_dealloc_{name}(PyObject *o) {{ \
             pyx_class_dealloc(&pyx_class_{name}, &pyx_type_{name}.type, o); }}"
        );
        if self.slot("__init__").is_some() {
            let _ = writeln!(
                glue,
                "static int pyx_init_{name}(PyObject *o, PyObject *a, PyObject *k) {{ \
                 return pyx_class_init(&pyx_class_{name}, o, a, k); }}"
            );
        }
        if self.cx.is_local(self.class.class) {
            let _ = writeln!(
                glue,
                "static PyObject *pyx_call_{name}(PyObject *t, PyObject *const *a, size_t n, PyObject *k) {{ \
                 return pyx_class_call(&pyx_class_{name}, t, a, n, k); }}"
            );
        }
        if self.is_gc(self.class.class) {
            let _ = writeln!(
                glue,
                "static int pyx_traverse_{name}(PyObject *o, visitproc v, void *a) {{ \
                 return pyx_class_traverse(&pyx_class_{name}, &pyx_type_{name}.type, o, v, a); }}"
            );
            if !def.facts.no_gc_clear {
                let _ = writeln!(
                    glue,
                    "static int pyx_clear_{name}(PyObject *o) {{ \
                     return pyx_class_clear(&pyx_class_{name}, &pyx_type_{name}.type, o); }}"
                );
            }
        }
        self.glue.push_str(&glue);
    }

    /// Whether chains of instances are freed piece by piece: asked for, or inherited.
    fn needs_trashcan(&self) -> bool {
        let t = self.types();
        let mut def = &t.classes[self.class.class.index()];
        loop {
            if let Some(asked) = def.facts.trashcan {
                return asked;
            }
            match t.kind(def.base) {
                Type::Class(c) => def = &t.classes[c.index()],
                Type::Builtin(b) => {
                    return matches!(b, BuiltinType::List | BuiltinType::Tuple | BuiltinType::Dict);
                }
                _ => return false,
            }
        }
    }

    /// Cast of a `PyObject *` to the first parameter's type of a compiled function.
    pub fn self_cast(&self, function: &str) -> String {
        let f = self.cx.module.functions.iter().find(|f| f.name == function);
        match f.and_then(|f| f.params.first().map(|&r| f.reg(r).ty)) {
            Some(ty) if !self.cx.is_plain_object(ty) => self.cast(ty),
            _ => String::new(),
        }
    }

    fn cast(&self, ty: TypeId) -> String {
        format!("({})", pyxide_types::cdecl::type_name(self.types(), ty))
    }

    fn properties(&mut self) {
        let name = self.name;
        let t = self.types();
        let def = &t.classes[self.class.class.index()];
        let mut rows: Vec<String> = Vec::new();
        let mut glue = String::new();
        let mut setter = |property: &str, set: Option<String>, del: Option<String>| {
            if set.is_none() && del.is_none() {
                return "NULL".to_string();
            }
            let f = format!("pyx_set_{name}_{}", crate::names::identifier(property));
            let set = set.unwrap_or_else(|| "pyx_slot_refuse(\"__set__\")".into());
            let del = del.unwrap_or_else(|| "pyx_slot_refuse(\"__del__\")".into());
            let _ = writeln!(
                glue,
                "static int {f}(PyObject *o, PyObject *v, void *c) {{\n    (void)c;\n    return v ? {set} : {del};\n}}"
            );
            f
        };
        for p in &self.class.properties {
            let get = p.get.map_or("NULL".into(), |f| format!("PYX_FN(getter, {})", self.func(f)));
            let set = p.set.map(|f| format!("{}({}o, v)", self.func(f), self.self_cast(self.func(f))));
            let del = p.del.map(|f| format!("{}({}o)", self.func(f), self.self_cast(self.func(f))));
            let set = setter(&p.name, set, del);
            let doc = p.doc.as_ref().map_or("NULL".into(), |d| c_string(d.as_bytes()));
            rows.push(format!("{{{}, {get}, {set}, {doc}, NULL}}", c_string(p.name.as_bytes())));
        }
        for (i, get, set) in &self.class.exposed {
            let field = &def.fields[*i];
            let get = format!("PYX_FN(getter, {})", self.func(*get));
            let set = match set {
                Some(f) => {
                    let cast = self.self_cast(self.func(*f));
                    let on_del =
                        t.is_object(field.ty).then(|| format!("{}({cast}o, Py_None)", self.func(*f)));
                    setter(&field.name, Some(format!("{}({cast}o, v)", self.func(*f))), on_del)
                }
                None => "NULL".into(),
            };
            let doc = self.class.field_docs.iter().find(|(n, _)| n == i);
            let doc = doc.map_or("NULL".into(), |(_, d)| c_string(d.as_bytes()));
            rows.push(format!("{{{}, {get}, {set}, {doc}, NULL}}", c_string(field.name.as_bytes())));
        }
        if rows.is_empty() {
            return;
        }
        let _ = writeln!(glue, "static PyGetSetDef pyx_getset_{name}[] = {{");
        for row in &rows {
            let _ = writeln!(glue, "    {row},");
        }
        glue.push_str("    {NULL, NULL, NULL, NULL, NULL},\n};\n");
        self.glue.push_str(&glue);
        let _ = writeln!(self.ready, "    t->tp_getset = pyx_getset_{name};");
    }

    /// Copies the base's vtable and fills in what the class introduces or overrides.
    fn vtable(&mut self) {
        let t = self.types();
        let c = self.class.class;
        if !t.has_vtable(c) {
            return;
        }
        let name = self.name;
        let mut ready = String::new();
        let mut glue = String::new();
        if let Type::Class(base) = t.kind(t.classes[c.index()].base)
            && t.has_vtable(*base)
        {
            let base = self.cx.vtable_ptr(*base);
            let base = base.strip_prefix('&').map_or_else(|| format!("*{base}"), str::to_string);
            let _ = writeln!(ready, "    pyx_vtable_{name}.__pyx_base = {base};");
        }
        for (i, f) in &self.class.cmethods {
            let m = &t.classes[c.index()].methods[*i];
            let f = self.func(*f);
            if m.introduced_by == c {
                let _ = writeln!(ready, "    pyx_vtable_{name}.{} = {f};", m.cname);
            } else {
                let intro = &t.classes[m.introduced_by.index()];
                let Some(slot) = intro.methods.iter().find(|x| x.name == m.name) else { continue };
                let ty = self.cx.function_pointer(&slot.sig, "");
                let _ = writeln!(
                    ready,
                    "    (({} *)&pyx_vtable_{name})->{} = PYX_FN({ty}, {f});",
                    intro.vtable_cname, slot.cname
                );
            }
            // Callers that know only a base class, where the method takes less.
            let mut at = t.class_of(t.classes[m.introduced_by.index()].base);
            while let Some((owner, j)) = at.and_then(|base| t.find_class_method(base, &m.name)) {
                let old = &t.classes[owner.index()].methods[j];
                if old.introduced_by == owner {
                    let vtable = &t.classes[owner.index()].vtable_cname;
                    let adapter = format!("pyx_adapt_{name}_{}_{}", owner.index(), m.cname);
                    glue.push_str(&self.adapter(&adapter, &old.sig, &m.sig, f));
                    let _ =
                        writeln!(ready, "    (({vtable} *)&pyx_vtable_{name})->{} = {adapter};", old.cname);
                }
                at = t.class_of(t.classes[owner.index()].base);
            }
        }
        self.glue.push_str(&glue);
        self.ready.push_str(&ready);
    }

    /// A function for the slot of an inherited method that calls the method that takes more arguments in its place.
    fn adapter(&self, name: &str, old: &Signature, new: &Signature, callee: &str) -> String {
        let t = self.types();
        let required = |s: &Signature| s.params.len() - s.optional;
        let (taken, passed) = (required(old), required(new));
        let mut params: Vec<String> =
            old.params[..taken].iter().enumerate().map(|(i, p)| declare(t, p.ty, &format!("p{i}"))).collect();
        // Only classes differ, and C casts no structs.
        let cast = |to, from| if to == from { String::new() } else { format!("({})", declare(t, to, "")) };
        let mut args: Vec<String> =
            (0..passed).map(|i| format!("{}p{i}", cast(new.params[i].ty, old.params[i].ty))).collect();
        if old.skip_dispatch {
            params.push("int skip".into());
        }
        if old.optional > 0 {
            params.push(format!("{} *o", optional_args_struct(t, old)));
        }
        if new.skip_dispatch {
            args.push(if old.skip_dispatch { "skip".into() } else { "0".into() });
        }
        let mut body = String::new();
        if new.optional > 0 {
            let more = taken - passed;
            let _ =
                write!(body, "    {} given;\n    given.__pyx_n = {more};\n", optional_args_struct(t, new));
            for i in 0..more {
                let _ = writeln!(body, "    given.a{i} = p{};", passed + i);
            }
            for i in 0..old.optional {
                let _ = writeln!(
                    body,
                    "    if (o && o->__pyx_n > {i}) {{ given.a{} = o->a{i}; given.__pyx_n++; }}",
                    more + i
                );
            }
            args.push("&given".into());
        }
        let call = format!("{callee}({})", args.join(", "));
        let result =
            if t.is_void(old.ret) { call } else { format!("return {}{call}", cast(old.ret, new.ret)) };
        let head = declare(t, old.ret, &format!("{name}({})", params.join(", ")));
        format!("static {head} {{\n{body}    {result};\n}}\n")
    }
}

/// Instances of the builtin type can hold references back.
fn can_cycle(b: BuiltinType) -> bool {
    use BuiltinType::*;
    !matches!(b, Str | Bytes | ByteArray | Int | Float | Bool | Complex | Range | Slice)
}
