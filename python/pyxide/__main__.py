"""`python -m pyxide …` is the command `pyxide …`."""

import os
import subprocess
import sys

from pyxide._binary import find_binary


def main():
    """Hands the process over to the binary."""
    command = [find_binary(), *sys.argv[1:]]
    if os.name == "posix":
        os.execv(command[0], command)
    return subprocess.call(command)


if __name__ == "__main__":
    sys.exit(main())
