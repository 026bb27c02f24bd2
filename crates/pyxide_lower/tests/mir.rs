//! Snapshots of the MIR that lowering builds: each `tests/mir/*.pyx` beside what is printed for it.
//!
//! Every function must also satisfy the verifier, and reading its printed form back must print the same text.

use std::fmt::Write;
use std::path::Path;

#[path = "../../../tests/support/lowered.rs"]
mod lowered;

/// The functions but the module body, which is shown for files whose name starts with `module`.
fn show(name: &str, mir: &pyxide_mir::Module) -> String {
    let mut out = String::new();
    for (i, f) in mir.functions.iter().enumerate() {
        let id = pyxide_mir::FuncId(i as u32);
        if f.blocks.is_empty() || id == mir.init && !name.starts_with("module") {
            continue;
        }
        let _ = writeln!(out, "{}", pyxide_mir::printer::print_function(mir, id));
    }
    out
}

#[test]
fn lowering_builds_what_the_snapshots_show() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/mir");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("the folder of tests")
        .filter_map(|e| e.ok()?.file_name().into_string().ok())
        .filter(|n| n.ends_with(".pyx"))
        .collect();
    names.sort();
    assert!(!names.is_empty());
    for name in names {
        let text = std::fs::read_to_string(folder.join(&name)).expect("a readable test");
        let mut mir = lowered::lower(&name, &text).0;
        assert_eq!(pyxide_mir::verify::module(&mir), Vec::<String>::new(), "{name}");
        for i in 0..mir.functions.len() {
            let id = pyxide_mir::FuncId(i as u32);
            let printed = pyxide_mir::printer::print_function(&mir, id);
            let span = mir.functions[i].span;
            let parsed = pyxide_mir::parser::parse_function(&mut mir, &printed, span)
                .unwrap_or_else(|e| panic!("{name}: line {} of\n{printed}\n{}", e.line, e.message));
            mir.functions[i] = parsed;
            assert_eq!(pyxide_mir::printer::print_function(&mir, id), printed, "{name}");
        }
        let shown = show(&name, &mir);
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
