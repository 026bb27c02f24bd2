"""The memory checker on real packages, and our verdict on each finding.

Fetches the source distributions that `real_packages.txt` names, checks each of their `.pyx` files that takes or releases
memory by hand (itself or in a file that it includes), and compares the findings with those of `real.txt`. Nothing of the
packages runs, and nothing of them is kept here. Needs pip and the network, so it is no part of the default suite.

    PYXIDE_BINARY=target/release/pyxide python3 tests/memory/real.py
    python3 tests/memory/real.py --only pysam --work /tmp/real --full

A line is `package version file:line name message`; `+` marks a finding without a verdict, `-` a verdict whose finding is
gone. A line of `real.txt` is `verdict package version file:line name: reason`; the verdict is

    true     an execution exists in which the fault happens
    by-rule  the fault needs a use that the class allows but that nobody intends, as a second `__init__`
    false    it cannot happen

The exit status is 0 when findings and verdicts are the same.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from pathlib import Path
from typing import Counter as CounterType
from typing import Dict, Iterator, List, NamedTuple, Set, Tuple

from test_memory import binary

HERE = Path(__file__).resolve().parent
PACKAGES = HERE / "real_packages.txt"
VERDICTS = HERE / "real.txt"

# What makes a file one that handles memory by hand.
BY_HAND = re.compile(r"\b(\w*(?:malloc|calloc|realloc|strdup)|PyMem_\w+|free|Py_X?(?:INC|DEC)REF)\s*\(")
INCLUDE = re.compile(r"^\s*include\s+['\"]([^'\"]+)['\"]", re.MULTILINE)
NAMES = {
    "leak", "double-free", "use-after-free", "mismatched-free", "bad-free", "unchecked-allocation", "allocation-size",
    "out-of-bounds", "uninitialized", "dangling-pointer", "reference-leak", "reference-underflow", "gil-required",
}  # fmt: skip


class Finding(NamedTuple):
    package: str
    version: str
    file: str
    line: int
    name: str

    def __str__(self) -> str:
        return f"{self.package} {self.version} {self.file}:{self.line} {self.name}"


class Package(NamedTuple):
    name: str
    version: str
    # What its build gives the compiler.
    options: List[str]


def pinned() -> List[Package]:
    """The packages with their versions and options."""
    lines = [line.partition("#")[0].split() for line in PACKAGES.read_text().splitlines()]
    return [Package(line[0], line[1], line[2:]) for line in lines if line]


def fetch(package: str, version: str, work: Path) -> Path:
    """The folder with a package's sources, fetched the first time.

    pip unpacks a source distribution and then asks it for its metadata. The environment that it does this for has no build
    system, so that this fails, which leaves the sources as they came.
    """
    folder = work / f"{package}-{version}"
    if folder.is_dir():
        return folder
    empty = work / "empty"
    if not empty.is_dir():
        venv.create(empty, with_pip=False)
    with tempfile.TemporaryDirectory(dir=work) as scratch:
        command = [
            sys.executable, "-m", "pip", "--python", str(empty / "bin" / "python"), "download", "-q", "--no-clean", "--no-deps",
            "--no-binary", ":all:", "--no-build-isolation", "-d", scratch, f"{package}=={version}",
        ]  # fmt: skip
        env = dict(os.environ, TMPDIR=scratch)
        run = subprocess.run(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
        unpacked = list(Path(scratch).glob("pip-download-*/*_*/"))
        if len(unpacked) != 1:
            raise SystemExit(f"{package} {version} could not be fetched:\n{run.stdout[-2000:]}")
        shutil.move(str(unpacked[0]), str(folder))
    return folder


def parts(path: Path, seen: Set[Path]) -> Iterator[str]:
    """The text of a file and of what it includes."""
    if path in seen or not path.is_file():
        return
    seen.add(path)
    text = path.read_text(errors="replace")
    yield text
    for name in INCLUDE.findall(text):
        yield from parts((path.parent / name).resolve(), seen)


def chosen(folder: Path) -> "Dict[Path, int]":
    """The modules of a package that handle memory by hand, with their numbers of lines, includes counted."""
    found = {}
    included: Set[Path] = set()
    for path in sorted(folder.resolve().rglob("*.pyx")):
        seen: Set[Path] = set()
        texts = list(parts(path, seen))
        included |= seen - {path}
        if any(BY_HAND.search(text) for text in texts):
            found[path] = sum(text.count("\n") for text in texts)
    return {path: lines for path, lines in found.items() if path not in included}


def include_folders(folder: Path, files: "List[Path]") -> List[Path]:
    """The folders from which the package's own declarations are found: those that hold its outermost packages."""
    folders = [folder, *(f for f in folder.rglob("include") if f.is_dir())]
    for path in files:
        at = path.parent
        while at != folder and any(at.glob("__init__.p*")):
            at = at.parent
        for add in (at, path.parent):
            if add not in folders:
                folders.append(add)
    return folders


def check(package: Package, folder: Path, files: "List[Path]") -> "Tuple[List[Tuple[Finding, dict]], List[dict]]":
    """The findings in a package, and what else was reported."""
    command = [binary(), "check", "--output-format", "json", *package.options]
    for include in include_folders(folder, files):
        command += ["-I", str(include)]
    command += map(str, files)
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
    if run.returncode not in (0, 1):
        raise SystemExit(f"{package.name}: status {run.returncode}: {run.stderr[-2000:]}")
    findings, others = [], []
    for d in json.loads(run.stdout or "[]"):
        if d["code"] not in NAMES or d["severity"] != "warning":
            others.append(d)
            continue
        file = str(Path(d["file"]).resolve().relative_to(folder))
        findings.append((Finding(package.name, package.version, file, line_of(d), d["code"]), d))
    return findings, others


def line_of(d: dict) -> int:
    """The line of a diagnostic, 0 without one."""
    return d.get("range", {}).get("start", {}).get("line", 0)


def verdicts() -> "Tuple[CounterType[Finding], CounterType[Tuple[str, str]]]":
    """The findings that were read, and how many each package has of each verdict."""
    read: CounterType[Finding] = Counter()
    count: CounterType[Tuple[str, str]] = Counter()
    for line in VERDICTS.read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        head = line.split(": ", 1)[0]
        verdict, package, version, place, name = head.split()
        file, _, number = place.rpartition(":")
        read[Finding(package, version, file, int(number), name)] += 1
        count[package, verdict] += 1
    return read, count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "pyxide-real", help="where the sources go")
    parser.add_argument("--only", help="a regular expression that a package's name has to match")
    parser.add_argument("--full", action="store_true", help="also show what was reported beside memory findings")
    parser.add_argument("--table", action="store_true", help="end with a table of packages and verdicts")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    packages = [p for p in pinned() if not options.only or re.fullmatch(options.only, p.name)]
    found: CounterType[Finding] = Counter()
    messages: Dict[Finding, str] = {}
    sizes: Dict[str, Tuple[int, int]] = {}
    for package in packages:
        folder = fetch(package.name, package.version, options.work).resolve()
        files = chosen(folder)
        sizes[package.name] = (len(files), sum(files.values()))
        findings, others = check(package, folder, list(files))
        for finding, d in findings:
            # Two blocks that are lost at one place are one line.
            found[finding] = 1
            messages[finding] = d["message"]
        if options.full:
            for d in others:
                print(f"  {d['code']} {d.get('file')}:{line_of(d)} {d['message']}", file=sys.stderr)
    read, count = verdicts()
    names = {p.name for p in packages}
    gone = Counter({f: n for f, n in (read - found).items() if f.package in names})
    for finding in sorted(set(found) | set(gone)):
        more = found[finding] - read[finding]
        sign = "+" if more > 0 else "-" if gone[finding] else " "
        print(f"{sign} {finding} {messages.get(finding, '')}".rstrip())
    if options.table:
        print(f"\n{'package':18}{'version':16}{'files':>6}{'lines':>8}{'findings':>9}{'true':>6}{'by-rule':>8}{'false':>6}")
        for package, version, _ in packages:
            number = sum(n for f, n in found.items() if f.package == package)
            by = "".join(f"{count[package, v]:>{w}}" for v, w in (("true", 6), ("by-rule", 8), ("false", 6)))
            print(f"{package:18}{version:16}{sizes[package][0]:>6}{sizes[package][1]:>8}{number:>9}{by}")
        total = [sum(count[p, v] for p in names) for v in ("true", "by-rule", "false")]
        print(f"{sum(total)} verdicts: {total[0]} true, {total[1]} by-rule, {total[2]} false")
    return 1 if found != Counter({f: n for f, n in read.items() if f.package in names}) else 0


if __name__ == "__main__":
    sys.exit(main())
