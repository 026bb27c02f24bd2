/* Errors of C arithmetic. They may be raised without the GIL. See arith.h. */
#include "arith.h"

static int pyx_raise_arith(PyObject *type, const char *message)
{
    PyGILState_STATE state = PyGILState_Ensure();
    PyErr_SetString(type, message);
    PyGILState_Release(state);
    return -1;
}

PYX_API int pyx_warn_division(const char *file, int line)
{
    /* Each time, not once for each place as the warnings module does by itself. */
    return PyErr_WarnExplicit(PyExc_RuntimeWarning,
                              "division with oppositely signed operands, C and Python semantics differ", file, line,
                              NULL, NULL);
}

PYX_API int pyx_raise_zero_division(const char *message) { return pyx_raise_arith(PyExc_ZeroDivisionError, message); }
PYX_API int pyx_raise_overflow(const char *message) { return pyx_raise_arith(PyExc_OverflowError, message); }

PYX_API double _Complex pyx_pow_complex(double _Complex a, double _Complex b)
{
    double _Complex z;
    double x[2], y[2], length, angle;
    memcpy(x, &a, sizeof(x));
    memcpy(y, &b, sizeof(y));
    if (x[1] == 0 && y[1] == 0 && (x[0] >= 0 || y[0] == floor(y[0]))) {
        /* A real power, but that Python's zero has none below zero. */
        x[0] = pow(x[0], y[0]);
    } else if (y[0] == 0 && y[1] == 0) {
        x[0] = 1;
        x[1] = 0;
    } else if (x[0] == 0 && x[1] == 0) {
        /* Zero to any other power. */
    } else if (y[1] == 0 && y[0] == floor(y[0]) && y[0] > 0 && y[0] <= 64) {
        /* Whole powers by multiplication, which is exact for whole numbers. */
        double r[2] = {1, 0}, t;
        long n = (long)y[0];
        while (n) {
            if (n & 1) {
                t = r[0] * x[0] - r[1] * x[1];
                r[1] = r[0] * x[1] + r[1] * x[0];
                r[0] = t;
            }
            t = x[0] * x[0] - x[1] * x[1];
            x[1] = 2 * x[0] * x[1];
            x[0] = t;
            n >>= 1;
        }
        x[0] = r[0];
        x[1] = r[1];
    } else {
        length = hypot(x[0], x[1]);
        angle = atan2(x[1], x[0]);
        double scale = pow(length, y[0]) * exp(-y[1] * angle);
        angle = angle * y[0] + y[1] * log(length);
        x[0] = scale * cos(angle);
        x[1] = scale * sin(angle);
    }
    memcpy(&z, x, sizeof(z));
    return z;
}

PYX_API PYX_RARE double pyx_soft_complex_error(void)
{
    return pyx_raise_arith(PyExc_TypeError,
                           "Cannot convert 'complex' with non-zero imaginary component to 'double' (this most likely "
                           "comes from the '**' operator; use 'cython.cpow(True)' to return 'nan' instead of a "
                           "complex number).");
}

PYX_API PYX_RARE int pyx_slice_length_error(Py_ssize_t given, Py_ssize_t wanted)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    PyErr_Format(PyExc_ValueError, "Assignment to slice of wrong length, expected %zd, got %zd", given, wanted);
    PyGILState_Release(gil);
    return -1;
}
