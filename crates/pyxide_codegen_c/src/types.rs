//! Definitions of structs, enums, typedefs, instance structs, vtables and scope objects.

use crate::cx::Cx;
use pyxide_mir::EmittedType;
use pyxide_types::cdecl::{ctuple_struct, declare, optional_args_struct};
use pyxide_types::{
    BuiltinType, ClassId, Field, LockKind, LockStep, Origin, Prim, Signature, Type, TypeId, Types,
};
use rustc_hash::FxHashSet;
use std::fmt::Write;

/// Everything that functions and tables need to be declared before them.
pub fn print(cx: &Cx) -> String {
    let t = &cx.module.types;
    let mut out = String::new();
    let mut tuples = definitions(cx, &cx.module.emitted_types, &mut out);
    // Tuples and optional-argument structs of signatures and registers.
    let mut optional = FxHashSet::default();
    let sigs = cx
        .module
        .cfuncs
        .iter()
        .map(|f| &f.sig)
        .chain(t.classes.iter().flat_map(|c| c.methods.iter().map(|m| &m.sig)));
    for sig in sigs {
        ctuples_in(t, sig.ret, &mut tuples, &mut out);
        for p in &sig.params {
            ctuples_in(t, p.ty, &mut tuples, &mut out);
        }
        print_optional(t, sig, &mut optional, &mut out);
    }
    for f in &cx.module.functions {
        for r in &f.regs {
            ctuples_in(t, r.ty, &mut tuples, &mut out);
        }
    }
    for v in &cx.module.cvars {
        ctuples_in(t, v.ty, &mut tuples, &mut out);
    }
    let mut vtables: Vec<ClassId> = (0..t.classes.len() as u32)
        .map(ClassId)
        .filter(|&c| cx.emits_class(c) && t.classes[c.index()].origin != Origin::Extern && t.has_vtable(c))
        .collect();
    // A vtable begins with its base's, and a base that was cimported later has the larger number.
    vtables
        .sort_by_key(|&c| std::iter::successors(Some(c), |&c| t.class_of(t.classes[c.index()].base)).count());
    for c in vtables {
        print_vtable(cx, c, &mut out);
    }
    for s in &t.scopes {
        for f in &s.fields {
            ctuples_in(t, f.ty, &mut tuples, &mut out);
        }
    }
    print_scopes(cx, &mut out);
    out
}

/// Definitions of these types, in this order; answers the C tuples that were defined with them.
pub fn definitions(cx: &Cx, emitted: &[EmittedType], out: &mut String) -> FxHashSet<String> {
    let t = &cx.module.types;
    // Structs may point at each other: their tags come first.
    for e in emitted {
        match e {
            EmittedType::Struct(s) => {
                let cname = &t.structs[s.index()].cname;
                let keyword = if t.structs[s.index()].is_union { "union" } else { "struct" };
                if cname.contains(' ') {
                    let _ = writeln!(out, "{cname};");
                } else if !cname.is_empty() {
                    let _ = writeln!(out, "typedef {keyword} {cname} {cname};");
                }
            }
            EmittedType::Class(c) if t.classes[c.index()].origin != Origin::Extern => {
                let _ = writeln!(out, "{};", t.classes[c.index()].struct_cname);
            }
            _ => {}
        }
    }
    let mut tuples = FxHashSet::default();
    for e in emitted {
        match e {
            EmittedType::Struct(s) => {
                for f in t.structs[s.index()].fields.iter().flatten() {
                    ctuples_in(t, f.ty, &mut tuples, out);
                }
                print_struct(t, *s, out);
            }
            EmittedType::Enum(e) => print_enum(t, *e, out),
            EmittedType::Typedef(d) => {
                let def = &t.typedefs[d.index()];
                ctuples_in(t, def.base, &mut tuples, out);
                let _ = writeln!(out, "typedef {};", declare(t, def.base, &def.cname));
            }
            EmittedType::Class(c) => {
                for f in &t.classes[c.index()].fields {
                    ctuples_in(t, f.ty, &mut tuples, out);
                }
                print_instance(cx, *c, out);
            }
        }
    }
    tuples
}

/// Defines the struct of each C tuple type that `ty` contains, innermost first.
fn ctuples_in(t: &Types, ty: TypeId, done: &mut FxHashSet<String>, out: &mut String) {
    match t.get(ty) {
        Type::Const(x) | Type::Volatile(x) | Type::Ptr(x) | Type::Array(x, _) => ctuples_in(t, *x, done, out),
        Type::Func(sig) => {
            ctuples_in(t, sig.ret, done, out);
            sig.params.iter().for_each(|p| ctuples_in(t, p.ty, done, out));
        }
        Type::CTuple(items) => {
            items.iter().for_each(|&i| ctuples_in(t, i, done, out));
            // `bint` and `int` are one type in C.
            let name = ctuple_struct(t, items);
            if !done.contains(&name) {
                let _ = write!(out, "{name} {{");
                done.insert(name);
                for (i, item) in items.iter().enumerate() {
                    let _ = write!(out, " {};", declare(t, *item, &format!("f{i}")));
                }
                out.push_str(" };\n");
            }
        }
        _ => {}
    }
}

fn print_optional(t: &Types, sig: &Signature, done: &mut FxHashSet<String>, out: &mut String) {
    if sig.optional == 0 {
        return;
    }
    let name = optional_args_struct(t, sig);
    if !done.insert(name.clone()) {
        return;
    }
    // The layout that Cython gives such structs: how many were passed, then their values.
    let _ = write!(out, "{name} {{ int __pyx_n;");
    for (i, p) in sig.params[sig.params.len() - sig.optional..].iter().enumerate() {
        let _ = write!(out, " {};", declare(t, p.ty, &format!("a{i}")));
    }
    out.push_str(" };\n");
}

fn print_struct(t: &Types, s: pyxide_types::StructId, out: &mut String) {
    let def = &t.structs[s.index()];
    let Some(fields) = &def.fields else { return };
    let keyword = if def.is_union { "union" } else { "struct" };
    let tag =
        if def.cname.contains(' ') { def.cname.to_string() } else { format!("{keyword} {}", def.cname) };
    let packed = if def.packed { " __attribute__((packed))" } else { "" };
    let _ = writeln!(out, "{tag} {{");
    for f in fields {
        let _ = writeln!(out, "    {};", declare(t, f.ty, &f.cname));
    }
    let _ = writeln!(out, "}}{packed};");
}

fn print_enum(t: &Types, e: pyxide_types::EnumId, out: &mut String) {
    let def = &t.enums[e.index()];
    let tag = if def.cname.is_empty() {
        "enum".to_string()
    } else if def.cname.starts_with("enum ") {
        def.cname.to_string()
    } else {
        format!("typedef enum {}", def.cname)
    };
    let items: Vec<String> = def
        .items
        .iter()
        .map(|i| match (i.value, &i.c_value) {
            (Some(v), _) => format!("{} = {v}", i.cname),
            (None, Some(text)) => format!("{} = {text}", i.cname),
            (None, None) => i.cname.to_string(),
        })
        .collect();
    let name = if tag.starts_with("typedef") { format!(" {}", def.cname) } else { String::new() };
    if items.is_empty() {
        return;
    }
    let _ = writeln!(out, "{tag} {{ {} }}{name};", items.join(", "));
}

/// The C struct that an instance of the builtin base begins with.
fn builtin_struct(b: BuiltinType) -> &'static str {
    match b {
        BuiltinType::Type => "PyHeapTypeObject",
        BuiltinType::Bool | BuiltinType::Int => "PyLongObject",
        BuiltinType::Float => "PyFloatObject",
        BuiltinType::Complex => "PyComplexObject",
        BuiltinType::Str => "PyUnicodeObject",
        BuiltinType::Bytes => "PyBytesObject",
        BuiltinType::ByteArray => "PyByteArrayObject",
        BuiltinType::List => "PyListObject",
        BuiltinType::Tuple => "PyTupleObject",
        BuiltinType::Dict => "PyDictObject",
        BuiltinType::Set | BuiltinType::FrozenSet => "PySetObject",
        BuiltinType::Slice => "PySliceObject",
        BuiltinType::MemoryView => "PyMemoryViewObject",
        BuiltinType::SyntaxError | BuiltinType::IndentationError | BuiltinType::TabError => {
            "PySyntaxErrorObject"
        }
        BuiltinType::UnicodeError
        | BuiltinType::UnicodeEncodeError
        | BuiltinType::UnicodeDecodeError
        | BuiltinType::UnicodeTranslateError => "PyUnicodeErrorObject",
        BuiltinType::ImportError | BuiltinType::ModuleNotFoundError => "PyImportErrorObject",
        BuiltinType::SystemExit => "PySystemExitObject",
        BuiltinType::StopIteration => "PyStopIterationObject",
        BuiltinType::NameError | BuiltinType::UnboundLocalError => "PYX_NAME_ERROR_OBJECT",
        BuiltinType::AttributeError => "PYX_ATTRIBUTE_ERROR_OBJECT",
        os if os.is_exception_under(BuiltinType::OSError) => "PyOSErrorObject",
        other if other.is_exception() => "PyBaseExceptionObject",
        _ => "PyObject",
    }
}

/// The instance struct: the base's struct or the object header, the vtable pointer where it is new, the attributes.
fn print_instance(cx: &Cx, c: ClassId, out: &mut String) {
    let t = &cx.module.types;
    let def = &t.classes[c.index()];
    if def.origin == Origin::Extern {
        return;
    }
    let _ = writeln!(out, "{} {{", def.struct_cname);
    match t.kind(def.base) {
        Type::Class(base) => {
            let _ = writeln!(out, "    {} __pyx_base;", t.classes[base.index()].struct_cname);
        }
        Type::Builtin(b) => {
            let _ = writeln!(out, "    {} __pyx_base;", builtin_struct(*b));
        }
        _ => out.push_str("    PyObject_HEAD\n"),
    }
    if t.has_vtable(c) && cx.vtable_owner(c) == c {
        let _ = writeln!(out, "    {} *__pyx_vtab;", def.vtable_cname);
    }
    for f in &def.fields {
        let _ = writeln!(out, "    {};", declare(t, f.ty, &f.cname));
    }
    out.push_str("};\n");
}

/// The vtable struct: the base's, then the methods that the class introduces.
fn print_vtable(cx: &Cx, c: ClassId, out: &mut String) {
    let t = &cx.module.types;
    let def = &t.classes[c.index()];
    let _ = writeln!(out, "{} {{", def.vtable_cname);
    let mut empty = true;
    if let Type::Class(base) = t.kind(def.base)
        && t.has_vtable(*base)
    {
        let _ = writeln!(out, "    {} __pyx_base;", t.classes[base.index()].vtable_cname);
        empty = false;
    }
    for m in def.methods.iter().filter(|m| m.introduced_by == c) {
        let ptr = t.lookup(&Type::Func(Box::new(m.sig.clone())));
        let text = match ptr {
            Some(f) => declare(t, f, &format!("(*{})", m.cname)),
            None => cx.function_pointer(&m.sig, &m.cname),
        };
        let _ = writeln!(out, "    {text};");
        empty = false;
    }
    if empty {
        out.push_str("    void *unused;\n");
    }
    out.push_str("};\n");
}

/// Structs and tables of scope objects.
fn print_scopes(cx: &Cx, out: &mut String) {
    let t = &cx.module.types;
    for s in &t.scopes {
        let _ = writeln!(out, "{};", s.cname);
    }
    for (i, s) in t.scopes.iter().enumerate() {
        let _ = writeln!(out, "{} {{", s.cname);
        out.push_str("    PYX_SCOPE_HEAD\n");
        for f in &s.fields {
            let ty = t.unqualified(f.ty);
            let _ = writeln!(out, "    {};", declare(t, ty, &f.cname));
        }
        out.push_str("};\n");
        let objects: Vec<String> = s
            .fields
            .iter()
            .filter(|f| t.is_object(f.ty))
            .map(|f| format!("offsetof({}, {})", s.cname, f.cname))
            .collect();
        let def = cx.scope_def(pyxide_types::ScopeTypeId(i as u32));
        let table = if objects.is_empty() {
            "NULL".to_string()
        } else {
            let name = format!("{def}_objects");
            let _ = writeln!(out, "static const unsigned int {name}[] = {{{}}};", objects.join(", "));
            name
        };
        let free = lock_calls(cx, &s.fields, "s", LockKind::free);
        let destroy = if free.is_empty() {
            "NULL".to_string()
        } else {
            let name = format!("{def}_destroy");
            let _ = writeln!(
                out,
                "static void {name}(void *scope) {{\n    {0} *s = ({0} *)scope;\n{free}}}",
                s.cname
            );
            name
        };
        let _ = writeln!(
            out,
            "static pyx_scope_def {def} = {{sizeof({}), {table}, {}, {destroy}, PYX_SCOPE_STATE}};",
            s.cname,
            objects.len()
        );
    }
}

/// One call for every lock in fields of the struct that `pointer` points to.
pub fn lock_calls<'a>(
    cx: &Cx,
    fields: impl IntoIterator<Item = &'a Field>,
    pointer: &str,
    what: fn(LockKind) -> Prim,
) -> String {
    let t = &cx.module.types;
    let mut out = String::new();
    for f in fields {
        for (path, kind) in t.locks_in(f.ty) {
            let mut place = format!("{pointer}->{}", f.cname);
            for step in path {
                let _ = match step {
                    LockStep::Field(s, i) => {
                        let fields = t.structs[s.index()].fields.as_deref().unwrap_or_default();
                        write!(place, ".{}", fields[i].cname)
                    }
                    LockStep::Item(i) => write!(place, "[{i}]"),
                };
            }
            let info = what(kind).info();
            cx.unit(info.unit);
            let _ = writeln!(out, "    {}(&{place});", info.c_name);
        }
    }
    out
}
