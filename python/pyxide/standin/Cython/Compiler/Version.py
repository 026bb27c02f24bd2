"""The version of the language."""

from pyxide.cython_command import CYTHON_VERSION as version  # noqa: F401
