"""`build_ext` by pyxide."""

from pyxide.build import build_ext  # noqa: F401
