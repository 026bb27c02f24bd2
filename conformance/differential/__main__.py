"""Compares compiled modules with CPython on random programs.

    python3 conformance/differential --seeds 0-20               twenty modules of 25 functions
    python3 conformance/differential --seeds 7 --keep /tmp/d     one of them; its text and modules stay in the folder

A function that pyxide refuses as Cython does (an index of a float, a name that nothing binds) is left out. Results,
exceptions with their context and cause, and the order of calls are compared, but not the words of messages. Two
differences are Cython's as well and passed over: a method is looked up after its arguments are evaluated, so
AttributeError may give way to what an argument raises; and NameError stands for UnboundLocalError.

Status 1 when anything differs or a module crashes.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import List, Optional, Tuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from differential.programs import module  # noqa: E402

ROOT = HERE.parent.parent
ERROR = re.compile(r"^[^:\n]+:(\d+):\d+: error\[([a-z-]+)\]", re.M)
#: What a function of random names and types may rightly be refused for.
REFUSALS = {"invalid-operation", "type-mismatch", "undeclared-name"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="0-10", help="one number, or FIRST-END (END is not included)")
    parser.add_argument("--functions", type=int, default=25)
    parser.add_argument("--pyxide", default=str(Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug/pyxide"))
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    first, _, end = options.seeds.partition("-")
    different = functions = 0
    with tempfile.TemporaryDirectory() as temporary:
        for seed in range(int(first), int(end or int(first) + 1)):
            folder = (options.keep or Path(temporary)) / "seed{}".format(seed)
            folder.mkdir(parents=True, exist_ok=True)
            compared, problems = try_seed(seed, folder, options)
            functions += compared
            different += bool(problems)
            for problem in problems[:6]:
                print("seed {}: {}".format(seed, problem))
    print("{} functions compared, {} modules differ".format(functions, different))
    return int(different > 0)


def try_seed(seed: int, folder: Path, options: argparse.Namespace) -> Tuple[int, List[str]]:
    """The number of functions that were compared, and what went wrong."""
    name = "generated{}".format(seed)
    source = folder / (name + ".py")
    built = folder / "built"
    text = module(seed, options.functions)
    while True:
        source.write_text(text)
        command = [options.pyxide, "build", str(source), "-o", str(built), "--output-format", "concise"]
        build = subprocess.run(command, capture_output=True, text=True)
        if build.returncode == 0:
            break
        found = ERROR.findall(build.stderr)
        if not found or not {code for _, code in found} <= REFUSALS:
            return 0, [build.stderr.strip()[:400]]
        text = without_functions(text, {int(line) for line, _ in found})
    expected = run(folder, name, options.python)
    got = run(built, name, options.python)
    if expected is None or got is None:
        return 0, [] if expected is None else ["the module does not end in time"]
    problems = [
        "CPython {}\n        pyxide  {}".format(a, b)
        for a, b in zip(comparable(expected.stdout), comparable(got.stdout))
        if a != b and "raises AttributeError" not in a
    ]
    if got.returncode != 0:
        problems.insert(0, "ends with status {}: {}".format(got.returncode, got.stderr[-300:]))
    return text.count("\ndef test"), problems


def without_functions(text: str, lines: set) -> str:
    """The module without the functions that have these lines."""
    kept, pending, gone = [], [], set()
    dropping = None
    for number, line in enumerate(text.split("\n"), 1):
        if line and not line[0].isspace():
            found = re.match(r"def (test\d+)", line)
            dropping = found.group(1) if found else None
            kept.extend(pending)
            pending = []
        pending.append(line)
        if number in lines and dropping:
            gone.add(dropping)
        if dropping in gone:
            pending = []
    calls = tuple("    run(\"{}\",".format(name) for name in gone)
    return "\n".join(line for line in kept + pending if not line.startswith(calls))


def run(folder: Path, name: str, python: str) -> Optional["subprocess.CompletedProcess[str]"]:
    code = "import sys; sys.path.insert(0, {!r}); import {} as m; m.main()".format(str(folder), name)
    environment = dict(os.environ, PYTHONHASHSEED="0", PYTHONWARNINGS="ignore")
    try:
        return subprocess.run([python, "-c", code], capture_output=True, text=True, env=environment, timeout=60)
    except subprocess.TimeoutExpired:
        return None


def comparable(output: str) -> List[str]:
    return output.replace("UnboundLocalError", "NameError").splitlines()


if __name__ == "__main__":
    sys.exit(main())
