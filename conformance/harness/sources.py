"""Gets what the runner needs and keeps it in a cache folder: Cython's source tree, and an environment with Cython.

Nothing of it is committed. Both come from the package index through pip, and both can be given instead.

Example: `Sources.locate(None, None).tree` is the folder of the unpacked source distribution.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

CYTHON = "3.3.1"
REQUIREMENTS = (f"Cython=={CYTHON}", "numpy", "setuptools<80")


def cache_folder() -> Path:
    """Where downloads, environments and working records are kept."""
    given = os.environ.get("PYXIDE_CONFORMANCE_CACHE")
    return Path(given) if given else Path.home() / ".cache" / "pyxide-conformance"


@dataclass(frozen=True)
class Sources:
    """The suite's source tree and the target Python."""

    tree: Path
    python: str

    @staticmethod
    def locate(tree: Optional[str], python: Optional[str]) -> "Sources":
        """What was given, by option or by `PYXIDE_CONFORMANCE_TREE` and `_PYTHON`; else fetched into the cache."""
        tree = tree or os.environ.get("PYXIDE_CONFORMANCE_TREE")
        python = python or os.environ.get("PYXIDE_CONFORMANCE_PYTHON")
        return Sources(
            Path(tree).resolve() if tree else fetch_tree(cache_folder()),
            os.path.abspath(python) if python else make_environment(cache_folder()),
        )


def fetch_tree(cache: Path) -> Path:
    """Downloads and unpacks the source distribution once."""
    tree = cache / f"cython-{CYTHON}"
    if (tree / "tests" / "bugs.txt").exists():
        return tree
    cache.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", "cython"]
    # pip runs the archive's own metadata step too; only the archive matters here.
    subprocess.run([*command, "-q", "-d", str(cache), f"Cython=={CYTHON}"], check=False)
    archive = next(iter(sorted(cache.glob(f"[cC]ython-{CYTHON}.tar.gz"))), None)
    if archive is None:
        raise SystemExit(f"the source distribution of Cython {CYTHON} could not be fetched with pip")
    with tarfile.open(archive) as packed:
        if hasattr(tarfile, "data_filter"):
            packed.extractall(cache, filter="data")
        else:
            packed.extractall(cache)
    return tree


def make_environment(cache: Path) -> str:
    """Makes a virtual environment with Cython and numpy once; answers its Python."""
    folder = cache / f"venv-{sys.version_info[0]}.{sys.version_info[1]}"
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *REQUIREMENTS], check=True)
        (folder / "complete").touch()
    return str(python)
