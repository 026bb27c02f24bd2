"""Chooses the fixed sample of passing cases that continuous integration runs.

The choice depends on the names alone, by a hash, so that it changes by single cases as the record grows.

Example: `choose_sample(record.read(path))` gives at most 80 names, sorted.
"""

from __future__ import annotations

import hashlib
from typing import Dict, List

from .judge import Result

SIZE = 80


def choose_sample(committed: Dict[str, Result]) -> List[str]:
    """The passing cases with the smallest hashes. Multi-file cases stay out: they take too long."""
    passing = [name for name, result in committed.items() if result.status == "pass" and result.category != "srctree"]
    return sorted(sorted(passing, key=lambda name: hashlib.sha256(name.encode()).hexdigest())[:SIZE])
