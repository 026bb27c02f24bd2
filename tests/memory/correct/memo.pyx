from libc.stdlib cimport malloc, free
cdef class Memo:
    cdef long *cache
    cdef int n
    def __cinit__(self, int n):
        self.n = n
        self.cache = <long *>malloc((n + 1) * sizeof(long))
        if self.cache == NULL:
            raise MemoryError()
        cdef int i
        for i in range(n + 1):
            self.cache[i] = -1
    cpdef long fib(self, int k) except -1:
        if k < 0 or k > self.n:
            raise ValueError(k)
        if k < 2:
            return k
        if self.cache[k] < 0:
            self.cache[k] = self.fib(k - 1) + self.fib(k - 2)
        return self.cache[k]
    def __dealloc__(self):
        free(self.cache)
