"""Real source files to translate: from this repository's benchmarks, and from packages' source distributions.

Distributions are fetched by pip into the cache when a benchmark runs; nothing of them is committed.

Example: `files(bench)[0].name == "micro/calls.pyx"`
"""

from __future__ import annotations

import subprocess
import tarfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import List

from .context import Bench


@dataclass
class SourceFile:
    """One file to translate, with what it takes."""

    name: str
    path: Path
    include: List[Path] = field(default_factory=list)
    module: str = ""
    cplus: bool = False

    @property
    def lines(self) -> int:
        """Lines of the file and of the files it includes from its own folder."""
        return count_lines(self.path, set())

    def options(self) -> List[str]:
        """The options that both compilers take."""
        out = [word for folder in self.include for word in ("-I", str(folder))]
        return [*out, *(["--cplus"] if self.cplus else [])]


# package, version, file, include folders, module, C++
PACKAGES = (
    ("yarl", "1.22.0", "yarl/_quoting_c.pyx", (".",), "yarl._quoting_c", False),
    ("aiohttp", "3.13.2", "aiohttp/_http_parser.pyx", (".",), "aiohttp._http_parser", False),
    ("cytoolz", "1.1.0", "cytoolz/itertoolz.pyx", (".",), "cytoolz.itertoolz", False),
    ("uvloop", "0.22.1", "uvloop/loop.pyx", (".",), "uvloop.loop", False),
    ("lxml", "6.0.2", "src/lxml/objectify.pyx", ("src", "src/lxml/includes"), "lxml.objectify", False),
    ("cython", "3.3.1", "Cython/Compiler/ExprNodes.py", (".",), "Cython.Compiler.ExprNodes", False),
)


def count_lines(path: Path, seen: "set[Path]") -> int:
    """Lines of a file with those it includes."""
    if path in seen or not path.exists():
        return 0
    seen.add(path)
    total = 0
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        total += 1
        if line.startswith("include "):
            total += count_lines(path.parent / line.split(None, 1)[1].split("#")[0].strip().strip("\"'"), seen)
    return total


def fetch(bench: Bench, package: str, version: str) -> Path:
    """The unpacked source distribution of a package; fetched once."""
    folder = bench.cache / f"{package}-{version}"
    if folder.exists():
        return folder
    bench.cache.mkdir(parents=True, exist_ok=True)
    command = [bench.python, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", package]
    try:
        subprocess.run([*command, "-d", str(bench.cache), f"{package}=={version}"], check=False, timeout=300)
    except subprocess.TimeoutExpired:
        pass
    for archive in bench.cache.glob(f"{package.replace('-', '_')}-{version}.tar.gz"):
        with tarfile.open(archive) as packed:
            if hasattr(tarfile, "data_filter"):
                packed.extractall(bench.cache, filter="data")
            else:
                packed.extractall(bench.cache)
    return folder


def files(bench: Bench) -> List[SourceFile]:
    """Every file, smallest first. A package that cannot be fetched is left out, and said so."""
    found = [
        SourceFile(f"{path.parent.name}/{path.name}", path)
        for path in sorted(bench.folder.glob("*/*.pyx")) + [bench.folder / "programs" / "scheduler.py"]
    ]
    for package, version, name, include, module, cplus in PACKAGES:
        if bench.quick and package in ("cython", "uvloop"):
            continue
        folder = fetch(bench, package, version)
        if (folder / name).exists():
            include_folders = [folder / entry for entry in include]
            found.append(SourceFile(f"{package}: {name}", folder / name, include_folders, module, cplus))
        else:
            bench.say(f"{package} {version} could not be fetched")
    return sorted(found, key=lambda file: file.lines)
