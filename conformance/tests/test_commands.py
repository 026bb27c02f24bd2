"""Options of `cython` and `cythonize` in pyxide's words."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from harness.commands import translate_options  # noqa: E402


class Options(unittest.TestCase):
    def test_options_and_files(self):
        self.assertEqual(
            translate_options(["-3", "-X", "a=b", "--module-name=m.n", "-j2", "-2if", "f.pyx", "--depfile"]),
            (["-3", "-X", "a=b", "--module-name", "m.n", "-j", "2", "-2", "--inplace", "-M"], ["f.pyx"]),
        )

    def test_an_unknown_option_is_said(self):
        with self.assertRaisesRegex(SystemExit, "not supported yet: the option --embed"):
            translate_options(["--embed", "f.pyx"])


if __name__ == "__main__":
    unittest.main()
