"""As many blocks as there are values, released one by one whatever happened."""

from libc.stdlib cimport calloc, malloc, free


def pack(values):
    cdef int n = len(values)
    cdef int i = -1
    cdef char** rows = <char**>calloc(n, sizeof(char*))
    if rows == NULL:
        raise MemoryError()
    try:
        for i, value in enumerate(values):
            rows[i] = <char*>malloc(16)
            if rows[i] == NULL:
                raise MemoryError()
            rows[i][0] = value
        print(n)
    finally:
        for i in range(0, n):
            free(rows[i])
        free(rows)
