"""What the tests of references share: the compiler and the interpreter."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", str(ROOT / "target")))
BINARY = Path(os.environ.get("PYXIDE_BINARY", str(TARGET / "debug" / "pyxide"))).resolve()
PYTHON = sys.executable
