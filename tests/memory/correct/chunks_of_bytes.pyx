"""A buffer object is replaced whenever it is full, and the pointer into it with it."""

from cpython.bytes cimport PyBytes_AsString, PyBytes_FromStringAndSize

cdef extern from "lib.h":
    int read_some(char* into, int space) nogil

def read_all():
    cdef char* at
    cdef int space = 8192, got
    chunks = []
    buffer = PyBytes_FromStringAndSize(NULL, 8192)
    at = PyBytes_AsString(buffer)
    while True:
        got = read_some(at, space)
        if got == 0:
            break
        if got == space:
            chunks.append(buffer)
            buffer = PyBytes_FromStringAndSize(NULL, 8192)
            at = PyBytes_AsString(buffer)
            space = 8192
        else:
            at = at + got
            space -= got
    chunks.append(buffer[:8192 - space])
    return b"".join(chunks)
