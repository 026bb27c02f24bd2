from cpython.mem cimport PyMem_Malloc, PyMem_Free
def total(list xs):
    cdef long *v = <long *>PyMem_Malloc(len(xs) * sizeof(long))
    cdef Py_ssize_t i
    if v == NULL:
        raise MemoryError()
    try:
        for i in range(len(xs)):
            v[i] = xs[i]
    finally:
        PyMem_Free(v)
    return sum([v[i] for i in range(len(xs))])     # expect: use-after-free
