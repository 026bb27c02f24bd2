from cpython.mem cimport PyMem_Malloc, PyMem_Free
def skip_spaces(bytes s):
    cdef Py_ssize_t n = len(s), i
    cdef char *p = <char *>PyMem_Malloc(n + 1)
    if p == NULL:
        raise MemoryError()
    for i in range(n):
        p[i] = s[i]
    p[n] = 0
    while p[0] == c' ':
        p += 1
    r = <bytes>p
    PyMem_Free(p)     # expect: bad-free
    return r
