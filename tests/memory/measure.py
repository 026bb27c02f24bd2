"""How fast the checker is: lines a second on one core, and the slowest file.

    python3 tests/memory/measure.py --binary target/release/pyxide FOLDER…

Lines are those of the .pyx files below the folders, without what they include. Time is what the processor spent, which a
busy machine does not change. `--limit SECONDS` and `--rate LINES` make the exit status say whether a bound was missed.
"""

import argparse
import resource
import subprocess
import sys
from pathlib import Path


def spent() -> float:
    """Processor seconds of all finished child processes."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--binary", default="target/release/pyxide")
    parser.add_argument("--limit", type=float, default=5.0, help="most seconds for one file")
    parser.add_argument("--rate", type=float, default=10_000, help="least lines a second over all files")
    options = parser.parse_args()
    rows = []
    for path in sorted(p for folder in options.folders for p in folder.rglob("*.pyx")):
        lines = path.read_bytes().count(b"\n")
        before = spent()
        command = [options.binary, "check", "--jobs", "1", "--output-format", "concise", str(path)]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        rows.append((spent() - before, lines, path))
    if not rows:
        parser.error("no .pyx files there")
    seconds, lines = sum(r[0] for r in rows), sum(r[1] for r in rows)
    print(f"{len(rows)} files, {lines} lines, {seconds:.1f} s: {lines / seconds:,.0f} lines a second")
    for time, count, path in sorted(rows, reverse=True)[:5]:
        print(f"{time:6.2f} s {count:6} lines  {path}")
    return int(max(rows)[0] > options.limit or lines / seconds < options.rate)


if __name__ == "__main__":
    sys.exit(main())
