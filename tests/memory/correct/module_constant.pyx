"""A variable of the module that only its body sets decides the same at both places."""

from libc.stdlib cimport malloc, free

import settings

cdef int AS_BLOCK = settings.BLOCK

def copy(int form, size_t n):
    cdef char* p = NULL
    if form == AS_BLOCK:
        p = <char*>malloc(n)
        if p == NULL:
            raise MemoryError()
    try:
        print(n)
    except BaseException:
        if form == AS_BLOCK:
            free(p)
        raise
    if form == AS_BLOCK:
        free(p)
