//! The module's constant objects: names for readers and the data from which the runtime makes them.
//!
//! ```text
//! enum { s_hello, i_42 };                       // pyx_k[s_hello]
//! static const char pyx_k_data[] = "s5:hello" "i2:42";
//! ```

use crate::names::{Names, c_string};
use pyxide_mir::{ConstItem, ConstObject};
use smol_str::{SmolStr, format_smolstr};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A readable index name for each constant.
pub fn names(consts: &[ConstObject]) -> Vec<SmolStr> {
    let mut names = Names::default();
    consts
        .iter()
        .map(|c| match c {
            ConstObject::Str { text, .. } => names.pick(&format!("s_{}", short(text))),
            ConstObject::CodePoints(_) => names.pick("s_text"),
            ConstObject::Bytes(b) => names.pick(&format!("b_{}", short(&String::from_utf8_lossy(b)))),
            ConstObject::Int(v) => names.pick(&format!("i_{}", short(&v.to_string().replace('-', "m")))),
            ConstObject::Float(bits) => {
                let text = format!("{:?}", f64::from_bits(*bits));
                names.pick(&format!("f_{}", short(&text.replace('-', "m").replace('.', "_"))))
            }
            ConstObject::Complex(_) => names.pick("j_complex"),
            ConstObject::Tuple(items) => names.pick(&format!("t_{}", items.len())),
            ConstObject::FrozenSet(_) => names.pick("z_set"),
            ConstObject::Slice(_) => names.pick("l_slice"),
            ConstObject::Builtin(name) => names.pick(&format!("g_{name}")),
        })
        .collect()
}

fn short(text: &str) -> SmolStr {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(24).collect()
}

/// The kind letter of a constant that is neither a str nor a small int, and the runtime's function that makes it.
fn maker(c: &ConstObject) -> Option<(char, &'static str)> {
    Some(match c {
        ConstObject::Str { .. } => return None,
        // As many digits as surely fit into a C `long long`.
        ConstObject::Int(v) if v.to_string().len() <= 18 => return None,
        ConstObject::CodePoints(_) => ('w', "pyx_const_points"),
        ConstObject::Bytes(_) => ('b', "pyx_const_bytes"),
        ConstObject::Int(_) => ('i', "pyx_const_int"),
        ConstObject::Float(_) => ('f', "pyx_const_float"),
        ConstObject::Complex(_) => ('j', "pyx_const_imaginary"),
        ConstObject::Tuple(_) => ('t', "pyx_const_tuple"),
        ConstObject::FrozenSet(_) => ('z', "pyx_const_frozenset"),
        ConstObject::Slice(_) => ('l', "pyx_const_slice"),
        ConstObject::Builtin(_) => ('g', "pyx_const_builtin"),
    })
}

/// The function that makes the seldom kinds of constants, and its text if it is not the runtime's: a choice by kind.
pub fn rare_maker(consts: &[ConstObject]) -> Option<(&'static str, String)> {
    let makers: BTreeMap<char, &str> = consts.iter().filter_map(maker).collect();
    let mut rest = makers.iter();
    let (_, &last) = rest.next_back()?;
    if makers.len() == 1 {
        return Some((last, String::new()));
    }
    let call = "(m, kind, p, size)";
    let mut text = String::from(
        "static PyObject *pyx_rare_const(pyx_module *m, char kind, const char *p, Py_ssize_t size) {\n",
    );
    for (kind, function) in rest {
        let _ = writeln!(text, "    if (kind == '{kind}') return {function}{call};");
    }
    let _ = writeln!(text, "    return {last}{call};\n}}");
    Some(("pyx_rare_const", text))
}

/// The enum of names, the array and the data.
pub fn print(consts: &[ConstObject], names: &[SmolStr]) -> String {
    let mut out = String::new();
    if !consts.is_empty() {
        let mut line = String::from("enum { ");
        for (i, n) in names.iter().enumerate() {
            let item = if i + 1 < names.len() { format!("{n}, ") } else { n.to_string() };
            if line.len() + item.len() > 108 {
                out.push_str(line.trim_end());
                out.push('\n');
                line = "    ".into();
            }
            line.push_str(&item);
        }
        let _ = writeln!(out, "{line} }};");
    }
    let _ = writeln!(out, "static PyObject *pyx_k[{}];", consts.len().max(1));
    let mut line = String::from("static const char pyx_k_data[] =");
    for c in consts {
        let item = c_string(&record(c));
        if line.len() + item.len() + 1 > 108 {
            out.push_str(&line);
            out.push('\n');
            line = "   ".into();
        }
        line.push(' ');
        line.push_str(&item);
    }
    if consts.is_empty() {
        line.push_str(" \"\"");
    }
    let _ = writeln!(out, "{line};");
    out
}

/// Kind letter, payload length, colon, payload.
fn record(c: &ConstObject) -> Vec<u8> {
    let (kind, payload): (char, Vec<u8>) = match c {
        ConstObject::Str { text, interned } => (if *interned { 's' } else { 'u' }, text.as_bytes().to_vec()),
        ConstObject::CodePoints(points) => {
            ('w', points.iter().map(u32::to_string).collect::<Vec<_>>().join(" ").into_bytes())
        }
        ConstObject::Bytes(b) => ('b', b.clone()),
        // Decimal conversion of huge integers is limited (and slow) in CPython; hex is neither.
        ConstObject::Int(v) if v.bits() > 2000 => ('i', format!("{v:#x}").into_bytes()),
        ConstObject::Int(v) => ('i', v.to_string().into_bytes()),
        ConstObject::Float(bits) => ('f', float_text(*bits)),
        ConstObject::Complex(bits) => ('j', float_text(*bits)),
        ConstObject::Tuple(items) => ('t', self::items(items)),
        ConstObject::FrozenSet(items) => ('z', self::items(items)),
        ConstObject::Slice(items) => ('l', self::items(items)),
        ConstObject::Builtin(name) => ('g', name.as_bytes().to_vec()),
    };
    let mut out = format_smolstr!("{kind}{}:", payload.len()).as_bytes().to_vec();
    out.extend(payload);
    out
}

fn float_text(bits: u64) -> Vec<u8> {
    let v = f64::from_bits(bits);
    if v.is_nan() {
        "nan".into()
    } else if v.is_infinite() {
        if v > 0.0 { "inf".into() } else { "-inf".into() }
    } else {
        format!("{v:?}").into_bytes()
    }
}

fn items(items: &[ConstItem]) -> Vec<u8> {
    let texts: Vec<String> = items
        .iter()
        .map(|i| match i {
            ConstItem::None => "N".into(),
            ConstItem::True => "T".into(),
            ConstItem::False => "F".into(),
            ConstItem::Ellipsis => "E".into(),
            ConstItem::Object(k) => k.0.to_string(),
        })
        .collect();
    texts.join(" ").into_bytes()
}
