//! The module's constant objects: names for readers and the data from which the runtime makes them.
//!
//! ```text
//! enum { s_hello, i_42 };                       // pyx_k[s_hello]
//! static const char pyx_k_data[] = "s5:hello" "i2:42";
//! ```

use crate::names::{Names, c_string};
use pyxide_mir::{ConstItem, ConstObject};
use smol_str::{SmolStr, format_smolstr};
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

/// Whether the runtime's unit for seldom kinds of constants is needed to make it.
pub fn is_rare(c: &ConstObject) -> bool {
    match c {
        ConstObject::Str { .. } => false,
        // As many digits as surely fit into a C `long long`.
        ConstObject::Int(v) => v.to_string().len() > 18,
        _ => true,
    }
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
