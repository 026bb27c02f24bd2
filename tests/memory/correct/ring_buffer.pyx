from libc.stdlib cimport malloc, free
cdef class RingBuffer:
    cdef double *data
    cdef Py_ssize_t cap, head, count
    def __cinit__(self, Py_ssize_t cap):
        if cap <= 0:
            raise ValueError("cap must be positive")
        self.data = <double *>malloc(cap * sizeof(double))
        if self.data == NULL:
            raise MemoryError("ring")
        self.cap = cap
        self.head = 0
        self.count = 0
    def push(self, double x):
        cdef Py_ssize_t tail = (self.head + self.count) % self.cap
        self.data[tail] = x
        if self.count < self.cap:
            self.count += 1
        else:
            self.head = (self.head + 1) % self.cap
    def __iter__(self):
        cdef Py_ssize_t i
        for i in range(self.count):
            yield self.data[(self.head + i) % self.cap]
    def __enter__(self):
        return self
    def __exit__(self, t, v, tb):
        self.release()
    cpdef void release(self):
        free(self.data)
        self.data = NULL
        self.cap = 1
        self.count = 0
    def __dealloc__(self):
        self.release()
