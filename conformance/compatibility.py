#!/usr/bin/env python3
"""Writes `docs/compatibility.md` from the committed record: what works, by tests, and what differs on purpose.

Needs Cython's source tree (which says what directives a case uses), the two data files beside this script:
`features.json` (a feature's cases, by a pattern over their names) and `differences.json`, and the record of packages,
`tests/packages/results.txt`.

Example: `python3 conformance/compatibility.py`
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Dict, Iterable, List, Optional, Tuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from harness import record  # noqa: E402
from harness.judge import Result  # noqa: E402
from harness.sources import CYTHON, Sources  # noqa: E402
from harness.suite import Case, discover, read_text  # noqa: E402

PACKAGES = HERE.parent / "tests" / "packages" / "results.txt"
OUTPUT = HERE.parent / "docs" / "compatibility.md"
DIRECTIVES = (
    "always_allow_keywords", "annotation_typing", "auto_pickle", "autotestdict", "binding", "boundscheck",
    "c_api_binop_methods", "c_string_encoding", "c_string_type", "callspec", "cdivision", "cdivision_warnings", "collection_type",
    "cpp_locals", "cpow", "critical_section", "dataclasses", "embedsignature", "emit_code_comments", "exceptval", "fast_getattr",
    "fast_gil", "final", "freelist", "freethreading_compatible", "infer_types", "initializedcheck", "inline",
    "internal", "iterable_coroutine", "language_level", "legacy_implicit_noexcept", "linetrace", "no_gc",
    "no_gc_clear", "nogil", "nonecheck", "optimize", "overflowcheck", "profile", "set_initial_path",
    "subinterpreters_compatible", "total_ordering", "trashcan", "type_version_tag", "ufunc", "unraisable_tracebacks",
    "warn", "wraparound",
)

INTRODUCTION = f"""\
# Compatibility with Cython

This page is written by `conformance/compatibility.py` from the record of Cython {CYTHON}'s own tests
(`conformance/results.txt`): 1,500 files of programs, declarations and expected errors. A file counts as passing when
all of it works: it builds, all its tests pass, and as many ran as under Cython; or, for a file of errors, every line
where Cython has an error is refused.
"""


def passing(results: Iterable[Result]) -> Tuple[int, int]:
    """How many pass, of how many that run here."""
    counts = Counter(result.status for result in results)
    return counts["pass"], sum(counts.values()) - counts["excluded"]


def row(name: str, results: List[Result]) -> Optional[str]:
    """One table row; none where no case runs here."""
    passed, total = passing(results)
    if not total:
        return None
    mark = "yes" if passed == total else ("no" if not passed else "in part")
    return f"| {name} | {mark} | {passed} of {total} |"


def directive_cases(cases: Iterable[Case]) -> Dict[str, List[str]]:
    """Which cases use each directive, in a comment, a decorator or a `with`."""
    found: Dict[str, List[str]] = {name: [] for name in DIRECTIVES}
    for case in cases:
        if case.path.suffix == ".srctree":
            continue
        text = read_text(case.path)
        heads = " ".join(line for line in text.splitlines() if re.match(r"#\s*cython\s*:", line))
        for name in DIRECTIVES:
            if re.search(rf"\b{name}\b", heads) or re.search(rf"\bcython\.{name}\b", text):
                found[name].append(case.ident)
    return found


def packages() -> List[str]:
    """A row for each package that was built and tested under both compilers."""
    rows = []
    for line in PACKAGES.read_text(encoding="utf-8").splitlines():
        cells = line.split()
        if len(cells) < 7 or line.startswith("#") or not all(cell.isdigit() for cell in cells[2:7]):
            continue
        name, version, _, lines, passed, theirs, alone = cells[:7]
        rows.append(f"| {name} {version} | {lines} | {passed} | {theirs} | {alone} |")
    return rows


def unsupported(results: Iterable[Result]) -> List[Tuple[str, int]]:
    """What the compiler says it does not support, with the number of cases, most first."""
    counts = Counter(result.detail for result in results if result.status == "unsupported")
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def render(results: Dict[str, Result], cases: List[Case]) -> str:
    """The whole page."""
    out = [INTRODUCTION.rstrip(), "", "## Totals", "", "```", *record.summary(results.values()), "```"]
    out += [
        "", "`c` and `cpp` are files compiled as C and as C++, `-py` those of them that use nothing of the C-level",
        "language, and `srctree` cases with several files and their own build script.",
        "", "## Language features", "", "A case counts for each feature that its file's name mentions.", "",
        "| feature | works | cases |", "| --- | --- | --: |",
    ]
    features: Dict[str, str] = json.loads((HERE / "features.json").read_text(encoding="utf-8"))
    for name, pattern in sorted(features.items()):
        line = row(name, [result for ident, result in results.items() if re.search(pattern, ident.split("/")[1])])
        if line:
            out.append(line)
    out += ["", "## Directives", "", "The cases that use each directive.", "", "| directive | works | cases |", "| --- | --- | --: |"]
    for name, idents in directive_cases(cases).items():
        line = row(f"`{name}`", [results[ident] for ident in idents if ident in results])
        if line:
            out.append(line)
    out += [
        "", "## Packages", "",
        "Packages of PyPI and modules of the standard library, built unchanged by both compilers, under their own tests",
        "(`tests/packages/run.py`, `tests/packages/results.txt`).", "",
        "| package | lines compiled | tests pass | under Cython | fail under pyxide alone |", "| --- | --: | --: | --: | --: |",
        *packages(),
    ]
    missing = unsupported(results.values())
    if missing:
        out += ["", "## Not supported yet", "", "What the compiler refuses with `not supported yet`.", "",
                "| construct | cases |", "| --- | --: |"]
        out += [f"| {name} | {count} |" for name, count in missing]
    out += ["", "## Differences on purpose", ""]
    for difference in json.loads((HERE / "differences.json").read_text(encoding="utf-8")):
        out.append(f"- {difference['what']} {difference['why']}")
    return "\n".join(out) + "\n"


def main(argv: Optional[List[str]] = None) -> int:
    """Writes the page, or with `--check` says whether it is current."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="status 1 when the page is not current")
    parser.add_argument("--tree", help="an unpacked Cython source distribution")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args(argv)
    tree = Sources.locate(options.tree, sys.executable).tree
    text = render(record.read(HERE / "results.txt"), discover(tree))
    if options.check:
        return 0 if options.output.exists() and options.output.read_text(encoding="utf-8") == text else 1
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
