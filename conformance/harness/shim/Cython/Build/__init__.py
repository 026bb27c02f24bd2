"""`cythonize` by pyxide."""

from pyxide.build import cythonize  # noqa: F401
from setuptools.command.build_ext import build_ext  # noqa: F401
