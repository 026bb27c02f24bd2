"""The two compilers under test behind one interface: translate one case, build one case.

An engine turns a case into an `Attempt`: what the compiler said, how long it took, and the built module where one
was asked for. It judges nothing; `harness.judge` does.

Example: `CythonEngine(machine, root).build(case, Path("work"), 60).module`
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, List, Optional

from .execute import Outcome, execute
from .flags import Flags, flags_for
from .machine import Machine
from .sources import cache_folder
from .suite import Case, Message

HERE = Path(__file__).resolve().parent
STAGES = ("parse", "sema", "translate", "build", "run")


@dataclass
class Attempt:
    """What became of compiling one case."""

    translated: Outcome
    compiled: Optional[Outcome] = None
    module: Optional[Path] = None
    output: Optional[Path] = None
    messages: Dict[str, List[Message]] = field(default_factory=dict)
    seconds: Dict[str, float] = field(default_factory=dict)


def include_folders(case: Case, root: Path) -> List[str]:
    """Where the suite looks for declaration and include files."""
    return [str(root / "tests" / "testsupport"), str(case.path.parent)]


def parse_diagnostics(text: str) -> Dict[str, List[Message]]:
    """Reads `[warning: ]file:line:column: message` lines; Cython repeats some, and each is kept once."""
    found: Dict[str, List[Message]] = {}
    pattern = re.compile(r"^(?:(warning|performance hint|note|error): )?(?:[^\s:][^:\n]*:)(\d+):(\d+): (.*)$", re.M)
    for kind, line, column, message in pattern.findall(text):
        bucket = found.setdefault(kind or "error", [])
        entry = Message(int(line), int(column), message.strip())
        if entry not in bucket:
            bucket.append(entry)
    return found


class CythonEngine:
    """Cython itself, from the environment of the target Python."""

    name = "cython"

    def __init__(self, machine: Machine, root: Path) -> None:
        self.machine = machine
        self.root = root

    def translate(self, case: Case, source: Path, work: Path, timeout: float, stage: str) -> Attempt:
        """Writes the case's C file."""
        output = work / f"{case.module}.{case.language}"
        spec = {
            "source": str(source),
            "output": str(output),
            "module": case.module,
            "include": include_folders(case, self.root),
            "cplus": case.language == "cpp",
            "level": case.level,
            "mode": case.mode,
            "tags": case.tags,
        }
        (work / "spec.json").write_text(json.dumps(spec), encoding="utf-8")
        command = [self.machine.python, str(HERE / "cython_driver.py"), str(work / "spec.json")]
        outcome = execute(command, work, timeout)
        attempt = Attempt(outcome, output=output, messages=parse_diagnostics(outcome.stderr))
        attempt.seconds["translate"] = outcome.seconds
        return attempt

    def build(self, case: Case, source: Path, work: Path, timeout: float) -> Attempt:
        """Writes the case's C file and compiles it."""
        attempt = self.translate(case, source, work, timeout, "build")
        if attempt.translated.status != 0 or attempt.output is None:
            return attempt
        flags = flags_for(case, self.machine, work)
        module = work / f"{case.module}{self.machine.suffix}"
        command = ["g++" if case.language == "cpp" else "gcc", "-shared", "-fPIC", f"-I{self.machine.include}"]
        command += [*flags.common, *flags.own, *(f"-I{folder}" for folder in flags.include)]
        command += [attempt.output.name, *flags.sources, "-o", module.name, *flags.common_link, *flags.own_link]
        attempt.compiled = execute(command, work, timeout)
        attempt.seconds["build"] = attempt.compiled.seconds
        if attempt.compiled.status == 0:
            attempt.module = module
        return attempt


class PyxideEngine:
    """The compiler of this repository, through its command line."""

    name = "pyxide"

    def __init__(self, machine: Machine, root: Path, binary: Path, refnanny: bool = False) -> None:
        self.machine = machine
        self.root = root
        self.binary = binary
        self.refnanny = refnanny

    def _options(self, case: Case) -> List[str]:
        options = [f"-{case.level}", "--output-format", "cython", "--color", "never"]
        options += ["--module-name", case.module, "-X", "autotestdict=False"]
        for folder in include_folders(case, self.root):
            options += ["-I", folder]
        if case.language == "cpp":
            options.append("--cplus")
        if self.refnanny:
            options.append("--refnanny")
        if "allow_unknown_names" in case.tags:
            options.append("--allow-unknown-names")
        return options

    def _environment(self, flags: Flags) -> Dict[str, str]:
        return {
            "CFLAGS": " ".join(flags.common),
            "LDFLAGS": " ".join(flags.common_link),
            "PYXIDE_CACHE": str(cache_folder() / "pyxide"),
        }

    def translate(self, case: Case, source: Path, work: Path, timeout: float, stage: str) -> Attempt:
        """Writes the case's C file, or stops at an earlier stage."""
        output = work / f"{case.module}.{case.language}"
        command = [str(self.binary), "translate", str(source), "-o", str(output), *self._options(case)]
        if stage == "parse":
            command += ["--emit", "ast"]
        elif stage == "sema":
            command += ["--emit", "hir"]
        outcome = execute(command, work, timeout)
        attempt = Attempt(outcome, output=output, messages=parse_diagnostics(outcome.stderr))
        attempt.seconds["translate"] = outcome.seconds
        return attempt

    def build(self, case: Case, source: Path, work: Path, timeout: float) -> Attempt:
        """Builds the case's extension module."""
        command = [str(self.binary), "build", str(source), "-o", str(work), *self._options(case)]
        command += ["--python", self.machine.python, "-j", "1"]
        flags = flags_for(case, self.machine, work)
        for folder in flags.include:
            command += ["-I", folder]
        # One folder for all: relative paths in flags would make the compiled runtime depend on it.
        outcome = execute(command, self.root, timeout, env=self._environment(flags))
        attempt = Attempt(outcome, messages=parse_diagnostics(outcome.stderr))
        attempt.seconds["build"] = outcome.seconds
        if outcome.status != 0 and re.search(r"^(?:.*: )?\S+ failed on ", outcome.stderr, re.M):
            # Only the full format shows what the C compiler said.
            command[command.index("cython")] = "full"
            attempt.compiled = execute(command, self.root, timeout, env=self._environment(flags))
            attempt.translated.status = 0
        module = next(iter(sorted(work.glob(f"{case.module}.*so"))), None)
        if outcome.status == 0:
            attempt.module = module
        return attempt
