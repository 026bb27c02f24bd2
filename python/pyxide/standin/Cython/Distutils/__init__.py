"""`build_ext` by pyxide, and the Extension with Cython's options."""

from Cython.Distutils.extension import Extension  # noqa: F401
from pyxide.build import build_ext  # noqa: F401
