"""Builds one source file into an extension module: with pyxide, with Cython, or as hand-written C.

All three get the same compiler and options; pyxide's own defaults are among them. Needs the environment that the conformance runner makes.

Example: `Builders(tools).pyxide(Path("nbody.py"), Path("out")).module` is the built file.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional

from .process import Cost, measure

OPTIMIZE = ["-DNDEBUG", "-fwrapv"]


@dataclass
class Built:
    """A module, or why there is none, and the generated C file where one was kept."""

    module: Optional[Path]
    reason: str = ""
    cost: Optional[Cost] = None
    generated: Optional[Path] = None


def first_message(cost: Cost) -> str:
    """The first line of a compiler's complaint, without paths."""
    lines = [line for line in cost.stderr.splitlines() if "error" in line or ": " in line] or ["failed"]
    text = lines[0].strip()
    parts = text.split(": ", 1)
    return (parts[1] if len(parts) == 2 and "/" in parts[0] else text)[:120]


class Builders:
    """The tools and their common options."""

    def __init__(self, pyxide: Path, python: str, include: str, suffix: str, level: int = 3) -> None:
        self.pyxide_binary = pyxide
        self.python = python
        self.include = include
        self.suffix = suffix
        self.level = level

    def pyxide_translate(self, source: Path, output: Path, extra: List[str] = []) -> Cost:
        """One C file by pyxide."""
        command = [str(self.pyxide_binary), "translate", str(source), "-o", str(output), f"-{self.level}"]
        return measure([*command, "--output-format", "cython", *extra])

    def cython_translate(self, source: Path, output: Path, extra: List[str] = []) -> Cost:
        """One C file by Cython."""
        return measure([self.python, "-m", "cython", f"-{self.level}", str(source), "-o", str(output), *extra])

    def compile(self, source: Path, module: Path, flags: List[str], level: str = "-O2") -> Cost:
        """One module from one C file."""
        compiler = os.environ.get("CXX", "g++") if source.suffix == ".cpp" else os.environ.get("CC", "gcc")
        command = [compiler, "-shared", "-fPIC", "-w", f"-I{self.include}", level, *OPTIMIZE, *flags]
        return measure([*command, str(source), "-o", str(module), "-lm"])

    def pyxide(self, source: Path, folder: Path, level: str = "-O2", cache: Optional[Path] = None) -> Built:
        """A module by `pyxide build`, which optimises with `-O2` if nothing is said."""
        folder.mkdir(parents=True, exist_ok=True)
        command = [str(self.pyxide_binary), "build", str(source), "-o", str(folder), f"-{self.level}"]
        command += ["--output-format", "cython", "--python", self.python]
        environment = {"CFLAGS": "-w" if level == "-O2" else f"-w {level}"}
        if cache is not None:
            environment["PYXIDE_CACHE"] = str(cache)
        cost = measure(command, env=environment)
        module = next(iter(sorted(folder.glob(f"{source.stem}.*so"))), None)
        if cost.status != 0 or module is None:
            return Built(None, first_message(cost), cost)
        return Built(module, "", cost)

    def cython(self, source: Path, folder: Path, level: str = "-O2") -> Built:
        """A module by Cython and the C compiler."""
        folder.mkdir(parents=True, exist_ok=True)
        output = folder / f"{source.stem}.c"
        cost = self.cython_translate(source, output)
        if cost.status != 0:
            return Built(None, first_message(cost), cost)
        return self._finish(output, folder, source.stem, cost, level)

    def hand_written(self, source: Path, folder: Path, level: str = "-O2") -> Built:
        """A module from a C file of our own, with the file's name."""
        folder.mkdir(parents=True, exist_ok=True)
        return self._finish(source, folder, source.stem, None, level)

    def _finish(self, output: Path, folder: Path, name: str, before: Optional[Cost], level: str) -> Built:
        module = folder / f"{name}{self.suffix}"
        cost = self.compile(output, module, [], level)
        if before is not None:
            cost.wall += before.wall
            cost.cpu += before.cpu
            cost.peak_kib = max(cost.peak_kib, before.peak_kib)
        if cost.status != 0:
            return Built(None, first_message(cost), cost)
        return Built(module, "", cost, output)


