"""Runs the test suites and checks one after the other and adds up what they report. `./test` starts it.

Each step is a command and a pattern that finds its numbers. What the tests need besides Rust, a C compiler and a Python
(Cython as the reference, numpy and setuptools) is installed by pip into an environment below the target folder.
"""

import argparse
import os
import re
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", str(ROOT / "target"))).resolve()
ENVIRONMENT = TARGET / "test-environment"
PYTHON = ENVIRONMENT / "bin" / "python"
PACKAGES = ["cython==3.3.1", "numpy", "setuptools"]
PYXIDE = TARGET / "debug" / "pyxide"


class Step:
    """A named command. `count` turns its output and status into (passed, failed)."""

    def __init__(self, name, command, count, needed=None):
        self.name, self.command, self.count, self.needed = name, command, count, needed


def one(output, status):
    """The command as a whole is one check."""
    return (1, 0) if status == 0 else (0, 1)


def cargo_tests(output, status):
    """Adds up the `test result:` lines; a crash or an error of compilation is one failure."""
    found = re.findall(r"test result: \w+\. (\d+) passed; (\d+) failed", output)
    passed, failed = sum(int(p) for p, _ in found), sum(int(f) for _, f in found)
    return passed, failed or (1 if status else 0)


def unittests(output, status):
    """Reads `Ran N tests` and the numbers in `FAILED (failures=…, errors=…)`."""
    ran = sum(int(n) for n in re.findall(r"^Ran (\d+) test", output, re.M))
    failed = sum(int(n) for n in re.findall(r"(?:failures|errors)=(\d+)", output))
    return max(ran - failed, 0), failed or (1 if status else 0)


def summary(output, status):
    """Reads the last `N passed, N failed`."""
    found = re.findall(r"(\d+) passed, (\d+) failed", output)
    passed, failed = map(int, found[-1]) if found else (0, 0)
    return passed, failed or (1 if status else 0)


def steps():
    """All steps, in order."""
    python, pyxide = str(PYTHON), str(PYXIDE)
    conformance = ROOT / "conformance" / "run.py"
    return [
        Step("format", ["cargo", "fmt", "--all", "--check"], one),
        Step("lints", ["cargo", "clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"], one),
        Step("build", ["cargo", "build", "--workspace", "--quiet"], one),
        Step("cargo", ["cargo", "test", "--workspace", "--no-fail-fast", "--quiet"], cargo_tests),
        Step("python", [python, "-m", "unittest", "discover", "-s", "python/tests"], unittests),
        Step("run", [python, "tests/run/runner.py", "--pyxide", pyxide, "--leaks"], summary),
        Step("nanny", [python, "tests/run/runner.py", "--pyxide", pyxide, "--refnanny"], summary),
        Step("references", [python, "-m", "unittest", "discover", "-s", "tests/references"], unittests),
        Step("memory", [python, "-m", "unittest", "discover", "-s", "tests/memory"], unittests),
        Step("runtime", [python, "-m", "unittest", "discover", "-s", "tests/runtime"], unittests),
        Step("determinism", [python, "-m", "unittest", "discover", "-s", "tests/determinism"], unittests),
        Step("interop", [python, "-m", "unittest", "discover", "-s", "tests/interop"], unittests),
        Step("harnesses", [python, "-m", "unittest", "discover", "-s", "conformance/tests", "-t", "conformance"], unittests),
        Step("figures", [python, "-m", "unittest", "discover", "-s", "bench/tests", "-t", "bench"], unittests),
        Step("reference", [python, "tests/run/runner.py", "--reference"], summary),
        Step(
            "declarations",
            [python, "tests/declarations/check.py", "--quick", "--cython", str(ENVIRONMENT / "bin" / "cython")],
            summary,
        ),
        Step(
            "conformance",
            [python, str(conformance), "--sample", "--pyxide", pyxide, "--python", python],
            summary,
            needed=conformance,
        ),
    ]


def prepare():
    """Makes the environment with the packages of the tests, once."""
    marker = ENVIRONMENT / "installed"
    if marker.exists() and marker.read_text() == "\n".join(PACKAGES) and PYTHON.exists():
        return
    print("installing {} into {}".format(", ".join(PACKAGES), ENVIRONMENT), flush=True)
    try:
        venv.EnvBuilder(with_pip=True, clear=True).create(str(ENVIRONMENT))
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES]
        subprocess.run(pip, check=True)
    except (subprocess.CalledProcessError, OSError) as error:
        sys.exit(
            "cannot install the packages of the tests: {}\n"
            "They need python3-venv (apt-get install python3-venv) and access to a package index.".format(error)
        )
    marker.write_text("\n".join(PACKAGES))


def run(step):
    """Runs a step with its output shown; gives (passed, failed)."""
    print("== {}: {}".format(step.name, " ".join(map(str, step.command))), flush=True)
    start = time.time()
    env = dict(os.environ, PYXIDE_BINARY=str(PYXIDE), PYXIDE_CACHE=str(TARGET / "test-cache"))
    process = subprocess.Popen(
        step.command,
        cwd=str(ROOT),
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    output = []
    for line in process.stdout:
        output.append(line)
        sys.stdout.write(line)
        sys.stdout.flush()
    passed, failed = step.count("".join(output), process.wait())
    print("== {}: {} passed, {} failed ({:.0f} s)\n".format(step.name, passed, failed, time.time() - start), flush=True)
    return passed, failed


def main():
    """Status 1 when anything failed."""
    names = [step.name for step in steps()]
    parser = argparse.ArgumentParser(prog="./test", description="Runs every test and check.")
    parser.add_argument("steps", nargs="*", choices=[*names, []], help="only these steps")
    chosen = parser.parse_args().steps or names
    prepare()
    total = [0, 0]
    for step in steps():
        if step.name not in chosen or (step.needed is not None and not step.needed.exists()):
            continue
        passed, failed = run(step)
        total = [total[0] + passed, total[1] + failed]
        if step.name == "build" and failed:
            break
    print("{} passed, {} failed".format(*total))
    return 1 if total[1] else 0


if __name__ == "__main__":
    sys.exit(main())
