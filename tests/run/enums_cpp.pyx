# distutils: language = c++
"""Enums in C++, which converts no integer to them by itself: constants, results, failures; items of an `enum class`."""

cdef extern from *:
    """
    enum plain { FIRST = 1 };
    namespace space {
        enum class scoped { first = 1, second = 2 };
    }
    """
    enum plain:
        FIRST

cdef extern from * namespace "space":
    cpdef enum class scoped:
        first
        second

cdef plain from_object(object x):
    return x

cdef plain constant():
    return <plain> 3

cdef plain variable = int(1)
cdef scoped item = int(2)

def plain_values(x):
    """
    >>> plain_values(7)
    (7, 3, 1, 1)
    >>> plain_values("text")
    Traceback (most recent call last):
    ...
    TypeError: an integer is required
    """
    return from_object(x), constant(), variable, FIRST

def scoped_values(scoped x):
    """
    >>> scoped_values(scoped.first)
    (<scoped.first: 1>, False, True)
    >>> scoped_values(2) == (scoped.second, True, True)
    True
    >>> list(scoped)
    [<scoped.first: 1>, <scoped.second: 2>]
    >>> scoped_values(3)
    Traceback (most recent call last):
    ...
    ValueError: 3 is not a valid scoped
    """
    return x, x == scoped.second, item == scoped.second
