"""Figures and their spread: ratios of runs taken in turn.

Two things are run alternately, A B A B …; each pair gives one ratio B/A, and a figure is the median of the ratios
with the smallest and the largest. A ratio above 1 says that pyxide (A) needs less than the other.

Example: `Ratio.of([1.0, 1.0], [2.0, 4.0]).median == 3.0`
"""

from __future__ import annotations

import math
import statistics
import time
from dataclasses import dataclass
from typing import Callable, Dict, Iterable, List, Sequence


@dataclass(frozen=True)
class Ratio:
    """A median ratio with its range."""

    median: float
    low: float
    high: float

    @staticmethod
    def of(ours: Sequence[float], theirs: Sequence[float]) -> "Ratio":
        """The figure of paired runs."""
        ratios = [b / a for a, b in zip(ours, theirs) if a > 0]
        return Ratio(statistics.median(ratios), min(ratios), max(ratios))

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.low:.2f}–{self.high:.2f})"

    def as_json(self) -> Dict[str, float]:
        """The figure for `results.json`."""
        return {"median": round(self.median, 4), "low": round(self.low, 4), "high": round(self.high, 4)}


def in_turn(
    runs: Dict[str, Callable[[], float]], rounds: int, budget: float = math.inf, least: int = 2
) -> Dict[str, List[float]]:
    """Calls each of `runs` once per round, in turn; the order is reversed every second round. After `budget` seconds
    of wall time no further round begins, but `least` rounds are done in any case."""
    taken: Dict[str, List[float]] = {name: [] for name in runs}
    started = time.monotonic()
    for number in range(rounds):
        if number >= least and time.monotonic() - started > budget:
            break
        names = list(runs) if number % 2 == 0 else list(reversed(list(runs)))
        for name in names:
            taken[name].append(runs[name]())
    return taken


def geometric_mean(values: Iterable[float]) -> float:
    """The geometric mean; 1 of nothing."""
    logs = [math.log(value) for value in values]
    return math.exp(sum(logs) / len(logs)) if logs else 1.0
