"""Headers, expectations and categories of cases."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from harness import suite  # noqa: E402


class Headers(unittest.TestCase):
    def test_values_are_split_and_the_block_ends(self):
        header = suite.read_header("# mode: run\n# tag: cpp, numpy\n# distutils: language = c++\n\n# tag: late\nx = 1\n")
        self.assertEqual(header["mode"], ["run"])
        self.assertEqual(header["tag"], ["cpp", "numpy"])
        self.assertEqual(header["distutils"], ["language = c++"])

    def test_comments_before_the_block_are_skipped(self):
        self.assertEqual(suite.read_header("# coding: utf-8\n# words\n\n# mode: error\n")["mode"], ["error"])

    def test_a_language_option_makes_a_case_cpp(self):
        self.assertTrue(suite.needs_cpp(suite.read_header("# distutils: language=c++\n")))
        self.assertFalse(suite.needs_cpp(suite.read_header("# mode: run\n")))


class Expectations(unittest.TestCase):
    def test_lists_are_cut_off_and_sorted(self):
        body, expected = suite.split_expectations('x\n_ERRORS = """\n4:2: later\n2:10: first: part\n"""\n')
        self.assertEqual(body, "x\n")
        self.assertEqual(
            expected["error"], [suite.Message(2, 10, "first: part"), suite.Message(4, 2, "later")]
        )

    def test_kinds_and_file_names_in_lines(self):
        self.assertEqual(suite.parse_message("warning: f.pyx:3:1: odd"), ("warning", suite.Message(3, 1, "odd")))
        self.assertEqual(suite.parse_message('"""'), ("error", None))


class Categories(unittest.TestCase):
    def test_c_level_words_are_seen_outside_strings_only(self):
        self.assertTrue(suite.is_pure('def f(a):\n    """cdef int x"""\n    return a  # cdef\n'))
        for text in ("cdef int x\n", "def f(int a): pass\n", "y = <object>x\n", "from libc.math cimport sin\n"):
            self.assertFalse(suite.is_pure(text), text)

    def test_both_language_levels_give_two_cases(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "both.pyx"
            path.write_text("# mode: run\n# tag: all_language_levels\n")
            cases = suite.load_case(Path(folder), "run", path)
        self.assertEqual([(case.ident, case.level) for case in cases], [("run/both.pyx", 2), ("run/both.pyx@3", 3)])


if __name__ == "__main__":
    unittest.main()
