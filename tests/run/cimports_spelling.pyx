"""`from cython.cimports.x import y` is a cimport from `x`, and `x` may be `cython` itself."""
# runner: no-reference (it knows only the submodules of cython by this spelling)

from cython.cimports.cython import double as real, typeof as kind
from cython.cimports.libc.math import sqrt
import cython.cimports.libc.stdlib as stdlib


def distance(x: real, y: real):
    """
    >>> distance(3, 4)
    (5.0, 'double')
    """
    total: real = x * x + y * y
    return sqrt(total), kind(total)


def size(text):
    """
    >>> size(b"12")
    12
    """
    return stdlib.atoi(text)
