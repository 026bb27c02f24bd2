from libc.stdlib cimport malloc, free
cimport numpy as cnp
import numpy as np
def to_array(int n):
    cdef double *d = <double *>malloc(n * sizeof(double))
    cdef int i
    cdef cnp.ndarray out
    cdef double[:] view
    if d == NULL:
        raise MemoryError()
    try:
        for i in range(n):
            d[i] = i * 0.5
        out = np.empty(n)
        view = out
        for i in range(n):
            view[i] = d[i]
        return out
    finally:
        free(d)
