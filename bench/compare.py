#!/usr/bin/env python3
"""Names what got slower, and what faster, between two results files, beyond their noise.

A figure counts as changed when the medians differ by more than the margin and the ranges do not overlap.

Example: `python3 bench/compare.py old/results.json bench/results.json` (status 1 when something got slower)
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Tuple

Figure = Dict[str, float]


def figures(results: Dict[str, Any]) -> Iterator[Tuple[str, Figure]]:
    """Every figure with its name."""
    for group, content in results["groups"].items():
        for row in content["rows"]:
            for engine, figure in row.get("ratios", {}).items():
                yield f"{group}: {row['name']}, {engine} / pyxide", figure


def changes(old: Dict[str, Any], new: Dict[str, Any], margin: float) -> Tuple[List[str], List[str]]:
    """What got slower and what got faster, each as a line."""
    before = dict(figures(old))
    slower: List[str] = []
    faster: List[str] = []
    for name, figure in figures(new):
        known = before.get(name)
        if known is None:
            continue
        line = f"{name}: {known['median']:.2f} → {figure['median']:.2f}"
        if figure["median"] < known["median"] * (1 - margin) and figure["high"] < known["low"]:
            slower.append(line)
        elif figure["median"] > known["median"] * (1 + margin) and figure["low"] > known["high"]:
            faster.append(line)
    return slower, faster


def main(argv: Optional[List[str]] = None) -> int:
    """Prints the changes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--margin", type=float, default=0.03, help="how much of a change counts")
    options = parser.parse_args(argv)
    old, new = (json.loads(path.read_text(encoding="utf-8")) for path in (options.old, options.new))
    slower, faster = changes(old, new, options.margin)
    for word, lines in (("slower", slower), ("faster", faster)):
        print(f"{word}: {len(lines)}")
        for line in lines:
            print(f"  {line}")
    return 1 if slower else 0


if __name__ == "__main__":
    sys.exit(main())
