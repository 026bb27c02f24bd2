from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup, strncpy
from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free, PyMem_RawMalloc, PyMem_RawFree
from cpython.ref cimport Py_INCREF, Py_DECREF, Py_XDECREF, PyObject
cdef struct N:
    int v
    N* next
def f(list xs):
    cdef N* head = NULL
    cdef N* n
    try:
        for x in xs:
            n = <N*>malloc(sizeof(N))
            if n == NULL:
                raise MemoryError()
            n.next = head
            head = n
            n.v = x
        return 1
    finally:
        while head != NULL:
            n = head.next
            free(head)
            head = n
