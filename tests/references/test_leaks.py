"""Compiled statements and expressions, called a hundred thousand times, neither keep nor lose anything.

Usage: `PYXIDE_BINARY=target/debug/pyxide python3 -m unittest discover -s tests/references`. Each file of `leaks/` is a module
with functions that together use every kind of statement and expression; `measure.py` calls them.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from support import BINARY, PYTHON

HERE = Path(__file__).resolve().parent
# `except*` came with Python 3.11.
SKIPPED = ["t_except_star"] if sys.version_info < (3, 11) else []


class Leaks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="leaks-"))
        cls.addClassCleanup(shutil.rmtree, str(cls.folder), True)
        for file in sorted((HERE / "leaks").glob("*.pyx")):
            text = file.read_text(encoding="utf-8")
            for name in SKIPPED:
                text = re.sub(r"^def {}\(.*\n(?:(?: .*)?\n)*".format(name), "", text, flags=re.M)
            (cls.folder / file.name).write_text(text, encoding="utf-8")
        command = [str(BINARY), "build", *map(str, sorted(cls.folder.glob("*.pyx"))), "-o", str(cls.folder)]
        subprocess.run([*command, "--python", PYTHON, "--color", "never"], check=True, stdout=subprocess.DEVNULL)

    def check(self, module):
        command = [PYTHON, str(HERE / "measure.py"), str(self.folder), module]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_statements(self):
        self.check("statements")

    def test_expressions(self):
        self.check("expressions")

    def test_functions(self):
        self.check("functions")

    def test_generators(self):
        self.check("generators")

    def test_classes(self):
        self.check("classes")

    def test_conversions(self):
        self.check("conversions")


    def test_made(self):
        self.check("made")

    def test_level2(self):
        self.check("level2")

    def test_nothing_is_forgotten(self):
        tested = {name[5:] for name in dir(self) if name.startswith("test_")}
        self.assertLessEqual({file.stem for file in (HERE / "leaks").glob("*.pyx")}, tested)


class Measurement(unittest.TestCase):
    """The measurement itself sees what it must."""

    SOURCE = """\
kept = []
def t_fine(s): return [s]
def t_block(s): kept.append(bytes(100))
def t_object(s): kept.append(s)
def t_raises(s): raise ValueError
def e_silent(s): pass
"""

    def test_findings(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "sample.py").write_text(self.SOURCE)
            command = [PYTHON, str(HERE / "measure.py"), folder, "sample", "2000"]
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
        self.assertEqual(done.returncode, 1)
        self.assertNotIn("t_fine", done.stdout)
        self.assertRegex(done.stdout, r"t_block: \d+ blocks stay behind after 1000 calls")
        self.assertRegex(done.stdout, r"t_object: the object's count changed by 1000 in 1000 calls")
        self.assertRegex(done.stdout, "t_raises: ValueError")
        self.assertRegex(done.stdout, "e_silent: no exception was raised")


if __name__ == "__main__":
    unittest.main()
