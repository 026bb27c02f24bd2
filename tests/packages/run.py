#!/usr/bin/env python3
"""Packages of PyPI and modules of the standard library, built unchanged by pyxide and by Cython, under their own tests.

    python3 tests/packages/run.py                     every package of the table
    python3 tests/packages/run.py frozenlist 'cy.*'   those whose name matches one of the patterns
    python3 tests/packages/run.py --record            and enter what came out in results.txt
    python3 tests/packages/run.py --alone             without Cython: failures that the table knows do not count
    python3 tests/packages/run.py --list              what there is, and what the table says of each

`packages.toml` is the table, `workshop.py` does the work. Each package is fetched at its pinned version with pip into a cache
folder (`--cache`, or `~/.cache/pyxide-packages`) and unpacked afresh for each compiler; its modules are translated, compiled with
the same C compiler and flags, and its own test suite runs in a virtual environment of the cache. For each package the
tests, the seconds of both steps and the sizes are printed, pyxide's beside Cython's; names of tests that fail under pyxide alone
follow. What every command wrote is in `NAME.COMPILER.log` in the cache.

The exit status is 0 when every package builds and no test fails under pyxide that passes under Cython. It needs the
network the first time, a C compiler and the headers that the table names. It is no part of `./test`.
"""

import argparse
import platform
import re
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

from binary import find_pyxide  # noqa: E402
from workshop import Cython, Package, Pyxide, Workshop  # noqa: E402

RESULTS = HERE / "results.txt"
COLUMNS = [
    # head, width
    ("package", 20), ("version", 9), ("modules", 7), ("lines", 6), ("passed", 6), ("Cython", 6), ("alone", 5),
    ("translate", 11), ("cc", 13), ("C kB", 13), (".so kB", 11),
]
HEAD = """# What tests/packages/run.py --record wrote: packages built unchanged by pyxide and by Cython, under their own tests.
# passed: tests that pass under pyxide, and under Cython. alone: tests that fail under pyxide alone.
# translate, cc: seconds of the compiler and of the C compiler, pyxide's/Cython's. C kB: the translated text, .so kB: the
# stripped modules, of both. pyxide's C holds the parts of the runtime that it needs. Each line is from the last recorded
# run of its package: runs differ in load, flags and compiler build, so compare within a line only.
"""


def line(cells):
    return " ".join(str(c).ljust(w) if i < 2 else str(c).rjust(w) for i, (c, (_, w)) in enumerate(zip(cells, COLUMNS))).rstrip()


def report(package, ours, theirs):
    """The package's line."""
    version = platform.python_version() if package.is_library else package.version
    problem = ours.problem and "pyxide: " + ours.problem or theirs and theirs.problem and "Cython: " + theirs.problem
    if problem:
        return "{} {}".format(line([package.name, version]), problem)

    def pair(show):
        return show(ours) + "/" + (show(theirs) if theirs else "-")

    alone = ours.failed - (theirs.failed if theirs else set())
    return line([
        package.name, version, ours.modules, ours.lines, ours.passed, theirs.passed if theirs else "-", len(alone),
        pair(lambda r: "{:.1f}".format(r.translate)), pair(lambda r: "{:.1f}".format(r.compile)),
        pair(lambda r: str(r.c_size // 1000)), pair(lambda r: str(r.so_size // 1000)),
    ])


def record(packages, lines):
    """Enters lines in results.txt; those of other packages stay."""
    old = RESULTS.read_text(encoding="utf-8").splitlines() if RESULTS.exists() else []
    known = {l.split()[0]: l for l in old if l and not l.startswith("#")}
    known.update(lines)
    order = [p.name for p in packages if p.name in known]
    body = "\n".join(known[name] for name in order)
    RESULTS.write_text("{}#\n# {}\n{}\n".format(HEAD, line([h for h, _ in COLUMNS]), body), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("patterns", nargs="*", help="regular expressions to choose packages by")
    parser.add_argument("--pyxide", help="the compiler's binary")
    parser.add_argument("--cache", default=str(Path.home() / ".cache" / "pyxide-packages"), help="the cache folder")
    parser.add_argument("--alone", action="store_true", help="do not build with Cython")
    parser.add_argument("--record", action="store_true", help="write results.txt")
    parser.add_argument("--list", action="store_true", help="only name the packages")
    arguments = parser.parse_args()
    table = [Package(row) for row in tomllib.loads((HERE / "packages.toml").read_text(encoding="utf-8"))["package"]]
    chosen = [p for p in table if not arguments.patterns or any(re.fullmatch(a, p.name, re.I) for a in arguments.patterns)]
    if not chosen:
        parser.error("no such package; there are " + ", ".join(p.name for p in table))
    if arguments.list:
        for package in chosen:
            print(package.name, package.version, package.get("note", ""))
        return 0
    shop = Workshop(Path(arguments.cache).resolve())
    shop.prepare(chosen)
    pyxide, cython = Pyxide(find_pyxide(arguments.pyxide)), Cython()
    bad = 0
    lines = {}
    print(line([head for head, _ in COLUMNS]))
    for package in chosen:
        ours = shop.measure(package, pyxide)
        theirs = None if arguments.alone else shop.measure(package, cython)
        lines[package.name] = report(package, ours, theirs)
        print(lines[package.name], flush=True)
        known = package.get("known", "")
        shared = theirs.failed if theirs else {f for f in ours.failed if known and re.search(known, f)}
        alone = sorted(ours.failed - shared)
        for name in alone:
            print("    " + name)
        bad += bool(alone or ours.problem)
    if arguments.record and not arguments.alone:
        record(table, lines)
    print("{} of {} packages as under Cython".format(len(chosen) - bad, len(chosen)))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
