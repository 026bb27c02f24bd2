"""Multi-file cases: reads the `.srctree` format, unpacks it, and runs the commands at its top.

The top of such a file is a list of commands, one a line; after it, each `##### NAME #####` line starts a file.
`PYTHON`, `CYTHON` and `CYTHONIZE` stand for the engine's programs, `CD` and `UNSET` are instructions to the runner.

Example: `read("PYTHON -c 1\\n##### a.py #####\\nx = 1\\n").files == {"a.py": "x = 1\\n"}`
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, List, Optional

from .engines import CythonEngine, PyxideEngine
from .execute import execute
from .judge import UNSUPPORTED, Engine, Result, c_compiler_error, compiler_crash, fail, shorten, strip_place
from .suite import Case

HERE = Path(__file__).resolve().parent
PYTHON_PACKAGE = HERE.parent.parent / "python"
STANDIN = PYTHON_PACKAGE / "pyxide" / "standin"
_FILE_LINE = re.compile(r"#####+\s*(.*?)\s*#*$")


@dataclass
class Tree:
    """The commands and the files of a multi-file case."""

    commands: List[List[str]] = field(default_factory=list)
    files: Dict[str, str] = field(default_factory=dict)


def read(text: str) -> Tree:
    """Reads the format."""
    tree = Tree()
    name: Optional[str] = None
    for line in text.splitlines(keepends=True):
        match = _FILE_LINE.match(line.rstrip()) if line.startswith("#####") else None
        if match:
            name = match.group(1)
            tree.files[name] = ""
        elif name is not None:
            tree.files[name] += line
        elif line.strip() not in ("", '"""', "'''") and not line.lstrip().startswith("#"):
            tree.commands.append(shlex.split(line))
    return tree


def programs(engine: Engine) -> Dict[str, List[str]]:
    """What the format's program names stand for."""
    python = engine.machine.python
    if isinstance(engine, CythonEngine):
        return {
            "PYTHON": [python],
            "CYTHON": [python, "-m", "cython"],
            "CYTHONIZE": [python, "-m", "Cython.Build.Cythonize"],
        }
    return {
        "PYTHON": [python],
        "CYTHON": [python, "-m", "pyxide.cython_command"],
        "CYTHONIZE": [python, "-m", "pyxide.cythonize_command"],
    }


def environment(engine: Engine, work: Path) -> Dict[str, str]:
    """The commands' environment. For pyxide, `Cython.Build` and `cython` are stand-ins that call `pyxide.build`."""
    paths = [str(work)]
    env = {"PYTHONIOENCODING": "utf8", "CFLAGS": "-O0 -w", "CYTHON_PROJECT_DIR": str(engine.root)}
    if isinstance(engine, PyxideEngine):
        paths = [str(STANDIN), str(PYTHON_PACKAGE), *paths]
        env["PYXIDE_BINARY"] = str(engine.binary)
    env["PYTHONPATH"] = os.pathsep.join(paths)
    return env


def judge(case: Case, engine: Engine, stage: str, work: Path, timeout: float) -> Result:
    """Runs the case's commands; it passes when each ends with status 0."""
    result = Result(case.ident, case.category, "pass")
    if isinstance(engine, PyxideEngine) and not (PYTHON_PACKAGE / "pyxide" / "build.py").exists():
        fail(result, "unsupported", "srctree")
        return result
    if stage != "run":
        fail(result, "excluded", "multi-file cases only run as a whole")
        return result
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    tree = read(case.path.read_text(encoding="utf-8"))
    for name, text in tree.files.items():
        target = work / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    env = environment(engine, work)
    cwd = work
    for number, command in enumerate(tree.commands, 1):
        if command[0] == "CD":
            cwd = work if len(command) == 1 else Path(os.path.normpath(cwd / command[1]))
        elif command[0] == "UNSET":
            unset(env, command[1:])
        elif not step(command, number, engine, cwd, env, timeout, result):
            break
        else:
            result.tests += 1
    return result


def unset(env: Dict[str, str], words: List[str]) -> None:
    """Removes a variable, or those of its words that start with a given text."""
    if not words:
        return
    value = env.pop(words[0], "")
    if len(words) > 1:
        env[words[0]] = " ".join(w for w in value.split() if not any(w.startswith(start) for start in words[1:]))


def step(
    command: List[str], number: int, engine: Engine, cwd: Path, env: Dict[str, str], timeout: float, result: Result
) -> bool:
    """Runs one command, a pipe included; false where it failed."""
    named = programs(engine)
    words: List[str] = []
    first = True
    for word in command:
        words += [shlex.quote(part) for part in named[word]] if first and word in named else (
            ["|"] if word == "|" else [shlex.quote(word)]
        )
        first = word == "|"
    line = "set -o pipefail; " + " ".join(words)
    outcome = execute(["bash", "-c", line], cwd, timeout * 3, env=env)
    if outcome.timed_out:
        return fail(result, "timeout", f"command {number}")
    if outcome.status == 0:
        return True
    everything = outcome.stdout + outcome.stderr
    crash = compiler_crash(outcome)
    unsupported = UNSUPPORTED.search(everything)
    c_error = c_compiler_error(everything) if "gcc" in everything or "g++" in everything else None
    if crash or outcome.status < 0 or outcome.status > 128:
        return fail(result, "crash", crash or f"command {number}: status {outcome.status}")
    if unsupported:
        return fail(result, "unsupported", shorten(unsupported.group(1)))
    if c_error:
        return fail(result, "c-error", c_error)
    lines = [part for part in everything.splitlines() if part.strip()]
    return fail(result, "wrong", f"command {number}: {shorten(strip_place(lines[-1]) if lines else 'failed')}")
