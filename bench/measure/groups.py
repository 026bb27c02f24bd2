"""The groups that time functions of built modules: programs (d), kernels (e), calls (f), memory (g), views (h).

Each module is built by both compilers (and its C twin by the C compiler), its functions are run in turn in processes
of their own, and their checksums are compared. What pyxide cannot build yet is reported with its first message.

Example: `programs(bench)["rows"][0]["name"] == "chaos"`
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional

from . import catalog
from .builders import Built
from .context import Bench
from .figures import Ratio, geometric_mean, in_turn
from .process import measure

WORKER = Path(__file__).resolve().parent / "worker.py"
Row = Dict[str, Any]
Group = Dict[str, Any]


def call(bench: Bench, path: Path, name: str, sizes: Dict[str, int], repeats: int = 3) -> Dict[str, Any]:
    """Runs the worker; answers its JSON, or `{"error": …}`."""
    wanted = [f"{function}={size}" for function, size in sizes.items()]
    cost = measure([bench.python, str(WORKER), str(path), name, str(repeats), *wanted], timeout=300)
    if cost.status != 0:
        last = [line for line in cost.stderr.splitlines() if line.strip()] or [f"status {cost.status}"]
        return {"error": last[-1][:120]}
    answer: Dict[str, Any] = json.loads(cost.stdout)
    return answer


def compare(bench: Bench, modules: Dict[str, Path], names: Dict[str, str], function: str, size: int) -> Row:
    """One function under every engine, in turn. The first engine is ours."""
    times: Dict[str, List[float]] = {engine: [] for engine in modules}
    sums: Dict[str, str] = {}
    errors: Dict[str, str] = {}

    def once(engine: str) -> Callable[[], float]:
        def run() -> float:
            answer = call(bench, modules[engine], names[engine], {function: size})
            if "error" in answer:
                errors[engine] = answer["error"]
                return 0.0
            if function not in answer["times"]:
                return 0.0
            seconds, sums[engine] = answer["times"][function]
            return float(seconds)
        return run

    times = in_turn({engine: once(engine) for engine in modules}, bench.rounds, bench.budget, 3)
    row: Row = {"name": function, "seconds": {e: min(v) for e, v in times.items() if v and min(v) > 0}}
    if errors:
        row["error"] = "; ".join(f"{engine}: {text}" for engine, text in sorted(errors.items()))
    elif len(set(sums.values())) > 1:
        row["error"] = f"different results: {sums}"
    elif "pyxide" in row["seconds"]:
        row["ratios"] = {
            engine: Ratio.of(times["pyxide"], values).as_json()
            for engine, values in times.items() if engine != "pyxide" and min(values) > 0
        }
    return row


def build_all(bench: Bench, source: Path, twin: Optional[Path] = None, level: str = "-O2") -> Dict[str, Built]:
    """The module under each engine."""
    folder = bench.work / f"built{level}"
    built = {
        "pyxide": bench.builders.pyxide(source, folder / "pyxide" / source.parent.name, level),
        "cython": bench.builders.cython(source, folder / "cython" / source.parent.name, level),
    }
    if twin is not None:
        built["c"] = bench.builders.hand_written(twin, folder / "c", level)
    return built


def timed_module(
    bench: Bench, source: Path, sizes: Dict[str, int], twin: Optional[Path] = None, level: str = "-O2"
) -> List[Row]:
    """Every function of one module."""
    built = build_all(bench, source, twin, level)
    missing = {engine: b.reason for engine, b in built.items() if b.module is None}
    if missing:
        reason = "; ".join(f"{engine} does not build it: {text}" for engine, text in missing.items())
        return [{"name": source.name, "skipped": reason}]
    modules = {engine: b.module for engine, b in built.items() if b.module is not None}
    names = {engine: twin.stem if engine == "c" and twin else source.stem for engine in modules}
    return [
        bench.attempt(function, lambda: compare(bench, modules, names, function, size))
        for function, size in sizes.items()
    ]


def summarize(title: str, rows: List[Row]) -> Group:
    """The group with the geometric mean of its ratios per engine."""
    means: Dict[str, float] = {}
    for engine in ("cython", "c", "cpython"):
        medians = [row["ratios"][engine]["median"] for row in rows if engine in row.get("ratios", {})]
        if medians:
            means[engine] = round(geometric_mean(medians), 4)
    return {"title": title, "kind": "ratios", "rows": rows, "geometric_mean": means}


def programs(bench: Bench) -> Group:
    """(d) Untyped programs, against Cython and against the interpreter."""
    rows = [bench.attempt(name, lambda: program(bench, name, size)) for name, size in catalog.PROGRAMS.items()]
    return summarize("Run time of untyped programs", rows)


def program(bench: Bench, name: str, size: int) -> Row:
    """One program, compiled by both and as it is."""
    source = bench.folder / "programs" / f"{name}.py"
    built = build_all(bench, source)
    missing = {engine: b.reason for engine, b in built.items() if b.module is None}
    if missing:
        return {"name": name, "skipped": "; ".join(f"{e} does not build it: {t}" for e, t in missing.items())}
    modules = {engine: b.module for engine, b in built.items() if b.module is not None}
    modules["cpython"] = source
    row = compare(bench, modules, {engine: name for engine in modules}, "run", size)
    row["name"] = name
    return row


def kernels(bench: Bench, level: str = "-O2") -> Group:
    """(e) Typed kernels, against Cython and hand-written C."""
    rows: List[Row] = []
    for name, sizes in catalog.KERNELS.items():
        folder = bench.folder / "kernels"
        rows += timed_module(bench, folder / f"{name}.pyx", sizes, folder / f"{catalog.TWINS[name]}.c", level)
    return summarize(f"Run time of typed kernels, {level}", rows)


def calls(bench: Bench) -> Group:
    """(f) Calls and conversions."""
    folder = bench.folder / "micro"
    rows = timed_module(bench, folder / "calls.pyx", catalog.CALLS)
    rows += timed_module(bench, folder / "conversions.pyx", catalog.CONVERSIONS)
    return summarize("Calls and conversions", rows)


def memory(bench: Bench) -> Group:
    """(g) Memory by hand."""
    rows = timed_module(bench, bench.folder / "memory" / "noise.pyx", catalog.MEMORY)
    return summarize("Memory by hand", rows)


def views(bench: Bench) -> Group:
    """(h) Memoryviews."""
    return summarize("Memoryviews", timed_module(bench, bench.folder / "views" / "views.pyx", catalog.VIEWS))
