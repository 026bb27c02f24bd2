"""Finding and calling the compiler's binary."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

_NAME = "pyxide.exe" if os.name == "nt" else "pyxide"


class BuildError(ImportError):
    """A source does not compile. The message is what the compiler printed."""


def find_binary():
    """The path of the compiler's binary.

    Raises FileNotFoundError, which says where it was looked for.
    """
    named = os.environ.get("PYXIDE_BINARY")
    if named:
        return named
    package = Path(__file__).resolve().parent
    checkout = package.parent.parent / "target"
    places = [
        package / "bin",
        *_path_folders(),
        checkout / "release",
        checkout / "debug",
    ]
    for place in places:
        binary = place / _NAME
        # The console script that pip makes for this package has the same name and only leads back here.
        if os.access(str(binary), os.X_OK) and not _is_script(binary):
            return str(binary)
    raise FileNotFoundError(
        "the compiler pyxide was not found: set PYXIDE_BINARY to its path, or put it on PATH "
        "(`cargo install --path crates/pyxide_cli` in a checkout)"
    )


def _path_folders():
    scripts = sysconfig.get_path("scripts")
    folders = [scripts] if scripts else []
    folders += os.environ.get("PATH", "").split(os.pathsep)
    return [Path(folder) for folder in folders if folder]


def _is_script(path):
    with path.open("rb") as file:
        return file.read(2) == b"#!"


class Printed(str):
    """What the compiler printed on its standard output; `messages` is what it printed on its standard error."""

    messages = ""


def call(arguments, env=None):
    """Runs the compiler with the given arguments; gives what it printed.

    Raises BuildError with its messages when it fails.
    """
    command = [find_binary(), *map(str, arguments)]
    done = subprocess.run(
        command,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode != 0:
        raise BuildError("pyxide failed:\n" + (done.stderr or done.stdout).strip())
    printed = Printed(done.stdout)
    printed.messages = done.stderr
    return printed


def build_cached(source, module_name, options=(), env=None):
    """Builds a source for this interpreter into the cache; gives the path of the extension module, with messages."""
    target = ["--cached", "--module-name", module_name, "--python", sys.executable]
    printed = call(["build", source, *target, *options], env=env)
    built = Printed(printed.strip().splitlines()[-1])
    built.messages = printed.messages
    return built


def language_options(include_dirs=(), directives=None, compile_time_env=None, language_level=None, cplus=False):
    """The command-line options for what Cython's Python interfaces take as arguments."""
    options = []
    for folder in include_dirs or ():
        options += ["-I", str(folder)]
    for flag, values in (("-X", directives), ("-E", compile_time_env)):
        for name, value in (values or {}).items():
            if flag == "-X" and name == "language_level":
                language_level = value if language_level is None else language_level
                continue
            options += [flag, "{}={}".format(name, value)]
    if language_level is not None:
        options.append("-2" if str(language_level) == "2" else "-3")
    if cplus:
        options.append("--cplus")
    return options


__all__ = ["BuildError", "build_cached", "call", "find_binary", "language_options"]
