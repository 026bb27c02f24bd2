#!/usr/bin/env python3
"""Builds the `.pyx` files and `pure_*.py` of this folder and runs their doctests in a real interpreter.

    python3 tests/run/runner.py                       all files, with target/debug or target/release/pyxide
    python3 tests/run/runner.py closures 'gen.*'      files whose name matches one of the patterns
    python3 tests/run/runner.py --reference           the same files built by Cython: they must pass there too
    python3 tests/run/runner.py --leaks               run every example again and again and watch what stays behind
    python3 tests/run/runner.py --refnanny            build with the reference nanny, whose findings are failures
    python3 tests/run/runner.py --sanitize            build with gcc's address and undefined behaviour sanitizers, likewise

A file must have doctests; each is run in a process of its own, so that a crash costs only itself. A comment line
`# runner: WORD` in a file asks for something: `no-reference` (Cython is known to behave differently, the line says
why after the word), `no-leaks` (the examples keep objects on purpose), `numpy` (skipped where the interpreter has no numpy), or `unsupported`
(pyxide refuses the file with `not supported yet`; the day it no longer does, the runner fails and asks to remove the line).

The exit status is 0 when everything passed, 1 otherwise. The last line is a summary.
"""

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "tests/support"))

from binary import find_pyxide  # noqa: E402

TIMEOUT = 120
#: What gcc's sanitizers need to report and go on, in a process that is not built with them. The interpreter keeps much at
#: its end, so leaks are not theirs to look for.
SANITIZERS = "-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined"
SANITIZED = {"ASAN_OPTIONS": "detect_leaks=0", "UBSAN_OPTIONS": "print_stacktrace=0", "PYTHONMALLOC": "malloc"}


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("patterns", nargs="*", help="regular expressions to choose files by")
    parser.add_argument("--pyxide", help="the compiler's binary")
    parser.add_argument("--python", default=sys.executable, help="the interpreter to build for and run in")
    parser.add_argument("--reference", action="store_true", help="build with Cython (installed in --python)")
    parser.add_argument("--leaks", action="store_true", help="repeat the examples and report what stays behind")
    parser.add_argument("--refnanny", action="store_true", help="build so that functions account for their references")
    parser.add_argument("--sanitize", action="store_true", help="build with the C compiler's sanitizers")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("-v", "--verbose", action="store_true", help="name files that pass")
    parser.add_argument("--keep", action="store_true", help="keep the folder with the built modules")
    return parser.parse_args()


def requests(path):
    """The words of the file's `# runner:` lines."""
    return set(re.findall(r"^# runner:\s*([\w-]+)", path.read_text(encoding="utf-8"), re.M))


def numpy_headers(options):
    """The folder of numpy's C headers, or None when the interpreter has no numpy."""
    query = [options.python, "-c", "import numpy; print(numpy.get_include())"]
    done = subprocess.run(query, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
    return done.stdout.strip() if done.returncode == 0 else None


def build_with_pyxide(options, files, folder):
    """Builds all files in one call; gives each failed file's messages."""
    binary = find_pyxide(options.pyxide)
    command = [str(binary), "build", *map(str, files), "-o", str(folder), "-j", str(options.jobs)]
    command += ["--python", options.python, "--color", "never"]
    command += ["--refnanny"] if options.refnanny else []
    environment = dict(os.environ, CFLAGS=SANITIZERS) if options.sanitize else None
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=environment)
    if done.returncode not in (0, 1) or "[internal-error]" in done.stderr:
        sys.exit("pyxide could not build (status {}):\n{}".format(done.returncode, done.stderr))
    failed = {}
    for file in files:
        if not list(folder.glob(file.stem + ".*")):
            failed[file] = "\n\n".join(p for p in done.stderr.split("\n\n") if file.name in p) or done.stderr
    return failed


def build_with_cython(options, files, folder):
    """Builds the files by Cython and the C compiler, several at once; gives each failed file's messages."""
    query = "import sysconfig as s; print(s.get_path('include')); print(s.get_config_var('EXT_SUFFIX'))"
    include, suffix = subprocess.check_output([options.python, "-c", query], encoding="utf-8").split()

    def build(file):
        text = file.read_text(encoding="utf-8")
        cplus = re.search(r"^# distutils: *language *= *c\+\+", text, re.M)
        libraries = re.search(r"^# distutils: *libraries *= *(.*)$", text, re.M)
        macros = re.findall(r"^# distutils: *define_macros *= *(.*)$", text, re.M)
        source = folder / (file.stem + (".cpp" if cplus else ".c"))
        translate = [options.python, "-m", "cython", "-3", str(file), "-o", str(source)]
        translate += ["--cplus"] if cplus else []
        compiler = shlex.split(os.environ.get("CXX", "g++") if cplus else os.environ.get("CC", "gcc"))
        link = [*compiler, "-shared", "-fPIC", "-O1", "-w", "-I", include, "-I", str(file.parent), str(source)]
        link += ["-D" + macro for macro in macros]
        link += ["-o", str(folder / (file.stem + suffix))]
        link += ["-I", options.numpy] if options.numpy else []
        link += ["-l" + name for name in libraries.group(1).split()] if libraries else []
        for command in (translate, link):
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
            if done.returncode:
                return done.stdout
        return None

    with ThreadPoolExecutor(options.jobs) as pool:
        results = list(pool.map(build, files))
    return {file: result for file, result in zip(files, results) if result is not None}


def expect_refusals(files, failed):
    """Takes refused files that say so out of the failures, and puts those in that build nevertheless."""
    for file in files:
        if "unsupported" not in requests(file):
            continue
        messages = failed.pop(file, None)
        if messages is None:
            failed[file] = "it builds now: remove its line `# runner: unsupported`"
        elif "error[not-supported]" not in messages:
            failed[file] = messages


def run_file(options, file, folder):
    """Runs one file's examples; gives what went wrong, or None."""
    command = [options.python, str(HERE / "examples.py"), str(folder), file.stem]
    command += ["--leaks"] if options.leaks and "no-leaks" not in requests(file) else []
    environment = None
    if options.sanitize:
        libraries = [subprocess.check_output(["gcc", "-print-file-name=" + name], encoding="utf-8").strip() for name in ("libasan.so", "libubsan.so")]
        environment = dict(os.environ, LD_PRELOAD=" ".join(libraries), **SANITIZED)
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", timeout=TIMEOUT, env=environment
        )
    except subprocess.TimeoutExpired:
        return "no end after {} seconds".format(TIMEOUT)
    if done.returncode < 0:
        return "{}\nended by signal {}".format(done.stdout, -done.returncode)
    found = options.sanitize and re.search(r"runtime error:|AddressSanitizer", done.stdout)
    return done.stdout if done.returncode or found else None


def main():
    """Builds, runs, reports."""
    options = arguments()
    start = time.time()
    files = sorted([*HERE.glob("*.pyx"), *HERE.glob("pure_*.py")])
    if options.patterns:
        files = [f for f in files if any(re.search(p, f.name) for p in options.patterns)]
    if options.reference:
        files = [f for f in files if "no-reference" not in requests(f)]
    options.numpy = numpy_headers(options) if any("numpy" in requests(f) for f in files) else None
    skipped = [f for f in files if "numpy" in requests(f) and options.numpy is None]
    files = [f for f in files if f not in skipped]
    for file in skipped:
        print("skipped, for want of numpy: {}".format(file.name))
    folder = Path(tempfile.mkdtemp(prefix="pyxide-run-"))
    try:
        build = build_with_cython if options.reference else build_with_pyxide
        failed = build(options, files, folder) if files else {}
        if not options.reference:
            expect_refusals(files, failed)
        rest = [f for f in files if list(folder.glob(f.stem + ".*")) and f not in failed]
        with ThreadPoolExecutor(options.jobs) as pool:
            for file, problem in zip(rest, pool.map(lambda f: run_file(options, f, folder), rest)):
                if problem is not None:
                    failed[file] = problem
                elif options.verbose:
                    print("passed: {}".format(file.name))
    finally:
        if options.keep:
            print("built modules: {}".format(folder))
        else:
            shutil.rmtree(str(folder), ignore_errors=True)
    for file in sorted(failed):
        print("FAILED: {}\n{}\n".format(file.name, failed[file].strip()))
    print("{} passed, {} failed in {:.1f} s".format(len(files) - len(failed), len(failed), time.time() - start))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
