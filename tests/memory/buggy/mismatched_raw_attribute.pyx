from cpython.mem cimport PyMem_RawMalloc, PyMem_Free

cdef class C:
    cdef void* p
    def __cinit__(self):
        self.p = PyMem_RawMalloc(100)
        if self.p == NULL:
            raise MemoryError()
    def __dealloc__(self):
        PyMem_Free(self.p)   # expect: mismatched-free
