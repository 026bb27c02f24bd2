//! Snapshots of the C that is printed: each `tests/c/*.pyx` beside its functions' text.
//!
//! `lines.pyx` is printed with `#line` directives, the others without.

use pyxide_codegen_c::EmitOptions;
use pyxide_diagnostics::{FileId, Sink, SourceMap};
use pyxide_sema::{Input, LoadedFile, SourceLoader};
use pyxide_syntax::{ParseOptions, ast};
use std::path::Path;

/// Finds nothing but the main file.
struct Alone(SourceMap);

impl SourceLoader for Alone {
    fn load_pxd(&mut self, _name: &str) -> Option<LoadedFile> {
        None
    }
    fn load_include(&mut self, _path: &str, _from: FileId) -> Option<LoadedFile> {
        None
    }
    fn load_pyx(&mut self, _name: &str) -> Option<LoadedFile> {
        None
    }
    fn sources(&self) -> &SourceMap {
        &self.0
    }
}

fn emit(name: &str, text: &str) -> String {
    let mut loader = Alone(SourceMap::default());
    let file = loader.0.add(name, text);
    let mut sink = Sink::default();
    let options = ParseOptions::for_path(name, ast::LanguageLevel::Py3);
    let module = pyxide_syntax::parse(file, text, &options, &mut sink);
    let input = Input {
        module_name: name.trim_end_matches(".pyx").to_string(),
        is_package: false,
        path: name.to_string(),
        module,
        file,
        directives: Vec::new(),
        compile_time_env: Vec::new(),
        cplus: false,
        lenient: false,
        allow_unknown_names: false,
    };
    let hir = pyxide_sema::analyze(&input, &mut loader, &mut sink).expect("the source is accepted");
    let mut mir = pyxide_lower::lower(&hir, &mut sink);
    let messages: Vec<&str> = sink.diagnostics().iter().map(|d| d.message.as_str()).collect();
    assert!(messages.is_empty(), "{name}: {messages:?}");
    pyxide_passes::run(&mut mir);
    let options = EmitOptions {
        sources: loader.sources(),
        line_directives: name.starts_with("lines"),
        refnanny: false,
        banner: "",
    };
    pyxide_codegen_c::emit(&mir, &options).text
}

/// The functions with bodies, but for the module's own.
fn functions(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for line in text.lines() {
        if line.ends_with(") {") && !line.starts_with(' ') {
            inside = !line.contains("pyx_module_body");
        }
        if inside {
            out.push_str(line);
            out.push('\n');
        }
        inside &= line != "}";
    }
    out
}

#[test]
fn functions_read_as_the_snapshots_show() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/c");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("the folder of tests")
        .filter_map(|e| e.ok()?.file_name().into_string().ok())
        .filter(|n| n.ends_with(".pyx"))
        .collect();
    names.sort();
    assert!(!names.is_empty());
    for name in names {
        let text = std::fs::read_to_string(folder.join(&name)).expect("a readable test");
        let shown = functions(&emit(&name, &text));
        insta::with_settings!({
            snapshot_path => folder.clone(),
            prepend_module_to_snapshot => false,
            description => text,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(name.trim_end_matches(".pyx"), shown);
        });
    }
}
