from cpython.ref cimport Py_DECREF, PyObject

cdef class Slot:
    cdef PyObject* item

    def __dealloc__(self):
        if self.item != NULL:
            Py_DECREF(<object>self.item)
