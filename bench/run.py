#!/usr/bin/env python3
"""Measures pyxide against Cython, hand-written C and CPython, and writes `results.md`, `results.json` and `plots/`.

Groups: a translation, b builds, c sizes, d programs, e kernels, f calls, g memory, h memoryviews, i compiler memory,
j growth, k profile.

Examples:
    python3 bench/run.py
    python3 bench/run.py --group d,e --quick --output /tmp/figures
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Tuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from measure import building, compiling, groups, report  # noqa: E402
from measure.context import Bench  # noqa: E402

# What each letter measures: the names of its tables, and what fills them.
GROUPS: Dict[str, List[Tuple[str, Callable[[Bench], Any]]]] = {
    "a": [("translation", compiling.translation)],
    "b": [("building", building.building)],
    "c": [("sizes", compiling.sizes)],
    "d": [("programs", groups.programs)],
    "e": [("kernels", groups.kernels), ("kernels_o3", lambda bench: groups.kernels(bench, "-O3"))],
    "f": [("calls", groups.calls)],
    "g": [("memory", groups.memory)],
    "h": [("views", groups.views)],
    "i": [("compiler_memory", compiling.compiler_memory)],
    "j": [("growth", compiling.growth)],
    "k": [("profile", compiling.profile)],
}


def arguments(argv: Optional[List[str]] = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--group", default=",".join(GROUPS), help="letters, separated by commas")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, smaller inputs")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--pyxide", default=str(HERE.parent / "target/release/pyxide"))
    parser.add_argument("--python", help="a Python with Cython and numpy")
    parser.add_argument("--output", type=Path, default=HERE, help="the folder for the results")
    return parser.parse_args(argv)


def run_groups(bench: Bench, letters: List[str], results: Dict[str, Any], output: Path) -> None:
    """Runs the groups in order and puts them into `results`, which are written after each. A group that fails is
    noted as such."""
    for letter in letters:
        for name, function in GROUPS[letter]:
            print(f"{letter}: {name}", file=sys.stderr, flush=True)
            started = time.monotonic()
            try:
                results["groups"][name] = function(bench)
            except Exception as error:  # noqa: BLE001
                traceback.print_exc()
                reason = f"the group failed: {type(error).__name__}: {error}"
                rows = [{"name": "all", "skipped": reason[:200]}]
                results["groups"][name] = {"title": name, "kind": "ratios", "rows": rows, "geometric_mean": {}}
            print(f"  {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
            write(results, output)


def write(results: Dict[str, Any], output: Path) -> None:
    """Writes the results, the groups in their order."""
    order = [name for tables in GROUPS.values() for name, _ in tables]
    tables = {name: results["groups"][name] for name in order if name in results["groups"]}
    text = json.dumps({**results, "groups": tables}, indent=1, ensure_ascii=False) + "\n"
    (output / "results.json").write_text(text, encoding="utf-8")
    (output / "results.md").write_text(report.render({**results, "groups": tables}), encoding="utf-8")


def plot(bench: Bench, output: Path) -> None:
    """Draws the figures where matplotlib is, or can be installed in the environment of the runner's own."""
    command = [bench.python, str(HERE / "measure" / "plot.py"), str(output / "results.json"), str(output / "plots")]
    (output / "plots").mkdir(parents=True, exist_ok=True)
    if subprocess.run([bench.python, "-c", "import matplotlib"], stderr=subprocess.DEVNULL, check=False).returncode:
        subprocess.run([bench.python, "-m", "pip", "install", "-q", "matplotlib"], check=False)
    if subprocess.run(command, check=False).returncode:
        print("no plots: matplotlib is not available", file=sys.stderr)


def main(argv: Optional[List[str]] = None) -> int:
    """Runs the groups and writes the results, keeping earlier results of groups that were not run."""
    options = arguments(argv)
    if not Path(options.pyxide).exists():
        print(f"no compiler at {options.pyxide}: build it with `cargo build --release -p pyxide_cli`", file=sys.stderr)
        return 2
    work = Path(tempfile.mkdtemp(prefix="pyxide-bench-"))
    bench = Bench.prepare(options.pyxide, options.python, work, options.quick, options.rounds)
    file = options.output / "results.json"
    options.output.mkdir(parents=True, exist_ok=True)
    earlier = json.loads(file.read_text(encoding="utf-8"))["groups"] if file.exists() else {}
    results: Dict[str, Any] = {"facts": bench.facts(), "groups": dict(earlier)}
    bench.tables = results["groups"]
    letters = [letter for letter in options.group.split(",") if letter]
    unknown = [letter for letter in letters if letter not in GROUPS]
    if unknown:
        print(f"no group {', '.join(unknown)}: the groups are {', '.join(GROUPS)}", file=sys.stderr)
        return 2
    os.environ["PYXIDE_CACHE"] = str(work / "caches" / "warm")
    try:
        run_groups(bench, letters, results, options.output)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    plot(bench, options.output)
    print(report.render(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
