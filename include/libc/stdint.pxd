# <stdint.h>: ISO C11, 7.20 "Integer types".
#
# The widths below only rank the types in mixed arithmetic; the C compiler takes the true ones
# from the header.

cdef extern from "<stdint.h>" nogil:
    # 7.20.1.1 Exact width
    ctypedef signed char int8_t
    ctypedef unsigned char uint8_t
    ctypedef signed short int16_t
    ctypedef unsigned short uint16_t
    ctypedef signed int int32_t
    ctypedef unsigned int uint32_t
    ctypedef signed long int64_t
    ctypedef unsigned long long uint64_t

    # 7.20.1.2 At least as wide
    ctypedef signed char int_least8_t
    ctypedef unsigned char uint_least8_t
    ctypedef signed short int_least16_t
    ctypedef unsigned short uint_least16_t
    ctypedef signed int int_least32_t
    ctypedef unsigned int uint_least32_t
    ctypedef signed long int_least64_t
    ctypedef unsigned long long uint_least64_t

    # 7.20.1.3 Fastest of at least that width
    ctypedef signed char int_fast8_t
    ctypedef unsigned char uint_fast8_t
    ctypedef signed short int_fast16_t
    ctypedef unsigned short uint_fast16_t
    ctypedef signed int int_fast32_t
    ctypedef unsigned int uint_fast32_t
    ctypedef signed long int_fast64_t
    ctypedef unsigned long long uint_fast64_t

    # 7.20.1.4 and 7.20.1.5: able to hold a pointer; greatest width
    ctypedef ssize_t intptr_t
    ctypedef size_t uintptr_t
    ctypedef signed long long intmax_t
    ctypedef unsigned long long uintmax_t

    # 7.20.2 Limits of the types above (macros)
    int8_t INT8_MIN, INT8_MAX
    uint8_t UINT8_MAX
    int16_t INT16_MIN, INT16_MAX
    uint16_t UINT16_MAX
    int32_t INT32_MIN, INT32_MAX
    uint32_t UINT32_MAX
    int64_t INT64_MIN, INT64_MAX
    uint64_t UINT64_MAX

    int_least8_t INT_LEAST8_MIN, INT_LEAST8_MAX
    uint_least8_t UINT_LEAST8_MAX
    int_least16_t INT_LEAST16_MIN, INT_LEAST16_MAX
    uint_least16_t UINT_LEAST16_MAX
    int_least32_t INT_LEAST32_MIN, INT_LEAST32_MAX
    uint_least32_t UINT_LEAST32_MAX
    int_least64_t INT_LEAST64_MIN, INT_LEAST64_MAX
    uint_least64_t UINT_LEAST64_MAX

    int_fast8_t INT_FAST8_MIN, INT_FAST8_MAX
    uint_fast8_t UINT_FAST8_MAX
    int_fast16_t INT_FAST16_MIN, INT_FAST16_MAX
    uint_fast16_t UINT_FAST16_MAX
    int_fast32_t INT_FAST32_MIN, INT_FAST32_MAX
    uint_fast32_t UINT_FAST32_MAX
    int_fast64_t INT_FAST64_MIN, INT_FAST64_MAX
    uint_fast64_t UINT_FAST64_MAX

    intptr_t INTPTR_MIN, INTPTR_MAX
    uintptr_t UINTPTR_MAX
    intmax_t INTMAX_MIN, INTMAX_MAX
    uintmax_t UINTMAX_MAX

    # 7.20.3 Limits of types that other headers define (macros)
    ptrdiff_t PTRDIFF_MIN, PTRDIFF_MAX
    int SIG_ATOMIC_MIN, SIG_ATOMIC_MAX
    size_t SIZE_MAX
    long long WCHAR_MIN, WCHAR_MAX
    long long WINT_MIN, WINT_MAX
