from libc.stdlib cimport malloc, free

def go(list items):
    cdef char* scratch = <char*>malloc(256)
    if scratch == NULL:
        raise MemoryError()
    for item in items:
        scratch[0] = 0  # expect: use-after-free
        if item is None:
            free(scratch)   # expect: double-free
            continue
    free(scratch)   # expect: double-free
