"""The groups about translating: its time (a), sizes (c), the compiler's memory (i), growth (j), profile (k).

Ratios are of processor time, of the whole process with its children. What pyxide cannot translate yet is reported with its first message.

Example: `translation(bench)["rows"][0]["ratios"]["cython"]["median"]`
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any, Callable, Dict, List

from . import corpus, generated
from .builders import first_message
from .context import Bench
from .figures import Ratio, in_turn
from .groups import Group, Row, summarize
from .process import Cost


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
    if sum(cost[0].wall for cost in costs.values()) > bench.budget:
        # Long enough to be measured once.
        times = {engine: [cost[0].cpu] for engine, cost in costs.items()}
    else:
        times = in_turn(runs, bench.rounds, bench.budget)
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
    rows = [bench.attempt(file.name, lambda: translate_row(bench, file)) for file in corpus.files(bench)]
    group = summarize("Translation to C, processor time of the whole process", rows)
    group["kind"] = "translation"
    return group


def sizes(bench: Bench) -> Group:
    """(c) Lines and bytes of C, and the stripped module's size."""
    sources = sorted(bench.folder.glob("*/*.pyx")) + sorted((bench.folder / "programs").glob("*.py"))
    rows = [
        bench.attempt(f"{source.parent.name}/{source.name}", lambda: size_row(bench, source)) for source in sources
    ]
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
    if own.status == 0:
        row["own_c_lines"] = line_count(folder / "own.c")
    row["ratios"] = {"cython": Ratio.of([row["module_bytes"]["pyxide"]], [row["module_bytes"]["cython"]]).as_json()}
    return row


def growth(bench: Bench) -> Group:
    """Translation time and memory against length: 100 to 100,000 generated lines, and what an empty module takes."""
    lengths = (100, 1000, 10000) if bench.quick else (100, 1000, 10000, 100000)
    empty = bench.work / "empty.pyx"
    empty.write_text("\n", encoding="utf-8")
    start = min(bench.builders.pyxide_translate(empty, bench.work / "empty.c").cpu for _ in range(10))
    rows = [bench.attempt(f"{lines} lines", lambda: growth_row(bench, lines, start)) for lines in lengths]
    return {"title": "Growth with length: generated modules", "kind": "growth", "rows": rows, "geometric_mean": {}}


def growth_row(bench: Bench, lines: int, start: float) -> Row:
    """One length; Cython up to 10,000 lines. `start` is the time for an empty module, in seconds."""
    source = bench.work / f"grown{lines}.pyx"
    source.write_text(generated.module(lines), encoding="utf-8")
    row: Row = {"name": f"{lines} lines", "lines": line_count(source)}
    engines: Dict[str, Any] = {"pyxide": bench.builders.pyxide_translate}
    if lines <= 10000:
        engines["cython"] = bench.builders.cython_translate
    for engine, translate in engines.items():
        output = bench.work / f"grown-{engine}.c"
        best = min((translate(source, output) for _ in range(10 if engine == "pyxide" and lines <= 1000 else 2)),
                   key=lambda cost: (cost.status != 0, cost.cpu))
        if best.status != 0:
            row["skipped"] = f"{engine} does not translate it: {first_message(best)}"
            break
        row.setdefault("seconds", {})[engine] = round(best.cpu, 4)
        row.setdefault("per_1000_lines", {})[engine] = round(1000 * best.cpu / row["lines"], 5)
        row.setdefault("peak_mib", {})[engine] = round(best.peak_kib / 1024, 1)
        if engine == "pyxide":
            row["beyond_start"] = {engine: round(1000 * (best.cpu - start) / row["lines"], 5)}
    return row


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


def compiler_memory(bench: Bench) -> Group:
    """(i) Peak memory of the compiler, taken from the translation runs; those are made if there are none yet."""
    translated = bench.tables.get("translation") or translation(bench)
    rows = [
        {"name": row["name"], "lines": row["lines"], "peak_mib": row["peak_mib"],
         "ratios": {"cython": Ratio.of([row["peak_mib"]["pyxide"]], [row["peak_mib"]["cython"]]).as_json()}}
        for row in translated["rows"] if "peak_mib" in row
    ]
    group = summarize("Peak memory of the compiler", rows)
    group["kind"] = "peak"
    return group
