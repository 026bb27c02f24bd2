"""Translated modules, the runtime inside, compile without a warning as C and as C++, in every Python.

Usage: `python3 -m unittest discover -s tests/runtime`.
"""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from support import ROOT, compile_c, pythons

sys.path.insert(0, str(ROOT / "tests" / "support"))

from binary import find_pyxide  # noqa: E402

# Methods that subclasses override, comparisons of comparisons, and what nothing uses.
SOURCE = """
cdef class Shape:
    cdef int scaled(self, int by):
        return by
    cdef Shape same(self):
        return self

cdef class Square(Shape):
    cdef int scaled(self, int by):
        return by * by
    cdef Square same(self):
        return self

cdef class Tile(Square):
    cdef int size
    def __cinit__(self):
        self.size = 1
    cdef int scaled(self, int by):
        return self.size + by

cdef int nobody(int x):
    return x

def use(Shape shape, Square square, Tile tile, unused=None):
    cdef int assigned = 1
    cdef Square other = square.same()
    return shape.scaled(1), other.scaled(2), tile.scaled(3)

def signs(int a, int b):
    return (a < 0) != (b < 0), (a == b) == (b > 0)

def calls(f, x):
    return f(x), f(x, key=x), f(), x.method(f)
"""


class Translated(unittest.TestCase):
    def test_no_warning(self):
        pyxide = find_pyxide(os.environ.get("PYXIDE_BINARY"))
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "shapes.pyx"
            source.write_text(SOURCE)
            for python in pythons():
                for language, options in (("c", []), ("c++", ["--cplus"])):
                    out = Path(folder) / "shapes.c"
                    command = [str(pyxide), "translate", str(source), "-o", str(out), "--python", python.path, *options]
                    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
                    with self.subTest(python=python, language=language):
                        arguments = ["-O1", "-c", "-o", os.devnull, "-I" + python.include]
                        self.assertEqual(compile_c(arguments, out.read_text(), language), "")


if __name__ == "__main__":
    unittest.main()
