"""The memory checker on small files: each bug at its line, nothing on correct code.

A comment `# expect: leak` says that the line has that finding; several are separated by commas, and `leak@4` puts one on
another line. Files in `correct` expect nothing.

    PYXIDE_BINARY=target/release/pyxide python3 -m unittest discover -s tests/memory
"""

import os
import re
import subprocess
import tempfile
import unittest
from collections import Counter
from pathlib import Path
from typing import Counter as CounterType
from typing import List, Tuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FINDING = re.compile(r"^(?P<path>.*?):(?P<line>\d+):\d+: \w+\[(?P<name>[\w-]+)\]")
EXPECT = re.compile(r"#\s*expect:\s*(.*)$")


def binary() -> str:
    """The compiler to test: $PYXIDE_BINARY, or what cargo built last."""
    given = os.environ.get("PYXIDE_BINARY")
    if given:
        return given
    built = [p for p in (ROOT / "target").glob("*/pyxide") if p.is_file()]
    if not built:
        raise unittest.SkipTest("no pyxide binary: build it or set PYXIDE_BINARY")
    return str(max(built, key=lambda p: p.stat().st_mtime))


def expected(path: Path) -> CounterType[Tuple[int, str]]:
    """The findings that the file's comments ask for, as (line, name)."""
    found: CounterType[Tuple[int, str]] = Counter()
    for number, line in enumerate(path.read_text().splitlines(), 1):
        match = EXPECT.search(line)
        for item in match.group(1).split(",") if match else []:
            name, _, other = item.strip().partition("@")
            found[(int(other) if other else number, name)] += 1
    return found


def check(paths: List[Path]) -> "dict[str, CounterType[Tuple[int, str]]]":
    """What the checker finds in each file."""
    command = [binary(), "check", "--output-format", "concise", *map(str, paths)]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
    if run.returncode not in (0, 1):
        raise AssertionError(f"status {run.returncode}: {run.stderr}")
    found: "dict[str, CounterType[Tuple[int, str]]]" = {str(p): Counter() for p in paths}
    for line in run.stdout.splitlines():
        match = FINDING.match(line)
        if match:
            found[match.group("path")][(int(match.group("line")), match.group("name"))] += 1
    return found


class Corpus(unittest.TestCase):
    def compare(self, folder: str) -> None:
        paths = sorted(p for p in (HERE / folder).iterdir() if p.suffix in (".py", ".pyx"))
        self.assertGreater(len(paths), 0)
        results = check(paths)
        for path in paths:
            with self.subTest(path.name):
                self.assertEqual(dict(expected(path)), dict(results[str(path)]))

    def test_every_bug_is_found_at_its_line(self) -> None:
        self.compare("buggy")

    def test_correct_code_is_left_alone(self) -> None:
        self.compare("correct")


class Guide(unittest.TestCase):
    """The examples of docs/memory.md are checked as the files are."""

    def test_examples(self) -> None:
        text = (ROOT / "docs" / "memory.md").read_text()
        blocks = re.findall(r"^```cython\n(.*?)^```", text, re.M | re.S)
        self.assertGreater(len(blocks), 10)
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder) / f"example_{n}.pyx" for n in range(len(blocks))]
            for path, block in zip(paths, blocks):
                path.write_text(block)
            results = check(paths)
            for path, block in zip(paths, blocks):
                with self.subTest(block.strip().splitlines()[-1], example=path.name):
                    self.assertEqual(dict(expected(path)), dict(results[str(path)]))


if __name__ == "__main__":
    unittest.main()
