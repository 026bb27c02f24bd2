from libc.stdlib cimport malloc, free, calloc
cdef class Grid:
    cdef double** rows
    cdef int n
    def __cinit__(self, int n):
        cdef int i
        self.n = n
        self.rows = <double**>calloc(n, sizeof(double*))
        if self.rows == NULL:
            raise MemoryError()
        for i in range(n):
            self.rows[i] = <double*>malloc(n * sizeof(double))
            if self.rows[i] == NULL:
                raise MemoryError()
    def __dealloc__(self):
        cdef int i
        if self.rows != NULL:
            for i in range(self.n):
                free(self.rows[i])
            free(self.rows)
