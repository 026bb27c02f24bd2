"""The reference nanny finds what is wrong with a function's references, and is silent where nothing is.

Usage: `PYXIDE_BINARY=target/debug/pyxide python3 -m unittest discover -s tests/references`. A module is translated with
`--refnanny`; a test then takes a release out of its C text, or doubles one, together with its account, as a compiler
with that fault would have printed it, and looks at what the process says and how it ends.
"""

import os
import re
import subprocess
import sysconfig
import tempfile
import unittest
from pathlib import Path

from support import BINARY, PYTHON

SOURCE = """\
def plain(x):
    y = [x]
    return len(y) + 1

def failing(x):
    return [x] + x

def looping(n):
    for i in [n, n]:
        yield i

def collecting(*args):
    return None

cdef class Box:
    cdef object item
    def put(self, x):
        self.item = x
"""
STATUS = 70


def function(text, name):
    """The C text of a function, from its head to its closing brace."""
    head = re.search(r"^static PyObject \*{}\(.*\{{$".format(name), text, re.M)
    return text[head.start() : text.index("\n}\n", head.start()) + 3]


class Nanny(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "sample.pyx")
            source.write_text(SOURCE)
            cls.plain, cls.text = (
                subprocess.check_output([str(BINARY), "translate", str(source), "-o", "-", *more], encoding="utf-8")
                for more in ([], ["--refnanny"])
            )

    def run_with(self, name, pattern, replacement, code):
        """Replaces the first match in a function, compiles, runs; gives the status and what was said."""
        old = function(self.text, name) if name else ""
        new, count = re.subn(pattern, replacement, old, count=1) if name else ("", 1)
        self.assertEqual(count, 1, "the pattern is not in the text of " + (name or ""))
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "sample.c")
            source.write_text(self.text.replace(old, new) if name else self.text)
            module = Path(folder, "sample" + sysconfig.get_config_var("EXT_SUFFIX"))
            compiler = [os.environ.get("CC", "gcc"), "-O0", "-w", "-shared", "-fPIC", "-I" + sysconfig.get_path("include")]
            subprocess.check_call([*compiler, str(source), "-o", str(module)])
            done = subprocess.run(
                [PYTHON, "-c", "from sample import *\n" + code], cwd=folder, stderr=subprocess.PIPE, encoding="utf-8"
            )
        return done.returncode, done.stderr

    def expect(self, finding, name, pattern, replacement, code):
        status, said = self.run_with(name, pattern, replacement, code)
        self.assertRegex(said, finding)
        self.assertRegex(said, r"reference nanny: \d+ findings\n\Z")
        self.assertEqual(status, STATUS, said)

    RELEASE = r"    pyx_nanny_gave\(&nanny, {0}, \d+\);\n    Py_DECREF\({0}\);\n"

    def test_nothing_is_printed_without_the_option(self):
        self.assertNotIn("nanny", self.plain)
        self.assertIn("pyx_nanny_got", self.text)

    def test_silence_where_all_is_well(self):
        code = "plain(1)\nlist(looping(1))\ng = looping(2); next(g); del g\ncollecting(1)\nBox().put(1)\n"
        code += "try: failing(1)\nexcept TypeError: pass"
        self.assertEqual(self.run_with(None, "", "", code), (0, ""))

    def test_a_missing_release(self):
        finding = r"sample\.pyx:2: plain: reference to a list that was acquired here leaks"
        self.expect(finding, "pyx_py_\\w+_plain", self.RELEASE.format("y"), "", "plain([])")

    def test_a_doubled_release(self):
        finding = r"sample\.pyx:\d: plain: reference to a list is given up here and was not owned"
        doubled = self.RELEASE.format("y")
        self.expect(finding, "pyx_py_\\w+_plain", "(%s)" % doubled, r"\1\1", "x = []\nfor i in range(3): plain(x)")

    def test_a_missing_release_on_an_error_exit(self):
        finding = r"sample\.pyx:6: failing: reference to a list that was acquired here leaks"
        error_exit = r"(\nL\d+: )" + self.RELEASE.format(r"t\d+").lstrip()
        code = "try: failing(1)\nexcept TypeError: pass"
        self.expect(finding, "pyx_py_\\w+_failing", error_exit, r"\1", code)

    def test_a_scope_field_that_is_overwritten(self):
        finding = r"sample\.pyx:\d: looping: reference to a list is overwritten here and leaks"
        write = r"(    pyx_nanny_empty\(&nanny, (scope->\w+), \d+\);)"
        stale = r"    \2 = PyList_New(0);\n\1"
        self.expect(finding, "pyx_gen_\\w+_looping", write, stale, "list(looping(1))")

    def test_star_arguments_that_are_kept(self):
        finding = r"sample\.pyx:12: collecting: reference to a tuple that was acquired here leaks"
        release = self.RELEASE.format(r"args\w*")
        self.expect(finding, "pyx_py_\\w+_collecting", release, "", "collecting(1)")

    def test_a_borrowed_reference_that_is_stored(self):
        finding = r"sample\.pyx:18: Box\.put: reference to a list is given up here and was not owned"
        acquired = r"    Py_INCREF\((.*)\);\n    pyx_nanny_got\(&nanny, .*\);\n"
        self.expect(finding, "pyx_py_\\w+_put", acquired, "", "x = []\ny = x\nBox().put(x)")


if __name__ == "__main__":
    unittest.main()
