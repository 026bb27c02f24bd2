//! C identifiers: the user's names where C allows them.

use pyxide_types::cdecl::KEYWORDS;
use rustc_hash::FxHashMap;
use smol_str::{SmolStr, format_smolstr};

/// What must not name variables beside C's keywords: macros of the headers that every module includes, keywords of C++,
/// and the names that the printed functions use themselves.
#[rustfmt::skip]
const RESERVED: &[&str] = &[
    "asm", "typeof", "linux", "unix", "errno", "NULL", "EOF", "I", "complex", "stdin", "stdout",
    "stderr", "assert", "bool", "true", "false", "class", "new", "delete", "template", "this",
    "namespace", "operator", "private", "public", "protected", "virtual", "friend", "try", "catch",
    "throw", "using", "explicit", "export", "mutable", "typename", "and", "or", "not", "xor",
    "self_", "line", "args", "nargs", "kwnames", "kwargs", "gen", "sent", "argv", "signals", "min",
    "max", "offsetof", "environ", "isnan", "isinf", "isfinite", "signbit", "main",
];

/// Hands out identifiers that differ from each other within one scope.
#[derive(Default)]
pub struct Names {
    used: FxHashMap<SmolStr, u32>,
}

impl Names {
    /// `wanted` when it is free and legal, else with a suffix.
    pub fn pick(&mut self, wanted: &str) -> SmolStr {
        let clean = identifier(wanted);
        // Words in capitals are macros of some header often enough.
        let shouts = clean.len() > 2
            && clean.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
            && clean.bytes().any(|b| b.is_ascii_uppercase());
        let legal = !KEYWORDS.contains(&clean.as_str())
            && !RESERVED.contains(&clean.as_str())
            && !clean.starts_with("Py")
            && !clean.starts_with("_Py")
            && !shouts;
        let clean = if legal { clean } else { format_smolstr!("{clean}_") };
        if !self.used.contains_key(&clean) {
            self.used.insert(clean.clone(), 1);
            return clean;
        }
        loop {
            let n = self.used.get_mut(&clean).expect("present");
            *n += 1;
            let name = format_smolstr!("{clean}_{n}");
            if !self.used.contains_key(&name) {
                self.used.insert(name.clone(), 1);
                return name;
            }
        }
    }

    pub fn reserve(&mut self, name: &str) {
        self.used.insert(name.into(), 1);
    }
}

/// The name with what C cannot spell replaced.
pub fn identifier(name: &str) -> SmolStr {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii_alphanumeric() || c == '_' {
            out.push(c);
        } else if c.is_ascii() {
            out.push('_');
        } else {
            out.push_str(&format!("u{:x}", c as u32));
        }
    }
    if out.is_empty() || out.starts_with(|c: char| c.is_ascii_digit()) {
        out.insert(0, '_');
    }
    out.into()
}

/// A C string literal, quotes included.
pub fn c_string(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() + 2);
    out.push('"');
    for &b in bytes {
        match b {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\t' => out.push_str("\\t"),
            b'\r' => out.push_str("\\r"),
            // `??` would begin a trigraph.
            b'?' => out.push_str("\\?"),
            0x20..=0x7e => out.push(b as char),
            // Three octal digits never run into a following digit.
            _ => out.push_str(&format!("\\{b:03o}")),
        }
    }
    out.push('"');
    out
}
