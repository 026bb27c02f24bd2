//! Descriptors of functions that Python can call.

use crate::cx::Cx;
use crate::names::c_string;
use pyxide_mir::{Convention, ParamKind, PyFunc, PyFuncId};
use std::fmt::Write;

/// Name table and descriptor; see `runtime/args.h`.
pub fn print(cx: &Cx, id: PyFuncId, out: &mut String) {
    let p = &cx.module.pyfuncs[id.index()];
    let f = &cx.module.functions[p.func.index()];
    let def = cx.pyfunc_def(id);
    let mut names: Vec<String> = Vec::new();
    let count = |kinds: &[ParamKind]| p.params.iter().filter(|q| kinds.contains(&q.kind)).count();
    for kinds in [&[ParamKind::PositionalOnly, ParamKind::Normal][..], &[ParamKind::KeywordOnly]] {
        for q in p.params.iter().filter(|q| kinds.contains(&q.kind)) {
            let required = if q.required { " | PYX_REQUIRED" } else { "" };
            names.push(format!("{}{required}", cx.string_index(&q.name)));
        }
    }
    for kind in [ParamKind::VarPositional, ParamKind::VarKeyword] {
        names.extend(p.params.iter().filter(|q| q.kind == kind).map(|q| cx.string_index(&q.name)));
    }
    names.extend(p.varnames.iter().chain(&p.self_name).map(|n| cx.string_index(n)));
    let table = if names.is_empty() {
        "NULL".to_string()
    } else {
        let _ = writeln!(out, "static const unsigned int {def}_names[] = {{{}}};", names.join(", "));
        format!("{def}_names")
    };
    let how = match f.convention {
        Convention::NoArgs(_) => "METH_NOARGS",
        Convention::TupleKw(_) => "METH_VARARGS | METH_KEYWORDS",
        _ => "METH_FASTCALL | METH_KEYWORDS",
    };
    let doc = p.doc.as_ref().map_or("NULL".into(), |d| c_string(d.as_bytes()));
    let line = cx.options.sources.line(p.span);
    let _ = writeln!(
        out,
        "static const pyx_function_def {def} = {{\n    {{{}, PYX_FN(PyCFunction, {}), {how}, {doc}}},\n    \
         {}, {table}, pyx_k, NULL, {line}, {}, {}, {}, {}, {}}};",
        c_string(p.name.as_bytes()),
        f.name,
        c_string(p.qualname.as_bytes()),
        count(&[ParamKind::PositionalOnly]),
        count(&[ParamKind::PositionalOnly, ParamKind::Normal]),
        count(&[ParamKind::KeywordOnly]),
        names.len(),
        flags(p),
    );
}

fn flags(p: &PyFunc) -> String {
    let has = |kind| p.params.iter().any(|q| q.kind == kind);
    let table = [
        (has(ParamKind::VarPositional), "PYX_F_ARGS"),
        (has(ParamKind::VarKeyword), "PYX_F_KWARGS"),
        (p.flags.is_method, "PYX_F_METHOD"),
        (p.flags.is_static, "PYX_F_STATIC"),
        (p.flags.is_class, "PYX_F_CLASS"),
        (p.flags.is_generator, "PYX_F_GENERATOR"),
        (p.flags.is_coroutine, "PYX_F_COROUTINE"),
        (p.flags.is_async_generator, "PYX_F_ASYNC_GENERATOR"),
        (p.flags.is_iterable_coroutine, "PYX_F_ITERABLE_COROUTINE"),
        (p.name == "<lambda>", "PYX_F_LAMBDA"),
        ((p.flags.is_method || p.flags.is_static) && !p.flags.binding, "PYX_F_PLAIN"),
        (p.flags.no_keywords, "PYX_F_NO_KEYWORDS"),
        (p.self_name.is_some(), "PYX_F_SELF"),
    ];
    let set: Vec<&str> = table.iter().filter(|(on, _)| *on).map(|(_, n)| *n).collect();
    if set.is_empty() { "0".into() } else { set.join(" | ") }
}
