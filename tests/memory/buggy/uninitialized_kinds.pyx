from libc.stdlib cimport free, malloc
def run(int kind):
    cdef char *p
    if kind == 1:
        p = <char *>malloc(10)
    elif kind == 2:
        p = NULL
    if kind > 5:
        raise ValueError()
    free(p)      # expect: uninitialized
