# numpy ufuncs of C functions.
# runner: numpy
cimport cython

import numpy as np

ctypedef long long big

cdef extern from *:
    """
    typedef unsigned short counter;
    """
    ctypedef int counter

ctypedef fused number:
    int
    double
    double complex


@cython.ufunc
cdef double half(long n) nogil:
    """The half."""
    return n / 2.0


@cython.ufunc
cdef double checked_root(double x):
    if x < 0:
        raise ValueError("negative")
    return x ** 0.5


@cython.ufunc
cdef (big, int) quotient(big a, int b):
    return a // b, <int> (a % b)


@cython.ufunc
cdef number scaled(number x, number factor) nogil:
    return x * factor


@cython.ufunc
cdef object joined(object a, long n):
    return f"{a}{n}"


@cython.ufunc
cdef counter next_one(counter n):
    return n + 1


@cython.ufunc
@cython.cfunc
def twice(x: cython.double) -> cython.double:
    return 2 * x


def plain():
    """
    >>> half([1, 2, 3])
    array([0.5, 1. , 1.5])
    >>> half.__doc__.endswith("The half."), half.__name__, half.nin, half.nout
    (True, 'half', 1, 1)
    >>> twice(np.eye(2))
    array([[2., 0.],
           [0., 2.]])
    >>> next_one(np.array([65535, 1], dtype=np.uint16))
    array([0, 2], dtype=uint16)
    """


def errors():
    """
    >>> checked_root(np.array([4.0, 9.0]))
    array([2., 3.])
    >>> checked_root([1.0, -1.0])
    Traceback (most recent call last):
    ...
    ValueError: negative
    >>> checked_root(-np.arange(3000.0))
    Traceback (most recent call last):
    ...
    ValueError: negative
    """


def several():
    """
    >>> a, b = quotient(np.arange(5, 8)[:, None], np.array([2, 3], dtype=np.intc))
    >>> a.tolist(), b.tolist()
    ([[2, 1], [3, 2], [3, 2]], [[1, 2], [0, 0], [1, 1]])
    """


def fused():
    """
    >>> scaled(np.arange(3, dtype=np.intc), np.intc(3)).tolist()
    [0, 3, 6]
    >>> scaled(np.arange(3.0)[::2], 0.5).tolist()
    [0.0, 1.0]
    >>> complex(scaled(1j, 2))
    2j
    >>> scaled.types
    ['ii->i', 'dd->d', 'DD->D']
    """


def objects():
    """
    >>> joined(np.array(["a", None], dtype=object), [1, 2]).tolist()
    ['a1', 'None2']
    >>> joined(np.array([], dtype=object), np.array([], dtype=int)).tolist()
    []
    """


def calls_the_ufunc(values):
    """
    Inside the module, the name is the ufunc too.

    >>> calls_the_ufunc([2, 4])
    [1.0, 2.0]
    """
    return half(values).tolist()
