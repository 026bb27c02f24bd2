cdef class Base:
    cdef public int n
    cdef readonly object o

    def __cinit__(self, int n):
        self.n = n

    cpdef int get(self, int k=1):
        return self.n + k

    def __len__(self):
        return self.n

    def __eq__(self, other):
        return self is other

    @property
    def twice(self):
        return 2 * self.n

def use(Base b):
    return b.get(), b.get(2)
