from libc.string cimport strlen, strcpy, memcpy, memset, strdup

def length(str s):
    data = s.encode()
    cdef const char* p = data
    return strlen(p)
