"""
Warnings of C division, and shifts of types that only C knows.

>>> import warnings
>>> with warnings.catch_warnings(record=True) as seen:
...     warnings.simplefilter('always')
...     divide(-7, 2), remainder(-7, 2), divide(7, 2)
(-3, -1, 3)
>>> [str(w.message) for w in seen]  # doctest: +NORMALIZE_WHITESPACE
['division with oppositely signed operands, C and Python semantics differ',
 'division with oppositely signed operands, C and Python semantics differ']
>>> largest == 2 ** 63 - 1
True
"""

cimport cython

cdef extern from *:
    """
    typedef unsigned long long wide_t;
    """
    ctypedef int wide_t

largest = <wide_t> -1 >> 1


@cython.cdivision(True)
@cython.cdivision_warnings(True)
def divide(int a, int b):
    return a // b


@cython.cdivision(True)
@cython.cdivision_warnings(True)
def remainder(int a, int b):
    return a % b
