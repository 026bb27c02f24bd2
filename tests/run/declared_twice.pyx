"""Module variables that are declared twice with different types keep the first."""
cimport cython

cdef object total


def types():
    """
    >>> types()
    ('unsigned int', 'long')
    """
    global count, total
    count = total = 3
    return cython.typeof(count), cython.typeof(total)
