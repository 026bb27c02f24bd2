from libc.stdlib cimport malloc, free
def lookup(dict table, keys):
    cdef int n = len(keys)
    cdef int *ids = <int *>malloc(n * sizeof(int))    # expect: leak
    if not ids:
        raise MemoryError()
    for i in range(n):
        ids[i] = table[keys[i]]
    result = ids[0]
    free(ids)
    return result
