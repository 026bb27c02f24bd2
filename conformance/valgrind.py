#!/usr/bin/env python3
"""Runs built modules under valgrind and lists the memory errors that pass through compiled code or its runtime.

    python3 conformance/valgrind.py                        the sample: 20 files of ours, 30 of Cython's, and tests/references/leaks
    python3 conformance/valgrind.py --only classes --show  some of them, with the stacks
    python3 conformance/valgrind.py --skip 1               the next twenty and thirty files

The sample are the files with the smallest hashes of their names: of `tests/run`, and of the run cases of Cython's suite
that the record calls passing. Python's own allocator is replaced by C's (`PYTHONMALLOC=malloc`), so that each object is
a block that valgrind knows. An error counts when a frame of the module is on its stack: reads and writes of memory that
is not the program's, decisions on values never set, wrong releases, and blocks that nothing points to at the end (the
garbage collector's lists point to its objects: whether those are kept is for tests/references to say).
Status 1 when anything is found.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path
from typing import Iterable, List, Optional

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE))

from harness import record  # noqa: E402
from harness.engines import PyxideEngine  # noqa: E402
from harness.execute import execute  # noqa: E402
from harness.judge import prepare_source  # noqa: E402
from harness.machine import probe, read_bug_list, exclusion  # noqa: E402
from harness.sources import Sources, cache_folder  # noqa: E402
from harness.suite import Case, discover  # noqa: E402

OURS, THEIRS = 20, 30
FLAGS = "-O0 -g -w"
VALGRIND = [
    "valgrind", "--quiet", "--error-exitcode=0", "--track-origins=yes", "--leak-check=full", "--show-leak-kinds=definite",
    "--num-callers=40", "--child-silent-after-fork=yes",
]
# Of each leak function: enough for memory errors, few for valgrind's speed.
CALLS = 4


@dataclass
class Job:
    """A module to build and the command that uses it; `MODULE` in the command stands for its file."""

    name: str
    source: Path
    module: str
    command: List[str]
    case: Optional[Case] = None


@dataclass
class Fault:
    """An error that valgrind reports: its kind, what it says, and the functions on its stack from the inside."""

    kind: str
    what: str
    stack: List[str]

    def __str__(self) -> str:
        return f"{self.kind}: {self.what} in {' < '.join(self.stack[:4])}"


def arguments(argv: Optional[List[str]] = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="REGEX", help="only files whose name matches")
    parser.add_argument("--count", type=int, default=THEIRS, help="how many of Cython's files")
    parser.add_argument("--skip", type=int, default=0, metavar="SAMPLES", help="leave out so many samples: 1 takes the files after the first one")
    parser.add_argument("--show", action="store_true", help="print whole stacks")
    parser.add_argument("--pyxide", default=str(ROOT / "target/debug/pyxide"), help="the compiler's binary")
    parser.add_argument("--timeout", type=float, default=900.0, help="seconds per file")
    parser.add_argument("--tree", help="an unpacked Cython source distribution")
    parser.add_argument("--python", help="a Python with Cython and numpy")
    parser.add_argument("--work", type=Path, help="the folder for working files")
    return parser.parse_args(argv)


def smallest(names: Iterable[str], count: int, skip: int) -> List[str]:
    """The names with the smallest hashes, sorted, after so many lots of them."""
    return sorted(sorted(names, key=lambda name: hashlib.sha256(name.encode()).hexdigest())[count * skip : count * (skip + 1)])


def jobs(sources: Sources, count: int, skip: int) -> List[Job]:
    """The sample, or one after it."""
    found: List[Job] = []
    own = {path.stem: path for path in (ROOT / "tests" / "run").glob("*.pyx")}
    own = {name: path for name, path in own.items() if "# runner: unsupported" not in path.read_text(encoding="utf-8")}
    for name in smallest(own, OURS, skip):
        command = [str(ROOT / "tests" / "run" / "examples.py"), "FOLDER", name]
        found.append(Job(f"own/{name}", own[name], name, command))
    for path in sorted((ROOT / "tests" / "references" / "leaks").glob("*.pyx")) if skip == 0 else []:
        command = [str(ROOT / "tests" / "references" / "measure.py"), "FOLDER", path.stem, str(CALLS)]
        found.append(Job(f"leaks/{path.stem}", path, path.stem, command))
    committed = record.read(HERE / "results.txt")
    machine, bugs = probe(sources.python), read_bug_list(sources.tree)
    cases = {}
    for case in discover(sources.tree):
        runs = case.mode == "run" and case.path.suffix != ".srctree" and exclusion(case, machine, bugs) is None
        if runs and case.ident in committed and committed[case.ident].status == "pass":
            cases[case.ident] = case
    for ident in smallest(cases, count, skip):
        case = cases[ident]
        kind = "unittest" if case.unit else "doctest"
        command = [str(HERE / "harness" / "child.py"), kind, case.module, "MODULE", "FOLDER/report.json"]
        found.append(Job(ident, case.path, case.module, command, case))
    return found


def build(job: Job, engine: PyxideEngine, folder: Path, timeout: float) -> Optional[Path]:
    """The built module, or nothing."""
    if job.case is not None:
        source = prepare_source(job.case, folder)
        options = engine._options(job.case) + ["-I", str(folder), "-I", str(job.source.parent)]
    else:
        source, options = job.source, []
    command = [str(engine.binary), "build", str(source), "-o", str(folder), "--python", engine.machine.python, *options]
    env = {"CFLAGS": FLAGS, "PYXIDE_CACHE": str(cache_folder() / "pyxide")}
    outcome = execute(command, ROOT, timeout, env=env)
    if outcome.status != 0:
        print(outcome.stderr[-2000:], file=sys.stderr)
    return next(iter(sorted(folder.glob(f"{job.module}.*so"))), None)


def run(job: Job, engine: PyxideEngine, folder: Path, timeout: float) -> Optional[List[Fault]]:
    """What valgrind finds; nothing when the module could not be built or run."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    module = build(job, engine, folder, timeout)
    if module is None:
        return None
    report = folder / "valgrind.xml"
    command = [*VALGRIND, "--xml=yes", f"--xml-file={report}", engine.machine.python]
    command += [part.replace("MODULE", str(module)).replace("FOLDER", str(folder)) for part in job.command]
    env = {"PYTHONMALLOC": "malloc", "PYTHONPATH": str(folder), "PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8"}
    outcome = execute(command, folder, timeout, env=env, limit_memory=False)
    if outcome.timed_out or outcome.signal_name is not None:
        print(f"{job.name}: {outcome.signal_name or 'no end'}: {outcome.stderr[-500:]}", file=sys.stderr)
        return None
    return faults(report.read_text(encoding="utf-8", errors="replace"), str(module))


def is_of(frame: ElementTree.Element, module: str) -> bool:
    """Whether a frame's code is the module's."""
    return os.path.realpath(frame.findtext("obj") or "") == os.path.realpath(module)


def faults(text: str, module: str) -> List[Fault]:
    """The errors in valgrind's report that have a frame of the module on a stack, each once."""
    found: List[Fault] = []
    for error in ElementTree.fromstring(text).iter("error"):
        stacks = [list(stack.iter("frame")) for stack in error.findall("stack")]
        frames = stacks[0] if stacks else []
        own = [is_of(frame, module) for frame in frames]
        if not any(own):
            continue
        # A value that was never set in memory which the module had no part in making (int.from_bytes gives such a zero).
        if len(stacks) > 1 and (error.findtext("kind") or "").startswith("Uninit"):
            if not any(is_of(frame, module) for frame in stacks[1]):
                continue
        # What the interpreter finds unset while it runs Python code that the module called is its own.
        inner = [frame.findtext("fn") for frame in frames[: own.index(True)]]
        if (error.findtext("kind") or "").startswith("Uninit") and "_PyEval_EvalFrameDefault" in inner:
            continue
        what = error.findtext("what") or error.findtext("xwhat/text") or ""
        stack = [f"{f.findtext('fn') or '?'}:{f.findtext('line') or '?'}" for f in frames]
        found.append(Fault(error.findtext("kind") or "?", what, stack))
    return found


def main(argv: Optional[List[str]] = None) -> int:
    """Runs the sample and lists what was found."""
    options = arguments(argv)
    sources = Sources.locate(options.tree, options.python)
    engine = PyxideEngine(probe(sources.python), sources.tree, Path(options.pyxide).resolve())
    chosen = [job for job in jobs(sources, options.count, options.skip) if not options.only or re.search(options.only, job.name)]
    work = options.work or Path(tempfile.mkdtemp(prefix="pyxide-valgrind-"))
    bad = 0
    for job in chosen:
        found = run(job, engine, work / re.sub(r"[^\w.]", "-", job.name), options.timeout)
        bad += found is None or bool(found)
        print(f"{job.name}: {'not run' if found is None else f'{len(found)} errors' if found else 'clean'}", flush=True)
        for fault in found or []:
            print(f"    {fault}", flush=True)
            if options.show:
                print("".join(f"        {line}\n" for line in fault.stack), end="", flush=True)
    shutil.rmtree(work, ignore_errors=True)
    print(f"{len(chosen) - bad} passed, {bad} failed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
