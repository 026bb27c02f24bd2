"""What every group needs: the tools, the folders and how many rounds to run.

Example: `Bench.prepare(options).builders.cython(source, folder)`
"""

from __future__ import annotations

import platform
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Dict, Optional

from .builders import Builders

HERE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HERE.parent / "conformance"))

from harness.machine import probe  # noqa: E402
from harness.sources import Sources, cache_folder  # noqa: E402


@dataclass
class Bench:
    """One benchmark run."""

    folder: Path
    work: Path
    cache: Path
    pyxide: Path
    python: str
    python_version: str
    builders: Builders
    rounds: int
    quick: bool
    # Wall time after which a row begins no further round.
    budget: float
    # The tables that there are already.
    tables: Dict[str, Any] = field(default_factory=dict)

    @staticmethod
    def prepare(pyxide: str, python: Optional[str], work: Path, quick: bool, rounds: Optional[int]) -> "Bench":
        """Finds or makes the environment that holds Cython."""
        machine = probe(Sources.locate(str(HERE), python).python)
        binary = Path(pyxide).resolve()
        return Bench(
            HERE, work, cache_folder() / "bench", binary, machine.python, machine.full_version,
            Builders(binary, machine.python, machine.include, machine.suffix),
            rounds or (3 if quick else 5), quick, 4.0 if quick else 8.0,
        )

    def attempt(self, name: str, measured: Callable[[], Dict[str, Any]]) -> Dict[str, Any]:
        """A row; if measuring it fails, it says so, and the rest goes on."""
        self.say(name)
        try:
            return measured()
        except Exception as error:  # noqa: BLE001
            return {"name": name, "skipped": f"the measurement failed: {type(error).__name__}: {error}"[:200]}

    def say(self, text: str) -> None:
        """Progress, on the error stream."""
        print(f"  {text}", file=sys.stderr, flush=True)

    def facts(self) -> Dict[str, str]:
        """The machine and the versions, without paths."""
        cpu = next(
            (line.split(":", 1)[1].strip() for line in _read("/proc/cpuinfo").splitlines() if "model name" in line),
            platform.processor() or "unknown",
        )
        memory = next((line.split()[1] for line in _read("/proc/meminfo").splitlines() if "MemTotal" in line), "0")
        return {
            "processor": cpu,
            "processors": str(_read("/proc/cpuinfo").count("model name")),
            "memory": f"{int(memory) / 1048576:.0f} GiB",
            "system": f"{platform.system()} {platform.machine()}",
            "python": self.python_version,
            "cython": _first_line([self.python, "-m", "cython", "--version"]),
            "pyxide": _first_line([str(self.pyxide), "--version"]),
            "compiler": _first_line(["gcc", "--version"]),
        }


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""


def _first_line(command: List[str]) -> str:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return (done.stdout.splitlines() or ["unknown"])[0].strip()
