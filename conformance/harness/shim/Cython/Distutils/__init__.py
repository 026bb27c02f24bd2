"""setuptools' own command: pyxide has no need of another."""

from setuptools.command.build_ext import build_ext  # noqa: F401
