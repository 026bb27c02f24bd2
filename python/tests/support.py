"""What the tests of the Python package share: a folder to work in."""

import importlib
import os
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PACKAGE))


class Workspace(unittest.TestCase):
    """A temporary folder that is the current one and on sys.path."""

    def setUp(self):
        keep = tempfile.TemporaryDirectory()
        self.addCleanup(keep.cleanup)
        self.root = Path(keep.name).resolve()
        before = os.getcwd()
        self.addCleanup(os.chdir, before)
        os.chdir(str(self.root))
        sys.path.insert(0, str(self.root))
        self.addCleanup(sys.path.remove, str(self.root))
        importlib.invalidate_caches()

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text))
        return path
