"""The `cythonize` command, by pyxide."""

import os
import sys

sys.path.append(os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 3)))

from commands import main as run_command  # noqa: E402


def main(arguments=None):
    """Runs the command; a failure ends the program, as there."""
    status = run_command("cythonize", sys.argv[1:] if arguments is None else arguments)
    if status:
        raise SystemExit(status)


if __name__ == "__main__":
    main()
