"""The C compiler's options for one case: from its tags and its `# distutils:` comments.

Needs the facts of the target Python. Guarantees that both engines get the same options.

Example: a case tagged `cpp17` gets `-std=c++17`.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from pathlib import Path
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
    """Options for compiling and for linking.

    `common` and `common_link` depend on tags only, so that few sets of them exist and a compiler that keeps something
    per set can do so. `own` and `own_link` are the file's, from its `# distutils:` comments.
    """

    common: List[str] = field(default_factory=list)
    common_link: List[str] = field(default_factory=list)
    include: List[str] = field(default_factory=list)
    own: List[str] = field(default_factory=list)
    own_link: List[str] = field(default_factory=list)
    sources: List[str] = field(default_factory=list)


def flags_for(case: Case, machine: Machine, work: Path) -> Flags:
    """The options of one case that is compiled in the folder `work`."""
    flags = Flags(common=["-O0", "-w"], include=[str(work), str(case.path.parent)])
    options: Dict[str, List[str]] = {}
    for line in case.distutils:
        key, _, value = line.partition("=")
        options.setdefault(key.strip(), []).extend(shlex.split(value.strip()))
    flags.own += options.get("extra_compile_args", [])
    flags.own += [f"-D{macro}" for macro in options.get("define_macros", [])]
    flags.own += [f"-I{path}" for path in options.get("include_dirs", [])]
    flags.own_link += options.get("extra_link_args", [])
    flags.own_link += [f"-l{name}" for name in options.get("libraries", [])]
    flags.sources += options.get("sources", [])
    for tag in case.tags:
        flags.common += TAG_FLAGS.get(tag, [])
        flags.common_link += LINK_TAGS.get(tag, [])
    if "numpy" in case.tags and machine.numpy_include:
        base = f"{machine.numpy_include}/../.."
        flags.include.append(machine.numpy_include)
        flags.common_link += [f"-L{base}/random/lib", f"-L{machine.numpy_include}/../lib", "-lnpymath", "-lm"]
    return flags
