from libc.stdlib cimport malloc, free
cdef class Graph:
    cdef int **adj
    cdef int *deg
    cdef int n
    def __cinit__(self, int n):
        cdef int i
        self.n = 0
        self.adj = <int **>malloc(n * sizeof(int *))
        self.deg = <int *>malloc(n * sizeof(int))
        if not self.adj or not self.deg:
            raise MemoryError()
        for i in range(n):
            self.adj[i] = NULL
            self.deg[i] = 0
        self.n = n
    def set_neighbours(self, int v, list others):
        cdef int i
        cdef int m = len(others)
        cdef int *fresh
        if not 0 <= v < self.n:
            raise IndexError(v)
        fresh = <int *>malloc(m * sizeof(int))
        if not fresh:
            raise MemoryError()
        try:
            for i in range(m):
                fresh[i] = others[i]
        except:
            free(fresh)
            raise
        free(self.adj[v])
        self.adj[v] = fresh
        self.deg[v] = m
    def __dealloc__(self):
        cdef int i
        for i in range(self.n):
            free(self.adj[i])
        free(self.adj)
        free(self.deg)
