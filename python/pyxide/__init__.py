"""Cython compiled by pyxide: an import hook, a setuptools drop-in and a notebook magic.

    import pyxide
    pyxide.install()
    import fib          # finds fib.pyx
"""

from pyxide._binary import BuildError, find_binary
from pyxide.importer import PyxFinder, install, uninstall

__version__ = "0.1.0"
__all__ = ["BuildError", "PyxFinder", "find_binary", "install", "load_ipython_extension", "uninstall"]


def load_ipython_extension(shell):
    """`%load_ext pyxide`: registers the cell magic `%%pyxide`."""
    from pyxide.magic import CellMagic

    shell.register_magic_function(CellMagic(shell), magic_kind="cell", magic_name="pyxide")
