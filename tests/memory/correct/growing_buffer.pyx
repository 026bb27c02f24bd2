from libc.stdlib cimport malloc, calloc, realloc, free

def collect(items):
    cdef size_t n = 0
    cdef size_t room = 8
    cdef long* bigger
    cdef long* out = <long*>malloc(room * sizeof(long))
    if out == NULL:
        raise MemoryError()
    try:
        for item in items:
            if n == room:
                room *= 2
                bigger = <long*>realloc(out, room * sizeof(long))
                if bigger == NULL:
                    raise MemoryError()
                out = bigger
            out[n] = item
            n += 1
        return [out[i] for i in range(n)]
    finally:
        free(out)
