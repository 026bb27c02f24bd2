# Python.h: "MemoryView objects" in the Python/C API reference manual (memoryobject.h). The flags
# PyBUF_READ, PyBUF_WRITE and the rest are in cpython.buffer.

from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyMemoryView_Check(object obj)

    memoryview PyMemoryView_FromObject(object obj)
    # Nothing keeps the memory alive: it must outlive the view.
    memoryview PyMemoryView_FromMemory(char *mem, Py_ssize_t size, int flags)
    memoryview PyMemoryView_FromBuffer(const Py_buffer *view)
    # A copy where the object is not contiguous in that order ('C', 'F' or 'A').
    memoryview PyMemoryView_GetContiguous(object obj, int buffertype, char order)

    # Into the view itself; no check that it is one.
    Py_buffer *PyMemoryView_GET_BUFFER(object mview)
    # The exporter, borrowed; NULL for FromMemory and FromBuffer.
    PyObject *PyMemoryView_GET_BASE(object mview)
