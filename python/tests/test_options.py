"""The options of `cythonize()` and `build_ext`: what each does, beside what Cython does; and what makes a build work again."""

import os
import subprocess
import sys
import time
import unittest
from pathlib import Path
from unittest import mock

from support import PACKAGE, Workspace

import pyxide
from pyxide import build
from pyxide.cython_options import for_compiler

STANDIN = PACKAGE / "pyxide" / "standin"
# options of `cythonize`, and a text that the C file then has or (with !) has not
SEEN = [
    ({}, "!#line"),
    ({"emit_linenums": True}, "#line"),
    ({"gdb_debug": True}, "#line"),
    ({"language_level": 2}, ""),
    ({"language_level": "3str"}, ""),
    ({"compiler_directives": {"language_level": 3, "wraparound": False}}, ""),
    ({"build_dir": "out"}, ""),
    ({"cache": True, "quiet": True, "nthreads": 3, "show_all_warnings": True}, ""),
    ({"shared_utility_qualified_name": "p.shared", "common_utility_include_dir": "x"}, ""),
    ({"cplus": True}, ""),
    ({"force": True}, ""),
]


class Options(Workspace):
    def cythonize(self, *arguments, **options):
        """The Extensions, and what was printed."""
        with mock.patch("sys.stderr") as errors, mock.patch("sys.stdout") as out:
            made = build.cythonize(*arguments, **options)
        printed = [str(call.args[0]) for stream in (errors, out) for call in stream.write.call_args_list]
        return made, "".join(printed)

    def test_each_is_honoured(self):
        self.write("m.pyx", "def f(list x, int i):\n    return x[i]\n")
        for options, text in SEEN:
            with self.subTest(options):
                (made,), _ = self.cythonize("m.pyx", **options)
                found = Path(made.sources[0]).read_text()
                self.assertEqual(text.strip("!") in found, not text.startswith("!"))
        self.assertEqual(Path(made.sources[0]).suffix, ".c")

    def test_what_does_nothing_says_what_to_do(self):
        self.write("m.pyx", "x = 1\n")
        for name in ("annotate", "generate_pxi", "use_listing_file", "c_line_in_traceback", "np_pythran"):
            self.assertIn("pyxide: %s: " % name, self.cythonize("m.pyx", **{name: True})[1])
            self.assertNotIn(name, self.cythonize("m.pyx", **{name: False})[1])
        self.assertEqual(for_compiler({"c_line_in_traceback": None, "annotate": None}), ([], []))

    def test_unknown_ones_are_refused(self):
        with self.assertRaisesRegex(ValueError, "please remove: anotate; did you mean annotate"):
            build.cythonize([], anotate=True)
        self.write("m.pyx", "x = 1\n")
        with self.assertRaises(build.CompileError):
            self.cythonize("m.pyx", compiler_directives={"bundscheck": False})
        with self.assertRaises(TypeError):
            build.cythonize([3])

    def test_module_lists_of_all_kinds(self):
        for name in ("a.pyx", "b.pyx", "c.py", "p/__init__.pyx", "p/d.pyx"):
            self.write(name, "x = 1\n")
        ext = build.Extension
        for modules, names in [
            (None, []),
            ("a.pyx", ["a"]),
            (Path("a.pyx"), ["a"]),
            (("a.pyx", "a.pyx"), ["a"]),
            ("{a,b}.pyx", ["a", "b"]),
            (["*.py*"], ["a", "b", "c"]),
            ("**/*.pyx", ["a", "b", "p.__init__", "p.d"]),
            (ext("q.r", ["a.pyx"]), ["q.r"]),
            ([ext("*", ["*.pyx"]), ext("b", ["b.pyx"], libraries=["z"])], ["a", "b"]),
            ([ext("p.*", ["p/*.pyx"])], ["p.__init__", "p.d"]),
            ([ext("plain", ["plain.c"])], ["plain"]),
        ]:
            with self.subTest(modules):
                self.assertEqual([made.name for made in self.cythonize(modules)[0]], names)
        found = self.cythonize(["a.pyx", "b.pyx"], exclude="b.*")[0]
        self.assertEqual([made.name for made in found], ["a"])

    def test_several_sources_of_one_extension_are_all_translated(self):
        self.write("a.pyx", "x = 1\n")
        self.write("b.pyx", "x = 2\n")
        (made,), printed = self.cythonize(build.Extension("n", ["a.pyx", "b.pyx", "c.c"]))
        self.assertEqual(made.sources, ["a.c", "b.c", "c.c"])
        self.assertIn("several sources", printed)
        self.assertIn("PyInit_b(", Path("b.c").read_text())

    def test_extensions_can_be_made_by_the_script(self):
        self.write("m.pyx", "# distutils: libraries = m\n# distutils: depends = data.h\n# distutils: language = c++\n")

        def create(template, arguments):
            arguments["libraries"] = arguments.get("libraries", []) + ["more"]
            return build.create_extension(template, arguments)

        (made,), _ = self.cythonize(build.Extension("m", ["m.pyx"], depends=["x.h"]), create_extension=create)
        self.assertEqual((made.libraries, made.depends, made.language), (["m", "more"], ["data.h", "x.h"], "c++"))
        self.assertEqual(made.sources, ["m.cpp"])

    def test_headers_are_what_extensions_depend_on(self):
        self.write("m.pyx", "include 'i.pxi'\nfrom d cimport f\n")
        self.write("i.pxi", 'cdef extern from "one.h":\n    int X\n')
        self.write("d.pxd", 'cdef extern from "sub/two.h":\n    int f()\n')
        self.write("one.h", '#include "three.h"\n')
        self.write("three.h", "")
        self.write("sub/two.h", "")
        (made,), _ = self.cythonize("m.pyx", build_dir="out", depfile=True)
        depends = [os.path.relpath(file) for file in made.depends]
        self.assertEqual(sorted(depends), ["one.h", os.path.join("sub", "two.h"), "three.h"])
        self.assertTrue(os.path.exists("out/sub/two.h"), "headers are beside the C file that includes them")
        rule = Path("out/m.c.dep").read_text().split()
        self.assertEqual([rule[0], *sorted(rule[1:])], ["out/m.c:", "\\", "\\", "\\", "d.pxd", "i.pxi", "m.pyx"])

    def test_files_that_somebody_wrote_stay(self):
        self.write("m.pyx", "cdef public int v\n")
        self.write("m.h", "/* mine */\n")
        with self.assertRaises(build.CompileError):
            self.cythonize("m.pyx")
        self.assertEqual(Path("m.h").read_text(), "/* mine */\n")
        self.assertFalse(os.path.exists("m.c"))
        self.write("m.h", "")
        self.cythonize("m.pyx")

    def test_folders_that_cannot_be_written_are_named(self):
        self.write("m.pyx", "x = 1\n")
        self.write("file", "")
        with mock.patch("sys.stderr") as errors, self.assertRaises(build.CompileError):
            build.cythonize("m.pyx", build_dir="file")
        printed = "".join(str(call.args[0]) for call in errors.write.call_args_list)
        self.assertIn("cannot write file/m.c: ", printed)
        self.assertIn("With build_dir=FOLDER", printed)

    def test_two_builds_at_once_agree(self):
        for i in range(4):
            self.write("m%d.pyx" % i, "def f(int x):\n    return x + %d\n" % i)
        code = "from pyxide.build import cythonize; cythonize('*.pyx', nthreads=2, force=True, quiet=True)"
        env = dict(os.environ, PYXIDE_BINARY=pyxide.find_binary(), PYTHONPATH=str(PACKAGE))
        running = [subprocess.Popen([sys.executable, "-c", code], env=env) for _ in range(3)]
        self.assertEqual([process.wait() for process in running], [0, 0, 0])
        texts = [Path("m%d.c" % i).read_text() for i in range(4)]
        self.assertEqual(["PyInit_m%d(" % i in text for i, text in enumerate(texts)], [True] * 4)
        self.assertEqual(sorted(os.listdir(".")), sorted("m%d.%s" % (i, end) for i in range(4) for end in ("c", "pyx")))

    def test_odd_places_are_places(self):
        self.write("ä b/ns/sub/__init__.py", "")
        self.write("ä b/ns/sub/m.pyx", "x = 1\n")
        os.mkdir("t mp")
        with mock.patch.dict(os.environ, TMPDIR=os.path.abspath("t mp")), mock.patch("tempfile.tempdir", None):
            (made,), _ = self.cythonize("ä b/**/*.pyx", build_dir="o ut", depfile=True)
        self.assertEqual((made.name, made.sources), ("sub.m", ["o ut/ä b/ns/sub/m.c"]))
        self.assertEqual(Path("o ut/ä b/ns/sub/m.c.dep").read_text().split("\n")[0], "o\\ ut/ä\\ b/ns/sub/m.c: \\")

    def test_warnings_are_shown_when_the_text_is_new(self):
        self.write("m.pyx", "def f():\n    return 1\n    return 2\n")
        options = {"compiler_directives": {"warn.unreachable": True}}
        self.assertIn("warning", self.cythonize("m.pyx", **options)[1].lower())
        self.assertEqual(self.cythonize("m.pyx", **options)[1], "")


class Scripts(Workspace):
    """Build scripts that were written for Cython, with the stand-in in front of it."""

    def run_setup(self, *arguments, status=0):
        env = dict(os.environ, PYXIDE_BINARY=pyxide.find_binary(), CFLAGS="-O0")
        env["PYTHONPATH"] = os.pathsep.join([str(STANDIN), str(PACKAGE)])
        line = [sys.executable, "setup.py", *(arguments or ("build_ext", "--inplace"))]
        done = subprocess.run(line, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
        self.assertEqual(done.returncode, status, done.stdout)
        return done.stdout

    def value(self, code):
        return subprocess.check_output([sys.executable, "-c", code], encoding="utf-8").strip()

    def test_the_options_of_build_ext(self):
        self.write(
            "setup.py",
            """
            from setuptools import setup
            from Cython.Distutils import build_ext, Extension
            setup(name="x", py_modules=[], cmdclass={"build_ext": build_ext}, ext_modules=[
                Extension("m", ["m.pyx"], cython_directives={"cdivision": True}, cython_include_dirs=["inc"],
                          cython_line_directives=True, cython_compile_time_env={"N": 4}, pyrex_c_in_temp=True)])
            """,
        )
        self.write("inc/d.pxd", "ctypedef int T\n")
        self.write("m.pyx", "from d cimport T\ndef f(T a, T b):\n    return a % b, N_VALUE\nDEF V = N\nN_VALUE = V\n")
        self.run_setup("build_ext", "--inplace", "--cython-directives", "embedsignature=True")
        self.assertEqual(self.value("import m; print(m.f(-3, 2), m.f.__doc__)"), "(-1, 4) f(T a, T b)")
        self.assertFalse(os.path.exists("m.c"))
        (made,) = self.root.glob("build/temp*/m.c")
        self.assertIn("#line", made.read_text())

    def test_options_that_are_set_for_all(self):
        self.write(
            "setup.py",
            """
            from setuptools import setup
            from Cython.Build import cythonize
            from Cython.Compiler import Options
            from Cython.Compiler.Options import get_directive_defaults
            Options.docstrings = False
            Options.cimport_from_pyx = True
            get_directive_defaults()["cdivision"] = True
            setup(name="x", py_modules=[], ext_modules=cythonize(["m.pyx"]))
            """,
        )
        self.write("m.pyx", "def f(int a, int b):\n    'text'\n    return a % b\n")
        self.assertIn("cimport_from_pyx: ", self.run_setup())
        self.assertEqual(self.value("import m; print(m.f(-3, 2), m.f.__doc__)"), "-1 None")

    def test_what_a_change_compiles_again(self):
        self.write(
            "setup.py",
            """
            import os
            from setuptools import setup, Extension
            from Cython.Build import cythonize
            setup(name="x", packages=["p"], ext_modules=cythonize(
                [Extension("*", ["p/*.pyx"])], compiler_directives={"cdivision": "CDIV" in os.environ}))
            """,
        )
        sources = {
            "p/__init__.py": "",
            "p/a.pyx": "include 'i.pxi'\nfrom .d cimport T\ndef f(T x):\n    return x % 2 + X\n",
            "p/b.pyx": "def g():\n    return 1\n",
            "p/d.pxd": "from .e cimport T\n",
            "p/e.pxd": "ctypedef int T\n",
            "p/i.pxi": 'cdef extern from "h.h":\n    int X\n',
            "p/h.h": '#include "k.h"\n',
            "p/k.h": "#define X 1\n",
        }
        for name, text in sources.items():
            self.write(name, text)

        def compiled():
            printed = self.run_setup()
            return {name for name in ("a", "b") if "p/%s.c -o" % name in printed}

        def grow_old():
            """What is there is ten seconds old: setuptools compares times in whole seconds."""
            then = time.time() - 10
            for folder, _, files in os.walk(str(self.root)):
                for name in files:
                    os.utime(os.path.join(folder, name), (then, then))

        self.assertEqual(compiled(), {"a", "b"})
        self.assertEqual(compiled(), set())
        for name in sources:
            if not name.endswith(".h"):  # setuptools goes by the time of a header
                os.utime(name)
        self.assertEqual(compiled(), set(), "touched, not changed")
        for name, text in [
            ("p/b.pyx", "def g():\n    return 2\n"),
            ("p/a.pyx", "include 'i.pxi'\nfrom .d cimport T\ndef f(T x):\n    return x % 2 - X\n"),
            ("p/e.pxd", "ctypedef long T\n"),
            ("p/i.pxi", 'cdef extern from "h.h":\n    int X "(X + 0)"\n'),
            ("p/k.h", "#define X 2\n"),
        ]:
            grow_old()
            self.write(name, text)
            self.assertEqual(compiled(), {"b"} if "b.pyx" in name else {"a"}, name)
            self.assertEqual(compiled(), set())
        grow_old()
        with mock.patch.dict(os.environ, CDIV="1"):
            self.assertEqual(compiled(), {"a"}, "only where the directive matters")

    def test_parts_of_the_compiler_say_what_they_are(self):
        self.write("setup.py", "from Cython.Compiler import PyrexTypes\n")
        self.assertIn("not supported yet: Cython.Compiler.PyrexTypes", self.run_setup(status=1))


if __name__ == "__main__":
    unittest.main()
