from libc.stdlib cimport malloc, free
cdef enum State:
    EMPTY, FULL
cdef class Box:
    cdef int *p
    cdef State state
    def __cinit__(self):
        self.state = EMPTY
        self.p = NULL
    def fill(self, int n):
        self.clear()
        self.p = <int *>malloc(n * sizeof(int))
        if self.p == NULL:
            raise MemoryError()
        self.state = FULL
    def clear(self):
        if self.state == FULL:
            free(self.p)
            self.p = NULL
            self.state = EMPTY
    def __dealloc__(self):
        free(self.p)
