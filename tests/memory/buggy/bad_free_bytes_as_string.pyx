from libc.stdlib cimport free
from cpython.bytes cimport PyBytes_AsString

def go(bytes data):
    cdef char* p = PyBytes_AsString(data)
    if p[0] == 0:
        return 0
    free(p)    # expect: bad-free
