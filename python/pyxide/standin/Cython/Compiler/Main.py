"""The command `cython`, as scripts call it."""

import sys

from pyxide import cython_command


def main(command_line=0):
    """Runs the command with the program's arguments; a failure ends the program."""
    status = cython_command.main()
    if command_line and status:
        sys.exit(status)


def setuptools_main():
    """The entry point of the command."""
    return main(command_line=1)
