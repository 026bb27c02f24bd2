"""The command `python -m cython`; the module `cython` is that of Cython's pure Python mode."""

if __name__ == "__main__":
    import sys

    from pyxide.cython_command import main

    sys.exit(main())

from Cython.Shadow import *  # noqa: E402,F401,F403
from Cython.Shadow import __version__  # noqa: E402,F401
