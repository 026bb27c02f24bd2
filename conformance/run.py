#!/usr/bin/env python3
"""Runs Cython's own test files through a compiler and records what became of each.

Examples:
    python3 conformance/run.py --stage translate
    python3 conformance/run.py --only 'run/(for|while)' --show
    python3 conformance/run.py --record
    python3 conformance/run.py --engine cython --record
    python3 conformance/run.py --sample
    python3 conformance/run.py --refnanny --only 'run/[a-c]'
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import tempfile
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Dict, List, Optional

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from harness import record, srctree  # noqa: E402
from harness.engines import STAGES, CythonEngine, PyxideEngine  # noqa: E402
from harness.judge import Engine, Result, judge  # noqa: E402
from harness.machine import exclusion, probe, read_bug_list  # noqa: E402
from harness.sample import choose_sample  # noqa: E402
from harness.sources import Sources, cache_folder  # noqa: E402
from harness.suite import Case, discover  # noqa: E402

REFERENCE = HERE / "reference.txt"
RESULTS = HERE / "results.txt"


def arguments(argv: Optional[List[str]] = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="REGEX", help="only cases whose name matches")
    parser.add_argument("--stage", choices=STAGES, default="run", help="how far each case is taken")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--engine", choices=("pyxide", "cython"), default="pyxide")
    parser.add_argument("--pyxide", default=str(HERE.parent / "target/release/pyxide"), help="the compiler's binary")
    parser.add_argument("--timeout", type=float, default=60.0, help="seconds per step of a case")
    parser.add_argument("--resume", action="store_true", help="keep the results of the last, unfinished run")
    parser.add_argument("--failing", action="store_true", help="keep the passes of the last run, run the others again")
    parser.add_argument("--record", action="store_true", help="update the committed record")
    parser.add_argument("--sample", action="store_true", help="a fixed sample of passing cases; status 1 if one is lost")
    parser.add_argument("--refnanny", action="store_true", help="the passing run cases, accounting for their references")
    parser.add_argument("--show", action="store_true", help="print each case's result and first failures")
    parser.add_argument("--keep", action="store_true", help="keep the working folders")
    parser.add_argument("--tree", help="an unpacked Cython source distribution")
    parser.add_argument("--python", help="a Python with Cython and numpy")
    parser.add_argument("--work", type=Path, help="the folder for working files")
    return parser.parse_args(argv)


class Run:
    """One run over a list of cases, in parallel, with a working file that survives interruption."""

    def __init__(self, options: argparse.Namespace, sources: Sources) -> None:
        self.options = options
        self.machine = probe(sources.python)
        self.bugs = read_bug_list(sources.tree)
        self.sources = sources
        if options.engine == "cython":
            self.engine: Engine = CythonEngine(self.machine, sources.tree)
        else:
            self.engine = PyxideEngine(self.machine, sources.tree, Path(options.pyxide).resolve(), options.refnanny)
        self.reference = record.read(REFERENCE) if options.engine == "pyxide" else {}
        self.work = options.work or Path(tempfile.mkdtemp(prefix="pyxide-conformance-"))
        self.lock = threading.Lock()

    def one(self, case: Case) -> Result:
        """Judges one case; whatever goes wrong in the runner is that case's result."""
        reason = exclusion(case, self.machine, self.bugs)
        if reason is not None:
            return Result(case.ident, case.category, "excluded", reason)
        folder = self.work / re.sub(r"[^\w.]", "-", case.ident)
        try:
            if case.path.suffix == ".srctree":
                return srctree.judge(case, self.engine, self.options.stage, folder, self.options.timeout)
            reference = self.reference.get(case.ident)
            return judge(case, self.engine, self.options.stage, folder, self.options.timeout, reference)
        except Exception:
            return Result(case.ident, case.category, "crash", "runner: " + traceback.format_exc()[-300:])
        finally:
            if not self.options.keep:
                shutil.rmtree(folder, ignore_errors=True)

    def all(self, cases: List[Case], working: Path) -> Dict[str, Result]:
        """Judges every case that the working file does not already have."""
        again = self.options.failing
        results = record.read_working(working) if self.options.resume or again else {}
        if again:
            results = {name: result for name, result in results.items() if result.status in ("pass", "excluded")}
        working.parent.mkdir(parents=True, exist_ok=True)
        todo = [case for case in cases if case.ident not in results]
        started = time.monotonic()
        with open(working, "a" if self.options.resume or again else "w", encoding="utf-8") as out:
            with ThreadPoolExecutor(self.options.jobs) as pool:
                for number, done in enumerate(as_completed([pool.submit(self.one, case) for case in todo]), 1):
                    result = done.result()
                    results[result.ident] = result
                    with self.lock:
                        out.write(result.as_json() + "\n")
                        out.flush()
                    self.progress(result, number, len(todo), started)
        wanted = {case.ident for case in cases}
        return {ident: result for ident, result in results.items() if ident in wanted}

    def progress(self, result: Result, number: int, total: int, started: float) -> None:
        """Says how far the run is, or with `--show` what became of the case."""
        if self.options.show:
            print(record.render_line(result))
            for name, text in result.notes.get("failures", [])[:5]:
                print(f"    {name}\n" + "\n".join("        " + line for line in text.splitlines()))
            for text in result.notes.get("errors", [])[:5] + result.notes.get("missing", [])[:5]:
                print(f"    {text}")
        elif number % 100 == 0 or number == total:
            print(f"{number} of {total} in {time.monotonic() - started:.0f} s", file=sys.stderr)


def main(argv: Optional[List[str]] = None) -> int:
    """Runs, prints the totals, and compares with the committed record."""
    options = arguments(argv)
    if options.engine == "pyxide" and not Path(options.pyxide).exists():
        print(f"no compiler at {options.pyxide}: build it with `cargo build --release -p pyxide_cli`", file=sys.stderr)
        return 2
    run = Run(options, Sources.locate(options.tree, options.python))
    path = REFERENCE if options.engine == "cython" else RESULTS
    committed = record.read(path)
    cases = discover(run.sources.tree)
    if options.sample:
        chosen = set(choose_sample(committed))
        cases = [case for case in cases if case.ident in chosen]
    if options.refnanny:
        cases = [case for case in cases if case.mode == "run" and case.path.suffix != ".srctree"]
        cases = [case for case in cases if case.ident in committed and committed[case.ident].status == "pass"]
    if options.only:
        cases = [case for case in cases if re.search(options.only, case.ident)]
    part = "-refnanny" if options.refnanny else "-sample" if options.sample else "-only" if options.only else ""
    working = cache_folder() / "records" / f"{options.engine}-{options.stage}{part}.jsonl"
    results = run.all(cases, working)
    if not options.keep:
        shutil.rmtree(run.work, ignore_errors=True)
    print("\n".join(record.summary(results.values())))
    passed = sum(result.status == "pass" for result in results.values())
    if options.stage != "run":
        return 0
    gained, lost = record.changes(committed, results)
    for word, idents in (("gained", gained), ("lost", lost)):
        print(f"{word}: {len(idents)}")
        for ident in idents:
            print(f"  {record.render_line(results[ident])}")
    if options.record and not options.refnanny:
        title = f"Cython's tests under {options.engine}, Python {run.machine.full_version}"
        path.write_text(record.render(title, {**committed, **results}.values()), encoding="utf-8")
    if options.sample:
        print(f"{passed} passed, {len(lost)} failed")
    return 1 if (options.sample or options.refnanny) and lost else 0


if __name__ == "__main__":
    sys.exit(main())
