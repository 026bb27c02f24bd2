from libc.stdlib cimport malloc, free
from libc.string cimport strcpy, strlen
def dup(bytes b):
    cdef char *p = <char *>malloc(len(b) + 1)
    strcpy(p, b)     # expect: unchecked-allocation
    n = strlen(p)
    free(p)
    return n
