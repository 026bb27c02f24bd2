from libc.string cimport strdup
from libc.stdlib cimport free

def run(bytes text):
    cdef char* p = strdup(text)
    free(p)
