"""Draws one SVG file per group from `results.json`, with matplotlib. A program of its own: it runs in the
environment that has matplotlib.

Usage: `python plot.py RESULTS.json FOLDER`
"""

import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "pyxide"
matplotlib.rcParams["font.size"] = 9

from matplotlib import pyplot  # noqa: E402

NAMES = {"cython": "Cython", "c": "C", "cpython": "CPython"}


def bars(group, axes):
    """Ratios with their ranges, one bar per row and engine."""
    rows = [row for row in group["rows"] if row.get("ratios")]
    engines = [engine for engine in NAMES if any(engine in row["ratios"] for row in rows)]
    height = 0.8 / max(1, len(engines))
    for place, engine in enumerate(engines):
        for index, row in enumerate(rows):
            figure = row["ratios"].get(engine)
            if figure is None:
                continue
            y = index + (place - (len(engines) - 1) / 2) * height
            spread = [[figure["median"] - figure["low"]], [figure["high"] - figure["median"]]]
            axes.barh(y, figure["median"], height, xerr=spread, color=f"C{place}",
                      label=f"{NAMES[engine]} / pyxide" if index == 0 else None, error_kw={"lw": 0.8})
    axes.axvline(1.0, color="black", lw=0.8)
    axes.set_yticks(range(len(rows)), [row["name"] for row in rows])
    axes.invert_yaxis()
    if rows and max(f["high"] for row in rows for f in row["ratios"].values()) > 20:
        axes.set_xscale("log")
    axes.set_xlabel("ratio (above 1: pyxide needs less)")
    if engines:
        axes.legend(loc="best")
    return len(rows) * max(1, len(engines))


def curves(group, axes):
    """Time per thousand lines against length."""
    for engine, name in (("pyxide", "pyxide"), ("cython", "Cython")):
        points = [(row["lines"], row["per_1000_lines"][engine] * 1000) for row in group["rows"]
                  if engine in row.get("per_1000_lines", {})]
        if points:
            axes.plot(*zip(*points), marker="o", label=name)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("lines")
    axes.set_ylabel("ms per 1,000 lines")
    axes.legend()
    return 16


def main(source, folder):
    results = json.loads(Path(source).read_text(encoding="utf-8"))
    for name, group in results["groups"].items():
        if not any(row.get("ratios") or row.get("per_1000_lines") for row in group["rows"]):
            continue
        figure, axes = pyplot.subplots()
        size = (curves if group["kind"] == "growth" else bars)(group, axes)
        axes.set_title(group["title"])
        figure.set_size_inches(7.5, 1.4 + 0.22 * max(4, size))
        figure.tight_layout()
        figure.savefig(Path(folder) / f"{name}.svg", metadata={"Date": None})
        pyplot.close(figure)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
