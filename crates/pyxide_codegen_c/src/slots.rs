//! Type slots of extension classes: what each special method fills, and the functions for slots that several share.
//!
//! A slot that one special method fills points at the compiled function; slots that several methods share get a small
//! function from the helpers of `runtime/slots.h`. When the type is ready, docstrings of special methods replace the
//! texts of the interpreter, and the two halves of a binary operation become methods of their own:
//!
//! ```text
//! static PyObject *pyx_nb_add_A(PyObject *l, PyObject *r) {
//!     return pyx_slot_binary(l, r, &pyx_type_A.type, offsetof(PyNumberMethods, nb_add), pyx_nb_add_A, add, radd);
//! }
//! ```

use crate::class::Printer;
use crate::names::c_string;
use pyxide_mir::FuncId;
use pyxide_types::{Type, special};
use smol_str::SmolStr;
use std::fmt::Write;

impl Printer<'_> {
    /// Slots that a single special method fills by itself.
    pub fn simple_slots(&mut self) {
        let mut ready = String::new();
        for (method, f) in &self.class.slots {
            let mut made = Vec::new();
            let Some(line) = special::by_name(method) else { continue };
            if is_binary(method) {
                continue;
            }
            if *method == "__nonzero__" && self.slot("__bool__").is_some() {
                continue;
            }
            // What `__int__` says goes before `__long__`, which has the same slot.
            if *method == "__long__" && self.slot("__int__").is_some() {
                continue;
            }
            for slot in line.slots.split_whitespace() {
                if slot == "mp_subscript" && self.is_sequence_only(method) {
                    continue;
                }
                if let Some((field, ty)) = slot_field(slot) {
                    let mut function = self.func(*f).to_string();
                    if let Some((_, kind, head, helper)) = WRAPPED.iter().find(|w| w.0 == slot) {
                        let wrapper = format!("pyx_{kind}_{}", self.name);
                        let head = head.replace('@', &wrapper);
                        let call = helper.replace('@', &format!("PYX_FN({ty}, {function})"));
                        // Two slots of one method share the function.
                        if !made.contains(&wrapper) {
                            let _ = writeln!(self.glue, "static {head} {{ {call}; }}");
                            made.push(wrapper.clone());
                        }
                        function = wrapper;
                    }
                    if slot == "nb_inplace_power" && self.ignores_modulus(*f) {
                        let mut glue = String::new();
                        function = self.without_modulus(method, *f, &mut glue);
                        self.glue.push_str(&glue);
                    }
                    let _ = writeln!(ready, "    {}.{field} = PYX_FN({ty}, {function});", self.holder(slot));
                }
            }
        }
        if let Some(f) = self.slot("__getitem__").map(str::to_string) {
            // Sequence protocol: iteration and indexing through the C API.
            let name = self.name;
            let _ = writeln!(
                self.glue,
                "static PyObject *pyx_item_{name}(PyObject *o, Py_ssize_t i) {{ return pyx_slot_item(o, i, PYX_FN(binaryfunc, {f})); }}"
            );
            let _ = writeln!(ready, "    {}.sq_item = pyx_item_{name};", self.holder("sq_item"));
        }
        self.ready.push_str(&ready);
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
    pub fn binary_slots(&mut self) {
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
                    .find(|s| (s.name.starts_with("__r") && !is_plain_r(s.name)) == reflected)
                    .and_then(|s| self.class.slots.iter().find(|(n, _)| n == s.name))
            };
            let (forward, reflected) = (half(false), half(true));
            let name = self.name;
            let (ternary, ty) =
                if slot == "nb_power" { (true, "ternaryfunc") } else { (false, "binaryfunc") };
            let mut f = |half: Option<&(SmolStr, FuncId)>| match half {
                None => "NULL".to_string(),
                Some((m, f)) if ternary && self.ignores_modulus(*f) => self.without_modulus(m, *f, &mut glue),
                Some((_, f)) => format!("PYX_FN({ty}, {})", self.func(*f)),
            };
            let (first, second) = (f(forward), f(reflected));
            // `c_api_binop_methods`: the method takes the operands as they come.
            if let Some((_, id)) = forward
                && self.takes_any(*id)
            {
                let _ = writeln!(ready, "    {}.{slot} = {first};", self.holder(slot));
                continue;
            }
            let (params, args, helper) = if ternary {
                ("PyObject *l, PyObject *r, PyObject *m", "l, r, m", "pyx_slot_ternary")
            } else {
                ("PyObject *l, PyObject *r", "l, r", "pyx_slot_binary")
            };
            let _ = writeln!(
                glue,
                "static PyObject *pyx_{slot}_{name}({params}) {{\n    return {helper}({args}, &pyx_type_{name}.type, \
                 offsetof(PyNumberMethods, {slot}), pyx_{slot}_{name}, {first}, {second});\n}}"
            );
            let _ = writeln!(ready, "    {}.{slot} = pyx_{slot}_{name};", self.holder(slot));
        }
        self.glue.push_str(&glue);
        self.ready.push_str(&ready);
    }

    /// A class of `collection_type("sequence")` whose index is a C integer has only the sequence protocol.
    fn is_sequence_only(&self, method: &str) -> bool {
        let facts = &self.types().classes[self.class.class.index()].facts;
        method.ends_with("item__")
            && facts.collection_type.as_deref() == Some("sequence")
            && !facts.object_index
    }

    /// The slot passes a modulus that the method does not declare.
    fn ignores_modulus(&self, f: FuncId) -> bool {
        let f = &self.cx.module.functions[f.index()];
        f.params.get(2).is_some_and(|&r| f.reg(r).name.is_none())
    }

    /// The method's first operand may be anything.
    fn takes_any(&self, f: FuncId) -> bool {
        let f = &self.cx.module.functions[f.index()];
        f.params.first().is_some_and(|&r| self.cx.is_plain_object(f.reg(r).ty))
    }

    /// A power that takes no modulus, as a function that refuses one.
    fn without_modulus(&self, method: &str, f: FuncId, glue: &mut String) -> String {
        let name = format!("pyx_two{}_{}", method.trim_end_matches("__"), self.name);
        let def = &self.types().classes[self.class.class.index()];
        let function = self.func(f);
        let title = format!("{}.{}.{method}", def.module, def.name);
        let _ = writeln!(
            glue,
            "static PyObject *{name}(PyObject *l, PyObject *r, PyObject *m) {{\n    \
             return m == Py_None ? {function}({}l, r, m) : pyx_slot_no_modulus({});\n}}",
            self.self_cast(function),
            c_string(title.as_bytes())
        );
        name
    }

    /// The function of a special method that the nearest base class with one brings, when this module defines it.
    fn inherited_slot(&self, method: &str) -> Option<&str> {
        self.bases()
            .find_map(|class| class.slots.iter().find(|(n, _)| n == method))
            .map(|(_, f)| self.func(*f))
    }

    /// The base classes of this module, from the nearest on, as far as they follow each other.
    fn bases(&self) -> impl Iterator<Item = &pyxide_mir::Class> {
        let (t, module) = (self.types(), self.cx.module);
        let above = move |class: pyxide_types::ClassId| {
            let base = t.class_of(t.classes[class.index()].base)?;
            module.classes.iter().find(|k| k.class == base)
        };
        std::iter::successors(above(self.class.class), move |k| above(k.class))
    }

    /// How a class with `__getattr__` looks up what is there: by `__getattribute__`, its own or a base's, else as plain
    /// objects do: a `__getattr__` of a base is not asked before this one. Types of other modules cannot tell whether
    /// they have one.
    fn plain_getattr(&self) -> String {
        let name = self.name;
        if let Some(f) = self.slot("__getattribute__").or_else(|| self.inherited_slot("__getattribute__")) {
            return format!("{f}({}o, n)", self.self_cast(f));
        }
        let t = self.types();
        let last = self.bases().last().map_or(self.class.class, |k| k.class);
        if self.inherited_slot("__getattr__").is_some() || t.class_of(t.classes[last.index()].base).is_some()
        {
            "PyObject_GenericGetAttr(o, n)".into()
        } else {
            format!("pyx_base_getattro(&pyx_type_{name}.type, o, n)")
        }
    }

    /// A comparison for inequality that a base class brings goes before the opposite of this class's `__eq__`.
    fn inherits_inequality(&self) -> bool {
        let t = self.types();
        let mut base = t.classes[self.class.class.index()].base;
        loop {
            match t.kind(base) {
                Type::Builtin(_) => return true,
                Type::Class(c) => {
                    let class = self.cx.module.classes.iter().find(|k| k.class == *c);
                    if class.is_some_and(|k| k.slots.iter().any(|(n, _)| n == "__ne__" || n == "__richcmp__"))
                    {
                        return true;
                    }
                    base = t.classes[c.index()].base;
                }
                _ => return false,
            }
        }
    }

    /// Statements for the ready type: methods of their own where the interpreter's wrapper would call the whole slot,
    /// and docstrings. Tables go before the function.
    pub fn special_entries(&mut self) -> String {
        let mut after = String::new();
        for (i, (method, f)) in self.class.slots.iter().enumerate() {
            let doc = self.class.docs.iter().find(|(n, _)| n == method).map(|(_, d)| c_string(d.as_bytes()));
            let (name, function) = (self.name, self.func(*f).to_string());
            let own = method == "__getattr__"
                || is_binary(method) && !method.ends_with("pow__") && {
                    let slot = special::by_name(method).map_or("", |s| s.slots);
                    let reflected = |n: &str| n.starts_with("__r") && !is_plain_r(n);
                    self.class
                        .slots
                        .iter()
                        .any(|(n, _)| reflected(n) && special::by_name(n).is_some_and(|s| s.slots == slot))
                };
            if own {
                let _ = writeln!(
                    self.glue,
                    "static PyMethodDef pyx_special_{name}_{i} = {{{}, PYX_FN(PyCFunction, {function}), METH_O, {}}};",
                    c_string(method.as_bytes()),
                    doc.as_deref().unwrap_or("NULL")
                );
                let _ =
                    writeln!(after, "    if (pyx_class_special(t, &pyx_special_{name}_{i}) < 0) return -1;");
            } else if let Some(doc) = doc
                && !matches!(method.as_str(), "__cinit__" | "__dealloc__" | "__bool__" | "__nonzero__")
            {
                let _ = writeln!(self.glue, "static struct wrapperbase pyx_special_{name}_{i};");
                let _ = writeln!(
                    after,
                    "    if (pyx_class_doc(t, {}, {doc}, &pyx_special_{name}_{i}) < 0) return -1;",
                    c_string(method.as_bytes())
                );
            }
        }
        after
    }

    /// Slots that set and delete share, attribute fallback, and rich comparison from single methods.
    pub fn shared_slots(&mut self) {
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
            if kind == "ass_subscript" {
                let _ = writeln!(
                    glue,
                    "static int pyx_ass_item_{name}(PyObject *o, Py_ssize_t i, PyObject *v) {{ \
                     return pyx_slot_ass_item(o, i, v, pyx_ass_subscript_{name}); }}"
                );
                let _ =
                    writeln!(ready, "    {}.sq_ass_item = pyx_ass_item_{name};", self.holder("sq_ass_item"));
                if self.is_sequence_only("__setitem__") {
                    continue;
                }
            }
            let _ = writeln!(ready, "    {}.{slot} = pyx_{kind}_{name};", self.holder(slot));
        }
        // What `__getattribute__` does not find is asked of `__getattr__`, wherever each comes from.
        let inherited = self.slot("__getattribute__").and_then(|_| self.inherited_slot("__getattr__"));
        if let Some(getattr) = self.slot("__getattr__").or(inherited) {
            let first = self.plain_getattr();
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
            if let (Some(eq), None) = (self.slot("__eq__"), self.slot("__ne__"))
                && !self.inherits_inequality()
            {
                let _ = writeln!(
                    glue,
                    "    case Py_NE: return pyx_slot_invert({eq}({}o, other));",
                    self.self_cast(eq)
                );
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
}

/// `__rshift__` is no reflected form.
fn is_plain_r(name: &str) -> bool {
    name == "__rshift__"
}

/// Slots whose method the runtime calls for them: the slot, what the slot function is named after, its head and its body,
/// in which `@` stands for its name and for the method.
const WRAPPED: &[(&str, &str, &str, &str)] = &[
    ("tp_finalize", "finalize", "void @(PyObject *o)", "pyx_class_finalize(o, @)"),
    ("sq_length", "length", "Py_ssize_t @(PyObject *o)", "return pyx_slot_length(o, @)"),
    ("mp_length", "length", "Py_ssize_t @(PyObject *o)", "return pyx_slot_length(o, @)"),
    ("tp_hash", "hash", "Py_hash_t @(PyObject *o)", "return pyx_slot_hash(o, @)"),
    (
        "bf_getbuffer",
        "getbuffer",
        "int @(PyObject *o, Py_buffer *v, int f)",
        "return pyx_slot_getbuffer(o, v, f, @)",
    ),
];

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
