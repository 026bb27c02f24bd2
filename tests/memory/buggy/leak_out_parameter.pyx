from libc.stdlib cimport calloc, free

cdef int build(int** out, int n) except -1:
    cdef int* block = <int*>calloc(n, sizeof(int))
    if block == NULL:
        raise MemoryError()
    out[0] = block
    return 0

def run(int n, f):
    cdef int* table = NULL  
    build(&table, n)  # expect: leak
    res = f(n)
    if res is None:
        free(table)
        return None
    return res
