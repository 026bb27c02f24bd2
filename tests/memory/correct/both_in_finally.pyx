from libc.stdlib cimport malloc, free
def go(int n):
    cdef char* a = NULL
    cdef char* b = NULL
    try:
        a = <char*>malloc(n)
        b = <char*>malloc(n)
        if a == NULL or b == NULL:
            raise MemoryError()
        a[0] = b[0] = 0
        print(n)
    finally:
        free(a)
        free(b)
