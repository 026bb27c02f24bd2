"""A folder to put in front of Cython on the path: build scripts then use this compiler, unchanged.

    PYTHONPATH=$(python -m pyxide.standin) pip install --no-build-isolation .

It holds `Cython.Build`, `Cython.Distutils` and the parts of `Cython.Compiler` that build scripts touch. What else they
import of Cython (`Cython.Tempita`, the module `cython` of pure Python mode) is Cython's own, where that is installed.
"""
