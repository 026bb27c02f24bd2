# Python.h: "Floating-Point Objects" in the Python/C API reference manual (floatobject.h).

cdef extern from "Python.h":
    bint PyFloat_Check(object p)
    bint PyFloat_CheckExact(object p)

    object PyFloat_FromDouble(double v)
    object PyFloat_FromString(object str)
    double PyFloat_AsDouble(object pyfloat) except? -1
    double PyFloat_AS_DOUBLE(object pyfloat)

    double PyFloat_GetMax()
    double PyFloat_GetMin()
    object PyFloat_GetInfo()

# IEEE 754 half, single and double precision as bytes, little endian where le is not 0. Before 3.11 the
# functions had private names; since then the documentation says unsigned char where the header says char.
cdef extern from *:
    """
    #if PY_VERSION_HEX >= 0x030B0000
    #define pyxide_PyFloat_Pack2(x, p, le) PyFloat_Pack2((x), (char *)(p), (le))
    #define pyxide_PyFloat_Pack4(x, p, le) PyFloat_Pack4((x), (char *)(p), (le))
    #define pyxide_PyFloat_Pack8(x, p, le) PyFloat_Pack8((x), (char *)(p), (le))
    #define pyxide_PyFloat_Unpack2(p, le) PyFloat_Unpack2((const char *)(p), (le))
    #define pyxide_PyFloat_Unpack4(p, le) PyFloat_Unpack4((const char *)(p), (le))
    #define pyxide_PyFloat_Unpack8(p, le) PyFloat_Unpack8((const char *)(p), (le))
    #else
    #define pyxide_PyFloat_Pack2 _PyFloat_Pack2
    #define pyxide_PyFloat_Pack4 _PyFloat_Pack4
    #define pyxide_PyFloat_Pack8 _PyFloat_Pack8
    #define pyxide_PyFloat_Unpack2 _PyFloat_Unpack2
    #define pyxide_PyFloat_Unpack4 _PyFloat_Unpack4
    #define pyxide_PyFloat_Unpack8 _PyFloat_Unpack8
    #endif
    """
    int PyFloat_Pack2 "pyxide_PyFloat_Pack2" (double x, unsigned char *p, bint le) except -1
    int PyFloat_Pack4 "pyxide_PyFloat_Pack4" (double x, unsigned char *p, bint le) except -1
    int PyFloat_Pack8 "pyxide_PyFloat_Pack8" (double x, unsigned char *p, bint le) except -1
    double PyFloat_Unpack2 "pyxide_PyFloat_Unpack2" (const unsigned char *p, bint le) except? -1
    double PyFloat_Unpack4 "pyxide_PyFloat_Unpack4" (const unsigned char *p, bint le) except? -1
    double PyFloat_Unpack8 "pyxide_PyFloat_Unpack8" (const unsigned char *p, bint le) except? -1
