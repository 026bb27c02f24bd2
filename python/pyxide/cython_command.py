"""The command `cython`, by this compiler: for build systems that call it (`pyxide-cython`, `python -m pyxide.cython_command`).

    pyxide-cython -3 --fast-fail pkg/m.pyx -o build/m.c

Options mean what they mean to Cython. One that has nothing here to act on is said on the standard error, with what to do
instead, and the file is translated all the same. The exit status is 1 when a source has errors.

meson takes the command from the environment: `CYTHON=pyxide-cython meson setup build`.
"""

import argparse
import os
import subprocess
import sys
import tempfile

from pyxide._binary import find_binary
from pyxide.cython_options import for_compiler
from pyxide.translation import is_generated

# The language's version that the compiler implements: build systems ask for it.
CYTHON_VERSION = "3.3.1"

# switch, option of `cython_options`, help
SWITCHES = [
    (("-l", "--create-listing"), "use_listing_file", "write error messages to a listing file"),
    (("-p", "--embed-positions"), "embed_pos_in_docstring", "write positions into docstrings"),
    (("--cache",), "cache", "use a cache: it makes no difference, translating takes milliseconds"),
    (("--gdb",), "gdb_debug", "information for debuggers"),
    (("-D", "--no-docstrings"), "no_docstrings", "leave docstrings out"),
    (("-a", "--annotate", "--annotate-fullc"), "annotate", "write annotated HTML"),
    (("--line-directives",), "emit_linenums", "name the source's lines in #line directives"),
    (("--lenient",), "lenient", "look names that nothing defines up at run time"),
    (("--capi-reexport-cincludes",), "capi_reexport_cincludes", "include the C headers in generated headers"),
    (("--fast-fail",), "fast_fail", "stop at the first error"),
    (("-Werror", "--warning-errors"), "warning_errors", "treat warnings as errors"),
    (("-Wextra", "--warning-extra"), "warning_extra", "more warnings"),
]
# option with a value, option of `cython_options`, help
VALUES = [
    ("--cleanup", "generate_cleanup_code", "release objects when Python ends"),
    ("--gdb-outdir", "gdb_debug", "folder for debug information; implies --gdb"),
    ("--annotate-coverage", "annotate_coverage_xml", "write annotated HTML with coverage"),
    ("--embed-modules", "embed_modules", "modules to embed with --embed"),
    ("--shared", "shared_utility_qualified_name", "module for shared code: none is needed, modules share by themselves"),
]


def parser():
    """The command line."""
    made = argparse.ArgumentParser(prog="cython", description="Translates Cython sources to C or C++ (pyxide).")
    add = made.add_argument
    add("-V", "--version", action="store_true", help="show the version")
    add("-I", "--include-dir", dest="include_path", action="append", default=[], metavar="DIR")
    add("-o", "--output-file", metavar="FILE", help="the C file, or the folder it goes to")
    add("-t", "--timestamps", action="store_true", help="only translate sources that are newer than their C")
    add("-f", "--force", action="store_true", help="translate all sources")
    add("-v", "--verbose", action="store_true", help="name the sources")
    add("-w", "--working", metavar="DIR", help="work in DIR")
    add("-+", "--cplus", action="store_true", help="write C++")
    add("--embed", nargs="?", const="main", metavar="NAME", help="write a main function (called NAME) too")
    add("-2", dest="level", action="store_const", const="2", help="Python 2 syntax and semantics")
    add("-3", "--3str", dest="level", action="store_const", const="3", help="Python 3 syntax and semantics (the default)")
    add("-X", "--directive", dest="directives", action="append", default=[], metavar="NAME=VALUE,...")
    add("-E", "--compile-time-env", dest="env", action="append", default=[], metavar="NAME=VALUE,...")
    add("--module-name", metavar="NAME", help="the module's full name")
    add("-M", "--depfile", action="store_true", help="write OUTPUT.dep")
    add("--generate-shared", metavar="FILE", help="write the module for --shared")
    for names, option, text in SWITCHES:
        add(*names, dest=option, action="store_true", help=text)
    for name, option, text in VALUES:
        add(name, dest=option, metavar="VALUE", help=text)
    add("sources", nargs="*")
    return made


def main(arguments=None):
    """Translates the sources that the command line names; gives the exit status."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    made = parser()
    # `--embed` takes its value behind `=` only; a source may follow it.
    arguments = ["--embed=main" if word == "--embed" else word for word in arguments]
    if arguments[:1] == ["generate-shared"]:
        return generate_shared(arguments[1:])
    asked = made.parse_args(arguments)
    if asked.version:
        print("Cython version {} (pyxide)".format(CYTHON_VERSION))
        return 0
    if asked.generate_shared:
        name = ["--module-name", asked.shared_utility_qualified_name] if asked.shared_utility_qualified_name else []
        return generate_shared([*name, asked.generate_shared])
    if not asked.sources:
        made.error("no source file provided")
    if len(asked.sources) > 1 and asked.module_name:
        made.error("only one source file allowed when using --module-name")
    if asked.working:
        os.chdir(asked.working)
    into_folder = asked.output_file and os.path.isdir(asked.output_file)
    if len(asked.sources) > 1 and asked.output_file and not into_folder:
        made.error("only one source file allowed when using -o")
    for source in asked.sources:
        if not os.path.exists(source):
            print("cython: No such file or directory: '{}'".format(source), file=sys.stderr)
            return 1
    words, notes = for_compiler(vars(asked))
    for note in notes:
        print("cython: " + note, file=sys.stderr)
    words += compiler_words(asked)
    status = 0
    for source in asked.sources:
        status = max(status, translate(source, asked, words))
        if status and asked.fast_fail:
            break
    return status


def compiler_words(asked):
    """The compiler's words for the options that it has, too."""
    words = ["-2"] if asked.level == "2" else ["-3"] if asked.level else []
    words += [word for folder in asked.include_path for word in ("-I", folder)]
    words += [word for text in asked.directives for word in ("-X", text)]
    words += [word for text in asked.env for word in ("-E", text)]
    for option, flag in (("cplus", "--cplus"), ("depfile", "-M")):
        words += [flag] if getattr(asked, option, False) else []
    for option in ("embed", "module_name"):
        value = getattr(asked, option, None)
        words += ["--{}={}".format(option.replace("_", "-"), value)] if value else []
    return words


def translate(source, asked, words):
    """Translates one source; gives the exit status."""
    target = os.path.splitext(source)[0] + (".cpp" if asked.cplus else ".c")
    if asked.output_file and os.path.isdir(asked.output_file):
        target = os.path.join(asked.output_file, os.path.basename(target))
    elif asked.output_file:
        target = asked.output_file
    if asked.timestamps and not asked.force and _is_newer(target, source):
        return 0
    if asked.verbose or len(asked.sources) > 1:
        print("Compiling {}".format(source), file=sys.stderr)
    if os.path.exists(target) and os.path.getsize(target) > 0 and not is_generated(target, allow_failed=True):
        print("cython: {} was not written by a Cython compiler; it is left as it is".format(target), file=sys.stderr)
        return 1
    # Declarations are found where this interpreter finds modules.
    path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path if entry)
    command = [find_binary(), "translate", source, "-o", target, *words]
    status = subprocess.call(command, env={**os.environ, "PYXIDE_SEARCH_PATH": path})
    if status and os.path.exists(target):
        # Build systems must not take what an earlier run has left.
        os.remove(target)
    return 1 if status else 0


def generate_shared(arguments):
    """`cython generate-shared FILE`: modules need no such module, so it is an empty one."""
    made = argparse.ArgumentParser(
        prog="cython generate-shared",
        description="Writes the C of an empty module: modules of pyxide share their runtime types by themselves, whatever "
        "features (MemoryView, AutoPickle, ...) are chosen with --only and --exclude.",
    )
    made.add_argument("--module-name", metavar="NAME")
    made.add_argument("--only", metavar="FEATURES")
    made.add_argument("--exclude", metavar="FEATURES")
    made.add_argument("-a", "--annotate", action="store_true")
    made.add_argument("file")
    asked = made.parse_args(arguments)
    name = asked.module_name or os.path.splitext(os.path.basename(asked.file))[0]
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "shared.pyx")
        with open(source, "w") as file:
            file.write("# An empty module.\n")
        return subprocess.call([find_binary(), "translate", source, "-o", asked.file, "--module-name", name])


def _is_newer(target, source):
    return os.path.exists(target) and os.path.getmtime(target) >= os.path.getmtime(source)


if __name__ == "__main__":
    sys.exit(main())
