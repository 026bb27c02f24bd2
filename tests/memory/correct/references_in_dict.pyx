"""A table holds its values by a second reference, which it gives back when it is emptied."""

from cpython.ref cimport Py_INCREF, Py_DECREF

cdef class Table:
    cdef dict values

    def __cinit__(self):
        self.values = {}

    cdef add(self, key, value):
        self.values[key] = value
        Py_INCREF(value)
        return value

    cdef clear(self):
        for value in self.values.values():
            Py_DECREF(value)
        self.values.clear()
