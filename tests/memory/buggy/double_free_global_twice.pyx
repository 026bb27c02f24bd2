from libc.stdlib cimport malloc, free
cdef int* table = NULL

def setup(int n):
    global table
    table = <int*>malloc(n * sizeof(int))

def teardown(bint twice):
    global table
    free(table)
    if twice:
        free(table)   # expect: double-free
    table = NULL
