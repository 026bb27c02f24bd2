"""Fetches, builds and tests one package of the table with one compiler.

It knows nothing of particular packages: what is particular stands in `packages.toml`, whose head explains the keys.

    shop = Workshop(cache)
    shop.prepare(packages)                              a virtual environment with what their tests need
    result = shop.measure(package, Pyxide(binary))      builds in a fresh copy of the sources, and runs the tests there

Both compilers are used in the same way: translate each module to one C file, compile that with the same C compiler and the
same flags, put the module beside its source. So times and sizes can be compared.
"""

import fnmatch
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import time
import venv
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path

CYTHON = "cython==3.3.1"
ALWAYS = [CYTHON, "setuptools", "wheel", "pytest"]
BUILD_TIMEOUT = 900
TEST_TIMEOUT = 1800
# Not what a release is built with: much is compiled, and the tests need no speed.
CFLAGS = ["-O1", "-fPIC", "-w", "-fwrapv", "-DNDEBUG"]


class Failed(Exception):
    """A step that did not work; the message is for the package's line."""


@dataclass(frozen=True)
class Module:
    """One module to build: its name, its source, and what the C compiler is told."""

    name: str
    source: Path
    settings: dict

    def paths(self, key, top):
        return [str(top / p) for p in self.settings.get(key, ())]


@dataclass
class Result:
    """What became of a package under one compiler."""

    problem: str = ""
    modules: int = 0
    lines: int = 0
    translate: float = 0.0
    compile: float = 0.0
    c_size: int = 0
    so_size: int = 0
    passed: int = 0
    failed: set = field(default_factory=set)


class Package:
    """A row of the table."""

    def __init__(self, row):
        self.row = row
        self.name = row["name"]
        self.version = row.get("version", "")
        self.root = row.get("root", ".")
        self.is_library = row.get("library", False)

    def get(self, key, default=()):
        return self.row.get(key, default)

    def modules(self, top):
        """The modules below an unpacked tree."""
        root = top / self.root
        named = {name: top / source for name, source in self.get("named", {}).items()}
        for pattern in self.get("modules"):
            for source in sorted(root.glob(pattern)):
                relative = source.relative_to(root)
                if any(fnmatch.fnmatch(str(relative), e) for e in self.get("exclude")):
                    continue
                # A package's own `__init__` and `__main__` stay as they are.
                if source.suffix == ".py" and source.stem.startswith("__"):
                    continue
                named[".".join(relative.with_suffix("").parts)] = source
        for name, source in named.items():
            settings = dict(self.row)
            for key, value in self.get("module", {}).get(name, {}).items():
                settings[key] = [*settings.get(key, []), *value] if isinstance(value, list) else value
            yield Module(name, source, settings)


class Pyxide:
    """The compiler of this repository."""

    name = "pyxide"

    def __init__(self, binary):
        self.binary = binary

    def command(self, python):
        return [self.binary, "translate", "--python", python, "--no-memory-warnings", "--output-format", "concise"]


class Cython:
    """The reference, from the virtual environment."""

    name = "Cython"

    def command(self, python):
        return [python, "-m", "cython"]


class Workshop:
    """The cache: archives, a virtual environment, one folder for each package and compiler."""

    def __init__(self, cache):
        self.cache = cache
        self.python = cache / "venv" / "bin" / "python"
        paths = sysconfig.get_paths()
        self.headers = ["-I" + paths["include"], "-I" + paths["platinclude"]]
        self.suffix = sysconfig.get_config_var("EXT_SUFFIX")

    def prepare(self, packages):
        """Makes the virtual environment, or adds to it what is missing."""
        self.cache.mkdir(parents=True, exist_ok=True)
        stamp = self.cache / "venv" / "requirements.txt"
        wanted = list(ALWAYS)
        for package in packages:
            wanted += [r for r in package.get("requires") if r not in wanted]
        present = stamp.read_text().splitlines() if stamp.exists() else []
        missing = [r for r in wanted if r not in present]
        if not missing:
            return
        if not present:
            venv.create(str(self.cache / "venv"), with_pip=True)
        status, output = run([self.python, "-m", "pip", "install", "--quiet", *missing], self.cache, self.cache / "venv.log")
        if status:
            sys.exit(output)
        stamp.write_text("\n".join([*present, *missing]))

    def fetch(self, package, log):
        """A package's source distribution, from the cache or by pip."""
        archives = self.cache / "archives"
        archives.mkdir(exist_ok=True)
        normal = re.sub(r"[-_.]+", "_", package.name).lower()
        wanted = "{}-{}.tar.gz".format(normal, package.version)

        def find():
            names = {re.sub(r"[-_.]+(?=.*-)", "_", a.name.lower()): a for a in archives.iterdir()}
            return names.get(wanted)

        if find() is None:
            options = ["--no-deps", "--no-binary", package.name, "--dest", archives]
            named = "{}=={}".format(package.name, package.version)
            run([self.python, "-m", "pip", "download", *options, named], self.cache, log, BUILD_TIMEOUT)
        if find() is None:
            raise Failed("cannot be fetched")
        return find()

    def unpack(self, package, folder, log):
        """A fresh copy of the sources in `folder`; gives its top."""
        shutil.rmtree(str(folder), ignore_errors=True)
        folder.mkdir(parents=True)
        if package.is_library:
            origin = Path(sysconfig.get_paths()["stdlib"])
            for top in {Path(m).parts[0] for m in package.get("modules")}:
                if (origin / top).is_dir():
                    shutil.copytree(str(origin / top), str(folder / top))
                else:
                    shutil.copy(str(origin / top), str(folder / top))
            return folder
        with tarfile.open(str(self.fetch(package, log))) as tar:
            tar.extractall(str(folder))
        top = next(entry for entry in folder.iterdir() if entry.is_dir())
        # Packages ask for their own version and entry points.
        metadata = top / package.root / "{}-{}.dist-info".format(re.sub(r"[-.]+", "_", package.name), package.version)
        if (top / "PKG-INFO").exists():
            metadata.mkdir()
            shutil.copy(str(top / "PKG-INFO"), str(metadata / "METADATA"))
        return top

    def measure(self, package, compiler):
        """Builds a package and runs its tests."""
        log = self.cache / "{}.{}.log".format(package.name, compiler.name)
        log.write_text("")
        result = Result()
        try:
            self.check_needs(package)
            folder = self.cache / "work" / "{}.{}".format(package.name, compiler.name)
            top = self.unpack(package, folder, log)
            for command in package.get("prepare"):
                status, output = run(shlex.split(command), top, log, BUILD_TIMEOUT)
                if status:
                    raise Failed("cannot be prepared: " + last_line(output))
            modules = list(package.modules(top))
            for module in modules:
                self.build(module, package, compiler, top, result, log)
            self.check_compiled(package, modules, top, log)
            self.test(package, top, result, log)
        except Failed as problem:
            result.problem = str(problem)
        return result

    def check_needs(self, package):
        for header in package.get("need"):
            flags = ["-I" + d for d in package.get("include") if d.startswith("/")]
            command = [*c_compiler(False), *flags, *self.headers, "-E", "-x", "c", "-"]
            probe = "#include <stdio.h>\n#include <{}>\n".format(header).encode()
            if subprocess.run(command, input=probe, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode:
                raise Failed("needs the header " + header)

    def build(self, module, package, compiler, top, result, log):
        settings = module.settings
        cplus = settings.get("cplus", False)
        target = top / package.root / Path(*module.name.split(".")[:-1]) / (module.name.split(".")[-1] + self.suffix)
        include = ["-I" + p for p in module.paths("include", top)]
        result.modules += 1
        if module.source.suffix == ".c":
            source = module.source
        else:
            source = target.with_name(module.name.split(".")[-1] + ".made" + (".cpp" if cplus else ".c"))
            command = [*compiler.command(self.python), "-" + settings.get("level", "3"), module.source.relative_to(top), "-o", source]
            command += ["--module-name", module.name, *include, "-I", package.root]
            command += [part for d in settings.get("directives", ()) for part in ("-X", d)]
            command += [*settings.get("options", ()), *(["--cplus"] if cplus else [])]
            result.translate += self.step(command, top, log, module.name + " does not translate")
            result.lines += module.source.read_bytes().count(b"\n")
            result.c_size += source.stat().st_size
        defines = ["-D" + d for d in settings.get("defines", ())]
        command = [*c_compiler(cplus), *CFLAGS, *self.headers, *include, "-I" + package.root, *defines, "-shared", "-s"]
        command += [*settings.get("flags", ()), source, *module.paths("sources", top), "-o", target]
        command += [*module.paths("objects", top), *("-l" + l for l in settings.get("libraries", ()))]
        result.compile += self.step(command, top, log, module.name + " does not compile as C")
        result.so_size += target.stat().st_size

    def step(self, command, top, log, failure):
        """Runs a step of the build; gives its seconds."""
        start = time.perf_counter()
        status, output = run(command, top, log, BUILD_TIMEOUT)
        if status:
            errors = [line for line in output.splitlines() if re.search(r"\berror\b|^[\w./]+\.p\w+:\d", line)]
            # The record says nothing of the folder that the packages were built in.
            reason = (errors or [last_line(output)])[0].replace(f"{top}/", "")
            raise Failed("{}: {}".format(failure, reason.strip()[:160]))
        return time.perf_counter() - start

    def environment(self, package, top):
        path = [str(top / p) for p in (package.root, *package.get("path"))]
        own = {key: value.replace("{top}", str(top)) for key, value in package.get("environment", {}).items()}
        return {**os.environ, "PYTHONPATH": os.pathsep.join(path), "PYTHONDONTWRITEBYTECODE": "1", **own}

    def check_compiled(self, package, modules, top, log):
        """Every module must be the compiled one, or the tests would test something else."""
        names = [m.name.removesuffix(".__init__") for m in modules]
        # Some modules are only imported after others.
        code = CHECK.format(first=package.get("import_first", ""))
        status, output = run([self.python, "-c", code, *names], top, log, 120, self.environment(package, top))
        if status:
            raise Failed("does not import: " + last_line(output)[:200])

    def test(self, package, top, result, log):
        environment = self.environment(package, top)
        folder = top / package.get("cwd", ".")
        if package.get("unittest", False):
            names = list(package.get("tests"))
            for words in [[name] for name in names] if package.get("each", False) else [names]:
                self.unittest(words, folder, environment, result, log)
            return
        if package.get("script"):
            status, output = run([self.python, *package.get("script")], folder, log, TEST_TIMEOUT, environment)
            counts = re.findall(r"^(\d+) passed(?: and (\d+) failed)?\.$", output, re.M)
            if not counts:
                raise Failed("its tests do not run: " + last_line(output)[:160])
            result.passed = sum(int(passed) for passed, _ in counts)
            result.failed = set(re.findall(r"^File .*, line \d+, in (\S+)$", output, re.M))
            return
        report = log.with_suffix(".xml")
        report.unlink(missing_ok=True)
        # The package's configuration holds, but for what it adds to the command (coverage and the like) and what it
        # makes of warnings: those of the plugins that other packages need would end the run.
        command = [self.python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=short", "-o", "addopts=", "-o", "filterwarnings="]
        command += ["--rootdir", folder, "--junitxml", report]
        for test, _ in package.get("skip"):
            option = "--deselect" if "::" in test else "--ignore-glob" if "*" in test else "--ignore"
            command += ["{}={}".format(option, test)]
        status, output = run(
            [*command, *package.get("pytest"), *package.get("tests")], folder, log, TEST_TIMEOUT, environment
        )
        if not report.exists():
            raise Failed("its tests do not run to the end (status {}): {}".format(status, last_line(output)[:120]))
        for case in ElementTree.parse(str(report)).iter("testcase"):
            name = "{}::{}".format(case.get("classname"), case.get("name"))
            if case.find("failure") is not None or case.find("error") is not None:
                result.failed.add(name)
            elif case.find("skipped") is None:
                result.passed += 1
        if not result.passed:
            raise Failed("no test passes: " + last_line(output)[:120])

    def unittest(self, words, folder, environment, result, log):
        """Runs the standard library's test runner once, and adds what it says to the result."""
        _, output = run([self.python, "-m", "unittest", *words], folder, log, TEST_TIMEOUT, environment)
        ran = re.search(r"^Ran (\d+) tests?", output, re.M)
        if ran is None:
            raise Failed("{} does not run: {}".format(words[0], last_line(output)[:160]))
        skipped = re.search(r"skipped=(\d+)", output)
        failed = set(re.findall(r"^(?:FAIL|ERROR): (\S+ \([^)]*\))", output, re.M))
        result.failed |= failed
        result.passed += int(ran[1]) - len(failed) - int(skipped[1] if skipped else 0)


CHECK = """
import importlib, sys
{first}
for name in sys.argv[1:]:
    file = importlib.import_module(name).__file__
    if not file.endswith(('.so', '.pyd')):
        sys.exit(name + ' is not the compiled one: ' + file)
"""


def c_compiler(cplus):
    return shlex.split(os.environ.get("CXX", "c++") if cplus else os.environ.get("CC", "cc"))


def last_line(text):
    lines = text.strip().splitlines()
    return lines[-1] if lines else "no output"


def run(command, folder, log, timeout=BUILD_TIMEOUT, env=None):
    """Runs a command in a folder; its output goes to the log. Gives the status and the output."""
    words = [str(part) for part in command]
    process = subprocess.Popen(
        words, cwd=str(folder), env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(timeout=timeout)
        status = process.returncode
        text = output.decode("utf-8", "replace")
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        output, _ = process.communicate()
        status, text = 1, output.decode("utf-8", "replace") + "\ntimeout after {} s".format(timeout)
    with log.open("a", encoding="utf-8") as file:
        print("$", *words, file=file)
        file.write(text)
    return status, text
