from libc.stdlib cimport malloc, free
def run(unsigned int w, unsigned int h):
    cdef size_t total = <size_t>w * h
    cdef float *f = <float *>malloc(total * sizeof(float))
    if f == NULL:
        raise MemoryError()
    f[0] = 0
    free(f)
