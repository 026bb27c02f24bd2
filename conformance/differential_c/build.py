"""Compiles a generated module with Cython or pyxide and runs it in a process of its own.

`Tools` knows the compilers. `cython` and `pyxide` give a `Built`: errors by line of the source, or none; `run` gives the output
of the module's functions. Files of a module are in one folder; what is built goes into folders below it.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Tuple

HERE = Path(__file__).resolve().parent
CYTHON_ERROR = re.compile(r"^[^\s:]+\.(pyx|pxd):(\d+):\d+: (.*)$", re.M)
PYXIDE_ERROR = re.compile(r"^[^\s:]*\.(pyx|pxd):(\d+):\d+: error\[([a-z-]+)\]:? ?(.*)$", re.M)


class Built(NamedTuple):
    """What came of a build: errors as `(extension, line, message)`, and what no line was found for."""

    errors: List[Tuple[str, int, str]]
    other: str

    @property
    def works(self) -> bool:
        return not self.errors and not self.other


class Output(NamedTuple):
    """The lines that a module printed, and how its process ended (None: not in time)."""

    lines: List[str]
    status: Optional[int]
    errors: str


class Tools:
    """The compilers and the interpreter."""

    def __init__(self, cython: str, pyxide: str, python: str, cflags: str = "", reference_cflags: str = "-O0", extra: Tuple[str, ...] = (),
                 preload: str = "") -> None:
        self.cython_path, self.pyxide_path, self.python_path = cython, pyxide, python
        self.cflags, self.reference_cflags, self.extra, self.preload = cflags, reference_cflags, list(extra), preload
        found = subprocess.run([python, "-c", "import sysconfig as s; print(s.get_path('include')); print(s.get_config_var('EXT_SUFFIX'))"],
                               capture_output=True, text=True, check=True)
        self.include, self.suffix = found.stdout.split()

    def cython(self, folder: Path, name: str, compile_c: bool = True) -> Built:
        out = folder / "reference"
        out.mkdir(exist_ok=True)
        c = out / (name + ".c")
        done = subprocess.run([self.cython_path, str(HERE / "translate.py"), "-3", "-w", str(folder), name + ".pyx", "-o", str(c)], capture_output=True, text=True)
        if done.returncode != 0:
            errors = [(kind, int(line), text) for kind, line, text in CYTHON_ERROR.findall(done.stderr) if not text.startswith("warning")]
            return Built(errors, "" if errors else done.stderr[-1500:] or "status {}".format(done.returncode))
        if not compile_c:
            return Built([], "")
        command = ["gcc", "-shared", "-fPIC", "-w"] + self.reference_cflags.split() + ["-fwrapv" if "sanitize" not in self.reference_cflags else "-g",
                   "-I", self.include, str(c), "-o", str(out / (name + self.suffix)), "-lm"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode == 0:
            return Built([], "")
        # C that does not compile: the lines of the source are in the error exits near the place.
        places = {int(line) for line in re.findall(r"__PYX_ERR\(0, (\d+),", done.stderr)}
        return Built([("pyx", line, "C compiler") for line in sorted(places)], "" if places else done.stderr[-1500:])

    def pyxide(self, folder: Path, name: str, compile_c: bool = True, cflags: Optional[str] = None, into: str = "built", extra: Tuple[str, ...] = ()) -> Built:
        out = folder / into
        source = str(folder / (name + ".pyx"))
        if compile_c:
            command = [self.pyxide_path, "build", source, "-o", str(out), "--python", self.python_path] + self.extra + list(extra)
        else:
            command = [self.pyxide_path, "translate", "--emit", "mir", source, "-o", os.devnull, "--python", self.python_path]
        environment = dict(os.environ)
        flags = self.cflags if cflags is None else cflags
        if flags:
            environment["CFLAGS"] = flags
        try:
            done = subprocess.run(command + ["--output-format", "concise", "--no-memory-warnings"], capture_output=True, text=True, env=environment, timeout=900)
        except subprocess.TimeoutExpired:
            return Built([], "the compiler does not end in time")
        if done.returncode == 0:
            return Built([], "")
        errors = [(kind, int(line), code + ": " + text) for kind, line, code, text in PYXIDE_ERROR.findall(done.stderr)]
        return Built(errors, "" if errors else done.stderr[-1500:] or "status {}".format(done.returncode))

    def run(self, folder: Path, name: str, built: str, timeout: int = 60) -> Output:
        code = ("import sys; sys.dont_write_bytecode = True; sys.path[:0] = [{!r}, {!r}, {!r}]; import support, {} as m, {}_calls as c; support.run(m, c.CALLS)"
                .format(str(folder / built), str(HERE), str(folder), name, name))
        environment = dict(os.environ, PYTHONHASHSEED="0", PYTHONWARNINGS="ignore")
        if self.preload:
            environment.update(LD_PRELOAD=self.preload, ASAN_OPTIONS="detect_leaks=0:abort_on_error=0", UBSAN_OPTIONS="print_stacktrace=0", PYTHONMALLOC="malloc")
        try:
            done = subprocess.run([self.python_path, "-c", code], capture_output=True, env=environment, timeout=timeout, cwd=str(folder),
                                  preexec_fn=None if self.preload else limits)
        except subprocess.TimeoutExpired as late:
            return Output((late.stdout or b"").decode("utf-8", "replace").splitlines(), None, "")
        return Output(done.stdout.decode("utf-8", "replace").splitlines(), done.returncode, done.stderr.decode("utf-8", "replace"))


def limits() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))


def write(folder: Path, name: str, text: str, declarations: Optional[str], calls: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / (name + ".pyx")).write_text(text)
    (folder / (name + "_calls.py")).write_text(calls)
    pxd = folder / (name + ".pxd")
    if declarations is None:
        if pxd.exists():
            pxd.unlink()
    else:
        pxd.write_text(declarations)
