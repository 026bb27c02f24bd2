"""What the machine can do: the target Python's facts, its optional packages, and from them which cases to leave out.

The rules are those of Cython's own runner: a case is left out when its tags name something missing, or when a list of
known bugs of the suite names it. Every left-out case keeps its reason in the record.

Example: `probe("python3").version == (3, 11)`
"""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Optional, Tuple

from .suite import Case

# tag -> module that must be importable in the target Python
NEEDED_MODULES = {
    "numpy": "numpy",
    "pythran": "pythran",
    "setuptools": "setuptools.sandbox",
    "asyncio": "asyncio",
    "pstats": "pstats",
    "posix": "posix",
    "array": "array",
    "coverage": "coverage",
    "ipython": "IPython.testing.globalipapp",
    "test.support": "test.support",
}
# tags of what never runs here: no Jedi support in the suite itself, no debugger sessions
ALWAYS_EXCLUDED = {"jedi": "jedi", "gdb": "a debugger session"}
# tag -> first Python version in which the suite leaves the case out
UNTIL_VERSION = {"pstats": (3, 12), "coverage": (3, 12), "monitoring": (3, 12), "trace": (3, 12)}
# case -> (first version, version after the last) in which the suite runs it
VERSIONS: Dict[str, Tuple[Tuple[int, int], Tuple[int, int]]] = {
    "run.test_except_star": ((3, 11), (9, 0)),
    "run.test_except_star_misc": ((3, 11), (9, 0)),
    "run.py_unicode_strings": ((3, 0), (3, 12)),
    "compile.pylong": ((3, 0), (3, 12)),
    "run.longintrepr": ((3, 0), (3, 12)),
    "run.line_trace": ((3, 0), (3, 12)),
}
NEVER_RUN = ("run.initial_file_path",)

_PROBE = """
import importlib.util, json, os, sys, sysconfig
def has(name):
    try:
        __import__(name)
        return True
    except Exception:
        return False
facts = {
    "version": list(sys.version_info[:2]),
    "full": sys.version.split()[0],
    "include": sysconfig.get_paths()["include"],
    "suffix": sysconfig.get_config_var("EXT_SUFFIX"),
    "modules": {name: has(name) for name in sys.argv[1:]},
    "numpy": None,
    "interpreters": sys.version_info >= (3, 14) or has("interpreters_backport"),
}
if facts["modules"].get("numpy"):
    import numpy
    facts["numpy"] = numpy.get_include()
print(json.dumps(facts))
"""


@dataclass(frozen=True)
class Machine:
    """The target Python and what goes with it."""

    python: str
    version: Tuple[int, int]
    full_version: str
    include: str
    suffix: str
    modules: Dict[str, bool]
    numpy_include: Optional[str]
    interpreters: bool


def probe(python: str) -> Machine:
    """Asks the target Python for its facts."""
    names = sorted(set(NEEDED_MODULES.values()))
    out = subprocess.run([python, "-c", _PROBE, *names], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    facts = json.loads(out.stdout)
    return Machine(
        python, tuple(facts["version"]), facts["full"], facts["include"], facts["suffix"],
        facts["modules"], facts["numpy"], facts["interpreters"],
    )


def read_bug_list(root: Path) -> List["re.Pattern[str]"]:
    """The patterns of cases that the suite itself skips as known bugs."""
    lines = (root / "tests" / "bugs.txt").read_text(encoding="utf-8").splitlines()
    return [re.compile(line.split()[0], re.I) for line in lines if line.strip() and not line.startswith("#")]


def exclusion(case: Case, machine: Machine, bugs: List["re.Pattern[str]"]) -> Optional[str]:
    """Why the suite's own rules leave this case out on this machine, where they do."""
    name = f"{case.folder}.{case.module}"
    if name in NEVER_RUN or any(bug.search(name) for bug in bugs):
        return "known bug of the suite"
    for tag in case.tags:
        if tag in ALWAYS_EXCLUDED:
            return f"needs {ALWAYS_EXCLUDED[tag]}"
        module = NEEDED_MODULES.get(tag)
        if module is not None and not machine.modules[module]:
            return f"needs {module}"
        if tag in UNTIL_VERSION and machine.version >= UNTIL_VERSION[tag]:
            return f"not for Python {machine.full_version}"
        if tag == "subinterpreters" and not machine.interpreters:
            return "needs interpreters_backport"
    first, end = VERSIONS.get(name, ((0, 0), (9, 9)))
    if not first <= machine.version < end:
        return f"not for Python {machine.full_version}"
    if re.search("IPython", name, re.I) and not machine.modules["IPython.testing.globalipapp"]:
        return "needs IPython"
    if re.search("Coverage", name, re.I) and not machine.modules["coverage"]:
        return "needs coverage"
    return None
