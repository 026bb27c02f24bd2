//! `run`: programs and code.

use crate::Folder;

#[test]
fn a_module_runs_as_the_main_program() {
    let folder = Folder::new();
    folder.write(
        "main.pyx",
        "import sys\nimport helper\ndef go():\n    print(__name__, sys.argv, helper.x)\n\
         if __name__ == \"__main__\":\n    go()\n    sys.exit(5)\n",
    );
    folder.write("helper.py", "x = 'helped'\n");
    let done = folder.run(&["run", "main.pyx", "a", "--", "-x"]).expect(5);
    assert_eq!(done.out, "__main__ ['main.pyx', 'a', '--', '-x'] helped\n");
    assert_eq!(done.err, "");
    assert!(folder.files(".so").is_empty(), "nothing is written beside the source");
}

#[test]
fn code_sees_the_names_of_the_module() {
    let folder = Folder::new();
    folder.write("m.pyx", "def f(int x):\n    return x + 1\n_private = 3\n");
    let done = folder.run(&["run", "m.pyx", "-c", "print(f(1), _private, __name__, m.__name__)"]).expect(0);
    assert_eq!(done.out, "2 3 __main__ m\n");
}

#[test]
fn an_exception_ends_with_status_one_and_a_short_traceback() {
    let folder = Folder::new();
    folder.write("m.pyx", "def f():\n    raise ValueError('no')\n\nf()\n");
    let done = folder.run(&["run", "m.pyx"]).expect(1);
    let lines: Vec<_> = done.err.lines().collect();
    assert_eq!(lines.first(), Some(&"Traceback (most recent call last):"), "{}", done.err);
    assert_eq!(lines.last(), Some(&"ValueError: no"));
    assert!(done.err.contains("m.pyx\", line 4") && done.err.contains("m.pyx\", line 2"), "{}", done.err);
    assert!(!done.err.contains("importlib"), "{}", done.err);
}

#[test]
fn a_source_with_errors_does_not_run() {
    let folder = Folder::new();
    folder.write("m.pyx", "print(1)\ny = = 2\n");
    let done = folder.run(&["run", "m.pyx"]).expect(1);
    assert_eq!(done.out, "");
    assert!(done.err.contains("m.pyx:2:5"), "{}", done.err);
}

#[test]
fn other_sources_of_the_program_are_built_on_the_way() {
    let folder = Folder::new();
    folder.write("main.pyx", "import helper\nimport pkg.part\nprint(helper.twice(4), pkg.part.x)\n");
    folder.write("helper.pyx", "def twice(int x):\n    return 2 * x\n");
    folder.write("pkg/__init__.pyx", "");
    folder.write("pkg/part.pyx", "x = 'part'\n");
    assert_eq!(folder.run(&["run", "main.pyx"]).expect(0).out, "8 part\n");
    folder.write("helper.pyx", "y = = 2\n");
    let done = folder.run(&["run", "main.pyx"]).expect(1);
    assert!(done.err.contains("helper.pyx:1:5") && done.err.contains("ImportError"), "{}", done.err);
}

#[test]
fn bases_that_would_lay_instances_out_otherwise_are_refused() {
    const CASES: &[(&str, &str)] = &[
        ("Obj = type(object())\ncdef class X(Base, Obj): pass", "base class 'object' is not a heap type"),
        ("S = type('')\ncdef class X(Base, S): pass", "best base 'str' must be equal to first base 'm.Base'"),
        ("class P: pass\ncdef class X(object, P): pass", "Cannot create a consistent method resolution"),
        ("class P: pass\ncdef class X(Base, P): pass", "extension type 'm.X' has no __dict__ slot"),
        ("class P(list): pass\ncdef class X(Full, P): pass", "multiple bases have instance lay-out conflict"),
        ("class P:\n    __slots__ = ()\ncdef class X(Base, P): pass", ""),
        ("class P: pass\ncdef class X(Base, P):\n    cdef dict __dict__", ""),
    ];
    let folder = Folder::new();
    for (text, message) in CASES {
        folder.write("m.pyx", &format!("cdef class Base: pass\ncdef class Full:\n    cdef int a\n{text}\n"));
        let done = folder.run(&["run", "m.pyx", "-c", "X()"]).expect(if message.is_empty() { 0 } else { 1 });
        assert!(done.err.contains(message), "{text}: {}", done.err);
    }
}
