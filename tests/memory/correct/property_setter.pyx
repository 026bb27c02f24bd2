from libc.stdlib cimport malloc, free
cdef class Signal:
    cdef double *_taps
    cdef int _n
    def __cinit__(self):
        self._taps = NULL
        self._n = 0
    @property
    def taps(self):
        return [self._taps[i] for i in range(self._n)]
    @taps.setter
    def taps(self, values):
        cdef int n = len(values), i
        cdef double *new = <double *>malloc(n * sizeof(double))
        if new == NULL:
            raise MemoryError()
        try:
            for i in range(n):
                new[i] = float(values[i])
        except BaseException:
            free(new)
            raise
        free(self._taps)
        self._taps = new
        self._n = n
    def __dealloc__(self):
        free(self._taps)
