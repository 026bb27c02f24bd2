from libc.stdlib cimport malloc, free
cdef void **table = NULL
def init(int n):
    global table
    table = <void **>malloc(n * sizeof(void *))
    if table == NULL:
        raise MemoryError()
    for i in range(n):
        table[i] = NULL
def find(int n, key):
    cdef long *keys = <long *>malloc(n * sizeof(long))   # expect: leak
    cdef int i
    if keys == NULL:
        raise MemoryError()
    for i in range(n):
        keys[i] = hash((key, i))
    i = 0
    while i < n:
        if keys[i] == 0:
            return i
        i += 1
    free(keys)
    return -1
