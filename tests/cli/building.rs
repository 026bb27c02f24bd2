//! `build` and `translate`: what is written where.

use crate::Folder;
use std::process::Command;

const FIB: &str = "def fib(int n):\n    cdef int a = 0, b = 1\n    for i in range(n):\n        a, b = b, a + b\n    return a\n";

#[test]
fn one_line_is_printed_for_each_module() {
    let folder = Folder::new();
    folder.write("fib.pyx", FIB);
    let done = folder.run(&["build", "fib.pyx"]).expect(0);
    assert_eq!(done.err, "");
    let modules = folder.files(".so");
    assert_eq!(done.out, format!("{}\n", modules[0]));
    assert!(modules[0].starts_with("fib.") && modules.len() == 1);
}

#[test]
fn packages_keep_their_folders() {
    let folder = Folder::new();
    folder.write("src/pkg/__init__.py", "");
    folder.write("src/pkg/sub/__init__.pyx", "y = 2\n");
    folder.write("src/pkg/fib.pyx", FIB);
    folder.write("src/bad.pyx", "y = = 2\n");
    let done = folder.run(&["build", "src", "-o", "out", "-j", "2"]).expect(1);
    assert!(done.err.contains("src/bad.pyx:1:5"), "{}", done.err);
    let lines: Vec<_> = done.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", done.out);
    assert!(lines[0].starts_with("out/pkg/fib."), "{}", done.out);
    assert!(lines[1].starts_with("out/pkg/sub/__init__."), "{}", done.out);
    let done = folder.run(&["build", "src/pkg", "--inplace", "-M"]).expect(0);
    assert!(done.out.starts_with("src/pkg/fib."), "{}", done.out);
    let rule =
        std::fs::read_to_string(folder.path(&format!("{}.dep", done.out.lines().next().unwrap()))).unwrap();
    assert!(rule.contains("src/pkg/fib.pyx"), "{rule}");
    let python = Command::new("python3")
        .current_dir(folder.path("src"))
        .args(["-c", "import pkg.sub; from pkg.fib import fib; print(pkg.sub.y, fib(10), fib.__module__)"])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&python.stdout), "2 55 pkg.fib\n", "{python:?}");
}

#[test]
fn comments_in_the_source_steer_the_build() {
    let folder = Folder::new();
    folder.write("lib/part.h", "int part(void);\n");
    folder.write("lib/part.c", "#include \"part.h\"\nint part(void) { return VALUE; }\n");
    folder.write(
        "m.pyx",
        "# distutils: sources = lib/part.c\n# distutils: include_dirs = lib\n# distutils: define_macros = VALUE=7\n\
         cdef extern from \"part.h\":\n    int part()\n\ndef f():\n    return part()\n",
    );
    folder.run(&["build", "m.pyx"]).expect(0);
    let done = folder.run(&["run", "m.pyx", "-c", "print(f())"]).expect(0);
    assert_eq!(done.out, "7\n");
    // A changed header or source is noticed although the .pyx is the same.
    folder.write("lib/part.c", "#include \"part.h\"\nint part(void) { return VALUE + 1; }\n");
    assert_eq!(folder.run(&["run", "m.pyx", "-c", "print(f())"]).expect(0).out, "8\n");
}

#[test]
fn translated_c_stands_alone() {
    let folder = Folder::new();
    folder.write("fib.pyx", FIB);
    folder.run(&["translate", "fib.pyx", "-M"]).expect(0);
    let text = std::fs::read_to_string(folder.path("fib.c")).unwrap();
    assert!(text.contains("PyInit_fib"));
    assert!(!text.contains("#include \"pyx"), "the runtime is written into the file");
    assert!(folder.path("fib.c.dep").exists());
    let python = |code: &str| {
        let output =
            Command::new("python3").current_dir(folder.dir.path()).args(["-c", code]).output().unwrap();
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    };
    let include = python("import sysconfig; print(sysconfig.get_path('include'))");
    let output = Command::new("cc")
        .current_dir(folder.dir.path())
        .args(["-shared", "-fPIC", "-O1", "-I", &include, "fib.c", "-o", "fib.so"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(python("import fib; print(fib.fib(10))"), "55");
}

#[test]
fn a_failing_c_compiler_is_shown_with_its_messages() {
    let folder = Folder::new();
    folder
        .write("m.pyx", "cdef extern from \"no_such_header.h\":\n    int f()\n\ndef g():\n    return f()\n");
    let done = folder.run(&["build", "m.pyx"]).expect(1);
    assert!(done.err.contains("error[compiler-failed]"), "{}", done.err);
    assert!(done.err.contains("no_such_header.h"), "{}", done.err);
}

#[test]
fn what_is_missing_is_said_with_what_to_install() {
    let mut folder = Folder::new();
    folder.write("m.pyx", "x = 1\n");
    folder.set("CC", "no-such-compiler");
    let done = folder.run(&["build", "m.pyx"]).expect(2);
    assert!(done.err.contains("apt-get install gcc"), "{}", done.err);
    let done = folder.run(&["build", "m.pyx", "--python", "/nonexistent/python"]).expect(2);
    assert!(done.err.contains("there is no Python at /nonexistent/python"), "{}", done.err);
}

#[test]
fn the_same_source_builds_as_cplusplus() {
    let folder = Folder::new();
    folder.write(
        "m.pyx",
        "def f(x, *rest, k=None):\n    a, b = rest\n    return max(x, a), (a, b), {'k': k}\n",
    );
    let code = "print(f(1, 2, 3, k=4))";
    let expected = "(2, (2, 3), {'k': 4})\n";
    assert_eq!(folder.run(&["run", "m.pyx", "-c", code]).expect(0).out, expected);
    assert_eq!(folder.run(&["run", "m.pyx", "--cplus", "-c", code]).expect(0).out, expected);
    folder.run(&["translate", "m.pyx", "--cplus"]).expect(0);
    assert!(folder.path("m.cpp").exists());
}

#[test]
fn modules_of_a_package_share_classes_and_functions() {
    let folder = Folder::new();
    folder.write("pkg/__init__.py", "");
    folder.write("pkg/sub/__init__.py", "");
    folder.write(
        "pkg/shapes.pxd",
        "cdef class Shape:\n    cdef double w, h\n    cdef double area(self)\ncdef int twice(int x)\n",
    );
    folder.write(
        "pkg/shapes.pyx",
        "cdef class Shape:\n    def __init__(self, w, h):\n        self.w = w\n        self.h = h\n\
         \x20   cdef double area(self):\n        return self.w * self.h\n\
         cdef int twice(int x):\n    return 2 * x\n",
    );
    folder.write(
        "pkg/sub/use.pyx",
        "from pkg.shapes cimport Shape, twice\ncdef class Square(Shape):\n    cdef double area(self):\n\
         \x20       return self.w * self.w\n\
         def f():\n    cdef Shape s = Square(3, 4), t = Shape(3, 4)\n    return s.area(), t.area(), twice(21)\n",
    );
    let done = folder.run(&["run", "pkg/sub/use.pyx", "-c", "print(f())"]).expect(0);
    assert_eq!(done.out, "(9.0, 12.0, 42)\n");
    folder.run(&["build", "pkg", "-i", "-M"]).expect(0);
    let suffix = &folder.run(&["build", "pkg/sub/use.pyx", "-i"]).out;
    let rule = std::fs::read_to_string(folder.path(&format!("{}.dep", suffix.trim()))).unwrap();
    assert!(rule.contains("pkg/shapes.pxd"), "{rule}");
}

/// What a small module is made of: a Python function with a default, an import, memory by hand, try and finally.
const SMALL: &str = "import math\nfrom libc.stdlib cimport malloc, free\n\n\
def roots(int count=1):\n    cdef int i\n    cdef double *values = <double *>malloc(count * sizeof(double))\n\
\x20   if not values:\n        raise MemoryError()\n    try:\n        root = math.sqrt\n        for i in range(count):\n\
\x20           values[i] = root(i)\n        return [x for x in values[:count]]\n    finally:\n        free(values)\n";

#[test]
fn a_small_module_links_little_of_the_runtime() {
    let folder = Folder::new();
    folder.write("roots.pyx", SMALL);
    let module = folder.run(&["build", "roots.pyx"]).expect(0).out;
    let path = folder.path(module.trim());
    assert!(Command::new("strip").arg(&path).status().unwrap().success());
    let size = std::fs::metadata(&path).unwrap().len();
    assert!(size <= 19_000, "{size} bytes");
}

#[test]
fn headers_are_written_for_c_code_that_uses_the_module() {
    let folder = Folder::new();
    folder.write(
        "m.pyx",
        "cdef public struct Point:\n    int x\n\
         ctypedef public int number\n\
         cdef public enum Colour:\n    RED = 3\n\
         cdef extern from \"hidden.h\":\n    ctypedef struct Hidden:\n        int x\n\
         cdef class Inner:\n    cdef Hidden *hidden\n\
         cdef public class Box [object BoxObject, type BoxType]:\n    cdef int size\n    cdef Inner inner\n\
         ctypedef api class Crate [object CrateObject, type CrateType]:\n    cdef int size\n    def __cinit__(self):\n        self.size = 4\n\
         cdef public int twice(Point *p):\n    return p.x * 2\n\
         cdef api number thrice(number n):\n    return n * 3\n\
         cdef api int count = 7\n",
    );
    folder.write(
        "part.c",
        "#include \"m.h\"\nint part(void) { struct Point p = {4}; return twice(&p) + RED; }\n",
    );
    folder.write(
        "u.pyx",
        "cdef extern from \"m_api.h\":\n    ctypedef struct CrateObject:\n        int size\n    ctypedef struct PyTypeObject:\n        pass\n    \
         PyTypeObject CrateType\n    int import_m() except -1\n    int thrice(int)\n    int count\n\
         import_m()\ncrate = (<object> &CrateType)()\nprint(thrice(5), count, (<CrateObject *> crate).size)\n",
    );
    folder.write("hidden.h", "typedef struct { int x; } Hidden;\n");
    folder.run(&["build", "m.pyx", "--inplace"]).expect(0);
    let header = std::fs::read_to_string(folder.path("m.h")).unwrap();
    assert!(header.contains("int twice(struct Point *)"));
    // Users of the header need not have the types of what it only points to.
    assert!(!header.contains("Hidden"), "{header}");
    let done = folder.run(&["build", "u.pyx", "--inplace"]).expect(0);
    assert_eq!(done.err, "");
    let python = Command::new("python3")
        .current_dir(folder.path("."))
        .args(["-c", "import u, m; print(m.RED)"])
        .output();
    let python = python.unwrap();
    assert_eq!(String::from_utf8_lossy(&python.stdout), "15 7 4\n3\n", "{python:?}");
    // A C file that is linked with the module calls it by name.
    folder.write(
        "n.pyx",
        &format!("# distutils: sources = part.c\n{}", std::fs::read_to_string(folder.path("m.pyx")).unwrap()),
    );
    folder.write(
        "part.c",
        "#include \"n.h\"\nint part(void) { struct Point p = {4}; return twice(&p) + RED; }\n",
    );
    folder.run(&["translate", "n.pyx"]).expect(0);
    assert!(folder.path("n_api.h").exists());
    folder.run(&["build", "n.pyx"]).expect(0);
}

#[test]
fn modules_with_the_reference_nanny_are_apart_from_others() {
    let folder = Folder::new();
    folder.write("m.pyx", "def f(x):\n    return [x]\n");
    let told = |arguments: &[&str]| {
        let done = folder.run(arguments).expect(0);
        let module = std::fs::read(folder.path(done.out.trim())).unwrap();
        module.windows(16).any(|w| w == b"reference nanny:")
    };
    assert!(told(&["build", "m.pyx", "-o", "a", "--refnanny"]));
    assert!(!told(&["build", "m.pyx", "-o", "b"]));
    assert!(told(&["build", "m.pyx", "-o", "c", "--refnanny"]));
    let done = folder.run(&["run", "--refnanny", "m.pyx", "-c", "print(f(1))"]).expect(0);
    assert_eq!((done.out.as_str(), done.err.as_str()), ("[1]\n", ""));
}

#[test]
fn headers_beside_declarations_are_found() {
    let folder = Folder::new();
    folder.write("site/pkg/__init__.py", "");
    folder.write("site/pkg/other.pxd", "cdef extern from \"part.h\":\n    int part()\n");
    folder.write("site/pkg/part.h", "static int part(void) { return 7; }\n");
    folder.write("m.pyx", "from pkg.other cimport part\nprint(part())\n");
    folder.run(&["build", "m.pyx", "-I", "site", "--inplace"]).expect(0);
    let done = folder.run(&["run", "m.pyx", "-I", "site"]).expect(0);
    assert_eq!(done.out, "7\n");
}

#[test]
fn pipes_and_links_named_as_output_stay_what_they_are() {
    let folder = Folder::new();
    folder.write("m.pyx", "cdef public int twice(int n):\n    return n * 2\n");
    let pipe = folder.path("made/pipe");
    std::fs::create_dir(folder.path("made")).unwrap();
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read_to_string(pipe).unwrap()
    });
    folder.run(&["translate", "m.pyx", "-o", "made/pipe", "-M"]).expect(0);
    assert!(reader.join().unwrap().contains("twice"));
    let beside: Vec<_> = std::fs::read_dir(folder.path("made")).unwrap().map(|e| e.unwrap().path()).collect();
    assert_eq!(beside, [pipe]);

    folder.write("old.c", "");
    std::os::unix::fs::symlink("old.c", folder.path("link.c")).unwrap();
    folder.run(&["translate", "m.pyx", "-o", "link.c"]).expect(0);
    assert!(folder.path("link.c").is_symlink());
    assert!(std::fs::read_to_string(folder.path("old.c")).unwrap().contains("twice"));
}

#[test]
fn a_main_function_makes_a_program() {
    let folder = Folder::new();
    let text = "import sys\nprint(__name__, sys.argv[1:])\nimport prog\nassert prog.__name__ == '__main__'\nsys.exit(7)\n";
    folder.write("prog.pyx", text);
    folder.run(&["translate", "prog.pyx", "--embed"]).expect(0);
    let script = "import os, sysconfig as s\nget = s.get_config_var\nprint(s.get_path('include'))\n\
                  print(get('LIBDIR'))\nprint(f\"-lpython{get('LDVERSION')} {get('LIBS')} {get('SYSLIBS')}\")\n\
                  print(os.path.exists(os.path.join(get('LIBDIR'), get('LDLIBRARY'))))";
    let output = Command::new("python3").args(["-c", script]).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let facts: Vec<&str> = text.lines().collect();
    if facts[3] != "True" {
        return; // This Python has no library to link with.
    }
    let output = Command::new("cc")
        .current_dir(folder.dir.path())
        .args(["-I", facts[0], "prog.c", "-o", "prog", "-L", facts[1], "-rdynamic"])
        .arg(format!("-Wl,-rpath,{}", facts[1]))
        .args(facts[2].split_whitespace())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let output = Command::new(folder.path("prog")).arg("-x").output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "__main__ ['-x']\n");
    assert_eq!(output.status.code(), Some(7), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn docstrings_are_left_out_on_demand() {
    let folder = Folder::new();
    folder.write("m.pyx", "'one'\ndef f():\n    'two'\ncdef class C:\n    'three'\n");
    let code = "import m; print(m.__doc__, f.__doc__, C.__doc__)";
    assert_eq!(folder.run(&["run", "m.pyx", "-c", code]).expect(0).out, "one two three\n");
    assert_eq!(folder.run(&["run", "-D", "-c", code, "m.pyx"]).expect(0).out, "None None None\n");
}

#[test]
fn a_file_that_somebody_wrote_is_not_replaced_unasked() {
    let folder = Folder::new();
    folder.write("m.pyx", "x = 1\n");
    folder.write("m.c", "int mine;\n");
    let done = folder.run(&["translate", "m.pyx"]).expect(2);
    assert!(done.err.contains("not written by a Cython compiler"), "{}", done.err);
    assert_eq!(std::fs::read_to_string(folder.path("m.c")).unwrap(), "int mine;\n");
    folder.run(&["translate", "m.pyx", "-o", "m.c"]).expect(0);
    folder.run(&["translate", "m.pyx"]).expect(0);
}

#[test]
fn dependency_files_name_headers_too() {
    let folder = Folder::new();
    folder.write("m.pyx", "include 'a.pxi'\nfrom d cimport f\ndef g():\n    return f() + X\n");
    folder.write("a.pxi", "cdef extern from \"one.h\":\n    int X\n");
    folder.write("d.pxd", "cdef extern from \"one.h\":\n    int f()\n");
    folder.write("one.h", "#ifndef ONE\n#define ONE\n#include \"two.h\"\n#define X 1\n#endif\n");
    folder.write("two.h", "#include \"one.h\"\nstatic int f(void) { return 2; }\n");
    folder.run(&["build", "m.pyx", "-M", "-o", "m.so"]).expect(0);
    let rule = std::fs::read_to_string(folder.path("m.so.dep")).unwrap();
    for name in ["m.pyx", "a.pxi", "d.pxd", "one.h", "two.h"] {
        assert_eq!(rule.matches(name).count(), 1, "{name} in {rule}");
    }
}

#[test]
fn imports_of_python_two_look_into_the_package_first() {
    let folder = Folder::new();
    for (name, text) in [
        ("pkg/__init__.py", ""),
        ("pkg/json.py", "name = 'of the package'\n"),
        (
            "pkg/old.pyx",
            "import json as j\nfrom json import name\nimport os.path\nprint(name + ' ' + j.__name__ + ' ' + os.__name__)\n",
        ),
        ("pkg/new.pyx", "from __future__ import absolute_import\nimport json\nprint(json.__name__)\n"),
    ] {
        folder.write(name, text);
    }
    let run = |file: &str, level: &str| folder.run(&["run", level, "-c", "pass", file]).expect(0).out;
    assert_eq!(run("pkg/old.pyx", "-2"), "of the package pkg.json os\n");
    assert_eq!(run("pkg/new.pyx", "-2"), "json\n");
    assert_eq!(run("pkg/new.pyx", "-3"), "json\n");
}

#[test]
fn a_module_may_cimport_its_own_declarations_from_elsewhere() {
    let mut folder = Folder::new();
    folder.write("elsewhere/m.pxd", "ctypedef int number\n");
    folder.write("m.pyx", "from m cimport *\ncdef number n = 3\nprint(n)\n");
    folder.set("PYTHONPATH", folder.path("elsewhere").to_str().unwrap().to_owned().as_str());
    assert_eq!(folder.run(&["run", "m.pyx"]).expect(0).out, "3\n");
    folder.write("m.pyx", "cdef number n = 3\n");
    let done = folder.run(&["run", "m.pyx"]).expect(1);
    assert!(done.err.contains("number"), "not its own unless it says so: {}", done.err);
}

#[test]
fn the_file_of_a_package_may_be_named_for_it() {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.path("a/b")).unwrap();
    folder.write("a/b/__init__.py", "def name():\n    return __name__, __package__\n");
    folder.run(&["build", "a/b/__init__.py", "--module-name", "a.b.__init__"]).expect(0);
    std::fs::remove_file(folder.path("a/b/__init__.py")).unwrap();
    let output = Command::new("python3")
        .current_dir(folder.dir.path())
        .args(["-c", "import a.b; print(*a.b.name())"])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "a.b a.b\n");
}

#[test]
fn a_variable_named_like_a_cimported_class_is_the_class() {
    let folder = Folder::new();
    folder.write("m.pxd", "cdef class C:\n    cdef int n\n");
    folder.write("m.pyx", "cdef class C:\n    def __init__(self):\n        self.n = 4\n");
    folder.write("u.pxd", "from m cimport C\ncdef object C\ncpdef int get(C c)\n");
    folder.write("u.py", "from m import C\ndef get(c):\n    return c.n\n");
    folder.run(&["build", "m.pyx"]).expect(0);
    let done = folder.run(&["run", "u.py", "-c", "import m, u; print(u.get(m.C()))"]).expect(0);
    assert_eq!(done.out, "4\n");
    assert!(done.err.contains("'C' is the cimported class, not a variable"), "{}", done.err);
}

#[test]
fn a_class_may_stand_in_the_declaration_file_alone() {
    let folder = Folder::new();
    folder.write(
        "m.pxd",
        "cdef class A:\n    cdef readonly int x\ncdef public class B(A) [object BObject, type BType]:\n    cdef public object y\n",
    );
    folder.write(
        "n.pyx",
        "from m cimport B\nimport m\ncdef B b = m.B()\nb.y = 'set'\nprint(b.x, b.y, m.A, m.b)\n",
    );
    folder.write("m.pyx", "cdef B made = B()\nmade.x = 3\nb = made.x\n");
    folder.run(&["build", "m.pyx", "-i"]).expect(0);
    assert_eq!(folder.run(&["run", "n.pyx"]).expect(0).out, "0 set <class 'm.A'> 3\n");
    folder.write("m.pxd", "cdef class A:\n    cdef int f(self)\n");
    folder.write("m.pyx", "x = 1\n");
    let done = folder.run(&["build", "m.pyx", "-i"]).expect(1);
    assert!(done.err.contains("C method 'f' is declared but not defined"), "{}", done.err);
}

#[test]
fn what_is_cimported_may_make_a_module_cplusplus() {
    let folder = Folder::new();
    folder.write(
        "d.pxd",
        "# distutils: language = c++\ncdef extern from \"h.hpp\" namespace \"n\":\n    int f()\n",
    );
    folder.write("h.hpp", "namespace n { inline int f() { return 4; } }\n");
    folder.write("m.pyx", "# cython: extra_compile_args = -DX=1\nfrom d cimport f\nprint(f())\n");
    let done = folder.run(&["run", "m.pyx"]).expect(0);
    assert_eq!((done.out.as_str(), done.err.as_str()), ("4\n", ""));
    folder.run(&["translate", "m.pyx"]).expect(0);
    assert!(folder.path("m.cpp").exists());
    folder.write("m.pyx", "# distutils: language = c\nfrom d cimport f\nprint(f())\n");
    folder.run(&["translate", "m.pyx"]).expect(0);
    assert!(folder.path("m.c").exists(), "what the source says of its language holds");
}

#[test]
fn one_phase_is_enough_for_modules_that_c_code_loads() {
    let folder = Folder::new();
    folder.write("inner.pyx", "attr = [2]\n");
    folder.run(&["translate", "inner.pyx"]).expect(0);
    folder.write(
        "outer.pyx",
        "# distutils: sources = inner.c\n# distutils: define_macros = CYTHON_PEP489_MULTI_PHASE_INIT=0\n\
         cdef extern from *:\n    \"\"\"\n    PyMODINIT_FUNC PyInit_inner(void);\n    \"\"\"\n    object PyInit_inner()\n\
         inner = PyInit_inner()\nattr = 1\n",
    );
    folder.run(&["build", "outer.pyx", "--inplace"]).expect(0);
    let python = Command::new("python3")
        .current_dir(folder.path("."))
        .args([
            "-c",
            "import outer; print(outer.attr, outer.inner.attr, outer.__name__, outer.inner.__name__)",
        ])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&python.stdout), "1 [2] outer inner\n", "{python:?}");
}
