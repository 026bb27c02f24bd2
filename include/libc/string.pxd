# <string.h>: ISO C11, 7.24 "String handling", with the functions that POSIX and the BSDs put in
# <string.h> or <strings.h>.
#
# Nothing here touches Python objects, so all of it may be called without the GIL.

cdef extern from "<string.h>" nogil:
    # 7.24.2 Copy
    void *memcpy(void *s1, const void *s2, size_t n)
    void *memmove(void *s1, const void *s2, size_t n)
    char *strcpy(char *s1, const char *s2)
    char *strncpy(char *s1, const char *s2, size_t n)

    # POSIX: a copy of s that belongs to the caller and is given back with free(); NULL when
    # memory ran out.
    char *strdup(const char *s)
    char *strndup(const char *s, size_t n)

    # 7.24.3 Append
    char *strcat(char *s1, const char *s2)
    char *strncat(char *s1, const char *s2, size_t n)

    # 7.24.4 Compare
    int memcmp(const void *s1, const void *s2, size_t n)
    int strcmp(const char *s1, const char *s2)
    int strncmp(const char *s1, const char *s2, size_t n)
    int strcoll(const char *s1, const char *s2)
    size_t strxfrm(char *s1, const char *s2, size_t n)

    # 7.24.5 Search. The results point into the argument.
    void *memchr(const void *s, int c, size_t n)
    char *strchr(const char *s, int c)
    char *strrchr(const char *s, int c)
    char *strstr(const char *haystack, const char *needle)
    char *strpbrk(const char *s1, const char *s2)
    size_t strspn(const char *s1, const char *s2)
    size_t strcspn(const char *s1, const char *s2)
    char *strtok(char *s1, const char *s2)

    # POSIX and BSD
    char *strtok_r(char *s, const char *sep, char **state)
    char *strsep(char **stringp, const char *delim)

    # GNU; a C library without it fails to compile only the modules that use it.
    void *memrchr(const void *s, int c, size_t n)
    char *strcasestr(const char *haystack, const char *needle)

    # 7.24.6 Others
    void *memset(void *s, int c, size_t n)
    size_t strlen(const char *s)
    size_t strnlen(const char *s, size_t maxlen)
    char *strerror(int errnum)

cdef extern from *:
    """
    #ifndef _WIN32
    #include <strings.h>
    #endif
    """
    # POSIX <strings.h>
    int strcasecmp(const char *s1, const char *s2) nogil
    int strncasecmp(const char *s1, const char *s2, size_t n) nogil

# Names from the time before the language had `const`.
ctypedef const char const_char
ctypedef const signed char const_schar
ctypedef const unsigned char const_uchar
ctypedef const void const_void
