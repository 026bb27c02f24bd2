"""`cythonize` and `build_ext` by pyxide."""

from pyxide.build import build_ext, cythonize  # noqa: F401
