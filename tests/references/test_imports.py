"""A module whose import fails can be tried again and again: nothing crashes and next to nothing stays behind.

Extension types are static and outlive the attempt; what the attempt had made refers to them until it is collected.
"""

import subprocess
import tempfile
import unittest
from pathlib import Path

from support import BINARY, PYTHON

MODULE = """\
class Python:
    __slots__ = ()

cdef class A:
    cdef public object x
    cpdef m(self): return self.x

cdef class C(A, Python):
    pass

class B(A):
    pass

def f(a=[1]):
    return lambda: a

cdef list kept = [f(), A(), B(), C()]
data = [kept, f(), A(), B(), 10 ** 20, ('x', 'y')]
data[0].append(data)
raise ValueError(data)
"""
PROGRAM = """\
import gc, sys
def attempt():
    try:
        import failing
    except ValueError as error:
        error.args[0][1]()
    else:
        raise SystemExit("it was imported")
def blocks():
    gc.collect()
    sys._clear_type_cache()
    return sys.getallocatedblocks()
for i in range(20):
    attempt()
before = blocks()
for i in range(400):
    attempt()
print(blocks() - before)
"""


class Imports(unittest.TestCase):
    def test_failing_imports(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "failing.pyx").write_text(MODULE)
            build = [str(BINARY), "build", "failing.pyx", "--inplace", "--python", PYTHON]
            subprocess.run(build, cwd=folder, check=True, stdout=subprocess.DEVNULL)
            done = subprocess.run([PYTHON, "-c", PROGRAM], cwd=folder, stdout=subprocess.PIPE, encoding="utf-8")
        self.assertEqual(done.returncode, 0)
        # CPython's cache of attributes of types holds the names that it found, up to 4096 of them, of types that are gone
        # too: without emptying it, some 1500 blocks stay of the first hundred attempts and none after the first 1600.
        self.assertLess(int(done.stdout), 20)


if __name__ == "__main__":
    unittest.main()
