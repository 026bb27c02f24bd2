//! Sources with errors: each `.pyx` of this folder says on its lines what is to be found there, and the `.txt` beside it
//! holds the whole rendered output.
//!
//! ```text
//! def f():
//!     return lenght          # error: [undeclared-name] not builtin: lenght
//! ```
//!
//! A comment names a severity, a code, and part of the message; a line may have several. Findings without a comment and
//! comments without a finding are failures. `PYXIDE_UPDATE=1 cargo test -p pyxide_driver --test errors` writes the `.txt`
//! files anew; look at what changed before committing it.

use pyxide_diagnostics::render::{RenderOptions, Report, render};
use pyxide_diagnostics::{Diagnostic, Severity, SourceMap};
use pyxide_driver::jobs::with_large_stack;
use pyxide_driver::pipeline::{Compilation, CompileOptions, Goal, compile};
use std::fs;
use std::path::Path;

#[derive(PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Finding {
    line: u32,
    severity: String,
    code: String,
    message: String,
}

/// Every name that a hint speaks of is where the hint says.
#[test]
fn hints_tell_the_truth() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::from("# distutils: language = c++\n");
    for (module, names) in pyxide_sema::hints::CIMPORTS {
        let names: Vec<String> = names.split(' ').map(|n| format!("{n} as {n}_")).collect();
        text += &format!("from {module} cimport {}\n", names.join(", "));
    }
    let path = folder.path().join("hinted.pyx");
    fs::write(&path, text).unwrap();
    let compilation = with_large_stack(|| compile(&path, &CompileOptions::default(), Goal::C, &Vec::new));
    let found: Vec<_> = compilation.diagnostics.iter().filter(|d| d.severity == Severity::Error).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn what_is_found_is_what_the_comments_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/errors");
    let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "pyx"));
    paths.sort();
    assert!(!paths.is_empty());
    let mut problems = Vec::new();
    for path in paths {
        // Paths in the output shall not depend on where the checkout is.
        std::env::set_current_dir(&folder).unwrap();
        let name = Path::new(path.file_name().unwrap());
        let compilation = with_large_stack(|| compile(name, &CompileOptions::default(), Goal::C, &Vec::new));
        problems.extend(differences(name, &compilation));
        problems.extend(check_output(&path, &compilation));
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

fn differences(name: &Path, compilation: &Compilation) -> Vec<String> {
    let text = fs::read_to_string(name).unwrap();
    let mut expected = expected(&text);
    let mut problems = Vec::new();
    for diagnostic in &compilation.diagnostics {
        let found = finding(diagnostic, &compilation.sources);
        let at = expected.iter().position(|e| {
            (e.line, &e.severity, &e.code) == (found.line, &found.severity, &found.code)
                && found.message.contains(&e.message)
        });
        match at {
            Some(index) => drop(expected.remove(index)),
            None => problems.push(format!("{}: not expected: {found:?}", name.display())),
        }
    }
    problems.extend(expected.iter().map(|e| format!("{}: not found: {e:?}", name.display())));
    problems
}

fn finding(diagnostic: &Diagnostic, sources: &SourceMap) -> Finding {
    Finding {
        line: diagnostic.span.map_or(0, |span| sources.line_col(span).line),
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
        .to_owned(),
        code: diagnostic.code.name().to_owned(),
        message: diagnostic.message.clone(),
    }
}

/// The comments `# error: [code] message`, also several on a line.
fn expected(text: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for comment in line.split('#').skip(1) {
            let Some((severity, rest)) = comment.trim().split_once(": [") else { continue };
            let Some((code, message)) = rest.split_once(']') else { continue };
            if matches!(severity, "error" | "warning" | "note") {
                found.push(Finding {
                    line: index as u32 + 1,
                    severity: severity.to_owned(),
                    code: code.to_owned(),
                    message: message.trim().to_owned(),
                });
            }
        }
    }
    found
}

fn check_output(path: &Path, compilation: &Compilation) -> Option<String> {
    let report = Report { sources: &compilation.sources, diagnostics: &compilation.diagnostics };
    let rendered = render(&[report], &RenderOptions::default());
    let beside = path.with_extension("txt");
    let before = fs::read_to_string(&beside).unwrap_or_default();
    if before == rendered {
        return None;
    }
    if std::env::var_os("PYXIDE_UPDATE").is_some() {
        fs::write(&beside, &rendered).unwrap();
        return None;
    }
    Some(format!("{} differs from:\n{rendered}", beside.display()))
}
