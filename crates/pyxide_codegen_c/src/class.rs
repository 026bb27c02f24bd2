//! Extension classes: type objects, tables, and the function that fills slots and makes a type ready.
//!
//! See `runtime/class.h` for the contract. A slot that one special method fills points at the compiled function; slots
//! that several methods share get a small function from the helpers of `runtime/slots.h`.

use crate::cx::Cx;
use crate::names::c_string;
use pyxide_mir::{Class, FuncId};
use pyxide_types::cdecl::{declare, optional_args_struct};
use pyxide_types::{BuiltinType, ClassId, Origin, Signature, Type, TypeId, Types, special};
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
            let _ = writeln!(out, "static pyx_class pyx_type_{name};");
            let _ = writeln!(out, "static int {}(PyObject *bases);", cx.ready_function(c));
            if vtable {
                let _ = writeln!(out, "static {} pyx_vtable_{name};", def.vtable_cname);
                let _ =
                    writeln!(out, "static {0} *pyx_vtabptr_{name} = &pyx_vtable_{name};", def.vtable_cname);
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
    for class in &cx.module.classes {
        cx.unit("class");
        Printer { cx, class, name: cx.class_name(class.class), glue: String::new(), ready: String::new() }
            .print(&mut out);
    }
    out
}

struct Printer<'a> {
    cx: &'a Cx<'a>,
    class: &'a Class,
    name: &'a str,
    /// Functions and tables.
    glue: String,
    /// Statements of the ready function.
    ready: String,
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
        out.push('\n');
        out.push_str(&self.glue);
        let _ =
            writeln!(out, "\nstatic int {}(PyObject *bases) {{", self.cx.ready_function(self.class.class));
        out.push_str(&self.ready);
        self.cx.unit("slots");
        let _ = writeln!(out, "    if (pyx_class_bases(t, bases) < 0) return -1;");
        let _ =
            writeln!(out, "    return pyx_class_ready(&pyx_mod, &pyx_class_{name}, &pyx_type_{name});\n}}");
    }

    fn types(&self) -> &Types {
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

    fn func(&self, f: FuncId) -> &str {
        &self.cx.module.functions[f.index()].name
    }

    fn slot(&self, name: &str) -> Option<&str> {
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
                "static const unsigned short pyx_objects_{name}[] = {{{}}};",
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
                "static pyx_freelist pyx_free_{name} = {{{}, 0, {{NULL}}}};",
                def.facts.freelist
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
        let cinit = self.slot("__cinit__").map_or("NULL".into(), str::to_string);
        let dealloc = match self.slot("__dealloc__") {
            Some(f) => format!("PYX_FN(void (*)(PyObject *), {f})"),
            None => "NULL".into(),
        };
        let offset = |field: &str| match def.fields.iter().find(|f| f.name == field) {
            Some(f) => format!("offsetof({}, {})", def.struct_cname, f.cname),
            None => "0".into(),
        };
        let doc = self.class.doc.as_ref().map_or("NULL".into(), |d| c_string(d.as_bytes()));
        let full = format!("{}.{}", def.module, def.name);
        let _ = writeln!(
            glue,
            "static const pyx_class_def pyx_class_{name} = {{\n    {}, {doc}, sizeof({}),\n    {objects_table}, {}, {flags}, \
             {vtable},\n    {cinit}, {dealloc}, NULL, NULL, {}, {}, {methods_table}, {}, {free}}};",
            c_string(full.as_bytes()),
            def.struct_cname,
            objects.len(),
            offset("__weakref__"),
            offset("__dict__"),
            methods.len(),
        );
        let _ = writeln!(
            glue,
            "static PyObject *pyx_new_{name}(PyTypeObject *t, PyObject *a, PyObject *k) {{ \
             return pyx_class_new(&pyx_class_{name}, t, a, k); }}\n\
             static void pyx_dealloc_{name}(PyObject *o) {{ pyx_class_dealloc(&pyx_class_{name}, o); }}"
        );
        if self.is_gc(self.class.class) {
            let _ = writeln!(
                glue,
                "static int pyx_traverse_{name}(PyObject *o, visitproc v, void *a) {{ \
                 return pyx_class_traverse(&pyx_class_{name}, o, v, a); }}"
            );
            if !def.facts.no_gc_clear {
                let _ = writeln!(
                    glue,
                    "static int pyx_clear_{name}(PyObject *o) {{ return pyx_class_clear(&pyx_class_{name}, o); }}"
                );
            }
        }
        self.glue.push_str(&glue);
    }

    /// Slots that a single special method fills by itself.
    fn simple_slots(&mut self) {
        let mut ready = String::new();
        for (method, f) in &self.class.slots {
            let Some(line) = special::by_name(method) else { continue };
            if is_binary(method) {
                continue;
            }
            if *method == "__nonzero__" && self.slot("__bool__").is_some() {
                continue;
            }
            for slot in line.slots.split_whitespace() {
                if let Some((field, ty)) = slot_field(slot) {
                    let mut function = self.func(*f).to_string();
                    if slot == "tp_finalize" {
                        let _ = writeln!(
                            self.glue,
                            "static void pyx_finalize_{}(PyObject *o) {{ pyx_class_finalize(o, PYX_FN(destructor, {function})); }}",
                            self.name
                        );
                        function = format!("pyx_finalize_{}", self.name);
                    }
                    if slot == "tp_hash" {
                        let _ = writeln!(
                            self.glue,
                            "static Py_hash_t pyx_hash_{}(PyObject *o) {{ return pyx_slot_hash(PYX_FN(hashfunc, {function})(o)); }}",
                            self.name
                        );
                        function = format!("pyx_hash_{}", self.name);
                    }
                    let _ = writeln!(ready, "    {}.{field} = PYX_FN({ty}, {function});", self.holder(slot));
                }
            }
        }
        if self.slot("__getitem__").is_some() {
            // Sequence protocol: iteration and indexing through the C API.
            let _ = writeln!(ready, "    {}.sq_item = pyx_slot_item;", self.holder("sq_item"));
        }
        self.ready.push_str(&ready);
    }

    /// The orderings that the class lacks, from the first that it has.
    fn total_ordering(&self, orderings: &[(&str, &str)], glue: &mut String) {
        let Some((f, have)) = orderings.iter().find_map(|(m, op)| self.slot(m).map(|f| (f, *op))) else {
            return;
        };
        for (method, want) in orderings {
            if self.slot(method).is_none() {
                let _ = writeln!(
                    glue,
                    "    case {want}: return pyx_slot_order(o, other, {f}({}o, other), {have}, {want});",
                    self.self_cast(f)
                );
            }
        }
    }

    /// Whether chains of instances are freed piece by piece: asked for, or inherited.
    fn needs_trashcan(&self) -> bool {
        let t = self.types();
        let mut def = &t.classes[self.class.class.index()];
        loop {
            if def.facts.trashcan {
                return true;
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

    fn holder(&self, slot: &str) -> String {
        let part = match &slot[..2] {
            "nb" => ".number",
            "sq" => ".sequence",
            "mp" => ".mapping",
            "am" => ".async",
            "bf" => ".buffer",
            _ => ".type",
        };
        format!("pyx_type_{}{part}", self.name)
    }

    /// `nb_add` and the like: the method and its reflected form share the slot.
    fn binary_slots(&mut self) {
        let mut done: Vec<&str> = Vec::new();
        let mut glue = String::new();
        let mut ready = String::new();
        for (method, _) in &self.class.slots {
            if !is_binary(method) {
                continue;
            }
            let Some(line) = special::by_name(method) else { continue };
            let slot = line.slots;
            if slot.is_empty() || done.contains(&slot) {
                continue;
            }
            done.push(slot);
            let halves: Vec<&special::Special> =
                special::SPECIALS.iter().filter(|s| s.slots == slot && is_binary(s.name)).collect();
            let half = |reflected: bool| {
                halves
                    .iter()
                    .find(|s| s.name.starts_with("__r") == reflected || is_plain_r(s.name) && !reflected)
                    .filter(|s| !(reflected && is_plain_r(s.name)))
                    .and_then(|s| self.slot(s.name))
            };
            let (forward, reflected) = (half(false), half(true));
            let name = self.name;
            let (ternary, ty) =
                if slot == "nb_power" { (true, "ternaryfunc") } else { (false, "binaryfunc") };
            let f = |f: Option<&str>| f.map_or("NULL".to_string(), |f| format!("PYX_FN({ty}, {f})"));
            let (params, args, helper) = if ternary {
                ("PyObject *l, PyObject *r, PyObject *m", "l, r, m", "pyx_slot_ternary")
            } else {
                ("PyObject *l, PyObject *r", "l, r", "pyx_slot_binary")
            };
            let _ = writeln!(
                glue,
                "static PyObject *pyx_{slot}_{name}({params}) {{\n    return {helper}({args}, &pyx_type_{name}.type, \
                 offsetof(PyNumberMethods, {slot}), pyx_{slot}_{name}, {}, {});\n}}",
                f(forward),
                f(reflected)
            );
            let _ = writeln!(ready, "    {}.{slot} = pyx_{slot}_{name};", self.holder(slot));
        }
        self.glue.push_str(&glue);
        self.ready.push_str(&ready);
    }

    /// Slots that set and delete share, attribute fallback, and rich comparison from single methods.
    fn shared_slots(&mut self) {
        let name = self.name;
        let pairs = [
            ("__setitem__", "__delitem__", "mp_ass_subscript", "ass_subscript"),
            ("__setattr__", "__delattr__", "tp_setattro", "setattro"),
            ("__set__", "__delete__", "tp_descr_set", "descr_set"),
        ];
        let mut glue = String::new();
        let mut ready = String::new();
        for (set, del, slot, kind) in pairs {
            let (set, del) = (self.slot(set), self.slot(del));
            if set.is_none() && del.is_none() {
                continue;
            }
            let base = format!("pyx_base_{kind}(&pyx_type_{name}.type, o, k, v)");
            let on_set = set.map_or(base.clone(), |f| format!("{f}({}o, k, v)", self.self_cast(f)));
            let on_del = del.map_or(base.clone(), |f| format!("{f}({}o, k)", self.self_cast(f)));
            let _ = writeln!(
                glue,
                "static int pyx_{kind}_{name}(PyObject *o, PyObject *k, PyObject *v) {{\n    \
                 return v ? {on_set} : {on_del};\n}}"
            );
            let _ = writeln!(ready, "    {}.{slot} = pyx_{kind}_{name};", self.holder(slot));
        }
        if let Some(getattr) = self.slot("__getattr__") {
            let first = match self.slot("__getattribute__") {
                Some(f) => format!("{f}({}o, n)", self.self_cast(f)),
                None => format!("pyx_base_getattro(&pyx_type_{name}.type, o, n)"),
            };
            let _ = writeln!(
                glue,
                "static PyObject *pyx_getattro_{name}(PyObject *o, PyObject *n) {{\n    PyObject *v = {first};\n    \
                 return v || !pyx_clear_attribute_error() ? v : {getattr}({}o, n);\n}}",
                self.self_cast(getattr)
            );
            let _ = writeln!(ready, "    t->tp_getattro = pyx_getattro_{name};");
        }
        let compare = [
            ("__eq__", "Py_EQ"),
            ("__ne__", "Py_NE"),
            ("__lt__", "Py_LT"),
            ("__le__", "Py_LE"),
            ("__gt__", "Py_GT"),
            ("__ge__", "Py_GE"),
        ];
        let has: Vec<(&str, &str)> =
            compare.iter().filter_map(|(m, op)| self.slot(m).map(|f| (f, *op))).collect();
        if !has.is_empty() && self.slot("__richcmp__").is_none() {
            let _ = writeln!(
                glue,
                "static PyObject *pyx_richcompare_{name}(PyObject *o, PyObject *other, int op) {{\n    switch (op) {{"
            );
            for (f, op) in &has {
                let _ = writeln!(glue, "    case {op}: return {f}({}o, other);", self.self_cast(f));
            }
            if let (Some(eq), None) = (self.slot("__eq__"), self.slot("__ne__")) {
                let _ = writeln!(
                    glue,
                    "    case Py_NE: return pyx_slot_invert({eq}({}o, other));",
                    self.self_cast(eq)
                );
            }
            if self.types().classes[self.class.class.index()].facts.total_ordering {
                self.total_ordering(&compare[2..], &mut glue);
            }
            let _ = writeln!(
                glue,
                "    }}\n    return pyx_base_richcompare(&pyx_type_{name}.type, o, other, op);\n}}"
            );
            let _ = writeln!(ready, "    t->tp_richcompare = pyx_richcompare_{name};");
        }
        self.glue.push_str(&glue);
        self.ready.push_str(&ready);
    }

    /// Cast of a `PyObject *` to the first parameter's type of a compiled function.
    fn self_cast(&self, function: &str) -> String {
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
            rows.push(format!("{{{}, {get}, {set}, NULL, NULL}}", c_string(field.name.as_bytes())));
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
            let _ = writeln!(
                ready,
                "    pyx_vtable_{name}.__pyx_base = *pyx_vtabptr_{};",
                self.cx.class_name(*base)
            );
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

/// `__rshift__` is no reflected form.
fn is_plain_r(name: &str) -> bool {
    name == "__rshift__"
}

/// Methods that share their slot with a reflected form.
fn is_binary(method: &str) -> bool {
    let Some(line) = special::by_name(method) else { return false };
    line.slots.starts_with("nb_")
        && !line.slots.starts_with("nb_inplace")
        && line.params.len() >= 2
        && line.ret == "obj"
}

/// The struct field of a slot and its function type. Slots with glue are not listed.
fn slot_field(slot: &str) -> Option<(&str, &'static str)> {
    let ty = match slot {
        "tp_init" => "initproc",
        "tp_finalize" => "destructor",
        "tp_call" => "ternaryfunc",
        "tp_repr" | "tp_str" => "reprfunc",
        "tp_hash" => "hashfunc",
        "tp_iter" => "getiterfunc",
        "tp_iternext" => "iternextfunc",
        "tp_getattro" => "getattrofunc",
        "tp_descr_get" => "descrgetfunc",
        "tp_richcompare" => "richcmpfunc",
        "am_await" | "am_aiter" | "am_anext" => "unaryfunc",
        "sq_length" | "mp_length" => "lenfunc",
        "mp_subscript" => "binaryfunc",
        "sq_contains" => "objobjproc",
        "nb_bool" => "inquiry",
        "nb_inplace_power" => "ternaryfunc",
        "bf_getbuffer" => "getbufferproc",
        "bf_releasebuffer" => "releasebufferproc",
        s if s.starts_with("nb_inplace") => "binaryfunc",
        "nb_int" | "nb_float" | "nb_index" | "nb_negative" | "nb_positive" | "nb_absolute" | "nb_invert" => {
            "unaryfunc"
        }
        _ => return None,
    };
    Some((slot, ty))
}
