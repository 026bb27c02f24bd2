//! The file as a whole: includes, types, constants, prototypes, functions, tables, and the module's entry point.

use crate::cx::Cx;
use crate::names::c_string;
use crate::{EmitOptions, Output, class, consts, func, headers, pyfunc, share, types};
use pyxide_mir::{Function, Include, Linkage, Module, PyFuncId};
use pyxide_types::cdecl::declare;
use pyxide_types::{LockKind, Origin, Type};
use std::fmt::Write;

/// Prints the module.
pub fn emit(module: &Module, options: &EmitOptions) -> Output {
    let cx = Cx::new(module, options);
    let mut out = String::new();
    if headers::wanted(&cx) {
        out.push_str(&headers::guards(&cx));
    }
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
    if module.types.structs.iter().any(|s| LockKind::ALL.iter().any(|k| k.name() == s.name)) {
        cx.unit("lock");
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
    let headers = headers::print(&cx);
    Output { headers, text, units: cx.units.into_inner().into_iter().collect() }
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
        (Origin::Here, access) if access.is_public() => format!("{};", declare(t, ty, &v.cname)),
        (Origin::Here, _) => format!("static {};", declare(t, ty, &v.cname)),
    };
    out.push_str(&text);
    out.push('\n');
}

fn module_state(cx: &Cx) -> String {
    let m = cx.module;
    let doc = m.doc.as_ref().map_or("NULL".into(), |d| c_string(d.as_bytes()));
    let (rare, chooser) = consts::rare_maker(&m.consts).unwrap_or(("NULL", String::new()));
    if rare != "NULL" {
        cx.unit("constant");
    }
    format!(
        "{chooser}static pyx_module pyx_mod = {{{}, {}, {doc}, pyx_k_data, sizeof pyx_k_data - 1, pyx_k, {}, {}, {rare}, \
         PYX_MODULE_STATE}};\n",
        c_string(m.name.as_bytes()),
        c_string(m.path.as_bytes()),
        m.consts.len(),
        m.is_package as u8,
    )
}

/// The function that Python calls to load the module.
pub fn init_name(m: &Module) -> String {
    let last = m.name.rsplit('.').next().unwrap_or(&m.name);
    if last.is_ascii() { format!("PyInit_{last}") } else { format!("PyInitU_{}", punycode(last)) }
}

fn entry(cx: &Cx, has_setup: bool) -> String {
    let m = cx.module;
    let last = m.name.rsplit('.').next().unwrap_or(&m.name);
    let doc = m.doc.as_ref().map_or("NULL".into(), |d| c_string(d.as_bytes()));
    let setup = if has_setup { "pyx_setup" } else { "NULL" };
    let init = &m.functions[m.init.index()].name;
    let exported = init_name(m);
    format!(
        "static PyObject *pyx_create(PyObject *spec, PyModuleDef *def) {{ return pyx_module_create(&pyx_mod, spec, def); }}\n\
         static int pyx_exec(PyObject *module) {{ return pyx_module_exec(&pyx_mod, module, {setup}, {init}); }}\n\
         static PyModuleDef_Slot pyx_slots[] = {{\n    \
             {{Py_mod_create, (void *)pyx_create}}, {{Py_mod_exec, (void *)pyx_exec}}, {{0, NULL}}}};\n\
         static PyModuleDef pyx_module_def = {{\n    \
             PyModuleDef_HEAD_INIT, {}, {doc}, 0, NULL, pyx_slots, NULL, NULL, NULL}};\n\
         PyMODINIT_FUNC {exported}(void) {{ return pyx_module_init(&pyx_module_def, pyx_exec); }}\n",
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
