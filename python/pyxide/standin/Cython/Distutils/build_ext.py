"""`build_ext` by pyxide, under its other names."""

from pyxide.build import build_ext  # noqa: F401

new_build_ext = build_ext
