"""The parts of `Cython.Compiler` that build scripts touch. The compiler itself is a program, not a package."""

import importlib

_PARTS = ("Errors", "Main", "Options", "Version")


def __getattr__(name):
    if name in _PARTS:
        return importlib.import_module(__name__ + "." + name)
    if name.startswith("__"):
        raise AttributeError(name)
    raise ImportError("not supported yet: Cython.Compiler.{} (pyxide is a program, not a Python package)".format(name))
