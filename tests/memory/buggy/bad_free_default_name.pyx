from libc.stdlib cimport free, malloc
cdef const char *DEFAULT = "none"

def run(bint custom):
    cdef char *name
    if custom:
        name = <char *>malloc(10)
        if name == NULL:
            raise MemoryError()
        name[0] = 0
    else:
        name = "anonymous"
    c = name[0]
    free(name)      # expect: bad-free
    return c
