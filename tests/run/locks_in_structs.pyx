# Locks that are members of structs and items of arrays.
# runner: no-reference    Cython makes no locks there, and crashes before Python 3.13
cimport cython

cdef struct Pair:
    cython.pymutex first
    int value


cdef Pair global_pair


def in_struct():
    """
    >>> in_struct()
    (True, False, 5)
    """
    with global_pair.first:
        inside = global_pair.first.locked()
        global_pair.value = 5
    return inside, global_pair.first.locked(), global_pair.value


def local():
    """
    >>> local()
    (False, True, False, True)
    """
    cdef Pair pair
    cdef cython.pythread_type_lock many[3]
    before = pair.first.locked()
    with pair.first, many[1]:
        return before, pair.first.locked(), many[0].locked(), many[1].locked()


def in_closure():
    """
    >>> in_closure()
    (True, False)
    """
    cdef Pair pair

    def look():
        return pair.first.locked()

    with pair.first:
        inside = look()
    return inside, look()
