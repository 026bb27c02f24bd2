"""The runtime at work: a module written by hand as the compiler would write it, in every Python.

Usage: `python3 -m unittest discover -s tests/runtime`. Each check also runs in rounds, and must not keep memory.
"""

import shutil
import tempfile
import unittest
from pathlib import Path

from support import UNITS, compile_c, pythons

HERE = Path(__file__).resolve().parent


class Probe(unittest.TestCase):
    def build(self, python, *arguments):
        folder = Path(tempfile.mkdtemp(prefix="probe-"))
        self.addCleanup(shutil.rmtree, str(folder), True)
        output = folder / ("probe" + python.suffix)
        flags = ["-O0", "-shared", "-fPIC", "-std=c11", "-I", python.include, "-o", output]
        self.assertEqual(compile_c([*flags, *arguments, HERE / "probe.c", *UNITS]), "")
        return folder

    def test_probe(self):
        for python in pythons():
            with self.subTest(python=python):
                folder = self.build(python)
                done = python.run(HERE / "probe_checks.py", env={"PYTHONPATH": str(folder)})
                self.assertEqual(done.stdout.decode().strip(), "ok")


if __name__ == "__main__":
    unittest.main()
