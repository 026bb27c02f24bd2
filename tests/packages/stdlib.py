#!/usr/bin/env python3
"""Compiles modules of the standard library and two pure-Python packages unchanged, and runs their own tests.

    python3 tests/packages/stdlib.py                              everything
    python3 tests/packages/stdlib.py heapq json                   some of it
    python3 tests/packages/stdlib.py --reference PATH             beside it what Cython gives (PATH: a Python with Cython)

One line per name: tests run, failures, and with `--reference` the same of Cython and how many failures the two share.
The names of failing tests follow; `*` marks those that fail under Cython too. The exit status is 1 when a test fails
under pyxide that does not fail under Cython (without `--reference`: that is not listed in `KNOWN`).

It needs a C compiler, the target interpreter's own test suite (`python -m test`), and for packages the network. It
takes some minutes, so it is no part of the default suite.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support"))

from binary import find_pyxide  # noqa: E402

TIMEOUT = 900


@dataclass(frozen=True)
class Subject:
    """What is compiled and how it is tested."""

    name: str
    # Relative to the folder that the sources are in.
    sources: tuple
    tests: tuple
    # A requirement to fetch as a source distribution; empty: the standard library.
    fetch: str = ""
    directives: tuple = ()
    # What the tests need beside the subject, and the subject itself where its metadata is asked for.
    needs: tuple = ()
    pytest: bool = False


def library(name, sources=None, tests=None):
    """A module of the standard library."""
    return Subject(name, tuple(sources or [f"{name}.py"]), tuple(tests or [f"test.test_{name}"]))


SUBJECTS = [
    library("heapq"),
    library("bisect"),
    library("textwrap"),
    library("shlex"),
    library("statistics"),
    library("difflib"),
    library("json", ["json/decoder.py", "json/encoder.py", "json/scanner.py"]),
    library("fractions"),
    library("dataclasses"),
    library("argparse"),
    library("tomllib", ["tomllib/_parser.py", "tomllib/_re.py", "tomllib/_types.py"]),
    library("colorsys"),
    library("graphlib"),
    Subject(
        "sqlparse",
        ("sqlparse/**/*.py",),
        ("tests",),
        "sqlparse==0.5.3",
        ("annotation_typing=False",),
        pytest=True,
    ),
    Subject(
        "Markdown",
        ("markdown/**/*.py",),
        ("tests",),
        "Markdown==3.8",
        # Its annotations are looser than they say.
        ("annotation_typing=False",),
        ("pyyaml",),
    ),
]

# Failures that no compiled module avoids; under Cython they are the same.
KNOWN = {
    # A second, fresh module object of a compiled module: there is only one per process.
    "heapq": r"test_py_functions",
    "statistics": r"test_py_functions",
    "json": r"test_cjson|test_pyjson|test_make_scanner",
    # One reads the module's source, the other replaces builtins.open after the module looked it up.
    "argparse": r"test_argparse_module_encoding|test_open_args",
    # They ask for Python's own function type and for annotations that are no text.
    "dataclasses": r"test_dataclasses_qualnames|test_text_annotations",
    # Types of generators are not Python's own; recursion ends with the C stack.
    "sqlparse": r"test_script|test_max_recursion|test_split_stream|test_token_flatten|test_tokenize_simple",
    # It counts the frames of Python functions.
    "Markdown": r"test_nesting_limit",
}


@dataclass
class Result:
    """What became of one subject under one compiler."""

    problem: str = ""
    ran: int = 0
    failed: set = field(default_factory=set)

    def __str__(self):
        return self.problem or f"{self.ran - len(self.failed)} of {self.ran}"


def run(command, cwd, env=None, timeout=TIMEOUT):
    """Runs a command; gives its status and all it wrote."""
    environment = {**os.environ, **(env or {})}
    try:
        done = subprocess.run(
            command, cwd=cwd, env=environment, timeout=timeout, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
    except subprocess.TimeoutExpired:
        return 1, f"timeout after {timeout} s"
    return done.returncode, done.stdout.decode("utf-8", "replace")


class Pyxide:
    """The compiler of this repository."""

    name = "pyxide"

    def __init__(self, binary, python):
        self.binary, self.python = binary, python

    def build(self, site, module, source, directives):
        """Builds one module beside its source; gives the messages when that fails."""
        command = [str(self.binary), "build", "-3", str(source), "--inplace", "--module-name", module]
        command += ["--python", str(self.python)]
        for d in directives:
            command += ["-X", d]
        status, text = run(command, site, {"CFLAGS": "-O1 -w"})
        return "" if status == 0 else text


class Cython:
    """The reference, as the `cython` command of a Python."""

    name = "Cython"

    def __init__(self, python):
        self.python = python

    def build(self, site, module, source, directives):
        """The same as `Pyxide.build`."""
        command = [str(self.python), "-m", "cython", "-3", str(source), "-o", str(source.with_suffix(".c"))]
        command += ["--module-name", module]
        for d in directives:
            command += ["-X", d]
        status, text = run(command, site)
        if status != 0:
            return text
        paths = sysconfig.get_paths()
        suffix = sysconfig.get_config_var("EXT_SUFFIX")
        command = ["cc", "-O1", "-w", "-shared", "-fPIC", f"-I{paths['include']}", str(source.with_suffix(".c"))]
        status, text = run([*command, "-o", str(source.with_name(source.stem + suffix))], site)
        return "" if status == 0 else text


def fetch(subject, work, python):
    """The folder with a subject's sources."""
    if not subject.fetch:
        return Path(sysconfig.get_paths()["stdlib"])
    folder = work / "fetched" / subject.name
    if not folder.exists():
        archives = work / "archives"
        command = [str(python), "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:"]
        status, text = run([*command, "-d", str(archives), subject.fetch], work)
        found = [p for p in archives.glob("*") if p.name.lower().startswith(subject.name.lower())]
        if not found:
            raise RuntimeError(f"cannot fetch {subject.fetch}: {text.strip().splitlines()[-1:]}")
        unpacked = work / "unpacked" / subject.name
        shutil.unpack_archive(str(found[0]), str(unpacked))
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(str(next(unpacked.iterdir())), str(folder))
    return folder


def environment(subject, work, python):
    """The interpreter that runs a subject's tests, with what they need."""
    needs = [*subject.needs, *(["pytest"] if subject.pytest else [])]
    if not needs:
        return python
    folder = work / "venv"
    inner = folder / "bin" / "python"
    if not inner.exists():
        run([str(python), "-m", "venv", str(folder)], work)
    status, text = run([str(inner), "-m", "pip", "install", "-q", *needs], work)
    if status != 0:
        raise RuntimeError(f"cannot install {needs}: {text.strip().splitlines()[-1:]}")
    return inner


def measure(subject, engine, work, python):
    """Builds a subject and runs its tests."""
    site = Path(tempfile.mkdtemp(prefix=f"{subject.name}-{engine.name}-", dir=work))
    try:
        origin = fetch(subject, work, python)
        interpreter = environment(subject, work, python)
    except RuntimeError as error:
        return Result(problem=str(error))
    tops = {Path(s).parts[0] for s in subject.sources} | (set(subject.tests) if subject.fetch else set())
    if subject.fetch:
        # Tests of packages read files beside the package.
        shutil.copytree(origin, site, dirs_exist_ok=True)
    for top in tops:
        if (origin / top).is_dir():
            shutil.copytree(origin / top, site / top, dirs_exist_ok=True)
        else:
            shutil.copy(origin / top, site / top)
    sources = sorted({p for pattern in subject.sources for p in site.glob(pattern)})
    # A package's own `__init__` and `__main__` stay as they are.
    sources = [p for p in sources if not p.stem.startswith("__")]
    modules = []
    for source in sources:
        module = ".".join(source.relative_to(site).with_suffix("").parts)
        problem = engine.build(site, module, source, subject.directives)
        if problem:
            return Result(problem=f"{module} does not build: {problem.strip().splitlines()[0][:120]}")
        modules.append(module)
    status, text = run([str(interpreter), "-c", CHECK, *modules], site, {"PYTHONPATH": str(site)})
    if status != 0:
        return Result(problem=f"does not import: {text.strip().splitlines()[-1][:120]}")
    return tests(subject, interpreter, site)


# Every module must be the compiled one.
CHECK = """
import importlib, sys
for name in sys.argv[1:]:
    file = importlib.import_module(name).__file__
    if not file.endswith(('.so', '.pyd')):
        sys.exit(f'{name} is not compiled: {file}')
"""


def tests(subject, interpreter, site):
    """Runs the tests and reads what they say."""
    if subject.pytest:
        command = [str(interpreter), "-m", "pytest", "-q", "-x", "--maxfail=1000", "-p", "no:cacheprovider"]
        _, text = run([*command, *subject.tests], site, {"PYTHONPATH": str(site)})
        counts = {word: int(n) for n, word in re.findall(r"(\d+) (passed|failed|error|xfailed|skipped)", text)}
        failed = set(re.findall(r"^(?:FAILED|ERROR) (\S+)", text, re.M))
        ran = sum(counts.get(w, 0) for w in ("passed", "failed", "error", "xfailed"))
        return Result(ran=ran, failed=failed) if ran else Result(problem=text.strip().splitlines()[-1][:120])
    words = ["discover", "-t", ".", "-s", *subject.tests] if subject.fetch else list(subject.tests)
    _, text = run([str(interpreter), "-m", "unittest", *words], site, {"PYTHONPATH": str(site)})
    ran = re.search(r"^Ran (\d+) tests?", text, re.M)
    if ran is None:
        return Result(problem=text.strip().splitlines()[-1][:120])
    failed = set(re.findall(r"^(?:FAIL|ERROR): (\S+ \([^)]*\))", text, re.M))
    return Result(ran=int(ran[1]), failed=failed)


def main():
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", help="subjects (default: all)")
    parser.add_argument("--pyxide", help="the compiler's binary")
    parser.add_argument("--reference", metavar="PYTHON", help="also build with the Cython of this Python")
    parser.add_argument("--work", help="a folder to work in, kept afterwards")
    arguments = parser.parse_args()
    chosen = [s for s in SUBJECTS if not arguments.names or s.name in arguments.names]
    if not chosen:
        parser.error(f"no such subject; there are {', '.join(s.name for s in SUBJECTS)}")
    python = Path(sys.executable)
    work = Path(arguments.work or tempfile.mkdtemp(prefix="pyxide-stdlib-")).resolve()
    work.mkdir(parents=True, exist_ok=True)
    bad = 0
    try:
        for subject in chosen:
            ours = measure(subject, Pyxide(find_pyxide(arguments.pyxide), python), work, python)
            line = f"{subject.name:12} pyxide {ours}"
            shared = set()
            if arguments.reference:
                theirs = measure(subject, Cython(Path(arguments.reference)), work, python)
                shared = ours.failed & theirs.failed
                line += f"   Cython {theirs}   shared failures {len(shared)}"
                own = ours.failed - shared
            else:
                known = KNOWN.get(subject.name)
                own = {f for f in ours.failed if not (known and re.search(known, f))}
            print(line, flush=True)
            for name in sorted(ours.failed):
                print(f"    {'*' if name in shared else ' '} {name}")
            bad += bool(own) or bool(ours.problem)
    finally:
        if not arguments.work:
            shutil.rmtree(work, ignore_errors=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
