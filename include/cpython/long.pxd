# Python.h: "Integer Objects" in the Python/C API reference manual (longobject.h).
#
# Converting to C: OverflowError where the value does not fit, TypeError for other objects; the
# answer is then -1, which may also be the value.

from libc.stdint cimport int32_t, int64_t, uint32_t, uint64_t

cdef extern from "Python.h":
    # Other names for long long
    ctypedef long long PY_LONG_LONG
    ctypedef unsigned long long uPY_LONG_LONG "unsigned PY_LONG_LONG"

    bint PyLong_Check(object p)
    bint PyLong_CheckExact(object p)

    # ---- From C -------------------------------------------------------------------------------------

    object PyLong_FromLong(long v)
    object PyLong_FromUnsignedLong(unsigned long v)
    object PyLong_FromLongLong(PY_LONG_LONG v)
    object PyLong_FromUnsignedLongLong(uPY_LONG_LONG v)
    object PyLong_FromSsize_t(Py_ssize_t v)
    object PyLong_FromSize_t(size_t v)
    object PyLong_FromDouble(double v)
    object PyLong_FromVoidPtr(void *p)
    # pend may be NULL; base 0 goes by the prefix.
    object PyLong_FromString(const char *str, char **pend, int base)
    object PyLong_FromUnicodeObject(object u, int base)
    object PyLong_FromUnicode(Py_UNICODE *u, Py_ssize_t length, int base)  # before 3.12
    object PyLong_FromInt32(int32_t value)  # 3.14+
    object PyLong_FromInt64(int64_t value)  # 3.14+
    object PyLong_FromUInt32(uint32_t value)  # 3.14+
    object PyLong_FromUInt64(uint64_t value)  # 3.14+

    # ---- To C ---------------------------------------------------------------------------------------

    long PyLong_AsLong(object pylong) except? -1
    unsigned long PyLong_AsUnsignedLong(object pylong) except? -1
    PY_LONG_LONG PyLong_AsLongLong(object pylong) except? -1
    uPY_LONG_LONG PyLong_AsUnsignedLongLong(object pylong) except? -1
    int PyLong_AsInt(object pylong) except? -1  # 3.13+
    Py_ssize_t PyLong_AsSsize_t(object pylong) except? -1
    size_t PyLong_AsSize_t(object pylong) except? <size_t>-1
    double PyLong_AsDouble(object pylong) except? -1
    void *PyLong_AsVoidPtr(object pylong) except? NULL

    # *overflow: 0, or the sign of the value where it does not fit, instead of OverflowError.
    long PyLong_AsLongAndOverflow(object pylong, int *overflow) except? -1
    PY_LONG_LONG PyLong_AsLongLongAndOverflow(object pylong, int *overflow) except? -1

    # Modulo 2**width
    unsigned long PyLong_AsUnsignedLongMask(object io) except? -1
    uPY_LONG_LONG PyLong_AsUnsignedLongLongMask(object io) except? -1

    # 3.14+
    int PyLong_AsInt32(object obj, int32_t *value) except -1
    int PyLong_AsInt64(object obj, int64_t *value) except -1
    int PyLong_AsUInt32(object obj, uint32_t *value) except -1
    int PyLong_AsUInt64(object obj, uint64_t *value) except -1

    # ---- Bytes in memory (3.13+) -------------------------------------------------------------------------

    enum:
        Py_ASNATIVEBYTES_DEFAULTS
        Py_ASNATIVEBYTES_BIG_ENDIAN
        Py_ASNATIVEBYTES_LITTLE_ENDIAN
        Py_ASNATIVEBYTES_NATIVE_ENDIAN
        Py_ASNATIVEBYTES_UNSIGNED_BUFFER
        Py_ASNATIVEBYTES_REJECT_NEGATIVE
        Py_ASNATIVEBYTES_ALLOW_INDEX
    # The number of bytes that the value needs; where that is above n_bytes, only the low ones are there.
    Py_ssize_t PyLong_AsNativeBytes(object pylong, void *buffer, Py_ssize_t n_bytes, int flags) except -1
    object PyLong_FromNativeBytes(const void *buffer, size_t n_bytes, int flags)
    object PyLong_FromUnsignedNativeBytes(const void *buffer, size_t n_bytes, int flags)
