from libc.stdlib cimport malloc, free

cdef class Grid:
    cdef double** rows
    cdef int n

    def __cinit__(self, int n):
        cdef int i
        self.n = n
        self.rows = <double**>malloc(n * sizeof(double*))
        if self.rows == NULL:
            raise MemoryError()
        for i in range(n):
            self.rows[i] = <double*>malloc(n * sizeof(double))  # expect: leak
            if self.rows[i] == NULL:
                raise MemoryError()

    def __dealloc__(self):
        free(self.rows)
