//! Table tests of bodies: each file of `tests/hir` holds a module, and the HIR (or the errors) that it gives.
//!
//! ```text
//! def f(int n): return n + 1
//! # ---- expect
//! func 1 f Python -> Python object
//!   ...
//! ```
//!
//! `PYXIDE_UPDATE=1` writes what is printed today as the expectation; read the difference before it is committed.

#[path = "../../../tests/support/alone.rs"]
mod alone;

use alone::Alone;
use pyxide_diagnostics::{Sink, SourceMap};
use pyxide_sema::Input;
use pyxide_syntax::{ParseOptions, ast};
use std::fmt::Write;
use std::path::Path;

fn run(text: &str) -> String {
    let mut files = Alone(SourceMap::default());
    let file = files.0.add("m.pyx", text);
    let mut sink = Sink::default();
    let options = ParseOptions::for_path("m.pyx", ast::LanguageLevel::Py3);
    let module = pyxide_syntax::parse(file, text, &options, &mut sink);
    let input = Input {
        module_name: "m".into(),
        is_package: false,
        path: "m.pyx".into(),
        module,
        file,
        directives: Vec::new(),
        compile_time_env: Vec::new(),
        cplus: false,
        lenient: false,
        allow_unknown_names: false,
    };
    let module = pyxide_sema::analyze(&input, &mut files, &mut sink);
    let mut out = String::new();
    for d in sink.diagnostics() {
        let line = d.span.map_or(0, |s| files.0.line_col(s).line);
        let _ = writeln!(out, "{line}: {}: {}", d.code.name(), d.message);
    }
    if let Some(module) = module {
        out += &pyxide_hir::printer::print(&module);
    }
    out
}

#[test]
fn bodies_give_what_the_tables_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/hir");
    let update = std::env::var_os("PYXIDE_UPDATE").is_some();
    let mut failures = String::new();
    let mut count = 0;
    for entry in std::fs::read_dir(&folder).expect("tests/hir") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|e| e != "test") {
            continue;
        }
        count += 1;
        let whole = std::fs::read_to_string(&path).expect("a readable test");
        let (source, expected) = whole.split_once("# ---- expect\n").unwrap_or((&whole, ""));
        let found = run(source);
        if found.trim() == expected.trim() {
            continue;
        }
        if update {
            let text = format!("{source}# ---- expect\n{}\n", found.trim_end());
            std::fs::write(&path, text).expect("a writable test");
        } else {
            let _ = writeln!(failures, "{}:\n{found}", path.display());
        }
    }
    assert!(count > 0, "no tests in {}", folder.display());
    assert!(failures.is_empty(), "{failures}");
}
