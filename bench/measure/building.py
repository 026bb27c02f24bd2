"""The group about builds (b): source to importable module, of one file and of a project.

*Cold*: pyxide has no compiled runtime, its cache is empty. *Warm*: the runtime is there, the module is new: what a
person sees after an edit. *Unchanged*: there is nothing to do. Cython knows the last two; it is called as it is usual
with one file (`cython` and the C compiler), and by `cythonize` where it has to find out what to do. The small module
has a twin written by hand in C, for which the C compiler is called once: pyxide may need twice that.

Example: `building(bench)["rows"][0]["ratios"]["c"]["median"] > 0.5`
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Callable, Dict, List

from . import generated
from .builders import Built, first_message
from .context import Bench
from .figures import Ratio, in_turn
from .groups import Group, Row, summarize
from .process import Cost, measure


def building(bench: Bench) -> Group:
    """(b) One small file beside C by hand, three files in three states, and a project."""
    small = bench.folder / "small" / "deviates.pyx"
    twin = small.with_name("deviates_c.c")
    rows = [bench.attempt(f"{small.name}, warm", lambda: build_row(bench, small, "warm", twin))]
    for source in (bench.folder / "memory" / "noise.pyx", bench.folder / "programs" / "scheduler.py",
                   bench.folder / "micro" / "calls.pyx"):
        for state in ("cold", "warm", "unchanged"):
            rows.append(bench.attempt(f"{source.name}, {state}", lambda: build_row(bench, source, state)))
    count = 6 if bench.quick else 40
    rows.append(bench.attempt(f"project of {count} modules, two jobs", lambda: project_row(bench, count)))
    return summarize("Build to an importable module, processor time", rows)


class Attempts:
    """Builds of one file, each of which begins as the state says."""

    def __init__(self, bench: Bench, source: Path, state: str) -> None:
        self.bench = bench
        self.state = state
        self.source = source
        self.work = bench.work / "building" / f"{source.stem}-{state}"
        self.costs: Dict[str, List[Cost]] = {}
        self.number = 0

    def keep(self, engine: str, cost: Cost) -> float:
        """Notes what a build took; a build that fails ends the row."""
        if cost.status != 0:
            raise RuntimeError(f"{engine} does not build it: {first_message(cost)}")
        self.costs.setdefault(engine, []).append(cost)
        return cost.cpu

    def edited(self, engine: str) -> Path:
        """The source, with a change that no build has seen before unless the state is `unchanged`."""
        self.number += 1
        folder = self.work / (engine if self.state == "unchanged" else f"{engine}{self.number}")
        folder.mkdir(parents=True, exist_ok=True)
        copy = folder / self.source.name
        if not copy.exists():
            text = self.source.read_text(encoding="utf-8")
            copy.write_text(f"{text}\nedited = {self.number}\n", encoding="utf-8")
        return copy

    def pyxide(self) -> float:
        """By `pyxide build`."""
        source = self.edited("pyxide")
        cache = self.bench.work / "caches" / (f"{self.source.stem}{self.number}" if self.state == "cold" else "warm")
        if self.state == "cold":
            shutil.rmtree(cache, ignore_errors=True)
        return self.keep("pyxide", cost_of(self.bench.builders.pyxide(source, source.parent / "out", cache=cache)))

    def cython(self) -> float:
        """By Cython and the C compiler, or by `cythonize`."""
        source = self.edited("cython")
        if self.state != "unchanged":
            return self.keep("cython", cost_of(self.bench.builders.cython(source, source.parent / "out")))
        command = [self.bench.python, "-m", "Cython.Build.Cythonize", "-3", "-i", "-q", source.name]
        return self.keep("cython", measure(command, cwd=source.parent))


def cost_of(built: Built) -> Cost:
    """What a build took."""
    if built.cost is None:
        raise RuntimeError(built.reason)
    return built.cost


def build_row(bench: Bench, source: Path, state: str, twin: "Path | None" = None) -> Row:
    """One file built by each in turn, after a round that is not counted."""
    attempts = Attempts(bench, source, state)
    runs: Dict[str, Callable[[], float]] = {"pyxide": attempts.pyxide, "cython": attempts.cython}
    if twin is not None:
        folder = bench.work / "building" / "c"
        runs["c"] = lambda: attempts.keep("c", cost_of(bench.builders.hand_written(twin, folder)))
    for run in runs.values():
        run()
    times = in_turn(runs, bench.rounds, bench.budget)
    return {
        "name": f"{source.name}, {state}",
        "seconds": {engine: min(values) for engine, values in times.items()},
        "wall": {engine: round(min(c.wall for c in costs[1:]), 4) for engine, costs in attempts.costs.items()},
        "ratios": {engine: Ratio.of(times["pyxide"], values).as_json() for engine, values in times.items()
                   if engine != "pyxide"},
    }


def project_row(bench: Bench, count: int) -> Row:
    """A package of modules that cimport each other, two at a time. pyxide has its runtime compiled; nothing else."""
    row: Row = {"name": f"project of {count} modules, two jobs"}
    costs: Dict[str, Cost] = {}
    cache = bench.work / "caches" / "project"
    bench.builders.pyxide(bench.folder / "small" / "deviates.pyx", bench.work / "building" / "first", cache=cache)
    for engine in ("pyxide", "cython"):
        folder = bench.work / "building" / f"project-{engine}"
        shutil.rmtree(folder, ignore_errors=True)
        modules = generated.project(folder, count)
        if engine == "pyxide":
            command = [str(bench.pyxide), "build", "generated", "--inplace", "-j", "2", "--python", bench.python]
        else:
            names = [str(module.relative_to(folder)) for module in modules]
            command = [bench.python, "-m", "Cython.Build.Cythonize", "-3", "-i", "-q", "-j", "2", *names]
        environment = {"CFLAGS": "-w" if engine == "pyxide" else "-O2 -DNDEBUG -fwrapv -w", "PYXIDE_CACHE": str(cache)}
        cost = measure(command, cwd=folder, env=environment, timeout=600)
        built = [module for module in modules if list(module.parent.glob(f"{module.stem}.*so"))]
        if cost.status != 0 or len(built) != count:
            row["skipped"] = f"{engine} built {len(built)} of {count}: {first_message(cost)}"
            return row
        costs[engine] = cost
    row["seconds"] = {engine: cost.cpu for engine, cost in costs.items()}
    row["wall"] = {engine: round(cost.wall, 3) for engine, cost in costs.items()}
    row["ratios"] = {"cython": Ratio.of([costs["pyxide"].cpu], [costs["cython"].cpu]).as_json()}
    return row
