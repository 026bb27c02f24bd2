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
    pass

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
for i in range(200):
    attempt()
gc.collect()
before = sys.getallocatedblocks()
for i in range(200):
    attempt()
    if i % 20 == 0:
        gc.collect()
gc.collect()
print(sys.getallocatedblocks() - before)
"""


class Imports(unittest.TestCase):
    def test_failing_imports(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "failing.pyx").write_text(MODULE)
            build = [str(BINARY), "build", "failing.pyx", "--inplace", "--python", PYTHON]
            subprocess.run(build, cwd=folder, check=True, stdout=subprocess.DEVNULL)
            done = subprocess.run([PYTHON, "-c", PROGRAM], cwd=folder, stdout=subprocess.PIPE, encoding="utf-8")
        self.assertEqual(done.returncode, 0)
        # Python's own import keeps two or three blocks each time, and more of the first hundred.
        self.assertLess(int(done.stdout), 200 * 5)


if __name__ == "__main__":
    unittest.main()
