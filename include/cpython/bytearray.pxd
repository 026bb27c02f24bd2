# Python.h: "Byte Array Objects" in the Python/C API reference manual (bytearrayobject.h).

cdef extern from "Python.h":
    bint PyByteArray_Check(object o)
    bint PyByteArray_CheckExact(object o)

    bytearray PyByteArray_FromObject(object o)
    bytearray PyByteArray_FromStringAndSize(const char *string, Py_ssize_t len)
    bytearray PyByteArray_Concat(object a, object b)

    Py_ssize_t PyByteArray_Size(object bytearray)
    Py_ssize_t PyByteArray_GET_SIZE(object bytearray)
    # Into the object: a resize moves it.
    char *PyByteArray_AsString(object bytearray)
    char *PyByteArray_AS_STRING(object bytearray)
    int PyByteArray_Resize(object bytearray, Py_ssize_t len) except -1
