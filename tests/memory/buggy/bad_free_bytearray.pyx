from cpython.mem cimport PyMem_Free
from cpython.bytearray cimport PyByteArray_AsString
def run(bytearray b):
    cdef char *p = PyByteArray_AsString(b)
    p[0] = 1
    PyMem_Free(p)      # expect: bad-free
