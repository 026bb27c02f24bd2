from cpython.mem cimport PyMem_Malloc, PyMem_Free
def skip_spaces(bytes s):
    cdef Py_ssize_t n = len(s), i
    cdef char *p = <char *>PyMem_Malloc(n + 1)
    cdef char *q
    if p == NULL:
        raise MemoryError()
    for i in range(n):
        p[i] = s[i]
    p[n] = 0
    q = p
    while q[0] == c' ':
        q += 1
    try:
        return <bytes>q
    finally:
        PyMem_Free(p)
