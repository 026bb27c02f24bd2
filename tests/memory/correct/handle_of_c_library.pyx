from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup, strncpy
from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free, PyMem_RawMalloc, PyMem_RawFree
from cpython.ref cimport Py_INCREF, Py_DECREF, Py_XDECREF, PyObject
cdef extern from "lib.h":
    ctypedef struct handle_t:
        int fd
    handle_t* lib_open(const char* name)
    void lib_close(handle_t* h)
cdef class H:
    cdef handle_t* h
    def __cinit__(self, str name):
        data = name.encode()
        self.h = lib_open(data)
        if self.h == NULL:
            raise OSError()
    def __dealloc__(self):
        if self.h != NULL:
            lib_close(self.h)
