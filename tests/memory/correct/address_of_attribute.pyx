from libc.stdlib cimport malloc, free
cdef void drop(void** p) noexcept:
    free(p[0])
    p[0] = NULL
cdef void drop2(void** p) noexcept:
    if p[0] != NULL:
        free(p[0])
        p[0] = NULL
def ok(int n):
    cdef char* a = <char*>malloc(n)
    cdef char* b = NULL
    try:
        if a == NULL:
            raise MemoryError()
        b = <char*>malloc(n)
        if b == NULL:
            raise MemoryError()
        a[0] = b[0] = 1
        print(n)
    finally:
        drop(<void**>&a)
        drop2(<void**>&b)
cdef class C:
    cdef void* p
    def __cinit__(self):
        self.p = malloc(3)
        if self.p == NULL: raise MemoryError()
    def close(self):
        drop(&self.p)
    def __dealloc__(self):
        drop(&self.p)
