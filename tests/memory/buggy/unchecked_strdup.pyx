from libc.string cimport strdup, strlen
from libc.stdlib cimport free

def go(bytes b):
    cdef char* s = strdup(b)
    cdef size_t n = strlen(s)   # expect: unchecked-allocation
    free(s)
    return n
