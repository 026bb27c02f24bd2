//! `translate`: one source file to one self-contained C or C++ file.
//!
//! The module's C includes the runtime's headers by name. Here each such header, and each unit behind it, is written
//! out in its place, once, so that the result needs only a C compiler and Python's headers.

use crate::embedded::{RUNTIME, Tree};
use std::collections::HashSet;

/// Text with the runtime written out: every header that it includes, then the units of those headers.
///
/// A unit is the `NAME.c` beside `NAME.h`. Units may include further headers, whose units then follow.
pub fn self_contained(c_text: &str) -> String {
    inline(c_text, RUNTIME)
}

fn inline(c_text: &str, runtime: Tree) -> String {
    let mut inliner = Inliner { runtime, done: HashSet::new(), units: Vec::new(), out: String::new() };
    inliner.file(c_text);
    let mut next = 0;
    while let Some(unit) = inliner.units.get(next).cloned() {
        next += 1;
        if let Some(text) = runtime.get(&unit) {
            inliner.file(text);
        }
    }
    inliner.out
}

struct Inliner {
    runtime: Tree,
    done: HashSet<String>,
    units: Vec<String>,
    out: String,
}

impl Inliner {
    fn file(&mut self, text: &str) {
        for line in text.lines() {
            let header = included(line).filter(|name| self.runtime.get(name).is_some());
            let Some(name) = header else {
                self.out.push_str(line);
                self.out.push('\n');
                continue;
            };
            if !self.done.insert(name.to_owned()) {
                continue;
            }
            if let Some(stem) = name.strip_suffix(".h") {
                let unit = format!("{stem}.c");
                if self.runtime.get(&unit).is_some() {
                    self.units.push(unit);
                }
            }
            let text = self.runtime.get(name).unwrap_or_default();
            self.file(text);
        }
    }
}

/// The name in a line `#include "NAME"`.
fn included(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix('#')?.trim_start().strip_prefix("include")?;
    rest.trim_start().strip_prefix('"')?.split('"').next()
}
