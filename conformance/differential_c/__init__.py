"""Random Cython programs, compiled by Cython and by pyxide: see `__main__.py`."""
