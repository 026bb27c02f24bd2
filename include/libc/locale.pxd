# <locale.h>: ISO C11, 7.11 "Localization".
#
# Nothing here touches Python objects, so all of it may be called without the GIL; but the locale is
# that of the whole process.

cdef extern from "<locale.h>" nogil:
    enum:
        LC_ALL
        LC_COLLATE
        LC_CTYPE
        LC_MONETARY
        LC_NUMERIC
        LC_TIME

    # The result belongs to the C library and is valid until the next call. locale NULL only asks.
    char *setlocale(int category, const char *locale)

    struct lconv:
        char *decimal_point
        char *thousands_sep
        char *grouping
        char *mon_decimal_point
        char *mon_thousands_sep
        char *mon_grouping
        char *positive_sign
        char *negative_sign
        char *currency_symbol
        char frac_digits
        char p_cs_precedes
        char n_cs_precedes
        char p_sep_by_space
        char n_sep_by_space
        char p_sign_posn
        char n_sign_posn
        char *int_curr_symbol
        char int_frac_digits
        char int_p_cs_precedes
        char int_n_cs_precedes
        char int_p_sep_by_space
        char int_n_sep_by_space
        char int_p_sign_posn
        char int_n_sign_posn
    lconv *localeconv()

# A name from the time before the language had `const`.
ctypedef const char const_char
