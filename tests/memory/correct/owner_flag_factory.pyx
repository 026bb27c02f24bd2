from libc.stdlib cimport malloc, free
cdef class Holder:
    cdef int* p
    cdef bint owns
    def __cinit__(self):
        self.p = NULL
        self.owns = False
    @staticmethod
    cdef Holder wrap(int* q, bint owns):
        cdef Holder h = Holder.__new__(Holder)
        h.p = q
        h.owns = owns
        return h
    @staticmethod
    def fresh(int n):
        cdef int* q = <int*>malloc(n * sizeof(int))
        if q == NULL:
            raise MemoryError()
        q[0] = 0
        return Holder.wrap(q, True)
    def __dealloc__(self):
        if self.p != NULL and self.owns:
            free(self.p)
            self.p = NULL
