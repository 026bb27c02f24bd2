from cpython.mem cimport PyMem_Malloc, PyMem_Free, PyMem_Realloc
cdef struct Edge:
    int to
cdef class Graph:
    cdef Edge *edges
    cdef int n, cap
    def __cinit__(self):
        self.cap = 4
        self.n = 0
        self.edges = <Edge *>PyMem_Malloc(self.cap * sizeof(Edge))
        if not self.edges:
            raise MemoryError()
    def add(self, int to):
        cdef Edge *last = &self.edges[self.n]
        cdef Edge *more
        if self.n + 1 == self.cap:
            more = <Edge *>PyMem_Realloc(self.edges, 2 * self.cap * sizeof(Edge))
            if not more:
                raise MemoryError()
            self.edges = more
            self.cap *= 2
        last.to = to     # expect: use-after-free
        self.n += 1
    def __dealloc__(self):
        PyMem_Free(self.edges)
