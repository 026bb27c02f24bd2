from libc.stdlib cimport malloc, free

def go(short count):
    cdef int* p = <int*>malloc(count * sizeof(int))   # expect: allocation-size
    if p == NULL:
        raise MemoryError()
    free(p)
