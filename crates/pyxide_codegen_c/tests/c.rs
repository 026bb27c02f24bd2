//! Snapshots of the C that is printed: each `tests/c/*.pyx` beside its functions' text.
//!
//! `lines.pyx` is printed with `#line` directives, the others without.

use pyxide_codegen_c::EmitOptions;
use std::path::Path;

#[path = "../../../tests/support/lowered.rs"]
mod lowered;

fn emit(name: &str, text: &str) -> String {
    let (mut mir, sources) = lowered::lower(name, text);
    pyxide_passes::run(&mut mir);
    let options = EmitOptions {
        sources: &sources,
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
