from libc.stdlib cimport malloc, free

def load(source, int n):
    cdef char* buffer = <char*>malloc(n)
    if buffer == NULL:
        raise MemoryError()
    try:
        buffer[0] = source[0]
    except BaseException:
        free(buffer)
        raise
    free(buffer)
    return True
