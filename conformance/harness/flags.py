"""The C compiler's options for one case: from its tags and its `# distutils:` comments.

Needs the facts of the target Python. Guarantees that both engines get the same options.

Example: a case tagged `cpp17` gets `-std=c++17`.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from typing import Dict, List

from .machine import Machine
from .suite import Case

TAG_FLAGS: Dict[str, List[str]] = {
    "openmp": ["-fopenmp"],
    "cpp11": ["-std=c++11"],
    "cpp17": ["-std=c++17"],
    "cpp20": ["-std=c++20"],
    "c11": ["-std=c11"],
    "trace": ["-DCYTHON_TRACE=1"],
    "numpy": ["-DNPY_NO_DEPRECATED_API=NPY_1_7_API_VERSION"],
}
LINK_TAGS: Dict[str, List[str]] = {"openmp": ["-fopenmp"]}


@dataclass
class Flags:
    """Options for compiling and for linking, and further source files."""

    compile: List[str] = field(default_factory=list)
    link: List[str] = field(default_factory=list)
    sources: List[str] = field(default_factory=list)


def flags_for(case: Case, machine: Machine) -> Flags:
    """The options of one case, relative to its own folder."""
    flags = Flags(compile=["-O0", "-w", "-I.", f"-I{case.path.parent}"])
    options: Dict[str, List[str]] = {}
    for line in case.distutils:
        key, _, value = line.partition("=")
        options.setdefault(key.strip(), []).extend(shlex.split(value.strip()))
    flags.compile += options.get("extra_compile_args", [])
    flags.compile += [f"-D{macro}" for macro in options.get("define_macros", [])]
    flags.compile += [f"-I{path}" for path in options.get("include_dirs", [])]
    flags.link += options.get("extra_link_args", [])
    flags.link += [f"-l{name}" for name in options.get("libraries", [])]
    flags.sources += options.get("sources", [])
    for tag in case.tags:
        flags.compile += TAG_FLAGS.get(tag, [])
        flags.link += LINK_TAGS.get(tag, [])
    if "numpy" in case.tags and machine.numpy_include:
        base = f"{machine.numpy_include}/../.."
        flags.compile.append(f"-I{machine.numpy_include}")
        flags.link += [f"-L{base}/random/lib", f"-L{machine.numpy_include}/../lib", "-lnpymath", "-lm"]
    return flags
