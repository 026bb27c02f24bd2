"""Tests of the Python package. They use the binary that `pyxide.find_binary` finds.

    PYXIDE_BINARY=target/debug/pyxide python -m unittest discover -s python/tests
"""

import importlib
import os
import subprocess
import sys
import textwrap
import unittest
from pathlib import Path
from unittest import mock

from support import Workspace

import pyxide
from pyxide import build
from pyxide.magic import CellMagic


class Binary(unittest.TestCase):
    def test_the_variable_wins(self):
        with mock.patch.dict(os.environ, PYXIDE_BINARY="/somewhere/pyxide"):
            self.assertEqual(pyxide.find_binary(), "/somewhere/pyxide")

    def test_module_and_command_are_the_same(self):
        env = dict(os.environ, PYXIDE_BINARY=pyxide.find_binary())
        env["PYTHONPATH"] = str(Path(pyxide.__file__).parent.parent)
        out = subprocess.check_output([sys.executable, "-m", "pyxide", "--version"], env=env)
        self.assertTrue(out.startswith(b"pyxide "), out)


class ImportHook(Workspace):
    def setUp(self):
        super().setUp()
        pyxide.install()
        self.addCleanup(pyxide.uninstall)

    def test_modules_and_packages(self):
        self.write("hook_a.pyx", "def f(int x):\n    return x + 1\n")
        self.write("hook_p/__init__.py", "")
        self.write("hook_p/b.pyx", "from hook_a import f\ndef g(int x):\n    return f(x) * 2\n")
        b = importlib.import_module("hook_p.b")
        self.assertEqual(b.g(4), 10)
        self.assertEqual(b.__name__, "hook_p.b")
        self.assertIn("hook_a", sys.modules)

    def test_errors_are_import_errors_with_the_message(self):
        self.write("hook_bad.pyx", "def f(:\n")
        with self.assertRaises(ImportError) as caught:
            importlib.import_module("hook_bad")
        self.assertIn("hook_bad.pyx:1", str(caught.exception))

    def test_other_modules_are_left_alone(self):
        self.write("hook_py.py", "x = 1\n")
        self.write("hook_py.pyx", "x = 2\n")
        self.assertEqual(importlib.import_module("hook_py").x, 1)
        with self.assertRaises(ModuleNotFoundError):
            importlib.import_module("hook_none")


class Cythonize(Workspace):
    def test_patterns_names_and_exclusions(self):
        for name in ("p/__init__.py", "p/a.pyx", "p/q/__init__.py", "p/q/b.pyx", "p/q/skip.pyx"):
            self.write(name, "def f(): return 1\n" if name.endswith("x") else "")
        found = build.cythonize("p/**/*.pyx", exclude=["p/q/skip.pyx"], quiet=True)
        self.assertEqual([e.name for e in found], ["p.a", "p.q.b"])
        self.assertEqual(found[1].sources, [os.path.join("p", "q", "b.c")])
        self.assertTrue((self.root / "p/q/b.c").stat().st_size > 0)

    def test_extension_templates_and_settings_in_the_source(self):
        self.write("m.pyx", "# distutils: libraries = MATH z\n# distutils: define_macros = A=1 B\nx = 1\n")
        self.write("extra.c", "int extra;\n")
        template = build.Extension("*", sources=["m.pyx", "extra.c"], libraries=["z"], extra_compile_args=["-g"])
        (made,) = build.cythonize([template], aliases={"MATH": ["m"]}, build_dir="out", quiet=True)
        self.assertEqual(made.name, "m")
        self.assertEqual(made.sources, [os.path.join("out", "m.c"), "extra.c"])
        self.assertEqual(made.libraries, ["z", "m"])
        self.assertEqual(made.define_macros, [("A", "1"), ("B", None)])
        self.assertEqual(made.extra_compile_args, ["-g"])
        self.assertEqual(made.depends, [])
        self.assertEqual(template.sources, ["m.pyx", "extra.c"])

    def test_unchanged_output_is_not_touched(self):
        self.write("m.pyx", "x = 1\n")
        build.cythonize("m.pyx", quiet=True)
        os.utime("m.c", (1, 1))
        build.cythonize("m.pyx", quiet=True)
        self.assertEqual(os.stat("m.c").st_mtime, 1)
        build.cythonize("m.pyx", quiet=True, force=True)
        self.assertNotEqual(os.stat("m.c").st_mtime, 1)

    def test_failures(self):
        self.write("bad.pyx", "def f(:\n")
        self.write("good.pyx", "x = 1\n")
        with mock.patch("sys.stderr"), self.assertRaises(build.CompileError):
            build.cythonize(["bad.pyx", "good.pyx"], quiet=True)
        with mock.patch("sys.stderr"):
            left = build.cythonize(["bad.pyx", "good.pyx"], quiet=True, exclude_failures=True)
        self.assertEqual([e.name for e in left], ["good"])
        with self.assertRaises(ValueError):
            build.cythonize("none/*.pyx")

    def build_inplace(self, setup):
        self.write("setup.py", "import sys\nsys.path.insert(0, {!r})\n".format(str(Path(pyxide.__file__).parent.parent)))
        with open("setup.py", "a") as file:
            file.write(textwrap.dedent(setup))
        env = dict(os.environ, PYXIDE_BINARY=pyxide.find_binary())
        command = [sys.executable, "setup.py", "-q", "build_ext", "--inplace"]
        done = subprocess.run(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_setup_builds_an_importable_module(self):
        self.write("pkg/__init__.py", "")
        self.write("pkg/fast.pyx", "def twice(int x):\n    return 2 * x\n")
        self.build_inplace(
            """
            from setuptools import setup
            from pyxide.build import cythonize
            setup(name="x", packages=["pkg"], ext_modules=cythonize("pkg/*.pyx", language_level=3))
            """
        )
        code = "from pkg.fast import twice; print(twice(21))"
        self.assertEqual(subprocess.check_output([sys.executable, "-c", code]).strip(), b"42")

    def test_the_command_translates_by_itself(self):
        self.write("slow.pyx", "def f():\n    return 'built'\n")
        self.build_inplace(
            """
            from setuptools import Extension, setup
            from pyxide.build import build_ext
            setup(name="x", py_modules=[], cmdclass={"build_ext": build_ext}, ext_modules=[Extension("slow", ["slow.pyx"])])
            """
        )
        self.assertEqual(subprocess.check_output([sys.executable, "-c", "import slow; print(slow.f())"]).strip(), b"built")


class Shell:
    """What the magic needs of a notebook's shell."""

    def __init__(self):
        self.names = {}
        self.magics = {}

    def push(self, names):
        self.names.update(names)

    def register_magic_function(self, function, magic_kind, magic_name):
        self.magics[magic_kind, magic_name] = function


class Magic(Workspace):
    def test_names_arrive_in_the_shell(self):
        shell = Shell()
        pyxide.load_ipython_extension(shell)
        cell = shell.magics["cell", "pyxide"]
        cell("-X boundscheck=False", "def f(int x): return x * 3\n_hidden = 1")
        self.assertEqual(shell.names["f"](5), 15)
        self.assertNotIn("_hidden", shell.names)

    def test_the_same_cell_is_the_same_module(self):
        shell = Shell()
        cell = CellMagic(shell)
        cell("", "class C: pass\n")
        first = shell.names["C"]
        cell("", "class C: pass\n")
        self.assertIs(shell.names["C"], first)
        cell("-f", "class C: pass\n")
        self.assertIsNot(shell.names["C"], first)

    def test_sources_warnings_and_what_does_nothing(self):
        shell = Shell()
        cell = CellMagic(shell)
        self.write("part.c", "int part(void) { return 6; }\n")
        code = 'cdef extern from *:\n    "int part(void);"\n    int part()\ndef f():\n    return part()\n    return 0\n'
        with mock.patch("sys.stderr") as stream:
            cell("-S part.c -a -X warn.unreachable=True", code)
        shown = "".join(str(call.args[0]) for call in stream.write.call_args_list)
        self.assertEqual(shell.names["f"](), 6)
        self.assertIn("no annotated HTML is made", shown)
        self.assertIn("unreachable", shown.lower())

    def test_errors_are_shown_and_bad_options_raised(self):
        shell = Shell()
        cell = CellMagic(shell)
        with mock.patch("sys.stderr") as stream:
            cell("", "y = = 2\n")
        shown = "".join(str(call.args[0]) for call in stream.write.call_args_list)
        self.assertIn("syntax-error", shown)
        self.assertEqual(shell.names, {})
        with self.assertRaises(ValueError):
            cell("--no-such-option", "x = 1\n")


if __name__ == "__main__":
    unittest.main()
