from libc.stdlib cimport malloc, free
def run(unsigned int w, unsigned int h):
    cdef unsigned int total = w * h
    cdef float *f = <float *>malloc(total * sizeof(float))    # expect: allocation-size
    if f == NULL:
        raise MemoryError()
    f[0] = 0
    free(f)
