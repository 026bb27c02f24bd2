"""A library that takes a block over keeps it; only when it refuses the block is it ours."""

from libc.stdlib cimport malloc, free

cdef extern from "lib.h":
    int fill(char* into, size_t n)
    int take_over(char* text)

def give(size_t n):
    cdef char* text = <char*>malloc(n)
    if text == NULL:
        raise MemoryError()
    if fill(text, n) < 0:
        free(text)
        raise OSError("not filled")
    if take_over(text) < 0:
        free(text)
        raise OSError("not taken")
    print(n)
