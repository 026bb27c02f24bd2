"""What is made of a compiler's and a module's output, and how it is recorded."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import summary  # noqa: E402
from harness import judge, record, sample, srctree  # noqa: E402
from harness.engines import Attempt, parse_diagnostics  # noqa: E402
from harness.execute import Outcome, execute  # noqa: E402
from harness.suite import Case, Message  # noqa: E402


def case(mode="run", expected=None, tags=()):
    return Case("run/a.pyx", "run", Path("a.pyx"), "a", mode, 2, list(tags), [], "c", True, expected or {})


def outcome(status=1, stderr=""):
    return Outcome(status, "", stderr, 0.1)


class Judging(unittest.TestCase):
    def judged(self, the_case, the_outcome):
        result = judge.Result("run/a.pyx", "c", "pass")
        attempt = Attempt(the_outcome, messages=parse_diagnostics(the_outcome.stderr))
        judge.judge_compiler(the_case, attempt, "run", result)
        return result

    def test_unsupported_and_refused(self):
        result = self.judged(case(), outcome(1, "a.pyx:1:2: not supported yet: star imports\n"))
        self.assertEqual((result.status, result.detail), ("unsupported", "star imports"))
        result = self.judged(case(), outcome(1, "a.pyx:1:2: odd\na.pyx:2:2: not supported yet: b\n"))
        self.assertEqual((result.status, result.detail), ("refused", "odd"))

    def test_crashes(self):
        self.assertEqual(self.judged(case(), outcome(-11)).detail, "compiler: SIGSEGV")
        panic = "thread 'main' panicked at src/a.rs:1:2:\nindex out of bounds\n"
        self.assertIn("index out of bounds", self.judged(case(), outcome(101, panic)).detail)
        self.assertEqual(self.judged(case(), outcome(1, "a.pyx:1:1: internal-error: x\n")).status, "crash")

    def test_c_errors(self):
        result = self.judged(case(), outcome(1, "a.c:3:4: error: unknown type\n".replace("a.c:3:4: ", "")))
        self.assertEqual((result.status, result.detail), ("c-error", "unknown type"))

    def test_expected_errors_need_every_line(self):
        expected = {"error": [Message(1, 0, "one"), Message(2, 0, "two")]}
        self.assertEqual(self.judged(case("error", expected), outcome(1, "a.pyx:1:0: one\na.pyx:2:3: other\n")).status, "pass")
        result = self.judged(case("error", expected), outcome(1, "a.pyx:1:0: one\n"))
        self.assertEqual((result.status, result.failed), ("accepted", 1))
        result = self.judged(case("error", expected), outcome(1, "a.pyx:1:0: one\na.pyx:2:0: not supported yet: x\n"))
        self.assertEqual(result.status, "unsupported")

    def test_the_first_difference_is_shown(self):
        report = "Failed example:\n    f()\nExpected:\n    1\n    2\nGot:\n    1\n    3\n"
        self.assertEqual(judge.first_difference(report), "got 3, expected 2")
        raised = "Failed example:\n    f()\nException raised:\n    Traceback (most recent call last):\n    KeyError: 1\n"
        self.assertEqual(judge.first_difference(raised), "KeyError: 1")

    def test_no_machine_paths_in_details(self):
        self.assertEqual(judge.shorten("cannot open /tmp/x/y/z.h here"), "cannot open z.h here")


class Executing(unittest.TestCase):
    def test_time_limit_and_signals(self):
        self.assertTrue(execute(["sleep", "5"], Path("."), 0.2).timed_out)
        self.assertEqual(execute(["sh", "-c", "kill -SEGV $$"], Path("."), 5).signal_name, "SIGSEGV")


class Records(unittest.TestCase):
    def test_round_trip_and_changes(self):
        old = {"run/a.pyx": judge.Result("run/a.pyx", "c", "pass", "", 3, 9)}
        text = record.render("Title", old.values())
        self.assertEqual(record.parse(text), old)
        new = {"run/a.pyx": judge.Result("run/a.pyx", "c", "wrong", "x")}
        self.assertEqual(record.changes(old, new), ([], ["run/a.pyx"]))
        self.assertEqual(record.changes(new, old), (["run/a.pyx"], []))

    def test_the_sample_is_fixed_and_passing(self):
        results = {f"run/{n}": judge.Result(f"run/{n}", "c", "pass" if n % 2 else "wrong") for n in range(400)}
        chosen = sample.choose_sample(results)
        self.assertEqual(chosen, sample.choose_sample(dict(reversed(list(results.items())))))
        self.assertEqual(len(chosen), sample.SIZE)
        self.assertTrue(all(results[name].status == "pass" for name in chosen))

    def test_messages_are_grouped(self):
        self.assertEqual(summary.normalize("undeclared name: foo"), summary.normalize("undeclared name: bar"))
        self.assertEqual(summary.normalize("cannot convert 'int' to 'x'"), "cannot convert '…' to '…'")


class Trees(unittest.TestCase):
    def test_format(self):
        tree = srctree.read('"""\nPYTHON setup.py build\n# note\n"""\n\n######## a/b.py ########\nx = 1\n##### c.txt\n')
        self.assertEqual(tree.commands, [["PYTHON", "setup.py", "build"]])
        self.assertEqual(tree.files, {"a/b.py": "x = 1\n", "c.txt": ""})

    def test_unset(self):
        env = {"CFLAGS": "-O0 -DX -DY", "A": "1"}
        srctree.unset(env, ["CFLAGS", "-D"])
        srctree.unset(env, ["A"])
        self.assertEqual(env, {"CFLAGS": "-O0"})


if __name__ == "__main__":
    unittest.main()
