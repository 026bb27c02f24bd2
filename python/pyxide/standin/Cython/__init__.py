"""Stands in front of Cython: `Cython.Build` and `Cython.Distutils` are pyxide's, the rest is Cython's where it is installed."""

import pkgutil

__path__ = pkgutil.extend_path(__path__, __name__)
try:
    from Cython.Shadow import *  # noqa: F401,F403
    from Cython.Shadow import __version__
except ImportError:
    from pyxide.cython_command import CYTHON_VERSION as __version__  # noqa: F401


def load_ipython_extension(shell):
    """`%load_ext Cython`: registers the cell magic `%%cython`."""
    from pyxide.magic import CellMagic

    shell.register_magic_function(CellMagic(shell), magic_kind="cell", magic_name="cython")
