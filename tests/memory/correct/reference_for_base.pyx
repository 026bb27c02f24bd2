"""`PyArray_SetBaseObject` takes a reference over."""

from cpython.ref cimport Py_INCREF

cdef extern from "numpy/arrayobject.h":
    int PyArray_SetBaseObject(object array, object base) except -1

def attach(array, owner):
    base = [owner]
    Py_INCREF(base)
    PyArray_SetBaseObject(array, base)
    return array
