from cpython.ref cimport Py_DECREF, Py_INCREF
cdef class Slot:
    cdef object v
    def swap(self, new):
        old = self.v
        self.v = new
        Py_DECREF(old)      # expect: reference-underflow
        return old
