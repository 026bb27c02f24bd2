from libc.stdlib cimport malloc

cdef extern from *:
    bint unlikely(bint)
    bint rare "unlikely"(bint)

cdef void *checked(size_t n) except NULL:
    cdef void *block = malloc(n)
    if unlikely(block == NULL):
        raise MemoryError("no memory for %d bytes" % n)
    return block

cdef int *filled(size_t n) except NULL:
    cdef int *block = <int *> malloc(n * sizeof(int))
    if rare(not block):
        raise MemoryError()
    block[0] = 1
    return block
