//! The cache: nothing is done twice, everything that matters is noticed, builds side by side do not disturb each
//! other.

use crate::Folder;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Makes `path` a program that writes a line to the file that `TEST_LOG` names and then does what `real` does.
fn wrapper(path: &Path, real: &str) -> String {
    let text = format!("#!/bin/sh\necho called >> \"$TEST_LOG\"\nexec {real} \"$@\"\n");
    // A compiler that was written anew would be another one, with a runtime of its own.
    if std::fs::read_to_string(path).is_ok_and(|old| old == text) {
        return path.to_str().unwrap().to_owned();
    }
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    path.to_str().unwrap().to_owned()
}

fn lines(log: &Path) -> usize {
    std::fs::read_to_string(log).map_or(0, |text| text.lines().count())
}

#[test]
fn an_unchanged_file_starts_no_compiler() {
    let mut folder = Folder::with_own_cache();
    let log = folder.path("log");
    let cc = wrapper(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("cc-counting"), "cc");
    folder.set("CC", &cc);
    folder.set("TEST_LOG", log.to_str().unwrap());
    folder.write("m.pyx", "cdef extern from \"own.h\":\n    int X\n\ndef f():\n    return X\n");
    folder.write("own.h", "#define X 1\n");
    folder.run(&["build", "m.pyx"]).expect(0);
    let first = lines(&log);
    assert!(first > 0);
    std::fs::remove_file(folder.path(&folder.files(".so")[0])).unwrap();
    let done = folder.run(&["build", "m.pyx"]).expect(0);
    assert_eq!(lines(&log), first, "the second build is served from the cache");
    assert_eq!(done.out.lines().count(), 1);
    assert_eq!(folder.files(".so").len(), 1);
    assert_eq!(folder.run(&["run", "m.pyx", "-c", "print(f())"]).expect(0).out, "1\n");
    assert_eq!(lines(&log), first, "`run` uses what `build` made");

    folder.write("own.h", "#define X 2\n");
    assert_eq!(folder.run(&["run", "m.pyx", "-c", "print(f())"]).expect(0).out, "2\n");
    let second = lines(&log);
    assert!(second > first, "a changed header is noticed");
    folder.set("CFLAGS", "-O1");
    folder.run(&["build", "m.pyx"]).expect(0);
    assert!(lines(&log) > second, "changed flags are noticed");
}

#[test]
fn the_interpreter_is_asked_once() {
    let folder = Folder::with_own_cache();
    folder.write("m.pyx", "x = 1\n");
    folder.run(&["build", "m.pyx"]).expect(0);
    let entries = || std::fs::read_dir(folder.cache.join("python")).map_or(0, Iterator::count);
    let before = entries();
    folder.run(&["build", "m.pyx"]).expect(0);
    assert_eq!(entries(), before);
}

/// The interpreter behind the tests' own `python3`.
fn real_python() -> String {
    let code = "import os, sys; print(os.path.realpath(sys.executable))";
    let output = std::process::Command::new("python3").args(["-c", code]).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn a_version_managers_script_is_seen_through() {
    let mut folder = Folder::with_own_cache();
    let log = folder.path("log");
    let real = real_python();
    wrapper(&folder.path("pyenv/shims/python3"), &real);
    folder.set("TEST_LOG", log.to_str().unwrap());
    std::fs::create_dir_all(folder.path("pyenv/versions/9.9/bin")).unwrap();
    std::os::unix::fs::symlink(&real, folder.path("pyenv/versions/9.9/bin/python3")).unwrap();
    folder.write("pyenv/version", "9.9\n");
    let path = std::env::var("PATH").unwrap();
    folder.set("PATH", &format!("{}:{path}", folder.path("pyenv/shims").display()));
    folder.set("PYENV_VERSION", "");
    folder.set("VIRTUAL_ENV", "/nonexistent");
    folder.write("m.pyx", "x = 1\n");
    folder.run(&["build", "m.pyx"]).expect(0);
    assert_eq!(lines(&log), 0, "the version that the script would choose is asked itself");
    // A version that is not there: the script decides, as it may know better.
    folder.set("PYENV_VERSION", "8.8");
    folder.run(&["build", "m.pyx"]).expect(0);
    assert_eq!(lines(&log), 1);
}

#[test]
fn an_active_environment_is_the_target() {
    let mut folder = Folder::with_own_cache();
    let log = folder.path("log");
    wrapper(&folder.path("env/bin/python3"), &real_python());
    folder.set("TEST_LOG", log.to_str().unwrap());
    folder.set("VIRTUAL_ENV", folder.path("env").to_str().unwrap());
    folder.write("m.pyx", "x = 1\n");
    folder.run(&["build", "m.pyx"]).expect(0);
    assert_eq!(lines(&log), 1);
}

#[test]
fn builds_side_by_side_agree() {
    let folder = Folder::with_own_cache();
    folder.write("m.pyx", "def f():\n    return 1\n");
    std::thread::scope(|scope| {
        for index in 0..4 {
            let folder = &folder;
            scope.spawn(move || folder.run(&["build", "m.pyx", "-o", &format!("out{index}")]).expect(0));
        }
    });
    let leftovers = std::fs::read_dir(folder.cache.join("tmp")).unwrap().count();
    assert_eq!(leftovers, 0);
}

#[test]
fn the_cache_can_be_shown_and_emptied() {
    let folder = Folder::with_own_cache();
    assert_eq!(folder.run(&["cache", "dir"]).expect(0).out.trim(), folder.cache.to_str().unwrap());
    std::fs::remove_file(folder.cache.join("runtime")).unwrap();
    assert!(folder.run(&["cache", "size"]).expect(0).out.starts_with("0 entries"));
    std::fs::create_dir_all(folder.cache.join("modules/k")).unwrap();
    folder.write("own-cache/modules/k/x", "12345");
    assert!(folder.run(&["cache", "size"]).expect(0).out.starts_with("1 entries"));
    folder.run(&["cache", "clear"]).expect(0);
    assert!(!folder.cache.exists());
}

const M: &str = "from .d cimport f, T\nfrom other.far cimport K\ninclude 'i.pxi'\ndef g(T x):\n    return f(x) + K + i()\n";

/// A program of several files, each of which the module depends on.
const PROGRAM: &[(&str, &str)] = &[
    ("pkg/__init__.py", ""),
    ("pkg/m.pyx", M),
    ("pkg/m.pxd", "cdef int own\n"),
    ("pkg/d.pxd", "from .deep cimport T\ncdef extern from 'h.h':\n    int f(T)\n"),
    ("pkg/deep.pxd", "ctypedef int T\n"),
    ("pkg/i.pxi", "cdef int i():\n    return 1\n"),
    ("pkg/h.h", "#include \"sub.h\"\n"),
    ("pkg/sub.h", "static int f(int x) { return x; }\n"),
    ("site/other/__init__.pxd", ""),
    ("site/other/far.pxd", "cdef enum:\n    K = 3\n"),
];

/// What makes another module of it.
const CHANGES: &[(&str, &str)] = &[
    (
        "pkg/m.pyx",
        "from .d cimport f, T\nfrom other.far cimport K\ninclude 'i.pxi'\ndef g(T x):\n    return f(x) + K - i()\n",
    ),
    ("pkg/m.pxd", "cdef public long own\n"),
    ("pkg/deep.pxd", "ctypedef long T\n"),
    ("pkg/d.pxd", "from .deep cimport T\ncdef extern from 'h.h':\n    long f(T)\n"),
    ("pkg/i.pxi", "cdef int i():\n    return 2\n"),
    ("pkg/sub.h", "static int f(int x) { return x + 1; }\n"),
    ("pkg/h.h", "#define Q 1\n#include \"sub.h\"\n"),
    ("site/other/far.pxd", "cdef enum:\n    K = 4\n"),
];

#[test]
fn what_a_module_is_made_from_and_nothing_else_makes_it_again() {
    let mut folder = Folder::with_own_cache();
    let log = folder.path("log");
    folder.set("CC", &wrapper(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("cc-counting"), "cc"));
    folder.set("TEST_LOG", log.to_str().unwrap());
    for (name, text) in PROGRAM {
        folder.write(name, text);
    }
    let site = folder.path("site").to_str().unwrap().to_owned();
    folder.set("PYTHONPATH", &site);
    let again = |folder: &Folder, options: &[&str]| {
        let before = lines(&log);
        folder.run(&[&["build", "pkg/m.pyx", "-i"], options].concat()).expect(0);
        lines(&log) > before
    };
    assert!(again(&folder, &[]));
    assert!(!again(&folder, &[]));
    for (name, text) in PROGRAM {
        folder.write(name, text);
        assert!(!again(&folder, &[]), "{name} is as it was");
    }
    folder.write("pkg/new.pxd", "cdef int unused\n");
    folder.write("pkg/new.h", "int unused;\n");
    assert!(!again(&folder, &[]), "files that have nothing to do with it");
    for (name, text) in CHANGES {
        folder.write(name, text);
        assert!(again(&folder, &[]), "{name} changed");
        assert!(!again(&folder, &[]), "{name} stays so");
    }
    for options in
        [&["-X", "cdivision=True,overflowcheck=True"][..], &["-X", "embedsignature=True"], &["--refnanny"]]
    {
        assert!(again(&folder, options), "{options:?}");
        assert!(!again(&folder, options), "{options:?} again");
    }
    assert!(!again(&folder, &[]), "what was made before is still there");
    for (name, value) in [("CPPFLAGS", "-DONE"), ("CFLAGS", "-O1"), ("LDFLAGS", "-Wl,-O2")] {
        folder.set(name, value);
        assert!(again(&folder, &[]), "{name}");
        assert!(!again(&folder, &[]), "{name} again");
    }
}

#[test]
fn odd_places_are_places() {
    let folder = Folder::new();
    let name = "söurce dir $x 'q'/päckage/möd.pyx";
    folder.write("söurce dir $x 'q'/päckage/__init__.py", "");
    folder.write("söurce dir $x 'q'/päckage/h h.h", "#define X 5\n");
    folder.write(name, "cdef extern from \"h h.h\":\n    int X\ndef f():\n    return X\n");
    let done = folder.run(&["run", name, "-c", "print(f(), __import__('päckage').möd.__name__)"]).expect(0);
    assert_eq!(done.out, "5 päckage.möd\n");
    folder.run(&["build", name, "-M", "-o", "büilt dir"]).expect(0);
    let built = |below: &str| -> Vec<String> {
        let entries = std::fs::read_dir(folder.path(below)).unwrap().flatten();
        entries.map(|entry| entry.file_name().into_string().unwrap()).collect()
    };
    assert!(built("büilt dir/päckage").iter().all(|name| name.starts_with("möd.")));
    // By way of a link the module is the one that the link names.
    folder.write("real/m.pyx", "x = 1\n");
    std::os::unix::fs::symlink(folder.path("real"), folder.path("linked")).unwrap();
    std::os::unix::fs::symlink(folder.path("real/m.pyx"), folder.path("other.pyx")).unwrap();
    let done = folder.run(&["build", "linked/m.pyx", "other.pyx", "-o", "out"]).expect(0);
    assert_eq!(done.out.lines().count(), 1, "one file is built once: {}", done.out);
    folder.run(&["build", "other.pyx", "-o", "out"]).expect(0);
    assert!(built("out").iter().any(|name| name.starts_with("other.")));
}
