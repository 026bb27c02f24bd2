//! Findings, usage errors, explanations.

use crate::Folder;

#[test]
fn every_format_names_the_place() {
    let folder = Folder::new();
    folder.write("bad.pyx", "x = 1\ny = = 2\n");
    for (format, expected) in [
        ("full", "--> bad.pyx:2:5"),
        ("concise", "bad.pyx:2:5: error[syntax-error]: "),
        ("json", "\"file\": \"bad.pyx\""),
        ("sarif", "\"uri\": \"bad.pyx\""),
        ("github", "::error title=pyxide (syntax-error),file=bad.pyx,line=2,col=5,"),
        ("cython", "\nbad.pyx:2:4: "),
    ] {
        let done = folder.run(&["check", "bad.pyx", "--output-format", format]).expect(1);
        assert!(done.out.contains(expected), "{format}:\n{}", done.out);
        assert_eq!(done.err, "");
        let done = folder.run(&["translate", "bad.pyx", "--output-format", format]).expect(1);
        assert!(done.err.contains(expected), "{format}:\n{}", done.err);
    }
    assert!(folder.files(".c").is_empty(), "a file with errors gives no output");
}

#[test]
fn colour_follows_the_option_and_the_stream() {
    let folder = Folder::new();
    folder.write("bad.pyx", "def f(:\n");
    assert!(!folder.run(&["check", "bad.pyx"]).out.contains('\x1b'));
    assert!(folder.run(&["check", "bad.pyx", "--color", "always"]).out.contains('\x1b'));
    assert!(!folder.run(&["check", "bad.pyx", "--color", "never"]).out.contains('\x1b'));
}

#[test]
fn wrong_usage_is_status_two() {
    let folder = Folder::new();
    folder.write("a.pyx", "x = 1\n");
    folder.write("b.pyx", "x = 1\n");
    folder.write("empty/note.txt", "");
    for arguments in [
        &["check"][..],
        &["frobnicate"],
        &["check", "none.pyx"],
        &["check", "a.pyx", "-X", "boundscheck"],
        &["check", "a.pyx", "b.pyx", "--module-name", "m"],
        &["build", "a.pyx", "b.pyx", "-o", "one.so"],
        &["build", "a.pyx", "-o", "d", "--inplace"],
        &["check", "a.pyx", "-2", "-3"],
        &["check", "a.pyx", "-X", "language_level=4"],
        &["check", "empty"],
        &["build", "empty"],
        &["build", "a.pyx", "--sanitize"],
        &["build", "a.pyx", "-j", "0"],
    ] {
        let done = folder.run(arguments).expect(2);
        assert!(!done.err.is_empty() && done.out.is_empty(), "{arguments:?}: {done:?}");
    }
}

#[test]
fn codes_are_listed_and_explained() {
    let folder = Folder::new();
    let list = folder.run(&["explain"]).expect(0).out;
    assert!(list.contains("use-after-free") && list.lines().count() > 20, "{list}");
    let text = folder.run(&["explain", "leak"]).expect(0).out;
    assert!(text.contains("Wrong:") && text.contains("Right:"), "{text}");
    let error = folder.run(&["explain", "laek"]).expect(2).err;
    assert!(error.contains("did you mean `leak`?"), "{error}");
}

#[test]
fn the_syntax_tree_is_printed() {
    let folder = Folder::new();
    folder.write("a.pyx", "cdef int spam = 1\n");
    let tree = folder.run(&["translate", "a.pyx", "--emit", "ast"]).expect(0).out;
    assert!(tree.contains("spam"), "{tree}");
    folder.run(&["translate", "a.pyx", "--emit", "ast", "-o", "tree.txt"]).expect(0);
    assert_eq!(std::fs::read_to_string(folder.path("tree.txt")).unwrap(), tree);
}

#[test]
fn undecodable_and_odd_files_are_errors_not_panics() {
    let folder = Folder::new();
    std::fs::write(folder.path("bytes.pyx"), b"x = '\xff'\n").unwrap();
    let done = folder.run(&["check", "bytes.pyx"]).expect(1);
    assert!(done.out.contains("not UTF-8"), "{}", done.out);
    folder.write("nul.pyx", "x = \0 1\n");
    folder.run(&["check", "nul.pyx"]).expect(1);
    let deep = format!("x = {}1{}\n", "(".repeat(100_000), ")".repeat(100_000));
    folder.write("deep.pyx", &deep);
    let done = folder.run(&["check", "deep.pyx", "--output-format", "concise"]);
    assert!(done.status == 0 || done.status == 1, "{}", done.status);
}

#[test]
fn a_byte_that_is_not_of_the_encoding_is_shown_where_it_stands() {
    let folder = Folder::new();
    std::fs::write(folder.path("bad.pyx"), b"# coding: ascii\nx = 1\ny = '\xe8'\n").unwrap();
    let done = folder.run(&["translate", "bad.pyx", "--output-format", "concise"]).expect(1);
    assert!(done.err.contains("bad.pyx:3:6: error[cannot-read]"), "{}", done.err);
}

#[test]
fn the_directive_of_the_language_level_decides_how_a_text_is_read() {
    let folder = Folder::new();
    folder.write("old.pyx", "print 1\n");
    folder.run(&["translate", "old.pyx", "-o", "-"]).expect(1);
    folder.run(&["translate", "old.pyx", "-o", "-", "-X", "language_level=2"]).expect(0);
    folder.run(&["translate", "old.pyx", "-o", "-", "-2", "-X", "language_level=3"]).expect(1);
}

#[test]
fn timings_go_to_the_standard_error() {
    let folder = Folder::new();
    folder.write("a.pyx", "x = 1\n");
    let done = folder.run(&["translate", "a.pyx", "--emit", "ast", "--timings"]).expect(0);
    assert!(done.err.contains("parse") && done.err.contains("total"), "{}", done.err);
}

#[test]
fn output_that_cannot_be_written_is_a_failure() {
    let folder = Folder::new();
    folder.write("a.pyx", "x = = 1\n");
    folder.write("b.pyx", "x = 1\n");
    for arguments in [&["check", "a.pyx"][..], &["explain"], &["translate", "b.pyx", "-o", "-"]] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let done = folder.run_into(arguments, full.into()).expect(2);
        assert!(done.err.contains("cannot write all output: "), "{arguments:?}: {}", done.err);
    }
    // Who reads no further has what he wants.
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let done = folder.run_into(&["explain"], writer.into()).expect(0);
    assert_eq!(done.err, "");
}

#[test]
fn a_document_holds_the_failures_of_check_too() {
    let folder = Folder::new();
    for format in ["json", "sarif"] {
        let done = folder.run(&["check", "none.pyx", "--output-format", format]).expect(2);
        assert!(done.out.contains("cannot read none.pyx") && done.err.is_empty(), "{done:?}");
    }
}

#[test]
fn odd_encodings_are_named() {
    let folder = Folder::new();
    std::fs::write(folder.path("utf16.pyx"), b"\xff\xfex\0 \0").unwrap();
    let done = folder.run(&["check", "utf16.pyx"]).expect(1);
    assert!(done.out.contains("it is UTF-16"), "{}", done.out);
}

#[test]
fn warnings_may_be_errors_and_the_first_error_enough() {
    let folder = Folder::new();
    folder.write("warned.pyx", "def f():\n    return 1\n    return 2\n");
    let options = ["-X", "warn.unreachable=True", "-o", "warned.c", "--output-format", "concise"];
    let arguments = |more: &[&'static str]| [&["translate", "warned.pyx"], &options[..], more].concat();
    let done = folder.run(&arguments(&[])).expect(0);
    assert!(done.err.contains("warning["), "{}", done.err);
    std::fs::remove_file(folder.path("warned.c")).unwrap();
    let done = folder.run(&arguments(&["--warning-errors"])).expect(1);
    assert!(done.err.contains("error[") && !folder.path("warned.c").exists(), "{}", done.err);
    folder.write("two.pyx", "x = = 1\ny = = 2\n");
    let done = folder.run(&["check", "two.pyx", "--fast-fail", "--output-format", "concise"]).expect(1);
    assert_eq!(done.out.lines().count(), 1, "{}", done.out);
}

#[test]
fn a_text_that_is_too_deep_is_one_error() {
    let folder = Folder::new();
    let text: String = (0..300).map(|i| format!("{:i$}if x:\n", "")).collect();
    folder.write("deep.pyx", &format!("{text}{:300}y\n", ""));
    let done = folder.run(&["check", "deep.pyx", "--output-format", "concise"]).expect(1);
    assert_eq!(done.out.lines().count(), 1, "{}", done.out);
    assert!(done.out.contains("too many levels of indentation"), "{}", done.out);
}
