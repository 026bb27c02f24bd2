from libc.stdlib cimport malloc, realloc, free
def read_all(chunks):
    cdef size_t cap = 16, used = 0
    cdef char *buf = <char *>malloc(cap)  # expect: leak
    if buf == NULL:
        raise MemoryError()
    try:
        for c in chunks:
            if used == cap:
                cap *= 2
                buf = <char *>realloc(buf, cap)
            buf[used] = c      # expect: unchecked-allocation
            used += 1
    finally:
        free(buf)
