from libc.stdlib cimport malloc, free
from libc.string cimport strlen
def go():
    cdef char* s = <char*>malloc(20)
    if s == NULL:
        raise MemoryError()
    n = strlen(s)    # expect: uninitialized
    free(s)
    return n
