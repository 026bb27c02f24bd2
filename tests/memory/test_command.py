"""What `pyxide check` is as a command: exit statuses, formats, comments that ignore, warnings of other commands.

    PYXIDE_BINARY=target/release/pyxide python3 -m unittest discover -s tests/memory
"""

import json
import re
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Any

from test_memory import ROOT, binary

LEAK = """from libc.stdlib cimport malloc, free
def f(size_t n):
    cdef char *p = <char *>malloc(n)
    if n > 3:
        free(p)
"""
NAMES = (
    "leak double-free use-after-free mismatched-free bad-free unchecked-allocation allocation-size out-of-bounds "
    "uninitialized dangling-pointer reference-leak reference-underflow gil-required unused-suppression"
).split()


class Command(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_on(self, text: str, *options: str, command: str = "check") -> "subprocess.CompletedProcess[str]":
        path = self.folder / "mod.pyx"
        path.write_text(text)
        return subprocess.run(
            [binary(), command, *options, str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            universal_newlines=True,
        )

    def test_exit_statuses(self) -> None:
        self.assertEqual(self.run_on("x = 1\n").returncode, 0)
        self.assertEqual(self.run_on(LEAK).returncode, 1)
        self.assertEqual(self.run_on("x = 1\n", "--no-such-option").returncode, 2)

    def test_text_that_does_not_parse_is_an_error(self) -> None:
        done = self.run_on("def f(:\n", "--output-format", "concise")
        self.assertEqual(done.returncode, 1)
        self.assertIn("error[", done.stdout + done.stderr)

    def test_what_names_and_types_say_is_a_note(self) -> None:
        done = self.run_on("cdef int x = no_such_name\ncdef list y = 1.5\n", "--output-format", "concise")
        self.assertNotIn("error[", done.stdout + done.stderr)
        self.assertEqual(done.returncode, 0)

    def test_json(self) -> None:
        (finding,) = json.loads(self.run_on(LEAK, "--output-format", "json").stdout)
        self.assertEqual(finding["code"], "leak")
        self.assertIn("mod.pyx", json.dumps(finding))

    def test_sarif(self) -> None:
        log: Any = json.loads(self.run_on(LEAK, "--output-format", "sarif").stdout)
        self.assertEqual(log["version"], "2.1.0")
        (run,) = log["runs"]
        (result,) = run["results"]
        self.assertEqual(result["ruleId"], "leak")
        region = result["locations"][0]["physicalLocation"]["region"]
        self.assertEqual(region["startLine"], 3)
        self.assertIn("leak", [rule["id"] for rule in run["tool"]["driver"]["rules"]])
        self.assertTrue(result["message"]["text"])

    def test_github(self) -> None:
        done = self.run_on(LEAK, "--output-format", "github")
        self.assertRegex(done.stdout, r"^::warning title=pyxide \(leak\),file=.*mod\.pyx,line=3,.*::a block")

    def test_the_path_is_shown(self) -> None:
        done = self.run_on(LEAK, "--output-format", "full")
        for part in ("allocated here", "the condition is false", "leaves the function without release", "free on every path"):
            self.assertIn(part, done.stdout + done.stderr)

    def test_ignored(self) -> None:
        ignored = LEAK.replace("malloc(n)", "malloc(n)  # pyxide: ignore[leak]")
        done = self.run_on(ignored)
        self.assertEqual((done.returncode, done.stdout.strip()), (0, ""))

    def test_a_comment_that_ignores_nothing(self) -> None:
        for comment in ("ignore[leak]", "ignore", "ignore[no-such-name]"):
            with self.subTest(comment):
                done = self.run_on(f"x = 1  # pyxide: {comment}\n", "--output-format", "concise")
                self.assertEqual(done.returncode, 1)
                self.assertIn(":1:8: warning[unused-suppression]", done.stdout)
        half = LEAK.replace("malloc(n)", "malloc(n)  # pyxide: ignore[leak, bad-free]")
        done = self.run_on(half, "--output-format", "concise")
        self.assertEqual(done.stdout.count("warning["), 1)
        self.assertIn("`bad-free`", done.stdout)

    def test_translate_warns_of_what_is_certain(self) -> None:
        maybe = LEAK.replace("    if n > 3:\n    ", "    print(n)\n")
        output = ("-o", str(self.folder / "mod.c"))
        done = self.run_on(LEAK, *output, command="translate")
        self.assertEqual(done.returncode, 0)
        self.assertIn("warning[leak]", done.stdout + done.stderr)
        done = self.run_on(LEAK, *output, "--no-memory-warnings", command="translate")
        self.assertNotIn("warning[", done.stdout + done.stderr)
        # Only when `print` raises.
        done = self.run_on(maybe, *output, command="translate")
        self.assertNotIn("warning[", done.stdout + done.stderr)
        self.assertEqual(self.run_on(maybe).returncode, 1)

    def test_each_finding_is_explained(self) -> None:
        for name in NAMES:
            with self.subTest(name):
                done = subprocess.run(
                    [binary(), "explain", name],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    universal_newlines=True,
                )
                self.assertEqual(done.returncode, 0)
                self.assertRegex(done.stdout, r"Wrong:\n\n    ")
                self.assertRegex(done.stdout, r"Right[^\n]*[:.]\n\n    ")

    def test_hook(self) -> None:
        hook = (ROOT / ".pre-commit-hooks.yaml").read_text()
        self.assertIn("entry: pyxide check", hook)
        pattern = re.search(r"^\s+files: (.*)$", hook, re.M)
        assert pattern
        self.assertTrue(re.search(pattern.group(1), "src/mod.pyx"))
        self.assertFalse(re.search(pattern.group(1), "src/mod.pyxbld"))


if __name__ == "__main__":
    unittest.main()
