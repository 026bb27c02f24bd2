from libc.stdlib cimport malloc, free

def load(source, int n):
    cdef char* p = <char*>malloc(n)
    if p == NULL:
        raise MemoryError()
    try:
        source.read(n)
    except ValueError:
        pass
    finally:
        free(p)
