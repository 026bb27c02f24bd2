from cpython.ref cimport PyObject, Py_XINCREF, Py_XDECREF, Py_INCREF
cdef struct Slot:
    PyObject* value
cdef class Table:
    cdef Slot slots[8]
    def __cinit__(self):
        cdef int i
        for i in range(8):
            self.slots[i].value = NULL
    def put(self, int i, value):
        cdef PyObject* old = self.slots[i].value
        Py_INCREF(value)
        self.slots[i].value = <PyObject*>value
        Py_XDECREF(old)
    def get(self, int i):
        if self.slots[i].value == NULL:
            return None
        return <object>self.slots[i].value
    def __dealloc__(self):
        cdef int i
        for i in range(8):
            Py_XDECREF(self.slots[i].value)
