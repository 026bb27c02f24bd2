#!/usr/bin/env python3
"""Ranks what stands behind the cases that do not pass: the work list.

Reads the working record of the last run (which has every message of a case), or the committed record.

Examples:
    python3 conformance/summary.py
    python3 conformance/summary.py --stage translate --top 60 --output worklist.md
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Dict, Iterable, List, Optional, Set, Tuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from harness import record  # noqa: E402
from harness.engines import STAGES  # noqa: E402
from harness.judge import Result, first_difference  # noqa: E402
from harness.sources import cache_folder  # noqa: E402

KINDS = {
    "unsupported": "Constructs not supported yet",
    "refused": "Accepted by Cython, refused here",
    "c-error": "The generated C does not compile",
    "crash": "Compiler or module crashed",
    "wrong": "Tests failed",
    "accepted": "Expected errors not reported",
    "timeout": "Out of time",
}


def normalize(text: str) -> str:
    """A message without the names, numbers and quoted parts that make each one different."""
    text = re.sub(r"'[^']*'|`[^`]*`|\"[^\"]*\"|‘[^’]*’", "'…'", text)
    text = re.sub(r"(?i)(undeclared name(?: not builtin)?: )\S+", r"\1…", text)
    text = re.sub(r"[\w./-]+\.(?:pyx|pxd|pxi|py|c|cpp|h)\b", "…", text)
    text = re.sub(r"\b0x[0-9a-f]+\b|\b\d+\b", "N", text)
    text = re.sub(r"\b__pyx_\w+|\bpx\w*_\w+", "…", text)
    return text.strip()


def reasons(result: Result) -> Iterable[Tuple[str, str]]:
    """Every (kind, message) that keeps the case from passing."""
    notes = result.notes
    if result.status in ("unsupported", "refused"):
        found = [("unsupported", text) for text in notes.get("unsupported", [])]
        found += [("refused", text) for text in notes.get("errors", [])]
        yield from found or [(result.status, result.detail)]
    elif result.status == "accepted":
        for text in notes.get("missing", []) or [result.detail]:
            yield "accepted", text
    elif result.status == "wrong" and notes.get("failures"):
        for _, text in notes["failures"]:
            yield "wrong", first_difference(text)
    else:
        yield result.status, result.detail


class Ranking:
    """Messages with the cases they stand in, and those where they stand alone."""

    def __init__(self, results: Iterable[Result]) -> None:
        self.cases: Dict[Tuple[str, str], Set[str]] = defaultdict(set)
        self.alone: Dict[Tuple[str, str], Set[str]] = defaultdict(set)
        for result in results:
            if result.status in ("pass", "excluded"):
                continue
            found = {(kind, normalize(text)) for kind, text in reasons(result)}
            for key in found:
                self.cases[key].add(result.ident)
                if len(found) == 1:
                    self.alone[key].add(result.ident)

    def lines(self, kind: str, top: int, examples: int) -> List[str]:
        """The kind's messages, most cases first."""
        keys = [key for key in self.cases if key[0] == kind]
        keys.sort(key=lambda key: (-len(self.cases[key]), -len(self.alone[key]), key[1]))
        out: List[str] = []
        for key in keys[:top]:
            names = sorted(self.alone[key]) + sorted(self.cases[key] - self.alone[key])
            out.append(
                f"| {len(self.cases[key])} | {len(self.alone[key])} | {key[1][:150].replace('|', '/')} "
                f"| {', '.join(names[:examples])} |"
            )
        if len(keys) > top:
            out.append(f"| | | … and {len(keys) - top} more | |")
        return out


def render(results: Dict[str, Result], top: int, examples: int) -> str:
    """The whole work list as Markdown."""
    out = ["# Work list", "", "```", *record.summary(results.values()), "```"]
    ranking = Ranking(results.values())
    for kind, title in KINDS.items():
        lines = ranking.lines(kind, top, examples)
        if lines:
            out += ["", f"## {title} ({kind})", "", "| cases | alone | message | examples |", "| --: | --: | --- | --- |"]
            out += lines
    return "\n".join(out) + "\n"


def main(argv: Optional[List[str]] = None) -> int:
    """Prints or writes the work list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stage", choices=STAGES, default="run")
    parser.add_argument("--top", type=int, default=25, help="messages per kind")
    parser.add_argument("--examples", type=int, default=4, help="example files per message")
    parser.add_argument("--only", metavar="REGEX", help="only cases whose name matches")
    parser.add_argument("--output", type=Path)
    options = parser.parse_args(argv)
    results = record.read_working(cache_folder() / "records" / f"pyxide-{options.stage}.jsonl")
    if not results:
        results = record.read(HERE / "results.txt")
    if options.only:
        results = {name: result for name, result in results.items() if re.search(options.only, name)}
    text = render(results, options.top, options.examples)
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    else:
        print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
