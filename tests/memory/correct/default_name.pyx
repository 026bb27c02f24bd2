from libc.stdlib cimport free, malloc
def run(bint custom):
    cdef char *name = NULL
    cdef const char *shown = "anonymous"
    if custom:
        name = <char *>malloc(10)
        if name == NULL:
            raise MemoryError()
        name[0] = 0
        shown = name
    c = shown[0]
    free(name)
    return c
