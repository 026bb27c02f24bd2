"""The groups about compiling: translation time (a), builds (b), sizes (c), the compiler's memory (i), growth, profile.

Ratios are of processor time, of the whole process with its children; wall time is given beside where more than one
process runs. What pyxide cannot translate yet is reported with its first message.

Example: `translation(bench)["rows"][0]["ratios"]["cython"]["median"]`
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, Callable, Dict, List

from . import corpus, generated
from .builders import first_message
from .context import Bench
from .figures import Ratio, in_turn
from .groups import Group, Row, summarize
from .process import Cost, measure


def translate_row(bench: Bench, file: corpus.SourceFile) -> Row:
    """Both compilers on one file, in turn."""
    row: Row = {"name": file.name, "lines": file.lines}
    work = bench.work / "translate"
    work.mkdir(parents=True, exist_ok=True)
    suffix = "cpp" if file.cplus else "c"
    ours, theirs = work / f"ours.{suffix}", work / f"theirs.{suffix}"
    options = file.options()
    named = ["--module-name", file.module] if file.module else []
    costs: Dict[str, List[Cost]] = {"pyxide": [], "cython": []}

    def once(engine: str) -> Callable[[], float]:
        def run() -> float:
            if engine == "pyxide":
                cost = bench.builders.pyxide_translate(file.path, ours, options + named)
            else:
                cost = bench.builders.cython_translate(file.path, theirs, [*options, *named, "-X", "autotestdict=False"])
            costs[engine].append(cost)
            return cost.cpu
        return run

    runs = {engine: once(engine) for engine in costs}
    for engine, run in runs.items():
        run()
        if costs[engine][0].status != 0:
            row["skipped"] = f"{engine} does not translate it: {first_message(costs[engine][0])}"
            return row
    rounds = min(bench.rounds, 3) if file.lines > 3000 else bench.rounds
    times = in_turn(runs, rounds)
    row["seconds"] = {engine: min(values) for engine, values in times.items()}
    row["per_1000_lines"] = {e: round(1000 * s / max(1, file.lines), 5) for e, s in row["seconds"].items()}
    row["ratios"] = {"cython": Ratio.of(times["pyxide"], times["cython"]).as_json()}
    row["peak_mib"] = {e: round(max(c.peak_kib for c in costs[e]) / 1024, 1) for e in costs}
    row["c_lines"] = {"pyxide": line_count(ours), "cython": line_count(theirs)}
    row["c_bytes"] = {"pyxide": ours.stat().st_size, "cython": theirs.stat().st_size}
    return row


def line_count(path: Path) -> int:
    """Lines of a file."""
    return path.read_bytes().count(b"\n")


def translation(bench: Bench) -> Group:
    """(a) Translation time."""
    rows = []
    for file in corpus.files(bench):
        bench.say(file.name)
        rows.append(translate_row(bench, file))
    group = summarize("Translation to C, processor time of the whole process", rows)
    group["kind"] = "translation"
    return group


def building(bench: Bench) -> Group:
    """(b) From source to importable module: cold, warm, unchanged, and a project."""
    rows: List[Row] = []
    sources = [bench.folder / "memory" / "noise.pyx", bench.folder / "programs" / "scheduler.py",
               bench.folder / "micro" / "calls.pyx"]
    for source in sources:
        for state in ("cold", "warm", "unchanged"):
            bench.say(f"build {source.name}, {state}")
            rows.append(build_row(bench, source, state))
    rows.append(project_row(bench))
    return summarize("Build to an importable module, processor time", rows)


def build_row(bench: Bench, source: Path, state: str) -> Row:
    """One file built by both in turn. `cold`: pyxide has no compiled runtime; `unchanged`: nothing to do."""
    caches = bench.work / "caches"
    costs: Dict[str, List[Cost]] = {"pyxide": [], "cython": []}
    number = [0]

    def ours() -> float:
        number[0] += 1
        folder = bench.work / "b" / ("same" if state == "unchanged" else f"p{number[0]}")
        cache = caches / (f"{source.stem}{number[0]}" if state == "cold" else "warm")
        shutil.copy(source, bench.work / source.name)
        if state != "unchanged":
            # A warm runtime but a module not seen before: what a person sees after an edit.
            with open(bench.work / source.name, "a", encoding="utf-8") as out:
                out.write(f"\nedited = {number[0]}\n")
        os.environ["PYXIDE_CACHE"] = str(cache)
        try:
            cost = bench.builders.pyxide(bench.work / source.name, folder).cost
        finally:
            del os.environ["PYXIDE_CACHE"]
        assert cost is not None
        costs["pyxide"].append(cost)
        return cost.cpu

    def theirs() -> float:
        if state == "unchanged":
            # cythonize looks at time stamps only; this is its cost of finding nothing to do.
            folder = bench.work / "c-same"
            folder.mkdir(exist_ok=True)
            if not (folder / source.name).exists():
                shutil.copy(source, folder / source.name)
                measure([bench.python, "-m", "Cython.Build.Cythonize", "-3", "-i", "-q", source.name], cwd=folder)
            cost = measure([bench.python, "-m", "Cython.Build.Cythonize", "-3", "-i", "-q", source.name], cwd=folder)
        else:
            built = bench.builders.cython(source, bench.work / "b" / "cython").cost
            assert built is not None
            cost = built
        costs["cython"].append(cost)
        return cost.cpu

    row: Row = {"name": f"{source.name}, {state}"}
    for engine, run in (("pyxide", ours), ("cython", theirs)):
        run()
        if costs[engine][0].status != 0:
            row["skipped"] = f"{engine} does not build it: {first_message(costs[engine][0])}"
            return row
    times = in_turn({"pyxide": ours, "cython": theirs}, min(bench.rounds, 5))
    row["seconds"] = {engine: min(values) for engine, values in times.items()}
    row["wall"] = {engine: round(min(c.wall for c in costs[engine][1:]), 4) for engine in costs}
    row["ratios"] = {"cython": Ratio.of(times["pyxide"], times["cython"]).as_json()}
    return row


def project_row(bench: Bench) -> Row:
    """Forty modules with two jobs."""
    count = 6 if bench.quick else 40
    bench.say(f"project of {count} modules")
    row: Row = {"name": f"project of {count} modules, two jobs"}
    walls: Dict[str, Cost] = {}
    for engine in ("pyxide", "cython"):
        folder = bench.work / f"project-{engine}"
        shutil.rmtree(folder, ignore_errors=True)
        generated.project(folder, count)
        if engine == "pyxide":
            command = [str(bench.pyxide), "build", "generated", "--inplace", "-j", "2", "--python", bench.python]
        else:
            command = [bench.python, "-m", "Cython.Build.Cythonize", "-3", "-i", "-q", "-j", "2", "generated/*.pyx"]
        cost = measure(command, cwd=folder, env={"CFLAGS": "-O2 -DNDEBUG -fwrapv -w"}, timeout=1800)
        built = list((folder / "generated").glob("*.so"))
        if cost.status != 0 or len(built) != count:
            row["skipped"] = f"{engine} built {len(built)} of {count}: {first_message(cost)}"
            return row
        walls[engine] = cost
    row["seconds"] = {engine: cost.cpu for engine, cost in walls.items()}
    row["wall"] = {engine: round(cost.wall, 3) for engine, cost in walls.items()}
    row["ratios"] = {"cython": Ratio.of([walls["pyxide"].cpu], [walls["cython"].cpu]).as_json()}
    return row


def sizes(bench: Bench) -> Group:
    """(c) Lines and bytes of C, and the stripped module's size."""
    rows: List[Row] = []
    sources = sorted(bench.folder.glob("*/*.pyx")) + sorted((bench.folder / "programs").glob("*.py"))
    for source in sources:
        bench.say(f"size of {source.name}")
        rows.append(size_row(bench, source))
    group = summarize("Sizes: generated C, and the stripped module", rows)
    group["kind"] = "sizes"
    return group


def size_row(bench: Bench, source: Path) -> Row:
    """Both compilers' output for one file."""
    row: Row = {"name": f"{source.parent.name}/{source.name}", "lines": line_count(source)}
    folder = bench.work / "sizes"
    folder.mkdir(parents=True, exist_ok=True)
    outputs = {"pyxide": folder / "ours.c", "cython": folder / "theirs.c"}
    translators = {"pyxide": bench.builders.pyxide_translate, "cython": bench.builders.cython_translate}
    builders = {"pyxide": bench.builders.pyxide, "cython": bench.builders.cython}
    own = bench.builders.pyxide_translate(source, folder / "own.c", ["--emit", "c"])
    for engine, output in outputs.items():
        cost = translators[engine](source, output)
        built = builders[engine](source, folder / engine)
        if cost.status != 0 or built.module is None:
            row["skipped"] = f"{engine} does not build it: {built.reason or first_message(cost)}"
            return row
        stripped = folder / f"{engine}.so"
        subprocess.run(["strip", "-o", str(stripped), str(built.module)], check=True)
        row.setdefault("c_lines", {})[engine] = line_count(output)
        row.setdefault("c_bytes", {})[engine] = output.stat().st_size
        row.setdefault("module_bytes", {})[engine] = stripped.stat().st_size
    if own.status == 0 and own.stdout:
        row["own_c_lines"] = own.stdout.count("\n")
    row["ratios"] = {"cython": Ratio.of([row["module_bytes"]["pyxide"]], [row["module_bytes"]["cython"]]).as_json()}
    return row


def growth(bench: Bench) -> Group:
    """Translation time and memory against length: 100 to 100,000 generated lines."""
    rows: List[Row] = []
    for lines in (100, 1000, 10000) if bench.quick else (100, 1000, 10000, 100000):
        source = bench.work / f"grown{lines}.pyx"
        source.write_text(generated.module(lines), encoding="utf-8")
        bench.say(f"{lines} generated lines")
        row: Row = {"name": f"{lines} lines", "lines": line_count(source)}
        engines: Dict[str, Any] = {"pyxide": bench.builders.pyxide_translate}
        if lines <= 10000:
            engines["cython"] = bench.builders.cython_translate
        for engine, translate in engines.items():
            output = bench.work / f"grown-{engine}.c"
            best = min((translate(source, output) for _ in range(3 if lines <= 1000 else 1)),
                       key=lambda cost: (cost.status != 0, cost.cpu))
            if best.status != 0:
                row["skipped"] = f"{engine} does not translate it: {first_message(best)}"
                break
            row.setdefault("seconds", {})[engine] = round(best.cpu, 4)
            row.setdefault("per_1000_lines", {})[engine] = round(1000 * best.cpu / row["lines"], 5)
            row.setdefault("peak_mib", {})[engine] = round(best.peak_kib / 1024, 1)
        rows.append(row)
    return {"title": "Growth with length: generated modules", "kind": "growth", "rows": rows, "geometric_mean": {}}


def profile(bench: Bench) -> Group:
    """Where pyxide's time goes on the largest file it translates: what `--timings` prints."""
    for file in reversed(corpus.files(bench)):
        named = ["--module-name", file.module] if file.module else []
        options = [*file.options(), *named, "--timings"]
        cost = bench.builders.pyxide_translate(file.path, bench.work / "profile.c", options)
        if cost.status == 0:
            found = re.findall(r"^\s*([\w ./-]+?)[:\s]+([\d.]+) ?(ms|s|us|µs)\b", cost.stderr, re.M)
            scale = {"s": 1000.0, "ms": 1.0, "us": 0.001, "µs": 0.001}
            rows: List[Row] = [{"name": name.strip(), "ms": float(value) * scale[unit]} for name, value, unit in found]
            return {"title": f"Time per pass on {file.name} ({file.lines} lines)", "kind": "profile", "rows": rows,
                    "geometric_mean": {}}
    return {"title": "Time per pass", "kind": "profile", "rows": [], "geometric_mean": {}}


def compiler_memory(translated: Group) -> Group:
    """(i) Peak memory of the compiler, taken from the translation runs."""
    rows = [
        {"name": row["name"], "lines": row["lines"], "peak_mib": row["peak_mib"],
         "ratios": {"cython": Ratio.of([row["peak_mib"]["pyxide"]], [row["peak_mib"]["cython"]]).as_json()}}
        for row in translated["rows"] if "peak_mib" in row
    ]
    group = summarize("Peak memory of the compiler", rows)
    group["kind"] = "peak"
    return group
