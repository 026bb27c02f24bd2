"""Figures, comparison and rendering."""

import sys
import unittest
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import compare  # noqa: E402
from measure import generated, report  # noqa: E402
from measure.context import Bench  # noqa: E402
from measure.figures import Ratio, geometric_mean, in_turn  # noqa: E402
from measure.process import measure  # noqa: E402


def results(median, low, high):
    row = {"name": "x", "seconds": {"pyxide": 0.5}, "ratios": {"cython": {"median": median, "low": low, "high": high}}}
    group = {"title": "T", "kind": "ratios", "rows": [row], "geometric_mean": {"cython": median}}
    return {"facts": {"processor": "p"}, "groups": {"programs": group}}


class Figures(unittest.TestCase):
    def test_ratios_are_of_pairs(self):
        figure = Ratio.of([1.0, 2.0, 4.0], [2.0, 2.0, 2.0])
        self.assertEqual((figure.median, figure.low, figure.high), (1.0, 0.5, 2.0))

    def test_runs_alternate(self):
        order = []
        in_turn({name: (lambda name=name: order.append(name) or 0.0) for name in "ab"}, 3)
        self.assertEqual("".join(order), "abbaab")

    def test_a_budget_ends_the_rounds(self):
        times = in_turn({"a": lambda: 1.0}, 9, budget=0.0, least=3)
        self.assertEqual(len(times["a"]), 3)

    def test_a_row_that_fails_says_so(self):
        bench = SimpleNamespace(say=lambda text: None)
        row = Bench.attempt(bench, "x", lambda: 1 / 0)
        self.assertEqual(row["name"], "x")
        self.assertIn("ZeroDivisionError", row["skipped"])

    def test_geometric_mean(self):
        self.assertAlmostEqual(geometric_mean([2.0, 8.0]), 4.0)

    def test_processes_are_measured(self):
        cost = measure([sys.executable, "-c", "x = bytearray(30_000_000); print(1)"])
        self.assertEqual((cost.status, cost.stdout), (0, "1\n"))
        self.assertGreater(cost.peak_kib, 29_000)


class Comparing(unittest.TestCase):
    def test_only_changes_beyond_the_noise_count(self):
        self.assertEqual(compare.changes(results(2, 1.9, 2.1), results(1.9, 1.8, 2.0), 0.03), ([], []))
        slower, faster = compare.changes(results(2, 1.9, 2.1), results(1.5, 1.4, 1.6), 0.03)
        self.assertEqual((len(slower), faster), (1, []))
        self.assertEqual(len(compare.changes(results(1.5, 1.4, 1.6), results(2, 1.9, 2.1), 0.03)[1]), 1)


class Rendering(unittest.TestCase):
    def test_table_and_mean(self):
        text = report.render(results(2, 1.9, 2.1))
        self.assertIn("| x | 500.0 ms | 2.00 (1.90–2.10) |", text)
        self.assertIn("Geometric mean, Cython / pyxide: **2.00**", text)

    def test_what_is_missing_is_said(self):
        group = {"title": "T", "kind": "ratios", "rows": [{"name": "y", "skipped": "because"}]}
        self.assertIn("Not measured: y: because", report.render({"facts": {}, "groups": {"views": group}}))


class Generating(unittest.TestCase):
    def test_length(self):
        for lines in (100, 1000, 10000):
            self.assertLess(abs(generated.module(lines).count("\n") - lines), 60)


if __name__ == "__main__":
    unittest.main()
