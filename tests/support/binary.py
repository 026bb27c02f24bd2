"""Where the scripts of the tests find the compiler.

    sys.path.insert(0, str(ROOT / "tests/support"))
    from binary import find_pyxide
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def find_pyxide(named):
    """The binary: the named one, else the newer of the two that cargo makes; without one the program ends."""
    if named:
        return Path(named).resolve()
    target = Path(os.environ.get("CARGO_TARGET_DIR", str(ROOT / "target")))
    built = [p for p in (target / "release/pyxide", target / "debug/pyxide") if p.exists()]
    if not built:
        sys.exit("there is no pyxide binary: run `cargo build -p pyxide_cli`, or name one with --pyxide")
    return max(built, key=lambda p: p.stat().st_mtime)
