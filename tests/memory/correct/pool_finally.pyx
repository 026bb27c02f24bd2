from cpython.ref cimport Py_INCREF, Py_DECREF
cdef class Pool:
    cdef list items
    def borrow(self, obj):
        if len(self.items) > 10:
            raise RuntimeError("full")
        Py_INCREF(obj)
        try:
            self.items.append(obj)
        finally:
            Py_DECREF(obj)
