//! Every output format on the same findings: one in the middle of a line with a suggestion, a path of labels over
//! two files, and one without a place.

use pyxide_diagnostics::render::{OutputFormat, RenderOptions, Report, render};
use pyxide_diagnostics::{Diagnostic, FileId, SourceMap, Span, codes};

fn findings() -> (SourceMap, Vec<Diagnostic>) {
    let mut sources = SourceMap::default();
    let text = "def f(length):\n    é = 1; return lenght\n";
    let file = sources.add("src/a b.pyx", text);
    let other = sources.add("lib.pxi", "p = malloc(3)\n\n\n\n\n\n\nfree(q)\n");
    let at = text.find("lenght").unwrap() as u32;
    let span = Span::new(file, at, at + 6);
    let found = vec![
        Diagnostic::new(codes::UNDECLARED_NAME, "undeclared name not builtin: lenght")
            .at(span)
            .help("did you mean `length`?")
            .suggest(span, "length"),
        Diagnostic::new(codes::LEAK, "`p` is never freed:\n100% of 2 paths")
            .at(Span::new(other, 4, 13))
            .label(Span::new(other, 4, 13), "allocated here")
            .label(Span::new(file, 0, 3), "through here")
            .label(Span::new(other, 20, 27), "and lost here")
            .note("a note"),
        Diagnostic::new(codes::COMPILER_NOT_FOUND, "no C compiler").help("apt-get install gcc"),
    ];
    (sources, found)
}

fn rendered(format: OutputFormat) -> String {
    let (sources, found) = findings();
    let options = RenderOptions { format, version: "1.2.3", ..RenderOptions::default() };
    render(&[Report { sources: &sources, diagnostics: &found }], &options)
}

#[test]
fn full_shows_excerpts_labels_and_the_change() {
    let text = rendered(OutputFormat::Full);
    let expected = include_str!("render_full.txt");
    assert_eq!(text, expected, "\n{text}");
}

#[test]
fn statements_of_several_lines_are_marked_on_their_first() {
    let mut sources = SourceMap::default();
    let file = sources.add("a.pyx", "for x in y:   \n    f(x)\n    g(x)\n");
    let found = [Diagnostic::new(codes::LEAK, "lost").at(Span::new(file, 0, 33))];
    let text = render(&[Report { sources: &sources, diagnostics: &found }], &RenderOptions::default());
    assert!(text.contains("1 | for x in y:   \n  | ^^^^^^^^^^^\n"), "{text}");
}

#[test]
fn concise_is_one_line_each() {
    assert_eq!(
        rendered(OutputFormat::Concise),
        "src/a b.pyx:2:19: error[undeclared-name]: undeclared name not builtin: lenght (did you mean `length`?)\n\
         lib.pxi:1:5: warning[leak]: `p` is never freed: 100% of 2 paths\n\
         error[compiler-not-found]: no C compiler (apt-get install gcc)\n"
    );
}

#[test]
fn github_escapes_its_separators() {
    let text = rendered(OutputFormat::Github);
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(
        lines[0],
        "::error title=pyxide (undeclared-name),file=src/a b.pyx,line=2,col=19,endLine=2,endColumn=25\
         ::undeclared name not builtin: lenght%0Ahelp: did you mean `length`?"
    );
    assert!(lines[1].ends_with("::`p` is never freed:%0A100%25 of 2 paths%0Anote: a note"), "{}", lines[1]);
    assert_eq!(lines.len(), 3);
}

#[test]
fn cython_counts_columns_from_zero() {
    let text = rendered(OutputFormat::Cython);
    assert!(text.contains("\nsrc/a b.pyx:2:18: undeclared name not builtin: lenght\n"), "{text}");
    assert!(text.contains("\n    é = 1; return lenght\n                  ^\n"), "{text}");
    assert!(text.contains("\nwarning: lib.pxi:1:4: `p` is never freed"), "{text}");
}

#[test]
fn json_has_the_documented_fields() {
    let value: serde_json::Value = serde_json::from_str(&rendered(OutputFormat::Json)).unwrap();
    let first = &value[0];
    assert_eq!(first["code"], "undeclared-name");
    assert_eq!(first["severity"], "error");
    assert_eq!(first["file"], "src/a b.pyx");
    assert_eq!(first["range"]["start"], serde_json::json!({"line": 2, "column": 19, "offset": 34}));
    assert_eq!(first["suggestions"][0]["replacement"], "length");
    assert_eq!(value[1]["labels"].as_array().unwrap().len(), 3);
    assert_eq!(value[1]["notes"][0], "a note");
    assert!(value[2]["file"].is_null() && value[2]["range"].is_null());
}

#[test]
fn sarif_is_a_log_of_one_run() {
    let value: serde_json::Value = serde_json::from_str(&rendered(OutputFormat::Sarif)).unwrap();
    assert_eq!(value["version"], "2.1.0");
    let run = &value["runs"][0];
    assert_eq!(run["tool"]["driver"]["version"], "1.2.3");
    let result = &run["results"][0];
    assert_eq!(result["ruleId"], "undeclared-name");
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "src/a%20b.pyx");
    assert_eq!(location["region"]["startColumn"], 19);
    let flow = &run["results"][1]["codeFlows"][0]["threadFlows"][0]["locations"];
    assert_eq!(flow.as_array().unwrap().len(), 3);
    assert_eq!(run["results"][2]["locations"], serde_json::json!([]));
}

#[test]
fn documents_are_written_even_when_empty() {
    let options = RenderOptions { format: OutputFormat::Json, ..RenderOptions::default() };
    assert_eq!(render(&[], &options), "[]\n");
    assert_eq!(render(&[], &RenderOptions::default()), "");
}

#[test]
fn any_span_renders_in_any_format() {
    let mut sources = SourceMap::default();
    let file = sources.add("a.pyx", "é\r\n\tüx\n");
    let empty = sources.add("empty.pyx", "");
    let mut found = vec![Diagnostic::new(codes::SYNTAX_ERROR, "").at(Span::new(FileId(9), 0, 1))];
    for file in [file, empty] {
        for (start, end) in
            [(0, 0), (1, 2), (1, 1), (5, 3), (3, 100), (90, 100), (0, u32::MAX), (u32::MAX, 0)]
        {
            let span = Span::new(file, start, end);
            found.push(
                Diagnostic::new(codes::SYNTAX_ERROR, "a\nb")
                    .at(span)
                    .label(span, "x\ny")
                    .label(Span::new(file, end, start), "")
                    .suggest(span, "é\n"),
            );
        }
    }
    use OutputFormat::*;
    for format in [Full, Concise, Json, Sarif, Github, Cython] {
        for color in [false, true] {
            let options = RenderOptions { format, color, ..RenderOptions::default() };
            assert!(!render(&[Report { sources: &sources, diagnostics: &found }], &options).is_empty());
        }
    }
}

#[test]
fn every_code_is_explained_and_named_once() {
    let mut names: Vec<_> = codes::ALL.iter().map(|c| c.name()).collect();
    for code in codes::ALL {
        assert!(code.explanation().len() > 120, "{} has no real explanation", code.name());
        assert!(!code.summary().ends_with('.'), "{}", code.name());
        assert_eq!(codes::by_name(code.name()), Some(*code));
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), codes::ALL.len());
}
