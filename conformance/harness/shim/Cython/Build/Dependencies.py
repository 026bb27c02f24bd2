"""`cythonize` by pyxide."""

from pyxide.build import cythonize  # noqa: F401
