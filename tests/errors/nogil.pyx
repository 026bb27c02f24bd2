"""What the walk over `nogil` code must not overlook."""

cdef int twice(int n) noexcept nogil:
    return 2 * n

def walrus(x):
    with nogil:
        twice(n := 1)
        if (x := None) is None:     # error: [gil-required] Assignment of Python object
            pass
    return n

cdef extern from *:
    object made() nogil

cdef int with_local() nogil:        # error: [gil-required] its variable 'local' is a Python object
    cdef object local
    return 0

cdef int in_block() nogil:
    with gil:
        local = [1]
    return 0

def without(object a, object b, int n):
    with nogil:
        made()                      # error: [gil-required] cannot be dropped without the GIL
        a or b                      # error: [gil-required]
        (a, n)                      # error: [gil-required]
        (n, n)
        try:                        # error: [gil-required] catching exceptions needs the GIL
            n += 1
        except ValueError:
            pass
        try:
            n += 1
        finally:
            n += 2
    return n
