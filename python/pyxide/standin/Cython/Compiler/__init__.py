"""The parts of `Cython.Compiler` that build scripts touch. The compiler itself is a program, not a package."""


def __getattr__(name):
    raise ImportError("not supported yet: Cython.Compiler.{} (pyxide is a program, not a Python package)".format(name))
