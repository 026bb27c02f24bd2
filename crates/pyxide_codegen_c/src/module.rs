//! The file as a whole: includes, types, constants, prototypes, functions, tables, and the module's entry point.

use crate::names::{Names, c_string, identifier};
use crate::{EmitOptions, Output, class, consts, func, pyfunc, share, types};
use pyxide_mir::{
    CFuncId, CVarId, ConstId, ConstObject, Convention, FuncId, Function, Include, Linkage, Module, PyFuncId,
    StaticId,
};
use pyxide_types::cdecl::declare;
use pyxide_types::{Access, ClassId, Origin, ScopeTypeId, Signature, Type, TypeId};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::{SmolStr, format_smolstr};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Write;

/// What every printer reads: the module, and the names given to its parts.
pub struct Cx<'a> {
    pub module: &'a Module,
    pub options: &'a EmitOptions<'a>,
    units: RefCell<BTreeSet<&'static str>>,
    const_names: Vec<SmolStr>,
    strings: FxHashMap<SmolStr, usize>,
    pyfunc_names: Vec<SmolStr>,
    class_names: Vec<SmolStr>,
    file_names: FxHashSet<SmolStr>,
    emitted_classes: FxHashSet<ClassId>,
    /// Classes whose type object the text names.
    used_classes: RefCell<FxHashSet<ClassId>>,
}

impl<'a> Cx<'a> {
    fn new(module: &'a Module, options: &'a EmitOptions<'a>) -> Cx<'a> {
        let strings = module
            .consts
            .iter()
            .enumerate()
            .filter_map(|(i, c)| match c {
                ConstObject::Str { text, interned: true } => Some((text.clone(), i)),
                _ => None,
            })
            .collect();
        let mut names = Names::default();
        let pyfunc_names = module
            .pyfuncs
            .iter()
            .map(|p| names.pick(&format!("pyx_def_{}", identifier(&p.qualname))))
            .collect();
        let class_names = module.types.classes.iter().map(|c| names.pick(&identifier(&c.name))).collect();
        let mut file_names: FxHashSet<SmolStr> = FxHashSet::default();
        file_names.extend(module.functions.iter().map(|f| f.name.clone()));
        file_names.extend(module.cfuncs.iter().map(|f| f.cname.clone()));
        file_names.extend(module.cvars.iter().map(|v| v.cname.clone()));
        file_names.extend(module.statics.iter().map(|s| s.name.clone()));
        for e in &module.types.enums {
            file_names.extend(e.items.iter().map(|i| i.cname.clone()));
        }
        let const_names = consts::names(&module.consts);
        file_names.extend(const_names.iter().cloned());
        file_names.extend(module.types.typedefs.iter().map(|d| d.cname.clone()));
        file_names.extend(module.types.structs.iter().map(|d| d.cname.clone()));
        let emitted_classes = module
            .emitted_types
            .iter()
            .filter_map(|e| match e {
                pyxide_mir::EmittedType::Class(c) => Some(*c),
                _ => None,
            })
            .collect();
        Cx {
            module,
            options,
            units: RefCell::new(["base", "module"].into()),
            const_names,
            strings,
            pyfunc_names,
            class_names,
            file_names,
            emitted_classes,
            used_classes: RefCell::default(),
        }
    }

    /// Notes that the text calls into a runtime unit.
    pub fn unit(&self, unit: &'static str) {
        if unit != "api" {
            self.units.borrow_mut().insert(unit);
        }
    }

    pub fn const_ref(&self, k: ConstId) -> String {
        format!("pyx_k[{}]", self.const_names[k.index()])
    }

    /// Index of an interned string constant, by name.
    pub fn string_index(&self, text: &str) -> String {
        match self.strings.get(text) {
            Some(&i) => self.const_names[i].to_string(),
            None => unreachable!("lowering interns the names of parameters and variables: {text}"),
        }
    }

    pub fn static_name(&self, s: StaticId) -> &str {
        &self.module.statics[s.index()].name
    }

    pub fn pyfunc_def(&self, p: PyFuncId) -> &str {
        &self.pyfunc_names[p.index()]
    }

    pub fn scope_def(&self, s: ScopeTypeId) -> SmolStr {
        let cname = &self.module.types.scopes[s.index()].cname;
        format_smolstr!("pyx_def_{}", cname.trim_start_matches("struct "))
    }

    pub fn class_name(&self, c: ClassId) -> &str {
        &self.class_names[c.index()]
    }

    pub fn emits_class(&self, c: ClassId) -> bool {
        self.emitted_classes.contains(&c) || self.used_classes.borrow().contains(&c)
    }

    pub fn is_file_name(&self, name: &str) -> bool {
        self.file_names.contains(name)
    }

    pub fn ready_function(&self, c: ClassId) -> SmolStr {
        format_smolstr!("pyx_ready_{}", self.class_name(c))
    }

    /// The type object as a `PyTypeObject *`.
    pub fn type_ptr(&self, c: ClassId) -> String {
        let def = &self.module.types.classes[c.index()];
        match (&def.origin, &def.type_cname) {
            (Origin::Here, _) => format!("&pyx_type_{}.type", self.class_name(c)),
            _ => {
                self.used_classes.borrow_mut().insert(c);
                format!("pyx_typeptr_{}", self.class_name(c))
            }
        }
    }

    /// The first class in the chain that has C methods: its instance struct holds the vtable pointer.
    pub fn vtable_owner(&self, class: ClassId) -> ClassId {
        let t = &self.module.types;
        let mut at = class;
        while let Some(base) = t.class_of(t.classes[at.index()].base) {
            if !t.has_vtable(base) {
                break;
            }
            at = base;
        }
        at
    }

    /// A C function by the name it is called by (a pointer variable when it is imported).
    pub fn cfunc_ref(&self, c: CFuncId) -> String {
        self.module.cfuncs[c.index()].cname.to_string()
    }

    pub fn cvar_ref(&self, v: CVarId) -> String {
        let var = &self.module.cvars[v.index()];
        match var.origin {
            Origin::Module(_) => format!("(*{})", var.cname),
            _ => var.cname.to_string(),
        }
    }

    /// `PyObject *` in C.
    pub fn is_plain_object(&self, ty: TypeId) -> bool {
        matches!(self.module.types.kind(ty), Type::Object | Type::Builtin(_))
    }

    /// Parameter types of a function by its convention.
    pub fn function_params(&self, f: FuncId) -> Vec<TypeId> {
        let f = &self.module.functions[f.index()];
        match f.convention {
            Convention::C => f.params.iter().map(|&r| f.reg(r).ty).collect(),
            _ => vec![],
        }
    }

    /// Declares a pointer to a function of a signature.
    pub fn function_pointer(&self, sig: &Signature, name: &str) -> String {
        let mut types = self.module.types.clone();
        let f = types.func(sig.clone());
        declare(&types, f, &format!("(*{name})"))
    }
}

/// Prints the module.
pub fn emit(module: &Module, options: &EmitOptions) -> Output {
    let cx = Cx::new(module, options);
    let mut out = String::new();
    for include in &module.includes {
        match include {
            Include::Header(h) if h.starts_with('<') => {
                let _ = writeln!(out, "#include {h}");
            }
            Include::Header(h) => {
                let _ = writeln!(out, "#include \"{h}\"");
            }
            Include::Verbatim(text) => {
                out.push_str(text);
                if !text.ends_with('\n') {
                    out.push('\n');
                }
            }
        }
    }
    out.push('\n');
    if module.cplus {
        out.push_str(crate::cpp::CONVERSIONS);
    }
    out.push_str(&types::print(&cx));
    out.push_str(&consts::print(&module.consts, &cx.const_names));
    out.push_str(&module_state(&cx));
    for v in &module.cvars {
        print_cvar(&cx, v, &mut out);
    }
    for s in &module.statics {
        let _ = writeln!(out, "static {};", declare(&module.types, s.ty, &s.name));
    }
    // What the rest of the file turns out to use is declared in front of it.
    let mut head = std::mem::take(&mut out);
    out.push_str(&share::declarations(&cx));
    out.push('\n');
    for f in order(module) {
        if needs_prototype(module, f) {
            let _ = writeln!(out, "{};", func::prototype(&cx, f));
        }
    }
    for i in 0..module.pyfuncs.len() {
        pyfunc::print(&cx, PyFuncId(i as u32), &mut out);
    }
    for f in order(module) {
        out.push('\n');
        out.push_str(&func::print(&cx, f));
    }
    out.push('\n');
    if options.line_directives {
        out.push_str("#line 1 \"generated\"\n");
    }
    out.push_str(&class::definitions(&cx));
    let setup = share::setup(&cx, &mut out);
    out.push_str(&entry(&cx, setup));
    head.push_str(&class::declarations(&cx));
    let text = format!("/* {} */\n{head}{out}", options.banner);
    Output { text, units: cx.units.into_inner().into_iter().collect() }
}

/// Functions with a body, the module's last.
fn order(module: &Module) -> impl Iterator<Item = &Function> {
    module.functions.iter().filter(|f| !f.blocks.is_empty())
}

fn needs_prototype(module: &Module, f: &Function) -> bool {
    // The descriptor table and earlier functions refer to it.
    !std::ptr::eq(f, &module.functions[module.init.index()]) || f.linkage == Linkage::Public
}

fn print_cvar(cx: &Cx, v: &pyxide_mir::CVar, out: &mut String) {
    let t = &cx.module.types;
    let ty = match t.get(v.ty) {
        Type::Const(inner) if v.origin == Origin::Here => *inner,
        _ => v.ty,
    };
    let text = match (&v.origin, v.access) {
        (Origin::Extern, _) => return,
        (Origin::Module(_), _) => {
            let pointer = match t.get(ty) {
                Type::Array(..) => format!("(*{})", v.cname),
                _ => format!("*{}", v.cname),
            };
            format!("static {} = NULL;", declare(t, ty, &pointer))
        }
        (Origin::Here, Access::Public) => format!("{};", declare(t, ty, &v.cname)),
        (Origin::Here, _) => format!("static {};", declare(t, ty, &v.cname)),
    };
    out.push_str(&text);
    out.push('\n');
}

fn module_state(cx: &Cx) -> String {
    let m = cx.module;
    let doc = m.doc.as_ref().map_or("NULL".into(), |d| c_string(d.as_bytes()));
    let rare = if m.consts.iter().any(consts::is_rare) {
        cx.unit("constant");
        "pyx_rare_const"
    } else {
        "NULL"
    };
    format!(
        "static pyx_module pyx_mod = {{{}, {}, {doc}, pyx_k_data, sizeof pyx_k_data - 1, pyx_k, {}, {}, {rare}, \
         PYX_MODULE_STATE}};\n",
        c_string(m.name.as_bytes()),
        c_string(m.path.as_bytes()),
        m.consts.len(),
        m.is_package as u8,
    )
}

fn entry(cx: &Cx, has_setup: bool) -> String {
    let m = cx.module;
    let last = m.name.rsplit('.').next().unwrap_or(&m.name);
    let doc = m.doc.as_ref().map_or("NULL".into(), |d| c_string(d.as_bytes()));
    let setup = if has_setup { "pyx_setup" } else { "NULL" };
    let init = &m.functions[m.init.index()].name;
    let exported =
        if last.is_ascii() { format!("PyInit_{last}") } else { format!("PyInitU_{}", punycode(last)) };
    format!(
        "\nstatic PyObject *pyx_create(PyObject *spec, PyModuleDef *def) {{\n    \
             return pyx_module_create(&pyx_mod, spec, def);\n}}\n\
         static int pyx_exec(PyObject *module) {{\n    \
             return pyx_module_exec(&pyx_mod, module, {setup}, {init});\n}}\n\
         static PyModuleDef_Slot pyx_slots[] = {{\n    \
             {{Py_mod_create, (void *)pyx_create}}, {{Py_mod_exec, (void *)pyx_exec}}, {{0, NULL}}}};\n\
         static PyModuleDef pyx_module_def = {{\n    \
             PyModuleDef_HEAD_INIT, {}, {doc}, 0, NULL, pyx_slots, NULL, NULL, NULL}};\n\
         PyMODINIT_FUNC {exported}(void) {{ return PyModuleDef_Init(&pyx_module_def); }}\n",
        c_string(last.as_bytes()),
    )
}

/// Punycode of a module name, as PEP 489 wants it (hyphens become underscores).
fn punycode(name: &str) -> String {
    let (base, tmin, tmax, skew, damp) = (36u32, 1u32, 26u32, 38u32, 700u32);
    let input: Vec<u32> = name.chars().map(|c| c as u32).collect();
    let mut out: String = name.chars().filter(char::is_ascii).collect();
    let basic = out.len() as u32;
    let mut handled = basic;
    if basic > 0 {
        out.push('-');
    }
    let (mut n, mut delta, mut bias) = (128u32, 0u32, 72u32);
    let digit = |d: u32| char::from(if d < 26 { b'a' + d as u8 } else { b'0' + (d - 26) as u8 });
    while (handled as usize) < input.len() {
        let next = input.iter().copied().filter(|&c| c >= n).min().unwrap_or(n);
        delta += (next - n) * (handled + 1);
        n = next;
        for &c in &input {
            if c < n {
                delta += 1;
            }
            if c == n {
                let mut q = delta;
                let mut k = base;
                loop {
                    let t = if k <= bias {
                        tmin
                    } else if k >= bias + tmax {
                        tmax
                    } else {
                        k - bias
                    };
                    if q < t {
                        break;
                    }
                    out.push(digit(t + (q - t) % (base - t)));
                    q = (q - t) / (base - t);
                    k += base;
                }
                out.push(digit(q));
                let mut d = if handled == basic { delta / damp } else { delta / 2 };
                d += d / (handled + 1);
                let mut k = 0;
                while d > ((base - tmin) * tmax) / 2 {
                    d /= base - tmin;
                    k += base;
                }
                bias = k + (base - tmin + 1) * d / (d + skew);
                delta = 0;
                handled += 1;
            }
        }
        delta += 1;
        n += 1;
    }
    out.replace('-', "_")
}

#[cfg(test)]
mod tests {
    #[test]
    fn punycode_of_module_names() {
        // As `"módulo".encode("punycode")` gives it, with the hyphen replaced.
        assert_eq!(super::punycode("módulo"), "mdulo_0ta");
        assert_eq!(super::punycode("日本"), "wgv71a");
    }
}
