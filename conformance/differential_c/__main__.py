"""Compares modules that pyxide compiled with what Cython makes of the same random programs.

    python3 conformance/differential_c --seeds 0-20              twenty modules of 30 functions
    python3 conformance/differential_c --seeds 7 --keep /tmp/d   one of them; its text and modules stay in the folder
    python3 conformance/differential_c --seeds 0-20 --reduce     and makes each failing program small
    python3 conformance/differential_c --seeds 0-20 --areas flow modules about one part of the language
    python3 conformance/differential_c --seeds 0-20 --refnanny   built with the reference nanny
    python3 conformance/differential_c --seeds 0-20 --levels     built at -O0, -O2 and the default, which must agree
    python3 conformance/differential_c --seeds 0-20 --sanitize   built with gcc's address and undefined behaviour sanitizers

What Cython refuses is left out. Outputs are compared line by line: results, exceptions with their texts, and the log of
what happened. Status 1 when anything differs, a module crashes, or pyxide refuses what Cython accepts.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import List, NamedTuple, Optional, Tuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from differential_c.areas import AREAS  # noqa: E402
from differential_c.build import Built, Output, Tools, write  # noqa: E402
from differential_c.parts import without  # noqa: E402
from differential_c.program import Generator  # noqa: E402
from differential_c.reduce import shrink  # noqa: E402

ROOT = HERE.parent.parent


class Difference(NamedTuple):
    """`kind` is refused, crash, output, nanny, sanitizer or c; `name` is the function, `text` what was seen."""

    kind: str
    name: str
    text: str


def main() -> int:
    options = arguments()
    preload = ""
    if options.sanitize:
        names = ("libasan.so", "libubsan.so")
        preload = " ".join(subprocess.run(["gcc", "-print-file-name=" + name], capture_output=True, text=True).stdout.strip() for name in names)
    flags = "-O0 -g1 -fno-omit-frame-pointer -fsanitize=address,undefined" if options.sanitize else ""
    tools = Tools(options.cython, options.pyxide, options.python, flags, options.reference_cflags, ("--refnanny",) if options.refnanny else (), preload)
    reference = Tools(options.cython, options.pyxide, options.python, "", options.reference_cflags)
    first, _, end = options.seeds.partition("-")
    totals: Counter = Counter()
    with tempfile.TemporaryDirectory() as temporary:
        for seed in range(int(first), int(end or int(first) + 1)):
            folder = (options.keep or Path(temporary)) / "seed{}".format(seed)
            found = try_seed(seed, folder, tools, reference, options, totals)
            totals["modules"] += 1
            totals["modules that differ"] += bool(found)
            for difference in found[:options.show]:
                print("seed {}: {} {}: {}".format(seed, difference.kind, difference.name, difference.text), flush=True)
            if options.reduce:
                for number, difference in enumerate(distinct(found)[:options.reduce]):
                    reduce_one(seed, folder, difference, number, tools, reference)
            if not found and options.keep:
                shutil.rmtree(folder)
    print(", ".join("{} {}".format(count, what) for what, count in sorted(totals.items())))
    return int(totals["modules that differ"] > 0)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="0-10", help="one number, or FIRST-END (END is not included)")
    parser.add_argument("--areas", default="", help="modules of these parts of the language, separated by commas: " + ", ".join(sorted(AREAS)))
    parser.add_argument("--functions", type=int, help="how many functions a module has, or parts of areas (30, or 3)")
    parser.add_argument("--pyxide", default=str(Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug/pyxide"))
    parser.add_argument("--cython", default=sys.executable, help="an interpreter that has Cython")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--reference-cflags", default="-O0", help="how Cython's C is compiled")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--show", type=int, default=6, help="differences to print for each module")
    parser.add_argument("--reduce", type=int, nargs="?", const=4, default=0, metavar="N", help="make up to N differences of each module small")
    parser.add_argument("--refnanny", action="store_true")
    parser.add_argument("--levels", action="store_true")
    parser.add_argument("--sanitize", action="store_true")
    options = parser.parse_args()
    if options.functions is None:
        options.functions = 3 if options.areas else 30
    return options


def distinct(found: List[Difference]) -> List[Difference]:
    """One difference for each function, or message."""
    seen, out = set(), []
    for difference in found:
        key = re.sub(r"'[^']*'|`[^`]*`|\d+", "", difference.text) if difference.kind in ("refused", "c") else difference.name
        if key not in seen:
            seen.add(key)
            out.append(difference)
    return out


def try_seed(seed: int, folder: Path, tools: Tools, reference: Tools, options: argparse.Namespace, totals: Counter) -> List[Difference]:
    name = "random{}".format(seed)
    areas = options.areas.split(",") if options.areas else []
    module = Generator(seed).module_of(areas, options.functions) if areas else Generator(seed).module(name, options.functions)
    write(folder, name, module.text, module.declarations, module.calls)
    accepted = make_acceptable(folder, name, reference)
    if not accepted.works:
        totals["modules that Cython does not compile"] += 1
        print("seed {}: no module: {}".format(seed, (accepted.errors or [accepted.other])[0]), flush=True)
        return []
    found: List[Difference] = []
    for _ in range(8):
        built = tools.pyxide(folder, name)
        if built.works:
            break
        found += [Difference("refused", "{}:{}".format(kind, line), text) for kind, line, text in built.errors]
        if not built.errors or any(kind == "pxd" for kind, _, _ in built.errors):
            return found or [Difference("c", "module", built.other)]
        source = folder / (name + ".pyx")
        shutil.copy(source, folder / (name + ".refused"))
        source.write_text("\n".join(without(source.read_text().split("\n"), {line - 1 for _, line, _ in built.errors})))
        if not make_acceptable(folder, name, reference).works:
            return found
    else:
        return found
    text = (folder / (name + ".pyx")).read_text()
    totals["functions"] += len(re.findall(r"^ *(?:async )?(?:cp?def|def)\b[^\n]*:$", text, re.M))
    expected = reference.run(folder, name, "reference")
    got = tools.run(folder, name, "built")
    totals["calls"] += len(expected.lines) // 2
    found += compare(expected, got, totals)
    if options.levels:
        for level in ("-O0", "-O2"):
            built = tools.pyxide(folder, name, cflags=level, into="built" + level)
            other = tools.run(folder, name, "built" + level) if built.works else None
            if other is None or other.lines != got.lines:
                found.append(Difference("level", level, "differs from the default" if other else built.other))
    return found


def make_acceptable(folder: Path, name: str, reference: Tools) -> Built:
    """Takes out what Cython refuses, and declarations of what was taken out."""
    source, header = folder / (name + ".pyx"), folder / (name + ".pxd")
    built = Built([], "")
    for _ in range(25):
        built = reference.cython(folder, name)
        gone = {line - 1 for kind, line, text in built.errors if kind == "pxd" and "not defined" in text}
        if gone:
            lines = header.read_text().split("\n")
            header.write_text("\n".join(line for number, line in enumerate(lines) if number not in gone))
            continue
        if not built.errors or any(kind == "pxd" for kind, _, _ in built.errors):
            break
        source.write_text("\n".join(without(source.read_text().split("\n"), {line - 1 for _, line, _ in built.errors})))
    return built


def compare(expected: Output, got: Output, totals: Counter) -> List[Difference]:
    found = []
    for a, b in zip(map(comparable, expected.lines), map(comparable, got.lines)):
        if a != b and "MemoryError" not in a:
            found.append(Difference("output", a.split(" ")[0], "\n    Cython {}\n    pyxide {}".format(*around(a, b))))
    if "reference nanny" in got.errors:
        found.append(Difference("nanny", "module", got.errors[-600:]))
    if "runtime error" in got.errors or "AddressSanitizer" in got.errors:
        found.append(Difference("sanitizer", "module", "\n".join(line for line in got.errors.splitlines() if "error" in line.lower())[:900]))
    if expected.status != 0:
        totals["modules that fail under Cython"] += 1
        last = expected.lines[-1] if expected.lines else expected.errors[-300:]
        print("{} under Cython: status {}".format(last[:200], expected.status), flush=True)
        if expected.status == 1 or got.status == expected.status:
            return found
    elif got.status not in (0, 70):
        last = got.lines[-1] if got.lines else got.errors[-300:]
        found.insert(0, Difference("crash", last.split(" ")[0], "status {} after {} {}".format(got.status, last[:200], got.errors[-200:])))
    return found


def comparable(line: str) -> str:
    """Without the C names of enums, without what a division by zero is called, and without the contexts of exceptions of
    generators, which Cython's lose where they are suspended in `finally`."""
    if re.match(r"gen\d+_", line):
        line = re.sub(r"( raises [^|]*?) after \w+: (?:'[^']*'|\"[^\"]*\")", r"\1", line)
    return re.sub(r"ZeroDivisionError(: |\()['\"][^'\"]*['\"]", "ZeroDivisionError", re.sub(r"enum \w+", "enum", line))


def around(a: str, b: str) -> Tuple[str, str]:
    """Two different lines, from a little before where they part."""
    same = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    start = max(0, same - 100)
    head = " ".join(a.split(" ")[:2]) + " ... " if start else ""
    return head + a[start:same + 160], head + b[start:same + 160]


def reduce_one(seed: int, folder: Path, difference: Difference, number: int, tools: Tools, reference: Tools) -> None:
    """Makes the module small in a folder of its own, `small0` and so on."""
    name = "random{}".format(seed)
    small = folder / "small{}".format(number)
    original = folder / (name + (".refused" if difference.kind == "refused" else ".pyx"))
    pxd = folder / (name + ".pxd")
    declarations = pxd.read_text() if pxd.exists() else None
    calls = (folder / (name + "_calls.py")).read_text().split("\n")
    if difference.kind in ("output", "crash"):
        calls = [line for line in calls if not line.startswith("    ('") or line.startswith("    ('{}',".format(difference.name))]
    wanted = re.sub(r"'[^']*'|`[^`]*`|\d+", "", difference.text)

    def still(lines: List[str]) -> bool:
        write(small, name, "\n".join(lines), declarations, "\n".join(calls))
        if difference.kind == "refused":
            built = tools.pyxide(small, name, compile_c=False)
            if not any(re.sub(r"'[^']*'|`[^`]*`|\d+", "", text) == wanted for _, _, text in built.errors):
                return False
            return reference.cython(small, name, compile_c=False).works
        built = tools.pyxide(small, name)
        if difference.kind == "c":
            return bool(built.other) and built.other[:40] == difference.text[:40] and reference.cython(small, name, compile_c=False).works
        if not built.works or not reference.cython(small, name).works:
            return False
        expected, got = reference.run(small, name, "reference", 10), tools.run(small, name, "built", 10)
        if expected.status != 0:
            return False
        return any(d.kind == difference.kind and (d.name == difference.name) for d in compare(expected, got, Counter()))
    lines = original.read_text().split("\n")
    if not still(lines):
        print("seed {}: {} {} does not show by itself".format(seed, difference.kind, difference.name), flush=True)
        return
    lines = shrink(lines, still)
    if difference.kind in ("output", "crash"):
        calls = shrink_calls(calls, lambda given: [None for calls[:] in [given]] and still(lines), calls)
    still(lines)
    print("seed {}: {} {} reduced to {} lines: {}".format(seed, difference.kind, difference.name, len(lines), small / (name + ".pyx")), flush=True)


def shrink_calls(calls: List[str], still, current: List[str]) -> List[str]:
    """Only the call that differs, where one alone does."""
    whole = list(calls)
    for line in whole:
        if line.startswith("    ('"):
            candidate = [other for other in whole if not other.startswith("    ('") or other == line]
            if still(candidate):
                return candidate
    current[:] = whole
    return whole


if __name__ == "__main__":
    sys.exit(main())
