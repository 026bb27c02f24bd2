//! One source file, without others to cimport, through the stages up to MIR: what snapshot tests of later stages start from.

#[path = "alone.rs"]
mod alone;

use alone::Alone;
use pyxide_diagnostics::{Sink, SourceMap};
use pyxide_sema::Input;
use pyxide_syntax::{ParseOptions, ast};

/// The MIR of a file that no stage has anything to say about, and the sources that its spans refer to.
pub fn lower(name: &str, text: &str) -> (pyxide_mir::Module, SourceMap) {
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
    let mir = pyxide_lower::lower(&hir, &mut sink);
    let messages: Vec<&str> = sink.diagnostics().iter().map(|d| d.message.as_str()).collect();
    assert!(messages.is_empty(), "{name}: {messages:?}");
    (mir, loader.0)
}
