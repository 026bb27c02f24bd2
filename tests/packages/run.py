#!/usr/bin/env python3
"""Packages of PyPI, built by pyxide from their source distributions as they are, under their own tests.

    python3 tests/packages/run.py                     every package
    python3 tests/packages/run.py frozenlist 'cy.*'   those whose name matches one of the patterns
    python3 tests/packages/run.py --list              what there is

Each package is fetched at a pinned version with pip into a cache folder (`--cache`, or `~/.cache/pyxide-packages`), unpacked afresh,
its `.pyx` files are built in place, and its own test suite runs with pytest in a virtual environment of the cache. One line
is printed for each package, with the numbers of the suite; the output of what failed is kept beside the unpacked package.
The exit status is 0 when every package builds and no test fails.

It needs the network the first time, a C compiler, and for PyYAML the headers of libyaml. It is no part of `./test`.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support"))

from binary import find_pyxide  # noqa: E402

# What the suites and the packages' metadata need; the versions are those that were tried.
REQUIREMENTS = [
    "setuptools",
    "wheel",
    "cython",
    "expandvars",
    "setuptools-git-versioning",
    "pytest",
    "hypothesis",
    "multidict",
    "idna",
    "propcache",
    "toolz",
]

PACKAGES = [
    # name, version; sources: what is built (folders or files); path: where the package is imported from; tests: what
    # pytest is given; options: for `pyxide build`; pytest: further arguments, each for a stated reason.
    dict(name="cymem", version="2.0.16", sources=["cymem"], tests=["cymem/tests"]),
    dict(
        name="murmurhash",
        version="1.0.16",
        sources=["murmurhash/mrmr.pyx"],
        tests=["murmurhash/tests"],
        settings={"sources": "murmurhash/MurmurHash2.cpp murmurhash/MurmurHash3.cpp", "include_dirs": "murmurhash/include"},
        options=["--cplus"],
    ),
    dict(
        name="propcache",
        version="0.5.4",
        sources=["src/propcache/_helpers_c.pyx"],
        path="src",
        tests=["tests"],
        # Benchmarks need another plugin of pytest; the other file tests how the package is built.
        pytest=["--ignore=tests/test_benchmarks.py", "--ignore=tests/test_pep517_backend.py"],
    ),
    dict(
        name="yarl",
        version="1.25.1",
        sources=["yarl/_quoting_c.pyx"],
        tests=["tests"],
        # The profile has no deadlines: how long an example takes depends on what else runs.
        pytest=["--ignore-glob=tests/*benchmarks.py", "--hypothesis-profile=ci"],
    ),
    # The newest version that is C: later ones hold a C++ `atomic`.
    dict(name="frozenlist", version="1.5.0", sources=["frozenlist/_frozenlist.pyx"], tests=["tests"]),
    dict(
        name="msgpack",
        version="1.2.4",
        sources=["msgpack/_cmsgpack.pyx"],
        settings={"include_dirs": "."},
        tests=["test"],
    ),
    dict(
        name="cytoolz",
        version="1.2.0",
        sources=["cytoolz"],
        # As its setup.py asks.
        options=["-X", "embedsignature=True"],
        tests=["cytoolz/tests"],
    ),
    dict(
        name="PyYAML",
        version="6.0.4",
        sources=["yaml/_yaml.pyx"],
        path="lib",
        # The extension belongs beside the Python sources.
        output="lib",
        module_name="yaml._yaml",
        settings={"libraries": "yaml"},
        tests=["tests"],
        # Those of the suite that want a C extension skip without it.
        need="yaml.h",
    ),
]


class Failed(Exception):
    """A step that did not work; the message is for the package's line."""


def run(command, folder, log, env=None):
    """Runs a command in a folder; its output goes to the log. Answers the status and the output."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=str(folder),
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    with log.open("a", encoding="utf-8") as file:
        print("$", *command, file=file)
        file.write(done.stdout)
    return done.returncode, done.stdout


class Bench:
    """The cache with its virtual environment, and the compiler."""

    def __init__(self, cache, pyxide):
        self.cache = cache
        self.pyxide = pyxide
        self.python = cache / "venv" / "bin" / "python"

    def prepare(self):
        self.cache.mkdir(parents=True, exist_ok=True)
        stamp = self.cache / "venv" / "requirements.txt"
        wanted = "\n".join(REQUIREMENTS)
        if stamp.exists() and stamp.read_text() == wanted:
            return
        venv.create(str(self.cache / "venv"), with_pip=True)
        log = self.cache / "venv.log"
        status, output = run([self.python, "-m", "pip", "install", "--quiet", "--upgrade", *REQUIREMENTS], self.cache, log)
        if status:
            sys.exit(output)
        stamp.write_text(wanted)

    def fetch(self, package, log):
        """The package's source distribution, from the cache or by pip."""
        archives = self.cache / "archives"
        archives.mkdir(exist_ok=True)
        name = "{}-{}.tar.gz".format(package["name"], package["version"]).lower()
        for archive in archives.iterdir():
            if archive.name.lower() == name:
                return archive
        named = "{name}=={version}".format(**package)
        options = ["--no-deps", "--no-build-isolation", "--no-binary", ":all:", "--dest", archives]
        # pip asks the package for its metadata, which needs no extension module.
        variable = package["name"].upper() + "_NO_EXTENSIONS"
        env = {**os.environ, variable: "1"}
        status, _ = run([self.python, "-m", "pip", "download", *options, named], self.cache, log, env)
        found = [a for a in archives.iterdir() if a.name.lower() == name]
        if status or not found:
            raise Failed("cannot be fetched")
        return found[0]

    def unpack(self, package, archive):
        work = self.cache / "work" / package["name"]
        shutil.rmtree(str(work), ignore_errors=True)
        work.mkdir(parents=True)
        with tarfile.open(str(archive)) as tar:
            tar.extractall(str(work))
        return next(entry for entry in work.iterdir() if entry.is_dir())

    def build(self, package, folder, log):
        if "need" in package:
            compiler = os.environ.get("CC", "cc")
            probe = "#include <{}>\n".format(package["need"])
            found = subprocess.run([compiler, "-E", "-x", "c", "-"], input=probe.encode(), capture_output=True, check=False)
            if found.returncode:
                raise Failed("needs " + package["need"])
        for source, text in settings_of(package, folder):
            source.write_text(text, encoding="utf-8")
        where = ["-o", package["output"]] if "output" in package else ["--inplace"]
        options = list(package.get("options", ()))
        if "module_name" in package:
            options += ["--module-name", package["module_name"]]
        command = [self.pyxide, "build", *package["sources"], *where, *options, "--python", self.python]
        status, output = run(command, folder, log)
        if status:
            raise Failed("does not build: " + next((l for l in output.splitlines() if l.startswith("error")), ""))

    def test(self, package, folder, log):
        env = {**os.environ, "PYTHONPATH": str(folder / package.get("path", ".")), "PYTHONDONTWRITEBYTECODE": "1"}
        empty = self.cache / "pytest.ini"
        empty.write_text("[pytest]\n")
        command = [self.python, "-m", "pytest", "-q", "-c", empty, "--rootdir", folder, "-p", "no:cacheprovider", "--tb=short"]
        _, output = run([*command, *package.get("pytest", ()), *package["tests"]], folder, log, env)
        lines = [line for line in output.splitlines() if re.search(r"\d+ (passed|failed|error)", line)]
        if not lines:
            raise Failed("its tests do not run")
        return lines[-1].strip("= ")


def settings_of(package, folder):
    """What the package's setup.py tells the C compiler, as a comment at the head of the source."""
    settings = package.get("settings")
    if not settings:
        return
    source = folder / package["sources"][0]
    lines = "".join("# distutils: {} = {}\n".format(*item) for item in settings.items())
    yield source, lines + source.read_text(encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("patterns", nargs="*", help="regular expressions to choose packages by")
    parser.add_argument("--pyxide", help="the compiler's binary")
    parser.add_argument("--cache", default=str(Path.home() / ".cache" / "pyxide-packages"), help="the cache folder")
    parser.add_argument("--list", action="store_true", help="only name the packages")
    arguments = parser.parse_args()
    chosen = [
        p for p in PACKAGES if not arguments.patterns or any(re.fullmatch(a, p["name"], re.I) for a in arguments.patterns)
    ]
    if arguments.list:
        for package in chosen:
            print(package["name"], package["version"])
        return 0
    bench = Bench(Path(arguments.cache).resolve(), find_pyxide(arguments.pyxide))
    bench.prepare()
    failed = 0
    for package in chosen:
        log = bench.cache / "{}.log".format(package["name"])
        log.write_text("")
        try:
            folder = bench.unpack(package, bench.fetch(package, log))
            bench.build(package, folder, log)
            result = bench.test(package, folder, log)
        except Failed as problem:
            result = str(problem)
        good = re.search(r"\d+ passed", result) and not re.search(r"\d+ (failed|error)", result)
        failed += not good
        print("{name} {version}:".format(**package), result, "" if good else "(see {})".format(log), flush=True)
    print("{} packages passed, {} failed".format(len(chosen) - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
