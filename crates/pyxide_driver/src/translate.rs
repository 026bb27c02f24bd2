//! `translate`: one source file to one self-contained C or C++ file.
//!
//! The runtime units that a module uses are written before the module's own text: first their headers, each after
//! those that it includes, then the units. A unit is a pair `NAME.h` and (where it has more than inline functions)
//! `NAME.c`; what a unit includes, it uses. The result needs only a C compiler and Python's headers.

use crate::embedded::{RUNTIME, Tree};
use crate::runtime_library::{ALL_HEADERS, HEADER_FOLDER};
use std::collections::HashSet;

/// The text of a module that is compiled beside the runtime's headers and linked with its library.
pub fn linked(c_text: &str) -> String {
    format!("#include \"{HEADER_FOLDER}/{ALL_HEADERS}\"\n{c_text}")
}

/// The text of a module with the runtime units that it needs written into it.
pub fn self_contained(c_text: &str, units: &[&str]) -> String {
    inline(c_text, units, RUNTIME)
}

/// The main function that makes a program of a translated module, and the unit that it needs.
///
/// `module` is the module's name, `function` what the C function is to be called.
pub fn main_function(module: &str, init: &str, function: &str) -> (String, &'static str) {
    let last = module.rsplit('.').next().unwrap_or(module);
    let text = format!(
        "int {function}(int argc, char **argv) {{ return pyx_embed_main(\"{last}\", {init}, argc, argv); }}\n"
    );
    (text, "embed")
}

fn inline(c_text: &str, units: &[&str], runtime: Tree) -> String {
    // The comment that says where the text comes from stays at the top.
    let (banner, c_text) = match c_text.split_once('\n') {
        Some((line, rest)) if line.starts_with("/*") && line.ends_with("*/") => (line, rest),
        _ => ("", c_text),
    };
    let out = String::with_capacity(c_text.len() + UNITS);
    let mut inliner = Inliner { runtime, seen: HashSet::new(), bodies: Vec::new(), out };
    if !banner.is_empty() {
        inliner.out.push_str(banner);
        inliner.out.push('\n');
    }
    inliner.out.push_str("#define PYX_INLINED 1\n");
    for unit in units {
        inliner.header(&format!("{unit}.h"));
    }
    let mut next = 0;
    while let Some(body) = inliner.bodies.get(next).copied() {
        next += 1;
        inliner.text(body);
    }
    inliner.out.push_str(UNUSED);
    inliner.out.push_str(c_text);
    inliner.out
}

/// Keeps the C compiler from warnings of what the source, or the interpreter's convention of calls, makes unused: pyxide
/// warns of the source itself.
const UNUSED: &str = "\
#ifdef __GNUC__
#pragma GCC diagnostic ignored \"-Wunused-parameter\"
#pragma GCC diagnostic ignored \"-Wunused-variable\"
#pragma GCC diagnostic ignored \"-Wunused-but-set-variable\"
#pragma GCC diagnostic ignored \"-Wunused-const-variable\"
#pragma GCC diagnostic ignored \"-Wunused-function\"
#endif
";

/// More than the text of all units takes.
const UNITS: usize = 1 << 20;

struct Inliner {
    runtime: Tree,
    seen: HashSet<String>,
    /// Texts of the units behind the headers seen so far.
    bodies: Vec<&'static str>,
    out: String,
}

impl Inliner {
    fn header(&mut self, name: &str) {
        let Some(text) = self.runtime.get(name) else { return };
        if !self.seen.insert(name.to_owned()) {
            return;
        }
        self.text(text);
        let body = name.strip_suffix(".h").and_then(|stem| self.runtime.get(&format!("{stem}.c")));
        self.bodies.extend(body);
    }

    /// Writes a text, with what it includes of the runtime in place of the lines that say so.
    fn text(&mut self, text: &str) {
        let mut written = 0;
        for (at, _) in text.match_indices("include") {
            let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
            let end = text[at..].find('\n').map_or(text.len(), |length| at + length + 1);
            let name = included(&text[start..end]).filter(|name| self.runtime.get(name).is_some());
            // Another `include` of the same line is behind what is written.
            if let Some(name) = name.filter(|_| start >= written) {
                self.out.push_str(&text[written..start]);
                self.header(name);
                written = end;
            }
        }
        self.out.push_str(&text[written..]);
        if !text.is_empty() && !text.ends_with('\n') {
            self.out.push('\n');
        }
    }
}

/// The name in a line `#include "NAME"`.
pub(crate) fn included(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix('#')?.trim_start().strip_prefix("include")?;
    rest.trim_start().strip_prefix('"')?.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::{UNUSED, inline};
    use crate::embedded::Tree;

    #[test]
    fn each_needed_unit_is_written_once_headers_first() {
        let runtime = Tree::of(
            &[
                ("a.c", "#include \"a.h\"\n#include \"c.h\"\nA\n"),
                ("a.h", "#include \"base.h\"\n#include <Python.h>\na\n"),
                ("base.h", "base\n"),
                ("c.c", "#include \"c.h\"\nC\n"),
                ("c.h", "#include \"base.h\"\nc\n"),
                ("unused.h", "unused\n"),
            ],
            "",
        );
        let text = inline("module\n", &["a"], runtime);
        assert_eq!(
            inline("/* b */\nmodule\n", &["unused"], runtime),
            format!("/* b */\n#define PYX_INLINED 1\nunused\n{UNUSED}module\n")
        );
        assert_eq!(
            text,
            format!("#define PYX_INLINED 1\nbase\n#include <Python.h>\na\nc\nA\nC\n{UNUSED}module\n")
        );
    }
}
