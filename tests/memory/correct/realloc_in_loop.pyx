from libc.stdlib cimport malloc, realloc, free
def read_all(chunks):
    cdef size_t cap = 16, used = 0
    cdef char *buf = <char *>malloc(cap)
    cdef char *tmp
    if buf == NULL:
        raise MemoryError()
    try:
        for c in chunks:
            if used == cap:
                cap *= 2
                tmp = <char *>realloc(buf, cap)
                if tmp == NULL:
                    raise MemoryError()
                buf = tmp
            buf[used] = c
            used += 1
        return buf[:used]
    finally:
        free(buf)
