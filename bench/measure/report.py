"""Writes the figures: `results.json` (for comparison), `results.md` (for people).

Needs the groups' values only; guarantees the same text for the same values.

Example: `render({"facts": {}, "groups": {}}).startswith("# Benchmarks")`
"""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Tuple

Column = Tuple[str, Callable[[Dict[str, Any]], str]]

INTRODUCTION = """\
Ratios say how much more the other one needs: 2.00 means that pyxide needs half. A figure is the median of ratios of
runs taken in turn, with the smallest and the largest in parentheses. Times are processor time, so that other work
on the machine hardly shows. Programs check their own results: every engine must give the same.
"""


def ratio(row: Dict[str, Any], engine: str) -> str:
    """A figure with its range."""
    figure = row.get("ratios", {}).get(engine)
    if figure is None:
        return ""
    if figure["low"] == figure["high"]:
        return f"{figure['median']:.2f}"
    return f"{figure['median']:.2f} ({figure['low']:.2f}–{figure['high']:.2f})"


def seconds(row: Dict[str, Any], engine: str, key: str = "seconds") -> str:
    """A time in milliseconds or seconds."""
    value = row.get(key, {}).get(engine)
    if value is None:
        return ""
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"


def number(row: Dict[str, Any], key: str, engine: str) -> str:
    """A count with separators."""
    value = row.get(key, {}).get(engine)
    return "" if value is None else f"{value:,}"


def of(engine: str, key: str = "seconds") -> Callable[[Dict[str, Any]], str]:
    """A column of times."""
    return lambda row: seconds(row, engine, key)


def ratio_to(engine: str) -> Callable[[Dict[str, Any]], str]:
    """A column of ratios."""
    return lambda row: ratio(row, engine)


def count_of(key: str, engine: str) -> Callable[[Dict[str, Any]], str]:
    """A column of counts."""
    return lambda row: number(row, key, engine)


COLUMNS: Dict[str, List[Column]] = {
    "ratios": [
        ("pyxide", of("pyxide")), ("Cython", of("cython")), ("C", of("c")), ("CPython", of("cpython")),
        ("Cython / pyxide", ratio_to("cython")), ("C / pyxide", ratio_to("c")), ("CPython / pyxide", ratio_to("cpython")),
        ("wall: pyxide", of("pyxide", "wall")), ("wall: Cython", of("cython", "wall")),
    ],
    "translation": [
        ("lines", lambda row: f"{row['lines']:,}"), ("pyxide", of("pyxide")), ("Cython", of("cython")),
        ("pyxide, per 1,000 lines", of("pyxide", "per_1000_lines")),
        ("Cython, per 1,000 lines", of("cython", "per_1000_lines")), ("Cython / pyxide", ratio_to("cython")),
    ],
    "sizes": [
        ("lines", lambda row: f"{row['lines']:,}"),
        ("own C lines: pyxide", lambda row: f"{row['own_c_lines']:,}" if "own_c_lines" in row else ""),
        ("C lines: pyxide", count_of("c_lines", "pyxide")), ("C lines: Cython", count_of("c_lines", "cython")),
        ("C bytes: pyxide", count_of("c_bytes", "pyxide")), ("C bytes: Cython", count_of("c_bytes", "cython")),
        ("module: pyxide", count_of("module_bytes", "pyxide")), ("module: Cython", count_of("module_bytes", "cython")),
        ("module, Cython / pyxide", ratio_to("cython")),
    ],
    "growth": [
        ("lines", lambda row: f"{row['lines']:,}"), ("pyxide", of("pyxide")), ("Cython", of("cython")),
        ("pyxide, per 1,000 lines", of("pyxide", "per_1000_lines")),
        ("Cython, per 1,000 lines", of("cython", "per_1000_lines")),
        ("pyxide, per 1,000 lines beyond an empty module", of("pyxide", "beyond_start")),
        ("pyxide, MiB", count_of("peak_mib", "pyxide")), ("Cython, MiB", count_of("peak_mib", "cython")),
    ],
    "peak": [
        ("lines", lambda row: f"{row['lines']:,}"), ("pyxide, MiB", count_of("peak_mib", "pyxide")),
        ("Cython, MiB", count_of("peak_mib", "cython")), ("Cython / pyxide", ratio_to("cython")),
    ],
    "profile": [("ms", lambda row: f"{row['ms']:.2f}")],
}


def render_group(name: str, group: Dict[str, Any]) -> List[str]:
    """One group's table. Columns with nothing in them are left out."""
    out = ["", f"## {group['title']}", ""]
    done = [row for row in group["rows"] if "skipped" not in row and "error" not in row]
    columns = [column for column in COLUMNS[group["kind"]] if any(column[1](row) for row in done)]
    if done:
        out.append("| " + " | ".join(["", *(title for title, _ in columns)]) + " |")
        out.append("| " + " | ".join(["---", *("--:" for _ in columns)]) + " |")
        for row in done:
            out.append("| " + " | ".join([row["name"], *(cell(row) for _, cell in columns)]) + " |")
    for engine, mean in group.get("geometric_mean", {}).items():
        title = {"cython": "Cython", "c": "C", "cpython": "CPython"}[engine]
        out += ["", f"Geometric mean, {title} / pyxide: **{mean:.2f}**"]
    for row in group["rows"]:
        if "skipped" in row or "error" in row:
            out += ["", f"Not measured: {row['name']}: {row.get('skipped') or row.get('error')}"]
    if done and group["kind"] in ("ratios", "translation", "growth", "peak", "sizes"):
        out += ["", f"![{group['title']}](plots/{name}.svg)"]
    return out


def render(results: Dict[str, Any]) -> str:
    """The whole page."""
    out = ["# Benchmarks", "", INTRODUCTION.rstrip(), "", "| | |", "| --- | --- |"]
    out += [f"| {key} | {value} |" for key, value in results["facts"].items()]
    for name, group in results["groups"].items():
        out += render_group(name, group)
    return "\n".join(out) + "\n"
