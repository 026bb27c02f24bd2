"""What the walk over `nogil` code must not overlook."""

cdef int twice(int n) noexcept nogil:
    return 2 * n

def walrus(x):
    with nogil:
        twice(n := 1)
        if (x := None) is None:     # error: [gil-required] Assignment of Python object
            pass
    return n
