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


from weakref import ref


cdef class Watched(ref):
    """
    >>> class Object: pass
    >>> x = Object()
    >>> w = Watched(x)
    >>> w() is x, w.number
    (True, 3)
    """
    def __init__(self, x):
        ref.__init__(self, x)
        self.number = 3


cdef class Shown:
    pass


@cython.internal
cdef class Hidden:
    pass


def visible():
    """
    >>> visible()
    ['Shown']
    """
    return [name for name in ("Shown", "Hidden") if name in globals()]
