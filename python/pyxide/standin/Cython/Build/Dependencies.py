"""`cythonize` by pyxide."""

from pyxide.build import create_extension as default_create_extension  # noqa: F401
from pyxide.build import cythonize  # noqa: F401
