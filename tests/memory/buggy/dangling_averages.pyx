cdef double *averages(double *v, int n) noexcept:
    cdef double out[8]
    cdef int i
    for i in range(8):
        out[i] = v[i % n]
    return &out[0]      # expect: dangling-pointer
