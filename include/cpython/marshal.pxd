# marshal.h: "Data marshalling support" in the Python/C API reference manual.

from libc.stdio cimport FILE

cdef extern from *:
    """
    #include <marshal.h>
    """
    enum: Py_MARSHAL_VERSION

    void PyMarshal_WriteLongToFile(long value, FILE *file, int version) except *
    void PyMarshal_WriteObjectToFile(object value, FILE *file, int version) except *
    bytes PyMarshal_WriteObjectToString(object value, int version)

    # -1 with EOFError at the end of the file.
    long PyMarshal_ReadLongFromFile(FILE *file) except? -1
    int PyMarshal_ReadShortFromFile(FILE *file) except? -1
    object PyMarshal_ReadObjectFromFile(FILE *file)
    # May read the rest of the file into memory at once.
    object PyMarshal_ReadLastObjectFromFile(FILE *file)
    object PyMarshal_ReadObjectFromString(const char *data, Py_ssize_t len)
