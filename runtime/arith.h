/* C arithmetic with Python's rules.
 *
 * `pyx_floordiv_T` and `pyx_mod_T` round towards minus infinity; the caller has compared the divisor with zero.
 * `pyx_T_overflows` tell whether an operation overflows an integer type of the given size in bytes.
 * `pyx_raise_*` set the exception, take the GIL themselves, and give -1.
 */
#ifndef PYX_ARITH_H
#define PYX_ARITH_H
#include "base.h"
#include <math.h>

PYX_API int pyx_warn_division(const char *file, int line);
PYX_API int pyx_raise_zero_division(const char *message);
PYX_API int pyx_raise_overflow(const char *message);

/* The quotient of the smallest value and -1 wraps instead of trapping. */
#define PYX_DIVISION(name, type)                                  \
    PYX_INLINE type pyx_floordiv_##name(type a, type b)           \
    {                                                             \
        type q, r;                                                \
        if (pyx_unlikely(b == -1))                                \
            return (type)(0 - (unsigned type)a);                  \
        q = a / b;                                                \
        r = a - q * b;                                            \
        return q - ((r != 0) & ((r ^ b) < 0));                    \
    }                                                             \
    PYX_INLINE type pyx_mod_##name(type a, type b)                \
    {                                                             \
        type r;                                                   \
        if (pyx_unlikely(b == -1))                                \
            return 0;                                             \
        r = a % b;                                                \
        return r + (((r != 0) & ((r ^ b) < 0)) ? b : 0);          \
    }
PYX_DIVISION(llong, PY_LONG_LONG)
PYX_DIVISION(long, long)
#undef PYX_DIVISION

PYX_INLINE double pyx_floordiv_double(double a, double b) { return floor(a / b); }
PYX_INLINE double pyx_mod_double(double a, double b)
{
    double r = fmod(a, b);
    return r + (((r != 0) & ((r < 0) ^ (b < 0))) ? b : 0);
}

/* Wraps around. */
PYX_INLINE unsigned PY_LONG_LONG pyx_pow_ullong(unsigned PY_LONG_LONG x, unsigned PY_LONG_LONG e)
{
    unsigned PY_LONG_LONG r = 1;
    while (e) {
        if (e & 1)
            r *= x;
        x *= x;
        e >>= 1;
    }
    return r;
}
/* The same; a negative exponent gives 0. */
PYX_INLINE PY_LONG_LONG pyx_pow_llong(PY_LONG_LONG base, PY_LONG_LONG e)
{
    if (pyx_unlikely(e < 0))
        return 0;
    return (PY_LONG_LONG)pyx_pow_ullong((unsigned PY_LONG_LONG)base, (unsigned PY_LONG_LONG)e);
}

/* C lays a complex number out as its two parts. */
PYX_INLINE double _Complex pyx_make_complex(double real, double imag)
{
    double parts[2] = {real, imag};
    double _Complex z;
    memcpy(&z, parts, sizeof(parts));
    return z;
}
PYX_INLINE long double _Complex pyx_make_long_complex(long double real, long double imag)
{
    long double parts[2] = {real, imag};
    long double _Complex z;
    memcpy(&z, parts, sizeof(parts));
    return z;
}
PYX_INLINE PY_LONG_LONG _Complex pyx_make_int_complex(PY_LONG_LONG real, PY_LONG_LONG imag)
{
    PY_LONG_LONG parts[2] = {real, imag};
    PY_LONG_LONG _Complex z;
    memcpy(&z, parts, sizeof(parts));
    return z;
}
PYX_INLINE double pyx_complex_abs(double _Complex z) { return hypot(__real__ z, __imag__ z); }
/* The divisor is not zero. */
PYX_INLINE PY_LONG_LONG _Complex pyx_div_int_complex(PY_LONG_LONG _Complex a, PY_LONG_LONG _Complex b)
{
    PY_LONG_LONG ar = __real__ a, ai = __imag__ a, br = __real__ b, bi = __imag__ b, d;
    if (bi == 0)
        return br == 0 ? pyx_make_int_complex(0, 0) : pyx_make_int_complex(ar / br, ai / br);
    d = br * br + bi * bi;
    return pyx_make_int_complex((ar * br + ai * bi) / d, (ai * br - ar * bi) / d);
}
PYX_API double pyx_soft_complex_error(void);
/* The real part of what `**` gave, which has no other. */
PYX_INLINE double pyx_soft_complex_double(double _Complex z)
{
    return pyx_likely(__imag__ z == 0) ? __real__ z : pyx_soft_complex_error();
}
PYX_API double _Complex pyx_pow_complex(double _Complex a, double _Complex b);

/* Whether v lies outside the signed, unsigned integers of that size. */
PYX_INLINE int pyx_exceeds(PY_LONG_LONG v, size_t size)
{
    int shift = 64 - (int)size * 8;
    return (PY_LONG_LONG)((unsigned PY_LONG_LONG)v << shift) >> shift != v;
}
PYX_INLINE int pyx_exceeds_u(unsigned PY_LONG_LONG v, size_t size)
{
    int shift = 64 - (int)size * 8;
    return (v << shift) >> shift != v;
}
PYX_INLINE int pyx_add_overflows(PY_LONG_LONG a, PY_LONG_LONG b, size_t size)
{
    PY_LONG_LONG r = (PY_LONG_LONG)((unsigned PY_LONG_LONG)a + (unsigned PY_LONG_LONG)b);
    return ((a ^ r) & (b ^ r)) < 0 || pyx_exceeds(r, size);
}
PYX_INLINE int pyx_sub_overflows(PY_LONG_LONG a, PY_LONG_LONG b, size_t size)
{
    PY_LONG_LONG r = (PY_LONG_LONG)((unsigned PY_LONG_LONG)a - (unsigned PY_LONG_LONG)b);
    return ((a ^ b) & (a ^ r)) < 0 || pyx_exceeds(r, size);
}
PYX_INLINE int pyx_mul_overflows(PY_LONG_LONG a, PY_LONG_LONG b, size_t size)
{
#if defined(__GNUC__)
    PY_LONG_LONG r;
    return __builtin_mul_overflow(a, b, &r) || pyx_exceeds(r, size);
#else
    PY_LONG_LONG r = (PY_LONG_LONG)((unsigned PY_LONG_LONG)a * (unsigned PY_LONG_LONG)b);
    return (a != 0 && (pyx_floordiv_llong(r, a) != b || (a == -1 && b == PY_LLONG_MIN))) || pyx_exceeds(r, size);
#endif
}
PYX_INLINE int pyx_shl_overflows(PY_LONG_LONG a, PY_LONG_LONG n, size_t size)
{
    PY_LONG_LONG r;
    if (a < 0 || n < 0 || n >= (PY_LONG_LONG)size * 8)
        return 1;
    r = (PY_LONG_LONG)((unsigned PY_LONG_LONG)a << n);
    return r >> n != a || pyx_exceeds(r, size);
}
PYX_INLINE int pyx_add_overflows_u(unsigned PY_LONG_LONG a, unsigned PY_LONG_LONG b, size_t size)
{
    return a + b < a || pyx_exceeds_u(a + b, size);
}
PYX_INLINE int pyx_sub_overflows_u(unsigned PY_LONG_LONG a, unsigned PY_LONG_LONG b, size_t size)
{
    (void)size;
    return a < b;
}
PYX_INLINE int pyx_mul_overflows_u(unsigned PY_LONG_LONG a, unsigned PY_LONG_LONG b, size_t size)
{
    unsigned PY_LONG_LONG r = a * b;
    return (a != 0 && r / a != b) || pyx_exceeds_u(r, size);
}
PYX_INLINE int pyx_shl_overflows_u(unsigned PY_LONG_LONG a, unsigned PY_LONG_LONG n, size_t size)
{
    return n >= size * 8 || (a << n) >> n != a || pyx_exceeds_u(a << n, size);
}

/* The same of types whose width only C knows; `size` is a constant of the C compiler, so that one branch is left.
 * Unsigned operands of eight bytes or less come as they are, wider ones as their bits. */
PYX_INLINE pyx_wide pyx_floordiv_wide(pyx_wide a, pyx_wide b, size_t size)
{
#ifdef PYX_HAS_INT128
    pyx_wide q, r;
    if (size > sizeof(PY_LONG_LONG)) {
        if (pyx_unlikely(b == -1))
            return (pyx_wide)(0 - (pyx_uwide)a);
        q = a / b;
        r = a - q * b;
        return q - ((r != 0) & ((r ^ b) < 0));
    }
#endif
    /* An unsigned type that was declared as a signed one. */
    if (pyx_unlikely(a > PY_LLONG_MAX || b > PY_LLONG_MAX))
        return (pyx_wide)((unsigned PY_LONG_LONG)a / (unsigned PY_LONG_LONG)b);
    (void)size;
    return pyx_floordiv_llong((PY_LONG_LONG)a, (PY_LONG_LONG)b);
}
PYX_INLINE pyx_wide pyx_mod_wide(pyx_wide a, pyx_wide b, size_t size)
{
#ifdef PYX_HAS_INT128
    pyx_wide r;
    if (size > sizeof(PY_LONG_LONG)) {
        if (pyx_unlikely(b == -1))
            return 0;
        r = a % b;
        return r + (((r != 0) & ((r ^ b) < 0)) ? b : 0);
    }
#endif
    if (pyx_unlikely(a > PY_LLONG_MAX || b > PY_LLONG_MAX))
        return (pyx_wide)((unsigned PY_LONG_LONG)a % (unsigned PY_LONG_LONG)b);
    (void)size;
    return pyx_mod_llong((PY_LONG_LONG)a, (PY_LONG_LONG)b);
}
PYX_INLINE pyx_wide pyx_pow_wide(pyx_wide base, pyx_wide e, size_t size)
{
#ifdef PYX_HAS_INT128
    pyx_uwide x = (pyx_uwide)base, r = 1;
    if (size > sizeof(PY_LONG_LONG)) {
        if (pyx_unlikely(e < 0))
            return 0;
        while (e) {
            if (e & 1)
                r *= x;
            x *= x;
            e >>= 1;
        }
        return (pyx_wide)r;
    }
#endif
    (void)size;
    return pyx_pow_llong((PY_LONG_LONG)base, (PY_LONG_LONG)e);
}
PYX_INLINE int pyx_div_overflows_wide(pyx_wide a, pyx_wide b, size_t size)
{
    return size >= sizeof(int) && b == -1 && a == (pyx_wide)((pyx_uwide)-1 << (size * 8 - 1));
}
PYX_INLINE int pyx_overflows_wide(int op, pyx_wide a, pyx_wide b, size_t size, int is_unsigned)
{
    unsigned PY_LONG_LONG x = (unsigned PY_LONG_LONG)a, y = (unsigned PY_LONG_LONG)b;
#ifdef PYX_HAS_INT128
    if (size > sizeof(PY_LONG_LONG)) {
        pyx_uwide p = (pyx_uwide)a, q = (pyx_uwide)b, u;
        pyx_wide s;
        switch (op) {
        case 0: return is_unsigned ? __builtin_add_overflow(p, q, &u) : __builtin_add_overflow(a, b, &s);
        case 1: return is_unsigned ? __builtin_sub_overflow(p, q, &u) : __builtin_sub_overflow(a, b, &s);
        case 2: return is_unsigned ? __builtin_mul_overflow(p, q, &u) : __builtin_mul_overflow(a, b, &s);
        default:
            if (q >= size * 8)
                return 1;
            return is_unsigned ? p << q >> q != p : a < 0 || (pyx_wide)(p << q) >> q != a;
        }
    }
#endif
    switch (op) {
    case 0:
        return is_unsigned ? pyx_add_overflows_u(x, y, size) : pyx_add_overflows((PY_LONG_LONG)x, (PY_LONG_LONG)y, size);
    case 1:
        return is_unsigned ? pyx_sub_overflows_u(x, y, size) : pyx_sub_overflows((PY_LONG_LONG)x, (PY_LONG_LONG)y, size);
    case 2:
        return is_unsigned ? pyx_mul_overflows_u(x, y, size) : pyx_mul_overflows((PY_LONG_LONG)x, (PY_LONG_LONG)y, size);
    default:
        return is_unsigned ? pyx_shl_overflows_u(x, y, size) : pyx_shl_overflows((PY_LONG_LONG)x, (PY_LONG_LONG)y, size);
    }
}

PYX_API int pyx_slice_length_error(Py_ssize_t given, Py_ssize_t wanted);
/* Assignment between slices of C memory: both have as many elements. May run without the GIL. */
PYX_INLINE int pyx_check_slice_length(Py_ssize_t given, Py_ssize_t wanted)
{
    return pyx_likely(given == wanted) ? 0 : pyx_slice_length_error(given, wanted);
}

#endif
