from libc.stdlib cimport malloc, free
from cpython.ref cimport Py_INCREF, Py_DECREF, PyObject
cdef struct Slot:
    PyObject *obj
cdef class Table:
    cdef Slot *slots
    cdef int n
    def __cinit__(self, int n):
        cdef int i
        self.slots = <Slot *>malloc(n * sizeof(Slot))
        if self.slots == NULL:
            raise MemoryError()
        for i in range(n):
            self.slots[i].obj = NULL
        self.n = n
    def put(self, int i, x):
        if not 0 <= i < self.n:
            raise IndexError(i)
        Py_INCREF(x)
        if self.slots[i].obj != NULL:
            Py_DECREF(<object>self.slots[i].obj)
        self.slots[i].obj = <PyObject *>x
    def __dealloc__(self):
        cdef int i
        for i in range(self.n):
            if self.slots[i].obj != NULL:
                Py_DECREF(<object>self.slots[i].obj)
        free(self.slots)
