from cpython.bytes cimport PyBytes_FromStringAndSize
cdef char *scratch(Py_ssize_t n) except NULL:
    cdef bytes b = PyBytes_FromStringAndSize(NULL, n)
    return <char *>b       # expect: dangling-pointer
