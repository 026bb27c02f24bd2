"""What the tests of the C runtime share: the Pythons to test with, and compiling C against their headers."""

import glob
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNTIME = ROOT / "runtime"
UNITS = sorted(RUNTIME.glob("*.c"))
ASK = "import sys, sysconfig; print('%d.%d' % sys.version_info[:2], sysconfig.get_path('include'), sysconfig.get_config_var('EXT_SUFFIX'))"


class Python:
    """An interpreter with headers."""

    def __init__(self, path, version, include, suffix):
        self.path, self.version, self.include, self.suffix = path, version, include, suffix

    def __repr__(self):
        return "Python " + self.version

    def run(self, *arguments, **keywords):
        return subprocess.run(
            [self.path, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, **keywords
        )


def pythons():
    """One interpreter per minor version from 3.8 on: those on PATH, those that pyenv has, and this one."""
    candidates = [sys.executable] + ["python3.%d" % minor for minor in range(8, 15)]
    candidates += sorted(glob.glob(os.path.expanduser("~/.pyenv/versions/3.*/bin/python3")))
    found = {}
    for candidate in candidates:
        path = shutil.which(candidate)
        if path is None:
            continue
        answer = subprocess.run([path, "-c", ASK], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        if answer.returncode != 0:
            continue
        version, include, suffix = answer.stdout.decode().split()
        if tuple(map(int, version.split("."))) >= (3, 8) and os.path.exists(os.path.join(include, "Python.h")):
            found.setdefault(version, Python(path, version, include, suffix))
    return [found[version] for version in sorted(found, key=lambda v: tuple(map(int, v.split("."))))]


def compile_c(arguments, source=None, language="c"):
    """Runs the compiler with warnings as errors; answers its messages, empty when all is well."""
    compiler = os.environ.get("CXX", "g++") if language == "c++" else os.environ.get("CC", "gcc")
    command = [compiler, "-Wall", "-Wextra", "-Werror", "-I%s" % RUNTIME, *map(str, arguments)]
    if source is not None:
        command += ["-x", language, "-"]
    done = subprocess.run(
        command,
        input=None if source is None else source.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout.decode() if done.returncode else ""
