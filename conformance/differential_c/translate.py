"""Runs Cython's command; where the compiler itself fails, names the line that it was at.

It runs under the interpreter that has Cython: `python translate.py -3 a.pyx -o a.c`. Some failures of the compiler come
without a position; the innermost node that was at work has one.
"""

import sys

from Cython.Compiler.Main import setuptools_main


def position(traceback):
    """Of the innermost node with one, as `(file, line, column)`."""
    found = None
    while traceback is not None:
        pos = getattr(traceback.tb_frame.f_locals.get("self"), "pos", None)
        if isinstance(pos, tuple) and len(pos) == 3:
            found = pos
        traceback = traceback.tb_next
    return found


try:
    setuptools_main()
except Exception as error:
    pos = position(error.__traceback__)
    if pos is None:
        raise
    name = getattr(pos[0], "get_description", lambda: "module.pyx")().rpartition("/")[2]
    sys.stderr.write("{}:{}:{}: Compiler crash: {!r}\n".format(name, pos[1], pos[2] + 1, error))
    sys.exit(1)
