from libc.string cimport strlen, strcpy, memcpy, memset, strdup

def length(str s):
    cdef const char* p = s.encode()  # expect: dangling-pointer
    return strlen(p)
