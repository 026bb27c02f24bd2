//! Snapshot tests: every source file under `tests/parse` is parsed, and its diagnostics and tree are compared with
//! the `.snap` file beside it. Files whose name holds `spans` are printed with byte ranges.
//!
//! `INSTA_UPDATE=always cargo test -p pyxide_syntax` writes the snapshots anew; read the difference before
//! committing it.

use pyxide_diagnostics::{Sink, SourceMap};
use pyxide_syntax::ast::{LanguageLevel, printer};
use pyxide_syntax::{ParseOptions, parse};
use std::fmt::Write;
use std::path::{Path, PathBuf};

fn sources(dir: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(dir).expect("tests/parse").map(|e| e.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "pyx" || e == "pxd" || e == "py") {
            into.push(path);
        }
    }
}

/// The diagnostics, one a line, and the tree.
fn shown(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("a test file");
    let name = path.file_name().and_then(|n| n.to_str()).expect("a plain name");
    let options = ParseOptions::for_path(name, LanguageLevel::Py3);
    let mut map = SourceMap::default();
    let id = map.add(name, text.as_str());
    let mut sink = Sink::default();
    let module = parse(id, &text, &options, &mut sink);
    let mut out = String::new();
    for diagnostic in sink.diagnostics() {
        let at = map.line_col(diagnostic.span.expect("a place"));
        let code = diagnostic.code.name();
        writeln!(out, "{}:{}: {code}: {}", at.line, at.column, diagnostic.message).expect("a string");
        for suggestion in &diagnostic.suggestions {
            let (old, new) = (map.text(suggestion.span), &suggestion.replacement);
            writeln!(out, "    suggests {new:?} for {old:?}").expect("a string");
        }
    }
    let spans = name.contains("spans");
    out + &if spans { printer::print_with_spans(&module) } else { printer::print(&module) }
}

#[test]
fn snapshots() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/parse");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(!files.is_empty());
    for path in files {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(path.parent().expect("a folder"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let name = path.file_name().and_then(|n| n.to_str()).expect("a plain name").to_owned();
        settings.bind(|| insta::assert_snapshot!(name, shown(&path)));
    }
}
