/* C arithmetic with Python's rules.
 *
 * `pyx_div_T`, `pyx_mod_T` divide with floor semantics; the divisor is not zero and the quotient fits (the caller has
 * tested both). `pyx_pow_T` raises an integer to a non-negative power.
 * `pyx_raise_zero_division`, `pyx_raise_overflow` set the exception and give -1.
 */
#ifndef PYX_ARITH_H
#define PYX_ARITH_H
#include "base.h"
#include <math.h>

PYX_API int pyx_raise_zero_division(const char *message);
PYX_API int pyx_raise_overflow(const char *message);

PYX_INLINE PY_LONG_LONG pyx_floordiv_llong(PY_LONG_LONG a, PY_LONG_LONG b)
{
    PY_LONG_LONG q = a / b, r = a - q * b;
    return q - ((r != 0) & ((r ^ b) < 0));
}
PYX_INLINE PY_LONG_LONG pyx_mod_llong(PY_LONG_LONG a, PY_LONG_LONG b)
{
    PY_LONG_LONG r = a % b;
    return r + (((r != 0) & ((r ^ b) < 0)) ? b : 0);
}
PYX_INLINE long pyx_floordiv_long(long a, long b)
{
    long q = a / b, r = a - q * b;
    return q - ((r != 0) & ((r ^ b) < 0));
}
PYX_INLINE long pyx_mod_long(long a, long b)
{
    long r = a % b;
    return r + (((r != 0) & ((r ^ b) < 0)) ? b : 0);
}
PYX_INLINE int pyx_floordiv_int(int a, int b)
{
    int q = a / b, r = a - q * b;
    return q - ((r != 0) & ((r ^ b) < 0));
}
PYX_INLINE int pyx_mod_int(int a, int b)
{
    int r = a % b;
    return r + (((r != 0) & ((r ^ b) < 0)) ? b : 0);
}
PYX_INLINE double pyx_floordiv_double(double a, double b) { return floor(a / b); }
PYX_INLINE double pyx_mod_double(double a, double b)
{
    double r = fmod(a, b);
    return r + (((r != 0) & ((r < 0) ^ (b < 0))) ? b : 0);
}
PYX_INLINE float pyx_mod_float(float a, float b)
{
    float r = fmodf(a, b);
    return r + (((r != 0) & ((r < 0) ^ (b < 0))) ? b : 0);
}
PYX_INLINE PY_LONG_LONG pyx_ipow_llong(PY_LONG_LONG b, PY_LONG_LONG e)
{
    unsigned PY_LONG_LONG x = (unsigned PY_LONG_LONG)b, r = 1;
    if (e < 0)
        return 0;
    while (e) {
        if (e & 1)
            r *= x;
        x *= x;
        e >>= 1;
    }
    return (PY_LONG_LONG)r;
}

#endif
