# <stdlib.h>: ISO C11, 7.22 "General utilities". What POSIX adds is in posix.stdlib; reallocarray is
# the exception, because it belongs to the malloc family (POSIX.1-2024, glibc 2.26, the BSDs).
#
# Nothing here touches Python objects, so all of it may be called without the GIL.

from libc.stddef cimport wchar_t

cdef extern from "<stdlib.h>" nogil:
    # 7.22.3 Memory. Each result is NULL when memory ran out and is given back with free().
    void *malloc(size_t size)
    void *calloc(size_t nmemb, size_t size)
    void *realloc(void *ptr, size_t size)
    void *reallocarray(void *ptr, size_t nmemb, size_t size)
    void *aligned_alloc(size_t alignment, size_t size)
    void free(void *ptr)

    # 7.22.1 Numbers from text
    double atof(const char *nptr)
    int atoi(const char *nptr)
    long atol(const char *nptr)
    long long atoll(const char *nptr)
    float strtof(const char *nptr, char **endptr)
    double strtod(const char *nptr, char **endptr)
    long double strtold(const char *nptr, char **endptr)
    long strtol(const char *nptr, char **endptr, int base)
    long long strtoll(const char *nptr, char **endptr, int base)
    unsigned long strtoul(const char *nptr, char **endptr, int base)
    unsigned long long strtoull(const char *nptr, char **endptr, int base)

    # 7.22.2 Pseudo-random numbers, from 0 to RAND_MAX
    enum: RAND_MAX
    int rand()
    void srand(unsigned int seed)

    # 7.22.4 The environment and the end of the process
    enum:
        EXIT_SUCCESS
        EXIT_FAILURE
    void abort()
    void exit(int status)
    void _Exit(int status)
    void quick_exit(int status)
    int atexit(void (*func)() noexcept nogil)
    int at_quick_exit(void (*func)() noexcept nogil)
    char *getenv(const char *name)
    int system(const char *string)

    # 7.22.5 Search and sort. The comparison runs without the GIL and cannot raise.
    void *bsearch(const void *key, const void *base, size_t nmemb, size_t size,
                  int (*compar)(const void *, const void *) noexcept nogil)
    void qsort(void *base, size_t nmemb, size_t size,
               int (*compar)(const void *, const void *) noexcept nogil)

    # 7.22.6 Integer arithmetic
    ctypedef struct div_t:
        int quot
        int rem
    ctypedef struct ldiv_t:
        long quot
        long rem
    ctypedef struct lldiv_t:
        long long quot
        long long rem
    int abs(int j)
    long labs(long j)
    long long llabs(long long j)
    div_t div(int numer, int denom)
    ldiv_t ldiv(long numer, long denom)
    lldiv_t lldiv(long long numer, long long denom)

    # 7.22.7 and 7.22.8 Multibyte text
    size_t MB_CUR_MAX
    int mblen(const char *s, size_t n)
    int mbtowc(wchar_t *pwc, const char *s, size_t n)
    int wctomb(char *s, wchar_t wc)
    size_t mbstowcs(wchar_t *pwcs, const char *s, size_t n)
    size_t wcstombs(char *s, const wchar_t *pwcs, size_t n)

cdef extern from *:
    # POSIX; ends the process at once, like _Exit. Python.h includes its header (unistd.h, process.h on Windows).
    void _exit(int status) nogil

# Names from the time before the language had `const`.
ctypedef const char const_char
ctypedef const void const_void
