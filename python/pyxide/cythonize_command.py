"""The command `cythonize`, by this compiler (`pyxide-cythonize`, `python -m pyxide.cythonize_command`).

    pyxide-cythonize -3 -i 'pkg/**/*.pyx'        # builds each module beside its source
    pyxide-cythonize pkg/m.pyx                   # writes pkg/m.c
"""

import argparse
import os
import subprocess
import sys

from pyxide._binary import BuildError, find_binary
from pyxide.build import cythonize
from pyxide.cython_options import for_compiler
from pyxide.extensions import extension_name, is_source, matches


def parser():
    """The command line."""
    made = argparse.ArgumentParser(prog="cythonize", description="Translates and builds Cython modules (pyxide).")
    add = made.add_argument
    add("-X", "--directive", dest="directives", action="append", default=[], metavar="NAME=VALUE,...")
    add("-E", "--compile-time-env", dest="env", action="append", default=[], metavar="NAME=VALUE,...")
    add("-s", "--option", dest="options", action="append", default=[], metavar="NAME=VALUE", help="option of cythonize()")
    add("-2", dest="level", action="store_const", const="2", help="Python 2 syntax and semantics")
    add("-3", "--3str", dest="level", action="store_const", const="3", help="Python 3 syntax and semantics (the default)")
    add("-+", "--cplus", action="store_true", help="C++ rather than C")
    add("-a", "--annotate", "--annotate-fullc", dest="annotate", action="store_true", help="write annotated HTML")
    add("-x", "--exclude", action="append", default=[], metavar="PATTERN", help="files to leave out")
    add("-b", "--build", action="store_true", help="build the modules beside their sources")
    add("-i", "--inplace", action="store_true", help="the same")
    add("--timeit", metavar="CODE", help="build, then measure CODE with the first module's names")
    add("--setup", metavar="CODE", default="pass", help="code to run before that of --timeit")
    add("-j", "--parallel", type=int, metavar="N", help="how many files to work on at once")
    add("-f", "--force", action="store_true", help="translate all sources")
    add("-q", "--quiet", action="store_true", help="say less")
    add("--lenient", action="store_true", help="look names that nothing defines up at run time")
    add("-k", "--keep-going", action="store_true", help="leave out what does not compile")
    add("--no-docstrings", dest="no_docstrings", action="store_true", help="leave docstrings out")
    add("-M", "--depfile", action="store_true", help="write dependency files")
    add("sources", nargs="*")
    return made


def main(arguments=None):
    """Does what the command line asks; a failure ends the program, as that of Cython's function does."""
    made = parser()
    asked = made.parse_args(arguments)
    if asked.timeit is not None:
        asked.inplace = True
    elif not asked.sources:
        made.error("no source files provided")
    files = _sources(asked)
    if asked.build or asked.inplace:
        status = _build(asked, files)
    else:
        status = _translate(asked, files)
    if not status and asked.timeit is not None:
        status = _measure(asked, files)
    if status:
        raise SystemExit(status)


def _sources(asked):
    excluded = {os.path.abspath(file) for pattern in asked.exclude for file in matches(pattern)}
    files = []
    for pattern in asked.sources:
        found = matches(pattern)
        if not found:
            print("cythonize: No such file or directory: '{}'".format(pattern), file=sys.stderr)
            raise SystemExit(1)
        for file in found:
            below = matches(os.path.join(file, "**", "*.{pyx,py}")) if os.path.isdir(file) else [file]
            files += [f for f in below if is_source(f) and os.path.abspath(f) not in excluded and f not in files]
    return files


def _pairs(made):
    """{name: value} of texts `NAME=VALUE,...`."""
    return dict(pair.split("=", 1) if "=" in pair else (pair, "True") for text in made for pair in text.split(","))


def _translate(asked, files):
    options = {name: {"True": True, "False": False}.get(value, value) for name, value in _pairs(asked.options).items()}
    if asked.level:
        options["language_level"] = asked.level
    try:
        cythonize(
            files,
            nthreads=asked.parallel or 0,
            quiet=asked.quiet,
            force=asked.force or None,
            exclude_failures=asked.keep_going,
            compiler_directives=_pairs(asked.directives),
            compile_time_env=_pairs(asked.env) or None,
            cplus=asked.cplus,
            annotate=asked.annotate,
            depfile=asked.depfile,
            lenient=asked.lenient,
            no_docstrings=asked.no_docstrings,
            **options
        )
    except (BuildError, ValueError) as error:
        print("cythonize: {}".format(error), file=sys.stderr)
        return 1
    return 0


def _build(asked, files):
    words, notes = for_compiler(vars(asked))
    for note in notes:
        print("cythonize: " + note, file=sys.stderr)
    words += ["-2"] if asked.level == "2" else ["-3"] if asked.level else []
    words += [word for text in asked.directives for word in ("-X", text)]
    words += [word for text in asked.env for word in ("-E", text)]
    words += ["--cplus"] if asked.cplus else []
    words += ["-M"] if asked.depfile else []
    words += ["--jobs", str(asked.parallel)] if asked.parallel else []
    command = [find_binary(), "build", *files, "--inplace", "--python", sys.executable, *words]
    status = subprocess.call(command, stdout=subprocess.DEVNULL if asked.quiet else None)
    if status and not asked.keep_going:
        print("Compiling Cython modules failed with these errors: see above", file=sys.stderr)
        return 1
    return 0


def _measure(asked, files):
    """Measures the code of `--timeit` in an interpreter of its own."""
    name = extension_name(files[0]) if files else None
    root = os.path.abspath(files[0]) if files else os.getcwd()
    for _ in (name or "").split("."):
        root = os.path.dirname(root)
    take = "from {} import *".format(name) if name else ""
    return subprocess.call([sys.executable, "-c", _MEASURE.format(root, take), asked.setup, asked.timeit])


_MEASURE = """
import sys, timeit
sys.path.insert(0, {!r})
{}
timer = timeit.Timer(sys.argv[2], sys.argv[1], globals=globals())
number, _ = timer.autorange()
best = min(timer.repeat(5, number)) / number
print("%d loops, best of 5: %.3g usec per loop" % (number, best * 1e6))
"""


if __name__ == "__main__":
    main()
