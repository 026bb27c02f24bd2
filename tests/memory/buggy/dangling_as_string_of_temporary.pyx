from cpython.bytes cimport PyBytes_AS_STRING
cdef const char* keyname(object k):
    return PyBytes_AS_STRING(str(k).encode())    # expect: dangling-pointer
