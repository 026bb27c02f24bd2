"""Random Python programs, run by CPython and as modules that pyxide compiled: see `__main__.py`."""
