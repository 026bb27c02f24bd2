from cpython.mem cimport PyMem_Malloc, PyMem_Free, PyMem_Realloc
cdef struct Edge:
    int to
    double w
cdef struct Vertex:
    Edge *edges
    int n
    int cap
cdef class Graph:
    cdef Vertex *v
    cdef int n
    def __cinit__(self, int n):
        cdef int i
        if n < 1:
            raise ValueError("n")
        self.v = <Vertex *>PyMem_Malloc(n * sizeof(Vertex))
        if not self.v:
            raise MemoryError()
        self.n = n
        for i in range(n):
            self.v[i].edges = NULL
            self.v[i].n = 0
            self.v[i].cap = 0
    def add(self, int a, int b, double w):
        cdef Vertex *va
        cdef Edge *more
        cdef int cap
        if not (0 <= a < self.n and 0 <= b < self.n):
            raise IndexError((a, b))
        va = &self.v[a]
        if va.n == va.cap:
            cap = va.cap * 2 if va.cap else 4
            more = <Edge *>PyMem_Realloc(va.edges, cap * sizeof(Edge))
            if not more:
                raise MemoryError()
            va.edges = more
            va.cap = cap
        va.edges[va.n].to = b
        va.edges[va.n].w = w
        va.n += 1
    def degree(self, int a):
        return self.v[a].n
    def __dealloc__(self):
        cdef int i
        if self.v:
            for i in range(self.n):
                PyMem_Free(self.v[i].edges)
            PyMem_Free(self.v)
