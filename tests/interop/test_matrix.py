"""Modules of pyxide and of Cython use each other's C functions, variables and extension types.

`definer` shares everything that a declaration file can share, and `user` uses all of it. Each of the two is built by each
of the two compilers; the examples in `user` have to pass in all four pairs, and both compilers have to offer the same
entries in `__pyx_capi__`, under the same signatures.

    PYXIDE_BINARY=target/debug/pyxide python3 -m unittest discover -s tests/interop

Cython is that of the interpreter that runs the tests; without it, only the pair of two modules of pyxide is tested.
"""

import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BINARY = Path(os.environ.get("PYXIDE_BINARY", str(ROOT / "target" / "debug" / "pyxide"))).resolve()
REFERENCE = importlib.util.find_spec("Cython") is not None
SUFFIX = sysconfig.get_config_var("EXT_SUFFIX")
MODULES = ("definer", "user")

EXAMPLES = """
import definer, user, doctest
result = doctest.testmod(user)
assert result.attempted > 50, result
raise SystemExit(1 if result.failed else 0)
"""

OFFERS = """
import definer
for name, capsule in definer.__pyx_capi__.items():
    print(name, repr(capsule).split('"')[1], sep=": ")
"""


def run(command, folder):
    """Runs a command in the folder; answers its status and what it printed."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=str(folder),
        env={**os.environ, "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode(errors="replace")


def build_pyxide(folder, module):
    """Compiles one module of the folder with pyxide, beside its source."""
    return run([BINARY, "build", "--inplace", "--python", sys.executable, module + ".pyx"], folder)


def build_cython(folder, module):
    """The same with Cython and the C compiler that Python was built with."""
    status, output = run([sys.executable, "-m", "cython", "-3", module + ".pyx"], folder)
    if status:
        return status, output
    compiler = shlex.split(sysconfig.get_config_var("CC") or "cc")
    options = ["-shared", "-fPIC", "-O0", "-w", "-I", sysconfig.get_path("include")]
    return run([*compiler, *options, module + ".c", "-o", module + SUFFIX], folder)


COMPILERS = {"pyxide": build_pyxide, "cython": build_cython}


class Matrix(unittest.TestCase):
    """The four pairs of a definer and a user."""

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="interop-"))
        cls.addClassCleanup(shutil.rmtree, str(cls.folder), True)
        cls.built = {}
        for compiler, build in COMPILERS.items():
            if compiler == "cython" and not REFERENCE:
                continue
            folder = cls.folder / compiler
            folder.mkdir()
            for source in HERE.glob("*.p[yx]*"):
                if source.stem in MODULES:
                    shutil.copy(str(source), str(folder))
            for module in MODULES:
                cls.built[compiler, module] = build(folder, module)

    def module(self, compiler, module):
        """The built module; skips the test where the reference is not there, and fails it where the build failed."""
        if (compiler, module) not in self.built:
            self.skipTest("the interpreter has no Cython")
        status, output = self.built[compiler, module]
        self.assertEqual(status, 0, "{} does not build {}:\n{}".format(compiler, module, output))
        return self.folder / compiler / (module + SUFFIX)

    def pair(self, definer, user):
        modules = [self.module(definer, "definer"), self.module(user, "user")]
        folder = self.folder / "{}-{}".format(definer, user)
        folder.mkdir()
        for module in modules:
            shutil.copy(str(module), str(folder))
        status, output = run([sys.executable, "-c", EXAMPLES], folder)
        self.assertEqual(status, 0, output)

    def test_pyxide_uses_pyxide(self):
        self.pair("pyxide", "pyxide")

    def test_cython_uses_pyxide(self):
        self.pair("pyxide", "cython")

    def test_pyxide_uses_cython(self):
        self.pair("cython", "pyxide")

    def test_cython_uses_cython(self):
        self.pair("cython", "cython")

    def test_same_offers(self):
        offers = {}
        for compiler in COMPILERS:
            self.module(compiler, "definer")
            status, output = run([sys.executable, "-c", OFFERS], self.folder / compiler)
            self.assertEqual(status, 0, output)
            offers[compiler] = sorted(output.splitlines())
        self.assertEqual(offers["pyxide"], offers["cython"])


RING = """
from {other} cimport Other{other} as Other

cdef class Other{own}:
    cdef int value(self):
        return {number}

cdef class Child(Other{own}):
    pass

def ask(Other o):
    return o.value()
"""


class Ring(unittest.TestCase):
    """Two modules that cimport each other's classes."""

    def test_ring(self):
        folder = Path(tempfile.mkdtemp(prefix="interop-"))
        self.addCleanup(shutil.rmtree, str(folder), True)
        for own, other, number in (("first", "second", 1), ("second", "first", 2)):
            (folder / (own + ".pyx")).write_text(RING.format(own=own, other=other, number=number))
            pxd = "cdef class Other{0}:\n    cdef int value(self)\ncdef class Child(Other{0}):\n    pass\n"
            (folder / (own + ".pxd")).write_text(pxd.format(own))
        for module in ("first", "second"):
            status, output = build_pyxide(folder, module)
            self.assertEqual(status, 0, output)
        code = "import first, second; print(first.ask(second.Child()), second.ask(first.Child()))"
        self.assertEqual(run([sys.executable, "-c", code], folder), (0, "2 1\n"))


CHANGES = {
    "function": ("cdef int f(int a)", "cdef int f(long a)", "return f(1)"),
    "variable": ("cdef int v", "cdef double v", "return v"),
    "struct": ("cdef class C:\n    cdef int a", "cdef class C:\n    cdef double a[9]", "return C().a[0] == 1"),
}


class Mismatch(unittest.TestCase):
    """A user built with other declarations than the definer is refused when it is imported."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="interop-"))
        self.addCleanup(shutil.rmtree, str(self.folder), True)

    def refused(self, change, body, expected):
        built, declared, use = CHANGES[change]
        (self.folder / "definer.pyx").write_text(body + "\n")
        (self.folder / "user.pyx").write_text("from definer cimport *\n\ndef use():\n    {}\n".format(use))
        for module, text in (("definer", built), ("user", declared)):
            (self.folder / "definer.pxd").write_text(text + "\n")
            status, output = build_pyxide(self.folder, module)
            self.assertEqual(status, 0, output)
        status, output = run([sys.executable, "-c", "import user"], self.folder)
        self.assertEqual(status, 1, output)
        self.assertIn(expected, output)

    def test_function(self):
        expected = "TypeError: C function definer.f has wrong signature (expected int (long), got int (int))"
        self.refused("function", "cdef int f(int a):\n    return a", expected)

    def test_variable(self):
        expected = "TypeError: C variable definer.v has wrong signature (expected double, got int)"
        self.refused("variable", "v = 1", expected)

    def test_struct(self):
        expected = "ValueError: definer.C size changed, may indicate binary incompatibility."
        self.refused("struct", "cdef class C:\n    pass", expected)


if __name__ == "__main__":
    unittest.main()
