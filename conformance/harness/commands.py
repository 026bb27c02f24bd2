"""Stands for the `cython` and `cythonize` commands in multi-file cases: calls pyxide with options of the same meaning.

Usage: `python commands.py cython|cythonize ARGUMENTS…`. The compiler is the one that `$PYXIDE_BINARY` names. An option
that pyxide has no word for ends the command with status 2.
"""

import os
import re
import subprocess
import sys

# option -> pyxide's words for it; None where the value follows
SAME = {
    "-3": ["-3"],
    "-2": ["-2"],
    "--3str": ["-3"],
    "-M": ["-M"],
    "--depfile": ["-M"],
    "--cplus": ["--cplus"],
    "-+": ["--cplus"],
    "-i": ["--inplace"],
    "--inplace": ["--inplace"],
    "-f": [],
    "--force": [],
    "-q": [],
    "--quiet": [],
    "-k": [],
}
VALUED = {
    "-X": "-X",
    "--directive": "-X",
    "-E": "-E",
    "-I": "-I",
    "-o": "-o",
    "-j": "-j",
    "--module-name": "--module-name",
}


def translate_options(arguments):
    """pyxide's options for Cython's, and the files."""
    options, files = [], []
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        name, joined, value = word.partition("=")
        if word in SAME:
            options += SAME[word]
        elif name in VALUED:
            options += [VALUED[name], value if joined and name.startswith("--") else rest.pop(0)]
        elif word[:2] in VALUED and not word.startswith("--"):
            options += [VALUED[word[:2]], word[2:]]
        elif re.fullmatch(r"-[23ifqkM]{2,}", word):
            rest[:0] = ["-" + letter for letter in word[1:]]
        elif word.startswith("-"):
            raise SystemExit("not supported yet: the option %s" % name)
        else:
            files.append(word)
    return options, files


def main(program, arguments):
    """One pyxide command per file for `cython`, one for all files for `cythonize`."""
    binary = os.environ["PYXIDE_BINARY"]
    options, files = translate_options(arguments)
    if program == "cythonize":
        return subprocess.call([binary, "build", *files, *options])
    for file in files:
        suffix = ".cpp" if "--cplus" in options else ".c"
        output = [] if "-o" in options else ["-o", os.path.splitext(file)[0] + suffix]
        status = subprocess.call([binary, "translate", file, *output, *options])
        if status:
            return status
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1], sys.argv[2:]))
    except SystemExit as stop:
        if isinstance(stop.code, str):
            print(stop.code, file=sys.stderr)
            sys.exit(2)
        raise
