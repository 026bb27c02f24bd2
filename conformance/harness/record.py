"""The committed record: `reference.txt` (Cython) and `results.txt` (pyxide), one sorted line per case.

A line reads `run/addloop.pyx | c | pass | 3 tests, 9 examples`. Totals stand at the top as comments. Needs nothing
but text; guarantees that reading what was written gives the same results.

Example: `parse(render("Results", results)) == {result.ident: result, …}` for the fields the record keeps.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Callable, Dict, Iterable, List, Tuple

from .judge import Result, result_from_json

_COUNTS = re.compile(r"(\d+) tests, (\d+) examples")


def render_line(result: Result) -> str:
    """One case's line."""
    status = f"{result.status}: {result.detail}" if result.detail else result.status
    counts = f"{result.tests} tests, {result.examples} examples" if result.tests else ""
    return " | ".join(part for part in (result.ident, result.category, status.replace("|", "/"), counts) if part)


def parse(text: str) -> Dict[str, Result]:
    """Reads a record back."""
    results: Dict[str, Result] = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        ident, category, status, *rest = line.split(" | ")
        kind, _, detail = status.partition(": ")
        result = Result(ident, category, kind, detail)
        counts = _COUNTS.match(rest[0]) if rest else None
        if counts:
            result.tests, result.examples = int(counts.group(1)), int(counts.group(2))
        results[ident] = result
    return results


def read(path: Path) -> Dict[str, Result]:
    """The record in `path`; empty where there is none."""
    return parse(path.read_text(encoding="utf-8")) if path.exists() else {}


def table(results: Iterable[Result], group: Callable[[Result], str]) -> List[str]:
    """Passing and total numbers per group, with the other statuses after them. Left-out cases do not count."""
    groups: Dict[str, Counter] = defaultdict(Counter)
    for result in results:
        groups[group(result)][result.status] += 1
    lines: List[str] = []
    for name, counts in sorted(groups.items()):
        total = sum(number for status, number in counts.items() if status != "excluded")
        share = 100 * counts["pass"] / total if total else 0.0
        others = ", ".join(f"{status} {number}" for status, number in sorted(counts.items()) if status != "pass")
        lines.append(f"{name:<12} {counts['pass']:>5} of {total:>5}  {share:5.1f}%  {others}".rstrip())
    return lines


def summary(results: Iterable[Result]) -> List[str]:
    """The totals: all, per folder, per category."""
    every = list(results)
    return [
        *table(every, lambda result: "all"),
        "",
        *table(every, lambda result: result.ident.split("/")[0]),
        "",
        *table(every, lambda result: result.category),
    ]


def render(title: str, results: Iterable[Result]) -> str:
    """A whole record."""
    every = sorted(results, key=lambda result: result.ident)
    head = [f"# {title}", "#", *(f"# {line}".rstrip() for line in summary(every)), ""]
    return "\n".join([*head, *map(render_line, every)]) + "\n"


def changes(old: Dict[str, Result], new: Dict[str, Result]) -> Tuple[List[str], List[str]]:
    """The cases gained and lost, among those in both."""
    both = sorted(old.keys() & new.keys())
    gained = [ident for ident in both if new[ident].status == "pass" != old[ident].status]
    lost = [ident for ident in both if old[ident].status == "pass" != new[ident].status]
    return gained, lost


def read_working(path: Path) -> Dict[str, Result]:
    """The results so far in a working file of JSON lines; the last line of a case counts."""
    results: Dict[str, Result] = {}
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                result = result_from_json(line)
            except (ValueError, TypeError):
                continue  # A line cut off when the run was ended.
            results[result.ident] = result
    return results
