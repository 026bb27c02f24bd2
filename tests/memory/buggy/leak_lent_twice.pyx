"""Two functions of a library have the block before it is released; when the second one fails it is lost."""

from libc.stdlib cimport malloc, free

cdef extern from "lib.h":
    int read_link(int link, char* into, size_t n)
    int unpack(char* text, size_t n, char** name)

def target(int link, size_t n):
    cdef char* name
    cdef char* text = <char*>malloc(n)  # expect: leak
    if text == NULL:
        raise MemoryError()
    if read_link(link, text, n) < 0:
        raise OSError("no link")
    if unpack(text, n, &name) < 0:
        raise OSError("no name")
    result = name.decode()
    free(text)
    return result
