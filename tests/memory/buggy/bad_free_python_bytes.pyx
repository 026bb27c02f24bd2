from libc.stdlib cimport malloc, calloc, realloc, free

def wrong(bytes data):
    cdef char* p = data
    free(p)  # expect: bad-free
