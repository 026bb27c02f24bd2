"""Stands before the real package in multi-file cases: `Cython.Build` is pyxide's, the rest of the run-time part real.

The compiler itself (`Cython.Compiler`) is not there, so that no case passes by calling it.
"""

import pkgutil

__path__ = pkgutil.extend_path(__path__, __name__)
from Cython.Shadow import *  # noqa: E402,F401,F403
from Cython.Shadow import __version__  # noqa: E402,F401
from pyxide import load_ipython_extension  # noqa: E402,F401
