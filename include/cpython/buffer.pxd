# Python.h: "Buffer Protocol" in the Python/C API reference manual (pybuffer.h, object.h). The struct
# Py_buffer itself is a type of the language.

cdef extern from "Python.h":
    # ---- What a consumer asks for, what an exporter must give ------------------------------------

    enum:
        PyBUF_MAX_NDIM

        PyBUF_SIMPLE
        PyBUF_WRITABLE
        PyBUF_WRITEABLE
        PyBUF_FORMAT
        PyBUF_ND
        PyBUF_STRIDES
        PyBUF_C_CONTIGUOUS
        PyBUF_F_CONTIGUOUS
        PyBUF_ANY_CONTIGUOUS
        PyBUF_INDIRECT

        PyBUF_CONTIG
        PyBUF_CONTIG_RO
        PyBUF_STRIDED
        PyBUF_STRIDED_RO
        PyBUF_RECORDS
        PyBUF_RECORDS_RO
        PyBUF_FULL
        PyBUF_FULL_RO

        # For PyMemoryView_FromMemory and PyMemoryView_GetContiguous
        PyBUF_READ
        PyBUF_WRITE

        # Of Python 2; no header of CPython 3 has it.
        PyBUF_SHADOW

    # ---- Taking and giving back ------------------------------------------------------------------

    bint PyObject_CheckBuffer(object obj)
    # On success the view owns a reference to the exporter until PyBuffer_Release.
    int PyObject_GetBuffer(object exporter, Py_buffer *view, int flags) except -1
    void PyBuffer_Release(Py_buffer *view)
    # For an exporter of plain bytes: fills the view in.
    int PyBuffer_FillInfo(Py_buffer *view, object exporter, void *buf, Py_ssize_t len, bint readonly,
                          int flags) except -1

    # ---- Shape -----------------------------------------------------------------------------------

    # order is 'C', 'F' or 'A' (either).
    bint PyBuffer_IsContiguous(const Py_buffer *view, char order)
    void PyBuffer_FillContiguousStrides(int ndims, Py_ssize_t *shape, Py_ssize_t *strides, int itemsize,
                                        char order)
    Py_ssize_t PyBuffer_SizeFromFormat(const char *format) except -1  # 3.9+
    void *PyBuffer_GetPointer(const Py_buffer *view, const Py_ssize_t *indices)

    # ---- Copying ---------------------------------------------------------------------------------

    int PyBuffer_FromContiguous(const Py_buffer *view, const void *buf, Py_ssize_t len, char order) except -1
    int PyBuffer_ToContiguous(void *buf, const Py_buffer *src, Py_ssize_t len, char order) except -1
    int PyObject_CopyData(object dest, object src) except -1

    object PyObject_Format(object obj, object format_spec)

    # Of Python 2; no header of CPython 3 has it.
    int PyObject_CopyToObject(object obj, void *buf, Py_ssize_t len, char fortran) except -1
