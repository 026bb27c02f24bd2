# Python.h: "File Objects" in the Python/C API reference manual (fileobject.h).

cdef extern from "Python.h":
    # As io.open(fd, …). For name, encoding, errors and newline NULL is the default; buffering -1 too.
    object PyFile_FromFd(int fd, const char *name, const char *mode, int buffering, const char *encoding,
                         const char *errors, const char *newline, int closefd)

    # n 0: a whole line; above: at most n bytes; below: a whole line, and EOFError at the end.
    object PyFile_GetLine(object p, int n)

    # flags: Py_PRINT_RAW writes str(obj), 0 writes repr(obj).
    enum: Py_PRINT_RAW
    int PyFile_WriteObject(object obj, object p, int flags) except -1
    int PyFile_WriteString(const char *s, object p) except -1
