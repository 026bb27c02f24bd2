# longintrepr.h (cpython/longintrepr.h since 3.11): how an int keeps its digits. CPython documents
# only sys.int_info of it and may change the rest.

cdef extern from *:
    """
    #if PY_VERSION_HEX < 0x030B0000
    #include <longintrepr.h>
    #endif
    static inline digit *pyxide_long_digits(PyLongObject *value) {
    #if PY_VERSION_HEX >= 0x030C0000
        return value->long_value.ob_digit;
    #else
        return value->ob_digit;
    #endif
    }
    """
    ctypedef unsigned int digit
    ctypedef int sdigit

    ctypedef class builtins.int as py_long [object PyLongObject, check_size ignore]:
        # Least significant first, each below PyLong_BASE.
        @property
        cdef inline digit *ob_digit(self) noexcept nogil:
            return _digits(self)

    digit *_digits "pyxide_long_digits" (py_long value) nogil

    # s digits that are not initialised, of a positive number.
    py_long _PyLong_New(Py_ssize_t s)

    long PyLong_SHIFT
    digit PyLong_BASE
    digit PyLong_MASK
