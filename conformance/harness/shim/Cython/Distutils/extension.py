"""setuptools' own class."""

from setuptools import Extension  # noqa: F401
