"""The page about compatibility."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import compatibility  # noqa: E402
from harness.judge import Result  # noqa: E402


class Page(unittest.TestCase):
    def test_rows(self):
        results = [Result("a", "c", "pass"), Result("b", "c", "wrong"), Result("d", "c", "excluded")]
        self.assertEqual(compatibility.row("x", results), "| x | in part | 1 of 2 |")
        self.assertEqual(compatibility.row("x", results[:1]), "| x | yes | 1 of 1 |")
        self.assertIsNone(compatibility.row("x", results[2:]))

    def test_sections_come_from_the_record(self):
        results = {"run/fused.pyx": Result("run/fused.pyx", "c", "unsupported", "fused types")}
        text = compatibility.render(results, [])
        self.assertIn("| Fused types | no | 0 of 1 |", text)
        self.assertIn("| fused types | 1 |", text)


if __name__ == "__main__":
    unittest.main()
