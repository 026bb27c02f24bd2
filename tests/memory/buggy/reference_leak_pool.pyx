from cpython.ref cimport Py_INCREF, Py_DECREF
cdef class Pool:
    cdef list items
    def borrow(self, obj):
        Py_INCREF(obj)     # expect: reference-leak
        if len(self.items) > 10:
            raise RuntimeError("full")
        self.items.append(obj)
        Py_DECREF(obj)
