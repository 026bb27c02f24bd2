# C tuples: in structs, beside tuples that C spells the same, and as conditions.
# runner: no-reference (Cython uses the struct of a C tuple in another struct before it defines it)

cdef struct Holder:
    (int, int) pair
    int n


def in_structs(x):
    """
    >>> in_structs((1, 2))
    ((1, 2), 3, {'pair': (1, 2), 'n': 3})
    >>> in_structs((1, 2, 3))
    Traceback (most recent call last):
    TypeError: Expected a sequence of size 2, got size 3
    """
    cdef Holder h
    h.pair = x
    h.n = 3
    return h.pair, h.n, h


def spelled_alike((int, int) a, (int, bint) b):
    """
    >>> spelled_alike((1, 2), (3, 1))
    (1, 2, 3)
    """
    return a[0], a[1], b[0]


def in_arrays(x):
    """
    >>> in_arrays((1, 2))
    ((1, 2), 4)
    """
    cdef (int, int)[2] array
    array[0] = x
    array[1] = (3, 4)
    return array[0], array[1][1]


def conditions((int, int) t):
    """
    >>> conditions((1, 2))
    (True, 'no', True)
    """
    return not t, ("yes" if t else "no"), bool(t)
