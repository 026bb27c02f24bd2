from libc.stdlib cimport malloc, free

def load(source, int n):
    cdef char* buffer = <char*>malloc(n)  # expect: leak
    if buffer == NULL:
        raise MemoryError()
    try:
        buffer[0] = source[0]
    except IndexError:
        return None
    free(buffer)
    return True
