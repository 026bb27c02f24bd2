from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup, strncpy
from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free, PyMem_RawMalloc, PyMem_RawFree
from cpython.ref cimport Py_INCREF, Py_DECREF, Py_XDECREF, PyObject
cdef int* table = NULL
cdef size_t size = 0
cdef int ensure(size_t n) except -1:
    global table, size
    cdef int* bigger
    if n <= size:
        return 0
    bigger = <int*>realloc(table, n * sizeof(int))
    if bigger == NULL:
        raise MemoryError()
    table = bigger
    size = n
    return 0
def put(size_t i, int v):
    ensure(i + 1)
    table[i] = v
